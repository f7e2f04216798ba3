"""Templates rendered in a process of their own, and read as blocks."""

from diagnose.memo.template.about import About
from diagnose.memo.template.blocks import Block, Directive, Heading, Items, Paragraph, Span, Spans, Table
from diagnose.memo.template.directives import kind
from diagnose.memo.template.process import apart
from diagnose.memo.template.render import Filled, Sandbox, fill, templates

__all__ = [
    "About",
    "Block",
    "Directive",
    "Filled",
    "Heading",
    "Items",
    "Paragraph",
    "Sandbox",
    "Span",
    "Spans",
    "Table",
    "apart",
    "fill",
    "kind",
    "templates",
]
