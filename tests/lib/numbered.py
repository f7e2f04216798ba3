"""Cases made from a number, the same each time; bounds, drafts, disputes and contradictions included."""

import random
from typing import Any

from diagnose.case.load import case_from
from diagnose.case.model import Case
from diagnose.case.overlay import Change, overlay
from diagnose.common.problems import InputError
from tests.lib.anything import AGENCIES, KINDS, YEARS, settable
from tests.lib.generated import CASES, SETTABLE, SHIPPED

ORDERED = ("no", "draft", "yes"), ("none", "some", "most", "all")
TALLIES = {
    "understands_situation": ("fully", "partly"),
    "team_active": ("active", "not_fully", "cannot_judge"),
    "names_causes": ("yes", "no"),
    "attended_rembuk": ("yes", "no"),
}
KNOWN = {path: tuple(v for v in values if v is not None) for path, values in SETTABLE.items()}


def numbered(number: int) -> tuple[Case, int]:
    """Return the case of that number, and how many of the statements made for it had to be left out."""
    chance = random.Random(number)
    if chance.random() < 0.5:
        case, places = CASES[chance.choice(SHIPPED)], KNOWN
    else:
        kind, year = chance.choice(KINDS), chance.choice(YEARS)
        case, places = begun(kind, year, chance), settable(kind, year)
    paths = chance.sample(sorted(places), min(len(places), chance.randint(1, 30)))
    changes = [Change(path, said(places[path], chance)) for path in paths]
    try:
        return overlay(case, changes), 0
    except InputError:
        left_out = 0
    for change in changes:  # what one case cannot hold together is left out, statement by statement
        try:
            case = overlay(case, [change])
        except InputError:
            left_out += 1
    return case, left_out


def begun(kind: str, year: int, chance: random.Random) -> Case:
    """A region of which little is known: of some agencies whether they have targets, and some answers counted."""
    region = {"code": "99.99", "name": f"{kind.capitalize()} Contoh", "kind": kind}
    data = {"region": region, "year": year, "fictional": True}
    goals = {"agencies": {name: chance.choice(ORDERED[0]) for name in chance.sample(AGENCIES, chance.randint(0, 4))}}
    counted = {"items": tallies(chance)} if chance.random() < 0.6 else {}
    for more in ({"goals": goals, "questionnaire": counted}, {"goals": goals}):
        try:
            return case_from({**data, **more})
        except InputError:  # answers that cannot add up
            continue
    return case_from(data)


def said(values: tuple[Any, ...], chance: random.Random) -> Any:
    """A value, nothing, a bound, two, or sides that contradict each other."""
    scale = next((s for s in ORDERED if set(values) <= set(s)), values)
    ordered = [v for v in scale if v in values]
    value, way = chance.choice(values), chance.randrange(10)
    if way < 4 or len(ordered) < 2 or (isinstance(value, str) and scale is values):
        return value
    if way == 4:
        return None
    if way in (5, 6):
        return {"at_least" if way == 5 else "at_most": value}
    low, high = sorted(chance.sample(range(len(ordered)), 2))
    if way == 7:
        return {"at_least": ordered[low], "at_most": ordered[high]}
    return {"disputed": [{"value": ordered[low]}, {"value": ordered[high]}]}


def tallies(chance: random.Random) -> dict[str, Any]:
    """Answers of agencies counted, some of them within bounds only."""
    found = {}
    for item in chance.sample(sorted(TALLIES), chance.randint(1, len(TALLIES))):
        answers = chance.sample(TALLIES[item], chance.randint(1, len(TALLIES[item])))
        found[item] = {"tally": {a: chance.choice((0, 1, 2, 5, {"at_most": 2}, {"at_least": 1})) for a in answers}}
    return found
