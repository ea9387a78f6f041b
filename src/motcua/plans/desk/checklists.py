"""Checklists of inspections and their numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries.units import names_on, unit_of
from motcua.plans.desk.acting import act
from motcua.plans.forms import inspections as inputs
from motcua.plans.queries import inspections as queries
from motcua.plans.services.checklists import issue_checklist


@require_safe
def checklists(request: HttpRequest) -> HttpResponse:
    rows = list(queries.checklists_for(request.user).order_by("owner", "kind", "-number"))
    names = names_on({c.owner_id for c in rows}, clock.today())
    context = {
        "rows": [(c, names.get(c.owner_id, ""), queries.kind_name(c.kind)) for c in rows],
        "may_manage": has_any_grant(request.user, "inspections.manage"),
    }
    return render(request, "plans/desk/checklists.html", context)


@require_safe
def checklist(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.checklist_for(request.user, uid)
    context = {
        "checklist": found,
        "kind": queries.kind_name(found.kind),
        "items": queries.items_of(found),
        "versions": queries.versions_of(found),
        "may_manage": has_any_grant(request.user, "inspections.manage"),
    }
    return render(request, "plans/desk/checklist.html", context)


@require_http_methods(["GET", "POST"])
def new_checklist(request: HttpRequest) -> HttpResponse:
    """A checklist, or the next number of one (`?tu=`)."""
    require(request.user, "inspections.manage")
    initial: dict[str, Any] = {"valid_from": clock.today()}
    if request.GET.get("tu"):
        old = queries.checklist_for(request.user, request.GET["tu"])
        lines = [f"{i.text} | {i.basis}" if i.basis else i.text for i in queries.items_of(old)]
        initial |= {"owner": str(old.owner.uid), "kind": old.kind, "title": old.title, "items": "\n".join(lines)}
    posted = request.POST if request.method == "POST" else None
    form = inputs.ChecklistForm(posted, initial=initial, owners=queries.owners(request.user))

    def run(data: dict[str, Any]) -> object:
        owner = unit_of(data.pop("owner"))
        require(request.user, "inspections.manage", owner)
        return issue_checklist(**data, owner=owner, actor=actor_of(request.user))

    back = (_("Danh mục kiểm tra"), reverse("plans:checklists"))
    hint = _("Lưu thành số mới; cuộc kiểm tra đã lập vẫn theo số cũ.")
    return act(request, form, run, title=_("Lập danh mục kiểm tra"), back=back, done=_("Đã lưu danh mục."), hint=hint)
