"""Procedures whose legal grounds changed: the queue, and what a procedure rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext

from motcua.documents.citations import canonical
from motcua.documents.queries import law
from motcua.kernel import clock, search
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import has_any_grant, require
from motcua.organisations.queries.units import carried
from motcua.procedures.models import LawCause, LawReview, Origin, Procedure, ProcedureVersion, VersionState
from motcua.procedures.queries.registry import KIND as PROCEDURE
from motcua.procedures.rules.dating import Basis, Written, written_on
from motcua.procedures.workflow import LawReviewState
from motcua.ui import formats
from motcua.ui.language import spoken

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


def written(procedures: Iterable[int]) -> dict[int, Written]:
    """As of which day the newest published version of each procedure (key) was written. Two queries."""
    rows = ProcedureVersion.objects.filter(procedure__in=list(procedures), state=VersionState.PUBLISHED)
    told = rows.order_by("number").values_list("procedure", "procedure__origin", "valid_from", "content__grounds")
    newest = {pk: (origin, starts, grounds or ()) for pk, origin, starts, grounds in told}  # the last one stays
    numbers = {canonical(ground.get("number", "")) for _, _, grounds in newest.values() for ground in grounds}
    issued: dict[str, date | None] = {}
    for number, day in law.numbered(numbers - {""}, clock.today()).values_list("canonical_number", "issued_on"):
        issued[number] = None if number in issued else day  # two of one number: which is meant is not known
    return {
        pk: written_on(
            {
                ground["number"]: day_in(ground.get("issued_on", "")) or issued.get(canonical(ground["number"]))
                for ground in grounds
                if ground.get("number")
            },
            starts if origin == Origin.OWN else None,
        )
        for pk, (origin, starts, grounds) in newest.items()
    }


def day_in(text: str) -> date | None:
    """The day that the words of a ground name ("08/06/2010"), if they are a day."""
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def written_words(found: Written) -> str:
    """For people: as of which day, and what tells it."""
    if found.on is None:
        return gettext("không rõ ngày của nội dung")
    day = formats.short_date(found.on, spoken())
    if found.basis is Basis.GROUND:
        return gettext("{day} (căn cứ mới nhất: {number})").format(day=day, number=found.number)
    return gettext("{day} (ngày phiên bản có hiệu lực)").format(day=day)


def fill_written(rows: Sequence[Any]) -> None:
    """`row.written` and its words for a page of the queue. Two queries."""
    days = written({row.procedure_id for row in rows})
    for row in rows:
        row.written = days.get(row.procedure_id, Written())
        row.written_words = written_words(row.written)


def count_on(number: str) -> int:
    """How many procedures rest on a document: for the page of the library."""
    return resting_on([number]).count()


def uids_on(number: str, most: int) -> list[str]:
    return [str(uid) for uid in resting_on([number]).order_by("sort_key", "pk").values_list("uid", flat=True)[:most]]


def resting_on(numbers: Sequence[str]) -> QuerySet[Procedure]:
    """Living procedures whose newest published version names any of the documents (canonical numbers)."""
    return Procedure.objects.filter(cited_grounds__number__in=list(numbers), abolished_on__isnull=True).distinct()
