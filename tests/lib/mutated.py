"""Files of offices with something broken in them, each made anew from a number: the same number, the same file."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from diagnose.common.content import folder

EXAMPLES = folder("facts") / "examples"
FIELD = Path(__file__).parents[1] / "data" / "files"
SMALL = (*sorted(FIELD.glob("b*.*")), *sorted(FIELD.glob("k*.csv")), *sorted(EXAMPLES.glob("*.csv")))
PROPOSAL = EXAMPLES / "usulan-sk-contoh-raya.yaml"
SLOW = (*sorted(FIELD.glob("*.docx")), *sorted(FIELD.glob("*.pdf")), EXAMPLES / "isian-contoh-raya.xlsx", PROPOSAL)
ONE_IN = 25  # files is one of the slow ones
ODD = (
    *("", "-", "=1+1", "=cmd|'/C calc'!A0", "#REF!", "1e999", "nan", "-5", "9" * 60, "1.407", "24,4", "0,244", "2052"),
    *("31/02/2025", "01/01/0001", "12:30", "Rp 1.000.000,00", "1.000.000.000.000.000.000", "%", "²", "½", "true"),
    *(
        "Jumlah",
        "ya",
        "belum",
        "x" * 400,
        "Dinas Kesehtan",
        "\u202e",
        "{0}",
        "{{x}}",
        "[A]",
        "tidak tahu",
        "Kab. Lain",
        "NIK",
    ),
)
_VALUE = re.compile(rb'(?<=>)[^<>]{1,80}(?=<)|(?<==")[^"]{0,60}(?=")')
_ELEMENT = re.compile(rb"<(\w+:?\w*)\b[^<>]*?(?:/>|>[^<>]*</\1>)")


def mutated(number: int, into: Path) -> Path:
    """Write the file of that number into the folder `into`, with the mapping that the original has beside it."""
    chance = random.Random(number)
    source = chance.choice(SLOW if number % ONE_IN == 0 else tuple(p for p in SMALL if p.suffix != ".yaml"))
    content = _original(source)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        content = chance.choice(_ways(source))(content, chance)
    path = into / f"{number}-{source.name}"
    path.write_bytes(content)
    beside = source.with_name(f"{source.stem}.peta.yaml")
    if beside.exists():
        said = beside.read_bytes()
        broken = cut_lines(said, chance) if chance.random() < 0.2 else said
        path.with_name(f"{path.stem}.peta.yaml").write_bytes(broken)
    return path


@cache
def _original(path: Path) -> bytes:
    return path.read_bytes()


Way = Callable[[bytes, random.Random], bytes]


def _ways(source: Path) -> tuple[Way, ...]:
    if source.suffix in (".xlsx", ".docx"):
        return (cut_bytes, _in_part, _in_part, _in_part, _in_part)
    if source.suffix == ".pdf":
        return (cut_bytes,)
    return (cut_bytes, cut_lines, cut_lines, cut_lines, _in_cell, _in_cell, _in_cell, _recoded)


def cut_bytes(content: bytes, chance: random.Random) -> bytes:
    """Bytes that are others, gone, doubled, or the end missing."""
    at, length = chance.randrange(len(content) or 1), chance.choice((1, 1, 4, 40, 4000))
    part = content[at : at + length]
    noise = bytes(chance.randrange(256) for _ in range(min(length, 40)))
    return chance.choice(
        (
            content[:at] + noise + content[at + len(noise) :],
            content[:at] + content[at + length :],
            content[:at] + part + content[at:],
            content[:at],
        )
    )


def cut_lines(content: bytes, chance: random.Random) -> bytes:
    """Lines left out, doubled, moved, joined or cut."""
    lines = content.split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(5)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(at, lines[other])
    elif way == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif way == 3:
        lines[at] = lines[at] + lines[other]
    else:
        lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
    return b"\n".join(lines)


def _in_cell(content: bytes, chance: random.Random) -> bytes:
    """A cell that says something odd, or one too many or too few."""
    mark = b";" if content.count(b";") >= content.count(b",") else b","
    lines = content.split(b"\n")
    at = chance.randrange(min(3, len(lines))) if chance.random() < 0.3 else chance.randrange(len(lines))
    cells = lines[at].split(mark)
    cell, odd = chance.randrange(len(cells)), chance.choice(ODD).encode()
    way = chance.randrange(4)
    if way == 3:
        del cells[cell]
    elif way == 2:
        cells.insert(cell, odd)
    else:
        cells[cell] = odd
    lines[at] = mark.join(cells)
    return b"\n".join(lines)


def _recoded(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", errors="replace")
    if chance.random() < 0.5:
        text = text.replace(";", chance.choice((",", "\t", "|")))
    return text.encode(chance.choice(("utf-16", "utf-16-le", "cp1252", "utf-8-sig", "utf-32")), errors="replace")


def _in_part(content: bytes, chance: random.Random) -> bytes:
    """A value, an element or a whole part of an office file that is another, doubled or gone."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = {info.filename: packed.read(info) for info in packed.infolist()}
    except Exception:  # broken already
        return cut_bytes(content, chance)
    name = chance.choice([n for n in parts if n.endswith((".xml", ".rels"))] or list(parts))
    likely = [n for n in parts if "sheet1" in n or "document.xml" in n or "sharedStrings" in n or "styles" in n]
    name = chance.choice(likely) if likely and chance.random() < 0.7 else name
    said = parts[name]
    found = list((_VALUE if chance.random() < 0.7 else _ELEMENT).finditer(said))
    if chance.random() < 0.05:
        del parts[name]
    elif found:
        at = chance.choice(found)
        odd = chance.choice(ODD).encode().replace(b"&", b"").replace(b"<", b"").replace(b'"', b"")
        parts[name] = said[: at.start()] + chance.choice((odd, b"", at[0] * 2)) + said[at.end() :]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, value in parts.items():
            packed.writestr(part, value)
    return out.getvalue()
