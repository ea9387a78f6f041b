"""Assessment of a year: the scheme in numbered versions, the round, self-scores, the office's scores, approval that freezes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from motcua.documents.services.files import attach_file
from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.indicators import indicators
from motcua.kernel.refs import Ref
from motcua.kernel.rules import rule
from motcua.kernel.text import nfc, sort_key
from motcua.organisations.queries.units import names_on
from motcua.plans import events as kinds
from motcua.plans.models import Assessed, AssessedKind, Criterion, Plan, Round, Scheme, Score
from motcua.plans.queries.assessment import (
    GRADES,
    assessed_ref,
    counted,
    criteria_of,
    places_in,
    reckon,
    round_ref,
    scheme_in_force,
    scheme_ref,
    window_of,
)
from motcua.plans.rules.scoring import grade_of, grades_fault, ranks
from motcua.plans.workflow import ROUND, RoundState


@dataclass(frozen=True, slots=True)
class Rule:
    """One criterion as it is issued."""

    title: str
    most: Decimal
    method: str
    indicator: str = ""
    full_at: Decimal | None = None
    nothing_at: Decimal | None = None
    per_case: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OwnScore:
    """What the assessed say of themselves on one criterion. `evidence` is an upload."""

    criterion: Criterion
    points: Decimal | None
    note: str = ""
    evidence: Any = None


def issue_scheme(
    *,
    owner: Any,
    assesses: str,
    title: str,
    rules: Sequence[Rule],
    valid_from: date,
    actor: Actor,
    basis: str = "",
    grades: Sequence[Mapping[str, Any]] | None = None,
    is_sample: bool = False,
) -> Scheme:
    """The next number of an agency's scheme; the one before ends on `valid_from`. Without `grades` those of the rule set are taken."""
    chosen = list(grades if grades is not None else rule(GRADES, valid_from).value["grades"])
    last = Scheme.objects.filter(owner=owner, assesses=assesses).order_by("-number").first()
    errors = [e for n, one in enumerate(rules, 1) for e in _rule_errors(one, n)]
    if assesses not in AssessedKind.values:
        errors.append(FieldError("assesses", N_("Chọn đối tượng đánh giá trong danh sách.")))
    if not title.strip():
        errors.append(FieldError("title", N_("Ghi tên bộ tiêu chí.")))
    if not rules:
        errors.append(FieldError("criteria", N_("Ghi ít nhất một tiêu chí.")))
    if grades_fault(chosen):
        text = N_("Các mức phải có tên khác nhau và ngưỡng giảm dần, từ 100 xuống 0.")
        errors.append(FieldError("grades", text))
    if last is not None and valid_from < last.valid_from:
        errors.append(FieldError("valid_from", N_("Bộ mới không thể có hiệu lực trước bộ đang dùng.")))
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        Scheme.objects.filter(owner=owner, assesses=assesses, valid_to__isnull=True).update(valid_to=valid_from)
        made = Scheme.objects.create(
            owner=owner,
            assesses=assesses,
            number=1 if last is None else last.number + 1,
            title=title.strip(),
            basis=basis.strip(),
            grades=chosen,
            valid_from=valid_from,
            is_sample=is_sample,
            created_at=clock.now(),
        )
        Criterion.objects.bulk_create(
            Criterion(
                scheme=made,
                position=n,
                title=" ".join(nfc(one.title).split()),
                most=one.most,
                method=one.method,
                indicator=one.indicator if one.method == Criterion.Method.INDICATOR else "",
                full_at=one.full_at,
                nothing_at=one.nothing_at,
                per_case=one.per_case if one.method == Criterion.Method.LATE else None,
            )
            for n, one in enumerate(rules, 1)
        )
        payload: dict[str, events.Plain] = {"number": made.number, "count": len(rules), "from": valid_from}
        events.append(scheme_ref(made), kinds.SCHEME_ISSUED, actor=actor, payload=payload)
    return made


def open_round(
    *,
    owner: Any,
    assesses: str,
    year: int,
    actor: Actor,
    units: Sequence[Any] = (),
    officers: Sequence[Any] = (),
    plan: Plan | None = None,
    title: str = "",
    is_sample: bool = False,
) -> Round:
    """Open the assessment of a year with the scheme in force on its last day. Planned places come from the plan, where it names them."""
    scheme = scheme_in_force(owner, assesses, date(year, 12, 31)) if 2000 <= year <= 2100 else None
    errors = []
    if scheme is None:
        errors.append(FieldError("year", N_("Chưa có bộ tiêu chí cho năm này; hãy ban hành bộ tiêu chí trước.")))
    if assesses == AssessedKind.UNITS and not units:
        errors.append(FieldError("units", N_("Chọn ít nhất một đơn vị.")))
    if assesses == AssessedKind.OFFICERS and not officers:
        errors.append(FieldError("officers", N_("Chọn ít nhất một người.")))
    if errors or scheme is None:
        raise _wrong(errors)
    places = places_in(plan) if plan is not None else None
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = Round.objects.create(
                    owner=owner,
                    scheme=scheme,
                    plan=plan,
                    year=year,
                    title=title.strip() or f"{scheme.title} năm {year}",
                    planned_collectives=places[0] if places else None,
                    planned_persons=places[1] if places else None,
                    planned_words=places[2] if places else "",
                    is_sample=is_sample,
                    created_at=clock.now(),
                )
        except IntegrityError as error:
            raise Refused("Đợt đánh giá của năm này đã mở.", code="round_exists") from error
        names = names_on([u.pk for u in units], date(year, 12, 31))
        rows = [Assessed(round=made, unit=u, name=names[u.pk], sort_key=sort_key(names[u.pk])[:300]) for u in units]
        rows += [
            Assessed(round=made, unit=o.unit, officer=o, name=o.person.name, sort_key=o.person.sort_key)
            for o in officers
        ]
        Assessed.objects.bulk_create(rows)
        payload: dict[str, events.Plain] = {"year": year, "count": len(rows)}
        events.append(round_ref(made), kinds.ROUND_OPENED, actor=actor, payload=payload)
        recompute(made, actor=actor)
    return made


def recompute(one: Round, *, actor: Actor) -> int:
    """Take the points that the records give now into an open round. Returns how many figures changed."""
    if one.state == RoundState.APPROVED:
        raise Refused("Kết quả đã phê duyệt, số liệu đã khóa.", code="frozen")
    now, window, criteria = clock.now(), window_of(one), criteria_of(one.scheme)
    changed = 0
    with transaction.atomic():
        for assessed in one.assessed.select_related("unit", "officer").order_by("pk"):
            known = {s.criterion_id: s for s in assessed.scores.all()}
            for criterion in criteria:
                found = reckon(assessed, criterion, window, now)
                figures = (found.numerator, found.denominator, found.points.points)
                score = known.get(criterion.pk)
                if score is None:
                    score = Score(assessed=assessed, criterion=criterion)
                elif (score.numerator, score.denominator, score.reckoned) == figures:
                    continue
                score.numerator, score.denominator, score.reckoned = figures
                score.save()
                changed += 1
        Round.objects.filter(pk=one.pk).update(reckoned_at=now)
        one.reckoned_at = now
        events.append(round_ref(one), kinds.ROUND_RECKONED, actor=actor, payload={"count": changed})
    return changed


def score_own(assessed: Assessed, scores: Sequence[OwnScore], *, actor: Actor) -> Assessed:
    """The self-score: what is scored by hand, with note and evidence; what the records give is not typed."""
    _in(assessed.round, RoundState.SELF_SCORING, "Đợt đánh giá không còn ở bước tự chấm.")
    errors = [e for one in scores for e in _points_errors(one.criterion, one.points, "own")]
    for one in scores:
        if one.criterion.method != Criterion.Method.HAND:
            text = N_("Tiêu chí này do số liệu của hệ thống quyết định, không tự chấm.")
            errors.append(FieldError(f"own-{one.criterion.position}", text))
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        for one in scores:
            score, _new = Score.objects.get_or_create(assessed=assessed, criterion=one.criterion)
            score.own, score.own_note = one.points, nfc(one.note).strip()
            if one.evidence is not None:
                attach_file(one.evidence, assessed_ref(assessed), actor=actor)
                score.evidence = str(Ref.to("stored_file", one.evidence.uid))
            score.save()
        rows = Score.objects.filter(assessed=assessed).select_related("criterion")
        total = sum((_own(s) or Decimal(0) for s in rows), Decimal(0))
        Assessed.objects.filter(pk=assessed.pk).update(
            self_total=total, self_scored_at=clock.now(), self_scored_name=actor.name, version=F("version") + 1
        )
        payload: dict[str, events.Plain] = {"points": str(total)}
        events.append(assessed_ref(assessed), kinds.SELF_SCORED, actor=actor, payload=payload)
    assessed.refresh_from_db()
    return assessed


def review(one: Round, *, actor: Actor) -> Round:
    """From self-scoring to the office's scores; those who did not score themselves go on without."""
    with transaction.atomic():
        workflow.move(one, ROUND, "review")
        events.append(round_ref(one), kinds.ROUND_REVIEWED, actor=actor)
    return one


def send_back(one: Round, *, reason: str, actor: Actor) -> Round:
    """Back to self-scoring, with the reason."""
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise _wrong([FieldError("reason", N_("Hãy ghi lý do."))])
    with transaction.atomic():
        workflow.move(one, ROUND, "send_back")
        events.append(round_ref(one), kinds.ROUND_RETURNED, actor=actor, payload={"reason": reason})
    return one


def give_score(
    assessed: Assessed, criterion: Criterion, *, points: Decimal | None, note: str, actor: Actor
) -> Assessed:
    """The office's score. Other points than the records or the assessed themselves give need a stated reason; None takes it back."""
    _in(assessed.round, RoundState.REVIEWING, "Đợt đánh giá không ở bước chấm điểm.")
    score, _new = Score.objects.get_or_create(assessed=assessed, criterion=criterion)
    errors = list(_points_errors(criterion, points, "given"))
    said = score.reckoned if criterion.method != Criterion.Method.HAND else score.own
    if points is not None and points != said and not note.strip():
        text = N_("Điểm khác với số liệu hoặc điểm tự chấm: ghi lý do.")
        errors.append(FieldError(f"note-{criterion.position}", text))
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        score.given, score.given_note = points, nfc(note).strip()
        score.given_name = actor.name if points is not None else ""
        score.save()
        payload: dict[str, events.Plain] = {"criterion": criterion.title, "points": str(points), "reason": note[:500]}
        events.append(assessed_ref(assessed), kinds.SCORED, actor=actor, payload=payload)
    return assessed


def approve(one: Round, *, decision_number: str, decision_on: date, actor: Actor) -> Round:
    """Reckon once more, add up, grade, rank, and freeze.

    A criterion of which the records know nothing counts neither for nor against: grade and place follow the share of the points that
    could be had. What is scored by hand needs the office's points.
    """
    errors = []
    if not decision_number.strip():
        errors.append(FieldError("decision_number", N_("Ghi số quyết định phê duyệt.")))
    if decision_on > clock.today():
        errors.append(FieldError("decision_on", N_("Ngày không thể ở tương lai.")))
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        recompute(one, actor=actor)
        rows = list(one.assessed.prefetch_related("scores__criterion").order_by("pk"))
        blank = [a.name for a in rows for s in a.scores.all() if s.criterion.method == "hand" and s.given is None]
        if blank:
            told = ", ".join(sorted(set(blank))[:10])
            raise Refused("Còn tiêu chí chấm tay chưa có điểm của văn phòng: {names}.", code="unscored", names=told)
        totals = [_total(a) for a in rows]
        shares = [total * 100 / most if total is not None else None for total, most in totals]
        for assessed, (total, most), place in zip(rows, totals, ranks(shares), strict=True):
            grade = grade_of(total, most, one.scheme.grades) if total is not None else ""
            Assessed.objects.filter(pk=assessed.pk).update(
                total=total, grade=grade, rank=place, version=F("version") + 1
            )
        workflow.move(
            one,
            ROUND,
            "approve",
            approved_at=clock.now(),
            approved_name=actor.name,
            decision_number=decision_number.strip(),
            decision_on=decision_on,
        )
        payload: dict[str, events.Plain] = {"number": decision_number.strip(), "on": decision_on}
        events.append(round_ref(one), kinds.ROUND_APPROVED, actor=actor, payload=payload)
    return one


def _total(assessed: Assessed) -> tuple[Decimal | None, Decimal]:
    """(sum of what counts, most points of the criteria of which something is known). Nothing known at all: None."""
    known = [(value, s.criterion.most) for s in assessed.scores.all() if (value := counted(s)) is not None]
    if not known:
        return None, Decimal(0)
    return sum((v for v, _m in known), Decimal(0)), sum((m for _v, m in known), Decimal(0))


def _own(score: Score) -> Decimal | None:
    return score.own if score.criterion.method == Criterion.Method.HAND else score.reckoned


def _in(one: Round, state: RoundState, words: str) -> None:
    if one.state != state:
        raise Refused(words, code="wrong_state")


def _points_errors(criterion: Criterion, points: Decimal | None, name: str) -> Iterable[FieldError]:
    if points is not None and not 0 <= points <= criterion.most:
        most = f"{criterion.most.normalize():f}".replace(".", ",")
        yield FieldError(f"{name}-{criterion.position}", N_("Điểm phải từ 0 đến {most}."), {"most": most})


def _rule_errors(one: Rule, n: int) -> Iterable[FieldError]:
    where: dict[str, object] = {"n": n}
    if not one.title.strip():
        yield FieldError("criteria", N_("Tiêu chí {n}: ghi tên."), where)
    if not 0 < one.most <= 1000:
        yield FieldError("criteria", N_("Tiêu chí {n}: điểm tối đa phải lớn hơn 0 và không quá 1000."), where)
    if one.method not in Criterion.Method.values:
        yield FieldError("criteria", N_("Tiêu chí {n}: chọn cách chấm trong danh sách."), where)
    if one.method == Criterion.Method.INDICATOR and one.indicator not in indicators:
        yield FieldError("criteria", N_("Tiêu chí {n}: không có chỉ số này."), where)
    if one.method == Criterion.Method.LATE and not (one.per_case and one.per_case > 0):
        yield FieldError("criteria", N_("Tiêu chí {n}: ghi số điểm trừ cho mỗi việc trễ."), where)
    full = Decimal(100) if one.full_at is None else one.full_at
    if full == (one.nothing_at or Decimal(0)):
        yield FieldError("criteria", N_("Tiêu chí {n}: mức đạt đủ điểm và mức không điểm phải khác nhau."), where)


def _wrong(errors: Iterable[FieldError]) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
