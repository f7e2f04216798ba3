"""An unsound rule base is refused at load, with the file and line of what is wrong."""

from pathlib import Path

import pytest

from diagnose import InputError, load_rules
from diagnose.common.content import folder
from tests.knowledge.conftest import Edit

FRAME = "criteria/1-policy_frame.integration.yaml"
DENSITY = "criteria/3-subsystem_involvement.interaction_density.yaml"
NETWORK = 'when: {measure: decree.process_network, is: "yes"}'
FAULTS = {
    "a duplicate id": (FRAME, "id: F02", "id: F01", "sudah dipakai"),
    "an id of a criterion used by a finding": ("findings/prevalence.yaml", "id: N05", "id: F01", "sudah dipakai"),
    "an unknown measure": (FRAME, "measure: decree.coordination", "measure: decree.cordination", "decree.coordination"),
    "a conclusion that is no place": (
        "sources.yaml",
        "5/kerangka, 5/subsistem",
        "5/kerangkaa, 5/subsistem",
        "5/kerangkaa",
    ),
    "an unknown label": (FRAME, NETWORK, NETWORK.replace("yes", "ja"), "bukan nilai skala"),
    "a number in a condition": (DENSITY, "at_least: rembuk_per_year", "at_least: '3'", "tidak ditulis langsung"),
    "a number compared with a label": (
        DENSITY,
        "{measure: coordination.rembuk, at_least: rembuk_per_year}",
        "{measure: coordination.rembuk, is: rembuk_per_year}",
        "adalah angka",
    ),
    "two comparisons at once": (
        DENSITY,
        "{measure: coordination.meetings, at_least: one}",
        "{measure: coordination.meetings, at_least: one, at_most: one}",
        "tepat satu perbandingan",
    ),
    "a comparison against the better direction": (
        DENSITY,
        "{measure: coordination.meetings, at_least: one}",
        "{measure: coordination.meetings, at_most: one}",
        "membaik bila higher",
    ),
    "a label that is not the best end": (
        FRAME,
        NETWORK,
        NETWORK.replace("yes", "draft"),
        "membaik bila higher",
    ),
    "a level out of range": (FRAME, "level: 3", "level: 5", "lebih dari 4"),
    "a level that is the floor": (FRAME, "level: 3", "level: 1", "kurang dari 2"),
    "an unknown aspect": (FRAME, "aspect: policy_frame.integration", "aspect: policy_frame.x", "tidak ada"),
    "an unknown saran": (FRAME, "saran: [decree-targets]", "saran: [decree-tagrets]", "decree-targets"),
    "a need of nothing": ("saran/decree.yaml", "needs: [P02]", "needs: [P22]", "P02"),
    "a criterion without saran": (FRAME, "    saran: [decree-targets]\n", "", "paling sedikit satu saran"),
    "an unknown source": (FRAME, "SJ2022 3.2", "SJ2032 3.2", "SJ2022"),
    "a place that the source does not have": (FRAME, "SJ2022 3.2", "SJ2022 3.7", "tidak memiliki tempat"),
    "a criterion without sources": (FRAME, "    sources: [SJ2022 3.2, SJ2022 4.1.1/2]\n", "", '"sources" wajib'),
    "a threshold without source or label": (
        "thresholds.yaml",
        "    sources: [deOnis2019 thresholds]\n",
        "",
        "ambang tanpa sumber",
    ),
    "a legal basis without source": (
        "saran/decree.yaml",
        ", source: Perpres-72-2021 Pasal 21}",
        "}",
        "dasar hukum tanpa sumber",
    ),
    "a criterion that reads a level": (
        FRAME,
        NETWORK,
        "when: {level: policy_goals, at_least: 2}",
        "tidak boleh membaca tingkat",
    ),
    "a placeholder of nothing": (FRAME, "{agencies} belum terjangkau", "{opd} belum terjangkau", "{opd}"),
    "for_each on a measure that is one": (
        FRAME,
        NETWORK,
        'when: {for_each: key, measure: decree.process_network, is: "yes"}',
        "hapus for_each",
    ),
    "a measure per function without for_each": (
        FRAME,
        'when: {for_each: seats, measure: decree.seat, is: "yes"}',
        'when: {measure: decree.seat, is: "yes"}',
        "tambahkan for_each",
    ),
    "an unknown list of functions": (FRAME, "for_each: seats", "for_each: seets", "seats"),
    "a function of nothing": ("framework.yaml", "        - education\n", "        - educatoin\n", "education"),
    "a measure of a fact that no case has": (
        "measures/decree.yaml",
        "read: {fact: decree.signed}",
        "read: {fact: decree.sined}",
        "decree.signed",
    ),
    "a measure of a question that does not exist": (
        "measures/answers.yaml",
        "tally: understands_situation",
        "tally: understands_situatoin",
        "understands_situation",
    ),
    "a measure of an answer that does not exist": ("measures/answers.yaml", "[fully]", "[fuly]", "fully"),
    "Indonesian without English": (
        FRAME,
        ", en: Cross-sector coordination is a written task that is carried out}",
        "}",
        '"en" wajib',
    ),
    "an unknown key": (FRAME, "    evidence: document\n", "    evidense: document\n", "evidence"),
    "a saran whose decider may not decide": (
        "saran/decree.yaml",
        "    deciders: [head]\n",
        "    deciders: [council]\n",
        "tidak berwenang",
    ),
    "a saran that is not addressed to its decider": (
        "saran/decree.yaml",
        'asked: {id: "{head}, yang menetapkan", en: "the {head}, who decrees"}',
        'asked: {id: "DPRD", en: "the DPRD"}',
        "tidak menyebut head",
    ),
    "a power of nobody": ("powers.yaml", "by: [head]", "by: [haed]", "bukan fungsi dan bukan jabatan"),
    "a saran of an unknown power": ("saran/decree.yaml", "power: team_decree", "power: tim_decree", "team_decree"),
    "what is lacking without a name": (
        "saran/decree.yaml",
        "{name: {id: sasaran, en: target groups}, so: ",
        "{so: ",
        "beri nama",
    ),
    "a term that has no wording in some year": ("terms.yaml", "from_year: 2025", "from_year: 2027", "tahun 2025"),
    "a term of nothing": ("saran/target_data.yaml", "{term:social_data}", "{term:sosial_data}", "term:social_data"),
    "a saran that asks by an unknown measure": (
        "saran/decree.yaml",
        "so: {measure: decree.in_force",
        "so: {measure: decree.in_forse",
        "decree.in_force",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_with_its_file_and_line(fault: str, base: Path, edit: Edit) -> None:
    file, old, new, said = FAULTS[fault]
    text = (base / file).read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    edit(file, old, new)
    with pytest.raises(InputError) as caught:
        load_rules(base)
    told = [p for p in caught.value.problems if p.place.file.endswith(file) and said in p.text("id")]
    assert told, str(caught.value)
    assert abs(told[0].place.line - line) <= 15  # within the block
    assert told[0].place.column > 0
    assert told[0].text("en")


def test_a_gate_that_nothing_opens_is_refused(base: Path, edit: Edit) -> None:
    edit("criteria/7-policy_instruments.procedural_instruments.yaml", "    level: 2\n", "    level: 3\n")
    with pytest.raises(InputError, match=r"tingkat 2 aspek policy_instruments\.procedural"):
        load_rules(base)


def test_a_gate_that_stands_empty_from_some_year_on_is_refused(base: Path, edit: Edit) -> None:
    file = "criteria/7-policy_instruments.procedural_instruments.yaml"
    edit(file, "  - id: P01\n", "  - id: P01\n    until_year: 2024\n")
    with pytest.raises(InputError, match="tahun 2025"):
        load_rules(base)


def test_every_fault_of_every_file_is_told_at_once(base: Path, edit: Edit) -> None:
    edit(FRAME, "    evidence: document\n", "    evidense: document\n")
    edit("thresholds.yaml", "value: 0.5", "value: setengah")
    with pytest.raises(InputError) as caught:
        load_rules(base)
    assert {Path(p.place.file).name for p in caught.value.problems} == {Path(FRAME).name, "thresholds.yaml"}


def test_an_empty_folder_and_one_without_a_framework_are_refused(tmp_path: Path, base: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="tidak ada berkas aturan"):
        load_rules(tmp_path / "empty")
    (base / "framework.yaml").unlink()
    with pytest.raises(InputError, match="framework"):
        load_rules(base)


def test_no_rule_threshold_or_line_of_code_names_the_reference_case() -> None:
    """Sources may name the study; nothing that decides may name its regency."""
    for file in [*folder("rules").rglob("*.yaml"), *Path(folder("rules").parent / "diagnose").rglob("*.py")]:
        if file.name != "sources.yaml":
            assert "lebak" not in file.read_text(encoding="utf-8").casefold(), file
