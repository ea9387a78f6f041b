"""Where a review might look first, as a job reckoned it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from motcua.kernel import search
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import has_any_grant, require
from motcua.procedures.models import HintKind, Procedure, ReviewHint
from motcua.procedures.queries.registry import KIND as PROCEDURE

PAPER = "review_paper"
"""Kind in the search index: papers that many procedures ask for."""


def hints_for(user: Any, kind: str) -> QuerySet[ReviewHint]:
    if not has_any_grant(user, "procedures.read"):
        return ReviewHint.objects.none()
    return ReviewHint.objects.filter(kind=kind).select_related("field", "first", "second")


def pair_for(user: Any, uid: UUID | str) -> ReviewHint:
    """Two procedures beside each other. Raises NotFound, Forbidden."""
    return _one(user, uid, HintKind.PAIR)


def paper_for(user: Any, uid: UUID | str) -> tuple[ReviewHint, list[Procedure]]:
    """A paper, and the procedures that ask for it by name. Raises NotFound, Forbidden."""
    found = _one(user, uid, HintKind.PAPER)
    return found, list(Procedure.objects.filter(pk__in=found.procedures).order_by("sort_key", "pk"))


def made_at() -> datetime | None:
    """When it was reckoned; None where it never was, or nothing was found."""
    return ReviewHint.objects.order_by("-made_at").values_list("made_at", flat=True).first()


def search_pairs(rows: QuerySet[Any], text: str) -> search.Found[Any]:
    """Pairs of which either procedure is found as the registry finds it."""
    found = search.find(Procedure.objects.all(), PROCEDURE, text)
    hits: Any = found.queryset.order_by()
    keys, ranks = hits.values("pk"), hits.filter(pk=OuterRef("first")).values("search_rank")[:1]
    narrowed: Any = rows.filter(Q(first__in=keys) | Q(second__in=keys))
    return replace(found, queryset=narrowed.annotate(search_rank=Coalesce(Subquery(ranks), 0)))


def _one(user: Any, uid: UUID | str, kind: str) -> ReviewHint:
    require(user, "procedures.read")
    found = ReviewHint.objects.filter(uid=uid, kind=kind).select_related("field", "first", "second").first()
    if found is None:
        raise NotFound("Không còn gợi ý này: danh mục đã được tính lại.", code="no_hint")
    return found
