"""Explanations as text for a terminal: an indented tree, 80 columns, plain characters, readable without colour."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from diagnose.analysis.why import About, AspectGap, Gap, Leaf, Missing, Step, Why, WhyNot, together
from diagnose.common import joined, render, words


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and those below it, each set in by two columns; its own further lines hang by `hanging`.

    `file` is the case file that it points into.
    """

    text: str
    below: tuple["Said", ...] = ()
    hanging: int = 2
    file: str | None = None


def why_text(why: Why) -> str:
    """Return the tree of `why` as text."""
    question = words(why.lang)["why.heading"].format(_named(why))
    return _page(why, question, [[_Proof(why).step(why.tree)]])


def why_not_text(found: WhyNot) -> str:
    """Return what is missing for a level as text."""
    question = words(found.lang)["why.not_heading"].format(found.name, found.wanted)
    proof = _Proof(found)
    return _page(found, question, [[proof.aspect(aspect)] for aspect in found.aspects])


def _named(why: Why) -> str:
    """Return what is asked about as people name it, a package with its id beside; a rule by its id."""
    title = why.tree.title
    if why.tree.kind == "package" and title:
        return f"{title.partition(',')[0].rstrip(' :')} ({why.target})"
    return (title if why.tree.kind in ("dimension", "aspect") else None) or why.target


def _page(about: About, question: str, blocks: list[list[Said]]) -> str:
    w, case = words(about.lang), about.case
    files = dict.fromkeys(file for block in blocks for said in block for file in _files(said))
    return render(
        "why",
        w=w,
        question=f"{question} {case.region}, {case.year}",
        fictional=case.fictional,
        blocks=blocks,
        files=[w["why.case_file"].format(file) for file in files],
    )


def _files(said: Said) -> Iterator[str]:
    if said.file:
        yield said.file
    for below in said.below:
        yield from _files(below)


class _Proof:
    """Says the steps of one explanation; what was said once is not said again in full."""

    def __init__(self, about: About) -> None:
        self._words, self._lang = words(about.lang), about.lang
        self._answered: set[str] = set()  # saran told in full
        self._shown: dict[tuple[str, ...], str] = {}  # facts told, and under which rule
        self._rule = ""

    def step(self, step: Step, alone: bool = True) -> Said:
        """Say one step and what is below it; a comparison that stands `alone` needs no mark of its own."""
        if step.kind == "measure":
            return self._measure(step, alone)
        if step.kind == "agencies":
            return Said(f"{step.statement}{':' if step.facts else '.'}", self._facts(step.facts))
        if step.kind == "question":
            return Said(step.statement)
        return self._criterion(step) if step.kind in ("criterion", "finding") else self._subject(step)

    def _subject(self, step: Step) -> Said:
        mark = f"{step.id}: " if step.kind in ("saran", "package", "dimension", "aspect") else ""
        lead = "~ " if step.kind == "second_reading" else ""
        colon = ":" if step.kind in ("gate", "needs") and step.children else ""
        below = []
        if step.kind == "dimension" and step.children:
            below += self._assumes(step)
        because = step.kind == "saran" and step.truth == "met"
        for child in step.children:
            if because and child.kind in ("criterion", "finding"):
                below.append(Said(f"{self._words['why.because']}:", hanging=0))
                because = False
            below.append(self.step(child))
        return Said(f"{lead}{mark}{step.statement}{colon}", tuple(below))

    def _criterion(self, step: Step) -> Said:
        self._rule = step.id
        mark = f"{self._mark(step)} " if step.truth else ""
        text = f"{mark}{step.id}{'*' if step.asumsi_sistem else ''} {step.statement}"
        if not step.children:
            return Said(text, hanging=4)
        compared = [c for c in step.children if c.kind in ("measure", "dimension", "aspect")]
        below = []
        if len(compared) != 1 and step.condition:
            word = self._words["why.asks" if step.kind == "criterion" else "why.finding_asks"]
            below.append(Said(f"{word}: {step.condition}"))
        below += [self.step(child, alone=len(compared) == 1) for child in step.children]
        below += self._assumes(step)
        if step.sources:
            said = self._words["why.rule_sources"].format(step.id)
            below.append(Said(f"{said}: {'; '.join(step.sources)}"))
        return Said(text, tuple(below), hanging=4)

    def _assumes(self, step: Step) -> list[Said]:
        return [Said(f"* {self._words['assumption']}: {step.asumsi_sistem}")] if step.asumsi_sistem else []

    def _measure(self, step: Step, alone: bool) -> Said:
        mark = "" if alone else f"{self._mark(step)} " if step.truth else "[-] "
        said = f"{mark}{step.statement}"
        if step.wanted and step.wanted.threshold:
            rests = [f"[{s}]" for s in step.wanted.sources]
            rests += [self._words["assumption"]] if step.wanted.asumsi_sistem else []
            said += f" ({self._words['why.threshold'].format(step.wanted.threshold, ', '.join(rests))})"
        same = len(step.facts) == 1 and step.measured is not None and not step.facts[0].disputed
        if same and (step.facts[0].name, step.facts[0].said) == (step.title, step.measured and step.measured.said):
            where, file = self._where(step.facts)
            return Said(f"{said} {where}", file=file)
        facts = self._facts(step.facts)
        paths = tuple(f"{group.truth} {fact.path}" for group in step.children for fact in group.facts)
        first = self._shown.setdefault(paths, self._rule)
        if paths and first != self._rule:
            return Said(said, (*facts, Said(self._words["why.same_facts"].format(first))))
        return Said(said, (*facts, *map(self.step, step.children)))

    def _mark(self, step: Step) -> str:
        w = self._words
        if step.kind == "finding":
            word = {"met": w["why.holds"], "unmet": w["why.holds_not"], "unknown": w["unknown_mark"]}
        else:
            word = {"met": w["why.met"], "unmet": w["unmet_mark"], "unknown": w["unknown_mark"]}
        return f"[{word[step.truth or 'unknown']}]"

    def _facts(self, facts: Iterable[Leaf]) -> tuple[Said, ...]:
        """Say facts, one a sentence; those that say the same by the same source are told together."""
        return tuple(self._fact(found) for found in together(facts))

    def _fact(self, found: list[Leaf]) -> Said:
        first = found[0]
        said = f"- {first.name}: {first.said}"
        if len(found) > 1:
            named = ", ".join(f.key for f in found)
            said = f"- {self._words['why.together'].format(first.said, len(found), named)}"
        where, file = self._where(found)
        said += f" {where}"
        if first.disputed:
            said += f" ({self._words['why.disputed'].format('; '.join(first.disputed))})"
        if any(name not in said for name in first.agencies) and (len(found) == 1 or len(first.agencies) > 1):
            said += f" ({self._words['why.counts_for'].format(joined(list(first.agencies), self._lang))})"
        return Said(said, file=file)

    def _where(self, facts: Iterable[Leaf]) -> tuple[str, str | None]:
        """Return where facts are stated, by source and line, and the file that this points into."""
        first, *others = facts
        lines = sorted({f.line for f in (first, *others) if f.line})
        if not lines or first.file is None:
            return self._words["why.not_in_file"] if first.source is None else f"[{first.source}]", None
        place = PurePath(first.file).name + f":{lines[0]}" + (f"-{lines[-1]}" if len(lines) > 1 else "")
        return f"[{first.source or self._words['source_not_stated']}] {place}", first.file

    def aspect(self, gap: AspectGap) -> Said:
        """Say what keeps one aspect below a level."""
        return Said(f"{gap.id} {gap.name}: {gap.statement}", tuple(map(self._missing, gap.missing)))

    def _missing(self, missing: Missing) -> Said:
        step, w = missing.criterion, self._words
        self._rule = step.id
        star = "*" if step.asumsi_sistem else ""
        gate = w["why.for_level"].format(missing.level)
        below = [Said(step.statement, hanging=0)] if step.truth == "unmet" else []
        measures = [c for c in step.children if c.kind == "measure"]
        if len(measures) > 1 and step.condition:
            below.append(Said(f"{w['why.asks']}: {step.condition}"))
        gaps = {g.measure: g for g in missing.gaps}
        for measure in measures:
            short = tuple(c for c in measure.children if c.truth != "met")
            said = self.step(measure.model_copy(update={"children": short}), alone=len(measures) == 1)
            if measure.id in gaps and measure.truth and self._tells_more(measure, gaps[measure.id]):
                off = Said(f"{w['why.off']}: {gaps[measure.id].said}")
                said = Said(said.text, (*said.below, off), said.hanging, said.file)
            below.append(said)
        below += self._assumes(step)
        below += map(Said, self._advice(missing))
        return Said(f"{self._mark(step)} {step.id}{star} ({gate}) {step.title}", tuple(below), hanging=4)

    def _tells_more(self, measure: Step, gap: Gap) -> bool:
        """Tell whether a gap says more than what was read and what is asked, which stand above it."""
        said = measure.wanted is not None and measure.wanted.labels and gap.difference is None and not gap.unsure
        return not said and gap.said != self._words["unknown_value"]

    def _advice(self, missing: Missing) -> Iterator[str]:
        for saran in missing.saran:
            seen = saran.id in self._answered
            self._answered.add(saran.id)
            said = self._words["why.see_above"] if seen else saran.text
            yield f"{self._words['why.saran']} {saran.id}: {said}"
        for question in missing.questions:
            yield question.statement
