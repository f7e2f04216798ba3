"""What an agency says where several respondents speak for it, and what all agencies name."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from diagnose.common import words
from diagnose.intake.survey.fields import UNANSWERED
from diagnose.intake.survey.read.records import Respondent, Said


def rule(lang: str) -> str:
    """Return by which rule respondents of one agency become one, in the language `lang`."""
    return words(lang)["import.answers.rule"]


@dataclass(frozen=True)
class Voice:
    """How one agency answered one question: what counts (None: nothing), how often each was given, what came last."""

    agency: str
    counts: Said | None
    given: Counter[str]
    last: Said

    @property
    def differ(self) -> bool:
        """Whether its respondents did not all say the same."""
        return len(self.given) > 1


def by_agency(respondents: Sequence[Respondent], key: Callable[[str], str]) -> dict[str, list[Respondent]]:
    """Return the respondents of each agency, by the `key` of its name."""
    groups: dict[str, list[Respondent]] = {}
    for respondent in respondents:
        groups.setdefault(key(respondent.agency.what), []).append(respondent)
    return groups


def voices(groups: dict[str, list[Respondent]], item: str) -> Iterator[Voice]:
    """Yield how each agency that was asked `item` answered it.

    The answer counts that more than half of those who answered gave; one who does not know has answered, and where
    more than half do not know, no answer counts.
    """
    for among in groups.values():
        said = [respondent.answers[item] for respondent in among if item in respondent.answers]
        if not said:
            continue
        given = Counter(one.what for one in said)
        most, times = given.most_common(1)[0]
        counts = next((one for one in said if one.what == most), None) if 2 * times > len(said) else None
        counts = None if most == UNANSWERED else counts
        yield Voice(among[0].agency.what, counts, given, said[-1])


def named(
    groups: dict[str, list[Respondent]], field: str, key: Callable[[str], str] = lambda what: what
) -> list[list[Said]]:
    """Return what was named in `field`, most named first: each as said once by every agency that names it.

    An agency names what any of its respondents names: who leaves a thing out does not deny it. Things of one `key`
    are one.
    """
    found: dict[str, list[Said]] = {}
    for among in groups.values():
        mine: dict[str, Said] = {}
        for said in (said for respondent in among for said in respondent.named[field]):
            mine.setdefault(key(said.what), said)
        for which, said in mine.items():
            found.setdefault(which, []).append(said)
    return sorted(found.values(), key=len, reverse=True)
