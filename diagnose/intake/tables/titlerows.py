"""The rows that titles stand in: one, or several that go on by merged cells, by wide ones, or by broken lines."""

import re
from collections.abc import Collection, Iterator, Sequence

from diagnose.intake.files import Look, Row
from diagnose.intake.tables.header import FIGURE, Titles, texts_of
from diagnose.intake.tables.scales import zeros

HEAD = 30  # rows among which titles are looked for
DEEPEST = 3  # rows that titles go over
_OPEN_END = re.compile(r"(?:[/&,]|\b(?:dan|and|atau|untuk|per))$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*[^\W\d][^()]*\)|\(%\)")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


def candidates(rows: tuple[Row, ...], look: Look) -> Iterator[Titles]:
    """Yield what the titles may be: one row first, then rows of titles one below the other."""
    for depth in range(1, DEEPEST + 1):
        yield from _candidates(rows, look, depth)


def _candidates(rows: tuple[Row, ...], look: Look, depth: int) -> Iterator[Titles]:
    above: list[str] = []
    for i in range(min(len(rows), HEAD)):
        block = rows[i : i + depth]
        texts = [texts_of(row) for row in block]
        if any(texts[0]) and not _is_data(texts[0]):
            follows = rows[i + depth] if i + depth < len(rows) else None
            joined = all(_is_titles(below) and any(below) for below in texts[1:])
            if len(block) == depth and joined and not (follows and _go_on(block[-1], follows, look)):
                names, groups = _names(block, texts, look)
                hidden = look.hidden_columns
                yield Titles(block[-1].number, tuple(names), tuple(above), tuple(groups), hidden, rows[i + depth :])
            above += [t for t in texts[0] if t][:5]


def _is_titles(cells: Collection[str]) -> bool:
    """Tell whether the row may be one of titles below others: it holds no figures but years, and units: "(Rp. 000)"."""
    return not any(FIGURE.fullmatch(c) and not _YEAR.fullmatch(c) and not zeros(c) for c in cells)


def _is_data(cells: Collection[str]) -> bool:
    """Tell whether a row is one of figures, which names no columns whatever words stand in it."""
    return 2 * sum(not _is_titles([c]) for c in cells) >= sum(map(bool, cells))


def _go_on(above: Row, row: Row, look: Look) -> bool:
    """Tell whether the titles in the row `above` go on in `row`: by merged cells, or since it only parts wide ones."""
    upper, lower = texts_of(above), texts_of(row)
    upper += [""] * (len(lower) - len(upper))  # a row of a workbook ends with its last title, though merged wider
    if not any(lower) or not _is_titles(lower) or row.number != above.number + 1:
        return False
    if any(m.top <= above.number and m.bottom >= row.number for m in look.merges):
        return True
    lower += [""] * (len(upper) - len(lower))
    if _wraps(upper, lower):
        return True
    wide = {i for i, t in enumerate(upper) if not t or (i + 1 < len(upper) and not upper[i + 1])}
    alone = [i for i in range(len(upper)) if i not in wide]
    return bool(alone) and not any(lower[i] for i in alone) and any(lower[i] for i, t in enumerate(upper) if not t)


def _wraps(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether titles are broken over two lines: "Nama Desa/" and "Kelurahan", "Alokasi" and "(Rp)"."""
    if lower[0] or not any(upper) or any(t and not above for above, t in zip(upper, lower, strict=True)):
        return False
    return any(
        t and (_OPEN_END.search(above) or _IN_BRACKETS.fullmatch(t)) for above, t in zip(upper, lower, strict=True)
    )


def _names(block: Sequence[Row], texts: list[list[str]], look: Look) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return what each column may be called, and the title that it shares with its neighbours."""
    width = max(map(len, texts))
    rows = [said + [""] * (width - len(said)) for said in texts]
    if len(rows) == 1:
        return [(t,) if t else () for t in rows[0]], []
    lowest = rows[-1]
    uppers = [_spanned(row.number, said, lowest, look) for row, said in zip(block[:-1], rows[:-1], strict=True)]
    names: list[tuple[str, ...]] = []
    groups: list[str] = []
    for column, lower in enumerate(lowest):
        above = [upper[column] for upper in uppers]
        own = [said[column] for said in rows if said[column]]
        path = list(dict.fromkeys([*(title for title, _ in above if title), *([lower] if lower else [])]))
        names.append(tuple(dict.fromkeys((" ".join(path), own[-1]))) if own else ())
        groups.append(next((title for title, shared in above if shared and title != own[-1]), "") if own else "")
    return names, groups


def _spanned(number: int, said: list[str], lowest: list[str], look: Look) -> list[tuple[str, bool]]:
    """Return for each column the title in this upper row that holds for it, and whether others share it.

    A merged cell holds its text in its first column only; without one, a title reaches over the columns to its right
    that have a title below and none here.
    """
    found = [(title, False) for title in said]
    covered = set()
    for merge in look.merges:
        if merge.top <= number <= merge.bottom and merge.right > merge.left and merge.left < len(said):
            across = range(merge.left, min(merge.right + 1, len(said)))
            covered |= set(across)
            for column in across:
                found[column] = (said[merge.left], True)
    start = -1
    for column, title in enumerate(said):
        if column in covered:
            start = -1
        elif title:
            start = column if lowest[column] else -1
        elif start >= 0 and lowest[column]:
            found[column] = found[start] = (said[start], True)
        else:
            start = -1
    return found
