"""The edited rules that tests of comparisons share."""

import copy
import shutil
from typing import Any

import pytest

from diagnose.common.content import folder
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.rule_edits import Edited, block


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    """From 2023 on the decree need not reach every function (F04), and rembuk is held twenty times a year."""
    root = tmp_path_factory.mktemp("edited") / "rules"
    shutil.copytree(folder("rules"), root)
    found = Edited(root)

    def ends(blocks: list[dict[str, Any]]) -> None:
        block(blocks, "F04")["until_year"] = 2022

    def dated(blocks: list[dict[str, Any]]) -> None:
        old = block(blocks, "rembuk_per_year")
        blocks.append({**copy.deepcopy(old), "value": 20, "from_year": 2023})
        old["until_year"] = 2022

    found.edit("criteria/1-policy_frame.integration.yaml", "criteria", ends)
    found.edit("thresholds.yaml", "thresholds", dated)
    return found


@pytest.fixture(scope="module")
def dated_rules(edited: Edited) -> Rulebase:
    return load_rules(edited.root)
