"""Texts in the two languages of the program, Indonesian (``id``) and English (``en``)."""

import re
from functools import cache

from pydantic import Field

from diagnose.fact import Strict

LANGUAGES = ("id", "en")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
HOLDER = "holder:"  # {holder:planning} is whoever holds planning here


class Text(Strict):
    """One text in both languages."""

    id: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def get(self, lang: str) -> str:
        """Return the text in the language `lang`, on one line."""
        return " ".join((self.en if lang == "en" else self.id).split())


@cache
def words(lang: str) -> dict[str, str]:
    """Return the program's own words in the language `lang`, from ``templates/words.yaml``."""
    from diagnose.content import folder
    from diagnose.yamltree import read_yaml

    return {key: both[lang] for key, both in read_yaml(folder("templates") / "words.yaml").data.items()}


def joined(items: list[str], lang: str, word: str = "and") -> str:
    """Write a list as a phrase: "a, b dan c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {words(lang)[word]} {items[-1]}"
