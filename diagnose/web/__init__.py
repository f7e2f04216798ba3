"""The workbench in the browser: the same library, the same sentences, on this machine alone."""

from diagnose.web.app import application
from diagnose.web.guard import Keys
from diagnose.web.server import Sealed, serve

__all__ = ["Keys", "Sealed", "application", "serve"]
