"""Set what readers found beside one another and beside the levels that the rules give."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from diagnose.analysis.agree.coefficients import alpha, kappa
from diagnose.analysis.agree.read import Reading
from diagnose.analysis.agree.records import OURS, Agreement, AspectAgreement, Pair, Weights
from diagnose.case import find_case, load_case
from diagnose.common import InputError, Place, Problem, words
from diagnose.diagnosis import RulesRecord
from diagnose.inference import infer_levels
from diagnose.knowledge import Rulebase

Levels = Mapping[tuple[str, str], int | None]  # ours by case and aspect; None where it is open


def agree(
    readings: Sequence[Reading],
    rules: Rulebase,
    lang: str = "id",
    *,
    beside: Path | None = None,
    weights: Weights = Weights.LINEAR,
) -> Agreement:
    """Return how far the readers of `readings` agree with one another and with the rules, aspect by aspect.

    A case is a shipped one or a file, also one in the folder `beside`. A level that the rules leave open is left out
    and counted.

    Raises:
        InputError: a case cannot be found or read, or the library for alpha is not installed.
        EngineError: the engine did not do what it was asked.
    """
    ours = _ours(readings, rules, beside)
    readers = tuple(dict.fromkeys(reader for reading in readings for reader in reading.levels))
    names = {a.id: a.name.get(lang) for d in rules.framework.dimensions for a in d.aspects}
    read = [r for r in readings if any(level is not None for level in r.levels.values())]
    try:
        aspects = tuple(
            _agreement(aspect, name, [r for r in read if r.aspect == aspect], readers, ours, weights)
            for aspect, name in names.items()
            if any(r.aspect == aspect for r in read)
        )
        every = _agreement(None, words(lang)["agree.all"], read, readers, ours, weights)
    except ImportError as error:
        raise InputError([Problem(Place("rules agree"), "agree_missing", {"given": error.name})]) from None
    return Agreement(
        lang=lang,
        rules=RulesRecord(version=rules.framework.version, sha256=rules.sha256),
        readers=readers,
        cases=tuple(dict.fromkeys(r.case for r in readings)),
        weights=weights,
        left_open=tuple((r.case, r.aspect) for r in read if ours[r.case, r.aspect] is None),
        aspects=aspects,
        all=every,
    )


def _agreement(
    aspect: str | None, name: str, read: Sequence[Reading], readers: Sequence[str], ours: Levels, weights: Weights
) -> AspectAgreement:
    levels = {reader: [r.levels.get(reader) for r in read] for reader in readers}
    with_ours = {**levels, OURS: [ours[r.case, r.aspect] for r in read]}
    return AspectAgreement(
        id=aspect,
        name=name,
        units=len(read),
        open=sum(level is None for level in with_ours[OURS]),
        pairs=tuple(_pair((a, b), with_ours[a], with_ours[b], weights) for a, b in combinations(with_ours, 2)),
        alpha=alpha(list(levels.values())) if len(levels) > 1 else None,
        alpha_with_ours=alpha(list(with_ours.values())),
    )


def _pair(
    readers: tuple[str, str], first: Iterable[int | None], second: Iterable[int | None], weights: Weights
) -> Pair:
    both = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    return Pair(
        readers=readers,
        units=len(both),
        same=sum(a == b for a, b in both),
        near=sum(abs(a - b) <= 1 for a, b in both),
        kappa=kappa(both, weights),
    )


def _ours(readings: Sequence[Reading], rules: Rulebase, beside: Path | None) -> Levels:
    """Return the level of each case and aspect that was read; None where the facts leave it open."""
    found: dict[tuple[str, str], int | None] = {}
    problems: list[Problem] = []
    for case in dict.fromkeys(r.case for r in readings):
        first = next(r for r in readings if r.case == case)
        try:
            inference = infer_levels(load_case(_found(case, beside)), rules)
        except InputError as error:
            missing = Problem(first.place, "agree_case", {"given": case})
            problems += [missing if p.key == "file_missing" else p for p in error.problems]
            continue
        for reading in (r for r in readings if r.case == case):
            low, high = inference.level(reading.aspect)
            found[case, reading.aspect] = low if low == high else None
    if problems:
        raise InputError(problems)
    return found


def _found(case: str, beside: Path | None) -> str:
    """Return the path of a case in the folder `beside`, or what it was called where there is none."""
    for name in (case, f"{case}.yaml") if beside is not None else ():
        if beside is not None and (beside / name).is_file():
            return str(beside / name)
    find_case(case)
    return case
