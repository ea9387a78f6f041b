"""Legal grounds and the library of documents: finding them there, and which numbers are cited that it does not know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from motcua.documents.citations import canonical
from motcua.documents.queries import law
from motcua.kernel import clock, search
from motcua.kernel.errors import AppError
from motcua.organisations.permissions import has_any_grant
from motcua.procedures.content import Content, Ground
from motcua.procedures.models import CitedGround, ProcedureVersion, VersionState

MOST = 10


def found_laws(user: Any, text: str) -> list[dict[str, Any]]:
    """Documents that the words find, best first, each with its state today."""
    rows = search.find(law.library(user, clock.today()), law.KIND, text).queryset
    return [
        {"uid": str(d.uid), "title": law.title_of(d), "subject": d.subject, "state": d.state}
        for d in rows.order_by("-search_rank", "sort_key", "pk")[:MOST]
    ]


def ground_of(user: Any, uid: str) -> Ground | None:
    """A document of the library as a ground; None where it is not there for this person."""
    try:
        found = law.document_for(user, UUID(uid))
    except (AppError, ValueError):
        return None
    issued = f"{found.issued_on:%d/%m/%Y}" if found.issued_on else ""
    return Ground(found.number, found.subject, issued_on=issued, issuer=found.issuer)


def unknown_in(content: Content) -> list[Ground]:
    """The grounds of a content whose number no document of the library has, each number once. One query."""
    named = {canonical(ground.number)[:80]: ground for ground in reversed(content.grounds)}
    there = set(law.numbered(list(named), clock.today()).values_list("canonical_number", flat=True))
    return [ground for number, ground in reversed(named.items()) if number and number not in there]


def unknown_numbers(user: Any) -> QuerySet[Any]:
    """Numbers that procedures in force name and the library does not know, each once, with `procedures`: how many name it."""
    if not has_any_grant(user, "procedures.read"):
        return CitedGround.objects.none()
    rows = naming(None)
    of_number = rows.filter(number=OuterRef("number")).order_by()
    counted = of_number.values("number").annotate(n=Count("pk")).values("n")
    firsts = rows.filter(~Exists(of_number.filter(pk__lt=OuterRef("pk"))))
    told: QuerySet[Any] = firsts.annotate(procedures=Subquery(counted))
    return told


def naming(number: str | None) -> QuerySet[CitedGround]:
    """Who names a number (None: any) that the library does not know."""
    rows = CitedGround.objects.filter(procedure__abolished_on__isnull=True)
    rows = rows if number is None else rows.filter(number=number)
    return rows.filter(~Exists(law.of_number(OuterRef("number"))))


def with_number(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those whose number has what is typed, however it is written."""
    return rows.filter(number__contains=canonical(text)) if canonical(text) else rows.none()


def fill_grounds(rows: Sequence[Any]) -> None:
    """`row.ground` for a page of `unknown_numbers`: as the first procedure that names the number writes it. One query."""
    versions = ProcedureVersion.objects.filter(procedure__in=[row.procedure_id for row in rows])
    told = versions.filter(state=VersionState.PUBLISHED).order_by("number").values_list("procedure", "content__grounds")
    newest = {pk: grounds or () for pk, grounds in told}
    for row in rows:
        raw = (one for one in newest.get(row.procedure_id, ()) if canonical(one.get("number", ""))[:80] == row.number)
        row.ground = Ground(**next(raw, {"number": row.number}))


def adding(ground: Ground) -> str:
    """Where a ground is put into the library, with what it says of itself filled in."""
    kind, subject = law.kind_and_subject(ground.number, ground.title)
    facts = {
        "kind": kind,
        "number": ground.number,
        "issuer": ground.issuer,
        "issued_on": ground.issued_on,
        "subject": subject,
    }
    return f"{reverse('documents:add')}?{urlencode({key: value for key, value in facts.items() if value})}"
