"""Where a review might look first, and the figures that costs are reckoned with, on the desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import clock
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.procedures.desk.review_words import tabs
from motcua.procedures.forms import reviews as inputs
from motcua.procedures.forms.fields import ReasonForm
from motcua.procedures.forms.places import EndForm
from motcua.procedures.queries import hints
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.comparing import changes
from motcua.procedures.queries.desk import shown_version
from motcua.procedures.services import costs
from motcua.procedures.services.hints import order_hints
from motcua.ui.acting import act
from motcua.ui.lists import Column, Empty, ListSpec, respond

_EMPTY = Empty(
    title=_("Chưa có gợi ý nào"),
    text=_("Bấm «Tính lại» để so tên và thành phần hồ sơ của mọi thủ tục đang hiệu lực trong từng lĩnh vực."),
)
PAIRS = ListSpec(
    key="review_pairs",
    title=_("Thủ tục giống nhau"),
    columns=(
        Column(
            key="field", label=_("Lĩnh vực"), kind="name", value=lambda h: h.field.name, sort=("field__sort_key", "pk")
        ),
        Column(
            key="first",
            label=_("Thủ tục"),
            wide=True,
            value=lambda h: f"{h.first.display_code} {h.first.name}",
            link=lambda h: reverse("procedures:review_pair", args=[h.uid]),
        ),
        Column(
            key="second", label=_("Giống với"), wide=True, value=lambda h: f"{h.second.display_code} {h.second.name}"
        ),
        Column(
            key="score",
            label=_("Từ chung trong tên"),
            kind="percent",
            value=lambda h: h.score * 100,
            sort=("score", "pk"),
        ),
        Column(key="papers", label=_("Giấy tờ chung"), kind="number", value=lambda h: len(h.papers)),
        Column(key="weight", label=_("Mức giống"), kind="number", sort=("weight", "pk")),
    ),
    default_sort="-weight",
    search=hints.search_pairs,
    search_label=_("Tìm thủ tục"),
    search_hint=_("Mã, tên hoặc vài chữ của tên"),
    export_name="thu-tuc-giong-nhau",
    empty=_EMPTY,
)
PAPERS = ListSpec(
    key="review_papers",
    title=_("Giấy tờ trùng lặp"),
    columns=(
        Column(
            key="field", label=_("Lĩnh vực"), kind="name", value=lambda h: h.field.name, sort=("field__sort_key", "pk")
        ),
        Column(
            key="name",
            label=_("Giấy tờ"),
            wide=True,
            value=lambda h: h.name,
            link=lambda h: reverse("procedures:review_paper", args=[h.uid]),
        ),
        Column(key="weight", label=_("Số thủ tục yêu cầu"), kind="number", sort=("weight", "pk")),
    ),
    default_sort="-weight",
    search=hints.PAPER,
    search_label=_("Tìm giấy tờ"),
    search_hint=_("Vài chữ của tên"),
    export_name="giay-to-trung-lap",
    empty=_EMPTY,
)


@require_safe
def pairs(request: HttpRequest) -> HttpResponseBase:
    return _listed(request, PAIRS, "pair", "review_pairs")


@require_safe
def papers(request: HttpRequest) -> HttpResponseBase:
    return _listed(request, PAPERS, "paper", "review_papers")


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Reckon anew, in the background."""
    require(request.user, "reviews.plan")
    order_hints(actor=actor_of(request.user))
    messages.success(request, str(_("Đang tính lại; xem ở «Việc đang chạy». Danh sách sẽ đổi khi tính xong.")))
    return redirect(reverse("procedures:review_pairs"))


@require_safe
def pair(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Two procedures beside each other, part by part."""
    found = hints.pair_for(request.user, uid)
    today = clock.today()
    versions = [shown_version(one, today) for one in (found.first, found.second) if one is not None]
    found_changes = changes(versions[0], versions[1]) if versions[0] and versions[1] else []
    context = {"hint": found, "first": found.first, "second": found.second, "changes": found_changes}
    return render(request, "procedures/desk/review_pair.html", context)


@require_safe
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A paper, and who asks for it."""
    found, procedures = hints.paper_for(request.user, uid)
    return render(request, "procedures/desk/review_paper.html", {"hint": found, "procedures": procedures})


@require_safe
def parameters(request: HttpRequest) -> HttpResponse:
    """All figures over time; the table ships empty."""
    require(request.user, "procedures.read")
    context = {
        "tabs": tabs("cost_parameters"),
        "rows": list(queries.parameters()),
        "today": clock.today(),
        "may": has_any_grant(request.user, "costs.change"),
        "lacks_wage": queries.wage_on(clock.today()) is None,
    }
    return render(request, "procedures/desk/review_parameters.html", context)


@require_http_methods(["GET", "POST"])
def set_parameter(request: HttpRequest) -> HttpResponse:
    require(request.user, "costs.change")
    return act(
        request,
        inputs.ParameterForm(request.POST if request.method == "POST" else None),
        lambda data: costs.set_parameter(**data, actor=actor_of(request.user)),
        title=_("Ghi tham số chi phí"),
        back=(_("Tham số chi phí"), reverse("procedures:cost_parameters")),
        done=_("Đã ghi tham số."),
        hint=_(
            "Giá trị cùng loại, cùng tên đang áp dụng sẽ thôi áp dụng từ ngày này. Bảng tính đã lưu giữ giá trị của nó."
        ),
    )


@require_http_methods(["GET", "POST"])
def end_parameter(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, "costs.change")
    found = queries.parameter_for(uid)
    return act(
        request,
        EndForm(request.POST if request.method == "POST" else None),
        lambda data: costs.end_parameter(found, on=data["on"], actor=actor_of(request.user)),
        title=_("Thôi dùng tham số"),
        back=(_("Tham số chi phí"), reverse("procedures:cost_parameters")),
        done=_("Đã ghi."),
        said=f"{found.get_kind_display()} {found.name}".strip(),
    )


@require_http_methods(["GET", "POST"])
def void_parameter(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, "costs.change")
    found = queries.parameter_for(uid)
    return act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda data: costs.void_parameter(found, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Hủy tham số ghi nhầm"),
        back=(_("Tham số chi phí"), reverse("procedures:cost_parameters")),
        done=_("Đã hủy; dòng ghi vẫn đọc được."),
        said=f"{found.get_kind_display()} {found.name}".strip(),
        danger=True,
    )


def _listed(request: HttpRequest, spec: ListSpec, kind: str, current: str) -> HttpResponseBase:
    require(request.user, "procedures.read")
    context = {
        "tabs": tabs(current),
        "may_plan": has_any_grant(request.user, "reviews.plan"),
        "made_at": hints.made_at(),
    }
    rows = hints.hints_for(request.user, kind)
    return respond(request, spec, rows, template="procedures/desk/review_hints.html", context=context)
