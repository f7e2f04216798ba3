"""Read exports of the questionnaire into part of a case."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from diagnose.case import Register, questionnaire
from diagnose.common import InputError, Place, Problem, shown, words
from diagnose.intake.files import Row, open_table
from diagnose.intake.records import Count, Draft, Intake
from diagnose.intake.survey.fields import AGENCY, NAMED, OBSTACLES, SUGGESTIONS, UNANSWERED
from diagnose.intake.survey.read.agree import Voice, by_agency, named, voices
from diagnose.intake.survey.read.columns import Columns, columns, item_ids
from diagnose.intake.survey.read.names import Names
from diagnose.intake.survey.read.records import Respondent, Said, Told
from diagnose.intake.survey.read.rows import respondents

_LANG = "id"  # notes and titles become part of a case, which is written in Indonesian
_TITLE_ROWS = 10  # among which the row of titles is looked for
_CITED = 200  # characters of a source
_COUNTS = (
    "import.answers.respondents",
    "import.answers.agencies",
    "import.answers.counted",
    "import.answers.dont_know",
    "import.answers.differ",
    "import.answers.empty",
    "import.answers.unread",
    "import.answers.passed_over",
    "import.answers.columns_unknown",
    "import.answers.questions_absent",
)


def read_answers(
    paths: Path | Sequence[Path], source: str | None = None, register: Register | None = None, region: str = ""
) -> Intake:
    """Read exports of the questionnaire: one row is one respondent, whichever program wrote it.

    Several files are read as one inquiry, so that counts and ranks are those of all respondents. The columns are told
    by their titles: codes and groups (KoboToolbox, ODK Central), the words of questions in either language, or codes
    in square brackets (Google Forms).

    Respondents of one agency become one by `agree.rule`: the answer counts that more than half of those who answered
    the question gave, else it is left unknown, with a doubt; what they differ in stands in the note of the item.
    Agencies are one where their names are alike or the register has them as one; the first name written is kept.
    Obstacles rank by how many agencies name them; those named equally often share the rank.

    `source` is the id of the document (else made of each file's name). `register` is that of the case, where there is
    one, and `region` the name of its region: by them local names, and names that end in the region's, are told.

    Raises:
        InputError: a file cannot be used, is no such export, or has nothing that can be read.
    """
    files = [paths] if isinstance(paths, Path) else list(paths)
    draft, told, names = Draft(shown(files[0])), Told(), Names(register, region)
    seen: dict[str, Place] = {}
    everyone: list[Respondent] = []
    asked: set[str] = set()
    problems: list[Problem] = []
    for path in files:
        document = source or re.sub(r"[^\w.-]+", "-", path.stem).strip("-") or "jawaban"
        try:
            found, people = _file(path, document, seen, names, told)
        except InputError as error:
            problems += error.problems
            continue
        draft.document(document, words(_LANG)["import.answers.title"].format(path.name), Place(shown(path)))
        everyone += people
        asked |= found.of.keys()
    if not problems and not everyone:
        problems = [Problem(Place(shown(files[0])), "answers_none"), *told.doubts]
    if problems:
        raise InputError(problems)
    _fill(draft, everyone, names, told)
    told.numbers["import.answers.questions_absent"] = len([item for item in item_ids() if item not in asked])
    counts = tuple(Count(key, told.numbers[key]) for key in _COUNTS if told.numbers[key])
    return Intake(draft.tree, counts, tuple(told.doubts))


def is_answers(path: Path) -> bool:
    """Tell whether the file at `path` has the titles of an export of the questionnaire.

    Raises:
        InputError: it cannot be opened as a table.
    """
    return any(found.fits() for _, found, _ in _titles(path))


def _titles(path: Path) -> Iterator[tuple[Row, Columns, Iterator[Row]]]:
    """Yield every row of `path` that may be one of titles, sheet by sheet, with the rows below it."""
    with open_table(path) as table:
        sheets: Sequence[str | None] = table.sheets or (None,)
    for sheet in sheets:
        with open_table(path, sheet) as table:
            for row in islice(table.rows, _TITLE_ROWS):
                yield row, columns(row), table.rows


def _file(
    path: Path, document: str, seen: dict[str, Place], names: Names, told: Told
) -> tuple[Columns, list[Respondent]]:
    """Read the first sheet of `path` that holds answers."""
    missing = Problem(Place(shown(path)), "answers_no_columns")
    for row, found, rows in _titles(path):
        if found.fits() and AGENCY in found.of:
            told.numbers["import.answers.columns_unknown"] += found.unknown
            for doubt in found.doubts:
                told.doubt(doubt.place, doubt.key, **doubt.values)
            return found, respondents(rows, found, document, seen, names, told)
        if found.fits():
            missing = Problem(row.place(), "answers_no_agency")
    raise InputError([missing])


def _fill(draft: Draft, everyone: Sequence[Respondent], names: Names, told: Told) -> None:
    groups = by_agency(everyone, names.key)
    first = everyone[0].agency
    draft.put(("questionnaire", "source"), first.document, first.place)
    _conducted(draft, everyone)
    for number, among in enumerate(groups.values()):
        draft.put(("questionnaire", "respondents", number), among[0].agency.what, among[0].agency.place)
    for item in item_ids():
        _item(draft, item, list(voices(groups, item)), told)
    called = {key: among[0].agency.what for key, among in groups.items()}
    for number, said in enumerate(named(groups, NAMED, names.key)):
        name = called.get(names.key(said[0].what), said[0].what)
        entry = {"agency": name, "by": len(said), "source": _cite(said)}
        draft.put(("questionnaire", "named_agencies", number), entry, said[0].place)
    obstacles = named(groups, OBSTACLES)
    for number, said in enumerate(obstacles):
        rank = 1 + len([other for other in obstacles if len(other) > len(said)])
        entry = {"obstacle": said[0].what, "rank": rank, "source": _cite(said)}
        draft.put(("obstacles", number), entry, said[0].place)
    for number, said in enumerate(named(groups, SUGGESTIONS)):
        entry = {"suggestion": said[0].what, "source": _cite(said)}
        draft.put(("suggestions", number), entry, said[0].place)
    told.numbers["import.answers.respondents"] = len(everyone)
    told.numbers["import.answers.agencies"] = len(groups)


def _conducted(draft: Draft, everyone: Sequence[Respondent]) -> None:
    days = [respondent.day for respondent in everyone if respondent.day]
    if not days:
        return
    between: dict[str, dt.date] = {"at_least": min(days), "at_most": max(days)}
    day = between if len(set(days)) > 1 else {"value": days[0]}
    draft.put(("questionnaire", "conducted"), day, everyone[0].agency.place)


def _item(draft: Draft, item: str, heard: Sequence[Voice], told: Told) -> None:
    """Put the answers to one question; where none counts, nothing is known of it."""
    at = ("questionnaire", "items", item)
    counted = [voice.counts for voice in heard if voice.counts]
    for voice in heard:
        told.numbers["import.answers.dont_know"] += voice.given[UNANSWERED]
        if voice.differ:
            told.numbers["import.answers.differ"] += 1
        if voice.differ and 2 * max(voice.given.values()) <= voice.given.total():
            question = questionnaire().by_id[item].question.get(_LANG)
            values = {"agency": voice.agency, "question": question, "said": _heard(item, voice)}
            told.doubt(voice.last.place, "answers_disagree", **values)
    told.numbers["import.answers.counted"] += len(counted)
    if not counted:
        return
    draft.put((*at, "source"), _cite(counted), counted[0].place)
    for voice in heard:
        if voice.counts:
            draft.put((*at, "answers", voice.agency), voice.counts.what, voice.counts.place)
    notes = [f"{voice.agency}: {_heard(item, voice)}" for voice in heard if voice.differ]
    if notes:
        draft.put((*at, "note"), "; ".join(notes), next(v for v in heard if v.differ).last.place)


def _heard(item: str, voice: Voice) -> str:
    """Write what the respondents of an agency said, each answer with how many gave it."""
    labels = questionnaire().by_id[item].answers
    texts = {code: label.get(_LANG) for code, label in labels.items()}
    texts[UNANSWERED] = words(_LANG)["form.unanswered"].lower()
    return ", ".join(f"{times} × {texts[code]}" for code, times in voice.given.items())


def _cite(said: Iterable[Said]) -> str:
    """Cite the columns of `said`, each document once."""
    cited: dict[str, str] = {}
    for one in said:
        cited.setdefault(one.document, words(_LANG)["import.answers.column"].format(one.column))
    return "; ".join(f"{document} {column}" for document, column in cited.items())[:_CITED]
