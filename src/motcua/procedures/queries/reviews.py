"""Rounds of review, what is under review, what was proposed, and its share of the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock, rules
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import covered_today, has_any_grant, has_grant, visible
from motcua.organisations.queries.people import officers
from motcua.organisations.queries.units import names_on
from motcua.procedures.models import (
    CostParameter,
    CostParameterKind,
    Procedure,
    ProcedureKind,
    Proposal,
    ProposalKind,
    ReviewGround,
    ReviewItem,
    ReviewRound,
)
from motcua.procedures.queries.competence import others, own
from motcua.procedures.queries.endings import endings_of
from motcua.procedures.queries.registry import public_on
from motcua.procedures.workflow import ProposalState, ReviewItemState, ReviewRoundState

ROUND = "review_round"
PLAN = "review_plan"
REPORT = "review_report"
ITEM = "review_item"
PARAMETER = "cost_parameter"
"""Kinds of subject. Plan and report are the papers of a round, each with the round's uid, on routes of their own."""
ITEM_STATES: dict[str, Any] = {
    ReviewItemState.PLANNED: _("Chưa rà soát"),
    ReviewItemState.IN_HAND: _("Đang rà soát"),
    ReviewItemState.ASSESSED: _("Đã nộp kết quả"),
    ReviewItemState.SETTLED: _("Đã xong"),
    ReviewItemState.DROPPED: _("Đã đưa ra khỏi đợt"),
}
"""As people read them."""
PLAN_RULE = "procedures.review_plan"
RESULT_RULE = "procedures.review_result"
CRITERIA_RULE = "procedures.review_criteria"
KINDS: dict[str, Any] = dict(ProposalKind.choices)
GROUNDS: dict[str, Any] = dict(ReviewGround.choices)
"""Why procedures are reviewed, as people read it."""
SIMPLIFIES = tuple(kind.value for kind in ProposalKind if kind is not ProposalKind.DECENTRALISE)
"""Kinds that count as simplification."""
DECENTRALISES = (ProposalKind.DECENTRALISE.value,)
OPEN_STATES = tuple(s for s in ReviewRoundState if s not in (ReviewRoundState.CLOSED, ReviewRoundState.DROPPED))
"""States in which a round still belongs to the unit that runs it."""
OPEN_ROUND = (ReviewRoundState.DRAFT, ReviewRoundState.UNDER_WAY)
"""States in which it may be changed: not while a paper of it waits for a signature."""
OPEN_ITEM = (ReviewItemState.PLANNED, ReviewItemState.IN_HAND)
DONE = (ReviewItemState.ASSESSED, ReviewItemState.SETTLED)
"""States in which a procedure counts as reviewed."""


@dataclass(frozen=True, slots=True)
class Criterion:
    key: str
    name: str
    asks: str


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many procedures in force; `percent` None where there are none. `key` opens the rows."""

    key: str
    count: int
    whole: int
    percent: Decimal | None


def criteria_on(on: date) -> tuple[list[Criterion], str]:
    """What is asked of a procedure on a day, and by which article."""
    found = rules.rule(CRITERIA_RULE, on)
    return [Criterion(c["key"], c["name"], c["asks"]) for c in found.value["criteria"]], found.article


def criteria_of(found: ReviewRound) -> tuple[list[Criterion], str]:
    """What is asked of a procedure in a round: by the rules today, then what the round asks besides."""
    asked, article = criteria_on(clock.today())
    return [*asked, *(Criterion(one["key"], one["name"], one["asks"]) for one in found.criteria)], article


def dues_of_year(year: int) -> dict[str, tuple[date, rules.Rule]]:
    """The last day in time for the plan and for the result of a year, each with its rule; one without a rule is left out."""
    found = {}
    for key in (PLAN_RULE, RESULT_RULE):
        try:
            rule = rules.rule(key, date(year, 1, 1))
        except rules.NotEstablished:
            continue
        day = date(year, rule.value["month"], rule.value["day"])
        found[key] = (day - timedelta(days=1) if rule.value["before"] else day, rule)
    return found


def ref_of(record: ReviewRound | ReviewItem | CostParameter) -> Ref:
    kind = {ReviewRound: ROUND, ReviewItem: ITEM, CostParameter: PARAMETER}[type(record)]
    return Ref.to(kind, record.uid)


def plan_ref(found: ReviewRound) -> Ref:
    return Ref.to(PLAN, found.uid)


def report_ref(found: ReviewRound) -> Ref:
    return Ref.to(REPORT, found.uid)


def round_by_uid(uid: str) -> ReviewRound:
    """For the approval that its papers are on: no person asks."""
    return ReviewRound.objects.select_related("owner").get(uid=uid)


def rounds_for(user: Any) -> QuerySet[Any]:
    """Every officer reads them, with `planned`, how many procedures, and `reviewed`, of how many the result is there."""
    if not has_any_grant(user, "procedures.read"):
        return ReviewRound.objects.none()
    live = ~Q(items__state=ReviewItemState.DROPPED)
    return ReviewRound.objects.annotate(
        planned=Count("items", filter=live, distinct=True),
        reviewed=Count("items", filter=Q(items__state__in=DONE), distinct=True),
    )


def round_for(user: Any, uid: UUID | str, action: str = "procedures.read") -> ReviewRound:
    """Raises NotFound, Forbidden."""
    found = rounds_for(user).select_related("owner", "plan_scan", "report_scan").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có đợt rà soát này, hoặc bạn không được xem.", code="no_round")
    if action != "procedures.read" and not has_grant(user, action, found.owner_id):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    made: ReviewRound = found
    return made


def may_do(user: Any, item: ReviewItem, action: str) -> bool:
    """What the unit that reviews does is granted on that unit, what the round's owner does on the owner."""
    return has_grant(user, action, item.unit_id if action == "reviews.assess" else item.round.owner_id)


def items_for(user: Any) -> QuerySet[ReviewItem]:
    if not has_any_grant(user, "procedures.read"):
        return ReviewItem.objects.none()
    return _with_proposals(ReviewItem.objects.all())


def _with_proposals(rows: QuerySet[ReviewItem]) -> QuerySet[ReviewItem]:
    live = Proposal.objects.exclude(state=ProposalState.WITHDRAWN).prefetch_related("merged_with").order_by("pk")
    live = live.select_related("carried_by__procedure").defer("carried_by__content", "carried_by__source")
    rows = rows.select_related("round", "procedure")
    return rows.prefetch_related(Prefetch("proposals", queryset=live, to_attr="live_proposals"))


def owed_by(user: Any) -> QuerySet[ReviewItem]:
    """What the units of the posts that a person holds, or stands in for, have not handed in of rounds that run: for "my work"."""
    rows = items_for(user).filter(round__state=ReviewRoundState.UNDER_WAY, state__in=OPEN_ITEM)
    return of_own_units(rows, user)


def of_own_units(rows: QuerySet[ReviewItem], user: Any) -> QuerySet[ReviewItem]:
    """Those that the person's own units review: not all that a right reaches from above."""
    rows = visible(rows, user, "reviews.assess")
    return rows.filter(unit__in=officers().filter(pk__in=covered_today(user)).values("unit"))


def late_items(rows: QuerySet[ReviewItem], today: date) -> QuerySet[ReviewItem]:
    """Not handed in past their day."""
    return rows.filter(due_on__lt=today, state__in=OPEN_ITEM)


def item_for(user: Any, uid: UUID | str, action: str = "procedures.read") -> ReviewItem:
    """Raises NotFound, Forbidden."""
    found = items_for(user).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có thủ tục này trong đợt rà soát.", code="no_review")
    if action != "procedures.read" and not may_do(user, found, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def proposal_for(user: Any, uid: UUID | str, action: str) -> Proposal:
    found = Proposal.objects.select_related("item__round", "item__procedure").filter(uid=uid).first()
    if found is None or not has_any_grant(user, "procedures.read"):
        raise NotFound("Không có kiến nghị này.", code="no_proposal")
    if not may_do(user, found.item, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def proposals_of(item: ReviewItem) -> list[Proposal]:
    """All, withdrawn ones too, in their order."""
    rows = item.proposals.select_related("carried_by__procedure").defer("carried_by__content", "carried_by__source")
    return list(rows.prefetch_related("merged_with").order_by("pk"))


def proposed(kinds: Collection[str], start: date, end: date) -> QuerySet[Proposal]:
    """Proposals made from one day to another, both included, that stand."""
    rows = Proposal.objects.filter(kind__in=list(kinds), proposed_on__gte=start, proposed_on__lte=end)
    return rows.exclude(state=ProposalState.WITHDRAWN).exclude(item__state=ReviewItemState.DROPPED)


def with_proposal(rows: QuerySet[Procedure], kinds: Collection[str], start: date, end: date) -> QuerySet[Procedure]:
    """Of some procedures those about which something was proposed in a period."""
    return rows.filter(Exists(proposed(kinds, start, end).filter(item__procedure=OuterRef("pk"))))


def reviewed(rows: QuerySet[Procedure], start: date, end: date, known: datetime | None = None) -> QuerySet[Procedure]:
    """Of some procedures those whose review was handed in in a period, as far as was known at a moment."""
    found = ReviewItem.objects.filter(
        procedure=OuterRef("pk"),
        state__in=DONE,
        assessed_at__gte=datetime.combine(start, time.min, tzinfo=clock.ZONE),
        assessed_at__lt=datetime.combine(end + timedelta(days=1), time.min, tzinfo=clock.ZONE),
    )
    return rows.filter(Exists(found if known is None else found.filter(assessed_at__lte=known)))


def reviewed_by(rows: QuerySet[Procedure], day: date, as_of: datetime) -> QuerySet[Procedure]:
    """Those reviewed in the year of a day, up to it: for the indicator."""
    return reviewed(rows, day.replace(month=1, day=1), day, as_of)


def simplified_by(rows: QuerySet[Procedure], day: date, _as_of: datetime) -> QuerySet[Procedure]:
    """Those proposed for simplification in the year of a day, up to it."""
    return with_proposal(rows, SIMPLIFIES, day.replace(month=1, day=1), day)


def decentralised_by(rows: QuerySet[Procedure], day: date, _as_of: datetime) -> QuerySet[Procedure]:
    """Those proposed for decentralisation in the year of a day, up to it."""
    return with_proposal(rows, DECENTRALISES, day.replace(month=1, day=1), day)


def catalogue_on(on: date) -> QuerySet[Procedure]:
    """Over which shares are reckoned: public procedures in force that are the province's to settle."""
    return own(public_on(on), on)


def left_out(on: date) -> QuerySet[Procedure]:
    """Public procedures in force that only others settle: no share counts them."""
    return others(public_on(on), on)


def shared(key: str, year: int, on: date) -> QuerySet[Procedure]:
    """The rows of a share (`reviewed`, `simplify`, `decentralise`), of all that shares are of (`whole`), of what none counts (`others`)."""
    start, end = date(year, 1, 1), date(year, 12, 31)
    whole = catalogue_on(on)
    match key:
        case "whole":
            return whole
        case "others":
            return left_out(on)
        case "reviewed":
            return reviewed(whole, start, end)
        case "simplify":
            return with_proposal(whole, SIMPLIFIES, start, end)
        case "decentralise":
            return with_proposal(whole, DECENTRALISES, start, end)
        case _:
            raise NotFound("Không có số liệu này.", code="no_share")


def shares(year: int, on: date) -> list[Share]:
    """Of the catalogue on a day, what was reviewed and proposed in a year. As many queries however many procedures."""
    whole = catalogue_on(on).count()
    counts = [(key, shared(key, year, on).count()) for key in ("reviewed", "simplify", "decentralise")]
    return [Share(key, n, whole, Decimal(n) * 100 / whole if whole else None) for key, n in counts]


def progress_of(found: ReviewRound) -> Mapping[str, int]:
    """How many procedures stand in each state."""
    rows = found.items.order_by().values("state").annotate(n=Count("pk"))
    return {state.value: 0 for state in ReviewItemState} | dict(rows.values_list("state", "n"))


def kinds_of(found: ReviewRound) -> list[tuple[str, Any, int, int]]:
    """Kind, words, how many proposed and how many accepted or done in a round. One query."""
    rows = Proposal.objects.filter(item__round=found).exclude(state=ProposalState.WITHDRAWN).order_by()
    good = Q(state__in=[ProposalState.ACCEPTED, ProposalState.DONE])
    counted = {k: (n, y) for k, n, y in rows.values_list("kind").annotate(n=Count("pk"), y=Count("pk", filter=good))}
    return [(kind, label, *counted.get(kind, (0, 0))) for kind, label in KINDS.items()]


def waiting(found: ReviewRound) -> QuerySet[ReviewItem]:
    """What keeps a round from being closed."""
    return found.items.exclude(state__in=[ReviewItemState.SETTLED, ReviewItemState.DROPPED])


def reviews_of(procedure: Procedure) -> list[ReviewItem]:
    """All reviews of a procedure, the newest first."""
    return list(_with_proposals(procedure.review_items.all()).order_by("-round__year", "-pk"))


def parameters() -> QuerySet[CostParameter]:
    return CostParameter.objects.order_by("kind", "-valid_from", "-pk")


def parameters_on(on: date) -> list[CostParameter]:
    """Those that hold on a day."""
    rows = parameters().filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on, voided_at__isnull=True
    )
    return list(rows)


def wage_on(on: date) -> CostParameter | None:
    """What an hour is worth on a day; None where nobody entered it."""
    return next((one for one in parameters_on(on) if one.kind == CostParameterKind.WAGE), None)


def parameter_for(uid: UUID | str) -> CostParameter:
    found = CostParameter.objects.filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có tham số này.", code="no_parameter")
    return found


def internal(rows: QuerySet[ReviewItem]) -> QuerySet[ReviewItem]:
    """Those of internal procedures."""
    return rows.filter(procedure__kind=ProcedureKind.INTERNAL)


def members_of(found: ReviewRound, *, gone: bool = False) -> list[Any]:
    """What stays in a round (`gone`: what was taken out), by group and name, each with `unit_name`, `end` and `live_proposals`. As many
    queries however many there are.
    """
    dropped = Q(state=ReviewItemState.DROPPED)
    rows = _with_proposals(found.items.filter(dropped if gone else ~dropped))
    items: list[Any] = list(rows.order_by("cluster", "procedure__sort_key", "pk"))
    names = names_on({one.unit_id for one in items}, clock.today())
    ends = endings_of([one.procedure for one in items])
    for one in items:
        one.unit_name, one.end = names.get(one.unit_id, ""), ends.get(one.procedure_id)
    return items


def round_titles(uids: Sequence[str]) -> dict[str, str]:
    return {str(r.uid): r.title for r in ReviewRound.objects.filter(uid__in=uids)}


def item_titles(uids: Sequence[str]) -> dict[str, str]:
    rows = ReviewItem.objects.filter(uid__in=uids).select_related("procedure")
    return {str(r.uid): f"{r.procedure.display_code} {r.procedure.name}" for r in rows}


def parameter_titles(uids: Sequence[str]) -> dict[str, str]:
    return {str(p.uid): p.name or p.get_kind_display() for p in CostParameter.objects.filter(uid__in=uids)}


def round_address(uid: str) -> str:
    return reverse("procedures:review", args=[uid])


def item_address(uid: str) -> str:
    return reverse("procedures:review_item", args=[uid])


def parameter_address(_uid: str) -> str:
    return reverse("procedures:cost_parameters")


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    """Every officer reads reviews."""
    return {str(uid) for uid in uids} if has_any_grant(user, "procedures.read") else set()


def refs_of_unit(unit: int) -> list[str]:
    """What a unit still has to do in reviews, and the rounds that it runs."""
    rounds = ReviewRound.objects.filter(owner=unit, state__in=OPEN_STATES).order_by("pk")
    items = ReviewItem.objects.filter(unit=unit, state__in=["planned", "in_hand"]).order_by("pk")
    return [str(ref_of(one)) for one in rounds] + [str(ref_of(one)) for one in items]
