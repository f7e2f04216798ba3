"""The workbench in the browser: the same library, the same sentences, on this machine alone."""

from diagnose.web.app import application
from diagnose.web.guard import Keys
from diagnose.web.server import serve

__all__ = ["Keys", "application", "serve"]
