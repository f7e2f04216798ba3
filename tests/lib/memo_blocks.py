"""The blocks of a memo: walked, told by their kind, and what they ask for."""

from collections.abc import Iterator
from typing import Any

from diagnose.memo.template.blocks import Block, Directive, Items
from diagnose.memo.template.directives import kind


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Items):
            for item in block.items:
                yield from walk(item)


def directives(blocks: tuple[Block, ...]) -> list[tuple[str, ...]]:
    return [(b.name, *b.arguments) for b in walk(blocks) if isinstance(b, Directive)]


def shape(data: Any) -> Any:
    """What kind of block this is, without its words."""
    if "items" in data:
        return ["ordered" if data["start"] else "points", [[shape(part) for part in item] for item in data["items"]]]
    if "table" in data:
        return ["table", len(data["table"])]
    return (
        ["directive", kind(Directive(data["directive"][0], tuple(data["directive"][1:])))]
        if "directive" in data
        else ["heading" if "heading" in data else "text"]
    )
