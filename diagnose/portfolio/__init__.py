"""Many cases at once: a row a case, a column a fact; needs numpy and pyarrow (the extra ``portfolio``)."""

from diagnose.portfolio.files import of_cases
from diagnose.portfolio.layout import column_names
from diagnose.portfolio.part import here
from diagnose.portfolio.picture import picture
from diagnose.portfolio.portfolio import Portfolio, portfolio
from diagnose.portfolio.read import LeftOut
from diagnose.portfolio.records import PortfolioSummary, YearSummary
from diagnose.portfolio.rows import row_of
from diagnose.portfolio.template import template
from diagnose.portfolio.variants import Variants, every, levels_of

__all__ = [
    "LeftOut",
    "Portfolio",
    "PortfolioSummary",
    "Variants",
    "YearSummary",
    "column_names",
    "every",
    "here",
    "levels_of",
    "of_cases",
    "picture",
    "portfolio",
    "row_of",
    "template",
]
