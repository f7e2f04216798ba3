"""Codes in a user's Word file that are another system's: ``{{NOMOR|upper}}`` stays as it stands, as ``${...}`` does."""

import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import fields
from pathlib import Path

from diagnose.memo.write.head import Signed
from diagnose.memo.write.word.tags import tags_aside, tags_back, tags_hidden

OPEN, CLOSE = "\ue011", "\ue012"  # stand for the brackets of such a code while Jinja reads the file
OURS = frozenset({"memo", "kop", "kepala", "ttd", "isi", "seluruhnya", "loop", "true", "false", "none"})
# What the names of ours hold that tags may name: {{ttd.nip}}; alone, or with another name, one is another system's.
_WITHIN: Mapping[str, frozenset[str]] = {
    "ttd": frozenset(field.name for field in fields(Signed)),
    "kop": frozenset(),
    "kepala": frozenset(),
}
_TAGS = r"(?:<[^>]*>)*"
_SAID = r"(?:[#/^!]\s*)?[^\W\d][\w .\-/]*?(?:\s*\|[^{}<>]*)?"
_CODE = re.compile(rf"\{{\{{({_TAGS}\s*{_TAGS}({_SAID}){_TAGS}\s*{_TAGS})\}}\}}")
_PLACED = re.compile(rf"\{{({_TAGS})\{{({_TAGS}\s*{_TAGS}(?:p|r|tr|tc){_TAGS}\s[^{{}}]*?)\}}({_TAGS})\}}")
_MADE = re.compile(r"\{%[^%]*?\b(?:for|set|macro|with|import|from)\b([^%]*)%\}")
_JINJA = re.compile(r"\{%.*?%\}|\{#.*?#\}")
_NAME = re.compile(r"[^\W\d]\w*")


def tidied(xml: str, parts: Collection[str] = ()) -> str:
    """Return `xml` with ``{{ P ISI }}`` written as ``{{p isi }}``, as docxtpl wants it; `parts` are places too."""
    names = "|".join(_TAGS.join(name) for name in ("isi", "seluruhnya", *parts))
    between = r"(?:\s|<[^>]*>)*"
    place = re.compile(rf"(\{{{_TAGS}\{{)({between})p({_TAGS}\s{between}(?:{names}))(?!\w)", re.IGNORECASE)
    return place.sub(lambda m: m[1] + "".join(re.findall(r"<[^>]*>", m[2])) + "p" + _lower(m[3]), xml)


def _lower(xml: str) -> str:
    return re.sub(r"(<[^>]*>)|([^<]+)", lambda m: m[1] or m[2].lower(), xml)


def placed_aside(xml: str, parts: Collection[str] = ()) -> str:
    """Return `xml`, as it stands in the file, with codes such as ``{{r nama}}`` hidden that are other systems'.

    docxtpl would take the paragraph, run or cell apart that they stand in.
    """
    xml = tags_aside(xml, {*OURS, *parts})
    made = _names_made(xml) | frozenset(parts)

    def hidden(found: re.Match[str]) -> str:
        said = " ".join(re.sub(r"<[^>]*>", "", found[2]).split())
        return f"{OPEN}{found[1]}{found[2]}{found[3]}{CLOSE}" if _is_foreign(said, made) else found[0]

    return _PLACED.sub(hidden, xml)


def set_aside(xml: str, parts: Collection[str] = ()) -> str:
    """Return `xml`, whose tags stand whole, with the codes of other systems hidden from Jinja."""
    xml = tags_aside(xml, {*OURS, *parts})
    made = _names_made(xml) | frozenset(parts)
    return _CODE.sub(lambda m: f"{OPEN}{m[1]}{CLOSE}" if _is_foreign(m[2], made) else m[0], xml)


def brought_back(xml: str) -> str:
    """Return `xml` with the codes of other systems as they stood."""
    return tags_back(xml.replace(OPEN, "{{").replace(CLOSE, "}}"))


def foreign_codes(path: Path, parts: Collection[str] = ()) -> tuple[str, ...]:
    """Return the codes of other systems in the body of the Word file at `path`, as they stand; none of a broken one."""
    try:
        with zipfile.ZipFile(path) as packed:
            xml = packed.read("word/document.xml").decode(errors="replace")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return ()
    text = tags_aside(re.sub(r"<[^>]*>", "", tidied(xml, parts)), {*OURS, *parts})
    made = _names_made(text) | frozenset(parts)
    codes = [f"{{{{{m[1].strip()}}}}}" for m in _CODE.finditer(text) if _is_foreign(m[2], made)]
    return tuple(dict.fromkeys((*codes, *tags_hidden(text))))


def beside_a_place(paragraph: str, parts: Collection[str] = ()) -> bool:
    """Tell whether a paragraph with a place for the memo says something else too, which would be lost with it."""
    names = "|".join(("isi", "seluruhnya", *map(re.escape, parts)))
    paragraph = tags_aside(paragraph, {*OURS, *parts})
    rest, places = re.subn(rf"\{{\{{\s*p\s+(?:{names})\s*\}}\}}", "", paragraph, flags=re.IGNORECASE)
    return bool(places and _JINJA.sub("", rest).strip())


def _names_made(xml: str) -> frozenset[str]:
    """Return the names that the template itself makes, in loops and the like."""
    return frozenset(name for m in _MADE.finditer(re.sub(r"<[^>]*>", "", xml)) for name in _NAME.findall(m[1]))


def _is_foreign(said: str, made: Collection[str]) -> bool:
    said, filtered, _ = said.partition("|")
    words = _NAME.findall(said)
    if not _NAME.match(said):
        return True
    placed = words[0] in ("p", "r", "tr", "tc") and len(words) > 1
    name, *more = words[1:] if placed else words
    if name in OURS and filtered:
        return False
    if name == "memo":
        return not more  # else a slip in a name of ours is to be told
    if name in made or name not in OURS:
        return name not in made
    return name in _WITHIN and (not more or more[0] not in _WITHIN[name])
