"""Numbers and days as the reader's language writes them, through babel; without it, InputError says what to install."""

import datetime as dt
from functools import cache
from typing import Any

from diagnose.common import InputError, Place, Problem

_LOCALES = {"id": "id_ID", "en": "en_GB"}


@cache
def _babel() -> Any:
    try:
        import babel.dates
        import babel.numbers
    except ImportError:
        raise InputError([Problem(Place("memo"), "memo_missing", {"given": "babel"})]) from None
    return babel


def day(value: dt.date, lang: str) -> str:
    """Write a day in full: 24 November 2026."""
    return str(_babel().dates.format_date(value, "d MMMM y", locale=_LOCALES[lang]))


def number(value: float, lang: str) -> str:
    """Write a number: 1.407.857 or 27,3 in Indonesian."""
    return str(_babel().numbers.format_decimal(value, format="#,##0.##", locale=_LOCALES[lang]))


def percent(value: float, lang: str) -> str:
    """Write a percentage given as 27.3: 27,3%."""
    return f"{number(value, lang)}%"


def rupiah(value: float, lang: str) -> str:
    """Write an amount of money: Rp2.500.000.000."""
    return f"Rp{_babel().numbers.format_decimal(value, format='#,##0', locale=_LOCALES[lang])!s}"
