"""The register of agencies: names, aliases, and the functions each of them holds.

A gap is a missing *function*, since regencies merge and split agencies as they like. A name is
taken only when it is in the register or declared in the case; anything else is a question to the user.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from typing import Annotated

from pydantic import Field
from pydantic_core import PydanticCustomError

from diagnose.case.blocks import RegionKind
from diagnose.common import Strict, Text, cached_property, content_file, per_pack, read_content, validate

_LIKE = 0.8  # of the letters: 28 of 29 real misspellings are found so


class Function(Strict):
    """A field of government work that some agency holds, e.g. civil registry."""

    id: str
    name: Text
    holder: Text = Field(description="how to call the agency that holds it, where its local name is not known")
    instead: dict[RegionKind, str] = Field(default={}, description="who answers for it where no agency holds it")


class RegisteredAgency(Strict):
    """An agency as most regencies have it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()


class Ambiguous(Strict):
    """An abbreviation that means different agencies in different regencies."""

    alias: str
    means: tuple[str, ...]


class Naming(Strict):
    """How names of agencies are made up, by which one that nobody has declared may be told."""

    kinds: tuple[str, ...] = Field(description="words that names begin with, such as dinas")
    offices: tuple[str, ...] = Field(description="words of an office before the name of its agency")
    begins: dict[str, tuple[str, ...]] = Field(description="what local names of an agency begin with, by its id")
    endings: dict[str, str] = Field(default={}, description="what an abbreviation at the end of a name stands for")
    no_regions: tuple[str, ...] = Field(description="words after kabupaten or kota that are no name of one")
    one_of_many: tuple[str, ...] = Field(description="agencies of which there are many, each with a name")


class RegisterFile(Strict):
    """The content of ``facts/agencies.yaml``."""

    functions: tuple[Function, ...]
    agencies: tuple[RegisteredAgency, ...]
    ambiguous: tuple[Ambiguous, ...] = ()
    naming: Naming

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The agency of each name, id and alias, by the plain form."""
        return {plain_name(name): a.id for a in self.agencies for name in (a.name, a.id, *a.aliases)}

    def has(self, name: str) -> bool:
        """Tell whether `name` is an agency's id, name or alias."""
        return plain_name(name) in self.names

    def beginning(self, plain: str) -> str | None:
        """Return the agency that a name of this plain form is a local one of, by its first words."""
        said = [(len(begin), key) for key, begins in self.naming.begins.items() for begin in begins
                if plain.startswith(f"{begin} ")]  # fmt: skip
        return max(said)[1] if said else None

    def misspelt(self, plain: str) -> str | None:
        """Return the agency whose name a plain name is misspelt, word for word; a word of the register is none."""
        for near in get_close_matches(plain, self.names, n=5, cutoff=_LIKE):
            pairs = list(zip(plain.split(), near.split(), strict=False))
            if len(plain.split()) == len(near.split()) and all(a == b or self._slip(a, b) for a, b in pairs):
                return self.names[near]
        return None

    def _slip(self, given: str, meant: str) -> bool:
        return given not in self.words and SequenceMatcher(None, given, meant).ratio() >= _LIKE

    @cached_property
    def words(self) -> frozenset[str]:
        """All words that names are made of."""
        return frozenset(word for name in self.names for word in name.split())

    @cached_property
    def doubtful(self) -> Mapping[str, tuple[str, ...]]:
        """The agencies that each ambiguous abbreviation may mean, by the plain form."""
        return {plain_name(a.alias): a.means for a in self.ambiguous}


@per_pack
def register_file() -> RegisterFile:
    """Return the content of ``facts/agencies.yaml``."""
    return validate(RegisterFile, read_content(content_file("facts/agencies.yaml")))


@per_pack
def function_ids() -> tuple[str, ...]:
    """Return the ids of all functions, in the order of the register."""
    return tuple(f.id for f in register_file().functions)


class LocalAgency(Strict):
    """An agency of one regency that is not in the register, or is called otherwise there."""

    name: Annotated[str, Field(min_length=2, max_length=200, pattern=r"\w")]
    same_as: str | None = Field(default=None, description="the agency of the register that this is the local name of")
    aliases: tuple[str, ...] = ()
    functions: tuple[str, ...] | None = Field(default=None, description="what it holds, where the register differs")


class Register:
    """The agencies that names of one case are resolved against: the register's and the case's own."""

    def __init__(self, file: RegisterFile, local: Iterable[LocalAgency] = (), region: str = "", kind: str = "") -> None:
        self._file = file
        self.functions: Mapping[str, Function] = {f.id: f for f in file.functions}
        self._instead = {f.id: other for f in file.functions for at, other in f.instead.items() if at == kind}
        self._agencies = {a.id: a for a in file.agencies}
        self._region = plain_name(region)
        self._ambiguous = dict(file.doubtful)
        self._names = dict(file.names)
        self.called: dict[str, str] = {}
        self._part = ""  # of the case that is being read
        self._written: dict[str, dict[str, None]] = {}  # the names in each part, as they are written
        self._holding: dict[str, str | None] = {}
        for own in local:
            self._add_local(own)

    def _add_local(self, own: LocalAgency) -> None:
        same = self._names.get(plain_name(own.same_as)) if own.same_as else self._names.get(plain_name(own.name))
        key = same or re.sub(r"\W+", "_", plain_name(own.name))
        base = self._agencies.get(key)
        functions = own.functions if own.functions is not None else (base.functions if base else ())
        self._agencies[key] = RegisteredAgency(id=key, name=own.name, functions=functions)
        self.called[key] = own.name
        for name in (own.name, key, *own.aliases):
            self._names[plain_name(name)] = key
            self._ambiguous.pop(plain_name(name), None)

    def resolve(self, name: str) -> str:
        """Return the id of the agency called `name`, and remember how the case writes it.

        Raises:
            PydanticCustomError: as `find`.
        """
        key = self.find(name)
        self._written.setdefault(self._part, {})[name] = None
        if key not in self.called:
            self.called[key] = name.strip()
            self._holding.clear()
        return key

    def begin(self, part: str, read: "Register | None" = None) -> None:
        """Resolve the names of `part` of the case from now on; where it was `read` before, those it had then."""
        self._part = part
        for name in read._written.get(part, ()) if read is not None else ():
            self.resolve(name)

    def find(self, name: str) -> str:
        """Return the id of the agency called `name`.

        Raises:
            PydanticCustomError: the name is unknown, or means different agencies in different regencies.
        """
        plain = self._local(plain_name(name))
        if plain in self._ambiguous:
            means = " / ".join(self._agencies[a].name for a in self._ambiguous[plain])
            raise PydanticCustomError("agency_ambiguous", "ambiguous", {"given": name, "means": means})
        if plain not in self._names and (begins := self._file.beginning(plain)):
            self._add_begun(plain, name, begins)
        if plain not in self._names:
            near = self._file.misspelt(plain)
            hint = self.name(near) if near else ""
            raise PydanticCustomError("agency_unknown", "unknown", {"given": name, "near": hint})
        return self._names[plain]

    def _add_begun(self, plain: str, name: str, begins: str) -> None:
        """Add an agency that does what the one does whose local names begin so; one of many does nothing by itself."""
        functions = () if begins in self._file.naming.one_of_many else self._agencies[begins].functions
        key = re.sub(r"\W+", "_", plain)
        self._agencies[key] = RegisteredAgency(id=key, name=name.strip(), functions=functions)
        self._names[plain] = key

    def _local(self, plain: str) -> str:
        """Take the region off a name that is not known with it."""
        if plain in self._names or plain in self._ambiguous:
            return plain
        for short, full in self._file.naming.endings.items():
            if plain.endswith(f" {short}"):
                bare = plain.removesuffix(f" {short}")
                return next((n for n in (f"{bare} {full}", bare) if n in self._names), plain)
        if self._region and plain.endswith(self._region):
            plain = plain.removesuffix(self._region).strip()
        return re.sub(r" (kabupaten|kab|kota)$", "", plain)

    def same_as(self, other: "Register") -> bool:
        """Tell whether `other` names the same agencies in the same way; cases of one region come to differ in it."""
        return self.called == other.called and self._agencies == other._agencies

    def has(self, name: str) -> bool:
        """Tell whether `name` is an agency's id, name or alias."""
        return plain_name(name) in self._names

    def name(self, key: str) -> str:
        """Return how the case calls the agency `key`; the register's name where it never does."""
        return self.called.get(key) or (self._agencies[key].name if key in self._agencies else key)

    def holds(self, key: str) -> tuple[str, ...]:
        """Return the functions that the agency `key` holds."""
        return self._agencies[key].functions if key in self._agencies else ()

    def holding(self, function: str) -> str | None:
        """Return the id of the agency that holds `function` here: one that the case names, else the usual one."""
        if function not in self._holding:
            local = [key for key in self.called if function in self.holds(key)]
            if not local and function in self._instead:
                return self.holding(self._instead[function])
            usual = [a.id for a in self._agencies.values() if function in a.functions]
            among = local or usual
            self._holding[function] = min(among, key=lambda key: (len(self.holds(key)), key)) if among else None
        return self._holding[function]

    def holder(self, function: str, lang: str) -> str:
        """Return how to call whoever holds `function` here: the case's own name for it, else the usual one."""
        key = self.holding(function)
        if key in self.called:
            return self.called[key]
        held = function in self.holds(key or "")
        return self.functions[function if held else self._instead.get(function, function)].holder.get(lang)


def plain_name(name: str) -> str:
    """Fold case, dots, punctuation and spaces: ``D.P.M.D.`` and ``dpmd`` are one name."""
    folded = name.casefold().replace(".", "").replace("&", " dan ")
    return " ".join(re.sub(r"[^\w]+", " ", folded).split())
