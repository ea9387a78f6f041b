"""The records behind a year's indicators of plans as plain tables, with every column that the indicators look at.

Whoever recomputes them needs nothing else: moments are ISO 8601 texts to the microsecond in Vietnamese time, states are codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from motcua.kernel import clock
from motcua.organisations.queries.scopes import standing_over
from motcua.plans.models import Channel, Difficulty, Occurrence, OutreachEvidence, Plan, Topic
from motcua.plans.permissions import readable_difficulties, readable_occurrences
from motcua.plans.queries.coverage import owed_plans
from motcua.plans.queries.plans import plans_for
from motcua.plans.workflow import PlanState

Line = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One table: its name, the heads of its columns, its rows."""

    name: str
    heads: tuple[str, ...]
    rows: list[Line]


def year_data(user: Any, year: int) -> list[Part]:
    """What the user may read of a year: work due in it (taken away or not), difficulties, outreach, plans owed, and the tree of units."""
    occurrences = list(_occurrences(user, year))
    difficulties = list(_difficulties(user, year))
    plans = list(plans_for(user).select_related("owner", "issuer").order_by("pk"))
    outreach = list(_outreach(plans, year))
    owed = list(_owed(plans, year))
    units = {
        str(row[column])
        for rows, column in ((occurrences, 3), (difficulties, 1), (outreach, 3), (owed, 4))
        for row in rows
    }
    return [
        Part("Lần thực hiện", OCCURRENCE, occurrences),
        Part("Khó khăn", DIFFICULTY, difficulties),
        Part("Nội dung, hình thức", OUTREACH, outreach),
        Part("Minh chứng", EVIDENCE, list(_evidence(plans, year))),
        Part("Kế hoạch phải có", OWED, owed),
        Part("Đơn vị", UNIT, [(low, high, start, end) for low, high, start, end in standing_over(units - {""})]),
    ]


OCCURRENCE = (
    "Mã việc", "Nhiệm vụ", "Kế hoạch", "Đơn vị", "Đơn vị giao", "Kỳ", "Mã trạng thái", "Hạn gốc", "Hạn", "Nộp lúc", "Kết thúc lúc",
    "Ghi lúc", "Bỏ lúc", "Hoàn thành bằng",
)  # fmt: skip
DIFFICULTY = ("Mã khó khăn", "Đơn vị", "Nêu lúc", "Hạn trả lời", "Trả lời lúc")
OUTREACH = (
    "Loại", "Kế hoạch", "Thứ tự", "Đơn vị", "Mã trạng thái kế hoạch", "Năm", "Từ ngày", "Đến ngày", "Ngày ban hành", "Ghi lúc",
)  # fmt: skip
EVIDENCE = ("Kế hoạch", "Thứ tự nội dung", "Thứ tự hình thức", "Ngày làm", "Ghi lúc", "Bỏ lúc")
OWED = ("Kế hoạch cấp trên", "Mã trạng thái", "Năm", "Ghi lúc", "Đơn vị", "Hạn", "Ngày ban hành")
UNIT = ("Đơn vị", "Thuộc đơn vị", "Từ ngày", "Trước ngày")


def _occurrences(user: Any, year: int) -> Iterator[Line]:
    first, after = _year(year)
    rows = Occurrence.objects.filter(original_due_at__gte=first, original_due_at__lt=after, unit__isnull=False)
    rows = (
        readable_occurrences(rows, user)
        .select_related("task__plan", "task__owner", "unit")
        .order_by("original_due_at", "pk")
    )
    for one in rows:
        plan = str(one.task.plan.uid) if one.task.plan else ""
        yield (
            str(one.uid), one.task.task, plan, one.unit.code if one.unit else "", one.task.owner.code, one.key, str(one.state),
            _text(one.original_due_at), _text(one.due_at), _text(one.handed_in_at), _text(one.closed_at), _text(one.created_at),
            _text(one.voided_at), one.satisfied_by,
        )  # fmt: skip


def _difficulties(user: Any, year: int) -> Iterator[Line]:
    first, after = _year(year)
    rows = Difficulty.objects.filter(raised_at__gte=first, raised_at__lt=after).select_related("unit")
    for one in readable_difficulties(rows, user).order_by("raised_at", "pk"):
        yield str(one.uid), one.unit.code, _text(one.raised_at), _text(one.due_at), _text(one.answered_at)


def _outreach(plans: Sequence[Plan], year: int) -> Iterator[Line]:
    """Of every plan that may count in the year: which do is for the reader of the table to say, from its columns."""
    for kind, model in (("nội dung", Topic), ("hình thức", Channel)):
        rows = model.objects.filter(_of_year(year), plan__in=plans)
        for one in rows.select_related("plan__owner").order_by("plan", "position"):
            plan = one.plan
            yield (
                kind, str(plan.uid), one.position, plan.owner.code, str(plan.state), plan.year, _text(plan.starts_on),
                _text(plan.ends_on), _text(plan.issued_on), _text(plan.created_at),
            )  # fmt: skip


def _evidence(plans: Sequence[Plan], year: int) -> Iterator[Line]:
    rows = OutreachEvidence.objects.filter(plan__in=plans, done_on__year=year).select_related(
        "plan", "topic", "channel"
    )
    for one in rows.order_by("done_on", "pk"):
        yield (
            str(one.plan.uid), one.topic.position if one.topic else None, one.channel.position if one.channel else None,
            _text(one.done_on), _text(one.recorded_at), _text(one.voided_at),
        )  # fmt: skip


def _owed(plans: Sequence[Plan], year: int) -> Iterator[Line]:
    for plan in plans:
        if (
            plan.state not in {PlanState.ISSUED, PlanState.CLOSED}
            or plan.year is None
            or not year - 1 <= plan.year <= year
        ):
            continue
        for owed in owed_plans(plan):
            if owed.due_on is not None and owed.due_on.year == year:
                made = _text(owed.plan.issued_on) if owed.plan is not None else ""
                yield (
                    str(plan.uid), str(plan.state), plan.year, _text(plan.created_at), owed.unit.code, _text(owed.due_on), made,
                )  # fmt: skip


def _of_year(year: int) -> Q:
    last = date(year, 12, 31)
    span = Q(plan__ends_on__gte=date(year, 1, 1), plan__starts_on__lte=last)
    return span | Q(plan__year=year) | Q(plan__year__isnull=True)


def _year(year: int) -> tuple[datetime, datetime]:
    first = datetime(year, 1, 1, tzinfo=clock.ZONE)
    return first, datetime(year + 1, 1, 1, tzinfo=clock.ZONE)


def _text(value: date | datetime | None) -> str:
    if value is None:
        return ""
    return clock.local(value).isoformat(timespec="microseconds") if isinstance(value, datetime) else value.isoformat()
