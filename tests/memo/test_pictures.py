"""Pictures of memos: well-formed, self-contained, nothing written over anything, honest about what is unknown."""

import dataclasses
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from diagnose import InputError
from diagnose.diagnosis.ladder import rungs
from diagnose.diagnosis.record import Interval
from diagnose.memo.content.records import Memo
from diagnose.memo.content.series import Figure
from diagnose.memo.content.statement import state
from diagnose.memo.pictures import PICTURES, Picture, picture
from diagnose.memo.pictures.drawing import Box, width_of, wrapped
from diagnose.memo.pictures.lists import members
from tests.lib.named_memos import CASES, HOSTILE, hostile, memo_of

SVG = "{http://www.w3.org/2000/svg}"


def pictures_of(memo: Memo) -> dict[str, Picture]:
    asked: list[tuple[str, tuple[str, ...]]] = [("obstacles", ())]
    asked += [("members", (code,)) for code in memo.seats] + [("series", (name,)) for name in memo.series]
    assert {name for name, _ in asked} == set(PICTURES)
    drawn = {" ".join((name, *args)): picture(name, memo, args) for name, args in asked}
    return {name: found for name, found in drawn.items() if found}


def boxes(svg: str) -> list[tuple[Box, str]]:
    found = []
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        words, size, x, y = text.text or "", float(text.attrib["font-size"]), *(float(text.attrib[k]) for k in "xy")
        # Both typefaces are narrower than the estimate, so a little less than it must not touch.
        wide = width_of(words, size, "font-weight" in text.attrib) * 0.97
        left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.attrib["text-anchor"]]
        found.append(((left, y - size * 0.75, left + wide, y + size * 0.2), words))
    return found


def clashes(drawn: Picture) -> list[tuple[str, str]]:
    """The texts of a picture that touch another or its edge."""
    found = boxes(drawn.svg)
    over = [(words, more) for (one, words), (other, more) in combinations(found, 2) if _touch(one, other)]
    edge = (-1, -1, drawn.width + 1, drawn.height + 1)
    out = [(w, "") for b, w in found if b[0] < edge[0] or b[1] < edge[1] or b[2] > edge[2] or b[3] > edge[3]]
    return over + out


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", CASES)
def test_nothing_is_written_over_anything_or_over_the_edge(name: str, lang: str) -> None:
    memos = [memo_of(name, lang)] + ([memo_of(name, lang, "sk-direvisi")] if name == CASES[0] else [])
    for memo in memos:
        for asked, drawn in pictures_of(memo).items():
            assert not clashes(drawn), asked


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text(text: str) -> None:
    for drawn in pictures_of(hostile(memo_of("lebak-2022", "id", "sk-direvisi"), text)).values():
        root = ElementTree.fromstring(drawn.svg)
        allowed = {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "text", "rect", "line", "path")}
        assert {element.tag for element in root.iter()} <= allowed
        assert not re.search("[\x00\x1b\u202e\u200f]", drawn.svg)


@pytest.mark.parametrize("text", HOSTILE)
def test_long_or_odd_names_are_not_written_over_anything(text: str) -> None:
    for asked, drawn in pictures_of(hostile(memo_of("lebak-2022", "id", "sk-direvisi"), text)).items():
        assert not clashes(drawn), asked


def test_pictures_need_nothing_else_and_say_what_they_show() -> None:
    for drawn in pictures_of(memo_of("lebak-2022", "en", "sk-direvisi")).values():
        inside = drawn.svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?:|url\(|file:|href|<style|\bon\w+=| id=", inside)
        root = ElementTree.fromstring(drawn.svg)
        assert root.attrib["role"] == "img"
        assert root.findtext(f"{SVG}title") == drawn.title
        assert root.findtext(f"{SVG}desc") == drawn.description
        assert drawn.title
        assert drawn.description


def test_equal_memos_make_equal_pictures() -> None:
    memo = memo_of("lebak-2022", "id")
    assert pictures_of(memo) == pictures_of(memo)


NAME = (
    "Dinas Kesehatan, Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan Perlindungan Anak "
    "serta Pemberdayaan Masyarakat dan Desa Kabupaten Administrasi Kepulauan"
)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_long_names_of_agencies_are_whole_and_touch_nothing(lang: str) -> None:
    memo = memo_of("lebak-2022", lang)
    seats = {c: tuple(dataclasses.replace(s, agency=state(NAME)) for s in found) for c, found in memo.seats.items()}
    long = dataclasses.replace(memo, seats=seats, obstacles=tuple(state(NAME) for _ in memo.obstacles))
    for asked in (("members", ("decree.seat@key",)), ("obstacles", ())):
        drawn = picture(asked[0], long, asked[1])
        assert drawn
        assert not clashes(drawn)
        written = " ".join(words for _, words in boxes(drawn.svg))
        assert written.count("Administrasi Kepulauan") == written.count("Dinas Kesehatan,")
        assert "…" not in written


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("years", [2, 13, 40])
def test_many_years_and_sources_touch_nothing_and_none_is_left_out(lang: str, years: int) -> None:
    memo = memo_of("lebak-2022", lang)
    figures = tuple(
        Figure(system, "region", 2026 - year, 30 + year % 7 + order, state(f"{30 + year % 7 + order},{order}%"), False)
        for order, system in enumerate(("ssgi", "eppgbm", "ski", "riskesdas", NAME))
        for year in range(years)
    )
    own = {"prevalence": dataclasses.replace(memo.series["prevalence"], figures=figures)}
    drawn = picture("series", dataclasses.replace(memo, series=own), ("prevalence",))
    assert drawn
    assert not clashes(drawn)
    written = " ".join(words for _, words in boxes(drawn.svg))
    assert all(f"{f.year}: {f.text}" in written for f in figures)


@pytest.mark.parametrize("name", CASES)
def test_an_open_level_has_no_number_in_any_of_its_cells(name: str) -> None:
    memo = memo_of(name, "id")
    for aspect in memo.aspects:
        if aspect.stands.lowest < aspect.stands.highest:
            cells = rungs(aspect.stands)
            assert not any(c.mark.isdigit() for c in cells)
            hatched = [c.level for c in cells if c.kind == "open"]
            assert hatched == list(range(aspect.stands.lowest, aspect.stands.highest + 1))


def test_there_is_no_picture_of_nothing() -> None:
    blank = memo_of("fiktif-kota-2024", "id")
    assert picture("series", blank, ("prevalence",)) is None
    assert picture("obstacles", blank) is None
    assert picture("members", dataclasses.replace(blank, seats={"x": ()}), ("x",)) is None


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("radar", ()), ("ladder", ()), ("members", ()), ("members", ("decree.seat@kye",)), ("series", ("suhu",))],
)
def test_an_unknown_picture_is_an_error(name: str, arguments: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="gambar"):
        picture(name, memo_of("lebak-2022", "id"), arguments)


@pytest.mark.parametrize(
    ("now", "then", "marks"),
    [
        ((2, 2), None, "■|2||"),
        ((1, 4), None, "?|?|?|?"),
        ((2, 3), None, "■|?|?|"),
        ((2, 2), (4, 4), "■|2|▲|▲ 4"),
        ((1, 3), (2, 4), "■|▲|?|▲ ?"),
        ((1, 4), (2, 2), "■|▲ 2|▼|▼"),
        ((3, 4), (3, 3), "■|■|3|▼"),
        ((4, 4), (3, 4), "■|■|?|4 ▼ ?"),  # a range is hatched as a whole, also where it comes of a change,
        ((3, 3), (1, 1), "■|▼|3 ▼|"),
        ((3, 3), (1, 4), "?|▼ ?|3 ▼ ?|▲ ?"),
    ],
)
def test_rungs(now: tuple[int, int], then: tuple[int, int] | None, marks: str) -> None:
    made = [Interval(lowest=low, highest=high) for low, high in (now, then or now)]
    assert "|".join(r.mark for r in rungs(made[0], made[1] if then else None)) == marks


def test_the_members_picture_counts_in_out_and_unknown() -> None:
    drawn = members(memo_of("lebak-2022", "id"), "decree.seat@key")
    assert drawn
    written = [words for _, words in boxes(drawn.svg)]
    assert "ya: 9" in written
    assert "tidak: 5" in written
    assert "belum diketahui: 0" not in written


def test_obstacles_have_a_number_only_where_they_are_ranked() -> None:
    memo = memo_of("lebak-2022", "en")
    ranked, plain = (picture("obstacles", dataclasses.replace(memo, ranked=r)) for r in (True, False))
    assert ranked
    assert plain
    assert "most frequent first" in ranked.title
    assert "most frequent first" not in plain.title
    assert "1" not in [words for _, words in boxes(plain.svg)]


def test_disputed_figures_are_marked() -> None:
    drawn = picture("series", memo_of("lebak-2022", "id"), ("prevalence",))
    assert drawn
    assert "27,3%*" in drawn.svg
    assert "* = sumber berbeda angka" in drawn.svg


def test_wrapping_keeps_within_the_width() -> None:
    for text in ("Dinas Kesehatan, Pengendalian Penduduk dan Keluarga Berencana Kota", "x" * 90, "a", ""):
        lines = wrapped(text, 120, 12)
        assert len(lines) <= 2
        assert all(width_of(line, 12) <= 120 for line in lines)
