"""The picture of the ladder: where each aspect stands, what is open, and what would be gained."""

from diagnose.common import words
from diagnose.memo.content import (
    LEVELS,
    Aspect,
    Kind,
    Memo,
    Rung,
    kinds,
    levels,
    meaning,
    rungs,
    second,
    second_meaning,
)
from diagnose.memo.pictures.drawing import GREY, INK, PALE, PAPER, Box, Drawing, Picture, width_of, wrapped

COLOURS = {1: ("#9f2a1f", PAPER), 2: ("#e2903a", INK), 3: ("#ead45c", INK), 4: ("#2b7a4b", PAPER)}
GAIN, LOSS = "#14632f", "#8c1d18"
_WIDTH, _LABEL, _CELL, _GAP, _HIGH, _ROW = 680, 228, 105, 6, 30, 38


def ladder(memo: Memo) -> Picture:
    """Return the ladder of `memo`."""
    w, drawing = words(memo.lang), Drawing(_WIDTH)
    for level, name in zip(LEVELS, memo.level_names, strict=True):
        middle = _left(level) + _CELL / 2
        drawing.text(middle, 16, str(level), 15, "middle", bold=True)
        for at, line in enumerate(wrapped(name, _CELL, 11)):
            drawing.text(middle, 31 + at * 13, line, 11, "middle")
    y = 52.0
    for dimension in memo.dimensions:
        drawing.line((0, y, _WIDTH, y), "#b5b5b5")
        title = f"{dimension.name} ({levels(dimension)})"
        drawing.text(4, y + 18, wrapped(title, _WIDTH - 8, 12.5, 1, bold=True)[0], 12.5, bold=True)
        y += 26
        for aspect in dimension.aspects:
            _row(drawing, aspect, y)
            y += _ROW
        y += 2
    drawing.line((0, y, _WIDTH, y), "#b5b5b5")
    y = _legend(drawing, memo, y + 10)
    told = "; ".join(_told(aspect, memo.lang) for aspect in memo.aspects)
    return drawing.picture(w["picture.ladder"].format(memo.region, memo.year), told, y)


def _told(aspect: Aspect, lang: str) -> str:
    other = f" ({words(lang)['second_reading'].format(aspect.second)})" if aspect.second else ""
    return f"{aspect.name}: {levels(aspect)}{other}"


def _left(level: int) -> float:
    return _LABEL + 8 + (level - 1) * (_CELL + _GAP)


def _row(drawing: Drawing, aspect: Aspect, y: float) -> None:
    mark = second(aspect)
    lines = wrapped(aspect.name, _LABEL - 12 - width_of(f" {mark}", 13), 13)
    drawing.lines(_LABEL, y + _HIGH / 2, [*lines[:-1], f"{lines[-1]} {mark}".rstrip()], 13, "end")
    for rung in rungs(aspect.stands, aspect.then):
        left = _left(rung.level)
        cell(drawing, rung, (left, y, left + _CELL, y + _HIGH))


def cell(drawing: Drawing, rung: Rung, box: Box) -> None:
    """Draw one level of one aspect; each kind differs in outline, pattern or mark, whatever the colour."""
    left, top, right, bottom = box
    fill, ink = COLOURS[rung.level]
    size, bold = 14.0, True
    if rung.kind in ("below", "here"):
        here = rung.kind == "here"
        drawing.rect(box, fill=fill, stroke=INK if here else "none", thick=2)
        size = 14.0 if here else 10.0
    elif rung.kind == "open":
        drawing.hatched(box)
        drawing.rect(((left + right) / 2 - 13, top + 4, (left + right) / 2 + 13, bottom - 4))
        ink = INK
    elif rung.kind in ("gained", "perhaps"):
        drawing.rect(box, fill=PAPER, stroke=GAIN, thick=2.2, dash="6 4")
        ink = GAIN
    elif rung.kind == "lost":
        drawing.rect(box, fill=PAPER, stroke=LOSS, thick=2.2, dash="2 3")
        ink = LOSS
    else:
        drawing.rect(box, fill=PALE)
        return
    drawing.text((left + right) / 2, (top + bottom) / 2 + size * 0.36, rung.mark, size, "middle", bold, ink)


def _legend(drawing: Drawing, memo: Memo, y: float) -> float:
    samples: dict[Kind, Rung] = {
        "here": Rung(2, "here", "2"),
        "below": Rung(1, "below", "■"),
        "open": Rung(2, "open", "?"),
        "gained": Rung(3, "gained", "▲"),
        "perhaps": Rung(3, "perhaps", "▲ ?"),
        "lost": Rung(2, "lost", "▼"),
    }
    shown = [kind for kind in kinds(memo) if kind in samples]
    for at, kind in enumerate(shown):
        left, top = 4 + at % 2 * _WIDTH / 2, y + at // 2 * 28
        cell(drawing, samples[kind], (left, top, left + 44, top + 22))
        drawing.lines(left + 52, top + 11, wrapped(meaning(kind, memo.lang), _WIDTH / 2 - 66, 11, 1), 11)
    y += (len(shown) + 1) // 2 * 28 + 2
    if told := second_meaning(memo):
        lines = wrapped(told, _WIDTH - 8, 11, 3)
        drawing.lines(4, y + len(lines) * 7, lines, 11)
        y += len(lines) * 14 + 6
    return y


def change(memo: Memo) -> Picture | None:
    """Return each aspect before and after what is supposed; None where nothing is."""
    if memo.change is None:
        return None
    w, drawing = words(memo.lang), Drawing(_WIDTH)
    for level in LEVELS:
        drawing.text(_left(level) + _CELL / 2, 16, str(level), 15, "middle", bold=True)
    y, told = 26.0, []
    for aspect in memo.aspects:
        middle = y + _ROW / 2
        drawing.line((0, y, _WIDTH, y), "#d0d0d0")
        drawing.lines(_LABEL, middle, wrapped(aspect.name, _LABEL - 12, 13), 13, "end")
        _moves(drawing, aspect, middle)
        told.append(f"{aspect.name}: {levels(aspect)}")
        y += _ROW
    drawing.line((0, y, _WIDTH, y), "#d0d0d0")
    for at, key in enumerate(("picture.before", "picture.after")):
        left = 4 + at * _WIDTH / 2
        _dot(drawing, left + 10, y + 20, after=bool(at))
        drawing.lines(left + 26, y + 20, wrapped(w[key], _WIDTH / 2 - 40, 11, 1), 11)
    if any(i.highest > i.lowest for a in memo.aspects for i in (a.stands, a.then or a.stands)):
        y += 24
        drawing.line((4, y + 20, 24, y + 20), GREY, 3, "3 3")
        drawing.lines(30, y + 20, wrapped(w["picture.span"], _WIDTH - 40, 11, 1), 11)
    title = w["picture.change"].format(memo.region, memo.change.title)
    return drawing.picture(title, "; ".join(told), y + 36)


def _moves(drawing: Drawing, aspect: Aspect, y: float) -> None:
    now, then = aspect.stands, aspect.then or aspect.stands
    at = {level: _left(level) + _CELL / 2 for level in LEVELS}
    drawing.line((at[1] - 30, y, at[4] + 30, y), "#d8dbde", 1)
    if now.highest > now.lowest:
        drawing.line((at[now.lowest], y + 10, at[now.highest], y + 10), GREY, 3, "3 3")
    if then != now and then.highest > then.lowest:
        drawing.line((at[then.lowest], y - 10, at[then.highest], y - 10), GAIN, 3, "3 3")
    if then.lowest != now.lowest:
        way = 1 if then.lowest > now.lowest else -1
        end = at[then.lowest] - way * 16
        drawing.line((at[now.lowest] + way * 12, y, end, y), INK, 2)
        drawing.path(f"M{end - way * 8:.1f},{y - 5:.1f} L{end:.1f},{y:.1f} L{end - way * 8:.1f},{y + 5:.1f} Z", INK)
        _dot(drawing, at[then.lowest], y, after=True)
    _dot(drawing, at[now.lowest], y, after=False)


def _dot(drawing: Drawing, x: float, y: float, after: bool) -> None:
    if after:
        drawing.rect((x - 9, y - 9, x + 9, y + 9), fill=PAPER, stroke=GAIN, thick=3, round_=1)
    else:
        drawing.rect((x - 9, y - 9, x + 9, y + 9), fill=INK, round_=9)
