"""Names of agencies in a case that is being read: each is resolved against the register of the case."""

from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationInfo

from diagnose.case.register import Register


def in_part(part: str) -> Any:
    """Return what tells the register that the names which come are in `part` of the case, as pydantic takes it.

    Where the part comes as it was read before, and not as raw data, its names are those it had then.
    """
    return BeforeValidator(partial(_begin, part))


def _begin(part: str, raw: object, info: ValidationInfo) -> object:
    register, read = ((info.context or {}).get(name) for name in ("register", "read"))
    if isinstance(register, Register):
        register.begin(part, read if isinstance(raw, BaseModel | tuple) else None)
    return raw


def _resolve(name: str, info: ValidationInfo) -> str:
    register = (info.context or {}).get("register")
    return register.resolve(name) if isinstance(register, Register) else name


def _names_to_mapping(raw: object) -> object:
    """Take a bare list of names as a yes for each."""
    return dict.fromkeys(raw, "yes") if isinstance(raw, list) and all(isinstance(name, str) for name in raw) else raw


AgencyName = Annotated[str, Field(min_length=2, max_length=200, pattern=r"\w"), AfterValidator(_resolve)]
OrNames = BeforeValidator(_names_to_mapping)
