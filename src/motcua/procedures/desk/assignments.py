"""Who performs what, on the desk: a procedure's units, bulk assignment, competence that goes over, the matrix of who is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.procedures.desk.bulk import address_of, said_of
from motcua.procedures.desk.frame import assignment_tabs, frame
from motcua.procedures.forms import places as inputs
from motcua.procedures.permissions import may_assign
from motcua.procedures.queries import assignments as queries
from motcua.procedures.queries import matrix as who
from motcua.procedures.queries.bulk import is_unfounded
from motcua.procedures.queries.desk import field_choices, procedure_for
from motcua.procedures.queries.registry import KIND as PROCEDURE
from motcua.procedures.services import assignments as services
from motcua.procedures.services import bulk
from motcua.ui.acting import act
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond, state_column, state_filter

KEY = "don-vi"
ACTION = "assignments.change"
ROLES = queries.ROLES
PERFORMING = "performing"
UNITS_A_PAGE = 25
"""Of the matrix: a commune's card on a phone is tall, and those that lack somebody stand first."""

STANDINGS = {
    "running": Badge(_("Đang giao"), Tone.DONE),
    "coming": Badge(_("Chưa đến ngày"), Tone.ACTIVE),
    "ended": Badge(_("Đã thôi"), Tone.PLAIN),
}
HELD = ListSpec(
    key="procedure_units",
    title=_("Đơn vị thực hiện"),
    columns=(
        Column(key="unit_name", label=_("Đơn vị"), sort=("unit_place", "pk"), wide=True),
        Column(key="role", label=_("Việc"), value=lambda r: ROLES[r.role], sort=("role_place", "unit_place", "pk")),
        state_column(STANDINGS, field="standing", sort=queries.IN_ORDER),
        Column(key="counter_name", label=_("Quầy tiếp nhận"), value=lambda r: r.counter_name or None, kind="name"),
        Column(
            key="decision",
            label=_("Văn bản"),
            kind="code",
            value=lambda r: r.decision.number if r.decision else None,
            link=lambda r: reverse("documents:document", args=[r.decision.uid]) if r.decision else None,
        ),
        Column(key="valid_from", label=_("Từ ngày"), kind="date", sort=("valid_from", "pk")),
        Column(key="valid_to", label=_("Đến trước"), kind="date", sort=("valid_to", "pk")),
        Column(
            key="act",
            label=_("Sửa"),
            template="procedures/desk/unit_cell_end.html",
            value=lambda _row: None,
            exported=False,
        ),
    ),
    filters=(
        state_filter(STANDINGS, field="standing"),
        ChoiceFilter(key="role", label=_("Việc"), options=[Option(k, v) for k, v in ROLES.items()], apply="role"),
    ),
    default_sort="standing",
    export_name="don-vi-thuc-hien",
    empty=Empty(title=_("Chưa giao đơn vị nào")),
    select=lambda rows: queries.named(rows, clock.today()),
)

NOBODYS = ListSpec(
    key="unassigned",
    title=_("Thủ tục chưa giao"),
    columns=(
        Column(key="display_code", label=_("Mã"), kind="code"),
        Column(
            key="name",
            label=_("Tên thủ tục"),
            wide=True,
            link=lambda p: reverse("procedures:units", args=[p.uid]),
            sort=("sort_key", "pk"),
        ),
    ),
    search=PROCEDURE,
    search_label=_("Tìm thủ tục"),
    default_sort="name",
    export_name="thu-tuc-chua-giao",
    empty=Empty(title=_("Mọi thủ tục đều đã giao vai trò này")),
)


@require_safe
def units(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The units of a procedure: those of today first, by roles; then who will hold it, and who did."""
    found, may = procedure_for(request.user, uid), has_any_grant(request.user, ACTION)
    rows = queries.of_procedure(found, clock.today())
    counts = Counter(rows.filter(standing="running").order_by().values_list("role", flat=True))
    address = reverse("procedures:units", args=[uid])
    context = frame(found, KEY) | {
        "counts": [(label, counts[role], f"{address}?role={role}&standing=running") for role, label in ROLES.items()],
        "may": may,
    }
    spec = HELD if may else replace(HELD, columns=HELD.columns[:-1])
    return respond(request, spec, rows, template="procedures/desk/units.html", context=context)


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give a procedure to units, or to all communes."""
    found = procedure_for(request.user, uid, ACTION)
    form = inputs.AssignForm(
        request.POST if request.method == "POST" else None, user=request.user, initial={"valid_from": clock.today()}
    )

    def run(data: dict[str, Any]) -> Any:
        made = bulk.assign_many([found], **_asked(request, data))
        if is_unfounded(made):
            messages.warning(request, gettext("Lần giao này chưa ghi văn bản làm căn cứ."))
        return made

    return act(
        request,
        form,
        run,
        title=_("Giao đơn vị thực hiện"),
        back=(found.display_code, reverse("procedures:units", args=[uid])),
        done=said_of,
        said=found.name,
    )


@require_http_methods(["GET", "POST"])
def assign_many(request: HttpRequest) -> HttpResponse:
    """Give many procedures to units at once: by code, or all of a field at a level."""
    require(request.user, ACTION)
    form = inputs.ManyForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        fields=field_choices(),
        initial={"valid_from": clock.today(), "procedures": request.GET.get("ma", "")},
    )
    return act(
        request,
        form,
        lambda data: bulk.assign_many(chosen(data), **_asked(request, data)),
        title=_("Giao nhiều thủ tục"),
        back=(_("Đơn vị thực hiện"), reverse("procedures:matrix")),
        done=said_of,
        hint=_(
            "Một lần giao được mọi thủ tục của một lĩnh vực cho mọi xã, phường. Việc lớn chạy ở nền, bạn có thể rời trang."
        ),
        to=address_of,
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID, assignment: UUID) -> HttpResponse:
    found = procedure_for(request.user, uid, ACTION)
    row: Any = queries.assignment_for(found, assignment)
    _may_over(request.user, [row.unit])
    queries.named([row], clock.today())
    return act(
        request,
        inputs.EndForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()}),
        lambda data: services.end_assignments([row], on=data["on"], actor=actor_of(request.user)),
        title=_("Thôi giao"),
        back=(found.display_code, reverse("procedures:units", args=[uid])),
        done=_("Đã thôi giao từ ngày đó."),
        said=f"{row.unit_name}: {row.get_role_display()}",
    )


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Units that hold procedures, those that lack somebody first: which role nobody holds there."""
    require(request.user, "procedures.read")
    role = request.GET.get("vai-tro", PERFORMING)
    role = role if role in ROLES else PERFORMING
    found = who.matrix(clock.today(), role=role)
    only = request.GET.get("thieu") == "1"
    rows = Paginator([row for row in found.rows if row.lacking or not only], UNITS_A_PAGE)
    at = rows.get_page(request.GET.get("trang", ""))
    asked = {"vai-tro": role} | ({"thieu": "1"} if only else {})
    context = {
        "tabs": assignment_tabs("matrix"),
        "role": role,
        "roles": list(ROLES.items()),
        "only": only,
        "rows": at.object_list,
        "at": at,
        "newer": "?" + urlencode(asked | {"trang": at.previous_page_number()}) if at.has_previous() else "",
        "older": "?" + urlencode(asked | {"trang": at.next_page_number()}) if at.has_next() else "",
        "units": len(found.rows),
        "lacking": found.lacking,
        "heads": found.heads,
        "basis": found.basis,
        "may": has_any_grant(request.user, ACTION),
    }
    return render(request, "procedures/desk/matrix.html", context)


@require_safe
def unassigned(request: HttpRequest) -> HttpResponseBase:
    """How many procedures nobody holds in each role; the rows of one."""
    require(request.user, "procedures.read")
    today = clock.today()
    role = request.GET.get("vai-tro", "")
    role = role if role in ROLES else str(PERFORMING)
    address = reverse("procedures:unassigned")
    counts = {key: queries.without_holder(key, today).count() for key in ROLES}
    context = {
        "tabs": assignment_tabs("unassigned"),
        "said": ROLES[role],
        "counts": [(label, counts[key], f"{address}?vai-tro={key}") for key, label in ROLES.items()],
        "may": has_any_grant(request.user, ACTION),
    }
    rows = queries.without_holder(role, today)
    return respond(request, NOBODYS, rows, template="procedures/desk/unassigned.html", context=context)


def chosen(data: dict[str, Any], on: date | None = None) -> list[Any]:
    """The procedures of a form: those named by code, and all of a field (at a level) that are in force on a day, else today."""
    name = dict(field_choices())[data["field"]] if data.get("field") else ""
    return queries.with_field(data["procedures"], name, data.get("level", ""), on or clock.today())


def _asked(request: HttpRequest, data: dict[str, Any]) -> dict[str, Any]:
    """What a form asks to be given to whom, by somebody who may."""
    everywhere = data["whom"] == inputs.COMMUNES
    wanted = queries.communes_on(data["valid_from"]) if everywhere else list(data["units"])
    _may_over(request.user, wanted)
    names = ("role", "counter", "decision", "valid_from")
    given = {name: data[name] for name in names} | {"confirmed": data["confirm"]}
    return {"units": wanted, "actor": actor_of(request.user)} | given


def _may_over(user: Any, wanted: list[Any]) -> None:
    """What a unit performs is given by whoever has the right over that unit."""
    if not may_assign(user, wanted):
        raise Forbidden("Bạn chỉ giao được cho đơn vị mình phụ trách.")
