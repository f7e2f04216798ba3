"""How numbered lists are labelled: one sequence of labels, entered where a kind of memo enters it."""

from string import ascii_lowercase

_SEQUENCE = ("1.", "a.", "1)", "a)")


def pattern(first: str, depth: int) -> str:
    """Return how a numbered list is labelled, ``1.`` or ``a)``, in a memo whose outermost one is labelled like `first`.

    `depth` is the number of numbered lists around it; lists of points do not count.
    """
    return _SEQUENCE[(_SEQUENCE.index(first) + depth) % len(_SEQUENCE)]


def label(first: str, depth: int, number: int) -> str:
    """Return the label of item `number` (from 1) of a numbered list at `depth`: ``3.`` or ``c)``; 0 stays a number."""
    asked = pattern(first, depth)
    return f"{_letters(number) if asked.startswith('a') and number > 0 else number}{asked[1:]}"


def _letters(number: int) -> str:
    """Return ``a`` to ``z``, then ``aa``, ``ab``, as spreadsheets, browsers and typst count."""
    before, at = divmod(number - 1, len(ascii_lowercase))
    return (_letters(before) if before else "") + ascii_lowercase[at]
