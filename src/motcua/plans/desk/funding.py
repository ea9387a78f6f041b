"""Money of plans: the list of lines, what was spent, totals that open their rows, one line with its acts, a workbook."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.writing import XLSX, Sheet, to_xlsx
from motcua.documents.writing import Column as SheetColumn
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.units import unit_of
from motcua.plans.desk.acting import act
from motcua.plans.forms import funding as inputs
from motcua.plans.permissions import may_do_with_funding
from motcua.plans.queries import funding as queries
from motcua.plans.queries import plans as plan_queries
from motcua.plans.rules.money import in_dong
from motcua.plans.services import funding as services
from motcua.plans.workflow import FUNDING, FundingState
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.downloads import disposition
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
from motcua.ui.trail import latest

STATES = {
    FundingState.OPEN: Badge(_("Chưa quyết toán"), Tone.ACTIVE),
    FundingState.SETTLED: Badge(_("Đã quyết toán"), Tone.DONE),
    FundingState.CANCELLED: Badge(_("Đã bỏ"), Tone.PLAIN),
}
SETTLEMENT = {
    "nothing": Badge(_("Chưa có dự toán"), Tone.PLAIN),
    "none": Badge(_("Chưa quyết toán"), Tone.ACTIVE),
    "partly": Badge(_("Quyết toán một phần"), Tone.RISK),
    "whole": Badge(_("Đã quyết toán"), Tone.DONE),
}
COUNTED = (("state", "open"), ("state", "settled"))


def _options(name: str) -> Any:
    return lambda request: [Option(value, label) for value, label in queries.choices(request.user)[name]]


def _plan_of(line: Any) -> Any:
    return line.plan or (line.task.plan if line.task else None)


LINES = ListSpec(
    key="funding",
    title=_("Kinh phí"),
    columns=(
        Column(
            key="content",
            label=_("Nội dung chi"),
            link=lambda f: reverse("plans:funding_line", args=[f.uid]),
            sort=("sort_key", "pk"),
            wide=True,
        ),
        Column(key="year", label=_("Năm"), value=lambda f: str(f.year), sort=("year", "pk")),
        Column(key="unit", label=_("Đơn vị chi"), value=lambda f: f.unit_name),
        Column(key="source", label=_("Nguồn kinh phí"), value=lambda f: f.source_name),
        Column(key="estimate", label=_("Dự toán (đồng)"), kind="number", sort=("estimate", "pk")),
        Column(key="spent", label=_("Đã chi (đồng)"), kind="number", sort=("spent", "pk")),
        Column(key="settled", label=_("Quyết toán (đồng)"), kind="number"),
        state_column(STATES),
        Column(
            key="plan",
            label=_("Kế hoạch"),
            value=lambda f: (p := _plan_of(f)) and (p.number or gettext("Chờ cấp số")),
            link=lambda f: (p := _plan_of(f)) and reverse("plans:plan_tab", args=[p.uid, "kinh-phi"]),
        ),
    ),
    filters=(
        ChoiceFilter(key="year", label=_("Năm"), apply="year", control="select", options=_options("year")),
        ChoiceFilter(key="unit", label=_("Đơn vị chi"), apply="unit__uid", control="select", options=_options("unit")),
        ChoiceFilter(
            key="source", label=_("Nguồn kinh phí"), apply="source", control="select", options=_options("source")
        ),
        state_filter(STATES),
    ),
    search=queries.KIND,
    search_label=_("Tìm dòng kinh phí"),
    default_sort="-year",
    export_name="kinh-phi",
    select=queries.fill_names,
    empty=Empty(
        title=_("Chưa có dòng kinh phí nào"),
        text=_("Dự toán được lập ở mục Kinh phí trong trang của từng kế hoạch."),
        action_label=pgettext_lazy("list title", "Kế hoạch"),
        action_url="/desk/ke-hoach/",
    ),
)
SPENDINGS = ListSpec(
    key="spendings",
    title=_("Các khoản đã chi"),
    columns=(
        Column(key="spent_on", label=_("Ngày chi"), kind="date", sort=("spent_on", "pk")),
        Column(key="amount", label=_("Số tiền (đồng)"), kind="number", sort=("amount", "pk")),
        Column(key="document", label=_("Chứng từ")),
        Column(
            key="line",
            label=_("Nội dung chi"),
            value=lambda s: s.line.content,
            link=lambda s: reverse("plans:funding_line", args=[s.line.uid]),
            wide=True,
        ),
        Column(key="unit", label=_("Đơn vị chi"), value=lambda s: s.unit_name),
        Column(key="source", label=_("Nguồn kinh phí"), value=lambda s: s.line.source_name),
    ),
    filters=(
        ChoiceFilter(key="year", label=_("Năm"), apply="line__year", control="select", options=_options("year")),
        ChoiceFilter(
            key="unit", label=_("Đơn vị chi"), apply="line__unit__uid", control="select", options=_options("unit")
        ),
        ChoiceFilter(
            key="source", label=_("Nguồn kinh phí"), apply="line__source", control="select", options=_options("source")
        ),
        DateFilter(key="spent", label=_("Ngày chi"), field="spent_on"),
    ),
    search=queries.SPENDING,
    search_label=_("Tìm chứng từ"),
    default_sort="-spent_on",
    export_name="khoan-chi",
    select=queries.fill_spendings,
    empty=Empty(title=_("Chưa có khoản chi nào"), text=_("Khoản chi được ghi ở trang của từng dòng kinh phí.")),
)


@require_safe
def line_list(request: HttpRequest) -> HttpResponseBase:
    rows = queries.lines_for(request.user)
    return respond(request, LINES, rows, template="plans/desk/funding.html")


@require_safe
def spending_list(request: HttpRequest) -> HttpResponseBase:
    return respond(request, SPENDINGS, queries.spendings_for(request.user), template="plans/desk/funding_spent.html")


@require_safe
def totals(request: HttpRequest) -> HttpResponse:
    """Totals by year, unit and source; `?nam=` keeps to one year. Each figure leads to its rows."""
    rows = queries.lines_for(request.user)
    years = [value for value, _label in queries.choices(request.user)["year"]]
    year = request.GET.get("nam", "")
    if year in years:
        rows = rows.filter(year=int(year))
    else:
        year = ""
    groups = [
        (label, by, [_linked(t, by, year) for t in queries.totals_by(rows, by)])  # type: ignore[arg-type]  # the keys of the table below
        for by, label in (("year", _("Theo năm")), ("unit", _("Theo đơn vị chi")), ("source", _("Theo nguồn")))
        if not (year and by == "year")
    ]
    context = {"groups": groups, "all": _linked(queries.total_of(rows), "", year), "years": years, "year": year}
    return render(request, "plans/desk/funding_totals.html", context)


@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """Lines, payments and totals as a workbook."""
    rows: list[Any] = list(queries.lines_for(request.user).order_by("-year", "pk"))
    queries.fill_names(rows)
    paid: list[Any] = list(queries.spendings_for(request.user).order_by("line__year", "spent_on", "pk"))
    queries.fill_spendings(paid)
    money = [SheetColumn(name, "number", 18) for name in ("Dự toán", "Đã chi", "Còn lại", "Quyết toán")]
    sheets = [
        Sheet(
            name,
            (SheetColumn(name, width=40), SheetColumn("Số dòng", "number"), *money),
            [
                (t.name, t.lines, t.estimate, t.spent, t.left, t.settled)
                for t in queries.totals_by(queries.lines_for(request.user), by)  # type: ignore[arg-type]  # one of the three
            ],
            title="Kinh phí thực hiện kế hoạch (đồng)",
            notes=[f"Lập ngày {formats.short_date(clock.today())}"],
        )
        for by, name in (("year", "Theo năm"), ("unit", "Theo đơn vị"), ("source", "Theo nguồn"))
    ]
    sheets.append(
        Sheet(
            "Dự toán",
            (
                SheetColumn("Năm"),
                SheetColumn("Kế hoạch", width=20),
                SheetColumn("Nhiệm vụ", width=50),
                SheetColumn("Nội dung chi", width=40),
                SheetColumn("Đơn vị chi", width=28),
                SheetColumn("Nguồn", width=32),
                *money,
                SheetColumn("Trạng thái", width=18),
            ),
            [
                (
                    str(f.year),
                    (_plan_of(f).number if _plan_of(f) else ""),
                    f.task.task if f.task else "",
                    f.content,
                    f.unit_name,
                    f.source_name,
                    f.estimate,
                    f.spent,
                    f.estimate - f.spent,
                    f.settled,
                    str(STATES[FundingState(f.state)]),
                )
                for f in rows
            ],
        )
    )
    sheets.append(
        Sheet(
            "Đã chi",
            (
                SheetColumn("Ngày", "date"),
                SheetColumn("Số tiền", "number", 18),
                SheetColumn("Chứng từ", width=28),
                SheetColumn("Nội dung chi", width=40),
                SheetColumn("Đơn vị chi", width=28),
            ),
            [(s.spent_on, s.amount, s.document, s.line.content, s.unit_name) for s in paid],
        )
    )
    response = HttpResponse(to_xlsx(*sheets), content_type=XLSX)
    response["Content-Disposition"] = disposition(f"Kinh-phi-{clock.today():%Y%m%d}.xlsx")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def plan_content(request: HttpRequest, plan: Any) -> dict[str, Any]:
    """The tab of a plan's page: its lines by task, with totals and the settlement of each."""
    total, groups = queries.totals_of_plan(plan, request.user)
    queries.fill_names([line for _task, _total, lines in groups for line in lines])
    return {
        "total": total,
        "settlement": SETTLEMENT[total.settlement],
        "groups": [(task, one, SETTLEMENT[one.settlement], lines) for task, one, lines in groups],
        "states": STATES,
        "may_plan": queries.may_plan_for(request.user, plan),
    }


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A new line for a plan or one of its tasks."""
    plan = plan_queries.plan_for(request.user, uid, "funding.plan")
    tasks = {str(t.uid): t for t in plan_queries.tasks_of(plan)}
    names = queries.spending_units(plan)
    form = inputs.FundingForm(
        request.POST if request.method == "POST" else None,
        initial={"year": plan.year or clock.today().year, "task": request.GET.get("nhiem-vu", "")},
        tasks=[(key, f"{t.no or ''} {t.task}".strip()[:160]) for key, t in tasks.items()],
        units=names,
        sources=list(queries.sources_on(clock.today()).items()),
    )

    def run(data: dict[str, Any]) -> object:
        task = tasks.get(data.pop("task"))
        unit = unit_of(data.pop("unit"))
        where = {"task": task} if task is not None else {"plan": plan}
        return services.plan_funding(**data, **where, unit=unit, actor=actor_of(request.user))

    back = (plan.number or plan.title, reverse("plans:plan_tab", args=[uid, "kinh-phi"]))
    return act(request, form, run, title=_("Thêm dòng dự toán"), back=back, done=_("Đã thêm dòng dự toán."))


@require_safe
def line(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.line_for(request.user, uid)
    queries.fill_names([found])
    spendings = queries.spendings_of(found)
    context = {
        "line": found,
        "plan": _plan_of(found),
        "state": STATES[FundingState(found.state)],
        "left": found.estimate - found.spent,
        "spendings": spendings,
        "acts": [
            (label, reverse("plans:funding_act", args=[uid, slug]))
            for slug, (label, action, *_rest) in ACTS.items()
            if _possible(request.user, found, slug, action)
        ],
        "may_void": found.state == FundingState.OPEN and may_do_with_funding(request.user, found, "funding.spend"),
        "history": latest(queries.funding_ref(found)),
    }
    return render(request, "plans/desk/funding_line.html", context)


ACTS: dict[str, tuple[Any, str, Any, Any, Any]] = {
    "ghi-chi": (_("Ghi chi"), "funding.spend", inputs.SpendForm, services.spend, _("Đã ghi khoản chi.")),
    "dieu-chinh": (
        _("Điều chỉnh dự toán"),
        "funding.plan",
        inputs.EstimateForm,
        services.change_estimate,
        _("Đã điều chỉnh dự toán."),
    ),
    "quyet-toan": (_("Quyết toán"), "funding.settle", inputs.SettleForm, services.settle, _("Đã ghi quyết toán.")),
    "mo-lai": (_("Mở lại quyết toán"), "funding.settle", inputs.WhyForm, services.reopen, _("Đã mở lại.")),
    "bo": (_("Bỏ khỏi dự toán"), "funding.plan", inputs.WhyForm, services.cancel, _("Đã bỏ dòng dự toán.")),
}
"""Address → (label, action, form, service, what is said)."""
_MOVES = {"quyet-toan": "settle", "mo-lai": "reopen", "bo": "cancel"}


@require_http_methods(["GET", "POST"])
def line_act(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    if slug not in ACTS:
        raise NotFound("Không có việc này.")
    label, action, kind, service, done = ACTS[slug]
    found = queries.line_for(request.user, uid, action)
    initial = {"settled": found.spent, "settled_on": clock.today(), "spent_on": clock.today()}
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    left = in_dong(found.estimate - found.spent)
    return act(
        request,
        form,
        lambda data: service(found, **data, actor=actor_of(request.user)),
        title=label,
        back=(found.content[:80], reverse("plans:funding_line", args=[uid])),
        done=done,
        hint=gettext("{content}: còn {left} chưa chi.").format(content=found.content, left=left),
    )


@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, uid: UUID, spending: UUID) -> HttpResponse:
    found = queries.line_for(request.user, uid, "funding.spend")
    entry = queries.spending_of(found, spending)
    form = inputs.WhyForm(request.POST if request.method == "POST" else None)
    return act(
        request,
        form,
        lambda data: services.void_spending(entry, **data, actor=actor_of(request.user)),
        title=_("Bỏ khoản chi ghi nhầm"),
        back=(found.content[:80], reverse("plans:funding_line", args=[uid])),
        done=_("Đã bỏ khoản chi; dòng ghi vẫn đọc được."),
        hint=f"{formats.short_date(entry.spent_on)}: {in_dong(entry.amount)}, {entry.document}",
    )


def _possible(user: Any, found: Any, slug: str, action: str) -> bool:
    if slug in _MOVES:
        fits = found.state in FUNDING.transitions[_MOVES[slug]].sources and not (slug == "bo" and found.spent)
    else:
        fits = found.state == FundingState.OPEN and not (slug == "ghi-chi" and found.spent >= found.estimate)
    return fits and may_do_with_funding(user, found, action)


def _linked(total: queries.Total, by: str, year: str) -> dict[str, Any]:
    """A total with the addresses of its rows."""
    query = [(by, total.key)] if by else []
    if year:
        query.append(("year", year))
    return {
        "total": total,
        "settlement": SETTLEMENT[total.settlement],
        "lines_url": f"{reverse('plans:funding')}?{urlencode([*query, *COUNTED])}",
        "spent_url": f"{reverse('plans:funding_spent')}?{urlencode(query)}",
        "settled_url": f"{reverse('plans:funding')}?{urlencode([*query, ('state', 'settled')])}",
    }
