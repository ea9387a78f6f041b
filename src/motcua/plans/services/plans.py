"""The later life of a plan that was read in: its number arrives, it is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from motcua.documents.citations import canonical
from motcua.kernel import events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.plans import events as kinds
from motcua.plans.models import Plan, Reading, Task
from motcua.plans.queries.plans import KIND, issued_with, ref_of
from motcua.plans.services.work import close_work, open_work
from motcua.plans.workflow import PLAN


def give_number(plan: Plan, *, actor: Actor, number: str, issued_on: date) -> Plan:
    """Enter the number that the registry gave to a plan accepted as "chờ cấp số"."""
    number = " ".join(number.split())
    if not number or "/" not in number:
        message = N_("Viết số, ký hiệu như trên văn bản, ví dụ 12/KH-UBND.")
        raise Invalid("Chưa ghi được số.", errors=(FieldError("number", message),))
    key = canonical(number)
    with transaction.atomic():
        if issued_with(key, plan.owner_id, plan.year or issued_on.year).exclude(pk=plan.pk).exists():
            raise _taken(number)
        try:
            with transaction.atomic():
                workflow.move(plan, PLAN, "give_number", number=number, canonical_number=key, issued_on=issued_on)
        except IntegrityError as error:  # somebody else gave the number since we looked
            raise _taken(number) from error
        open_work(plan, actor=actor)
        events.append(
            ref_of(plan), kinds.PLAN_NUMBERED, actor=actor, payload={"number": number, "issued_on": issued_on}
        )
    return plan


def _taken(number: str) -> Refused:
    return Refused("Số {number} đã thuộc một kế hoạch khác. Hãy kiểm tra lại số.", code="plan_known", number=number)


def withdraw_plan(plan: Plan, *, actor: Actor, reason: str) -> Plan:
    """Take a plan back, with the reason. It stays readable."""
    if not reason.strip():
        raise Invalid("Hãy ghi lý do thu hồi.", errors=(FieldError("reason", "Hãy ghi lý do."),))
    with transaction.atomic():
        workflow.move(plan, PLAN, "withdraw")
        close_work(plan.tasks.all(), reason=N_("Kế hoạch đã thu hồi."))
        events.append(ref_of(plan), kinds.PLAN_WITHDRAWN, actor=actor, payload={"reason": reason.strip()[:500]})
    return plan


def move_plans(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """Give the named plans of one unit to another. Part of the caller's transaction; returns how many moved."""
    uids = [ref.uid for ref in map(Ref.parse, refs) if ref.kind == KIND]
    moved = Plan.objects.filter(uid__in=uids, owner=unit)
    readings = [pk for pk in moved.values_list("reading", flat=True) if pk]
    Reading.objects.filter(pk__in=readings).update(owner=to_unit)
    Task.objects.filter(plan__in=moved).update(owner=to_unit)
    return moved.update(owner=to_unit)
