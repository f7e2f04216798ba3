"""Fill the sentences of rules with what was measured, in the reader's language and number format."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from diagnose.case import Case, FactEntry, field_label, label, labels, pattern_of
from diagnose.common import HOLDER, OPTIONAL, PLACEHOLDER, SIZE, TERM, Text, figures, joined
from diagnose.diagnosis.values import Values
from diagnose.inference import Measured
from diagnose.knowledge import Rulebase

_HOLDER = r"\{holder:\w+\}"
_ASIDE = re.compile(r"^([^.(]*) \([^():;]+: ([^():;]+)\)(?=\.)")  # a sentence, and at its end how many
_ROW = re.compile(rf"{_HOLDER}(?:(?:, (?:dan |and )?| dan | and | bersama | with ){_HOLDER})+")


class Phrases(Values):
    """Sentences about one case in one language."""

    def __init__(self, case: Case, rules: Rulebase, measured: dict[str, Measured], lang: str) -> None:
        super().__init__(case, lang)
        self._rules, self._measured = rules, measured

    @property
    def year(self) -> int:
        """The year of the case."""
        return self._case.year

    @property
    def kind(self) -> str:
        """The kind of region of the case."""
        return self._case.region.kind

    def say(
        self,
        text: Text,
        functions: Iterable[str] = (),
        function: str | None = None,
        facts: Iterable[str] = (),
        lacking: Iterable[Text] = (),
    ) -> str:
        """Return `text` with its placeholders filled.

        `functions` are those whose agencies ``{agencies}`` lists; `function` is the one of ``{agency}``;
        `facts` are the paths whose list entries ``{entries}`` names; `lacking` what ``{lacking}`` names.
        """
        sentence = self._said_once(self._filled(text, functions, function, facts, lacking))
        return sentence[:1].upper() + sentence[1:]

    def inside(self, text: Text) -> str:
        """Return `text` filled as it stands inside a sentence, its first letter as it is written."""
        return self._filled(text, (), None, (), ())

    def _filled(
        self, text: Text, functions: Iterable[str], function: str | None, facts: Iterable[str], lacking: Iterable[Text]
    ) -> str:
        """Return `text` filled, as it stands inside a sentence."""
        listed, paths = list(functions), list(facts)
        held = self.together(function, listed) if function else ()

        def fill(name: str) -> str:
            if name == "agencies":
                return self.agencies(listed)
            if name == "entries":
                named = [path.rpartition("[")[2].partition("]")[0] for path in paths if "[" in path]
                return joined(named, self.lang) or self._words["none_listed"]
            if name == "lacking":
                return joined([self._filled(named, (), None, (), ()) for named in lacking], self.lang)
            if name.startswith(TERM):
                term = self._rules.term(name.removeprefix(TERM), self._case.year, self._case.region.kind)
                return term.name.get(self.lang) if term else ""
            if name.startswith(HOLDER):
                return self._case.register.holder(name.removeprefix(HOLDER), self.lang)
            if name == "agency" and function:
                return self._case.register.holder(function, self.lang)
            if name == "function":
                return joined([self._case.register.functions[f].name.get(self.lang) for f in held], self.lang)
            if name == "head":
                return self._words[f"head.{self._case.region.kind}"]
            if name == "region":
                return self._case.region.name
            if name == "year":
                return str(self._case.year)
            if name in self._measured:
                return self.measured(self._measured[name])
            if name.startswith(SIZE):
                m = self._measured[name.removeprefix(SIZE)]
                low, high = sorted((abs(m.low), abs(m.high))) if m.low * m.high > 0 else (m.low, m.high)
                return self.measured(replace(m, low=low, high=high))
            threshold = self._rules.threshold(name, self._case.year)
            if threshold:
                return self.number(threshold.value)
            entry = self._case.facts.get(name)
            return self.value(entry.value, name) if entry and entry.known else self._words["some"]

        filled = {"agencies": bool(listed), "entries": any("[" in path for path in paths)}
        whole = OPTIONAL.sub(lambda m: m[1] if self._told(m[1], filled) else "", text.get(self.lang))
        return PLACEHOLDER.sub(lambda m: fill(m[1]), _ROW.sub(self._once, whole))

    def _said_once(self, sentence: str) -> str:
        """Say once that not all do, or that none does: "Not all took part (those that did: none)." says it twice."""
        w, aside = self._words, _ASIDE.match(sentence)
        if aside is None or not sentence.startswith(w["not_all"]):
            return sentence
        said, extent = aside.groups()
        if extent == w["extent.none"]:
            return w["not_one"] + said.removeprefix(w["not_all"]) + sentence[aside.end() :]
        return said + sentence[aside.end() :] if extent == w["extent.none-most"] else sentence

    def _told(self, part: str, filled: Mapping[str, bool]) -> bool:
        """Tell whether every measure, fact and list that `part` of a sentence names has something to tell here."""
        for name in PLACEHOLDER.findall(part):
            if not filled.get(name, True):
                return False
            measured, entry = self._measured.get(name), self._case.facts.get(name)
            if measured is not None and self.measured(measured) == self._words["unknown_value"]:
                return False
            if measured is None and entry is not None and not entry.known:
                return False
        return True

    def _once(self, row: re.Match[str]) -> str:
        """Name an agency once where it holds several of the functions that a sentence names in a row.

        Names that have commas of their own are parted as in any list.
        """
        named = {self._case.register.holder(f.removeprefix(HOLDER), self.lang): f for f in PLACEHOLDER.findall(row[0])}
        if any(", " in name for name in named):
            return joined(list(named), self.lang)
        if len(named) == len(PLACEHOLDER.findall(row[0])):
            return row[0]
        return joined([f"{{{function}}}" for function in named.values()], self.lang)

    def together(self, function: str, among: Iterable[str]) -> tuple[str, ...]:
        """Return the functions `among` that the holder of `function` holds here."""
        holder = self._case.register.holder
        return tuple(f for f in among if holder(f, self.lang) == holder(function, self.lang))

    def agencies(self, functions: Iterable[str]) -> str:
        """Name the agencies that hold `functions`, each once."""
        names = dict.fromkeys(self._case.register.holder(f, self.lang) for f in functions)
        return joined(list(names), self.lang) or self._words["agencies_concerned"]

    def measured(self, m: Measured) -> str:
        """Write what was measured: "4 dari 9", "27,3%", "sebagian", "paling banyak 5"."""
        definition = self._rules.measures[m.measure]
        scale, labels = definition.scale, definition.labels
        if labels:
            named = {label: definition.said(label, self.lang) for label in labels}
            return self._range(scale, named, labels[int(max(m.low, 0.0))], labels[int(min(m.high, len(labels) - 1.0))])
        total = m.total if scale in ("share", "count") else None
        factor = (total or 100.0) if scale == "share" else 1.0
        floor, top = (0.0, total or math.inf) if scale in ("share", "count", "percent") else (-math.inf, math.inf)
        low, high = max(m.low * factor, floor), min(m.high * factor, top)
        unit = "%" if scale == "percent" or (scale == "share" and not total) else ""
        start = "" if low == floor else self.number(low) + unit
        end = "" if high == top else self.number(high) + unit
        text = self._span(start, end, low == high, "" if math.isinf(low) else self.number(low) + unit)
        known = total is not None and text != self._words["unknown_value"]
        return self._words["of"].format(text, self.number(total)) if known and total else text

    def entry(self, path: str) -> FactEntry | None:
        """Return the fact at `path`; None where the case has no entry there."""
        return self._case.facts.get(path)

    def promised(self, entry: FactEntry | None) -> str:
        """Write what is promised of a fact and by when; nothing where nothing is. It is neither yes nor no."""
        if entry is None or entry.planned is None:
            return ""
        value, day = entry.planned
        return self._words["promised"].format(self.value(value, entry.path), figures.write_day(day, self.lang))

    def fact(self, path: str) -> str:
        """Name a fact in words: its label, else the title of a measure read from it alone, else its path."""
        register = self._case.register
        named = label(path, self.lang, register) or field_label(path, self.lang, register)
        if named is not None:
            return named
        measured = next((m for m in self._measured.values() if m.facts == (path,)), None)
        return self._rules.measures[measured.measure].title.get(self.lang) if measured else path

    def among(self, path: str) -> tuple[str, str] | None:
        """Return what the facts of the list that `path` is in are called together, and the name of this one alone.

        None where it is in no list, or more than one thing tells it from the others.
        """
        named_labels = labels()
        text, named = named_labels.get(pattern_of(path)), label(path, self.lang, self._case.register)
        before, placed, after = text.get(self.lang).partition("{0}") if text else ("", "", "")
        if named is None or not placed or "{1}" in after:
            return None
        whole = named_labels.get(path.partition("[")[0])
        together = f"{before}…{after}" if before and not path.endswith("]") else whole.get(self.lang) if whole else ""
        return (together, named[len(before) : len(named) - len(after)]) if together else None
