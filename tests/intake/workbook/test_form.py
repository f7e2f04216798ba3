"""The form as it is written: every fact in its place, safe, protected, fit to print."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from diagnose.case.fields import Field, sections, tables
from diagnose.case.load import case_from, load_case
from diagnose.case.model import case_model
from diagnose.common.problems import InputError
from diagnose.common.wording import LANGUAGES
from diagnose.intake.workbook import is_workbook, read_workbook
from diagnose.intake.workbook.layout import form_file
from diagnose.intake.workbook.marks import MATRIX
from diagnose.intake.workbook.titles import codes, column_title, field_title
from diagnose.intake.workbook.write.usual import usual_agencies
from diagnose.intake.workbook.write.workbook import workbook
from tests.conftest import make_case
from tests.intake.workbook.test_there_and_back import RICH
from tests.lib.filling import opened, row_of
from tests.lib.packs import pack_with


def test_every_field_of_a_case_is_on_exactly_one_sheet() -> None:
    held = [part for sheet in form_file().sheets for part in sheet.holds]
    assert len(set(held)) == len(held)
    tops = [name for name in case_model().model_fields if name != "schema_version"]
    assert {part.partition(".")[0] for part in held} == set(tops)
    book = opened(None)
    idents = [str(row[0].value) for sheet in book.worksheets for row in sheet.iter_rows(max_col=1) if row[0].value]
    fields = [f.path for s in sections() for f in s.fields] + [f"#list {t.path}" for t in tables()]
    assert {ident: idents.count(ident) for ident in fields} == dict.fromkeys(fields, 1)
    assert idents.count(MATRIX) == 1


NEW = """
  - fact: dana_desa.audited
    kind: answer
    name: {id: Dana desa diaudit, en: Village funds are audited}
"""
NEW_COLUMN = """
  - fact: "programmes.items[*].cost_shared"
    kind: answer
    name: {id: 'Biaya program "{0}" dibagi', en: 'Cost of the programme "{0}" is shared'}
    column: {id: Biaya dibagi, en: Cost shared}
"""


def test_a_fact_that_is_new_in_the_vocabulary_stands_on_its_sheet_with_its_name(tmp_path: Path) -> None:
    with pack_with(tmp_path, {"11-dana-desa.yaml": NEW, "08-programmes.yaml": NEW_COLUMN}):
        new = next(f for s in sections() for f in s.fields if f.path == "dana_desa.audited")
        assert (new.kind, new.fact, field_title(new).get("id")) == ("answer", True, "Dana desa diaudit")
        assert form_file().sheet_of(new.path).id == "dana_desa"
        listed = next(t for t in tables() if t.path == "programmes.items")
        column = listed.field("cost_shared")
        assert column is not None
        assert column.fact
        assert column_title(listed, column).get("en") == "Cost shared"


def test_codes_that_can_be_chosen_have_words_in_both_languages() -> None:
    fields = [f for s in sections() for f in s.fields] + [f for t in tables() for f in t.fields]
    for field in fields:
        for code, text in codes(field).items():
            assert all((text.id, text.en))
            assert code not in (text.id, text.en) or "_" not in code, (field.path, code)
        names = [text.get(lang).casefold() for lang in LANGUAGES for text in codes(field).values()]
        assert len(set(names)) >= len(codes(field)), field.path


def test_titles_of_facts_and_of_columns_in_a_list_differ_in_each_language() -> None:
    for lang in LANGUAGES:
        for table in tables():
            titles = [column_title(table, f).get(lang) for f in table.fields]
            assert len(set(titles)) == len(titles), table.path
        facts = [field_title(f).get(lang) for s in sections() for f in s.fields if f.fact]
        assert len(set(facts)) == len(facts)


def test_both_languages_have_the_same_sheets_rows_and_columns() -> None:
    def shape(lang: str) -> list[tuple[int, int, object]]:
        book = opened(load_case("lebak-2022"), lang)
        return [
            (i, row[0].row, row[0].value)
            for i, sheet in enumerate(book.worksheets)
            if not sheet.title.startswith("_")
            for row in sheet.iter_rows(max_col=1)
        ]

    assert shape("id") == shape("en")


def test_a_blank_form_says_nothing_and_asks_the_usual_agencies(tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsx"
    path.write_bytes(workbook(None, "id"))
    assert is_workbook(path)
    intake = read_workbook(path)
    assert intake.tree.data == {}
    assert not intake.doubts
    sheet, row = row_of(opened(None), MATRIX)
    columns = [c.column for c in sheet[row] if c.value == "opd"]
    named = [sheet.cell(row + 1, c).value for c in columns]
    assert named[: len(usual_agencies())].count(None) == 0
    assert {"Dinas Kesehatan", None} <= set(named)


def test_only_cells_to_fill_are_open_and_they_are_framed_and_coloured() -> None:
    book = opened(load_case("lebak-2022"))
    for sheet in book.worksheets:
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    assert cell.border.left.style == "thin", cell.coordinate
                    assert cell.fill.fgColor.rgb.endswith("FFF7D6"), cell.coordinate
    sheet, row = row_of(book, "decree.signed")
    assert not sheet.cell(row, 3).protection.locked
    assert sheet.cell(row, 2).protection.locked


def test_sheets_are_set_up_for_print_and_say_of_what_they_are() -> None:
    book = opened(load_case("lebak-2022"), "en")
    assert "Kabupaten Lebak" in book.properties.title
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.page_setup.fitToHeight == 0
            assert all((sheet.print_title_rows, sheet.freeze_panes))
            assert sheet.oddHeader.left.text == "Kabupaten Lebak, 2022"
            assert "&P" in sheet.oddFooter.right.text
    hidden = {str(r[0].value): r[1].value for r in book["_meta"].iter_rows(max_col=2)}
    assert hidden["version"] == form_file().version
    assert (hidden["region_code"], hidden["year"]) == ("36.02", 2022)


def test_answers_are_chosen_from_lists_that_offer_draft_only_where_it_can_be() -> None:
    book = opened(None)

    def offered(path: str) -> list[object]:
        sheet, row = row_of(book, path)
        rule = next(v for v in sheet.data_validations.dataValidation if f"C{row}" in v.sqref)
        where = book.defined_names[rule.formula1].attr_text
        return [cell.value for (cell,) in book["_pilihan"][where.partition("!")[2].replace("$", "")]]

    assert offered("decree.signed") == ["ya", "konsep", "tidak", "tidak tahu"]
    assert offered("capacity.even") == ["ya", "tidak", "tidak tahu"]
    assert offered("dana_desa.use") == ["tidak ada", "sebagian", "sebagian besar", "semua", "tidak tahu"]
    assert offered("region.kind") == ["kabupaten", "kota"]


def test_no_formula_is_ever_written_from_a_case() -> None:
    book = opened(case_from(RICH))
    for sheet in book.worksheets:
        if sheet.title != form_file().sheet("completeness").title.id:
            assert not [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"], sheet.title
    sheet, row = row_of(book, "decree.number")
    assert (sheet.cell(row, 3).value, sheet.cell(row, 3).quotePrefix) == ("-5/=SK/2022", True)


def test_completeness_counts_by_formulas_over_cells_that_are_there() -> None:
    book = opened(load_case("lebak-2022"))
    sheet = book[form_file().sheet("completeness").title.id]
    formulas = [str(c.value) for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) > 60
    for name in {m for f in formulas for m in re.findall(r"'([^']+)'!", f)}:
        assert name in book.sheetnames


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut_off() -> None:
    case = make_case({"capacity": {"even": {"value": "yes", "note": "x" * 40_000}}})
    with pytest.raises(InputError, match="sel Excel"):
        workbook(case, "id")


def test_a_column_of_the_form_knows_what_it_takes() -> None:
    year = next(f for s in sections() for f in s.fields if f.path == "year")
    assert year == Field("year", "count", required=True, low=1990, high=2100)


def test_without_the_library_for_excel_one_line_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['openpyxl'] = None\n"
        "from diagnose.intake.workbook.write.workbook import workbook\n"
        "from diagnose.common.problems import InputError\n"
        "try: workbook(None, 'en')\n"
        "except InputError as error: print(error.text('en'))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "pip install" in done.stdout
    assert len(done.stdout.splitlines()) == 1
