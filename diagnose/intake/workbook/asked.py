"""What one agency is asked: what `who` of questions says it can answer, and every question of the survey."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diagnose.case import Case, FactBlock, Field, Question, Register, Table, questionnaire, sections, tables, vocabulary
from diagnose.case.survey import QuestionnaireItem
from diagnose.common import LANGUAGES, OPTIONAL, PLACEHOLDER, TERM, Text, lowered, words
from diagnose.intake.workbook.titles import field_title, table_title
from diagnose.knowledge import Measure, Rulebase
from diagnose.knowledge.readings import ReadFact

_AGENCIES = "{agencies}"


@dataclass(frozen=True)
class AskedTable:
    """A list to fill: with only the columns that are read, the agencies of a roster, and what is asked of it.

    `beside` are the facts that say nothing without it, such as whether it is complete.
    """

    table: Table
    agencies: tuple[str, ...]
    questions: tuple[Text, ...]
    beside: frozenset[str]


@dataclass(frozen=True)
class AskedOf:
    """What the agency `agency` is asked: facts in words, lists, and questions of the survey.

    `ranks` say how much each fact matters by its path, 0 most; `terms` what questions call things here.
    """

    agency: str
    facts: tuple[tuple[Field, Text], ...]
    lists: tuple[AskedTable, ...]
    survey: tuple[Question, ...]
    ranks: Mapping[str, int]
    terms: Mapping[str, Text]

    @property
    def said(self) -> tuple[Text, ...]:
        """What is asked besides the survey, each question once."""
        every = (*(q for _, q in self.facts), *(q for t in self.lists for q in t.questions))
        return tuple({q.id: q for q in every}.values())

    @property
    def empty(self) -> bool:
        """Tell whether nothing is asked."""
        return not (self.facts or self.lists or self.survey)


def asked_of(
    agency: str,
    register: Register,
    measures: Iterable[Measure],
    case: Case | None,
    usual: Sequence[str],
    terms: Mapping[str, Text],
) -> AskedOf:
    """Return what `agency` is asked, of which `measures` wait for an answer.

    With a case, only what it does not know exactly, and what its region has. `usual` are the agencies of a roster;
    of `measures`, what matters most stands first. `terms` are those of `terms_here`.
    """
    every = list(measures)
    reading = [(path, m) for m in reversed(every) for path in m.read.paths()]
    paths = {path: m for path, m in reading if register.holding(_who(path, m)) == agency}
    facts = [(f, _question(f, paths[f.path])) for f in _fields() if f.path in paths and _asks(f.path, case)]
    matters = {m.id: place for place, m in enumerate(every)}
    lists = [asked for t in tables() if (asked := _list(t, paths, case, usual)) is not None]
    ranks = {f.path: matters[paths[f.path].id] for f, _ in facts}
    return AskedOf(agency, tuple(facts), tuple(lists), tuple(_survey(agency, case)), ranks, terms)


def _who(path: str, measure: Measure) -> str:
    """Return the function that can answer: a fact says whose it is, or it is theirs who answer the measure."""
    block = vocabulary().by_path.get(path)
    return block.who if isinstance(block, FactBlock) and block.who is not None else measure.ask.who


def agencies_asked(register: Register, measures: Iterable[Measure], usual: Sequence[str]) -> tuple[str, ...]:
    """Return the agencies to ask: the `usual` ones of the survey, and whoever else can answer one of `measures`."""
    who = [held for m in measures if (held := register.holding(m.ask.who))]
    return tuple(dict.fromkeys([*usual, *who]))


def _fields() -> Iterator[Field]:
    yield from (f for s in sections() for f in s.fields if f.fact)


def _asks(path: str, case: Case | None) -> bool:
    """Tell whether the fact at `path` is still to be asked: the region has it, and it is not known exactly."""
    block = vocabulary().by_path.get(path)
    if case is None:
        return True
    if isinstance(block, FactBlock) and not block.applies(case.region.kind, case.year):
        return False
    entry = case.facts.get(path)
    return entry is None or not entry.known or entry.low != entry.high


def _question(field: Field, measure: Measure) -> Text:
    """Return how a fact is asked: in its own words, those of the measure that is it, or of its name."""
    block = vocabulary().by_path.get(field.path)
    if isinstance(block, FactBlock) and block.question is not None:
        return block.question
    if isinstance(measure.read, ReadFact) and measure.read.fact == field.path:
        return measure.ask.question
    return _about(field)


def _about(field: Field) -> Text:
    """Return a question about a fact that has none of its own, from its name and its kind."""
    title, key = field_title(field), f"form.asked.{field.kind}"
    said = {lang: words(lang).get(key, words(lang)["form.asked"]) for lang in LANGUAGES}
    return Text(**{lang: text.format(lowered(title.get(lang))) for lang, text in said.items()})


def _list(table: Table, paths: dict[str, Measure], case: Case | None, usual: Sequence[str]) -> AskedTable | None:
    """Return what is asked of a list: of a roster the agencies that nothing is known of, else entries."""
    reading = {path: m for path, m in paths.items() if path.startswith(f"{table.path}[")}
    if not reading:
        return None
    told = [_of_all(m.ask.question) if table.roster else m.ask.question for m in reading.values()]
    asked = tuple({q.id: q for q in told if _AGENCIES not in q.id}.values())
    questions = (asked[:1] if table.roster else asked) or (table_title(table),)
    rests = {path for m in reading.values() for part in m.read.parts() for path in part.closed()}
    if table.roster:
        rests.add(f"{table.path.rpartition('.')[0]}.others")
        value, name = table.field("value"), table.field(table.key[0])
        assert value is not None
        assert name is not None
        open_ = tuple(agency for agency in usual if _asks(f"{table.path}[{agency}]", case))
        return AskedTable(replace(table, fields=(name, value)), open_, questions, frozenset(rests)) if open_ else None
    read = {path.rpartition(".")[2] for path in reading if "]." in path}
    kept = tuple(f for f in table.fields if f.name in table.key or f.required or f.name in read)
    return AskedTable(replace(table, fields=kept), (), questions, frozenset(rests))


def _of_all(question: Text) -> Text:
    """Return a question about some agencies as one about all of them."""
    bare = {lang: question.get(lang).replace(f" ({_AGENCIES})", "") for lang in LANGUAGES}
    return Text(**{lang: text.replace(_AGENCIES, words(lang)["form.asked.listed"]) for lang, text in bare.items()})


def _survey(agency: str, case: Case | None) -> Iterator[Question]:
    """Yield the questions of the survey that `agency` has not answered and nobody has counted answers to."""
    items = case.survey.items if case else {}
    for question in questionnaire().questions:
        item: QuestionnaireItem | None = items.get(question.id)
        if item is None or (item.answers is not None and agency not in item.answers):
            yield question


def terms_here(rules: Rulebase, case: Case | None) -> dict[str, Text]:
    """Return what each term is called in the year and region of `case`; without one, all that it is called."""
    if case is not None:
        named = {t.id: rules.term(t.id, case.year, case.region.kind) for t in rules.terms}
        return {name: term.name for name, term in named.items() if term is not None}
    every: dict[str, list[Text]] = {}
    for term in rules.terms:
        every.setdefault(term.id, []).append(term.name)
    return {name: Text(**{lang: _either(names, lang) for lang in LANGUAGES}) for name, names in every.items()}


def _either(names: Iterable[Text], lang: str) -> str:
    return "/".join(dict.fromkeys(part for name in names for part in name.get(lang).split("/")))


def spoken(text: Text, lang: str, case: Case | None, terms: Mapping[str, Text]) -> str:
    """Return a question with its placeholders filled: by the case and `terms`, else by words that hold anywhere."""
    said = words(lang)

    def figure(name: str) -> str | None:
        entry = case.facts.get(name) if case else None
        return f"{entry.low:.0f}" if entry is not None and entry.known and entry.low == entry.high else None

    def part(found: re.Match[str]) -> str:
        return found[1] if all(figure(name) for name in PLACEHOLDER.findall(found[1]) if "." in name) else ""

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if name == "year":
            return str(case.year) if case else said["form.this_year"]
        if name == "head":
            return said[f"head.{case.region.kind}" if case else "form.head"]
        if name.startswith(TERM):
            return terms[name.removeprefix(TERM)].get(lang)
        return figure(name) or "..."

    asked = PLACEHOLDER.sub(fill, OPTIONAL.sub(part, text.get(lang)))
    return asked[:1].upper() + asked[1:]
