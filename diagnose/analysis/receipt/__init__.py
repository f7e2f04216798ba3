"""Receipts: what a diagnosis rests on, made, checked again years later, and told as provenance."""

from diagnose.analysis.receipt.check import Fault, FileState, changes, check
from diagnose.analysis.receipt.make import receipt, short_hash
from diagnose.analysis.receipt.prov import provenance

__all__ = ["Fault", "FileState", "changes", "check", "provenance", "receipt", "short_hash"]
