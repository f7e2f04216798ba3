"""What people and programs call answers, choices and agencies, folded so that like names are alike."""

import re
from collections.abc import Iterable

from diagnose.case import Register, plain_name, questionnaire, register_file
from diagnose.common import LANGUAGES, Text, per_pack, words
from diagnose.intake.survey.fields import DONT_KNOW, OBSTACLES, OTHER, UNANSWERED, said

# one of many is no agency of the region: "Kecamatan Kota Baru" is not "Kecamatan" of a kota
_OF_REGION = re.compile(r"^((?!kecamatan|camat|desa|kelurahan|kua |kantor urusan).+) (?:kabupaten|kab|kota) .+$")


@per_pack
def any_of(key: str) -> frozenset[str]:
    """Return what stands under the word `key`, in all languages, each by its plain form."""
    return frozenset(plain_name(name) for lang in LANGUAGES for name in words(lang)[key].split(";"))


@per_pack
def answer_codes(item: str) -> dict[str, str]:
    """Return the code of each answer to the question `item`, by the plain forms of code and labels.

    Not to know is `UNANSWERED` where the question has no such answer, and so is to give none.
    """
    answers = questionnaire().by_id[item].answers
    found = dict.fromkeys(any_of("import.answers.not_answering"), UNANSWERED)
    found |= dict.fromkeys(any_of("import.answers.not_knowing"), DONT_KNOW if DONT_KNOW in answers else UNANSWERED)
    found |= {plain_name(word): code for word, code in (("ya", "yes"), ("tidak", "no")) if code in answers}
    return found | _named(answers)


@per_pack
def choice_codes(field: str) -> dict[str, str]:
    """Return the id of each obstacle or suggestion, by the plain forms of id and labels."""
    content = questionnaire()
    return _named({n.id: n.name for n in (content.obstacles if field == OBSTACLES else content.suggestions)})


def _named(labels: dict[str, Text]) -> dict[str, str]:
    found = {plain_name(text.get(lang)): code for code, text in labels.items() for lang in LANGUAGES}
    return found | {plain_name(code): code for code in labels}


@per_pack
def another() -> frozenset[str]:
    """Return how it is said, by plain forms, that an agency is none of those offered."""
    label = said("form.other_agency")
    offered = {plain_name(name) for name in (OTHER, *(label.get(lang) for lang in LANGUAGES))}
    return any_of("import.answers.another") | offered


class Names:
    """The agencies that names are told apart by: those of `register`, written with the name of `region` or without."""

    def __init__(self, register: Register | None = None, region: str = "") -> None:
        self._register = register or Register(register_file())
        bare = re.sub(r"^(kabupaten|kab|kota) ", "", plain_name(region))
        self._region = (
            re.compile(rf" (?:(?:kabupaten |kab |kota )?{re.escape(bare)}|kabupaten|kab|kota)$") if bare else None
        )
        self._heard: set[str] = set()

    def hear(self, names: Iterable[str]) -> None:
        """Take `names` for names of agencies, whether the register has them or not."""
        self._heard |= {plain_name(name) for name in names}

    def known(self, plain: str) -> bool:
        """Tell whether the plain form `plain` is a name of an agency, of several, or says that it is another."""
        heard = plain in self._heard or plain in another() or plain in register_file().doubtful
        return heard or self._register.has(plain)

    def key(self, name: str) -> str:
        """Return what tells the agency called `name` from others: its id in the register, else its plain form."""
        plain = plain_name(name)
        of_region = _OF_REGION.match(plain)
        shorter = self._region.sub("", plain) if self._region else plain
        for form in (plain, shorter, of_region[1] if of_region else plain):
            if self._register.has(form):
                return self._register.find(form)
        return plain.replace("_", " ")

    def name(self, written: str) -> str:
        """Return the name of the agency that a form calls `written`: an id stands for a name."""
        is_id = self._register.has(written) and self._register.find(written) == written
        return self._register.name(written) if is_id else written
