"""Cases of anything that the vocabulary has a place for: either kind of region, several years, all subjects."""

from functools import cache
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from diagnose.case import blank_facts, has_fact, kind_at, questionnaire
from diagnose.case.load import case_from
from diagnose.case.model import Case
from diagnose.common.problems import InputError
from tests.conftest import merged
from tests.lib.examples import examples

# a failing case is told as it was found: to make it smaller takes minutes, since all of it is diagnosed each time
FEW = examples(15, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
YEARS = (2019, 2021, 2022, 2023, 2024, 2025, 2026)
KINDS = ("kabupaten", "kota")
VALUES: dict[str, tuple[Any, ...]] = {
    "answer": ("no", "yes"),
    "draft": ("no", "draft", "yes"),
    "extent": ("none", "some", "most", "all"),
    "count": (0, 1, 2, 5, 28),
    "number": (0, 6, 14),
    "percent": (0, 12.5, 61, 100),
}
AGENCIES = ("Dinas Kesehatan", "Dinas Sosial", "Dinas PUPR", "BPKAD", "Kantor Kemenag", "RSUD", "TP-PKK")
SURVEYS = ("ssgi", "ski", "e_ppgbm")


class Anything(NamedTuple):
    """A case, told by the few things that it was made of."""

    kind: str
    year: int
    said: tuple[tuple[str, Any], ...]
    lists: dict[str, Any]

    @property
    def case(self) -> Case:
        """The case; of facts that no one case can hold together, the lists alone are left."""
        region = {"code": "99.99", "name": f"{self.kind.capitalize()} Contoh", "kind": self.kind}
        bare = {"region": region, "year": self.year, "fictional": True, **self.lists}
        data = bare
        for path, value in self.said:
            *groups, name = path.split(".")
            said: Any = {name: value}
            for group in reversed(groups):
                said = {group: said}
            data = merged(data, said)
        try:
            return case_from(data)
        except InputError:
            return case_from(bare)


@cache
def settable(kind: str, year: int) -> dict[str, tuple[Any, ...]]:
    """The facts of such a region in such a year, with values that each can have."""
    found: dict[str, tuple[Any, ...]] = {}
    for path in blank_facts():
        asked = kind_at(path)
        if asked is None or "[" in path or path.startswith("region.") or not has_fact(path, kind, year):
            continue
        choices = tuple(code for code, _ in asked.choices) or VALUES.get(asked.name, ())
        if choices:
            found[path] = choices
    return found


def _answers(kind: str, year: int) -> st.SearchStrategy[list[tuple[str, Any]]]:
    places = settable(kind, year)
    one = st.sampled_from(sorted(places)).flatmap(
        lambda path: st.sampled_from(places[path]).map(lambda value: (path, value))
    )
    return st.lists(one, min_size=5, max_size=60, unique_by=lambda said: said[0])


def _tallies() -> st.SearchStrategy[dict[str, Any]]:
    """Answers of agencies to some questions, often of some of them only and without how many were asked."""
    questions = {q.id: tuple(q.answers) for q in questionnaire().questions}
    tally = st.sampled_from(sorted(questions)).flatmap(
        lambda item: st.dictionaries(st.sampled_from(questions[item]), st.integers(0, 9), min_size=1).map(
            lambda counts: (item, {"tally": counts})
        )
    )
    return st.lists(tally, max_size=12, unique_by=lambda t: t[0]).map(
        lambda tallies: {"questionnaire": {"items": dict(tallies)}} if tallies else {}
    )


def _lists() -> st.SearchStrategy[dict[str, Any]]:
    figure = st.tuples(st.sampled_from(SURVEYS), st.integers(2019, 2026), st.sampled_from((4, 14, 20.5, 31)))
    figures = st.lists(figure, max_size=4, unique_by=lambda f: f[:2]).map(
        lambda some: {"prevalence": [{"system": s, "year": y, "percent": p} for s, y, p in some]} if some else {}
    )
    seats = st.dictionaries(st.sampled_from(AGENCIES), st.sampled_from(("no", "yes")), max_size=5)
    rosters = st.tuples(seats, seats).map(
        lambda two: {
            **({"decree": {"signed": "yes", "members": {"agencies": two[0]}}} if two[0] else {}),
            **({"goals": {"agencies": two[1]}} if two[1] else {}),
        }
    )
    return st.tuples(figures, rosters, _tallies()).map(lambda parts: {k: v for part in parts for k, v in part.items()})


def anything(kinds: tuple[str, ...] = KINDS) -> st.SearchStrategy[Anything]:
    """A region of one of `kinds` in any of the years, of which some things are said."""
    return st.tuples(st.sampled_from(kinds), st.sampled_from(YEARS)).flatmap(
        lambda of: st.builds(Anything, st.just(of[0]), st.just(of[1]), _answers(*of).map(tuple), _lists())
    )
