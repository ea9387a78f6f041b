"""Units by the share of work done on time: places, both counts, each of them open; sorted as one likes; as a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.documents.writing import XLSX, Column, Sheet, to_xlsx
from motcua.kernel.errors import NotFound
from motcua.kernel.indicators import Window
from motcua.organisations.permissions import require
from motcua.plans.desk.work import WORK
from motcua.plans.forms.urging import RankingForm
from motcua.plans.queries import ranking as queries
from motcua.plans.queries.ranking import LEAST, Place
from motcua.ui import formats
from motcua.ui.downloads import disposition
from motcua.ui.language import spoken
from motcua.ui.lists import Empty, respond

TITLES = {"cases": _("Việc đến hạn trong kỳ"), "on_time": _("Việc đúng hạn"), "missing": _("Việc quá hạn chưa nộp")}
SORTS: dict[str, tuple[Any, Any]] = {
    "name": (_("Đơn vị"), lambda p: p.unit.name),
    "place": (_("Hạng"), None),
    "share": (_("Tỷ lệ đúng hạn"), lambda p: (p.share is None, -(p.share or 0))),
    "on_time": (_("Đúng hạn"), lambda p: -p.unit.on_time),
    "cases": (_("Việc đến hạn"), lambda p: -p.unit.cases),
    "missing": (_("Quá hạn chưa nộp"), lambda p: -p.missing),
}
MANY = 20
"""From so many units on those without a place stand folded under the others."""


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    require(request.user, "occurrences.hand_in")
    form = RankingForm(request.GET or None)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    window = queries.window_of(given.get("from"), given.get("to"))
    least = given.get("least") or LEAST
    places = queries.ranking_of(request.user, window, least)
    if request.GET.get("export") == "xlsx":
        return _workbook(places, window, least)
    sort = request.GET.get("sort", "place")
    key = SORTS.get(sort, SORTS["place"])[1]
    address = {"from": _day(window.start), "to": _day(window.end), "least": least}
    here = reverse("plans:ranking")
    lines = [
        (p, {w: _rows(w, p.unit.key, address) for w in TITLES}) for p in (sorted(places, key=key) if key else places)
    ]
    ranked = [line for line in lines if line[0].place]
    folded = bool(ranked) and len(lines) > MANY
    context = {
        "form": form if form.is_bound and not form.is_valid() else RankingForm(initial=_initial(window, least)),
        "window": window,
        "least": least,
        "places": lines,
        "lines": ranked if folded else lines,
        "quiet": [line for line in lines if not line[0].place] if folded else [],
        "columns": [
            (name, label, f"{here}?{urlencode(address | {'sort': name})}") for name, (label, _key) in SORTS.items()
        ],
        "sort": sort if sort in SORTS else "place",
        "unranked": sum(p.place is None for p in places),
        "export": f"{here}?{urlencode(address | {'export': 'xlsx'})}",
    }
    return render(request, "plans/desk/ranking.html", context)


@require_safe
def rows(request: HttpRequest) -> HttpResponseBase:
    """The records behind one number."""
    require(request.user, "occurrences.hand_in")
    which = request.GET.get("so", "")
    form = RankingForm(request.GET)
    if which not in TITLES or not form.is_valid():
        raise NotFound("Không có trang này.")
    window = queries.window_of(form.cleaned_data["from"], form.cleaned_data["to"])
    spec = replace(
        WORK,
        key="ranking_rows",
        title=TITLES[which],
        filters=(),
        search="",
        export_name="xep-hang-viec",
        empty=Empty(title=_("Không có việc nào"), text=_("Trong kỳ này con số là 0.")),
    )
    found = queries.rows_of(request.user, which, window, request.GET.get("cua", ""))
    found = found.select_related("task__plan", "task__work_source", "task__parent", "unit")
    address = {"from": _day(window.start), "to": _day(window.end), "least": form.cleaned_data["least"] or LEAST}
    language = spoken()
    period = f"{formats.short_date(window.start, language)} – {formats.short_date(window.end, language)}"
    context: dict[str, object] = {"back": f"{reverse('plans:ranking')}?{urlencode(address)}", "period": period}
    return respond(request, spec, found, template="plans/desk/counted_rows.html", context=context)


def _workbook(places: list[Place], window: Window, least: int) -> HttpResponse:
    columns = [
        Column(gettext("Hạng"), "number"),
        Column(gettext("Đơn vị"), width=45),
        Column(gettext("Tỷ lệ đúng hạn"), "percent"),
        Column(gettext("Đúng hạn"), "number"),
        Column(gettext("Việc đến hạn"), "number"),
        Column(gettext("Quá hạn chưa nộp"), "number"),
    ]
    rows = [(p.place, p.unit.name, p.share, p.unit.on_time, p.unit.cases, p.missing) for p in places]
    language = spoken()
    dates = f"{formats.short_date(window.start, language)} – {formats.short_date(window.end, language)}"
    notes = [dates, gettext("Đơn vị có ít hơn {n} việc đến hạn không xếp hạng.").format(n=least)]
    made = to_xlsx(Sheet(pgettext("sheet", "Xếp hạng"), columns, rows, title=gettext("Xếp hạng đơn vị"), notes=notes))
    response = HttpResponse(made, content_type=XLSX)
    response["Content-Disposition"] = disposition(f"Xep-hang-{window.start}-{window.end}.xlsx")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _rows(which: str, unit: str, address: dict[str, Any]) -> str:
    return f"{reverse('plans:ranking_rows')}?{urlencode({**address, 'so': which, 'cua': unit})}"


def _initial(window: Window, least: int) -> dict[str, Any]:
    return {"from": window.start, "to": window.end, "least": least}


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
