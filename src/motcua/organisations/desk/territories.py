"""Places on the desk: search by any name they ever had, what became of the old ones."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.organisations.desk.form_page import form_page, tell
from motcua.organisations.desk.units import asked_date, views
from motcua.organisations.forms import ImportForm
from motcua.organisations.imports.territories import read_territories
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries import territories
from motcua.organisations.queries.units import committees_of
from motcua.organisations.services.territories import queue_import
from motcua.ui import formats
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond

CHANGE = "territories.change"


def _provinces(request: HttpRequest) -> list[Option]:
    return [Option(code, name) for code, name in territories.provinces_on(asked_date(request))]


PLACES = ListSpec(
    key="territories",
    title=_("Địa bàn"),
    columns=(
        Column(
            key="name",
            label=_("Tên"),
            link=lambda v: reverse("organisations:territory", args=[v.territory.code]),
            sort=("sort_key",),
            wide=True,
        ),
        Column(key="level", label=_("Cấp"), value=lambda v: v.territory.get_level_display()),
        Column(key="parent", label=_("Thuộc"), value=lambda v: v.parent_name),
        Column(key="code", label=_("Mã"), value=lambda v: v.territory.code, sort=("territory__code",)),
        Column(
            key="since",
            label=_("Từ ngày"),
            value=lambda v: None if v.valid_from == territories.EARLIEST else formats.short_date(v.valid_from),
        ),
    ),
    filters=(
        ChoiceFilter(
            key="level",
            label=_("Cấp"),
            apply="territory__level",
            options=[
                Option("province", _("cấp tỉnh")),
                Option("district", _("cấp huyện")),
                Option("commune", _("cấp xã")),
            ],
        ),
        ChoiceFilter(
            key="province", label=_("Tỉnh, thành phố"), apply=territories.within, control="select", options=_provinces
        ),
    ),
    search=territories.search_places,
    search_label=_("Tìm địa bàn"),
    search_hint=_("Tên hiện nay hoặc tên cũ, mã; thêm tên tỉnh để thu hẹp"),
    default_sort="name",
    export_name="dia-ban",
    empty=Empty(
        title=_("Chưa có địa bàn nào vào ngày này"),
        text=_("Quản trị viên nhập danh sách bằng lệnh «motcua territories import»."),
    ),
)


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    on = asked_date(request)
    rows = territories.with_parent_name(territories.places_on(on), on)
    return respond(
        request,
        PLACES,
        rows,
        template="organisations/desk/territories.html",
        context={
            "on": on,
            "tabs": views("territories", on),
            "may_change": has_any_grant(request.user, CHANGE),
        },
    )


@require_http_methods(["GET", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Take a file; what it is is told at once, the import itself runs in the background."""
    require(request.user, CHANGE)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload, since = form.cleaned_data["file"], form.cleaned_data["valid_from"]
        content = upload.read()
        try:
            read_territories(content, valid_from=since)
            job = queue_import(content, name=upload.name, valid_from=since, actor=actor_of(request.user))
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã nhận tệp; việc nhập đang chạy."))
            return redirect(job_address(job.uid) or reverse("organisations:territories"))
    back = reverse("organisations:territories")
    return form_page(request, form, title=gettext("Nhập địa bàn"), back=back, button=gettext("Nhập tệp"), files=True)


def job_address(uid: UUID) -> str:
    """The page of a running job, which a package above keeps; empty where it is not installed."""
    try:
        return reverse("portal:job", args=[uid])
    except NoReverseMatch:
        return ""


@require_safe
def territory(request: HttpRequest, code: str) -> HttpResponse:
    on = asked_date(request)
    found = territories.territory_named(code)
    names = territories.place_names([found.pk], on)
    old = territories.origins(found)
    old_names = territories.place_names_before({o.old_id: o.on for o in old})
    versions = territories.versions_of_territory(found)
    context: dict[str, Any] = {
        "territory": found,
        "on": on,
        "name": names.get(found.pk, found.code),
        "versions": [
            {
                "version": v,
                "since": None if v.valid_from == territories.EARLIEST else v.valid_from,
                "became": territories.became(found, v.valid_from, clock.today()),
            }
            for v in versions
        ],
        "origins": [{"succession": o, "name": old_names.get(o.old_id, o.old.code)} for o in old],
        "units": committees_of(found, on),
    }
    return render(request, "organisations/desk/territory.html", context)
