"""The closing table of a plan ("Bảng tổng kết") on the desk and as a workbook, and the records behind a year's figures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from motcua.documents.writing import XLSX, Column, Sheet, to_xlsx
from motcua.indicators.queries.words import SIGNS, VERDICTS
from motcua.kernel import clock
from motcua.organisations.permissions import is_officer
from motcua.plans.desk import words
from motcua.plans.desk.targets import said
from motcua.plans.desk.work_shown import deliverables_shown
from motcua.plans.queries.closing import MEASURES, OUTCOMES, Table, Time, table_of
from motcua.plans.queries.plans import plan_for
from motcua.plans.queries.targets import sign_of
from motcua.plans.queries.year_data import year_data
from motcua.plans.rules.closing import Outcome
from motcua.ui.badges import Badge, Tone
from motcua.ui.downloads import disposition

TONES = {
    Outcome.ON_TIME: Tone.DONE,
    Outcome.EXTENDED: Tone.PAUSED,
    Outcome.LATE: Tone.RISK,
    Outcome.NOTHING_AROSE: Tone.DONE,
    Outcome.MISSING: Tone.LATE,
    Outcome.LET_OFF: Tone.PLAIN,
    Outcome.OPEN: Tone.ACTIVE,
}
_YEARS = range(2000, 2101)


@require_safe
def closing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every row of the paper with each time it was owed (`?ket-qua=` one outcome), and every target."""
    plan = plan_for(request.user, uid)
    table = table_of(plan)
    chosen = request.GET.get("ket-qua", "")
    chosen = chosen if chosen in {str(o) for o in Outcome} else ""
    proofs = [p for row in table.rows for time in row.times for p in time.proofs]
    shown = deliverables_shown(request.user, proofs)
    rows = [
        (row, [_line(t, shown) for t in row.times if not chosen or t.outcome == chosen], _tally(row.counts))
        for row in table.rows
        if not chosen or any(t.outcome == chosen for t in row.times)
    ]
    context = {
        "plan": plan,
        "as_of": table.as_of,
        "rows": rows,
        "figures": [(OUTCOMES[o], n, o, TONES[o] if n else Tone.PLAIN) for o, n in table.counts.items()],
        "chosen": chosen,
        "schedule_kinds": words.SCHEDULE_KINDS,
        "targets": [(t.live, VERDICTS[t.live.verdict], said(t.live), MEASURES[t.measure]) for t in table.targets],
        "signs": SIGNS,
        "year": plan.year or clock.today().year,
    }
    return render(request, "plans/desk/closing.html", context)


@require_safe
def workbook(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The same as a workbook: one line for each time a unit owed a task, and the targets."""
    plan = plan_for(request.user, uid)
    name = f"Tong-ket-{(plan.number or 'cho-cap-so').replace('/', '-')}.xlsx"
    return _file(to_xlsx(*sheets(table_of(plan))), name)


@require_safe
def records(request: HttpRequest, year: int) -> HttpResponse:
    """The records behind a year's indicators, for whoever recomputes them."""
    if not is_officer(request.user) or year not in _YEARS:
        raise Http404
    parts = year_data(request.user, year)
    made = [Sheet(part.name, [Column(head) for head in part.heads], part.rows) for part in parts]
    return _file(to_xlsx(*made), f"So-lieu-goc-ke-hoach-{year}.xlsx")


def sheets(table: Table) -> list[Sheet]:
    """The closing table as two sheets."""
    title = gettext("Bảng tổng kết kế hoạch {number} {title}").format(number=table.plan.number, title=table.plan.title)
    heads = (
        Column("TT"),
        Column(gettext("Nhiệm vụ"), width=50),
        Column(gettext("Chủ trì"), width=28),
        Column(gettext("Kiểu thời hạn"), width=16),
        Column(gettext("Kỳ"), width=18),
        Column(gettext("Hạn gốc"), "moment"),
        Column(gettext("Gia hạn đến"), "moment"),
        Column(gettext("Nộp lúc"), "moment"),
        Column(gettext("Công nhận lúc"), "moment"),
        Column(gettext("Kết quả"), width=22),
        Column(gettext("Hoàn thành bằng"), width=50),
    )
    lines = [
        (
            row.task.no or "", row.task.task, time.unit, str(words.SCHEDULE_KINDS.get(row.task.schedule_kind, "")),
            words.slot_name(time.occurrence), time.occurrence.original_due_at, time.extended_to, time.occurrence.handed_in_at,
            time.accepted_at, str(OUTCOMES[time.outcome]), _by(time),
        )
        for row in table.rows
        for time in row.times
    ]  # fmt: skip
    targets = (
        Column(gettext("Chỉ tiêu"), width=60),
        Column(gettext("Mức"), width=16),
        Column(gettext("Đạt được"), "number"),
        Column(gettext("Tử số"), "number"),
        Column(gettext("Mẫu số"), "number"),
        Column(gettext("Đánh giá"), width=18),
        Column(gettext("Đo bằng"), width=22),
    )
    figures = []
    for one in table.targets:
        value, target = one.live.value, one.live.target
        goal = f"{SIGNS[sign_of(target)]} {target.value.normalize():f} {target.unit}".replace(".", ",")
        parts = (value.numerator, value.denominator) if value is not None and value.denominator else (None, None)
        figure = value.value if value is not None else None
        figures.append(
            (target.subject, goal, figure, *parts, str(VERDICTS[one.live.verdict].word), str(MEASURES[one.measure]))
        )
    notes = (gettext("Số liệu đến {moment}").format(moment=f"{clock.local(table.as_of):%H:%M %d/%m/%Y}"),)
    return [
        Sheet(pgettext("list title", "Nhiệm vụ"), heads, lines, title=title, notes=notes),
        Sheet(gettext("Chỉ tiêu"), targets, figures, title=title, notes=notes),
    ]


def _line(time: Time, shown: dict[int, Any]) -> dict[str, Any]:
    return {
        "time": time,
        "one": time.occurrence,
        "name": words.slot_name(time.occurrence),
        "badge": Badge(OUTCOMES[time.outcome], TONES[time.outcome]),
        "proofs": [shown[p.pk] for p in time.proofs],
    }


def _tally(counts: dict[Outcome, int]) -> list[tuple[Any, int]]:
    return [(OUTCOMES[o], n) for o, n in counts.items() if n]


def _by(time: Time) -> str:
    """What satisfied it, in words; else why it was let off."""
    if time.outcome is Outcome.NOTHING_AROSE:
        return gettext("xác nhận không phát sinh")
    found = "; ".join(f"{p.get_kind_display()}: {p.number} {p.title}".replace(":  ", ": ") for p in time.proofs)
    return found or time.reason


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = disposition(name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
