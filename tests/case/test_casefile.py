"""Case files as people write them: every trap gets a place, a sentence and a remedy, all of them at once."""

import time
from pathlib import Path

import pytest

from diagnose import InputError, load_case
from diagnose.case.load import parse_case
from tests.conftest import make_case

HEAD = 'region: {code: "36.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2022\n'


def problems(text: str, lang: str = "id") -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_case(text, "kasus.yaml")
    return [p.text(lang) for p in caught.value.problems]


def test_a_case_of_nothing_but_region_and_year_is_a_case() -> None:
    case = parse_case(HEAD)
    assert {entry.path for entry in case.facts.values() if entry.known} == {"region"}


TRAPS = {
    "decimal comma": ('prevalence: [{system: ssgi, year: 2021, percent: "24,4"}]', "3:50", "tulis 24.4"),
    "thousands points": ("dana_desa: {amount_rupiah: 1.407.857}", "3:28", "tulis 1407857"),
    "percent sign": ("dana_desa: {share_percent: 12%}", "3:28", "tulis 12 "),
    "share over 100": ("dana_desa: {share_percent: 130}", "3:28", "lebih dari 100"),
    "negative count": ("coordination: {rembuk_kabupaten: -1}", "3:34", "kurang dari 0"),
    "count with a fraction": ("coordination: {rembuk_kabupaten: 1.5}", "3:34", "bilangan bulat"),
    "year that is a text": ("calendar: {rembuk: April}", "3:20", "bukan tanggal"),
    "month that is none": ("calendar: {rembuk: 2022-13}", "3:20", "bukan tanggal"),
    "octal-looking number": ("coordination: {meetings: 010}", "3:26", "010"),
    "clock-looking number": ("coordination: {meetings: 12:30}", "3:26", "12:30"),
    "unknown section": ("dekrit: {signed: yes}", "3:1", '"dekrit" tidak dikenal'),
    "near miss of a key": ("decree: {signd: yes}", "3:10", 'Maksud Anda "signed"?'),
    "near miss of an answer": ("decree: {signed: yess}", "3:18", 'Maksud Anda "yes"?'),
    "a list where facts belong": ("decree: [1, 2]", "3:9", "nama: nilai"),
    "no taken for a section": ("lokus: no", "3:8", "nama: nilai"),
    "unknown agency": ("goals: {agencies: {Dinas Kesehatn: yes}}", "3:20", 'Maksud Anda "Dinas Kesehatan"?'),
    "ambiguous abbreviation": ("goals: {agencies: {DKP: yes}}", "3:20", "dapat berarti"),
    "same agency twice": (
        "goals: {agencies: {Dinkes: yes, Dinas Kesehatan: no}}",
        "3:33",
        "perangkat daerah yang sama",
    ),
    "same respondent twice": ("questionnaire: {respondents: [DPMD, D.P.M.D.]}", "3:37", "perangkat daerah yang sama"),
    "unknown question": ("questionnaire: {items: {attended_rembk: {tally: {}}}}", "3:25", "attended_rembuk"),
    "unknown answer": ("questionnaire: {items: {attended_rembuk: {tally: {maybe: 1}}}}", "3:51", "maybe"),
    "unknown answer of an agency": (
        "questionnaire: {items: {attended_rembuk: {answers: {DPMD: mungkin}}}}",
        "3:59",
        "mungkin",
    ),
    "answers and tally": (
        "questionnaire: {items: {attended_rembuk: {answers: {DPMD: yes}, tally: {yes: 1}}}}",
        "3:42",
        "answers",
    ),
    "more answers than respondents": (
        "questionnaire: {respondents: [Dinkes], items: {attended_rembuk: {tally: {yes: 1, no: 1}}}}",
        "3:48",
        "2 melebihi 1",
    ),
    "unknown obstacle": ("obstacles: [{obstacle: bugdet}]", "3:24", 'Maksud Anda "budget"?'),
    "unknown document": ("goals: {source: SJ2023 5, others: no}", "3:17", 'Maksud Anda "SJ2022"?'),
    "unknown place": ("goals: {source: SJ2022 9.9, others: no}", "3:17", "9.9"),
    "local name of nothing": ("agencies: [{name: Dinas X, same_as: dinkess}]", "3:37", 'Maksud Anda "dinkes"?'),
    "function of nothing": ("agencies: [{name: Dinas X, functions: [helth]}]", "3:40", 'Maksud Anda "health"?'),
    "entry twice": ("aksi: [{number: 2}, {number: 2}]", "3:21", "ada dua kali"),
    "crossed bounds": ("budget: {allocated: {at_least: all, at_most: some}}", "3:21", "at_least"),
    "value and bounds": ("budget: {allocated: {value: all, at_most: some}}", "3:21", "satu cara"),
    "a dispute of one": (
        "prevalence: [{system: ssgi, year: 2021, percent: {disputed: [{value: 1}]}}]",
        "3:50",
        "dua angka",
    ),
    "counts what nobody claims": (
        "budget: {allocated: {disputed: [{value: all}, {value: some}], counts: most}}",
        "3:21",
        "counts most",
    ),
}


@pytest.mark.parametrize("trap", [name for name, (_, place, _) in TRAPS.items() if place])
def test_a_trap_is_answered_at_its_place_with_what_was_meant(trap: str) -> None:
    text, place, said = TRAPS[trap]
    (problem,) = problems(HEAD + text + "\n")
    assert problem.startswith(f"kasus.yaml:{place}: ")
    assert said is not None
    assert said in problem


def test_a_number_cannot_exceed_what_it_is_part_of() -> None:
    text = HEAD.replace("kind: kabupaten", "kind: kabupaten, kecamatan: 28") + "tpps: {kecamatan: {active: 30}}\n"
    (problem,) = problems(text)
    assert problem.startswith("kasus.yaml:3:28: ")
    assert "30 melebihi" in problem


@pytest.mark.parametrize(
    ("head", "place", "said"),
    [
        (HEAD.replace('"36.99"', "36.10"), "1:16", 'harus dalam tanda kutip: "36.10"'),
        (HEAD.replace('"36.99"', '"36-99"'), "1:16", 'tulis seperti "36.02"'),
        (HEAD.replace("Kabupaten Contoh", "no"), "1:31", "beri tanda kutip"),
        (HEAD.replace("2022", "2O22"), "2:7", "bukan angka"),
        (HEAD.replace("2022", "2100"), "2:7", "belum tiba"),
        (HEAD.replace("2022", "1999"), "2:7", "terlalu awal"),
        (HEAD.replace("kind: kabupaten", "kind: kabupatn"), "1:55", 'Maksud Anda "kabupaten"?'),
        ("year: 2022\n", "1:1", '"region" wajib ada'),
        (HEAD + "year: 2023\n", "3:1", "sudah ada di baris 2"),
    ],
)
def test_the_head_of_a_case_is_checked(head: str, place: str, said: str) -> None:
    assert any(p.startswith(f"kasus.yaml:{place}: ") and said in p for p in problems(head)), problems(head)


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    text = HEAD + "\n".join(
        ["decree: {signed: maybe, states: {target: no}}", "goals: {source: X 1, agencies: {Dinas Antah: yes}}"]
    )
    found = problems(text)
    assert [p.split(": ")[0] for p in found] == [
        "kasus.yaml:3:18",
        "kasus.yaml:3:34",
        "kasus.yaml:4:17",
        "kasus.yaml:4:33",
    ]


def test_problems_are_told_in_english_too() -> None:
    (problem,) = problems(HEAD + "decree: {signd: yes}\n", "en")
    assert 'not known here. Did you mean "signed"?' in problem


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kosong"),
        (b"   \n# only a comment\n", "nama: nilai"),
        (b"PK\x03\x04", "xlsx/docx"),
        (b"%PDF-1.4", "PDF"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"region:\n\tcode: 1\n", "tab"),
        (b"a: b: c\n", "tanda kutip"),
        (b"a: [1\n", "susunan YAML"),
        (b"- 1\n", "nama: nilai"),
        (b"a: &x [1]\nb: *x\n", "alias"),
        (b"a: !!python/object:os.system x\n", "penanda YAML"),
        (b"a: 1\n---\nb: 2\n", "dua dokumen"),
        (b"? [a]\n: 1\n", "teks biasa"),
        (b"a: " + b"[" * 100_000, "terlalu dalam"),
        (b"a:\n" + b"- 1\n" * 250_000, "terlalu banyak"),
        (b"a" * 6_000_000, "lebih besar"),
        (b"\x00\x01\x02", "susunan YAML"),
    ],
)
def test_a_file_that_is_no_case_is_turned_away_in_one_line(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "kasus.yaml"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_case(file)
    assert said in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_an_alias_bomb_and_fifty_megabytes_are_refused_without_being_built(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "alias" in problems(bomb)[0]
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as stream:
        stream.truncate(50_000_000)
    start = time.process_time()
    with pytest.raises(InputError, match="lebih besar"):
        load_case(huge)
    assert time.process_time() - start < 5  # a guard against building it, not a measurement


def test_missing_files_and_folders_are_said_to_be_so(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "no.yaml", "tidak ditemukan"), (tmp_path, "folder")):
        with pytest.raises(InputError, match=said):
            load_case(path)


def test_known_unknown_draft_bounded_and_disputed_are_kept_apart() -> None:
    case = make_case(
        {
            "decree": {"signed": "draft", "number": None, "states": {"targets": "unknown", "sasaran": False}},
            "budget": {"allocated": {"at_most": "some"}},
            "lokus": {"villages": 0},
        }
    )
    values = {path: entry.value for path, entry in case.facts.items()}
    assert values["decree.signed"] == "draft"
    assert values["decree.number"] is None
    assert values["decree.states.targets"] is None
    assert values["decree.states.sasaran"] == "no"
    assert values["budget.allocated"] == {"at_most": "some"}
    assert values["lokus.villages"] == 0
    assert case.facts["lokus.villages"].known
    assert not case.facts["decree.states.targets"].known


def test_answers_may_be_written_in_indonesian() -> None:
    case = make_case({"decree": {"signed": "konsep", "states": {"targets": "Ya"}}, "budget": {"allocated": "semua"}})
    assert [case.facts[p].value for p in ("decree.signed", "decree.states.targets", "budget.allocated")] == [
        "draft",
        "yes",
        "all",
    ]


def test_a_bare_yes_or_no_is_an_answer_to_a_question() -> None:
    answers = {"DPMD": True, "Dinkes": False}
    case = make_case({"questionnaire": {"items": {"attended_rembuk": {"answers": answers}}}})
    assert case.facts["questionnaire.items[attended_rembuk]"].value == {"dpmd": "yes", "dinkes": "no"}


def test_a_source_holds_for_the_section_unless_a_fact_names_its_own(lebak: object) -> None:
    case = make_case(
        {
            "documents": [{"id": "SK", "title": "SK Bupati", "places": ["diktum 1"]}],
            "decree": {
                "source": "SK diktum 1",
                "signed": "yes",
                "states": {"targets": {"value": "no", "source": "SJ2022 6"}},
            },
        }
    )
    assert case.facts["decree.signed"].source == "SK diktum 1"
    assert case.facts["decree.states.targets"].source == "SJ2022 6"
    assert case.facts["decree.states.sasaran"].source is None
