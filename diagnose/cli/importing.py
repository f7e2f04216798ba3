"""The command ``konvergensi import``: facts from the files they are in, into a case file."""

import json
import shlex
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from diagnose.case import bare_region, case_text, find_case, parse_case
from diagnose.cli import common
from diagnose.cli.agencies import ask_agencies, hint
from diagnose.cli.completing import complete_case
from diagnose.cli.decree import propose
from diagnose.cli.identity import given_identity, identified
from diagnose.cli.pages.imported import as_data, page
from diagnose.cli.progress import shown_progress
from diagnose.common import InputError, Place, Problem, Tree, words
from diagnose.intake import (
    Intake,
    Suggestion,
    Wanted,
    beside_table,
    confirmed,
    once,
    read_case,
    tables,
    unresolved,
    wanted,
    with_kinds,
)
from diagnose.intake.join import Gathered, gather, read_files
from diagnose.intake.tables import mapping_text
from diagnose.knowledge import load_rules


def import_command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="[JENIS] BERKAS...",
            help="Berkas; jenisnya dikenali, atau disebut sebelumnya: sk, answers, workbook, case, atau jenis "
            "tabel dari facts/tables.yaml. / Files; their kind is recognised, or named before them.",
            show_default=False,
        ),
    ],
    output: common.OutputOption = None,
    into: Annotated[
        str | None,
        typer.Option(
            "--into",
            help="Gabungkan ke kasus ini. / Join to this case.",
            autocompletion=complete_case,
            show_default=False,
        ),
    ] = None,
    agency: Annotated[
        list[str] | None,
        typer.Option(
            "--agency",
            metavar="NAMA=OPD",
            help="Pastikan maksud nama OPD; boleh berulang. / Confirm what the name of an agency means.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", help="Nama dokumen sumber, tanpa spasi. / Name of the source.", show_default=False),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--map", help="Berkas pemetaan kolom tabel. / File that maps the columns.", show_default=False),
    ] = None,
    write_map: Annotated[
        bool, typer.Option("--write-map", help="Tulis berkas pemetaan itu dulu. / Write that file first.")
    ] = False,
    region: Annotated[str | None, typer.Option("--region", help="Kabupaten/Kota ...", show_default=False)] = None,
    code: Annotated[
        str | None, typer.Option("--code", help="Kode Kemendagri, mis. 36.02. / Region code.", show_default=False)
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="Tahun kasus. / Year.", show_default=False)] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Timpa berkas keluaran yang ada. / Overwrite an existing output.")
    ] = False,
    ask: Annotated[
        bool | None,
        typer.Option("--ask/--no-ask", help="Tanyakan yang perlu dipastikan. / Ask what is to be confirmed."),
    ] = None,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
) -> None:
    """Impor fakta dari Excel, kuesioner, SK dan tabel. / Import facts from Excel, questionnaires, decrees, tables."""
    with common.problems_end_here(lang.value):
        asked = with_kinds(wanted(files))
        may_ask = ask if ask is not None else sys.stdin is not None and sys.stdin.isatty()
        inputs = [file.path for file in asked]
        if write_map:
            _write_maps(asked, mapping, overwrite, lang.value)
            return
        if _is_decree(asked):
            propose(asked[0].path, output, lang.value, overwrite, may_ask)
            return
        original = find_case(into) if into else None
        base = read_case(original) if original else None
        given = given_identity(region, code, year)
        intakes = _read(asked, base, source, mapping, given, lang.value)
        known = identified(given, base, intakes, may_ask, lang.value)
        if known != given:  # tables want to know the year
            given, intakes = known, _read(asked, base, source, mapping, known, lang.value)
        gathered = _gathered(base, intakes, _confirmed(agency or [], region), given, may_ask, lang.value)
        target = output or _beside(inputs[0])
        _refuse(target, overwrite)
        text = _case_text(gathered, [p.name for p in inputs], original, target, lang.value)
        kept = [p for p in (*inputs, original, mapping) if p]
        common.write(target, text, lang.value, *kept, overwrite=overwrite)
        common.tell(_told(gathered, len(inputs), target, lang.value, form), target)


def _beside(file: Path) -> Path:
    """Return the file that is written where none is named."""
    return Path(f"{file.stem}-kasus.yaml")


def _refuse(target: Path, overwrite: bool) -> None:
    """Refuse a target that is there, or whose name says that it is no case file."""
    if target.suffix.casefold() not in (".yaml", ".yml", ""):
        raise InputError([Problem(Place(str(target)), "import_no_yaml")])
    common.refuse_existing(target, overwrite)


def _is_decree(asked: list[Wanted]) -> bool:

    decrees = [f for f in asked if f.kind == "sk"]
    if decrees and len(asked) > 1:
        path = decrees[0].path
        raise InputError([Problem(Place(str(path)), "import_sk_alone", {"given": path.name})])
    return bool(decrees)


def _write_maps(files: list[Wanted], mapping: Path | None, overwrite: bool, lang: str) -> None:
    """Write the mapping of each table, as far as its titles tell, for a person to finish."""
    others = [file.path for file in files if file.kind not in tables()]
    problems = [Problem(Place(str(path)), "import_no_table", {"expected": ", ".join(tables())}) for path in others]
    if mapping and len(files) > 1:
        problems.append(Problem(Place("--map"), "import_one_table"))
    if problems:
        raise InputError(problems)
    for file in files:
        target = mapping or beside_table(file.path)
        common.refuse_existing(target, overwrite)
        text = mapping_text(file.kind, file.path, lang)
        common.write(target, text, lang, file.path, overwrite=overwrite)


def _read(
    asked: list[Wanted],
    base: Tree | None,
    source: str | None,
    mapping: Path | None,
    given: dict[str, Any],
    lang: str,
) -> list[Intake]:
    """Return what each file says, exports of answers together; problems of all files are told together."""
    if source and len(asked) > 1:
        raise InputError([Problem(Place("--source"), "import_one_source")])
    if mapping and sum(file.kind in tables() for file in asked) > 1:
        raise InputError([Problem(Place("--map"), "import_one_table")])
    with shown_progress(lang):
        return read_files(asked, base, source, mapping, given, lang)


def _confirmed(typed: list[str], region: str | None) -> list[Suggestion]:

    return [confirmed(text, bare_region(region or "")) for text in typed]


def _gathered(
    base: Tree | None,
    intakes: list[Intake],
    said: list[Suggestion],
    given: dict[str, Any],
    may_ask: bool,
    lang: str,
) -> Gathered:
    """Join the intakes; names that nobody knows are asked about, or told with what to type."""
    try:
        return gather(base, intakes, said, given)
    except InputError as error:
        names = unresolved(error.problems)
        if not names:
            raise
        told = once(error.problems)
        if may_ask and len(told) == len(names):
            return gather(base, intakes, [*said, *ask_agencies(names, lang)], given)
        typer.echo(InputError(told).text(lang), err=True)
        typer.echo(hint(names, lang), err=True)
        raise typer.Exit(2) from None


def _case_text(gathered: Gathered, names: list[str], original: Path | None, output: Path, lang: str) -> str:

    made = words(lang)["import.made_from"].format(", ".join(sorted(names)))
    text = case_text(gathered.case, original, output, made)
    parse_case(text, str(output))  # a case once written always loads
    return text


def _told(gathered: Gathered, files: int, output: Path, lang: str, form: common.Format) -> str:

    if form is common.Format.json:
        return json.dumps(as_data(gathered, lang), ensure_ascii=False, indent=2) + "\n"
    following = "" if common.printed(output) else f"konvergensi check {shlex.quote(str(output))}"
    return page(gathered, load_rules(), lang, files, following)
