"""The program's face, by noun. The library is open to all; approvals need a caller, so they are mounted apart."""

from motcua.documents.rest.approvals import router as approvals
from motcua.documents.rest.library import router

__all__ = ["approvals", "router"]
