"""Values of facts: answers and extents on their scales, numbers, days and texts, read as people write them."""

import datetime as dt
import math
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from diagnose.common import LANGUAGES, Text, figures


class Answer(StrEnum):
    """An answer, from worst to best; a decree that exists only as a draft is not a decree."""

    NO = "no"
    DRAFT = "draft"
    YES = "yes"


class Extent(StrEnum):
    """How many of all there are, where nobody has a number."""

    NONE = "none"
    SOME = "some"
    MOST = "most"
    ALL = "all"


FLAGS = {True: frozenset({"ya", "sudah", "benar"}), False: frozenset({"tidak", "belum", "bukan"})}
_UNITS = re.compile(r"^(?:rp\.?|idr)\s*|\s*(?:%|persen|percent)$", re.IGNORECASE)
UNKNOWN_WORDS = frozenset({"unknown", "tidak diketahui", "belum diketahui"})
SYNONYMS: dict[type[StrEnum], dict[object, StrEnum]] = {
    Answer: {True: Answer.YES, False: Answer.NO, "ya": Answer.YES, "tidak": Answer.NO, "konsep": Answer.DRAFT},
    Extent: {"tidak ada": Extent.NONE, "sebagian": Extent.SOME, "sebagian besar": Extent.MOST, "semua": Extent.ALL},
}


def _scale(kind: type[StrEnum]) -> BeforeValidator:
    def read(raw: object) -> object:
        if isinstance(raw, kind):
            return raw
        word = raw.strip().casefold() if isinstance(raw, str) else raw
        if isinstance(word, bool | str) and word in SYNONYMS[kind]:
            return SYNONYMS[kind][word]
        if isinstance(word, str) and word in list(kind):
            return kind(word)
        expected = [str(k) for k in kind]
        raise PydanticCustomError("not_on_scale", "not on scale", {"given": raw, "expected": expected})

    return BeforeValidator(read)


def _number(raw: object) -> object:
    """Explain the ways in which Indonesian figures fail to be YAML numbers."""
    if isinstance(raw, bool):
        raise PydanticCustomError("not_a_number", "not a number", {"given": raw})
    if isinstance(raw, int | float):
        if not math.isfinite(raw):
            raise PydanticCustomError("not_a_number", "not a number", {"given": raw})
        return raw
    if (whole := figures.scaled(raw)) is not None:
        raise PydanticCustomError("decimal_comma", "in words", {"given": raw, "meant": str(whole)})
    text = _UNITS.sub("", raw.strip()).strip() if isinstance(raw, str) else ""
    if "e" in text.casefold():  # 1e5 and the like: nobody writes figures so
        raise PydanticCustomError("not_a_number", "not a number", {"given": raw})
    money = isinstance(raw, str) and raw.strip()[:2].casefold() == "rp"
    thousands = "," in text or text.count(".") > 1 or money
    plain = text.replace(".", "").replace(",", ".", 1) if thousands else text
    try:
        meant = float(plain)
    except ValueError:
        raise PydanticCustomError("not_a_number", "not a number", {"given": raw}) from None
    if not math.isfinite(meant):
        raise PydanticCustomError("not_a_number", "not a number", {"given": raw})
    shown = f"{meant:.15g}"
    raise PydanticCustomError("decimal_comma", "decimal comma", {"given": raw, "meant": shown})


def _day(raw: object) -> object:
    if isinstance(raw, dt.date):
        return raw
    try:
        return dt.date.fromisoformat(str(raw))
    except ValueError:
        pass
    try:
        meant = figures.day(str(raw))
    except PydanticCustomError:
        raise PydanticCustomError("not_a_date", "not a date", {"given": raw}) from None
    raise PydanticCustomError("date_written", "written out", {"given": raw, "meant": str(meant)})


def _flag(raw: object) -> object:
    word = raw.strip().casefold() if isinstance(raw, str) else None
    return word in FLAGS[True] if word in FLAGS[True] | FLAGS[False] else raw


LARGEST = 10**15  # no figure of a regency is larger
NUMBER = BeforeValidator(_number)
FLAG_WORDS = sorted(word for words in FLAGS.values() for word in words)
FlagValue = Annotated[
    bool,
    BeforeValidator(_flag),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": FLAG_WORDS, "type": "string"}]}),
]
AnswerValue = Annotated[Answer, _scale(Answer)]
ExtentValue = Annotated[Extent, _scale(Extent)]
CountValue = Annotated[int, Field(ge=0, le=LARGEST), NUMBER]
NumberValue = Annotated[float, Field(ge=-float(LARGEST), le=float(LARGEST)), NUMBER]
SizeValue = Annotated[float, Field(ge=0, le=float(LARGEST)), NUMBER]
PercentValue = Annotated[float, Field(ge=0, le=100), NUMBER]
DayValue = Annotated[dt.date, BeforeValidator(_day)]
TextValue = Annotated[str, Field(min_length=1, max_length=2000)]
Year = Annotated[int, Field(ge=1990, le=2100), NUMBER]
Cite = Annotated[
    str, Field(pattern=r"^\S+( .+)?$", max_length=200, description="DOCUMENT PLACE, e.g. 'SJ2022 4.1.1/6'")
]


def ordered_scale(title: str, places: Mapping[str, Text]) -> Any:
    """Return the type of a value on a scale of its own: `places` from worst to best, written as code or in words."""
    kind = StrEnum(title, {code.upper(): code for code in places})  # type: ignore[misc]
    SYNONYMS[kind] = {text.get(lang).casefold(): kind(code) for code, text in places.items() for lang in LANGUAGES}
    return Annotated[kind, _scale(kind)]


def rank(value: object) -> float:
    """Return where `value` stands on its scale: a number itself, a day as its ordinal, an answer by its order.

    A text has no order; all texts rank 0.
    """
    if isinstance(value, StrEnum):
        return float(list(type(value)).index(value))
    if isinstance(value, dt.date):
        return float(value.toordinal())
    return float(value) if isinstance(value, int | float) else 0.0
