"""What the rules and the facts of a diagnosis cite."""

from collections.abc import Iterable

from diagnose.diagnosis import Diagnosed
from diagnose.memo.content.facts import Document
from diagnose.memo.content.statement import state


def documents(diagnosed: Diagnosed) -> tuple[Document, ...]:
    """Return the documents that a diagnosis cites, in the order in which it does."""
    d = diagnosed.diagnosis
    criteria = [c for a in d.aspects for c in a.criteria]
    cites = [s for some in (criteria, d.findings, d.saran, d.packages) for x in some for s in x.sources]
    cites += [b.rpartition("[")[2].rstrip("]") for some in (d.saran, d.packages) for x in some for b in x.basis]
    cites += [r.source for some in (criteria, d.findings) for x in some for r in x.read if r.source]
    cites += [f.source for c in d.conflicts for f in c.figures if f.source]
    titles = {document.id: (document.title, "case") for document in diagnosed.case.documents}
    titles |= {code: (source.title, "rules") for code, source in diagnosed.rules.sources.items()}
    codes = dict.fromkeys(cite.partition(" ")[0] for cite in cites)
    return tuple(Document(state(code, titles[code][1]), state(*titles[code])) for code in codes if code in titles)


def cited(sources: Iterable[str]) -> str:
    """Write `sources`, each a document and a place in it, with each document named once."""
    places: dict[str, list[str]] = {}
    for source in sources:
        document, _, place = source.partition(" ")
        places.setdefault(document, []).append(place)
    return "; ".join(f"{document} {', '.join(filter(None, some))}".rstrip() for document, some in places.items())
