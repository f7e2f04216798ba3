"""The pictures of memos, by the names that templates use."""

from collections.abc import Callable, Mapping

from diagnose.common import InputError, Place, Problem, nearest
from diagnose.memo.content import Memo
from diagnose.memo.pictures.drawing import Picture
from diagnose.memo.pictures.ladder import change, ladder
from diagnose.memo.pictures.lists import members, obstacles
from diagnose.memo.pictures.prevalence import prevalence

PICTURES = ("ladder", "obstacles", "prevalence", "members", "change")
_PLAIN: Mapping[str, Callable[[Memo], Picture | None]] = {
    "ladder": ladder,
    "obstacles": obstacles,
    "prevalence": prevalence,
    "change": change,
}


def picture(name: str, memo: Memo, arguments: tuple[str, ...] = ()) -> Picture | None:
    """Return the picture `name` of `memo`; None where the case has nothing to show in it.

    `arguments` of ``members`` is the code of a measure that is read per function, such as ``decree.seat@key``.

    Raises:
        InputError: there is no such picture, or it does not take these arguments.
    """
    if name == "members" and len(arguments) == 1:
        return members(memo, arguments[0])
    if name in _PLAIN and not arguments:
        return _PLAIN[name](memo)
    near = None if name in PICTURES else nearest(name, PICTURES)
    values = {"given": " ".join((name, *arguments)), "near": near}
    raise InputError([Problem(Place("picture"), "picture_unknown", values)])
