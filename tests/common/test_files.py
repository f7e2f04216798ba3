"""Results are written whole or not at all, and over nothing that is another's: one test for each way to lose a file."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diagnose.cli import app
from diagnose.common.files import write_file
from diagnose.common.problems import InputError

PAGE = ("Diagnosis konvergensi: {}\n" + "=" * 80 + "\n{}\n").format
CASE = 'region: {code: "36.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2022\n'
RESULTS = (
    ["diagnose", "fiktif-kota-2024"],
    ["check", "fiktif-kota-2024", "--format", "json"],
    ["why", "fiktif-kota-2024", "policy_goals.range"],
    ["whatif", "fiktif-kota-2024", "--set", "decree.signed=no"],
    ["margins", "fiktif-kota-2024"],
    ["plan", "fiktif-kota-2024", "--to", "policy_goals.range=2"],
    ["compare", "fiktif-kota-2024", "fiktif-kuat-2023"],
    ["disputes", "lebak-2022"],
    ["memo", "fiktif-kota-2024", "--format", "md"],
    ["form", "xlsx"],
    ["form", "google"],
)


def refused(path: Path, content: bytes = b"x", *inputs: Path) -> str:
    with pytest.raises(InputError) as caught:
        write_file(path, content, inputs)
    return caught.value.problems[0].key


@pytest.mark.parametrize("command", RESULTS, ids=lambda c: c[0] + (c[1] if c[0] == "form" else ""))
def test_no_command_writes_over_a_file_that_is_not_its_own(command: list[str], tmp_path: Path) -> None:
    filled = tmp_path / "isian.xlsx"
    filled.write_bytes(b"PK\3\4 filled in for weeks")
    linked = tmp_path / "hasil.txt"
    linked.symlink_to(filled)
    for target in (filled, linked):
        result = CliRunner().invoke(app, [*command, "-o", str(target)])
        assert result.exit_code == 2, result.output
        assert "sudah ada" in result.stderr
    assert filled.read_bytes() == b"PK\3\4 filled in for weeks"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["hasil.txt", "isian.xlsx"]


def test_another_case_is_not_overwritten_through_a_link_of_another_name(tmp_path: Path) -> None:
    case = tmp_path / "kasus.yaml"
    case.write_text(CASE)
    (tmp_path / "hasil.txt").symlink_to(case)
    assert refused(tmp_path / "hasil.txt", PAGE("a", "b").encode()) == "output_is_yaml"
    assert case.read_text() == CASE


def test_an_earlier_result_of_the_same_kind_is_replaced_and_of_another_kind_is_not(tmp_path: Path) -> None:
    target = tmp_path / "hasil.txt"
    write_file(target, PAGE("A", "first").encode())
    write_file(target, PAGE("A", "second").encode())
    assert "second" in target.read_text()
    assert refused(target, b'{"schema_version": 1}') == "output_not_ours"
    assert refused(target, ("Rencana: A\n" + "=" * 80 + "\n").encode()) == "output_not_ours"
    notes = tmp_path / "catatan.txt"
    notes.write_text("Diagnosis saya sendiri\nbesok rapat\n")
    assert refused(notes, PAGE("A", "b").encode()) == "output_not_ours"


def test_permissions_of_a_result_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "rahasia.txt"
    target.touch(0o600)
    write_file(target, PAGE("A", "b").encode())
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("nameless", [True, False])
def test_nothing_is_left_behind_whether_it_is_written_or_not(
    nameless: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    write_file(tmp_path / "a.txt", b"one")
    (tmp_path / "l1").symlink_to("l2")
    (tmp_path / "l2").symlink_to("l1")
    assert refused(tmp_path / "l1") in ("file_unwritable", "output_not_ours")
    assert refused(tmp_path / "no" / "b.txt") == "file_unwritable"
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "disk full")))
    assert refused(tmp_path / "c.txt") == "file_unwritable"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "l1", "l2"]


def test_a_name_that_another_takes_meanwhile_stays_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.txt"
    sync = os.fsync

    def meanwhile(fd: int) -> None:
        target.write_text("another's")
        sync(fd)

    monkeypatch.setattr(os, "fsync", meanwhile)
    assert refused(target) == "output_not_ours"
    assert target.read_text() == "another's"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_what_is_written_is_on_the_disk_before_it_takes_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, synced, sync = tmp_path / "a.txt", [], os.fsync

    def seen(fd: int) -> None:
        synced.append(target.exists())
        sync(fd)

    monkeypatch.setattr(os, "fsync", seen)
    write_file(target, b"one")
    assert synced == [False, True]  # the file, then the folder that names it


def test_a_kill_while_writing_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(PAGE("A", "old").encode())
    code = (
        "import os, sys, time, pathlib; from diagnose.common.files import write_file\n"
        "os.fsync = lambda fd: (print('now', flush=True), time.sleep(60))\n"
        f"write_file(pathlib.Path({str(target)!r}), b'x' * 10**6, overwrite=True)"
    )
    for how in (signal.SIGTERM, signal.SIGKILL):
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
        assert child.stdout is not None
        assert child.stdout.readline() == b"now\n"
        child.send_signal(how)
        child.wait(10)
        child.stdout.close()
    time.sleep(0.1)
    assert os.listdir(tmp_path) == ["a.txt"]
    assert b"old" in target.read_bytes()
