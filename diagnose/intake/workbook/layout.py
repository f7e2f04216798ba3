"""What the form consists of, as ``facts/form.yaml`` has it: sheets, titles of columns, words for codes."""

from pydantic import Field

from diagnose.common import Strict, Text, cached_property, content_file, per_pack, read_content, validate


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
        part = path
        while part not in self._holders:
            if not part:
                raise KeyError(path)
            part = part.rpartition(".")[0]
        return self._holders[part]

    @cached_property
    def _holders(self) -> dict[str, SheetLayout]:
        return {part: sheet for sheet in reversed(self.sheets) for part in sheet.holds}


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
