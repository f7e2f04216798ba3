"""Which column of an export answers what: told by code, by name with or without groups, or by the question's words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from diagnose.case import plain_name, questionnaire
from diagnose.common import LANGUAGES, Problem, nearest, per_pack
from diagnose.intake.files import Row, letters, text
from diagnose.intake.survey.fields import (
    AGENCY,
    AGENCY_OTHER,
    DATE,
    NAMED,
    NAMED_OTHER,
    OBSTACLES,
    PRIVATE,
    SEVERAL,
    SUGGESTIONS,
    asked,
    said,
)
from diagnose.intake.survey.read.names import any_of

SUBMITTED, INSTANCE, REVIEW, IGNORED = "submitted", "instance", "review", ""
_LONGEST, _DEEPEST = 1_000, 12  # characters of a title, and groups within groups
_CODE = re.compile(r"\[\s*(\w+)\s*\]")
_NUMBERED = re.compile(  # "1. ", "(1) ", "A.1 ", "Q1: ", "Pertanyaan 1 - ", "b) ", as authors of forms number
    r"^\W*(?:(?:[^\W\d]{1,12}\W*)?\d{1,3}(?:\.\d{1,3})*(?:\s*[\])}.:-]+\s*|\s+)|[^\W\d]{1,4}[.)]\s+)"
)
_GROUPS = re.compile(r"[/:.\-]|__")
_TECHNICAL = {
    SUBMITTED: "end _submission_time submissiondate today",
    INSTANCE: "_uuid instanceid key",
    REVIEW: "_validation_status reviewstate",
    IGNORED: "start _id _notes _status _submitted_by __version__ _tags _index _attachments _xform_id_string"
    " _bamboo_dataset_id _geolocation deviceid username phonenumber simserial subscriberid uuid rooturl rootuuid"
    " deprecatedid instancename submitterid submittername attachmentspresent attachmentsexpected status edits"
    " formversion intro audit email",
}
_TECHNICAL_FIELDS = {name: kind for kind, names in _TECHNICAL.items() for name in names.split()}


@dataclass(frozen=True)
class Column:
    """A column: its number from 0, its title, and its choice, where each choice has a column of its own."""

    number: int
    title: str
    choice: str | None = None


@dataclass
class Columns:
    """The columns of a table by what they answer, with what is to be told of its titles."""

    of: dict[str, list[Column]] = field(default_factory=dict)
    doubts: list[Problem] = field(default_factory=list)
    unknown: int = 0

    def fits(self) -> bool:
        """Tell whether any column is a question of the form that is answered."""
        return bool(self.of.keys() & {*item_ids(), *SEVERAL})


@per_pack
def item_ids() -> tuple[str, ...]:
    """Return the ids of the questionnaire's questions."""
    return tuple(q.id for q in questionnaire().questions)


def columns(row: Row) -> Columns:
    """Return what each column answers, if `row` is the row of titles; of very many, the first."""
    found = Columns()
    for number, cell in enumerate(row.cells):
        title = text(cell)
        if not title:
            continue
        answered = _field(title)
        if answered is None:
            found.unknown += 1
            unknown = {"given": title, "near": _near(title)}
            found.doubts.append(Problem(row.place(number), "answers_column_unknown", unknown))
            continue
        name, choice = answered
        others = found.of.setdefault(name, [])
        if choice is None and name in (AGENCY, *item_ids()) and others:
            twice = {"given": title, "other": letters(others[0].number)}
            found.doubts.append(Problem(row.place(number), "answers_column_twice", twice))
        others.append(Column(number, title, choice))
    return found


def _field(title: str) -> tuple[str, str | None] | None:
    """Return what the column titled `title` answers, and the choice that it is for; None where that is not known."""
    if len(title) > _LONGEST or title.count("/") > _DEEPEST:
        return None
    code = _CODE.search(title)
    if code and code[1] in _fields():
        return code[1], None
    names = _GROUPS.split(title)
    if names[-1] in _fields():
        return names[-1], None
    if len(names) > 1 and names[-2] in SEVERAL:
        return names[-2], names[-1]
    technical = re.split(r"[/:.\-]", title.casefold())[-1].strip()
    if technical in _TECHNICAL_FIELDS:
        return _TECHNICAL_FIELDS[technical], None
    for tail in _tails(title):
        if plain_name(tail) in _titles():
            return _titles()[plain_name(tail)], None
    for cut in re.finditer("/", title):
        for tail in _tails(title[: cut.start()]):
            name = _titles().get(plain_name(tail))
            if name in SEVERAL:
                return name, title[cut.end() :]
    return None


def _tails(title: str) -> Iterator[str]:
    """Yield `title` itself, and without the number or the names of the groups before it."""
    yield title
    if (bare := _NUMBERED.sub("", title)) != title:
        yield bare
    for cut in re.finditer("/", title):
        yield title[cut.end() :]


@per_pack
def _fields() -> frozenset[str]:
    return frozenset({AGENCY, AGENCY_OTHER, DATE, NAMED, NAMED_OTHER, OBSTACLES, SUGGESTIONS, *PRIVATE, *item_ids()})


@per_pack
def _titles() -> dict[str, str]:
    """Return the field of each title, by its plain form: the questions in both languages, and what people write."""
    questions = {name: asked(name) for name in sorted(_fields() - set(item_ids()))}
    questions |= {q.id: q.question for q in questionnaire().questions}
    found = {plain_name(question.get(lang)): name for name, question in questions.items() for lang in LANGUAGES}
    found |= {plain_name(said("form.intro").get(lang)): IGNORED for lang in LANGUAGES}
    for name, key in (
        (AGENCY, "import.answers.called_agency"),
        (DATE, "import.answers.called_date"),
        (SUBMITTED, "import.answers.called_submitted"),
        (PRIVATE[0], "import.answers.called_private"),
    ):
        found |= dict.fromkeys(any_of(key), name)
    return found


def _near(title: str) -> str | None:
    bare = _CODE.search(title)
    if bare:
        return nearest(bare[1], _fields())
    near = nearest(plain_name(title), _titles())
    return _titles()[near] if near else None
