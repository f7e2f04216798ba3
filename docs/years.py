"""Write docs/years.md: what differs between 2022, 2024, 2025 and 2026 where the facts are the same, and by which law.

Run by ``make docs``; a test holds the file to it, and holds every difference to something that is dated in the rules.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import yaml

from diagnose import Diagnosed, load_rules
from diagnose.case.load import case_from, find_case
from diagnose.case.model import Case
from diagnose.common.wording import PLACEHOLDER, TERM, Text
from diagnose.diagnosis.saran_records import SaranRecord
from diagnose.knowledge.models import Dated, Finding, Provable
from diagnose.knowledge.rulebase import Rulebase
from diagnose.knowledge.saran import Package, Saran

PATH = Path(__file__).with_name("years.md")
YEARS = (2022, 2024, 2025, 2026)
CASE = "lebak-2022"
HEADER = """# The same facts in 2022, 2024, 2025 and 2026

Made from `rules/` by `make docs`; do not edit.

The facts of the Lebak case, told as if they were those of a made-up kabupaten in each of four years. Nothing differs
but what the law of the year makes differ: each row names the rule, the basis or the term that is dated, and how. Levels
are the same in all four years. Where the year of the case itself stands in a text, that is no difference.

"""


class Difference(NamedTuple):
    """What differs between two years, and what dated thing in the rules it is due to (none: it has no reason)."""

    what: str
    before: str
    after: str
    because: tuple[str, ...]


def in_year(name: str, year: int) -> Case:
    """Return the facts of the shipped case `name` as those of a made-up region of the same kind in `year`."""
    data = yaml.safe_load(find_case(name).read_text(encoding="utf-8"))
    region = {**data["region"], "name": f"{data['region']['kind'].capitalize()} Contoh"}
    return case_from({**data, "region": region, "year": year, "fictional": True})


def differences(before: Diagnosed, after: Diagnosed) -> Iterator[Difference]:
    """Yield what differs between the same facts in two years."""
    yield from _levels(before, after)
    turned = dict(_rules(before, after))
    yield from turned.values()
    yield from _statements(before, after, set(turned))
    yield from _saran(before, after, set(turned))


def _levels(before: Diagnosed, after: Diagnosed) -> Iterator[Difference]:
    for subject, name in before.names.items():
        levels = before.span(before.level(subject)), after.span(after.level(subject))
        if levels[0] != levels[1]:
            yield Difference(f"level of {name}", *levels, ())


def _rules(before: Diagnosed, after: Diagnosed) -> Iterator[tuple[str, Difference]]:
    """Yield the rules that come out differently, by id."""
    for rule in before.rules.provable:
        said = _comes_out(before, rule), _comes_out(after, rule)
        if said[0] != said[1]:
            kind = "finding" if isinstance(rule, Finding) else "criterion"
            why = _dates(rule, before, after)
            yield rule.id, Difference(f"{kind} {rule.id}, {rule.title.get(before.lang)}", *said, why)


def _comes_out(diagnosed: Diagnosed, rule: Provable) -> str:
    truth = diagnosed.inference.truth(rule.id) if rule.id in diagnosed.in_force else "not in force"
    words = {"met": "holds", "unmet": "does not hold", "unknown": "cannot be told"}
    return words.get(truth, truth)


def _dates(dated: Dated, before: Diagnosed, after: Diagnosed, name: str = "") -> tuple[str, ...]:
    """Return between which years it is in force, where that is what tells the two apart."""
    if dated.in_force(before.case.year) == dated.in_force(after.case.year):
        return ()
    start = f"from {dated.from_year}" if dated.from_year else ""
    until = f"until {dated.until_year}" if dated.until_year else ""
    return (" ".join(part for part in (name or "in force", start, until) if part),)


def _statements(before: Diagnosed, after: Diagnosed, turned: set[str]) -> Iterator[Difference]:
    """Yield what rules say differently that come out alike."""
    for rule in before.rules.provable:
        said = _said(before, rule.id), _said(after, rule.id)
        if rule.id not in turned and not _alike(*said, before, after):
            texts = (rule.statement,) if isinstance(rule, Finding) else (rule.met, rule.unmet, rule.title)
            yield Difference(f"what {rule.id} says", *said, tuple(_terms(texts, before, after)))


def _said(diagnosed: Diagnosed, rule: str) -> str:
    record = diagnosed.criteria.get(rule) or diagnosed.findings.get(rule)
    return record.statement if record else ""


def _alike(first: str, then: str, before: Diagnosed, after: Diagnosed) -> bool:
    """Tell whether two texts say the same, but for the year of the case."""
    return first == then or re.sub(rf"\b{before.case.year}\b", str(after.case.year), first) == then


def _terms(texts: tuple[Text | None, ...], before: Diagnosed, after: Diagnosed) -> Iterator[str]:
    """Yield the terms in `texts` that are called differently in the two years."""
    named = {n for t in texts if t for n in re.findall(PLACEHOLDER, t.get(before.lang)) if n.startswith(TERM)}
    for name in sorted(named):
        for term in before.rules.terms:
            if f"{TERM}{term.id}" == name and before.case.region.kind in term.regions:
                yield from _dates(term, before, after, f"{term.id}: {term.name.get(before.lang)}")


def _saran(before: Diagnosed, after: Diagnosed, turned: set[str]) -> Iterator[Difference]:
    given = [{s.id: s for s in one.diagnosis.saran} for one in (before, after)]
    rule_of = {rule.id: rule for rule in before.rules.provable}
    for key in dict.fromkeys([*given[0], *given[1]]):
        saran = before.rules.saran[key.partition(":")[0]]
        first, then = given[0].get(key), given[1].get(key)
        if first is None or then is None:
            said = ("given" if first else "not given", "given" if then else "not given")
            rules = sorted(r for r in turned if saran.id in rule_of[r].saran)
            why = (*_dates(saran, before, after), *(f"answers {rule}" for rule in rules))
            yield Difference(f"saran {key}", *said, why)
            continue
        yield from _wording(key, saran, (first, then), before, after)
        yield from _bases(key, saran, (first, then), before, after)


def _wording(
    key: str, saran: Saran, given: tuple[SaranRecord, SaranRecord], before: Diagnosed, after: Diagnosed
) -> Iterator[Difference]:
    act: Saran | Package = before.rules.packages[saran.package] if saran.package else saran
    for field in ("text", "actor", "asked", "by", "form", "proof"):
        first, then = (getattr(s, field) for s in given)
        if not _alike(first, then, before, after):
            texts = (saran.what, act.who, act.asked, act.proof)
            yield Difference(f"saran {key}, {field}", first, then, tuple(_terms(texts, before, after)))


def _bases(
    key: str, saran: Saran, given: tuple[SaranRecord, SaranRecord], before: Diagnosed, after: Diagnosed
) -> Iterator[Difference]:
    first, then = (set(s.basis) for s in given)
    if first != then:
        why = tuple(d for b in saran.basis for d in _dates(b, before, after, b.text.get(before.lang)))
        yield Difference(f"basis of {key}", _listed(first - then), _listed(then - first), why)


def _listed(basis: set[str]) -> str:
    return "; ".join(sorted(basis)) or "-"


def years_page(rules: Rulebase, name: str = CASE) -> str:
    """Return the page."""
    cases = {year: Diagnosed(in_year(name, year), rules, "en", narrow=False) for year in YEARS}
    return HEADER + "\n".join(_pair(cases, first, then) for first, then in pairwise(YEARS))


def _pair(cases: Mapping[int, Diagnosed], first: int, then: int) -> str:
    rows = [
        f"| {_cell(d.what)} | {_cell(d.before)} | {_cell(d.after)} | {_cell('; '.join(d.because))} |"
        for d in differences(cases[first], cases[then])
    ]
    if not rows:
        return f"## From {first} to {then}\n\nNothing.\n"
    table = [f"| What | {first} | {then} | Because of what is dated |", "| --- | --- | --- | --- |", *rows]
    return f"## From {first} to {then}\n\n" + "\n".join(table) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PATH.write_text(years_page(load_rules()), encoding="utf-8")
