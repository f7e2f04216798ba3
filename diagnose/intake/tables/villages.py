"""A table with one row a village: what they spend, report and have, as counts of villages."""

from diagnose.intake.tables.content import plain_word
from diagnose.intake.tables.reading import Line, Reading
from diagnose.intake.tables.tally import Tally, total

_PASSED = 40  # percent: the fact is called above_40_percent
_HIGHEST = 10**15
COUNTS = {
    "allocation_rupiah": "dana_desa.villages_using",
    "reported": "desa_convergence.reported",
    "score": "desa_convergence.above_40_percent",
    "performing_well": "desa_convergence.performing_well",
    "sosialisasi": "sosialisasi.desa_reached",
    "team_formed": "tpps.desa.formed",
    "team_active": "tpps.desa.active",
}


class Villages:
    """Counts villages, keeping no more of each than a number that tells it from the others."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        told_by = {**{name: (name,) for name in (*COUNTS, "data_held")}, "reported": ("reported", "score")}
        self.tallies = {n: Tally() for n, by in told_by.items() if any(reading.has(column) for column in by)}
        self.seen: set[int] = set()
        self.kecamatan = ""
        self.allocated: float = 0
        self.ceiling: float = 0
        self.highest: float = 0
        self.unshared = 0

    def read(self) -> None:
        """Read all rows, and put what they come to."""
        for line in self.reading.lines("village"):
            if self._new(line):
                self._count(line)
        self._put()

    def _new(self, line: Line) -> bool:
        """Tell whether the row is of a village that was not listed before."""
        told, name, code = self.reading.told, line.text("village"), line.text("code")
        here = line.text("kecamatan")
        if name and not here and self.kecamatan and not line.broken("kecamatan"):
            told.numbers["carried"] += 1  # a merged cell holds its text in its first row only
        self.kecamatan = here or self.kecamatan
        if not name:
            told.reject(line.place("village"), "table_no_name")
            return False
        if not self.kecamatan and not code:
            told.reject(line.place("kecamatan"), "table_no_kecamatan", given=name)
            return False
        key = hash(("code", code) if code else (plain_word(self.kecamatan), plain_word(name)))
        if key in self.seen:
            told.numbers["twice"] += 1
            told.doubt(line.place("village"), "table_twice", given=name)
            return False
        self.seen.add(key)
        return True

    def _count(self, line: Line) -> None:
        allocation, ceiling = line.number("allocation_rupiah"), line.number("ceiling_rupiah")
        score = line.number("score")
        answers = {name: line.code(name) for name in self.tallies if name not in ("allocation_rupiah", "score")}
        answers["allocation_rupiah"] = _above(allocation, 0)
        answers["score"] = "no" if score is None and answers.get("reported") == "no" else _above(score, _PASSED)
        if score:  # 0 may mean that there is none
            answers["reported"] = "yes"
            self.highest = max(self.highest, score)
        for name, tally in self.tallies.items():
            tally.add(answers[name])
        self.allocated += allocation or 0
        if allocation is None or not ceiling:
            self.unshared += 1
        elif allocation > ceiling:
            self.unshared += 1
            line.doubt("allocation_rupiah", "table_more_than_all", given=f"{allocation:,.0f}", limit=f"{ceiling:,.0f}")
        else:
            self.ceiling += ceiling

    def _put(self) -> None:
        reading, told = self.reading, self.reading.told
        place, lost, complete = reading.place, told.lost, reading.complete
        told.numbers["entries"] = len(self.seen)
        if 0 < self.highest <= 1:  # percent cells of a workbook come as fractions
            told.doubt(place, "table_fractions", field=reading.titles.shown[reading.columns["score"]])
            self.tallies.pop("score")
        for name, path in COUNTS.items():
            if name in self.tallies and (said := self.tallies[name].count(complete, lost)):
                reading.put(path, said)
        if "data_held" in self.tallies and (said := self.tallies["data_held"].extent(complete, lost)):
            reading.put("data.known_to_villages", said)
        if complete and self.seen:
            bounds = {"at_least": len(self.seen), "at_most": len(self.seen) + lost}
            reading.put("region.desa_kelurahan", bounds if lost else len(self.seen))
        if reading.has("allocation_rupiah"):
            self._money(complete, lost)

    def _money(self, complete: bool, lost: int) -> None:
        reading, told = self.reading, self.reading.told
        unknown = self.tallies["allocation_rupiah"].unknown + lost
        if self.allocated > _HIGHEST:
            told.doubt(reading.place, "table_too_high", given=f"{self.allocated:.0f}", limit=_HIGHEST)
        elif self.seen and (said := total(self.allocated, complete and not unknown)):
            reading.put("dana_desa.amount_rupiah", said)
        if not reading.has("ceiling_rupiah") or not self.seen:
            return
        if self.unshared or lost:
            told.doubt(reading.place, "table_share_rows", number=self.unshared + lost)
        elif not complete:
            told.doubt(reading.place, "table_share_incomplete")
        else:
            reading.put("dana_desa.share_percent", round(100 * self.allocated / self.ceiling, 2))


def _above(number: float | None, limit: float) -> str:
    if number is None:
        return ""
    return "yes" if number > limit else "no"


def read_villages(reading: Reading) -> None:
    """Read the table into `reading`: counts of villages, and money of the village funds."""
    Villages(reading).read()
