"""Numbers for notes: one behind each statement, the same number wherever the same ground is meant."""

from collections.abc import Iterator, Mapping, Sequence

from diagnose.memo.pictures import clean
from diagnose.memo.template import Span


class Footnotes:
    """Numbers given in the order in which statements ask for them; `notes` says what stands behind an id."""

    def __init__(self, notes: Mapping[str, str] | None) -> None:
        self.notes = {i: clean(note) for i, note in (notes or {}).items()}
        self.numbers: dict[str, int] = {}

    def numbered(self, spans: Sequence[Span]) -> Iterator[tuple[Span, int | None]]:
        """Yield the `spans` of a paragraph; the same ids have their number once, where the last ends."""
        last = {span.ids: at for at, span in enumerate(spans)}
        for at, span in enumerate(spans):
            yield span, self.number(span.ids) if last[span.ids] == at else None

    def number(self, ids: tuple[str, ...]) -> int | None:
        """Return the number of the note on `ids`; None where nothing is noted on them."""
        told = " · ".join(dict.fromkeys(self.notes[i] for i in ids if self.notes.get(i)))
        return self.numbers.setdefault(told, len(self.numbers) + 1) if told else None

    def all(self) -> list[tuple[int, str]]:
        """Return the notes asked for so far, by number."""
        return [(number, note) for note, number in self.numbers.items()]
