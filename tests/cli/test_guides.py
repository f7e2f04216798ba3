"""Each guide is there in both languages, with the same commands and the same things to copy."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = {
    "architecture",
    "benchmark",
    "lebak-2022-paper",
    "reference",
    "vocabulary",
    "years",
}  # for those who work on it
NAMED = {"reading-a-memo": "membaca-memo"}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.S | re.M)
ENGLISH = [
    page.stem
    for page in sorted(DOCS.glob("*.md"))
    if not page.name.endswith(".id.md") and page.stem not in {*REFERENCE, *NAMED.values(), "diagnosis-pertama"}
]


def indonesian(guide: str) -> Path:
    return DOCS / (f"{NAMED[guide]}.md" if guide in NAMED else f"{guide}.id.md")


def to_copy(page: Path) -> list[tuple[str, str]]:
    """What a page shows to be typed or copied, block by block, without its comments and the choice of a language."""
    found = []
    for kind, block in FENCE.findall(page.read_text(encoding="utf-8")):
        if kind == "console":
            found.append((kind, block.partition("\n")[0].replace(" --lang en", "")))
        elif kind == "sh":
            found.append((kind, re.sub(r" +#.*", "", block)))
        else:
            found.append((kind, block))
    return found


@pytest.mark.parametrize("guide", ENGLISH)
def test_each_guide_has_an_indonesian_one_with_the_same_commands(guide: str) -> None:
    english, other = DOCS / f"{guide}.md", indonesian(guide)
    assert other.exists()
    assert to_copy(english) == to_copy(other)
    assert f"]({other.name})" in english.read_text(encoding="utf-8")
    assert f"[English]({english.name})" in other.read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", ENGLISH)
def test_both_are_laid_out_alike_and_show_the_same_pictures(guide: str) -> None:
    parts = re.compile(r"^(#+) |^(\| --- )|\]\(([\w/-]+\.(?:png|svg))\)", re.M)
    english, other = (
        parts.findall(FENCE.sub("", page.read_text(encoding="utf-8")).replace("-en.png", ".png"))
        for page in (DOCS / f"{guide}.md", indonesian(guide))
    )
    assert english == other


def test_an_indonesian_reader_is_led_to_the_indonesian_guides() -> None:
    page = (DOCS.parent / "README.id.md").read_text(encoding="utf-8")
    led = set(re.findall(r"\]\(docs/([\w.-]+\.md)\)", page))
    assert {indonesian(guide).name for guide in ENGLISH} <= led
