"""A receipt as provenance: PROV-O (W3C, 2013) written as JSON-LD."""

from collections.abc import Mapping
from typing import Any

_CONTEXT = {"prov": "http://www.w3.org/ns/prov#", "k": "urn:konvergensi:", "value": "prov:value"}


def provenance(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the receipt `content` as a graph: files and facts, the diagnosis, and what was concluded from what."""
    activity = f"k:diagnosis:{content['hash']}"
    files = [
        {"@id": f"k:file:{name}", "@type": "prov:Entity", "k:sha256": sha256}
        for name, sha256 in content["files"].items()
    ]
    facts = [
        {"@id": f"k:fact:{path}", "@type": "prov:Entity", **({"k:source": f["source"]} if "source" in f else {})}
        for path, f in content["facts"].items()
    ]
    measures = [
        {
            "@id": f"k:measure:{code}",
            "@type": "prov:Entity",
            "value": m["bounds"],
            "prov:wasDerivedFrom": _ids("fact", [p for p in m["facts"] if p in content["facts"]]),
            "prov:wasGeneratedBy": {"@id": activity},
        }
        for code, m in content["measures"].items()
    ]
    concluded: dict[str, set[str]] = {}
    for firing in content["firings"]:
        read = {_premise(premise) for premise in firing["premises"]}
        concluded.setdefault(":".join(firing["conclusion"]), set()).update(read)
    conclusions = [
        {
            "@id": f"k:conclusion:{name}",
            "@type": "prov:Entity",
            "prov:wasDerivedFrom": [{"@id": one} for one in sorted(read)],
            "prov:wasGeneratedBy": {"@id": activity},
        }
        for name, read in concluded.items()
    ]
    diagnosis = {
        "@id": activity,
        "@type": "prov:Activity",
        "prov:used": _ids("file", content["files"]),
        "prov:wasAssociatedWith": {"@id": "k:program"},
    }
    program = {"@id": "k:program", "@type": "prov:SoftwareAgent"}
    return {
        "@context": _CONTEXT,
        "schema_version": 1,
        "@graph": [program, diagnosis, *files, *facts, *measures, *conclusions],
    }


def _ids(kind: str, names: Any) -> list[dict[str, str]]:
    return [{"@id": f"k:{kind}:{name}"} for name in names]


def _premise(premise: Mapping[str, Any]) -> str:
    kind, code = premise["kind"], premise["code"]
    return f"k:measure:{code}" if kind in ("lo", "hi") else f"k:conclusion:{kind}:{code}"
