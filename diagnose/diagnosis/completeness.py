"""How much of a case is known: facts by section, questions by the agency that can answer, and what needs a decision."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diagnose.case import Case, has_fact, section_name
from diagnose.common import table, words
from diagnose.diagnosis.conflicts import conflicts
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.diagnosis.promises import promises
from diagnose.diagnosis.questions import questions
from diagnose.diagnosis.records import ConflictRecord, PromiseRecord, UnknownRecord
from diagnose.inference import Inference


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

    `facts` are all its facts; `sections` and `agencies` part them, `unsourced` are known facts that cite nothing, and
    `promised` what is neither yes nor no until its day.
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
    asked: dict[str, set[str]] = {}
    for code in _asked(case, inference):
        who = rules.measures[code.partition("@")[0]].ask.who
        asked.setdefault(phrases.agencies([who]), set()).add(code)
    open_of: dict[str, set[str]] = {}
    decisive: dict[str, int] = {}
    for record in unknown:
        open_of.setdefault(record.who, set()).update(record.measures)
        decisive[record.who] = decisive.get(record.who, 0) + bool(record.holds_open)
    facts = list(case.facts.values())
    return Completeness(
        facts=Share("", sum(f.known for f in facts), len(facts)),
        sections=tuple(_sections(case, diagnosed.lang)),
        agencies=tuple(
            Share(who, len(codes - open_of.get(who, set())), len(codes), decisive.get(who, 0))
            for who, codes in sorted(asked.items(), key=lambda item: (-decisive.get(item[0], 0), item[0]))
        ),
        unsourced=tuple(f.path for f in facts if f.known and not f.source and not f.disputed),
        conflicts=conflicts(case, rules, inference, phrases),
        promised=promises(case, rules, phrases),
        unknown=unknown,
    )


def _asked(case: Case, inference: Inference) -> Iterator[str]:
    """Yield each measure but those that read what such a region does not have, and that no rule in force reads."""
    read = {m.code for rule in inference.compiled.provable for m in inference.read_by(rule)}
    for code, measured in inference.measured.items():
        if code in read or all(has_fact(path, case.region.kind, case.year) for path in measured.facts):
            yield code


def _sections(case: Case, lang: str) -> Iterator[Share]:
    """Yield how much is known of each part of a case, in its order."""
    for name in type(case).model_fields:
        facts = [f for f in case.facts.values() if f.path.replace("[", ".").split(".")[0] == name]
        if facts:
            yield Share(section_name(name, lang), sum(f.known for f in facts), len(facts))


def by_agency(agencies: Iterable[Share], lang: str) -> str:
    """Return a table of what each agency has answered, and how many of the open questions decide a level."""
    w = words(lang)
    head = [w["check.agency"], w["check.answered"], w["check.decisive"]]
    rows = [(a.name, w["check.of"].format(a.known, a.asked), str(a.decisive or "-")) for a in agencies]
    return table(head, rows, [44, 14, 18])
