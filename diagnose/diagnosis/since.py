"""What of an earlier diagnosis still stands after a change of facts, so that it need not be told anew.

A record is taken over only where all that it tells of is the same: what was proven, every measure that was read (the
very objects, which `inference.measure_again` keeps where nothing that they are read from changed), and every measure
and fact that its sentence names.
"""

from collections.abc import Mapping

from diagnose.case import Case
from diagnose.common import PLACEHOLDER, SIZE, Text, cached_property
from diagnose.diagnosis.record import Interval
from diagnose.diagnosis.records import AspectRecord, CriterionRecord, Diagnosis, FindingRecord, SecondReading
from diagnose.inference import Inference, changes
from diagnose.knowledge import Criterion, Finding, Provable, levels_read


class Standing:
    """The records of an earlier diagnosis, of which those are given that tell of nothing that changed."""

    def __init__(self, before: Inference, diagnosis: Diagnosis, now: Inference, changed: frozenset[str]) -> None:
        """Take what was told before, and which facts and measures `changed` since."""
        self._before, self._diagnosis, self._now, self._changed = before, diagnosis, now, changed

    def criterion(self, rule: Criterion, sentence: Text) -> CriterionRecord | None:
        """Return what was told of a criterion by the same `sentence`, where it still stands."""
        return self._criteria.get(rule.id) if self._stands(rule, sentence) else None

    def finding(self, rule: Finding) -> FindingRecord | None:
        """Return what was told of a finding, where it still stands."""
        return self._findings.get(rule.id) if self._stands(rule, rule.statement) else None

    def aspect(
        self, name: str, level: Interval, second: SecondReading | None, criteria: tuple[CriterionRecord, ...]
    ) -> AspectRecord | None:
        """Return what was told of an aspect, where its level is the same and every one of its criteria stands."""
        told = next((a for a in self._diagnosis.aspects if a.id == name), None)
        if told is None or (told.level, told.second_reading, len(told.criteria)) != (level, second, len(criteria)):
            return None
        stands = all(old is new for old, new in zip(told.criteria, criteria, strict=True))
        return told if stands else None

    @cached_property
    def _criteria(self) -> Mapping[str, CriterionRecord]:
        return {c.id: c for aspect in self._diagnosis.aspects for c in aspect.criteria}

    @cached_property
    def _findings(self) -> Mapping[str, FindingRecord]:
        return {f.id: f for f in self._diagnosis.findings}

    def _stands(self, rule: Provable, sentence: Text) -> bool:
        if self._before.truth(rule.id) != self._now.truth(rule.id) or levels_read(rule.when):
            return False
        if any(m.code in self._changed for m in self._now.read_by(rule)):
            return False
        named = PLACEHOLDER.findall(sentence.get(self._diagnosis.lang))
        return self._changed.isdisjoint(name.removeprefix(SIZE) for name in named)


def standing(earlier: Case, before: Inference, diagnosis: Diagnosis, case: Case, now: Inference) -> Standing | None:
    """Return what of the `diagnosis` of the `earlier` case may stand in the changed `case`; None where nothing may."""
    changed = changes(earlier, case)
    if changed is None or before.compiled is not now.compiled:
        return None
    old, new = before.measured, now.measured
    moved = {code for code, m in new.items() if old.get(code) is not m} | (old.keys() - new.keys())
    return Standing(before, diagnosis, now, changed | moved)
