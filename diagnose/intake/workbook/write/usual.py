"""Which agencies the form asks about before a case names any."""

from diagnose.case import Register
from diagnose.common import content_file, per_pack, read_content, validate
from diagnose.intake.workbook.titles import NO_REGISTER
from diagnose.knowledge import RulesFile


def usual_agencies(register: Register = NO_REGISTER) -> tuple[str, ...]:
    """Return the agencies that hold the functions which the rules list, in their order: those of the case, else usual.

    `register` has the agencies of the case.
    """
    holding = (register.holding(function) for function in _listed_functions())
    return tuple(dict.fromkeys(agency for agency in holding if agency))


@per_pack
def _listed_functions() -> tuple[str, ...]:
    framework = validate(RulesFile, read_content(content_file("rules/framework.yaml"))).framework
    assert framework is not None
    return tuple(dict.fromkeys(function for listed in framework.function_lists for function in listed.functions))
