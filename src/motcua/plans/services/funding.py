"""Estimates, spending and settlement. The estimate is never overdrawn: what is spent must be in it (Luật NSNN 83/2015/QH13, Điều 12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Value

from motcua.kernel import clock, events, search, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import nfc, sort_key
from motcua.plans import events as kinds
from motcua.plans.models import FundingLine, Plan, Spending, Task
from motcua.plans.queries.funding import KIND, SPENDING, funding_ref, sources_on
from motcua.plans.rules.money import MOST
from motcua.plans.services.search_words import line_words, spending_words
from motcua.plans.workflow import FUNDING, FundingState


def plan_funding(
    *,
    unit: Any,
    year: int,
    source: str,
    content: str,
    estimate: int,
    actor: Actor,
    plan: Plan | None = None,
    task: Task | None = None,
    is_sample: bool = False,
) -> FundingLine:
    """Enter one line of an estimate for a plan or one of its tasks (Lập dự toán)."""
    content = " ".join(nfc(content).split())
    known = sources_on(clock.today())
    errors = list(_line_errors(content, year, estimate))
    if source not in known:
        errors.append(FieldError("source", N_("Chọn nguồn kinh phí trong danh sách.")))
    if errors:
        raise _wrong(errors)
    if task is not None:
        owner, plan = task.owner_id, task.plan
    elif plan is not None:
        owner = plan.owner_id
    else:
        raise ValueError("funding is for a plan or for a task")
    with transaction.atomic():
        made = FundingLine.objects.create(
            owner_id=owner,
            unit=unit,
            plan=plan,
            task=task,
            year=year,
            source=source,
            source_name=known[source],
            content=content,
            sort_key=sort_key(content)[:300],
            estimate=estimate,
            is_sample=is_sample,
            created_at=clock.now(),
        )
        payload: dict[str, events.Plain] = {"year": year, "source": source, "estimate": estimate}
        events.append(funding_ref(made), kinds.FUNDING_PLANNED, actor=actor, payload=payload)
        search.index_many(KIND, [line_words(made)])
    return made


def change_estimate(line: FundingLine, *, estimate: int, reason: str, actor: Actor) -> FundingLine:
    """Another amount from now on (Điều chỉnh dự toán); never less than what is spent."""
    reason = nfc(reason).strip()
    errors = list(_line_errors(line.content, line.year, estimate))
    if not reason:
        errors.append(FieldError("reason", N_("Ghi lý do hoặc văn bản điều chỉnh.")))
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        _still_open(line)
        before = line.estimate
        rows = FundingLine.objects.filter(pk=line.pk, state=FundingState.OPEN, spent__lte=estimate)
        if rows.update(estimate=estimate, version=F("version") + 1) != 1:
            line.refresh_from_db()
            _still_open(line)
            text = N_("Đã chi nhiều hơn số này; dự toán không được thấp hơn số đã chi.")
            raise _wrong([FieldError("estimate", text)])
        payload: dict[str, events.Plain] = {"before": before, "after": estimate, "reason": reason[:500]}
        events.append(funding_ref(line), kinds.FUNDING_CHANGED, actor=actor, payload=payload)
    line.refresh_from_db()
    return line


def spend(line: FundingLine, *, spent_on: date, amount: int, document: str, actor: Actor, note: str = "") -> Spending:
    """Enter a payment (Ghi chi). Refused beyond the estimate: that is to be adjusted first."""
    document = " ".join(nfc(document).split())
    errors = list(_spending_errors(spent_on, amount, document))
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        _still_open(line)
        rows = FundingLine.objects.filter(pk=line.pk, state=FundingState.OPEN, spent__lte=F("estimate") - Value(amount))
        if rows.update(spent=F("spent") + amount, version=F("version") + 1) != 1:
            line.refresh_from_db()
            _still_open(line)
            text = N_("Vượt dự toán: chỉ còn {left} đồng. Hãy điều chỉnh dự toán trước.")
            raise _wrong([FieldError("amount", text, {"left": f"{line.estimate - line.spent:,}".replace(",", ".")})])
        made = Spending.objects.create(
            line=line,
            spent_on=spent_on,
            amount=amount,
            document=document,
            note=nfc(note).strip(),
            entered_by=str(actor.ref or ""),
            entered_name=actor.name,
            entered_at=clock.now(),
        )
        payload: dict[str, events.Plain] = {"amount": amount, "on": spent_on, "document": document}
        events.append(funding_ref(line), kinds.FUNDING_SPENT, actor=actor, payload=payload)
        search.index_many(SPENDING, [spending_words(made)])
    line.refresh_from_db()
    return made


def void_spending(spending: Spending, *, reason: str, actor: Actor) -> Spending:
    """Take back an entry made in error; it stays visible with its reason."""
    reason = nfc(reason).strip()
    if not reason:
        raise _wrong([FieldError("reason", N_("Hãy ghi lý do."))])
    line = spending.line
    with transaction.atomic():
        _still_open(line)
        rows = Spending.objects.filter(pk=spending.pk, voided_at__isnull=True)
        if rows.update(voided_at=clock.now(), void_reason=reason) != 1:
            raise Refused("Khoản chi này đã được bỏ.", code="voided")
        lines = FundingLine.objects.filter(pk=line.pk, state=FundingState.OPEN)
        if lines.update(spent=F("spent") - spending.amount, version=F("version") + 1) != 1:
            raise Refused("Dòng này đã quyết toán; hãy mở lại trước khi sửa.", code="settled")
        payload: dict[str, events.Plain] = {"amount": spending.amount, "reason": reason[:500]}
        events.append(funding_ref(line), kinds.SPENDING_VOIDED, actor=actor, payload=payload)
    spending.refresh_from_db()
    return spending


def settle(line: FundingLine, *, settled: int, settled_on: date, document: str, actor: Actor) -> FundingLine:
    """Settle a line (Quyết toán) by a document; the amount acknowledged is at most what was spent."""
    document = " ".join(nfc(document).split())
    errors = []
    if not document:
        errors.append(FieldError("document", N_("Ghi số văn bản phê duyệt quyết toán.")))
    if settled_on > clock.today():
        errors.append(FieldError("settled_on", N_("Ngày không thể ở tương lai.")))
    if settled < 0:
        errors.append(FieldError("settled", N_("Số tiền không được âm.")))
    if settled > line.spent:
        errors.append(FieldError("settled", N_("Số quyết toán không được lớn hơn số đã chi.")))
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        changes = {"settled": settled, "settled_on": settled_on, "settled_by_document": document}
        workflow.move(line, FUNDING, "settle", **changes)
        payload: dict[str, events.Plain] = {"settled": settled, "on": settled_on, "document": document}
        events.append(funding_ref(line), kinds.FUNDING_SETTLED, actor=actor, payload=payload)
    return line


def reopen(line: FundingLine, *, reason: str, actor: Actor) -> FundingLine:
    """Open a settled line again, with the reason."""
    reason = _reason(reason)
    with transaction.atomic():
        workflow.move(line, FUNDING, "reopen", settled=None, settled_on=None, settled_by_document="")
        events.append(funding_ref(line), kinds.FUNDING_REOPENED, actor=actor, payload={"reason": reason[:500]})
    return line


def cancel(line: FundingLine, *, reason: str, actor: Actor) -> FundingLine:
    """Take a line out of the estimate; not one of which something is spent."""
    reason = _reason(reason)
    if line.spent:
        raise Refused("Dòng này đã có khoản chi, không bỏ được. Hãy bỏ các khoản chi ghi nhầm trước.", code="spent")
    with transaction.atomic():
        workflow.move(line, FUNDING, "cancel")
        events.append(funding_ref(line), kinds.FUNDING_CANCELLED, actor=actor, payload={"reason": reason[:500]})
    return line


def move_funding(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """For splits and transfers of units: give lines to another unit. Part of the caller's transaction."""
    uids = [ref.partition(":")[2] for ref in refs]
    return FundingLine.objects.filter(uid__in=uids, owner=unit).update(owner=to_unit, version=F("version") + 1)


def _still_open(line: FundingLine) -> None:
    if line.state == FundingState.SETTLED:
        raise Refused("Dòng này đã quyết toán; hãy mở lại trước khi sửa.", code="settled")
    if line.state == FundingState.CANCELLED:
        raise Refused("Dòng này đã bỏ khỏi dự toán.", code="cancelled")


def _line_errors(content: str, year: int, estimate: int) -> Iterable[FieldError]:
    if not content:
        yield FieldError("content", N_("Ghi nội dung chi."))
    if not 2000 <= year <= 2100:
        yield FieldError("year", N_("Năm ngân sách phải từ 2000 đến 2100."))
    if not 0 < estimate <= MOST:
        yield FieldError("estimate", N_("Số tiền phải lớn hơn 0; không ghi số âm."))


def _spending_errors(spent_on: date, amount: int, document: str) -> Iterable[FieldError]:
    if spent_on > clock.today():
        yield FieldError("spent_on", N_("Ngày không thể ở tương lai."))
    if not 0 < amount <= MOST:
        yield FieldError("amount", N_("Số tiền phải lớn hơn 0; không ghi số âm."))
    if not document:
        yield FieldError("document", N_("Ghi số chứng từ, hợp đồng hoặc quyết định."))


def _reason(reason: str) -> str:
    reason = nfc(reason).strip()
    if not reason:
        raise _wrong([FieldError("reason", N_("Hãy ghi lý do."))])
    return reason


def _wrong(errors: Sequence[FieldError]) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
