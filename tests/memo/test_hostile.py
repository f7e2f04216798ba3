"""Memos against strangers: templates without end, that reach behind their values, or take too much."""

from pathlib import Path

import pytest

from diagnose.memo.template.blocks import texts
from diagnose.memo.template.render import fill
from tests.lib.hostile import LOOP, fictional, refused, template


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a\n{{ 'a' * 10**10 }}", ":2: ", "memori"),
        ("{{ '%999999999d' % 1 }}", ":1: ", "memori"),
        ("\n\n{{ 'a' | center(10**9) }}", ":3: ", "memori"),
        (
            "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            ":1: ",
            "memori",
        ),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", ":1: ", "dirinya sendiri"),
        ("{% include 'pesan.md.jinja' %}", ":1: ", "dirinya sendiri"),
        ("{{ " + "(" * 5000 + ")" * 5000 + " }}", "pesan.md.jinja: ", "dirinya sendiri"),
        ("{{ 'x' * 600000 }}", "pesan.md.jinja: ", "500000"),
        ("::: gambar obstacles\n\n" * 300, "pesan.md.jinja: ", "10000"),
        ("|a" * 6000 + "\n" + "|-" * 6000 + "\n" + "|a" * 6000, "pesan.md.jinja: ", "10000"),
        ("- a\n" * 11000, "pesan.md.jinja: ", "10000"),
        ("\n{{ memo.nothing }}", ":2: ", "nothing"),
        ("\n{% include 'other.md.jinja' %}", ":2: ", "other.md.jinja"),
    ],
    ids=range(13),
)
def test_a_template_that_takes_too_much_is_stopped_and_named(text: str, place: str, said: str, tmp_path: Path) -> None:
    told = refused(lambda: fill("pesan", fictional(), template(tmp_path, text)).blocks)
    assert f"pesan.md.jinja{place.removeprefix('pesan.md.jinja')}" in told
    assert said in told


@pytest.mark.parametrize(("text", "place"), [(LOOP, ":2: "), ("{{ 10 ** (10 ** 10) }}", ": ")])
def test_a_template_without_end_is_stopped(
    text: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diagnose.memo.template.process.SECONDS", 2)
    told = refused(lambda: fill("pesan", fictional(), template(tmp_path, text)).blocks)
    assert f"pesan.md.jinja{place}" in told
    assert "2 detik" in told


@pytest.mark.parametrize(
    "text",
    [
        "{{ '{0.__class__.__mro__}'.format(memo) }}",
        "{{ '{a.__class__}' | attr('format')(a=1) }}",
        "{% set f = '{0.__class__}'.format %}{{ f(1) }}",
        "{{ '{a.__class__}'.format_map({'a': 1}) }}",
        "{{ ['a'] | map(attribute='__class__') | map('upper') | list }}",
        "{{ cycler('a').next.__globals__ }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
    ],
)
def test_a_template_reaches_nothing_behind_its_values(text: str, tmp_path: Path) -> None:
    told = refused(lambda: fill("pesan", fictional(), template(tmp_path, text)).blocks)
    assert "<class" not in told


def test_what_a_macro_writes_keeps_its_marks_and_its_grounds(tmp_path: Path) -> None:
    text = "{% macro m(x) %}**{{ x }}** {{ memo.lowest[0] }}{% endmacro %}{{ m('a * b') }}"
    (block,) = fill("pesan", fictional(), template(tmp_path, text)).blocks
    spans = [(s.text, s.bold, bool(s.ids)) for s in texts(block)]
    assert spans[0] == ("a * b", True, False)
    assert spans[-1] == (str(fictional().lowest[0]), False, True)
