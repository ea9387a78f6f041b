"""A list page, a form that saves itself and the gallery, with addresses of their own: ROOT_URLCONF of the tests of `ui`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import include, path

from motcua.kernel import clock, search
from motcua.kernel.errors import Invalid, Refused
from motcua.kernel.models import AccessRecord
from motcua.ui import gallery
from motcua.ui.badges import Badge, Tone
from motcua.ui.forms import add_errors
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond

FIRST = datetime(2026, 11, 2, 8, 0, tzinfo=clock.ZONE)
NAMES = ("Nguyễn Thị Ánh", "Lê Văn Đức", "Trần Thị Bích", "Phạm Quốc Việt")
WHATS = ("Số điện thoại", "Căn cước", "Địa chỉ")

RECORDS = ListSpec(
    key="records",
    title="Lần đọc hồ sơ cá nhân",
    columns=(
        Column(key="reader_name", label="Người đọc", link=lambda row: f"/doc/{row.pk}/", sort=("reader_name",)),
        Column(key="what", label="Đã đọc", wide=True, sort=("what",)),
        Column(key="at", label="Lúc", kind="moment", sort=("at",)),
        Column(key="size", label="Dài", kind="number", value=lambda row: len(row.what)),
        Column(
            key="state", label="Loại", value=lambda row: Badge("Quá hạn", Tone.LATE) if row.what == "Căn cước" else None
        ),
    ),
    filters=(
        ChoiceFilter(key="what", label="Đã đọc", options=[Option(what, what) for what in WHATS], apply="what"),
        DateFilter(key="at", label="Ngày", field="at", moments=True),
    ),
    search="access",
    default_sort="-at",
    page_size=5,
    export_name="lan-doc",
    empty=Empty(title="Chưa ai đọc", text="Mỗi lần đọc hiện ở đây."),
)


def make_records(count: int, **fixed: Any) -> list[AccessRecord]:
    """`count` records an hour apart, newest last, findable by reader and subject."""
    rows = [
        AccessRecord(
            **{
                "reader": f"officer:{number}",
                "reader_name": NAMES[number % len(NAMES)],
                "subject": f"dossier:{number}",
                "what": WHATS[number % len(WHATS)],
                "at": FIRST + timedelta(hours=number),
            }
            | fixed
        )
        for number in range(count)
    ]
    AccessRecord.objects.bulk_create(rows)
    saved = list(AccessRecord.objects.order_by("pk"))[-count:] if count else []
    search.index_many("access", [search.Entry(row.pk, row.reader_name, [(row.what, 2)]) for row in saved])
    return saved


def records(request: HttpRequest) -> HttpResponseBase:
    return respond(request, RECORDS, AccessRecord.objects.all())


SAVED: list[dict[str, str]] = []
ANSWERS = {"autosave": 204}


def form_page(request: HttpRequest) -> HttpResponse:
    form = gallery.GalleryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and request.headers.get("X-Autosave"):
        if ANSWERS["autosave"] == 204:
            SAVED.append(request.POST.dict())
        return HttpResponse(status=ANSWERS["autosave"])
    if request.method == "POST" and form.is_valid():
        return redirect("/thu/danh-sach/")
    if form.is_bound:
        add_errors(form, Invalid("Chưa lưu được."))
    return render(request, "ui/gallery/form_page.html", {"form": form})


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused("Kỳ {period} đã chốt.", period="10/2026")


def explode(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("kaputt")


urlpatterns = [
    path("thu/danh-sach/", records),
    path("thu/mau/", form_page),
    path("thu/tu-choi/", refuse),
    path("thu/no/", explode),
    path("thu/bo-mau/", gallery.show),
    path("thu/bo-mau/<slug:part>/", gallery.fragment),
    path("", include("motcua.config.urls")),
]
handler400 = "motcua.ui.pages.bad_request"
handler403 = "motcua.ui.pages.forbidden"
handler404 = "motcua.ui.pages.not_found"
handler500 = "motcua.ui.pages.server_error"
