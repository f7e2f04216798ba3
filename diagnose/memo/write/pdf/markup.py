"""Typst code around texts: every text is a string of the language, so that none of it is ever code."""

from collections.abc import Iterable

from diagnose.common import printable

_LONGEST = 30  # characters of a word before it may be broken anywhere


def string(text: str) -> str:
    """Return `text`, of characters that can be shown, as a Typst string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def text(words: str, bold: bool = False, italic: bool = False) -> str:
    """Return Typst code that writes `words`; line breaks in them stay."""
    lines = [f"text({string(_breakable(line))})" for line in printable(words).split("\n")]
    code = together(part for at, line in enumerate(lines) for part in (["linebreak()"] if at else []) + [line])
    code = f"emph({code})" if italic else code
    return f"strong({code})" if bold else code


def together(codes: Iterable[str]) -> str:
    """Return code that writes `codes` one after the other."""
    found = list(codes)
    return found[0] if len(found) == 1 else f"{{{'; '.join(['[]', *found])}}}"


def call(name: str, *arguments: str, **named: str) -> str:
    """Return a call of the Typst function `name`."""
    pairs = [f"{key.replace('_', '-')}: {value}" for key, value in named.items()]
    return f"{name}({', '.join([*pairs, *arguments])})"


def several(codes: Iterable[str]) -> str:
    """Return an array of `codes`."""
    found = list(codes)
    return f"({', '.join(found)},)" if found else "()"


def _breakable(line: str) -> str:
    """Let words that are too long for a line be broken: typst breaks no word that it cannot hyphenate."""
    return " ".join(
        "\u200b".join(word[at : at + _LONGEST] for at in range(0, len(word), _LONGEST))
        if len(word) > _LONGEST
        else word
        for word in line.split(" ")
    )
