"""Drafts, their history, amendments: loaders that load and authorise in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from motcua.documents.queries.approvals import approval_of
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.plans.models import Amendment, DraftChange, Plan, PlanDraft, PlanVersion, TaskUnit
from motcua.plans.permissions import may_do_with_plan, readable_plans
from motcua.plans.queries.plans import plan_for, ref_of
from motcua.plans.workflow import AmendmentState

if TYPE_CHECKING:
    from motcua.documents.models import Approval

AMENDMENT = "plan_amendment"
"""Kind of subject."""
BY_DOCUMENT, CORRECTION = Amendment.Kind.AMENDMENT, Amendment.Kind.CORRECTION


def draft_for(user: Any, uid: UUID | str, action: str = "plans.read") -> PlanDraft:
    """The draft of a plan, if the user may do `action` with the plan. NotFound also for a plan that never was a draft here."""
    plan = plan_for(user, uid, action)
    found = PlanDraft.objects.filter(plan=plan).first()
    if found is None:
        raise NotFound("Kế hoạch này không có dự thảo trong hệ thống.")
    found.plan = plan
    return found


def changes_of(draft: PlanDraft) -> QuerySet[DraftChange]:
    """Every edit, the latest first."""
    return draft.changes.order_by("-number")


def version_for(plan: Plan, number: int) -> PlanVersion:
    """A kept version of a plan the caller has loaded. Raises NotFound."""
    found = plan.versions.filter(number=number).first()
    if found is None:
        raise NotFound("Không có bản này của kế hoạch.")
    return found


def amendment_ref(amendment: Amendment) -> Ref:
    return Ref.to(AMENDMENT, amendment.uid)


def amendment_for(user: Any, uid: UUID | str, action: str = "plans.read") -> Amendment:
    """An amending document, if the user may do `action` with its plan. Raises NotFound, Forbidden."""
    rows = Amendment.objects.select_related("plan__owner", "plan__issuer", "file")
    found = rows.filter(uid=uid, plan__in=readable_plans(Plan.objects.all(), user)).first()
    if found is None:
        raise NotFound("Không có văn bản điều chỉnh này, hoặc bạn không được mở.")
    if action != "plans.read" and not may_do_with_plan(user, found.plan, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def amendment_by_uid(uid: str) -> Amendment:
    """For handlers: no person asks."""
    return Amendment.objects.select_related("plan").get(uid=uid)


def changed_leads(amendment: Amendment) -> list[int]:
    """The units that lead the tasks that an amendment changes or drops, in a steady order; once it is in force also those it adds."""
    told = [c for c in amendment.changes if c["list"] == "tasks"]
    known = Q(uid__in=[c["uid"] for c in told if c["uid"]])
    if amendment.state == AmendmentState.APPLIED:
        known |= Q(task__in=[c["after"]["task"] for c in told if c["op"] == "add" and (c["after"] or {}).get("task")])
    rows = TaskUnit.objects.filter(role=TaskUnit.Role.LEAD, task__in=amendment.plan.tasks.filter(known))
    return list(rows.order_by("unit").values_list("unit", flat=True).distinct())


def amendments_of(plan: Plan) -> list[Amendment]:
    """All of a plan, the latest first."""
    return list(plan.amendments.order_by("-pk"))


def on_its_way(plan: Plan) -> Amendment | None:
    """The amending document that is being drafted or approved."""
    states = (AmendmentState.DRAFT, AmendmentState.IN_APPROVAL)
    return plan.amendments.filter(kind=Amendment.Kind.AMENDMENT, state__in=states).first()


def approval_of_plan(plan: Plan) -> Approval | None:
    return approval_of(ref_of(plan))


def amendment_titles(uids: Sequence[str]) -> Mapping[str, str]:
    """For the subjects registry."""
    rows = Amendment.objects.filter(uid__in=uids).values_list("uid", "number", "title")
    return {str(uid): f"{number} {title}".strip() for uid, number, title in rows}


def amendment_address(uid: str) -> str:
    return reverse("plans:amendment", args=[uid])


def readable_amendments(user: Any, uids: Sequence[str]) -> set[str]:
    """For the subjects registry."""
    rows = Amendment.objects.filter(uid__in=uids, plan__in=readable_plans(Plan.objects.all(), user))
    return {str(uid) for uid in rows.values_list("uid", flat=True)}
