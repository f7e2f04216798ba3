"""Many cases at once: from tables to results and counts, a batch at a time, here or on other machines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diagnose.common import InputError, Place, Problem
from diagnose.knowledge import Rulebase
from diagnose.portfolio.files import batches
from diagnose.portfolio.part import Spread, Work, here
from diagnose.portfolio.read import LeftOut
from diagnose.portfolio.records import PortfolioSummary
from diagnose.portfolio.summary import Summary
from diagnose.portfolio.write import ResultFile


@dataclass(frozen=True)
class Portfolio:
    """What is told of many cases, and what was left out."""

    summary: PortfolioSummary
    left_out: LeftOut


def portfolio(
    paths: Sequence[Path], rules: Rulebase, lang: str = "id", output: Path | None = None, spread: Spread = here
) -> Portfolio:
    """Return what follows from `rules` for all cases of the tables `paths`, told in `lang`; results go to `output`.

    `spread` says where batches are worked out: here, or by workers (`cluster.over_dask`), with the same results.

    A table is Parquet, Arrow, CSV or Excel with a row a case and a column a fact (see `layout`), a case file, or a
    folder of case files. Rows in which something is wrong are left out and told. Memory does not grow with the rows.

    Raises:
        InputError: a table cannot be read, its columns are not facts, nothing in it is sound, or `output` cannot be
            written.
    """
    left_out, summary = LeftOut(), Summary(rules)
    if output is None:
        _run(paths, rules, left_out, summary, None, spread)
    else:
        try:
            with ResultFile(output) as file:
                _run(paths, rules, left_out, summary, file, spread)
        except OSError as error:
            why = {"why": error.strerror or error}
            raise InputError([Problem(Place(str(output)), "file_unwritable", why)]) from None
    found = summary.record(lang, left_out.rows)
    if not found.cases:
        raise InputError(left_out.problems or [Problem(Place(str(path)), "table_empty") for path in paths])
    return Portfolio(found, left_out)


def _run(
    paths: Sequence[Path],
    rules: Rulebase,
    left_out: LeftOut,
    summary: Summary,
    file: ResultFile | None,
    spread: Spread,
) -> None:
    for part in spread(rules, file is not None, _work(paths)):
        left_out.join(part.left_out)
        summary.join(part.years)
        if file is not None and part.results is not None:
            file.write(part.results)


def _work(paths: Sequence[Path]) -> Iterator[Work]:
    """Yield each batch with what reading had to leave out before it, and at the end of a table what came last."""
    for path in paths:
        left_out = LeftOut()
        for batch in batches(path, left_out):
            yield Work(left_out.take(), batch)
        yield Work(left_out.take(), None)
