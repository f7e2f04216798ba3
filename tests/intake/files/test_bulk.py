"""What packs small and would fill the memory is refused before it is parsed: variations on attack 09."""

import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from diagnose.common import InputError
from diagnose.intake.files import bulk, open_table
from tests.intake.files.test_wide_rows import MEMORY, NS, bomb

Parts = dict[str, bytes]


def altered(path: Path, more: Callable[[Parts], Parts]) -> Path:
    """A workbook of one cell, with some parts that are others."""
    with zipfile.ZipFile(bomb(path, 1)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in {**parts, **more(parts)}.items():
            packed.writestr(name, content)
    return path


def sheet(rows: bytes) -> Parts:
    head = f"<worksheet {NS}><sheetData>".encode()
    return {"xl/worksheets/sheet1.xml": head + rows + b"</sheetData></worksheet>"}


def texts(content: bytes) -> Parts:
    return {"xl/sharedStrings.xml": f"<sst {NS}>".encode() + content + b"</sst>"}


def many_sheets(parts: Parts) -> Parts:
    named = b"".join(b'<sheet name="S%d" sheetId="%d" r:id="r1"/>' % (i, i + 1) for i in range(bulk.MOST_SHEETS + 1))
    before, _, after = parts["xl/workbook.xml"].partition(b"<sheets>")
    return {"xl/workbook.xml": before + b"<sheets>" + named + after[after.index(b"</sheets>") :]}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (many_sheets, "book_many_sheets"),
        (lambda _: {f"xl/worksheets/sheet{i}.xml": b"<worksheet/>" for i in range(2, 300)}, "book_many_sheets"),
        (lambda _: sheet(b"<row></row>" * (bulk.MOST_ROWS + 1)), "book_many_rows"),
        (lambda _: sheet(b"<x:row/>" * (bulk.MOST_ROWS + 1)), "book_many_rows"),
        (lambda _: texts(b"<si><t>a</t></si>" * (bulk.MOST_TEXTS + 1)), "book_many_texts"),
        (lambda _: texts(b"<x:si/>" * (bulk.MOST_TEXTS + 1)), "book_many_texts"),
        (lambda _: texts(b"<si><t>" + b"abcd " * 800_000 + b"</t></si>"), "book_text_long"),
        (lambda _: {"xl/styles.xml": b'<styleSheet><xf numFmtId="164"/>' + b" " * 21_000_000}, "file_bomb"),
        (lambda _: {"xl/elsewhere.xml": b"<sst>" + b"<si><t>b</t></si>" * 1_300_000}, "file_bomb"),
    ],
    ids=["sheets", "sheet-parts", "rows", "rows-prefix", "texts", "texts-prefix", "long-text", "styles", "elsewhere"],
)
def test_a_workbook_of_very_much_is_refused_unread(more: Callable[[Parts], Parts], told: str, tmp_path: Path) -> None:
    path = altered(tmp_path / "bomb.xlsx", more)
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as refused, open_table(path):
            pass
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
    (problem,) = refused.value.problems
    assert problem.key == told
    assert "{" not in problem.text("id") + problem.text("en")


def test_tags_that_two_chunks_share_are_counted_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = altered(tmp_path / "b.xlsx", lambda _: sheet(b'<row r="1"><c/></row>' * 90))
    for chunk in (7, 9, 50, 10_000):
        monkeypatch.setattr(bulk, "_CHUNK", chunk)
        with zipfile.ZipFile(path) as packed:
            for most, refused in ((90, False), (89, True)):
                monkeypatch.setattr(bulk, "MOST_ROWS", most)
                found = list(bulk._too_much(packed))
                assert [key for key, _ in found] == ["book_many_rows"] * refused, chunk
