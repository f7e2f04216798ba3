"""Fill a memo template: Jinja in a sandbox, in which every value is taken for plain text, never for markup or code."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from diagnose.common import LANGUAGES, InputError, Place, Problem, per_pack, shown, template_folders
from diagnose.memo.content import Memo, Statement, counted, escaped, marked
from diagnose.memo.template.about import About, head_of
from diagnose.memo.template.blocks import Block, Directive, Items, Table, parse
from diagnose.memo.template.process import TooLong, apart, exceeded

_ENDING = ".md.jinja"
_MOST = 10_000  # parts (paragraphs, cells ...) that a user's own template may come to
_LONGEST = 500_000  # characters a filled template may come to


@dataclass(frozen=True)
class Filled:
    """A template filled: its name, what it tells of itself, and the blocks it came to."""

    template: str
    about: About
    blocks: tuple[Block, ...]


def templates(own: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Return all templates with what they are called, those of the folder `own` first; ``_`` begins that of a part.

    Raises:
        InputError: with everything that is wrong with the head of one.
    """
    names: dict[str, list[str]] = {}
    for root in (root for lang in LANGUAGES for root in _folders(lang, own)):
        for path in sorted(Path(root).glob(f"[!_]*{_ENDING}")):
            about, _ = head_of(path.read_text(encoding="utf-8", errors="replace"), shown(path))
            names.setdefault(path.name.removesuffix(_ENDING), []).append(about.name)
    return {key: tuple(dict.fromkeys(filter(None, called))) for key, called in names.items()}


def fill(name: str, memo: Memo, own: Path | None = None) -> Filled:
    """Return the template `name` filled with `memo`.

    With `own`, a folder, a template of that name in it (or in its folder of the language) takes precedence; it is a
    stranger's, and filled in a process of its own.

    Raises:
        InputError: there is no such template, it cannot be filled, or it takes too much.
    """
    if own is None:
        return _fill(name, memo)
    path = own / f"{name}{_ENDING}"
    filled = apart(path, _fill, name, memo, own)
    if sum(map(_size, filled.blocks)) > _MOST:
        raise InputError([Problem(Place(shown(path)), "template_crowded", {"limit": _MOST})])
    return filled


def _fill(name: str, memo: Memo, own: Path | None = None) -> Filled:
    environment = _shipped(memo.lang) if own is None else _environment(memo.lang, own)
    blocks = parse(_text(name, memo, environment, own))
    assert isinstance(environment.loader, _Folders)
    return Filled(name, environment.loader.abouts.get(f"{name}{_ENDING}", About()), blocks)


@per_pack  # compiling the templates takes far longer than filling them
def _shipped(lang: str) -> "Sandbox":
    return _environment(lang, None)


def _environment(lang: str, own: Path | None) -> "Sandbox":
    environment = Sandbox(
        loader=_Folders(_folders(lang, own)),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        finalize=_taken_as_text,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,
    )
    environment.filters["counted"] = counted
    return environment


def _size(block: Block) -> int:
    """Return how many parts `block` has, a directive counted as many: it may be a picture."""
    if isinstance(block, Table):
        return len(block.aligns) * (1 + len(block.rows))
    if isinstance(block, Items):
        return sum(1 + sum(map(_size, item)) for item in block.items)
    return 50 if isinstance(block, Directive) else 1


def _text(name: str, memo: Memo, environment: "Sandbox", own: Path | None) -> str:
    """Return the Markdown of the template `name` filled with `memo`, in this process."""
    whole = Place(shown(own / f"{name}{_ENDING}") if own else name)
    try:
        text = environment.get_template(f"{name}{_ENDING}").render(memo=memo)
    except jinja2.TemplateNotFound as error:
        raise InputError([Problem(_place(error, whole), "template_unknown", {"given": error.name})]) from None
    except jinja2.TemplateSyntaxError as error:
        place = Place(shown(Path(error.filename or error.name or name)), error.lineno)
        raise InputError([Problem(place, "template_syntax", {"why": error.message})]) from None
    except InputError:  # the head of a template
        raise
    except (Exception, TooLong) as error:  # a template is a stranger's: whatever it does wrong is told, and no more
        place = _place(error, whole)
        said = str(error).replace(f"{Memo.__module__}.", "")  # the name of what is lacking stands behind it
        other = Problem(place, "template_fails", {"why": f"{type(error).__name__}: {said}"})
        raise InputError([exceeded(place, error) or other]) from None
    if len(text) > _LONGEST:
        raise InputError([Problem(whole, "template_too_long", {"limit": _LONGEST})])
    return text


class _Folders(jinja2.FileSystemLoader):
    """Folders of templates, out of which no link leads; `abouts` is what those read so far tell of themselves."""

    def __init__(self, folders: Sequence[str]) -> None:
        super().__init__(folders)
        self.abouts: dict[str, About] = {}

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of `template`; see `jinja2.FileSystemLoader`.

        Raises:
            TemplateNotFound: there is none, or it is a link to somewhere else.
        """
        text, file, fresh = super().get_source(environment, template)
        real = Path(file).resolve()
        if not any(real.is_relative_to(Path(root).resolve()) for root in self.searchpath):
            raise jinja2.TemplateNotFound(template)
        self.abouts[template], rest = head_of(text, shown(Path(file)))
        return rest, file, fresh


class Made(str):
    """What a macro or a block of a template has written: finished, and not to be taken for a value."""


class Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which a model's methods are out of reach too: pydantic's can read files."""

    concat = staticmethod(lambda parts: Made("".join(parts)))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may read `attr` of `obj`."""
        if isinstance(obj, BaseModel) and attr not in type(obj).model_fields:
            return False
        return bool(super().is_safe_attribute(obj, attr, value))


def _place(error: BaseException, otherwise: Place) -> Place:
    """Return the innermost line of a template that `error` came from; Jinja puts most of them into the traceback."""
    at, place = error.__traceback__, otherwise
    while at is not None:
        file = at.tb_frame.f_code.co_filename
        if file.endswith(_ENDING):
            template = at.tb_frame.f_globals.get("__jinja_template__")
            line = template.get_corresponding_lineno(at.tb_lineno) if template else at.tb_lineno
            place = Place(shown(Path(file)), line)
        at = at.tb_next
    return place


def _folders(lang: str, own: Path | None) -> Sequence[str]:
    shipped = [root / "memo" / lang for root in template_folders()]
    return [*([str(own / lang), str(own)] if own else []), *map(str, shipped)]


def _taken_as_text(value: Any) -> Any:
    """Write a value as text that no format takes for markup; a statement keeps what it rests on."""
    if isinstance(value, Statement):
        return marked(value)
    if value is None:
        return ""
    if isinstance(value, Made):
        return value
    return escaped(str(value))
