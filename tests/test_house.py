"""The house has rooms: few things at the root, one subject a file."""

from pathlib import Path

from diagnose.common import folder

HOUSE = Path(folder("rules")).parent / "diagnose"


def test_at_the_root_stand_at_most_twelve_rooms_and_two_files() -> None:
    rooms = [p for p in HOUSE.iterdir() if p.is_dir() and any(p.glob("*.py"))]
    assert len(rooms) <= 12
    assert {p.name for p in HOUSE.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_no_module_is_longer_than_one_subject_needs() -> None:
    long = {str(p.relative_to(HOUSE)): n for p in HOUSE.rglob("*.py") if (n := len(p.read_text().splitlines())) > 250}
    assert long == {}
