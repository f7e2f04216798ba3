"""What the pages of comparisons have in common: a growing text of 80 columns, and how cases are called in it."""

from collections.abc import Iterable, Sequence

from diagnose.common import WIDTH, heading, printable, table, words, wrapped
from diagnose.diagnosis import CaseRecord, Interval, span

COLUMN = 10  # columns of a table's cell for one case
BLOCK = 4  # cases side by side in 80 columns
_NAME = 35
# the words for what records hold
TRUTH = {"met": "compare.met", "unmet": "compare.unmet", "unknown": "compare.unknown", None: "compare.not_in_force"}
HOW = {"new": "compare.rule_new", "gone": "compare.rule_gone", "changed": "compare.rule_changed"}


class Page:
    """A text page, written from top to bottom."""

    def __init__(self, lang: str, title: str) -> None:
        self.lang, self.w = lang, words(lang)
        self._parts = [f"{wrapped(title)}\n{'=' * WIDTH}"]

    def say(self, text: str, indent: int = 0, hanging: int | None = None) -> None:
        """Write a wrapped line; further lines hang by `hanging` (as `indent` where not given)."""
        self._parts.append(wrapped(text, indent, indent if hanging is None else hanging))

    def head(self, text: str) -> None:
        """Write a heading, with a blank line before it."""
        self._parts.append("\n" + heading(text))

    def gap(self) -> None:
        """Leave a line blank."""
        self._parts.append("")

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
        """Write a table."""
        self._parts.append(table(head, rows, widths))

    def columns(self, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Write a table with one column for each of `heads`, in blocks where they do not fit beside one another."""
        for start in range(0, len(heads), BLOCK):
            some = slice(start, start + BLOCK)
            if start:
                self.gap()
            beside = heads[some]
            name = WIDTH - len(beside) * (COLUMN + 1)
            widths = [min(name, _NAME + COLUMN), *(COLUMN for _ in beside)]
            self.table(["", *beside], [[label, *cells[some]] for label, cells in rows], widths)

    def bullets(self, items: Iterable[str], indent: int = 0) -> None:
        """Write a list."""
        for item in items:
            self.say(f"- {item}", indent, indent + 2)

    def text(self) -> str:
        """Return the page, without anything that a terminal would act on."""
        return printable("\n".join(self._parts).rstrip() + "\n")

    def truth(self, truth: str | None) -> str:
        """Write how a criterion came out."""
        return self.w[TRUTH[truth]]


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
