"""What people write in cells: figures with Indonesian or English marks, dates in words, rupiah, percent, nothing.

Nothing is guessed: what can be read in two ways is a question.
"""

import datetime as dt
import math
import re

from pydantic_core import PydanticCustomError

from diagnose.case import UNKNOWN_WORDS

_NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "na", "null", "nihil data", "?"}) | UNKNOWN_WORDS
_ERRORS = frozenset({"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#N/A"})
_UNITS = re.compile(r"^(rp\.?|idr)\s*|\s*(%|persen|percent|rupiah|,-|,00,-)$", re.IGNORECASE)
_GROUPED = re.compile(r"[-+]?\d{1,3}([.,\s'])\d{3}(\1\d{3})*")
_PLAIN = re.compile(r"[-+]?\d+([.,]\d+)?")
_DIGITS = 20  # no figure of a regency has more
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb pebruari",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu ags aug agt",
            "september sep sept",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        1,
    )
    for name in names.split()
}
_DAY = re.compile(r"(?:(\d{1,2})[\s/.-]+)?([^\W\d]+|\d{1,2})[\s/.-]+(\d{4})")


def text(raw: object) -> str:
    """Return the text of a cell, with plain spaces; empty for an empty cell."""
    return "" if raw is None else _SPACES.sub(" ", str(raw)).strip()


def sound(raw: object) -> object:
    """Return the value of a cell as it is, where it is a value.

    Raises:
        PydanticCustomError: ``cell_formula``: it holds a formula, or text that a spreadsheet would take for one;
            ``cell_error``: it holds the error of a formula.
    """
    if raw is not None and not isinstance(raw, str | int | float | dt.date | dt.time | dt.timedelta):
        raise PydanticCustomError("cell_formula", "formula")  # openpyxl's formulas of several cells
    if isinstance(raw, str) and raw.lstrip().startswith("="):
        raise PydanticCustomError("cell_formula", "formula")
    if isinstance(raw, str) and raw.strip().upper() in _ERRORS:
        raise PydanticCustomError("cell_error", "error", {"given": raw})
    return raw


def nothing(raw: object) -> bool:
    """Tell whether a cell says nothing: it is empty, a dash, or says "belum diketahui"."""
    return text(raw).casefold() in _NOTHING


def count(raw: object) -> int:
    """Return the whole number in a cell where only whole ones make sense: there ``1.407`` is 1407.

    Raises:
        PydanticCustomError: ``cell_not_number``.
    """
    found = number(raw, whole=True)
    if not isinstance(found, int):
        raise PydanticCustomError("cell_not_number", "not a number", {"given": raw})
    return found


def number(raw: object, *, whole: bool = False) -> float | int:
    """Return the number in a cell: ``1.407.857``, ``24,4``, ``Rp2.500.000,00``, ``24,4%`` or a number itself.

    Raises:
        PydanticCustomError: ``cell_not_number``, or ``cell_number_unsure``: ``1.407`` is a count in Indonesian and a
            decimal fraction in English; with `whole` or money it is a count.
    """
    if isinstance(raw, bool):
        raise PydanticCustomError("cell_not_number", "not a number", {"given": raw})
    if isinstance(raw, int | float):
        if not math.isfinite(raw):
            raise PydanticCustomError("cell_not_number", "not a number", {"given": raw})
        return int(raw) if isinstance(raw, float) and raw.is_integer() else raw
    bare = text(raw)
    while (shorter := _UNITS.sub("", bare).strip()) != bare:
        bare = shorter
    money = bare != text(raw) and "%" not in text(raw) and text(raw)[:2].casefold() in ("rp", "id")
    return _read(bare, text(raw), money or whole)


def _read(bare: str, given: str, grouped: bool) -> float | int:
    whole, mark, fraction = bare, "", ""
    if len(bare) > _DIGITS + 12:
        raise PydanticCustomError("cell_not_number", "not a number", {"given": given})
    if "." in bare and "," in bare:  # the last mark is that of the decimals
        mark = max(".,", key=bare.rfind)
        whole, _, fraction = bare.rpartition(mark)
        if not _GROUPED.fullmatch(whole) or mark in whole or not fraction.isdigit():
            raise PydanticCustomError("cell_not_number", "not a number", {"given": given})
        return _value(re.sub(r"\D", "", whole) or "0", fraction, bare.startswith("-"))
    if _GROUPED.fullmatch(bare):
        groups = re.split(r"[.,\s']", bare.lstrip("+-"))
        one_group = len(groups) == 2 and not grouped and not any(c in bare for c in " '") and groups[0] != "0"
        if one_group:
            values = {"given": given, "one": "".join(groups), "other": f"{groups[0]},{groups[1]}0"}
            raise PydanticCustomError("cell_number_unsure", "unsure", values)
        if groups[0] != "0":
            return _value("".join(groups), "", bare.startswith("-"))
    if not _PLAIN.fullmatch(bare) or len(bare) > _DIGITS:
        raise PydanticCustomError("cell_not_number", "not a number", {"given": given})
    whole, _, fraction = bare.replace(",", ".").lstrip("+-").partition(".")
    return _value(whole, fraction, bare.startswith("-"))


def _value(whole: str, fraction: str, negative: bool) -> float | int:
    found: float | int = float(f"{whole}.{fraction}") if fraction.strip("0") else int(whole)
    return -found if negative else found


def day(raw: object) -> dt.date | str:
    """Return the day in a cell; for a month without a day, ``2022-04``.

    Raises:
        PydanticCustomError: ``cell_not_date``.
    """
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    given = text(raw)
    try:
        if re.fullmatch(r"\d{4}-\d{2}", given):
            return f"{dt.date.fromisoformat(f'{given}-01'):%Y-%m}"
        if re.match(r"\d{4}-\d{2}-\d{2}", given):
            return dt.date.fromisoformat(given[:10])
        found = _DAY.fullmatch(re.sub(r"^\w+,\s*", "", given.casefold()))  # "Jumat, 4 November 2022"
        if found:
            month = int(found[2]) if found[2].isdigit() else _MONTHS.get(found[2], 0)
            if found[1] is None:
                return f"{dt.date(int(found[3]), month, 1):%Y-%m}"
            return dt.date(int(found[3]), month, int(found[1]))
    except ValueError:
        pass
    raise PydanticCustomError("cell_not_date", "not a date", {"given": given})
