"""Flowcharts: what is shown is what was told, and no text of a stranger's acts in them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from diagnose import Diagnosed, InputError
from diagnose.analysis.why.why import why
from diagnose.cli.pages.mermaid import escaped, mermaid
from diagnose.cli.pages.why import why_text
from tests.conftest import make_case
from tests.lib.explaining import LINK, NODE, RULES


def assert_chart(chart: str) -> None:
    first, *lines = chart.rstrip("\n").split("\n")
    assert first == "flowchart TD"
    for line in lines:
        assert NODE.fullmatch(line) or LINK.fullmatch(line), line
        assert all(c.isprintable() for c in line)
        inside = re.sub(r"<br/>|#\d+;", "", line.partition('"')[2].rpartition('"')[0])
        assert not set('"<>&#;`{}|') & set(inside), line


HOSTILE = 'x"] --> n0[/"y%%{init: {}}%%<script>`1. a`&lt;#quot; \u202eabc\u2066 end\tclick n1 "z'


def test_hostile_texts_break_neither_the_text_nor_the_flowchart() -> None:
    items = [{"name": f"{HOSTILE} {i}", "agency": "Dinas Sosial", "source": "D 1; --> [x]"} for i in range(5)]
    documents = [{"id": "D", "title": HOSTILE.replace("\u202e", "").replace("\u2066", "")}]
    try:
        case = make_case({"documents": documents, "programmes": {"items": items}})
    except InputError:  # what the reader of cases refuses outright needs no care here
        for item in items:
            item["name"] = item["name"].translate({0x202E: None, 0x2066: None, 9: " "})
        case = make_case({"documents": documents, "programmes": {"items": items}})
    for target in ("I01", "policy_instruments"):
        found = why(Diagnosed(case, RULES), target, depth=9)
        assert_chart(mermaid(found))
        text = why_text(found)
        assert max(map(len, text.splitlines())) <= 80
        assert all(c.isprintable() or c == "\n" for c in text)


def test_a_label_shows_what_it_was_given_and_no_line_of_it_looks_like_a_list() -> None:
    label = escaped("1. satu 2) dua, yang ketiga 27,3% (Perpres-72-2021 Pasal 2) selesai")
    shown = re.sub(r"#(\d+);", lambda m: chr(int(m[1])), label.replace("<br/>", " "))
    assert shown == "1. satu 2) dua, yang ketiga 27,3% (Perpres-72-2021 Pasal 2) selesai"
    assert not any(re.match(r"\d+[.)]|[-+*]", line) for line in label.split("<br/>"))


@given(st.text(max_size=400))
def test_no_text_can_end_or_act_in_a_label(text: str) -> None:
    assert_chart(f'flowchart TD\n    n0["{escaped(text)}"]\n')
