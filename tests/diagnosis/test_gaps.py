"""Questions: in what order, to whom, and that what an answer is said to narrow is what it narrows."""

import itertools
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from diagnose import Diagnosed, diagnose
from diagnose.case.load import load_case
from diagnose.case.model import Case
from diagnose.case.overlay import Change, overlay
from diagnose.case.prompts import kind_at
from diagnose.common.problems import InputError
from diagnose.diagnosis.asked import questions_by_agency
from diagnose.diagnosis.narrowing import Narrower
from diagnose.diagnosis.records import Diagnosis, UnknownRecord
from diagnose.engine.adapter import DurableEngine
from diagnose.inference.infer import Inference, infer, measure_all
from diagnose.knowledge.conditions import comparisons
from diagnose.knowledge.load import load_rules
from tests.conftest import make_case
from tests.inference.test_inference import FULL
from tests.lib.examples import examples

RULES = load_rules()
SHIPPED = ("lebak-2022", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "fiktif-kota-2024")
FEW = examples(25, suppress_health_check=list(HealthCheck))
ASPECTS = [a for aspects in RULES.aspects.values() for a in aspects]
VALUES: dict[str, list[Any]] = {
    "answer": ["no", "draft", "yes"],
    "draft": ["no", "draft", "yes"],
    "extent": ["none", "some", "most", "all"],
    "count": [0, 1, 2, 10, 100, 1000],
    "number": [0, 12, 30],
    "day": [date(2022, 1, 5), date(2022, 6, 5), date(2022, 12, 5)],
}


@cache
def city() -> Diagnosis:
    return diagnose(load_case("fiktif-kota-2024"), RULES)


def test_what_narrows_most_is_asked_first_and_what_decides_nothing_last() -> None:
    ranks = [(sum(n.by for n in u.narrows), max((n.by for n in u.narrows), default=0)) for u in city().unknown]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0][0] > 1
    holds = [bool(u.holds_open) for u in city().unknown]
    assert holds == sorted(holds, reverse=True)
    assert not any(u.narrows for u in city().unknown if not u.holds_open)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_answer_narrows_only_what_is_open_and_never_widens_it(name: str) -> None:
    found = diagnose(load_case(name), RULES)
    for question in found.unknown:
        for n in question.narrows:
            level = found.aspect(n.aspect).level
            ends = [(level.lowest, level.highest) for level in (n.if_best, n.if_worst)]
            assert level.lowest < level.highest
            assert all(level.lowest <= low <= high <= level.highest for low, high in ends)
            assert n.by == level.highest - level.lowest - min(high - low for low, high in ends) > 0
            assert n.if_best.lowest >= n.if_worst.lowest
            assert n.if_best.highest >= n.if_worst.highest


def test_the_agency_that_can_answer_is_told_as_data() -> None:
    for question in city().unknown:
        asked = {RULES.measures[code.partition("@")[0]].ask.who for code in question.measures}
        assert asked == {question.who_function}


def test_nothing_is_weighed_where_nothing_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("weighed")

    monkeypatch.setattr(Narrower, "__init__", refuse)
    assert diagnose(load_case("lebak-2022"), RULES).unknown


def test_what_answers_can_do_is_worked_out_without_running_the_engine_again(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    run = DurableEngine.run

    def counted(engine: DurableEngine, facts: dict[Any, float]) -> Any:
        runs.append(engine)
        return run(engine, facts)

    monkeypatch.setattr(DurableEngine, "run", counted)
    found = diagnose(make_case({"region": {"kecamatan": 10, "desa_kelurahan": 100}}), RULES)
    assert sum(bool(u.narrows) for u in found.unknown) > 10
    assert len(runs) == 1


def test_questions_of_one_agency_stand_together_the_most_useful_agency_first() -> None:
    case = load_case("fiktif-kota-2024")
    decisive = [u for u in city().unknown if u.holds_open]
    each, together = (questions_by_agency(Diagnosed(case, RULES), decisive, each=one) for one in (True, False))
    for groups in (each, together):
        assert [g["who"] for g in groups] == list(dict.fromkeys(u.who for u in decisive))
        assert all(asked["told"] for g in groups for asked in g["asked"])
    assert sum(len(g["asked"]) for g in each) == len(decisive)
    said = " ".join(asked["question"] for g in together for asked in g["asked"]).replace("?", "").split()
    assert {word for g in each for asked in g["asked"] for word in asked["question"].strip("?").split()} <= {*said}


def answered(case: Case, question: UnknownRecord, best: bool) -> Case | None:
    """The case with all facts of a question answered as well or as badly as can be; None where some is no fact."""
    changes = []
    for path in question.facts:
        kind = kind_at(path)
        # what a list may lack is asked besides
        listed = "all_listed" in path or path.startswith(("data.bases[", "programmes.items["))
        if path not in case.facts or kind is None or listed or kind.name not in VALUES:
            return None
        if kind.name == "day":
            earlier = path in ("calendar.planning_action", "calendar.rembuk")
            value: Any = VALUES["day"][0 if earlier == best else -1]
        elif path in ("region.kecamatan", "region.desa_kelurahan"):  # what is known of a part fills the smallest whole
            value = (10 if path == "region.kecamatan" else 100) if best else 1000
        elif kind.name == "count":
            whole = case.facts["region.kecamatan" if "kecamatan" in path else "region.desa_kelurahan"].value
            value = (whole or (10 if "kecamatan" in path else 100)) if best else 0
        else:
            value = VALUES[kind.name][-1 if best else 0]
        changes.append(Change(path, value))
    return overlay(case, changes) if changes else None


def levels(inference: Inference) -> dict[str, tuple[int, int]]:
    return {a: inference.level(a) for a in ASPECTS}


def contradictory(case: Case, found: Inference) -> bool:
    """Whether numbers stand against words, or something is said of what may not have been held or formed.

    Rules take who attended a rembuk as nobody where none was held; they do not conclude from attendance that one was.
    """
    for m in RULES.measures.values():
        for reading in (m.read, *getattr(m.read, "agree", ())):
            requires = getattr(reading, "requires", None)
            if requires and case.facts[requires].low <= 0:
                own: str = getattr(reading, "fact", "") or getattr(reading, "lowest", "")
                said = [case.facts[own]] if own in case.facts else [e for _, e in case.entries(own)]
                if any(e.low > 0 for e in said):
                    return True
    return any(m.contradicted for m in found.measured.values())


def told_is_what_happens(case: Case) -> int:
    before, found = levels(infer(case, RULES)), diagnose(case, RULES)
    compared = 0
    for question in found.unknown:
        if not question.holds_open:
            continue
        told = {n.aspect: n for n in question.narrows}
        for best in (True, False):
            after = answered(case, question, best)
            if after is None or contradictory(after, follows := infer(after, RULES)):
                continue
            compared += 1
            for aspect, level in levels(follows).items():
                n = told.get(aspect)
                said = None if n is None else n.if_best if best else n.if_worst
                expected = before[aspect] if said is None else (said.lowest, said.highest)
                assert level == expected, (question.measures, best, aspect)
    return compared


def test_what_an_answer_is_said_to_do_is_what_it_does() -> None:
    assert told_is_what_happens(load_case("fiktif-kota-2024")) > 40
    assert told_is_what_happens(make_case({"region": {"kecamatan": 10, "desa_kelurahan": 100}})) > 40


@cache
def known_case() -> Case:
    return make_case(FULL, {"tpps": {"kabupaten": {"formed": "yes"}}})


@cache
def gating_facts() -> list[str]:
    """The facts with a value of their own that criteria read in a case that states them all."""
    case = known_case()
    measured = measure_all(case, RULES)
    criteria = infer(case, RULES).compiled.criteria
    paths = dict.fromkeys(path for c in criteria for t in comparisons(c.when) for path in measured[t.code].facts)
    plain = [p for p in paths if p in case.facts and (kind := kind_at(p)) is not None and kind.name in VALUES]
    assert len(plain) > 30
    return plain


def without(case: Case, paths: list[str]) -> Case:
    return overlay(case, [Change(path, None) for path in paths])


@FEW
@given(st.data())
def test_what_an_answer_is_said_to_do_is_what_it_does_in_any_case(data: st.DataObject) -> None:
    unknown = data.draw(st.lists(st.sampled_from(gating_facts()), min_size=1, max_size=5, unique=True))
    case = without(known_case(), unknown)
    assume(not contradictory(case, infer(case, RULES)))
    told_is_what_happens(case)


@FEW
@given(st.data())
def test_whatever_the_unknown_facts_turn_out_to_be_the_level_lies_in_the_interval_and_both_ends_are_reached(
    data: st.DataObject,
) -> None:
    worse = data.draw(st.lists(st.sampled_from(gating_facts()), max_size=3, unique=True))
    unknown = data.draw(st.lists(st.sampled_from(gating_facts()), min_size=1, max_size=2, unique=True))
    worsened = [Change(p, VALUES[getattr(kind_at(p), "name", "")][0]) for p in worse if not p.startswith("region")]
    base = overlay(known_case(), worsened)
    assume(not contradictory(base, infer(base, RULES)))
    case = without(base, unknown)
    assume(not contradictory(case, infer(case, RULES)))
    interval = levels(infer(case, RULES))
    reached: dict[str, set[int]] = {a: set() for a in ASPECTS}
    for values in itertools.product(*(VALUES[getattr(kind_at(p), "name", "")] for p in unknown)):
        try:
            full = overlay(case, [Change(p, v) for p, v in zip(unknown, values, strict=True)])
        except InputError:  # more than what it is part of
            continue
        found = infer(full, RULES)
        if contradictory(full, found):
            continue
        for aspect, (low, high) in levels(found).items():
            assert interval[aspect][0] <= low <= high <= interval[aspect][1]
            reached[aspect] |= {low, high}
    for aspect, (low, high) in interval.items():
        assert {low, high} <= reached[aspect], (unknown, aspect)


def test_an_answer_on_how_many_says_nothing_on_whether_a_list_is_complete() -> None:
    """How many adapt their programmes: at best all, which closes nothing; it does not mean that none is run."""
    adapted = [u for u in city().unknown if u.measures == ("programmes.adapted",)]
    (question,) = adapted
    for n in question.narrows:
        assert n.if_best.highest > 1, n
        assert n.if_best.lowest >= n.if_worst.lowest
    for question in city().unknown:
        for n in question.narrows:
            assert n.if_best.highest >= n.if_worst.highest, question.question
            assert n.if_best.lowest >= n.if_worst.lowest, question.question
