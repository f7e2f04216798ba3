"""The colours of the ladder and of memos, as ``templates/palette.yaml`` has them."""

from typing import Annotated

from pydantic import Field

from diagnose.common import Strict, per_pack, read_content, template, validate

Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


class Level(Strict):
    """The colour of a cell at one level, and of what is written on it."""

    fill: Colour
    ink: Colour


class Palette(Strict):
    """Every colour of the ladder, and what else a memo uses."""

    levels: Annotated[tuple[Level, ...], Field(min_length=4, max_length=4)]
    ink: Colour
    gained: Colour
    lost: Colour
    line: Colour
    hatch: Colour
    head: Colour
    band: Colour


@per_pack
def palette() -> Palette:
    """Return the colours.

    Raises:
        InputError: with everything that is wrong with the file.
    """
    return validate(Palette, read_content(template("palette.yaml")))
