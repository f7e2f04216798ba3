"""How the workbook looks. What is to be filled is told by a frame and a colour, never by colour alone."""

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook.workbook import Workbook

_FACE = "Calibri"
_LINE = Side(style="thin", color="8A8A8A")
_FAINT = Side(style="hair", color="BFBFBF")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_UNDER = Border(bottom=_FAINT)
_INPUT, _HEAD, _SECTION = "FFF7D6", "1F4E5F", "DCE9ED"


def _style(name: str, font: Font, fill: str | None = None, border: Border | None = None, **how: object) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=font,
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border=border or Border(),
        alignment=Alignment(
            wrap_text=bool(how.get("wrap", True)),
            vertical=str(how.get("vertical", "top")),
            horizontal=how.get("horizontal"),
            text_rotation=90 if how.get("upright") else None,
        ),
        protection=Protection(locked=not how.get("open")),
        number_format=str(how.get("form", "General")),
    )


def add_styles(book: Workbook) -> None:
    """Add the styles of the form to `book`; cells name them."""
    font, small = Font(name=_FACE, size=11), Font(name=_FACE, size=10)
    for style in (
        _style("k_title", Font(name=_FACE, size=16, bold=True, color=_HEAD), wrap=False, vertical="center"),
        _style("k_help", Font(name=_FACE, size=10, italic=True, color="404040")),
        _style("k_text", font),
        _style("k_section", Font(name=_FACE, size=12, bold=True, color=_HEAD), _SECTION, wrap=False),
        _style("k_head", Font(name=_FACE, size=10, bold=True, color="FFFFFF"), _HEAD, _FRAME, vertical="center"),
        _style("k_label", font, border=_UNDER),
        _style("k_hint", Font(name=_FACE, size=9, color="595959"), border=_UNDER),
        _style("k_input", font, _INPUT, _FRAME, open=True),
        _style("k_number", font, _INPUT, _FRAME, open=True, horizontal="right"),
        _style("k_count", font, _INPUT, _FRAME, open=True, form="[<10000]0;#,##0", horizontal="right"),
        _style("k_day", font, _INPUT, _FRAME, open=True, form="yyyy-mm-dd", horizontal="right"),
        _style("k_year", font, _INPUT, _FRAME, open=True, form="0", horizontal="center"),
        _style("k_code", font, _INPUT, _FRAME, open=True, form="@"),
        _style("k_small", small, _INPUT, _FRAME, open=True),
        _style("k_agency", small, _INPUT, _FRAME, open=True, upright=True, horizontal="center", vertical="bottom"),
        _style("k_number_fixed", font, border=_UNDER, form="#,##0"),
        _style("k_percent", font, border=_UNDER, form="0%"),
    ):
        book.add_named_style(style)
