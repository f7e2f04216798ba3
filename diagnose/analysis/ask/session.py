"""Answer what is unknown, question by question; each answer becomes a fact with its source. Nothing here prints.

A session gives the next question and a dialogue on it: a generator that yields what to ask for and is sent the
value (None: not known). Answers are laid over the case as they come, so that each is checked at once.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from diagnose.analysis.ask.dialogue import steps_of
from diagnose.analysis.ask.source import Citation, cite
from diagnose.analysis.whatif import LevelChange
from diagnose.case import Answer, Case, Change, Dialogue, Extent, Kind, Prompt, Said, claim, overlay, rank
from diagnose.common import InputError, Place, Problem, meant, nearest, words
from diagnose.diagnosis import Diagnosed, Diagnosis, Phrases, Record, UnknownRecord
from diagnose.inference import Measured
from diagnose.knowledge import Rulebase


class Answered(Record):
    """A fact that was answered."""

    fact: str
    value: Any
    source: str | None


class AskResult(Record):
    """What came of a session: the file that holds it (None: nothing was answered), the answers, the levels."""

    schema_version: int = 1
    written: str | None
    answers: tuple[Answered, ...]
    levels: tuple[LevelChange, ...]
    decisive_left: int


class Session:
    """One walk through the questions of a case; `case` is the case with the answers so far."""

    def __init__(
        self,
        case: Case,
        rules: Rulebase,
        lang: str = "id",
        *,
        agency: str | None = None,
        everything: bool = False,
        source: str | None = None,
    ) -> None:
        """Begin a walk: with `agency`, only its questions; with `everything`, also those that decide no level now.

        Raises:
            InputError: no question is for `agency`, or `source` cannot be cited.
        """
        self.case, self.rules, self.lang = case, rules, lang
        self.w = words(lang)
        self._everything = everything
        self._cited: Citation | None = cite(case, source) if source else None
        self._diagnosed = Diagnosed(case, rules, lang)
        self.before = self._diagnosed.diagnosis
        self._who = self._agency(agency) if agency else None
        self._question: UnknownRecord | None = None
        self.asked = 0
        self.answers: dict[str, None] = {}
        self._seen: set[str] = set()

    @property
    def diagnosed(self) -> Diagnosed:
        """The case with the answers so far."""
        if self._diagnosed.case is not self.case:
            self._diagnosed = Diagnosed(self.case, self.rules, self.lang)
        return self._diagnosed

    @property
    def diagnosis(self) -> Diagnosis:
        """The diagnosis with the answers so far."""
        return self.diagnosed.diagnosis

    @property
    def phrases(self) -> Phrases:
        """Words for the facts of the case with the answers so far."""
        return self.diagnosed.phrases

    def pending(self, *, everything: bool = False) -> list[UnknownRecord]:
        """Return the questions still to be asked, the most useful first; with `everything`, whatever was chosen."""
        wanted = (u for u in self.diagnosis.unknown if everything or self._everything or u.holds_open)
        mine = (u for u in wanted if self._who in (None, u.who_function, u.who))
        return [u for u in mine if any(k not in self._seen for code in u.measures for k, _ in steps_of(self, code))]

    def next(self) -> tuple[UnknownRecord, int] | None:
        """Return the next question and how many there are with it; one agency is asked to the end before another."""
        left = self.pending()
        if not left:
            return None
        who = self._question.who if self._question else left[0].who
        self._question = next((u for u in left if u.who == who), left[0])
        self.asked += 1
        return self._question, len(left)

    def dialogue(self, question: UnknownRecord) -> Dialogue:
        """Ask for each fact that `question` lacks."""
        for code in question.measures:
            while step := next(((k, d) for k, d in steps_of(self, code) if k not in self._seen), None):
                key, said = step
                self._seen.add(key)
                yield from said()

    def measured(self, code: str) -> Measured:
        """Return the measure `code` under the answers so far."""
        return self.diagnosed.measured[code]

    def put(self, *changes: Change) -> str:
        """Lay `changes` over the case; return what is wrong with them, else nothing."""
        source, document = self._cited or self._statement()
        lay = [replace(c, source=source, place=Place("?")) for c in changes]
        held = self.case.tree.data.get("documents") or []
        if document is not None and document["id"] not in (d.id for d in self.case.documents):
            lay.append(Change("documents", [*held, document], place=Place("?")))
        try:
            self.case = overlay(self.case, lay)
        except InputError as error:
            return " ".join(p.text(self.lang).removeprefix(f"{p.place}: ") for p in error.problems)
        self.answers |= dict.fromkeys(c.path for c in changes)
        return ""

    def value(self, path: str, kind: Kind, text: str | None = None, above: Sequence[str] = ()) -> Said:
        """Ask for the value of the fact at `path` until it is sound, or not known."""
        prompt = Prompt(text or self.phrases.fact(path), kind, tuple(above))
        entry = self.case.facts.get(path)
        insisted: Any = None
        while True:
            value = yield prompt
            if value is None:
                return False
            problem = ""
            if entry is not None and entry.disputed:
                claims = [claim(said, source) for said, source in entry.disputed]
                problem = self.put(Change(path, {"disputed": claims, "counts": value}))
            else:
                problem = "" if value == insisted else self._against(path, value, kind)
                insisted = value
                problem = problem or self.put(Change(path, value))
            if not problem:
                return True
            prompt = replace(prompt, problem=problem, above=())

    def result(self, written: str | None) -> AskResult:
        """Return what came of the session."""
        facts, after = self.case.facts, self.diagnosis
        told = [(path, facts[path]) for path in self.answers if path in facts]
        return AskResult(
            written=written,
            answers=tuple(Answered(fact=path, value=e.value, source=e.source) for path, e in told),
            levels=tuple(
                LevelChange(id=a.id, name=a.name, dimension=a.dimension, before=a.level, after=b.level)
                for a, b in zip(self.before.aspects, after.aspects, strict=True)
            ),
            decisive_left=sum(bool(u.holds_open) for u in after.unknown),
        )

    def _statement(self) -> Citation:
        """Cite the statement of the agency that is asked."""
        who = self._question.who if self._question else ""
        document = {"id": "Keterangan-OPD", "title": self.w["ask.document"]}
        return f"{document['id']} {who}".strip()[:200], document

    def _against(self, path: str, value: Any, kind: Kind) -> str:
        """Say that `value` does not agree with what the case knows of the fact at `path`."""
        entry = self.case.facts.get(path)
        scale = {"answer": Answer, "draft": Answer, "extent": Extent}.get(kind.name)
        if entry is None or not entry.known or (isinstance(value, str) and scale is None):
            return ""
        if entry.low <= rank(scale(value) if scale else value) <= entry.high:
            return ""
        source = f" [{entry.source}]" if entry.source else ""
        return self.w["ask.contradicts"].format(self.phrases.value(entry.value, entry.path), source)

    def _agency(self, name: str) -> str:
        """Return the function or the name that the questions for the agency called `name` are told by."""
        who = {u.who: u.who for u in self.before.unknown} | {u.who_function: u.who for u in self.before.unknown}
        if name.casefold() in (told := {key.casefold(): key for key in who}):
            return who[told[name.casefold()]]
        try:
            held = self.case.register.holds(self.case.register.find(name))
        except ValueError:
            held = ()
        for question in self.before.unknown:
            if question.who_function in held:
                return question.who
        if len(found := meant(name, dict.fromkeys(dict.fromkeys(who.values()), ()))) == 1:
            return found[0]
        expected = ", ".join(dict.fromkeys(who.values()))
        values = {"given": name, "expected": expected, "near": nearest(name, who)}
        raise InputError([Problem(Place("--agency"), "agency_not_asked", values)])
