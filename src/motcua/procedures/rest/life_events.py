"""What people come for, with the procedures that one needs for it: everybody's to read."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.procedures.queries import life_events as shown
from motcua.procedures.queries.lines import lines_of
from motcua.ui.api import PROBLEMS

router = Router(tags=["procedures"])


class LifeEventOut(Schema):
    key: str = Field(description="As in the address of its page, `/thu-tuc/viec/{key}/`")
    audience: Literal["people", "business"]
    title: str
    title_en: str
    intro: str


class LifeEventsOut(Schema):
    items: list[LifeEventOut]


class NeededProcedureOut(Schema):
    code: str = Field(description="As decisions and pages show it")
    base_code: str
    name: str
    note: str = Field(description="What the province says beside it")


class LifeEventDetail(LifeEventOut):
    phrases: list[str] = Field(
        description="Searches that lead on; they find `procedures` while the province has named none"
    )
    named: bool = Field(description="Whether the province named the procedures itself")
    procedures: list[NeededProcedureOut]


@router.get("/life-events", response={200: LifeEventsOut, **PROBLEMS}, summary="Life events that lead to procedures")
def life_events(request: HttpRequest) -> Any:  # noqa: ARG001 - django-ninja's signature
    return {"items": shown.life_events()}


@router.get(
    "/life-events/{key}",
    response={200: LifeEventDetail, **PROBLEMS},
    summary="One life event with its procedures in force, in order",
)
def life_event(request: HttpRequest, key: str) -> Any:  # noqa: ARG001 - as above
    event = shown.life_event(key)
    if not event.active:
        raise NotFound("Không có nhóm việc này.", code="no_life_event")
    needed = shown.needed(event, clock.today())
    lines = lines_of(needed, str)
    return {
        "key": event.key,
        "audience": event.audience,
        "title": event.title,
        "title_en": event.title_en,
        "intro": event.intro,
        "phrases": event.phrases,
        "named": event.own and bool(shown.counts().get(event.key)),
        "procedures": [
            {"code": line.code, "base_code": one.procedure.base_code, "name": line.name, "note": line.note}
            for one, line in zip(needed, lines, strict=True)
        ],
    }
