"""What people look for among the procedures although others settle it: the list, and its changes."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.forms.elsewhere import ElsewhereForm
from motcua.procedures.queries.elsewhere import Elsewhere, held_on
from motcua.procedures.services.elsewhere import drop_elsewhere, keep_elsewhere
from motcua.ui.acting import act

LIST_NAME = _("Việc cơ quan khác giải quyết")
_CHANGE = "synonyms.change"


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    require(request.user, _CHANGE)
    return render(request, "procedures/desk/elsewhere.html", {"title": LIST_NAME, "held": held_on(clock.today())})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Change the entry of `?muc=`, or write a new one."""
    require(request.user, _CHANGE)
    held = held_on(clock.today())
    known = _known(request) if request.GET.get("muc") else None
    initial = {"seen": held.override}
    if known:
        initial |= {"words": "\n".join(known.words), "unless": "\n".join(known.unless)}
        initial |= {"where": known.where, "where_en": known.where_en, "article": known.article}
    return act(
        request,
        ElsewhereForm(request.POST or None, initial=initial),
        lambda data: keep_elsewhere(
            Elsewhere(
                known.key if known else "",
                tuple(data["words"].splitlines()),
                tuple(data["unless"].splitlines()),
                data["where"],
                data["where_en"],
                data["article"],
            ),
            seen=data["seen"],
            actor=actor_of(request.user),
        ),
        title=_("Sửa việc cơ quan khác giải quyết") if known else _("Thêm việc cơ quan khác giải quyết"),
        button=_("Lưu"),
        back=(LIST_NAME, reverse("procedures:elsewhere")),
        done=_("Đã lưu. Tìm kiếm dùng ngay."),
    )


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest) -> HttpResponse:
    """Take the entry of `?muc=` off the list."""
    require(request.user, _CHANGE)
    known, seen = _known(request), held_on(clock.today()).override
    return act(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda _data: drop_elsewhere(known.key, seen=seen, actor=actor_of(request.user)),
        title=_("Bỏ việc cơ quan khác giải quyết"),
        said=known.where,
        back=(LIST_NAME, reverse("procedures:elsewhere")),
        done=_("Đã bỏ."),
    )


def _known(request: HttpRequest) -> Elsewhere:
    """Raises NotFound."""
    key = request.GET.get("muc", "")
    found = next((one for one in held_on(clock.today()).entries if one.key == key), None)
    if found is None:
        raise NotFound("Không có mục này.", code="no_elsewhere")
    return found
