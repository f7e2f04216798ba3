"""The life of an engine: it is freed with its rules, and survives a fork."""

import gc
import os
import signal
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest

from diagnose import diagnose
from diagnose.case.model import Case
from diagnose.engine import adapter
from diagnose.engine.adapter import DurableEngine
from diagnose.engine.atoms import Atom
from diagnose.engine.rules import EngineRule
from diagnose.knowledge.rulebase import MOST_ENGINES, Rulebase, Thresholds

TIERS = [[EngineRule("one", (Atom("lo", "a", ">=", 1.0),), ("met", "one"))]]


def test_an_engine_that_nobody_holds_is_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = adapter._load()
    freed: list[int] = []
    names = {name: getattr(real, name) for name in dir(real) if not name.startswith("__")}

    def free(handle: int) -> None:
        freed.append(handle)
        real.delete_ruleset(handle)

    names["delete_ruleset"] = free
    monkeypatch.setattr(adapter, "_load", lambda: SimpleNamespace(**names))
    handles = []
    for _ in range(3):
        engine = DurableEngine("freed", TIERS)
        assert [f.rule.name for f in engine.run({("lo", "a"): 2.0})] == ["one"]
        handles.append(engine._handle)
    del engine
    gc.collect()
    assert freed == handles


def test_a_rule_base_keeps_no_more_engines_than_it_says(rules: Rulebase, lebak: Case) -> None:
    kept = dict(rules._engines)
    rules._engines.clear()
    try:
        for year in range(MOST_ENGINES + 3):
            moved = tuple(t.model_copy(update={"value": t.value + year + 1}) for t in rules.thresholds)
            base = replace(rules, thresholds=moved)
            rules.engine_of("kabupaten", 2022, Thresholds(base, 2022), levels_only=True)
        assert len(rules._engines) == MOST_ENGINES
    finally:
        rules._engines.clear()
        rules._engines.update(kept)


def test_a_process_forked_while_threads_diagnose_can_diagnose(rules: Rulebase, lebak: Case) -> None:
    told = diagnose(lebak, rules, narrow=False).to_json()
    done = threading.Event()

    def busy() -> None:
        while not done.is_set():
            diagnose(lebak, rules, narrow=False)

    threads = [threading.Thread(target=busy) for _ in range(3)]
    for thread in threads:
        thread.start()
    codes = []
    try:
        for _ in range(8):
            child = os.fork()
            if child == 0:
                signal.alarm(60)
                same = diagnose(lebak, rules, narrow=False).to_json() == told
                os._exit(0 if same else 1)
            codes.append(os.waitpid(child, 0)[1])
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert codes == [0] * 8
