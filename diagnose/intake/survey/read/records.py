"""What respondents said, and what is to be told of how it was read."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diagnose.common import InputError, Place, Problem

MOST_ROWS = 1_000
MOST_DOUBTS = 1_000


@dataclass(frozen=True)
class Said:
    """One thing that one respondent said, and where it stands."""

    what: str
    place: Place
    document: str
    column: str  # its letters


@dataclass(frozen=True)
class Respondent:
    """One respondent: of which agency, on which day, and what was said.

    `answers` holds a code by question (`UNANSWERED` for one who does not know), `named` what was named by field:
    ids of obstacles and suggestions, and agencies as they are written.
    """

    agency: Said
    day: dt.date | None
    answers: Mapping[str, Said]
    named: Mapping[str, Sequence[Said]]


@dataclass
class Told:
    """Doubts and numbers of what was read, over all files."""

    doubts: list[Problem] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)

    def doubt(self, place: Place, key: str, **values: object) -> None:
        """Note a doubt.

        Raises:
            InputError: there are so many that the file is of another kind.
        """
        self.doubts.append(Problem(place, key, values))
        if len(self.doubts) > MOST_DOUBTS:
            file = place.file.partition("!")[0]
            problem = Problem(Place(file), "answers_too_many_problems", {"limit": MOST_DOUBTS})
            raise InputError([problem, *self.doubts[:10]])

    def unread(self, place: Place, key: str, **values: object) -> None:
        """Note that a cell cannot be read.

        Raises:
            InputError: as `doubt`.
        """
        self.numbers["import.answers.unread"] += 1
        self.doubt(place, key, **values)
