"""What each fact is called where people read it, in both languages."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from diagnose.case.model import Case
from diagnose.case.questionnaire import questionnaire
from diagnose.case.register import Register
from diagnose.case.section import Item
from diagnose.common import Strict, Text, folder, read_yaml, validate

_AGENCIES = ("agency", "agencies")
_ASKED = ("items", "obstacle", "suggestion")
_AS_WRITTEN = ("name", "bidang")


class LabelsFile(Strict):
    """The content of ``facts/labels.yaml``: labels by pattern of facts, and what the codes in keys mean."""

    labels: dict[str, Text]
    keys: dict[str, Text]


@cache
def labels_file() -> LabelsFile:
    """Return the content of ``facts/labels.yaml``.

    Raises:
        InputError: the file is missing or malformed.
    """
    return validate(LabelsFile, read_yaml(folder("facts") / "labels.yaml"))


def pattern_of(path: str) -> str:
    """Return `path` with ``[*]`` for what stands between its first ``[`` and its last ``]``."""
    whole, key, rest = _split(path)
    return path if key is None else f"{whole}[*]{rest}"


def label(path: str, lang: str, register: Register) -> str | None:
    """Return what the fact at `path` is called in the language `lang`; None where no label fits it.

    Agencies are named as `register` has them for the case, questions, obstacles and suggestions as the questionnaire
    has them, codes in words.
    """
    text = labels_file().labels.get(pattern_of(path))
    whole, key, _ = _split(path)
    if text is None or key is None:
        return text.get(lang) if text else None
    fields = key_fields(whole)
    parts = key.rsplit(" ", len(fields) - 1)  # only the first part may be free text
    if len(parts) != len(fields):
        return None
    said = text.get(lang).format(*(_word(f, p, lang, register) for f, p in zip(fields, parts, strict=True)))
    return said[:1].upper() + said[1:]


def _split(path: str) -> tuple[str, str | None, str]:
    """Return the path of a list, the key of the entry (None where `path` has none), and what follows."""
    whole, _, inside = path.partition("[")
    key, closed, rest = inside.rpartition("]")
    return (whole, key, rest) if closed else (path, None, "")


@cache
def key_fields(path: str) -> tuple[str, ...]:
    """Return which fields make up the key of an entry of the list at `path`; for a mapping, its own name.

    Raises:
        KeyError: a case has no such list.
    """
    model: type[BaseModel] = Case
    name = ""
    for name in path.split("."):
        found = next(_models(model.model_fields[name].annotation), None)
        if found is None:
            raise KeyError(path)
        model = found
    return model.KEY if issubclass(model, Item) else (name,)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for arg in get_args(annotation):
        yield from _models(arg)


def _word(field: str, part: str, lang: str, register: Register) -> str:
    if field in _AGENCIES:
        return register.name(part)
    if field in _AS_WRITTEN:
        return part
    text = _asked(field).get(part) if field in _ASKED else labels_file().keys.get(part)
    return text.get(lang) if text else part.replace("_", " ")


@cache
def _asked(field: str) -> dict[str, Text]:
    """Return the questions, obstacles or suggestions by id."""
    content = questionnaire()
    if field == "items":
        return {q.id: q.question for q in content.questions}
    return {n.id: n.name for n in (content.obstacles if field == "obstacle" else content.suggestions)}
