"""By what a target is measured, figures reported by hand, and what the public may see of a plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from motcua.documents.services.files import attach_file
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.indicators import Kind, indicators
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.plans import events as kinds
from motcua.plans.models import Plan, PlanRelease, Target, TargetBinding, TargetReport
from motcua.plans.queries.plans import ref_of
from motcua.plans.queries.target_proposals import proposed_for
from motcua.plans.workflow import PlanState

MOST = 10**10
"""Values from here on have no place in their column."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure somebody reports: the value, or numerator and denominator of a share, with the evidence."""

    on: date
    evidence: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    file: Any = None


def bind_target(target: Target, *, actor: Actor, indicator: str = "", unit: Any = None) -> TargetBinding:
    """Confirm what measures a target: an indicator of the catalogue; with none it is reported by hand."""
    one = indicators.get(indicator) if indicator else None
    if indicator and one is None:
        raise _wrong("indicator", N_("Chọn một chỉ số trong danh mục."))
    if one is not None and (one.kind is Kind.RATIO) != (target.unit.strip() == "%"):
        raise _wrong("indicator", N_("Chỉ tiêu và chỉ số khác loại: tỷ lệ % hay số lượng."))
    measure = TargetBinding.Measure.INDICATOR if one is not None else TargetBinding.Measure.BY_HAND
    with transaction.atomic():
        made, _new = TargetBinding.objects.update_or_create(
            target=target,
            defaults={
                "measure": measure,
                "indicator": indicator,
                "unit": unit,
                "confirmed_by": str(actor.ref or ""),
                "confirmed_name": actor.name,
                "confirmed_at": clock.now(),
            },
        )
        payload: dict[str, events.Plain] = {"target": str(target.uid), "kind": measure, "source": indicator}
        events.append(ref_of(target.plan), kinds.TARGET_BOUND, actor=actor, payload=payload)
    return made


def bind_proposed(plan: Plan, wanted: Collection[str] | None, *, actor: Actor) -> list[TargetBinding]:
    """Confirm what is proposed for some targets (their uids; None: all proposals beyond doubt), all or none.

    Raises Invalid where nothing is chosen, Refused where a target has no proposal, or no longer.
    """
    with transaction.atomic():
        found = proposed_for(plan, clock.today())
        chosen = [one for one in found if (one.sure if wanted is None else str(one.target.uid) in wanted)]
        if wanted is not None and len(chosen) != len(set(wanted)):
            raise Refused("Có chỉ tiêu không còn đề xuất, hoặc đã có cách đo. Hãy tải lại trang.", code="not_proposed")
        if not chosen:
            raise _wrong("targets", N_("Chọn ít nhất một chỉ tiêu."))
        return [bind_target(one.target, indicator=one.indicator.key, actor=actor) for one in chosen]


def report_target(target: Target, given: Reported, *, actor: Actor) -> TargetReport:
    """Report a figure for a target that nothing in the system measures, with its evidence."""
    binding = TargetBinding.objects.filter(target=target).first()
    if binding is not None and binding.measure == TargetBinding.Measure.INDICATOR:
        raise Refused("Chỉ tiêu này được tính từ số liệu của hệ thống, không báo cáo bằng tay.", code="measured")
    errors = tuple(_report_errors(given))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=errors)
    if given.numerator is not None and given.denominator:
        value = (given.numerator * 100 / given.denominator).quantize(Decimal("0.0001"))
    else:
        value = given.value or Decimal(0)  # _report_errors has seen to it that there is one
    with transaction.atomic():
        made = TargetReport.objects.create(
            target=target,
            on=given.on,
            value=value,
            numerator=given.numerator,
            denominator=given.denominator,
            evidence=nfc(given.evidence).strip(),
            file=str(Ref.to("stored_file", given.file.uid)) if given.file is not None else "",
            reported_by=str(actor.ref or ""),
            reported_name=actor.name,
            reported_at=clock.now(),
        )
        if given.file is not None:
            attach_file(given.file, ref_of(target.plan), actor=actor)
        payload: dict[str, events.Plain] = {"target": str(target.uid), "value": str(value), "on": given.on}
        events.append(ref_of(target.plan), kinds.TARGET_REPORTED, actor=actor, payload=payload)
    return made


def release_plan(plan: Plan, *, actor: Actor, text: bool, progress: bool, targets: str) -> PlanRelease:
    """Let the public see of a plan what is named here, until `end_release` or another release."""
    if plan.state not in {PlanState.ISSUED, PlanState.CLOSED}:
        raise Refused("Chỉ công khai kế hoạch đã ban hành.", code="plan_not_issued")
    if targets not in PlanRelease.Figures.values:
        raise _wrong("targets", N_("Chọn một cách công khai số liệu."))
    if not text and not progress and targets == PlanRelease.Figures.NONE:
        raise Invalid("Chưa chọn gì để công khai.")
    now = clock.now()
    with transaction.atomic():
        PlanRelease.objects.filter(plan=plan, ended_at__isnull=True).update(ended_at=now)
        try:
            with transaction.atomic():
                made = PlanRelease.objects.create(
                    plan=plan,
                    text=text,
                    progress=progress,
                    targets=targets,
                    released_by=str(actor.ref or ""),
                    released_name=actor.name,
                    released_at=now,
                )
        except IntegrityError as error:
            raise Refused("Kế hoạch này vừa được công khai. Hãy tải lại trang.", code="transition_refused") from error
        what: list[events.Plain] = [name for name, on in (("text", text), ("progress", progress)) if on]
        payload: dict[str, events.Plain] = {"fields": [*what, f"targets:{targets}"]}
        events.append(ref_of(plan), kinds.PLAN_RELEASED, actor=actor, payload=payload)
    return made


def end_release(plan: Plan, *, actor: Actor, reason: str = "") -> None:
    """Nothing of the plan is public any more."""
    with transaction.atomic():
        if PlanRelease.objects.filter(plan=plan, ended_at__isnull=True).update(ended_at=clock.now()) != 1:
            raise Refused("Kế hoạch này không đang công khai.", code="not_released")
        events.append(ref_of(plan), kinds.PLAN_UNRELEASED, actor=actor, payload={"reason": reason.strip()[:500]})


def _report_errors(given: Reported) -> Iterator[FieldError]:
    share = given.numerator is not None or given.denominator is not None
    if share and (given.numerator is None or given.denominator is None):
        yield FieldError("denominator", N_("Ghi cả tử số và mẫu số."))
    elif share and (given.denominator or 0) <= 0:
        yield FieldError("denominator", N_("Mẫu số phải lớn hơn 0."))
    elif not share and given.value is None:
        yield FieldError("value", N_("Ghi con số, hoặc tử số và mẫu số."))
    elif given.numerator is not None and abs(given.numerator) * 100 >= MOST * (given.denominator or 1):
        yield FieldError("numerator", N_("Tỷ lệ này quá lớn; hãy xem lại tử số và mẫu số."))
    if given.on > clock.today():
        yield FieldError("on", N_("Ngày không thể ở tương lai."))
    if not given.evidence.strip():
        yield FieldError("evidence", N_("Nêu số liệu lấy từ đâu."))


def _wrong(field: str, text: str) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(FieldError(field, text),))
