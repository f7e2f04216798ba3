"""Numbers in case files that may be meant otherwise are told; none is changed."""

from pathlib import Path

import pytest

from diagnose.case import doubtful_numbers
from diagnose.common import parse_yaml
from diagnose.intake.recognise import Wanted, read
from tests.lib.desks import keys

HEAD = "region: {code: '36.99', name: Kabupaten Contoh, kind: kabupaten}\nyear: 2025\n"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("dana_desa: {amount_rupiah: 1.500}", "doubtful_amount"),
        ("dana_desa: {amount_rupiah: {at_least: 12.500}}", "doubtful_amount"),
        ("dana_desa: {share_percent: {value: 0.244}}", "doubtful_percent"),
        ("dana_desa: {share_percent: 24.375}", ""),
        ("dana_desa: {share_percent: 0}", ""),
        ("dana_desa: {amount_rupiah: 1500}", ""),
        ("dana_desa: {amount_rupiah: 1500.5}", ""),
        ("dana_desa: {amount_rupiah: 2.5}", "doubtful_amount_unit"),
        ("dana_desa: {amount_rupiah: {at_least: 12.75}}", "doubtful_amount_unit"),
        ("prevalence: [{system: ssgi, year: 2022, percent: 0.244}]", "doubtful_percent"),
        ("prevalence: [{system: ssgi, year: 2022, percent: 24.375}]", ""),
        ("budget: {lines: [{name: '1.000 HPK: pendampingan', amount_rupiah: 1.500}]}", "doubtful_amount"),
    ],
)
def test_a_number_that_may_be_thousands_or_a_fraction_is_told_with_its_place(
    said: str, key: str, tmp_path: Path
) -> None:
    doubts = doubtful_numbers(parse_yaml(HEAD + said + "\n", "k.yaml"))
    assert keys(doubts) == ([key] if key else [])
    assert all(str(doubt.place).startswith("k.yaml:3:") for doubt in doubts)
    path = tmp_path / "k.yaml"
    path.write_text(HEAD + said + "\n", encoding="utf-8")
    assert keys(read(Wanted(path, "case"), None, None, "id").doubts) == keys(doubts)
