"""Texts in the two languages of the program, Indonesian (``id``) and English (``en``)."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from diagnose.common.content import content_files, per_pack
from diagnose.common.strict import Strict

LANGUAGES = ("id", "en")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
OPTIONAL = re.compile(r"\[\[(.*?)\]\]")  # [[a part]] that is left out where a blank in it has no value
HOLDER = "holder:"  # {holder:planning} is whoever holds planning here
SIZE = "size:"  # {size:losses.change} is how large a change is, without its sign
TERM = "term:"  # {term:social_base} is what it is called in the year of the case

_BREAKS = str.maketrans("", "", "\n\t")


def _readable(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("text_blank", "blank")
    # the whole at once: one text in a hundred has a line break, and thousands are read at each start
    if not text.isprintable() and not text.translate(_BREAKS).isprintable():
        raise PydanticCustomError("text_not_printable", "not printable")
    return text


Readable = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_readable)]


class Text(Strict):
    """One text in both languages, of characters that can be shown."""

    id: Readable
    en: Readable

    def get(self, lang: str) -> str:
        """Return the text in the language `lang`, on one line."""
        return " ".join((self.en if lang == "en" else self.id).split())


@per_pack
def words(lang: str) -> dict[str, str]:
    """Return the program's own words in the language `lang`, from the files of ``templates/words/``.

    The words of a pack come after the program's; ``<programme>`` in them is what the programme is called.
    """
    from diagnose.common.contenttree import read_content

    found = {
        key: both[lang] for file in content_files("templates/words") for key, both in read_content(file).data.items()
    }
    name = found["programme"]
    names = {"<programme>": name, "<Programme>": name[:1].upper() + name[1:]}
    return {key: _with(text, names) for key, text in found.items()}


def _with(text: str, names: dict[str, str]) -> str:
    for mark, name in names.items():
        text = text.replace(mark, name)
    return text


def joined(items: list[str], lang: str, word: str = "and") -> str:
    """Write a list as a phrase: "a dan b", "a, b, dan c" (in English without the last comma).

    Where an item has a comma of its own, semicolons part them: "a, b dan c; dan d".
    """
    if len(items) < 2:
        return "".join(items)
    if any(", " in item for item in items):
        return f"{'; '.join(items[:-1])}; {words(lang)[word]} {items[-1]}"
    comma = words(lang)["list_comma"] if len(items) > 2 else ""
    return f"{', '.join(items[:-1])}{comma} {words(lang)[word]} {items[-1]}"


def of_unit(number: str, unit: str, lang: str) -> str:
    """Write a number with its unit, which is no plural after a bare "1": "1 function", "at least 1 function"."""
    ones = dict(pair.split("=") for pair in words(lang)["singular"].split())
    one = number.rpartition(" ")[2] == "1"
    return f"{number} {' '.join(ones.get(word, word) if one else word for word in unit.split())}"


def lowered(text: str) -> str:
    """Return `text` as it stands inside a sentence: an acronym or a name at its start stays."""
    first = text.split(maxsplit=1)[0] if text else ""
    stays = text[1:2].isupper() or any(first in words(lang)["names_of_their_own"].split() for lang in LANGUAGES)
    return text if stays else text[:1].lower() + text[1:]


def printable(text: str) -> str:
    """Return `text` without control characters: facts are a stranger's, and go to a terminal."""
    return "".join(c for c in text if c.isprintable() or c == "\n")
