"""Fill the sentences of rules with what was measured, in the reader's language and number format."""

import math
from collections.abc import Iterable
from typing import Any

from diagnose.case import Case
from diagnose.facttable import FactEntry
from diagnose.measures import Measured
from diagnose.rulebase import SCALES, Rulebase
from diagnose.rulechecks import HOLDER, PLACEHOLDER
from diagnose.wording import Text, joined, words


class Phrases:
    """Sentences about one case in one language."""

    def __init__(self, case: Case, rules: Rulebase, measured: dict[str, Measured], lang: str) -> None:
        self._case, self._rules, self._measured, self.lang = case, rules, measured, lang
        self._words = words(lang)

    def say(
        self, text: Text, functions: Iterable[str] = (), function: str | None = None, facts: Iterable[str] = ()
    ) -> str:
        """Return `text` with its placeholders filled.

        `functions` are those whose agencies ``{agencies}`` lists; `function` is the one of ``{agency}``;
        `facts` are the paths whose list entries ``{entries}`` names.
        """
        listed, paths = list(functions), list(facts)

        def fill(name: str) -> str:
            if name == "agencies":
                return self.agencies(listed)
            if name == "entries":
                named = [path.rpartition("[")[2].partition("]")[0] for path in paths if "[" in path]
                return joined(named, self.lang) or self._words["unknown_value"]
            if name.startswith(HOLDER):
                return self._case.register.holder(name.removeprefix(HOLDER), self.lang)
            if name == "agency" and function:
                return self._case.register.holder(function, self.lang)
            if name == "function" and function:
                return self._case.register.functions[function].name.get(self.lang)
            if name == "region":
                return self._case.region.name
            if name == "year":
                return str(self._case.year)
            if name in self._measured:
                return self.measured(self._measured[name])
            return self.value(self._case.facts[name].value) if name in self._case.facts else self._words["some"]

        sentence = PLACEHOLDER.sub(lambda m: fill(m[1]), text.get(self.lang))
        return sentence[:1].upper() + sentence[1:]

    def agencies(self, functions: Iterable[str]) -> str:
        """Name the agencies that hold `functions`, each once."""
        names = dict.fromkeys(self._case.register.holder(f, self.lang) for f in functions)
        return joined(list(names), self.lang) or self._words["agencies_concerned"]

    def measured(self, m: Measured) -> str:
        """Write what was measured: "4 dari 9", "27,3%", "sebagian", "paling banyak 5"."""
        scale = self._rules.measures[m.measure].scale
        if scale in SCALES:
            labels = [self._words[f"{scale}.{label}"] for label in SCALES[scale]]
            low, high = max(m.low, 0.0), min(m.high, len(labels) - 1.0)
            return labels[int(low)] if low == high else self._between(labels[int(low)], labels[int(high)])
        total = m.total if m.total is not None else None
        factor = total if scale == "share" and total else 100.0 if scale == "share" else 1.0
        shown = [self.number(round(end * factor, 4)) for end in (m.low, m.high)]
        if math.isinf(m.low) or math.isinf(m.high) or m.low != m.high:
            floor = 0.0 if scale in ("share", "count", "percent") else m.low
            shown = [self.number(round(max(m.low, floor) * factor, 4)), shown[1]]
            ends = "" if math.isinf(m.high) else shown[1]
            start = "" if math.isinf(max(m.low, floor)) else shown[0]
            text = self._between(start, ends) if start and ends else (start or ends or self._words["some"])
            text = self._words["at_least"].format(start) if start and not ends else text
            text = self._words["at_most"].format(ends) if ends and not start else text
        else:
            text = shown[0]
        if total is not None and scale in ("share", "count"):
            return self._words["of"].format(text, self.number(total))
        return f"{text}%" if scale == "percent" or (scale == "share" and not total) else text

    def _between(self, low: str, high: str) -> str:
        return self._words["between"].format(low, high)

    def number(self, n: float) -> str:
        """Write a number as the language does: 1.407.857 and 27,3 in Indonesian."""
        text = f"{n:,.0f}" if float(n).is_integer() else f"{n:,.4f}".rstrip("0")
        return text.translate(str.maketrans(",.", ".,")) if self.lang == "id" else text

    def value(self, value: Any) -> str:
        """Write the value of a fact."""
        if value is None:
            return self._words["unknown_value"]
        if isinstance(value, bool):
            return self._words["answer.yes" if value else "answer.no"]
        if isinstance(value, int | float):
            return self.number(value)
        if isinstance(value, list):
            return " / ".join(self.value(v) for v in value)
        if isinstance(value, dict):
            if value.keys() <= {"at_least", "at_most"}:
                low, high = (self.value(value[k]) if k in value else "" for k in ("at_least", "at_most"))
                if low and high:
                    return self._between(low, high)
                return self._words["at_least"].format(low) if low else self._words["at_most"].format(high)
            return "; ".join(f"{k}: {self.value(v)}" for k, v in value.items())
        for scale in SCALES:
            if f"{scale}.{value}" in self._words:
                return self._words[f"{scale}.{value}"]
        return str(value)

    def entry(self, path: str) -> FactEntry | None:
        """Return the fact at `path`; None where the case has no entry there."""
        return self._case.facts.get(path)

    def fact(self, path: str) -> str:
        """Name a fact in words where the program has some, else by its path."""
        general, _, key = path.partition("[")
        key, _, rest = key.partition("]")
        label = self._words.get(f"fact.{general}[*]{rest}" if key else f"fact.{general}")
        if label is None:
            return path
        return label.format(*(self._words.get(f"key.{part}", part) for part in key.split()))
