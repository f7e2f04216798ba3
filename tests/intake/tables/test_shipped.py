"""The shipped examples of tables, and the words that tables are told in."""

import pytest

from diagnose.common.wording import words
from diagnose.intake.join.gather import gather
from diagnose.intake.tables import kind_of_table, read_table
from diagnose.intake.tables.content import plain_title, tables_file
from tests.lib.desks import EXAMPLES, GIVEN, SHIPPED, case_of, fact, known


@pytest.mark.parametrize(("kind", "file", "mapping"), SHIPPED)
def test_each_shipped_example_is_recognised_and_becomes_part_of_a_case(
    kind: str, file: str, mapping: str | None
) -> None:
    assert kind_of_table(EXAMPLES / file) == kind
    intake = read_table(kind, EXAMPLES / file, EXAMPLES / mapping if mapping else None, None, "id")
    case = case_of(intake)
    assert [d.id for d in case.documents] == [file.removesuffix(".csv")]
    assert not [d for d in intake.doubts if d.key != "table_columns_unused"]
    unsourced = [p for p, f in case.facts.items() if f.known and not p.startswith("region") and not f.source]
    assert not unsourced


def test_all_shipped_examples_join_into_one_case_without_a_clash() -> None:
    intakes = [read_table(k, EXAMPLES / f, EXAMPLES / m if m else None, None, "id") for k, f, m in SHIPPED]
    whole = gather(None, intakes, given=GIVEN)
    assert not whole.clashes
    assert known(whole.case, "region.desa_kelurahan") == 148
    assert known(whole.case, "dana_desa.villages_using") == 119
    assert len(whole.case.budget.lines) == 35
    assert fact(whole.case, "sosialisasi.kecamatan_reached")[0] == 10


def test_words_and_errors_of_tables_are_there_in_both_languages() -> None:
    own = [key for key in words("id") if key.startswith("table_")]
    assert len(own) > 30
    assert all(words("en")[key] != words("id")[key] for key in own)
    assert {k for k in words("id") if k.startswith("import.tables.")} == {
        k for k in words("en") if k.startswith("import.tables.")
    }


def test_every_need_of_a_kind_of_table_is_one_of_its_columns() -> None:
    for kind in tables_file().kinds.values():
        assert {name for group in kind.needs for name in group} <= set(kind.columns)
        plain = {"text", "agency", "rupiah", "percent", "count", "year", "day"}
        assert {column.holds for column in kind.columns.values()} <= plain | set(tables_file().values)


def test_titles_are_compared_without_units_years_and_punctuation() -> None:
    assert plain_title("PAGU_ANGGARAN (Rp) TA 2025") == plain_title("Pagu Anggaran")
    assert plain_title("% Stunting") == "persen stunting"
