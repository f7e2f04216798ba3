"""Each kind of fact that studies, audits and reports state has a place: by file, by form, by question, by table."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from diagnose import diagnose
from diagnose.analysis.ask.session import Session
from diagnose.case import Case, Prompt, has_fact, load_case, parse, vocabulary
from diagnose.case.load import case_from, case_of_tree
from diagnose.intake.workbook import read_workbook
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import BLANK, merged
from tests.lib.filling import add, fill, identified, opened, saved


class Stated(NamedTuple):
    """What a source states: facts as people write them, what becomes of each, and the finding that tells it."""

    said: dict[str, str]
    value: dict[str, Any]
    finding: str
    where: dict[str, Any] | None = None  # what the region or the year has to be for the fact to be asked

    def lacking(self) -> dict[str, Any]:
        """The case that does not say it yet."""
        return merged(BLANK, self.where or {})


def one(path: str, said: str, value: Any, finding: str) -> Stated:
    return Stated({path: said}, {path: value}, finding)


KINDS: dict[str, Stated] = {
    "RPJMD without the programme": one("planning.rpjmd", "tidak dimuat", "not_at_all", "N200"),
    "RKPD with a part of it": one("planning.rkpd", "dimuat sebagian", "partly", "N200"),
    "not all Renstra, without naming": one("planning.renstra", "sebagian besar", "most", "N201"),
    "Renja of few agencies": one("planning.renja", "sebagian", "some", "N201"),
    "villages without it in their plan": one("planning.rkp_desa", "tidak ada", "none", "N202"),
    "villages without it in their budget": one("planning.apb_desa", "tidak ada", "none", "N202"),
    "a target that is lacking": one("planning.prevalence_target", "tidak", "no", "N203"),
    "service targets not aligned": one("planning.service_targets_aligned", "tidak selaras", "not_at_all", "N204"),
    "a target without a year": one("planning.undated_target_percent", "14", 14, "N205"),
    "a target missed by an unknown amount": one("planning.target_met", "tidak", "no", "N206"),
    "a budget judged insufficient": one("budget.sufficient", "sebagian", "partly", "N210"),
    "a budget spent late": one("budget.on_time", "tidak", "no", "N211"),
    "spending on specific interventions only": one("budget.beyond_specific", "tidak", "no", "N212"),
    "numbers of agencies without names": Stated(
        {"decree.member_agencies": "20", "budget.agencies": "8"},
        {"decree.member_agencies": 20, "budget.agencies": 8},
        "N213",
    ),
    "spending beside the ceiling": one("budget.realised_percent", "61,5", 61.5, "N214"),
    "a floor set by regulation": one("dana_desa.floor_percent", "10", 10, "N216"),
    "a technical guide that is no regulation": Stated(
        {"dana_desa.technical_guide": "ya", "dana_desa.binding_regulation": "tidak"},
        {"dana_desa.technical_guide": "yes", "dana_desa.binding_regulation": "no"},
        "N217",
    ),
    "a data base carried over by hand": one("data.integration_works", "sebagian", "partly", "N220"),
    "a regulation carried out unevenly": Stated(
        {"strategy.in_force": "ya", "strategy.carried_out": "sebagian"},
        {"strategy.in_force": "yes", "strategy.carried_out": "partly"},
        "N221",
    ),
    "a facility that cannot be used": one("capacity.facilities_usable", "tidak sama sekali", "not_at_all", "N222"),
    "tools that are lacking": one("capacity.tools", "sebagian", "partly", "N222"),
    "coordination without a number": one("coordination.works", "sebagian", "partly", "N223"),
    "good in the regency, weak below": Stated(
        {"coordination.works": "sepenuhnya", "coordination.works_below": "sebagian"},
        {"coordination.works": "fully", "coordination.works_below": "partly"},
        "N224",
    ),
    "recording that falls short": one("coordination.reporting", "sebagian", "partly", "N225"),
    "reports without outputs": one("coordination.reports_outputs", "tidak", "no", "N226"),
    "one meeting of two": Stated(
        {"coordination.meetings": "1", "coordination.meetings_due": "2"},
        {"coordination.meetings": 1, "coordination.meetings_due": 2},
        "N227",
    ),
    "agencies given territories": one("coordination.territories", "sebagian", "some", "N228"),
    "no verification in the field": one("coordination.field_verification", "0", 0, "N229"),
    "records found wrong": one("data.records_wrong_percent", "12,5", 12.5, "N230"),
    "commitment of leaders": one("relations.leaders_committed", "sebagian", "partly", "N240"),
    "commitment of village heads": one("relations.village_heads_committed", "tidak tampak", "not_at_all", "N240"),
    "decisions that are not joint": one("relations.decisions_joint", "tidak bersama", "not_at_all", "N241"),
    "agencies that do not depend on one another": one("relations.interdependent", "tidak", "no", "N241"),
    "little trust": one("relations.trust", "sebagian", "partly", "N241"),
    "one sector that dominates": one("relations.one_sector_dominates", "ya", "yes", "N242"),
    "responsibility pushed back": one("relations.pushed_to_health", "ya", "yes", "N242"),
    "the public takes little part": one("relations.community_participation", "sebagian", "partly", "N243"),
    "partners that do little": one("partners.contribute", "sebagian", "partly", "N244"),
    "too few cadres": one("capacity.cadres_enough", "sebagian", "partly", "N245"),
    "cadres that are not able": one("capacity.cadres_able", "sebagian", "partly", "N245"),
    "no standard procedures": one("strategy.procedures", "tidak", "no", "N400"),
    "a regulation that few know": one("strategy.explained", "sebagian", "some", "N401"),
    "a forum in kecamatan alone": one(
        "coordination.forum", "hanya di sebagian tingkatan", "some_levels", "N402"
    ),
    "advice of audits not followed up": one("coordination.follow_up", "sebagian", "partly", "N403"),
    "no case audit": one("coordination.case_audits", "0", 0, "N404"),
    "few villages with a rembuk": one("coordination.rembuk_desa", "sebagian", "some", "N405"),
    "a secretariat without means": one("tpps.kabupaten.secretariat", "tidak", "no", "N406"),
    "targets of the regent before": one("planning.targets_current", "tidak", "no", "N408"),
    "aid off target": one("programmes.on_target", "sebagian", "partly", "N409"),
    "partners without coordination": one("partners.coordinated", "tidak sama sekali", "not_at_all", "N410"),
    "a budget that was cut": one("budget.refocused", "ya", "yes", "N411"),
    "tags that are wrong": one("budget.tagging", "sebagian", "partly", "N412"),
    "teams below without money": one("budget.below", "tidak", "no", "N413"),
    "locations not chosen by data": one("lokus.by_data", "sebagian", "some", "N414"),
    "data that do not agree": one("data.agree", "sebagian", "partly", "N415"),
    "data entered late": one("data.timely", "sebagian", "partly", "N416"),
    "measurements not published": one("data.published", "tidak", "no", "N417"),
    "too few nutritionists": one("capacity.staff_enough", "sebagian", "partly", "N418"),
    "cadres paid little or late": one("capacity.cadre_incentives", "sebagian", "partly", "N419"),
    "officials who change": one("capacity.turnover", "ya", "yes", "N420"),
    "companions untrained": one("capacity.companions_trained", "sebagian", "some", "N421"),
    "villages without a cadre of their own": Stated(
        {"region.desa_kelurahan": "90", "capacity.villages_with_kpm": "70"},
        {"region.desa_kelurahan": 90, "capacity.villages_with_kpm": 70},
        "N422",
    ),
    "extra food that is not eaten": one("extra_food.eaten", "sebagian", "partly", "N423"),
    "programmes that overlap": one("programmes.overlap", "ya", "yes", "N453"),
    "no strategy to change behaviour": one("sosialisasi.behaviour_strategy", "tidak", "no", "N454"),
    "a low score of convergence": one("performance.score", "55", 55, "N451"),
    "outcomes not evaluated": one("coordination.outcomes_evaluated", "tidak", "no", "N448"),
    "kelurahan that budget for nothing": Stated(
        {"planning.kelurahan": "sebagian"}, {"planning.kelurahan": "some"}, "N452", {"region": {"kind": "kota"}}
    ),
    "a low class of convergence": Stated(
        {"performance.class": "Berkembang"}, {"performance.class": "berkembang"}, "N450", {"year": 2025}
    ),
}  # fmt: skip
UNASKED: dict[str, tuple[Any, Any]] = {  # told of a region, and asked by no rule
    "region.children_under_five": (101513, 101513),
    "region.families_at_risk": (8200, 8200),
    "region.posyandu": (1200, 1200),
    "decree.other_members": ("camat, TP-PKK", "camat, TP-PKK"),
    "dana_desa.share_of": ("APB Desa", "apb_desa"),
    "lokus.villages_last_year": (10, 10),
    "capacity.cadres": (3204, 3204),
}


def nested(values: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for path, value in values.items():
        *sections, name = path.split(".")
        at = data
        for section in sections:
            at = at.setdefault(section, {})
        at[name] = value
    return data


def told(case: Case, stated: Stated, rules: Rulebase) -> None:
    """Assert that `case` knows what was stated, and that its diagnosis tells it."""
    assert {path: case.facts[path].value for path in stated.value} == stated.value
    assert stated.finding in {finding.id for finding in diagnose(case, rules).findings}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_fact_is_told_of_a_case_file(kind: str, rules: Rulebase, tmp_path: Path) -> None:
    file = tmp_path / "kasus.yaml"
    file.write_text(yaml.safe_dump(merged(KINDS[kind].lacking(), nested(KINDS[kind].value))), encoding="utf-8")
    told(load_case(file), KINDS[kind], rules)
    assert KINDS[kind].finding not in {
        finding.id for finding in diagnose(case_from(KINDS[kind].lacking()), rules).findings
    }


def test_each_kind_of_fact_is_told_of_a_filled_form(rules: Rulebase, tmp_path: Path) -> None:
    for number, together in enumerate(_without_twice()):
        book = opened(None)
        identified(book)
        where = KINDS[together[0]].lacking()
        fill(book, "region.kind", where["region"]["kind"])
        fill(book, "year", where["year"])
        of_these = UNASKED if where == BLANK else {}
        for kind in together:
            for path, said in KINDS[kind].said.items():
                fill(book, path, said)
        for path, (said, _) in of_these.items():
            fill(book, path, said)
        case = case_of_tree(read_workbook(saved(tmp_path, book, f"{number}.xlsx")).tree)
        for kind in together:
            told(case, KINDS[kind], rules)
        assert {path: case.facts[path].value for path in of_these} == {p: value for p, (_, value) in of_these.items()}


def _without_twice() -> list[list[str]]:
    """Put kinds of one region and year together so that none states a fact that another of them states."""
    groups: list[list[str]] = []
    for kind, stated in KINDS.items():
        free = (
            g
            for g in groups
            if not any(KINDS[k].said.keys() & stated.said.keys() or KINDS[k].where != stated.where for k in g)
        )
        group = next(free, None)
        if group is None:
            groups.append(group := [])
        group.append(kind)
    return groups


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_fact_is_asked_and_its_answer_told(kind: str, rules: Rulebase) -> None:
    stated = KINDS[kind]
    session = Session(case_from(stated.lacking()), rules, everything=True)
    said = {session.phrases.fact(path): text for path, text in stated.said.items()}
    while lacking := [path for path in stated.said if not session.case.facts[path].known]:
        dialogue = session.dialogue(next(q for q in session.pending() if lacking[0] in q.facts))
        prompt: Prompt | None = next(dialogue)
        while prompt is not None:
            meant = parse(said[prompt.text], prompt.kind) if prompt.text in said else None
            try:
                prompt = dialogue.send(meant)
            except StopIteration:
                prompt = None
    told(session.case, stated, rules)


def test_a_line_has_a_kind_of_spending_and_a_partner_that_does_nothing_is_told(rules: Rulebase, tmp_path: Path) -> None:
    book = opened(None)
    identified(book)
    add(book, "budget.lines", name="PMT balita", spending="intervensi spesifik")
    fill(book, "budget.all_listed", "ya")
    add(book, "partners.items", name="IBI", kind="organisasi profesi", active="tidak")
    add(book, "prevalence", system="sistem yang tidak disebut", year=2022, percent=18.2)
    add(book, "budget.totals", year=2022, amount_rupiah=1000, realised_rupiah=615)
    case = case_of_tree(read_workbook(saved(tmp_path, book)).tree)
    found = {finding.id for finding in diagnose(case, rules).findings}
    assert {"N212", "N244"} <= found
    assert case.facts["prevalence[unnamed region 2022].percent"].value == 18.2
    assert case.facts["budget.totals[all 2022].realised_rupiah"].value == 615
    assert not {"N04", "N21", "N22"} & found, "a system that is not named is compared with no class of the survey"


def test_what_is_judged_lifts_no_level(rules: Rulebase, lebak: Case) -> None:
    judged = {p for p in vocabulary().facts if p.startswith("relations.") or vocabulary().facts[p].kind == "degree"}
    read = {path for measure in rules.gating for path in measure.read.paths()}
    assert not judged & read
    assert {p for p in judged if has_fact(p, "kabupaten", lebak.year)} <= lebak.facts.keys()
