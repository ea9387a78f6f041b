"""Which post takes which role of workflows in a unit: the roles as the unit has them today, naming, and what was named before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.units import nearest_version
from motcua.procedures.desk.frame import assignment_tabs
from motcua.procedures.forms.places import EndForm
from motcua.procedures.forms.role_posts import RolePostForm
from motcua.procedures.queries import holders as queries
from motcua.procedures.queries.workflows import role_kinds
from motcua.procedures.services.role_posts import end_named, name_post
from motcua.procedures.workflows import Where
from motcua.ui.acting import act

PLACES = {
    Where.UNIT: _("trong đơn vị và đơn vị trực thuộc"),
    Where.COUNTER: _("ở nơi tiếp nhận"),
    Where.ABOVE: _("ở cơ quan cấp trên"),
}


@require_safe
def roles(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Each role: how many people could take it today, by which post or by what rights; who says so may name another."""
    unit, today = queries.unit_for(request.user, uid), clock.today()
    names = {kind.key: gettext(kind.name) for kind in role_kinds(today)}
    rows = queries.roles_of(unit.pk, today)
    context = {
        "tabs": assignment_tabs("matrix"),
        "unit": unit,
        "name": nearest_version(unit, today).name,
        "rows": [(row, names[row.kind.key], PLACES[row.kind.where]) for row in rows],
        "lacking": sum(not row.people for row in rows),
        "past": [
            (row, names.get(row.kind, row.kind))
            for row in queries.named_over_time(unit.pk)
            if row.valid_to is not None and row.valid_to <= today
        ],
        "may": queries.may_name(request.user, unit),
    }
    return render(request, "procedures/desk/unit_roles.html", context)


@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    unit, today = queries.unit_for(request.user, uid, queries.NAME), clock.today()
    role = queries.kind_named(kind, today)
    form = RolePostForm(
        request.POST if request.method == "POST" else None,
        posts=queries.posts_for(unit.pk, role, today),
        initial={"valid_from": today},
    )
    return act(
        request,
        form,
        lambda data: name_post(unit, role=kind, actor=actor_of(request.user), **data),
        title=gettext("Chỉ định vị trí: {role}").format(role=gettext(role.name)),
        button=_("Chỉ định"),
        said=nearest_version(unit, today).name,
        hint=_(
            "Ai giữ vị trí này thì làm các bước của vai trò, ở mọi quy trình của đơn vị. Chưa có vị trí phù hợp thì lập ở trang của đơn vị."
        ),
        back=_back(unit),
        done=_("Đã chỉ định."),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    row: Any = queries.role_post_for(request.user, uid)
    return act(
        request,
        EndForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()}),
        lambda data: end_named(row, on=data["on"], actor=actor_of(request.user)),
        title=_("Thôi chỉ định vị trí"),
        said=row.post.title,
        back=_back(row.unit),
        done=_("Đã thôi chỉ định; người làm lại theo quyền và loại vị trí."),
    )


def _back(unit: Any) -> tuple[Any, str]:
    return _("Vai trò trong đơn vị"), reverse("procedures:unit_roles", args=[unit.uid])
