"""The program's face, by noun: what is published is everybody's to read; the rest is the officers'."""

from ninja import Router

from motcua.procedures.rest.procedures import router as procedures
from motcua.procedures.rest.workflows import router as workflows

OPEN: tuple[Router, ...] = (procedures,)
SIGNED_IN: tuple[Router, ...] = (workflows,)

__all__ = ["OPEN", "SIGNED_IN"]
