"""Letterheads of the folder: read into a form, and saved from it."""

import re
from collections.abc import Mapping

import yaml

from diagnose.common import InputError, Place, Problem, read_yaml
from diagnose.web.saving import save
from diagnose.web.workspace import LETTERHEADS, Workspace

LINES = ("government", "agency", "address", "city", "to", "sender", "number", "nature")
SIGNED = ("position", "name", "rank", "nip")
_SIGNATURE = "signature"


def filled(workspace: Workspace, name: str) -> dict[str, str]:
    """Return what the letterhead called `name` says, by field of the form; nothing where there is none."""
    file = workspace.letterheads().get(name)
    if file is None:
        return {}
    try:
        data = read_yaml(file.path).data
    except InputError:
        return {}
    said = data if isinstance(data, dict) else {}
    below = said.get(_SIGNATURE)
    signed = {f"{_SIGNATURE}.{k}": v for k, v in below.items()} if isinstance(below, dict) else {}
    return {key: value for key, value in (said | signed).items() if isinstance(value, str)}


def saved(workspace: Workspace, form: Mapping[str, str]) -> str:
    """Save the letterhead that `form` tells of over one of the same agency, and return its name.

    What the form does not ask for (paper, margins, typeface) stays as the file has it.

    Raises:
        InputError: the agency is not named, or it cannot be written.
    """
    if not form.get("agency"):
        raise InputError([Problem(Place("kop"), "letterhead_unnamed")])
    stem = re.sub(r"[^\w-]+", "-", form["agency"].casefold()).strip("-")[:60] or "kop"
    file = workspace.root / LETTERHEADS / f"{stem}.yaml"
    held = read_yaml(file).data if file.exists() else {}
    kept = {k: v for k, v in held.items() if k not in (*LINES, _SIGNATURE)} if isinstance(held, dict) else {}
    head: dict[str, object] = {line: form[line] for line in LINES if form.get(line)}
    signature = {line: form[f"{_SIGNATURE}.{line}"] for line in SIGNED if form.get(f"{_SIGNATURE}.{line}")}
    head |= ({_SIGNATURE: signature} if signature else {}) | kept
    save(file, yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=110).encode())
    return stem
