"""Change a case file: read it as it is now, lay changes over it, note them, write it whole; and take changes back."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from diagnose.analysis.ask import cite
from diagnose.analysis.whatif import FactChange, LevelChange, changed_facts
from diagnose.case import Case, Change, case_of_tree, case_text, has_comments, parse_case, shape
from diagnose.common import InputError, Place, Problem, locked
from diagnose.diagnosis import Diagnosed, span
from diagnose.web.desk import Desk, Opened
from diagnose.web.history import Event, Noted, revision
from diagnose.web.revert import ChangedAgainError, reverted
from diagnose.web.saving import save
from diagnose.web.workspace import CASES, CaseFile, NoSuchPage

COPIES = "salinan"


@dataclass(frozen=True)
class Saved:
    """What was saved: the number of the change (0: nothing was new), the facts, and the levels that moved."""

    number: int
    facts: tuple[FactChange, ...]
    levels: tuple[str, ...]


class Editor:
    """Changes the case files of a desk. The worker's thread alone uses it."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._history = desk, desk.history

    def set(self, opened: Opened, changes: Sequence[Change], source: str | None, kind: str = "fact") -> Saved:
        """Lay `changes` over the case as its file is now, each citing `source`, and save it.

        Raises:
            InputError: the changed case is not sound, `source` is no citation, or nothing can be written.
        """
        return self.set_cited(opened, [(change, source or "") for change in changes], kind)

    def set_cited(self, opened: Opened, changes: Sequence[tuple[Change, str]], kind: str) -> Saved:
        """Lay changes over the case, each citing a source of its own (none where empty), and save it.

        Raises:
            InputError: as `set`.
        """
        lay, added = list[Change](), dict[str, dict[str, str]]()
        for change, source in changes:
            cited, document = cite(opened.case, source) if source else (change.source, None)
            lay.append(replace(change, source=cited))
            added |= {document["id"]: document} if document else {}
        if added:
            held = opened.case.tree.data.get("documents") or []
            lay.append(Change("documents", [*held, *added.values()], place=Place("?")))
        return self._written(opened, opened.diagnosed.changed(lay, narrow=False), kind, None)

    def put(self, opened: Opened, case: Case, kind: str) -> Saved:
        """Put `case` in place of what `opened` says, as one change.

        Raises:
            InputError: nothing can be written.
        """
        return self._written(opened, self._diagnosed(case, opened), kind, None)

    def undo(self, opened: Opened, number: int) -> Saved:
        """Take back the change `number`: the very text before it where nothing came after, else its facts alone.

        Raises:
            NoSuchPage: there is no such change.
            InputError: a fact of it was changed again since, so that there is nothing to take back.
        """
        noted = next((n for n in self._history.of(opened.file.id, opened.revision) if n.id == number), None)
        if noted is None:
            raise NoSuchPage(str(number))
        text = self._history.text(noted.before)
        if noted.after == opened.revision:
            before = parse_case(text.decode(), opened.file.shown)
            return self._written(opened, self._diagnosed(before, opened), "undo", number, text)
        return self._written(opened, self._without(opened, noted, text), "undo", number)

    def outside(self, opened: Opened) -> tuple[FactChange, ...]:
        """Return the facts that something else changed since the latest change made here; none where nothing did."""
        before = self._before_outside(opened)
        return changed_facts(before, opened.diagnosed) if before else ()

    def take_in(self, opened: Opened) -> None:
        """Note what something else changed as a change of its own, so that it can be taken back like any other.

        Raises:
            sqlite3.Error: it cannot be noted.
        """
        before = self._before_outside(opened)
        if before is None:
            return
        events = [Event(f.fact, f.name, f.before, f.after, f.source) for f in changed_facts(before, opened.diagnosed)]
        levels = _moved(before, opened.diagnosed)
        texts = self._history.text(self._latest(opened).after), opened.file.path.read_bytes()
        self._history.note(opened.file.id, "outside", texts, events, levels)
        self._desk.forget(opened)

    def _before_outside(self, opened: Opened) -> Diagnosed | None:
        if not opened.outside:
            return None
        text = self._history.text(self._latest(opened).after)
        return self._diagnosed(parse_case(text.decode(), opened.file.shown), opened)

    def _latest(self, opened: Opened) -> Noted:
        return self._history.of(opened.file.id, opened.revision)[0]

    def _without(self, opened: Opened, noted: Noted, text: bytes) -> Diagnosed:
        """Return the case without what `noted` changed, and with all that came after."""
        before = parse_case(text.decode(), opened.file.shown)
        after = parse_case(self._history.text(noted.after).decode(), opened.file.shown)
        now = opened.case
        again = [e.name for e in noted.events if not _same(now, after, e.path)]
        try:
            data = reverted(shape(), now.register, now.tree.data, before.tree.data, after.tree.data)
        except ChangedAgainError as error:
            again = again or [str(error)]
        if again:
            raise InputError([Problem(Place(name), "changed_again") for name in again])
        return self._diagnosed(case_of_tree(replace(now.tree, data=data)), opened)

    def _diagnosed(self, case: Case, opened: Opened) -> Diagnosed:
        return Diagnosed(case, opened.diagnosed.rules, opened.diagnosed.lang, narrow=False)

    def _written(
        self, opened: Opened, after: Diagnosed, kind: str, undoes: int | None, text: bytes | None = None
    ) -> Saved:
        facts = changed_facts(opened.diagnosed, after)
        if text is None and not facts and after.case.tree.data == opened.case.tree.data:
            return Saved(0, (), ())
        levels = _moved(opened.diagnosed, after)
        events = [Event(f.fact, f.name, f.before, f.after, f.source) for f in facts]
        with locked(self._desk.workspace.root):  # another workbench may have the same folder
            was = self._unchanged(opened)
            target = self._own(opened.file)
            if text is None:
                text = case_text(after.case, opened.file.path, target.path, "").encode()
            try:
                number = self._history.note(target.id, kind, (was, text), events, levels, undoes)
            except sqlite3.Error as error:
                raise InputError([Problem(Place(target.shown), "file_unwritable", {"why": error})]) from None
            try:
                save(target.path, text, new=opened.file.example)
            except InputError:
                self._history.drop(number)
                raise
        return Saved(number, facts, levels)

    def _unchanged(self, opened: Opened) -> bytes:
        """Return what the file of a case says, which is what it said when it was opened.

        Raises:
            InputError: it was changed or taken away since, or cannot be read.
        """
        try:
            now = opened.file.path.read_bytes()
        except FileNotFoundError:
            now = b""
        except OSError as error:
            problem = Problem(Place(opened.file.shown), "file_unreadable", {"why": error.strerror or error})
            raise InputError([problem]) from None
        if revision(now) != opened.revision:
            raise InputError([Problem(Place(opened.file.shown), "file_changed")])
        return now

    def _own(self, file: CaseFile) -> CaseFile:
        """Return the file to write to: an example is copied into the folder; a text with comments is kept beside it."""
        root = self._desk.workspace.root
        if file.example:
            return CaseFile(file.id, root / CASES / f"{file.id}.yaml", False)
        if has_comments(file.path):
            copy = root / CASES / COPIES / f"{file.id}-{revision(file.path.read_bytes())}.yaml"
            if not copy.exists():
                save(copy, file.path.read_bytes())
        return file


def _moved(before: Diagnosed, after: Diagnosed) -> tuple[str, ...]:
    """Return in words which levels moved."""
    return tuple(f"{a.name} {span(a.before)} → {span(a.after)}" for a in _levels(before, after) if a.changed)


def _levels(before: Diagnosed, after: Diagnosed) -> list[LevelChange]:
    return [
        LevelChange(id=a.id, name=a.name, dimension=a.dimension, before=a.level, after=b.level)
        for a, b in zip(before.diagnosis.aspects, after.diagnosis.aspects, strict=True)
    ]


def _same(one: Case, other: Case, path: str) -> bool:
    a, b = one.facts.get(path), other.facts.get(path)
    return (a and (a.value, a.low, a.high)) == (b and (b.value, b.low, b.high))
