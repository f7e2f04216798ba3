"""What an answer cites: a document that the case or the rules list, or a new one."""

import re

from diagnose.case import Case, load_sources
from diagnose.common import InputError, Place, Problem, nearest

Citation = tuple[str, dict[str, str] | None]  # what is cited, and the document to add to the case, if it lacks it


def cite(case: Case, text: str) -> Citation:
    """Return how a fact cites `text` ("SK-12/2022 lampiran": a document and the place in it).

    Raises:
        InputError: it is no citation, or the document lists its places and this is none of them.
    """
    said = " ".join(text.split())
    if not re.fullmatch(r"\S+( .+)?", said) or len(said) > 200 or not said.isprintable():
        raise InputError([Problem(Place("--source"), "source_form", {"given": text})])
    name, _, place = said.partition(" ")
    places = {s.id: tuple(s.places) for s in load_sources()} | {d.id: d.places for d in case.documents}
    if name not in places:
        return said, {"id": name, "title": said}
    if places[name] and place not in places[name]:
        values = {"given": place, "document": name, "expected": ", ".join(places[name])}
        raise InputError(
            [Problem(Place("--source"), "place_unknown", {**values, "near": nearest(place, places[name])})]
        )
    return said, None
