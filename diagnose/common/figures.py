"""Figures and days as people write them in Indonesian and English, and as each language writes them.

Nothing is guessed: what can be read in two ways is a question.
"""

import datetime as dt
import math
import re
from collections.abc import Collection

from pydantic_core import PydanticCustomError

_UNITS = re.compile(r"^(rp\.?|idr)\s*|\s*(%|persen|percent|rupiah|,-|,00,-)$", re.IGNORECASE)
_GROUPED = re.compile(r"[-+]?\d{1,3}([.,\s'])\d{3}(\1\d{3})*")
_PLAIN = re.compile(r"[-+]?\d+([.,]\d+)?")
_TIMES = (("ribu rb", 10**3), ("juta jt", 10**6), ("miliar milyar m", 10**9), ("triliun trilyun t", 10**12))
_SCALED = re.compile(rf"(?:rp\.?|idr)?\s*([\d.,]+)\s*({'|'.join('|'.join(w.split()) for w, _ in _TIMES)})\.?")
_YEAR = re.compile(r"([^\W\d][^\d]*?)?[\s.:]*((?:19|20)\d\d)\s*(?:\*+\)?|[¹²³⁾)]+)?")
_DIGITS = 20  # no figure of a regency has more
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_LONGEST = 18  # digits of a whole number that is read as one
_CALENDAR = (  # each month in Indonesian, in English, and as people write it besides
    "januari january jan",
    "februari february feb pebruari peb",
    "maret march mar mrt",
    "april april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agu ags aug agt",
    "september september sep sept",
    "oktober october okt oct",
    "november november nopember nov nop",
    "desember december des dec",
)
MONTHS = {name: number for number, names in enumerate(_CALENDAR, 1) for name in names.split()}
_WEEKDAYS = "senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_WEEKDAY = re.compile(rf"^(?:hari )?(?:{_WEEKDAYS})(?:\s*(?:-|–|s\.?d\.?|dan)\s*(?:{_WEEKDAYS}))?\s*[,/ ]\s*")
_TIME = re.compile(
    r"[,\s/]+(?:(?:pukul|pkl|jam)\.?\s*)?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s*(?:[-–]|s\.?/?d\.?)\s*(?:\d{1,2}[.:]\d{2}|selesai))?"
    r"\s*(?:wib|wita|wit|am|pm)?$"
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?")
_MONTH_ONLY = re.compile(r"(\d{4})[-/](\d{1,2})")
_DAY = re.compile(r"(?:(\d{1,2})[\s/.-]+)?([^\W\d]+\.?|\d{1,2})[\s/.-]+(\d{4})")
_SHORT_YEAR = re.compile(
    r"(\d{1,2}[\s/.-]+[^\W\d]{3,}[\s/.-]+)['’]?(\d{2})"
)  # 12-Mar-25; with figures alone it is unclear
_TO = r"(?:s\.?\s*/?\s*d\.?|sampai(?: dengan)?|hingga|dan|to|and|&|,|[-–—])"
_RANGE = re.compile(
    rf"(\d{{1,2}})(?:\s*,\s*\d{{1,2}})*(?:\s*,(?=\s*(?:dan|and)\b))?(?:\s+([^\W\d]{{3,}}))?(?:\s+(\d{{4}}))?\s*{_TO}\s*"
    r"(\d{1,2}[\s/.-]+(?:[^\W\d]+|\d{1,2})[\s/.-]+\d{4})"
)
_SLASHED = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2}\s+[^\W\d]{3,}\s+\d{4})")
_AROUND = re.compile(  # "tgl 12 Maret 2025 (pagi)", "12 Maret 2025 s.d. selesai", "minggu ke-2 Maret 2025"
    rf"^(?:tanggal|tgl\.?|minggu (?:ke[-\s]?)?(?:\d|[iv]{{1,3}})(?: bulan)?)\s+|\s*\([^()]*\)$|\s*{_TO}\s*selesai$"
)
_FULL_RANGE = re.compile(rf"(\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}})\s*{_TO}\s*(\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}})")


def whole_number(text: str) -> int | None:
    """Return the number that plain digits (0 to 9) write; None for any other text, as ``²`` or a thousand digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None


def plain(raw: object) -> str:
    """Return the text of `raw` on one line, with plain spaces; empty for None."""
    return "" if raw is None else _SPACES.sub(" ", str(raw)).strip()


def count(raw: object) -> int:
    """Return the whole number that `raw` says where only whole ones make sense: there ``1.407`` is 1407.

    Raises:
        PydanticCustomError: ``cell_not_number``.
    """
    found = number(raw, whole=True)
    if not isinstance(found, int):
        raise PydanticCustomError("cell_not_number", "not a number", {"given": raw})
    return found


def year(raw: object, words: Collection[str] = ()) -> int:
    """Return the year that `raw` says, alone or after one of `words`: ``2025``, ``TA 2025``, ``Tahun 2025*)``.

    Raises:
        PydanticCustomError: ``cell_not_number``.
    """
    if isinstance(raw, dt.date):
        return raw.year
    found = _YEAR.fullmatch(plain(raw).casefold()) if isinstance(raw, str) else None
    if found and (not found[1] or found[1].replace(".", "").strip() in words):
        return int(found[2])
    return count(raw)


def number(raw: object, *, whole: bool = False, most: float = math.inf) -> float | int:
    """Return the number that `raw` says: ``1.407.857``, ``24,4``, ``Rp2.500.000,00``, ``24,4%`` or a number itself.

    `most` is the highest that makes sense: of two readings one above it is none.

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
    bare = given = plain(raw)
    while (shorter := _UNITS.sub("", bare).strip()) != bare:
        bare = shorter
    money = bare != given and "%" not in given and given[:2].casefold() in ("rp", "id")
    return _read(bare, given, money or whole, most)


def scaled(raw: object) -> int | None:
    """Return the whole number that ``Rp 1,2 M`` or ``350 juta`` stands for; None where `raw` is not written so.

    M is miliar, as offices write it; where that may mean a million, it is for a person to say.
    """
    found = _SCALED.fullmatch(plain(raw).casefold()) if isinstance(raw, str) else None
    if found is None or len(found[1]) > _DIGITS:
        return None
    try:
        many = number(found[1], most=999)
    except PydanticCustomError:
        return None
    return round(many * next(times for words, times in _TIMES if found[2] in words.split()))


def times_of(word: str) -> int:
    """Return what a word after a figure multiplies it by: ``juta``, ``rb``; 0 where it is no such word."""
    return next((times for words, times in _TIMES if word in words.split()), 0)


def _read(bare: str, given: str, grouped: bool, most: float) -> float | int:
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
        if one_group and int("".join(groups)) <= most:
            values = {"given": given, "one": "".join(groups), "other": f"{groups[0]},{groups[1]}0"}
            raise PydanticCustomError("cell_number_unsure", "unsure", values)
        if groups[0] != "0" and not one_group:
            return _value("".join(groups), "", bare.startswith("-"))
    if not _PLAIN.fullmatch(bare) or len(bare) > _DIGITS:
        raise PydanticCustomError("cell_not_number", "not a number", {"given": given})
    whole, _, fraction = bare.replace(",", ".").lstrip("+-").partition(".")
    return _value(whole, fraction, bare.startswith("-"))


def _value(whole: str, fraction: str, negative: bool) -> float | int:
    found: float | int = float(f"{whole}.{fraction}") if fraction.strip("0") else int(whole)
    return -found if negative else found


def day(raw: object) -> dt.date | str:
    """Return the day that `raw` says, the first of several (``12-14 Maret 2025``); of a month alone, ``2022-04``.

    Figures alone are read with the day first, as in Indonesia, unless the year comes first.

    Raises:
        PydanticCustomError: ``cell_not_date``.
    """
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    given = plain(raw)
    try:
        if len(given) <= 80 and (found := _day(_bare(given.casefold()))):
            return found
    except ValueError:
        pass
    raise PydanticCustomError("cell_not_date", "not a date", {"given": given})


def _bare(said: str) -> str:
    """Return what says a day without what stands around it: the day of the week, the hour, a remark."""
    return _TIME.sub("", _WEEKDAY.sub("", _AROUND.sub("", _AROUND.sub("", said)).strip()))


def _day(said: str) -> dt.date | str | None:
    """Return the day in `said`; None where it is not written as one.

    Raises:
        ValueError: there is no such day.
    """
    if found := _YEAR_FIRST.fullmatch(said):
        return dt.date(*map(int, found.groups()))
    if found := _MONTH_ONLY.fullmatch(said):
        return f"{dt.date(int(found[1]), int(found[2]), 1):%Y-%m}"
    if found := _SHORT_YEAR.fullmatch(said):
        said = f"{found[1]}20{found[2]}"
    if found := _DAY.fullmatch(said):
        month = int(found[2]) if found[2].isdecimal() else MONTHS.get(found[2].rstrip("."), 0)
        if found[1] is None:
            return f"{dt.date(int(found[3]), month, 1):%Y-%m}"
        return dt.date(int(found[3]), month, int(found[1]))
    return _first(said)


def _first(said: str) -> dt.date | None:
    """Return the first day of a range."""
    if found := _SLASHED.fullmatch(said):
        said = f"{found[1]} - {found[2]}"
    if found := _FULL_RANGE.fullmatch(said):
        first, last = _day(found[1]), _day(found[2])
    elif found := _RANGE.fullmatch(said):
        last = _day(found[4])
        if not isinstance(last, dt.date):
            return None
        month = MONTHS.get(found[2], 0) if found[2] else last.month
        first = dt.date(int(found[3] or last.year), month, int(found[1]))
    else:
        return None
    return first if isinstance(first, dt.date) and isinstance(last, dt.date) and first <= last else None


def write_number(value: float, lang: str) -> str:
    """Write a number as the language does: 1.407.857 and 27,3 in Indonesian."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if lang == "id" else text


def write_day(day: str, lang: str) -> str:
    """Write a day, or a month alone, as the language does: "2022-04-15" is 15 April 2022, "2022-04" April 2022."""
    year, month, *rest = day.split("-")
    name = _CALENDAR[int(month) - 1].split()[lang == "en"].capitalize()
    return " ".join([*(str(int(each)) for each in rest), name, year])
