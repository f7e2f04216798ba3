"""One value typed by a person: of which kind it is, how it is written, and what was meant. Nothing here asks or prints.

People write figures and days as their language does: ``24,4``, ``1.407.857`` and ``15/4/2022`` are taken here,
though a case file writes them otherwise.
"""

import datetime as dt
import re
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic_core import PydanticCustomError

from diagnose.case.shape import may_be_draft, node_at
from diagnose.case.values import SYNONYMS, UNKNOWN_WORDS, Answer, Extent
from diagnose.common import KonvergensiError, figures, joined, nearest, printable, words

Name = Literal["answer", "draft", "extent", "count", "number", "percent", "day", "year", "text", "choice"]
_KINDS: dict[str, Name] = {
    "extent": "extent", "day": "day", "percent": "percent", "count": "count", "year": "year", "number": "number",
    "rupiah": "number",
}  # fmt: skip
UNKNOWN = UNKNOWN_WORDS | {"tidak tahu", "belum tahu", "tak tahu", "don't know", "do not know", "-"}
STOP = frozenset({"selesai", "keluar", "done", "quit", "exit"})
HELP = frozenset({"?", "bantuan", "help"})
YES, NO = frozenset({"y", "yes", "ya", "sudah"}), frozenset({"t", "n", "no", "tidak", "belum"})
_GROUPED = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3})*")  # 1.407.857
_DECIMAL = re.compile(r"([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+(?=,)|[0-9]{1,3}(?:,[0-9]{3})+(?=\.))(?:[.,]([0-9]+))?")
_DIGITS = 20
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_WRITTEN_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True)
class Kind:
    """A kind of value; `choices` are what a ``choice`` is made from, each with its name in words."""

    name: Name
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Prompt:
    """One thing to ask for: in words, of which kind, what to say above it, and why it is asked once more."""

    text: str
    kind: Kind
    above: tuple[str, ...] = ()
    problem: str = ""


Dialogue = Generator[Prompt, Any, None]  # is sent the value that each prompt asks for, None where it is not known
Said = Generator[Prompt, Any, bool]  # a dialogue that tells whether something was said


class BadAnswer(KonvergensiError):  # noqa: N818 - what it is, not what went wrong
    """What was typed is no value of the kind that was asked for; the message says what is wrong and what is right."""


def kind_at(path: str, lang: str = "id") -> Kind | None:
    """Return the kind of the fact or plain field at `path` of a case; None where there is no single value."""
    node = node_at(path)
    if node is None or node.value is None or node.kind not in ("fact", "plain"):
        return None
    if node.codes:
        return Kind("choice", tuple((code, text.get(lang)) for code, text in node.codes.items()))
    if node.value == "answer":
        return Kind("draft" if may_be_draft(node.path) else "answer")
    return Kind(_KINDS.get(node.value, "text"))


def how_to_write(kind: Kind, lang: str) -> str:
    """Return in a few words how a value of `kind` is written: "ya / tidak"."""
    if kind.name == "choice":
        return " / ".join(said for _, said in kind.choices)
    return words(lang)[f"ask.how.{kind.name}"]


def help_for(kind: Kind, lang: str) -> str:
    """Return how a value of `kind` is written, at length, and what can be typed besides."""
    w = words(lang)
    choices = joined([said for _, said in kind.choices], lang, "or")
    return f"{w[f'ask.help.{kind.name}'].format(choices)} {w['ask.help.besides']}"


def is_unknown(text: str) -> bool:
    """Tell whether `text` says that the answer is not known; nothing typed says so too."""
    return not text.strip() or _plain(text) in UNKNOWN


def is_yes(text: str) -> bool:
    """Tell whether `text` says yes, which is no name of anything."""
    return _plain(text) in YES


def is_no(text: str) -> bool:
    """Tell whether `text` says no or none."""
    return _plain(text) in NO | {"tidak ada", "none"}


def parse(text: str, kind: Kind, lang: str = "id") -> Any:
    """Return the value that `text` gives, as a case file would have it.

    Raises:
        BadAnswer: it is no value of that kind.
    """
    typed = printable(text).strip()
    if kind.name in ("answer", "draft"):
        return _answer(typed, lang)
    if kind.name == "extent":
        return _extent(typed, lang)
    if kind.name in ("count", "year", "number", "percent"):
        return _figure(typed, kind, lang)
    if kind.name == "day":
        return _day(typed, lang)
    if kind.name == "choice":
        return _choice(typed, kind, lang)
    if len(typed) > 200:
        raise _bad("text", lang)
    return typed


def _plain(text: str) -> str:
    return " ".join(text.casefold().strip(" .!").split())


def _bad(what: str, lang: str, *values: object) -> BadAnswer:
    return BadAnswer(words(lang)[f"ask.bad.{what}"].format(*values))


def _answer(typed: str, lang: str) -> str:
    word = _plain(typed)
    for meant, said in ((Answer.YES, YES), (Answer.NO, NO)):
        if word in said:
            return str(meant)
    found = SYNONYMS[Answer].get(word) or next((a for a in Answer if a == word), None)
    if found is None:
        raise _bad("answer", lang, typed)
    return str(found)


def _extent(typed: str, lang: str) -> str:
    word = _plain(typed)
    found = SYNONYMS[Extent].get(word) or next((e for e in Extent if e == word), None)
    if found is None:
        raise _bad("extent", lang, typed)
    return str(found)


def _figure(typed: str, kind: Kind, lang: str) -> int | float:
    if (whole := figures.scaled(typed)) is not None:
        raise _bad("scaled", lang, typed, whole)
    text = re.sub(r"^rp\.?|%|persen|percent|\s", "", typed.casefold())
    if len(text) > _DIGITS:
        raise _bad("number", lang, typed)
    grouped = _GROUPED.fullmatch(text)
    bare = re.sub(r"[.,]", "", text)
    if grouped and kind.name == "number" and len(text) - len(bare) == 1:  # 3.305 may be three thousand, or three
        raise _bad("which_number", lang, typed, bare, f"{text.replace('.', ',')}0")
    if grouped and kind.name != "percent":
        return int(bare)
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise _bad("number", lang, typed)
    number = float(f"{re.sub(r'[.,]', '', match[1])}.{match[2] or 0}")
    if kind.name in ("count", "year") and match[2] is not None:
        raise _bad("count", lang, typed)
    if kind.name == "percent" and number > 100:
        raise _bad("percent", lang, typed)
    return int(number) if number == int(number) else number


def _day(typed: str, lang: str) -> dt.date | str:
    try:
        if match := _DAY.fullmatch(typed):
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        if match := _WRITTEN_MONTH.fullmatch(typed):
            return f"{dt.date(int(match[1]), int(match[2]), 1):%Y-%m}"
        return figures.day(typed)  # 30 Mei 2022
    except (ValueError, PydanticCustomError):
        raise _bad("day", lang, typed) from None


def _choice(typed: str, kind: Kind, lang: str) -> str:
    word = _plain(typed)
    for number, (meant, said) in enumerate(kind.choices, 1):
        if word in (_plain(meant), _plain(said), str(number)):
            return meant
    near = nearest(typed, [said for _, said in kind.choices])
    raise _bad("choice", lang, typed, near or how_to_write(kind, lang))
