"""What must stand on one page with what comes after it."""

from collections.abc import Sequence

from diagnose.memo.template import Block, Directive, Items, Paragraph, Table, kind

_SENTENCE = 200  # characters of a paragraph that is too short to stand alone above a signature
_SHORT = 500  # characters of a paragraph up to which it stands on one page with what it announces


def keeps(block: Block, after: Sequence[Block]) -> bool:
    """Say whether `block` would be lost without what comes `after` it, or that without it.

    A paragraph announces a list or table; and a signature stands under more than one short sentence.
    """
    if not isinstance(block, Paragraph | Items) and not _signs(block):
        return False
    for follows in after[:2]:
        if _signs(follows):
            return True
        if not 0 < length(follows) <= _SENTENCE:
            break
    announced = bool(after) and (isinstance(after[0], Items | Table) or _says_what_follows(block, after[0]))
    return announced and 0 < length(block) <= _SHORT


def _says_what_follows(block: Block, after: Block) -> bool:
    """Say whether a paragraph ends by announcing a ladder or picture, which may else stand on the next page."""
    said = "".join(span.text for span in block.spans) if isinstance(block, Paragraph) else ""
    return isinstance(after, Directive) and said.rstrip().endswith(":")


def _signs(block: Block) -> bool:
    return isinstance(block, Directive) and kind(block) in ("signature", "copies")


def length(block: Block) -> int:
    """Return the number of characters of a paragraph; of any other block 0."""
    return sum(len(span.text) for span in block.spans) if isinstance(block, Paragraph) else 0
