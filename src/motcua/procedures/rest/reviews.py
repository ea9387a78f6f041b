"""Reviews and procedures whose legal grounds changed, for programs of officers: what is read. Beside it stand `review_writes` and
`review_item_writes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from motcua.kernel import clock, keyset
from motcua.organisations.permissions import require
from motcua.procedures.formulas import rounded
from motcua.procedures.queries import grounds as unknown_grounds
from motcua.procedures.queries import law_reviews
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.competence import scope_words
from motcua.procedures.queries.review_standing import where
from motcua.procedures.queries.round_shares import round_shares, uncounted_words
from motcua.procedures.rest.assessing import CriterionOut
from motcua.ui.api import PROBLEMS, ListQuery, list_of, with_etag

if TYPE_CHECKING:
    from motcua.procedures.models import ReviewItem, ReviewRound
    from motcua.procedures.queries.reviews import Criterion

router = Router(tags=["procedures"])
READ = "procedures.read"


class ReviewShareOut(Schema):
    key: Literal["reviewed", "simplify", "decentralise"]
    count: int
    whole: int = Field(description="Public procedures in force today that are the province's to settle")
    percent: Decimal | None


class ReviewOut(Schema):
    id: UUID
    year: int
    title: str
    owner: str = Field(description="Code of the unit that runs it")
    state: Literal["draft", "plan_in_approval", "under_way", "report_in_approval", "closed", "dropped"]
    together: bool = Field(description="Procedures that hang together are reviewed as groups")
    plan_due: date
    result_due: date | None
    decision_number: str
    decision_on: date | None
    sent_on: date | None
    report_number: str
    report_on: date | None
    plan_scan: UUID | None = Field(description="What was signed on paper: a file, `GET /files/{id}/content`")
    report_scan: UUID | None
    planned: int = Field(description="Procedures in it")
    reviewed: int = Field(description="Of how many the result is there")


class ReviewDetail(ReviewOut):
    progress: dict[str, int] = Field(description="Procedures by state")
    criteria: list[CriterionOut] = Field(
        description="What each procedure is assessed by: the rules' criteria, then the round's own"
    )
    shares: list[ReviewShareOut] = Field(
        description="Of the province's own catalogue, of this round, whatever the year of the work"
    )
    left_out: int = Field(description="Procedures in force that only others settle, so no share counts them")
    scope: str = Field(description="Which procedures shares count, in words")
    uncounted: str = Field(
        description="What the round reviewed besides those that its share counts, in words with numbers"
    )


class ReviewPage(Schema):
    items: list[ReviewOut]
    next: str | None


class ReviewProposalOut(Schema):
    id: UUID
    kind: Literal["simplify", "merge", "shorten", "abolish", "decentralise"]
    text: str
    to_whom: str
    merged_with: list[str] = Field(description="Codes of the other procedures, of a merger")
    state: Literal["proposed", "accepted", "refused", "done", "withdrawn"]
    proposed_on: date
    decision_number: str
    decided_on: date | None
    done_on: date | None
    carried_by: str = Field(
        description="The version of the registry that says it, as 1.100001/3 (code and number); empty where none does"
    )


class ReviewItemOut(Schema):
    id: UUID
    procedure: str = Field(description="Code of the procedure")
    name: str
    internal: bool
    unit: str = Field(description="Code of the unit that reviews it")
    state: Literal["planned", "in_hand", "assessed", "settled", "dropped"]
    ground: Literal["direction", "own", "feedback", "law"]
    cluster: str
    due_on: date | None
    late: bool = Field(description="Not handed in past its day")
    where: str = Field(description="How far it is, in words: what lacks, what waits to be decided")
    verdicts: dict[str, str] = Field(description="By criterion: met, partly, not_met")
    conclusion: str
    dossier_before: Decimal | None = Field(description="Cost of one dossier in đồng; null where it is not known")
    dossier_after: Decimal | None
    year_before: Decimal | None
    year_after: Decimal | None
    granted_dossier: Decimal | None = Field(
        description="Cost after by what was accepted alone, where that is a part and was confirmed"
    )
    granted_year: Decimal | None
    proposals: list[ReviewProposalOut]


class ReviewItemPage(Schema):
    items: list[ReviewItemOut]
    next: str | None


class LawReviewOut(Schema):
    id: UUID
    procedure: str
    name: str
    document: str = Field(description="Number of the ground that changed")
    cause: Literal["amends", "replaces", "repeals", "ended"]
    by: str = Field(description="Number of what changed it; empty where it ended by itself")
    since: date | None
    written: date | None = Field(
        description="As of which day the procedure's newest version was written, where that can be told"
    )
    state: Literal["open", "unaffected", "renewed", "taken_back"]
    opened_at: datetime
    reason: str


class LawReviewPage(Schema):
    items: list[LawReviewOut]
    next: str | None


class UnknownGroundOut(Schema):
    number: str
    title: str = Field(description="As the first procedure that names it writes it")
    issuer: str
    issued_on: str = Field(description="In its words, as 08/06/2010")
    procedures: int = Field(description="How many procedures in force name it")


class UnknownGroundPage(Schema):
    items: list[UnknownGroundOut]
    next: str | None


class LawReviewQuery(ListQuery):
    state: Literal["open", "unaffected", "renewed", "taken_back"] | None = None


@router.get("/reviews", response={200: ReviewPage, **PROBLEMS}, summary="Rounds of review")
def rounds(request: HttpRequest, query: Query[ListQuery]) -> Any:
    require(request.user, READ)
    rows = queries.rounds_for(request.user).select_related("owner", "plan_scan", "report_scan")
    return list_of(rows, query, order=("-year", "-id"), out=_round)


@router.get(
    "/reviews/{uid}",
    response={200: ReviewDetail, **PROBLEMS},
    summary="One round, with its share of the catalogue",
)
def one_round(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    require(request.user, READ)
    found = queries.round_for(request.user, uid)
    with_etag(response, found.version)
    return detail(found)


def detail(found: ReviewRound) -> dict[str, Any]:
    """One round whole."""
    shares = [
        {"key": s.key, "count": s.count, "whole": s.whole, "percent": rounded(s.percent, 2)}
        for s in round_shares(found, clock.today())
    ]
    criteria = [asdict(one) for one in queries.criteria_of(found)[0]]
    today = clock.today()
    return _round(found) | {
        "progress": queries.progress_of(found),
        "criteria": criteria,
        "shares": shares,
        "left_out": queries.left_out(today).count(),
        "scope": scope_words(today),
        "uncounted": uncounted_words(found, today),
    }


@router.get("/reviews/{uid}/items", response={200: ReviewItemPage, **PROBLEMS}, summary="Procedures under review")
def review_items(request: HttpRequest, uid: UUID, query: Query[ListQuery]) -> Any:
    require(request.user, READ)
    found = queries.round_for(request.user, uid)
    rows = queries.items_for(request.user).filter(round=found).select_related("unit")
    asked = queries.criteria_of(found)[0]
    return list_of(rows, query, order=("procedure__base_code", "id"), out=lambda one: item_told(one, asked))


@router.get(
    "/ground-reviews",
    response={200: LawReviewPage, **PROBLEMS},
    summary="Procedures whose legal grounds changed",
)
def grounds(request: HttpRequest, query: Query[LawReviewQuery]) -> Any:
    require(request.user, READ)
    rows = law_reviews.law_reviews_for(request.user)
    if query.state:
        rows = rows.filter(state=query.state)
    found = keyset.page(rows, order=("-opened_at", "-id"), cursor=query.cursor, limit=query.limit)
    law_reviews.fill_written(found.items)
    return {"items": [_law_review(row) for row in found.items], "next": found.next}


@router.get(
    "/unknown-grounds",
    response={200: UnknownGroundPage, **PROBLEMS},
    summary="Numbers that procedures cite and the library of documents does not know",
)
def unknown(request: HttpRequest, query: Query[ListQuery]) -> Any:
    require(request.user, READ)
    rows = unknown_grounds.unknown_numbers(request.user)
    found = keyset.page(rows, order=("-procedures", "-id"), cursor=query.cursor, limit=query.limit)
    unknown_grounds.fill_grounds(found.items)
    names = ("number", "title", "issuer", "issued_on")
    return {
        "items": [{n: getattr(row.ground, n) for n in names} | {"procedures": row.procedures} for row in found.items],
        "next": found.next,
    }


def _round(found: ReviewRound) -> dict[str, Any]:
    names = (
        "year", "title", "state", "together", "plan_due", "result_due", "decision_number", "decision_on", "sent_on",
        "report_number", "report_on", "planned", "reviewed",
    )  # fmt: skip
    scans = {name: getattr(found, name) and getattr(found, name).uid for name in ("plan_scan", "report_scan")}
    return {name: getattr(found, name) for name in names} | scans | {"id": found.uid, "owner": found.owner.code}


def item_told(found: ReviewItem, asked: Sequence[Criterion]) -> dict[str, Any]:
    names = ("state", "ground", "cluster", "due_on", "conclusion")
    costs = ("dossier_before", "dossier_after", "year_before", "year_after", "granted_dossier", "granted_year")
    proposals: Sequence[Any] = getattr(found, "live_proposals", ())
    return {
        **{name: getattr(found, name) for name in names},
        **{name: rounded(getattr(found, name)) for name in costs},
        "id": found.uid,
        "where": where(found, asked),
        "late": found.state in queries.OPEN_ITEM and found.due_on is not None and found.due_on < clock.today(),
        "procedure": found.procedure.display_code,
        "name": found.procedure.name,
        "internal": found.procedure.kind == "internal",
        "unit": found.unit.code,
        "verdicts": {key: one["verdict"] for key, one in found.answers.items()},
        "proposals": [_proposal(one) for one in proposals],
    }


def _proposal(one: Any) -> dict[str, Any]:
    names = ("kind", "text", "to_whom", "state", "proposed_on", "decision_number", "decided_on", "done_on")
    merged = [other.display_code for other in one.merged_with.all()]
    carrier = one.carried_by
    named = f"{carrier.procedure.display_code}/{carrier.number}" if carrier is not None else ""
    return {name: getattr(one, name) for name in names} | {
        "id": one.uid,
        "merged_with": merged,
        "carried_by": named,
    }


def _law_review(found: Any) -> dict[str, Any]:
    names = ("cause", "since", "state", "opened_at", "reason")
    return {name: getattr(found, name) for name in names} | {
        "id": found.uid,
        "written": found.written.on,
        "procedure": found.procedure.display_code,
        "name": found.procedure.name,
        "document": found.document.number,
        "by": found.by.number if found.by else "",
    }
