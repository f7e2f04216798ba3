"""Whatever a person does to a proposal that the program wrote is told in a line: one value altered at a time."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from diagnose import InputError
from diagnose.common.content import folder
from diagnose.intake.decree.proposal import read_proposal
from tests.lib.examples import LONG

LEFT = 1 if LONG else 9  # of each place, every ninth value; in the long run all
OTHER: tuple[Any, ...] = ([], ["x"], {}, {"a": 1}, None, 7, -1.5, True, "", "x" * 3000, "?", "[*]", "a.b[c].d")


def places(data: Any, loc: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield loc
    for part, below in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(below, (*loc, part))


def altered(data: Any, loc: tuple[Any, ...], value: Any) -> Any:
    if not loc:
        return value
    changed = copy.copy(data)
    changed[loc[0]] = altered(data[loc[0]], loc[1:], value)
    return changed


def test_no_altered_value_of_a_proposal_ends_in_a_traceback(tmp_path: Path) -> None:
    text = (folder("facts") / "examples" / "usulan-sk-contoh-raya.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    tried = refused = 0
    for number, loc in enumerate(places(data)):
        for value in OTHER[number % LEFT :: LEFT]:
            file = tmp_path / "usulan.yaml"
            file.write_text(yaml.safe_dump(altered(data, loc, value), allow_unicode=True), encoding="utf-8")
            tried += 1
            try:
                read_proposal(file)
            except InputError as error:
                refused += bool(error.problems)
    assert 0 < refused < tried
