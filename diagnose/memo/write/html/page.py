"""A memo as one web page that needs nothing else: no network, no script, and every fact in it is text."""

from collections.abc import Mapping

import jinja2
from markupsafe import Markup

from diagnose.common import per_pack, template_folders
from diagnose.memo.content import Memo
from diagnose.memo.template import Filled
from diagnose.memo.write.layout import layout
from diagnose.memo.write.typefaces import faces_of


def page(filled: Filled, memo: Memo, notes: Mapping[str, str] | None = None, links: str = "") -> str:
    """Return the memo `filled` as HTML, in the look of ``page.html.jinja``; with `notes`, as numbers behind statements.

    With `links`, the beginning of an address, each statement is a link to what it rests on.

    Raises:
        InputError: a directive asks for what there is not.
    """
    data = layout(filled, memo, notes, links)
    return _look().render(memo={**data, "faces": faces_of(memo.letterhead.typeface)})


@per_pack
def _look() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([root / "memo" for root in template_folders()]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["drawn"] = Markup  # pictures are the program's own, and escape what they write
    return environment.get_template("page.html.jinja")
