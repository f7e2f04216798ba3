"""Compare cases, years, sides of a dispute, and versions of the rules."""

from diagnose.analysis.compare.across import Across, SaidRow, across
from diagnose.analysis.compare.cases import CasesCompared, compare_cases
from diagnose.analysis.compare.disputes import MOST_COMBINATIONS, Combined, Conflict, Disputes, Side, disputes
from diagnose.analysis.compare.rulediff import RuleChange, ThresholdChange, rules_between, thresholds_between
from diagnose.analysis.compare.years import LevelSplit, Part, Turn, YearPair, YearsCompared, compare_years

__all__ = [
    "MOST_COMBINATIONS",
    "Across",
    "CasesCompared",
    "Combined",
    "Conflict",
    "Disputes",
    "LevelSplit",
    "Part",
    "RuleChange",
    "SaidRow",
    "Side",
    "ThresholdChange",
    "Turn",
    "YearPair",
    "YearsCompared",
    "across",
    "compare_cases",
    "compare_years",
    "disputes",
    "rules_between",
    "thresholds_between",
]
