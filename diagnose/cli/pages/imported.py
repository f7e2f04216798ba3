"""What an import came to, as people read it: by file, in conflict, and what is known now."""

from typing import Any

from diagnose.common import Problem, render, words
from diagnose.diagnosis import Diagnosed, by_agency, completeness
from diagnose.intake.join import Contribution, Gathered, came_of, clashes, counted
from diagnose.knowledge import Rulebase

_SHOWN = 20  # of what was left out, line by line


def page(gathered: Gathered, rules: Rulebase, lang: str, files: int, next_command: str) -> str:
    """Return what came of an import of so many files as text of 80 columns; `next_command` is what to type next."""
    w = words(lang)
    region, year = gathered.case.region.name, gathered.case.year
    known = completeness(Diagnosed(gathered.case, rules, lang, narrow=False))
    return render(
        "import",
        w=w,
        title=w["import.title_one" if files == 1 else "import.title"].format(files, region, year),
        parts=[_part(part, lang) for part in gathered.parts],
        clashes=list(clashes(gathered, lang)),
        known=known,
        agencies=by_agency(known.agencies, lang),
        next=next_command,
    )


def _part(part: Contribution, lang: str) -> dict[str, Any]:
    return {
        "said": f"{part.file}: {came_of(part, lang)}",
        "counted": counted(part, lang),
        "left_out": [problem.text(lang) for problem in part.doubts[:_SHOWN]],
        "more": max(0, len(part.doubts) - _SHOWN),
    }


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
