"""What the tests of explanations share: the shipped cases diagnosed, trees walked, texts held to be readable."""

import re
from collections.abc import Iterator
from functools import cache

from typer.testing import CliRunner, Result

from diagnose import Diagnosed, load_case, load_rules
from diagnose.analysis.why.records import Leaf, Step
from diagnose.analysis.why.why import targets
from diagnose.cli import app
from diagnose.common.content import folder

CASES = sorted(p.stem for p in (folder("facts") / "cases").glob("*.yaml"))
LANGUAGES = ["id", "en"]
LEVELS = [2, 3, 4]
RULES = load_rules()
LINK = re.compile(r"    n\d+ --> n\d+")
NODE = re.compile(
    r"    n\d+"
    r'(\(\["[^"]*"\]\)|\{\{"[^"]*"\}\}|\[\["[^"]*"\]\]|\[/"[^"]*"/\]|\["[^"]*"\]|\("[^"]*"\)|>"[^"]*"\])'
)


@cache
def diagnosed(case: str, lang: str = "id") -> Diagnosed:
    return Diagnosed(load_case(case), RULES, lang)


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


def steps(step: Step) -> Iterator[Step]:
    yield step
    for child in step.children:
        yield from steps(child)


def leaves(step: Step) -> Iterator[Leaf]:
    for one in steps(step):
        yield from one.facts


def asked(case: str) -> list[str]:
    """Everything that can be asked of a case; of saran for each function, only of a few functions."""
    return [t for t in targets(diagnosed(case)) if ":" not in t or t.split(":")[1] in ("health", "public_works")]


def assert_readable(text: str) -> None:
    assert max(map(len, text.splitlines())) <= 80
    assert "\n\n\n" not in text
    assert "None" not in text
    assert not set("{}") & set(text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


# what every tree keeps to
