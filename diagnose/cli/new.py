"""The command ``konvergensi baru``: a new case from the few things that tell which regency and year it is of."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from diagnose.case import Kind, Prompt, Register, case_from, label, parse_case, register_file
from diagnose.cli import common
from diagnose.cli.terminal import Stopped, read, say
from diagnose.common import InputError, as_yaml, words
from diagnose.knowledge import REGION_KINDS


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
        target = output or Path(f"{_slug(data)}.yaml")
        common.refuse_existing(target, overwrite)
        text = f"# {w['new.made']}\n" + as_yaml(data)
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
    data: dict[str, Any] = {"region": {"name": "Kabupaten X", "code": "99.99", "kind": REGION_KINDS[0]}, "year": 2022}
    for prompt, path in _prompts(lang):
        key = path.rpartition(".")[2]
        value, problem = given.get(key), ""
        while True:
            if value is None:
                value = read(Prompt(prompt.text, prompt.kind, problem=problem), lang)
            if value is None and path.count(".") and key not in ("name", "code"):
                break  # counts may be unknown
            problem = _put(data, path, value, lang) if value is not None else words(lang)["new.needed"]
            if not problem:
                break
            if given.get(key) is not None:
                say(f"! {problem}", 2, 4)
                given = {**given, key: None}
            value = None
    return data


def _prompts(lang: str) -> Iterator[tuple[Prompt, str]]:
    """Yield what is asked, and where it stands in a case."""
    w = words(lang)
    yield Prompt(w["new.name"], Kind("text")), "region.name"
    yield Prompt(w["new.code"], Kind("text")), "region.code"
    yield Prompt(w["new.year"], Kind("year")), "year"
    register = Register(register_file())
    for path in w["new.facts"].split():
        yield Prompt(label(path, lang, register) or path, Kind("count")), path


def _put(data: dict[str, Any], path: str, value: Any, lang: str) -> str:
    """Put `value` at `path` of `data`; return what is wrong with it, else nothing."""
    part, _, key = path.rpartition(".")
    holder = data[part] if part else data
    before = dict(holder)
    if path == "region.name":
        kind = str(value).split(" ")[0].casefold()
        if kind not in REGION_KINDS:
            return words(lang)["new.kind"]
        value = " ".join(str(value).split())
        holder |= {"kind": kind}
    holder[key] = value
    try:
        case_from(data)
    except InputError as error:
        holder.clear()
        holder |= before
        return "; ".join(p.text(lang).partition(": ")[2] for p in error.problems)
    return ""


def _slug(data: dict[str, Any]) -> str:
    name = str(data["region"]["name"]).casefold().removeprefix(f"{REGION_KINDS[0]} ")
    return re.sub(r"[^a-z0-9]+", "-", f"{name} {data['year']}").strip("-")
