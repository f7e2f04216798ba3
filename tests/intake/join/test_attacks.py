"""What files knew and joining lost: one test for each kind of loss that was found."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from diagnose.case.load import load_case
from diagnose.case.table import FactEntry
from diagnose.cli import app
from diagnose.common.yamltree import as_yaml

HEAD: dict[str, Any] = {"region": {"code": "99.01", "name": "Kabupaten Uji", "kind": "kabupaten"}, "year": 2022}


@pytest.fixture
def joined(tmp_path: Path) -> Any:
    """Join parts of a case by the command, in each of their orders; return the facts that come of each order."""

    def join(*parts: dict[str, Any]) -> list[dict[str, FactEntry]]:
        files = [tmp_path / f"{n}.yaml" for n in range(len(parts))]
        for file, part in zip(files, parts, strict=True):
            file.write_text(as_yaml({**HEAD, **part}), encoding="utf-8")
        found: list[dict[str, FactEntry]] = []
        for order in (files, files[::-1]):
            out = tmp_path / f"out{len(found)}.yaml"
            done = CliRunner().invoke(app, ["import", *map(str, order), "-o", str(out)])
            assert done.exit_code == 0, done.output
            found.append(load_case(out).facts)
        return found

    return join


def test_a_date_known_by_its_month_is_kept_whatever_the_order(joined: Any) -> None:
    for facts in joined(
        {"calendar": {"musrenbang": "2022-03-10"}, "decree": {"signed": "yes"}},
        {"calendar": {"village_plans": "2022-09"}, "decree": {"date": "2022-09"}},
    ):
        for path in ("calendar.village_plans", "decree.date"):
            assert facts[path].value == {"at_least": "2022-09-01", "at_most": "2022-09-30"}
        assert facts["calendar.musrenbang"].known


def test_a_dispute_stays_a_dispute_whatever_bounds_another_file_gives(joined: Any) -> None:
    for facts in joined(
        {
            "documents": [{"id": "LAP", "title": "Laporan"}, {"id": "RAPAT", "title": "Notulen"}],
            "data": {"matched": {"disputed": [{"value": "yes", "source": "LAP"}, {"value": "no", "source": "RAPAT"}]}},
            "budget": {
                "allocated": {"disputed": [{"value": "all", "source": "LAP"}, {"value": "some", "source": "RAPAT"}]}
            },
        },
        {
            "documents": [{"id": "DINAS", "title": "Surat"}],
            "data": {"matched": {"at_most": "draft", "source": "DINAS"}},
            "budget": {"allocated": {"at_least": "most", "source": "DINAS"}},
        },
    ):
        assert {("yes", "LAP"), ("no", "RAPAT")} <= set(facts["data.matched"].disputed)
        assert {("all", "LAP"), ("some", "RAPAT")} <= set(facts["budget.allocated"].disputed)


def test_a_figure_and_bounds_that_exclude_it_are_both_kept(joined: Any) -> None:
    for facts in joined({"lokus": {"villages": 3}}, {"lokus": {"villages": {"at_least": 5}}}):
        assert {str(said) for said, _ in facts["lokus.villages"].disputed} == {"3", "{'at_least': 5}"}


def test_the_form_of_a_case_with_a_figure_still_unknown_is_read_back(tmp_path: Path) -> None:
    case, form, back = (tmp_path / name for name in ("kasus.yaml", "f.xlsx", "k.yaml"))
    unknown = {"prevalence": [{"system": "ssgi", "year": 2022, "percent": "unknown"}]}
    case.write_text(as_yaml({**HEAD, **unknown}), encoding="utf-8")
    for command in (["form", "xlsx", "--case", case, "-o", form], ["import", form, "-o", back]):
        done = CliRunner().invoke(app, list(map(str, command)))
        assert done.exit_code == 0, done.output
    facts = load_case(back).facts
    assert facts["prevalence[ssgi region 2022]"].known
    assert not facts["prevalence[ssgi region 2022].percent"].known
