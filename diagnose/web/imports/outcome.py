"""What an import comes to so far, as the process that reads the files hands it to the pages."""

from diagnose.diagnosis import Record


class FileTold(Record):
    """What became of one file: its kind, what it adds, what was left out, what is wrong, and whether it waits.

    `proposal` is the file with what a decree was read to say; `left` how many of `lines` parts nobody has decided on.
    """

    file: str
    kind: str
    kind_name: str
    came_of: str = ""
    counted: str = ""
    doubts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    waits: bool = False
    proposal: str = ""
    left: int = 0
    lines: int = 0


class NameAsked(Record):
    """A name that no agency is known by, where it stands first, and what it may mean: as typed, and in words."""

    name: str
    at: str
    options: tuple[tuple[str, str], ...]


class ClashTold(Record):
    """Two statements that do not agree; `decidable` where one of both plain values can be said to count."""

    path: str
    name: str
    outcome: str
    sentence: str
    ours: str
    theirs: str
    ours_at: str
    theirs_at: str
    decidable: bool


class Outcome(Record):
    """All of it; `text` is the case that comes of it, empty where nothing can be joined yet."""

    files: tuple[FileTold, ...] = ()
    names: tuple[NameAsked, ...] = ()
    clashes: tuple[ClashTold, ...] = ()
    problems: tuple[str, ...] = ()
    known: int = 0
    asked: int = 0
    new: bool = False
    text: str = ""
