"""What the form consists of, as ``facts/form.yaml`` has it: sheets, titles of columns, words for codes."""

from pydantic import Field

from diagnose.common import Strict, Text, content_file, per_pack, read_content, validate


class SheetLayout(Strict):
    """One sheet; `holds` names the sections (or facts) of a case that stand on it."""

    id: str = Field(pattern=r"^[a-z_]+$")
    title: Text
    help: Text | None = None
    holds: tuple[str, ...] = ()


class FormFile(Strict):
    """The content of ``facts/form.yaml``."""

    version: int = Field(ge=1)
    sheets: tuple[SheetLayout, ...]
    sections: dict[str, Text]
    columns: dict[str, Text]
    widths: dict[str, int]

    def sheet(self, ident: str) -> SheetLayout:
        """Return the sheet called `ident`."""
        return next(s for s in self.sheets if s.id == ident)

    def sheet_of(self, path: str) -> SheetLayout:
        """Return the sheet that holds the field at `path`: the one that names the most of it.

        Raises:
            KeyError: none holds it.
        """
        held = [(len(part), sheet) for sheet in self.sheets for part in sheet.holds if within(path, part)]
        if not held:
            raise KeyError(path)
        return max(held, key=lambda found: found[0])[1]


def within(path: str, part: str) -> bool:
    """Tell whether `path` is `part`, or stands below it."""
    return path == part or path.startswith(f"{part}.")


@per_pack
def form_file() -> FormFile:
    """Return the content of ``facts/form.yaml``.

    Raises:
        InputError: the file is missing or malformed.
    """
    return validate(FormFile, read_content(content_file("facts/form.yaml")))
