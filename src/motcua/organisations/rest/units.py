"""`/units` under `/api/v1` (CONTRACT)."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden
from motcua.organisations.permissions import is_officer
from motcua.organisations.queries import staffing, units
from motcua.organisations.queries.territories import place_names
from motcua.organisations.rest.callers import SIGNED_IN
from motcua.ui.api import PROBLEMS, Day, ListQuery, list_of, with_etag

router = Router(tags=["units"])


class UnitQuery(ListQuery):
    on: Day | None = Field(None, description="The date; today when left out")
    q: str = Field(
        "", max_length=500, description="Words of any name it ever had, abbreviations, identifiers; diacritics optional"
    )
    type: str = Field("", max_length=24)
    parent: str = Field("", max_length=80, description="Code or identifier of the unit directly above")


class PlaceOut(Schema):
    code: str
    level: Literal["province", "district", "commune"]
    name: str


class UnitOut(Schema):
    code: str
    id: UUID
    name: str
    short_name: str
    abbreviation: str
    type: str
    parent: str | None
    territory: str | None
    valid_from: date
    valid_to: date | None


class UnitPage(Schema):
    items: list[UnitOut]
    next: str | None


class HeaderOut(Schema):
    """Head of its documents on the date: the line above, the issuing body, the place of the date line."""

    parent: str
    body: str
    place: str


class IdentifierOut(Schema):
    scheme: str
    value: str
    valid_from: date
    valid_to: date | None


class FormerOut(Schema):
    name: str
    valid_from: date
    valid_to: date | None


class UnitDetail(UnitOut):
    """`exists` is false where the unit had not begun or had ended on the date: then the nearest names are given, and `successors`."""

    on: date
    exists: bool
    place: PlaceOut | None
    header: HeaderOut
    identifiers: list[IdentifierOut]
    former_names: list[FormerOut]
    successors: list[str]
    ancestors: list[str]


class HolderOut(Schema):
    """Who holds a post, for which term, by which document; `stood_in_by` are the names of those who do their work that day."""

    officer: UUID
    name: str
    valid_from: date
    valid_to: date | None
    document: str
    document_date: date | None
    stood_in_by: list[str]


class PostOut(Schema):
    id: UUID
    kind: Literal["head", "deputy", "focal", "specialist", "registry_clerk", "other"]
    title: str
    field: str
    valid_from: date
    valid_to: date | None
    vacant: bool
    holders: list[HolderOut]


class UnitPosts(Schema):
    unit: str
    on: date
    items: list[PostOut]


def _unit(version: Any) -> dict[str, Any]:
    return {
        "code": version.unit.code,
        "id": version.unit.uid,
        "name": version.name,
        "short_name": version.short_name,
        "abbreviation": version.abbreviation,
        "type": version.type,
        "parent": version.parent.code if version.parent else None,
        "territory": version.territory.code if version.territory else None,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
    }


@router.get("/units", response={200: UnitPage, **PROBLEMS}, summary="Units that exist on a date")
def list_units(request: HttpRequest, query: Query[UnitQuery]) -> Any:  # noqa: ARG001 - django-ninja's signature
    on = query.on or clock.today()
    rows = units.on_date(on).select_related("parent")
    if query.type:
        rows = rows.filter(type=query.type)
    if query.parent:
        rows = rows.filter(parent=units.unit_named(query.parent, on))
    order: tuple[str, ...] = ("sort_key", "pk")
    if query.q.strip():
        rows = units.search_units(rows, query.q).queryset
        order = ("-search_rank", *order)
    return list_of(rows, query, order=order, out=_unit)


@router.get("/units/{code}", response={200: UnitDetail, **PROBLEMS}, summary="One unit as of a date")
def unit(request: HttpRequest, response: HttpResponse, code: str, on: Day | None = None) -> Any:  # noqa: ARG001 - as above
    day = on or clock.today()
    found = units.unit_named(code, day)
    version = units.nearest_version(found, day)
    with_etag(response, found.version)
    place = version.territory
    header = units.header_on(found, day)
    return {
        **_unit(version),
        "on": day,
        "exists": not units.outside_range(version, day),
        "place": place
        and {"code": place.code, "level": place.level, "name": place_names([place.pk], day).get(place.pk, "")},
        "header": {"parent": header.parent, "body": header.body, "place": header.place},
        "identifiers": [
            {"scheme": i.scheme, "value": i.value, "valid_from": i.valid_from, "valid_to": i.valid_to}
            for i in units.identifiers_of(found)
        ],
        "former_names": [
            {"name": v.name, "valid_from": v.valid_from, "valid_to": v.valid_to} for v in units.former_names(found, day)
        ],
        "successors": [u.code for u in units.successors(found, day) if u.pk != found.pk],
        "ancestors": [u.code for u in units.ancestors(found, day)],
    }


@router.get(
    "/units/{code}/posts",
    response={200: UnitPosts, **PROBLEMS},
    auth=SIGNED_IN,
    summary="Posts of a unit with their holders as of a date",
)
def unit_posts(request: HttpRequest, code: str, on: Day | None = None) -> Any:
    """For officers: names of those who hold posts are not public."""
    if not is_officer(request.user):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    day = on or clock.today()
    found = units.unit_named(code, day)
    return {"unit": found.code, "on": day, "items": [_post(seat) for seat in staffing.seats_of(found, day)]}


def _post(seat: staffing.Seat) -> dict[str, Any]:
    names = ("kind", "title", "field", "valid_from", "valid_to")
    return {n: getattr(seat.post, n) for n in names} | {
        "id": seat.post.uid,
        "vacant": seat.vacant,
        "holders": [
            {
                "officer": s.tenure.officer.uid,
                "name": s.name,
                "valid_from": s.tenure.valid_from,
                "valid_to": s.tenure.valid_to,
                "document": s.tenure.document,
                "document_date": s.tenure.document_date,
                "stood_in_by": list(s.stand_ins),
            }
            for s in seat.seated
        ],
    }
