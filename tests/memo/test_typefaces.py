"""Memos are set in the typefaces of this program: the same bytes on every computer, whatever typefaces it has."""

import hashlib
import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import typst

from diagnose.common import folder
from diagnose.memo.template.blocks import parse
from diagnose.memo.write import typefaces
from diagnose.memo.write.pdf.writer import pdf
from diagnose.memo.write.word.document import word
from tests.lib.memos import of
from tests.lib.named_memos import memo_of
from tests.lib.pdfs import typefaces_of
from tests.lib.whole_memo import with_letterhead

TEXT = "# Judul\n\nTeks **tebal**, *miring*, ✓ dan → ≥.\n\n::: tangga\n\n::: gambar obstacles"
ASKED = ("Arial", "Times New Roman", "Bookman Old Style")
CHILD = "import json; from tests.memo.test_typefaces import made; print(json.dumps(made()))"


def made() -> dict[str, list[str]]:
    """The digests of a memo in each form and typeface, and the typefaces of the computer that it was made on."""
    memos = [with_letterhead(memo_of("lebak-2022", "id"), typeface=face) for face in ASKED]
    files = [write(of(parse(TEXT), "nota-dinas"), memo) for memo in memos for write in (pdf, word)]
    return {"digests": [hashlib.sha256(f).hexdigest() for f in files], "families": typst.Fonts().families()}


def called(font: bytes, family: str) -> bytes:
    """The typeface `font` under the name of another `family`, one that is no longer than its own."""
    data = bytearray(font)
    directory = range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    table = next(struct.unpack_from(">I", font, at + 8)[0] for at in directory if font[at : at + 4] == b"name")
    _, count, strings = struct.unpack_from(">3H", font, table)
    for at in range(table + 6, table + 6 + 12 * count, 12):
        platform, _, _, kind, length, offset = struct.unpack_from(">6H", font, at)
        if kind in (1, 16):
            name = family.encode("mac-roman" if platform == 1 else "utf-16-be")
            assert len(name) <= length
            struct.pack_into(">H", data, at + 8, len(name))
            data[table + strings + offset : table + strings + offset + len(name)] = name
    return bytes(data)


def on_a_computer(home: Path) -> dict[str, list[str]]:
    """What a computer makes whose only typefaces are those in the folder ``fonts`` of `home`."""
    (home / "fonts.conf").write_text(f"<fontconfig><dir>{home / 'fonts'}</dir></fontconfig>")
    places = {"HOME": home, "XDG_DATA_HOME": home, "FONTCONFIG_FILE": home / "fonts.conf", "FONTCONFIG_PATH": home}
    root = folder("templates").parent
    env = os.environ | {key: str(path) for key, path in places.items()} | {"PYTHONPATH": str(root)}
    run = subprocess.run([sys.executable, "-c", CHILD], cwd=root, env=env, capture_output=True, check=True, text=True)
    found: dict[str, list[str]] = json.loads(run.stdout)
    return found


def test_a_memo_is_the_same_bytes_on_a_computer_without_typefaces_and_on_one_that_has_others(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    bare = on_a_computer(tmp_path)
    serif = (typefaces.fonts() / "LiberationSerif-Regular.ttf").read_bytes()
    for family in ("Arial", "Liberation Sans", "Bookman"):
        (tmp_path / "fonts" / f"{family}.ttf").write_bytes(called(serif, family))
    other = on_a_computer(tmp_path)
    assert not {"Arial", "Liberation Sans", "Bookman"} & set(bare["families"])
    assert {"Arial", "Liberation Sans", "Bookman"} <= set(other["families"])  # else it would show nothing
    assert made()["digests"] == bare["digests"] == other["digests"]


@pytest.mark.parametrize(
    ("asked", "used", "said"),
    [
        ("Liberation Sans", "LiberationSans", "Typeface: Liberation Sans"),
        ("arial", "LiberationSans", "Typeface: Liberation Sans, as wide as arial"),
        ("Times New Roman, Arial", "LiberationSerif", "Typeface: Liberation Serif, as wide as Times New Roman"),
        ("Bookman Old Style, Times", "LiberationSerif", "Serif, as this program does not bring Bookman Old Style with"),
        ("Bookman Old Style", "LiberationSans", "Sans, as this program does not bring Bookman Old Style with it"),
    ],
)
def test_a_pdf_is_set_in_what_the_program_brings_and_says_in_which(asked: str, used: str, said: str) -> None:
    memo = with_letterhead(memo_of("lebak-2022", "en"), typeface=asked)
    written = pdf(of(parse("# Judul\n\nTeks **tebal *miring*** dan *miring*.\n\n::: kop"), "nota-dinas"), memo)
    assert typefaces_of(written) == {used, f"{used}-Bold", f"{used}-Italic", f"{used}-BoldItalic"}
    assert said.encode() in written


def test_a_picture_is_set_in_the_typeface_of_official_memos_and_a_mark_it_lacks_in_another_that_is_brought() -> None:
    memo = with_letterhead(memo_of("lebak-2022", "id"))
    drawn = typefaces_of(pdf(of(parse("::: gambar obstacles"), "nota-dinas"), memo))
    assert drawn == {"LiberationSans", "LiberationSans-Bold"}
    marks = typefaces_of(pdf(of(parse("Tanda ✓ ✗"), "nota-dinas"), memo))
    assert "LiberationSans" in marks
    assert len(marks) == 2


def test_typefaces_come_with_their_licence_and_in_every_weight() -> None:
    files = {path.name for path in typefaces.fonts().iterdir()}
    weights = ("Regular", "Bold", "Italic", "BoldItalic")
    assert files == {"LICENSE", *(f"Liberation{kind}-{weight}.ttf" for kind in ("Sans", "Serif") for weight in weights)}
    licence = (typefaces.fonts() / "LICENSE").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    assert "Reserved Font Name Liberation" in licence


def test_an_installation_without_typefaces_is_told_and_none_is_looked_for_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typefaces, "folder", lambda _: tmp_path)
    with pytest.raises(FileNotFoundError, match="no typefaces"):
        typefaces.fonts()
