"""Made-up cases in the manner of theses, audits and reviews of other places: their conclusions and advice are found.

What each author concludes and advises was written down before the case was diagnosed. `never` is what the facts
contradict: it is there already, is of another kind of region or year, or answers another obstacle.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from diagnose import Diagnosed
from diagnose.case.load import load_case
from diagnose.knowledge.load import load_rules
from tests.diagnosis import test_saran_properties as saran
from tests.diagnosis import test_sentence_properties as sentences

CASES = Path(__file__).parents[1] / "cases" / "studies"


class Study(NamedTuple):
    """What an author concludes (findings, or criteria that are decided) and advises, and what may not be advised."""

    concludes: str
    advises: str
    never: str


STUDIES = {
    "koordinasi-2019": Study(
        "N03 N156 N223 N245 N304 N400 N449",
        "meet-regularly write-procedures write-roles train-cadres hold-forum",
        "issue-decree determine-lokus hold-rembuk",
    ),
    "audit-kota": Study(
        "N70 N81 N214 N226 N230 N403 N409 N412 N415",
        "retarget-budget verify-data match-data hold-monev evaluate-outcomes follow-up",
        "issue-decree activate-teams-below train-cadres village-authority",
    ),
    "pmt-kota": Study(
        "N67 N85 N122 N162 N243 N421 N423 N424 N425",
        "mend-extra-food train-kelurahan-cadres engage-community measure-all extend-water-sanitation",
        "budget-basis speed-up-funds train-cadres bind-dana-desa issue-decree",
    ),
    "bpkp-2024": Study(
        "N70 N104 N116 N152 N211 N331 N403 N422",
        "retarget-budget speed-up-dana-desa speed-up-funds complete-kpm follow-up evaluate-outcomes",
        "hold-monev bind-dana-desa audit-cases issue-decree",
    ),
    "skor-2025": Study(
        "N26 N121 N135 N136 N140 N206 N408 N411 N428 N429",
        "review-target keep-budget include-national-movements evaluate-outcomes carry-out-action align-plans",
        "hold-monev set-target issue-decree",
    ),
    "perilaku-2023": Study(
        "N29 N65 N66 N162 N163 N418 N427 N433 N434 N435",
        "prevent-early-marriage make-agreements extend-water-sanitation protect-poor-families add-staff "
        "engage-community reach-remote-areas reach-before-birth",
        "budget-basis",
    ),
    "kota-tanpa-tim-2021": Study(
        "N46 N51 N223 N242 N248 G01",
        "issue-decree common-goals share-data renstra-goal hold-forum",
        "village-authority activate-bidang meet-regularly",
    ),
    "berhasil-2023": Study(
        "N103 N104 N116 N118 N119 N120 N417",
        "publish-data evaluate-outcomes",
        "secure-commitment bind-dana-desa hold-monev meet-regularly hold-rembuk issue-decree",
    ),
    "tpps-2022": Study(
        "N300 N304 N223 N44 N45 N156 N242 N403 N500 N501",
        "meet-regularly activate-bidang write-roles hold-forum hold-monev introduce-team add-staff follow-up",
        "issue-decree engage-partners hold-rembuk",
    ),
    "bpk-kota-2023": Study(
        "N200 N201 N204 N214 N226 N230 N403 N412 N415 N452",
        "align-plans retarget-budget speed-up-funds verify-data match-data "
        "evaluate-outcomes follow-up hold-monev fund-kelurahan",
        "village-authority bind-dana-desa issue-decree budget-basis",
    ),
    "eppgbm-2022": Study(
        "N02 N81 N85 N153 N155 N222 N230 N245 N415 N416 N417 N508 N514",
        "verify-data measure-all equip-services train-cadres reconcile-figures "
        "match-data enter-data-in-time digital-monitoring",
        "share-data build-register issue-decree",
    ),
    "rpjmd-2025": Study(
        "N142 N200 N201 N203 N403 N408 N411 N516",
        "align-plans set-target follow-up plan-before-musrenbang plan-next-year keep-budget",
        "hold-rembuk issue-decree",
    ),
    "pangan-2022": Study(
        "N13 N73 N81 N154 N409 N434 N453 N513",
        "protect-poor-families match-data share-data verify-data renstra-goal "
        "adapt-programmes map-programmes synchronise-services",
        "issue-decree build-register measure-all",
    ),
    "sk-kota-2022": Study(
        "N88 N100 N247 F04",
        "decree-targets decree-data-lokus add-agency activate-teams-below legal-basis",
        "issue-decree decree-coordination seat-finance village-authority",
    ),
    "dasbor-2025": Study(
        "N180 N220 N416 N417 N428 N446 N450 N451 N523",
        "digital-monitoring publish-data enter-data-in-time carry-out-action follow-up hold-review reward-performance",
        "issue-decree build-register hold-monev",
    ),
    "pola-asuh-kota-2023": Study(
        "N54 N62 N65 N243 N424 N433 N454 N503 N504 N510",
        "change-behaviour engage-community campaign-channels reach-before-birth raise-family-services "
        "raise-nutrition-services prevent-early-marriage measure-all",
        "issue-decree village-authority train-cadres",
    ),
    "dana-pusat-2021": Study(
        "N51 N400 N414 N502 N505 N506 N507 N509 N511 N512 N515 N520 N521 N536",
        "budget-basis engage-partners map-programmes choose-lokus-by-data write-procedures replicate-innovations "
        "follow-up report-half-yearly common-goals legal-basis reach-remote-areas hold-monev",
        "determine-lokus explain-strategy issue-decree",
    ),
}


@cache
def diagnosed(name: str) -> Diagnosed:
    return Diagnosed(load_case(str(CASES / f"{name}.yaml")), load_rules(), narrow=False)


def test_every_case_of_the_folder_is_one_of_them() -> None:
    assert sorted(STUDIES) == sorted(path.stem for path in CASES.glob("*.yaml"))
    assert all(diagnosed(name).case.fictional for name in STUDIES)


@pytest.mark.parametrize("name", STUDIES)
def test_what_the_author_concludes_is_found(name: str) -> None:
    one = diagnosed(name)
    found = {f.id for f in one.diagnosis.findings}
    decided = {c for c in one.criteria if one.inference.truth(c) != "unknown"}
    assert set(STUDIES[name].concludes.split()) - found - decided == set()


@pytest.mark.parametrize("name", STUDIES)
def test_what_the_author_advises_stands_and_what_is_there_is_not_advised(name: str) -> None:
    given = {s.id.partition(":")[0] for s in diagnosed(name).diagnosis.saran}
    assert set(STUDIES[name].advises.split()) - given == set()
    assert set(STUDIES[name].never.split()) & given == set()


@pytest.mark.parametrize("name", STUDIES)
def test_what_holds_of_any_saran_and_sentence_holds_of_them(name: str) -> None:
    one = diagnosed(name)
    assert saran.asks_for_what_is_so(one) == []
    assert saran.asks_who_may_not(one) == []
    assert saran.speaks_of_what_is_not(one) == []
    assert sentences.told_of_nothing(one) == []
    assert sentences.blanks(one) == []
    assert sentences.of_villages(one) == []
