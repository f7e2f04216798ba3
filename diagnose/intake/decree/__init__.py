"""A decree read into a proposal that a person confirms; nothing unconfirmed counts as known."""

from diagnose.intake.decree.confirmed import mended
from diagnose.intake.decree.content import decree_words
from diagnose.intake.decree.dialogue import answered
from diagnose.intake.decree.model import OPEN, BidangProposed, FactProposed, Proposal, Proposed, SeatProposed
from diagnose.intake.decree.names import meant
from diagnose.intake.decree.proposal import is_proposal, proposal_at, proposal_text, read_proposal
from diagnose.intake.decree.reading import propose

__all__ = [
    "OPEN",
    "BidangProposed",
    "FactProposed",
    "Proposal",
    "Proposed",
    "SeatProposed",
    "answered",
    "decree_words",
    "is_proposal",
    "meant",
    "mended",
    "proposal_at",
    "proposal_text",
    "propose",
    "read_proposal",
]
