"""Case files with something altered in them, each made anew from a number, and what becomes of them."""

import random
import re
from functools import cache
from pathlib import Path

from diagnose.case.load import parse_case
from diagnose.case.model import Case
from diagnose.case.write import case_text
from diagnose.common.content import folder
from diagnose.common.problems import InputError
from diagnose.inference.infer import infer
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.mutated import ODD, cut_bytes, cut_lines

_VALUE = re.compile(rb"(?<=[:\-] )[^\n{}\[\],#]{1,60}")
_SAID = (
    *("unknown", "null", "~", "yes", "no", "draft", "some", "all", "{at_least: 1}", "{at_most: draft}", "2022-09"),
    *("{at_least: 2, at_most: 1}", "{disputed: [{value: 1}, {value: 2}]}", "{disputed: []}", "{value: yes, by: 2020}"),
    *(
        "[]",
        "{}",
        "[1, 2]",
        "-1",
        "0.5",
        "1e9",
        ".nan",
        ".inf",
        "0x1F",
        "!!python/none",
        "&a [*a]",
        "*a",
        "'",
        '"',
        "|",
    ),
    *("{tally: {fully: {at_most: 1}}}", "? a", "2022-02-30", "2022-01-01T00:00:00Z", "Dinas Kesehatan", "99999999999"),
)
_BOUNDS = (b"{at_least: %b}", b"{at_most: %b}", b"{value: %b}", b"%b")
_WORDS = (
    (b"no", b"yes"),
    (b'"no"', b'"yes"', b"draft"),
    (b"none", b"some", b"most", b"all"),
    (b"1", b"0", b"3"),
)
_SCALES = tuple(
    (*(bound % word for word in words for bound in _BOUNDS), b"{disputed: [{value: %b}, {value: %b}]}" % words[:2])
    for words in _WORDS
)


def altered(number: int) -> str:
    """Return the text of a shipped case with one or some things in it altered."""
    chance = random.Random(number)
    content = chance.choice(_originals())
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        content = chance.choice((cut_bytes, cut_lines, _value, _value, _value, _value))(content, chance)
    return content.decode("utf-8", errors="replace")


@cache
def _originals() -> tuple[bytes, ...]:
    return tuple(file.read_bytes() for file in sorted((folder("facts") / "cases").glob("*.yaml")))


def _value(content: bytes, chance: random.Random) -> bytes:
    """Another value in one place: odd, of another kind, or one that stands elsewhere in the file."""
    found = list(_VALUE.finditer(content))
    if not found:
        return content
    at = chance.choice(found)
    scale = next((s for s in _SCALES if at[0] in s), ())
    if scale and chance.random() < 0.8:
        return content[: at.start()] + chance.choice(scale) + content[at.end() :]
    new = chance.choice((chance.choice(_SAID).encode(), chance.choice(ODD).encode(), chance.choice(found)[0]))
    return content[: at.start()] + new + content[at.end() :]


def outcome(text: str) -> str:
    """Read a case as commands do: ``refused`` in a line, or ``read``, concluded, written and read back the same.

    Raises:
        AssertionError: what is told is no line, or something was lost.
    """
    try:
        case = parse_case(text, "kasus.yaml")
    except InputError as error:
        for problem in error.problems:
            for lang in ("id", "en"):
                line = problem.text(lang)
                assert line.strip(), problem.key
                assert "\n" not in line, line
                assert "Traceback" not in line, line
        return "refused"
    infer(case, load_rules_once())
    again = parse_case(case_text(case, None, Path("kasus.yaml"), ""), "kasus.yaml")
    assert _facts(again) == _facts(case), "what was written is not what was read"
    return "read"


@cache
def load_rules_once() -> Rulebase:
    """The rules, read once."""
    return load_rules()


def _facts(case: Case) -> dict[str, object]:
    return {path: (fact.value, fact.low, fact.high) for path, fact in case.facts.items()}
