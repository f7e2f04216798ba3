"""Read a YAML file a stranger wrote, keeping where each thing stands.

Only the safe core of YAML 1.1 is accepted: no anchors, aliases, tags or merges, limits on size,
depth and number of values, no duplicate keys. Works on parser events, so that a deep or
repeated structure is refused before it is built.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from diagnose.common.content import shown
from diagnose.common.problems import InputError, Place, Problem

MAX_BYTES = 5_000_000
MAX_VALUES = 200_000
MAX_DEPTH = 40

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTRUCT = yaml.SafeLoader("")
_PLAIN_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_PLAIN_FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")
_SPECIAL = frozenset("0123456789+-.~yYnNtTfFoO") | {""}  # what a plain scalar that is no text begins with
_LONGEST = 40  # a longer one is text
_LONGEST_LINE = 1_000  # a longer one is not looked at for what was meant
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNQUOTED = r"[^\s\"'\[\]{}|>&*!%@`#,]"  # what a text without quotes begins with
_WITH_COLON = re.compile(rf"\s*(?:- +)*[^\s:\"'#{{\[][^:#]*: +({_UNQUOTED}.*?:(?: .*?)?)(?: +#.*)?\s*")
_WITH_COLON_INSIDE = re.compile(rf"[{{,] *[^\s:,{{}}\[\]\"']+: +({_UNQUOTED}[^,{{}}\[\]]*?:(?= )[^,{{}}\[\]]*)")
_OTHER_KINDS = {b"PK\x03\x04": "xlsx/docx/zip", b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xd0\xcf\x11\xe0": "xls/doc"}

Path_ = tuple[str | int, ...]


@dataclass
class Tree:
    """The values of one YAML file (`data`) and the place of each.

    `elsewhere` holds the places of what was laid over the file from outside it.
    """

    file: str
    data: Any = None
    values: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    raw: dict[Path_, str] = field(default_factory=dict)
    elsewhere: dict[Path_, Place] = field(default_factory=dict)

    def place(self, loc: Sequence[str | int], *, key: bool = False) -> Place:
        """Return the place of the value (or its key) at `loc`, or of the nearest thing above it.

        Parts of `loc` that the file does not have (pydantic adds some) are passed over.
        """
        known = self.known(loc)
        if known in self.elsewhere:
            return self.elsewhere[known]
        table = self.keys if key and known in self.keys else self.values
        return Place(self.file, *table.get(known, (1, 1)))

    def known(self, loc: Sequence[str | int]) -> Path_:
        """Return the longest path of the file that `loc` names, passing over foreign parts."""
        path: Path_ = ()
        for part in loc:
            if (*path, part) in self.values:
                path = (*path, part)
        return path


def read_yaml(path: Path, *, max_bytes: int = MAX_BYTES) -> Tree:
    """Read the YAML file at `path`.

    Raises:
        InputError: the file cannot be read, is of another kind, too large or not YAML.
    """
    return parse_yaml(yaml_text(path, max_bytes), shown(path))


def yaml_text(path: Path, max_bytes: int = MAX_BYTES) -> str:
    """Return the text of the file at `path`, which is to be YAML.

    Raises:
        InputError: it cannot be read, is of another kind, empty or too large.
    """

    def refuse(key: str, line: int = 0, column: int = 0, **values: object) -> InputError:
        return InputError([Problem(Place(shown(path), line, column), key, values)])

    try:
        if path.is_dir():
            raise refuse("file_is_folder")
        if path.exists() and not path.is_file():
            raise refuse("file_unreadable", why="not a regular file")
        if path.stat().st_size > max_bytes:
            raise refuse("file_too_large", megabytes=max_bytes // 1_000_000)
        content = path.read_bytes()
    except FileNotFoundError:
        raise refuse("file_missing") from None
    except OSError as error:
        raise refuse("file_unreadable", why=error.strerror or error) from None
    for magic, kind in _OTHER_KINDS.items():
        if content.startswith(magic):
            raise refuse("file_other_kind", kind=kind)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("file_not_utf8", content[: error.start].count(b"\n") + 1, 1) from None
    if not text.strip():
        raise refuse("file_empty")
    return text


def parse_yaml(text: str, file: str) -> Tree:
    """Parse `text`; `file` is the name that problems are reported under.

    Raises:
        InputError: the text is not the accepted kind of YAML.
    """
    builder = _Builder(file)
    try:
        builder.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        builder.problems.append(_syntax(text, Place(file, line, column), error.problem))
    except (yaml.YAMLError, RecursionError) as error:
        builder.problems.append(Problem(Place(file, 1, 1), "yaml_syntax", {"why": error}))
    if builder.problems:
        raise InputError(builder.problems)
    return builder.tree


def _syntax(text: str, place: Place, why: object) -> Problem:
    """Return what is wrong with the YAML at `place`, with the remedy where the line shows what was meant."""
    lines = text.splitlines()
    near = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    if "\t" in near[: len(near) - len(near.lstrip()) + 1]:
        return Problem(place, "yaml_tab")
    near = near if len(near) <= _LONGEST_LINE else ""
    block = _WITH_COLON.fullmatch(near)
    flow = next((m for m in _WITH_COLON_INSIDE.finditer(near) if m.start(1) < place.column <= m.end(1) + 1), None)
    if found := flow or block:
        given = found[1].strip().replace("'", "''")  # as it is written between single quotes
        return Problem(Place(place.file, place.line, found.start(1) + 1), "yaml_colon", {"given": given})
    return Problem(place, "yaml_syntax", {"why": why})


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Stop(yaml.YAMLError):
    """A limit was passed; the problem is already noted."""


class _Builder:
    def __init__(self, file: str) -> None:
        self.tree = Tree(file)
        self.problems: list[Problem] = []
        self._count = 0

    def note(self, event: yaml.Event, key: str, **values: object) -> None:
        self.problems.append(Problem(Place(self.tree.file, *_start(event)), key, values))

    def document(self, events: Iterator[yaml.Event]) -> None:
        with suppress(_Stop):
            self._document(events)

    def _document(self, events: Iterator[yaml.Event]) -> None:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.tree.values:
                    self.note(event, "yaml_two_documents")
                    return
                self.tree.data = self._value(next(events), events, ())

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], at: Path_) -> Any:
        self._count += 1
        if self._count > MAX_VALUES or len(at) > MAX_DEPTH:
            self.note(event, "yaml_too_much", values=MAX_VALUES, depth=MAX_DEPTH)
            raise _Stop
        if isinstance(event, yaml.AliasEvent) or event.anchor:  # type: ignore[attr-defined]
            self.note(event, "yaml_alias")
            raise _Stop
        self.tree.values[at] = _start(event)
        if isinstance(event, yaml.ScalarEvent):
            self.tree.raw[at] = event.value
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self._value(event, events, (*at, len(items))))
            return items
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.note(event, "yaml_key")
                raise _Stop
            name = event.value
            if name in mapping:
                self.note(event, "duplicate_key", name=name, line=self.tree.keys[(*at, name)][0])
            self.tree.keys[(*at, name)] = _start(event)
            mapping[name] = self._value(next(events), events, (*at, name))
        return mapping

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        if event.tag not in (None, "!"):
            self.note(event, "yaml_tag", tag=event.tag)
            return event.value
        if not event.implicit[0] or event.value[:1] not in _SPECIAL or len(event.value) > _LONGEST:
            return event.value
        resolved: str = _CONSTRUCT.resolve(yaml.ScalarNode, event.value, (True, False))  # type: ignore[no-untyped-call]
        tag = resolved.rpartition(":")[2]
        # YAML 1.1 reads 010 as 8 and 12:30 as 750; such a text stays text, and is asked about where a number is wanted
        if tag == "null":
            return None
        if tag == "bool":
            return event.value.lower() in ("yes", "true", "on")
        if tag == "int" and _PLAIN_INT.fullmatch(event.value):
            return int(event.value) if len(event.value) < 19 else event.value
        if tag == "float" and _PLAIN_FLOAT.fullmatch(event.value):
            return float(event.value)
        if tag == "timestamp" and _ISO_DATE.fullmatch(event.value):
            try:
                return _CONSTRUCT.construct_yaml_timestamp(yaml.ScalarNode("", event.value))
            except ValueError:
                return event.value
        return event.value


class _Plain(yaml.SafeDumper):
    """Writes what stands in two places twice, since no alias is accepted."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_yaml(data: Any) -> str:
    """Return plain `data` as YAML text that `parse_yaml` reads back."""
    return str(yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120))
