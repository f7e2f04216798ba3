"""Every reader of what a stranger may hand in: bytes in, read or refused in a line, nothing else raised."""

import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from diagnose.analysis.agree.read import read_readings
from diagnose.analysis.receipt import check, provenance
from diagnose.analysis.whatif.scenario import read_scenario
from diagnose.common.content import folder
from diagnose.common.problems import InputError, Problem
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase
from diagnose.memo.content.letterhead import read_letterhead
from diagnose.portfolio.read import LeftOut
from tests.intake.test_mutated import problems_of
from tests.lib.altered import outcome

FIELD = Path(__file__).parents[1] / "data" / "files"
FINDS = Path(__file__).parents[1] / "data" / "fuzz"


@cache
def rules() -> Rulebase:
    """The shipped rules, read once."""
    return load_rules()


def nothing(_: object) -> list[Problem]:
    """What was read without a word."""
    return []


def case(content: bytes) -> None:
    """A case file, concluded, written and read back."""
    outcome(content.decode("utf-8", errors="replace"))


def scenario(content: bytes) -> None:
    """A scenario file."""
    told(content, ".yaml", lambda path: nothing(read_scenario(path)))


def letterhead(content: bytes) -> None:
    """A letterhead file."""
    told(content, ".yaml", lambda path: nothing(read_letterhead(path)))


def readings(content: bytes) -> None:
    """Levels as readers gave them, a table."""
    told(content, ".csv", lambda path: nothing(read_readings(path, rules())))


def receipt(content: bytes) -> None:
    """A receipt: whatever it says, what does not hold in it is told."""
    try:
        held = json.loads(content)
    except (ValueError, RecursionError):
        return
    if isinstance(held, dict) and not check(held):
        provenance(held)


def portfolio(content: bytes) -> None:
    """A table of regencies."""
    from diagnose.portfolio.files import batches

    def read(path: Path) -> list[Problem]:
        left_out = LeftOut()
        for _ in batches(path, left_out):
            pass
        return list(left_out.problems)

    told(content, ".csv", read)


def office(suffix: str) -> Callable[[bytes], None]:
    """Return the reader of office files whose name ends in `suffix`."""
    return lambda content: told(content, suffix, problems_of)


def told(content: bytes, suffix: str, read: Callable[[Path], list[Problem] | None]) -> None:
    """Read a file with that content; what is told of it is a line each.

    Raises:
        AssertionError: it is none, or the file that was read has changed.
    """
    with tempfile.TemporaryDirectory() as inside:
        path = Path(inside, f"berkas{suffix}")
        path.write_bytes(content)
        try:
            problems = read(path) or []
        except InputError as error:
            problems = list(error.problems)
        assert path.read_bytes() == content, "the file that was read was changed"
        for problem in problems:
            for lang in ("id", "en"):
                line = problem.text(lang)
                assert line.strip(), problem.key
                assert "\n" not in line, line


READERS: dict[str, Callable[[bytes], None]] = {
    "case": case,
    "scenario": scenario,
    "letterhead": letterhead,
    "readings": readings,
    "receipt": receipt,
    "portfolio": portfolio,
    "proposal": office(".yaml"),
    "table": office(".csv"),
    "workbook": office(".xlsx"),
    "word": office(".docx"),
    "pdf": office(".pdf"),
}


def seeds(reader: str) -> list[Path]:
    """Return sound files to begin from, and every find that is kept."""
    facts = folder("facts")
    examples = facts / "examples"
    sound = {
        "case": facts.glob("cases/*.yaml"),
        "scenario": facts.glob("scenarios/*.yaml"),
        "letterhead": folder("templates").rglob("kop*.yaml"),
        "readings": examples.glob("bacaan*.csv"),
        "portfolio": (),
        "proposal": examples.glob("usulan*.yaml"),
        "table": [*examples.glob("*.csv"), *FIELD.glob("*.csv")],
        "workbook": [*examples.glob("*.xlsx"), *FIELD.glob("*.xlsx")],
        "word": [*examples.glob("*.docx"), *FIELD.glob("*.docx")],
        "pdf": [*examples.glob("*.pdf"), *FIELD.glob("*.pdf")],
    }.get(reader, ())
    return sorted([*sound, *(FINDS / reader).glob("*")])
