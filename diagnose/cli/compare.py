"""The commands ``konvergensi compare`` and ``konvergensi disputes``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from diagnose.analysis.compare import compare_cases, compare_years, disputes
from diagnose.case import Case, find_case, load_case
from diagnose.cli import common
from diagnose.cli.completing import complete_case
from diagnose.cli.pages.cases import cases_page
from diagnose.cli.pages.disputes import disputes_page
from diagnose.cli.pages.years import years_page
from diagnose.common import InputError, Place, Problem
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge import Rulebase, load_rules

CasesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="CASE...",
        help="Dua kasus atau lebih: berkas atau nama kasus bawaan. / Two or more: files or shipped cases.",
        autocompletion=complete_case,
        show_default=False,
    ),
]
RulesOfEach = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        help="Folder aturan untuk semua, atau satu per kasus. / A folder of rules for all, or one for each case.",
        show_default=False,
    ),
]


def compare_command(
    cases: CasesArgument,
    rules: RulesOfEach = None,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
) -> None:
    """Bandingkan kasus, atau satu daerah antartahun. / Compare cases, or one regency over years."""
    with common.problems_end_here(lang.value):
        text = _compared(cases, rules or [], form, lang.value)
        common.deliver(text, output, lang.value, *(find_case(case) for case in cases))


def disputes_command(
    case: common.CaseArgument,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
    rules: common.RulesOption = None,
) -> None:
    """Apa yang bergantung pada angka yang bertentangan. / What hangs on the figures in conflict."""
    with common.problems_end_here(lang.value):
        found = disputes(common.diagnosed(case, rules, lang.value, narrow=False))
        text = found.to_json() if form is common.Format.json else disputes_page(found)
        common.deliver(text, output, lang.value, find_case(case))


def load_cases(names: Sequence[str]) -> list[Case]:
    """Return the cases called `names`.

    Raises:
        InputError: with everything wrong with any of them.
    """
    cases: list[Case] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(names):
        try:
            cases.append(load_case(name))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    loaded = dict(zip(dict.fromkeys(names), cases, strict=True))
    return [loaded[name] for name in names]


def _compared(names: Sequence[str], folders: Sequence[Path], form: common.Format, lang: str) -> str:

    if len(names) < 2:
        raise InputError([Problem(Place("compare"), "compare_one_case")])
    if len(folders) not in (0, 1, len(names)):
        values = {"rules": len(folders), "cases": len(names)}
        raise InputError([Problem(Place("--rules"), "compare_rules_count", values)])
    cases, rules = load_cases(names), _rules_of_each(folders, len(names))
    each = [Diagnosed(case, base, lang, narrow=False) for case, base in zip(cases, rules, strict=True)]
    phrases = each[0].phrases
    if len({case.region.code for case in cases}) == 1:
        years = compare_years(each)
        in_order = [name for _, name in sorted(zip(cases, names, strict=True), key=lambda one: one[0].year)]
        return years.to_json() if form is common.Format.json else years_page(years, in_order, phrases)

    found = compare_cases(each)
    return found.to_json() if form is common.Format.json else cases_page(found, names, phrases)


def _rules_of_each(folders: Sequence[Path], count: int) -> list[Rulebase]:
    """Load each folder once and return the rules of each case."""
    loaded = {folder: load_rules(folder) for folder in dict.fromkeys(folders)}
    each = [loaded[folder] for folder in folders] or [load_rules()]
    return each if len(each) == count else each * count
