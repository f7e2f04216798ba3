"""Tags in a user's Word file that are another system's: ``{% if SURAT %}``, with all that belongs to them, stays."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html import unescape

import jinja2
from jinja2 import meta
from jinja2.defaults import DEFAULT_NAMESPACE

OPEN_TAG, CLOSE_TAG = "\ue013", "\ue014"  # stand for the brackets of such a tag while Jinja reads the file
_INSIDE = r"(?:<[^>]*>)*"
_TAG = re.compile(rf"\{{({_INSIDE})%((?:(?!%{_INSIDE}\}}|\{{{_INSIDE}[%{{]).){{0,4000}}?)%({_INSIDE})\}}", re.DOTALL)
_HOLDER = re.compile(r"^(?:p|r|tr|tc)\s+")  # docxtpl's: the paragraph, run, row or cell that the tag stands in goes
_BLOCKS = ("if", "for", "set", "with", "macro", "call", "filter", "block", "autoescape", "raw")
_WITHIN = ("else", "elif")
_SINGLE = ("include", "import", "from", "extends", "do", "break", "continue", "hm", "vm", "cellbg", "colspan")
_MAKING = re.compile(r"\b(?:for|set|macro|with|import|from)\b(.*)", re.DOTALL)
_NAME = re.compile(r"[^\W\d]\w*")
_QUOTES = str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''")
_PARSING = jinja2.Environment(autoescape=True)  # only reads: nothing is rendered in it


@dataclass
class _Open:
    """The blocks that are open at a place of the text: of each its word, and whether it is another system's."""

    ours: set[str]
    blocks: list[tuple[str, bool]] = field(default_factory=list)

    def is_foreign(self, said: str) -> bool:
        """Tell whether the tag that comes next is another system's; it is noted as open, or closed."""
        first = _NAME.match(said)
        word = first[0] if first else ""
        if word in _WITHIN:
            return bool(self.blocks) and self.blocks[-1][1]
        if word.startswith("end") and word[3:] in _BLOCKS:
            return self.blocks.pop()[1] if self.blocks and self.blocks[-1][0] == word[3:] else False
        if word not in (*_BLOCKS, *_SINGLE):
            return bool(word)
        foreign = self._names_others(word, said)
        if word in _BLOCKS and not (word == "set" and "=" in said):
            self.blocks.append((word, foreign))
        if not foreign and (made := _MAKING.match(said)):
            self.ours |= set(_NAME.findall(made[1]))
        return foreign

    def _names_others(self, word: str, said: str) -> bool:
        """Tell whether a tag names something, and nothing that is ours."""
        closed = f"{{% end{word} %}}" if word in _BLOCKS and not (word == "set" and "=" in said) else ""
        try:
            named = meta.find_undeclared_variables(_PARSING.parse(f"{{% {said} %}}{closed}"))
        except jinja2.TemplateError:
            return False
        named -= {*DEFAULT_NAMESPACE}
        return bool(named) and not named & self.ours


def tags_aside(xml: str, ours: Collection[str]) -> str:
    """Return `xml` with the tags hidden that name nothing of `ours`, with those that go on with them or close them.

    What a loop or the like of ours makes is ours too; a tag with a word that Jinja does not know is another system's.
    """
    open_ = _Open(set(ours))

    def hidden(found: re.Match[str]) -> str:
        foreign = open_.is_foreign(_said(found[2]))
        return f"{OPEN_TAG}{found[1]}{found[2]}{CLOSE_TAG}{found[3]}" if foreign else found[0]

    return _TAG.sub(hidden, xml)


def tags_back(xml: str) -> str:
    """Return `xml` with the tags of other systems as they stood."""
    return xml.replace(OPEN_TAG, "{%").replace(CLOSE_TAG, "%}")


def tags_hidden(text: str) -> Iterator[str]:
    """Yield the tags that `tags_aside` hid in `text`, as they stood; of each block its beginning."""
    for said in re.findall(f"{OPEN_TAG}(.*?){CLOSE_TAG}", text, re.DOTALL):
        word = _NAME.match(_said(said))
        if word and word[0] not in _WITHIN and not word[0].startswith("end"):
            yield "{%" + re.sub(r"\s+", " ", said) + "%}"


def _said(inside: str) -> str:
    """Return what a tag says, without how it is cut up, the quotes of Word, and what docxtpl takes of it."""
    plain = unescape(re.sub(r"<[^>]*>", "", inside)).translate(_QUOTES)
    return _HOLDER.sub("", " ".join(plain.strip("-+ \t\n").split()), count=1)
