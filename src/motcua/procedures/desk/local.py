"""The local layer of a procedure on the desk: what the province settled of its own, beside what holds everywhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden
from motcua.organisations.permissions import actor_of, has_any_grant
from motcua.procedures.content import Content
from motcua.procedures.content import local as pure
from motcua.procedures.desk.frame import frame
from motcua.procedures.forms.fields import ReasonForm
from motcua.procedures.forms.places import EndForm, LocalForm
from motcua.procedures.permissions import may_change_local
from motcua.procedures.queries import local as queries
from motcua.procedures.queries.desk import procedure_for
from motcua.procedures.queries.local_looks import looks_of
from motcua.procedures.queries.registry import content_of
from motcua.procedures.services import local as services
from motcua.ui.acting import act

KEY = "dia-phuong"


@require_safe
def layer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Each limit and fee with what takes its place here, then all entries with their decisions."""
    found = procedure_for(request.user, uid)
    context = frame(found, KEY)
    today = clock.today()
    content = content_of(context["shown"]) if context["shown"] is not None else Content(found.name)
    rows: list[Any] = list(queries.entries(found))
    queries.fill_shown(rows, today)
    for row in rows:
        row.may = row.running and may_change_local(request.user, row.unit_id)
    entries = queries.layer_of(found, today)
    effect, idle = pure.effective(content, entries), pure.idle_limits(content, entries)
    context |= {
        "pairs": [
            *((_("Thời hạn"), *_sides(pair), pair in idle) for pair in effect.limits),
            *((_("Phí, lệ phí"), *_sides(pair), False) for pair in effect.fees),
        ],
        "looks": looks_of(found.pk, today),
        "entries": rows,
        "may_add": has_any_grant(request.user, "local.change"),
    }
    return render(request, "procedures/desk/local.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = procedure_for(request.user, uid, "local.change")
    shown = frame(found, KEY)["shown"]
    content = content_of(shown) if shown is not None else Content(found.name)
    form = LocalForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        cases=queries.cases_of(content),
        initial={"valid_from": clock.today(), "kind": request.GET.get("loai", pure.Local.LIMIT)},
    )

    def run(data: dict[str, Any]) -> object:
        if not may_change_local(request.user, data["unit"].pk if data["unit"] else None):
            raise Forbidden("Bạn chỉ được ghi nội dung của đơn vị mình phụ trách.")
        return services.add_entry(
            found,
            kind=data["kind"],
            value=form.value(),
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            unit=data["unit"],
            decision=data["decision"],
            actor=actor_of(request.user),
        )

    return act(
        request,
        form,
        run,
        title=_("Thêm nội dung của địa phương"),
        back=(found.display_code, reverse("procedures:local", args=[uid])),
        done=_("Đã thêm. Trang công khai hiện cả nội dung chung và nội dung của địa phương."),
        said=found.name,
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID, entry: UUID) -> HttpResponse:
    found, row = _entry(request, uid, entry)
    return act(
        request,
        EndForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()}),
        lambda data: services.end_entry(row, on=data["on"], actor=actor_of(request.user)),
        title=_("Chấm dứt nội dung của địa phương"),
        back=(found.display_code, reverse("procedures:local", args=[uid])),
        done=_("Đã chấm dứt; mục vẫn đọc được."),
        said=f"{row.get_kind_display()}: {row.said}",
    )


@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, uid: UUID, entry: UUID) -> HttpResponse:
    found, row = _entry(request, uid, entry)
    return act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda data: services.void_entry(row, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Hủy mục ghi nhầm"),
        back=(found.display_code, reverse("procedures:local", args=[uid])),
        done=_("Đã hủy: mục này coi như chưa từng áp dụng, và vẫn đọc được."),
        said=f"{row.get_kind_display()}: {row.said}",
        danger=True,
    )


def _sides(pair: Any) -> tuple[str, str, Any]:
    """What holds everywhere, what the province settled instead, and the entry that says so."""
    return (
        queries.said(pair.national) if pair.national else "",
        queries.said(pair.entry.value) if pair.entry else "",
        pair.entry,
    )


def _entry(request: HttpRequest, uid: UUID, entry: UUID) -> tuple[Any, Any]:
    found = procedure_for(request.user, uid, "local.change")
    row: Any = queries.entry_for(found, entry)
    if not may_change_local(request.user, row.unit_id):
        raise Forbidden("Bạn chỉ được sửa nội dung của đơn vị mình phụ trách.")
    queries.fill_shown([row], clock.today())
    return found, row
