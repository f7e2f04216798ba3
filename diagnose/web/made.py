"""Files that the command makes, in a process of its own, for a page to show or hand on: each made once."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from fastapi.responses import Response

from diagnose.common import InputError, Place, Problem
from diagnose.web.jobs import Job
from diagnose.web.pages import Page

_WAIT = 60.0  # seconds that a file may take
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


async def made(
    page: Page, arguments: Sequence[str], marks: Sequence[str], ending: str, *, into: str = "", overwrite: bool = True
) -> tuple[Job, Path]:
    """Have the command write a file that ends in `ending`; `marks` are the revisions of all that it reads.

    `into` names the file, which then stands in a folder of its own; not every command has to be told to `overwrite`.
    """
    key = (*arguments, *marks, ending)
    name = hashlib.sha256(repr(key).encode()).hexdigest()
    path = page.scratch / name / f"{into}.{ending}" if into else page.scratch / f"{name}.{ending}"
    path.parent.mkdir(exist_ok=True)
    ending_of = ["--output", str(path), *(["--overwrite"] if overwrite else [])]
    return await page.jobs.ask(key, [*arguments, *ending_of], _WAIT), path


def handed_on(page: Page, job: Job, path: Path, name: str) -> Response:
    """Return the file at `path` under `name`, or what was wrong with making it.

    Raises:
        InputError: it was not made, and nothing tells why.
    """
    if job.code != 0:
        return page.show("problem", 422, problems=job.problems)
    if not path.exists():
        raise InputError([Problem(Place(name), "file_not_made")])
    kept = {"content-disposition": f'attachment; filename="{page.safe(name)}{path.suffix}"'}
    return Response(path.read_bytes(), media_type=MEDIA[path.suffix[1:]], headers=kept)
