"""The first screen of a diagnosis: the ladder, what to decide, to do, to ask and to check, on 45 lines at most."""

import shlex
import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diagnose.cli.pages.ladder import ladder
from diagnose.common import WIDTH, meant, render, wrapped
from diagnose.diagnosis import ActRecord, Diagnosed, Diagnosis, Summary, questions_told, summary
from diagnose.knowledge import Rulebase, subjects

LINES = 45
_OWN = 3  # acts of its own that are told, where there is room
_DECISIONS = 3  # those that are told before a second act of its own gives way
_HOLDS = 2
_OF_WEIGHT = 5  # letters; shorter words are mostly particles


class _Room(NamedTuple):
    """How many of each to tell, and whether to say what an answer can do."""

    decisions: int
    own: int
    holds: int
    asked: int
    effects: bool = True


def first_screen(diagnosed: Diagnosed, case_name: str) -> str:
    """Return the first screen of a diagnosis; `case_name` is what the user typed, for the commands at the end.

    That the stand-in evaluator concluded is told besides, so that the rest is the same.
    """
    told = summary(diagnosed)
    text, rest = "", _rest(diagnosed)
    besides = wrapped(diagnosed.words["stand_in"]).count("\n") + 2 if diagnosed.diagnosis.stand_in else 0
    for room in _fewer(told):
        text = _page(diagnosed, told, case_name, rest, room)
        if text.count("\n") <= LINES + besides:
            break
    return text


def _fewer(told: Summary) -> Iterator[_Room]:
    """Yield how much to tell: as much as there is room for, from most on."""
    most, asked = len(told.decisions), len(told.questions)
    yield from (_Room(most, own, _HOLDS, asked) for own in range(_OWN, 0, -1))
    if told.sparse:  # then questions are the last to go
        yield from (_Room(n, 1, 1, asked) for n in range(most, 0, -1))
        yield from (_Room(1, 1, 1, n) for n in range(asked, 0, -1))
        yield from (_Room(1, own, 1, 1, effects=False) for own in (1, 0))
    else:
        yield from (_Room(n, 2, 1, min(asked, 1)) for n in range(most - 1, _DECISIONS - 1, -1))
        yield from (_Room(most, 1, 1, n) for n in range(asked, 0, -1))
        yield from (_Room(n, 1, 1, min(asked, 1)) for n in range(most, 0, -1))  # one question is told to the last
        yield _Room(1, 1, 1, 0)


def _page(diagnosed: Diagnosed, told: Summary, case_name: str, rest: str, room: _Room) -> str:
    d, w = diagnosed.diagnosis, diagnosed.words
    office = diagnosed.case.register.holder(w["memo.office_function"], diagnosed.lang)
    return render(
        "overview",
        d=d,
        w=w,
        head=_head(d, told, w),
        told=told,
        ladder=ladder(d, diagnosed.rules),
        open=any(a.level.lowest != a.level.highest for a in d.aspects),
        holds=" ".join(
            w["overview.held"].format(h.statement.rstrip("."), h.name, h.criterion) + "."
            for h in told.holds[: room.holds]
        ),
        decisions_title=_title(
            w["overview.decisions"].format(w[f"head.{d.case.kind}"]), told.decisions, room.decisions, w
        ),
        decisions=[_row(act, told) for act in told.decisions[: room.decisions]],
        own_title=_title(w["overview.own"].format(office), told.own, room.own, w),
        own=[_row(act, told) for act in told.own[: room.own]],
        questions=told.questions[: room.asked],
        effects=room.effects,
        strengths=told.strengths[:1],
        rest=rest,
        next=_next(diagnosed, told, case_name),
    )


def _head(d: Diagnosis, told: Summary, w: dict[str, str]) -> str:
    name = w["overview.title"].format(d.case.region, d.case.year)
    name += f" ({w['overview.fictional']})" if d.case.fictional else ""
    known = w["overview.known"].format(told.facts_known, told.facts_asked)
    return (
        name + " " * (WIDTH - len(name) - len(known)) + known if len(name) + len(known) < WIDTH else f"{name}\n{known}"
    )


def _title(text: str, acts: Sequence[ActRecord], shown: int, w: dict[str, str]) -> str:
    return text if len(acts) <= shown else f"{text} {w['overview.of'].format(shown, len(acts))}"


def _row(act: ActRecord, told: Summary) -> str:
    """Return an act and by when, in two columns."""
    wide = WIDTH - 6 - max(len(each.by) for each in (*told.decisions, *told.own))
    lines = textwrap.wrap(act.text, wide, break_on_hyphens=False)
    first = f"{act.number:>3} {lines[0]:<{wide}}  {act.by}"
    return "\n".join([first, *(f"    {line}" for line in lines[1:])])


def _rest(diagnosed: Diagnosed) -> str:
    """Tell what else there is and the options that show it."""
    d, w = diagnosed.diagnosis, diagnosed.words
    questions = sum(len(group["asked"]) for part in questions_told(diagnosed) for group in part)
    counted = [("--saran", len(d.saran)), ("--temuan", len(d.findings)), ("--tanya", questions)]
    options = [f"{option} ({count})" for option, count in counted if count]
    return "  ".join([w["overview.rest"], *options, "--asumsi", "--lengkap"])


def _next(diagnosed: Diagnosed, told: Summary, case_name: str) -> list[str]:
    """Return the commands that come next, as they are typed."""
    w, case = diagnosed.words, shlex.quote(case_name)
    lines = []
    if diagnosed.diagnosis.unknown and (told.sparse or not told.holds):
        lines.append((f"ask {case}" + ("" if told.questions else " --all"), "overview.next_ask"))
    level = 0
    if told.holds:
        hold = told.holds[0]
        level = diagnosed.level(hold.aspect).lowest
        lines.append((f"why {case} {_called(hold.aspect, hold.name, diagnosed.rules)}", "overview.next_why"))
    lines.append((f"whatif {case} -i", "overview.next_whatif"))
    if not told.sparse:
        lines.append((f"memo {case}", "overview.next_memo"))
    head = w[f"head.{diagnosed.case.region.kind}"]
    typed_out = [(f"  konvergensi {typed}", w[key].format(head=head, level=level)) for typed, key in lines]
    wide = max(45, *(len(typed) for typed, _ in typed_out))
    fits = all(wide + 2 + len(what) <= WIDTH for _, what in typed_out)  # a long name of a file leaves no room beside
    return [f"{typed:<{wide}}  {what}" if fits else typed for typed, what in typed_out]


def _called(aspect: str, name: str, rules: Rulebase) -> str:
    """Return a short way to name an aspect: a word of its name that means no other, else its id."""
    for word in sorted(name.casefold().split(), key=lambda word: len(word) < _OF_WEIGHT):
        if meant(word, subjects(rules)) == (aspect,):
            return word
    return aspect
