"""A decree read into a proposal that a person confirms; nothing unconfirmed counts as known."""

from diagnose.intake.decree.dialogue import answered
from diagnose.intake.decree.model import OPEN, Proposal
from diagnose.intake.decree.proposal import is_proposal, proposal_text, read_proposal
from diagnose.intake.decree.reading import propose

__all__ = [
    "OPEN",
    "Proposal",
    "answered",
    "is_proposal",
    "proposal_text",
    "propose",
    "read_proposal",
]
