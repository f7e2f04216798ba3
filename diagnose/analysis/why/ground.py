"""What every explanation of one case stands on: facts, rules, what fired, the diagnosis, and words."""

from collections.abc import Mapping
from functools import cached_property

from diagnose.analysis.why.records import About
from diagnose.case import Case
from diagnose.common import joined, words
from diagnose.diagnosis import CriterionRecord, FindingRecord, Interval, Phrases, UnknownRecord, diagnose
from diagnose.inference import infer
from diagnose.knowledge import Criterion, Provable, Rulebase, RuleWords


class Ground:
    """One case, diagnosed once, of which any number of questions can be asked.

    Raises:
        EngineError: the engine did not do what it was asked.
    """

    def __init__(self, case: Case, rules: Rulebase, lang: str = "id") -> None:
        self.case, self.rules, self.lang = case, rules, lang
        self.words = words(lang)
        self.inference = infer(case, rules)
        self.diagnosis = diagnose(case, rules, lang)
        self.phrases = Phrases(case, rules, self.inference.measured, lang)
        self.rule_words = RuleWords(rules, lang)

    @cached_property
    def in_force(self) -> Mapping[str, Provable]:
        """The criteria and findings in force for this case, by id."""
        return {rule.id: rule for rule in self.inference.compiled.provable}

    @cached_property
    def criteria(self) -> Mapping[str, CriterionRecord]:
        """What the diagnosis says of each criterion."""
        return {c.id: c for aspect in self.diagnosis.aspects for c in aspect.criteria}

    @cached_property
    def findings(self) -> Mapping[str, FindingRecord]:
        """What the diagnosis says of each finding that holds."""
        return {f.id: f for f in self.diagnosis.findings}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of dimensions and aspects."""
        dimensions = self.rules.framework.dimensions
        found = {d.id: d.name.get(self.lang) for d in dimensions}
        return found | {a.id: a.name.get(self.lang) for d in dimensions for a in d.aspects}

    def gate(self, aspect: str, level: int) -> list[Criterion]:
        """Return the criteria that decide whether `aspect` stands at `level`, those of the second reading left out."""
        criteria = [c for c in self.inference.compiled.criteria if c.aspect == aspect and c.level == level]
        return sorted((c for c in criteria if c.reading != "second"), key=lambda c: c.id)

    def level(self, subject: str) -> Interval:
        """Return the level of an aspect or dimension."""
        lowest, highest = self.inference.level(subject)
        return Interval(lowest=lowest, highest=highest)

    def span(self, level: Interval) -> str:
        """Write a level, with its name where it is one: "2 (menengah bawah)", "2 sampai 4"."""
        if level.lowest != level.highest:
            return self.words["between"].format(level.lowest, level.highest)
        return f"{level.lowest} ({self.rules.framework.levels[level.lowest - 1].name.get(self.lang)})"

    def questions(self, rule_id: str) -> tuple[UnknownRecord, ...]:
        """Return the questions whose answer the rule waits for."""
        return tuple(u for u in self.diagnosis.unknown if rule_id in u.waits)

    def listed(self, items: list[str] | tuple[str, ...]) -> str:
        """Write a list as a phrase."""
        return joined(list(items), self.lang)

    def choices(self, rule: Provable) -> str | None:
        """Return the project's own choices that a rule rests on, as the diagnosis gives them."""
        record = self.criteria.get(rule.id) or self.findings.get(rule.id)
        if record is not None:
            return record.asumsi_sistem
        return rule.asumsi_sistem.get(self.lang) if rule.asumsi_sistem else None

    def title(self, rule: Provable) -> str:
        """Return the title of a rule."""
        return rule.title.get(self.lang)

    def about(self) -> About:
        """Return what every explanation says first."""
        d = self.diagnosis
        return About(lang=self.lang, case=d.case, rules=d.rules, facts_sha256=d.facts_sha256)
