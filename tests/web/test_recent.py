"""What was worked out lately is shared by all who look at the same, and never outlives what it rests on."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from diagnose.web.recent import Recent
from diagnose.web.routes import suppose


def test_the_latest_results_are_kept_and_no_more() -> None:
    made: list[int] = []
    recent: Recent[int] = Recent(most=2)

    def get(n: int) -> int:
        return recent.get(n, lambda: made.append(n) or n)  # type: ignore[func-returns-value]

    assert [get(n) for n in (1, 2, 1, 3, 1, 2)] == [1, 2, 1, 3, 1, 2]
    assert made == [1, 2, 3, 2]


def test_what_cannot_be_worked_out_is_tried_again() -> None:
    recent: Recent[int] = Recent()
    with pytest.raises(ZeroDivisionError):
        recent.get("key", lambda: 1 // 0)
    assert recent.get("key", lambda: 7) == 7


def test_the_same_change_is_worked_out_once_and_anew_when_the_file_changed(
    client: TestClient, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    real = suppose.work_out
    monkeypatch.setattr(suppose, "work_out", lambda *args: asked.append(args) or real(*args))  # type: ignore[func-returns-value]
    address = "/k/kota/andaikan?set=decree.states.targets:yes"
    first = client.get(address).text
    assert client.get(address).text == first
    assert len(asked) == 1
    client.get(f"/en{address}")
    assert len(asked) == 2
    with (workspace / "kasus" / "kota.yaml").open("a", encoding="utf-8") as file:
        file.write("# diperbarui\n")
    client.get(address)
    assert len(asked) == 3
