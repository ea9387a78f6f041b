"""Who performs what, on the desk: a procedure's units, bulk assignment, competence that goes over, the matrix of who is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, Invalid, Refused
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries.units import names_on
from motcua.procedures.desk.bulk import address_of, said_of
from motcua.procedures.desk.frame import assignment_tabs, frame
from motcua.procedures.forms import places as inputs
from motcua.procedures.forms.fields import ReasonForm
from motcua.procedures.permissions import may_assign, may_keep
from motcua.procedures.queries import assignments as queries
from motcua.procedures.queries import matrix as who
from motcua.procedures.queries.bulk import act_of, job_of
from motcua.procedures.queries.desk import field_choices, procedure_for
from motcua.procedures.queries.fitting import unfit
from motcua.procedures.services import assignments as services
from motcua.procedures.services import bulk
from motcua.procedures.services import transfers as transfers_service
from motcua.ui.acting import act
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond, state_column, state_filter
from motcua.ui.progress import under_way
from motcua.ui.trail import latest

KEY = "don-vi"
ACTION = "assignments.change"
ROLES = queries.ROLES
PERFORMING = "performing"
SHOWN = 500
"""Rows of a page that has no list; the act's own page lists all."""

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
    return act(
        request,
        form,
        lambda data: bulk.assign_many([found], **_asked(request, data)),
        title=_("Giao đơn vị thực hiện"),
        back=(found.display_code, reverse("procedures:units", args=[uid])),
        done=_("Đã giao. Đơn vị nào đã được giao từ trước thì giữ nguyên."),
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
    context = {
        "tabs": assignment_tabs("matrix"),
        "role": role,
        "roles": list(ROLES.items()),
        "only": only,
        "rows": [row for row in found.rows if row.lacking or not only],
        "units": len(found.rows),
        "lacking": found.lacking,
        "heads": found.heads,
        "basis": found.basis,
        "may": has_any_grant(request.user, ACTION),
    }
    return render(request, "procedures/desk/matrix.html", context)


@require_safe
def unassigned(request: HttpRequest) -> HttpResponse:
    """How many procedures nobody holds in each role; the rows of one."""
    require(request.user, "procedures.read")
    today = clock.today()
    role = request.GET.get("vai-tro", "")
    role = role if role in ROLES else str(PERFORMING)
    counts = {key: queries.without_holder(key, today).count() for key in ROLES}
    context = {
        "tabs": assignment_tabs("unassigned"),
        "role": role,
        "counts": [(key, label, counts[key]) for key, label in ROLES.items()],
        "rows": queries.without_holder(role, today).order_by("sort_key", "pk")[:SHOWN],
        "count": counts[role],
        "may": has_any_grant(request.user, ACTION),
    }
    return render(request, "procedures/desk/unassigned.html", context)


@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    require(request.user, "procedures.read")
    rows: list[Any] = list(queries.transfers()[:200])
    names = names_on([row.from_unit_id for row in rows], clock.today())
    for row in rows:
        row.from_name = names.get(row.from_unit_id, "")
    context = {"tabs": assignment_tabs("transfers"), "rows": rows, "may": has_any_grant(request.user, ACTION)}
    return render(request, "procedures/desk/transfers.html", context)


@require_safe
def transfer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One transfer: what it moved, and its undoing."""
    found = queries.transfer_for(request.user, uid)
    rows = queries.lines_of(found, SHOWN)
    act_now = act_of(found)
    context = {
        "transfer": found,
        "act": act_now,
        "work": under_way(job_of(act_now), actor_of(request.user)),
        "from_name": names_on([found.from_unit_id], found.on).get(found.from_unit_id, ""),
        "roles": [ROLES.get(role, role) for role in found.roles],
        "rows": rows,
        "count": found.made.count(),
        "may_reverse": found.reversed_at is None and may_keep(request.user, ACTION),
        "history": latest(queries.transfer_ref(found)),
    }
    return render(request, "procedures/desk/transfer.html", context)


@require_http_methods(["GET", "POST"])
def new_transfer(request: HttpRequest) -> HttpResponse:
    """First the plan is shown, nothing written; the second button carries it out."""
    require(request.user, ACTION)
    if not may_keep(request.user, ACTION):
        raise Forbidden("Chỉ văn phòng cấp tỉnh chuyển thẩm quyền giữa các đơn vị.")
    form = inputs.TransferForm(
        request.POST if request.method == "POST" else None, user=request.user, initial={"on": clock.today()}
    )
    planned, doubtful = None, []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        to_units = queries.communes_on(data["on"]) if data["whom"] == inputs.COMMUNES else list(data["to_units"])
        try:
            planned = transfers_service.plan_transfer(
                data["from_unit"],
                to_units,
                roles=data["roles"],
                on=data["on"],
                procedures=data["procedures"] or None,
            )
            if "carry_out" in request.POST:
                made = bulk.transfer_many(
                    planned, decision=data["decision"], confirmed=data["confirm"], actor=actor_of(request.user)
                )
                messages.success(request, str(said_of(act_of(made))))
                return redirect("procedures:transfer", made.uid)
            doubtful = unfit(planned.procedures_in_order, planned.to_units, planned.roles, planned.on)
            if doubtful and not data["confirm"]:
                form.offer_confirmation()
        except Invalid as error:
            add_errors(form, error)
        except Refused as error:
            form.add_error(None, text_of(error))
    names = names_on([u.pk for u in planned.to_units], clock.today()) if planned else {}
    context = {
        "form": form,
        "planned": planned if planned and not form.errors else None,
        "to_names": [names.get(u.pk, "") for u in planned.to_units] if planned else [],
        "doubtful": doubtful[:SHOWN],
        "role_names": ROLES,
        "lines": [
            {"procedure": x.ending.procedure, "role": ROLES[x.ending.role], "made": len(x.to), "there": len(x.there)}
            for x in planned.lines[:SHOWN]
        ]
        if planned
        else [],
    }
    return render(request, "procedures/desk/new_transfer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def reverse_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.transfer_for(request.user, uid)
    if not may_keep(request.user, ACTION):
        raise Forbidden("Chỉ văn phòng cấp tỉnh hoàn lại việc chuyển thẩm quyền.")
    return act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda data: bulk.reverse_many(found, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Hoàn lại việc chuyển thẩm quyền"),
        back=(_("Chuyển thẩm quyền"), reverse("procedures:transfer", args=[uid])),
        done=lambda made: said_of(act_of(made)),
        hint=_("Chưa đến ngày chuyển thì mọi thứ như cũ. Đã chuyển rồi thì đơn vị cũ thực hiện lại từ hôm nay."),
        danger=True,
    )


def chosen(data: dict[str, Any]) -> list[Any]:
    """The procedures of a form: those named by code, and all of a field (at a level)."""
    name = dict(field_choices())[data["field"]] if data.get("field") else ""
    return queries.with_field(data["procedures"], name, data.get("level", ""), clock.today())


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
