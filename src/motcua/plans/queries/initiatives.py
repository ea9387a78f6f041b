"""Models, initiatives and examples: for officers, and for everybody once published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import has_grant
from motcua.organisations.queries.units import names_on
from motcua.plans.models import Initiative
from motcua.plans.permissions import readable_initiatives
from motcua.plans.workflow import InitiativeState

KIND = "initiative"


def initiative_ref(initiative: Initiative) -> Ref:
    return Ref.to(KIND, initiative.uid)


def initiatives_for(user: Any) -> QuerySet[Initiative]:
    return readable_initiatives(Initiative.objects.select_related("owner", "task"), user)


def initiative_for(user: Any, uid: UUID | str, action: str = "initiatives.read") -> Initiative:
    """The record, if the user may do `action` with it."""
    found = initiatives_for(user).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có mô hình, sáng kiến này, hoặc bạn không được mở.")
    if action != "initiatives.read" and not has_grant(user, action, found.owner_id):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def published() -> QuerySet[Initiative]:
    """What anybody may read, newest first."""
    return Initiative.objects.filter(state=InitiativeState.PUBLISHED).order_by("-published_at", "-pk")


def published_one(uid: UUID | str) -> Initiative:
    found = published().select_related("owner").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có trang này.")
    return found


def kind_name(kind: str) -> str:
    return str(Initiative.Kind(kind).label)


def fill_names(rows: Sequence[Any]) -> None:
    """`owner_name` of each. One query."""
    names = names_on({r.owner_id for r in rows}, clock.today())
    for row in rows:
        row.owner_name = names.get(row.owner_id, "")


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(uid): title for uid, title in Initiative.objects.filter(uid__in=uids).values_list("uid", "title")}


def address(uid: str) -> str:
    return reverse("plans:initiative", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_initiatives(Initiative.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}
