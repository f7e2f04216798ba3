"""Answering questions: what a person may type, what becomes of it, and that nothing typed is lost."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from diagnose import diagnose
from diagnose.analysis.ask.session import Session
from diagnose.case.load import case_from, load_case
from diagnose.case.prompts import BadAnswer, Kind, Name, help_for, how_to_write, is_unknown, kind_at, parse
from diagnose.case.write import case_text
from diagnose.cli import app
from diagnose.common.content import folder
from diagnose.common.problems import InputError
from diagnose.diagnosis.conclude import facts_hash
from diagnose.knowledge.load import load_rules
from tests.conftest import make_case

RULES = load_rules()
SHIPPED = ("lebak-2022", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "fiktif-kota-2024")
KINDS: tuple[Name, ...] = ("answer", "draft", "extent", "count", "number", "percent", "day", "year", "text")

GOOD: list[tuple[str, Name, Any]] = [
    ("ya", "answer", "yes"),
    ("Tidak.", "answer", "no"),
    ("belum", "answer", "no"),
    ("konsep", "draft", "draft"),
    ("yes", "answer", "yes"),
    ("Sebagian  besar", "extent", "most"),
    ("none", "extent", "none"),
    ("12", "count", 12),
    ("1.407.857", "count", 1407857),
    ("1.407", "count", 1407),
    ("1,407,857", "count", 1407857),
    ("24,4", "percent", 24.4),
    ("24.4 %", "percent", 24.4),
    ("24,4 persen", "percent", 24.4),
    ("3.305,07", "number", 3305.07),
    ("3,305.07", "number", 3305.07),
    ("12", "number", 12),
    ("2022-04-15", "day", date(2022, 4, 15)),
    ("15/4/2022", "day", date(2022, 4, 15)),
    ("2022-04", "day", "2022-04"),
    ("2022-4", "day", "2022-04"),
    (" SIM\x1bPATI ", "text", "SIMPATI"),
]
BAD: list[tuple[str, Name]] = [
    ("mungkin", "answer"),
    ("tidak ada", "answer"),
    ("banyak", "extent"),
    ("12,5", "count"),
    ("-1", "count"),
    ("dua", "count"),
    ("²", "count"),
    ("3.305", "number"),
    ("1e5", "number"),
    ("1,2,3", "number"),
    ("9" * 30, "number"),
    ("101", "percent"),
    ("31/2/2022", "day"),
    ("kemarin", "day"),
    ("x" * 201, "text"),
]


@pytest.mark.parametrize(("typed", "kind", "value"), GOOD)
def test_values_are_taken_as_people_write_them(typed: str, kind: Name, value: Any) -> None:
    assert parse(typed, Kind(kind)) == value


@pytest.mark.parametrize(("typed", "kind"), BAD)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_is_no_value_is_refused_with_a_sentence(typed: str, kind: Name, lang: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        parse(typed, Kind(kind), lang)
    assert len(str(refused.value)) > 10
    assert "{" not in str(refused.value)


def test_a_choice_is_made_by_name_or_number_and_a_near_miss_is_named() -> None:
    kind = Kind("choice", (("ssgi region", "SSGI daerah ini"), ("ski region", "SKI daerah ini")))
    assert parse("2", kind) == parse("ski daerah ini", kind) == "ski region"
    with pytest.raises(BadAnswer, match="SKI daerah ini"):
        parse("SKI daera ini", kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_each_kind_says_how_it_is_written(kind: Name, lang: str) -> None:
    assert how_to_write(Kind(kind), lang)
    assert "{" not in help_for(Kind(kind), lang)


def test_not_knowing_is_an_answer_of_its_own() -> None:
    assert all(is_unknown(text) for text in ("", "  ", "tidak tahu", "Unknown", "-", "belum diketahui"))
    assert not is_unknown("tidak")


def test_the_kind_of_a_fact_is_told_by_its_path() -> None:
    assert kind_at("decree.signed") == Kind("draft")
    assert kind_at("decree.states.targets") == Kind("answer")
    assert kind_at("goals.agencies[dinkes]") == Kind("draft")  # a Renstra may be a draft
    assert kind_at("programmes.items[x].adapted") == Kind("answer")
    assert kind_at("calendar.rembuk") == Kind("day")
    assert kind_at("targets[prevalence region 2024].percent") == Kind("percent")
    assert (kind_at("budget.lines[x].fund") or Kind("text")).name == "choice"
    assert kind_at("programmes.items") is None
    assert kind_at("no.such.fact") is None


def answers(session: Session, given: dict[str, Any]) -> list[str]:
    """Walk through a session, answering prompts that hold a key of `given`; return all that was asked or said."""
    said = []
    while found := session.next():
        dialogue = session.dialogue(found[0])
        try:
            prompt = next(dialogue)
            while True:
                said.append(f"{prompt.problem} {prompt.text}".strip())
                asked = [v for k, v in given.items() if k in prompt.text]
                value = asked[0].pop(0) if asked and asked[0] else None
                prompt = dialogue.send(value)
        except StopIteration:
            continue
    return said


def test_an_answer_becomes_a_fact_with_the_agency_as_its_source() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES)
    answers(session, {"Lokus ditetapkan": ["yes"], "TPPS kecamatan yang aktif": [4]})
    fact = session.case.facts["lokus.determined"]
    assert (fact.value, fact.source) == ("yes", "Keterangan-OPD Badan Perencanaan dan Riset Kota")
    assert session.case.facts["tpps.kecamatan.active"].value == 4
    assert [d.id for d in session.case.documents] == ["SK", "Keterangan-OPD"]
    assert session.before.facts_sha256 != session.diagnosis.facts_sha256


def test_a_source_of_ones_own_is_cited_and_listed() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES, source="Surat-12/2024 lampiran 1")
    answers(session, {"Lokus ditetapkan": ["no"]})
    assert session.case.facts["lokus.determined"].source == "Surat-12/2024 lampiran 1"
    assert "Surat-12/2024" in [d.id for d in session.case.documents]
    known = Session(load_case("fiktif-kota-2024"), RULES, source="SK diktum kedua")
    answers(known, {"Lokus ditetapkan": ["no"]})
    assert [d.id for d in known.case.documents] == ["SK"]


@pytest.mark.parametrize("source", ["SJ2022 9.9", " ", "a\x1bb", "x" * 201])
def test_a_source_that_cannot_be_cited_is_refused_before_the_first_question(source: str) -> None:
    with pytest.raises(InputError, match="--source"):
        Session(load_case("fiktif-kota-2024"), RULES, source=source)


def test_what_the_answers_settle_is_not_asked_any_more() -> None:
    blank = make_case({"region": {"kecamatan": 10, "desa_kelurahan": 100}})
    unsigned = answers(Session(blank, RULES), {"SK TPPS ditandatangani": ["no"]})
    assert any("ditandatangani" in text for text in unsigned)
    assert not any("SK memuat target" in text for text in unsigned)
    assert any("SK memuat target" in text for text in answers(Session(blank, RULES), {}))


def test_nothing_is_asked_twice() -> None:
    for name in SHIPPED:
        said = answers(Session(load_case(name), RULES, everything=True), {})
        plain = [
            text for text in said if "Angka dari" not in text and "Tahun" not in text and "OPD menjawab" not in text
        ]
        assert sorted(plain) == sorted(set(plain))


def test_one_agency_is_asked_to_the_end_before_another() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES, everything=True)
    order = []
    while found := session.next():
        order.append(found[0].who)
        for prompt in (dialogue := session.dialogue(found[0])):
            assert prompt.text
        dialogue.close()
    assert len(order) > 50
    runs = [who for i, who in enumerate(order) if i == 0 or order[i - 1] != who]
    assert len(runs) == len(set(runs))


def test_an_agency_is_found_by_any_of_its_names_and_a_near_miss_is_named() -> None:
    case = load_case("fiktif-kota-2024")
    for name in ("health", "Dinkes PPKB", "dinas kesehatan, pengendalian penduduk dan kb"):
        asked = Session(case, RULES, agency=name).pending()
        assert {u.who for u in asked} == {"Dinas Kesehatan, Pengendalian Penduduk dan KB"}
    with pytest.raises(InputError, match="BPKAD"):
        Session(case, RULES, agency="BPKADX")


def test_an_answer_against_what_is_known_is_told_and_taken_when_repeated() -> None:
    case = make_case(
        {"documents": [{"id": "L", "title": "L"}], "coordination": {"monev": {"at_most": 5, "source": "L 1"}}}
    )
    session = Session(case, RULES)
    said = answers(session, {"Monitoring dan evaluasi": [9, 9]})
    assert any("paling banyak 5 [L 1]" in text for text in said)
    assert session.case.facts["coordination.monev"].value == 9


def test_more_than_there_are_is_refused_and_asked_again() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES)
    said = answers(session, {"TPPS kecamatan yang aktif": [9, 5]})
    assert any("melebihi" in text for text in said)
    assert session.case.facts["tpps.kecamatan.active"].value == 5


def test_entries_are_named_with_what_is_read_of_them_and_a_list_is_called_complete() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES)
    given = {
        "Dinas Pendidikan (program stunting": ["PAUD HI", "yes"],
        'Program "PAUD HI" disesuaikan': ["yes"],
        "Semua program stunting": ["yes"],
        "Basis data": ["e-PPGBM"],
    }
    said = answers(session, given)
    assert any("ketik namanya" in text for text in said) or session.case.facts["programmes.items[PAUD HI]"].value
    assert session.case.facts["programmes.items[PAUD HI]"].value["agency"] == "disdik"
    assert session.case.facts["programmes.all_listed"].value == "yes"


def test_figures_by_year_tallies_and_obstacles_can_be_answered() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES, everything=True)
    given = {
        "Angka dari": ["ssgi region"],
        "Tahun": [2021],
        "Prevalensi stunting daerah ini, SSGI 2021": [20.1],
        'menjawab "memahami secara spesifik"': [3],
        "Kendala": ["99", "1, 3"],
    }
    said = answers(session, given)
    facts = session.case.facts
    assert facts["prevalence[ssgi region 2021].percent"].value == 20.1
    assert facts["questionnaire.items[understands_situation]"].value == {"fully": 3}
    assert {"obstacles[budget]", "obstacles[staff_capacity]"} <= facts.keys()
    assert any("nomor dari daftar" in text for text in said)


def test_a_disputed_figure_is_settled_with_both_sides_kept() -> None:
    case = make_case({"coordination": {"monev": {"disputed": [{"value": 1}, {"value": 2}]}}})
    session = Session(case, RULES)
    said = answers(session, {"Monitoring dan evaluasi": [7, 2]})
    assert len([text for text in said if "Monitoring dan evaluasi" in text]) == 2
    fact = session.case.facts["coordination.monev"]
    assert (fact.value, fact.settled, len(fact.disputed)) == (2, True, 2)


def answer_everything(session: Session) -> int:
    """Answer each prompt once, by its kind, and what is asked again not at all."""
    typed: dict[str, list[str]] = {
        "answer": ["ya", "tidak", "konsep"],
        "draft": ["konsep"],
        "extent": ["semua", "sebagian"],
        "count": ["1", "0"],
        "number": ["12,5"],
        "percent": ["24,4"],
        "day": ["2022-03", "15/4/2022"],
        "year": ["2021"],
        "text": ["1: a # b", "010", "yes!", "2022-01-01", "2"],
    }
    count, seen = 0, set[str]()
    while found := session.next():
        dialogue = session.dialogue(found[0])
        try:
            prompt = next(dialogue)
            while True:
                value = None
                if prompt.text not in seen and not prompt.problem:
                    seen.add(prompt.text)
                    count += 1
                    said = (
                        "1"
                        if prompt.kind.name == "choice"
                        else typed[prompt.kind.name][count % len(typed[prompt.kind.name])]
                    )
                    value = parse(said, prompt.kind)
                prompt = dialogue.send(value)
        except StopIteration:
            continue
    return count


@pytest.mark.parametrize("name", SHIPPED)
def test_a_case_once_written_loads_again_with_the_same_facts(name: str, tmp_path: Path) -> None:
    session = Session(load_case(name), RULES, everything=True)
    answered = answer_everything(session)
    assert answered > 10
    original = folder("facts") / "cases" / f"{name}.yaml"
    text = case_text(session.case, original, tmp_path / "new.yaml", "dibuat")
    assert facts_hash(case_from(yaml.safe_load(text))) == facts_hash(session.case)
    (tmp_path / "new.yaml").write_text(text, encoding="utf-8")
    again = load_case(tmp_path / "new.yaml")
    assert diagnose(again, RULES).aspects == session.diagnosis.aspects
    schema = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert (tmp_path / schema).resolve() == folder("facts").resolve() / "case.schema.json"


def run(*args: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["ask", *args], input=typed)


def test_the_command_asks_writes_and_tells_what_changed(tmp_path: Path) -> None:
    target = tmp_path / "baru.yaml"
    typed = "?\nmungkin\nya\n" + "\n" * 8 + "selesai\n"
    result = run("fiktif-kota-2024", "-o", str(target), typed=typed)
    assert result.exit_code == 0
    assert "Ketik ya, tidak, atau konsep" in result.stderr
    assert '"mungkin" bukan jawaban' in result.stderr
    assert "1 dari " in result.stderr
    assert "Rentang kebijakan" in result.stdout
    assert f"konvergensi diagnose {target}" in result.stdout
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# yaml-language-server")
    assert lines[1] == "# dibuat dari fiktif-kota-2024.yaml dengan konvergensi ask"
    assert load_case(target).facts["goals.agencies[bappeda]"].value == "yes"
    assert max(len(line) for line in result.stderr.splitlines() if str(target) not in line) <= 82
    assert max(map(len, result.stdout.replace(str(target), "").splitlines())) <= 80


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", SHIPPED)
def test_no_path_key_or_placeholder_is_shown(name: str, lang: str, tmp_path: Path) -> None:
    result = run(name, "--all", "--lang", lang, "-o", str(tmp_path / "x.yaml"), typed="\n" * 400)
    assert result.exit_code == 0
    for odd in ("{", "None:", "_", "[*]", "ask."):
        assert odd not in result.stderr, odd
    assert not (tmp_path / "x.yaml").exists()


def test_json_tells_answers_and_levels(tmp_path: Path) -> None:
    target = tmp_path / "baru.yaml"
    result = run("fiktif-kota-2024", "-o", str(target), "--format", "json", typed="ya\n")
    found = json.loads(result.stdout)
    assert found["written"] == str(target)
    assert found["answers"][0]["fact"] == "goals.agencies[bappeda]"
    assert {"id", "name", "dimension", "before", "after"} == found["levels"][0].keys()
    assert found["decisive_left"] > 0


def test_the_end_of_the_input_keeps_what_was_answered(tmp_path: Path) -> None:
    target = tmp_path / "baru.yaml"
    assert run("fiktif-kota-2024", "-o", str(target), typed="ya\ntidak").exit_code == 0
    facts = load_case(target).facts
    assert (
        facts["goals.agencies[bappeda]"].value,
        facts["goals.agencies[dinas_sosial_dan_pemberdayaan_perempuan]"].value,
    ) == (
        "yes",
        "no",
    )


def test_a_closed_or_broken_input_never_hangs(tmp_path: Path) -> None:
    for given in (b"", b"\xff\xfe\n\nselesai\n"):
        command = [sys.executable, "-m", "diagnose", "ask", "fiktif-kota-2024", "-o", str(tmp_path / "x.yaml")]
        done = subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr


def test_no_file_is_overwritten_unasked_and_all_is_refused_before_the_first_question(tmp_path: Path) -> None:
    held = tmp_path / "held.yaml"
    held.write_text("old")
    own = tmp_path / "kasus.yaml"
    own.write_text((folder("facts") / "cases" / "fiktif-kota-2024.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    for args in ([str(own), "-o", str(held)], [str(own), "-o", str(own), "--overwrite"], [str(own), "-o", "no/x.yaml"]):
        result = run(*args, typed="ya\n")
        assert result.exit_code == 2
        assert "1 dari" not in result.stderr
    assert held.read_text() == "old"
    assert run(str(own), "-o", str(held), "--overwrite", typed="ya\n").exit_code == 0
    assert load_case(held)


def test_without_a_name_the_file_is_called_after_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("fiktif-kota-2024", typed="ya\n").exit_code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["fiktif-kota-2024-jawaban.yaml"]
    assert run("fiktif-kota-2024", typed="ya\n").exit_code == 2


def test_where_no_level_is_open_it_says_so(tmp_path: Path) -> None:
    result = run("lebak-2022", "-o", str(tmp_path / "x.yaml"))
    assert result.exit_code == 0
    assert "Tidak ada pertanyaan yang menentukan tingkat" in result.stderr
    assert "--all" in result.stderr
    assert list(tmp_path.iterdir()) == []
