"""What an import came to, as people read it: by file, in conflict, and what is known now."""

from typing import Any

from diagnose.common import Problem, heading, printable, words, wrapped
from diagnose.diagnosis import Diagnosed, by_agency, completeness
from diagnose.intake.join import Contribution, Gathered, came_of, clashes, counted
from diagnose.knowledge import Rulebase

_SHOWN = 20  # of what was left out, line by line


def page(gathered: Gathered, rules: Rulebase, lang: str, files: int, next_command: str) -> str:
    """Return what came of an import of so many files as text of 80 columns; `next_command` is what to type next."""
    w = words(lang)
    case = gathered.case
    title = w["import.title_one" if files == 1 else "import.title"]
    lines = [wrapped(title.format(files, case.region.name, case.year)), ""]
    for part in gathered.parts:
        lines += _part(part, lang)
    lines += ["", heading(w["import.clashes"])]
    lines += [wrapped(f"- {text}", 0, 2) for text in clashes(gathered, lang)] or [w["import.clash_none"]]
    found = completeness(Diagnosed(case, rules, lang, narrow=False))
    lines += ["", w["import.known"].format(found.facts.known, found.facts.asked), ""]
    lines += [by_agency(found.agencies, lang)]
    lines += ["", w["check.next"].format(next_command)] if next_command else []
    return printable("\n".join(lines) + "\n")


def _part(part: Contribution, lang: str) -> list[str]:
    w = words(lang)
    lines = [wrapped(f"{part.file}: {came_of(part, lang)}", 0, 2)]
    if said := counted(part, lang):
        lines.append(wrapped(said, 2, 2))
    if part.doubts:
        lines.append(wrapped(w["import.left_out"], 2))
        lines += [wrapped(f"- {problem.text(lang)}", 2, 4) for problem in part.doubts[:_SHOWN]]
        if len(part.doubts) > _SHOWN:
            lines.append(wrapped(w["import.more_left_out"].format(len(part.doubts) - _SHOWN), 2))
    return lines


def as_data(gathered: Gathered, lang: str) -> dict[str, Any]:
    """Return what came of an import as plain data."""

    def problem(found: Problem) -> str:
        return found.text(lang)

    return {
        "schema_version": 1,
        "region": gathered.case.region.name,
        "year": gathered.case.year,
        "files": [
            {
                "file": part.file,
                "facts": dict(part.facts),
                "counts": {count.key.removeprefix("import."): count.number for count in part.counts},
                "left_out": [problem(p) for p in part.doubts],
            }
            for part in gathered.parts
        ],
        "clashes": [
            {"fact": c.path, "outcome": c.outcome, "ours": str(c.ours), "theirs": str(c.theirs)}
            for c in gathered.clashes
        ],
        "facts_known": sum(f.known for f in gathered.case.facts.values()),
        "facts_asked": len(gathered.case.facts),
    }
