"""Answers to the questionnaire that tests write as exports, and what is read of them."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from diagnose.case.questionnaire import questionnaire
from diagnose.case.register import register_file
from diagnose.common.content import folder
from diagnose.intake.records import Intake
from diagnose.intake.survey.fields import named

EXAMPLES = folder("facts") / "examples"
QUESTIONS = questionnaire().by_id
OBSTACLES = named(questionnaire().obstacles)
NAMES = {agency.id: agency.name for agency in register_file().agencies}
BASE: dict[str, Any] = {
    "region": {"code": "99.01", "name": "Kabupaten Contoh Raya", "kind": "kabupaten"},
    "year": 2025,
}
Rows = Sequence[Sequence[object]]
Write = Callable[..., Path]


def table_file(folder: Path, rows: Rows, name: str = "jawaban.csv", delimiter: str = ",") -> Path:
    """Write a table as a CSV file, or as a workbook where the name says so."""
    path = folder / name
    if path.suffix == ".xlsx":
        book = Workbook()
        for row in rows:
            book.worksheets[0].append(list(row))
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return path


def items(intake: Intake) -> dict[str, dict[str, str]]:
    return {k: v["answers"] for k, v in intake.tree.data["questionnaire"].get("items", {}).items()}


def count(intake: Intake, key: str) -> int:
    return next((c.number for c in intake.counts if c.key == f"import.answers.{key}"), 0)


def keys(intake: Intake) -> list[str]:
    return [doubt.key for doubt in intake.doubts]


def merged(intake: Intake) -> Any:
    intake.tree.data = {**BASE, **intake.tree.data}
    return intake.tree


def three(*said: str) -> Rows:
    return [["agency", "attended_rembuk"], *(["Dinas Sosial", answer] for answer in said), ["Dinas Kesehatan", "yes"]]
