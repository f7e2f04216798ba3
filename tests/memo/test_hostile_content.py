"""Facts, names and templates that try to write a memo of their own."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from diagnose import InputError
from diagnose.case.load import case_from, find_case
from diagnose.case.model import Case
from diagnose.common.wording import LANGUAGES
from diagnose.memo.content.records import Memo
from diagnose.memo.template.blocks import as_data
from diagnose.memo.template.render import fill, templates
from tests.lib.memo_blocks import directives, shape
from tests.lib.memos import memo_of, plain, shipped, spans

HOSTILE = (
    "a & b &amp; <b>tebal</b>",
    "\"kutip\" 'tunggal'",
    "{{7*7}} {% raw %}",
    "x | y \\| z",
    "::: ttd",
    "# judul",
    "1. satu\n2. dua\n\n::: kop",
    "**tebal** _miring_ [a](b) ![c](d) `e`",
    "\u202e\u200fkanan\ue000kiri\ue001ids\ue002",
    "| --- | --- |",
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_facts_come_out_as_text_where_they_stand(
    text: str, lang: str, changed: Callable[..., Case], lebak_data: dict[str, Any]
) -> None:
    def told(mark: str) -> Memo:
        noted = [p for p in lebak_data["prevalence"] if isinstance(p["percent"], dict)]
        for figure in noted:
            figure["percent"]["note"] = mark
        figures = copy.deepcopy(lebak_data["prevalence"])
        source = {
            "documents": [{"id": "BA", "title": "Berita acara"}],
            "decree": {"states": {"source": f"BA {' '.join(mark.split())}"}},
        }
        return memo_of(changed({"prevalence": figures}, source), lang)

    memo, calm = told(text), told("biasa")
    seen = "".join(c for c in text if c.isprintable() or c == "\n")
    flat = " ".join(seen.split())
    for template in templates():
        blocks, before = fill(template, memo).blocks, fill(template, calm).blocks
        assert [shape(as_data(b)) for b in blocks] == [shape(as_data(b)) for b in before]
        if template == "lampiran":
            assert flat in plain(blocks)
            assert f"BA {flat}" in plain(blocks)
        assert all(s.ids for s in spans(blocks) if flat in s.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_region_stands_as_text_where_a_calm_one_does(text: str, changed: Callable[..., Case]) -> None:
    try:
        memo = memo_of(changed({"region": {"name": text}}), "id")
    except InputError:
        return  # the case file refuses what cannot be shown
    calm = memo_of(changed({"region": {"name": "Kabupaten Contoh"}}), "id")
    for template in templates():
        kinds = [[shape(as_data(b)) for b in fill(template, m).blocks] for m in (memo, calm)]
        assert kinds[0] == kinds[1]


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.isprintable()])
def test_hostile_names_of_agencies_ask_for_no_directive(text: str) -> None:
    data = yaml.safe_load(find_case("fiktif-kota-2024").read_text(encoding="utf-8"))
    calm = memo_of(case_from(data), "id")
    data["agencies"].append({"name": text, "same_as": "bpkad"})
    try:
        memo = memo_of(case_from(data), "id")
    except InputError:
        return  # the case file refuses such a name
    for template in templates():
        kinds = [[shape(as_data(b)) for b in fill(template, m).blocks] for m in (memo, calm)]
        assert kinds[0] == kinds[1]


def test_a_value_alone_in_a_paragraph_is_no_directive(tmp_path: Path, changed: Callable[..., Case]) -> None:
    (tmp_path / "pesan.md.jinja").write_text("{{ memo.region }}\n\n- {{ memo.region }}\n", encoding="utf-8")
    blocks = fill("pesan", memo_of(changed({"region": {"name": "::: ttd"}}), "id"), tmp_path).blocks
    assert directives(blocks) == []
    assert plain(blocks) == "::: ttd::: ttd"


def test_ids_with_blanks_come_through_whole() -> None:
    paths = {i for f in shipped("lebak-2022", "id", False).conflicts for x in f.figures for i in x.value.ids}
    assert any(" " in path for path in paths)
    assert paths <= {i for s in spans(fill("lampiran", shipped("lebak-2022", "id", False)).blocks) for i in s.ids}


METHODS = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


SECRET = "rahasia-yang-tidak-boleh-terbaca"


@pytest.mark.parametrize(
    "template",
    [
        "{{ memo.__class__.__mro__ }}",
        "{{ memo.letterhead.__class__.__subclasses__() }}",
        "{{ memo.letterhead.__dict__ }}",
        "{{ ''.__class__.__base__ }}",
        "{{ memo.aspects.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../../../etc/passwd' %}",
        "{% include 'SECRET' %}",
        "{% extends '/etc/passwd' %}",
        "{% import '/etc/passwd' as p %}",
        "{% for i in range(1000000000000) %}{% endfor %}",
        "{{ memo.nothing_of_the_kind }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% for %}",
        "{{ open('SECRET').read() }}",
        pytest.param("{{ memo.letterhead.parse_file('SECRET').city }}", marks=METHODS),
        pytest.param("{{ memo.aspects[0].stands.model_construct() }}", marks=METHODS),
    ],
)
def test_a_hostile_template_is_refused_and_reads_nothing(template: str, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.json"
    secret.write_text(json.dumps({"city": SECRET}), encoding="utf-8")
    own = tmp_path / "templat"
    own.mkdir()
    (own / "pesan.md.jinja").write_text(template.replace("SECRET", str(secret)), encoding="utf-8")
    with pytest.raises(InputError) as error:
        fill("pesan", shipped("fiktif-kuat-2023", "id", False), own)
    assert SECRET not in str(error.value)
    assert "root:" not in str(error.value)


def test_an_unknown_template_is_told() -> None:
    with pytest.raises(InputError):
        fill("tidak-ada", shipped("fiktif-kuat-2023", "id", False))
