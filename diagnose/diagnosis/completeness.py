"""How much of a case is known: its facts, by section and by the agency to ask, and what needs a decision."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from diagnose.case import Case, section_name
from diagnose.common import table, words
from diagnose.diagnosis.conflicts import conflicts
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.diagnosis.promises import promises
from diagnose.diagnosis.questions import questions
from diagnose.diagnosis.records import ConflictRecord, PromiseRecord, UnknownRecord


@dataclass(frozen=True)
class Share:
    """So many of so many: `known` of `asked`; `decisive` counts the open ones that a level hangs on."""

    name: str
    known: int
    asked: int
    decisive: int = 0


@dataclass(frozen=True)
class Completeness:
    """What is known of a case, what is not, and what needs a decision.

    `facts` are all its facts; `sections` and `agencies` each part them all; `unsourced` are known facts that cite
    nothing, `promised` what is neither yes nor no until its day.
    """

    facts: Share
    sections: tuple[Share, ...]
    agencies: tuple[Share, ...]
    unsourced: tuple[str, ...]
    conflicts: tuple[ConflictRecord, ...]
    promised: tuple[PromiseRecord, ...]
    unknown: tuple[UnknownRecord, ...]


def completeness(diagnosed: Diagnosed) -> Completeness:
    """Return how complete a case is for its rules."""
    case, rules, inference, phrases = diagnosed.case, diagnosed.rules, diagnosed.inference, diagnosed.phrases
    unknown = questions(case, rules, inference, phrases, narrow=False)
    decisive = Counter(record.who for record in unknown if record.holds_open)
    facts = list(case.facts.values())
    holders = _holders(diagnosed)
    asked = Counter(holders[f.path] for f in facts)
    known = Counter(holders[f.path] for f in facts if f.known)
    return Completeness(
        facts=Share("", sum(f.known for f in facts), len(facts)),
        sections=tuple(_sections(case, diagnosed.lang)),
        agencies=tuple(
            Share(who, known[who], asked[who], decisive[who])
            for who in sorted({*asked, *decisive}, key=lambda who: (-decisive[who], who))
        ),
        unsourced=tuple(f.path for f in facts if f.known and not f.source and not f.disputed),
        conflicts=conflicts(case, rules, inference, phrases),
        promised=promises(case, rules, phrases),
        unknown=unknown,
    )


def _holders(diagnosed: Diagnosed) -> Mapping[str, str]:
    """Return for each fact which agency can tell it: who is asked by the measure that it is, or that reads it.

    What no measure reads, such as the name of the region, is told by the office that keeps the case.
    """
    case, rules = diagnosed.case, diagnosed.rules
    found: dict[str, str] = {}
    for code, measured in diagnosed.inference.measured.items():
        read = rules.measure_of(code)
        for path in measured.facts:
            if path not in found or path == read.id:
                found[path] = read.ask.who
    office = case.register.holder(diagnosed.words["memo.office_function"], diagnosed.lang)
    named = {who: diagnosed.phrases.agencies([who]) for who in set(found.values())}
    return {path: named[found[path]] if path in found else office for path in case.facts}


def _sections(case: Case, lang: str) -> Iterator[Share]:
    """Yield how much is known of each part of a case, in its order."""
    for name in type(case).model_fields:
        facts = [f for f in case.facts.values() if f.path.replace("[", ".").split(".")[0] == name]
        if facts:
            yield Share(section_name(name, lang), sum(f.known for f in facts), len(facts))


def by_agency(agencies: Iterable[Share], lang: str) -> str:
    """Return a table of what is known of that each agency can tell, and how many of its questions decide a level."""
    w = words(lang)
    head = [w["check.agency"], w["check.answered"], w["check.decisive"]]
    rows = [(a.name, w["check.of"].format(a.known, a.asked), str(a.decisive or "-")) for a in agencies]
    return table(head, rows, [44, 14, 18])
