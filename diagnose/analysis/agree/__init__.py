"""How far readers of the same cases agree with one another and with the levels that the rules give."""

from diagnose.analysis.agree.agree import agree
from diagnose.analysis.agree.read import read_readings
from diagnose.analysis.agree.records import OURS, Agreement, AspectAgreement, Pair, Weights

__all__ = ["OURS", "Agreement", "AspectAgreement", "Pair", "Weights", "agree", "read_readings"]
