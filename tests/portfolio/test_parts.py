"""Batches worked out each by itself come to the same as one after the other, whoever works them out."""

import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from diagnose.knowledge import Rulebase
from diagnose.portfolio import files, portfolio
from diagnose.portfolio.part import Part, Work, worked_out
from tests.lib.tables import generated_table


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(files, "ROWS", 40)
    wrong = generated_table(150).to_pylist()
    wrong[70]["year"] = None
    path = tmp_path / "kasus.parquet"
    made = generated_table(150)
    pq.write_table(made.from_pylist(wrong, made.schema), path)
    return path


def elsewhere(rules: Rulebase, wanted: bool, works: Iterable[Work]) -> Iterator[Part]:
    """Work out all batches as workers would: from what can be sent, the last first."""
    sent = [pickle.dumps(work) for work in works]
    parts = [pickle.dumps(worked_out(rules, wanted, pickle.loads(work))) for work in reversed(sent)]
    return (pickle.loads(part) for part in reversed(parts))


def test_parts_from_elsewhere_are_put_together_in_their_order(table: Path, rules: Rulebase, tmp_path: Path) -> None:
    here, there = tmp_path / "here.parquet", tmp_path / "there.parquet"
    first = portfolio([table], rules, "id", here)
    assert portfolio([table], rules, "id", there, elsewhere) == first
    assert here.read_bytes() == there.read_bytes()
    assert first.left_out.rows == 1
    assert first.summary.cases == 149
