"""Facts as the leaves of an explanation: in words, with their source and the place in the case file."""

from collections.abc import Iterable, Mapping
from typing import Any

from diagnose.analysis.why.records import Leaf
from diagnose.case import FactEntry, code_names, locate, pattern_of, questionnaire, vocabulary
from diagnose.common import Place
from diagnose.diagnosis import Diagnosed

_BOUNDS = frozenset({"at_least", "at_most"})
_NAMED_ABOVE = frozenset({"name", "id", "item", "obstacle", "suggestion"})  # the name of the fact says it already

_TOGETHER = 3  # from so many facts on that say the same, one line tells them all


def leaves(
    diagnosed: Diagnosed, paths: Iterable[str], agencies: Mapping[str, tuple[str, ...]] | None = None
) -> list[Leaf]:
    """Return the facts at `paths`, each once; `agencies` names those that a fact was read for."""
    of = agencies or {}
    return [leaf(diagnosed, path, of.get(path, ())) for path in dict.fromkeys(paths)]


def leaf(diagnosed: Diagnosed, path: str, agencies: tuple[str, ...] = ()) -> Leaf:
    """Return the fact at `path`; one that the case does not state is unknown."""
    entry = diagnosed.case.facts.get(path)
    stated = entry is not None and (entry.known or entry.planned is not None)
    place = _place(diagnosed, path) if stated else None
    return Leaf(
        path=path,
        name=diagnosed.phrases.fact(path),
        key=_key(diagnosed, path),
        value=entry.value if entry else None,
        said="; ".join(filter(None, (_said(diagnosed, path, entry), diagnosed.phrases.promised(entry)))),
        source=entry.source if entry else None,
        year=entry.year if entry else None,
        note=_note(diagnosed, entry) if entry else None,
        disputed=_disputed(diagnosed, entry),
        agencies=agencies,
        file=place.file if place else None,
        line=place.line or None if place else None,
    )


def _note(diagnosed: Diagnosed, entry: FactEntry) -> str | None:
    """Return what is remarked on a fact; of one that nobody states, why it follows from another."""
    rule = next((r for r in vocabulary().follows if r.follows == entry.derived), None)
    return entry.note if rule is None else rule.because.get(diagnosed.lang)


def together(facts: Iterable[Leaf]) -> list[list[Leaf]]:
    """Put together entries of a list that say the same by the same source, where there are several; the rest alone."""
    alike: dict[object, list[Leaf]] = {}
    for fact in facts:
        shared = fact.agencies if len(fact.agencies) > 1 else ()
        key = (pattern_of(fact.path), fact.said, fact.source, fact.file, shared, fact.disputed)
        alike.setdefault(key if fact.key else fact.path, []).append(fact)
    return [part for group in alike.values() for part in ([group] if len(group) >= _TOGETHER else [[f] for f in group])]


def _key(diagnosed: Diagnosed, path: str) -> str:
    key = path.partition("[")[2].rpartition("]")[0]
    return diagnosed.case.register.name(key)


def _place(diagnosed: Diagnosed, path: str) -> Place | None:
    """Return where the file states the fact: itself, its name in a bare list of names, or what it stands in."""
    found = locate(diagnosed.case, path)
    if found is not None and found.line:
        return found
    tree = diagnosed.case.tree
    whole, _, key = path.partition("[")
    loc: tuple[str | int, ...] = tuple(whole.split("."))
    for i, name in enumerate(_at(tree.data, loc)):
        if (
            isinstance(name, str)
            and diagnosed.case.register.has(name)
            and _same(diagnosed, name, key.rpartition("]")[0])
        ):
            return tree.place((*loc, i))
    while loc:
        if loc in tree.values and tree.place(loc, key=True).line:
            return tree.place(loc, key=True)
        loc = loc[:-1]
    return None


def _at(data: Any, loc: tuple[str | int, ...]) -> list[Any]:
    for part in loc:
        data = data.get(part) if isinstance(data, dict) else None
    return data if isinstance(data, list) else []


def _same(diagnosed: Diagnosed, name: str, agency: str) -> bool:
    return diagnosed.case.register.find(name) == agency


def _disputed(diagnosed: Diagnosed, entry: FactEntry | None) -> tuple[str, ...]:
    if entry is None:
        return ()
    return tuple(f"{diagnosed.phrases.value(value, entry.path)} [{source or '-'}]" for value, source in entry.disputed)


def _said(diagnosed: Diagnosed, path: str, entry: FactEntry | None) -> str:
    if entry is None or entry.value is None:
        return diagnosed.words["unknown_value"]
    if isinstance(entry.value, dict) and not entry.value.keys() <= _BOUNDS:
        return _record(diagnosed, path, entry.value)
    return diagnosed.phrases.value(entry.value, entry.path)


def _record(diagnosed: Diagnosed, path: str, value: Mapping[str, Any]) -> str:
    """Write an entry of a list: that it is there, and what it says in words where the words are known."""
    if path.startswith("questionnaire.items["):
        return _tally(diagnosed, path, value)
    keys, register = code_names(), diagnosed.case.register
    parts = []
    for name, part in value.items():
        if name in _NAMED_ABOVE or not isinstance(part, str):
            continue
        text = keys.get(part)
        parts.append(text.get(diagnosed.lang) if text else register.name(part) if register.holds(part) else "")
    named = diagnosed.phrases.fact(path)
    more = ", ".join(part for part in parts if part and part not in named)
    return diagnosed.words["why.on_record"] + (f" ({more})" if more else "")


def _tally(diagnosed: Diagnosed, path: str, value: Mapping[str, Any]) -> str:
    """Write how often each answer was given, or by whom, with the words of the questionnaire."""
    asked = path.partition("[")[2].rpartition("]")[0]
    question = questionnaire().by_id.get(asked)
    answers = question.answers if question else {}

    def word(code: str) -> str:
        return answers[code].get(diagnosed.lang) if code in answers else diagnosed.case.register.name(code)

    flat = value["answers"] if isinstance(value.get("answers"), dict) else value
    return "; ".join(
        f"{word(name)}: {word(part) if isinstance(part, str) else diagnosed.phrases.value(part)}"
        for name, part in flat.items()
    )
