"""The command ``konvergensi serve``."""

from pathlib import Path
from typing import Annotated

import typer

from diagnose.cli import common
from diagnose.common import InputError, Place, Problem, words


def serve_command(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="Folder kerja. / The folder to work in.", show_default="."),
    ] = Path("."),
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Nomor port; 0 = yang bebas. / Port; 0 = a free one.")
    ] = 0,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Buka peramban. / Open the browser.")] = True,
    case: Annotated[
        str, typer.Option("--case", metavar="KASUS", help="Buka kasus ini. / Open this case.", show_default=False)
    ] = "",
    lan: Annotated[
        str,
        typer.Option(
            "--lan",
            metavar="ALAMAT",
            help="Alamat komputer ini di jaringan kantor: OPD dapat membuka tautannya, tidak ada yang lain. / "
            "Address of this computer on the office network: agencies may open their links, nothing else.",
            show_default=False,
        ),
    ] = "",
    cert: Annotated[
        Path | None,
        typer.Option(
            "--cert",
            metavar="PEM",
            help="Sertifikat untuk --lan, agar jawaban OPD tersandi di jaringan. / "
            "Certificate for --lan, so that what agencies answer is enciphered on the network.",
            show_default=False,
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="PEM", help="Kunci sertifikat itu. / The key of it.", show_default=False),
    ] = None,
    lang: common.LangOption = common.Lang.id,
) -> None:
    """Meja kerja di peramban; tidak ada yang keluar dari komputer ini. / The workbench in the browser, offline."""
    with common.problems_end_here(lang.value):
        try:
            from diagnose.web import Sealed, serve
        except ImportError:
            raise InputError([Problem(Place("serve"), "web_missing")]) from None
        if not folder.is_dir():
            raise InputError([Problem(Place(str(folder)), "folder_missing")])
        sealed = Sealed(cert, key or cert) if cert else None
        if (sealed or key) and not (lan and sealed):
            raise InputError([Problem(Place("--cert" if sealed else "--key"), "cert_alone")])
        if sealed is not None:
            try:
                sealed.check()
            except OSError as error:  # an error of ssl is one
                raise InputError([Problem(Place(f"--cert {cert}"), "cert_unfit", {"why": error})]) from None
        if lan:
            said = words(lang.value)["web.lan_sealed" if sealed else "web.lan_open"]
            typer.echo(said.format(lan), err=True)
        start = ("/en" if lang is common.Lang.en else "") + (f"/k/{case}" if case else "/")
        try:
            serve(folder, port, browser=browser, start=start, lan=lan, sealed=sealed)
        except OSError as error:
            where = Place(f"--lan {lan}" if lan else f"--port {port}")
            raise InputError([Problem(where, "port_taken", {"why": error.strerror or error})]) from None
