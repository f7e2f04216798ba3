"""Decrees that tests write, proposals read of them, and the cases these make."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from diagnose.case.load import case_of_tree
from diagnose.case.model import Case
from diagnose.common.content import folder
from diagnose.common.problems import InputError, Place
from diagnose.intake.decree.dialogue import confirm
from diagnose.intake.decree.model import Proposal
from diagnose.intake.decree.proposal import proposal_text
from diagnose.intake.decree.reading import propose
from diagnose.intake.records import Intake

EXAMPLE = folder("facts") / "examples" / "sk-tpps-contoh-raya.docx"
BASE = {"region": {"code": "99.01", "name": "Kabupaten Contoh Raya", "kind": "kabupaten"}, "year": 2025}
HEAD = """KEPUTUSAN BUPATI CONTOH RAYA
NOMOR 400.7/12/2025
TENTANG
TIM PERCEPATAN PENURUNAN STUNTING

Mengingat : Peraturan Presiden Nomor 72 Tahun 2021;

MEMUTUSKAN:

KESATU : Membentuk Tim Percepatan Penurunan Stunting.

Ditetapkan di Contoh
pada tanggal 3 Maret 2025

LAMPIRAN
"""


def case_with(found: Intake) -> Case:
    """The case that a confirmed proposal makes, with a region and a year."""
    tree = found.tree
    tree.data |= BASE
    for loc in (("region",), ("region", "code"), ("region", "name"), ("region", "kind"), ("year",)):
        tree.values[loc] = (0, 0)
        tree.elsewhere[loc] = Place("base")
    return case_of_tree(tree)


def of_text(tmp_path: Path, text: str, name: str = "SK.txt") -> Proposal:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return propose(path)


def seats(proposal: Proposal) -> list[tuple[str, str, str]]:
    return [(s.agency, s.role, s.bidang) for s in proposal.members]


def fact(proposal: Proposal, path: str) -> str:
    return next(f.value for f in (*proposal.facts, *proposal.lists) if f.fact == path)


def written(tmp_path: Path, proposal: Proposal, *changes: tuple[str, str]) -> Path:
    """The proposal as a file, with texts replaced."""
    text = proposal_text(proposal)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "usulan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def all_yes(proposal: Proposal, **values: str) -> Proposal:
    """The proposal with everything confirmed that has a value."""

    def said(block: Any) -> Any:
        value = values.get(block.fact.rpartition(".")[2], block.value) if hasattr(block, "fact") else None
        confirmed = {"confirm": "?" if value == "" else "ya"}
        return block.model_copy(update=confirmed | ({"value": value} if value else {}))

    return proposal.model_copy(
        update={part: tuple(map(said, getattr(proposal, part))) for part in ("facts", "bidang", "members", "lists")}
    )


def problems(error: pytest.ExceptionInfo[InputError]) -> set[str]:
    return {p.key for p in error.value.problems}


def talk(proposal: Proposal, answers: Sequence[str | None]) -> tuple[Intake, list[str]]:
    """What a conversation comes to; after the last of `answers` nothing more is answered."""
    dialogue = confirm(proposal)
    asked = []
    left = list(answers)
    try:
        prompt = next(dialogue)
        while True:
            asked.append(f"{prompt.text} {prompt.problem}")
            prompt = dialogue.send(left.pop(0) if left else None)
    except StopIteration as end:
        return end.value, asked
