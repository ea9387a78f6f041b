"""Targets over REST: how one stands, what measures it, figures that are reported by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.responses import Status

from motcua.kernel import clock
from motcua.organisations.permissions import actor_of
from motcua.plans.queries.plans import plan_for
from motcua.plans.queries.target_proposals import Proposed, proposed_for
from motcua.plans.queries.targets import live_target, target_for
from motcua.plans.queries.tasks_api import live_out
from motcua.plans.rest.given import file_named
from motcua.plans.rest.papers import TargetOut
from motcua.plans.services.targets import Reported, bind_proposed, bind_target, report_target
from motcua.ui.api import PROBLEMS, Day, Input, idempotent

router = Router(tags=["plans"])


class LiveTargetOut(TargetOut):
    """`bound`: the indicator that measures it, as a person confirmed; `proposed` while nobody has. No figure is null, never 0.

    `verdict`: met, on_course, at_risk, missed or no_data; `expected`: the forecast of the period's end; `needed`: how many more it takes.
    """

    plan: UUID
    as_of: date
    measure: str | None
    of_unit: str | None
    proposed: str | None
    from_: date = Field(alias="from")
    to: date
    figure: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    verdict: str
    expected: Decimal | None
    needed: Decimal | None
    attainable: bool | None
    frozen: bool
    reported_on: date | None
    evidence: str | None


class BindingIn(Input):
    """`indicator`: a key of `/indicators`; empty: reported by hand."""

    indicator: str = Field("", max_length=120)

    model_config = {"json_schema_extra": {"examples": [{"indicator": "plans.occurrences_on_time"}, {"indicator": ""}]}}


class TargetProposalOut(Schema):
    """`doubt`: why somebody has to look first; null where the target's words leave none. The figure is what it would show once bound."""

    id: UUID
    subject: str
    indicator: str
    title: str
    sure: bool
    doubt: str | None
    figure: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None


class TargetProposals(Schema):
    """All of a plan: they are few."""

    items: list[TargetProposalOut]
    next: None = None


class LiveTargets(Schema):
    """Those that an act changed."""

    items: list[LiveTargetOut]


class BindProposedIn(Input):
    """`targets`: ids from the proposals; null: all that are beyond doubt."""

    targets: list[UUID] | None = Field(None, max_length=500)


class ReportIn(Input):
    """A value, or numerator and denominator of a share. `file`: an id of `POST /files` that shows it."""

    on: Day
    evidence: str = Field(min_length=1, max_length=2000)
    value: Decimal | None = Field(None, max_digits=14, decimal_places=4)
    numerator: Decimal | None = Field(None, max_digits=14, decimal_places=4)
    denominator: Decimal | None = Field(None, max_digits=14, decimal_places=4)
    file: UUID | None = None

    model_config = {
        "json_schema_extra": {
            "examples": [{"on": "2026-06-30", "numerator": 96, "denominator": 100, "evidence": "Báo cáo số 12/BC-VP"}]
        }
    }


@router.get(
    "/targets/{uuid:uid}",
    response={200: LiveTargetOut, **PROBLEMS},
    summary="A target with its live figure",
    by_alias=True,
)
def one_target(request: HttpRequest, uid: UUID) -> Any:
    return _shown(target_for(request.user, uid))


@router.post(
    "/targets/{uuid:uid}/binding",
    response={200: LiveTargetOut, **PROBLEMS},
    summary="Confirm by what a target is measured",
    by_alias=True,
)
@idempotent
def bind(request: HttpRequest, uid: UUID, body: BindingIn) -> Any:
    found = target_for(request.user, uid, "targets.bind")
    bind_target(found, indicator=body.indicator, actor=actor_of(request.user))
    return _shown(found)


@router.get(
    "/plans/{uuid:uid}/target-proposals",
    response={200: TargetProposals, **PROBLEMS},
    summary="What is proposed to measure the targets of a plan, with the figure each would show",
)
def proposals(request: HttpRequest, uid: UUID) -> Any:
    return {"items": [_proposed(one) for one in proposed_for(plan_for(request.user, uid), clock.today())]}


@router.post(
    "/plans/{uuid:uid}/target-proposals",
    response={200: LiveTargets, **PROBLEMS},
    summary="Confirm proposals of a plan in one act: the named ones, or all beyond doubt",
    by_alias=True,
)
@idempotent
def bind_many(request: HttpRequest, uid: UUID, body: BindProposedIn) -> Any:
    found = plan_for(request.user, uid, "targets.bind")
    wanted = None if body.targets is None else {str(one) for one in body.targets}
    made = bind_proposed(found, wanted, actor=actor_of(request.user))
    return {"items": [_shown(one.target) for one in made]}


@router.post(
    "/targets/{uuid:uid}/reports",
    response={201: LiveTargetOut, **PROBLEMS},
    summary="Report a figure that nothing in the system measures",
    by_alias=True,
)
@idempotent
def report(request: HttpRequest, uid: UUID, body: ReportIn) -> Any:
    found = target_for(request.user, uid, "targets.report")
    file = file_named(request, body.file, "file")
    given = Reported(body.on, body.evidence, body.value, body.numerator, body.denominator, file)
    report_target(found, given, actor=actor_of(request.user))
    return Status(201, _shown(found))


def _proposed(one: Proposed) -> dict[str, Any]:
    figure = one.figure()
    return {
        "id": one.target.uid,
        "subject": one.target.subject,
        "indicator": one.indicator.key,
        "title": str(one.indicator.title),
        "sure": one.sure,
        "doubt": str(one.doubt) or None,
        "figure": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
    }


def _shown(target: Any) -> Any:
    today = clock.today()
    return live_out(live_target(target, today), today)
