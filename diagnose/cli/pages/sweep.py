"""Render what every combination of a few steps does."""

import shlex

from diagnose.analysis.plan import Lift, OfSize, Swept
from diagnose.cli.pages.builder import Page
from diagnose.common import figures, joined, words
from diagnose.diagnosis import span


def sweep_page(found: Swept, case_name: str) -> str:
    """Return `found` as text; `case_name` is what the user typed."""
    page = _Page(found.lang, "sweep.title", found)
    return page.whole(found, shlex.quote(case_name))


class _Page(Page):
    def __init__(self, lang: str, title: str, found: Swept) -> None:
        super().__init__(lang, words(lang)[title].format(region=found.case.region, year=found.case.year))

    def whole(self, found: Swept, case_name: str) -> str:
        w = self.w
        if found.case.fictional:
            self.say(f"*** {w['fictional']} ***")
        self.say(w["sweep.tried"].format(sets=self.number(found.sets), most=found.most, steps=found.steps))
        if not any(size.best for size in found.sizes):
            self.gap()
            self.say(w["sweep.none"].format(found.most, case_name))
            return self.text()
        for size in found.sizes:
            self.size(size)
        self.gap()
        self.say(w["sweep.replayed"].format(found.replayed))
        self.gap()
        self.say(f"konvergensi plan {case_name} --to all=3", 2)
        self.say(w["sweep.next"], 6)
        return self.text()

    def size(self, size: OfSize) -> None:
        w = self.w
        self.head(w["sweep.size_one"] if size.steps == 1 else w["sweep.size"].format(size.steps))
        self.say(w["sweep.lifting"].format(lifting=self.number(size.lifting), sets=self.number(size.sets)))
        if not size.best:
            self.say(w["sweep.no_more"])
            return
        self.say(w["sweep.most"].format(gained=size.gained))
        for number, lift in enumerate(size.best, 1):
            self.lift(number, lift)

    def lift(self, number: int, lift: Lift) -> None:
        moved = [f"{a.name} {span(a.before)} → {span(a.after)}" for a in lift.aspects]
        self.say(f"{self.w['sweep.one'].format(number, lift.effort)}: {joined(moved, self.lang)}", 2, 4)
        for step in lift.steps:
            self.say(f"- {step.text} ({step.id})", 4, 6)
        if lift.alike:
            self.say(self.w["sweep.alike"].format(self.number(lift.alike)), 4)

    def number(self, n: int) -> str:
        return figures.write_number(n, self.lang)
