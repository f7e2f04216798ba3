"""Text pages for a terminal: templates filled, lines wrapped at 80 columns, nothing that a terminal would act on."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import jinja2

from diagnose.common.content import per_pack, template_folders
from diagnose.common.wording import printable

WIDTH = 80


def render(template: str, **context: Any) -> str:
    """Return the page that ``templates/<template>.txt.jinja`` makes of `context`, one newline at its end."""
    page = _environment().get_template(f"{template}.txt.jinja").render(width=WIDTH, **context)
    return printable(page.rstrip() + "\n")


def wrapped(text: str, indent: int = 0, hanging: int = 0) -> str:
    """Wrap `text` at 80 columns."""
    return textwrap.fill(
        " ".join(text.split()),
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * hanging,
        break_long_words=True,
        break_on_hyphens=False,
    )


def heading(text: str) -> str:
    """Underline `text`."""
    return f"{text}\n{'-' * len(text)}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """Lay out a table whose cells wrap within `widths` (columns; one blank between them), its head underlined."""

    def lines(cells: Sequence[str]) -> list[str]:
        wraps = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
        depth = max(map(len, wraps))
        padded = [[*wrap, *[""] * (depth - len(wrap))] for wrap in wraps]
        return [
            " ".join(f"{c:<{w}}" for c, w in zip(row, widths, strict=True)).rstrip()
            for row in zip(*padded, strict=True)
        ]

    body = [line for row in rows for line in lines(row)]
    return "\n".join([*lines(head), " ".join("-" * w for w in widths), *body])


@per_pack
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(template_folders()), undefined=jinja2.StrictUndefined, autoescape=False
    )
    environment.filters |= {"wrapped": wrapped, "heading": heading}
    return environment
