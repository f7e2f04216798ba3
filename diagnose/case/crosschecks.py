"""What a model cannot see of a case file: citations, codes, names and numbers that must fit one another.

All but the last work on the raw file, so that they speak up together with what the model finds.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.case.governance import word
from diagnose.case.model import Case
from diagnose.case.questionnaire import counted, questionnaire
from diagnose.case.register import Register, function_ids, register_file
from diagnose.case.sources import load_sources
from diagnose.common import Problem, Tree, nearest

Loc = tuple[str | int, ...]

# a number and the number it is part of
PARTS = (
    ("tpps.kecamatan.formed", "region.kecamatan"),
    ("tpps.kecamatan.active", "region.kecamatan"),
    ("tpps.desa.formed", "region.desa_kelurahan"),
    ("tpps.desa.active", "region.desa_kelurahan"),
    ("dana_desa.villages_using", "region.desa_kelurahan"),
    ("sosialisasi.kecamatan_reached", "region.kecamatan"),
    ("sosialisasi.desa_reached", "region.desa_kelurahan"),
    ("lokus.villages", "region.desa_kelurahan"),
    ("desa_convergence.reported", "region.desa_kelurahan"),
    ("desa_convergence.above_40_percent", "region.desa_kelurahan"),
    ("desa_convergence.performing_well", "region.desa_kelurahan"),
    ("desa_convergence.above_40_percent", "desa_convergence.reported"),
    ("desa_convergence.performing_well", "desa_convergence.reported"),
)


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
    places: list[Loc] = [("decree", "members", "agencies"), ("goals", "agencies"), ("questionnaire", "respondents")]
    places += [("questionnaire", "items", item, "answers") for item in _mapping(tree.data, "questionnaire", "items")]
    for loc in places:
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


def _resolved(name: object, register: Register) -> str | None:
    """Return the agency called `name`; None where that cannot be told (the model says what is wrong with a name)."""
    try:
        return register.resolve(name) if isinstance(name, str) else None
    except PydanticCustomError:
        return None


def _answers(tree: Tree, register: Register) -> Iterator[Problem]:
    questions = {q.id: q.answers for q in questionnaire().questions}
    asked = len(_list(tree.data, "questionnaire", "respondents"))
    respondents = {_resolved(name, register) for name in _list(tree.data, "questionnaire", "respondents")}
    for item in _mapping(tree.data, "questionnaire", "items"):
        loc: Loc = ("questionnaire", "items", item)
        if item not in questions:
            yield Problem(tree.place(loc, key=True), "question_unknown", _near(item, questions))
            continue
        tally, answers = _mapping(tree.data, *loc, "tally"), _mapping(tree.data, *loc, "answers")
        for answer in tally:
            if answer not in questions[item]:
                place = tree.place((*loc, "tally", answer), key=True)
                yield Problem(place, "answer_unknown", _near(answer, questions[item]))
        for name, raw in answers.items():
            agency = _resolved(name, register)
            if asked and agency is not None and None not in respondents and agency not in respondents:
                yield Problem(tree.place((*loc, "answers", name), key=True), "not_a_respondent", {"given": name})
            given = word(raw)
            if isinstance(given, str) and given not in questions[item]:
                place = tree.place((*loc, "answers", name))
                yield Problem(place, "answer_unknown", _near(given, questions[item]))
        counts = (_at(c, "at_least") or _at(c, "value") if isinstance(c, dict) else c for c in tally.values())
        total = sum(c for c in counts if isinstance(c, int)) or len(answers)
        if asked and total > asked:
            yield Problem(tree.place(loc, key=True), "tally_exceeds", {"given": total, "limit": asked})


def _codes(tree: Tree) -> Iterator[Problem]:
    content = questionnaire()
    for field, name, known in (
        ("obstacles", "obstacle", [o.id for o in content.obstacles]),
        ("suggestions", "suggestion", [s.id for s in content.suggestions]),
    ):
        for i, entry in enumerate(_list(tree.data, field)):
            code = _at(entry, name)
            if isinstance(code, str) and code not in known:
                yield Problem(tree.place((field, i, name)), "code_unknown", _near(code, known))


def _years(tree: Tree) -> Iterator[Problem]:
    """Find years that have not come, where only a target can be of one."""
    this_year = date.today().year
    for loc, raw in tree.raw.items():
        if len(loc) > 1 and loc[0] != "targets" and loc[-1] == "year" and raw.isdigit() and int(raw) > this_year:
            yield Problem(tree.place(loc), "year_in_future", {"given": raw})


def check_numbers(case: Case, tree: Tree) -> Iterator[Problem]:
    """Find numbers that exceed what they are part of."""
    for part, whole in PARTS:
        low, limit = case.facts[part].low, case.facts[whole].high
        if low > limit:
            values = {"field": part, "given": int(low), "limit": int(limit)}
            yield Problem(tree.place(tuple(part.split("."))), "part_exceeds", values)
    asked = len(case.questionnaire.respondents)
    for item, found in case.questionnaire.items.items() if asked else ():
        most = sum(counted(item, found)[1].values())
        if most < asked:
            place = tree.place(("questionnaire", "items", item), key=True)
            yield Problem(place, "tally_short", {"given": int(most), "limit": asked})
    for i, named in enumerate(case.questionnaire.named_agencies):
        if asked and named.by.bounds()[0] > asked:
            place = tree.place(("questionnaire", "named_agencies", i, "by"))
            yield Problem(place, "tally_exceeds", {"given": int(named.by.bounds()[0]), "limit": asked})
