"""One row of millions of cells is refused before it fills the memory: attack 09."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diagnose.cli import app
from diagnose.common import InputError
from diagnose.intake.files import open_table, open_workbook

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"
SML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELS = "application/vnd.openxmlformats-package.relationships+xml"
MEMORY = 60_000_000  # bytes; the row alone would take ten times that


def bomb(path: Path, cells: int, prefix: str = "") -> Path:
    """A workbook of one row of so many cells, in tags with a prefix."""
    tag = f"{prefix}:" if prefix else ""
    names = f"{NS[:5]}:{prefix}{NS[5:]}" if prefix else NS
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="{RELS}"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SML}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SML}.worksheet+xml"/></Types>',
        )
        for name, kind, target in (("_rels/.rels", "officeDocument", "xl/workbook.xml"),
                                   ("xl/_rels/workbook.xml.rels", "worksheet", "worksheets/sheet1.xml")):  # fmt: skip
            packed.writestr(
                name,
                f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="r1" Type="{REL}/{kind}"'
                f' Target="{target}"/></Relationships>',
            )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook {NS} xmlns:r="{REL}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        cell = f'<{tag}c t="n"><{tag}v>1</{tag}v></{tag}c>'
        row = f'<{tag}row r="1">{cell * cells}</{tag}row>'
        packed.writestr(
            "xl/worksheets/sheet1.xml",
            f"<{tag}worksheet {names}><{tag}sheetData>{row}</{tag}sheetData></{tag}worksheet>",
        )
    return path


@pytest.mark.parametrize("prefix", ["", "x"])
def test_a_row_of_very_many_cells_is_refused_unread(prefix: str, tmp_path: Path) -> None:
    path = bomb(tmp_path / "bomb.xlsx", 600_000, prefix)
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as refused, open_workbook(path):
            pass
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
    assert "2000" in str(refused.value)


@pytest.mark.parametrize("words", [["import"], ["import", "budget"]])
def test_the_command_tells_it_in_one_line(words: list[str], tmp_path: Path) -> None:
    path = bomb(tmp_path / "bomb.xlsx", 600_000)
    result = CliRunner().invoke(app, [*words, str(path), "-o", str(tmp_path / "k.yaml")])
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert "bomb.xlsx" in line
    assert "2000" in line


def test_a_line_of_very_many_commas_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "koma.csv"
    path.write_text("Desa;Pagu\n" + "," * 20_000_000 + "\n", encoding="utf-8")
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as refused, open_table(path) as table:
            list(table.rows)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
    assert "koma.csv:2" in str(refused.value)


def test_blank_cells_beyond_the_table_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "kosong.csv"
    path.write_text("Desa;Pagu" + ";" * 3_000 + "\nA;1" + ";" * 3_000 + "\n", encoding="utf-8")
    with open_table(path) as table:
        rows = list(table.rows)
    assert [row.cells[:2] for row in rows] == [["Desa", "Pagu"], ["A", "1"]]
