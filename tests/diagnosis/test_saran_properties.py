"""What holds of every saran, in any case: it asks for what is lacking, of who may act, and of what there is."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given

from diagnose import Diagnosed
from diagnose.analysis.rules.examples import example_case
from diagnose.case.load import case_from
from diagnose.diagnosis.saran_records import SaranRecord
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.models import Criterion
from diagnose.knowledge.saran import Package, Saran
from tests.lib.anything import FEW, Anything, anything
from tests.lib.generated import CASES, SHIPPED
from tests.lib.oracle import everything, truth

RULES = load_rules()
VILLAGE_ONLY = re.compile(
    r"\b(dana desa|apb desa|apbdes|rkp desa|kepala desa|bpd|dpmd|perdes)\b|\bdesa\b(?!/kel)", re.I
)


def fired(example: int) -> Iterator[tuple[str, Diagnosed]]:
    """A case for each saran: the first example of a rule that asks for it; `example` parts them in two halves."""
    seen: set[str] = set()
    for rule in RULES.provable:
        examples = rule.examples.unmet if isinstance(rule, Criterion) else rule.examples.met
        new = [saran for saran in rule.saran if saran not in seen]
        if examples and new:
            seen.update(new)
            if len(seen) % 2 == example:
                yield rule.id, Diagnosed(case_from(example_case(examples[0], rule)), RULES, narrow=False)


def given_saran(diagnosed: Diagnosed) -> Iterator[tuple[SaranRecord, Saran, Saran | Package]]:
    for record in diagnosed.diagnosis.saran:
        saran = RULES.saran[record.id.partition(":")[0]]
        yield record, saran, RULES.packages[saran.package] if saran.package else saran


def asks_for_what_is_so(diagnosed: Diagnosed) -> list[str]:
    case, measured = diagnosed.case, diagnosed.measured
    _, levels = everything(RULES, measured, case.year, case.region.kind)
    wrong = []
    for record, saran, _ in given_saran(diagnosed):
        so = [truth(ask.so, measured, RULES, case.year, levels) for ask in saran.asks]
        if so and all(one is True for one in so):
            wrong.append(record.id)
    return wrong


def asks_who_may_not(diagnosed: Diagnosed) -> list[tuple[str, str]]:
    wrong = []
    say, holder = diagnosed.phrases.say, diagnosed.case.register.holder
    for record, _, act in given_saran(diagnosed):
        power = RULES.powers[act.power or ""]
        if not set(act.deciders) <= set(power.by):
            wrong.append((record.id, f"{act.deciders} lack {power.id}"))
        names = [say(RULES.offices[d].name) if d in RULES.offices else holder(d, diagnosed.lang) for d in act.deciders]
        if not any(name.casefold() in record.asked.casefold() for name in names):
            wrong.append((record.id, f"{record.asked!r} names none of {names}"))
    return wrong


def speaks_of_what_is_not(diagnosed: Diagnosed) -> list[tuple[str, str]]:
    """What a saran says of village matters in a city, of terms of other years, or by law that came later."""
    case, wrong = diagnosed.case, []
    now = {t.id: t.name.get("id") for t in RULES.terms if t.holds_for(case.year, case.region.kind)}
    other = [t.name.get("id") for t in RULES.terms if t.id in now and t.name.get("id") != now[t.id]]
    for record, _, _ in given_saran(diagnosed):
        said = " ".join((record.text, record.short, record.actor, record.asked, record.by, record.form, record.proof))
        if case.region.kind == "kota" and (found := VILLAGE_ONLY.search(said)):
            wrong.append((record.id, found[0]))
        wrong += [(record.id, name) for name in other if re.search(rf"(?<![\w/]){re.escape(name)}(?![\w/])", said)]
        for basis in record.basis:
            source = RULES.sources.get(basis.rpartition("[")[2].partition(" ")[0])
            if source is not None and source.year is not None and source.year > case.year:
                wrong.append((record.id, basis))
    return wrong


@FEW
@given(anything())
def test_no_saran_of_any_case_stands_where_its_effect_is_met(made: Anything) -> None:
    assert asks_for_what_is_so(Diagnosed(made.case, RULES, narrow=False)) == []


@FEW
@given(anything())
def test_no_saran_of_any_case_is_addressed_to_who_may_not_act(made: Anything) -> None:
    assert asks_who_may_not(Diagnosed(made.case, RULES, narrow=False)) == []


@FEW
@given(anything())
def test_no_saran_of_any_case_speaks_of_what_its_region_or_year_has_not(made: Anything) -> None:
    assert speaks_of_what_is_not(Diagnosed(made.case, RULES, narrow=False)) == []


@pytest.mark.parametrize("half", [0, 1])
def test_every_saran_holds_to_it_where_an_example_of_its_rules_gives_it(half: int) -> None:
    for rule, diagnosed in fired(half):
        found = asks_for_what_is_so(diagnosed), asks_who_may_not(diagnosed), speaks_of_what_is_not(diagnosed)
        assert (rule, *found) == (rule, [], [], [])


@pytest.mark.parametrize("name", SHIPPED)
def test_every_saran_of_the_shipped_cases_holds_to_it(name: str) -> None:
    diagnosed = Diagnosed(CASES[name], RULES, narrow=False)
    assert (asks_for_what_is_so(diagnosed), asks_who_may_not(diagnosed), speaks_of_what_is_not(diagnosed)) == (
        [],
        [],
        [],
    )
