"""A new case from the few things that tell which region and year it is of, each checked as it is said."""

import re
from collections.abc import Iterator
from typing import Any

from diagnose.case import Kind, Prompt, Register, case_from, label, register_file
from diagnose.common import InputError, as_yaml, words
from diagnose.knowledge import REGION_KINDS


def blank() -> dict[str, Any]:
    """Return the data of a case that is sound, to be told what it is of."""
    return {"region": {"name": "Kabupaten X", "code": "99.99", "kind": REGION_KINDS[0]}, "year": 2022}


def prompts(lang: str) -> Iterator[tuple[Prompt, str]]:
    """Yield what is asked, and where it stands in a case."""
    w = words(lang)
    yield Prompt(w["new.name"], Kind("text")), "region.name"
    yield Prompt(w["new.code"], Kind("text")), "region.code"
    yield Prompt(w["new.year"], Kind("year")), "year"
    register = Register(register_file())
    for path in w["new.facts"].split():
        yield Prompt(label(path, lang, register) or path, Kind("count")), path


def needed(path: str) -> bool:
    """Tell whether there is no case without what stands at `path`; counts may be unknown."""
    return "." not in path or path.rpartition(".")[2] in ("name", "code")


def put(data: dict[str, Any], path: str, value: Any, lang: str) -> str:
    """Put `value` at `path` of `data`; return what is wrong with it, else nothing."""
    part, _, key = path.rpartition(".")
    holder = data[part] if part else data
    before = dict(holder)
    if path == "region.name":
        kind = str(value).split(" ")[0].casefold()
        if kind not in REGION_KINDS:
            return words(lang)["new.kind"]
        value = " ".join(str(value).split())
        holder |= {"kind": kind}
    holder[key] = value
    try:
        case_from(data)
    except InputError as error:
        holder.clear()
        holder |= before
        return "; ".join(p.text(lang).partition(": ")[2] for p in error.problems)
    return ""


def file_name(data: dict[str, Any]) -> str:
    """Return what the file of a new case is called, without its ending."""
    name = str(data["region"]["name"]).casefold().removeprefix(f"{REGION_KINDS[0]} ")
    return re.sub(r"[^a-z0-9]+", "-", f"{name} {data['year']}").strip("-")


def new_text(data: dict[str, Any], lang: str) -> str:
    """Return a new case as the text of its file."""
    return f"# {words(lang)['new.made']}\n" + as_yaml(data)
