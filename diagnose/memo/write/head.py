"""The head, letterhead and signature of a memo: what an office's file says, else what the case tells, else blank."""

from dataclasses import dataclass

from diagnose.common import words
from diagnose.memo.content import Memo, line

BLANK = "." * 24  # for the registry to fill in


@dataclass(frozen=True)
class Field:
    """One line of the head: its label and what stands after the colon."""

    label: str
    value: str


@dataclass(frozen=True)
class Signed:
    """The signature block, line by line; what is empty is left blank."""

    position: str
    name: str
    rank: str
    nip: str
    place: str


def letterhead(memo: Memo) -> tuple[str, str, str]:
    """Return the three lines of the letterhead: government, agency, address."""
    own = memo.letterhead
    government = own.government or words(memo.lang)["memo.government"].format(memo.region).upper()
    return line(government), line(own.agency or memo.office), own.address


def fields(memo: Memo, template: str) -> tuple[Field, ...]:
    """Return the lines of the head of the memo made by `template`."""
    own, w = memo.letterhead, words(memo.lang)
    said = {
        "to": own.to or memo.head,
        "from": own.sender or w["memo.head_of"].format(memo.office),
        "copies": "; ".join(own.copies) if own.copies_at == "head" else "",
        "date": memo.date,
        "number": own.number or BLANK,
        "nature": own.nature,
        "annex": w["memo.one_annex"] if template in _WITH_ANNEX else "",
        "subject": w[_SUBJECTS.get(template, "memo.subject")].format(memo.region, memo.year),
    }
    return tuple(Field(w[_LABELS[name]], line(value)) for name, value in said.items() if value)


def signature(memo: Memo) -> Signed:
    """Return the signature block."""
    own, w = memo.letterhead.signature, words(memo.lang)
    place = f"{memo.letterhead.city}, {memo.date}" if memo.letterhead.city else ""
    position = own.position or line(w["memo.head_of"].format(memo.office))
    return Signed(position, own.name or BLANK, own.rank, own.nip, place)


_WITH_ANNEX = ("nota-dinas", "telaahan-staf")
_SUBJECTS = {"telaahan-staf": "memo.subject_study"}
_LABELS = {
    "to": "memo.to",
    "from": "memo.from",
    "copies": "memo.copies",
    "date": "memo.date",
    "number": "memo.number",
    "nature": "memo.nature",
    "annex": "memo.annex",
    "subject": "memo.subject_label",
}
