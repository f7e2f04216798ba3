"""What is advised, act by act."""

from typing import Any

from diagnose.common import joined
from diagnose.diagnosis.records import Diagnosis
from diagnose.diagnosis.saran_records import SaranRecord


def grouped(diagnosis: Diagnosis) -> dict[str, list[SaranRecord]]:
    """Return the saran of each act, a saran by itself or a package whole, in the order in which acts are numbered.

    What is asked of the head of the region comes first, of it the act that helps to meet most criteria; then the rest
    in the order to act in. Within each of the two, what another act waits for stands before it. Every page, screen and
    memo numbers acts by this order.
    """
    members: dict[str, list[SaranRecord]] = {}
    for saran in diagnosis.saran:
        members.setdefault(saran.package or saran.id, []).append(saran)

    def place(act: tuple[str, list[SaranRecord]]) -> tuple[bool, int]:
        decided = any(s.to_head for s in act[1])
        return not decided, -len({o.criterion for s in act[1] for o in s.opens}) if decided else 0

    act_of = {s.id: act for act, these in members.items() for s in these}
    decided = {act for act, these in members.items() if any(s.to_head for s in these)}
    ordered: dict[str, list[SaranRecord]] = {}

    def put(act: str, waiting: frozenset[str] = frozenset()) -> None:
        """Put an act after those of its half that it waits for; they are as urgent as what waits for them."""
        for earlier in (act_of[a] for s in members[act] for a in s.after if a in act_of):
            if earlier not in {*waiting, *ordered, act} and (earlier in decided) == (act in decided):
                put(earlier, waiting | {act})
        ordered.setdefault(act, members[act])

    for act, _ in sorted(members.items(), key=place):
        put(act)
    return ordered


def acts(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    """Return what is advised act by act: a saran by itself, or a package with its saran as lettered parts."""
    packages = {p.id: p for p in diagnosis.packages}
    ordered = grouped(diagnosis)
    number = {s.id: i for i, members in enumerate(ordered.values(), 1) for s in members}
    found = []
    for i, (name, members) in enumerate(ordered.items(), 1):
        package = packages.get(name)
        after = sorted({number[a] for s in members for a in s.after} - {i})
        found.append(
            {
                "record": members[0],
                "text": package.text if package else members[0].text,
                "basis": package.basis if package else members[0].basis,
                "after": joined([str(n) for n in after], diagnosis.lang),
                "parts": _parts(members) if package else [],
            }
        )
    return found


def _parts(members: list[SaranRecord]) -> list[dict[str, Any]]:
    """Letter the saran of a package; why and on what basis is told once for neighbours that share it."""

    def why(saran: SaranRecord) -> tuple[object, ...]:
        return saran.why, saran.rules, saran.basis

    last = [i + 1 == len(members) or why(members[i + 1]) != why(s) for i, s in enumerate(members)]
    return [{"letter": _letter(n), "record": s, "tell": last[n]} for n, s in enumerate(members)]


def _letter(n: int) -> str:
    """Number the parts of a list a to z, then aa, ab ..."""
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("a") + n % 26)
