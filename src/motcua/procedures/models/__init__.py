"""Tables of the registry, by noun."""

from motcua.procedures.models.imports import ImportRow, ImportRun, RowState
from motcua.procedures.models.pages import LinkState, NationalLink, PageRemark
from motcua.procedures.models.places import Assignment, AssignmentRole, LocalEntry, LocalKind
from motcua.procedures.models.registry import Field, Origin, Procedure, ProcedureKind, ProcedureVersion, VersionState

__all__ = [
    "Assignment",
    "AssignmentRole",
    "Field",
    "ImportRow",
    "ImportRun",
    "LinkState",
    "LocalEntry",
    "LocalKind",
    "NationalLink",
    "Origin",
    "PageRemark",
    "Procedure",
    "ProcedureKind",
    "ProcedureVersion",
    "RowState",
    "VersionState",
]
