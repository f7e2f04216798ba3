"""Packs for tests: the built-in one with blocks added to its vocabulary."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from diagnose.common import folder, pack_in_use


@contextmanager
def pack_with(root: Path, blocks: Mapping[str, str]) -> Iterator[Path]:
    """Use a copy of the built-in pack in `root`, with `blocks` (YAML) added to the files of its vocabulary."""
    for name in ("rules", "facts"):
        shutil.copytree(folder(name), root / name, ignore=shutil.ignore_patterns("examples", "scenarios"))
    for file, text in blocks.items():
        path = root / "facts" / "vocabulary" / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    with pack_in_use(root):
        yield root
