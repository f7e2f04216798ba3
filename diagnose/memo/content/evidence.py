"""Facts as memos tell them: by name, value and source, those of one list together; what many criteria read, once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from string import ascii_uppercase
from typing import Any

from diagnose.case import Case, pattern_of
from diagnose.common import words
from diagnose.diagnosis import Diagnosis, Phrases
from diagnose.memo.content.facts import NOTHING, Fact, Facts, Told
from diagnose.memo.content.statement import Statement, state

_SHORT = 3  # facts of one list that are told wherever they are read
_BOUNDS = ("at_least", "at_most")


class Evidence:
    """The facts of one case; those of long lists that several criteria of `diagnosis` read are numbered."""

    def __init__(self, case: Case, phrases: Phrases, diagnosis: Diagnosis) -> None:
        self.case, self.phrases, self.lang = case, phrases, phrases.lang
        self.w = words(self.lang)
        self.numbers: dict[str, int] = {}
        self.lists = {facts.letter: facts for facts in self._lists(diagnosis)}
        self.letters = {pattern_of(facts.title.ids[0]): letter for letter, facts in self.lists.items()}

    def fact(self, path: str) -> Fact:
        """Return the fact at `path`."""
        entry = self.case.facts.get(path)
        known = entry is not None and entry.known
        source = (entry.source if entry else None) or (self.w["source_not_stated"] if known else "-")
        return self.figure(path, entry.value if entry else None, source)

    def figure(self, path: str, value: Any, source: str | None) -> Fact:
        """Return the fact at `path` as one `source` has it."""
        return Fact(
            name=state(self.phrases.fact(path), path),
            value=state(self.value(path, value), path),
            source=state(source or self.w["source_not_stated"], path),
        )

    def value(self, path: str, value: Any) -> str:
        """Write the value of a fact, days as people write them; an entry of a list is there, whatever more it says."""
        if not isinstance(value, dict) or path.startswith("questionnaire.items["):
            return self.phrases.value(value, path)
        if not value.keys() <= set(_BOUNDS):
            return self.w["why.on_record"]
        return self.phrases.value(value, path)

    def read(self, paths: Iterable[str]) -> tuple[Facts, ...]:
        """Return the facts at `paths`, those of one list together; of a numbered list, their numbers."""
        found: list[Facts] = []
        for pattern, some in self._kinds(paths).items():
            if pattern in self.letters:
                found.append(self._referred(some, self.letters[pattern]))
            elif len(told := tuple(self._told(some))) < len(some):
                found.append(Facts(self._title(some), told))
            else:
                found += map(self._alone, some)
        return _sourced_once(found)

    def _kinds(self, paths: Iterable[str]) -> Mapping[str, list[str]]:
        kinds: dict[str, list[str]] = {}
        for path in paths:
            kinds.setdefault(pattern_of(path) if self.phrases.among(path) else path, []).append(path)
        return kinds

    def _alone(self, path: str) -> Facts:
        fact = self.fact(path)
        return Facts(fact.name, (Told(fact.value, NOTHING, state(self._source(path), path)),))

    def _lists(self, diagnosis: Diagnosis) -> Iterator[Facts]:
        """Yield the long lists that more than one criterion reads, each fact numbered in the order told."""
        readings = [self._kinds(r.fact for r in c.read) for a in diagnosis.aspects for c in a.criteria]
        kinds: dict[str, list[list[str]]] = {}
        for reading in readings:
            for pattern, some in reading.items():
                kinds.setdefault(pattern, []).append(some)
        long = [times for times in kinds.values() if len(times) > 1 and max(map(len, times)) > _SHORT]
        for letter, times in zip(ascii_uppercase, long, strict=False):
            paths = list(dict.fromkeys(path for some in times for path in some))
            yield Facts(self._title(paths), tuple(self._told(paths, letter)), letter)

    def _title(self, paths: Sequence[str]) -> Statement:
        together, _ = self.phrases.among(paths[0]) or ("", "")
        return state(together, *paths)

    def _told(self, paths: Sequence[str], letter: str = "") -> Iterator[Told]:
        """Yield `paths` by value and source, numbered under `letter` where there is one."""
        groups: dict[str, dict[str, list[str]]] = {}
        for path in paths:
            groups.setdefault(self._shared(path), {}).setdefault(self._source(path), []).append(path)
        number = 0
        for value, sources in groups.items():
            for source, some in sources.items():
                names = [(self.phrases.among(path) or ("", path))[1] for path in some]
                if letter:
                    for at, path in enumerate(some):
                        number += 1
                        self.numbers[path] = number
                        names[at] = f"{letter}{number} {names[at]}"
                between = "; " if any("," in name for name in names) else ", "
                yield Told(state(value, *some), state(between.join(names), *some), state(source, *some))

    def _referred(self, paths: Sequence[str], letter: str) -> Facts:
        """Return the facts at `paths` by their numbers in the list `letter`."""
        values: dict[str, list[str]] = {}
        for path in paths:
            values.setdefault("" if self._entry(path) else self._shared(path), []).append(path)
        told = (
            Told(state(value, *some), state(_ranges([self.numbers[p] for p in some], letter), *some), NOTHING)
            for value, some in values.items()
        )
        return Facts(self._title(paths), tuple(told))

    def _entry(self, path: str) -> dict[str, Any] | None:
        """Return what an entry of a list says of itself; None where `path` is another fact."""
        entry = self.case.facts.get(path)
        value = entry.value if entry else None
        return value if isinstance(value, dict) and self.value(path, value) == self.w["why.on_record"] else None

    def _shared(self, path: str) -> str:
        """Return the value that facts of a list can share: for an entry the agency whose it is, if that is told."""
        entry = self._entry(path)
        return self.fact(path).value.text if entry is None else self.case.register.name(entry.get("agency", ""))

    def _source(self, path: str) -> str:
        source = self.fact(path).source.text
        return "" if source == "-" else source


def _ranges(numbers: Iterable[int], letter: str) -> str:
    """Write `numbers` under `letter` as ranges: A1-A3, A5."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{letter}{r[0]}" + (f"–{letter}{r[-1]}" if len(r) > 1 else "") for r in runs)


def _sourced_once(facts: Sequence[Facts]) -> tuple[Facts, ...]:
    """Return `facts` with a source that single facts next to one another share told behind the last of them."""
    found = list(facts)
    for at, (one, other) in enumerate(pairwise(facts)):
        first, second = one.told[0], other.told[0]
        if not first.names and not second.names and first.source.text == second.source.text:
            found[at] = Facts(one.title, (replace(first, source=NOTHING),))
    return tuple(found)
