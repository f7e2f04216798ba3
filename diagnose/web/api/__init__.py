"""The same for programs: ``/api/v1``, described by OpenAPI, with the records of the library as they are."""

from diagnose.web.api.problems import API, problem
from diagnose.web.api.reference import router as reference_router
from diagnose.web.api.routes import router

__all__ = ["API", "problem", "reference_router", "router"]
