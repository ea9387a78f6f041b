"""Rounds of review: drawn up, decided, worked through procedure by procedure, closed with a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, F

from motcua.documents.services.files import store_made
from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc, sort_key
from motcua.organisations.queries.units import version_on
from motcua.procedures import formulas
from motcua.procedures.events import EventKind
from motcua.procedures.models import Procedure, Proposal, ReviewGround, ReviewItem, ReviewRound
from motcua.procedures.queries.review_plans import as_kept, plan_now
from motcua.procedures.queries.review_standing import lacks_of
from motcua.procedures.queries.reviews import (
    ITEM,
    OPEN_ITEM,
    OPEN_ROUND,
    PLAN_RULE,
    RESULT_RULE,
    ROUND,
    criteria_of,
    dues_of_year,
    ref_of,
    report_ref,
    waiting,
)
from motcua.procedures.services.review_notices import tell_assigned, tell_returned
from motcua.procedures.services.review_report import report_docx
from motcua.procedures.services.review_search import index_rounds
from motcua.procedures.services.review_table import keep_table
from motcua.procedures.services.round_checks import name_key, need_in_force, own_name
from motcua.procedures.workflow import (
    REVIEW_ITEM,
    REVIEW_ROUND,
    ProposalState,
    ReviewItemState,
    ReviewRoundState,
)

if TYPE_CHECKING:
    from motcua.organisations.models import Unit

VERDICTS = ("met", "partly", "not_met")
"""How a criterion may be answered."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What the plan says of procedures: who reviews them, why, what is to come of it, by when."""

    unit: Unit
    ground: str = ReviewGround.OWN
    ground_words: str = ""
    product: str = ""
    cluster: str = ""
    due_on: date | None = None

    def columns(self) -> dict[str, Any]:
        """As they are kept."""
        return {
            "unit": self.unit,
            "ground": self.ground,
            "ground_words": one_line(self.ground_words)[:500],
            "product": one_line(self.product)[:500],
            "cluster": one_line(self.cluster)[:200],
            "due_on": self.due_on,
        }


def plan_round(title: str, *, year: int, owner: Unit, actor: Actor, together: bool = False) -> ReviewRound:
    """Lập a round. Its due dates are those of the rules now, and stay. Raises Invalid."""
    title = one_line(title)
    errors = []
    if not title:
        errors.append(FieldError("title", N_("Ghi tên đợt rà soát.")))
    if not 2010 <= year <= 2100:
        errors.append(FieldError("year", N_("Năm từ 2010 đến 2100.")))
    if errors:
        raise Invalid("Chưa lập được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    need_unit_today(owner, "owner")
    dues = dues_of_year(year)
    with transaction.atomic():
        with own_name(year):
            made = ReviewRound.objects.create(
                owner=owner,
                year=year,
                title=title[:500],
                sort_key=sort_key(title)[:400],
                name_key=name_key(title),
                together=together,
                plan_due=dues[PLAN_RULE][0],
                result_due=dues[RESULT_RULE][0] if RESULT_RULE in dues else None,
                created_at=clock.now(),
            )
        index_rounds([made.pk])
        events.append(ref_of(made), EventKind.REVIEW_PLANNED, actor=actor, payload={"year": year, "unit": owner.code})
    return made


def add_items(found: ReviewRound, procedures: Sequence[Procedure], planned: Planned, *, actor: Actor) -> int:
    """Thêm procedures; what was taken out comes back, what is in the round is left as it is. Returns how many are new. Raises Invalid,
    Refused.
    """
    if found.state not in OPEN_ROUND:
        raise Refused("Đợt rà soát đang trình ký, đã kết thúc hoặc đã bỏ.", code="not_open")
    if not procedures:
        raise Invalid("Chưa thêm được.", errors=(FieldError("procedures", N_("Chọn ít nhất một thủ tục.")),))
    if planned.ground not in ReviewGround.values:
        raise Invalid("Chưa thêm được.", errors=(FieldError("ground", N_("Chọn căn cứ trong danh sách.")),))
    need_in_force(found, procedures)
    need_day_within(found, planned.due_on)
    need_unit_today(planned.unit, "unit")
    columns = planned.columns()
    with transaction.atomic():
        _hold(found)
        there = {item.procedure_id: item for item in found.items.all()}
        wanted = list(dict.fromkeys(procedures))
        fresh = [ReviewItem(round=found, procedure=p, **columns) for p in wanted if p.pk not in there]
        ReviewItem.objects.bulk_create(fresh, batch_size=500)
        back = [there[p.pk] for p in wanted if p.pk in there and there[p.pk].state == ReviewItemState.DROPPED]
        for item in back:
            workflow.move(item, REVIEW_ITEM, "restore", note="", **columns)
            events.append(_ref(item), EventKind.REVIEW_ITEM_RESTORED, actor=actor, payload={"unit": planned.unit.code})
        count = len(fresh) + len(back)
        if count:
            payload: dict[str, events.Plain] = {"count": count, "unit": planned.unit.code}
            events.append(ref_of(found), EventKind.REVIEW_ITEMS_ADDED, actor=actor, payload=payload)
            if found.state == ReviewRoundState.UNDER_WAY:
                tell_assigned(found, {planned.unit.pk: count}, dedupe=f"{found.version}")
    return count


def need_unit_today(unit: Unit, field: str) -> None:
    """Work is given to a unit that exists. Raises Invalid."""
    if version_on(unit, clock.today()) is None:
        told = FieldError(field, N_("Hôm nay không có đơn vị {unit}."), {"unit": unit.code})
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=(told,))


def need_day_within(found: ReviewRound, due_on: date | None) -> None:
    """What the plan of a year asks is done in that year. Raises Invalid."""
    if due_on is not None and due_on.year != found.year:
        told = FieldError("due_on", N_("Ngày hoàn thành phải trong năm {year} của đợt rà soát."), {"year": found.year})
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=(told,))


def start_round(
    found: ReviewRound, *, number: str, decided_on: date, actor: Actor, sent_on: date | None = None
) -> ReviewRound:
    """Ghi the decision of the plan: from now on units assess. Raises Invalid, Refused, TransitionRefused."""
    number = one_line(number)
    errors = []
    if not number:
        errors.append(FieldError("number", N_("Ghi số, ký hiệu của kế hoạch.")))
    if decided_on > clock.today():
        errors.append(FieldError("decided_on", N_("Ngày ban hành không thể ở tương lai.")))
    if sent_on is not None and sent_on < decided_on:
        errors.append(FieldError("sent_on", N_("Ngày gửi không thể trước ngày ban hành.")))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    need_items(found)
    with transaction.atomic():
        workflow.move(
            found, REVIEW_ROUND, "start", decision_number=number[:80], decision_on=decided_on, sent_on=sent_on
        )
        started(found, actor)
    return found


def need_items(found: ReviewRound) -> None:
    """A plan names procedures. Raises Refused."""
    if not found.items.exclude(state=ReviewItemState.DROPPED).exists():
        raise Refused("Kế hoạch chưa có thủ tục nào. Hãy thêm thủ tục trước.", code="no_items")


def need_settled(found: ReviewRound) -> None:
    """A report is about procedures that are done with. Raises Refused."""
    left = waiting(found).count()
    if left:
        raise Refused(
            "Còn {left} thủ tục chưa xong. Hãy hoàn thành, hoặc đưa ra khỏi đợt và ghi lý do.",
            left=left,
            code="items_open",
        )


def started(found: ReviewRound, actor: Actor) -> None:
    """The plan has its number: what it says is kept, units are told what is theirs. Part of the caller's transaction."""
    found.plan = as_kept(plan_now(found))
    found.save(update_fields=["plan"])
    payload: dict[str, events.Plain] = {"number": found.decision_number, "issued_on": found.decision_on}
    events.append(ref_of(found), EventKind.REVIEW_STARTED, actor=actor, payload=payload)
    index_rounds([found.pk])
    rows = found.items.exclude(state=ReviewItemState.DROPPED).order_by().values_list("unit")
    tell_assigned(found, dict(rows.annotate(n=Count("pk"))), dedupe="start")


def closed(found: ReviewRound, actor: Actor) -> None:
    """The report has its number. Part of the caller's transaction."""
    payload: dict[str, events.Plain] = {"number": found.report_number, "issued_on": found.report_on}
    events.append(ref_of(found), EventKind.REVIEW_CLOSED, actor=actor, payload=payload)
    index_rounds([found.pk])


def close_round(found: ReviewRound, *, number: str, reported_on: date, actor: Actor) -> ReviewRound:
    """Kết thúc with the report. Raises Invalid, Refused while a procedure is not settled."""
    number = one_line(number)
    errors = []
    if not number:
        errors.append(FieldError("number", N_("Ghi số, ký hiệu của báo cáo.")))
    if reported_on > clock.today():
        errors.append(FieldError("reported_on", N_("Ngày báo cáo không thể ở tương lai.")))
    if errors:
        raise Invalid("Chưa kết thúc được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        _hold(found)
        need_settled(found)
        workflow.move(found, REVIEW_ROUND, "close", report_number=number[:80], report_on=reported_on)
        name = f"Bao-cao-ra-soat-{found.year}.docx"
        found.report_file = store_made(
            report_docx(found, numbered=True), name=name, owner=report_ref(found), actor=actor
        )
        found.save(update_fields=["report_file"])
        keep_table(found, actor)
        closed(found, actor)
    return found


def drop_round(found: ReviewRound, *, reason: str, actor: Actor) -> ReviewRound:
    """Bỏ a round that has no decision yet; it stays readable with its reason."""
    reason = _reason(reason)
    with transaction.atomic():
        workflow.move(found, REVIEW_ROUND, "drop", note=reason)
        events.append(ref_of(found), EventKind.REVIEW_DROPPED, actor=actor, payload={"reason": reason[:500]})
    return found


def answer(
    item: ReviewItem,
    answers: Mapping[str, Mapping[str, str]],
    *,
    conclusion: str,
    actor: Actor,
    version: int | None = None,
) -> ReviewItem:
    """Ghi what was found by each criterion; criteria without a verdict are left open. Raises Invalid, Refused, Stale."""
    known = {c.key for c in criteria_of(item.round)[0]}
    kept = {
        key: {"verdict": one.get("verdict", ""), "note": nfc(one.get("note", "")).strip()[:2000]}
        for key, one in answers.items()
        if key in known and one.get("verdict", "") in VERDICTS
    }
    with transaction.atomic():
        _write(item, version, actor, answers=kept, conclusion=nfc(conclusion).strip()[:2000])
        events.append(_ref(item), EventKind.REVIEW_ANSWERED, actor=actor, payload={"fields": sorted(kept)})
    return item


def reckon_cost(item: ReviewItem, costing: formulas.Costing, *, actor: Actor, version: int | None = None) -> ReviewItem:
    """Ghi the cost before and after; what is not known stays unknown. Raises Invalid, Refused, Stale."""
    before, after = formulas.total(costing.before, costing.wage), formulas.total(costing.after, costing.wage)
    columns = {
        "dossier_before": before.dossier,
        "dossier_after": after.dossier,
        "year_before": before.year,
        "year_after": after.year,
    }
    if any(value is not None and abs(value) >= 10**18 for value in columns.values()):
        raise Invalid("Chi phí vượt quá mức có thể lưu; hãy kiểm tra số lần và số đối tượng.")
    with transaction.atomic():
        _write(item, version, actor, costing=formulas.as_json(costing), **columns)
        payload: dict[str, events.Plain] = {
            "cost_before": _plain(before.year or before.dossier),
            "cost_after": _plain(after.year or after.dossier),
        }
        events.append(_ref(item), EventKind.REVIEW_COSTED, actor=actor, payload=payload)
    return item


def hand_in(item: ReviewItem, *, actor: Actor) -> ReviewItem:
    """Nộp the result: every criterion answered, a conclusion written. Raises Invalid naming what lacks, Refused."""
    _under_way(item)
    left = lacks_of(item, criteria_of(item.round)[0])
    if left:
        raise Refused("Chưa nộp được: còn thiếu {left}.", left="; ".join(left), code="not_complete")
    with transaction.atomic():
        moved = {"assessed_at": clock.now(), "assessed_by": actor.name[:200], "note": ""}
        workflow.move(item, REVIEW_ITEM, "hand_in", **moved)
        events.append(_ref(item), EventKind.REVIEW_HANDED_IN, actor=actor)
    return item


def send_back(item: ReviewItem, *, reason: str, actor: Actor) -> ReviewItem:
    """Trả lại what is not good enough yet. Raises Refused where something about it is decided already."""
    reason = _reason(reason)
    if item.proposals.exclude(state__in=[ProposalState.PROPOSED, ProposalState.WITHDRAWN]).exists():
        raise Refused("Đã có kiến nghị được quyết định; không trả lại được nữa.", code="decided")
    with transaction.atomic():
        workflow.move(item, REVIEW_ITEM, "send_back", note=reason)
        events.append(_ref(item), EventKind.REVIEW_SENT_BACK, actor=actor, payload={"reason": reason[:500]})
        tell_returned(item, reason)
    return item


def settle(item: ReviewItem, *, actor: Actor) -> ReviewItem:
    """Hoàn thành: every proposal about it is decided, or there is none and it stays as it is. Raises Refused."""
    with transaction.atomic():
        _hold_item(item)
        left = item.proposals.filter(state=ProposalState.PROPOSED).count()
        if left:
            raise Refused("Còn {left} kiến nghị chưa được quyết định.", left=left, code="proposals_open")
        workflow.move(item, REVIEW_ITEM, "settle")
        events.append(_ref(item), EventKind.REVIEW_SETTLED, actor=actor)
    return item


def drop_item(item: ReviewItem, *, reason: str, actor: Actor) -> ReviewItem:
    """Đưa ra khỏi đợt a procedure that is not to be reviewed after all, with the reason."""
    reason = _reason(reason)
    if item.round.state not in OPEN_ROUND:
        raise Refused("Đợt rà soát đang trình ký, đã kết thúc hoặc đã bỏ.", code="not_open")
    with transaction.atomic():
        workflow.move(item, REVIEW_ITEM, "drop", note=reason)
        events.append(_ref(item), EventKind.REVIEW_ITEM_DROPPED, actor=actor, payload={"reason": reason[:500]})
    return item


def move_reviews(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """Give open rounds and open work of one unit to another (a split or transfer of units). Part of the caller's transaction."""
    parsed = [Ref.parse(ref) for ref in refs]
    rounds = ReviewRound.objects.filter(uid__in=[r.uid for r in parsed if r.kind == ROUND], owner=unit)
    items = ReviewItem.objects.filter(uid__in=[r.uid for r in parsed if r.kind == ITEM], unit=unit)
    moved = rounds.update(owner=to_unit, version=F("version") + 1)
    return moved + items.update(unit=to_unit, version=F("version") + 1)


def open_proposals(item: ReviewItem) -> bool:
    return Proposal.objects.filter(item=item, state=ProposalState.PROPOSED).exists()


def _write(item: ReviewItem, version: int | None, actor: Actor, **columns: Any) -> None:
    """Guarded: the round runs, the item is open, and nobody wrote it meanwhile. What was only planned is in hand from now on."""
    _under_way(item)
    if item.state not in OPEN_ITEM:
        raise Refused("Kết quả rà soát thủ tục này đã nộp; muốn sửa thì phải trả lại trước.", code="not_open")
    expected = item.version if version is None else version
    rows = ReviewItem.objects.filter(pk=item.pk, version=expected, state=item.state)
    if rows.update(version=expected + 1, state=ReviewItemState.IN_HAND, **columns) != 1:
        raise changed_meanwhile(_ref(item), actor=actor)
    item.refresh_from_db(fields=["version", "state", *columns])


def _under_way(item: ReviewItem) -> None:
    if item.round.state != ReviewRoundState.UNDER_WAY:
        raise Refused("Đợt rà soát chưa có kế hoạch được ban hành, hoặc đã kết thúc.", code="round_not_open")


def _hold(found: ReviewRound) -> None:
    """Nobody else changes the round until the transaction ends."""
    ReviewRound.objects.filter(pk=found.pk).update(version=F("version") + 1)
    found.refresh_from_db()


def _hold_item(item: ReviewItem) -> None:
    ReviewItem.objects.filter(pk=item.pk).update(version=F("version") + 1)
    item.refresh_from_db(fields=["version", "state"])


def _ref(item: ReviewItem) -> Ref:
    return ref_of(item)


def one_line(text: str) -> str:
    return " ".join(nfc(text).split())


def _plain(value: Any) -> str:
    shown = formulas.rounded(value)
    return "" if shown is None else f"{shown:f}"


def _reason(reason: str) -> str:
    reason = nfc(reason).strip()[:1000]
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    return reason
