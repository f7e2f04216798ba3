"""Turn what pydantic finds wrong into problems with a place, a sentence and a hint."""

from collections.abc import Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from diagnose.common.problems import InputError, Problem, nearest
from diagnose.common.wording import words
from diagnose.common.yamltree import Tree

M = TypeVar("M", bound=BaseModel)

# pydantic's own codes that have a sentence here; our own codes are keys of words already
_KEYS = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "enum": "not_one_of",
    "literal_error": "not_one_of",
    "string_type": "not_text",
    "string_too_short": "text_too_short",
    "string_too_long": "text_too_long",
    "string_pattern_mismatch": "pattern",
    "model_type": "not_a_mapping",
    "model_attributes_type": "not_a_mapping",
    "dict_type": "not_a_mapping",
    "tuple_type": "not_a_list",
    "too_short": "too_short",
    "too_long": "too_long",
    "list_type": "not_a_list",
    "less_than_equal": "too_high",
    "greater_than_equal": "too_low",
    "int_from_float": "not_whole",
    "int_type": "not_a_number",
    "float_type": "not_a_number",
    "float_parsing": "not_a_number",
    "bool_type": "not_yes_or_no",
    "bool_parsing": "not_yes_or_no",
}


def validate(model: type[M], tree: Tree, context: dict[str, Any] | None = None) -> M:
    """Return `tree` as a `model`.

    Raises:
        InputError: with a located problem for each error.
    """
    if not isinstance(tree.data, dict):
        raise InputError([Problem(tree.place(()), "not_a_mapping_at_top")])
    try:
        return model.model_validate(tree.data, context=context)
    except ValidationError as error:
        raise InputError(_problems(model, tree, error)) from None


def _problems(model: type[BaseModel], tree: Tree, error: ValidationError) -> list[Problem]:
    found = (_problem(model, tree, details) for details in error.errors(include_url=False))
    return list({(problem.place, problem.key): problem for problem in found}.values())


def _problem(model: type[BaseModel], tree: Tree, details: ErrorDetails) -> Problem:
    """Return one of pydantic's errors as a problem: its place, its sentence, and what fills the sentence."""
    loc = details["loc"]
    at = tree.known(loc)
    key = _KEYS.get(details["type"], details["type"])
    values: dict[str, Any] = {"given": details.get("input"), **(details.get("ctx") or {}), "why": details["msg"]}
    values["field"] = ".".join(str(part) for part in at) or str(loc[-1] if loc else "")
    values["given"] = tree.raw.get(at, values["given"])  # as it is written, 36.10 rather than 36.1
    values["limit"] = values.get("le", values.get("ge"))
    about_name = loc[-1:] == ("[key]",)  # pydantic's mark of an error in the name of an entry, not in its value
    if about_name:
        values["given"] = loc[-2]
    elif key == "unknown_key":
        values["given"] = loc[-1]
        values["near"] = nearest(str(loc[-1]), _fields(model, loc[:-1]))
        key = "number_in_two" if str(loc[-1])[:1].isdigit() and details.get("input") is None else key
    elif key == "missing":
        values["field"] = str(loc[-1])
    elif "expected" in values:
        options = _options(values["expected"])
        values |= {"near": nearest(str(values["given"]), options), "expected": ", ".join(options)}
    place = tree.place(at, key=about_name or details["type"] == "extra_forbidden")
    return Problem(place, key if key in words("id") else "invalid", values)


def _options(expected: list[str] | str) -> list[str]:
    """Return what could have been written: pydantic tells it as "'a', 'b' or 'c'", our own errors as a list."""
    if isinstance(expected, list):
        return expected
    return [option.strip(" '") for option in expected.replace(" or ", ",").split(",")]


def _fields(model: Any, loc: Sequence[str | int]) -> list[str]:
    """Return the fields of the model that stands at `loc` below `model`."""
    models = [model]
    for part in loc:
        models = [m for here in models for m in types_below(here, part)] or models
    return [name for m in models if hasattr(m, "model_fields") for name in m.model_fields]


def types_below(model: Any, part: str | int) -> list[Any]:
    """Return the types that a value at `part` of `model` can have."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        return [model.model_fields[part].annotation] if part in model.model_fields else []
    found: list[Any] = []
    for arg in get_args(model):
        if isinstance(arg, type) and issubclass(arg, BaseModel):
            found.append(arg) if isinstance(part, int) else found.extend(types_below(arg, part) or [arg])
        elif get_args(arg):
            found.extend(types_below(arg, part))
    return found
