"""The command import, as it is typed: what is on the desk becomes one case, and nothing of the user's is lost."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from diagnose.case.load import load_case
from diagnose.common.content import folder
from tests.lib.examples import examples
from tests.lib.importing import TYPED, run

EXAMPLES = folder("facts") / "examples"


DESK = (
    *("isian-contoh-raya.xlsx", "usulan-sk-contoh-raya.yaml", "kobo-jawaban-opd.csv", "google-forms-jawaban.csv"),
    *("anggaran-sipd-2025.csv", "desa-2025.csv", "prevalensi.csv", "tpps-wilayah.csv", "sosialisasi-2025.csv"),
)


@pytest.mark.usefixtures("desk")
def test_what_is_on_the_desk_becomes_one_case_that_is_diagnosed() -> None:
    told = run("import", *DESK, "-o", "kasus.yaml", "--format", "json")
    assert told.exit_code == 0, told.stderr
    data = json.loads(told.stdout)
    assert not data["clashes"]
    assert len(data["files"]) == len(DESK) - 1  # the answers are read together
    case = load_case("kasus.yaml")
    assert len(case.questionnaire.respondents) == 11
    assert case.decree.members.agencies
    assert case.dana_desa.villages_using.value is not None
    assert run("diagnose", "kasus.yaml").exit_code == 0


@pytest.mark.usefixtures("desk")
def test_the_order_of_files_does_not_matter_for_what_is_known() -> None:
    run("import", *DESK, "-o", "a.yaml")
    run("import", *reversed(DESK), "-o", "b.yaml")
    a, b = load_case("a.yaml").facts, load_case("b.yaml").facts
    told = {path for path in a.keys() | b.keys() if path != "questionnaire"}  # respondents stand in their order
    assert {path: a[path].value for path in told} == {path: b[path].value for path in told}
    assert sorted(a["questionnaire"].value["respondents"]) == sorted(b["questionnaire"].value["respondents"])


@pytest.mark.usefixtures("desk")
def test_the_same_file_twice_says_nothing_twice() -> None:
    run("import", "desa-2025.csv", *TYPED, "-o", "a.yaml")
    again = run("import", "desa-2025.csv", "--into", "a.yaml", "-o", "b.yaml", "--format", "json")
    (part,) = json.loads(again.stdout)["files"]
    assert part["facts"]["new"] == 0
    assert not json.loads(again.stdout)["clashes"]
    assert load_case("a.yaml").facts == load_case("b.yaml").facts


@pytest.mark.usefixtures("desk")
def test_nothing_of_a_decree_counts_before_a_person_has_confirmed_it() -> None:
    proposed = run("import", "sk", "sk-tpps-contoh-raya.pdf", "-o", "usulan.yaml")
    assert proposed.exit_code == 0, proposed.stderr
    assert run("import", "usulan.yaml", *TYPED, "-o", "kasus.yaml").exit_code == 0
    assert [f.path for f in load_case("kasus.yaml").facts.values() if f.known] == ["region"]


@pytest.mark.usefixtures("desk")
def test_a_decree_is_confirmed_in_the_terminal_and_the_rest_stays_open() -> None:
    typed = "ya\nya\nya\nselesai\n"
    assert run("import", "sk", "sk-tpps-contoh-raya.docx", "-o", "usulan.yaml", "--ask", answers=typed).exit_code == 0
    assert run("import", "usulan.yaml", *TYPED, "-o", "kasus.yaml").exit_code == 0
    case = load_case("kasus.yaml")
    assert case.decree.number.value == "400.7/Kep.118-Bapperida/2025"
    assert case.decree.signed.value == "yes"
    assert not case.decree.members.agencies


@pytest.mark.usefixtures("desk")
def test_a_name_nobody_knows_is_asked_about_in_the_terminal() -> None:
    Path("teman.yaml").write_text("decree: {members: {agencies: [Dinas Kesehtan]}}\n", encoding="utf-8")
    typed = ["import", "case", "teman.yaml", *TYPED, "-o", "kasus.yaml"]
    refused = run(*typed)
    assert refused.exit_code == 2
    assert "--agency 'Dinas Kesehtan=...'" in refused.stderr
    assert "mungkin dinkes" in refused.stderr
    assert not Path("kasus.yaml").exists()
    assert run(*typed, "--ask", answers="1\n").exit_code == 0
    assert list(load_case("kasus.yaml").decree.members.agencies) == ["dinkes"]


@pytest.mark.usefixtures("desk")
def test_a_mapping_is_written_once_and_found_beside_its_table() -> None:
    Path("desa-2025.peta.yaml").unlink()
    assert run("import", "villages", "desa-2025.csv", "--write-map").exit_code == 0
    assert "columns:" in Path("desa-2025.peta.yaml").read_text(encoding="utf-8")
    assert run("import", "villages", "desa-2025.csv", *TYPED, "-o", "kasus.yaml").exit_code == 0
    assert run("import", "villages", "desa-2025.csv", "--write-map").exit_code == 2  # what was finished by hand stays


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "typed",
    [
        ["desa-2025.csv", *TYPED, "-o", "desa-2025.csv"],
        ["desa-2025.csv", *TYPED, "-o", "usulan-sk-contoh-raya.yaml"],
        ["desa-2025.csv", *TYPED, "-o", "tidak/ada/kasus.yaml"],
        ["desa-2025.csv", "-o", "kasus.yaml"],
        ["desa-2025.csv", *TYPED[:-1], "2024", "isian-contoh-raya.xlsx", "-o", "kasus.yaml"],
        ["tidak-ada.csv", *TYPED, "-o", "kasus.yaml"],
        ["sk-tpps-contoh-raya.docx", "desa-2025.csv", *TYPED, "-o", "kasus.yaml"],
        ["budget", "prevalensi.csv", *TYPED, "-o", "kasus.yaml"],
        ["workbook", "desa-2025.csv", *TYPED, "-o", "kasus.yaml"],
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(typed: list[str]) -> None:
    before = {path: path.read_bytes() for path in Path().iterdir()}
    told = run("import", *typed)
    assert told.exit_code == 2
    assert told.stderr.strip()
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


@examples(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(DESK), at=st.floats(0, 1), garbage=st.binary(min_size=1, max_size=40), cut=st.booleans())
def test_a_damaged_file_ends_in_a_line_or_in_a_case_that_loads(
    tmp_path: Path, name: str, at: float, garbage: bytes, cut: bool
) -> None:
    content = (EXAMPLES / name).read_bytes()
    middle = int(at * len(content))
    damaged, target = tmp_path / name, tmp_path / "kasus.yaml"
    damaged.write_bytes(content[:middle] + garbage + (b"" if cut else content[middle:]))
    target.unlink(missing_ok=True)
    told = run("import", str(damaged), *TYPED, "-o", str(target))
    assert told.exit_code in (0, 2), told.exception
    assert target.exists() == (told.exit_code == 0)
    if told.exit_code == 0:
        load_case(str(target))


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    told = run("import", os.fspath(EXAMPLES / "prevalensi.csv"), *TYPED, "-o", "/proc/kasus.yaml")
    assert told.exit_code == 2
    assert len(told.stderr.strip().splitlines()) == 1


@pytest.mark.usefixtures("desk")
def test_check_tells_what_is_known_of_what_is_asked_and_by_whom() -> None:
    run("import", *DESK, "-o", "kasus.yaml")
    told = json.loads(run("check", "kasus.yaml", "--format", "json").stdout)
    assert told["facts"]["known"] == sum(f.known for f in load_case("kasus.yaml").facts.values())
    assert sum(section["asked"] for section in told["sections"]) == told["facts"]["asked"]
    assert all(agency["known"] <= agency["asked"] for agency in told["agencies"])
    assert not told["unsourced"]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "typed",
    [
        ["form", "xlsx", "-o", "isian-contoh-raya.xlsx"],
        ["form", "xlsform", "-o", "isian-contoh-raya.xlsx"],
        ["form", "google", "-o", "isian-contoh-raya.xlsx"],
        ["import", "sk", "sk-tpps-contoh-raya.docx", "-o", "isian-contoh-raya.xlsx"],
        ["import", "prevalensi.csv", *TYPED, "-o", "isian-contoh-raya.xlsx"],
    ],
)
def test_a_workbook_that_people_have_filled_is_not_overwritten(typed: list[str]) -> None:
    before = Path("isian-contoh-raya.xlsx").read_bytes()
    assert run(*typed).exit_code == 2
    assert Path("isian-contoh-raya.xlsx").read_bytes() == before
