"""Templates and files that would do harm, and what is said of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from diagnose import InputError
from diagnose.memo.content.records import Memo
from tests.lib.memos import shipped

LOOP = "\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


def template(folder: Path, text: str, name: str = "pesan") -> Path:
    (folder / f"{name}.md.jinja").write_text(text, encoding="utf-8")
    return folder


def fictional() -> Memo:
    return shipped("fiktif-kuat-2023", "id", False)


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(InputError) as error:
        work()
    told = str(error.value)
    assert "\n" not in told
    return told
