"""What a memo template tells of itself, in a head of YAML between two lines ``---``; all of it may be left out."""

import re
from typing import Annotated, Literal

from pydantic import Field

from diagnose.common import Strict, parse_yaml, validate

_HEAD = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(\n|\Z)", re.DOTALL)
_Line = Annotated[str, Field(max_length=300)]


class About(Strict):
    """What kind of memo a template makes.

    `subject` and `undecided` may name ``{programme}``, ``{work}``, ``{region}`` and ``{year}``. Numbered lists count
    1. a. 1) a) from the outermost inwards, and `lists` is where this kind enters: below numbered sections the outermost
    list is already the second step.
    """

    name: _Line = Field(default="", description="what this kind of memo is called")
    subject: _Line = Field(default="", description="the subject in the head of the memo")
    undecided: _Line = Field(default="", description="the subject where no decision is asked for, if another")
    to: _Line = Field(default="", description="whom it is addressed to, if not the head of the region")
    annex: bool = Field(default=False, description="an annex goes with it")
    lists: Literal["1.", "a.", "1)", "a)"] = "1."
    message: bool = Field(default=False, description="for telephones: each paragraph on one line, no columns")
    sourced: bool = Field(default=False, description="it names rules and sources itself, and takes no notes on them")
    parts: tuple[Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")], ...] = Field(
        default=(),
        max_length=20,
        description="names of its sections in order, as places in a Word file",
    )
    pages: Annotated[int, Field(ge=1, le=50)] | None = Field(default=None, description="the most it may come to")


def head_of(text: str, file: str) -> tuple[About, str]:
    """Return what the template `text` of `file` tells of itself, and the rest of it on the lines where it stood.

    Raises:
        InputError: with everything that is wrong with the head.
    """
    found = _HEAD.match(text)
    if found is None:
        return About(), text
    about = validate(About, parse_yaml("\n" + (found[1] or ""), file)) if (found[1] or "").strip() else About()
    return about, "{#" + "\n" * found[0].count("\n") + "-#}" + text[found.end() :]
