"""A Word file as PDF, by the LibreOffice of this computer: the one place that looks for a program beside this one.

What it makes depends on that LibreOffice and on the typefaces of the computer; PDFs of the program's own do not.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from diagnose.common import InputError, Place, Problem

PROGRAMS = ("soffice", "libreoffice")
ELSEWHERE = (  # where macOS and Windows keep it, off the search path
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
SECONDS = 120


def office() -> str:
    """Return the LibreOffice of this computer.

    Raises:
        InputError: there is none.
    """
    found = next((path for name in (*PROGRAMS, *ELSEWHERE) if (path := shutil.which(name))), None)
    if found is None:
        raise InputError([Problem(Place("--word -f pdf"), "office_none")])
    return found


def pdf_of(document: bytes) -> bytes:
    """Return the Word file `document` as LibreOffice sets it in PDF, in a profile of its own.

    Raises:
        InputError: there is no LibreOffice, or it makes no PDF of it, or not in time.
    """
    program = office()
    with tempfile.TemporaryDirectory() as folder:
        source, said = Path(folder) / "memo.docx", [""]
        source.write_bytes(document)
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(source)]
        try:
            said = _run(command).decode(errors="replace").split("\n")
            made = source.with_suffix(".pdf").read_bytes()
        except subprocess.TimeoutExpired:
            raise InputError([Problem(Place(program), "office_slow", {"seconds": SECONDS})]) from None
        except OSError:  # it cannot be run, or has made nothing
            made = b""
    if not made.startswith(b"%PDF"):
        why = next((line.strip() for line in reversed(said) if line.strip()), "-")
        raise InputError([Problem(Place(program), "office_fails", {"why": why})])
    return made


def _run(command: list[str]) -> bytes:
    """Run LibreOffice, and return what it tells as errors.

    Its program on the path starts others that do the work: where it takes too long, they are ended with it.

    Raises:
        OSError: it cannot be run.
        subprocess.TimeoutExpired: it was not done in time.
    """
    pipe, none = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=none, stdout=none, stderr=pipe, start_new_session=True) as process:
        try:
            return process.communicate(timeout=SECONDS)[1]
        finally:
            if process.returncode is None:
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
