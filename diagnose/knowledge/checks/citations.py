"""Sources and places that the register of sources does not have."""

from collections.abc import Iterator

from diagnose.common import Problem, nearest
from diagnose.knowledge.rulebase import Rulebase


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield sources that the register does not list, and places that a source does not have."""
    for tree in {id(b.tree): b.tree for b in base.blocks}.values():
        for path, raw in tree.raw.items():
            if path[0] == "sources" and path[-2:-1] == ("conclusions",):
                raw = f"{tree.data['sources'][path[1]]['id']} {raw}"
            elif path[0] == "sources" or not {"sources", "source"} & set(path[-2:]):
                continue
            document, _, place = raw.partition(" ")
            if document not in base.sources:
                values = {"given": document, "near": nearest(document, base.sources)}
                yield Problem(tree.place(path), "source_unknown", values)
            elif place not in base.sources[document].places:
                near = nearest(place, base.sources[document].places)
                yield Problem(tree.place(path), "place_unknown", {"given": place, "document": document, "near": near})
