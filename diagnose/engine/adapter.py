"""The one door to durable_rules: its C functions, in the only shape that is known to be safe.

One session, reused and deleted after each case; facts and rules laid out by `network`; a token asserted last in each
round, and a sentinel rule that waits for it, whose silence betrays a batch that the engine dropped in part; no
negation, joins, threads or Host. Without negation nothing is undone by what comes later, so a rule fires in the round
in which the last of its premises arrives, and firings are told in the order of the rules. What the engine would answer
wrongly or crash on is refused here first: rules at load, facts at the call.
"""

import importlib
import json
import locale
import math
import os
import threading
import weakref
from collections.abc import Mapping, Sequence
from typing import Any

from diagnose.common import EngineError
from diagnose.engine.limits import refuse_rules
from diagnose.engine.network import OPENING, SENTINEL, Network
from diagnose.engine.rules import Derived, EngineRule, Firing

MODULE = "durable_rules_engine"
MAX_ABANDONED = 100  # at the 1,025th live session the engine crashes
_OBSERVED = 2


class DurableFiring:
    """One rule that fired, and the facts that the engine matched it with, as it wrote them."""

    __slots__ = ("_names", "_values", "frame", "rule")

    def __init__(self, rule: EngineRule, frame: str, names: Mapping[Derived, str]) -> None:
        """Take what the engine said, by `names` of properties; its numbers are read when they are first asked for."""
        self.rule, self.frame, self._names = rule, frame, names
        self._values: tuple[float | None, ...] | None = None

    @property
    def values(self) -> tuple[float | None, ...]:
        """For each premise of the rule, the number it was matched with; None for a derived fact."""
        if self._values is None:
            ((_, facts),) = json.loads(self.frame).items()
            self._values = tuple(
                None if atom.op == "holds" else float(facts[f"p{i}"][self._names[atom.kind, atom.code]])
                for i, atom in enumerate(self.rule.premises)
            )
        return self._values


class DurableEngine:
    """Rules in tiers, compiled once; `run` derives everything that follows from one case's facts."""

    stands_in = False

    def __init__(self, name: str, tiers: Sequence[Sequence[EngineRule]]) -> None:
        """Compile `tiers`; a rule may read what earlier tiers conclude.

        Raises:
            EngineError: the rules pass a limit of the engine's, or it cannot be loaded.
        """
        refuse_rules(tiers)
        self._c = _load()
        self._lock = threading.Lock()
        self._session = 0
        self._running = False
        self._network = Network(tiers)
        self._handle = self._c.create_ruleset(name, self._network.definition)
        # 4 MB and more that nothing else frees; at the end of the process the system does
        weakref.finalize(self, self._c.delete_ruleset, self._handle).atexit = False
        _ENGINES.add(self)
        self.run({})

    def run(self, facts: Mapping[Derived, float]) -> list[Firing]:
        """Return every firing that follows from `facts`, number by (kind, code), in a fixed order.

        Facts that no rule reads are left out: the engine objects to them.

        Raises:
            EngineError: a fact cannot be passed safely, or the engine did not do what it was asked.
        """
        if locale.localeconv()["decimal_point"] != ".":
            raise EngineError("the process writes decimal commas (LC_NUMERIC), which turns the engine's comparisons")
        network = self._network
        known: list[str] = []
        for head, ends in network.measures:
            bounds = "".join([written + _number(end, facts[end]) for end, written in ends if end in facts])
            if bounds:
                known.append(head + bounds)
        given = sorted(network.derived.keys() & facts.keys())
        with self._lock:
            if self._session > MAX_ABANDONED:
                raise EngineError("the engine has failed too often; start the program again")
            self._running = True
            try:
                # the first fact makes the session: one that parses for sure, or its handle would be no session's
                firings = self._run([network.token(OPENING), *known], given)
            except BaseException:
                # a session in which no rule ran cannot be deleted safely: it is left behind
                self._session += 1
                raise
            else:
                self._c.delete_state(self._handle, str(self._session))
                return firings
            finally:
                self._running = False

    def forked(self) -> None:
        """Make the engine usable in a process that was forked while a thread, which is not there, ran it."""
        self._lock = threading.Lock()
        if self._running:
            self._running = False
            self._session += 1  # the facts of that run are still in the session

    def _run(self, batch: list[str], given: list[Derived]) -> list[Firing]:
        """Return the firings that follow from the facts written in `batch` and from derived facts that are `given`."""
        network = self._network
        sid = f'{{"sid": "{self._session}", '
        fired: dict[int, DurableFiring] = {}
        there, fresh = set(given), given
        for number in range(network.rounds):
            batch += network.concluded(fresh, number)
            batch.append(network.token(str(number)))
            code, state = self._c.assert_facts(self._handle, f"[{sid}{f'}},{sid}'.join(batch)}}}]")
            if code == _OBSERVED:
                raise EngineError("the engine took a new fact for one it had seen")
            concluded = self._fire(state, number, fired)
            batch, fresh = [], [c for c in concluded if c in network.derived and c not in there]
            there.update(fresh)
            if not fresh:
                break
        return [fired[place] for place in sorted(fired)]

    def _fire(self, state: int, number: int, fired: dict[int, DurableFiring]) -> dict[Derived, None]:
        """Add to `fired` what fires in a round, each rule by its place among all; return what it concludes."""
        concluded: dict[Derived, None] = {}
        rules, names, arrived = self._network.rules, self._network.names, False
        following = self._c.complete_and_start_action
        result = self._c.start_action_for_state(self._handle, state)
        message = result[1] if result else None
        while message:
            key = message[2 : message.index('"', 2)]  # {"rule":{"p0":{...}}}; keys are ours, and plain
            for place, rule in rules.get(key, ()):
                if place in fired:
                    raise EngineError(f"rule {rule.name} fired twice")
                fired[place] = DurableFiring(rule, message, names)
                concluded[rule.conclusion] = None
            arrived = arrived or key == f"{SENTINEL} {number}"
            message = following(self._handle, state)
        if not arrived:
            raise EngineError(f"the engine dropped part of the facts of round {number}")
        return concluded


_ENGINES: "weakref.WeakSet[DurableEngine]" = weakref.WeakSet()


def _forked() -> None:
    for engine in _ENGINES:
        engine.forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def _load() -> Any:
    try:
        return importlib.import_module(MODULE)
    except ImportError as error:
        raise EngineError(
            "durable_rules cannot be loaded; build it with "
            f"CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject, as 'make diagnose' does ({error})"
        ) from None


def _number(fact: Derived, n: float) -> str:
    """Write the number of `fact`, once it is known to be one that can be passed safely."""
    if (type(n) is not float and (isinstance(n, bool) or not isinstance(n, int | float))) or not math.isfinite(n):
        raise EngineError(f"'{fact[0]}:{fact[1]}' is not a finite number: {n!r}")
    return _digits(n)


def _digits(n: float) -> str:
    """Write `n` so that the engine can read it: an exponent without a point before it makes it drop the batch."""
    text = repr(float(n))
    return text.replace("e", ".0e") if "e" in text and "." not in text else text
