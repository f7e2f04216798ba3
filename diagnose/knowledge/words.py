"""Rules in words: what a condition asks, generated from it, and everything that hangs together with a rule."""

import textwrap
from dataclasses import dataclass

from diagnose.common import joined, of_unit, words
from diagnose.knowledge.conditions import AllOf, AnyOf, Compare, Condition, ForEach, LevelIs, comparisons
from diagnose.knowledge.models import Criterion, Finding, Measure, Provable, Threshold
from diagnose.knowledge.rulebase import Rulebase
from diagnose.knowledge.saran import Package, Saran


class RuleWords:
    """The rules of one rule base in one language."""

    def __init__(self, rules: Rulebase, lang: str) -> None:
        self._rules, self._lang, self._words = rules, lang, words(lang)

    def condition(self, condition: Condition) -> str:
        """Return what `condition` asks, as a phrase."""
        if isinstance(condition, AllOf | AnyOf):
            parts = condition.all if isinstance(condition, AllOf) else condition.any
            word = self._words["rule.all" if isinstance(condition, AllOf) else "rule.any"]
            return f"{word}: " + "; ".join(self._part(part) for part in parts)
        if isinstance(condition, LevelIs):
            names = {d.id: d.name for d in self._rules.framework.dimensions}
            names |= {a.id: a.name for d in self._rules.framework.dimensions for a in d.aspects}
            name = names[condition.level].get(self._lang)
            test, level = ("at_least", condition.at_least) if condition.at_least else ("below", condition.below)
            return self._words[f"rule.level_{test}"].format(name, level)
        said = f"{self._rules.measures[condition.measure].title.get(self._lang)} {self._test(condition)}"
        if not isinstance(condition, ForEach):
            return said
        listed = next(f for f in self._rules.framework.function_lists if f.id == condition.for_each)
        return f"{self._words['rule.for_each'].format(listed.name.get(self._lang))}: {said}"

    def _part(self, part: Condition) -> str:
        said = self.condition(part)
        return f"({said})" if isinstance(part, AllOf | AnyOf) else said

    def _test(self, compare: Compare) -> str:
        ((test, named),) = compare.tests().items()
        measure = self._rules.measures[compare.measure]
        if measure.labels:
            names = (named,) if isinstance(named, str) else named
            shown = joined([f'"{measure.said(name, self._lang)}"' for name in names], self._lang, "or")
        else:
            thresholds = [t for t in self._rules.thresholds if t.id == named]
            shown = " / ".join(of_unit(f"{t.value:g}", t.unit.get(self._lang), self._lang) for t in thresholds)
        return self._words[f"rule.{test}"].format(shown)

    def listed(self) -> str:
        """Return a line for each criterion, finding and saran."""
        lines = [f"{c.id:<4} {c.aspect} {c.level}  {c.title.get(self._lang)}" for c in self._rules.criteria.values()]
        lines += [f"{f.id:<4} {f.kind}  {f.title.get(self._lang)}" for f in self._rules.findings.values()]
        lines += [f"{s.id}  {s.what.get(self._lang)}" for s in self._rules.saran.values()]
        return "\n".join(lines) + "\n"

    def shown(self, rule_id: str) -> str | None:
        """Return everything on one rule, saran, package, threshold or measure; None where there is none of that id."""
        return "".join(_text(told) for told in self.told(rule_id)) or None

    def told(self, rule_id: str) -> tuple["RuleTold", ...]:
        """Return the same as headings with rows; several for a threshold that changed, none for no such id."""
        r = self._rules
        if rule := r.criteria.get(rule_id) or r.findings.get(rule_id):
            return (self._provable(rule),)
        if saran := r.saran.get(rule_id):
            return (self._saran(saran),)
        if package := r.packages.get(rule_id):
            return (self._package(package),)
        if thresholds := [t for t in r.thresholds if t.id == rule_id]:
            return tuple(self._threshold(t) for t in thresholds)
        measure = r.measures.get(rule_id)
        return (self._measure(measure),) if measure else ()

    def ids(self) -> list[str]:
        """Return every id that `shown` knows."""
        r = self._rules
        return [
            *r.criteria,
            *r.findings,
            *r.saran,
            *r.packages,
            *dict.fromkeys(t.id for t in r.thresholds),
            *r.measures,
        ]

    def _lines(self, head: str, rows: list[tuple[str, str]]) -> "RuleTold":
        return RuleTold(head, tuple((self._words[key], value) for key, value in rows if value))

    def _provable(self, rule: Provable) -> "RuleTold":
        rows: list[tuple[str, str]] = []
        if isinstance(rule, Criterion):
            names = {a.id: a.name.get(self._lang) for d in self._rules.framework.dimensions for a in d.aspects}
            rows.append(("rule.gates", f"{names.get(rule.aspect, rule.aspect)} ({rule.aspect}), {rule.level}"))
            rows.append(("rule.reading", self._words[f"rule.reading_{rule.reading}"]))
        rows.append(("rule.when", self.condition(rule.when)))
        if isinstance(rule, Criterion):
            rows += [("rule.because", rule.reason.get(self._lang)), ("rule.unmet", rule.unmet.get(self._lang))]
        if isinstance(rule, Finding):
            rows.append(("rule.says", rule.statement.get(self._lang)))
        rows += [
            ("rule.reads", ", ".join(dict.fromkeys(c.measure for c in comparisons(rule.when)))),
            ("rule.leads_to", ", ".join(rule.saran)),
            ("rule.sources", "; ".join(rule.sources)),
            ("assumption", rule.asumsi_sistem.get(self._lang) if rule.asumsi_sistem else ""),
        ]
        return self._lines(f"{rule.id}  {rule.title.get(self._lang)}", rows)

    def _saran(self, saran: Saran) -> "RuleTold":
        rules = [r.id for r in self._rules.provable if saran.id in r.saran]
        label = self._words["assumption"]
        basis = [f"{b.text.get(self._lang)} [{b.source or label}]" for b in saran.basis]
        act = self._rules.packages[saran.package] if saran.package else saran
        rows = [
            ("rule.package", self._rules.packages[saran.package].what.get(self._lang) if saran.package else ""),
            ("who", act.who.get(self._lang) if act.who else ""),
            ("asked", act.asked.get(self._lang) if act.asked else ""),
            ("by", self._rules.moments[act.by].name.get(self._lang) if act.by else ""),
            ("basis", "; ".join(basis)),
            ("rule.follows_from", ", ".join(rules)),
            ("rule.needs", ", ".join(saran.needs)),
            ("after", ", ".join(saran.after)),
            ("rule.sources", "; ".join(saran.sources)),
        ]
        return self._lines(f"{saran.id}  {saran.what.get(self._lang)}", rows)

    def _package(self, package: Package) -> "RuleTold":
        rows = [
            ("who", package.who.get(self._lang)),
            ("asked", package.asked.get(self._lang)),
            ("by", self._rules.moments[package.by].name.get(self._lang)),
            ("rule.carries", ", ".join(s.id for s in self._rules.saran.values() if s.package == package.id)),
            ("rule.sources", "; ".join(package.sources)),
        ]
        return self._lines(f"{package.id}  {package.what.get(self._lang)}", rows)

    def _threshold(self, threshold: Threshold) -> "RuleTold":
        compared = [r for r in self._rules.provable for c in comparisons(r.when) if threshold.id in c.tests().values()]
        years = f"{threshold.from_year or ''}-{threshold.until_year or ''}".strip("-")
        rows = [
            (
                "rule.value",
                f"{of_unit(f'{threshold.value:g}', threshold.unit.get(self._lang), self._lang)} {years}".rstrip(),
            ),
            ("rule.read_by", ", ".join(dict.fromkeys(r.id for r in compared))),
            ("rule.sources", "; ".join(threshold.sources)),
            ("assumption", threshold.asumsi_sistem.get(self._lang) if threshold.asumsi_sistem else ""),
        ]
        return self._lines(threshold.id, rows)

    def _measure(self, measure: Measure) -> "RuleTold":
        provable = self._rules.provable
        readers = [r.id for r in provable if measure.id in {c.measure for c in comparisons(r.when)}]
        read = measure.read.model_dump(exclude_defaults=True, by_alias=True)
        rows = [
            ("rule.scale", f"{measure.scale}, {measure.better}"),
            ("rule.reads", ", ".join(f"{k}: {v}" for k, v in read.items())),
            ("rule.read_by", ", ".join(readers)),
            ("rule.question", measure.ask.question.get(self._lang)),
        ]
        return self._lines(f"{measure.id}  {measure.title.get(self._lang)}", rows)


@dataclass(frozen=True)
class RuleTold:
    """One rule in words: its id and title, and what is to be said of it, each with what it is."""

    head: str
    rows: tuple[tuple[str, str], ...]


def _text(told: RuleTold) -> str:
    body = [
        textwrap.fill(f"{name}: {said}", 80, initial_indent="  ", subsequent_indent="    ") for name, said in told.rows
    ]
    return "\n".join([textwrap.fill(told.head, 80, subsequent_indent="    "), *body]) + "\n"
