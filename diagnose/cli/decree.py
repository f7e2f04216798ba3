"""Read a decree into a proposal, and have a person confirm it in the terminal or in the file."""

import shlex
from pathlib import Path

from diagnose.case import STOP
from diagnose.cli import common
from diagnose.cli.terminal import Stopped, line, say
from diagnose.common import words
from diagnose.intake.decree import OPEN, Proposal, answered, proposal_text
from diagnose.intake.decree import propose as read_decree


def propose(path: Path, output: Path | None, lang: str, overwrite: bool, may_ask: bool) -> None:
    """Write what the decree at `path` proposes, as far as it was confirmed here, and say what comes next.

    Raises:
        InputError: the decree cannot be read, or the proposal not written.
    """
    w = words(lang)
    target = output or Path(f"usulan-{path.stem}.yaml")
    common.refuse_existing(target, overwrite)
    proposal = read_decree(path)
    say(w["import.sk.found"].format(proposal.found))
    if proposal.annex_unread:
        say(w["import.sk.no_members"])
    if may_ask:
        proposal = _asked(proposal, lang)
    common.write(target, proposal_text(proposal, lang), lang, path, overwrite=overwrite)
    left = _open(proposal)
    told = [w["import.sk.left" if left else "import.sk.done"].format(left, target)]
    if not common.printed(target):
        told.append(w["check.next"].format(f"konvergensi import {shlex.quote(str(target))} -o kasus.yaml"))
    common.tell("".join(f"{line}\n" for line in told), target)


def _open(proposal: Proposal) -> int:
    """Return how many parts nobody has decided on."""
    parts = (*proposal.facts, *proposal.bidang, *proposal.members, *proposal.lists)
    return sum(part.confirm == OPEN for part in parts)


def _asked(proposal: Proposal, lang: str) -> Proposal:
    """Return `proposal` with what a person says of each part, until they stop."""
    say(words(lang)["import.sk.intro"])
    asking = answered(proposal, lang)
    said: str | None = None
    try:
        while True:
            prompt = asking.send(said)
            for above in (*((f"! {prompt.problem}",) if prompt.problem else ()), *prompt.above):
                say(above, 2, 4)
            try:
                said = line(prompt.text)
            except (Stopped, KeyboardInterrupt):
                said = min(STOP)
    except StopIteration as done:
        found: Proposal = done.value
        return found
