"""Books of outgoing documents: the registry clerk gives numbers, everybody in the office reads."""

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

from motcua.documents.forms import EntryForm, NumberForm, ReasonForm, SeriesForm, unit_choices
from motcua.documents.permissions import may_take_number
from motcua.documents.queries import numbers
from motcua.documents.services.files import take_upload
from motcua.documents.services.numbers import SignedDocument, cancel_number, enter_number, open_series, take_number
from motcua.documents.workflow import NumberState
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.organisations.permissions import actor_of, granted_units, has_any_grant, require
from motcua.organisations.queries.units import choices_on, names_on, unit_of, version_on
from motcua.ui.badges import Badge, Tone
from motcua.ui.forms import add_errors
from motcua.ui.lists import Column, DateFilter, Empty, ListSpec, respond, state_column, state_filter

STATES = {
    NumberState.ISSUED.value: Badge(_("Đã cấp"), Tone.DONE),
    NumberState.CANCELLED.value: Badge(_("Đã hủy"), Tone.LATE),
}


REGISTER = ListSpec(
    key="register",
    title=_("Sổ văn bản đi"),
    columns=(
        Column(
            key="text",
            label=_("Số, ký hiệu"),
            template="documents/desk/line_cell.html",
            sort=("number", "pk"),
        ),
        Column(key="issued_on", label=_("Ngày"), kind="date", sort=("issued_on", "pk")),
        Column(key="kind", label=_("Tên loại"), value=lambda n: n.get_kind_display(), shown=False),
        Column(
            key="subject",
            label=_("Tên loại, trích yếu"),
            value=lambda n: f"{n.get_kind_display()}: {n.subject}",
            export=lambda n: n.subject,
            wide=True,
        ),
        Column(key="signer", label=_("Người ký")),
        Column(key="recipients", label=_("Nơi nhận")),
        state_column(STATES, label=_("Tình trạng")),
        Column(
            key="cancel_reason",
            label=_("Lý do hủy, ghi chú"),
            value=lambda n: n.cancel_reason or n.note or None,
        ),
        Column(
            key="act",
            label=_("Việc"),
            value=lambda n: gettext("Hủy số") if n.may_cancel else None,
            link=lambda n: reverse("documents:cancel_number", args=[n.uid]) if n.may_cancel else None,
            exported=False,
        ),
    ),
    filters=(
        state_filter(STATES, label=_("Tình trạng")),
        DateFilter(key="issued", label=_("Ngày"), field="issued_on"),
    ),
    search=numbers.LINE_KIND,
    search_label=_("Tìm trong sổ"),
    search_hint=_("Số, trích yếu, người ký hoặc nơi nhận; có dấu hay không dấu đều được"),
    default_sort="-text",
    export_name="so-van-ban-di",
    empty=Empty(title=_("Sổ chưa có số nào"), text=_("Số đầu tiên được cấp sau khi có văn bản đã ký.")),
)


@require_safe
def books(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else today.year
    rows = list(numbers.series_of_year(request.user, year)[:500])
    names = names_on([s.unit_id for s in rows], min(today, today.replace(year=year, month=12, day=31)))
    context = {
        "year": year,
        "years": numbers.years(request.user) or [today.year],
        "books": [{"series": s, "unit": names.get(s.unit_id, s.unit.code), "title": numbers.title_of(s)} for s in rows],
        "may_open": has_any_grant(request.user, "numbers.open"),
    }
    return render(request, "documents/desk/books.html", context)


@require_safe
def register(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    series = numbers.series_for(request.user, uid)
    may = may_take_number(request.user, series)
    rows = numbers.register_of(series, cancellable=may)
    context = {
        "series": series,
        "book": numbers.title_of(series),
        "unit": names_on([series.unit_id], clock.today()).get(series.unit_id, series.unit.code),
        "may_take": may and (series.external or series.year == clock.today().year),
    }
    return respond(request, REGISTER, rows, template="documents/desk/register.html", context=context)


@require_http_methods(["GET", "POST"])
def open_book(request: HttpRequest) -> HttpResponse:
    require(request.user, "numbers.open")
    today = clock.today()
    found = choices_on(granted_units(request.user, "numbers.open"), today)
    choices = unit_choices(found)
    initial: dict[str, Any] = {"year": today.year}
    if len(found) == 1 and (version := version_on(found[0][0], today)) is not None:
        initial["body_symbol"] = version.abbreviation
    form = SeriesForm(request.POST or None, units=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        unit = unit_of(data.pop("unit"))
        require(request.user, "numbers.open", unit)
        try:
            series = open_series(unit=unit.pk, actor=actor_of(request.user), **data)
        except Invalid as error:
            add_errors(form, error)
        else:
            return redirect("documents:register", series.uid)
    return render(request, "documents/desk/book_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The next number for a signed paper document, or a number that another system gave."""
    series = numbers.series_for(request.user, uid, "numbers.take")
    form_type = EntryForm if series.external else NumberForm
    form = form_type(request.POST or None, request.FILES or None, only_kind=series.kind)
    if request.method == "POST" and form.is_valid():
        try:
            line = _given(request, series, dict(form.cleaned_data))
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, gettext("Đã vào sổ số {number}.").format(number=line.text))
            return redirect("documents:register", series.uid)
    context = {"form": form, "series": series, "book": numbers.title_of(series)}
    return render(request, "documents/desk/number_form.html", context)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    line = numbers.line_for(request.user, uid, "numbers.cancel")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_number(line, actor=actor_of(request.user), reason=form.cleaned_data["reason"])
        messages.success(request, gettext("Đã hủy số {number}; số vẫn còn trong sổ.").format(number=line.text))
        return redirect("documents:register", line.series.uid)
    context = {"form": form, "line": line, "book": numbers.title_of(line.series)}
    return render(request, "documents/desk/cancel_form.html", context)


def _given(request: HttpRequest, series: Any, data: dict[str, Any]) -> Any:
    scan = take_upload(data.pop("scan"), field="scan", actor=actor_of(request.user))
    actor = actor_of(request.user)
    text, issued_on = data.pop("text", ""), data.pop("issued_on", None)
    document = SignedDocument(scan=scan, **data)
    if series.external:
        return enter_number(series, actor=actor, document=document, text=text, issued_on=issued_on)
    return take_number(series, actor=actor, document=document)
