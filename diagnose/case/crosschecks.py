"""What a model cannot see of a case file: citations, codes, names and numbers that must fit one another.

All but the last work on the raw file, so that they speak up together with what the model finds.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.case.blocks import ListBlock
from diagnose.case.fields import respondents
from diagnose.case.model import Case
from diagnose.case.questionnaire import counted, named_lists, questionnaire
from diagnose.case.register import Register, function_ids, register_file
from diagnose.case.shape import node_at, shape
from diagnose.case.sources import load_sources
from diagnose.case.survey import word
from diagnose.case.vocabulary import vocabulary
from diagnose.common import Problem, Tree, nearest, per_pack, whole_number

Loc = tuple[str | int, ...]


def cross_check(tree: Tree, register: Register) -> list[Problem]:
    """Return everything in the raw file that does not fit together."""
    return [
        *_citations(tree),
        *_local_agencies(tree),
        *_agencies_twice(tree, register),
        *_answers(tree, register),
        *_codes(tree),
        *_years(tree),
    ]


def _at(data: Any, *path: str | int) -> Any:
    """Return what stands at `path`, whatever shape the file has; None where nothing does."""
    for part in path:
        if isinstance(data, dict) and part in data:
            data = data[part]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _mapping(data: Any, *path: str | int) -> dict[str, Any]:
    found = _at(data, *path)
    return found if isinstance(found, dict) else {}


def _list(data: Any, *path: str | int) -> list[Any]:
    found = _at(data, *path)
    return found if isinstance(found, list) else []


def _near(given: str, known: Any, **more: object) -> dict[str, object]:
    return {"given": given, "near": nearest(given, known), "expected": ", ".join(known), **more}


def _citations(tree: Tree) -> Iterator[Problem]:
    """Find citations of documents, or of places in them, that neither the case nor the rules list."""
    documents = {source.id: tuple(source.places) for source in load_sources()}
    for document in _list(tree.data, "documents"):
        if isinstance(document, dict) and isinstance(document.get("id"), str):
            documents[document["id"]] = tuple(str(place) for place in _list(document, "places"))
    for loc, raw in tree.raw.items():
        if loc[:1] == ("documents",) and loc[2:3] == ("conclusions",):
            name = str(_at(tree.data, *loc[:2], "id"))
            if documents.get(name) and raw not in documents[name]:
                yield Problem(tree.place(loc), "place_unknown", _near(raw, documents[name], document=name))
    for loc, raw in tree.raw.items():
        if loc and loc[-1] == "source":
            name, _, place = raw.partition(" ")
            if name not in documents:
                yield Problem(tree.place(loc), "source_unknown", _near(name, documents))
            elif documents[name] and place not in documents[name]:
                yield Problem(tree.place(loc), "place_unknown", _near(place, documents[name], document=name))


def _local_agencies(tree: Tree) -> Iterator[Problem]:
    for i, own in enumerate(_list(tree.data, "agencies")):
        same_as = _at(own, "same_as")
        if isinstance(same_as, str) and not register_file().has(same_as):
            ids = [agency.id for agency in register_file().agencies]
            yield Problem(tree.place(("agencies", i, "same_as")), "same_as_unknown", _near(same_as, ids))
        for j, function in enumerate(_list(own, "functions")):
            if function not in function_ids():
                loc = ("agencies", i, "functions", j)
                yield Problem(tree.place(loc), "function_unknown", _near(str(function), function_ids()))


def _agencies_twice(tree: Tree, register: Register) -> Iterator[Problem]:
    """Find two names of one agency where each agency may be named once: the second would overwrite the first."""
    for loc in _rosters(tree):
        seen: dict[str, str] = {}
        named = _at(tree.data, *loc)
        for i, name in enumerate(named if isinstance(named, dict | list) else ()):
            try:
                key = register.resolve(name) if isinstance(name, str) else ""
            except PydanticCustomError:
                continue  # the model tells what is wrong with the name
            if key and key in seen:
                place = tree.place((*loc, name if isinstance(named, dict) else i), key=True)
                yield Problem(place, "agency_twice", {"given": name, "other": seen[key]})
            seen.setdefault(key, name if isinstance(name, str) else "")


@per_pack
def _plain_rosters() -> tuple[Loc, ...]:
    """Return where the model has each agency named at most once."""
    rosters = (n for n in shape().walk() if n.kind == "roster" and "[*]" not in n.path)
    asked = (n for n in shape().walk() if n.kind == "plain" and n.value == "agencies" and n.path == respondents())
    return tuple(tuple(node.path.split(".")) for node in (*rosters, *asked))


def _rosters(tree: Tree) -> Iterator[Loc]:
    """Yield where each agency may be named once."""
    yield from _plain_rosters()
    if survey := vocabulary().survey:
        for item in _mapping(tree.data, survey, "items"):
            yield (survey, "items", item, "answers")


def _resolved(name: object, register: Register) -> str | None:
    """Return the agency called `name`; None where that cannot be told (the model says what is wrong with a name)."""
    try:
        return register.resolve(name) if isinstance(name, str) else None
    except PydanticCustomError:
        return None


def _answers(tree: Tree, register: Register) -> Iterator[Problem]:
    questions = questionnaire().by_id
    survey = vocabulary().survey
    if survey is None:
        return
    named = _list(tree.data, survey, "respondents")
    asked, known = len(named), {_resolved(name, register) for name in named}
    for item in _mapping(tree.data, survey, "items"):
        loc: Loc = (survey, "items", item)
        if item not in questions:
            yield Problem(tree.place(loc, key=True), "question_unknown", _near(item, questions))
            continue
        tally, answers = _mapping(tree.data, *loc, "tally"), _mapping(tree.data, *loc, "answers")
        for answer in tally:
            if answer not in questions[item].answers:
                place = tree.place((*loc, "tally", answer), key=True)
                yield Problem(place, "answer_unknown", _near(answer, questions[item].answers))
        for name, raw in answers.items():
            agency = _resolved(name, register)
            if asked and agency is not None and None not in known and agency not in known:
                yield Problem(tree.place((*loc, "answers", name), key=True), "not_a_respondent", {"given": name})
            given = word(raw)
            if isinstance(given, str) and given not in questions[item].answers:
                place = tree.place((*loc, "answers", name))
                yield Problem(place, "answer_unknown", _near(given, questions[item].answers))
        counts = (_at(c, "at_least") or _at(c, "value") if isinstance(c, dict) else c for c in tally.values())
        total = sum(c for c in counts if isinstance(c, int)) or len(answers)
        if asked and total > asked:
            yield Problem(tree.place(loc, key=True), "tally_exceeds", {"given": total, "limit": asked})


def _codes(tree: Tree) -> Iterator[Problem]:
    for path, names in named_lists().items():
        known = [named.id for named in names]
        loc = tuple(path.split("."))
        node = node_at(path)
        name = node.key[0] if node is not None else ""
        for i, entry in enumerate(_list(tree.data, *loc)):
            code = _at(entry, name)
            if isinstance(code, str) and code not in known:
                yield Problem(tree.place((*loc, i, name)), "code_unknown", _near(code, known))


def _years(tree: Tree) -> Iterator[Problem]:
    """Find years that have not come, where nothing of the kind can be of one."""
    this_year = date.today().year
    ahead = [tuple(b.list.split(".")) for b in vocabulary().blocks if isinstance(b, ListBlock) and b.future]
    for loc, raw in tree.raw.items():
        if len(loc) < 2 or loc[-1] != "year" or (whole_number(raw) or 0) <= this_year:
            continue
        if not any(loc[: len(path)] == path for path in ahead):
            yield Problem(tree.place(loc), "year_in_future", {"given": raw})


def check_numbers(case: Case, tree: Tree) -> Iterator[Problem]:
    """Find numbers that exceed what they are part of, or what stands above them in the same entry."""
    for part, whole in vocabulary().parts():
        if part not in case.facts or whole not in case.facts:
            continue
        low, limit = case.facts[part].low, case.facts[whole].high
        if low > limit:
            values = {"field": part, "given": int(low), "limit": int(limit)}
            yield Problem(tree.place(tuple(part.split("."))), "part_exceeds", values)
    yield from _out_of_order(case, tree)
    asked, questions = len(case.survey.respondents), questionnaire().by_id
    for item, found in case.survey.items.items() if asked else ():
        if item not in questions:  # told already
            continue
        most = sum(counted(item, found)[1].values())
        if most < asked:
            place = tree.place((str(vocabulary().survey), "items", item), key=True)
            yield Problem(place, "tally_short", {"given": int(most), "limit": asked})
    yield from _counted_of_asked(case, tree)


def _out_of_order(case: Case, tree: Tree) -> Iterator[Problem]:
    """Find figures of an entry above the one of the same entry that they cannot exceed."""
    for lesser, greater in vocabulary().in_order():
        entries, _, field = lesser.partition("[*].")
        other = greater.rpartition(".")[2]
        for i, item in enumerate(case.listed(entries) or ()):
            low, high = getattr(item, field).bounds()[0], getattr(item, other).bounds()[1]
            if low > high:
                values = {"field": lesser, "given": f"{low:g}", "other": other, "limit": f"{high:g}"}
                yield Problem(tree.place((*entries.split("."), i, field)), "out_of_order", values)


def _counted_of_asked(case: Case, tree: Tree) -> Iterator[Problem]:
    """Find counts of respondents that exceed those who were asked."""
    asked, survey = len(case.survey.respondents), vocabulary().survey
    for node in shape().children[survey].walk() if asked and survey else ():
        for i, item in enumerate(case.listed(node.path) or () if node.kind == "list" else ()):
            for child in node.entry.children.values() if node.entry is not None else ():
                if child.kind == "fact" and child.value == "count" and getattr(item, child.name).bounds()[0] > asked:
                    given = int(getattr(item, child.name).bounds()[0])
                    place = tree.place((*node.path.split("."), i, child.name))
                    yield Problem(place, "tally_exceeds", {"given": given, "limit": asked})
