"""Templates rendered in a process of their own, and read as blocks."""

from diagnose.memo.template.blocks import Block, Directive, Heading, Items, Paragraph, Span, Spans, Table
from diagnose.memo.template.directives import kind
from diagnose.memo.template.process import apart
from diagnose.memo.template.render import Sandbox, blocks_of

__all__ = [
    "Block",
    "Directive",
    "Heading",
    "Items",
    "Paragraph",
    "Sandbox",
    "Span",
    "Spans",
    "Table",
    "apart",
    "blocks_of",
    "kind",
]
