"""What follows from a case, in one record: levels, findings, saran, questions, conflicts."""

from diagnose.diagnosis.acts import acts
from diagnose.diagnosis.asked import effects, questions_by_agency, questions_told, shortened
from diagnose.diagnosis.completeness import Completeness, by_agency, completeness
from diagnose.diagnosis.conclude import case_record
from diagnose.diagnosis.conflicts import statements
from diagnose.diagnosis.diagnosed import Diagnosed, diagnose
from diagnose.diagnosis.evidence import evidence_said, on_one_document
from diagnose.diagnosis.ladder import Kind, Rung, meanings, rungs, stands_at
from diagnose.diagnosis.levels import Change, arrow, opening, span
from diagnose.diagnosis.palette import palette
from diagnose.diagnosis.phrases import Phrases
from diagnose.diagnosis.record import Interval, Record
from diagnose.diagnosis.records import (
    AspectRecord,
    CaseRecord,
    ConflictRecord,
    CriterionRecord,
    Diagnosis,
    EvidenceRecord,
    FindingRecord,
    PromiseRecord,
    RulesRecord,
    Truth,
    UnknownRecord,
)
from diagnose.diagnosis.saran_records import PackageRecord, SaranRecord
from diagnose.diagnosis.summary import ActRecord, Asked, Hold, Summary, summary

__all__ = [
    "ActRecord",
    "Asked",
    "AspectRecord",
    "CaseRecord",
    "Change",
    "Completeness",
    "ConflictRecord",
    "CriterionRecord",
    "Diagnosed",
    "Diagnosis",
    "EvidenceRecord",
    "FindingRecord",
    "Hold",
    "Interval",
    "Kind",
    "PackageRecord",
    "Phrases",
    "PromiseRecord",
    "Record",
    "RulesRecord",
    "Rung",
    "SaranRecord",
    "Summary",
    "Truth",
    "UnknownRecord",
    "acts",
    "arrow",
    "by_agency",
    "case_record",
    "completeness",
    "diagnose",
    "effects",
    "evidence_said",
    "meanings",
    "on_one_document",
    "opening",
    "palette",
    "questions_by_agency",
    "questions_told",
    "rungs",
    "shortened",
    "span",
    "stands_at",
    "statements",
    "summary",
]
