"""Assessments for those who may see them: rounds, who is assessed, points with their arithmetic and the rows behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from motcua.documents.queries.files import files_of
from motcua.indicators.queries.values import value_of
from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.indicators import Kind, Window, indicators
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import has_grant, visible
from motcua.organisations.queries.scopes import offered_units, within
from motcua.organisations.queries.units import names_on
from motcua.plans.models import Assessed, Assignee, Criterion, Nomination, Occurrence, Plan, Round, Scheme, Score
from motcua.plans.permissions import may_score_own, readable_assessed, readable_rounds
from motcua.plans.queries import figures
from motcua.plans.rules.scoring import Points, by_cases, by_ratio, by_value, planned_places
from motcua.plans.workflow import NominationState

SCHEME = "assessment_scheme"
ROUND = "assessment_round"
ASSESSED = "assessed"
GRADES = "plans.assessment_grades"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What the records give for one criterion."""

    numerator: Decimal | None
    denominator: Decimal | None
    points: Points


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of one assessed, as the page shows it. `counts` is what enters the total; `opens`: there are rows behind it."""

    criterion: Criterion
    score: Score
    points: Points
    counts: Decimal | None
    opens: bool
    files: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A frozen figure that the records would now give otherwise."""

    assessed: Assessed
    criterion: Criterion
    frozen: tuple[Decimal | None, Decimal | None, Decimal | None]
    now: tuple[Decimal | None, Decimal | None, Decimal | None]


def scheme_ref(scheme: Scheme) -> Ref:
    return Ref.to(SCHEME, scheme.uid)


def round_ref(one: Round) -> Ref:
    return Ref.to(ROUND, one.uid)


def assessed_ref(assessed: Assessed) -> Ref:
    return Ref.to(ASSESSED, assessed.uid)


def window_of(one: Round) -> Window:
    """The calendar year."""
    return Window(date(one.year, 1, 1), date(one.year, 12, 31))


def round_by_uid(uid: str) -> Round:
    """For handlers: no person asks."""
    return Round.objects.get(uid=uid)


def nomination_by_uid(uid: str) -> Nomination | None:
    """For handlers: no person asks. None for what earlier versions kept no reference of."""
    rows = Nomination.objects.select_related("round", "officer")
    return rows.filter(uid=uid).first() if uid else None


def schemes_for(user: Any) -> QuerySet[Scheme]:
    rows = visible(Scheme.objects.select_related("owner"), user, "assessments.read", "owner")
    return rows.annotate(criterion_count=Count("criteria"))


def scheme_for(user: Any, uid: UUID | str) -> Scheme:
    found = schemes_for(user).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có bộ tiêu chí này, hoặc bạn không được mở.")
    return found


def criteria_of(scheme: Scheme) -> list[Criterion]:
    return list(scheme.criteria.order_by("position"))


def most_of(criteria: Sequence[Criterion]) -> Decimal:
    return sum((c.most for c in criteria), Decimal(0))


def scheme_in_force(owner: Any, assesses: str, on: date) -> Scheme | None:
    rows = Scheme.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), owner=owner, assesses=assesses)
    return rows.filter(valid_from__lte=on).order_by("-number").first()


def versions_of(scheme: Scheme) -> list[Scheme]:
    return list(Scheme.objects.filter(owner=scheme.owner_id, assesses=scheme.assesses).order_by("-number"))


def rounds_for(user: Any) -> QuerySet[Round]:
    rows = readable_rounds(Round.objects.select_related("owner", "scheme", "plan"), user)
    return rows.annotate(
        assessed_count=Count("assessed", distinct=True),
        scored_count=Count("assessed", filter=Q(assessed__self_scored_at__isnull=False), distinct=True),
    )


def round_for(user: Any, uid: UUID | str, action: str = "assessments.read") -> Round:
    """The round, if the user may do `action` with it (granted on its owner)."""
    found = rounds_for(user).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có đợt đánh giá này, hoặc bạn không được mở.")
    if action != "assessments.read" and not has_grant(user, action, found.owner_id):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def assessed_for(user: Any, uid: UUID | str, action: str = "assessments.read") -> Assessed:
    """Who is assessed, if the user may do `action`: `assessments.score_own` is of the assessed, the rest of the round's owner."""
    rows = Assessed.objects.select_related("round__scheme", "round__owner", "unit", "officer__person")
    found = readable_assessed(rows, user).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có kết quả đánh giá này, hoặc bạn không được mở.")
    if action == "assessments.score_own":
        may = may_score_own(user, found)
    else:
        may = action == "assessments.read" or has_grant(user, action, found.round.owner_id)
    if not may:
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def results_for(user: Any, one: Round) -> QuerySet[Assessed]:
    """Those of a round whom the user may see, for lists in pages."""
    return readable_assessed(one.assessed.select_related("unit", "officer"), user)


def ranking(one: Round, user: Any) -> list[Any]:
    """Those of a round whom the user may see, by place, then by name."""
    rows: list[Any] = list(readable_assessed(one.assessed.select_related("unit"), user))
    return sorted(rows, key=lambda a: (a.rank is None, a.rank or 0, a.sort_key, a.pk))


def reckon(assessed: Assessed, criterion: Criterion, window: Window, as_of: datetime) -> Reckoned:
    """What the records as of a moment give for one criterion; nothing for what is scored by hand."""
    method = Criterion.Method
    if criterion.method in {method.ON_TIME, method.LATE}:
        due = occurrences(assessed, window, as_of)
        done = figures.on_time(due, window, as_of)
        all_of_them, good = Decimal(due.count()), Decimal(done.count())
        if criterion.method == method.LATE:
            late = all_of_them - good
            points = by_cases(criterion.most, late, per_case=criterion.per_case or Decimal(0))
            return Reckoned(late, None, points)
        points = by_ratio(criterion.most, good, all_of_them, full_at=criterion.full_at, nothing_at=criterion.nothing_at)
        return Reckoned(good, all_of_them, points)
    if criterion.method == method.INDICATOR and criterion.indicator in indicators:
        return _by_indicator(
            criterion, value_of(criterion.indicator, unit=assessed.unit_id, window=window, as_of=as_of)
        )
    return Reckoned(None, None, Points(None, ()))


def occurrences(assessed: Assessed, window: Window, as_of: datetime) -> QuerySet[Occurrence]:
    """What the unit with what stands under it, or the officer as the one in charge, owed within the window."""
    rows = figures.due(window, as_of)
    if assessed.officer is None:
        return within(rows, assessed.unit_id, clock.local(as_of).date())
    given = Assignee.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=as_of),
        occurrence=OuterRef("pk"),
        officer__person=assessed.officer.person_id,
        role=Assignee.Role.LEAD,
        given_at__lte=as_of,
    )
    return rows.filter(Exists(given))


def rows_of(assessed: Assessed, criterion: Criterion) -> QuerySet[Occurrence]:
    """The rows behind a reckoned figure as of when it was reckoned: all that were owed, or the late ones. `good`: on time."""
    one = assessed.round
    window, as_of = window_of(one), one.reckoned_at or clock.now()
    due = occurrences(assessed, window, as_of).select_related("task__plan", "unit")
    good = figures.on_time(figures.due(window, as_of), window, as_of).filter(pk=OuterRef("pk"))
    rows = due.annotate(good=Exists(good))
    if criterion.method == Criterion.Method.LATE:
        rows = rows.filter(good=False)
    return rows.order_by("original_due_at", "pk")


def criterion_of(assessed: Assessed, position: int) -> Criterion:
    found = assessed.round.scheme.criteria.filter(position=position).first()
    if found is None:
        raise NotFound("Không có tiêu chí này.")
    return found


def counted(score: Score) -> Decimal | None:
    """What of a score enters the total."""
    return score.given if score.given is not None else score.reckoned


def lines_of(assessed: Assessed) -> list[Line]:
    """Criterion by criterion with the arithmetic, from what is stored."""
    scores = {s.criterion_id: s for s in assessed.scores.all()}
    files = {str(Ref.to("stored_file", f.uid)): f for f in files_of(assessed_ref(assessed))}
    made = []
    for criterion in criteria_of(assessed.round.scheme):
        score = scores.get(criterion.pk) or Score(assessed=assessed, criterion=criterion)
        opens = criterion.method in {Criterion.Method.ON_TIME, Criterion.Method.LATE} and score.numerator is not None
        shown = (files[score.evidence],) if score.evidence in files else ()
        made.append(Line(criterion, score, _told(criterion, score), counted(score), opens, shown))
    return made


def differences(one: Round) -> list[Difference]:
    """What a frozen round would now give otherwise, with the records as they stand today but of the same moment."""
    window, as_of = window_of(one), one.reckoned_at or clock.now()
    found = []
    for assessed in one.assessed.select_related("unit", "officer").order_by("pk"):
        scores = {s.criterion_id: s for s in assessed.scores.all()}
        for criterion in criteria_of(one.scheme):
            score = scores.get(criterion.pk)
            if score is None or criterion.method == Criterion.Method.HAND:
                continue
            again = reckon(assessed, criterion, window, as_of)
            frozen = (score.numerator, score.denominator, score.reckoned)
            now = (again.numerator, again.denominator, again.points.points)
            if frozen != now:
                found.append(Difference(assessed, criterion, frozen, now))
    return found


def nominations_of(one: Round) -> list[Nomination]:
    return list(one.nominations.select_related("unit", "officer__person").order_by("kind", "pk"))


def nomination_of(one: Round, uid: UUID | str) -> Nomination:
    found = one.nominations.select_related("round").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có đề nghị khen thưởng này.")
    return found


def taken(one: Round, kind: str) -> int:
    """How many of the planned places are taken by standing nominations."""
    states = [NominationState.PROPOSED, NominationState.GRANTED]
    return one.nominations.filter(kind=kind, state__in=states).count()


def places_in(plan: Plan) -> tuple[int, int, str] | None:
    """How many a plan says are to be commended, with its words: first of the tasks, then in the whole text."""
    for task in plan.tasks.order_by("position"):
        for text in (task.deliverable, task.task, task.goal):
            if text and (found := planned_places(text)):
                return found
    return planned_places(plan.reading.text) if plan.reading is not None else None


def owners(user: Any, action: str) -> list[tuple[str, str]]:
    """Units for which the user may do `action`, as (uid, name)."""
    return offered_units(user, action)


def indicator_choices() -> list[tuple[str, str]]:
    """Key and title of every indicator."""
    return sorted(((one.key, str(one.title)) for one in indicators), key=lambda c: c[1])


def fill_list(rows: Sequence[Any]) -> None:
    names = names_on({r.owner_id for r in rows}, clock.today())
    for row in rows:
        row.owner_name = names.get(row.owner_id, "")


def scheme_titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = Scheme.objects.filter(uid__in=uids).values_list("uid", "title", "number")
    return {str(uid): f"{title} ({number})" for uid, title, number in rows}


def scheme_address(uid: str) -> str:
    return reverse("plans:scheme", args=[uid])


def readable_schemes(user: Any, uids: Sequence[str]) -> set[str]:
    return {str(uid) for uid in schemes_for(user).filter(uid__in=uids).values_list("uid", flat=True)}


def round_titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = Round.objects.filter(uid__in=uids).values_list("uid", "title")
    return {str(uid): title for uid, title in rows}


def round_address(uid: str) -> str:
    return reverse("plans:round", args=[uid])


def readable_round_uids(user: Any, uids: Sequence[str]) -> set[str]:
    return {str(u) for u in readable_rounds(Round.objects.filter(uid__in=uids), user).values_list("uid", flat=True)}


def assessed_titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = Assessed.objects.filter(uid__in=uids).values_list("uid", "name", "round__title")
    return {str(uid): f"{name}: {title}" for uid, name, title in rows}


def assessed_address(uid: str) -> str:
    return reverse("plans:assessed", args=[uid])


def readable_assessed_uids(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_assessed(Assessed.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def _by_indicator(criterion: Criterion, figure: Any) -> Reckoned:
    bounds = {"full_at": criterion.full_at, "nothing_at": criterion.nothing_at}
    if figure.kind == Kind.RATIO:
        points = by_ratio(criterion.most, figure.numerator, figure.denominator, **bounds)
    else:
        points = by_value(criterion.most, figure.value, **bounds)
    return Reckoned(figure.numerator, figure.denominator, points)


def _told(criterion: Criterion, score: Score) -> Points:
    """The arithmetic of a stored figure, which is the same as when it was reckoned."""
    bounds = {"full_at": criterion.full_at, "nothing_at": criterion.nothing_at}
    if score.reckoned is None or criterion.method == Criterion.Method.HAND:
        return Points(None, ())
    if criterion.method == Criterion.Method.LATE:
        return by_cases(criterion.most, score.numerator, per_case=criterion.per_case or Decimal(0))
    if score.denominator is not None and _is_ratio(criterion):
        return by_ratio(criterion.most, score.numerator, score.denominator, **bounds)
    value = score.numerator
    if value is not None and score.denominator and indicators[criterion.indicator].kind == Kind.MEAN:
        value = (value / score.denominator).quantize(Decimal("0.01"))
    return by_value(criterion.most, value, **bounds)


def _is_ratio(criterion: Criterion) -> bool:
    known = indicators.get(criterion.indicator)
    return criterion.method == Criterion.Method.ON_TIME or (known is not None and known.kind == Kind.RATIO)
