"""The program's face: `/procedures` under `/api/v1` (CONTRACT)."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from motcua.kernel import clock, keyset
from motcua.procedures.content import missing_parts
from motcua.procedures.queries import linked, local, registry
from motcua.procedures.queries.answering import by_code, code_in, fits
from motcua.procedures.queries.elsewhere import named_in
from motcua.procedures.queries.publication_api import provincial
from motcua.ui.api import MOST_ROWS, PROBLEMS, Day, ListQuery, revalidated, with_etag

if TYPE_CHECKING:
    from motcua.procedures.models import Procedure, ProcedureVersion

router = Router(tags=["procedures"])
LINKED = "application/ld+json"


class ProceduresQuery(ListQuery):
    q: str = Field("", max_length=500, description="What a citizen would type, with or without diacritics; a code too")
    field: str = Field("", max_length=300, description="Name of the field (lĩnh vực)")
    unit: str = Field("", max_length=60, description="Code of a unit that performs it")
    level: Literal["", "ministry", "province", "commune", "vertical"] = ""
    audience: Literal["", "people", "business"] = ""
    online: bool | None = Field(None, description="Whether it can be filed online")
    kind: Literal["public", "internal", "all"] = Field(
        "public", description="Internal procedures (nội bộ) are there for officers only"
    )
    on: Day | None = Field(None, description="In force on this date; today when left out")


class ProcedureOut(Schema):
    id: UUID
    code: str = Field(description="As decisions and pages show it")
    base_code: str
    name: str
    kind: Literal["public", "internal"]
    field: str
    levels: list[str]
    audiences: list[str]
    online: bool
    complete: bool
    decision: str
    valid_from: date
    valid_to: date | None


class ElsewhereOut(Schema):
    key: str
    where: str = Field(description="Who settles it, in Vietnamese")
    where_en: str
    article: str


class ProcedurePage(Schema):
    items: list[ProcedureOut]
    next: str | None
    stands_for: dict[str, str] = Field(
        description="Everyday words of `q` and what they were taken for: {“mất sổ đỏ”: “cấp lại giấy chứng nhận do bị mất”}"
    )
    corrections: dict[str, str] = Field(description="Mistyped words of `q` and what was looked for instead")
    answered: float = Field(
        description="Share of `q`, by the rarity of its words, that the best hits answer; 1 without `q`"
    )
    fits: bool = Field(
        description="Whether a name among the first hits says what was asked for; if not, what is given is only near. A whole code "
        "that no procedure has is answered with those that differ by one figure. True without `q`, and for all but the first page"
    )
    elsewhere: list[ElsewhereOut] = Field(
        description="Matters in `q` that courts, the police or others settle, not the province"
    )


class ProcedureVersionOut(Schema):
    number: int
    state: Literal["draft", "published", "voided"] = Field(
        description="Officers see all; everybody else what was published and stands"
    )
    void_reason: str = Field(description="Why it was never in force, or is counted so")
    valid_from: date
    valid_to: date | None
    decision: str
    created_at: datetime


class ProcedurePublicationOut(Schema):
    number: str
    signed_on: date
    effective_on: date
    action: str
    issuer: str


class LocalEntryOut(Schema):
    id: UUID
    kind: str = Field(description="limit, fee, place, delegated or note")
    value: dict[str, Any]
    text: str = Field(description="The same in words")
    decision: str
    unit: str = Field(description="Code of the unit at which it holds; empty for the whole province")
    valid_from: date
    valid_to: date | None


class OnlineLevelOut(Schema):
    level: str
    regime: str
    since: date
    reason: str
    earlier_regime: bool = Field(description="Decided under a regime that no longer holds: to be decided anew")


class ProcedureDetail(ProcedureOut):
    content: dict[str, Any] = Field(
        description="All parts; what could not be structured stands in `unread`, part by part"
    )
    missing: list[str] = Field(description="Parts that keep it from being complete")
    publication: ProcedurePublicationOut | None = Field(
        description="The province's decision that it rests on; none: as the national database has it"
    )
    local: list[LocalEntryOut] = Field(description="What the province settles of its own, each with its decision")
    limits_in_force: list[dict[str, Any]] = Field(description="Limits that clocks take: the local before the national")
    fees_in_force: list[dict[str, Any]]
    flags: list[str] = Field(description="boundary_free, online_payment, public_post, online_eligible")
    online_level: OnlineLevelOut | None
    versions: list[ProcedureVersionOut] = Field(description="The newest 200")
    versions_next: str | None = Field(
        description="Cursor for `GET /procedures/{code}/versions`, which gives the others"
    )


class ProcedureVersionPage(Schema):
    items: list[ProcedureVersionOut]
    next: str | None


def _facts(procedure: Procedure, version: ProcedureVersion) -> dict[str, Any]:
    return {
        "id": procedure.uid,
        "code": procedure.display_code,
        "base_code": procedure.base_code,
        "name": version.name,
        "kind": procedure.kind,
        "field": version.field.name if version.field else "",
        "levels": [level.value for level, column in registry.LEVELS.items() if getattr(version, column)],
        "audiences": list(version.content.get("audiences", ())),
        "online": version.online,
        "complete": version.complete,
        "decision": version.decision,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
    }


@router.get("/procedures", response={200: ProcedurePage, **PROBLEMS}, summary="Administrative procedures in force")
@decorate_view(revalidated)
def procedures(request: HttpRequest, query: Query[ProceduresQuery]) -> Any:
    on = query.on or clock.today()
    code = code_in(query.q)
    hits = registry.narrowed(
        registry.readable_on(request.user, [] if query.kind == "all" else [query.kind], on),
        on,
        q="" if code else query.q,
        field=query.field,
        unit=query.unit,
        level=query.level,
        audience=query.audience,
        online=query.online,
    )
    coded = by_code(hits.queryset, code) if code else None
    if coded:
        hits = coded.found
    order = ("-search_rank", "sort_key", "id") if query.q.strip() else ("sort_key", "id")
    found = keyset.page(hits.queryset, order=order, cursor=query.cursor, limit=query.limit)
    versions = registry.versions_of(found.items)
    judged = bool(query.q.strip()) and not query.cursor
    there = coded.there if coded else not judged or fits(hits, [versions[row.pk] for row in found.items])
    return {
        "items": [_facts(row, versions[row.pk]) for row in found.items],
        "next": found.next,
        "stands_for": hits.stands_for,
        "corrections": hits.corrections,
        "answered": round(hits.answered, 3),
        "fits": there,
        "elsewhere": named_in(query.q if judged and not code else "", hits.stands_for.values(), on),
    }


@router.get(
    "/procedures/{code}",
    response={200: ProcedureDetail, **PROBLEMS},
    summary="One procedure as of a date; linked data (CPSV-AP) with Accept: application/ld+json",
    openapi_extra={"responses": {200: {"content": {LINKED: {"schema": {"type": "object"}}}}}},
)
@decorate_view(revalidated)
def procedure(request: HttpRequest, response: HttpResponse, code: str, on: Day | None = None) -> Any:
    found = registry.procedure_for(request.user, code)
    version = registry.version_of_day(found, on or clock.today())
    with_etag(response, found.version)
    if _wants_linked(request) and found.kind == "public":
        content = registry.content_of(version)
        effective = local.effective_of(found, content, on or clock.today())
        told = linked.public_service(found, version, content, settings.BASE_URL, effective)
        return HttpResponse(json.dumps(told, ensure_ascii=False), content_type=f"{LINKED}; charset=utf-8")
    versions = _versions(request, found, ListQuery(cursor=None, limit=MOST_ROWS))
    content = registry.content_of(version)
    return (
        _facts(found, version)
        | provincial(found, content, on or clock.today())
        | {
            "content": version.content,
            "missing": [part.value for part in missing_parts(content)],
            "versions": versions["items"],
            "versions_next": versions["next"],
        }
    )


@router.get(
    "/procedures/{code}/versions",
    response={200: ProcedureVersionPage, **PROBLEMS},
    summary="Versions of a procedure, newest first; officers see drafts and voided ones too",
)
def versions(request: HttpRequest, code: str, query: Query[ListQuery]) -> Any:
    return _versions(request, registry.procedure_for(request.user, code), query)


def _versions(request: HttpRequest, found: Procedure, query: ListQuery) -> dict[str, Any]:
    rows = registry.versions_for(request.user, found).defer("content", "source")
    page = keyset.page(rows, order=("-number",), cursor=query.cursor, limit=query.limit)
    return {"items": page.items, "next": page.next}


def _wants_linked(request: HttpRequest) -> bool:
    """Asked for by name, and not less than JSON: a browser's `*/*` gets JSON."""
    return LINKED in request.headers.get("Accept", "")
