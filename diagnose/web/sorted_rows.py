"""How rows of cases are sorted and which are shown, as an address asks for it; by name or year alone, no rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from diagnose.diagnosis import Interval

ORDERS = ("nama", "tahun")
_ORDER, _AT_MOST, _OPEN, _YEAR = "urut", "aspek", "terbuka", "tahun"


class Levelled(Protocol):
    """A case in a table, with the levels of its aspects; `problem` is what is wrong where it has none."""

    @property
    def region(self) -> str: ...  # noqa: D102
    @property
    def year(self) -> int: ...  # noqa: D102
    @property
    def levels(self) -> Sequence[Interval]: ...  # noqa: D102
    @property
    def problem(self) -> str: ...  # noqa: D102


@dataclass(frozen=True)
class Shown:
    """What the address asks for: how rows are sorted, and which are shown."""

    order: str
    at_most: int | None
    open: bool
    year: int | None

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Shown":
        """Read it from the parameters of an address; what is none of them is left out."""
        order, most, year = asked.get(_ORDER, ""), asked.get(_AT_MOST, ""), asked.get(_YEAR, "")
        return cls(
            order if order in ORDERS else ORDERS[0],
            int(most) if most in ("1", "2", "3") else None,
            asked.get(_OPEN, "") == "ya",
            int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        )

    def keeps(self, row: Levelled) -> bool:
        """Whether `row` is shown; one without levels always is."""
        if row.problem:
            return True
        low = self.at_most is None or any(level.highest <= self.at_most for level in row.levels)
        unsure = not self.open or any(level.lowest != level.highest for level in row.levels)
        return low and unsure and (self.year is None or row.year == self.year)

    def place(self, region: str, year: int) -> tuple[int | str, ...]:
        """Return where a case of `region` and `year` stands among the others."""
        return (year, region.casefold()) if self.order == "tahun" else (region.casefold(), year)

    def pairs(self) -> list[tuple[str, str]]:
        """Return it as the parameters of an address."""
        said = ((_ORDER, self.order), (_AT_MOST, self.at_most), (_OPEN, "ya" if self.open else ""), (_YEAR, self.year))
        return [(name, str(value)) for name, value in said if value]
