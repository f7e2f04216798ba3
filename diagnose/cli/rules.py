"""The command ``konvergensi rules``: list, show, check, test and mutate a rule base, and try others."""

from pathlib import Path
from typing import Annotated

import typer

from diagnose.analysis.agree import Weights, agree, read_readings
from diagnose.analysis.rules import move_from, moved, named_threshold, rule_whatif, run_examples, score, sweep
from diagnose.analysis.rules.checks import CODES, KNOWLEDGE, PROOFS, run_all
from diagnose.case import find_case
from diagnose.cli import common
from diagnose.cli.compare import load_cases
from diagnose.cli.pages.agree import agree_page
from diagnose.cli.pages.rules import rules_page, sweep_page
from diagnose.common import InputError, Names, Place, Problem, folder, the_one_meant, words
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge import RuleWords, load_rules, rule_titles, saran_names, subjects

app = typer.Typer(
    name="rules",
    help="Lihat dan periksa aturan. / See and check the rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_rules(rules: common.RulesOption = None, lang: common.LangOption = common.Lang.id) -> None:
    """Daftar semua kriteria, temuan dan saran. / List all criteria, findings and saran."""
    with common.problems_end_here(lang.value):
        typer.echo(RuleWords(load_rules(rules), lang.value).listed(), nl=False)


@app.command("show")
def show_rule(
    rule: Annotated[
        str, typer.Argument(metavar="ID", help="Mis. F04, N01, add-agency, decree.seat.", show_default=False)
    ],
    rules: common.RulesOption = None,
    lang: common.LangOption = common.Lang.id,
) -> None:
    """Satu aturan dalam kata-kata, dengan kaitannya. / One rule in words, with what hangs together."""
    with common.problems_end_here(lang.value):
        base = load_rules(rules)
        found = RuleWords(base, lang.value)
        rest: Names = dict.fromkeys(found.ids(), ())
        named = (subjects(base), rule_titles(base), saran_names(base))
        tiers = [{known: names for known, names in tier.items() if known in rest} for tier in named]
        text = found.shown(the_one_meant(rule, Place("rules"), "rule_unknown", *tiers, rest))
        typer.echo(text, nl=False)


@app.command("check")
def check_rules(
    rules: common.RulesOption = None,
    listed: Annotated[bool, typer.Option("--list", help="Daftar pemeriksaan saja. / Only list the checks.")] = False,
    lang: common.LangOption = common.Lang.id,
) -> None:
    """Periksa dan buktikan seluruh aturan. / Check and prove all rules."""
    with common.problems_end_here(lang.value):
        if listed:
            typer.echo("\n".join(f"{code}  {words(lang.value)[f'check.{code}']}" for code in CODES))
            return
        base = load_rules(rules)
        problems = list(run_all(KNOWLEDGE, base))
        try:
            problems += run_all(PROOFS, base)
        except ImportError:
            typer.echo(words(lang.value)["proofs_missing"], err=True)
        if problems:
            raise InputError(problems)
        counts = (len(base.criteria), len(base.findings), len(base.saran), len(base.measures), len(base.thresholds))
        typer.echo(words(lang.value)["rule.sound"].format(*counts))


@app.command("test")
def run_rule_examples(rules: common.RulesOption = None, lang: common.LangOption = common.Lang.id) -> None:
    """Jalankan contoh dalam setiap aturan. / Run the examples of every rule."""
    with common.problems_end_here(lang.value):
        count, problems = run_examples(load_rules(rules))
        if problems:
            raise InputError(problems)
        typer.echo(words(lang.value)["rule.tested"].format(count))


@app.command("mutate")
def mutate_rules(rules: common.RulesOption = None, lang: common.LangOption = common.Lang.id) -> None:
    """Ubah aturan sedikit: apakah contoh menyadarinya? / Change rules a little: do examples notice?"""
    with common.problems_end_here(lang.value):
        found = score(load_rules(rules))
        for mutant in found.survivors:
            typer.echo(f"{mutant.rule}  {mutant.change}")
        percent, survived = f"{100 * found.killed:.1f}", len(found.survivors)
        typer.echo(words(lang.value)["rule.mutated"].format(found.mutants, survived, percent))


@app.command("agree")
def rules_agree(
    readings: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Tingkat menurut pembaca (CSV, XLSX, YAML): kasus, aspek, satu kolom per pembaca. "
            "/ Levels by reader: case, aspect, a column for each reader.",
            show_default=False,
        ),
    ],
    weights: Annotated[
        Weights, typer.Option(help="Bobot kappa menurut jarak tingkat. / Weights of kappa.")
    ] = Weights.LINEAR,
    rules: common.RulesOption = None,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
) -> None:
    """Seberapa sepakat pembaca satu sama lain dan dengan sistem. / How far readers agree, and with the rules."""
    with common.problems_end_here(lang.value):
        base = load_rules(rules)
        read = read_readings(readings, base)
        found = agree(read, base, lang.value, beside=readings.parent, weights=weights)
        told = found.to_json() if form is common.Format.json else agree_page(found, str(readings))
        common.deliver(told, output, lang.value, readings)


@app.command("whatif")
def rules_whatif(
    cases: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CASE]...",
            help="Kasus yang diuji; tanpa itu semua kasus bawaan. / Cases to try; all shipped ones by default.",
            show_default=False,
        ),
    ] = None,
    threshold: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID=VALUE",
            help="Ambang lain, mis. half=0.6 atau half@2025=0.6. / Another threshold, of all years or of one.",
            show_default=False,
        ),
    ] = None,
    rules_new: Annotated[
        Path | None,
        typer.Option(help="Folder aturan yang diubah. / A folder with the edited rules.", show_default=False),
    ] = None,
    sweep: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Pada nilai berapa ambang ini membalik hasil. / At which values of it outcomes flip.",
            show_default=False,
        ),
    ] = None,
    rules: common.RulesOption = None,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
) -> None:
    """Kasus mana berubah bila ambang atau aturan lain. / Which cases change under other thresholds or rules."""
    with common.problems_end_here(lang.value):
        names = cases or _shipped()
        asked = (threshold or [], rules_new, sweep)
        common.deliver(_under_others(names, asked, rules, form, lang.value), output, lang.value, *map(find_case, names))


def _shipped() -> list[str]:

    return sorted(path.stem for path in (folder("facts") / "cases").glob("*.yaml"))


def _under_others(
    names: list[str],
    asked: tuple[list[str], Path | None, str | None],
    rules: Path | None,
    form: common.Format,
    lang: str,
) -> str:

    thresholds, folder, swept = asked
    if bool(thresholds or folder) == bool(swept):
        raise InputError([Problem(Place("rules whatif"), "rules_whatif_what")])
    moves = [move_from(text) for text in thresholds]
    base = load_rules(rules)
    if swept:
        threshold, year = named_threshold(swept, Place(f"--sweep {swept}"))
        cases = load_cases(names)
        told = sweep(list(zip(names, cases, strict=True)), base, threshold, year, lang)
        numbers = Diagnosed(cases[0], base, lang).phrases
        return told.to_json() if form is common.Format.json else sweep_page(told, numbers)
    other = load_rules(folder) if folder else base
    other = moved(other, moves) if moves else other
    cases = load_cases(names)
    found = rule_whatif(list(zip(names, cases, strict=True)), base, other, lang)
    return found.to_json() if form is common.Format.json else rules_page(found, Diagnosed(cases[0], base, lang).phrases)
