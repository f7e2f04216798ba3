"""What fuzzing found once is read, or refused in a line: a file of ``tests/data/fuzz/READER`` for each find."""

from pathlib import Path

import pytest

from tests.lib.readers import FINDS, READERS, seeds

KEPT = sorted(path for path in FINDS.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_find_of_the_fuzzer_stays_mended(path: Path) -> None:
    READERS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("reader", sorted(READERS))
def test_no_reader_of_strangers_files_raises_on_what_is_no_file_of_its_kind(reader: str) -> None:
    for content in (b"", b"\x00", b"{}", b"[]", b"- a\n- b", b"a: [1", b"\xff\xfea\x00", b"PK\x03\x04", b"%PDF-1.4"):
        READERS[reader](content)


def test_every_reader_has_something_to_begin_from() -> None:
    assert {reader for reader in READERS if not seeds(reader)} <= {"receipt", "portfolio"}
