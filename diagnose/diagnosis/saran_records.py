"""What a diagnosis says of its saran: each with why, who, by when and on what basis; and acts that carry out some."""

from diagnose.diagnosis.record import Record


class Opens(Record):
    """A gate that a piece of advice helps to open."""

    aspect: str
    level: int
    criterion: str


class SaranRecord(Record):
    """One piece of advice: what, who acts, who decides in what form, by when, what proves it, and what it follows from.

    `needs` are criteria that are not known to be unmet and without which it would make no sense; `after` other saran
    of this diagnosis that come first; `package` the act that carries it out together with others. `short` is its text
    in a few words (the text itself where the rules have none), and `to_head` says that the head of the region is asked.
    """

    id: str
    package: str | None
    text: str
    short: str
    actor: str
    asked: str
    to_head: bool
    by: str
    months: float
    rule: str
    rules: tuple[str, ...]
    because: tuple[str, ...]
    opens: tuple[Opens, ...]
    why: str
    needs: tuple[str, ...]
    after: tuple[str, ...]
    form: str
    proof: str
    basis: tuple[str, ...]
    sources: tuple[str, ...]


class PackageRecord(Record):
    """One act that carries out several saran; its saran stand next to one another in the order of advice."""

    id: str
    text: str
    short: str
    saran: tuple[str, ...]
    basis: tuple[str, ...]
    sources: tuple[str, ...]
