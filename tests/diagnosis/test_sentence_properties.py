"""What holds of every sentence, in any case: its numbers are of facts, and no blank of it is filled with nothing."""

import math
import re
from collections.abc import Iterator

import pytest
from hypothesis import given

from diagnose import Diagnosed
from diagnose.case import tallies
from diagnose.common.wording import PLACEHOLDER, Text
from diagnose.inference.measures import Measured
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.models import Finding
from diagnose.knowledge.readings import ReadTally
from tests.lib.anything import FEW, Anything, anything
from tests.lib.generated import CASES, SHIPPED

RULES = load_rules()
NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*(?<![.,])")
EMPTY = re.compile(r"\bsejumlah\b|\{|\}|\[\[|\]\]|\(\s*\)|: *[.;)]|\s,|\bNone\b|\bnan\b|\binf\b", re.I)
VILLAGE = re.compile(r"\b(?:desa|apbdes|bpd|dpmd|perdes)\b", re.I)
EITHER = re.compile(r"desa/kelurahan|kepala desa/lurah", re.I)
REST = re.compile(
    r"selebihnya (?:tidak|belum)|sisanya (?:tidak|belum)|the (?:rest|others) (?:do|are|have|did) not", re.I
)


def sentences(diagnosed: Diagnosed) -> Iterator[tuple[str, Text, str]]:
    """Every sentence that a rule or a saran says in this case: of which, as it is written, as it is said."""
    for rule in diagnosed.inference.compiled.provable:
        record = diagnosed.criteria.get(rule.id) or diagnosed.findings.get(rule.id)
        if record is None:
            continue
        truth = diagnosed.inference.truth(rule.id)
        written = (
            rule.statement
            if isinstance(rule, Finding)
            else {"met": rule.met, "unmet": rule.unmet, "unknown": rule.title}[truth]
        )
        yield rule.id, written, record.statement
    for saran in diagnosed.diagnosis.saran:
        yield saran.id, RULES.saran[saran.id.partition(":")[0]].what, saran.text


def everything_said(diagnosed: Diagnosed) -> Iterator[tuple[str, str]]:
    for name, _, said in sentences(diagnosed):
        yield name, said
    for saran in diagnosed.diagnosis.saran:
        parts = (saran.short, saran.actor, saran.asked, saran.by, saran.form, saran.proof, saran.why)
        yield from ((saran.id, part) for part in parts)
    yield from (("unknown", question.question) for question in diagnosed.diagnosis.unknown)
    yield from ((conflict.id, conflict.statement) for conflict in diagnosed.diagnosis.conflicts)


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


def told_of_nothing(diagnosed: Diagnosed) -> list[tuple[str, str]]:
    """Numbers that stand in a sentence and neither in its text as written, nor in a fact that it tells."""
    wrong = []
    for name, written, said in sentences(diagnosed):
        own = numbers(PLACEHOLDER.sub(" ", written.get("id")))
        allowed = own | {str(diagnosed.case.year)}
        for blank in PLACEHOLDER.findall(written.get("id")):
            allowed |= filled(diagnosed, blank.partition(":")[2] or blank)
        for name_said in (diagnosed.case.region.name, *(a.name for a in diagnosed.case.agencies)):
            allowed |= numbers(name_said)
        wrong += [(name, f"{n} in {said}") for n in numbers(said) - allowed]
    return wrong


def filled(diagnosed: Diagnosed, blank: str) -> set[str]:
    """The numbers that a blank may be filled with: of a fact, of a measure of known facts, of a threshold."""
    say, facts = diagnosed.phrases.number, diagnosed.case.facts
    m = diagnosed.measured.get(blank)
    if m is not None:
        known = any(path in facts and (facts[path].known or facts[path].disputed) for path in m.facts)
        return bounds_of(diagnosed, m) if known else set()
    threshold = RULES.threshold(blank, diagnosed.case.year)
    if threshold is not None:
        return {say(threshold.value)}
    if blank in facts and facts[blank].known:
        return numbers(diagnosed.phrases.value(facts[blank].value))
    if blank == "lacking":  # names of what a saran asks, each with blanks of its own
        named = {b for s in RULES.saran.values() for r in s.asks if r.name for b in PLACEHOLDER.findall(r.name.id)}
        return {n for b in named for n in filled(diagnosed, b)}
    if blank == "entries":
        return {str(n) for n in range(1, 10)}
    return set()


def bounds_of(diagnosed: Diagnosed, m: Measured) -> set[str]:
    total = m.total or 0
    values = [m.low, m.high, total, *(total * end for end in (m.low, m.high)), *(100 * end for end in (m.low, m.high))]
    return {diagnosed.phrases.number(abs(v)) for v in values if not math.isinf(v) and not math.isnan(v)}


def tells_of_the_unasked(diagnosed: Diagnosed) -> list[tuple[str, str]]:
    """Sentences that say of how many something holds though the case does not say how many were asked."""
    wrong = [(name, said) for name, said in everything_said(diagnosed) if REST.search(said)]
    for name, written, said in sentences(diagnosed):
        for blank in PLACEHOLDER.findall(written.get("id")):
            measure = RULES.measures.get(blank)
            if measure is None or not isinstance(measure.read, ReadTally):
                continue
            asked = tallies(diagnosed.case, measure.read.tally)[1]
            told = re.escape(diagnosed.phrases.measured(diagnosed.measured[blank]))
            if asked is None and re.search(rf"{told} dari \d", said):
                wrong.append((name, said))
    return wrong


def of_villages(diagnosed: Diagnosed) -> list[tuple[str, str]]:
    """What is said of villages where there are none; "desa/kelurahan" and "kepala desa/lurah" are either."""
    told = [(name, EITHER.sub("", said)) for name, said in everything_said(diagnosed)]
    return [(name, said) for name, said in told if VILLAGE.search(said)] if diagnosed.case.region.kind == "kota" else []


def blanks(diagnosed: Diagnosed) -> list[tuple[str, str]]:
    return [(name, said) for name, said in everything_said(diagnosed) if EMPTY.search(said)]


@FEW
@given(anything())
def test_no_sentence_of_any_case_tells_a_number_that_no_fact_holds(made: Anything) -> None:
    assert told_of_nothing(Diagnosed(made.case, RULES, narrow=False)) == []


@FEW
@given(anything())
def test_no_sentence_of_any_case_tells_of_those_who_were_not_asked(made: Anything) -> None:
    assert tells_of_the_unasked(Diagnosed(made.case, RULES, narrow=False)) == []


@FEW
@given(anything())
def test_no_sentence_of_any_case_fills_a_blank_with_nothing(made: Anything) -> None:
    assert blanks(Diagnosed(made.case, RULES, narrow=False)) == []


@FEW
@given(anything(("kota",)))
def test_nothing_said_in_any_city_is_of_villages(made: Anything) -> None:
    assert of_villages(Diagnosed(made.case, RULES, narrow=False)) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_the_sentences_of_the_shipped_cases_hold_to_it(name: str) -> None:
    diagnosed = Diagnosed(CASES[name], RULES, narrow=False)
    assert told_of_nothing(diagnosed) == []
    assert tells_of_the_unasked(diagnosed) == []
    assert blanks(diagnosed) == []
    assert of_villages(diagnosed) == []
