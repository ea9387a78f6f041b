"""Tasks that the system itself can see done: by what, as a person confirms it, and the check at each data cut-off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, TransitionRefused
from motcua.kernel.indicators import indicators
from motcua.plans import events as kinds
from motcua.plans.models import Deliverable, Occurrence, Task, TaskMeasure
from motcua.plans.queries.measures import MEASURABLE, Measured, figure_ref, last_check, measured, to_measure, window_of
from motcua.plans.queries.records import RECORDS
from motcua.plans.queries.work import occurrence_ref, task_ref
from motcua.plans.rules.measuring import COMPARATORS, moments
from motcua.plans.services.results import Proof, satisfy
from motcua.ui import formats

MOST_PROOFS = 20
_SIGNS = {">=": "≥", "<=": "≤"}


def bind_measure(
    task: Task,
    *,
    actor: Actor,
    kind: str,
    indicator: str = "",
    comparator: str = "",
    value: Decimal | None = None,
    records: str = "",
    least: int = 1,
) -> TaskMeasure:
    """Confirm by what each occurrence of a task is satisfied. What was satisfied before stays so."""
    if task.schedule_kind not in MEASURABLE:
        raise Refused("Chỉ nhiệm vụ thường xuyên hoặc định kỳ mới đo bằng dữ liệu của hệ thống.", code="not_measurable")
    given: dict[str, Any] = {"indicator": "", "comparator": "", "value": None, "records": "", "least": 1}
    if kind == TaskMeasure.Kind.INDICATOR:
        given |= {"indicator": indicator, "comparator": comparator, "value": value}
    elif kind == TaskMeasure.Kind.RECORDS:
        given |= {"records": records, "least": least}
    if errors := tuple(_errors(kind, given)):
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=errors)
    who = {"confirmed_by": str(actor.ref or ""), "confirmed_name": actor.name, "confirmed_at": clock.now()}
    with transaction.atomic():
        facts = {"kind": kind, **given, **who}
        made, _new = TaskMeasure.objects.update_or_create(
            task=task, defaults=facts | {"version": F("version") + 1}, create_defaults=facts
        )
        payload: dict[str, events.Plain] = {"kind": kind, "source": indicator or records}
        events.append(task_ref(task), kinds.MEASURE_BOUND, actor=actor, payload=payload)
    made.refresh_from_db()
    return made


def remove_measure(task: Task, *, actor: Actor) -> None:
    """Take the confirmation back: nothing measures the task until somebody confirms again. What was satisfied before stays so."""
    with transaction.atomic():
        bound = TaskMeasure.objects.filter(task=task).first()
        if bound is None or TaskMeasure.objects.filter(pk=bound.pk).delete()[0] != 1:
            raise Refused("Nhiệm vụ này chưa có cách đo nào được xác nhận.", code="not_measured")
        payload: dict[str, events.Plain] = {"kind": bound.kind, "source": bound.indicator or bound.records}
        events.append(task_ref(task), kinds.MEASURE_REMOVED, actor=actor, payload=payload)


def check_measures() -> int:
    """Look at every measure whose data cut-off has passed; how many occurrences were satisfied. Run again it satisfies nothing twice.

    What the data do not bear out stays with the lead, who is told once, and again when the figure has changed.
    """
    now, done = clock.now(), 0
    for one in to_measure(now).iterator(chunk_size=200):
        seen = _first_fulfilled(one, now)
        if seen.fulfilled:
            done += _satisfied(one, seen)
        else:
            _told_apart(one, seen)
    return done


def summary(occurrence: Occurrence, measure: TaskMeasure, seen: Measured) -> str:
    """What was found, with its parts, days and moment, in words that are kept as evidence."""
    window = window_of(occurrence)
    days = f"{formats.short_date(window.start)}–{formats.short_date(window.end)}"
    when = formats.moment(seen.as_of)
    if measure.kind == TaskMeasure.Kind.RECORDS:
        label = RECORDS[measure.records].label if measure.records in RECORDS else measure.records
        return f"{label}: {len(seen.records)} (cần ít nhất {measure.least}); kỳ {days}; dữ liệu đến {when}."
    one = indicators.get(measure.indicator)
    title, percent = (one.title, one.kind == "ratio") if one is not None else (measure.indicator, False)
    sign = _SIGNS.get(measure.comparator, measure.comparator)
    goal = f"{sign} {_number(measure.value, percent=percent)}"
    return f"{title}: {_figure(seen, percent=percent)} (điều kiện {goal}); kỳ {days}; dữ liệu đến {when}."


def _first_fulfilled(one: Occurrence, now: datetime) -> Measured:
    """The first moment that counts at which the condition held; where none did, how it stands now."""
    measure = one.task.measure
    for moment in moments(one.original_due_at, one.due_at, now):
        seen = measured(one, measure, moment)
        if seen.fulfilled:
            break
    return seen


def _satisfied(one: Occurrence, seen: Measured) -> int:
    measure = one.task.measure
    said = summary(one, measure, seen)
    if measure.kind == TaskMeasure.Kind.INDICATOR:
        by = Occurrence.SatisfiedBy.INDICATOR
        title = str(indicators[measure.indicator].title)
        proofs = [Proof(Deliverable.Kind.RECORD, title=title, ref=str(figure_ref(one, measure.indicator)))]
    else:
        by = Occurrence.SatisfiedBy.RECORDS
        found = seen.records[:MOST_PROOFS]
        proofs = [Proof(Deliverable.Kind.RECORD, title=r.title, ref=str(r.ref), issued_on=r.on) for r in found]
    try:
        satisfy(one, actor=SYSTEM, by=by, proofs=proofs, note=said, at=seen.as_of)
    except TransitionRefused:  # the lead was quicker
        return 0
    return 1


def _told_apart(one: Occurrence, seen: Measured) -> None:
    """Keep in the occurrence's story that the condition does not hold; its handler tells the lead."""
    found = str(len(seen.records)) if seen.figure is None else str(seen.figure.value or "")
    before = last_check(one)
    if before is not None and before.payload.get("measured") == found:
        return
    payload: dict[str, events.Plain] = {"measured": found, "note": summary(one, one.task.measure, seen)[:500]}
    with transaction.atomic():
        events.append(occurrence_ref(one), kinds.OCCURRENCE_MEASURED, actor=SYSTEM, payload=payload)


def _figure(seen: Measured, *, percent: bool) -> str:
    figure = seen.figure
    if figure is None or figure.value is None:
        return "chưa có số liệu"
    shown = _number(figure.value, percent=percent)
    if figure.denominator:
        return f"{_number(figure.numerator)}/{_number(figure.denominator)} = {shown}"
    return shown


def _number(value: Decimal | None, *, percent: bool = False) -> str:
    if value is None:
        return "–"
    return formats.percent(value) if percent else formats.number(value)


def _errors(kind: str, given: Mapping[str, Any]) -> Iterator[FieldError]:
    if kind not in TaskMeasure.Kind.values:
        yield FieldError("kind", N_("Chọn một cách đo."))
    if kind == TaskMeasure.Kind.INDICATOR:
        if given["indicator"] not in indicators:
            yield FieldError("indicator", N_("Chọn một chỉ số trong danh mục."))
        if given["comparator"] not in COMPARATORS:
            yield FieldError("comparator", N_("Chọn cách so sánh."))
        if given["value"] is None:
            yield FieldError("value", N_("Ghi con số phải đạt."))
    if kind == TaskMeasure.Kind.RECORDS:
        if given["records"] not in RECORDS:
            yield FieldError("records", N_("Chọn một loại hồ sơ."))
        if given["least"] < 1:
            yield FieldError("least", N_("Cần ít nhất một hồ sơ."))
