"""Pictures that are lists: the obstacles by rank, and the functions with a symbol for in, out or unknown."""

from diagnose.common import InputError, Place, Problem, nearest, words
from diagnose.memo.content import Memo, Seat
from diagnose.memo.pictures.drawing import GREY, INK, PAPER, Box, Drawing, Picture, clean, wrapped

_WIDTH, _LINES = 680, 6
_SYMBOLS = {True: "✓", False: "✗", None: "?"}
_WORDS = {True: "picture.in", False: "picture.out", None: "picture.unknown"}


def obstacles(memo: Memo) -> Picture | None:
    """Return the obstacles in their order; numbered where that is a rank, never with a length that nobody measured."""
    if not memo.obstacles:
        return None
    w, drawing, y = words(memo.lang), Drawing(_WIDTH), 8.0
    for rank, obstacle in enumerate(memo.obstacles, 1):
        lines = wrapped(obstacle.text, _WIDTH - 64, 14, _LINES)
        high = max(30, len(lines) * 17 + 10)
        if memo.ranked:
            drawing.rect((4, y + high / 2 - 14, 40, y + high / 2 + 14), fill=INK if rank == 1 else PAPER, stroke=INK)
            ink = PAPER if rank == 1 else INK
            drawing.text(22, y + high / 2 + 5, str(rank), 14, "middle", bold=True, fill=ink)
        else:
            drawing.rect((16, y + high / 2 - 4, 24, y + high / 2 + 4), fill=INK)
        drawing.lines(54, y + high / 2, lines, 14)
        y += high + 6
    title = w["picture.obstacles_ranked" if memo.ranked else "picture.obstacles"].format(memo.region)
    mark = "{0}. {1}" if memo.ranked else "{1}"
    told = "; ".join(mark.format(rank, o.text) for rank, o in enumerate(memo.obstacles, 1))
    return drawing.picture(title, told, y)


def members(memo: Memo, code: str) -> Picture | None:
    """Return the functions that the measure `code` is read for, in, out or unknown; None where there are none.

    Raises:
        InputError: no measure of that code is read per function.
    """
    if code not in memo.seats:
        values = {"given": f"members {code}", "near": nearest(code, memo.seats)}
        raise InputError([Problem(Place("members"), "picture_unknown", values)])
    seats = memo.seats[code]
    if not seats:
        return None
    w, drawing, y = words(memo.lang), Drawing(_WIDTH), 4.0
    for seat in seats:
        function = wrapped(seat.function[:1].upper() + seat.function[1:], 276, 13, _LINES)
        agency = wrapped(seat.agency.text, 322, 12, _LINES)
        high = max(32, 10 + 15.6 * max(len(function), len(agency)))
        _symbol(drawing, (4, y + high / 2 - 11, 30, y + high / 2 + 11), seat.seated)
        drawing.lines(42, y + high / 2, function, 13)
        drawing.lines(336, y + high / 2, agency, 12)
        y += high
        drawing.line((0, y, _WIDTH, y), "#d8dbde")
    seen = [s for s in _SYMBOLS if any(seat.seated is s for seat in seats)]
    for at, seated in enumerate(seen):
        left, count = 4 + at * _WIDTH / 3, sum(seat.seated is seated for seat in seats)
        _symbol(drawing, (left, y + 10, left + 26, y + 32), seated)
        drawing.lines(left + 34, y + 21, wrapped(f"{w[_WORDS[seated]]}: {count}", _WIDTH / 3 - 46, 12, 1), 12)
    title = w.get(f"picture.members.{code}", w["picture.members"]).format(memo.region)
    told = "; ".join(_told(seat, w[_WORDS[seat.seated]]) for seat in seats)
    return drawing.picture(title, told, y + 40)


def _told(seat: Seat, state: str) -> str:
    return f"{clean(seat.function)} ({clean(seat.agency.text)}): {state}"


def _symbol(drawing: Drawing, box: Box, seated: bool | None) -> None:
    """Draw a symbol: a full box with a tick, an empty one with a cross, a dashed one with a question mark.

    Tick and cross are drawn, not written: not every typeface has them.
    """
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    if seated:
        drawing.rect(box, fill="#1f5f3a", stroke=INK)
        drawing.path(f"M{x - 6:.1f},{y:.1f} L{x - 2:.1f},{y + 5:.1f} L{x + 6:.1f},{y - 5:.1f}", stroke=PAPER, thick=2.5)
    elif seated is None:
        drawing.rect(box, fill=PAPER, stroke=GREY, thick=1.5, dash="3 3")
        drawing.text(x, y + 5, "?", 14, "middle", bold=True)
    else:
        drawing.rect(box, fill=PAPER, stroke=INK, thick=1.5)
        for way in (-1, 1):
            drawing.line((x - 5, y - way * 5, x + 5, y + way * 5), "#8c1d18", 2.5)
