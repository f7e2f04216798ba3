"""Make the receipt of a diagnosis: hashes of what it rests on, the measures, and every rule that fired."""

import hashlib
import math
from pathlib import Path
from typing import Any

from diagnose.analysis.receipt.check import digest
from diagnose.common import folder
from diagnose.diagnosis import Diagnosed
from diagnose.engine import Firing

SHORT = 12  # characters of a hash that people compare


def receipt(found: Diagnosed) -> dict[str, Any]:
    """Return the receipt of what was diagnosed, as plain data that `check` proves anew."""
    case, inference = found.case, found.inference
    used = dict.fromkeys(path for m in inference.measured.values() for path in m.facts if path in case.facts)
    content = {
        "schema_version": 1,
        "case": {"region": case.region.name, "code": case.region.code, "year": case.year},
        "files": _files(found),
        "facts": {path: _fact(found, path) for path in used if case.facts[path].known},
        "measures": {
            code: {"bounds": [_bound(m.low), _bound(m.high)], "facts": list(m.facts)}
            for code, m in inference.measured.items()
        },
        "firings": [_firing(firing) for firings in inference.proofs.values() for firing in firings],
        "levels": {s: list(inference.level(s)) for d, aspects in found.rules.aspects.items() for s in (d, *aspects)},
    }
    return {**content, "hash": digest(content)}


def short_hash(found: Diagnosed) -> str:
    """Return the first characters of the hash of the receipt, as a memo carries it."""
    return str(receipt(found)["hash"])[:SHORT]


def _files(found: Diagnosed) -> dict[str, str]:
    """Return the hash of the case file and of each rule file; content by its place, other files by their name."""
    paths = [Path(name) for name in (found.case.tree.file, *sorted({block.tree.file for block in found.rules.blocks}))]
    return {_named(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths if p.is_file()}


def _named(path: Path) -> str:
    """Return the name of a file that is the same in whatever folder the program runs."""
    root = folder("rules").parent.resolve()
    return path.resolve().relative_to(root).as_posix() if path.resolve().is_relative_to(root) else path.name


def _fact(found: Diagnosed, path: str) -> dict[str, Any]:
    fact = found.case.facts[path]
    told = {"value": fact.value, "source": fact.source, "year": fact.year, "note": fact.note}
    return {name: value for name, value in told.items() if value is not None}


def _bound(value: float) -> float | None:
    return None if math.isinf(value) else float(value)


def _firing(firing: Firing) -> dict[str, Any]:
    premises = [{"kind": a.kind, "code": a.code, "op": a.op, "value": a.value} for a in firing.rule.premises]
    return {"rule": firing.rule.name, "premises": premises, "conclusion": list(firing.rule.conclusion)}
