"""Words as they stand inside sentences."""

import pytest

from diagnose.common import lowered


@pytest.mark.parametrize(
    ("alone", "inside"),
    [
        ("Renstra delapan OPD belum memuat tujuan", "Renstra delapan OPD belum memuat tujuan"),
        ("Dinas PUPR belum terjangkau SK", "Dinas PUPR belum terjangkau SK"),
        ("SK belum ditetapkan", "SK belum ditetapkan"),
        ("Lokus belum ditetapkan", "lokus belum ditetapkan"),
        ("", ""),
    ],
)
def test_a_name_or_an_acronym_keeps_its_capital_inside_a_sentence(alone: str, inside: str) -> None:
    assert lowered(alone) == inside
