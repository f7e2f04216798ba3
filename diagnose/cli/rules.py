"""The command ``konvergensi rules``: list, show, check, test and mutate a rule base."""

from typing import Annotated

import typer

from diagnose.cli.common import Lang, LangOption, RulesOption, problems_end_here

app = typer.Typer(
    name="rules",
    help="Lihat dan periksa aturan. / See and check the rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_rules(rules: RulesOption = None, lang: LangOption = Lang.id) -> None:
    """Daftar semua kriteria, temuan dan saran. / List all criteria, findings and saran."""
    with problems_end_here(lang.value):
        from diagnose.rulebase import load_rules
        from diagnose.rulewords import RuleWords

        typer.echo(RuleWords(load_rules(rules), lang.value).listed(), nl=False)


@app.command("show")
def show_rule(
    rule: Annotated[
        str, typer.Argument(metavar="ID", help="Mis. F04, N01, add-agency, decree.seat.", show_default=False)
    ],
    rules: RulesOption = None,
    lang: LangOption = Lang.id,
) -> None:
    """Satu aturan dalam kata-kata, dengan kaitannya. / One rule in words, with what hangs together."""
    with problems_end_here(lang.value):
        from diagnose.problems import InputError, Place, Problem, nearest
        from diagnose.rulebase import load_rules
        from diagnose.rulewords import RuleWords

        found = RuleWords(load_rules(rules), lang.value)
        text = found.shown(rule)
        if text is None:
            values = {"given": rule, "near": nearest(rule, found.ids())}
            raise InputError([Problem(Place("rules"), "rule_unknown", values)])
        typer.echo(text, nl=False)


@app.command("check")
def check_rules(
    rules: RulesOption = None,
    listed: Annotated[bool, typer.Option("--list", help="Daftar pemeriksaan saja. / Only list the checks.")] = False,
    lang: LangOption = Lang.id,
) -> None:
    """Periksa dan buktikan seluruh aturan. / Check and prove all rules."""
    with problems_end_here(lang.value):
        from diagnose.checks.run import CODES, KNOWLEDGE, PROOFS, run
        from diagnose.problems import InputError, sentences
        from diagnose.rulebase import load_rules
        from diagnose.wording import words

        if listed:
            typer.echo("\n".join(f"{code}  {words(lang.value)[f'check.{code}']}" for code in CODES))
            return
        base = load_rules(rules)
        problems = [p for code, module in KNOWLEDGE.items() for p in run(code, module, base)]
        try:
            problems += [p for code, module in PROOFS.items() for p in run(code, module, base)]
        except ImportError:
            typer.echo(sentences()["proofs_missing"][lang.value], err=True)
        if problems:
            raise InputError(problems)
        counts = (len(base.criteria), len(base.findings), len(base.saran), len(base.measures), len(base.thresholds))
        typer.echo(words(lang.value)["rule.sound"].format(*counts))


@app.command("test")
def run_rule_examples(rules: RulesOption = None, lang: LangOption = Lang.id) -> None:
    """Jalankan contoh dalam setiap aturan. / Run the examples of every rule."""
    with problems_end_here(lang.value):
        from diagnose.problems import InputError
        from diagnose.rulebase import load_rules
        from diagnose.ruletests import run_examples
        from diagnose.wording import words

        count, problems = run_examples(load_rules(rules))
        if problems:
            raise InputError(problems)
        typer.echo(words(lang.value)["rule.tested"].format(count))


@app.command("mutate")
def mutate_rules(rules: RulesOption = None, lang: LangOption = Lang.id) -> None:
    """Ubah aturan sedikit: apakah contoh menyadarinya? / Change rules a little: do examples notice?"""
    with problems_end_here(lang.value):
        from diagnose.mutation import score
        from diagnose.rulebase import load_rules
        from diagnose.wording import words

        found = score(load_rules(rules))
        for mutant in found.survivors:
            typer.echo(f"{mutant.rule}  {mutant.change}")
        percent, survived = f"{100 * found.killed:.1f}", len(found.survivors)
        typer.echo(words(lang.value)["rule.mutated"].format(found.mutants, survived, percent))
