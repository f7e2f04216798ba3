"""One batch of a table of cases worked out by itself: what other processes and machines do, and this one as well."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from diagnose.knowledge import Rulebase
from diagnose.portfolio.layout import Layout, lay_out
from diagnose.portfolio.levels import conclude
from diagnose.portfolio.read import Batch, LeftOut, groups
from diagnose.portfolio.results import result
from diagnose.portfolio.summary import Summary, Years


@dataclass(frozen=True)
class Work:
    """A batch to work out, and what reading left out before it; at the end of a table there is no batch."""

    left_out: LeftOut
    batch: Batch | None


@dataclass(frozen=True)
class Part:
    """What follows from one batch: counts by year, the results where they are wanted, and what was left out."""

    left_out: LeftOut
    years: Years
    results: pa.RecordBatch | None


# how batches are worked out by rules, with results or without, in their order
Spread = Callable[[Rulebase, bool, Iterable[Work]], Iterator[Part]]


def here(rules: Rulebase, wanted: bool, works: Iterable[Work]) -> Iterator[Part]:
    """Work out one batch after the other in this process."""
    return (worked_out(rules, wanted, work) for work in works)


def worked_out(rules: Rulebase, wanted: bool, work: Work) -> Part:
    """Return what follows from one batch.

    Raises:
        InputError: its columns are not facts.
    """
    left_out, summary, concluded = LeftOut(), Summary(rules), []
    left_out.join(work.left_out)
    if work.batch is None:
        return Part(left_out, {}, None)
    for group in groups(work.batch, _layout(tuple(work.batch.table.schema.names), work.batch.file), left_out):
        found = conclude(rules, group)
        summary.add(work.batch, found)
        if wanted:
            concluded.append(found)
    return Part(left_out, summary.years, result(rules, work.batch, concluded) if concluded else None)


@lru_cache(maxsize=4)
def _layout(names: tuple[str, ...], file: str) -> Layout:
    return lay_out(names, file)
