"""How numbered lists are labelled: one sequence of labels, entered where a kind of memo enters it.

Official form counts 1. a. 1) a) from the outermost list inwards; below the numbered sections of a telaahan staf the
outermost list is already the second step.
"""

from string import ascii_lowercase

_SEQUENCE = ("1.", "a.", "1)", "a)")
_FIRST = {"telaahan-staf": 1}


def pattern(template: str, depth: int) -> str:
    """Return how a numbered list of the memo `template` is labelled, ``1.`` or ``a)``.

    `depth` is the number of numbered lists around it; lists of points do not count.
    """
    return _SEQUENCE[(_FIRST.get(template, 0) + depth) % len(_SEQUENCE)]


def label(template: str, depth: int, number: int) -> str:
    """Return the label of item `number` (from 1) of a numbered list at `depth`: ``3.`` or ``c)``; 0 stays a number."""
    asked = pattern(template, depth)
    return f"{_letters(number) if asked.startswith('a') and number > 0 else number}{asked[1:]}"


def _letters(number: int) -> str:
    """Return ``a`` to ``z``, then ``aa``, ``ab``, as spreadsheets, browsers and typst count."""
    before, at = divmod(number - 1, len(ascii_lowercase))
    return (_letters(before) if before else "") + ascii_lowercase[at]
