"""Taking a plan in: files, their order, the unit that answers for it; and the readings that wait for somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.queries.files import uploads_for
from motcua.documents.services.files import store_upload
from motcua.kernel import clock
from motcua.kernel.errors import AppError, NotFound
from motcua.organisations.permissions import actor_of, granted_units, has_any_grant, require
from motcua.organisations.queries.units import names_on, unit_of
from motcua.plans.desk.words import READING_STATES
from motcua.plans.forms import ImportForm
from motcua.plans.queries.readings import SEARCH_KIND, readings_for
from motcua.plans.services.readings import start_reading
from motcua.ui.errors import text_of
from motcua.ui.lists import Column, Empty, ListSpec, respond, state_column, state_filter

IMPORT = "plans.import"


def _named(rows: Any) -> None:
    names = names_on([r.owner_id for r in rows], clock.today())
    for row in rows:
        row.owner_name = names.get(row.owner_id, "")


READINGS = ListSpec(
    key="readings",
    title=_("Bản đọc kế hoạch"),
    columns=(
        Column(
            key="file_name",
            label=_("Tệp"),
            link=lambda r: reverse("plans:reading", args=[r.uid]),
            sort=("file_name", "pk"),
            wide=True,
        ),
        state_column(READING_STATES, sort=("state", "pk")),
        Column(key="owner_name", label=_("Đơn vị phụ trách")),
        Column(key="created_at", label=_("Đưa vào lúc"), kind="moment", sort=("created_at", "pk")),
    ),
    filters=(state_filter(READING_STATES),),
    search=SEARCH_KIND,
    search_label=_("Tìm theo tên tệp, số, trích yếu"),
    default_sort="-created_at",
    export_name="ban-doc-ke-hoach",
    select=_named,
    empty=Empty(
        title=_("Chưa có bản đọc nào"),
        text=_("Kế hoạch đưa vào hệ thống được đọc rồi chờ soát ở đây."),
        action_label=_("Nhận kế hoạch"),
        action_url="/desk/ke-hoach/nhan/",
    ),
)


@require_safe
def readings(request: HttpRequest) -> HttpResponseBase:
    may_import = has_any_grant(request.user, IMPORT)
    spec, rows = READINGS.offering(may_import), readings_for(request.user)
    return respond(request, spec, rows, template="plans/desk/readings.html", context={"may_import": may_import})


@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """One page: files are kept as soon as they arrive, so that nothing is sent twice; then their order; then reading starts."""
    require(request.user, IMPORT)
    units = _units(request.user)
    asked = request.POST if request.method == "POST" else request.GET
    kept = _kept(request.user, asked)
    if request.method != "POST":
        form = ImportForm(
            units=units, kept=bool(kept), initial={"unit": asked.get("unit") or _own(request.user, units)}
        )
        return _page(request, form, kept)
    form = ImportForm(request.POST, request.FILES, units=units, kept=bool(kept))
    if not form.is_valid():
        return _page(request, form, kept)
    refused = [told for upload in form.cleaned_data["files"] if (told := _keep(request.user, upload, kept))]
    if refused or (request.POST.get("step") != "order" and len(kept) > 1):
        for told in refused:
            messages.error(request, told)
        return redirect(_address(form.cleaned_data["unit"], kept))
    unit = unit_of(form.cleaned_data["unit"])
    require(request.user, IMPORT, unit)
    reading = start_reading(kept, owner=unit, actor=actor_of(request.user))
    return redirect("plans:reading", reading.uid)


def _page(request: HttpRequest, form: ImportForm, kept: list[Any]) -> HttpResponse:
    places = range(1, len(kept) + 1)
    return render(request, "plans/desk/import.html", {"form": form, "kept": kept, "places": places})


def _kept(user: Any, asked: QueryDict) -> list[Any]:
    """The files sent before, in the order asked for (`thu-tu-UID`), without those taken out."""
    uids = [uid for uid in dict.fromkeys(asked.getlist("tep")) if _is_uid(uid) and uid not in asked.getlist("bo")]
    try:
        files = uploads_for(user, uids[:20]) if uids else []
    except NotFound:
        return []
    place = {str(f.uid): asked.get(f"thu-tu-{f.uid}", "") for f in files}
    return sorted(files, key=lambda f: int(p) if (p := place[str(f.uid)]).isdigit() and len(p) < 4 else 999)


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _keep(user: Any, upload: Any, kept: list[Any]) -> str:
    """Keep one file; empty when it was taken, else why not."""
    try:
        kept.append(store_upload(upload, name=upload.name, actor=actor_of(user)))
    except AppError as error:
        return gettext("{name}: {reason}").format(name=upload.name, reason=text_of(error))
    return ""


def _address(unit: str, kept: list[Any]) -> str:
    query = QueryDict(mutable=True)
    query["unit"] = unit
    query.setlist("tep", [str(f.uid) for f in kept])
    return f"{reverse('plans:import')}?{query.urlencode()}"


def _units(user: Any) -> list[tuple[str, str]]:
    units = list(granted_units(user, IMPORT)[:2000])
    names = names_on([u.pk for u in units], clock.today())
    return sorted(((str(u.uid), names.get(u.pk, u.code)) for u in units), key=lambda c: c[1])


def _own(user: Any, units: list[tuple[str, str]]) -> str:
    """The person's own unit, where plans may be taken in for it."""
    own = actor_of(user).unit
    return next((uid for uid, name in units if name == own), "")
