"""What is sent to one agency to be asked: its Excel form, the letter, the message, and the questionnaire for Kobo."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from diagnose.web.made import handed_on, made
from diagnose.web.pages import Page
from diagnose.web.workspace import NoSuchPage

router = APIRouter()
_FORMS = {"excel": "xlsx", "surat": "docx", "surat-pdf": "pdf", "pesan": "txt"}


@router.get("/k/{name}/tanya/kobo")
async def kobo(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Return the questionnaire of the case as a form for KoboToolbox and ODK."""
    opened = await page.open(name)
    arguments = ["form", "xlsform", "--case", str(opened.file.path.resolve()), "--lang", page.lang]
    job, path = await made(page, arguments, [opened.revision], "xlsx")
    return handed_on(page, job, path, f"kobo-{opened.file.id}")


@router.get("/k/{name}/tanya/{agency}/{form}")
async def request(name: str, agency: str, form: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Return what asks one agency, as the command writes it: form, letter and message are made together."""
    opened = await page.open(name)
    if form not in _FORMS or not opened.case.register.has(agency):
        raise NoSuchPage(form)
    arguments = ["form", "xlsx", "--agency", agency, "--case", str(opened.file.path.resolve()), "--lang", page.lang]
    job, path = await made(page, arguments, [opened.revision], "xlsx", into=page.safe(f"{opened.file.id}-{agency}"))
    wanted = next(iter(path.parent.glob(f"*.{_FORMS[form]}")), path.with_suffix(f".{_FORMS[form]}"))
    return handed_on(page, job, wanted, f"{opened.file.id}-{agency}-{form}")
