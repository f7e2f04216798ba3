"""The pictures of memos, by the names that templates use."""

from diagnose.common import InputError, Place, Problem, nearest
from diagnose.memo.content import Memo
from diagnose.memo.pictures.drawing import Picture
from diagnose.memo.pictures.lists import members, obstacles
from diagnose.memo.pictures.series import series

PICTURES = ("obstacles", "members", "series")


def picture(name: str, memo: Memo, arguments: tuple[str, ...] = ()) -> Picture | None:
    """Return the picture `name` of `memo`; None where the case has nothing to show in it.

    `arguments` of ``members`` is the code of a measure that is read per function, that of ``series`` the name of one
    that is declared.

    Raises:
        InputError: there is no such picture, or it does not take these arguments.
    """
    if name == "members" and len(arguments) == 1:
        return members(memo, arguments[0])
    if name == "series" and len(arguments) == 1:
        return series(memo, arguments[0])
    if name == "obstacles" and not arguments:
        return obstacles(memo)
    near = None if name in PICTURES else nearest(name, PICTURES)
    values = {"given": " ".join((name, *arguments)), "near": near}
    raise InputError([Problem(Place("picture"), "picture_unknown", values)])
