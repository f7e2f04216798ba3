"""References to aspects, saran, criteria, packages, moments and functions that are not there."""

from collections.abc import Iterator

from diagnose.case import function_ids
from diagnose.common import Problem
from diagnose.knowledge.levers import Lever
from diagnose.knowledge.models import Criterion, Finding
from diagnose.knowledge.rulebase import Block, Rulebase
from diagnose.knowledge.saran import Package, Saran


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield references to nothing."""
    for block in base.blocks:
        yield from _of(block, base)


def _of(block: Block, base: Rulebase) -> Iterator[Problem]:
    content = block.content
    if isinstance(content, Criterion):
        aspects = [a for found in base.aspects.values() for a in found]
        if content.aspect not in aspects:
            yield block.unknown("aspect_unknown", content.aspect, aspects, "aspect")
    if isinstance(content, Criterion | Finding):
        for i, saran in enumerate(content.saran):
            if saran not in base.saran:
                yield block.unknown("saran_unknown", saran, base.saran, "saran", i)
    if isinstance(content, Saran):
        for i, needed in enumerate(content.needs):
            if needed not in base.criteria:
                yield block.unknown("criterion_unknown", needed, base.criteria, "needs", i)
        for i, earlier in enumerate(content.after):
            if earlier not in base.saran:
                yield block.unknown("saran_unknown", earlier, base.saran, "after", i)
        if content.package is not None and content.package not in base.packages:
            yield block.unknown("package_unknown", content.package, base.packages, "package")
    if isinstance(content, Lever):
        if content.saran not in base.saran:
            yield block.unknown("saran_unknown", content.saran, base.saran, "saran")
        if content.each_function is not None and content.each_function not in base.list_ids:
            yield block.unknown("list_unknown", content.each_function, base.list_ids, "each_function")
    if isinstance(content, Saran | Package) and content.by is not None and content.by not in base.moments:
        yield block.unknown("moment_unknown", content.by, base.moments, "by")
    if block.kind == "framework":
        if content.outcome is not None and content.outcome not in base.measures:
            yield block.unknown("measure_unknown", content.outcome, base.measures, "outcome")
        functions = function_ids()
        for i, listed in enumerate(content.function_lists):
            for j, function in enumerate(listed.functions):
                if function not in functions:
                    loc = ("function_lists", i, "functions", j)
                    yield block.unknown("function_unknown", function, functions, *loc)
