"""Findings as memos tell them."""

from diagnose.diagnosis import Diagnosis
from diagnose.memo.content.records import Finding
from diagnose.memo.content.sources import cited
from diagnose.memo.content.statement import state


def findings(diagnosis: Diagnosis, kind: str) -> tuple[Finding, ...]:
    """Return the findings of `kind`, those that tell most first."""
    return tuple(
        Finding(
            weight=f.weight,
            id=state(f.id, f.id),
            statement=state(f.statement, f.id),
            assumed=state(f.asumsi_sistem or "", f.id),
            sources=state(cited(f.sources), f.id),
        )
        for f in sorted((f for f in diagnosis.findings if f.kind == kind), key=lambda f: -f.weight)
    )
