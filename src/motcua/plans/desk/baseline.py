"""What changed of a plan between two dates: content and progress on one page, and as a workbook."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.documents.writing import Column, Sheet
from motcua.kernel import clock
from motcua.plans.desk import words
from motcua.plans.desk.exports import workbook_of
from motcua.plans.queries import baseline as queries
from motcua.plans.queries.plans import plan_for
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists.filters import parse_day

GONE = Badge(_("Không còn phải làm"), Tone.PLAIN)
NOT_THERE = Badge(_("Chưa có"), Tone.PLAIN)
WHAT = {"added": _("Thêm"), "removed": _("Bỏ"), "changed": _("Sửa")}


@require_safe
def baseline(request: HttpRequest, uid: UUID) -> HttpResponse:
    """`?tu=` and `?den=` days (the end of each), `?don-vi=` the name of a unit."""
    plan = plan_for(request.user, uid)
    first, last = days_of(request, plan)
    found = queries.baseline_of(plan, end_of(first), end_of(last))
    unit = request.GET.get("don-vi", "")
    if request.GET.get("dang") == "xlsx":
        name = f"Thay-doi-{first:%Y%m%d}-{last:%Y%m%d}.xlsx"
        return workbook_of(sheets(plan, found, first, last), name)
    states = [*dict.fromkeys([*found.before, *found.after])]
    context = {
        "plan": plan,
        "first": first,
        "last": last,
        "content": found.content,
        "groups": [
            (label, [(WHAT[c.what], c, _fields(c.fields)) for c in rows])
            for label, rows in (
                (_("Nhiệm vụ"), found.content.tasks if found.content else ()),
                (_("Chỉ tiêu"), found.content.targets if found.content else ()),
            )
        ],
        "header": _fields(found.content.header) if found.content else [],
        "moved": [(m, _badge(m.before), _badge(m.after)) for m in found.moved if not unit or m.unit == unit],
        "units": sorted({m.unit for m in found.moved if m.unit}),
        "unit": unit,
        "figures": [(_badge(s), found.before.get(s, 0), found.after.get(s, 0)) for s in states],
        "export_url": f"{reverse('plans:baseline', args=[uid])}?tu={first:%d/%m/%Y}&den={last:%d/%m/%Y}&dang=xlsx",
    }
    return render(request, "plans/desk/baseline.html", context)


def days_of(request: HttpRequest, plan: Any) -> tuple[date, date]:
    """The two days, the earlier first; what is missing or wrong: the plan's first day and today."""
    today = clock.today()
    began = plan.issued_on or clock.local(plan.created_at).date()
    first = parse_day(request.GET.get("tu", "").strip()) or min(began, today)
    last = parse_day(request.GET.get("den", "").strip()) or today
    return min(first, last), max(first, last)


def end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, clock.ZONE) - timedelta(microseconds=1)


def _badge(state: str) -> Any:
    if state == queries.GONE:
        return GONE
    return words.OCCURRENCE_STATES.get(state, NOT_THERE)  # type: ignore[call-overload]  # keys are states, the rest is "not there"


def _fields(changes: Any) -> list[tuple[Any, str, str]]:
    return [(words.FIELDS.get(c.name, c.name), c.before, c.after) for c in changes]


def sheets(plan: Any, found: Any, first: date, last: date) -> list[Sheet]:
    """What changed between two days: content and progress."""
    notes = [f"Từ {formats.short_date(first)} đến {formats.short_date(last)}"]
    rows = [
        (str(label), str(WHAT[c.what]), c.title, str(words.FIELDS.get(f.name, f.name)), f.before, f.after)
        for label, changes in (
            ("Nhiệm vụ", found.content.tasks if found.content else ()),
            ("Chỉ tiêu", found.content.targets if found.content else ()),
        )
        for c in changes
        for f in (c.fields or (None,))
        if f is not None
    ]
    rows += [
        (str(label), str(WHAT[c.what]), c.title, "", "", "")
        for label, changes in (
            ("Nhiệm vụ", found.content.tasks if found.content else ()),
            ("Chỉ tiêu", found.content.targets if found.content else ()),
        )
        for c in changes
        if not c.fields
    ]
    content = Sheet(
        "Nội dung",
        (
            Column("Phần"),
            Column("Thay đổi"),
            Column("Mục", width=60),
            Column("Ô", width=20),
            Column("Trước", width=40),
            Column("Sau", width=40),
        ),
        rows,
        title=f"{plan.kind} {plan.number}",
        notes=notes,
    )
    progress = Sheet(
        "Tiến độ",
        (
            Column("Nhiệm vụ", width=60),
            Column("Đơn vị", width=30),
            Column("Hạn", "date"),
            Column("Trước", width=20),
            Column("Sau", width=20),
        ),
        [
            (
                m.occurrence.task.task,
                m.unit,
                m.occurrence.ends_on,
                str(_badge(m.before).word),
                str(_badge(m.after).word),
            )
            for m in found.moved
        ],
    )
    return [content, progress]
