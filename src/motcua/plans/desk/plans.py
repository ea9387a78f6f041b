"""Plans: the list, the page that looks like the paper, and what may be done with a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import actor_of, has_any_grant
from motcua.plans.desk import plan_tabs, words
from motcua.plans.desk.acting import act
from motcua.plans.desk.source import part_of
from motcua.plans.forms import NumberForm, ReasonForm
from motcua.plans.permissions import may_do_with_plan
from motcua.plans.queries import plans as queries
from motcua.plans.queries.plans import plan_for
from motcua.plans.services.plans import give_number, withdraw_plan
from motcua.plans.workflow import PLAN, PlanState
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
from motcua.ui.lists.filters import parse_whole


def _years(request: HttpRequest) -> list[Option]:
    return [Option(str(year), str(year)) for year in queries.years(request.user)]


def _issuers(request: HttpRequest) -> list[Option]:
    return [Option(uid, name) for uid, name in queries.issuers(request.user)]


def _kinds(request: HttpRequest) -> list[Option]:
    return [Option(kind, kind) for kind in queries.kinds(request.user)]


def _of_years(rows: QuerySet[Any], years: Sequence[str]) -> QuerySet[Any]:
    return rows.filter(year__in=[int(y) for y in years])


PLANS = ListSpec(
    key="plans",
    title=pgettext_lazy("list title", "Kế hoạch"),
    columns=(
        Column(
            key="number",
            label=_("Số, ký hiệu"),
            kind="code",
            value=lambda p: p.number or gettext("Chờ cấp số"),
            link=lambda p: reverse("plans:plan", args=[p.uid]),
            sort=("canonical_number", "pk"),
        ),
        Column(key="title", label=_("Trích yếu"), sort=("sort_key", "pk"), wide=True),
        Column(key="issuer_name", label=_("Cơ quan ban hành"), value=lambda p: p.issuer_shown),
        Column(key="issued_on", label=_("Ngày ban hành"), kind="date", sort=("issued_on", "pk")),
        Column(key="year", label=_("Năm"), value=lambda p: str(p.year) if p.year else None, sort=("year", "pk")),
        state_column(words.PLAN_STATES),
        Column(key="task_count", label=pgettext_lazy("list title", "Nhiệm vụ"), kind="number"),
        Column(key="target_count", label=_("Chỉ tiêu"), kind="number"),
    ),
    filters=(
        state_filter(words.PLAN_STATES),
        ChoiceFilter(key="year", label=_("Năm"), apply=_of_years, control="select", options=_years),
        ChoiceFilter(
            key="issuer", label=_("Cơ quan ban hành"), apply="issuer__uid", control="select", options=_issuers
        ),
        ChoiceFilter(key="kind", label=_("Loại văn bản"), apply="kind", control="select", options=_kinds),
        DateFilter(key="issued", label=_("Ngày ban hành"), field="issued_on"),
    ),
    search=queries.SEARCH_KIND,
    search_label=_("Tìm kế hoạch"),
    search_hint=_("Số, trích yếu, hoặc vài chữ của nhiệm vụ; có dấu hay không dấu đều được"),
    default_sort="-issued_on",
    export_name="ke-hoach",
    select=queries.fill_list,
    empty=Empty(
        title=_("Chưa có kế hoạch nào"),
        text=_("Đưa tệp kế hoạch vào, hệ thống đọc, bạn soát rồi chấp nhận; kế hoạch sẽ ở đây."),
        action_label=_("Nhận kế hoạch"),
        action_url="/desk/ke-hoach/nhan/",
    ),
)


@require_safe
def plan_list(request: HttpRequest) -> HttpResponseBase:
    may_import = has_any_grant(request.user, "plans.import")
    spec = PLANS.offering(may_import)
    context: dict[str, object] = {
        "may_import": may_import,
        "may_draft": has_any_grant(request.user, "plans.draft"),
        "may_give_opinion": has_any_grant(request.user, "plans.give_opinion"),
    }
    return respond(request, spec, queries.plans_for(request.user), template="plans/desk/plans.html", context=context)


@require_safe
def plan(request: HttpRequest, uid: UUID, tab: str = "nhiem-vu") -> HttpResponse:
    """One plan, one of its tabs."""
    found = plan_for(request.user, uid)
    if found.state in {PlanState.DRAFT, PlanState.IN_APPROVAL}:
        return redirect("plans:draft", uid)
    if tab not in plan_tabs.TABS:
        raise NotFound("Không có mục này trong kế hoạch.")
    context = _frame(request, found, tab) | plan_tabs.content(request, found, tab)
    return render(request, "plans/desk/plan.html", context)


@require_safe
def quote(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The words that one row stands on, with what stands around them (`?tu=&den=`): a fragment, or a page without JavaScript."""
    found = plan_for(request.user, uid)
    start, end = parse_whole(request.GET.get("tu", "")), parse_whole(request.GET.get("den", ""))
    text = queries.text_of(found)
    if start is None or end is None or not 0 <= start < end <= len(text):
        raise NotFound("Không có đoạn này trong văn bản.")
    low, high = max(start - 160, 0), min(end + 160, len(text))
    context = {
        "text": text[low:high],
        "start": start - low,
        "end": end - low,
        "url": f"{reverse('plans:plan_tab', args=[uid, 'van-ban-nguon'])}?vi-tri={start}",
        "plan": found,
    }
    page = "plans/desk/quote.html" if request.htmx else "plans/desk/quote_page.html"  # type: ignore[attr-defined]  # set by django_htmx
    return render(request, page, context)


@require_safe
def source(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One part of the source text (`?khoi=`), as the review has it."""
    found = plan_for(request.user, uid)
    part = part_of(*plan_tabs.source_of(found), first=parse_whole(request.GET.get("khoi", "")) or 0)
    address = reverse("plans:plan_source", args=[uid])
    return render(request, "plans/desk/source_part.html", {"part": part, "source_url": address})


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter the number that the registry gave."""
    found = plan_for(request.user, uid, "plans.give_number")
    return act(
        request,
        NumberForm(request.POST if request.method == "POST" else None, initial={"issued_on": found.issued_on}),
        lambda data: give_number(found, actor=actor_of(request.user), **data),
        title=_("Ghi số kế hoạch"),
        button=_("Ghi số"),
        said=found.title,
        back=_page_of(found),
        done=lambda _made: gettext("Đã ghi số {number}.").format(number=found.number),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = plan_for(request.user, uid, "plans.withdraw")
    return act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda data: withdraw_plan(found, actor=actor_of(request.user), reason=data["reason"]),
        title=_("Thu hồi kế hoạch"),
        button=_("Thu hồi kế hoạch này"),
        said=found.title,
        back=_page_of(found),
        done=_("Đã thu hồi kế hoạch. Nội dung vẫn đọc được."),
        danger=True,
    )


def _page_of(found: Any) -> tuple[str, str]:
    """The way back to a plan: its name and address."""
    return found.number or found.title, reverse("plans:plan", args=[found.uid])


def _frame(request: HttpRequest, found: Any, tab: str) -> dict[str, Any]:
    """What stands around every tab."""
    verbs = {t.name for t in PLAN.leading_from(found.state) if may_do_with_plan(request.user, found, t.action)}
    return {
        "plan": found,
        "state": words.PLAN_STATES[found.state],
        "facts": plan_tabs.facts(found),
        "tabs": plan_tabs.links(found, tab),
        "tab": tab,
        "may_number": "give_number" in verbs,
        "may_urge": may_do_with_plan(request.user, found, "urging.draft"),
        "may_withdraw": "withdraw" in verbs,
        "may_close": "close" in verbs,
        "may_reopen": "reopen" in verbs,
        "may_draft": found.year and may_do_with_plan(request.user, found, "plans.draft"),
        "may_link": may_do_with_plan(request.user, found, "plans.link"),
        "subordinates": found.subordinates.count(),
        "replaced_by": queries.replacement_of(found),
        "files": queries.files_of(found),
    }
