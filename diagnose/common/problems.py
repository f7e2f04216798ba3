"""What went wrong, said to people: a place, a sentence in the user's language, a remedy.

The sentences stand in ``templates/words/errors*.yaml``, among all other words; code names them by key.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from diagnose.common.wording import words


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file; `line` and `column` count from 1, 0 where there is none."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True)
class Problem:
    """One thing wrong: `key` names the sentence, `values` fill it; `code` is that of the check that found it."""

    place: Place
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    code: str = ""

    def text(self, lang: str = "id") -> str:
        """Return ``file:line:column: sentence`` in the language `lang`."""
        values = {k: _clip(v) for k, v in self.values.items()}
        near = self.values.get("near")
        sentence = words(lang)[self.key].format_map(values).replace("....", "...")
        if near:
            sentence += " " + words(lang)["did_you_mean"].format(near=near)
        return f"{self.place}: {self.code + ' ' if self.code else ''}{sentence}"


class KonvergensiError(Exception):
    """Base of every error that this package raises on purpose."""


class InputError(KonvergensiError):
    """A file of the user's cannot be used; `problems` lists everything wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: p.place))
        super().__init__(self.text())

    def text(self, lang: str = "id") -> str:
        """Return every problem on a line of its own."""
        return "\n".join(p.text(lang) for p in self.problems)


class EngineError(KonvergensiError):
    """The inference engine was about to be used, or has answered, outside what is known to be safe."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `word` was most likely meant to be, if any is near."""
    folded = {k.casefold(): k for k in known}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def _clip(value: object) -> object:
    """Keep a user's value printable: one line, at most 80 characters."""
    if isinstance(value, int | float):
        return value
    if isinstance(value, tuple):
        return "; ".join(str(_clip(part)) for part in value)
    text = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
    return text if len(text) <= 80 else (text[:77].rpartition(" ")[0] or text[:77]).rstrip(" ,;:.") + "..."
