"""Competence that goes over, on the desk: the transfers, what one of them made, a new one seen before it is carried out, its undoing."""

from __future__ import annotations

from dataclasses import replace
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
from motcua.procedures.desk.bulk import said_of
from motcua.procedures.desk.frame import assignment_tabs
from motcua.procedures.forms import places as inputs
from motcua.procedures.forms.fields import ReasonForm
from motcua.procedures.permissions import may_keep
from motcua.procedures.queries import assignments as queries
from motcua.procedures.queries.bulk import act_of, job_of, search_lines
from motcua.procedures.queries.fitting import unfit
from motcua.procedures.services import bulk
from motcua.procedures.services.transfers import plan_transfer
from motcua.ui.acting import act
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond
from motcua.ui.progress import under_way
from motcua.ui.trail import latest

ACTION = "assignments.change"
ROLES = queries.ROLES
SHOWN = 500
"""Lines of a preview; what was carried out lists all."""
MOVED, TAKEN_BACK = Badge(_("Đã chuyển"), Tone.DONE), Badge(_("Đã hoàn lại"), Tone.PLAIN)

TRANSFERS = ListSpec(
    key="transfers",
    title=_("Chuyển thẩm quyền"),
    columns=(
        Column(
            key="on",
            label=_("Từ ngày"),
            kind="date",
            link=lambda row: reverse("procedures:transfer", args=[row.uid]),
            sort=("on", "pk"),
        ),
        Column(key="from_name", label=_("Từ đơn vị"), wide=True),
        Column(key="procedures", label=_("Số thủ tục"), kind="number", value=lambda row: row.counts["procedures"]),
        Column(key="units", label=_("Số đơn vị nhận"), kind="number", value=lambda row: row.counts["units"]),
        Column(
            key="decision",
            label=_("Văn bản"),
            kind="code",
            value=lambda row: row.decision.number if row.decision else None,
        ),
        Column(key="state", label=_("Trạng thái"), value=lambda row: TAKEN_BACK if row.reversed_at else MOVED),
    ),
    default_sort="-on",
    export_name="chuyen-tham-quyen",
    empty=Empty(
        title=_("Chưa có lần chuyển thẩm quyền nào"),
        text=_(
            "Khi sở bàn giao cho xã, phường hoặc cơ quan khác, mọi thủ tục chuyển trong một lần, xem trước được và hoàn lại được."
        ),
    ),
    select=lambda rows: queries.from_named(rows, clock.today()),
)

MADE = ListSpec(
    key="transfer_made",
    title=_("Các lượt giao"),
    columns=(
        Column(key="code", label=_("Mã"), kind="code", value=lambda row: row.procedure.display_code),
        Column(
            key="procedure",
            label=_("Thủ tục"),
            wide=True,
            value=lambda row: row.procedure.name,
            link=lambda row: reverse("procedures:units", args=[row.procedure.uid]),
            sort=("procedure__sort_key", "procedure__base_code", "role", "pk"),
        ),
        Column(key="role", label=_("Vai trò"), value=lambda row: row.get_role_display()),
        Column(key="unit_name", label=_("Đơn vị nhận"), kind="name"),
    ),
    filters=(
        ChoiceFilter(key="role", label=_("Vai trò"), options=[Option(k, v) for k, v in ROLES.items()], apply="role"),
    ),
    search=search_lines,
    search_label=_("Tìm thủ tục"),
    default_sort="procedure",
    export_name="cac-luot-giao",
    empty=Empty(
        title=_("Không có lượt giao nào như vậy"),
        text=_("Lần chuyển đã hoàn lại trước ngày chuyển thì các lượt giao không còn; nhật ký giữ những gì đã có."),
    ),
    select=lambda rows: queries.named(rows, clock.today()),
)


@require_safe
def transfers(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "procedures.read")
    context = {"tabs": assignment_tabs("transfers"), "may": has_any_grant(request.user, ACTION)}
    return respond(request, TRANSFERS, queries.transfers(), template="procedures/desk/transfers.html", context=context)


@require_safe
def transfer(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """One transfer: what it moved, and its undoing."""
    found = queries.transfer_for(request.user, uid)
    made, act_now = queries.made_by(found), act_of(found)
    given = [Option(str(unit), name) for unit, name in queries.units_given(found)]
    counts = queries.counts_made(found)
    address = reverse("procedures:transfer", args=[uid])
    context: dict[str, object] = {
        "transfer": found,
        "act": act_now,
        "work": under_way(job_of(act_now), actor_of(request.user)),
        "from_name": names_on([found.from_unit_id], found.on).get(found.from_unit_id, ""),
        "figures": [
            (_("Lượt giao mới"), counts["made"], address),
            *((ROLES[role], counts[role], f"{address}?role={role}") for role in found.roles if role in ROLES),
        ],
        "carried_on": queries.carried_on(found),
        "may_reverse": found.reversed_at is None and may_keep(request.user, ACTION),
        "history": latest(queries.transfer_ref(found)),
    }
    whom = ChoiceFilter(key="unit", label=_("Đơn vị nhận"), options=given, apply="unit__uid", control="select")
    spec = replace(MADE, filters=(*MADE.filters, whom))
    return respond(request, spec, made, template="procedures/desk/transfer.html", context=context)


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
            planned = plan_transfer(
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
