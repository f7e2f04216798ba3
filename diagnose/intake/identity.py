"""What files tell of themselves: the region and the year that they are of, to be accepted or said otherwise."""

import re
from collections.abc import Sequence
from typing import Any

from diagnose.case import REGION_KINDS
from diagnose.intake.records import Intake

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def suggested(intakes: Sequence[Intake]) -> dict[str, Any]:
    """Return what files say of themselves: a region by name, and the year in the title of a document."""
    found: dict[str, Any] = {}
    for intake in intakes:
        for text in intake.about:
            kind, _, name = " ".join(text.split()).partition(" ")
            if kind.casefold() in REGION_KINDS and name:
                found.setdefault("region.name", f"{kind.title()} {name.title() if name.isupper() else name}")
        titles = [str(d.get("title", "")) for d in intake.tree.data.get("documents") or () if isinstance(d, dict)]
        years = [int(y) for title in titles for y in _YEAR.findall(title)] or sorted(intake.years)
        if years:
            found.setdefault("year", years[-1])
    return found
