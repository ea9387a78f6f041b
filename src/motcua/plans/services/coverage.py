"""What people say about a plan and the plan above it: that it carries it out, and what of it."""

from __future__ import annotations

from django.db import transaction

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.text import nfc
from motcua.plans import events as kinds
from motcua.plans.models import CoverageMark, Plan
from motcua.plans.queries.coverage import ISSUED, goes_round
from motcua.plans.queries.plans import ref_of
from motcua.plans.workflow import PlanState


def link_superior(plan: Plan, superior: Plan | None, *, actor: Actor) -> Plan:
    """Say which plan this one carries out; None takes the link away. Raises Refused for a circle or a plan not in force."""
    if plan.state not in {PlanState.DRAFT, PlanState.IN_APPROVAL, PlanState.AWAITING_NUMBER, *ISSUED}:
        raise Refused("Kế hoạch này đã được thay hoặc thu hồi.", code="not_in_force")
    if superior is not None and superior.state not in ISSUED:
        raise Refused("Kế hoạch cấp trên chưa ban hành hoặc đã bị thay.", code="not_in_force")
    if superior is not None and goes_round(plan, superior):
        raise Refused("Hai kế hoạch không thể cùng là cấp trên của nhau.", code="circle")
    if plan.superior_id == (superior.pk if superior is not None else None):
        return plan
    with transaction.atomic():
        rows = Plan.objects.filter(pk=plan.pk, version=plan.version)
        if rows.update(superior=superior, version=plan.version + 1) != 1:
            raise changed_meanwhile(ref_of(plan), actor=actor)
        plan.superior, plan.version = superior, plan.version + 1
        events.append(
            ref_of(plan),
            kinds.PLAN_LINKED,
            actor=actor,
            payload={"superior": ref_of(superior) if superior is not None else None},
        )
    return plan


def mark_coverage(
    superior: Plan, *, item: str, key: str, subordinate: Plan, covered: bool, actor: Actor, note: str = ""
) -> CoverageMark:
    """Say that a plan does, or does not, take up an item of its superior plan. The last word counts; each is in the trail."""
    note = nfc(note).strip()[:500]
    if item not in CoverageMark.Item.values or not _there(superior, item, key):
        raise Invalid("Mục này không có trong kế hoạch.", errors=(FieldError("item", N_("Chọn mục trong danh sách.")),))
    if subordinate.superior_id != superior.pk:
        raise Refused("Kế hoạch này không thực hiện kế hoạch cấp trên đang xem.", code="not_subordinate")
    with transaction.atomic():
        mark, made = CoverageMark.objects.get_or_create(
            superior=superior,
            item=item,
            key=key,
            subordinate=subordinate,
            defaults={"covered": covered, "note": note, "marked_name": actor.name, "marked_at": clock.now()},
        )
        if not made:
            rows = CoverageMark.objects.filter(pk=mark.pk, version=mark.version)
            changed = rows.update(
                covered=covered, note=note, marked_name=actor.name, marked_at=clock.now(), version=mark.version + 1
            )
            if changed != 1:
                raise Refused("Mục này vừa được xác nhận. Hãy tải lại trang.", code="stale")
            mark.refresh_from_db()
        events.append(
            ref_of(superior),
            kinds.COVERAGE_MARKED,
            actor=actor,
            payload={"plan": ref_of(subordinate), "item_kind": item, "item_key": key, "covered": covered},
        )
    return mark


def _there(plan: Plan, item: str, key: str) -> bool:
    if item == CoverageMark.Item.TASK:
        return any(str(uid) == key for uid in plan.tasks.values_list("uid", flat=True))
    if item == CoverageMark.Item.TARGET:
        return any(str(uid) == key for uid in plan.targets.values_list("uid", flat=True))
    rows = plan.topics if item == CoverageMark.Item.TOPIC else plan.channels
    return key.isdecimal() and rows.filter(position=int(key)).exists()
