"""The one door to durable_rules: its C functions, in the only shape that is known to be safe.

One session, reused and deleted after each case; facts named by kind and code, numbers in ``n``; a go token
asserted last, which every rule waits for; a sentinel rule behind every token, whose silence betrays a batch
that the engine dropped in part; no negation, joins, threads or Host. What the engine would answer wrongly
or crash on is refused here first: rules at load, facts at the call.
"""

import importlib
import json
import locale
import math
import os
import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diagnose.common import EngineError, cached_property
from diagnose.engine.atoms import Atom
from diagnose.engine.limits import MAX_PATTERNS, MAX_RULES_PER_TOKEN, RuleLimitError, refuse_rules
from diagnose.engine.rules import Derived, EngineRule, Firing

MODULE = "durable_rules_engine"
MAX_ABANDONED = 100  # at the 1,025th live session the engine crashes
_TOKEN, _SENTINEL, _OPENING = "go", "sentinel", "opening"
_OPERATORS = {">=": "$gte", "<=": "$lte", ">": "$gt", "<": "$lt"}
_OBSERVED = 2


@dataclass(frozen=True)
class DurableFiring:
    """One rule that fired, and the facts that the engine matched it with, as it wrote them."""

    rule: EngineRule
    frame: str

    @cached_property
    def values(self) -> tuple[float | None, ...]:
        """For each premise of the rule, the number it was matched with; None for a derived fact."""
        ((_, facts),) = json.loads(self.frame).items()
        return tuple(None if a.op == "holds" else float(facts[f"p{i}"]["n"]) for i, a in enumerate(self.rule.premises))


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
        self._rules: dict[str, EngineRule] = {}
        self._tokens: list[list[str]] = []
        definition: dict[str, Any] = {}
        for number, tier in enumerate(tiers):
            stages: list[str] = []
            for start in range(0, max(len(tier), 1), MAX_RULES_PER_TOKEN):
                stage = f"{number}.{len(stages)}"
                stages.append(stage)
                opened = [{_OPENING: {"stage": _OPENING}}] if not definition else []
                definition[f"{_SENTINEL} {stage}"] = {"all": [*opened, {_TOKEN: {"stage": stage}}], "dist": 0}
                for place, rule in enumerate(tier[start : start + MAX_RULES_PER_TOKEN], start):
                    key = f"r{number}.{place}"
                    self._rules[key] = rule
                    patterns = [{_TOKEN: {"stage": stage}}]
                    patterns += [{f"p{i}": _pattern(atom)} for i, atom in enumerate(rule.premises)]
                    definition[key] = {"all": patterns, "dist": 0}
            self._tokens.append(stages)
        self._read = {(a.kind, a.code) for rule in self._rules.values() for a in rule.premises}
        self._order = sorted(self._read)
        self._names = {(kind, code): _named(kind, code) for kind, code in self._read}
        self._check_hashes()
        self._handle = self._c.create_ruleset(name, json.dumps(definition))
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
        # in an order of our own, so that equal facts make an equal run whatever order they come in
        known = [(kind, code, facts[kind, code]) for kind, code in self._order if (kind, code) in facts]
        for kind, code, n in known:
            if isinstance(n, bool) or not isinstance(n, int | float) or not math.isfinite(n):
                raise EngineError(f"'{kind}:{code}' is not a finite number: {n!r}")
        with self._lock:
            if self._session > MAX_ABANDONED:
                raise EngineError("the engine has failed too often; start the program again")
            self._running = True
            try:
                # the first fact makes the session: one that parses for sure, or its handle would be no session's
                firings = self._run([self._token(_OPENING), *(self._fact(*fact) for fact in known)])
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

    def _run(self, batch: list[str]) -> list[Firing]:
        firings: list[Firing] = []
        derived: set[Derived] = set()
        for stages in self._tokens:
            fresh: list[Derived] = []
            for stage in stages:
                batch.append(self._token(stage))
                code, state = self._c.assert_facts(self._handle, f"[{','.join(batch)}]")
                batch = []
                if code == _OBSERVED:
                    raise EngineError("the engine took a new fact for one it had seen")
                fired = self._fire(state, stage)
                firings += fired
                fresh += [f.rule.conclusion for f in fired]
            for kind, name in dict.fromkeys(fresh):
                if (kind, name) in self._read and (kind, name) not in derived:
                    batch.append(self._fact(kind, name, 1.0))
                derived.add((kind, name))
        return firings

    def _token(self, stage: str) -> str:
        return f'{{"id": "{_TOKEN}:{stage}", "sid": "{self._session}", "stage": "{stage}"}}'

    def _fact(self, kind: str, code: str, n: float) -> str:
        named = self._names[kind, code]
        return f'{{{named}, "sid": "{self._session}", "n": {_digits(n)}}}'

    def _fire(self, state: int, stage: str) -> list[Firing]:
        fired: list[Firing] = []
        seen: set[str] = set()
        result = self._c.start_action_for_state(self._handle, state)
        message = result[1] if result else None
        while message:
            key = message[2 : message.index('"', 2)]  # {"rule":{"go":{...},"p0":{...}}}; keys are ours, and plain
            if key in seen:
                raise EngineError(f"rule {key} fired twice")
            seen.add(key)
            if not key.startswith(_SENTINEL):
                fired.append(DurableFiring(self._rules[key], message))
            message = self._c.complete_and_start_action(self._handle, state)
        if f"{_SENTINEL} {stage}" not in seen:
            raise EngineError(f"the engine dropped part of the facts of stage {stage}")
        return fired

    def _check_hashes(self) -> None:
        """Refuse names that the engine cannot tell apart: it compares 32-bit hashes, not texts."""
        ids = {f"{kind}:{code}" for kind, code in self._read}
        ids |= {f"{_TOKEN}:{stage}" for stages in [[_OPENING], *self._tokens] for stage in stages}
        names = {
            "id",
            "sid",
            "kind",
            "code",
            "n",
            "stage",
            _TOKEN,
            _OPENING,
            "$s",
            *(f"p{i}" for i in range(MAX_PATTERNS + 1)),
        }
        for vocabulary in (ids, names):
            by_hash: dict[int, str] = {}
            for text in sorted(vocabulary):
                other = by_hash.setdefault(fnv1a(text), text)
                if other != text:
                    raise RuleLimitError(f"the engine cannot tell '{text}' from '{other}': rename one")


_ENGINES: "weakref.WeakSet[DurableEngine]" = weakref.WeakSet()


def _forked() -> None:
    for engine in _ENGINES:
        engine.forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def fnv1a(text: str) -> int:
    """Return the 32-bit FNV-1a hash of `text`, which the engine takes for its identity."""
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value


def _load() -> Any:
    try:
        return importlib.import_module(MODULE)
    except ImportError as error:
        raise EngineError(
            "durable_rules cannot be loaded; build it with "
            f"CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject, as 'make diagnose' does ({error})"
        ) from None


def _named(kind: str, code: str) -> str:
    """Write who a fact is, once for all cases: most of a run is spent in writing facts."""
    return json.dumps({"id": f"{kind}:{code}", "kind": kind, "code": code})[1:-1]


def _digits(n: float) -> str:
    """Write `n` so that the engine can read it: an exponent without a point before it makes it drop the batch."""
    text = repr(float(n))
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


def _pattern(atom: Atom) -> dict[str, Any]:
    named: list[dict[str, Any]] = [{"kind": atom.kind}, {"code": atom.code}]
    if atom.op == "holds":
        return {"$and": named}
    # json.dumps would write 1e-05, which the engine does not read; thresholds are checked to be plain
    return {"$and": [*named, {_OPERATORS[atom.op]: {"n": float(atom.value)}}]}
