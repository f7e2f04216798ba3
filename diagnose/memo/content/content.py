"""What memos may say: the diagnosis of one case as statements, in the reader's words, each with what it rests on.

Templates and pictures see this and nothing else; it adds no claim of its own to the diagnosis.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from diagnose.analysis.whatif import WhatIf
from diagnose.diagnosis import (
    AspectRecord,
    ConflictRecord,
    CriterionRecord,
    Diagnosed,
    Diagnosis,
    Interval,
    SaranRecord,
    evidence_said,
    on_one_document,
    span,
)
from diagnose.memo.content.acts import advised, numbered
from diagnose.memo.content.evidence import Evidence
from diagnose.memo.content.facts import Fact
from diagnose.memo.content.findings import findings
from diagnose.memo.content.formats import day, number
from diagnose.memo.content.letterhead import Letterhead
from diagnose.memo.content.promised import promised
from diagnose.memo.content.questions import LISTED, questions
from diagnose.memo.content.records import (
    Aspect,
    Change,
    Conflict,
    Criterion,
    Dimension,
    Memo,
    Turned,
)
from diagnose.memo.content.seats import seats
from diagnose.memo.content.series import series
from diagnose.memo.content.sources import cited, documents
from diagnose.memo.content.statement import Statement, line, state
from diagnose.memo.content.steps import Planned


def content(
    diagnosed: Diagnosed,
    letterhead: Letterhead,
    today: dt.date,
    whatif: WhatIf | None = None,
    plan: Planned | None = None,
    acts: Sequence[str] = (),
) -> Memo:
    """Return what memos on a diagnosed case may say; with `whatif`, also what its changes would bring.

    `today` dates the memo where the letterhead does not; `plan` is the one that the changes carry out, if any; `acts`
    are those that go in, in order, all where none is named: the annex has the others after them.

    Raises:
        InputError: there is no such act.
    """
    return _Content(diagnosed, whatif).memo(letterhead, today, plan, acts)


class _Content:
    def __init__(self, diagnosed: Diagnosed, whatif: WhatIf | None) -> None:
        self.diagnosed, self.whatif = diagnosed, whatif
        self.case, self.rules, self.d = diagnosed.case, diagnosed.rules, diagnosed.diagnosis
        self.phrases, self.lang, self.w = diagnosed.phrases, diagnosed.lang, diagnosed.words
        self.office = line(self.case.register.holder(self.w["memo.office_function"], self.lang))
        self.evidence = Evidence(self.case, self.phrases, self.d)
        self.names = {level.level: level.name.get(self.lang) for level in self.rules.framework.levels}
        self.then = (
            {c.id: c.after for c in (*whatif.difference.aspects, *whatif.difference.dimensions)} if whatif else {}
        )

    def memo(self, letterhead: Letterhead, today: dt.date, plan: Planned | None, acts: Sequence[str]) -> Memo:
        d = self.d
        dimensions = tuple(
            Dimension(
                id=dim.id,
                name=dim.name,
                level=self.level(dim.id, dim.level),
                stands=dim.level,
                then=self.then.get(dim.id),
                becomes=self.becomes(dim.id, dim.level),
                level_name=self.level_name(dim.id, dim.level),
                aspects=tuple(self.aspect(a) for a in d.aspects if a.dimension == dim.id),
            )
            for dim in d.dimensions
        )
        told = advised(self.diagnosed, acts)
        holding = [u for u in d.unknown if u.holds_open]
        later = [u for u in d.unknown if not u.holds_open]
        return Memo(
            lang=self.lang,
            letterhead=letterhead.model_copy(update={"date": letterhead.on(today)}),
            date=day(letterhead.on(today), self.lang),
            programme=self.w["programme"],
            work=self.w["programme_work"],
            region=line(d.case.region),
            year=state(str(d.case.year), "case"),
            kind=d.case.kind,
            head=self.w[f"head.{d.case.kind}"],
            fictional=d.case.fictional,
            known=state(number(d.case.facts_known, self.lang), "facts_known"),
            asked=state(number(d.case.facts_asked, self.lang), "facts_asked"),
            level_names=tuple(self.names.values()),
            dimensions=dimensions,
            lowest=self.lowest(dimensions),
            facts=self.deciding(dimensions),
            strengths=findings(d, "strength"),
            findings=findings(d, "finding"),
            gaps=findings(d, "gap"),
            cautions=findings(d, "caution"),
            conflicts=tuple(self.conflict(c) for c in d.conflicts),
            promised=promised(d, self.office, letterhead.on(today)),
            obstacles=tuple(state(o.name, o.id) for o in d.obstacles),
            ranked=any(o.rank for o in d.obstacles),
            questions=questions(self.diagnosed, holding, self.office),
            later=state(number(len(later), self.lang), "unknown"),
            later_questions=questions(self.diagnosed, later, self.office),
            listed=questions(self.diagnosed, holding[:LISTED], self.office),
            listed_later=questions(self.diagnosed, later[: max(0, LISTED - len(holding))], self.office),
            beyond=state(number(left, self.lang) if (left := len(d.unknown) - LISTED) > 0 else "", "unknown"),
            assumptions=tuple(state(a, "asumsi sistem") for a in d.assumptions),
            decisions=tuple(numbered(told.decisions)),
            own=tuple(numbered(told.own)),
            others=tuple(numbered(told.others)),
            rules=state(f"{d.rules.version} ({d.rules.sha256[:12]})", "rules"),
            office=self.office,
            series=series(self.case, self.lang),
            seats=seats(self.diagnosed),
            change=self.change(plan),
            lists=tuple(self.evidence.lists.values()),
            documents=documents(self.diagnosed),
            one_document=state(on_one_document((a.evidence for a in d.aspects), self.w), *(a.id for a in d.aspects)),
        )

    def level(self, subject: str, stands: Interval) -> Statement:
        return state(span(stands), subject)

    def becomes(self, subject: str, stands: Interval) -> Statement:
        return self.level(subject, then) if (then := self.then.get(subject)) and then != stands else state("")

    def level_name(self, subject: str, stands: Interval) -> Statement:
        return state(" - ".join(dict.fromkeys(self.names[n] for n in (stands.lowest, stands.highest))), subject)

    def aspect(self, aspect: AspectRecord) -> Aspect:
        low, high = aspect.level.lowest, aspect.level.highest
        deciding = [c for c in aspect.criteria if c.reading != "second" and c.truth != "met"]
        nearest = [c for c in deciding if low < c.gates <= min(high + 1, 4) and (low < high or c.truth == "unmet")]
        second = aspect.second_reading
        return Aspect(
            id=aspect.id,
            name=aspect.name,
            level=self.level(aspect.id, aspect.level),
            stands=aspect.level,
            then=self.then.get(aspect.id),
            becomes=self.becomes(aspect.id, aspect.level),
            level_name=self.level_name(aspect.id, aspect.level),
            evidence=state(evidence_said(aspect.evidence, self.w), aspect.id, *aspect.evidence.deciding),
            second=state(span(second.level), *second.because) if second else state(""),
            second_reasons=state(" ".join(second.reasons), *second.because) if second else state(""),
            held=tuple(self.criterion(c) for c in nearest),
            criteria=tuple(self.criterion(c) for c in aspect.criteria),
        )

    def criterion(self, c: CriterionRecord) -> Criterion:
        marks = {"met": "memo.met", "unmet": "memo.unmet", "unknown": "memo.unknown"}
        return Criterion(
            id=state(c.id, c.id),
            title=state(c.title, c.id),
            statement=state(c.statement, c.id),
            gates=state(str(c.gates), c.id),
            truth=c.truth,
            mark=self.w[marks[c.truth]],
            assumption=state(c.asumsi_sistem or "", c.id),
            facts=tuple(self.evidence.fact(r.fact) for r in c.read),
            read=self.evidence.read(r.fact for r in c.read),
            sources=state(cited(c.sources), c.id),
        )

    def deciding(self, dimensions: Iterable[Dimension]) -> tuple[Fact, ...]:
        """Return the facts that hold aspects where they are, each once."""
        found = {
            str(f): f for d in dimensions for a in d.aspects for c in a.held if c.truth == "unmet" for f in c.facts
        }
        return tuple(found.values())

    def lowest(self, dimensions: Sequence[Dimension]) -> tuple[Statement, ...]:
        """Return the dimensions that stand lowest."""
        least = min(d.stands.lowest for d in dimensions)
        return tuple(state(d.name, d.id) for d in dimensions if d.stands.lowest == least)

    def conflict(self, c: ConflictRecord) -> Conflict:
        counts = "" if c.counts is None else self.phrases.value(c.counts, c.figures[0].fact)
        return Conflict(
            statement=state(c.statement, c.id),
            figures=tuple(self.evidence.figure(f.fact, f.value, f.source) for f in c.figures),
            counts=state(counts, c.id),
            note=state(c.note or "", c.id),
        )

    def change(self, plan: Planned | None) -> Change | None:
        if self.whatif is None:
            return None
        diff = self.whatif.difference
        names = {f.fact: f.name for f in diff.facts}
        titles = [t for t in self.whatif.scenarios if plan is None or t != plan.name] + ([plan.title] if plan else [])
        return Change(
            title=state(", ".join(titles) or self.w["whatif.untitled"], "scenario"),
            facts=tuple(state(f"{f.name}: {f.before} → {f.after}", f.fact) for f in diff.facts),
            levels=tuple(
                state(f"{a.name}: {span(a.before)} → {span(a.after)}", a.id) for a in diff.aspects if a.changed
            ),
            turned=tuple(
                Turned(
                    statement=state(t.statement, t.rule),
                    because=state("; ".join(names[p] for p in t.because), t.rule, *t.because),
                )
                for t in diff.criteria
            ),
            answered=tuple(state(s.text, s.id, *s.because) for s in diff.saran_gone if s.answered),
            left=state(number(len(self.whatif.after.saran), self.lang), "saran"),
            steps=tuple(numbered(plan.steps)) if plan else (),
            remaining=tuple(self.remaining(self.whatif.after)),
        )

    def remaining(self, after: Diagnosis) -> Iterator[Statement]:
        """Yield what is still advised, an act in few words each."""
        packages = {p.id: p.short for p in after.packages}
        acts: dict[str, SaranRecord] = {}
        for saran in after.saran:
            acts.setdefault(saran.package or saran.id, saran)
        for act, saran in acts.items():
            said = (rule := self.rules.saran[saran.id.partition(":")[0]]).short or rule.what
            own = saran.short if "{lacking}" in said.id else self.phrases.say(said, facts=saran.because)
            yield state((packages.get(act) or own).rstrip(".:"), act)
