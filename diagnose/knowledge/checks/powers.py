"""Powers: no saran is decided by, or addressed past, whoever may lawfully decide on it."""

from collections.abc import Iterator

from diagnose.case import function_ids
from diagnose.common import HOLDER, Problem, Text
from diagnose.knowledge.rulebase import Block, Rulebase
from diagnose.knowledge.saran import Package, Saran


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield powers of nobody, saran whose deciders lack the power, and saran that do not address their deciders."""
    functions = function_ids()
    known = (*base.offices, *functions)
    for block in base.blocks:
        if block.kind == "powers":
            for i, decider in enumerate(block.content.by):
                if decider not in known:
                    yield block.unknown("decider_unknown", decider, known, "by", i)
        elif isinstance(block.content, Saran | Package) and base.powers and not getattr(block.content, "package", None):
            if block.content.power and block.content.deciders and block.content.proof:
                yield from _of(block, block.content, base, known)
            else:
                yield Problem(block.place("id"), "saran_without_power")


def _of(block: Block, given: Saran | Package, base: Rulebase, known: tuple[str, ...]) -> Iterator[Problem]:
    power = base.powers.get(given.power or "")
    if power is None:
        yield block.unknown("power_unknown", given.power or "", base.powers, "power")
        return
    for i, decider in enumerate(given.deciders):
        if decider not in known:
            yield block.unknown("decider_unknown", decider, known, "deciders", i)
        elif decider not in power.by:
            values = {"given": decider, "power": power.id, "by": ", ".join(power.by)}
            yield Problem(block.place("deciders", i), "decider_without_power", values)
        elif given.asked and not _addressed(given.asked, decider, base):
            yield Problem(block.place("asked"), "decider_not_asked", {"given": decider})


def _addressed(asked: Text, decider: str, base: Rulebase) -> bool:
    """Tell whether `asked` names `decider`: by its function, or by the words that its office is called by."""
    if decider not in base.offices:
        return f"{{{HOLDER}{decider}}}" in asked.id
    name = base.offices[decider].name
    return all(name.get(lang).casefold() in asked.get(lang).casefold() for lang in ("id", "en"))
