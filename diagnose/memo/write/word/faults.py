"""What is told of tags that Jinja cannot fill: in the words of people, with the text that the tag stands in."""

import re
from html import unescape

import jinja2
from jinja2.exceptions import SecurityError

from diagnose.memo.write.word.codes import brought_back

_QUOTED = re.compile(r"'([^']*)'")
_FEW_LINES = 4  # docxtpl shows the lines around the wrong one, from three before it
_SHOWN = 80


def told_of(error: jinja2.TemplateError, unclosed: str) -> tuple[str, dict[str, object]]:
    """Return the key and values of the message about `error`; `unclosed` is a text with a code left open, if any."""
    quoted = _QUOTED.findall(error.message or "")
    if unclosed:
        return "word_tags", {"given": unclosed}
    if isinstance(error, SecurityError):
        return "word_tag_forbidden", {}
    if isinstance(error, jinja2.UndefinedError):
        return "word_tag_name", {"given": brought_back(quoted[-1]) if quoted else "?"}
    if isinstance(error, jinja2.TemplateAssertionError) and quoted:
        return "word_tag_filter", {"given": brought_back(quoted[0])}
    return "word_tags", {"given": _line(error)}


def _line(error: jinja2.TemplateError) -> str:
    """Return the text of the paragraph that `error` is about, as far as docxtpl tells."""
    number = getattr(error, "lineno", None) or 1
    lines = [*getattr(error, "docx_context", ())]
    at = number - 1 - max(number - _FEW_LINES, 0)
    text = lines[at] if 0 <= at < len(lines) else ""
    return " ".join(unescape(brought_back(text)).split())[:_SHOWN] or "{{ ... }}"
