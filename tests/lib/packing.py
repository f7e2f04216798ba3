"""Parts of an archive changed, and the others left byte by byte."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path


def with_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part of the archive at `path`."""
    out = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            said = old.read(info.filename)
            new.writestr(info, change(said) if info.filename == part else said)
    path.write_bytes(out.getvalue())
