"""Cells with formulas: what the file says that each last came to, where a spreadsheet program worked it out.

Nothing is computed here. A file that asks to be computed when it is opened, as those that programs write often do,
holds no results to rely on: there the formula stays what the cell says, and is told as one.
"""

import re
import zipfile
from typing import Any

from openpyxl.worksheet._reader import VALUE_TAG, WorkSheetParser

_BOOK = "xl/workbook.xml"
_STALE = re.compile(rb'fullCalcOnLoad="(?:1|true)"')


def worked_out(packed: zipfile.ZipFile) -> bool:
    """Tell whether the results beside the formulas of a workbook are those of its formulas."""
    return not _STALE.search(packed.read(_BOOK))


class SheetParser(WorkSheetParser):
    """Reads the cells of a sheet: of a formula its last result, where `results` are to be relied on and it has one."""

    def __init__(self, results: bool, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.results = results

    def parse_formula(self, element: Any) -> Any:
        """Return the result of a formula; the formula, as text that begins with ``=``, where there is none."""
        formula = super().parse_formula(element)  # type: ignore[no-untyped-call]
        held = element.findtext(VALUE_TAG)
        if not self.results or held is None or not (held or element.get("t") == "str"):
            return formula
        column, self.data_only = self.col_counter, True
        try:
            return super().parse_cell(element)["value"]
        finally:
            self.col_counter, self.data_only = column, False
