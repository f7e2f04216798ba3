"""The letterhead file: head, addressee, city, paper, typeface and signature of an office's memos."""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from diagnose.case import DayValue
from diagnose.common import Strict, read_yaml, validate


def _one_line(text: str) -> str:
    one = " ".join(text.split())
    if not one.isprintable():  # controls that would turn or hide what stands around them
        raise PydanticCustomError("text_not_printable", "not printable")
    return one


def _typeface(text: str) -> str:
    if not re.fullmatch(r"[\w ,-]{2,60}", text):
        raise PydanticCustomError("typeface_form", "no name of a typeface")
    return text


Line = Annotated[str, Field(max_length=300), AfterValidator(_one_line)]


class Signature(Strict):
    """Who signs; what is empty stays blank for the registry, and ``${...}`` codes stay as they are."""

    position: Line = ""
    name: Line = ""
    rank: Line = ""
    nip: Line = ""


class Margins(Strict):
    """Margins in centimetres."""

    top: Annotated[float, Field(ge=0.5, le=8)] = 2
    bottom: Annotated[float, Field(ge=0.5, le=8)] = 2.5
    left: Annotated[float, Field(ge=0.5, le=8)] = 3
    right: Annotated[float, Field(ge=0.5, le=8)] = 2


class Letterhead(Strict):
    """What an office puts around its memos; whatever is left out is told by the case, or left blank."""

    government: Line = ""
    agency: Line = ""
    address: Line = ""
    city: Line = ""
    to: Line = ""
    sender: Line = Field(default="", description="who the memo is from")
    copies: tuple[Line, ...] = Field(default=(), max_length=50, description="tembusan")
    copies_at: Literal["head", "foot"] = "head"
    number: Line = Field(default="", description="left blank, or a code such as ${nomor_naskah}")
    date: DayValue | None = None
    nature: Line = Field(default="", description="sifat: biasa, segera ...")
    signature: Signature = Signature()
    paper: Literal["A4", "F4"] = "A4"
    margins: Margins = Margins()
    typeface: Annotated[str, AfterValidator(_typeface)] = "Arial"
    size: Annotated[float, Field(ge=8, le=16)] = 12
    conclusion: Literal["Simpulan", "Kesimpulan"] = "Simpulan"

    def on(self, today: dt.date) -> dt.date:
        """Return the date of the memo: its own, else `today`."""
        return self.date or today


PAPER_CM = {"A4": (21.0, 29.7), "F4": (21.5, 33.0)}


def read_letterhead(path: str | Path) -> Letterhead:
    """Return the letterhead in the file `path`.

    Raises:
        InputError: with everything that is wrong with the file.
    """
    return validate(Letterhead, read_yaml(Path(path)))
