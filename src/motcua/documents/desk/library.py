"""The library of legal documents on the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.forms import LawChangeForm, LawForm, ReasonForm, RelationForm
from motcua.documents.permissions import may_change_document
from motcua.documents.queries import law, reviews
from motcua.documents.queries.resting import rests_on
from motcua.documents.services.files import take_upload
from motcua.documents.services.law import LawFacts, add_document, add_relation, change_document, void_relation
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, Stale
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries.scopes import offered_units
from motcua.organisations.queries.units import names_on, unit_of
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.forms import add_errors, told_again
from motcua.ui.language import spoken
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond, state_column, state_filter
from motcua.ui.trail import latest

CHANGE = "legal_documents.change"
STATES = {
    "in_force": Badge(_("Còn hiệu lực"), Tone.DONE),
    "amended": Badge(_("Đã sửa đổi, bổ sung"), Tone.RISK),
    "ended": Badge(_("Hết hiệu lực"), Tone.LATE),
    "not_yet": Badge(_("Chưa có hiệu lực"), Tone.PLAIN),
}
PHASES = {
    "issued": (_("Ban hành"), "plain"),
    "in_force": (_("Có hiệu lực"), "done"),
    "amends": (_("Được sửa đổi, bổ sung bởi"), "risk"),
    "replaces": (_("Bị thay thế bởi"), "late"),
    "repeals": (_("Bị bãi bỏ bởi"), "late"),
    "ended": (_("Hết hiệu lực theo chính văn bản"), "late"),
}


def _year_options(request: HttpRequest) -> list[Option]:
    return [Option(str(year), str(year)) for year in law.years(request.user)]


def _kind_options(_request: HttpRequest) -> list[Option]:
    return [Option(code, name) for code, name in law.kinds()]


def _issuer_options(request: HttpRequest) -> list[Option]:
    return [Option(key, name) for key, name in law.issuers(request.user)]


def _of_years(rows: QuerySet[Any], years: Sequence[str]) -> QuerySet[Any]:
    return rows.filter(issued_on__year__in=[int(y) for y in years])


LIBRARY = ListSpec(
    key="legal_documents",
    title=_("Kho văn bản"),
    columns=(
        Column(
            key="number",
            label=_("Số, ký hiệu"),
            value=lambda d: d.number or gettext("Không số"),
            template="documents/desk/number_cell.html",
            sort=("sort_key",),
        ),
        Column(key="kind", label=_("Loại"), value=lambda d: d.get_kind_display()),
        Column(key="subject", label=_("Trích yếu"), wide=True),
        Column(key="issuer", label=_("Cơ quan ban hành")),
        Column(key="issued_on", label=_("Ngày ban hành"), kind="date", sort=("issued_on",)),
        state_column(STATES, label=_("Hiệu lực")),
    ),
    filters=(
        state_filter(STATES, label=_("Hiệu lực")),
        ChoiceFilter(
            key="kind", label=_("Loại văn bản"), apply="kind", control="select",
            options=_kind_options,
        ),
        ChoiceFilter(
            key="issuer", label=_("Cơ quan ban hành"), apply="issuer_key", control="select", options=_issuer_options
        ),
        ChoiceFilter(key="year", label=_("Năm"), apply=_of_years, control="select", options=_year_options),
    ),
    search=law.KIND,
    search_label=_("Tìm văn bản"),
    search_hint=_("Số theo cách viết nào cũng được (17-NQ/TW, 17/NQ-TW), hoặc vài chữ của trích yếu, có dấu hay không dấu"),
    default_sort="-issued_on",
    export_name="kho-van-ban",
    empty=Empty(
        title=_("Kho chưa có văn bản nào"),
        text=_("Văn bản pháp luật và văn bản chỉ đạo được giữ ở đây, với hiệu lực và quan hệ của chúng. "
            "Quản trị viên nạp kho đi kèm phần mềm bằng lệnh «motcua library load»."),
    ),
)  # fmt: skip


@require_safe
def library(request: HttpRequest) -> HttpResponseBase:
    rows = law.library(request.user, clock.today())
    context = {"may_add": has_any_grant(request.user, CHANGE), "queue_url": reverse("documents:reviews")}
    return respond(request, LIBRARY, rows, template="documents/desk/library.html", context=dict(context))


@require_safe
def document(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = law.document_for(request.user, uid)
    ties = law.ties_of(found, request.user)
    citing = list(law.resting_on(found)[:50])
    context = {
        "document": found,
        "title": law.title_of(found),
        "state": STATES[law.state_on(found, clock.today())],
        "facts": _facts(found),
        "life": _life(found, ties),
        "ties": _grouped(ties),
        "citing": reviews.shown(request.user, citing),
        "citing_count": law.resting_on(found).count(),
        "rests": rests_on(request.user, found),
        "history": latest(law.ref_of(found)),
        "may_change": may_change_document(request.user, found),
        "ref": law.ref_of(found),
    }
    return render(request, "documents/desk/document.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE)
    told = {name: request.GET[name] for name in LawForm.FROM_ADDRESS if request.GET.get(name)}
    form = LawForm(request.POST or None, request.FILES or None, units=offered_units(request.user, CHANGE), initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            unit = unit_of(form.cleaned_data["owner_unit"]) if form.cleaned_data["owner_unit"] else None
            made = add_document(
                LawFacts(**form.facts()),
                actor=actor_of(request.user),
                owner_unit=unit.pk if unit else None,
                file=take_upload(form.cleaned_data["file"], field="file", actor=actor_of(request.user)),
            )
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, gettext("Đã đưa {title} vào kho.").format(title=law.title_of(made)))
            return redirect("documents:document", made.uid)
    return render(
        request, "documents/desk/document_form.html", {"form": form, "title": gettext("Thêm văn bản vào kho")}
    )


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = law.document_for(request.user, uid, CHANGE)
    form = LawChangeForm(request.POST or None, request.FILES or None, initial=LawForm.initial_of(found), new=False)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            change_document(
                found,
                LawFacts(**form.facts()),
                actor=actor_of(request.user),
                version=form.cleaned_data["version"],
                file=take_upload(form.cleaned_data["file"], field="file", actor=actor_of(request.user)),
            )
        except Invalid as error:
            add_errors(form, error)
        except Stale as error:
            status = told_again(form, law.document_for(request.user, uid, CHANGE).version, error)
        else:
            messages.success(request, gettext("Đã lưu."))
            return redirect("documents:document", found.uid)
    context = {"form": form, "title": gettext("Sửa {title}").format(title=law.title_of(found)), "document": found}
    return render(request, "documents/desk/document_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def relate(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = law.document_for(request.user, uid, CHANGE)
    form = RelationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            target = law.one_named(request.user, data["target"])
            add_relation(found, data["kind"], target, actor=actor_of(request.user), on=data["on"], note=data["note"])
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, gettext("Đã thêm quan hệ."))
            return redirect("documents:document", found.uid)
    context = {"form": form, "title": gettext("Thêm quan hệ"), "document": found, "document_title": law.title_of(found)}
    return render(request, "documents/desk/relation_form.html", context)


@require_http_methods(["GET", "POST"])
def unrelate(request: HttpRequest, uid: UUID) -> HttpResponse:
    relation = law.relation_for(request.user, uid, CHANGE)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        void_relation(relation, actor=actor_of(request.user), reason=form.cleaned_data["reason"])
        messages.success(request, gettext("Đã bỏ quan hệ."))
        return redirect("documents:document", relation.source.uid)
    context = {
        "form": form,
        "title": gettext("Bỏ quan hệ"),
        "document": relation.source,
        "document_title": law.title_of(relation.source),
        "sentence": f"{relation.get_kind_display()}: {law.title_of(relation.target)}",
    }
    return render(request, "documents/desk/unrelate_form.html", context)


def _facts(found: Any) -> list[dict[str, Any]]:
    names = names_on([found.owner_unit_id], clock.today()) if found.owner_unit_id else {}
    rows = [
        (_("Loại văn bản"), found.get_kind_display(), True),
        (_("Số, ký hiệu"), found.number, True),
        (_("Cơ quan ban hành"), found.issuer, True),
        (_("Ngày ban hành"), _day(found.issued_on), True),
        (_("Có hiệu lực từ"), _day(found.valid_from), True),
        (_("Hết hiệu lực từ"), _day(found.valid_to), False),
        (_("Độ chắc chắn"), found.get_certainty_display(), True),
        (_("Ai được xem"), found.get_access_display(), True),
        (_("Đơn vị quản lý"), names.get(found.owner_unit_id), False),
        (_("Ghi chú"), found.note, False),
    ]
    return [{"label": label, "value": value} for label, value, always in rows if always or value]


def _day(day: date | None) -> str:
    return formats.short_date(day, spoken()) if day else ""


def _life(found: Any, ties: list[law.Tie]) -> list[dict[str, Any]]:
    entries = []
    for phase in law.life_of(found, ties):
        words, tone = PHASES[phase.what]
        title = f"{words} {law.title_of(phase.by)}" if phase.by else str(words)
        url = reverse("documents:document", args=[phase.by.uid]) if phase.by else ""
        when = _day(phase.on) or gettext("Chưa rõ ngày")
        entries.append({"title": f"{when}: {title}", "url": url, "tone": tone})
    return entries


def _grouped(ties: Iterable[law.Tie]) -> list[dict[str, Any]]:
    """Relations under the words of their kind and direction, in the order of `ties_of`."""
    groups: dict[str, dict[str, Any]] = {}
    for tie in ties:
        words = str(tie.relation.get_kind_display() if tie.outgoing else law.INVERSE[tie.relation.kind])
        group = groups.setdefault(words, {"words": words, "ties": []})
        group["ties"].append(
            {"title": law.title_of(tie.other), "other": tie.other, "relation": tie.relation, "outgoing": tie.outgoing}
        )
    return list(groups.values())
