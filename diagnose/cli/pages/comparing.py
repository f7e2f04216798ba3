"""How pages of comparisons write levels, truths and cases."""

from collections.abc import Sequence

from diagnose.common import WIDTH, table, words
from diagnose.diagnosis import CaseRecord, Interval, span

COLUMN = 10  # columns of a table's cell for one case
BLOCK = 4  # cases side by side in 80 columns
_NAME = 35
# the words for what records hold
TRUTH = {"met": "compare.met", "unmet": "compare.unmet", "unknown": "compare.unknown", None: "compare.not_in_force"}
HOW = {"new": "compare.rule_new", "gone": "compare.rule_gone", "changed": "compare.rule_changed"}


def columns(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Return a table with one column for each of `heads`, in blocks where they do not fit beside one another."""
    blocks = []
    for start in range(0, len(heads), BLOCK):
        some = slice(start, start + BLOCK)
        beside = heads[some]
        name = WIDTH - len(beside) * (COLUMN + 1)
        widths = [min(name, _NAME + COLUMN), *(COLUMN for _ in beside)]
        blocks.append(table(["", *beside], [[label, *cells[some]] for label, cells in rows], widths))
    return "\n\n".join(blocks)


def truth_said(truth: str | None, lang: str) -> str:
    """Write how a criterion came out."""
    return words(lang)[TRUTH[truth]]


def level(stands: Interval | None, second: Interval | None = None) -> str:
    """Write a level as the ladder does: "2", "2-3" while it is open, "2 ~3" with a second reading; "." for none."""
    if stands is None:
        return "."
    return f"{span(stands)} ~{span(second)}" if second else span(stands)


def arrow(before: Interval, after: Interval) -> str:
    """Write a change of level."""
    return f"{span(before)} -> {span(after)}"


def called(cases: Sequence[CaseRecord], names: Sequence[str]) -> list[str]:
    """Return what to call each case: its region and year, with the name that the user gave it where that is not enough.

    `names` are the files or shipped cases as typed.
    """
    plain = [f"{case.region} {case.year}" for case in cases]
    full = [f"{text} ({name})" if plain.count(text) > 1 else text for text, name in zip(plain, names, strict=True)]
    return [f"{text} ({i})" if full.count(text) > 1 else text for i, text in enumerate(full, 1)]


def known(case: CaseRecord, head: str, name: str, lang: str) -> str:
    """Say how much is known of a case, called `head`, that was typed as `name`."""
    w = words(lang)
    fictional = f", {w['compare.fictional']}" if case.fictional else ""
    told = f"{head}{fictional}" if f"({name})" in head else f"{head} ({name}{fictional})"
    return f"{told}: " + w["compare.known"].format(case.facts_known, case.facts_asked)
