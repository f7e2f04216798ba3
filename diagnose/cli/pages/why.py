"""Explanations as text for a terminal: an indented tree, 80 columns, plain characters, readable without colour."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from diagnose.analysis.why import About, AspectGap, Gap, Leaf, Missing, Step, Why, WhyNot, together
from diagnose.common import WIDTH, joined, printable, words, wrapped


def why_text(why: Why) -> str:
    """Return the tree of `why` as text."""
    page = _Page(why)
    page.head(page.words["why.heading"].format(why.target))
    page.step(why.tree, 0)
    return page.text()


def why_not_text(found: WhyNot) -> str:
    """Return what is missing for a level as text."""
    page = _Page(found)
    page.head(page.words["why.not_heading"].format(found.target, found.wanted))
    for i, aspect in enumerate(found.aspects):
        if i:
            page.lines.append("")
        page.aspect(aspect)
    return page.text()


class _Page:
    def __init__(self, about: About) -> None:
        self.about, self.words, self.lang = about, words(about.lang), about.lang
        self.lines: list[str] = []
        self.files: dict[str, None] = {}
        self.told: set[str] = set()
        self.shown: dict[tuple[str, ...], str] = {}  # the facts told under a rule, and which
        self.rule = ""

    def text(self) -> str:
        if self.files:
            self.lines.append("")
            for file in self.files:
                self.say(self.words["why.case_file"].format(file), 0, 2)
        return "\n".join(self.lines) + "\n"

    def head(self, question: str) -> None:
        case = self.about.case
        self.say(f"{question} {case.region}, {case.year}", 0, 0)
        if case.fictional:
            self.say(self.words["fictional"], 0, 0)
        self.lines.append("=" * WIDTH)

    def say(self, text: str, indent: int, hanging: int) -> None:
        plain = printable(" ".join(text.split()))
        self.lines += [wrapped(plain, indent, hanging)] if plain.strip() else []

    def step(self, step: Step, indent: int, alone: bool = True) -> None:
        """Tell one step and what is below it; a comparison that stands `alone` needs no mark of its own."""
        if step.kind == "measure":
            self._measure(step, indent, alone)
        elif step.kind == "agencies":
            self.say(f"{step.statement}{':' if step.facts else '.'}", indent, indent + 2)
            self.facts(step.facts, indent + 2)
        elif step.kind == "question":
            self.say(step.statement, indent, indent + 2)
        elif step.kind in ("criterion", "finding"):
            self._rule(step, indent)
        else:
            self._subject(step, indent)

    def _subject(self, step: Step, indent: int) -> None:
        mark = f"{step.id}: " if step.kind in ("saran", "package", "dimension", "aspect") else ""
        lead = "~ " if step.kind == "second_reading" else ""
        colon = ":" if step.kind in ("gate", "needs") and step.children else ""
        self.say(f"{lead}{mark}{step.statement}{colon}", indent, indent + 2)
        if step.kind == "dimension" and step.asumsi_sistem and step.children:
            self._assumes(step, indent + 2)
        for i, child in enumerate(step.children):
            rules = [c.kind for c in step.children[: i + 1] if c.kind in ("criterion", "finding")]
            if step.kind == "saran" and step.truth == "met" and rules == [child.kind]:
                self.say(f"{self.words['why.because']}:", indent + 2, indent + 2)
            self.step(child, indent + 2)

    def _rule(self, step: Step, indent: int) -> None:
        star = "*" if step.asumsi_sistem else ""
        self.rule = step.id
        mark = f"{self._mark(step)} " if step.truth else ""
        self.say(f"{mark}{step.id}{star} {step.statement}", indent, indent + 4)
        below = [c for c in step.children if c.kind in ("measure", "dimension", "aspect")]
        if not step.children:
            return
        if len(below) != 1 and step.condition:
            word = self.words["why.asks" if step.kind == "criterion" else "why.finding_asks"]
            self.say(f"{word}: {step.condition}", indent + 2, indent + 4)
        for child in step.children:
            self.step(child, indent + 2, alone=len(below) == 1)
        self._assumes(step, indent + 2)
        if step.sources:
            self.say(
                f"{self.words['why.rule_sources'].format(step.id)}: {'; '.join(step.sources)}", indent + 2, indent + 4
            )

    def _assumes(self, step: Step, indent: int) -> None:
        if step.asumsi_sistem:
            self.say(f"* {self.words['assumption']}: {step.asumsi_sistem}", indent, indent + 2)

    def _measure(self, step: Step, indent: int, alone: bool) -> None:
        mark = "" if alone else f"{self._mark(step)} " if step.truth else "[-] "
        said = f"{mark}{step.statement}"
        if step.wanted and step.wanted.threshold:
            rests = [f"[{s}]" for s in step.wanted.sources]
            rests += [self.words["assumption"]] if step.wanted.asumsi_sistem else []
            said += f" ({self.words['why.threshold'].format(step.wanted.threshold, ', '.join(rests))})"
        same = len(step.facts) == 1 and step.measured is not None and not step.facts[0].disputed
        if same and (step.facts[0].name, step.facts[0].said) == (step.title, step.measured and step.measured.said):
            self.say(f"{said} {self._where(list(step.facts))}", indent, indent + 2)
            return
        self.say(said, indent, indent + 2)
        self.facts(step.facts, indent + 2)
        paths = tuple(f"{group.truth} {fact.path}" for group in step.children for fact in group.facts)
        first = self.shown.setdefault(paths, self.rule)
        if paths and first != self.rule:
            self.say(self.words["why.same_facts"].format(first), indent + 2, indent + 4)
            return
        for child in step.children:
            self.step(child, indent + 2)

    def _mark(self, step: Step) -> str:
        w = self.words
        if step.kind == "finding":
            word = {"met": w["why.holds"], "unmet": w["why.holds_not"], "unknown": w["unknown_mark"]}
        else:
            word = {"met": w["why.met"], "unmet": w["unmet_mark"], "unknown": w["unknown_mark"]}
        return f"[{word[step.truth or 'unknown']}]"

    def facts(self, facts: Iterable[Leaf], indent: int) -> None:
        """Tell facts, one a line; those that say the same by the same source are told together."""
        for found in together(facts):
            said = f"- {found[0].name}: {found[0].said}"
            if len(found) > 1:
                named = ", ".join(f.key for f in found)
                said = f"- {self.words['why.together'].format(found[0].said, len(found), named)}"
            said += f" {self._where(found)}"
            if found[0].disputed:
                said += f" ({self.words['why.disputed'].format('; '.join(found[0].disputed))})"
            if any(name not in said for name in found[0].agencies) and (len(found) == 1 or len(found[0].agencies) > 1):
                said += f" ({self.words['why.counts_for'].format(joined(list(found[0].agencies), self.lang))})"
            self.say(said, indent, indent + 2)

    def _where(self, facts: list[Leaf]) -> str:
        source = facts[0].source
        lines = sorted({f.line for f in facts if f.line})
        if not lines or facts[0].file is None:
            return self.words["why.not_in_file"] if source is None else f"[{source}]"
        self.files[facts[0].file] = None
        place = PurePath(facts[0].file).name + f":{lines[0]}" + (f"-{lines[-1]}" if len(lines) > 1 else "")
        return f"[{source or self.words['source_not_stated']}] {place}"

    def aspect(self, gap: AspectGap) -> None:
        self.say(f"{gap.id} {gap.name}: {gap.statement}", 0, 2)
        for missing in gap.missing:
            self._missing(missing)

    def _missing(self, missing: Missing) -> None:
        step, w = missing.criterion, self.words
        self.rule = step.id
        star = "*" if step.asumsi_sistem else ""
        gate = w["why.for_level"].format(missing.level)
        self.say(f"{self._mark(step)} {step.id}{star} ({gate}) {step.title}", 2, 6)
        if step.truth == "unmet":
            self.say(step.statement, 4, 4)
        measures = [c for c in step.children if c.kind == "measure"]
        if len(measures) > 1 and step.condition:
            self.say(f"{w['why.asks']}: {step.condition}", 4, 6)
        gaps = {g.measure: g for g in missing.gaps}
        for measure in measures:
            short = tuple(c for c in measure.children if c.truth != "met")
            self.step(measure.model_copy(update={"children": short}), 4, alone=len(measures) == 1)
            if measure.id in gaps and measure.truth and self._tells_more(measure, gaps[measure.id]):
                self.say(f"{w['why.off']}: {gaps[measure.id].said}", 6, 8)
        self._assumes(step, 4)
        for said in self._advice(missing):
            self.say(said, 4, 6)

    def _tells_more(self, measure: Step, gap: Gap) -> bool:
        """Tell whether a gap says more than what was read and what is asked, which stand above it."""
        words = measure.wanted is not None and measure.wanted.labels and gap.difference is None and not gap.unsure
        return not words and gap.said != self.words["unknown_value"]

    def _advice(self, missing: Missing) -> Iterator[str]:
        for saran in missing.saran:
            seen = saran.id in self.told
            self.told.add(saran.id)
            said = self.words["why.see_above"] if seen else saran.text
            yield f"{self.words['why.saran']} {saran.id}: {said}"
        for question in missing.questions:
            yield question.statement
