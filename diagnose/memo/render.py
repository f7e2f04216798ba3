"""Fill a memo template: Jinja in a sandbox, in which every value is taken for plain text, never for markup or code."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from diagnose.content import folder
from diagnose.memo.blocks import Block, parse
from diagnose.memo.records import Memo
from diagnose.memo.statement import Statement, escaped, marked
from diagnose.problems import InputError, Place, Problem

TEMPLATES = ("nota-dinas", "telaahan-staf", "ringkasan", "lampiran", "pesan")
_LONGEST = 500_000  # characters a filled template may come to


def blocks_of(name: str, memo: Memo, own: Path | None = None) -> tuple[Block, ...]:
    """Return the blocks of the template `name` filled with `memo`.

    With `own`, a folder, a template of that name in it (or in its folder of the language) takes precedence.

    Raises:
        InputError: there is no such template, or it cannot be filled.
    """
    return parse(filled(name, memo, own))


def filled(name: str, memo: Memo, own: Path | None = None) -> str:
    """Return the Markdown of the template `name` filled with `memo`.

    Raises:
        InputError: as `blocks_of`.
    """
    environment = _Sandbox(
        loader=jinja2.FileSystemLoader(_folders(memo.lang, own)),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        finalize=_taken_as_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        text = environment.get_template(f"{name}.md.jinja").render(memo=memo)
    except jinja2.TemplateNotFound as error:
        raise InputError([Problem(Place(str(own or name)), "template_unknown", {"given": error.name})]) from None
    except jinja2.TemplateSyntaxError as error:
        place = Place(str(error.filename or error.name or name), error.lineno)
        raise InputError([Problem(place, "template_syntax", {"why": error.message})]) from None
    except Exception as error:  # a template is a stranger's: whatever it does wrong is told, and no more
        raise InputError(
            [Problem(Place(name), "template_fails", {"why": f"{type(error).__name__}: {error}"})]
        ) from None
    if len(text) > _LONGEST:
        raise InputError([Problem(Place(name), "template_too_long", {"limit": _LONGEST})])
    return text


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which a model's methods are out of reach too: pydantic's can read files."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may read `attr` of `obj`."""
        if isinstance(obj, BaseModel) and attr not in type(obj).model_fields:
            return False
        return bool(super().is_safe_attribute(obj, attr, value))


def _folders(lang: str, own: Path | None) -> Sequence[str]:
    shipped = folder("templates") / "memo" / lang
    return [*([str(own / lang), str(own)] if own else []), str(shipped)]


def _taken_as_text(value: Any) -> Any:
    """Write a value as text that no format takes for markup; a statement keeps what it rests on."""
    if isinstance(value, Statement):
        return marked(value)
    if value is None:
        return ""
    return escaped(str(value))
