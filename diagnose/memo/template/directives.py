"""What the directives of templates are called, and errors where one is not known."""

from typing import Literal

from diagnose.common import InputError, Place, Problem, nearest
from diagnose.memo.template.blocks import Directive

Kind = Literal["letterhead", "head", "ladder", "picture", "signature", "copies", "page", "rule"]

# Templates are written by Indonesian offices; the English names are the same.
_KINDS: dict[str, Kind] = {
    "kop": "letterhead",
    "letterhead": "letterhead",
    "kepala": "head",
    "head": "head",
    "tangga": "ladder",
    "ladder": "ladder",
    "gambar": "picture",
    "picture": "picture",
    "ttd": "signature",
    "signature": "signature",
    "tembusan": "copies",
    "copies": "copies",
    "halaman": "page",
    "page": "page",
    "rule": "rule",
}


def kind(block: Directive) -> Kind:
    """Return which block `block` asks for.

    Raises:
        InputError: there is none of that name, or a picture without a name is asked for.
    """
    found = _KINDS.get(block.name)
    if found is None or (found == "picture" and not block.arguments):
        near = nearest(block.name, _KINDS) if found is None else None
        values = {"given": " ".join((block.name, *block.arguments)), "near": near}
        raise InputError([Problem(Place("template"), "directive_unknown", values)])
    return found
