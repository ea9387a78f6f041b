"""Consultations about drafts: for the drafter, for the units that are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import has_grant, visible
from motcua.organisations.queries.units import names_on
from motcua.plans.models import Consultation, Consulted, Opinion
from motcua.plans.permissions import may_do_with_plan, may_read_plan
from motcua.plans.workflow import ConsultationState

KIND = "opinion_request"
"""Kind of subject: what one unit is asked about a draft."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One unit with its comments. `silent`: it said nothing and the date has passed."""

    asked: Consulted
    unit: str
    opinions: tuple[Opinion, ...]
    silent: bool


def consultation_for(user: Any, uid: UUID | str, action: str = "plans.read") -> Consultation:
    """For those who may read the draft. Raises NotFound, Forbidden."""
    found = _whole().filter(uid=uid).first()
    if found is None or not may_read_plan(user, found.plan):
        raise NotFound("Không có đợt lấy ý kiến này, hoặc bạn không được mở.")
    if action != "plans.read" and not may_do_with_plan(user, found.plan, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def asked_for(user: Any, uid: UUID | str) -> Consulted:
    """What a unit is asked, for those who answer for it; they need no other right to the draft. Raises NotFound."""
    rows = Consulted.objects.select_related("unit", "consultation__plan__owner", "consultation__shown")
    found = rows.filter(uid=uid).first()
    if found is None or not has_grant(user, "plans.give_opinion", found.unit_id):
        raise NotFound("Không có dự thảo này, hoặc bạn không được cho ý kiến.")
    return found


def asked_ref(asked: Consulted) -> Ref:
    """The subject of notices about it: opened by those who answer for the unit, who need not see the draft otherwise."""
    return Ref.to(KIND, asked.uid)


def open_consultation(plan: str) -> Consultation | None:
    """For handlers: the consultation about a plan (its uid) that is open."""
    rows = Consultation.objects.select_related("plan").filter(plan__uid=plan, state=ConsultationState.OPEN)
    return rows.first()


def silent_on(due: Sequence[tuple[date, date]]) -> list[Consulted]:
    """Units that were asked for an opinion by a date within one of the ranges and have not answered."""
    wanted = Q(pk__in=[])
    for first, last in due:
        wanted |= Q(consultation__due_on__gte=first, consultation__due_on__lte=last)
    rows = Consulted.objects.filter(wanted, consultation__state=ConsultationState.OPEN, answer="")
    return list(rows.select_related("consultation__plan", "unit").order_by("consultation", "pk"))


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = Consulted.objects.filter(uid__in=uids).values_list("uid", "consultation__plan__title")
    return {str(uid): title for uid, title in rows}


def address(uid: str) -> str:
    return reverse("plans:answer_opinion", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    """Those that the user may answer."""
    rows = visible(Consulted.objects.filter(uid__in=uids), user, "plans.give_opinion")
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def asked_of(user: Any) -> QuerySet[Consulted]:
    """What the user's units are asked and have not answered, the soonest first: for "my work"."""
    rows = Consulted.objects.filter(consultation__state=ConsultationState.OPEN, answer="")
    found = visible(rows, user, "plans.give_opinion")
    return found.select_related("consultation__plan", "unit").order_by("consultation__due_on", "pk")


def answers_of(consultation: Consultation) -> list[Answered]:
    """Every unit in the order of its name. Three queries."""
    comments = Prefetch("opinions", queryset=Opinion.objects.order_by("position"))
    rows = list(consultation.consulted.select_related("unit").prefetch_related(comments))
    names = names_on([r.unit_id for r in rows], clock.today())
    late = consultation.due_on < clock.today() or consultation.state == ConsultationState.CLOSED
    found = [
        Answered(r, names.get(r.unit_id, r.unit.code), tuple(r.opinions.all()), late and not r.answer) for r in rows
    ]
    return sorted(found, key=lambda a: a.unit)


def opinion_for(user: Any, uid: UUID | str) -> Opinion:
    """A comment, for those who draft the plan. Raises NotFound, Forbidden."""
    rows = Opinion.objects.select_related("consulted__unit", "consulted__consultation__plan__owner")
    found = rows.filter(uid=uid).first()
    if found is None or not may_read_plan(user, found.consulted.consultation.plan):
        raise NotFound("Không có ý kiến này, hoặc bạn không được mở.")
    if not may_do_with_plan(user, found.consulted.consultation.plan, "plans.draft"):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def _whole() -> QuerySet[Consultation]:
    return Consultation.objects.select_related("plan__owner", "plan__issuer", "shown")
