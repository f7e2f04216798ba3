"""Forms for one agency each: a sheet of what that agency can answer, and a letter and a message that ask for it."""

import datetime as dt
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from pydantic_core import PydanticCustomError

from diagnose.case import Case, Register, find_case, load_case
from diagnose.cli import common
from diagnose.cli.terminal import say
from diagnose.common import InputError, Place, Problem, Text, meant, nearest, words
from diagnose.diagnosis import Diagnosed
from diagnose.intake.workbook.asked import AskedOf, agencies_asked, asked_of, spoken, terms_here
from diagnose.intake.workbook.titles import NO_REGISTER
from diagnose.intake.workbook.write import agency_workbook
from diagnose.intake.workbook.write.usual import usual_agencies
from diagnose.knowledge import Measure, load_rules
from diagnose.memo.content import Letterhead, Memo, content, day, line, read_letterhead, requesting
from diagnose.memo.template import fill

_LETTER, _MESSAGE = "permintaan-data", "permintaan-pesan"


@dataclass(frozen=True)
class Wanted:
    """What is wanted: which agencies (all where none is named), the case, and what goes beside each form."""

    agencies: tuple[str, ...]
    case: str | None
    output: Path | None
    letter: bool
    letterhead: Path | None
    due: str | None
    overwrite: bool


@dataclass(frozen=True)
class _Known:
    """The case if there is one, what waits for an answer, who may be asked, and what questions call things."""

    case: Case | None
    diagnosed: Diagnosed | None
    measures: tuple[Measure, ...]
    register: Register
    usual: tuple[str, ...]
    terms: Mapping[str, Text]


def agency_forms(wanted: Wanted, lang: str) -> None:
    """Write the form of each agency, and beside it the letter and the message where the case tells whose they are.

    Raises:
        InputError: an agency is none that is asked, a file is there already, or a library is missing.
    """
    known = _known(wanted.case, lang)
    named = [_agency(name, known) for name in wanted.agencies]
    agencies = named or agencies_asked(known.register, known.measures, known.usual)
    asked = [
        asked_of(agency, known.register, known.measures, known.case, known.usual, known.terms) for agency in agencies
    ]
    if nothing_left := [known.register.name(one.agency) for one in asked if one.empty]:
        say(words(lang)["form.agency.nothing"].format("; ".join(nothing_left)))
    asked = [one for one in asked if not one.empty]
    if not asked:
        return
    if common.printed(wanted.output):
        if len(asked) > 1:
            raise InputError([Problem(Place("-o -"), "form_several_printed")])
        common.write(Path("-"), agency_workbook(asked[0], known.case, lang), lang)
        return
    files = {one.agency: _file(one.agency, wanted, several=not named or len(named) > 1) for one in asked}
    written = [made for one in asked for made in _made(one, files[one.agency], wanted, known, lang)]
    for path, _ in written:
        common.refuse_existing(path, wanted.overwrite)
    for folder in {path.parent for path, _ in written}:
        _make(folder)
    inputs = [find_case(wanted.case)] if wanted.case else []
    for path, made in written:
        common.write(path, made, lang, *inputs, overwrite=wanted.overwrite)
    _following(list(files.values()), wanted, lang)


def _known(case: str | None, lang: str) -> _Known:
    """Return what is to be asked: of a case what it waits for, else all that rules read; what criteria read first."""
    rules = load_rules()
    if case is None:
        every = {m.id: m for m in (*rules.gating, *rules.measures.values())}
        return _Known(None, None, tuple(every.values()), NO_REGISTER, usual_agencies(), terms_here(rules, None))
    found = Diagnosed(load_case(case), rules, lang)
    asked = {m.id: m for record in found.diagnosis.unknown for m in map(rules.measure_of, record.measures)}
    deciding = {m.id for m in rules.gating}
    measures = tuple(sorted(asked.values(), key=lambda m: m.id not in deciding))
    register = found.case.register
    return _Known(found.case, found, measures, register, usual_agencies(register), terms_here(rules, found.case))


def _agency(name: str, known: _Known) -> str:
    """Return the agency called `name`, be it by the name of a function or a part of its own."""
    try:
        return known.register.find(name)
    except PydanticCustomError:
        held = known.register.holding(name.casefold())
        names = {a: (known.register.name(a),) for a in agencies_asked(known.register, known.measures, known.usual)}
        found = (held,) if held else meant(name, names)
        if len(found) == 1:
            return found[0]
        said = [name for (name,) in names.values()]
        values = {"given": name, "expected": "; ".join(said), "near": nearest(name, said)}
        raise InputError([Problem(Place("--agency"), "agency_not_asked", values)]) from None


def _file(agency: str, wanted: Wanted, *, several: bool) -> Path:
    """Return the workbook to write: the one that is named, else one called by the agency in a folder."""
    stem = agency.replace("_", "-")
    output = wanted.output
    if output is None:
        of = find_case(wanted.case).stem if wanted.case else "formulir"
        return Path(of) / f"{stem}.xlsx" if several else Path(f"{of}-{stem}.xlsx")
    if several or output.is_dir():
        return output / f"{stem}.xlsx"
    return output if output.suffix else output.with_name(f"{output.name}.xlsx")


def _made(one: AskedOf, file: Path, wanted: Wanted, known: _Known, lang: str) -> Iterator[tuple[Path, bytes]]:
    """Yield what is written for one agency: the form, then the letter as Word and PDF, and the message.

    Whoever writes the letters is not written to.
    """
    yield file, agency_workbook(one, known.case, lang)
    if known.diagnosed is None or not wanted.letter:
        return
    try:
        from diagnose.memo.write import plain
        from diagnose.memo.write.pdf import pdf
        from diagnose.memo.write.word import word

        own = read_letterhead(wanted.letterhead) if wanted.letterhead else Letterhead()
        questions = [spoken(text, lang, known.case, one.terms) for text in one.said]
        due = day(_day(wanted.due), lang) if wanted.due else ""
        memo: Memo = content(known.diagnosed, own, dt.date.today())
        name = known.register.name(one.agency)
        if line(name) == (own.agency or memo.office):
            return
        memo = requesting(memo, name, questions, len(one.survey), file.name, due)
        letter, message = fill(_LETTER, memo), fill(_MESSAGE, memo)
        beside = words(lang)["form.agency.letter_file"].format(file.stem)
        yield file.with_name(f"{beside}.docx"), word(letter, memo, None)
        yield file.with_name(f"{beside}.pdf"), pdf(letter, memo, None)
        named = words(lang)["form.agency.message_file"].format(file.stem)
        yield file.with_name(f"{named}.txt"), plain(message, memo, None).encode()
    except ImportError as error:
        raise InputError([Problem(Place("--letter"), "letter_missing", {"given": error.name or "?"})]) from None


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError([Problem(Place("--due"), "memo_date", {"given": text})]) from None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = {"why": error.strerror or type(error).__name__}
        raise InputError([Problem(Place(str(folder)), "file_unwritable", why)]) from None


def _following(files: Sequence[Path], wanted: Wanted, lang: str) -> None:
    """Say how the forms come back, and what a letter would need."""
    w = words(lang)
    if wanted.case is None and wanted.letter:
        say(w["form.agency.no_letter"])
    into = f" --into {shlex.quote(wanted.case)} -o terisi.yaml" if wanted.case else ""
    if into:
        named = " ".join(shlex.quote(str(file)) for file in files)
        typer.echo(f"{w['form.agency.return']}\n  konvergensi import {named}{into}")
