"""Write docs/reference.md from the rules and the model of a case. Run by ``make docs``; a test holds it to them."""

from pathlib import Path

from diagnose.analysis.rules.checks.run import CODES
from diagnose.case import blank_facts
from diagnose.case.questionnaire import questionnaire
from diagnose.common.wording import words
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.models import Criterion
from diagnose.knowledge.rulebase import Rulebase
from diagnose.knowledge.saran import Saran

PATH = Path(__file__).with_name("reference.md")


def reference() -> str:
    """Return the reference as Markdown."""
    rules = load_rules()
    parts = ["# Reference\n\nMade from `rules/` and `facts/` by `make docs`; do not edit.\n"]
    parts += [
        _criteria(rules),
        _findings(rules),
        _saran(rules),
        _levers(rules),
        _thresholds(rules),
        _sources(rules),
        _checks(),
        _facts(),
    ]
    return "\n".join(parts)


def _table(title: str, heads: list[str], rows: list[list[str]]) -> str:
    lines = [f"## {title}\n", "| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _criteria(rules: Rulebase) -> str:
    def row(c: Criterion) -> list[str]:
        reading = "" if c.reading == "both" else f" ({c.reading} reading)"
        return [c.id, c.aspect, f"{c.level}{reading}", c.title.en, c.evidence, ", ".join(c.sources), ", ".join(c.saran)]

    heads = ["Id", "Aspect", "Level", "Criterion", "Evidence", "Sources", "Saran when unmet"]
    return _table("Criteria", heads, [row(c) for c in rules.criteria.values()])


def _findings(rules: Rulebase) -> str:
    rows = [[f.id, f.kind, f.title.en, ", ".join(f.sources), ", ".join(f.saran)] for f in rules.findings.values()]
    return _table("Findings", ["Id", "Kind", "Finding", "Sources", "Saran"], rows)


def _saran(rules: Rulebase) -> str:
    def by(s: Saran) -> str:
        return (rules.packages[s.package].by if s.package else s.by) or ""

    rows = [
        [s.id, s.what.en, rules.moments[by(s)].name.en, s.package or "", ", ".join(s.sources)]
        for s in rules.saran.values()
    ]
    return _table("Saran", ["Id", "What", "By when", "Package", "Sources"], rows)


def _levers(rules: Rulebase) -> str:
    rows = [
        [x.id, x.what.en, str(x.effort), x.saran, ", ".join(f"`{path}`" for path in x.set)]
        for x in rules.levers.values()
    ]
    outside = [[", ".join(f"`{f}`" for f in o.facts), o.held_by.en, o.reason.en] for o in rules.outside]
    return "\n".join(
        [
            _table("Levers, for plans", ["Id", "What", "Effort", "Saran", "Facts"], rows),
            _table("Facts in other hands", ["Facts", "Decided by", "Why"], outside),
        ]
    )


def _thresholds(rules: Rulebase) -> str:
    rows = [
        [t.id, f"{t.value:g} {t.unit.en}", ", ".join(t.sources) or "-", t.asumsi_sistem.en if t.asumsi_sistem else ""]
        for t in rules.thresholds
    ]
    return _table("Thresholds", ["Id", "Value", "Sources", "Asumsi sistem"], rows)


def _sources(rules: Rulebase) -> str:
    rows = [[s.id, s.title, s.grade] for s in rules.sources.values()]
    return _table("Sources", ["Id", "Title", "Grade"], rows)


def _checks() -> str:
    return _table(
        "Checks of `konvergensi rules check`", ["Code", "What"], [[c, words("en")[f"check.{c}"]] for c in CODES]
    )


def _facts() -> str:
    paths = "\n".join(f"- `{path}`" for path in blank_facts() if path != "region")
    questions = "\n".join(f"- `{q.id}`: {q.question.en} ({', '.join(q.answers)})" for q in questionnaire().questions)
    lists = "members, goals, programmes, partners, budget lines, data bases, bidang, aksi, prevalence, targets"
    lead = f"Every single fact that a case can state (lists besides: {lists}; see `facts/case.schema.json`):"
    return f"## Facts\n\n{lead}\n\n{paths}\n\n## Questions of the questionnaire\n\n{questions}\n"


if __name__ == "__main__":
    PATH.write_text(reference(), encoding="utf-8")
