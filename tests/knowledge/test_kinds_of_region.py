"""What is advised in a city is of a city: no desa, no dana desa, no APB Desa, no DPMD; and the other way round."""

import re

import pytest

from diagnose import Diagnosed, diagnose
from diagnose.common.wording import LANGUAGES, PLACEHOLDER, Text
from diagnose.diagnosis.phrases import Phrases
from diagnose.inference import infer
from diagnose.knowledge.rulebase import Rulebase
from diagnose.knowledge.saran import Basis, Saran
from tests.conftest import make_case

OF_A_REGENCY = re.compile(r"\b(desa|dpmd|bpd|village|villages|bupati|regent)\b", re.IGNORECASE)
OF_A_CITY = re.compile(r"\b(wali kota|mayor)\b", re.IGNORECASE)
YEARS = (2021, 2022, 2023, 2024, 2025, 2026)


def told(saran: Saran, rules: Rulebase, phrases: Phrases) -> list[str]:
    """Everything that a saran says in that kind of region and year, filled in."""
    act = rules.packages[saran.package] if saran.package else saran
    moment = rules.moments[act.by or ""]
    power = rules.powers[act.power or ""]
    lacking = [request.name for request in saran.asks if request.name]
    texts = [saran.what, saran.short, saran.topic, act.who, act.asked, act.proof, moment.name, moment.short, power.form]
    bases: tuple[Basis, ...] = (*saran.basis, *act.basis)
    texts += [basis.text for basis in bases if basis.holds_for(phrases.year, phrases.kind)]
    return [_said(text, phrases, lacking) for text in texts if text is not None]


def _said(text: Text, phrases: Phrases, lacking: list[Text]) -> str:
    function = "social" if "{agency}" in text.id or "{function}" in text.id else None
    return phrases.say(text, ["social"], function, lacking=lacking)


def phrases_of(kind: str, year: int, lang: str, rules: Rulebase) -> Phrases:
    case = make_case({"region": {"name": "Contoh Raya", "kind": kind}, "year": year})
    return Phrases(case, rules, infer(case, rules).measured, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("kind", "foreign"), [("kota", OF_A_REGENCY), ("kabupaten", OF_A_CITY)])
def test_no_saran_speaks_of_what_that_kind_of_region_does_not_have(
    kind: str, foreign: re.Pattern[str], lang: str, rules: Rulebase
) -> None:
    both = re.compile(r"bupati/wali kota|kabupaten/kota", re.IGNORECASE)  # what the law itself says of either
    for year in YEARS:
        phrases = phrases_of(kind, year, lang, rules)
        for saran in rules.saran.values():
            if saran.holds_for(year, kind):
                for text in told(saran, rules, phrases):
                    assert not foreign.search(both.sub("", text)), (saran.id, year, text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_rule_of_a_city_speaks_of_villages(lang: str, rules: Rulebase) -> None:
    for rule in rules.provable:
        texts = [rule.title, *(getattr(rule, name, None) for name in ("statement", "met", "unmet", "reason"))]
        for text in texts if "kota" in rule.regions else ():
            if text is not None:
                assert not re.search(r"\b(desa|dpmd|villages?)\b", PLACEHOLDER.sub("", text.get(lang)), re.I), rule.id


def test_a_city_is_shown_the_basis_of_a_city(rules: Rulebase) -> None:
    def bases(kind: str) -> str:
        case = make_case(
            {"region": {"kind": kind, "kecamatan": 5, "desa_kelurahan": 31}},
            {"decree": {"signed": "yes"}, "budget": {"allocated": "some"}, "tpps": {"kecamatan": {"active": 2}}},
        )
        found = {s.id: " ".join(s.basis) for s in diagnose(case, rules).saran}
        return f"{found['budget-basis']} {found['activate-teams-below']}"

    assert "APB Desa" in bases("kabupaten")
    assert "Pasal 22" in bases("kabupaten")
    assert "APB Desa" not in bases("kota")
    assert "Pasal 22" not in bases("kota")


def test_an_obstacle_that_only_villages_have_is_told_of_no_city(rules: Rulebase) -> None:
    named = {"obstacles": [{"obstacle": "dana_desa_late"}], "suggestions": [{"suggestion": "dana_desa"}]}
    for kind, expected in (("kabupaten", {"N152", "N173"}), ("kota", set())):
        found = {f.id for f in diagnose(make_case({"region": {"kind": kind}}, named), rules).findings}
        assert found & {"N152", "N173"} == expected, kind


def test_only_the_level_that_falls_short_is_named_with_its_number(rules: Rulebase) -> None:
    def text(**teams: object) -> str:
        region = {"kind": "kota", "kecamatan": 5, "desa_kelurahan": 31}
        one = Diagnosed(make_case({"region": region}, {"decree": {"signed": "yes"}, "tpps": teams}), rules, "id")
        return next(s for s in one.diagnosis.saran if s.id == "activate-teams-below").text

    below = text(kecamatan={"active": 5}, desa={"active": 12})
    assert "31 kelurahan (kini aktif 12)" in below
    assert "semua kecamatan" not in below
    assert "5 kecamatan" not in below
    above = text(kecamatan={"active": 2}, desa={"functioning": "all"})
    assert "5 kecamatan (kini aktif 2)" in above
    assert "kelurahan" not in above


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("year", [2022, 2026])
def test_nothing_is_asked_of_villages_in_a_city(year: int, lang: str, rules: Rulebase) -> None:
    asked = diagnose(make_case({"region": {"kind": "kota"}, "year": year}), rules, lang).unknown
    assert len(asked) > 100
    assert [u.question for u in asked if OF_A_REGENCY.search(u.question)] == []
