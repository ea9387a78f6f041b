"""Internal workflows: the one of a day, the default of a procedure without one, limits beside them, who could take their steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.kernel import search
from motcua.kernel.errors import NotFound
from motcua.kernel.models import Job
from motcua.kernel.refs import Ref
from motcua.kernel.rules import rule
from motcua.organisations.permissions import has_any_grant, require
from motcua.procedures.content import Content, Level, Limit
from motcua.procedures.content.local import longer
from motcua.procedures.models import (
    FiledCase,
    FoundState,
    FoundWorkflow,
    InternalWorkflow,
    LocalEntry,
    LocalKind,
    Procedure,
    ProcedureVersion,
    VersionState,
    WorkflowReading,
    WorkflowState,
)
from motcua.procedures.queries.desk import shown_version
from motcua.procedures.queries.local import effective_of
from motcua.procedures.queries.registry import KIND as PROCEDURE
from motcua.procedures.queries.registry import LEVELS, content_of, in_force
from motcua.procedures.rules.filed_cases import filed_cases
from motcua.procedures.workflows import (
    Finding,
    Role,
    RoleKind,
    Step,
    Table,
    Time,
    findings,
    in_sequence,
    kinds_of,
    not_compared,
    table_from_json,
)

KIND = "internal_workflow"
READING = "workflow_reading"
"""Kinds of subjects."""
READ = "procedures.read"
ROLES = "procedures.workflow_roles"
TIMES = "procedures.workflow_times"
DEFAULT = "procedures.default_workflow"
OWN_LEVELS = (Level.PROVINCE, Level.COMMUNE)
"""Levels at which the province issues the workflows of its procedures; the vertical agencies' are their own."""


@dataclass(frozen=True, slots=True)
class InUse:
    """What a procedure runs on: `workflow` None for the stated default; `basis` is the default's article then."""

    table: Table
    workflow: InternalWorkflow | None
    basis: str = ""


def ref_of(workflow: InternalWorkflow) -> Ref:
    return Ref.to(KIND, workflow.uid)


def reading_ref(reading: WorkflowReading) -> Ref:
    return Ref.to(READING, reading.uid)


def role_kinds(on: date) -> tuple[RoleKind, ...]:
    """The positions by which roles are resolved, as of a date."""
    return kinds_of(rule(ROLES, on).value)


def hours_a_day(on: date) -> Decimal:
    return Decimal(str(rule(TIMES, on).value["hours_a_day"]))


def default_in_use(on: date) -> InUse:
    """What a procedure without a workflow runs on."""
    found = rule(DEFAULT, on)
    names = {kind.key: kind.name for kind in role_kinds(on)}
    keys = dict.fromkeys(row["role"] for row in found.value["steps"])
    steps = tuple(Step(row["key"], row["title"], row["role"], output=row["output"]) for row in found.value["steps"])
    table = Table(steps, tuple(Role(key, names.get(key, key), key) for key in keys))
    return InUse(in_sequence(table), None, found.article)


def table_of(workflow: InternalWorkflow) -> Table:
    return table_from_json(workflow.table)


def issued_on(on: date) -> Q:
    """The condition that a workflow is issued and holds on a day."""
    return Q(state=WorkflowState.ISSUED, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def workflow_on(procedure: Procedure, level: str, on: date, case: str = "") -> InternalWorkflow | None:
    """That of the case, else the one for all cases."""
    rows = procedure.workflows.filter(issued_on(on), level=level, case__in={case, ""}).select_related("decision")
    return rows.order_by("-case", "-number").first()


def in_use(procedure: Procedure, level: str, on: date, case: str = "") -> InUse:
    """What a dossier taken in on the day would run through."""
    found = workflow_on(procedure, level, on, case)
    return default_in_use(on) if found is None else InUse(table_of(found), found)


def workflow_for(user: Any, uid: UUID | str, action: str = READ) -> InternalWorkflow:
    """The workflow for somebody who may do `action`. Raises Forbidden, NotFound."""
    require(user, action)
    found = InternalWorkflow.objects.select_related("procedure", "decision").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có quy trình nội bộ này.", code="no_workflow")
    return found


def workflows_of(procedure: Procedure) -> list[InternalWorkflow]:
    """All of a procedure: by level and case, the newest first."""
    order = {level: n for n, level in enumerate(LEVELS)}
    rows = procedure.workflows.select_related("decision").defer("table").order_by("case", "-number")
    return sorted(rows, key=lambda row: order[Level(row.level)])


def others_of(workflow: InternalWorkflow) -> list[InternalWorkflow]:
    """All numbers of the same procedure, level and case, the newest first."""
    rows = InternalWorkflow.objects.filter(
        procedure=workflow.procedure_id, level=workflow.level, case=workflow.case
    ).select_related("decision")
    return list(rows.order_by("-number"))


def draft_of(procedure: Procedure, level: str, case: str = "") -> InternalWorkflow | None:
    return procedure.workflows.filter(level=level, case=case, state=WorkflowState.DRAFT).first()


def levels_of(procedure: Procedure, on: date) -> list[str]:
    """At which of the levels that can have a workflow the procedure is performed, as its shown version says; all where it says none."""
    return levels_said(shown_version(procedure, on))


def levels_said(version: ProcedureVersion | None) -> list[str]:
    levels = [level for level in LEVELS if level != Level.MINISTRY]
    found = [level.value for level in levels if version is not None and getattr(version, LEVELS[level])]
    return found or [level.value for level in levels]


def workflows_for(user: Any) -> QuerySet[InternalWorkflow]:
    """All workflows, for whoever may read the registry."""
    rows = InternalWorkflow.objects.select_related("procedure", "decision").defer("table")
    return rows if has_any_grant(user, READ) else rows.none()


def drafts_of(level: str) -> QuerySet[InternalWorkflow]:
    """What is being written at a level, by the names of procedures."""
    rows = InternalWorkflow.objects.filter(level=level, state=WorkflowState.DRAFT).select_related("procedure")
    return rows.order_by("procedure__sort_key", "pk")


def search_workflows(rows: QuerySet[InternalWorkflow], text: str) -> QuerySet[InternalWorkflow]:
    """Those of the procedures that words find."""
    found: Any = search.find(Procedure.objects.all(), PROCEDURE, text).queryset
    return rows.filter(procedure__in=found.order_by().values("pk"))


def outdated(rows: QuerySet[InternalWorkflow], on: date) -> QuerySet[InternalWorkflow]:
    """Those in force on a day whose procedure got, or is about to get, other content or another local limit after they did, or does not
    have their case any more: to be looked at again."""
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    newer = ProcedureVersion.objects.filter(
        not_ended, state=VersionState.PUBLISHED, procedure=OuterRef("procedure"), valid_from__gt=OuterRef("valid_from")
    )
    limits = LocalEntry.objects.filter(
        not_ended,
        procedure=OuterRef("procedure"),
        kind=LocalKind.LIMIT,
        voided_at__isnull=True,
        valid_from__gt=OuterRef("valid_from"),
    )
    own_case = FiledCase.objects.filter(
        in_force(on, "version__"), version__procedure=OuterRef("procedure"), name=OuterRef("case")
    )
    serves_nobody = ~Q(case="") & ~Exists(own_case)
    return rows.filter(issued_on(on)).filter(Exists(newer) | Exists(limits) | serves_nobody)


def changed_since(workflow: InternalWorkflow, on: date) -> bool:
    """Whether it is one of `outdated`."""
    return outdated(InternalWorkflow.objects.filter(pk=workflow.pk), on).exists()


def filed_of(version: ProcedureVersion | None) -> tuple[str, ...]:
    """The cases under which a dossier may be filed; "" for what no case names, none where the procedure is not divided."""
    return filed_cases(version.content) if version is not None else ()


def filed_on(procedure: Procedure, on: date) -> tuple[str, ...]:
    """As the version says that is shown on a day."""
    return filed_of(shown_version(procedure, on))


def cases_of(procedure: Procedure, on: date) -> list[str]:
    """The cases that a workflow may be for."""
    return [case for case in filed_on(procedure, on) if case]


def served_on(procedure: Procedure, level: str, on: date) -> set[str]:
    """The cases with an issued workflow at a level, "" where one is for all."""
    return set(procedure.workflows.filter(issued_on(on), level=level).values_list("case", flat=True))


def serves_nobody(workflow: InternalWorkflow, on: date) -> bool:
    """Whether it is of a case under which no dossier is filed any more."""
    return bool(workflow.case) and workflow.case not in cases_of(workflow.procedure, on)


def limits_of(procedure: Procedure, on: date) -> list[Limit]:
    """The limits that clocks take on a day: the local ones before the national ones."""
    return limits_beside(procedure, shown_version(procedure, on), on)


def limits_beside(procedure: Procedure, version: ProcedureVersion | None, on: date) -> list[Limit]:
    content = content_of(version) if version is not None else Content(name=procedure.name)
    return [pair.used for pair in effective_of(procedure, content, on).limits]


def limit_of(limits: Sequence[Limit], case: str) -> Limit | None:
    """The limit that a workflow must keep: of its case, else of all cases, else any; the longest where there are several."""
    fitting = (
        [one for one in limits if " ".join(one.case.split()) == case]
        or [one for one in limits if not one.case]
        or list(limits)
    )
    found = fitting[0] if fitting else None
    for one in fitting[1:]:
        if found is not None and longer(one, found):
            found = one
    return found


def findings_of(table: Table, on: date, limit: Limit | None) -> tuple[Finding, ...]:
    """What is wrong with a table on a day, and why its time was not compared with the limit where it was not."""
    kinds = frozenset(kind.key for kind in role_kinds(on))
    asked = Time(limit.value, limit.unit) if limit is not None else None
    return (
        *findings(table, hours_a_day=hours_a_day(on), limit=asked, kinds=kinds),
        *not_compared(table, limited=asked is not None),
    )


def findings_now(workflow: InternalWorkflow, on: date) -> tuple[Finding, ...]:
    """`findings_of` a workflow beside the limit of its case."""
    return findings_of(table_of(workflow), on, limit_of(limits_of(workflow.procedure, on), workflow.case))


def readings_for(user: Any) -> QuerySet[WorkflowReading]:
    rows = WorkflowReading.objects.select_related("file", "decision")
    return rows if has_any_grant(user, "workflows.edit") else rows.none()


def reading_for(user: Any, uid: UUID | str, action: str = "workflows.edit") -> WorkflowReading:
    require(user, action)
    return reading_by_uid(uid)


def reading_by_uid(uid: UUID | str) -> WorkflowReading:
    found = WorkflowReading.objects.select_related("file", "decision").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có lần đọc phụ lục này.", code="no_reading")
    return found


def jobs_of(readings: Iterable[WorkflowReading]) -> dict[str, Job]:
    """Uid → the jobs that read annexes, where they were not tidied away. One query."""
    return {str(job.uid): job for job in Job.objects.filter(uid__in=[row.job for row in readings if row.job])}


def found_in(reading: WorkflowReading) -> list[FoundWorkflow]:
    return list(reading.found.select_related("procedure", "made__decision").order_by("position"))


def found_for(user: Any, uid: UUID | str, action: str = "workflows.edit") -> FoundWorkflow:
    require(user, action)
    rows = FoundWorkflow.objects.select_related("reading__file", "reading__decision", "procedure", "made__decision")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có quy trình này trong phụ lục.", code="no_found")
    return found


def found_of(readings: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Reading (key) → how many workflows were found in it, how many of them wait for somebody. One query."""
    rows = FoundWorkflow.objects.filter(reading__in=list(readings)).order_by().values("reading")
    counted = rows.annotate(n=Count("pk"), waiting=Count("pk", filter=Q(state=FoundState.WAITING)))
    return {key: (n, waiting) for key, n, waiting in counted.values_list("reading", "n", "waiting")}
