"""The PDF of a user's own Word file: made by the LibreOffice that is there, or refused in one line.

A small program stands in for it, so that the tests are the same on every computer.
"""

import os
import sys
import time
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from diagnose.cli import app
from diagnose.memo.write import office

STANDING_IN = """#!{python}
import sys, zipfile, pathlib
source = pathlib.Path(sys.argv[-1])
text = zipfile.ZipFile(source).read("word/document.xml")
if "--headless" in sys.argv and sys.argv[sys.argv.index("--convert-to") + 1] == "pdf":
    {does}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("KOP SENDIRI")
    made.add_paragraph("{{p isi}}")
    path = tmp_path / "nota.docx"
    made.save(str(path))
    return path


def standing_in(monkeypatch: pytest.MonkeyPatch, folder: Path, does: str | None) -> None:
    """Let `folder` be all the programs there are: with a LibreOffice that does so much, or with none."""
    folder.mkdir()
    if does is not None:
        program = folder / "soffice"
        program.write_text(STANDING_IN.format(python=sys.executable, does=does), encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sys.modules[office.__module__], "ELSEWHERE", ())


def memo(own: Path, out: Path, *typed: str) -> Result:
    return CliRunner().invoke(app, ["memo", "lebak-2022", "--word", str(own), "-o", str(out), *typed])


def test_the_pdf_of_a_users_own_word_file_is_made_by_libreoffice(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing_in(monkeypatch, tmp_path / "bin", 'source.with_suffix(".pdf").write_bytes(b"%PDF-" + text)')
    done = memo(own, tmp_path / "keluar", "-f", "docx", "-f", "pdf")
    assert done.exit_code == 0, done.stderr
    made = (tmp_path / "keluar" / "lebak-2022-nota-dinas.pdf").read_bytes()
    assert b"KOP SENDIRI" in made  # the user's file, not the program's own page
    assert b"Keadaan sekarang" in made
    assert (tmp_path / "keluar" / "lebak-2022-nota-dinas.docx").exists()


def test_without_libreoffice_the_pdf_is_refused_in_one_line_and_nothing_is_written(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing_in(monkeypatch, tmp_path / "bin", None)
    done = memo(own, tmp_path / "memo.pdf")
    assert done.exit_code == 2
    assert "LibreOffice" in done.stderr
    assert "-f docx" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "memo.pdf").exists()


@pytest.mark.parametrize(
    ("does", "told"), [("pass", "tidak menghasilkan PDF"), ("import time; time.sleep(30)", "1 detik")]
)
def test_a_libreoffice_that_makes_nothing_or_hangs_is_told(
    does: str, told: str, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing_in(monkeypatch, tmp_path / "bin", does)
    monkeypatch.setattr(sys.modules[office.__module__], "SECONDS", 1)
    done = memo(own, tmp_path / "memo.pdf")
    assert done.exit_code == 2
    assert told in done.stderr
    assert os.listdir(tmp_path / "bin") == ["soffice"]
    assert not (tmp_path / "memo.pdf").exists()


def test_what_a_libreoffice_that_hangs_has_started_is_ended_with_it(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started"
    start = (
        "import os, subprocess, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(30)']); "
        f"pathlib.Path({str(started)!r}).write_text(str(p.pid)); time.sleep(30)"
    )
    standing_in(monkeypatch, tmp_path / "bin", start)
    monkeypatch.setattr(sys.modules[office.__module__], "SECONDS", 2)
    begun = time.monotonic()
    assert memo(own, tmp_path / "memo.pdf").exit_code == 2
    number = int(started.read_text())
    while _runs(number):  # a moment after it was told to end; that of the program itself would be half a minute
        time.sleep(0.05)
        assert time.monotonic() < begun + 25


def _runs(number: int) -> bool:
    """Tell whether a process still runs; one that has ended may be kept as a zombie where nothing waits for it."""
    try:
        os.kill(number, 0)
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
