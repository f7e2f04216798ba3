"""Write docs/lebak-2022-paper.md: what the study says, place by place, and what becomes of it in the diagnosis.

Run by ``make docs``; a test holds the file to it.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from diagnose import Diagnosed, load_case, load_rules
from diagnose.case import not_compared
from diagnose.case.model import Case
from diagnose.case.patterns import fact_patterns
from diagnose.case.table import FactEntry
from diagnose.common.wording import PLACEHOLDER, Text
from diagnose.diagnosis.records import Diagnosis
from diagnose.inference.infer import Inference, infer
from diagnose.inference.measures import Measured
from diagnose.knowledge.functionreadings import ReadEntries, ReadRoster
from diagnose.knowledge.models import Provable
from diagnose.knowledge.readings import ReadSeries
from diagnose.knowledge.rulebase import Rulebase
from diagnose.knowledge.saran import Package, Saran

PATH = Path(__file__).with_name("lebak-2022-paper.md")
PAPER = "SJ2022"
HEADER = """# The study of Lebak 2022, place by place

Made from `rules/`, `facts/cases/lebak-2022.yaml` and its diagnosis by `make docs`; do not edit.

Each row is a place of the study that observes or concludes something: what it says in our words, the facts of the
case that cite it, the rules that read these facts, name them in a text, or cite the place, and what comes of them.
Places that hold theory or a heading only have no row.

| Place | What it says | Facts | Rules | Result |
| --- | --- | --- | --- | --- |
"""
MANY = 3  # more entries of one list than this are shown as one line with their number
NAMES = ("region", "questionnaire")  # whose region it is and who was asked, behind every fact below
_KEY = re.compile(r"\[[^\]]*\]")

Ruled = Provable | Saran | Package


class Row(NamedTuple):
    """One place of the study: the facts that cite it, the rules on them or on it by how they are, and the results."""

    place: str
    says: str
    facts: tuple[str, ...]
    reading: tuple[str, ...]
    naming: tuple[str, ...]
    citing: tuple[str, ...]
    results: dict[str, tuple[str, ...]]

    @property
    def rules(self) -> tuple[str, ...]:
        """All rules of the row, each once."""
        return tuple(dict.fromkeys((*self.reading, *self.naming, *self.citing)))


def table() -> str:
    """Return the table as Markdown."""
    return HEADER + "".join(_line(row) for row in rows(load_case("lebak-2022"), load_rules()))


def rows(case: Case, rules: Rulebase) -> list[Row]:
    """Return a row for each place of the study that says something, in the order of the study."""
    diagnosed = Diagnosed(case, rules, "en")
    inference, found = diagnosed.inference, diagnosed.diagnosis
    reads, names = _reads(case, rules, inference), _names(case, rules, inference)

    def row(place: str, says: str) -> Row:
        facts = tuple(path for path, entry in case.facts.items() if f"{PAPER} {place}" in _cites(entry))
        reading = tuple(rule for rule, paths in reads.items() if paths & set(facts))
        naming = tuple(rule for rule, paths in names.items() if paths & set(facts) and rule not in reading)
        citing = tuple(rule.id for rule in _ruled(rules) if f"{PAPER} {place}" in rule.sources)
        all_rules = dict.fromkeys((*reading, *naming, *citing))
        return Row(place, says, facts, reading, naming, citing, _results(all_rules, facts, rules, inference, found))

    return [row(place, said.get("en")) for place, said in rules.sources[PAPER].places.items() if said]


def unread(case: Case, rules: Rulebase) -> list[str]:
    """Return the known facts from the study that no rule reads or names and that no block excuses."""
    inference = infer(case, rules)
    used = {path for paths in _reads(case, rules, inference).values() for path in paths}
    used |= {path for paths in _names(case, rules, inference).values() for path in paths}
    lists = {path[: bracket.start()] for path in used for bracket in _KEY.finditer(path)}

    def is_used(path: str) -> bool:
        pattern = _KEY.sub("[*]", path)
        if path in used or {path, pattern} & not_compared():
            return True
        entry = path.endswith("]") and pattern in fact_patterns() and isinstance(case.facts[path].value, dict)
        if entry and path.rpartition("[")[0] in lists:  # it only names what the list is read for
            return True
        return path in NAMES and any(p.startswith(f"{path}.") for p in used)

    return [path for path, entry in case.facts.items() if entry.known and _from_paper(entry) and not is_used(path)]


def _cites(entry: FactEntry) -> set[str | None]:
    return {entry.source, *(source for _, source in entry.disputed)} if entry.known else set()


def _from_paper(entry: FactEntry) -> bool:
    return any(cite and cite.partition(" ")[0] == PAPER for cite in _cites(entry))


def _ruled(rules: Rulebase) -> tuple[Ruled, ...]:
    kinds: tuple[Iterable[Ruled], ...] = (
        rules.criteria.values(),
        rules.findings.values(),
        rules.saran.values(),
        rules.packages.values(),
    )
    return tuple(rule for kind in kinds for rule in kind)


def _reads(case: Case, rules: Rulebase, inference: Inference) -> dict[str, set[str]]:
    """Return the facts behind the measures that each criterion and finding compares."""
    return {r.id: {path for m in inference.read_by(r) for path in _behind(m, case, rules)} for r in rules.provable}


def _behind(measured: Measured, case: Case, rules: Rulebase) -> set[str]:
    """Return the facts a measure came from, and those it looked at in vain, such as an entry that does not fit."""
    found = set(measured.facts)
    reading = rules.measures[measured.measure].read
    for part in reading.parts():
        for path in part.paths():
            if "*" not in path:
                found.add(path)
            found |= {e.path for key, e in case.entries(path) if _looked_at(part, key, e, measured, case)}
    return found


def _looked_at(reading: Any, key: str, entry: FactEntry, measured: Measured, case: Case) -> bool:
    if isinstance(reading, ReadSeries):
        return key.rpartition(" ")[0] in (*reading.of, *(reading.against or ()))
    if isinstance(reading, ReadRoster | ReadEntries) and measured.seen:
        owner = entry if entry.path.endswith("]") else case.facts[entry.path.rpartition(".")[0]]
        agency = key if isinstance(reading, ReadRoster) else owner.value.get("agency")
        return agency is None or bool(set(case.register.holds(agency)) & set(measured.seen))
    return True


def _names(case: Case, rules: Rulebase, inference: Inference) -> dict[str, set[str]]:
    """Return the facts that the texts of each rule name, by themselves or through a measure."""
    found: dict[str, set[str]] = {}
    for rule in _ruled(rules):
        texts = [text for name in type(rule).model_fields if isinstance(text := getattr(rule, name), Text)]
        blanks = {blank for text in texts for blank in PLACEHOLDER.findall(text.en)}
        measured = [inference.measured[blank] for blank in blanks if blank in inference.measured]
        found[rule.id] = {path for m in measured for path in _behind(m, case, rules)} | (blanks & set(case.facts))
    return found


def _results(
    rule_ids: Iterable[str], facts: Iterable[str], rules: Rulebase, inference: Inference, found: Diagnosis
) -> dict[str, tuple[str, ...]]:
    """Return what comes of the rules, and the saran that rest on the facts: ids by result."""
    truths = {c.id: c.truth for a in found.aspects for c in a.criteria}
    holding = {f.id for f in found.findings}
    in_force = {rule.id for rule in inference.compiled.provable}
    given = {s.id.partition(":")[0] for s in found.saran} | {p.id for p in found.packages}
    results: dict[str, dict[str, None]] = {}

    def put(result: str, rule_id: str) -> None:
        results.setdefault(result, {})[rule_id] = None

    for rule_id in rule_ids:
        if rule_id in rules.saran or rule_id in rules.packages:
            put("saran given" if rule_id in given else "saran not given", rule_id)
        elif rule_id not in in_force:
            put("not in force", rule_id)
        elif rule_id in rules.criteria:
            put(truths[rule_id], rule_id)
        elif rule_id in holding:
            put("holds", rule_id)
        else:
            put("unknown" if inference.truth(rule_id) == "unknown" else "does not hold", rule_id)
    for saran in found.saran:
        if set(saran.because) & set(facts):
            put("saran given", saran.id.partition(":")[0])
    order = ("met", "unmet", "unknown", "holds", "does not hold", "not in force", "saran given")
    return {result: tuple(results[result]) for result in (*order, "saran not given") if result in results}


def _line(row: Row) -> str:
    rules = {"read by": row.reading, "named in": row.naming, "cited by": row.citing}
    cells = [row.place, row.says, ", ".join(_shown(row.facts)) or "-", _by(rules), _by(row.results)]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _by(groups: dict[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{name}: {', '.join(ids)}" for name, ids in groups.items() if ids) or "-"


def _shown(facts: Iterable[str]) -> Iterator[str]:
    """Yield the paths of facts; many entries of one list as one, with their number."""
    groups: dict[str, list[str]] = {}
    for path in facts:
        groups.setdefault(_KEY.sub("[*]", path), []).append(path)
    for pattern, paths in groups.items():
        yield from [f"`{pattern}` ({len(paths)})"] if len(paths) > MANY else [f"`{path}`" for path in paths]


if __name__ == "__main__":
    PATH.write_text(table(), encoding="utf-8")
