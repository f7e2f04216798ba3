"""Footnotes: for each id that a statement rests on, the rule or fact and its source."""

from diagnose.case import Case
from diagnose.diagnosis import Diagnosis
from diagnose.wording import words


def notes(diagnosis: Diagnosis, case: Case, lang: str) -> dict[str, str]:
    """Return the note on each criterion, finding, saran and fact of `diagnosis`, by id."""
    w = words(lang)
    found: dict[str, str] = {}

    def rule(name: str, title: str, sources: tuple[str, ...], assumption: str | None) -> None:
        told = f"{w['memo.note_rule'].format(name)}: {title} [{'; '.join(sources)}]"
        found[name] = f"{told}; {w['assumption']}: {assumption}" if assumption else told

    for aspect in diagnosis.aspects:
        for c in aspect.criteria:
            rule(c.id, c.title, c.sources, c.asumsi_sistem)
    for f in diagnosis.findings:
        rule(f.id, f.title, f.sources, f.asumsi_sistem)
    for s in diagnosis.saran:
        found[s.id] = f"{w['memo.note_saran'].format(s.id, ', '.join(s.rules))} [{'; '.join(s.sources)}]"
    for path, entry in case.facts.items():
        if entry.known:
            found[path] = w["memo.note_fact"].format(path, entry.source or w["source_not_stated"])
    return found
