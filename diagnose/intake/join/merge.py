"""Parts of a case joined into one: what each adds, what both say, and where they do not agree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from diagnose.case import Node, Register, agency_id, fact_model, path_at, raw_key, shape, word
from diagnose.common import Path_, Place, Tree
from diagnose.intake.join.factmerge import Outcome, join
from diagnose.intake.join.parts import facts_in, mapping, name_of, noted, one_of, several, source_of, with_document
from diagnose.intake.join.sources import plain_fields, said, said_of_each

_PERSONAL = ("source", "year", "note")
_WAYS = ("answers", "tally")


@dataclass(frozen=True)
class Clash:
    """Two statements that do not agree: on what (a path), where each stands, and what came of it.

    `outcome` is ``disputed`` (both are kept), ``ours`` or ``theirs`` (of what is no fact, which one stays) or ``open``
    (two answers of one agency: neither counts, a note tells both).
    `said` is what each says, as it is written.
    """

    path: str
    ours: Place
    theirs: Place
    outcome: str
    said: tuple[Any, Any]


@dataclass
class Merging:
    """What joining came to: the tree, how many facts were added, sharpened or the same, and the clashes."""

    tree: Tree
    told: dict[str, int] = field(default_factory=lambda: {"new": 0, "same": 0, "sharper": 0, "disputed": 0})
    clashes: list[Clash] = field(default_factory=list)


def merge(ours: Tree, theirs: Tree, register: Register, base: str | None = None) -> Merging:
    """Return `ours` with `theirs` laid into it; both are sound parts of a case, names are told apart by `register`.

    What only one says is taken over. The same fact said alike stands once; a figure within the bounds of the other
    counts; figures that differ are kept as disputed, each with its source. Of two names, roles or the like, which a
    case can hold once, that of the file `base` stays, else the first by the alphabet: neither the order nor the
    grouping of files matters.
    """
    joiner = _Joiner(ours, theirs, register, base)
    joiner.case()
    return joiner.done


class _Joiner:
    def __init__(self, ours: Tree, theirs: Tree, register: Register, base: str | None) -> None:
        self.ours, self.theirs, self.register, self.base = ours, theirs, register, base
        self.done = Merging(Tree(ours.file))
        self.whose: str | None = None  # the source that holds for ours, where a fact names none
        self.contested: dict[str, set[str]] = {}  # of one question, the answers of each agency that gave several
        self.source = source_of(theirs)

    def case(self) -> None:
        tree = self.done.tree
        tree.data = self.join(shape(), dict(self.ours.data), dict(self.theirs.data), (), ())
        tree.values[()] = (1, 1)
        tree.data = with_document(tree.data, self.source, self.theirs.file)

    def join(self, held: Node, a: Any, b: Any, at: Path_, of: Path_) -> Any:
        """Return `a` and `b` as one; `at` is where that stands (and `a` stood), `of` is where `b` stood."""
        if held.kind in ("group", "entry", "whole") and isinstance(a, dict) and isinstance(b, dict):
            return self.fields(held, a, b, at, of)
        if held.kind == "roster":
            return self.roster(held, a, b, at, of)
        if held.kind == "mapping" and held.entry is not None and isinstance(a, dict) and isinstance(b, dict):
            return self.keyed(held.entry, a, b, at, of)
        if held.kind == "list" and isinstance(a, list) and isinstance(b, list):
            return self.entries(held, a, b, at, of)
        if held.kind == "fact":
            return self.fact(held, a, b, at, of)
        return self.plain(a, b, at, of)

    def fields(self, held: Node, a: dict[str, Any], b: dict[str, Any], at: Path_, of: Path_) -> dict[str, Any]:
        theirs = b.get("source") or self.source
        b = said_of_each(held, b, theirs, b.get("year"))
        if a.get("source", theirs) != theirs and self.rather_theirs(held, a, b, theirs, at):
            a = {**said_of_each(held, a, a["source"], a.get("year")), "source": theirs}
        if held.kind == "whole":
            (a, mine), (b, other) = several(a), several(b)
            self.contested = {name: mine.get(name, set()) | other.get(name, set()) for name in {**mine, **other}}
        a, b = self.told_alike(held, a, b, at, of)
        here: dict[str, Any] = {}
        above = self.whose
        self.whose = a.get("source") or above
        for name in [n for n in held.children if n in a or n in b]:
            inner = held.children[name]
            if name not in b or (name in _PERSONAL and name in a):
                here[name] = self.kept(a[name], self.ours, (*at, name), (*at, name))
            elif name not in a:
                here[name] = self.kept(b[name], self.theirs, (*of, name), (*at, name))
                self.done.told["new"] += facts_in(inner, b[name])
            else:
                here[name] = self.join(inner, a[name], b[name], (*at, name), (*of, name))
        self.whose = above
        notes = [piece for one in (a, b) if one.get("note") for piece in str(one["note"]).split("; ")]
        if held.kind == "whole":
            notes += noted(self.contested)
            self.contested = {}
        if notes:
            here["note"] = self.kept("; ".join(dict.fromkeys(notes))[:2000], self.ours, at, (*at, "note"))
        return here

    def rather_theirs(self, held: Node, a: dict[str, Any], b: dict[str, Any], theirs: str, at: Path_) -> bool:
        """Tell whether what a section or an entry says in plain fields is rather theirs: they say it, or both do."""
        own = [[n for n in plain_fields(held) if n in one and n not in held.key] for one in (a, b)]
        if bool(own[0]) != bool(own[1]):
            return bool(own[1])
        return bool(self.first(at, a["source"], theirs) == theirs)

    def first(self, at: Path_, ours: Any, theirs: Any) -> Any:
        """Return which of two is kept where only one can be (see `merge`)."""
        if self.base is not None and self.ours.place(at).file == self.base:
            return ours
        return min(ours, theirs, key=str)

    def told_alike(
        self, held: Node, a: dict[str, Any], b: dict[str, Any], at: Path_, of: Path_
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return both without answers to a question that the other tells in another way: by agency, or as counts."""
        ours, theirs = ([way for way in _WAYS if way in one] for one in (a, b))
        if held.kind != "whole" or not ours or not theirs or ours == theirs:
            return a, b
        kept = self.first((*at, ours[0]), ours[0], theirs[0])
        outcome = "ours" if kept == ours[0] else "theirs"
        self.clash(at, of, outcome, ({"value": ours[0]}, {"value": theirs[0]}))
        left, right = ({n: v for n, v in one.items() if n not in _WAYS or n == kept} for one in (a, b))
        return left, right

    def roster(self, held: Node, a: Any, b: Any, at: Path_, of: Path_) -> dict[str, Any]:
        mine, other = mapping(a), mapping(b)
        known = {agency_id(name, self.register) or name: name for name in mine}
        renamed = {known.get(agency_id(name, self.register) or name, name): name for name in other}
        inner = held.entry or held
        here = {}
        for name in dict.fromkeys((*mine, *renamed)):
            agency = agency_id(name, self.register) or name
            if inner.kind != "fact" and agency in self.contested:
                given = [mine.get(name), other.get(renamed.get(name, ""))]
                self.contested[agency].update(str(word(one)) for one in given if one is not None)
            elif name not in renamed:
                here[name] = self.kept(mine[name], self.ours, (*at, name), (*at, name))
            elif name not in mine:
                here[name] = self.kept(other[renamed[name]], self.theirs, (*of, renamed[name]), (*at, name))
                self.done.told["new"] += 1
            elif inner.kind == "fact":
                here[name] = self.fact(inner, mine[name], other[renamed[name]], (*at, name), (*of, renamed[name]))
            elif word(mine[name]) == word(other[renamed[name]]):
                here[name] = self.kept(mine[name], self.ours, (*at, name), (*at, name))
                self.done.told["same"] += 1
            else:  # two answers of one agency: which counts is not for a program to say
                both = (mine[name], other[renamed[name]])
                self.contested[agency] = {str(word(one)) for one in both}
                self.clash((*at, name), (*of, renamed[name]), "open", both)
        return here

    def keyed(self, inner: Node, a: dict[str, Any], b: dict[str, Any], at: Path_, of: Path_) -> dict[str, Any]:
        here = {}
        for key in dict.fromkeys((*a, *b)):
            if key not in b:
                here[key] = self.kept(a[key], self.ours, (*at, key), (*at, key))
            elif key not in a:
                here[key] = self.kept(b[key], self.theirs, (*of, key), (*at, key))
                self.done.told["new"] += facts_in(inner, b[key])
            else:
                here[key] = self.join(inner, a[key], b[key], (*at, key), (*of, key))
        return here

    def entries(self, held: Node, a: list[Any], b: list[Any], at: Path_, of: Path_) -> list[Any]:
        assert held.entry is not None  # a list has entries
        keys = {raw_key(held.entry, item, self.register): i for i, item in enumerate(a)}
        others = {raw_key(held.entry, item, self.register): j for j, item in enumerate(b)}
        here = []
        for key, i in keys.items():
            if key in others:
                j = others[key]
                here.append(self.join(held.entry, a[i], b[j], (*at, i), (*of, j)))
            else:
                here.append(self.kept(a[i], self.ours, (*at, i), (*at, i)))
        for key, j in others.items():
            if key not in keys:
                here.append(self.kept(b[j], self.theirs, (*of, j), (*at, len(here))))
                self.done.told["new"] += 1
        return here

    def fact(self, held: Node, a: Any, b: Any, at: Path_, of: Path_) -> Any:
        value, outcome = join(fact_model(held), a, b, self.whose)
        theirs = outcome in ("new", "sharper")
        if said(fact_model(held).model_validate(b)):
            self.tell(outcome)
        if outcome == "disputed":
            self.clash(at, of, outcome, (a, b))
        return self.kept(value, *((self.theirs, of) if theirs else (self.ours, at)), at)

    def plain(self, a: Any, b: Any, at: Path_, of: Path_) -> Any:
        if isinstance(a, list) and isinstance(b, list):  # documents, names of agencies
            named: dict[Any, Any] = {}
            for item in (*a, *b):
                name = name_of(item, self.register)
                named[name] = one_of(named[name], item, partial(self.first, at)) if name in named else item
            return self.kept(list(named.values()), self.ours, at, at)
        if a == b or b is None or self.same_agency(a, b):
            return self.kept(a, self.ours, at, at)
        value = self.first(at, a, b)
        self.clash(at, of, "ours" if value == a else "theirs", (a, b))
        return self.kept(value, *((self.ours, at) if value == a else (self.theirs, of)), at)

    def same_agency(self, a: Any, b: Any) -> bool:
        """Tell whether both are names of one agency."""
        if not (isinstance(a, str) and isinstance(b, str)):
            return False
        one = agency_id(a, self.register)
        return one is not None and one == agency_id(b, self.register)

    def clash(self, at: Path_, of: Path_, outcome: str, both: tuple[Any, Any]) -> None:
        path = path_at(self.ours.data, at, self.register)
        self.done.clashes.append(Clash(path, self.ours.place(at), self.theirs.place(of), outcome, both))

    def tell(self, outcome: Outcome) -> None:
        self.done.told[outcome] = self.done.told.get(outcome, 0) + 1

    def kept(self, raw: Any, source: Tree, of: Path_, at: Path_) -> Any:
        """Return `raw` as it is, and note that what stands at `at` was read where `source` has it at `of`."""
        tree = self.done.tree
        for end in range(1, len(at)):
            tree.values.setdefault(at[:end], (0, 0))
            tree.elsewhere.setdefault(at[:end], source.place(of[: end if end <= len(of) else len(of)]))
        tree.values[at], tree.elsewhere[at] = (0, 0), source.place(of)
        if of in source.raw:
            tree.raw[at] = source.raw[of]
        parts: Sequence[tuple[Any, Any]] = ()
        if isinstance(raw, dict):
            parts = list(raw.items())
        elif isinstance(raw, list):
            parts = list(enumerate(raw))
        elif at not in tree.raw:
            tree.raw[at] = "" if raw is None else str(raw)
        for part, value in parts:
            self.kept(value, source, (*of, part), (*at, part))
        return raw
