"""What the level of an aspect rests on: which criteria decide it, and how much there is behind each of them."""

from collections.abc import Iterable, Iterator, Mapping

from diagnose.case import Case
from diagnose.diagnosis.record import Interval
from diagnose.diagnosis.records import CriterionRecord, EvidenceRecord
from diagnose.inference import Inference
from diagnose.knowledge import Rulebase

_ASKED = "questionnaire.items["


def evidence(
    case: Case, rules: Rulebase, inference: Inference, level: Interval, criteria: Iterable[CriterionRecord]
) -> EvidenceRecord:
    """Return what the `level` of an aspect rests on, of its `criteria` and the facts that prove them."""
    deciding = tuple(deciding_criteria(level, criteria))
    documents = {c.id: _documents(case, inference, c) for c in deciding}
    alone = {c: found[0] for c, found in documents.items() if len(set(found)) == 1 and found[0]}
    whole = set(alone.values()) if len(alone) == len(deciding) else set()
    return EvidenceRecord(
        deciding=tuple(c.id for c in deciding),
        one_document=tuple(alone),
        own_word=tuple(c.id for c in deciding if _own_word(inference, c)),
        conclusion=tuple(c.id for c in deciding if _concluded(case, rules, inference, c)),
        unsourced=tuple(c for c, found in documents.items() if None in found),
        document=whole.pop() if len(whole) == 1 else None,
    )


def deciding_criteria(level: Interval, criteria: Iterable[CriterionRecord]) -> Iterator[CriterionRecord]:
    """Yield the criteria that decide a level: those met up to it, and those unmet that keep it from the next."""
    for c in criteria:
        lifts = c.truth == "met" and c.gates <= level.lowest
        holds = c.truth == "unmet" and c.gates == level.highest + 1
        if c.reading != "second" and (lifts or holds):
            yield c


def _proof(inference: Inference, criterion: CriterionRecord) -> list[str]:
    """Return the facts that prove a criterion met or unmet."""
    proof = inference.behind((criterion.truth, criterion.id))
    return list(dict.fromkeys(path for measured in proof for path in measured.facts))


def _sources(case: Case, inference: Inference, criterion: CriterionRecord) -> list[str | None]:
    """Return where each known fact stands that proves a criterion; None where the case does not say."""
    entries = (case.facts.get(path) for path in _proof(inference, criterion))
    found: list[str | None] = []
    for entry in entries:
        if entry is None or not entry.known or (entry.derived and entry.source is None):
            continue
        said = [source for _, source in entry.disputed] or [entry.source]
        found += [source or entry.source for source in said]
    return found


def _documents(case: Case, inference: Inference, criterion: CriterionRecord) -> list[str | None]:
    return [s.partition(" ")[0] if s else None for s in _sources(case, inference, criterion)]


def _own_word(inference: Inference, criterion: CriterionRecord) -> bool:
    """Tell whether a criterion rests on nothing but what those who were asked say of themselves."""
    proof = _proof(inference, criterion)
    return criterion.evidence == "perception" or (bool(proof) and all(path.startswith(_ASKED) for path in proof))


def _concluded(case: Case, rules: Rulebase, inference: Inference, criterion: CriterionRecord) -> bool:
    """Tell whether a criterion rests, in part at least, on what a study concludes rather than reports."""
    concluding = {source.id: source.conclusions for source in rules.sources.values()}
    concluding |= {document.id: document.conclusions for document in case.documents}
    cited = ((source or "").partition(" ") for source in _sources(case, inference, criterion))
    return any(place in concluding.get(document, ()) for document, _, place in cited)


def evidence_said(found: EvidenceRecord, words: Mapping[str, str]) -> str:
    """Write what a level rests on as a sentence; empty where nothing decides it."""
    if not found.deciding:
        return ""
    said = [words["evidence.deciding"].format(len(found.deciding))]
    if found.document is not None:
        said.append(words["evidence.document"].format(found.document))
    some = {
        "one_document": () if found.document else found.one_document,
        "own_word": found.own_word,
        "conclusion": found.conclusion,
        "unsourced": found.unsourced,
    }
    said += [words[f"evidence.{key}"].format(len(ids), ", ".join(ids)) for key, ids in some.items() if ids]
    return "; ".join(said if len(said) > 1 else [*said, words["evidence.several"]]) + "."


def on_one_document(found: Iterable[EvidenceRecord], words: Mapping[str, str]) -> str:
    """Tell how many levels rest on one document as a whole; empty where nothing decides any of them."""
    decided = [e for e in found if e.deciding]
    if not decided:
        return ""
    return words["evidence.levels"].format(sum(e.document is not None for e in decided), len(decided))
