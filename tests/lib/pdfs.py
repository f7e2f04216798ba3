"""What a PDF says and what it is set in, read by a library of this project: no tool of the computer is asked."""

import io
from typing import Any

from pypdf import PdfReader


def pages_of(made: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


def text_of(made: bytes) -> str:
    """The text of all pages."""
    return "\n".join(pages_of(made))


def typefaces_of(made: bytes) -> set[str]:
    """The names of the typefaces that the pages are set in, without the mark of a subset."""
    found: set[str] = set()
    for page in PdfReader(io.BytesIO(made)).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            found.add(str(font.get_object()["/BaseFont"]).removeprefix("/").partition("+")[2])
    return found
