"""What the shell offers for what is typed so far of scenarios and kinds of memo; see `completing`."""

from diagnose.analysis.whatif import shipped_scenarios
from diagnose.cli.completing import beginning, yaml_files
from diagnose.memo.template import templates


def complete_scenario(incomplete: str) -> list[str]:
    """Return the shipped scenarios and the YAML files whose names begin as typed."""
    return beginning([*shipped_scenarios(), *yaml_files(incomplete)], incomplete)


def complete_template(incomplete: str) -> list[str]:
    """Return the kinds of memo that begin as typed."""
    return beginning(templates(), incomplete)
