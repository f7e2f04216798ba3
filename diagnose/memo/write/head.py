"""The head, letterhead and signature of a memo: what an office's file says, else what the case tells, else blank."""

from dataclasses import dataclass

from diagnose.common import words
from diagnose.memo.content import Memo, line
from diagnose.memo.template import About, Filled, Heading

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


def fields(memo: Memo, about: About) -> tuple[Field, ...]:
    """Return the lines of the head of a memo of the kind that `about` tells of; what is empty is left out."""
    own, w = memo.letterhead, words(memo.lang)
    subject = about.subject if memo.decisions else about.undecided or about.subject
    for name in ("programme", "work", "region", "year"):
        subject = subject.replace(f"{{{name}}}", str(getattr(memo, name)))
    said = {
        "to": (about.to if memo.request is None else "") or own.to or _head_of(memo),
        "from": own.sender or w["memo.head_of"].format(memo.office),
        "copies": "; ".join(own.copies) if own.copies_at == "head" else "",
        "date": memo.date,
        "number": own.number or BLANK,
        "nature": own.nature,
        "annex": w["memo.one_annex"] if about.annex else "",
        "subject": subject,
    }
    return tuple(Field(w[_LABELS[name]], line(value)) for name, value in said.items() if value)


def _head_of(memo: Memo) -> str:
    kind, _, name = memo.region.partition(" ")
    of = name if name and kind.casefold() == memo.kind else memo.region
    return words(memo.lang)["memo.head_of_region"].format(memo.head, of)


def signature(memo: Memo) -> Signed:
    """Return the signature block."""
    own, w = memo.letterhead.signature, words(memo.lang)
    place = f"{memo.letterhead.city}, {memo.date}" if memo.letterhead.city else ""
    position = own.position or line(w["memo.head_of"].format(memo.office))
    return Signed(line(position), own.name or BLANK, own.rank, f"NIP {own.nip or BLANK}", place)


def title(filled: Filled, memo: Memo) -> str:
    """Return what a memo is called, for the title of a window or a file."""
    first = next((b for b in filled.blocks if isinstance(b, Heading)), None)
    name = "".join(s.text for s in first.spans) if first else filled.about.name or filled.template
    return f"{line(name)} - {line(memo.region)} {memo.year}"


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
