"""The cases on the desk: each read and worked out once for what its file says now, in each language."""

import sqlite3
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from diagnose.analysis.whatif import read_scenario
from diagnose.case import Case, Change, load_case
from diagnose.common import InputError, Place, Problem
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge import Rulebase
from diagnose.web.history import History
from diagnose.web.recent import Recent
from diagnose.web.workspace import CaseFile, Workspace

_LISTED = 2000  # cases of which lists tell a line
_KEPT = 16  # cases held in memory, each with its diagnosis


@dataclass(frozen=True)
class Opened:
    """A case as it is on the desk: its file, what that says, a mark of it, and what follows.

    `last` is the number of the change that can be taken back first (0: none); `outside` tells that the file was
    changed by something else after the latest change that was made here.
    """

    file: CaseFile
    revision: str
    diagnosed: Diagnosed
    last: int = 0
    outside: bool = False

    @property
    def case(self) -> Case:
        """What the file says."""
        return self.diagnosed.case


class Desk:
    """Opens cases of a workspace. Not for several threads at once: the worker's thread alone uses it."""

    def __init__(self, workspace: Workspace, rules: Rulebase) -> None:
        self.workspace, self.rules = workspace, rules
        self.history = History(workspace.root)
        self.recent: Recent[Any] = Recent()
        self.listed: Recent[Any] = Recent(_LISTED)
        self._opened: OrderedDict[tuple[str, str, bool], Opened] = OrderedDict()

    def open(self, name: str, lang: str, *, narrow: bool = False) -> Opened:
        """Return the case called `name` as its file is now; with `narrow`, questions tell what their answers can do.

        Raises:
            NoSuchPage: there is no such case.
            InputError: with everything that is wrong with the file.
        """
        file = self.workspace.case(name)
        try:
            revision = file.revision()
        except OSError as error:
            problem = Problem(Place(file.shown), "file_unreadable", {"why": error.strerror or error})
            raise InputError([problem]) from None
        key = (str(file.path), lang, narrow)
        held = self._opened.get(key)
        if held is None or held.revision != revision:
            diagnosed = Diagnosed(load_case(file.path), self.rules, lang, narrow=narrow)
            held = Opened(file, revision, diagnosed, *self._marks(file, revision))
            self._opened[key] = held
        self._opened.move_to_end(key)
        while len(self._opened) > _KEPT:
            self._opened.popitem(last=False)
        return held

    def forget(self, opened: Opened) -> None:
        """Read a case anew when it is opened next, though its file is the same."""
        for key in [key for key in self._opened if key[0] == str(opened.file.path)]:
            del self._opened[key]

    def _marks(self, file: CaseFile, revision: str) -> tuple[int, bool]:
        """Return the change that can be taken back first, and whether something else changed the file since."""
        try:
            noted = [] if file.example else self.history.of(file.id, revision)
        except sqlite3.Error:  # told where the history is shown, or written
            return 0, False
        undone = {n.undoes for n in noted}
        last = next((n.id for n in noted if n.undoes is None and n.id not in undone), 0)
        return last, bool(noted) and noted[0].after != revision

    def scenarios(self, names: Sequence[str]) -> dict[str, list[Change]]:
        """Return the changes of the scenarios called `names`.

        Raises:
            NoSuchPage: there is none of that name.
            InputError: a scenario file is unsound.
        """
        return {name: read_scenario(self.workspace.scenario(name).path)[1] for name in names}
