"""One case and all that follows from it, worked out once: what everything that tells or asks of a case stands on."""

from collections.abc import Iterable, Mapping, Sequence

from diagnose.case import Case, Change, overlay
from diagnose.common import cached_property, joined, words
from diagnose.diagnosis.conclude import conclude
from diagnose.diagnosis.phrases import Phrases
from diagnose.diagnosis.record import Interval
from diagnose.diagnosis.records import CriterionRecord, Diagnosis, FindingRecord, UnknownRecord
from diagnose.diagnosis.since import standing
from diagnose.inference import Inference, Measured, digest, measure_again, measure_all
from diagnose.knowledge import Criterion, Provable, Rulebase, RuleWords


class Diagnosed:
    """One case under one rule base in one language; each part is worked out when first asked for, and only then.

    Without `narrow`, questions do not tell what their answers could do, which takes most of the time where much is
    unknown. What asks the engine (`inference`, `diagnosis` and all that reads them) raises EngineError where it did
    not do what it was asked.
    """

    def __init__(
        self, case: Case, rules: Rulebase, lang: str = "id", *, narrow: bool = True, since: "Diagnosed | None" = None
    ) -> None:
        """Take what to diagnose; `since` is the same case before a change, of which what still stands is taken over."""
        self.case, self.rules, self.lang, self.narrow = case, rules, lang, narrow
        self.words = words(lang)
        self._since = since

    def changed(self, changes: Sequence[Change], *, narrow: bool = True) -> "Diagnosed":
        """Return the case with `changes` laid over it, diagnosed by the same rules; this one stays as it is.

        Raises:
            InputError: as `overlay`.
        """
        return Diagnosed(overlay(self.case, changes), self.rules, self.lang, narrow=narrow, since=self)

    @cached_property
    def measured(self) -> dict[str, Measured]:
        """Every measure of the case, by the code that rules compare."""
        before = self._since
        if before is not None and "measured" in vars(before):
            return measure_again(self.case, self.rules, before.case, before.measured)
        return measure_all(self.case, self.rules)

    @cached_property
    def inference(self) -> Inference:
        """What fired."""
        return digest(*self.rules.engine_of(self.case.region.kind, self.case.year), self.measured)

    @cached_property
    def phrases(self) -> Phrases:
        """How to say things of the case."""
        return Phrases(self.case, self.rules, self.measured, self.lang)

    @cached_property
    def rule_words(self) -> RuleWords:
        """How to say things of the rules."""
        return RuleWords(self.rules, self.lang)

    @cached_property
    def diagnosis(self) -> Diagnosis:
        """The record of what follows."""
        before, told = self._since, None
        if before is not None and "diagnosis" in vars(before):
            told = standing(before.case, before.inference, before.diagnosis, self.case, self.inference)
        self._since = None  # a chain of changes is not kept
        return conclude(self.case, self.rules, self.inference, self.phrases, narrow=self.narrow, standing=told)

    @cached_property
    def in_force(self) -> Mapping[str, Provable]:
        """The criteria and findings in force for this case, by id."""
        return {rule.id: rule for rule in self.inference.compiled.provable}

    @cached_property
    def criteria(self) -> Mapping[str, CriterionRecord]:
        """What the diagnosis says of each criterion, by id."""
        return {c.id: c for aspect in self.diagnosis.aspects for c in aspect.criteria}

    @cached_property
    def findings(self) -> Mapping[str, FindingRecord]:
        """What the diagnosis says of each finding that holds, by id."""
        return {f.id: f for f in self.diagnosis.findings}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of dimensions and aspects, by id."""
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

    def listed(self, items: Iterable[str]) -> str:
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


def diagnose(case: Case, rules: Rulebase, lang: str = "id", *, narrow: bool = True) -> Diagnosis:
    """Diagnose `case` by `rules`; the same facts, rules and language give the same record.

    Without `narrow`, questions do not tell what their answers could do.

    Raises:
        EngineError: the engine did not do what it was asked.
    """
    return Diagnosed(case, rules, lang, narrow=narrow).diagnosis
