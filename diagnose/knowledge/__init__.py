"""What a rule base is: its blocks, conditions and readings, loaded and checked."""

from diagnose.knowledge.compile import SECOND, Compiled, compile_rules
from diagnose.knowledge.conditions import (
    GATED,
    LEVELS,
    AllOf,
    AnyOf,
    Bound,
    Compare,
    Condition,
    ForEach,
    LevelIs,
    comparisons,
    levels_read,
    rails,
)
from diagnose.knowledge.functionreadings import ReadEntries, ReadRoster
from diagnose.knowledge.levers import Lever, Outside
from diagnose.knowledge.load import RulesFile, load_rules
from diagnose.knowledge.models import (
    REGION_KINDS,
    SCALES,
    Aspect,
    Criterion,
    Finding,
    Measure,
    Provable,
    Rule,
    Threshold,
)
from diagnose.knowledge.naming import lever_names, rule_titles, saran_names, subjects
from diagnose.knowledge.readingbase import COMPLETE, ReadingBase
from diagnose.knowledge.readings import (
    ReadAgree,
    ReadDays,
    ReadExtent,
    ReadFact,
    ReadListed,
    ReadLowest,
    ReadSeries,
    ReadShare,
    ReadTally,
)
from diagnose.knowledge.rulebase import SCHEMA, Block, Rulebase, Thresholds
from diagnose.knowledge.saran import Basis, Moment, Saran
from diagnose.knowledge.words import RuleWords

__all__ = [
    "COMPLETE",
    "GATED",
    "LEVELS",
    "REGION_KINDS",
    "SCALES",
    "SCHEMA",
    "SECOND",
    "AllOf",
    "AnyOf",
    "Aspect",
    "Basis",
    "Block",
    "Bound",
    "Compare",
    "Compiled",
    "Condition",
    "Criterion",
    "Finding",
    "ForEach",
    "LevelIs",
    "Lever",
    "Measure",
    "Moment",
    "Outside",
    "Provable",
    "ReadAgree",
    "ReadDays",
    "ReadEntries",
    "ReadExtent",
    "ReadFact",
    "ReadListed",
    "ReadLowest",
    "ReadRoster",
    "ReadSeries",
    "ReadShare",
    "ReadTally",
    "ReadingBase",
    "Rule",
    "RuleWords",
    "Rulebase",
    "RulesFile",
    "Saran",
    "Threshold",
    "Thresholds",
    "comparisons",
    "compile_rules",
    "levels_read",
    "lever_names",
    "load_rules",
    "rails",
    "rule_titles",
    "saran_names",
    "subjects",
]
