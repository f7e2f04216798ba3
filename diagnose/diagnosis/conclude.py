"""Put the diagnosis together from what fired."""

import hashlib
import json
from typing import Any

from diagnose.case import Case, FactEntry, questionnaire
from diagnose.diagnosis.advice import advise
from diagnose.diagnosis.conflicts import conflicts
from diagnose.diagnosis.evidence import evidence
from diagnose.diagnosis.phrases import Phrases
from diagnose.diagnosis.promises import promises
from diagnose.diagnosis.questions import questions
from diagnose.diagnosis.record import Interval
from diagnose.diagnosis.records import (
    AspectRecord,
    CaseRecord,
    CriterionRecord,
    Diagnosis,
    DimensionRecord,
    FindingRecord,
    ObstacleRecord,
    Read,
    RulesRecord,
    SecondReading,
    Test,
)
from diagnose.diagnosis.since import Standing
from diagnose.inference import Inference, Measured
from diagnose.knowledge import Aspect, Criterion, Finding, Provable, Rulebase


def conclude(
    case: Case,
    rules: Rulebase,
    inference: Inference,
    phrases: Phrases,
    *,
    narrow: bool,
    standing: Standing | None = None,
) -> Diagnosis:
    """Return the diagnosis of `case`, told by `phrases`, from what fired; records that still stand are taken over.

    Without `narrow`, questions do not tell what their answers could do.
    """
    return _Conclusion(case, rules, inference, phrases, standing).diagnosis(narrow)


class _Conclusion:
    def __init__(
        self, case: Case, rules: Rulebase, inference: Inference, phrases: Phrases, standing: Standing | None
    ) -> None:
        self.case, self.rules, self.inference, self.phrases, self.lang = case, rules, inference, phrases, phrases.lang
        self.standing = standing

    def diagnosis(self, narrow: bool) -> Diagnosis:
        case, rules = self.case, self.rules
        aspects = tuple(self.aspect(a, d.id) for d in rules.framework.dimensions for a in d.aspects)
        findings = tuple(
            self.finding(f)
            for f in sorted(self.inference.compiled.findings, key=_rank)
            if self.inference.truth(f.id) == "met"
        )
        saran, packages = advise(rules, self.inference, self.phrases)
        return Diagnosis(
            lang=self.lang,
            case=case_record(case),
            rules=RulesRecord(version=rules.framework.version, sha256=rules.sha256),
            stand_in=self.inference.stand_in,
            facts_sha256=facts_hash(case),
            dimensions=tuple(
                DimensionRecord(id=d.id, name=d.name.get(self.lang), level=self.level(d.id))
                for d in rules.framework.dimensions
            ),
            aspects=aspects,
            findings=findings,
            saran=saran,
            packages=packages,
            unknown=questions(case, rules, self.inference, self.phrases, narrow=narrow),
            conflicts=conflicts(case, rules, self.inference, self.phrases),
            promised=promises(case, rules, self.phrases),
            obstacles=self.obstacles(),
            assumptions=self.assumptions(),
        )

    def level(self, subject: str, *, second: bool = False) -> Interval:
        lowest, highest = self.inference.level(subject, second=second)
        return Interval(lowest=lowest, highest=highest)

    def aspect(self, aspect: Aspect, dimension: str) -> AspectRecord:
        criteria = [c for c in self.inference.compiled.criteria if c.aspect == aspect.id]
        criteria.sort(key=lambda c: (c.level, c.id))
        level, records = self.level(aspect.id), tuple(self.criterion(c) for c in criteria)
        second = self.second_reading(aspect.id, criteria)
        if self.standing is not None and (told := self.standing.aspect(aspect.id, level, second, records)) is not None:
            return told
        return AspectRecord(
            id=aspect.id,
            dimension=dimension,
            name=aspect.name.get(self.lang),
            level=level,
            second_reading=second,
            evidence=evidence(self.case, self.rules, self.inference, level, records),
            criteria=records,
        )

    def second_reading(self, aspect: str, criteria: list[Criterion]) -> SecondReading | None:
        """Return the other level that the theory's wording allows, where it is known to differ from the level given."""
        contested = [c for c in criteria if c.reading != "both"]
        level, second = self.level(aspect), self.level(aspect, second=True)
        if not contested or (second.lowest <= level.highest and level.lowest <= second.highest):
            return None
        # of the criteria that belong to one reading only, those that turn here: unmet, or not known to be met
        because = [c for c in contested if self.inference.truth(c.id) != "met"] or contested
        return SecondReading(
            level=second,
            because=tuple(c.id for c in because),
            reasons=tuple(self.phrases.say(c.reason) for c in because),
        )

    def criterion(self, criterion: Criterion) -> CriterionRecord:
        truth = self.inference.truth(criterion.id)
        sentence = {"met": criterion.met, "unmet": criterion.unmet, "unknown": criterion.title}[truth]
        if self.standing is not None and (told := self.standing.criterion(criterion, sentence)) is not None:
            return told
        read = self.inference.read_by(criterion)
        proof = self.inference.behind((truth, criterion.id)) if truth != "unknown" else []
        lacking = tuple(dict.fromkeys(f for m in proof or read for f in m.lacking))
        unsure = tuple(dict.fromkeys(f for m in read for f in m.unsure))
        return CriterionRecord(
            id=criterion.id,
            title=criterion.title.get(self.lang),
            gates=criterion.level,
            reading=criterion.reading,
            evidence=criterion.evidence,
            truth=truth,
            statement=self.phrases.say(sentence, lacking),
            asumsi_sistem=self.assumption(criterion),
            sources=criterion.sources,
            read=self.reads(read),
            lacking=lacking,
            unsure=unsure,
            tests=tuple(
                Test(measure=atom.code, value=value, op=atom.op, threshold=atom.value)
                for atom, value in self.inference.tests((truth, criterion.id))
            ),
        )

    def reads(self, measured: list[Measured]) -> tuple[Read, ...]:
        paths = dict.fromkeys(path for m in measured for path in m.facts)
        facts = self.case.facts
        return tuple(
            Read(fact=p, value=facts[p].value if p in facts else None, source=facts[p].source if p in facts else None)
            for p in paths
        )

    def finding(self, finding: Finding) -> FindingRecord:
        if self.standing is not None and (told := self.standing.finding(finding)) is not None:
            return told
        proof = self.inference.behind(("met", finding.id))
        lacking = dict.fromkeys(f for m in proof for f in m.lacking)
        return FindingRecord(
            id=finding.id,
            kind=finding.kind,
            weight=finding.weight,
            title=finding.title.get(self.lang),
            statement=self.phrases.say(finding.statement, lacking),
            asumsi_sistem=self.assumption(finding),
            because=tuple(dict.fromkeys(path for m in proof for path in m.facts)),
            read=self.reads(proof),
            sources=finding.sources,
        )

    def assumption(self, rule: Provable) -> str | None:
        """Return the project's own choices that `rule` rests on, as one text; None where it rests on none."""
        return " ".join(self.choices(rule)) or None

    def choices(self, rule: Provable) -> list[str]:
        return list(dict.fromkeys(text.get(self.lang) for text in self.rules.choices(rule, self.case.year)))

    def assumptions(self) -> tuple[str, ...]:
        decided = (rule for rule in self.inference.compiled.provable if self.inference.truth(rule.id) != "unknown")
        own = (choice for rule in decided for choice in self.choices(rule))
        return tuple(dict.fromkeys([self.rules.framework.dimension_level.get(self.lang), *own]))

    def obstacles(self) -> tuple[ObstacleRecord, ...]:
        names = {o.id: o.name.get(self.lang) for o in questionnaire().obstacles}
        found = [(key, entry) for key, entry in self.case.entries("obstacles[*]") if key in names]
        ranked = sorted(found, key=lambda o: (_place(o[1]) is None, _place(o[1]) or 0))
        return tuple(
            ObstacleRecord(id=key, name=names[key], rank=_place(entry), source=entry.source) for key, entry in ranked
        )


def _place(entry: FactEntry) -> int | None:
    """Return at which place an entry was named, where it says so."""
    said = entry.value
    return said.get("rank") if isinstance(said, dict) else None


def case_record(case: Case) -> CaseRecord:
    """Return which case it is, and how much of it is known."""
    return CaseRecord(
        region=case.region.name,
        code=case.region.code,
        kind=case.region.kind,
        year=case.year,
        fictional=case.fictional,
        facts_known=sum(entry.known for entry in case.facts.values()),
        facts_asked=len(case.facts),
    )


def facts_hash(case: Case) -> str:
    """Return the SHA-256 of the facts of `case`, the same however its file is laid out and in whatever order."""
    facts = _in_order(case.model_dump(mode="json", exclude_defaults=True))
    return hashlib.sha256(_written(facts).encode()).hexdigest()


def _in_order(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _in_order(value) for name, value in part.items()}
    return sorted(map(_in_order, part), key=_written) if isinstance(part, list) else part


def _written(part: Any) -> str:
    return json.dumps(part, sort_keys=True, ensure_ascii=False)


def _rank(finding: Finding) -> tuple[bool, int, str]:
    """Return where a finding is told: what is good first, then in the order of the ids (N9 before N10)."""
    return finding.kind != "strength", len(finding.id), finding.id
