"""Procedures whose legal grounds changed: the queue, and what a procedure rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from motcua.kernel import search
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import has_any_grant, require
from motcua.organisations.queries.units import carried
from motcua.procedures.models import LawCause, LawReview, Procedure
from motcua.procedures.queries.registry import KIND as PROCEDURE
from motcua.procedures.workflow import LawReviewState

CAUSES: dict[str, Any] = dict(LawCause.choices)
"""What may happen to a ground, as people read it."""


def law_reviews_for(user: Any) -> QuerySet[LawReview]:
    """Every officer reads the queue; it says nothing of documents but their numbers. `may_settle`: whether this one may settle them."""
    if not has_any_grant(user, "procedures.read"):
        return LawReview.objects.none()
    rows = LawReview.objects.select_related("procedure", "document", "by")
    return rows.annotate(may_settle=Value(has_any_grant(user, "grounds.review")))


def law_review_for(user: Any, uid: UUID | str) -> LawReview:
    """One that the person may settle. Raises NotFound, Forbidden."""
    require(user, "grounds.review")
    found = LawReview.objects.select_related("procedure", "document", "by").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có mục rà soát căn cứ này.", code="no_law_review")
    return found


def search_by_procedure(rows: QuerySet[Any], text: str) -> search.Found[Any]:
    """By the procedure, as the registry is searched."""
    return carried(search.find(Procedure.objects.all(), PROCEDURE, text), rows, "procedure")


def open_of(procedure: Procedure) -> list[LawReview]:
    """What is open about a procedure, the newest first."""
    rows = procedure.law_reviews.filter(state=LawReviewState.OPEN).select_related("document", "by")
    return list(rows.order_by("-opened_at", "-pk"))


def counted(user: Any) -> int:
    """How many procedures rest on changed law that nobody has looked at."""
    rows = law_reviews_for(user).filter(state=LawReviewState.OPEN)
    return rows.order_by().values("procedure").distinct().count()


def waiting_by(rows: QuerySet[Procedure], _day: date, as_of: datetime) -> QuerySet[Procedure]:
    """Of some procedures those that waited at a moment to be looked at: for the indicator."""
    waited = LawReview.objects.filter(Q(settled_at__isnull=True) | Q(settled_at__gt=as_of), opened_at__lte=as_of)
    return rows.filter(Exists(waited.filter(procedure=OuterRef("pk"))))


def resting_on(numbers: Sequence[str]) -> QuerySet[Procedure]:
    """Living procedures whose newest published version names any of the documents (canonical numbers)."""
    return Procedure.objects.filter(cited_grounds__number__in=list(numbers), abolished_on__isnull=True).distinct()
