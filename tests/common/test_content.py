"""Content files hold together: both languages, the schema, the register, the shipped cases."""

import json
import re
import shutil
import string
from pathlib import Path

import jsonschema
import pytest
import yaml

from diagnose import load_case
from diagnose.case.questionnaire import questionnaire
from diagnose.case.register import Register, function_ids, register_file
from diagnose.case.schema import case_schema
from diagnose.case.schema import text as schema_text
from diagnose.common.content import folder, pack_in_use
from diagnose.knowledge.rulebase import Rulebase

CASES = sorted((folder("facts") / "cases").glob("*.yaml"))
SENTENCES = sorted(f"words/{p.name}" for p in folder("templates/words").glob("*.yaml"))


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("file", SENTENCES)
def test_both_languages_have_every_sentence_with_the_same_blanks(file: str) -> None:
    sentences = yaml.safe_load((folder("templates") / file).read_text(encoding="utf-8"))
    for key, both in sentences.items():
        assert both.keys() == {"id", "en"}, key
        assert fields(both["id"]) == fields(both["en"]), key


# keys that the program puts together from a part of theirs and a code
COMPOSED = (
    *("answer.", "extent.", "key.", "fact.", "head.", "rule.", "check.", "sentence.", "section.", "form.", "book."),
    *("ask.how.", "ask.help.", "ask.bad.", "narrows_", "picture.", "import.clash.", "import.way.", "template_"),
    *(
        "import.new",
        "import.same",
        "import.sharper",
        "import.disputed",
        "web.change.",
        "web.compare_by.",
        "web.filter.",
        "web.kind.",
        "web.proposal.",
        "web.status.",
        "web.head.",
        "web.rule_example.",
    ),
    *("portfolio.some.", "ladder.", "receipt.", "agree.weights.", "evidence."),
)


def test_every_word_and_sentence_that_the_program_asks_for_is_there_and_none_is_idle() -> None:
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in sorted(Path(folder("templates").parent, "diagnose").rglob("*.py"))
    )
    code += "\n".join(p.read_text(encoding="utf-8") for p in folder("templates").rglob("*.jinja"))
    asked = set(re.findall(r"[\w.-]+", code))
    asked |= {".".join(word.split(".")[i:j]) for word in asked for i in range(3) for j in (i + 1, i + 2, i + 3)}
    idle = [
        f"{file}: {key}"
        for file in SENTENCES
        for key in yaml.safe_load((folder("templates") / file).read_text(encoding="utf-8"))
        if not key.startswith(COMPOSED) and key not in asked
    ]
    assert idle == []


def test_rule_texts_have_the_same_blanks_in_both_languages(rules: Rulebase) -> None:
    blanks = re.compile(r"\{([^{}]*)\}")
    for block in rules.blocks:
        for name in type(block.content).model_fields:
            both = getattr(block.content, name)
            if hasattr(both, "en") and name not in ("name",):
                in_id, in_en = (set(blanks.findall(t)) for t in (both.id, both.en))
                assert in_id == in_en, f"{block.content.id}.{name}"


def test_the_committed_schema_is_the_model_s() -> None:
    assert (folder("facts") / "case.schema.json").read_text(encoding="utf-8") == schema_text(), (
        "run: python -m diagnose.case.schema"
    )


def test_another_pack_changes_nothing_in_the_schema(tmp_path: Path) -> None:
    """Its words for a scale of the same name stood in the schema of this one too."""
    before = schema_text()
    for part in ("rules", "facts", "templates"):
        shutil.copytree(folder(part), tmp_path / part)
    with pack_in_use(tmp_path):
        assert schema_text() == before
    assert schema_text() == before


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(case_schema())


@pytest.mark.parametrize("file", CASES, ids=lambda p: p.stem)
def test_a_shipped_case_names_the_schema_fits_it_and_loads(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.splitlines()[0] == "# yaml-language-server: $schema=../case.schema.json"
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    jsonschema.Draft202012Validator(case_schema()).validate(data)
    assert load_case(file.stem).facts


@pytest.mark.parametrize(
    "data",
    [
        {"decree": {"signd": "yes"}},
        {"decree": {"signed": "maybe"}},
        {"dana_desa": {"share_percent": 130}},
        {"obstacles": [{"obstacle": "bugdet"}]},
        {"questionnaire": {"items": {"attended_rembk": {"tally": {"yes": 1}}}}},
    ],
)
def test_the_schema_refuses_what_the_program_refuses(data: dict[str, object]) -> None:
    head = {"region": {"code": "36.99", "name": "Kabupaten X", "kind": "kabupaten"}, "year": 2022}
    validator = jsonschema.Draft202012Validator(case_schema())
    assert validator.is_valid(head)
    assert not validator.is_valid({**head, **data})


def test_no_name_in_the_register_means_two_agencies() -> None:
    seen: dict[str, str] = {}
    register = Register(register_file())
    for agency in register_file().agencies:
        for name in (agency.id, agency.name, *agency.aliases):
            assert register.resolve(name) == agency.id
            assert seen.setdefault(name.casefold(), agency.id) == agency.id, name


def test_every_function_exists_and_is_held_by_some_agency() -> None:
    held = {f for agency in register_file().agencies for f in agency.functions}
    assert held <= set(function_ids())
    assert set(function_ids()) == held


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Dinkes", "dinkes"),
        ("dinas kesehatan", "dinkes"),
        ("Dinas Kesehatan Kabupaten Lebak", "dinkes"),
        ("DINAS KESEHATAN KAB. LEBAK", "dinkes"),
        ("D.P.M.D.", "dpmd"),
        ("Dinas Pemberdayaan Masyarakat & Desa", "dpmd"),
        ("Bapelitbangda", "bappeda"),
        ("DP3AK2KB", "dp3ap2kb"),
    ],
)
def test_a_name_is_known_with_or_without_dots_case_and_region(written: str, meant: str) -> None:
    assert Register(register_file(), region="lebak").resolve(written) == meant


def test_a_merged_agency_holds_both_functions() -> None:
    register = Register(register_file())
    assert set(register.holds(register.resolve("Dinas Pertanian dan Perikanan"))) == {"agriculture", "fisheries"}


def test_every_question_has_answers_to_choose_from() -> None:
    assert all(len(q.answers) >= 2 for q in questionnaire().questions)
