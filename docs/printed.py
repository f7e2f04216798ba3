"""Write anew what commands print in the pages of docs/. Run by ``make docs``.

Of a block that leaves lines out (a line of three dots) each part becomes as many lines as it has, from where it is most
alike. A translation (``NAME.id.md``) has what stands in the other where the command is the same.
"""

import os
import re
import subprocess
import sys
import tempfile
from difflib import SequenceMatcher
from pathlib import Path

DOCS = Path(__file__).parent
BLOCK = re.compile(r"```console\n\$ (.*?)\n(.*?)```", re.S)
DOTS = re.compile(r"^\.\.\.\n", re.M)
SAVED = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```", re.S)


def excerpt(shown: str, printed: str) -> str:
    """Return of `printed` the parts that `shown` has of it, with the dots between them; all of it where it has none."""
    parts = DOTS.split(shown)
    if len(parts) == 1:
        return printed
    lines, at, found = printed.splitlines(keepends=True), 0, []
    for part in parts:
        long = part.count("\n")
        starts = range(at, max(at, len(lines) - long) + 1)
        at = max(starts, key=lambda i: SequenceMatcher(None, part, "".join(lines[i : i + long])).ratio())
        found.append("".join(lines[at : at + long]))
        at += long
    return "...\n".join(found)


def written_anew(page: str, known: dict[str, str]) -> str:
    """Return `page` with what its commands print now, or is `known`; they run in one folder, one after the other."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as folder:
        for part in ("facts", "templates"):
            (Path(folder) / part).symlink_to(DOCS.parent / part)
        for name, content in SAVED.findall(page):
            (Path(folder) / name).write_text(content, encoding="utf-8")

        def printed(block: re.Match[str]) -> str:
            if block[1] in known:
                return f"```console\n$ {block[1]}\n{known[block[1]]}```"
            done = subprocess.run(
                ["bash", "-c", block[1]], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, check=True
            )
            return f"```console\n$ {block[1]}\n{excerpt(block[2], done.stdout.decode())}```"

        return BLOCK.sub(printed, page)


if __name__ == "__main__":
    for file in sorted(DOCS.glob("*.md"), key=lambda file: (file.name.endswith(".id.md"), file.name)):
        text = file.read_text(encoding="utf-8")
        other = file.with_name(file.name.replace(".id.md", ".md"))
        known = dict(BLOCK.findall(other.read_text(encoding="utf-8"))) if other != file else {}
        if BLOCK.search(text):
            file.write_text(written_anew(text, known), encoding="utf-8")
