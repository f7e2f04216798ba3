"""What went wrong, for programs (RFC 9457): the sentence, the place and the key of each problem."""

from fastapi.responses import JSONResponse

from diagnose.common import InputError
from diagnose.diagnosis import Record

API = "/api/v1"
MEDIA = "application/problem+json"


class ProblemTold(Record):
    """One thing wrong: where, the key of its sentence, and the sentence in the language that was asked for."""

    place: str
    key: str
    text: str


class ProblemsTold(Record):
    """An answer that tells what is wrong; `problems` is empty where one sentence says it all."""

    type: str = "about:blank"
    title: str
    status: int
    problems: tuple[ProblemTold, ...] = ()


def problem(status: int, title: str, error: InputError | None = None, lang: str = "id") -> JSONResponse:
    """Return an answer of `status` that tells what is wrong."""
    told = tuple(
        ProblemTold(place=str(p.place), key=p.key, text=p.text(lang)) for p in (error.problems if error else ())
    )
    found = ProblemsTold(title=title, status=status, problems=told)
    return JSONResponse(found.model_dump(mode="json"), status, media_type=MEDIA)
