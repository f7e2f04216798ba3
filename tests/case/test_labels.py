"""Every fact has a name that people can read, in both languages."""

import re

import pytest

from diagnose.case.labels import code_names, label, labels, pattern_of
from diagnose.case.load import load_case
from diagnose.case.model import Case
from diagnose.case.patterns import fact_patterns
from diagnose.case.questionnaire import questionnaire
from diagnose.case.shape import node_at, shape
from diagnose.common.wording import LANGUAGES, PLACEHOLDER
from diagnose.diagnosis.phrases import Phrases
from diagnose.inference.infer import measure_all
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case

CASES = ("lebak-2022", "fiktif-kota-2024", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023")


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return load_case(request.param)


def _stated() -> set[str]:
    """What can be stated or named: facts, the lists that entries stand in, and what the shipped cases say."""
    patterns = {pattern_of(path) for path in fact_patterns()}
    patterns |= {pattern_of(path) for name in CASES for path in load_case(name).facts}
    return patterns | {pattern.partition("[")[0] for pattern in patterns if "[" in pattern}


def test_every_fact_has_a_label_and_no_label_is_left_over() -> None:
    assert set(labels()) == _stated()


def test_both_languages_differ_and_have_the_same_blanks() -> None:
    for pattern, text in labels().items():
        assert set(PLACEHOLDER.findall(text.id)) == set(PLACEHOLDER.findall(text.en)), pattern
        assert text.id != text.en or not re.search("[a-z]", PLACEHOLDER.sub("", text.id)), pattern


def test_a_label_tells_the_entries_of_its_list_apart() -> None:
    for pattern, text in labels().items():
        whole, bracket, _ = pattern.partition("[")
        holder = node_at(whole)
        parts = range(len(holder.key) or 1) if bracket and holder else ()
        assert set(PLACEHOLDER.findall(text.id)) == {str(part) for part in parts}, pattern


def test_no_two_facts_of_a_case_are_called_the_same(case: Case) -> None:
    for lang in LANGUAGES:
        named = [label(path, lang, case.register) for path in case.facts]
        assert len(set(named)) == len(named)


def test_every_fact_of_a_shipped_case_is_named_in_words(case: Case) -> None:
    for lang in LANGUAGES:
        for path in case.facts:
            named = label(path, lang, case.register)
            assert named, path
            assert not re.search(r"[{}\[\]_]", named), named
            assert all(word in named for word in _words(case, path, lang)), named


def _words(case: Case, path: str, lang: str) -> list[str]:
    """What must stand in the label of `path` for what its key names by id."""
    listed, _, inside = path.partition("[")
    key = inside.rpartition("]")[0]
    content = questionnaire()
    if not key:
        return []
    if listed in ("decree.members.agencies", "goals.agencies", "questionnaire.named_agencies"):
        return [case.register.name(key)]
    if listed == "questionnaire.items":
        return [q.question.get(lang) for q in content.questions if q.id == key]
    named = {"obstacles": content.obstacles, "suggestions": content.suggestions}.get(listed, ())
    return [n.name.get(lang) for n in named if n.id == key]


def test_every_fact_that_a_measure_is_read_from_has_a_label(case: Case, rules: Rulebase) -> None:
    for one in (case, make_case()):
        for measured in measure_all(one, rules).values():
            for path in measured.facts:
                assert label(path, "id", one.register), path


def test_every_code_of_a_key_has_words_in_both_languages() -> None:
    for node in shape().walk():
        entry = node.entry
        for name in node.key if entry is not None else ():
            assert entry is not None
            for code, text in entry.children[name].codes.items():
                assert text.id, code
                assert text.en, code
                assert code in code_names(), code


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("prevalence[ssgi region 2021].percent", "Prevalensi stunting daerah ini, SSGI 2021 (%)"),
        ("region.kecamatan", "Jumlah kecamatan"),
        ("region.desa_kelurahan", "Jumlah desa/kelurahan"),
        ("region.population", "Jumlah penduduk"),
        ("region.poverty[-].percent", "Penduduk miskin, tahun tidak disebut (%)"),
        ("decree.members.agencies[bappeda]", "Bapelitbangda duduk dalam SK TPPS"),
        (
            "targets[balita stunting di lokus region 2024].percent",
            "Target balita stunting di lokus, daerah ini 2024 (%)",
        ),
        ("services[kek_extra_food 2022].percent", "Ibu hamil KEK yang mendapat tambahan gizi, 2022 (%)"),
        ("budget.totals[all 2022].amount_rupiah", "Jumlah anggaran stunting, semua sumber dana, 2022 (rupiah)"),
        ("data.bases[e_ppgbm].released", "Basis data e-PPGBM dirilis untuk OPD lain"),
        ("data.bases[si_lebak v1.2 (baru)].released", "Basis data si lebak v1.2 (baru) dirilis untuk OPD lain"),
        (
            "programmes.items[a.b [c] {0}].adapted",
            'Program "a.b [c] {0}" disesuaikan dengan target stunting atau lokus',
        ),
        ("partners.items[other]", 'Mitra di luar pemerintah "other"'),
    ],
)
def test_a_label_reads_as_people_write(lebak: Case, path: str, name: str) -> None:
    assert label(path, "id", lebak.register) == name


@pytest.mark.parametrize("path", ["nowhere", "nowhere[x].y", "prevalence[2021].percent", "prevalence[", "region[x]"])
def test_what_is_no_fact_has_no_label(lebak: Case, rules: Rulebase, path: str) -> None:
    assert label(path, "id", lebak.register) is None
    assert Phrases(lebak, rules, measure_all(lebak, rules), "id").fact(path) == path


def test_the_program_names_a_fact_by_its_label(lebak: Case, rules: Rulebase) -> None:
    phrases = Phrases(lebak, rules, measure_all(lebak, rules), "en")
    assert phrases.fact("decree.states.targets") == "Decree states targets and indicators"
