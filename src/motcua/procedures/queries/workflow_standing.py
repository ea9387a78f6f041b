"""Which procedures are configured at a level: each case under which a dossier may be filed runs on an issued workflow.

The rule is `rules.filed_cases.lacking`; here it is asked of many procedures at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Case, CharField, Count, Exists, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from motcua.procedures.content import Level
from motcua.procedures.models import FiledCase, InternalWorkflow, Procedure, ProcedureVersion
from motcua.procedures.queries.registry import LEVELS, in_force, public_on
from motcua.procedures.queries.workflows import issued_on
from motcua.procedures.rules.filed_cases import lacking

M = TypeVar("M", bound=Model)
RUN_AT = "run_at"


class Standing(StrEnum):
    """How far the workflows of a procedure have come at a level."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Lacks:
    """The cases of a procedure, and those of them that run on the default; "" for what no case names."""

    cases: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def divided(self) -> bool:
        return self.cases != ("",)

    @property
    def standing(self) -> Standing:
        if not self.lacking:
            return Standing.WHOLE
        return Standing.PART if len(self.lacking) < len(self.cases) else Standing.NONE


@dataclass(frozen=True, slots=True)
class Figures:
    """Procedures in force at a level, by their standing."""

    whole: int
    part: int
    none: int


def asked_at(rows: QuerySet[M], level: str | Combinable, at: str = RUN_AT) -> QuerySet[M]:
    """Rows with the level at which `standing` asks about them, under the name `at`."""
    value: Any = Value(level, output_field=CharField()) if isinstance(level, str) else level
    found: QuerySet[M] = rows.annotate(**{at: value})
    return found


def standing(on: date, which: Standing, *, at: str = RUN_AT, procedure: str = "pk", known: datetime | None = None) -> Q:
    """The condition on rows of `asked_at`. `procedure` is the path to it; only what was issued by `known` counts."""
    issued = InternalWorkflow.objects.filter(issued_on(on))
    if known is not None:
        issued = issued.filter(issued_at__lte=known)
    own = issued.filter(procedure=OuterRef(procedure), level=OuterRef(at))
    cases = FiledCase.objects.filter(in_force(on, "version__"), version__procedure=OuterRef(procedure))
    serving = issued.filter(procedure=OuterRef("version__procedure"), level=OuterRef(OuterRef(at)))
    of_case = Exists(serving.filter(case=OuterRef("name")))
    for_all, some = Exists(own.filter(case="")), Q(Exists(own), Exists(cases.filter(of_case)))
    left = Exists(cases.filter(~of_case))
    match which:
        case Standing.WHOLE:
            return Q(for_all) | some & ~Q(left)
        case Standing.PART:
            return ~Q(for_all) & some & Q(left)
        case Standing.NONE:
            return ~Q(for_all) & ~some


def backlog(on: date, level: str) -> QuerySet[Procedure]:
    """Public procedures in force at a level of which a case, or the whole, runs on the default on a day."""
    return _at_level(on, level).filter(~standing(on, Standing.WHOLE))


def configured(on: date, level: str) -> QuerySet[Procedure]:
    """Public procedures in force at a level no dossier of which runs on the default on a day."""
    return _at_level(on, level).filter(standing(on, Standing.WHOLE))


def of_standing(rows: QuerySet[M], on: date, wanted: Iterable[str]) -> QuerySet[M]:
    """Rows of `asked_at` that have come so far."""
    asked = Q()
    for which in wanted:
        asked |= standing(on, Standing(which))
    return rows.filter(asked)


def figures(on: date, level: str) -> Figures:
    """One query."""
    come = Case(
        *(When(standing(on, which), then=Value(which.value)) for which in (Standing.WHOLE, Standing.PART)),
        default=Value(Standing.NONE.value),
        output_field=CharField(),
    )
    counted = _at_level(on, level).annotate(come=come).order_by().values("come").annotate(n=Count("pk"))
    found = dict(counted.values_list("come", "n"))
    return Figures(*(found.get(which.value, 0) for which in Standing))


def lacks_of(procedures: Sequence[int], on: date, level: str) -> dict[int, Lacks]:
    """What procedures (by their keys) lack at a level on a day. Two queries."""
    cases: dict[int, list[str]] = {}
    named = FiledCase.objects.filter(in_force(on, "version__"), version__procedure__in=procedures).order_by("pk")
    for pk, name in named.values_list("version__procedure", "name"):
        cases.setdefault(pk, []).append(name)
    served: dict[int, set[str]] = {}
    issued = InternalWorkflow.objects.filter(issued_on(on), level=level, procedure__in=procedures)
    for pk, case in issued.values_list("procedure", "case"):
        served.setdefault(pk, set()).add(case)
    return {pk: lacks(cases.get(pk, ()), served.get(pk, set())) for pk in procedures}


def lacks(cases: Sequence[str], served: set[str]) -> Lacks:
    every = tuple(cases) or ("",)
    return Lacks(every, lacking(every, served))


def _at_level(on: date, level: str) -> QuerySet[Procedure]:
    at = ProcedureVersion.objects.filter(pk=OuterRef("version_on"), **{LEVELS[Level(level)]: True})
    return asked_at(public_on(on).filter(Exists(at)), level)
