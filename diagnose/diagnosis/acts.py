"""What is advised, act by act."""

from typing import Any

from diagnose.common import joined
from diagnose.diagnosis.records import Diagnosis, SaranRecord


def acts(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    """Return what is advised act by act: a saran by itself, or a package with its saran as lettered parts.

    What is asked of the head of the region comes first, as at first sight of the diagnosis.
    """
    packages = {p.id: p for p in diagnosis.packages}
    grouped: dict[str, list[SaranRecord]] = {}
    for saran in diagnosis.saran:
        grouped.setdefault(saran.package or saran.id, []).append(saran)
    grouped = dict(sorted(grouped.items(), key=lambda act: not any(s.to_head for s in act[1])))
    number = {s.id: i for i, members in enumerate(grouped.values(), 1) for s in members}
    found = []
    for i, (name, members) in enumerate(grouped.items(), 1):
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
