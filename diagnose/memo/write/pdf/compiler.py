"""Typst, the typesetter: it reads the look and data it is given, the typefaces of this program, and nothing else.

So the same code gives the same bytes on every computer, whatever typefaces that has. Where the program brings no
typeface that the letterhead asks for, the properties of the file say which it is set in, and which was wanted.
"""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, Literal

from diagnose.common import template
from diagnose.memo.write.typefaces import fonts

EMBEDDED = ("Libertinus Serif", "DejaVu Sans Mono")  # typst brings them; for symbols that the typeface does not have
_Standard = Literal["a-2a", "ua-1"]
# PDF/A-2a, to be kept; PDF/UA-1, to be read aloud, which a template of one's own whose headings skip a level is not.
_STANDARDS: tuple[list[_Standard], ...] = (["a-2a", "ua-1"], ["a-2a"])


def face(wanted: Sequence[str]) -> str:
    """Return the first of the typefaces `wanted` that the program brings, else one of typst's own.

    Raises:
        ImportError: typst is not installed.
    """
    there = {name.casefold() for name in typefaces().families()}
    return next((name for name in wanted if name.casefold() in there), EMBEDDED[0])


def compiled(inputs: Mapping[str, str], dated: bool) -> bytes:
    """Return ``templates/memo/memo.typ`` with `inputs` as PDF, the same bytes for the same inputs.

    The PDF is one for archives wherever it can be: not where `dated` is false, as the standard wants a date, nor where
    a text has a character that no typeface here can show, which it forbids.

    Raises:
        ImportError: typst is not installed.
    """
    from typst import TypstError

    for standards in _STANDARDS if dated else ():
        with suppress(TypstError):
            return _made(inputs, standards)
    return _made(inputs, [])


def _made(inputs: Mapping[str, str], standards: Sequence[_Standard]) -> bytes:
    import typst

    look = template("memo/memo.typ").read_bytes()
    with tempfile.TemporaryDirectory() as empty:
        # An empty root and empty package folders: nothing to read, and nothing asks for a package.
        compiler = typst.Compiler(
            look, root=empty, font_paths=typefaces(), package_path=empty, package_cache_path=empty
        )
        made, _ = compiler.compile_with_warnings(
            format="pdf", timestamp=0, sys_inputs=dict(inputs), pdf_standards=[*standards]
        )
    assert isinstance(made, bytes)
    return made


@cache
def typefaces() -> Any:
    """Return the typefaces that pages are set in; reading them takes longer than writing a memo.

    Raises:
        ImportError: typst is not installed.
    """
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[fonts()])
