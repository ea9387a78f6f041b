"""Changes to a round of review while it is open: its facts, who reviews what; deleting a round in which nothing was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from motcua.documents.queries.approvals import approval_of
from motcua.kernel import clock, events, search
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, Stale
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.text import fold, sort_key
from motcua.organisations.queries.units import names_on
from motcua.procedures.events import EventKind
from motcua.procedures.models import ReviewGround, ReviewItem, ReviewRound
from motcua.procedures.queries.reviews import (
    OPEN_ITEM,
    OPEN_ROUND,
    PLAN_RULE,
    RESULT_RULE,
    ROUND,
    dues_of_year,
    plan_ref,
    ref_of,
)
from motcua.procedures.services.review_notices import tell_assigned
from motcua.procedures.services.review_search import index_rounds
from motcua.procedures.services.reviews import Planned, need_day_within, need_unit_today, one_line
from motcua.procedures.services.round_checks import name_key, own_name
from motcua.procedures.workflow import ReviewRoundState

if TYPE_CHECKING:
    from motcua.kernel.actors import Actor

MOST_CRITERIA = 20
"""Criteria of its own that a round may have."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What may be corrected of a round. `criteria`: one a line, `name: what it asks`, besides those of the rules. The year stays once the
    plan is decided; number and day of the plan are corrected where they were typed in, `sent_on` always.
    """

    title: str
    year: int
    together: bool = False
    result_due: date | None = None
    criteria: tuple[str, ...] = ()
    decision_number: str = ""
    decision_on: date | None = None
    sent_on: date | None = None


def change_round(found: ReviewRound, facts: RoundFacts, *, actor: Actor, version: int | None = None) -> ReviewRound:
    """Sửa: before and after stand in the trail. Raises Invalid, Refused, Stale."""
    if found.state not in OPEN_ROUND:
        raise Refused("Đợt rà soát đang trình ký, đã kết thúc hoặc đã bỏ.", code="not_open")
    columns = _columns(found, facts)
    before = {name: value for name, value in columns.items() if getattr(found, name) != value}
    before = {name: getattr(found, name) for name in before}
    if not before:
        return found
    expected = found.version if version is None else version
    with transaction.atomic():
        rows = ReviewRound.objects.filter(pk=found.pk, version=expected, state=found.state)
        keys = {"sort_key": sort_key(columns["title"])[:400]}
        if "title" in before:
            keys["name_key"] = name_key(columns["title"])
        with own_name(columns["year"]):
            written = rows.update(version=expected + 1, **keys, **columns)
        if written != 1:
            raise changed_meanwhile(ref_of(found), actor=actor)
        found.refresh_from_db()
        index_rounds([found.pk])
        payload: dict[str, events.Plain] = {
            "before": {name: _told(value) for name, value in before.items()},
            "after": {name: _told(columns[name]) for name in before},
        }
        events.append(ref_of(found), EventKind.REVIEW_CHANGED, actor=actor, payload=payload)
    return found


def delete_round(found: ReviewRound, *, actor: Actor) -> None:
    """Xóa a round in which nothing was written: a draft that never went on a route. What it held stands in the trail. Raises Refused."""
    if found.state != ReviewRoundState.DRAFT or approval_of(plan_ref(found)) is not None:
        raise Refused(
            "Chỉ xóa được đợt mới lập, chưa trình và chưa có kế hoạch. Hãy bỏ đợt và ghi lý do.", code="written"
        )
    with transaction.atomic():
        if ReviewRound.objects.filter(pk=found.pk, state=found.state).update(version=F("version") + 1) != 1:
            raise Stale("Đợt rà soát đã được xử lý từ lúc bạn mở trang. Hãy tải lại trang.")
        rows = found.items.order_by("pk")
        codes: Sequence[str] = list(rows.values_list("procedure__base_code", flat=True))
        payload: dict[str, events.Plain] = {"title": found.title, "year": found.year, "codes": codes}
        events.append(ref_of(found), EventKind.REVIEW_DELETED, actor=actor, payload=payload)
        search.remove(ROUND, [found.pk])
        rows.delete()
        found.delete()


def change_item(item: ReviewItem, planned: Planned, *, actor: Actor, version: int | None = None) -> ReviewItem:
    """Sửa who reviews a procedure, why, what is to come of it and by when; a new unit is told. Raises Invalid, Refused, Stale."""
    if planned.ground not in ReviewGround.values:
        raise Invalid("Chưa lưu được.", errors=(FieldError("ground", N_("Chọn căn cứ trong danh sách.")),))
    if item.round.state not in OPEN_ROUND or item.state not in OPEN_ITEM:
        raise Refused("Thủ tục này đã nộp kết quả, đã ra khỏi đợt, hoặc đợt không còn mở.", code="not_open")
    if planned.due_on != item.due_on:
        need_day_within(item.round, planned.due_on)
    if planned.unit.pk != item.unit_id:
        need_unit_today(planned.unit, "unit")
    columns = planned.columns()
    changed = [name for name, value in columns.items() if getattr(item, name) != value]
    if not changed:
        return item
    before = {name: _told(getattr(item, name)) for name in changed}
    expected = item.version if version is None else version
    with transaction.atomic():
        rows = ReviewItem.objects.filter(pk=item.pk, version=expected, state=item.state)
        if rows.update(version=expected + 1, **columns) != 1:
            raise changed_meanwhile(ref_of(item), actor=actor)
        item.refresh_from_db(fields=["version", *columns])
        payload: dict[str, events.Plain] = {
            "before": before,
            "after": {name: _told(getattr(item, name)) for name in changed},
        }
        events.append(ref_of(item), EventKind.REVIEW_ITEM_CHANGED, actor=actor, payload=payload)
        if "unit" in changed and item.round.state == ReviewRoundState.UNDER_WAY:
            tell_assigned(item.round, {item.unit_id: 1}, dedupe=f"{item.uid}:{item.version}")
    return item


def _columns(found: ReviewRound, facts: RoundFacts) -> dict[str, Any]:
    columns = asdict(facts) | {"title": one_line(facts.title)[:500], "criteria": _criteria(found, facts.criteria)}
    columns["decision_number"] = one_line(facts.decision_number)[:80]
    errors = []
    if not columns["title"]:
        errors.append(FieldError("title", N_("Ghi tên đợt rà soát.")))
    if not 2010 <= facts.year <= 2100:
        errors.append(FieldError("year", N_("Năm từ 2010 đến 2100.")))
    if found.state == ReviewRoundState.DRAFT:
        for name in ("decision_number", "decision_on", "sent_on"):
            del columns[name]
    else:
        columns["year"] = found.year
        errors += _decision_errors(found, columns)
    if errors:
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    if columns["year"] != found.year:
        dues = dues_of_year(columns["year"])
        columns["plan_due"] = dues[PLAN_RULE][0]
        if facts.result_due == found.result_due and RESULT_RULE in dues:
            columns["result_due"] = dues[RESULT_RULE][0]
    return columns


def _decision_errors(found: ReviewRound, columns: dict[str, Any]) -> list[FieldError]:
    """Number and day that came with a signature here are not typed over."""
    approval = approval_of(plan_ref(found))
    if approval is not None and approval.state == "issued":
        columns |= {"decision_number": found.decision_number, "decision_on": found.decision_on}
    errors = []
    if not columns["decision_number"]:
        errors.append(FieldError("decision_number", N_("Ghi số, ký hiệu của kế hoạch.")))
    if columns["decision_on"] is None or columns["decision_on"] > clock.today():
        errors.append(FieldError("decision_on", N_("Ngày ban hành không thể ở tương lai.")))
    elif columns["sent_on"] is not None and columns["sent_on"] < columns["decision_on"]:
        errors.append(FieldError("sent_on", N_("Ngày gửi không thể trước ngày ban hành.")))
    if columns["sent_on"] is not None and columns["sent_on"] > clock.today():
        errors.append(FieldError("sent_on", N_("Ngày gửi không thể ở tương lai.")))
    return errors


def _criteria(found: ReviewRound, lines: Sequence[str]) -> list[dict[str, str]]:
    """Each keeps its key while its name stays, so that answers stay with it. One that was answered is not taken out."""
    there = {fold(one["name"]): one["key"] for one in found.criteria}
    used = {int(key.removeprefix("own")) for key in there.values()}
    kept: dict[str, dict[str, str]] = {}
    for line in lines:
        name, _colon, asks = (one_line(part) for part in line.partition(":"))
        if not name or fold(name) in kept:
            continue
        key = there.get(fold(name))
        if key is None:
            used.add(number := max(used, default=0) + 1)
            key = f"own{number}"
        kept[fold(name)] = {"key": key, "name": name[:200], "asks": asks[:500]}
    if len(kept) > MOST_CRITERIA:
        raise Invalid("Chưa lưu được.", errors=(FieldError("criteria", N_("Không quá 20 tiêu chí.")),))
    gone = set(there.values()) - {one["key"] for one in kept.values()}
    answered = {key for answers in found.items.values_list("answers", flat=True) for key in answers} & gone
    if answered:
        told = FieldError("criteria", N_("Có tiêu chí đã được đánh giá, không bỏ được."))
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(told,))
    return list(kept.values())


def _told(value: Any) -> events.Plain:
    if isinstance(value, list):
        return [one["name"] for one in value]
    if hasattr(value, "pk"):
        return names_on([value.pk], clock.today()).get(value.pk, "")
    plain: events.Plain = value
    return plain
