"""The register of sources that facts and rules cite."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from diagnose.case.values import TextValue, Year
from diagnose.common import Strict, Text, content_file, per_pack, read_content, validate


def _places(raw: object) -> object:
    """Take a bare list of places as places of which nothing more is said."""
    return dict.fromkeys(raw) if isinstance(raw, list) and all(isinstance(p, str) for p in raw) else raw


class Source(Strict):
    """A document that rules and facts cite, with the places in it that may be cited.

    A place can say what stands there; in a secondary source, also where it was read. `conclusions` are the places
    where it concludes rather than reports.
    """

    id: Annotated[str, Field(pattern=r"^\S+$", max_length=40)]
    title: TextValue
    year: Year | None = None
    grade: Literal["official", "secondary", "study"]
    places: Annotated[dict[str, Text | None], Field(min_length=1), BeforeValidator(_places)]
    conclusions: tuple[str, ...] = ()


class SourcesFile(Strict):
    """The content of ``rules/sources.yaml``."""

    sources: tuple[Source, ...] = ()


@per_pack
def load_sources() -> tuple[Source, ...]:
    """Return the register of sources that ships with the rules."""
    return validate(SourcesFile, read_content(content_file("rules/sources.yaml"))).sources
