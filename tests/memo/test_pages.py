"""Memos as HTML, PDF, Markdown and text: facts stay text, pages need nothing else, equal input gives equal output."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from diagnose import InputError
from diagnose.memo.content.records import Memo
from diagnose.memo.content.statement import marked, state
from diagnose.memo.template.blocks import parse
from diagnose.memo.write.html.page import page
from diagnose.memo.write.lists import label, pattern
from diagnose.memo.write.markdown import markdown
from diagnose.memo.write.pdf.writer import pdf
from diagnose.memo.write.plain import plain
from tests.lib.memos import of
from tests.lib.named_memos import CASES, HOSTILE, hostile, memo_of
from tests.lib.pdfs import text_of
from tests.lib.whole_memo import blocks_with, with_letterhead

VOID = {"meta", "br", "hr", "link", "img"}


class Reader(HTMLParser):
    """Reads a page, and fails where an element is not closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title", "desc"} & set(self.open):
            self.text += data


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", CASES)
def test_pages_are_well_formed_and_need_nothing_else(name: str, lang: str) -> None:
    memo = with_letterhead(memo_of(name, lang))
    made = page(of(blocks_with("teks"), "nota-dinas"), memo, {"F01": "aturan F01"})
    seen = Reader(made)
    attributes = [a for _, a in seen.tags]
    assert ("html", {"lang": lang}) in seen.tags
    assert any("default-src 'none'" in (a.get("content") or "") for a in attributes)
    assert not {"script", "link", "img", "iframe", "object", "use", "image"} & {tag for tag, _ in seen.tags}
    assert not [a for a in attributes for k in a if k.startswith("on") or k == "src"]
    assert all((a.get("href") or "#").startswith("#") for a in attributes)
    assert not re.search(r"https?:|url\(|file:|@import", made.replace('xmlns="http://www.w3.org/2000/svg"', ""))
    assert all(a.get("scope") for tag, a in seen.tags if tag == "th")
    ids = [a["id"] for a in attributes if "id" in a]
    assert len(ids) == len(set(ids))
    assert memo.region in seen.text


@pytest.mark.parametrize(
    "text", [*HOSTILE, "=1+1", "+1", "-1", "@x", "# judul", "1. satu", "| sel | lain |", "::: kop"]
)
def test_a_hostile_text_is_text_in_every_form(text: str) -> None:
    memo = hostile(with_letterhead(memo_of("lebak-2022", "id", "sk-direvisi")), text)
    calm = hostile(with_letterhead(memo_of("lebak-2022", "id", "sk-direvisi")), "tenang")
    shown = " ".join(state(text).text.split())
    notes = {"F01": text}

    def tags(m: Memo, t: str) -> list[str]:
        return sorted({tag for tag, _ in Reader(page(of(blocks_with(t), "nota-dinas"), m, {"F01": t})).tags})

    assert tags(memo, text) == tags(calm, "tenang")
    assert shown in Reader(page(of(blocks_with(text), "nota-dinas"), memo, notes)).text

    written = markdown(of(blocks_with(text), "nota-dinas"), memo, notes)
    parser = MarkdownIt("commonmark").enable("table")
    kinds = [t.type for t in parser.parse(written)]
    assert kinds == [
        t.type for t in parser.parse(markdown(of(blocks_with("tenang"), "nota-dinas"), calm, {"F01": "tenang"}))
    ]
    inline = [c for t in parser.parse(written) for c in t.children or []]
    assert {c.type for c in inline} <= {"text", "strong_open", "strong_close", "em_open", "em_close", "hardbreak"} | {
        "softbreak",
        "text_special",
    }

    as_text = plain(of(blocks_with(text), "pesan"), memo, notes)
    assert shown in as_text
    assert all(c.isprintable() or c == "\n" for c in written + as_text)

    made = pdf(of(blocks_with(text), "nota-dinas"), memo, notes)
    assert made.startswith(b"%PDF")
    assert "".join(shown.split())[:40] in "".join(text_of(made).split()).replace("\u200b", "")


@pytest.mark.parametrize("write", [page, markdown, plain, pdf])
@pytest.mark.parametrize("noted", [True, False])
def test_equal_input_gives_equal_output(write: Callable[..., str | bytes], noted: bool) -> None:
    memo, notes = with_letterhead(memo_of("lebak-2022", "id")), {"F01": "a", "x": "b"} if noted else None
    first = write(of(blocks_with("teks"), "nota-dinas"), memo, notes)
    assert write(of(blocks_with("teks"), "nota-dinas"), memo, notes) == first


def test_marks_of_the_ladder_are_in_every_form() -> None:
    memo = memo_of("lebak-2022", "id", "tujuan-renstra")
    blocks = parse("::: tangga\n\nTanda: ✓ ✗ ? ▲ ▼ ■ □")
    whole = text_of(pdf(of(blocks, "nota-dinas"), memo))
    for text in (page(of(blocks, "x"), memo), markdown(of(blocks, "x"), memo), plain(of(blocks, "x"), memo), whole):
        assert all(mark in text for mark in "✓✗?▲▼■□")
        assert re.search("▲ ?2|■▲□□", text)


def test_notes_are_numbered_once_and_only_where_there_is_something_to_note() -> None:
    markup = "{} dan {} lalu {}."
    one, other, none = (marked(state(t, i)) for t, i in (("satu", "a"), ("dua", "b"), ("tiga", "c")))
    blocks = parse(f"{markup.format(one, other, none)}\n\n{one}")
    memo, notes = memo_of("lebak-2022", "id"), {"a": "nota a", "b": "nota b"}
    text = plain(of(blocks, "nota-dinas"), memo, notes)
    assert "satu [1] dan dua [2] lalu tiga." in text
    assert text.count("nota a") == 1
    assert "[3]" not in text
    written = markdown(of(blocks, "nota-dinas"), memo, notes)
    assert "satu \\[1\\]" in written
    assert "2. nota b" in written
    html = page(of(blocks, "nota-dinas"), memo, notes)
    assert html.count('href="#n1"') == 2
    assert html.count('id="r1"') == 1
    assert "nota b" in text_of(pdf(of(blocks, "nota-dinas"), memo, notes))


def test_text_is_wrapped_for_memos_and_not_for_messages() -> None:
    blocks, memo = blocks_with("kata " * 60), with_letterhead(memo_of("lebak-2022", "id"))
    page_of_text, message = (plain(of(blocks, t), memo) for t in ("nota-dinas", "pesan"))
    assert max(map(len, page_of_text.splitlines())) <= 80
    assert max(map(len, message.splitlines())) > 200
    for text in (page_of_text, message):
        assert not re.search(r"\*\*|:::|<\w+>|^#", text, re.MULTILINE)
        assert "1. Satu" in text
        assert "Rangkasbitung, 24 November 2026" in " ".join(text.split())
        assert "2. Camat" in text


LISTS = parse("1. luar\n\n    1. dalam\n    2. lagi\n2. kedua\n\n- titik\n\n    1. dalam titik")


@pytest.mark.parametrize(
    ("template", "labels"),
    [
        ("nota-dinas", ("1. luar", "a. dalam", "b. lagi", "2. kedua", "1. dalam titik")),
        ("telaahan-staf", ("a. luar", "1) dalam", "2) lagi", "b. kedua", "a. dalam titik")),
    ],
)
def test_lists_are_labelled_as_the_kind_of_memo_asks(template: str, labels: tuple[str, ...]) -> None:
    memo = memo_of("lebak-2022", "id")
    for text in (plain(of(LISTS, template), memo), text_of(pdf(of(LISTS, template), memo))):
        assert all(label in " ".join(text.split()) for label in labels)
    lists = [a for tag, a in Reader(page(of(LISTS, template), memo)).tags if tag == "ol"]
    assert [a.get("type", "1") for a in lists] == [label[0].replace("2", "1") for label in (labels[0], *labels[1::3])]
    assert [a.get("class") == "paren" for a in lists] == [label[1] == ")" for label in (labels[0], *labels[1::3])]


def test_labels_go_on_after_the_last_letter() -> None:
    assert [label("a.", 0, n) for n in (0, 1, 26, 27, 53)] == ["0.", "a.", "z.", "aa.", "ba."]
    assert [pattern("1.", depth) for depth in range(5)] == ["1.", "a.", "1)", "a)", "1."]


def test_an_open_level_never_looks_like_a_settled_one_in_any_form() -> None:
    memo, told = memo_of("fiktif-kota-2024", "id"), of(parse("::: tangga"), "x")
    aspect = next(a for a in memo.aspects if (a.stands.lowest, a.stands.highest) == (1, 4))
    assert f"{aspect.name} ????" in " ".join(plain(told, memo).split())
    assert f"| {aspect.name} | ? | ? | ? | ? |" in markdown(told, memo)
    assert re.search(rf"{aspect.name}.*?(<td class=\"open l\d\">\?</td>){{4}}</tr>", page(told, memo))
    for text in (page(told, memo), markdown(told, memo), plain(told, memo), text_of(pdf(told, memo))):
        assert "masih terbuka" in " ".join(text.split())


def test_rows_of_many_columns_are_cards_on_a_telephone_with_the_heading_in_each() -> None:
    memo = memo_of("lebak-2022", "id")
    wide = page(of(parse('| A "1" | B | C | D |\n|--|--|--|--|\n| a | b | c | d |'), "x"), memo)
    seen = [a for tag, a in Reader(wide).tags if tag == "td"]
    assert [a["data-label"] for a in seen] == ['A "1"', "B", "C", "D"]
    assert 'class="cards"' in wide
    assert 'class="cards"' not in page(of(parse("| A | B |\n|--|--|\n| a | b |"), "x"), memo)


def test_the_first_line_of_a_text_is_centred_too() -> None:
    assert plain(of(parse("# Judul"), "nota-dinas"), memo_of("lebak-2022", "id")).startswith(" " * 37 + "JUDUL")


def test_an_unknown_directive_is_an_error() -> None:
    for text in ("::: tanga", "::: gambar", "::: gambar radar"):
        for write in (page, plain, markdown, pdf):
            with pytest.raises(InputError):
                write(of(parse(text), "nota-dinas"), memo_of("lebak-2022", "id"))
