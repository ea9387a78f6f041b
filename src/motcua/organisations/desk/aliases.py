"""How documents call units: the table of wordings, and trying what one means."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.organisations.desk.form_page import form_page, tell
from motcua.organisations.desk.units import views
from motcua.organisations.forms import AliasForm, DayReasonForm, TryForm
from motcua.organisations.permissions import actor_of, has_any_grant, has_grant, require
from motcua.organisations.queries import aliases
from motcua.organisations.queries.resolution import resolve_units
from motcua.organisations.queries.units import names_on
from motcua.organisations.services import aliases as services
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import Column, Empty, ListSpec, respond
from motcua.ui.trail import latest

CHANGE = "aliases.change"

ALIASES = ListSpec(
    key="unit_aliases",
    title=_("Cách gọi đơn vị trong văn bản"),
    columns=(
        Column(
            key="text",
            label=_("Cách gọi"),
            link=lambda a: reverse("organisations:alias", args=[a.uid]),
            sort=("folded",),
            wide=True,
        ),
        Column(
            key="owner", label=_("Trong văn bản của"), value=lambda a: a.owner_name or gettext("mọi đơn vị"), wide=True
        ),
        Column(key="rule", label=_("Nghĩa là"), value=lambda a: a.get_rule_display()),
        Column(key="units", label=_("Đơn vị"), value=lambda a: a.shown_units or None, wide=True),
        Column(key="since", label=_("Từ ngày"), kind="date", value=lambda a: a.valid_from, sort=("valid_from",)),
        Column(key="until", label=_("Đến trước ngày"), kind="date", value=lambda a: a.valid_to),
    ),
    search=aliases.search_aliases,
    search_label=_("Tìm cách gọi"),
    default_sort="text",
    export_name="cach-goi",
    select=aliases.fetch_units,
    empty=Empty(
        title=_("Chưa có cách gọi riêng nào"),
        text=_(
            "Các cách gọi chung như «các phòng chuyên môn», «các sở, ban, ngành» đã được hiểu sẵn; chỉ ghi thêm cách gọi riêng."
        ),
    ),
)

HOW = {
    "alias": _("theo bảng cách gọi"),
    "collective": _("theo cách gọi chung"),
    "name": _("theo tên vào ngày đó"),
    "former": _("theo tên cũ"),
    "list": _("theo từng phần của danh sách"),
    "part": _("chỉ hiểu được một phần"),
    "similar": _("gần giống tên, cần xem lại"),
    "none": _("không khớp đơn vị nào"),
}


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    """The table, and above it a place to try a wording (`?text=&issuer=&on=`)."""
    asked = any(name in request.GET for name in ("text", "issuer", "on"))
    form = TryForm(request.GET if asked else None, initial={"on": clock.today()})
    context: dict[str, object] = {
        "try_form": form,
        "answer": _answer(form.cleaned_data) if asked and form.is_valid() else None,
        "tabs": views("aliases", clock.today()),
        "may_change": has_any_grant(request.user, CHANGE),
    }
    return respond(request, ALIASES, aliases.aliases(), template="organisations/desk/aliases.html", context=context)


@require_safe
def alias(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = aliases.alias_of(str(uid))
    aliases.fetch_units([found])
    context = {
        "alias": found,
        "types": aliases.type_names(found.types),
        "history": latest(services.alias_ref(found)),
        "may_change": _may(request, found),
    }
    return render(request, "organisations/desk/alias.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE)
    initial = {"valid_from": clock.today(), "text": request.GET.get("text", ""), "rule": "units"}
    form = AliasForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        require(request.user, CHANGE, data["owner"])
        try:
            made = services.add_alias(
                data["text"],
                services.Meaning(**form.meaning()),
                owner=data["owner"],
                actor=actor_of(request.user),
                valid_from=data["valid_from"],
                valid_to=data["valid_to"],
            )
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã ghi cách gọi."))
            return redirect("organisations:alias", made.uid)
    back = reverse("organisations:aliases")
    return form_page(request, form, title=gettext("Thêm cách gọi"), back=back, button=gettext("Lưu cách gọi"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = aliases.alias_of(str(uid))
    require(request.user, CHANGE, found.owner)
    form = AliasForm(request.POST or None, initial=_initial(found), new=False)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_alias(found, services.Meaning(**form.meaning()), actor=actor_of(request.user))
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã sửa."))
            return redirect("organisations:alias", found.uid)
    return form_page(request, form, title=found.text, back=_address(found), button=gettext("Lưu sửa đổi"))


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = aliases.alias_of(str(uid))
    require(request.user, CHANGE, found.owner)
    form = DayReasonForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_alias(found, on=form.cleaned_data["on"], actor=actor_of(request.user))
        except AppError as error:
            tell(form, error)
        else:
            return redirect("organisations:alias", found.uid)
    title = gettext("Kết thúc cách gọi «{text}»").format(text=found.text)
    return form_page(request, form, title=title, back=_address(found), button=gettext("Kết thúc"), warning=True)


def _may(request: HttpRequest, found: Any) -> bool:
    if found.owner is None:
        return has_any_grant(request.user, CHANGE)
    return has_grant(request.user, CHANGE, found.owner)


def _address(found: Any) -> str:
    return reverse("organisations:alias", args=[found.uid])


def _answer(data: dict[str, Any]) -> dict[str, Any]:
    found = resolve_units(data["text"], issuer=data["issuer"], on=data["on"])
    names = names_on([u.pk for u in found.units], data["on"])
    return {
        "units": [{"code": u.code, "name": names[u.pk]} for u in found.units],
        "how": HOW[found.how.value],
        "badge": Badge(gettext("Chắc chắn"), Tone.DONE)
        if found.confident
        else Badge(gettext("Cần xem lại"), Tone.RISK),
        "unknown": found.unknown,
    }


def _initial(found: Any) -> dict[str, Any]:
    members = list(found.members.select_related("unit"))
    return {
        "rule": found.rule,
        "units": "\n".join(m.unit.code for m in members if not m.excluded),
        "excluded": "\n".join(m.unit.code for m in members if m.excluded),
        "base": found.base,
        "base_unit": found.base_unit.code if found.base_unit else "",
        "types": found.types,
        "name_prefix": found.prefix,
        "level": found.level,
    }
