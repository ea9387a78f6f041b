"""Writing internal workflows: drafts, issuing by a decision, voiding what was issued by mistake; what was read taken as a draft."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, Stale
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.procedures.events import EventKind
from motcua.procedures.models import (
    FoundState,
    FoundWorkflow,
    InternalWorkflow,
    Procedure,
    WorkflowLevel,
    WorkflowReading,
    WorkflowState,
)
from motcua.procedures.queries.registry import has_ended
from motcua.procedures.queries.workflows import (
    draft_of,
    findings_now,
    reading_ref,
    ref_of,
)
from motcua.procedures.services.successions import (
    alone,
    close_ranks,
    end_before,
    known_case,
    with_reason,
    wrong,
)
from motcua.procedures.workflows import Table, faults, normal, table_as_json

MOST_STEPS = 200


def begin_workflow(procedure: Procedure, *, level: str, table: Table, actor: Actor, case: str = "") -> InternalWorkflow:
    """A new draft of the procedure at a level. Refused where one is being written already."""
    if level not in WorkflowLevel.values:
        raise Invalid("Chọn cấp thực hiện.", errors=(FieldError("level", N_("Chọn cấp thực hiện.")),))
    if has_ended(procedure, clock.today()):
        raise Refused("Thủ tục đã bãi bỏ, không soạn quy trình mới được.", code="abolished")
    known_case(procedure, case, clock.today())
    with transaction.atomic():
        alone(procedure.pk)
        if draft_of(procedure, level, case) is not None:
            raise Refused("Quy trình này đang có bản soạn. Hãy sửa tiếp bản đó.", code="draft_there")
        same = procedure.workflows.filter(level=level, case=case)
        made = InternalWorkflow.objects.create(
            procedure=procedure,
            level=level,
            case=case,
            number=(same.aggregate(last=Max("number"))["last"] or 0) + 1,
            table=_kept(table),
            steps=len(table.steps),
            created_at=clock.now(),
        )
        payload: dict[str, events.Plain] = {
            "subject": f"procedure:{procedure.uid}",
            "level": level,
        }
        events.append(ref_of(made), EventKind.WORKFLOW_BEGUN, actor=actor, payload=payload)
    return made


def change_workflow(workflow: InternalWorkflow, *, table: Table, version: int, actor: Actor) -> InternalWorkflow:
    """Another table for a draft, seen as of `version`. Faults may stand in a draft."""
    _only(workflow, WorkflowState.DRAFT)
    with transaction.atomic():
        rows = InternalWorkflow.objects.filter(pk=workflow.pk, version=version, state=WorkflowState.DRAFT)
        if rows.update(table=_kept(table), steps=len(table.steps), version=F("version") + 1) != 1:
            raise changed_meanwhile(ref_of(workflow), actor=actor)
        workflow.refresh_from_db()
        payload: dict[str, events.Plain] = {"count": len(table.steps)}
        events.append(ref_of(workflow), EventKind.WORKFLOW_CHANGED, actor=actor, payload=payload)
    return workflow


def issue_workflow(
    workflow: InternalWorkflow, *, decision: Any, valid_from: date, version: int, actor: Actor
) -> InternalWorkflow:
    """Put a draft in force by its decision, from a day on; the one before ends there. Refused while something is wrong with it."""
    _only(workflow, WorkflowState.DRAFT)
    known_case(workflow.procedure, workflow.case, valid_from)
    _without_faults(workflow, valid_from)
    with transaction.atomic():
        alone(workflow.procedure_id)
        _end_before(workflow, valid_from, decision)
        rows = InternalWorkflow.objects.filter(pk=workflow.pk, version=version, state=WorkflowState.DRAFT)
        facts = {"decision": decision, "valid_from": valid_from, "issued_at": clock.now()}
        if rows.update(state=WorkflowState.ISSUED, version=F("version") + 1, **facts) != 1:
            raise changed_meanwhile(ref_of(workflow), actor=actor)
        workflow.refresh_from_db()
        payload: dict[str, events.Plain] = {"from": valid_from, "document": decision.number}
        events.append(ref_of(workflow), EventKind.WORKFLOW_ISSUED, actor=actor, payload=payload)
    return workflow


def end_workflow(workflow: InternalWorkflow, *, on: date, reason: str, actor: Actor) -> InternalWorkflow:
    """From `on` it does not hold any more, with nothing in its place."""
    _only(workflow, WorkflowState.ISSUED)
    if workflow.valid_from is None or on <= workflow.valid_from:
        raise wrong("on", N_("Ngày hết hiệu lực phải sau ngày bắt đầu."))
    if workflow.valid_to is not None and workflow.valid_to <= on:
        raise wrong("on", N_("Quy trình đã hết hiệu lực trước ngày này."))
    with_reason(reason)
    with transaction.atomic():
        InternalWorkflow.objects.filter(pk=workflow.pk).update(valid_to=on, ended_on=on, version=F("version") + 1)
        workflow.refresh_from_db()
        payload: dict[str, events.Plain] = {"to": on, "reason": reason.strip()}
        events.append(ref_of(workflow), EventKind.WORKFLOW_ENDED, actor=actor, payload=payload)
    return workflow


def void_workflow(workflow: InternalWorkflow, *, reason: str, actor: Actor) -> InternalWorkflow:
    """Take back a draft, or what was issued by mistake: then the one that it ended holds on."""
    if workflow.state == WorkflowState.VOIDED:
        raise Refused("Quy trình này đã hủy.", code="voided")
    with_reason(reason)
    with transaction.atomic():
        alone(workflow.procedure_id)
        rows = InternalWorkflow.objects.filter(pk=workflow.pk, state=workflow.state)
        if rows.update(state=WorkflowState.VOIDED, void_reason=reason.strip()[:500], version=F("version") + 1) != 1:
            raise changed_meanwhile(ref_of(workflow), actor=actor)
        if workflow.state == WorkflowState.ISSUED:
            close_ranks(_same(workflow).filter(state=WorkflowState.ISSUED))
        workflow.refresh_from_db()
        events.append(ref_of(workflow), EventKind.WORKFLOW_VOIDED, actor=actor, payload={"reason": reason.strip()})
    return workflow


def take_found(
    found: FoundWorkflow, *, procedure: Procedure, table: Table, actor: Actor, case: str = ""
) -> InternalWorkflow:
    """A person confirms what was read, as `table`: it becomes a draft of the procedure, in the place of one that is being written."""
    with transaction.atomic():
        _settle(found, FoundState.TAKEN)
        draft = draft_of(procedure, found.reading.level, case)
        if draft is None:
            made = begin_workflow(procedure, level=found.reading.level, case=case, table=table, actor=actor)
        else:
            made = change_workflow(draft, table=table, version=draft.version, actor=actor)
        FoundWorkflow.objects.filter(pk=found.pk).update(made=made, procedure=procedure)
        found.refresh_from_db()
        payload: dict[str, events.Plain] = {"line": found.position, "made": str(ref_of(made))}
        events.append(reading_ref(found.reading), EventKind.WORKFLOW_TAKEN, actor=actor, payload=payload)
    return made


def reject_found(found: FoundWorkflow, *, reason: str, actor: Actor) -> None:
    """What was read is no workflow of ours, or not this one; its words stay."""
    with_reason(reason)
    with transaction.atomic():
        _settle(found, FoundState.REJECTED)
        FoundWorkflow.objects.filter(pk=found.pk).update(reason=reason.strip()[:500])
        found.refresh_from_db()
        payload: dict[str, events.Plain] = {"line": found.position, "reason": reason.strip()}
        events.append(reading_ref(found.reading), EventKind.WORKFLOW_NOT_TAKEN, actor=actor, payload=payload)


def issue_all(
    reading: WorkflowReading, *, decision: Any, valid_from: date, actor: Actor
) -> tuple[list[InternalWorkflow], list[tuple[InternalWorkflow, str]]]:
    """Issue every draft that was taken from an annex, each for itself: (issued, those refused with their reason)."""
    issued: list[InternalWorkflow] = []
    refused: list[tuple[InternalWorkflow, str]] = []
    rows = reading.found.filter(state=FoundState.TAKEN, made__state=WorkflowState.DRAFT).select_related(
        "made__procedure"
    )
    for one in rows.order_by("position"):
        workflow = one.made
        assert workflow is not None  # noqa: S101 - the query asks for those that were taken
        try:
            issue_workflow(workflow, decision=decision, valid_from=valid_from, version=workflow.version, actor=actor)
        except (Invalid, Refused, Stale) as error:
            refused.append((workflow, str(error)))
        else:
            issued.append(workflow)
    return issued, refused


def _settle(found: FoundWorkflow, state: FoundState) -> None:
    if FoundWorkflow.objects.filter(pk=found.pk, state=FoundState.WAITING).update(state=state) != 1:
        raise Refused("Quy trình này của phụ lục đã được xử lý.", code="settled")


def _kept(table: Table) -> dict[str, Any]:
    if len(table.steps) > MOST_STEPS:
        raise Invalid("Quy trình có hơn {count} bước.", code="too_many", count=MOST_STEPS)
    return table_as_json(normal(table))


def _same(workflow: InternalWorkflow) -> Any:
    rows = InternalWorkflow.objects.filter(procedure=workflow.procedure_id, level=workflow.level, case=workflow.case)
    return rows.exclude(pk=workflow.pk)


def _end_before(workflow: InternalWorkflow, start: date, decision: Any) -> None:
    issued = _same(workflow).filter(state=WorkflowState.ISSUED)
    taken = N_("Đã có quy trình số {number} có hiệu lực từ {on}. Chọn ngày sau đó, hoặc hủy quy trình kia.")
    end_before(issued, start, taken=taken)
    if decision.issued_on is not None and start < decision.issued_on:
        raise wrong("valid_from", N_("Ngày có hiệu lực không thể trước ngày ký quyết định."))


def _without_faults(workflow: InternalWorkflow, on: date) -> None:
    wrong = faults(findings_now(workflow, on))
    if wrong:
        told = tuple(FieldError("table", one.template, dict(one.params)) for one in wrong)
        raise Invalid("Quy trình còn lỗi nên chưa ban hành được. Hãy sửa rồi ban hành lại.", code="faults", errors=told)


def _only(workflow: InternalWorkflow, state: WorkflowState) -> None:
    if workflow.state != state:
        raise Refused(
            "Chỉ sửa, ban hành được bản đang soạn."
            if state == WorkflowState.DRAFT
            else "Quy trình này không đang được ban hành.",
            code="wrong_state",
        )
