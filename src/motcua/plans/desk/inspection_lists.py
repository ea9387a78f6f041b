"""Inspections with their schedule, and the remedies that are followed up, as lists."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.organisations.permissions import has_any_grant
from motcua.organisations.queries.units import names_on
from motcua.plans.desk.finding_words import FINDING_STATES, TIMINGS
from motcua.plans.queries import inspections as queries
from motcua.plans.workflow import InspectionState
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    Empty,
    ListSpec,
    Option,
    respond,
    state_column,
    state_filter,
)

STATES = {
    InspectionState.PLANNED: Badge(_("Đã lên lịch"), Tone.PLAIN),
    InspectionState.UNDER_WAY: Badge(_("Đang kiểm tra"), Tone.ACTIVE),
    InspectionState.CONCLUDED: Badge(_("Đang theo dõi khắc phục"), Tone.RISK),
    InspectionState.CLOSED: Badge(_("Đã kết thúc"), Tone.DONE),
    InspectionState.CANCELLED: Badge(_("Đã bỏ"), Tone.PLAIN),
}
INSPECTIONS = ListSpec(
    key="inspections",
    title=_("Kiểm tra"),
    columns=(
        Column(
            key="title",
            label=_("Nội dung kiểm tra"),
            link=lambda i: reverse("plans:inspection", args=[i.uid]),
            sort=("sort_key", "pk"),
            wide=True,
        ),
        Column(key="kind", label=_("Loại"), value=lambda i: queries.kind_name(i.kind)),
        Column(key="owner", label=_("Cơ quan kiểm tra"), value=lambda i: i.owner_name),
        Column(key="starts_on", label=_("Từ ngày"), kind="date", sort=("starts_on", "pk")),
        Column(key="unit_count", label=_("Đơn vị"), kind="number"),
        Column(key="faults", label=_("Chưa đạt"), kind="number"),
        Column(key="still_open", label=_("Đang khắc phục"), kind="number"),
        Column(
            key="late",
            label=_("Quá hạn"),
            value=lambda i: Badge(str(i.late), Tone.LATE) if i.late else None,
            export=lambda i: i.late,
        ),
        state_column(STATES),
    ),
    filters=(
        state_filter(STATES),
        DateFilter(key="starts", label=_("Từ ngày"), field="starts_on"),
    ),
    search=queries.KIND,
    search_label=_("Tìm cuộc kiểm tra"),
    default_sort="-starts_on",
    export_name="kiem-tra",
    select=queries.fill_list,
    empty=Empty(
        title=_("Chưa có cuộc kiểm tra nào"),
        text=_("Lịch kiểm tra đến từ các kế hoạch; lập cuộc kiểm tra rồi cử đoàn, ghi kết quả, theo dõi khắc phục."),
        action_label=_("Lập cuộc kiểm tra"),
        action_url="/desk/kiem-tra/lap/",
    ),
)
FINDINGS = ListSpec(
    key="findings",
    title=_("Theo dõi khắc phục"),
    columns=(
        Column(
            key="remedy",
            label=_("Việc phải khắc phục"),
            link=lambda f: reverse("plans:finding", args=[f.uid]),
            wide=True,
        ),
        Column(key="unit", label=_("Đơn vị"), value=lambda f: f.unit_name),
        Column(key="inspection", label=_("Cuộc kiểm tra"), value=lambda f: f.inspected.inspection.title),
        Column(key="due_at", label=_("Hạn"), kind="moment", sort=("due_at", "pk")),
        Column(
            key="timing",
            label=_("Tình trạng"),
            value=lambda f: TIMINGS[f.timing],
            export=lambda f: str(TIMINGS[f.timing]),
        ),
    ),
    filters=(
        ChoiceFilter(
            key="mine",
            label=_("Tôi"),
            options=[Option("1", _("Đơn vị tôi phải khắc phục"))],
            apply=lambda rows, _values: rows,
        ),
        state_filter(FINDING_STATES, without=("noted",)),
        ChoiceFilter(
            key="timing",
            label=_("Tình trạng"),
            apply="timing",
            options=[Option(k, b.word) for k, b in TIMINGS.items() if k != "nothing"],
        ),
    ),
    default_sort="due_at",
    export_name="theo-doi-khac-phuc",
    select=queries.fill_findings,
    empty=Empty(title=_("Không có yêu cầu khắc phục nào"), text=_("Điều chưa đạt có hạn khắc phục sẽ ở đây.")),
)


@require_safe
def inspection_list(request: HttpRequest) -> HttpResponseBase:
    may = has_any_grant(request.user, "inspections.manage")
    context: dict[str, object] = {"may_manage": may}
    if may and not request.GET.get("export"):
        rows = list(queries.to_schedule(request.user, clock.today())[:12])
        names = names_on({o.unit_id for o in rows if o.unit_id}, clock.today())
        context["schedule"] = [(o, names.get(o.unit_id or 0, "")) for o in rows]
    rows_shown = queries.inspections_for(request.user)
    return respond(
        request, INSPECTIONS.offering(may), rows_shown, template="plans/desk/inspections.html", context=context
    )


@require_safe
def finding_list(request: HttpRequest) -> HttpResponseBase:
    """All remedies that are followed up."""
    mine = request.GET.get("mine") == "1"
    found = queries.remedies_of(request.user) if mine else queries.findings_for(request.user).exclude(state="noted")
    rows = queries.with_timing(found, clock.now())
    return respond(request, FINDINGS, rows, template="plans/desk/findings.html")
