"""The command ``konvergensi baru``: a new case from the few things that tell which regency and year it is of."""

import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from diagnose.analysis.ask import blank, file_name, needed, new_text, prompts, put
from diagnose.case import Prompt, parse_case
from diagnose.cli import common
from diagnose.cli.terminal import Stopped, read, say
from diagnose.common import words


def new_command(
    output: common.OutputOption = None,
    name: Annotated[str | None, typer.Option("--region", help="Kabupaten/Kota ...", show_default=False)] = None,
    code: Annotated[
        str | None, typer.Option("--code", help="Kode Kemendagri, mis. 36.02. / Region code.", show_default=False)
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="Tahun kasus. / Year.", show_default=False)] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Timpa berkas yang ada. / Overwrite a file that exists.")
    ] = False,
    lang: common.LangOption = common.Lang.id,
) -> None:
    """Buat kasus baru: daerah dan tahunnya ditanyakan. / Make a new case; the region and year are asked."""
    with common.problems_end_here(lang.value):
        w = words(lang.value)
        try:
            data = _asked({"name": name, "code": code, "year": year}, lang.value)
        except (Stopped, KeyboardInterrupt):
            say(w["new.stopped"])
            raise typer.Exit(2) from None
        target = output or Path(f"{file_name(data)}.yaml")
        common.refuse_existing(target, overwrite)
        text = new_text(data, lang.value)
        parse_case(text, str(target))
        common.write(target, text, lang.value, overwrite=overwrite)
        if common.printed(target):
            return
        case = shlex.quote(str(target))
        following = ((f"ask {case}", "new.next_ask"), (f"form xlsx --case {case} -o isian.xlsx", "new.next_form"))
        wide = max(len(typed) for typed, _ in following)
        typer.echo("\n".join([w["overview.next"], *(f"  konvergensi {t:<{wide}}  {w[key]}" for t, key in following)]))


def _asked(given: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return the case that a person tells of, each answer checked as it comes; what is `given` is not asked."""
    data = blank()
    for prompt, path in prompts(lang):
        key = path.rpartition(".")[2]
        value, problem = given.get(key), ""
        while True:
            if value is None:
                value = read(Prompt(prompt.text, prompt.kind, problem=problem), lang)
            if value is None and not needed(path):
                break
            problem = put(data, path, value, lang) if value is not None else words(lang)["new.needed"]
            if not problem:
                break
            if given.get(key) is not None:
                say(f"! {problem}", 2, 4)
                given = {**given, key: None}
            value = None
    return data
