"""Many cases at once: from tables to results and counts, a batch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from diagnose.common import InputError, Place, Problem
from diagnose.knowledge import Rulebase
from diagnose.portfolio.files import batches
from diagnose.portfolio.layout import Layout, lay_out
from diagnose.portfolio.levels import conclude
from diagnose.portfolio.read import Batch, LeftOut, groups
from diagnose.portfolio.records import PortfolioSummary
from diagnose.portfolio.results import result
from diagnose.portfolio.summary import Summary
from diagnose.portfolio.write import ResultFile


@dataclass(frozen=True)
class Portfolio:
    """What is told of many cases, and what was left out."""

    summary: PortfolioSummary
    left_out: LeftOut


def portfolio(paths: Sequence[Path], rules: Rulebase, lang: str = "id", output: Path | None = None) -> Portfolio:
    """Return what follows from `rules` for all cases of the tables `paths`, told in `lang`; results go to `output`.

    A table is Parquet, Arrow, CSV or Excel with a row a case and a column a fact (see `layout`), a case file, or a
    folder of case files. Rows in which something is wrong are left out and told. Memory does not grow with the rows.

    Raises:
        InputError: a table cannot be read, its columns are not facts, nothing in it is sound, or `output` cannot be
            written.
    """
    left_out, summary = LeftOut(), Summary(rules)
    if output is None:
        _run(paths, rules, left_out, summary, None)
    else:
        try:
            with ResultFile(output) as file:
                _run(paths, rules, left_out, summary, file)
        except OSError as error:
            why = {"why": error.strerror or error}
            raise InputError([Problem(Place(str(output)), "file_unwritable", why)]) from None
    found = summary.record(lang, left_out.rows)
    if not found.cases:
        raise InputError(left_out.problems or [Problem(Place(str(path)), "table_empty") for path in paths])
    return Portfolio(found, left_out)


def _run(paths: Sequence[Path], rules: Rulebase, left_out: LeftOut, summary: Summary, file: ResultFile | None) -> None:
    for path in paths:
        names: list[str] = []
        layout = Layout()
        for batch in batches(path, left_out):
            if batch.table.schema.names != names:
                names = batch.table.schema.names
                layout = lay_out(names, batch.file)
            _conclude(batch, layout, rules, left_out, summary, file)


def _conclude(
    batch: Batch, layout: Layout, rules: Rulebase, left_out: LeftOut, summary: Summary, file: ResultFile | None
) -> None:
    concluded = []
    for group in groups(batch, layout, left_out):
        found = conclude(rules, group)
        summary.add(batch, found)
        if file is not None:
            concluded.append(found)
    if file is not None and concluded:
        file.write(result(rules, batch, concluded))
