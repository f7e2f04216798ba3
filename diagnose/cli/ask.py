"""The command ``konvergensi ask``: questions in the terminal, answers into a new case file.

The dialogue goes to stderr and stdin, a terminal or a pipe; what came of it goes to stdout.
"""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from diagnose.analysis.ask import AskResult, Session
from diagnose.case import case_text, find_case, has_comments, load_case, parse_case
from diagnose.cli import common
from diagnose.cli.completing import complete_agency
from diagnose.cli.terminal import Stopped, read, say
from diagnose.common import InputError, Mark, Place, Problem, mark
from diagnose.diagnosis import UnknownRecord, effects, shortened, span
from diagnose.knowledge import load_rules

_TITLES = 3  # of the rules that wait for an answer, those that are named

AgencyOption = Annotated[
    str | None,
    typer.Option(
        "--agency",
        help="Hanya pertanyaan untuk instansi ini. / Only the questions for this agency.",
        autocompletion=complete_agency,
    ),
]
AllOption = Annotated[
    bool,
    typer.Option("--all", help="Juga yang kini tidak menentukan tingkat. / Also what decides no level now."),
]
SourceOption = Annotated[
    str | None,
    typer.Option("--source", help='Sumber jawaban, mis. "SK-12/2022 lampiran". / The source of the answers.'),
]
OverwriteOption = Annotated[
    bool, typer.Option("--overwrite", help="Timpa berkas keluaran yang ada. / Overwrite an output file that exists.")
]


def ask_command(
    case: common.CaseArgument,
    output: common.OutputOption = None,
    agency: AgencyOption = None,
    every: AllOption = False,
    source: SourceOption = None,
    overwrite: OverwriteOption = False,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    rules: common.RulesOption = None,
) -> None:
    """Jawab yang belum diketahui, tulis kasus baru. / Answer what is unknown, write a new case."""
    with common.problems_end_here(lang.value):
        original = find_case(case)
        facts = load_case(case)
        target = _target(original, output, overwrite)
        since = None if common.printed(target) else mark(target)
        session = Session(facts, load_rules(rules), lang.value, agency=agency, everything=every, source=source)
        if not session.pending():
            _nothing(session, every)
        else:
            _walk(session)
        written = _keep(session, original, target, lang.value, since) if session.answers else None
        result = session.result(str(written) if written else None)
        common.tell(result.to_json() if form is common.Format.json else _told(session, result, original), written)


def _target(original: Path, output: Path | None, overwrite: bool) -> Path:
    """Return the file to write; refuse before the first question what could not be written after the last."""
    target = output or Path(f"{original.stem}-jawaban.yaml")
    key = ""
    if common.printed(target):
        return target
    try:
        if not target.parent.is_dir():
            key = "output_no_folder"
        elif target.exists() and target.samefile(original):
            key = "output_is_input"
        elif target.exists() and not overwrite:
            key = "output_exists"
    except OSError as error:  # such as a name too long
        raise InputError([Problem(Place(str(target)), "file_unwritable", {"why": error.strerror or error})]) from None
    if key:
        raise InputError([Problem(Place(str(target)), key)])
    return target


def _nothing(session: Session, every: bool) -> None:
    """Say that no question is left, and how many there are besides."""
    if every:
        say(session.w["ask.nothing_at_all"])
        return
    say(session.w["ask.nothing"])
    if later := len(session.pending(everything=True)):
        say(session.w["ask.nothing_later"].format(later))


def _walk(session: Session) -> None:
    """Ask until nothing is left or the person stops."""
    if hasattr(sys.stdin, "reconfigure"):  # whatever is piped in must not end the session
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    region = session.case.region.name
    say(session.w["ask.opening"].format(region, session.case.year, len(session.pending())))
    who = ""
    try:
        while found := session.next():
            question, left = found
            if question.who != who:
                who = question.who
                say()
                heading = session.w["ask.agency"].format(who)
                say(heading)
                say("-" * min(len(heading), 80))
            _ask(session, question, left)
    except (Stopped, KeyboardInterrupt):
        typer.echo(err=True)


def _ask(session: Session, question: UnknownRecord, left: int) -> None:
    """Ask one question: in words, why it matters, and then each fact."""
    say()
    text = shortened(question, session.diagnosed.phrases)
    say(session.w["ask.progress"].format(session.asked, session.asked + left - 1, text), 0, 2)
    why = effects(session.diagnosed, question)
    titles = [rule.title.get(session.lang) for rule in session.rules.provable if rule.id in question.waits]
    for line in why or [session.w["ask.waits"].format("; ".join(titles[:_TITLES]))]:
        say(line, 2, 4)
    dialogue = session.dialogue(question)
    try:
        prompt = next(dialogue)
        while True:
            prompt = dialogue.send(read(prompt, session.lang))
    except StopIteration:
        return


def _keep(session: Session, original: Path, target: Path, lang: str, since: Mark | None) -> Path | None:
    """Write the case with its answers, over nothing that is not what it was `since` the session began.

    Where that fails it is printed, so that no answer is lost.
    """
    text = case_text(session.case, original, target, session.w["ask.made_from"].format(original.name))
    parse_case(text, str(target))
    try:
        common.write(target, text, lang, original, since=since)
    except InputError:
        say(session.w["ask.kept_here"])
        typer.echo(text, nl=False)
        raise
    return target


def _told(session: Session, result: AskResult, original: Path) -> str:
    """Say what came of the session."""
    w = session.w
    if result.written is None:
        return "" if not session.asked else w["ask.no_answers"] + "\n"
    changed = [c for c in result.levels if c.before != c.after]
    lines = [w["ask.answered"].format(len(session.answers))]
    lines += [w["ask.levels_changed"] if changed else w["ask.levels_same"]]
    lines += [f"  {c.name:<40} {span(c.before)} -> {span(c.after)}" for c in changed]
    lines += [w["ask.left"].format(result.decisive_left)] if result.decisive_left else []
    if has_comments(original):
        lines.append(w["ask.comments_lost"])
    if not common.printed(Path(result.written)):
        lines += ["", f"{w['ask.next']}:", f"  konvergensi diagnose {shlex.quote(result.written)}"]
    return "\n".join(lines) + "\n"
