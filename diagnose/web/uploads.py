"""The files of a form, each read up to one byte more than is taken."""

from starlette.datastructures import FormData, UploadFile

from diagnose.web.imports.store import MOST_BYTES


async def uploaded(form: FormData, field: str) -> list[tuple[str, bytes]]:
    """Return the name and the content of each file that `field` holds; the form is closed, whatever comes."""
    try:
        sent = [f for f in form.getlist(field) if isinstance(f, UploadFile) and f.filename]
        return [(str(f.filename), await f.read(MOST_BYTES + 1)) for f in sent]
    finally:
        await form.close()
