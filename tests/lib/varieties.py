"""How tables that are drawn in many layouts are read: for which case, and on how many examples."""

from hypothesis import HealthCheck

from diagnose.intake.tables import Asked
from tests.lib.examples import examples

ASKED = Asked("Kabupaten Contoh", 2025)


LOOKED = examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
