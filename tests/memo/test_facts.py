"""Facts that look like code, markup or controls: no form of a memo is made of anything else for them."""

import dataclasses
import io
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from diagnose.memo.content.records import Memo
from diagnose.memo.content.statement import Statement, line, state
from diagnose.memo.template.render import fill, templates
from diagnose.memo.write.html.page import page
from diagnose.memo.write.markdown import markdown
from diagnose.memo.write.pdf.writer import pdf
from diagnose.memo.write.plain import plain
from diagnose.memo.write.word.document import word
from tests.lib.examples import examples
from tests.lib.memos import shipped

END = "⟧"  # behind a fact, so that it is found again wherever a memo puts it
NAMES = re.compile("Kabupaten Lebak|Bapelitbangda|Dinas Kesehatan")
MARKUP = (
    "& &amp; &#x3c; < </p> <b> <script>alert(1)</script> <!-- --> ]]> \" ' | |---| * ** _ ` ``` ~~~ $x$ #let \\ \\\\"
)
CALLS = "{{7*7}} {%raw%} {# {_{ ${kode} =cmd|'/C'!A0 +1 @SUM(A1) -1 https://x.example www.x.example x@y.example"
PIECES = [
    *(MARKUP + " " + CALLS + " [a](b) ![a](b) <https://x.example> javascript: ab é 😀").split(" "),
    *("::: ttd", "# ", "1. ", "- ", "> ", "---", " ", "\n", "\n\n", "\r\n", "\t", "x" * 200),
    *map(chr, (0, 7, 0x1B, 0xE000, 0xE001, 0xE002, 0xE010, 0xE020, 0x202E, 0x2066, 0x200B, 0xAD, 0xA0, 0x2028, 0xFFFE)),
]
FACTS = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8)
    .map("".join)
    .filter(lambda t: t[0] == line(t)[:1] and t[-1] == line(t)[-1:])
)


def told(value: Any, fact: str) -> Any:
    """`value` with `fact` for every name in it that a case gives."""
    if isinstance(value, Statement):
        return state(NAMES.sub(lambda _: f"{fact}{END}", value.text), *value.ids)
    if isinstance(value, str):
        return NAMES.sub(lambda _: f"{line(fact)}{END}", value)
    if isinstance(value, tuple):
        return tuple(told(part, fact) for part in value)
    if isinstance(value, dict):
        return {key: told(part, fact) for key, part in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: told(getattr(value, f.name), fact) for f in dataclasses.fields(value) if f.name != "id"}
        return dataclasses.replace(value, **parts)
    return value


def memo_with(fact: str, lang: str) -> Memo:
    memo: Memo = told(shipped("lebak-2022", lang, True), fact)
    return memo


def calm(fact: str) -> str:
    """A text of as many letters in words of the same lengths, so that lines break where they do in `fact`."""
    return re.sub(r"\S", "x", line(fact))


class Outline(HTMLParser):
    """The elements of a page with what they may do, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.text, self.within = "", ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within = tag
        self.found[" ".join([tag, *sorted(name for name, _ in attrs)])] += 1

    def handle_data(self, data: str) -> None:
        if self.within not in ("style", "title", "desc", "text", "tspan"):  # in pictures names are cut
            self.text += data


def outline_md(text: str) -> tuple[object, str]:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    within = [child for token in tokens for child in token.children or []]
    shown = "".join(" " if t.type.endswith("break") else t.content for t in within)
    return Counter([t.type for t in tokens] + [t.type for t in within if "text" not in t.type]), shown


def outline_docx(made: bytes) -> tuple[object, str]:
    body = docx.Document(io.BytesIO(made)).element.body
    texts = "".join(t.text or "" for t in body.iter("{*}t"))
    tags = [e.tag.rpartition("}")[2] for e in body.iter("{*}*") if isinstance(e.tag, str)]
    return Counter(
        tag for tag in tags if tag not in ("keepNext", "keepLines", "cantSplit")
    ), texts  # follow from widths


def outline_html(text: str) -> tuple[object, str]:
    read = Outline(text)
    pictures = [n for n in read.found if n.startswith(("text", "tspan", "rect", "path", "line", "g"))]
    for name in pictures:  # which hold as many lines as a name needs
        del read.found[name]
    return read.found, read.text


def outline_txt(text: str) -> tuple[object, str]:
    assert all(c.isprintable() or c == "\n" for c in text)
    blocks = re.sub(r"\S", "x", text).split("\n\n")
    return ["".join(block.split()) for block in blocks], text  # lines may break at hyphens of the fact


FORMS: dict[str, tuple[Callable[..., Any], Callable[[Any], tuple[object, str]]]] = {
    "md": (markdown, outline_md),
    "html": (page, outline_html),
    "txt": (plain, outline_txt),
    "docx": (word, outline_docx),
}


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").casefold()


@pytest.mark.parametrize("form", FORMS)
@examples(6)
@example(fact="=cmd|' /C calc'!A0", lang="id", template="lampiran")
@example(fact="a | b \\| c \\", lang="en", template="lampiran")
@example(fact="::: ttd\n\n# judul\n\n1. satu", lang="id", template="nota-dinas")
@example(fact="<script>alert('1')</script>&amp;", lang="en", template="telaahan-staf")
@example(fact="x\ue000y\ue001z\ue002\u202e\x00\x1b[31mw", lang="id", template="ringkasan")
@given(fact=FACTS, lang=st.sampled_from(("id", "en")), template=st.sampled_from(tuple(templates())))
def test_no_fact_changes_what_a_memo_is_made_of(form: str, fact: str, lang: str, template: str) -> None:
    write, outline = FORMS[form]
    shapes, counts = [], []
    for text in (fact, calm(fact)):
        memo = memo_with(text, lang)
        shape, shown = outline(write(fill(template, memo), memo))
        shapes.append(shape)
        counts.append(squeezed(shown).count(squeezed(f"{line(text)}{END}")))
    assert shapes[0] == shapes[1]
    assert counts[0] == counts[1]
    assert counts[0] or template == "pesan"


@examples(6)
@example(fact='"); #read("/etc/passwd"); #eval("1") \\', template="lampiran")
@given(fact=FACTS, template=st.sampled_from(tuple(templates())))
def test_no_fact_keeps_a_pdf_from_being_made(fact: str, template: str) -> None:
    memo = memo_with(fact, "id")
    assert pdf(fill(template, memo), memo).startswith(b"%PDF")
