"""Showing that outreach was done: a result of the plan's work or a link, tied to a topic, a channel, or both."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import nfc
from motcua.plans import events as kinds
from motcua.plans.models import Channel, Deliverable, Occurrence, OutreachEvidence, Plan, Topic
from motcua.plans.queries.plans import ref_of
from motcua.plans.workflow import PlanState

if TYPE_CHECKING:
    from motcua.organisations.models import Unit


def show_outreach(
    plan: Plan,
    *,
    unit: Unit,
    done_on: date,
    title: str,
    actor: Actor,
    topic: Topic | None = None,
    channel: Channel | None = None,
    occurrence: Occurrence | None = None,
    deliverable: Deliverable | None = None,
    address: str = "",
) -> OutreachEvidence:
    """Ghi minh chứng. Raises Invalid (nothing it is about, nothing that shows it, in the future), Refused (plan not issued)."""
    title = " ".join(nfc(title).split())
    errors = []
    if not title or len(title) > 500:
        errors.append(FieldError("title", N_("Ghi việc đã làm, không quá 500 ký tự.")))
    if topic is None and channel is None:
        errors.append(FieldError("topic", N_("Chọn nội dung hoặc hình thức.")))
    if topic is not None and channel is not None and topic.audience != channel.audience:
        errors.append(FieldError("channel", N_("Nội dung và hình thức dành cho hai đối tượng khác nhau.")))
    if occurrence is None and deliverable is None and not address:
        errors.append(FieldError("address", N_("Chọn kết quả đã nộp hoặc ghi địa chỉ.")))
    if address and not address.startswith(("https://", "http://")):
        errors.append(FieldError("address", N_("Địa chỉ chưa đúng, hãy viết như https://…")))
    if done_on > clock.today():
        errors.append(FieldError("done_on", N_("Ngày không thể ở tương lai.")))
    if errors:
        raise Invalid("Chưa ghi được minh chứng. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    if plan.state not in {PlanState.ISSUED, PlanState.CLOSED}:
        raise Refused("Chỉ ghi minh chứng cho kế hoạch đã ban hành.", code="not_issued")
    others = (topic, channel, occurrence.task if occurrence is not None else None)
    if any(one is not None and one.plan_id != plan.pk for one in others):
        raise Refused("Nội dung, hình thức hoặc việc này thuộc kế hoạch khác.", code="other_plan")
    with transaction.atomic():
        made = OutreachEvidence.objects.create(
            plan=plan,
            unit=unit,
            done_on=done_on,
            title=title,
            topic=topic,
            channel=channel,
            occurrence=occurrence,
            deliverable=deliverable,
            address=address,
            recorded_name=actor.name,
            recorded_at=clock.now(),
        )
        events.append(
            ref_of(plan),
            kinds.OUTREACH_SHOWN,
            actor=actor,
            payload={"evidence": str(made.uid), "unit": unit.code, "on": done_on},
        )
    return made


def void_outreach(evidence: OutreachEvidence, *, actor: Actor, reason: str) -> OutreachEvidence:
    """Bỏ what was entered by mistake. It stays readable."""
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", "Hãy ghi lý do."),))
    with transaction.atomic():
        rows = OutreachEvidence.objects.filter(pk=evidence.pk, voided_at__isnull=True)
        if rows.update(voided_at=clock.now(), void_reason=reason) != 1:
            raise Refused("Minh chứng này đã bỏ.", code="voided")
        events.append(
            ref_of(evidence.plan),
            kinds.OUTREACH_VOIDED,
            actor=actor,
            payload={"evidence": str(evidence.uid), "reason": reason},
        )
    evidence.refresh_from_db()
    return evidence
