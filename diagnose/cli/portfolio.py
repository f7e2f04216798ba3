"""The command ``konvergensi portfolio``."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from diagnose.cli import common
from diagnose.common import InputError, Place, Problem, words
from diagnose.knowledge import Rulebase, load_rules

TEMPLATE = "template"


class Spread(StrEnum):
    """Where tables of cases are worked out."""

    here = "here"
    dask = "dask"


def portfolio_command(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="BERKAS...",
            help="Tabel kasus (.parquet, .arrow, .csv, .xlsx), berkas kasus, atau foldernya; atau: template. / "
            "Tables of cases, case files or folders of them; or: template.",
            show_default=False,
        ),
    ],
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Hasil per kasus: .parquet, .csv atau .xlsx. / Results, a row a case.",
            show_default=False,
        ),
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--picture", help="Gambar tahun terakhir (.svg). / A picture of the last year.", show_default=False
        ),
    ] = None,
    year: Annotated[
        int, typer.Option("--year", help="Tahun template. / Year of the template.", show_default=False)
    ] = date.today().year,
    engine: Annotated[
        Spread,
        typer.Option(
            "--engine",
            help="Di mana dihitung; dask: beberapa proses atau mesin. / Where to work out; dask: several machines.",
        ),
    ] = Spread.here,
    rules: common.RulesOption = None,
) -> None:
    """Banyak daerah sekaligus: satu baris satu kasus, satu kolom satu fakta. / Many regions at once, from a table."""
    with common.problems_end_here(lang.value):
        try:
            import diagnose.portfolio

            spread = diagnose.portfolio.here
            if engine is Spread.dask:
                import dask.distributed  # noqa: F401 - that it is missing is told before anything is read

                from diagnose.portfolio.cluster import over_dask as spread
        except ImportError as error:
            missing = (
                "cluster_missing" if (error.name or "").startswith(("dask", "distributed")) else "portfolio_missing"
            )
            raise InputError([Problem(Place("portfolio"), missing, {"given": error.name})]) from None
        knowledge = load_rules(rules)
        if [str(file) for file in files] == [TEMPLATE] and not files[0].exists():
            _write_template(knowledge, year, output, lang.value)
            return
        if output is not None:
            _refuse_input(output, files)
        with _written(output) as written:
            found = diagnose.portfolio.portfolio(files, knowledge, lang.value, written, spread)
        _tell(found.left_out, lang.value)
        if output is not None and not common.printed(output):
            typer.echo(words(lang.value)["written"].format(output), err=True)
        if picture is not None:
            drawn = diagnose.portfolio.picture(found.summary.years[-1], lang.value)
            common.write(picture, drawn, lang.value, *files)
        if form is common.Format.json:
            common.tell(found.summary.to_json(), output, picture)
            return
        from diagnose.cli.pages.portfolio import portfolio_page

        common.tell(portfolio_page(found.summary, knowledge), output, picture)


@contextmanager
def _written(output: Path | None) -> Iterator[Path | None]:
    """Give the file for results; where they are to be printed, one whose rows are printed as CSV afterwards."""
    if not common.printed(output):
        yield output
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "results.csv"
        yield file
        typer.echo(file.read_bytes(), nl=False)


def _refuse_input(output: Path, files: list[Path]) -> None:
    if any(file.exists() and output.exists() and output.samefile(file) for file in files):
        raise InputError([Problem(Place(str(output)), "output_is_input")])


def _tell(left_out: "diagnose.portfolio.LeftOut", lang: str) -> None:  # type: ignore[name-defined]  # noqa: F821
    for problem in left_out.problems:
        typer.echo(problem.text(lang), err=True)
    if left_out.more:
        typer.echo(words(lang)["portfolio.left_out_more"].format(left_out.more), err=True)


def _write_template(rules: Rulebase, year: int, output: Path | None, lang: str) -> None:
    from diagnose.portfolio import template

    columns = template(rules, year)
    if output is None or common.printed(output):
        typer.echo(",".join(columns))
    elif output.suffix.casefold() == ".xlsx":
        from diagnose.portfolio.template_book import template_book

        common.write(output, template_book(columns, lang), lang)
    else:
        common.write(output, "\ufeff" + ",".join(columns) + "\n", lang)
