"""Values of facts in words: numbers, days, scales, bounds and answers, as the language writes them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from diagnose.case import Case, node_at, pattern_of, questionnaire, vocabulary
from diagnose.common import figures, words
from diagnose.knowledge import SCALES

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Values:
    """The values of one case in one language."""

    def __init__(self, case: Case, lang: str) -> None:
        self._case, self.lang, self._words = case, lang, words(lang)

    def _range(self, scale: str, named: Mapping[str, str], low: str, high: str) -> str:
        """Write what lies between two labels of a scale; some ranges have a phrase of their own ("not all")."""
        if low == high:
            return named[low]
        labels = list(named)
        ends = [low if low != labels[0] else "", high if high != labels[-1] else ""]
        start, end = (named[label] if label else "" for label in ends)
        return self._words.get(f"{scale}.{low}-{high}") or self._span(start, end, False, "")

    def _span(self, low: str, high: str, exact: bool, only: str) -> str:
        """Write what lies between `low` and `high`; an end that says nothing is empty."""
        if exact:
            return only
        if low and high:
            return self._words["between"].format(low, high)
        if low or high:
            return self._words["at_least" if low else "at_most"].format(low or high)
        return self._words["unknown_value"]

    def number(self, n: float) -> str:
        """Write a number as the language does: 1.407.857 and 27,3 in Indonesian."""
        return figures.write_number(n, self.lang)

    def value(self, value: Any, path: str = "") -> str:
        """Write the value of a fact, days as people write them; with its `path`, answers to a question in words."""
        survey = f"{vocabulary().survey}.items["
        if isinstance(value, dict) and path.startswith(survey):
            return self._answers(path.removeprefix(survey).rstrip("]"), value)
        if value is None:
            return self._words["unknown_value"]
        if isinstance(value, bool):
            return self._words["answer.yes" if value else "answer.no"]
        if isinstance(value, int | float):
            return self.number(value)
        if isinstance(value, list):
            return " / ".join(self.value(v, path) for v in value)
        if isinstance(value, dict):
            if value.keys() <= {"at_least", "at_most"}:
                for scale, named in self._scales(path):
                    if {str(v) for v in value.values()} <= set(named):
                        ends = list(named)
                        least, most = str(value.get("at_least", ends[0])), str(value.get("at_most", ends[-1]))
                        return self._range(scale, named, least, most)
                low, high = (self.value(value[k]) if k in value else "" for k in ("at_least", "at_most"))
                if bool(low) != bool(high) and any(_DAY.fullmatch(str(end)) for end in value.values()):
                    return self._words["earliest" if low else "latest"].format(low or high)
                return self._span(low, high, False, "")
            return "; ".join(f"{k}: {self.value(v)}" for k, v in value.items())
        if _DAY.fullmatch(str(value)):
            return figures.write_day(str(value), self.lang)
        return next((named[value] for _, named in self._scales(path) if value in named), str(value))

    def _scales(self, path: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield the scales of words that the fact at `path` may be told on: its own, else each that all share."""
        node = node_at(pattern_of(path)) if path else None
        if node is not None and node.codes:
            yield str(node.value), {code: text.get(self.lang) for code, text in node.codes.items()}
            return
        for scale, kind in SCALES.items():
            yield scale, {str(place): self._words[f"{scale}.{place}"] for place in kind}

    def _answers(self, item: str, said: dict[str, Any]) -> str:
        """Write what was answered to a question, by agency or as counts."""
        answers = questionnaire().by_id[item].answers
        register = self._case.register
        return "; ".join(
            f"{answers[who].get(self.lang)}: {self.value(count)}"
            if who in answers
            else f"{register.name(who)}: {answers[count].get(self.lang)}"
            for who, count in said.items()
        )
