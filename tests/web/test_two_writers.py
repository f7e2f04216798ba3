"""Two workbenches on one folder: each change is made whole, noted once, and none is lost without a word."""

import os
from itertools import pairwise
from pathlib import Path

from diagnose.case import Change, load_case
from diagnose.common import InputError
from diagnose.knowledge import load_rules
from diagnose.web.desk import Desk
from diagnose.web.edit import Editor
from diagnose.web.workspace import Workspace

MEETINGS, EACH = "coordination.meetings", 5


def _changing(workspace: Path, first: int) -> int:
    """Make changes one after the other, each again where another program was quicker; return how often it was."""
    desk, late = Desk(Workspace(workspace), load_rules()), 0
    for number in range(first, first + EACH):
        while True:
            try:
                assert Editor(desk).set(desk.open("kota", "id"), [Change(MEETINGS, number)], "Notulen hlm-1").number
                break
            except InputError as error:
                if [p.key for p in error.problems] != ["file_changed"]:
                    raise
                late += 1
    return late


def test_two_programs_that_change_one_case_lose_no_change(workspace: Path) -> None:
    children = []
    for first in (100, 200):
        child = os.fork()
        if not child:
            code = 1
            try:
                _changing(workspace, first)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    opened = Desk(Workspace(workspace), load_rules()).open("kota", "id")
    noted = Desk(Workspace(workspace), load_rules()).history.of("kota", opened.revision)
    assert len(noted) == 2 * EACH
    assert noted[0].after == opened.revision
    assert all(later.before == earlier.after for later, earlier in pairwise(noted))
    assert load_case(workspace / "kasus" / "kota.yaml").facts[MEETINGS].value in (100 + EACH - 1, 200 + EACH - 1)
    assert not list((workspace / "kasus").glob(".*"))


def test_looking_at_the_history_forgets_no_change_that_another_program_is_making(workspace: Path) -> None:
    desk = Desk(Workspace(workspace), load_rules())
    opened = desk.open("kota", "id")
    text = opened.file.path.read_bytes()
    desk.history.note("kota", "fact", (text, text + b"# x\n"), [], [])
    assert desk.history.of("kota", opened.revision) == []
    opened.file.path.write_bytes(text + b"# x\n")
    after = Desk(Workspace(workspace), load_rules()).open("kota", "id")
    assert len(desk.history.of("kota", after.revision)) == 1
