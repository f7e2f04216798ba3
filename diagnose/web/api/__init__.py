"""The same for programs: ``/api/v1``, described by OpenAPI, with the records of the library as they are."""

from diagnose.web.api.imports import router as _imports
from diagnose.web.api.problems import API, problem
from diagnose.web.api.reference import router as _reference
from diagnose.web.api.routes import router as _routes
from diagnose.web.api.work import router as _work

ROUTERS = (_routes, _work, _imports, _reference)

__all__ = ["API", "ROUTERS", "problem"]
