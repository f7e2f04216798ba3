"""A proof tree as a Mermaid flowchart: rules and facts in shapes of their own, truths in symbols and words."""

import re
import textwrap

from diagnose.analysis.why import Leaf, Step, Why, together
from diagnose.common import words

_LINE, _LONGEST = 24, 320  # Mermaid itself would wrap a little beyond that
_SHAPES = {
    "dimension": ('(["', '"])'),
    "aspect": ('(["', '"])'),
    "second_reading": ('("', '")'),
    "evidence": ('("', '")'),
    "gate": ('{{"', '"}}'),
    "criterion": ('["', '"]'),
    "finding": ('["', '"]'),
    "saran": ('[["', '"]]'),
    "package": ('[["', '"]]'),
    "needs": ('("', '")'),
    "measure": ('("', '")'),
    "agencies": ('("', '")'),
    "question": ('>"', '"]'),
}
_FACT = ('[/"', '"/]')
_SYMBOLS = {"met": "✓", "unmet": "✗", "unknown": "?"}
_LIST = re.compile(r"^(\d+)([.)])")  # Mermaid would take a line for an entry of a list, and refuse it
# what Mermaid, its label syntax or HTML would act on
_ESCAPED = str.maketrans({c: f"#{ord(c)};" for c in "#&<>\"'`{}[]|\\%;~*_+@$"})


def mermaid(why: Why) -> str:
    """Return the tree of `why` as the source of a Mermaid flowchart."""
    chart = _Chart(why.lang)
    chart.node(why.tree, None)
    return "\n".join(["flowchart TD", *chart.nodes, *chart.edges]) + "\n"


def escaped(text: str) -> str:
    """Return `text` as it can stand in a quoted label: on wrapped lines, of characters that are text to Mermaid."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    lines = textwrap.wrap(plain, _LINE, max_lines=_LONGEST // _LINE, placeholder=" ...", break_on_hyphens=False)
    return "<br/>".join(_LIST.sub(lambda m: f"{m[1]}#{ord(m[2])};", line.translate(_ESCAPED)) for line in lines) or "-"


class _Chart:
    def __init__(self, lang: str) -> None:
        self.words = words(lang)
        self.nodes: list[str] = []
        self.edges: list[str] = []

    def node(self, step: Step, parent: str | None) -> None:
        start, end = _SHAPES[step.kind]
        name = self._add(start, self._label(step), end, parent)
        for alike in together(step.facts):
            self._fact(alike, name)
        for child in step.children:
            self.node(child, name)

    def _add(self, start: str, label: str, end: str, parent: str | None) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(f"    {name}{start}{escaped(label)}{end}")
        if parent is not None:
            self.edges.append(f"    {parent} --> {name}")
        return name

    def _label(self, step: Step) -> str:
        told = (
            ""
            if step.kind in ("measure", "agencies", "gate", "question", "second_reading", "evidence", "needs")
            else f"{step.id}: "
        )
        return f"{self._truth(step)}{told}{step.statement}"

    def _truth(self, step: Step) -> str:
        if step.truth is None or step.kind in ("agencies", "dimension", "aspect"):
            return ""
        w = self.words
        finding = step.kind == "finding"
        word = {
            "met": w["why.holds"] if finding else w["why.met"],
            "unmet": w["why.holds_not"] if finding else w["unmet_mark"],
            "unknown": w["unknown_value"],
        }[step.truth]
        return f"{_SYMBOLS[step.truth]} {word} - "

    def _fact(self, facts: list[Leaf], parent: str) -> None:
        first = facts[0]
        if len(facts) > 1:
            named = ", ".join(f.key for f in facts)
            said = self.words["why.together"].format(first.said, len(facts), named)
        else:
            said = f"{first.name}: {first.said}"
        unstated = self.words["why.not_in_file" if first.value is None and first.line is None else "source_not_stated"]
        self._add(_FACT[0], f"{said} ({first.source or unstated.strip('()')})", _FACT[1], parent)
