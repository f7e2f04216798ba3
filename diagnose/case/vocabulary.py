"""The vocabulary: what can be known of a case, a block a fact, as ``facts/vocabulary/`` declares it.

Models, forms, questions, labels, imports and columns all follow from it; see docs/vocabulary.md for the format.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Union

from pydantic import Discriminator, Field, Tag

from diagnose.case.blocks import (
    Block,
    FactBlock,
    FieldBlock,
    FollowsBlock,
    GroupBlock,
    ListBlock,
    RosterBlock,
    SurveyBlock,
)
from diagnose.common import (
    InputError,
    Problem,
    Strict,
    Tree,
    cached_property,
    content_files,
    per_pack,
    read_content,
    validate,
)

_TAGS = {
    "fact": FactBlock, "field": FieldBlock, "group": GroupBlock, "list": ListBlock,
    "roster": RosterBlock, "survey": SurveyBlock, "follows": FollowsBlock,
}  # fmt: skip


def _tag(raw: Any) -> str:
    return f"({next((tag for tag in _TAGS if tag in raw), 'fact') if isinstance(raw, dict) else 'fact'})"


class VocabularyFile(Strict):
    """The content of one file of ``facts/vocabulary/``."""

    first_year: int | None = Field(default=None, ge=1990, le=2100, description="an earlier case is a slip of the pen")
    blocks: tuple[
        Annotated[
            Union[  # noqa: UP007 - read as a list of kinds of blocks
                Annotated[FactBlock, Tag("(fact)")],
                Annotated[FieldBlock, Tag("(field)")],
                Annotated[GroupBlock, Tag("(group)")],
                Annotated[ListBlock, Tag("(list)")],
                Annotated[RosterBlock, Tag("(roster)")],
                Annotated[SurveyBlock, Tag("(survey)")],
                Annotated[FollowsBlock, Tag("(follows)")],
            ],
            Discriminator(_tag),
        ],
        ...,
    ]


@dataclass(frozen=True)
class Vocabulary:
    """All blocks, in the order of the files."""

    blocks: tuple[Block, ...]
    first_year: int = 1990

    @cached_property
    def by_path(self) -> Mapping[str, Block]:
        """The blocks by path, but for the rules of what follows."""
        return {block.path: block for block in self.blocks if not isinstance(block, FollowsBlock)}

    @cached_property
    def facts(self) -> Mapping[str, FactBlock]:
        """The facts by path."""
        return {block.fact: block for block in self.blocks if isinstance(block, FactBlock)}

    @cached_property
    def outcome(self) -> ListBlock | None:
        """The list whose figures tell what the programme is for; None where none is declared."""
        return next((block for block in self.blocks if isinstance(block, ListBlock) and block.outcome), None)

    @cached_property
    def undirected(self) -> frozenset[str]:
        """The facts of which more is neither better nor worse."""
        return frozenset(path for path, fact in self.facts.items() if fact.undirected is not None)

    @cached_property
    def follows(self) -> tuple[FollowsBlock, ...]:
        """What follows from facts, in the order in which it is derived."""
        return tuple(block for block in self.blocks if isinstance(block, FollowsBlock))

    @cached_property
    def survey(self) -> str | None:
        """The path of the survey; None where the vocabulary has none."""
        return next((block.survey for block in self.blocks if isinstance(block, SurveyBlock)), None)

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield each number with one that it is part of."""
        for block in self.facts.values():
            yield from ((block.fact, whole) for whole in block.part_of)

    def in_order(self) -> Iterator[tuple[str, str]]:
        """Yield each figure of an entry with the one of the same entry that it cannot exceed."""
        yield from ((block.fact, block.at_most) for block in self.facts.values() if block.at_most)


@per_pack
def vocabulary() -> Vocabulary:
    """Return the vocabulary of the pack in use.

    Raises:
        InputError: with everything that is wrong in its files, each with its place.
    """
    read = [(tree, validate(VocabularyFile, tree)) for tree in map(read_content, content_files("facts/vocabulary"))]
    _refuse(read)
    first = (file.first_year for _, file in read if file.first_year is not None)
    return Vocabulary(tuple(block for _, file in read for block in file.blocks), max(first, default=1990))


def _refuse(read: list[tuple[Tree, VocabularyFile]]) -> None:
    """Refuse paths declared twice, entries without a list, and what names facts that are not declared."""
    every = [(tree, i, block) for tree, file in read for i, block in enumerate(file.blocks)]
    paths = {block.path for _, _, block in every}
    lists = {b.list for _, _, b in every if isinstance(b, ListBlock)}
    seen: set[str] = set()
    problems = []
    for tree, i, block in every:
        if block.path in seen:
            problems.append(Problem(tree.place(("blocks", i)), "vocabulary_twice", {"given": block.path}))
        seen.add(block.path)
        above = block.path.rpartition("[*]")[0] if isinstance(block, FactBlock | FieldBlock) else ""
        if above and above not in lists:
            problems.append(Problem(tree.place(("blocks", i)), "vocabulary_no_list", {"given": above}))
        for name in _names(block):
            if name not in paths:
                problems.append(Problem(tree.place(("blocks", i)), "fact_unknown", {"given": name, "near": None}))
    if problems:
        raise InputError(problems)


def _names(block: Block) -> tuple[str, ...]:
    if isinstance(block, FactBlock):
        whole = re.sub(r"\[.*?\]", "[*]", block.adds_up_to) if block.adds_up_to else None
        return (*block.part_of, *(path for path in (whole, block.all_listed, block.at_most) if path))
    if isinstance(block, RosterBlock):
        return tuple(path for path in (block.counted_in, block.some_where) if path)
    return (block.when, *block.then) if isinstance(block, FollowsBlock) else ()
