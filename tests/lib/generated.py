"""Generated cases, made of facts: a case from which some known facts are degraded or forgotten."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypothesis import strategies as st

from diagnose.case.load import load_case
from diagnose.case.model import Case
from diagnose.case.overlay import Change, overlay

SHIPPED = ("lebak-2022", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "fiktif-kota-2024")
CASES = {name: load_case(name) for name in SHIPPED}
ANSWERS = ("no", "draft", "yes", None)
EXTENTS = ("none", "some", "most", "all", None)
ROSTERED = ("pupr", "dukcapil", "disdik", "dinsos", "dinkes", "bappeda")
# facts that criteria read, with values that any case can have
SETTABLE: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(
        (
            *("decree.signed", "decree.states.sasaran", "decree.states.targets", "decree.states.time_frame"),
            *("decree.states.person_in_charge", "decree.states.process_network", "decree.states.data_base"),
            *("decree.states.lokus_focus", "decree.states.coordination", "decree.members.others", "goals.others"),
            *("strategy.common_goals", "strategy.names_causes_outside_health", "coordination.annual_review"),
            *("coordination.services_synchronised", "lokus.determined", "lokus.common_target", "data.bases_all_listed"),
            *("dana_desa.binding_regulation", "programmes.all_listed", "tpps.kabupaten.formed"),
        ),
        ANSWERS,
    ),
    **{f"decree.members.agencies[{a}]": ANSWERS for a in ROSTERED},
    **{f"goals.agencies[{a}]": ANSWERS for a in ROSTERED},
    **dict.fromkeys(
        (
            *("strategy.roles_written", "coordination.rembuk_attendance", "coordination.programme_map"),
            *("lokus.central_programmes", "budget.allocated", "data.known_to_agencies", "dana_desa.use"),
            *("sosialisasi.reach", "tpps.kecamatan.functioning", "tpps.desa.functioning"),
        ),
        EXTENTS,
    ),
    **dict.fromkeys(("coordination.rembuk_kabupaten", "coordination.monev", "coordination.meetings"), (0, 1, 2, None)),
    "calendar.planning_action": ("2022-01-10", "2022-05-10", None),
    "calendar.musrenbang": ("2022-03-10", None),
}


def changes(most: int = 8) -> st.SearchStrategy[list[Change]]:
    """Changes of at most that many facts, each of another fact."""
    one = st.sampled_from(sorted(SETTABLE)).flatmap(
        lambda path: st.sampled_from(SETTABLE[path]).map(lambda value: Change(path, value))
    )
    return st.lists(one, max_size=most, unique_by=lambda c: c.path)


@dataclass(frozen=True)
class Made:
    """A shipped case with some facts changed or forgotten; told by its name and changes, since a case is long."""

    name: str
    changes: tuple[Change, ...]

    @cached_property
    def case(self) -> Case:
        return overlay(CASES[self.name], self.changes)

    def __repr__(self) -> str:
        return f"Made({self.name!r}, {[(c.path, c.value) for c in self.changes]})"


def cases(most: int = 8) -> st.SearchStrategy[Made]:
    """A shipped case with some facts changed or forgotten."""
    return st.builds(Made, st.sampled_from(SHIPPED), changes(most).map(tuple))
