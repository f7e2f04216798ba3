"""Notes: for each id that a statement rests on, the rules or the fact behind it, and their sources."""

from collections.abc import Iterable

from diagnose.case import label
from diagnose.common import joined
from diagnose.diagnosis import CriterionRecord, Diagnosed, FindingRecord, PackageRecord, SaranRecord
from diagnose.memo.content.sources import cited


def notes(diagnosed: Diagnosed) -> dict[str, str]:
    """Return the note on each criterion, finding, saran, package and fact, by id.

    Facts that criteria read, and figures in conflict, need none: wherever they are told, so is their source.
    """
    diagnosis, case, lang, w = diagnosed.diagnosis, diagnosed.case, diagnosed.lang, diagnosed.words

    def rule(r: CriterionRecord | FindingRecord) -> str:
        told = w["memo.note_rule"].format(id=r.id, title=r.title, sources=cited(r.sources))
        return f"{told}; {w['assumption']}" if r.asumsi_sistem else told

    def saran(s: SaranRecord | PackageRecord, rules: Iterable[str]) -> str:
        ids = joined(list(dict.fromkeys(rules)), lang)
        return w["memo.note_saran"].format(rules=ids, sources=cited(s.sources))

    criteria = [c for a in diagnosis.aspects for c in a.criteria]
    found = {r.id: rule(r) for some in (criteria, diagnosis.findings) for r in some}
    found |= {s.id: saran(s, s.rules) for s in diagnosis.saran}
    for p in diagnosis.packages:
        found[p.id] = saran(p, (r for s in diagnosis.saran if s.package == p.id for r in s.rules))
    sourced = {r.fact for c in criteria for r in c.read} | {f.fact for c in diagnosis.conflicts for f in c.figures}
    for path, entry in case.facts.items():
        name = label(path, lang, case.register)
        if entry.known and name and path not in sourced:
            found[path] = f"{name}: {entry.source or w['source_not_stated']}"
    return {i: f"{note[:1].upper()}{note[1:]}." for i, note in found.items()}
