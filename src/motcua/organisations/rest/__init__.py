"""The program's face: who calls, units with their posts, and who stands in for whom."""

from motcua.organisations.rest.callers import AUTHENTICATORS, SIGNED_IN, Caller
from motcua.organisations.rest.delegations import router as delegations
from motcua.organisations.rest.units import router

__all__ = ["AUTHENTICATORS", "SIGNED_IN", "Caller", "delegations", "router"]
