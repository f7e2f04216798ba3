"""What is kept from one run to the next is never stale, never another's, and never needed."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from diagnose import InputError, load_rules
from diagnose.common import keeping
from diagnose.common.content import folder
from diagnose.common.contenttree import read_content
from diagnose.common.keeping import kept

FOLDER_AS_IT_IS_NOW = keeping._folder.__wrapped__  # without its memory of the first answer


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which this test alone keeps things."""
    monkeypatch.setenv(keeping.FOLDER_VARIABLE, str(tmp_path / "kept"))
    fresh(monkeypatch)
    return tmp_path / "kept"


def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_folder", FOLDER_AS_IT_IS_NOW)


def counted() -> tuple[list[int], Callable[[], list[int]]]:
    made: list[int] = []

    def make() -> list[int]:
        made.append(1)
        return made.copy()

    return made, make


def test_the_same_content_is_worked_out_once(place: Path) -> None:
    made, make = counted()
    assert [kept("x", [b"a", b"b"], make) for _ in range(3)] == [[1]] * 3
    assert kept("x", [b"ab"], make) == [1, 1]  # other parts that read the same when joined
    assert kept("y", [b"a", b"b"], make) == [1, 1, 1]
    assert len(made) == 3


def test_a_newer_program_works_it_out_anew(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, make = counted()
    kept("x", [b"a"], make)
    monkeypatch.setattr(keeping, "_program", lambda: "newer")
    kept("x", [b"a"], make)
    assert len(made) == 2


def test_a_file_that_is_broken_is_made_anew(place: Path) -> None:
    made, make = counted()
    kept("x", [b"a"], make)
    (file,) = place.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    kept("x", [b"a"], make)
    assert len(made) == 2
    kept("x", [b"a"], make)
    assert len(made) == 2


@pytest.mark.parametrize("mode", [0o777, 0o720])
def test_a_folder_that_others_may_write_to_is_not_used(mode: int, place: Path) -> None:
    place.mkdir()
    place.chmod(mode)
    _, make = counted()
    assert [kept("x", [b"a"], make) for _ in range(2)] == [[1], [1, 1]]
    assert not list(place.iterdir())


def test_nothing_is_kept_where_that_is_asked_or_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    for named in ("", str(tmp_path / "file" / "below")):
        monkeypatch.setenv(keeping.FOLDER_VARIABLE, named)
        fresh(monkeypatch)
        made, make = counted()
        kept("x", [b"a"], make)
        kept("x", [b"a"], make)
        assert len(made) == 2


def test_the_folder_is_the_user_s_alone_and_no_part_of_a_file_stays(place: Path) -> None:
    kept("x", [b"a"], lambda: 1)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert [p.suffix for p in place.iterdir()] == [".json"]


def test_the_older_half_goes_where_there_are_too_many(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_FILES", 10)
    place.mkdir(mode=0o700)
    for i in range(20):
        (place / f"{i}.json").write_text("1")
        os.utime(place / f"{i}.json", (i, i))
    keeping._prune(place)
    assert sorted(int(p.stem) for p in place.iterdir()) == [15, 16, 17, 18, 19]


def test_a_rule_that_was_edited_is_read_anew_and_told_at_its_line(place: Path, tmp_path: Path) -> None:
    shutil.copytree(folder("rules"), tmp_path / "rules")
    load_rules(tmp_path / "rules")
    file = tmp_path / "rules" / "saran" / "decree.yaml"
    text = file.read_text(encoding="utf-8")
    line = text[: text.index("needs: [P02]")].count("\n") + 1
    file.write_text(text.replace("needs: [P02]", "needs: [P99]", 1), encoding="utf-8")
    for _ in range(2):  # what is unsound is not kept as sound
        with pytest.raises(InputError) as refused:
            load_rules(tmp_path / "rules")
        assert [(p.place.file, p.place.line) for p in refused.value.problems] == [(str(file), line)]
    file.write_text(text, encoding="utf-8")
    load_rules(tmp_path / "rules")


def test_places_are_those_of_the_file_as_it_is_now(place: Path, tmp_path: Path) -> None:
    """The same text in two files is one entry; each still has its own name."""
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("one: 1\ntwo: {three: 03}\n")
        tree = read_content(tmp_path / name)
        assert tree.data == {"one": 1, "two": {"three": "03"}}
        assert str(tree.place(("two", "three"))).endswith(f"{name}:2:14")
        assert tree.raw[("two", "three")] == "03"
    assert len(list(place.iterdir())) == 1


def test_the_command_prints_the_same_with_and_without(tmp_path: Path) -> None:
    printed = set()
    for value in (str(tmp_path / "kept"), str(tmp_path / "kept"), ""):
        env = os.environ | {keeping.FOLDER_VARIABLE: value}
        command = [sys.executable, "-m", "diagnose", "diagnose", "lebak-2022", "--lengkap"]
        printed.add(subprocess.run(command, env=env, capture_output=True, check=True).stdout)
    assert len(printed) == 1
