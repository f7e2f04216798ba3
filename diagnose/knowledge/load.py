"""Load a rule base: read every file under ``rules/``, refuse what is unsound."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import Field

from diagnose.case import Source, vocabulary
from diagnose.common import (
    InputError,
    Place,
    Problem,
    Strict,
    content_file,
    content_files,
    folder,
    kept,
    read_content,
    validate,
)
from diagnose.knowledge.levers import EffortName, Lever, Outside
from diagnose.knowledge.models import Criterion, Finding, Framework, Measure, Term, Threshold
from diagnose.knowledge.rulebase import SCHEMA, Block, Rulebase
from diagnose.knowledge.saran import Moment, Office, Package, Power, Saran


class RulesFile(Strict):
    """What a file under ``rules/`` may hold; most hold one kind of block."""

    framework: Framework | None = None
    sources: tuple[Source, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    terms: tuple[Term, ...] = Field(default=(), description="what things are called, by year")
    measures: tuple[Measure, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    findings: tuple[Finding, ...] = ()
    moments: tuple[Moment, ...] = ()
    offices: tuple[Office, ...] = Field(default=(), description="deciders that hold no function")
    powers: tuple[Power, ...] = Field(default=(), description="who may lawfully decide on what, in what form")
    packages: tuple[Package, ...] = ()
    saran: tuple[Saran, ...] = ()
    efforts: tuple[EffortName, ...] = Field(default=(), description="the scale of effort of levers")
    levers: tuple[Lever, ...] = Field(default=(), description="what the regency can bring about")
    outside: tuple[Outside, ...] = Field(default=(), description="facts that the regency does not decide")


def load_rules(path: str | Path | None = None) -> Rulebase:
    """Load the rule base in the folder `path`; without one, the rules that ship with the program.

    The same folder with the same content gives the same rule base again, with the engines that it has compiled.

    Raises:
        InputError: with everything that is unsound in it, each with its place.
    """
    root = Path(path) if path else folder("rules")
    files = sorted(p for p in root.rglob("*.yaml") if "tests" not in p.relative_to(root).parts)
    if not files:
        raise InputError([Problem(Place(str(root)), "rules_missing")])
    read = [file.relative_to(root).as_posix().encode() + b"\0" + _bytes(file) for file in files]
    beside = [_bytes(file) for file in _beside()]
    digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in (*read, *beside))).hexdigest()
    key = (root.resolve(), Path.cwd(), digest)  # where blocks stand is told from the working folder
    base = _loaded.pop(key, None) or _load(root, files, read, beside)
    _loaded[key] = base
    if len(_loaded) > MOST_LOADED:
        del _loaded[next(iter(_loaded))]
    return base


MOST_LOADED = 2  # rule bases that are kept; an engine takes 4 MB and more
_loaded: dict[tuple[Path, Path, str], Rulebase] = {}


def _bytes(file: Path) -> bytes:
    """Return what is in `file`; nothing where it cannot be read, as is told when it is parsed."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _load(root: Path, files: Sequence[Path], read: Sequence[bytes], beside: Sequence[bytes]) -> Rulebase:
    problems: list[Problem] = []
    blocks: list[Block] = []
    for file in files:
        try:
            tree = read_content(file)
            content = validate(RulesFile, tree)
        except InputError as error:
            problems += (replace(problem, code=SCHEMA) for problem in error.problems)
            continue
        for kind in RulesFile.model_fields:
            found = getattr(content, kind)
            if kind == "framework":
                blocks += [Block(kind, found, tree, (kind,))] if found else []
            else:
                blocks += [Block(kind, block, tree, (kind, i)) for i, block in enumerate(found)]
    if not problems and not any(b.kind == "framework" for b in blocks):
        problems.append(Problem(Place(str(root)), "framework_missing"))
    if problems:
        raise InputError(problems)
    base = _assemble(blocks, hashlib.sha256(b"".join(read)).hexdigest())
    kept("sound", [*read, *beside], lambda: _sound(base))
    return base


def _sound(base: Rulebase) -> bool:
    """Tell that `base` is sound.

    Raises:
        InputError: it is not.
    """
    from diagnose.knowledge.checks import at_load

    problems = at_load(base)
    if problems:
        raise InputError(problems)
    return True


def _beside() -> Iterator[Path]:
    """Yield the content that decides, beside the rules, whether these are sound: facts, agencies, words."""
    yield from (file for name in ("facts/vocabulary", "facts") for file in content_files(name))
    yield from (content_file("facts/agencies.yaml"), *content_files("templates/words"))


def _assemble(blocks: list[Block], sha256: str) -> Rulebase:
    def each(kind: str) -> tuple[Any, ...]:
        return tuple(b.content for b in blocks if b.kind == kind)

    def of(kind: str) -> dict[str, Any]:
        return {content.id: content for content in each(kind)}

    return Rulebase(
        framework=next(b.content for b in blocks if b.kind == "framework"),
        sources=of("sources"),
        thresholds=each("thresholds"),
        terms=each("terms"),
        measures={**_plain_measures(), **of("measures")},
        criteria=of("criteria"),
        findings=of("findings"),
        moments=of("moments"),
        offices=of("offices"),
        powers=of("powers"),
        packages=of("packages"),
        saran=of("saran"),
        efforts=each("efforts"),
        levers=of("levers"),
        outside=each("outside"),
        sha256=sha256,
        blocks=tuple(blocks),
    )


_SCALE_OF: dict[str, str] = {
    "answer": "answer", "extent": "extent", "degree": "degree",
    "count": "count", "year": "count", "number": "number", "rupiah": "number",
    "percent": "percent",
}  # fmt: skip


def _plain_measures() -> dict[str, Measure]:
    """Return a measure for each single fact that rules may compare as it is: its path is the measure's id."""
    found = {}
    for fact in vocabulary().facts.values():
        if fact.better is None or fact.question is None or "[*]" in fact.fact or fact.kind not in _SCALE_OF:
            continue
        said = {"id": fact.fact, "title": fact.name, "scale": _SCALE_OF[fact.kind], "better": fact.better}
        asked = {"question": fact.question, "who": fact.who}
        found[fact.fact] = Measure.model_validate(said | {"read": {"fact": fact.fact}, "ask": asked})
    return found
