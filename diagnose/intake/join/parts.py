"""Raw parts of a case, as joining sees them: lists and rosters, documents, answers that several files give."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from diagnose.case import Node, Register, agency_id, fact_model, shape
from diagnose.common import Tree
from diagnose.intake.join.sources import said, said_of_each

_SEVERAL = re.compile(r"(\S+): (\S+(?: / \S+)+)")


def source_of(tree: Tree) -> str:
    """Return how a file that names no source is cited."""
    return re.sub(r"[^\w.-]+", "-", tree.file.rpartition("/")[2]) or "berkas"


def cited(tree: Tree) -> Tree:
    """Return `tree` with its file as the source of every fact that names none."""
    source = source_of(tree)
    data = {**said_of_each(shape(), tree.data, tree.data.get("source") or source), "year": tree.data["year"]}
    return replace(tree, data=with_document(data, source, tree.file))


def with_document(data: dict[str, Any], source: str, file: str) -> dict[str, Any]:
    """Return the case with the file as a document, where facts cite it so."""
    held = data.get("documents") or []
    if not _cites(data, source) or source in [d["id"] for d in held]:
        return data
    return {**data, "documents": [*held, {"id": source, "title": file}]}


def _cites(raw: Any, source: str) -> bool:
    if isinstance(raw, dict):
        return raw.get("source") == source or any(_cites(v, source) for v in raw.values())
    return isinstance(raw, list) and any(_cites(v, source) for v in raw)


def several(item: dict[str, Any]) -> tuple[dict[str, Any], dict[str, set[str]]]:
    """Return the answers to a question without its notes on agencies that gave several, and those, by agency."""
    notes = str(item.get("note") or "").split("; ")
    told = {piece: match for piece in notes if (match := _SEVERAL.fullmatch(piece))}
    rest = "; ".join(piece for piece in notes if piece and piece not in told)
    found: dict[str, set[str]] = {}
    for match in told.values():
        found.setdefault(match[1], set()).update(match[2].split(" / "))
    return {**{n: v for n, v in item.items() if n != "note"}, **({"note": rest} if rest else {})}, found


def noted(several_: dict[str, set[str]]) -> list[str]:
    """Return the notes that `several` reads."""
    return [f"{agency}: {' / '.join(sorted(said_))}" for agency, said_ in sorted(several_.items())]


def one_of(a: Any, b: Any, first: Callable[[Any, Any], Any]) -> Any:
    """Return one for two of the same name in a plain list, such as two documents; lists in them are joined.

    `first` tells which of two values is kept.
    """
    if not (isinstance(a, dict) and isinstance(b, dict)):
        return a
    both = {}
    for name in {**a, **b}:
        if isinstance(a.get(name), list) and isinstance(b.get(name), list):
            both[name] = list(dict.fromkeys((*a[name], *b[name])))
        elif name == "places" and (name not in a or name not in b):
            continue  # one of them allows every place
        else:
            both[name] = first(a[name], b[name]) if name in a and name in b else {**a, **b}[name]
    return both


def mapping(raw: Any) -> dict[str, Any]:
    """Return a roster as a mapping: a bare list of names says yes of each."""
    return dict.fromkeys(raw, "yes") if isinstance(raw, list) else dict(raw or {})


def facts_in(held: Node, raw: Any) -> int:
    """Return how many facts and entries `raw` holds."""
    if held.kind == "fact":
        return int(said(fact_model(held).model_validate(raw)))
    if held.kind == "group" and isinstance(raw, dict):
        return sum(facts_in(held.children[n], v) for n, v in raw.items() if n in held.children)
    if held.kind in ("roster", "mapping", "list"):
        return len(raw or ())
    return int(held.kind in ("entry", "whole"))


def name_of(item: Any, register: Register) -> Any:
    """Return what tells an item of a plain list from the others."""
    if isinstance(item, dict):
        return item.get("id") or item.get("name")
    return agency_id(item, register) or item if isinstance(item, str) else item
