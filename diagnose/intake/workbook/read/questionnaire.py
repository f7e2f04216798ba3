"""The questionnaire of the form: who was asked, and what each of them answered."""

from dataclasses import dataclass, field

from diagnose.case import Field, Question, questionnaire
from diagnose.intake.workbook.marks import ANSWERS, DONT_KNOW, OPD, TALLY, WAY
from diagnose.intake.workbook.read.cells import is_word, not_among
from diagnose.intake.workbook.read.collected import Held, Loc
from diagnose.intake.workbook.read.grid import Line, Spot
from diagnose.intake.workbook.titles import meaning, plain

_ITEMS: Loc = ("questionnaire", "items")
_YES_NO = Field("responds", "flag")


@dataclass
class Asked:
    """The block of questions as it is read; `names` are the OPD by column."""

    held: Held
    columns: dict[int, str] = field(default_factory=dict)  # what a column holds
    names: dict[int, Spot] = field(default_factory=dict)
    said: dict[int, bool | None] = field(default_factory=dict)  # whether an OPD was asked, as its cell says it
    rows: dict[str, Line] = field(default_factory=dict)
    given: int = 0

    def header(self, line: Line) -> None:
        """Take the row of the names of OPD."""
        self.names = {c: spot for c, spot in line.spots.items() if self.columns.get(c) == OPD and not spot.empty}
        seen: dict[str, str] = {}
        for spot in self.names.values():
            if plain(spot.words) in seen:
                other = seen[plain(spot.words)]
                self.held.draft.problem(spot.place, "agency_twice", given=spot.words, other=other)
            seen.setdefault(plain(spot.words), spot.words)

    def responds(self, line: Line) -> None:
        """Take the row that says who answered."""
        for column in self._opd():
            self.said[column] = self.held.read(_YES_NO, line.at(column))

    def question(self, ident: str, line: Line) -> None:
        """Take the row of one question."""
        if ident in self.rows:
            self.held.draft.problem(line.place, "form_twice")
        self.rows[ident] = line

    def finish(self) -> None:
        """Put what was asked and answered."""
        taken = 0
        for column in self._opd():
            answered = [line for line in self.rows.values() if _says(line.at(column))]
            spot = self.names.get(column)
            if spot is None:
                if answered:
                    self.held.draft.problem(answered[0].at(column).place, "form_no_opd")
            elif self.said.get(column) or (self.said.get(column) is None and answered):
                self.held.put(("questionnaire", "respondents", taken), spot.words, spot.place)
                taken += 1
        for question in questionnaire().questions:
            if question.id in self.rows:
                self._row(question, self.rows[question.id])

    def _row(self, question: Question, line: Line) -> None:
        loc = (*_ITEMS, question.id)
        answers = {c: line.at(c) for c in self._opd() if c in self.names and _says(line.at(c))}
        counted = self.held.begins((*loc, TALLY))
        way = self._way(line)
        if (answers and (counted or way == TALLY)) or (counted and way == ANSWERS):
            place = next(iter(answers.values())).place if answers else line.place
            self.held.draft.problem(place, "form_answers_and_tally")
            return
        if way == ANSWERS or answers:
            self.held.put((*loc, ANSWERS), {}, line.place)
            for column, spot in answers.items():
                self._answer(question, self.names[column].words, spot)
        elif way == TALLY and not counted:
            self.held.put((*loc, TALLY), {}, line.place)
        about = {name: line.at(c) for c, name in self.columns.items() if name in ("source", "note")}
        told = {name: spot for name, spot in about.items() if not spot.empty}
        if way or answers or counted:
            for name, spot in told.items():
                self.held.plain((*loc, name), Field(name, "text"), spot)
        elif told:
            self.held.draft.problem(next(iter(told.values())).place, "form_nothing_answered")

    def _answer(self, question: Question, name: str, spot: Spot) -> None:
        """Take one answer; "does not know" is one only where the question has it, else nothing is said."""
        code = meaning(spot.words, question.answers)
        if code is None and is_word(spot, "unknown"):
            if DONT_KNOW not in question.answers:
                return
            code = DONT_KNOW
        if code is None and plain(spot.words) in ("ya", "tidak"):
            code = {"ya": "yes", "tidak": "no"}[plain(spot.words)]
        if code is None or code not in question.answers:
            error = not_among(spot.words, question.answers)
            self.held.draft.problem(spot.place, error.type, **(error.context or {}))
            return
        self.held.put((*_ITEMS, question.id, ANSWERS, name), code, spot.place)
        self.given += 1

    def _way(self, line: Line) -> str | None:
        spot = next((line.at(c) for c, name in self.columns.items() if name == WAY), None)
        if spot is None or spot.empty:
            return None
        found = next((way for way in (ANSWERS, TALLY) if is_word(spot, f"way.{way}")), None)
        if found is None:
            self.held.draft.problem(spot.place, "form_way_unknown", given=spot.words)
        return found

    def _opd(self) -> list[int]:
        return [column for column, name in self.columns.items() if name == OPD]


def _says(spot: Spot) -> bool:
    return not spot.empty or is_word(spot, "unknown")
