"""What makes a sheet safe to hand out and fit to print: protection, frozen panes, paper, header and footer."""

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from diagnose.intake.workbook.write.sheet import Page

_A4 = 9
_MATRIX_PAGES = 2
_OPEN = ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter")


def finish_sheet(page: Page, region: tuple[str, str], *, pages: int = 0, upright: bool = False) -> None:
    """Lock `page` but for its cells to fill, freeze its heads, and set it up for print; `region` is name and year.

    With `pages` it prints on so many at most; `upright` paper stands.
    """
    sheet, words = page.sheet, page.book.words
    sheet.protection.enable()
    for name in _OPEN:
        setattr(sheet.protection, name, False)  # false is: not locked
    alone = page.blocks == 1 or page.layout.id == "questionnaire"
    top = page.header if page.blocks and alone else 1
    sheet.freeze_panes = f"C{top + 1}"
    sheet.print_title_rows = f"{page.header - 1}:{page.header}" if page.blocks and alone else "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait" if upright else "landscape", _A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    wide = page.layout.id == "questionnaire"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = _MATRIX_PAGES if wide else 1, pages
    if wide:
        sheet.print_title_cols = "B:B"
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    sheet.print_area = f"B1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    name, year = (part.replace("&", "&&") for part in region)
    sheet.oddHeader = HeaderFooterItem(_HeaderFooterPart(f"{name}, {year}"), right=_HeaderFooterPart("&A"))
    numbered = _HeaderFooterPart(words["book.page"].format("&P", "&N"))
    sheet.oddFooter = HeaderFooterItem(_HeaderFooterPart(words["book.title"].replace("&", "&&")), right=numbered)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
