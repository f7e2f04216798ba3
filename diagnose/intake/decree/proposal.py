"""A proposal as a file: written for a person to confirm, and read back with what they confirmed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diagnose.case import Register, label, register_file
from diagnose.common import InputError, Tree, as_yaml, printable, read_yaml, shown, validate, words
from diagnose.intake.decree.confirmed import intake
from diagnose.intake.decree.content import decree_words
from diagnose.intake.decree.model import FactProposed, Proposal, Proposed, SeatProposed
from diagnose.intake.decree.names import meant
from diagnose.intake.records import Intake

_FIRST_KEY = b"proposal_of:"
_HEAD_BYTES = 16_384


def is_proposal(path: Path) -> bool:
    """Tell whether the file at `path` is a proposal: its first key is ``proposal_of``."""
    try:
        with path.open("rb") as opened:
            head = opened.read(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return False
    keys = (line for line in head.splitlines() if line.strip() and not line.startswith((b"#", b"---")))
    return next(keys, b"").startswith(_FIRST_KEY)


def proposal_text(proposal: Proposal, lang: str = "id") -> str:
    """Return `proposal` as YAML for people: a block a fact, each with the words it was read from."""
    return "".join(_parts(proposal, lang))


def _parts(proposal: Proposal, lang: str) -> Iterator[str]:
    w = words(lang)
    head = w["import.decree.head"].format(printable(proposal.proposal_of))
    yield "".join(f"# {line}".rstrip() + "\n" for line in head.splitlines())
    top = {"proposal_of": proposal.proposal_of, "document": proposal.document.model_dump()}
    yield as_yaml(top | ({"region": proposal.region} if proposal.region else {}))
    register = Register(register_file())
    for key, blocks in (
        ("import.decree.facts", proposal.facts),
        ("import.decree.bidang", proposal.bidang),
        ("import.decree.members", proposal.members),
        ("import.decree.lists", proposal.lists),
    ):
        if not blocks:
            continue
        yield f"\n# {w[key]}\n{key.rpartition('.')[2]}:\n"
        under: str | None = None
        for block in blocks:
            if isinstance(block, SeatProposed) and block.bidang != under:
                under = block.bidang
                yield f"\n# -- {printable(under or w['import.decree.no_bidang'])}\n"
            note = _note(block, proposal, register, lang)
            yield f"# {printable(note)}\n" if note else ""
            yield as_yaml([_plain(block, lang)])


def _note(block: Proposed, proposal: Proposal, register: Register, lang: str) -> str:
    """Return what is said above a block."""
    w = words(lang)
    if isinstance(block, FactProposed):
        said = label(block.fact, lang, register) or ""
        return f"{said}; {w['import.decree.sign_asked']}" if block.fact == decree_words().facts.signed else said
    if isinstance(block, SeatProposed) and block.same_as == "":
        options = meant(block.agency, proposal.region)
        return w["import.decree.means"].format(" / ".join(options)) if options else ""
    return ""


def _plain(block: Proposed, lang: str) -> dict[str, Any]:
    """Return a block in the order that it is read in, what says nothing left out."""
    said: dict[str, Any] = block.model_dump(exclude={"read", "at", "confirm"}, exclude_none=True)
    said = {k: v for k, v in said.items() if v or k in ("value", "same_as")}
    if isinstance(block, FactProposed):
        said["value"] = block.value or "?"
    found = {"read": block.read, "at": block.at} if block.read else {}
    if isinstance(block, FactProposed) and not block.value:
        found = {"read": words(lang)["import.decree.not_found"]}
    return {**said, **found, "confirm": block.confirm}


def read_proposal(path: Path) -> Intake:
    """Read the proposal at `path` with what a person has confirmed of it; nothing else of it is in the result.

    Raises:
        InputError: with everything that is wrong with the file, each with its line and column.
    """
    proposal, texts = _held(path)
    found, problems = intake(proposal, texts)
    if problems:
        raise InputError(problems)
    return found


def proposal_at(path: Path) -> Proposal:
    """Return the proposal at `path`, with what a person has said of it so far.

    Raises:
        InputError: with everything that is wrong with the file, each with its line and column.
    """
    return _held(path)[0]


def _held(path: Path) -> tuple[Proposal, Tree]:
    tree = read_yaml(path)
    texts = Tree(shown(path), _as_written(tree, ()), tree.values, tree.keys, tree.raw)
    return validate(Proposal, texts), texts


def _as_written(tree: Tree, at: tuple[str | int, ...], held: Any = None) -> Any:
    """Return the data of a tree with every value as it is written: ya and 2025-02-17 are texts here."""
    held = tree.data if at == () else held
    if isinstance(held, dict):
        return {name: _as_written(tree, (*at, name), value) for name, value in held.items()}
    if isinstance(held, list):
        return [_as_written(tree, (*at, i), value) for i, value in enumerate(held)]
    return tree.raw.get(at, "")
