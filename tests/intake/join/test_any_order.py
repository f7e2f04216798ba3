"""Joining is commutative, associative and idempotent, and what one file knows the case knows."""

from itertools import permutations
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

from diagnose.case.load import case_of_tree
from diagnose.case.model import Case
from diagnose.case.write import case_text
from diagnose.common.yamltree import Tree, as_yaml, parse_yaml
from diagnose.intake.join.gather import gather
from diagnose.intake.records import Intake
from tests.lib.examples import examples

HEAD: dict[str, Any] = {
    "region": {"code": "99.99", "name": "Kabupaten Contoh", "kind": "kabupaten"},
    "year": 2022,
    "documents": [{"id": "A", "title": "Laporan"}, {"id": "B", "title": "Notulen"}],
}
SCALES = {
    ("decree", "signed"): ("no", "draft", "yes"),
    ("lokus", "determined"): ("no", "draft", "yes"),
    ("budget", "allocated"): ("none", "some", "most", "all"),
    ("lokus", "villages"): (3, 5, 8),
    ("calendar", "rembuk"): ("2022-03-04", "2022-03", "2022-06"),
}


@st.composite
def facts(draw: st.DrawFn, values: tuple[Any, ...]) -> Any:
    """One statement: bare or in full, a value, a bound or a dispute, with a source or without."""
    kind = draw(st.sampled_from(["bare", "value", "at_least", "at_most", "disputed"]))
    one, other = draw(st.permutations(values))[:2]
    months = any(len(str(v)) == 7 for v in values)
    if kind == "bare" or months:
        return one
    source = draw(st.sampled_from([{}, {"source": "A"}, {"source": "B"}]))
    if kind == "disputed":
        return {"disputed": [{"value": one, "source": "A"}, {"value": other, "source": "B"}]}
    return {kind: one, **source}


@st.composite
def parts(draw: st.DrawFn) -> dict[str, Any]:
    part: dict[str, Any] = {}
    for section, name in draw(st.lists(st.sampled_from(sorted(SCALES)), max_size=4, unique=True)):
        part.setdefault(section, {})[name] = draw(facts(SCALES[section, name]))
    if draw(st.booleans()):
        names = draw(st.lists(st.sampled_from(["Dinas Kesehatan", "Dinsos", "DPMD"]), max_size=3, unique=True))
        part["goals"] = {"agencies": {n: draw(facts(("no", "draft", "yes"))) for n in names}}
    if draw(st.booleans()):
        agency = draw(st.sampled_from(["Dinas Kesehatan", "Dinas Sosial", None]))
        programme = {"name": "PKH", "adapted": draw(facts(("no", "draft", "yes")))}
        part["programmes"] = {"items": [{**programme, **({"agency": agency} if agency else {})}]}
    if draw(st.booleans()):
        answers = st.dictionaries(st.sampled_from(["Dinas Kesehatan", "Dinsos"]), st.sampled_from(["yes", "no"]))
        part["questionnaire"] = {"items": {"names_causes": {"answers": draw(answers)}}}
    return part


def tree(name: str, part: dict[str, Any]) -> Tree:
    return parse_yaml(as_yaml({**HEAD, **part}), name)


def joined(*trees: Tree) -> Case:
    return gather(None, [Intake(one) for one in trees]).case


def known(case: Case) -> dict[str, Any]:
    """What a case says, whatever the order it says it in."""
    said = {}
    for path, fact in case.facts.items():
        value = fact.value if not fact.disputed else frozenset((str(v), s) for v, s in fact.disputed)
        one_source = fact.source if not isinstance(fact.value, dict) and not fact.disputed else None
        value = frozenset(map(str, value.items())) if isinstance(value, dict) else value
        said[path] = (value, fact.low, fact.high, one_source)
    items = {i: sorted((item.note or "").split("; ")) for i, item in case.questionnaire.items.items()}
    return {**{p: s for p, s in said.items() if case.facts[p].known}, "notes": items}


def again(case: Case, name: str) -> Tree:
    return parse_yaml(as_yaml(case.tree.data), name)


SLOW = examples(20, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@SLOW
@given(st.tuples(parts(), parts(), parts()))
def test_neither_order_nor_grouping_nor_repetition_matters(made: tuple[dict[str, Any], ...]) -> None:
    trees = [tree(f"{n}.yaml", part) for n, part in zip("xyz", made, strict=True)]
    first = known(joined(*trees))
    for order in (trees[::-1], [trees[1], trees[0], trees[2]]):
        assert known(joined(*order)) == first
    x, y, z = trees
    assert known(joined(again(joined(x, y), "xy.yaml"), z)) == first
    assert known(joined(x, again(joined(y, z), "yz.yaml"))) == first
    assert known(joined(*trees, *trees)) == first


@SLOW
@given(st.tuples(parts(), parts(), parts()), st.booleans())
def test_files_in_any_order_make_the_same_case_to_the_byte(made: tuple[dict[str, Any], ...], named_alike: bool) -> None:
    """Documents, agencies, entries and notes too; of two files of one name in two folders as well."""
    named = zip("xxx" if named_alike else "xyz", made, "CDE", strict=True)
    trees = [
        tree(f"{n}.yaml", {**part, "documents": [*HEAD["documents"], {"id": d, "title": d}]}) for n, part, d in named
    ]
    base = tree("kasus.yaml", {"documents": [{"id": "Z", "title": "Z"}, *HEAD["documents"]]})
    for start in (None, base):
        written = {
            case_text(gather(start, [Intake(one) for one in order]).case, None, Path("kasus.yaml"), "")
            for order in permutations(trees)
        }
        assert len(written) == 1
    assert next(iter(written)).index("id: Z") < next(iter(written)).index("id: A"), "what there was stays where it was"


@SLOW
@given(st.tuples(parts(), parts()))
def test_what_one_file_knows_the_case_knows(made: tuple[dict[str, Any], ...]) -> None:
    trees = [tree(f"{n}.yaml", part) for n, part in zip("xy", made, strict=True)]
    whole = joined(*trees).facts
    for one in trees:
        for path, fact in case_of_tree(one).facts.items():
            if fact.derived is not None:  # it follows from what the file states, which another may dispute
                continue
            if not fact.known or path.startswith("questionnaire") or path.endswith("[PKH]"):
                continue
            now = whole[path]
            assert now.known, path
            assert now.low <= fact.high, path
            assert fact.low <= now.high, path
            values = [v for v, _ in fact.disputed] if fact.disputed else [fact.value]
            for value in values:
                if not isinstance(value, dict):
                    assert value in [now.value, *(v for v, _ in now.disputed)], path
