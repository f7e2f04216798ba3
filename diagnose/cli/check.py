"""The command ``konvergensi check``: how complete a case is, before it is diagnosed."""

import json
import shlex
from collections.abc import Sequence
from dataclasses import asdict

from diagnose.case import doubtful_numbers, find_case
from diagnose.cli import common
from diagnose.common import Problem, render, table
from diagnose.diagnosis import Completeness, Diagnosed, by_agency, completeness

_NAMED = 3  # of the facts without a source, those that are named


def check_command(
    case: common.CaseArgument,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
    rules: common.RulesOption = None,
) -> None:
    """Periksa kelengkapan kasus. / Check how complete a case is."""
    with common.problems_end_here(lang.value):
        diagnosed = common.diagnosed(case, rules, lang.value)
        found = completeness(diagnosed)
        doubts = doubtful_numbers(diagnosed.case.tree)
        text = _as_json(found, doubts) if form is common.Format.json else _page(diagnosed, found, doubts, case)
        common.deliver(text, output, lang.value, find_case(case))


def _as_json(found: Completeness, doubts: Sequence[Problem]) -> str:
    told = {
        **{name: asdict(found)[name] for name in ("facts", "sections", "agencies", "unsourced")},
        "conflicts": [c.model_dump(mode="json") for c in found.conflicts],
        "promised": [p.model_dump(mode="json") for p in found.promised],
        "doubtful": [{"place": str(d.place), "id": d.text("id"), "en": d.text("en")} for d in doubts],
        "unknown": [u.model_dump(mode="json") for u in found.unknown],
    }
    return json.dumps({"schema_version": 1, **told}, ensure_ascii=False, indent=2) + "\n"


def _page(diagnosed: Diagnosed, found: Completeness, doubts: Sequence[Problem], typed: str) -> str:

    w = diagnosed.words
    missing = [diagnosed.phrases.fact(path) for path in found.unsourced]
    named = "; ".join([*missing[:_NAMED], *(["..."] if len(missing) > _NAMED else [])])
    return render(
        "check",
        case=diagnosed.case,
        doubts=[doubt.text(diagnosed.lang) for doubt in doubts],
        c=found,
        w=w,
        sections=table(
            [w["check.section"], w["check.known"]],
            [(s.name, w["check.of"].format(s.known, s.asked)) for s in found.sections],
            [44, 14],
        ),
        agencies=by_agency(found.agencies, diagnosed.lang),
        unsourced=w["check.unsourced"].format(len(missing), named) if missing else w["check.sourced"],
        next=f"konvergensi diagnose {shlex.quote(typed)}",
    )
