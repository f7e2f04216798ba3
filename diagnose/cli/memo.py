"""The command ``konvergensi memo``."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from diagnose.analysis.whatif import find_scenario, read_scenario, stacked, whatif
from diagnose.case import find_case
from diagnose.cli import common
from diagnose.cli.completing import complete_goal
from diagnose.cli.completing_memo import complete_scenario, complete_template
from diagnose.cli.memofiles import targets
from diagnose.cli.terminal import say
from diagnose.common import InputError, Place, Problem, the_one_meant, words
from diagnose.memo.content import Letterhead, Memo, content, notes, planned, read_letterhead
from diagnose.memo.template import Filled, fill
from diagnose.memo.template import templates as known_templates
from diagnose.memo.write import office, pdf_of

_USUAL = "nota-dinas"


class Form(StrEnum):
    """The forms a memo is written in."""

    docx = "docx"
    pdf = "pdf"
    html = "html"
    md = "md"
    txt = "txt"


def memo_command(
    case: common.CaseArgument,
    template: Annotated[
        list[str] | None,
        typer.Option(
            "--template",
            "-t",
            metavar="JENIS",
            help="Jenis memo (nota-dinas); boleh berulang. / Kind of memo; may be repeated.",
            autocompletion=complete_template,
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        list[Form] | None,
        typer.Option(
            "--format",
            "-f",
            case_sensitive=False,
            help="Bentuk; boleh berulang (docx). / Form; may be repeated (docx).",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Berkas, atau folder untuk beberapa. / A file, or a folder.", show_default=False
        ),
    ] = None,
    letterhead: Annotated[
        Path | None,
        typer.Option("--letterhead", help="Berkas kop. / Letterhead file.", show_default=False),
    ] = None,
    word: Annotated[
        Path | None,
        typer.Option("--word", help="Templat Word sendiri (.docx). / Your own Word template.", show_default=False),
    ] = None,
    templates: Annotated[
        Path | None,
        typer.Option("--templates", help="Folder templat sendiri. / Your own template folder.", show_default=False),
    ] = None,
    scenario: Annotated[
        list[Path] | None,
        typer.Option(
            "--scenario",
            help="Sebelum dan sesudah skenario ini. / Before and after.",
            autocompletion=complete_scenario,
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--plan",
            metavar="ASPEK=N",
            help="Dengan rencana ke sini. / With a plan.",
            autocompletion=complete_goal,
            show_default=False,
        ),
    ] = None,
    act: Annotated[
        list[str] | None,
        typer.Option(
            "--act",
            metavar="SARAN",
            help="Hanya saran ini, menurut urutannya; boleh berulang. / Only this advice, in this order.",
            show_default=False,
        ),
    ] = None,
    links: Annotated[str, typer.Option("--links", hidden=True)] = "",  # of the workbench, which shows what is behind
    footnotes: Annotated[
        bool,
        typer.Option("--footnotes", help="Aturan dan sumber tiap pernyataan. / Rule and source of each statement."),
    ] = False,
    date: Annotated[
        str | None, typer.Option("--date", metavar="2026-11-24", help="Tanggal memo. / Date.", show_default=False)
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Timpa berkas yang ada. / Overwrite files that exist.")
    ] = False,
    lang: common.LangOption = common.Lang.id,
    rules: common.RulesOption = None,
) -> None:
    """Tulis memo: nota dinas, telaahan staf, ringkasan, lampiran, pesan. / Write memos."""
    with common.problems_end_here(lang.value), _extras_told():
        known = known_templates(templates)
        kinds = [the_one_meant(name, Place("--template"), "memo_template", known) for name in template or [_USUAL]]
        forms = [f.value for f in form or _forms(output)]
        _fitting(templates, word, forms, footnotes)
        own = read_letterhead(letterhead) if letterhead else Letterhead()
        if date is not None:
            own = own.model_copy(update={"date": _day(date)})
        wanted = targets(find_case(case).stem, kinds, forms, output, overwrite)
        memo, notes = _memo(case, rules, lang.value, own, scenario or [], to or [], act or [])
        own_templates = sorted(templates.rglob("*")) if templates else []
        inputs = [
            find_case(case),
            *map(find_scenario, scenario or ()),
            *(p for p in (letterhead, word) if p),
            *own_templates,
        ]
        filled = _filled(kinds, memo, templates)
        texts = []
        for kind, one, _ in wanted:
            told = notes if footnotes and not filled[kind].about.sourced else None
            texts.append(_in_form(one, filled[kind], memo, word, told, links))
        for (_, _, path), text in zip(wanted, texts, strict=True):
            if path is None:
                typer.echo(text, nl=False)
            else:
                common.write(path, text, lang.value, *inputs, overwrite=overwrite)


@contextmanager
def _extras_told() -> Iterator[None]:
    """Tell which library is missing, and what to install."""
    try:
        yield
    except ImportError as error:
        raise InputError([Problem(Place("memo"), "memo_missing", {"given": error.name or "?"})]) from None


def _forms(output: Path | None) -> list[Form]:
    """Return the form that the name of the output asks for; Word where it asks for none."""
    ending = output.suffix.removeprefix(".").casefold() if output else ""
    return [Form(ending)] if ending in list(Form) else [Form.docx]


def _day(text: str) -> dt.date:

    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise InputError([Problem(Place("--date"), "memo_date", {"given": text})]) from None


def _fitting(templates: Path | None, word: Path | None, forms: list[str], footnotes: bool) -> None:
    """Refuse options that would be passed over in silence."""
    problems = []
    if templates is not None and not templates.is_dir():
        problems.append(Problem(Place(str(templates)), "memo_templates_folder"))
    if word is not None and not set(forms) <= {Form.docx, Form.pdf}:
        problems.append(Problem(Place("--word"), "memo_word_form"))
    if word is not None and footnotes:
        problems.append(Problem(Place("--word"), "memo_word_footnotes"))
    if problems:
        raise InputError(problems)
    if word is not None and Form.pdf in forms:
        office()  # before anything is worked out


def _memo(
    case: str, rules: Path | None, lang: str, own: Letterhead, scenario: list[Path], to: list[str], acts: list[str]
) -> tuple[Memo, dict[str, str]]:
    """Return what the memo may say, and a note on each id that its statements rest on."""
    diagnosed = common.diagnosed(case, rules, lang)
    facts = diagnosed.case
    layers = [read_scenario(path)[1] for path in scenario]
    plan = planned(diagnosed.changed(stacked(facts, layers)) if layers else diagnosed, to) if to else None
    if plan:
        layers.append(list(plan.changes))
    changed = whatif(diagnosed, stacked(facts, layers)) if layers else None
    return content(diagnosed, own, dt.date.today(), changed, plan, acts), notes(diagnosed)


def _filled(kinds: list[str], memo: Memo, own: Path | None) -> dict[str, Filled]:
    """Return what the template of each kind comes to."""
    return {kind: fill(kind, memo, own) for kind in dict.fromkeys(kinds)}


def _in_form(
    form: str, filled: Filled, memo: Memo, word: Path | None, notes: dict[str, str] | None, links: str
) -> bytes:
    if word is not None:
        from diagnose.memo.write.word import filled_word, foreign_codes

        if left := foreign_codes(word, filled.about.parts):
            say(words(memo.lang)["memo.codes_left"].format(", ".join(left)))
        made = filled_word(word, filled, memo)
        return pdf_of(made) if form == "pdf" else made
    if form == "docx":
        from diagnose.memo.write.word import word as as_word

        return as_word(filled, memo, notes)
    if form == "pdf":
        from diagnose.memo.write.pdf import pdf

        return pdf(filled, memo, notes)
    if form == "html":
        from diagnose.memo.write.html import page

        return page(filled, memo, notes, links).encode()
    if form == "md":
        from diagnose.memo.write import markdown

        return markdown(filled, memo, notes).encode()
    from diagnose.memo.write import plain

    return plain(filled, memo, notes).encode()
