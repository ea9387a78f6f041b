"""Bàn giao over REST: who holds open work, what of it, and all of it handed to a colleague in one step."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from motcua.kernel.errors import FieldError, Invalid, NotFound
from motcua.organisations.permissions import actor_of, require
from motcua.plans.queries import holding as queries
from motcua.plans.services.assigning import hand_over_all
from motcua.ui.api import PROBLEMS, Input, ListQuery, idempotent, list_of

router = Router(tags=["work"])


class HolderRow(Schema):
    """`holds`: how much open work of the caller's units the officer has; also officers who have left."""

    officer: UUID
    name: str
    post: str
    unit: str
    holds: int


class HolderRows(Schema):
    items: list[HolderRow]
    next: str | None


class HeldOut(Schema):
    occurrence: UUID
    task: UUID
    title: str
    unit: str
    role: str
    note: str
    due_at: datetime
    inner_due_at: datetime | None


class HeldPage(Schema):
    items: list[HeldOut]
    next: str | None


class HandOverIn(Input):
    """`to`: an officer who serves today. `only`: of what is held, these occurrences; all of it when left out."""

    to: UUID
    reason: str = Field(min_length=1, max_length=500)
    only: list[UUID] | None = Field(None, min_length=1, max_length=2000)

    model_config = {
        "json_schema_extra": {"examples": [{"to": "01900000-0000-7000-8000-000000000001", "reason": "Chuyển công tác"}]}
    }


class HandedOverOut(Schema):
    moved: int


@router.get(
    "/holdings", response={200: HolderRows, **PROBLEMS}, summary="Officers who hold open work of the caller's units"
)
def list_holders(request: HttpRequest, query: Query[ListQuery]) -> Any:
    require(request.user, "occurrences.assign")
    rows, counts = queries.holders(request.user)
    return list_of(rows, query, order=("person__sort_key", "id"), out=lambda o: _holder(o, counts[o.pk]))


@router.get("/holdings/{uuid:officer}", response={200: HeldPage, **PROBLEMS}, summary="What one officer holds")
def list_held(request: HttpRequest, officer: UUID, query: Query[ListQuery]) -> Any:
    rows = queries.holdings_for(request.user).filter(officer=_giver(request, officer))
    rows = rows.select_related("occurrence__task", "occurrence__unit")
    return list_of(rows, query, order=("occurrence__due_at", "id"), out=_held)


@router.post(
    "/holdings/{uuid:officer}/hand-over",
    response={200: HandedOverOut, **PROBLEMS},
    summary="Hand over what an officer holds, with the reason; roles, notes and inner dates go along",
)
@idempotent
def hand_over(request: HttpRequest, officer: UUID, body: HandOverIn) -> Any:
    giver = _giver(request, officer)
    taker = next((o for o in queries.takers_for(request.user, giver) if o.uid == body.to), None)
    if taker is None:
        told = FieldError("to", "Không phải cán bộ đang giữ chức vụ trong các đơn vị bạn phân công.")
        raise Invalid("Chưa bàn giao được. Xem từng trường.", errors=(told,))
    held = {a.occurrence.uid: a.pk for a in queries.held_by(request.user, giver)}
    wanted = list(held) if body.only is None else body.only
    if strangers := [n for n, uid in enumerate(wanted) if uid not in held]:
        errors = tuple(FieldError(f"only.{n}", "Người này không giữ việc đó.") for n in strangers)
        raise Invalid("Chưa bàn giao được. Xem từng trường.", errors=errors)
    only = [held[uid] for uid in wanted]
    return {"moved": hand_over_all(giver, taker, actor=actor_of(request.user), reason=body.reason, only=only)}


def _giver(request: HttpRequest, uid: UUID) -> Any:
    """An officer who holds work that the caller assigns. Raises Forbidden, NotFound."""
    require(request.user, "occurrences.assign")
    found = queries.holders(request.user)[0].filter(uid=uid).first()
    if found is None:
        raise NotFound("Cán bộ này không giữ việc nào của các đơn vị bạn phân công.")
    return found


def _holder(officer: Any, count: int) -> dict[str, Any]:
    return {
        "officer": officer.uid,
        "name": officer.person.name,
        "post": officer.post,
        "unit": officer.unit.code,
        "holds": count,
    }


def _held(assignee: Any) -> dict[str, Any]:
    one = assignee.occurrence
    return {
        "occurrence": one.uid,
        "task": one.task.uid,
        "title": one.task.task,
        "unit": one.unit.code,
        "role": assignee.role,
        "note": assignee.note,
        "due_at": one.due_at,
        "inner_due_at": assignee.due_at,
    }
