"""The tasks of all plans and other sources, as a unit looks at them: what it leads, what it supports, what ends when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_safe

from motcua.organisations.permissions import has_any_grant
from motcua.plans.desk.plan_tabs import FIRST_NAMES, FOLDED_FROM
from motcua.plans.desk.words import PLAN_STATES, SCHEDULE_KINDS
from motcua.plans.desk.work_shown import source_of_task
from motcua.plans.queries import tasks as queries
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond


def _units(request: HttpRequest) -> list[Option]:
    return [Option(uid, name) for uid, name in queries.units_of(request.user)]


def _years(request: HttpRequest) -> list[Option]:
    return [Option(str(year), str(year)) for year in queries.years(request.user)]


def _led_by(rows: QuerySet[Any], units: Sequence[str]) -> QuerySet[Any]:
    return queries.with_units(rows, "lead", units)


def _with(rows: QuerySet[Any], units: Sequence[str]) -> QuerySet[Any]:
    return queries.with_units(rows, "coordinator", units)


def _of_years(rows: QuerySet[Any], years: Sequence[str]) -> QuerySet[Any]:
    return rows.filter(plan__year__in=[int(y) for y in years])


TASKS = ListSpec(
    key="tasks",
    title=pgettext_lazy("list title", "Nhiệm vụ"),
    columns=(
        Column(
            key="task",
            label=_("Nhiệm vụ"),
            link=lambda t: reverse("plans:task", args=[t.uid]),
            wide=True,
        ),
        Column(key="lead", label=_("Chủ trì")),
        Column(
            key="coordinators",
            label=_("Phối hợp"),
            value=lambda t: _beginning(t.coordinators),
            export=lambda t: "; ".join(t.coordinators),
        ),
        Column(key="schedule_text", label=_("Thời gian")),
        Column(key="ends_on", label=_("Đến ngày"), kind="date", sort=("ends_on", "pk")),
        Column(key="deliverable", label=_("Kết quả")),
        Column(
            key="source",
            label=_("Nguồn"),
            value=lambda t: source_of_task(t)["short"],
            link=lambda t: source_of_task(t)["url"],
            export=lambda t: source_of_task(t)["title"],
            sort=("plan__issued_on", "position", "pk"),
        ),
    ),
    filters=(
        ChoiceFilter(
            key="role",
            label=_("Đơn vị tôi"),
            options=[Option("lead", _("Chủ trì")), Option("coordinator", _("Phối hợp"))],
            apply=lambda rows, _values: rows,
        ),
        ChoiceFilter(key="lead", label=_("Chủ trì"), options=_units, apply=_led_by, control="select"),
        ChoiceFilter(key="with", label=_("Phối hợp"), options=_units, apply=_with, control="select"),
        DateFilter(key="ends", label=_("Đến ngày"), field="ends_on"),
        ChoiceFilter(
            key="schedule",
            label=_("Kiểu thời hạn"),
            options=[Option(kind, label) for kind, label in SCHEDULE_KINDS.items()],
            apply="schedule_kind",
            control="select",
        ),
        ChoiceFilter(key="year", label=_("Năm kế hoạch"), options=_years, apply=_of_years, control="select"),
        ChoiceFilter(
            key="state",
            label=_("Kế hoạch"),
            options=[Option(str(k), b.word) for k, b in PLAN_STATES.items()],
            apply="plan__state",
            control="select",
        ),
    ),
    search=queries.SEARCH_KIND,
    search_label=_("Tìm nhiệm vụ"),
    search_hint=_("Chữ trong nhiệm vụ, mục tiêu, kết quả, đơn vị; có dấu hay không dấu đều được"),
    default_sort="ends_on",
    export_name="nhiem-vu",
    empty=Empty(
        title=_("Chưa có nhiệm vụ nào"),
        text=_("Nhiệm vụ đến từ kế hoạch đã ban hành và từ việc được giao."),
        action_label=_("Nhận kế hoạch"),
        action_url="/desk/ke-hoach/nhan/",
    ),
)


def _beginning(names: list[str]) -> str | None:
    """The names, of a long list the first; the plan's page and the export have all."""
    if len(names) <= FOLDED_FROM:
        return "; ".join(names) or None
    rest = len(names) - FIRST_NAMES
    told = ngettext("và {count} đơn vị khác", "và {count} đơn vị khác", rest).format(count=rest)
    return f"{'; '.join(names[:FIRST_NAMES])}; {told}"


@require_safe
def task_list(request: HttpRequest) -> HttpResponseBase:
    """All tasks the person may read; `?role=` narrows to what the person's own unit leads or supports."""
    rows = queries.listed(request.user, [r for r in request.GET.getlist("role") if r in {"lead", "coordinator"}])
    spec = TASKS.offering(has_any_grant(request.user, "plans.import"))
    return respond(request, spec, rows, template="plans/desk/tasks.html")
