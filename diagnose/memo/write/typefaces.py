"""The typefaces that pages and pictures are set in: those in ``templates/fonts``, never those of the computer.

Official memos are set in Arial, or in Times New Roman, which no package may carry. Each letter of Liberation Sans and
Liberation Serif is as wide as theirs: lines and pages break as in Word, on every computer in the same places.
"""

from pathlib import Path

from diagnose.common import folder

SANS, SERIF = "Liberation Sans", "Liberation Serif"
# What is brought along, by the typefaces that it is as wide as.
_EQUALS = {"arial": SANS, "helvetica": SANS, "arimo": SANS, "times new roman": SERIF, "times": SERIF, "tinos": SERIF}


def fonts() -> Path:
    """Return the folder of the files of typefaces.

    Raises:
        FileNotFoundError: the installation lacks them.
    """
    path = folder("templates/fonts")
    if not any(path.glob("*.ttf")):
        raise FileNotFoundError(f"no typefaces in '{path}': they are missing from this installation")
    return path


def equal(name: str) -> str | None:
    """Return the typeface brought along whose letters are as wide as those of `name`, if there is one."""
    return _EQUALS.get(name.casefold())


def faces_of(typeface: str) -> list[str]:
    """Return the typefaces to try, those of `typeface` first, each before its equal in width."""
    own = [face.strip() for face in typeface.split(",") if face.strip()]
    tried = [face for name in own for face in (name, equal(name)) if face]
    return list(dict.fromkeys([*tried, "Arial", SANS, "Arimo", "DejaVu Sans"]))
