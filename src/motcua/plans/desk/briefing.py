"""Giao ban: a page a week or month for the office, a unit or a leader; its numbers open; paper and workbook; conclusions become tasks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.documents.writing import DOCX, XLSX, to_docx, to_pdf, to_xlsx
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import has_any_grant, require
from motcua.organisations.queries.units import unit_of
from motcua.plans.desk import briefing_paper as paper
from motcua.plans.desk import words
from motcua.plans.desk.work import WORK, fill
from motcua.plans.permissions import may_urge
from motcua.plans.queries import briefing as queries
from motcua.plans.queries.briefing import DONE, DUE, LATE, Scope
from motcua.plans.queries.work import may_give
from motcua.plans.rules.briefing import Span, parse, span_of
from motcua.ui import formats
from motcua.ui.downloads import disposition
from motcua.ui.language import spoken
from motcua.ui.lists import Empty, respond

TITLES = {DONE: _("Việc đã xong trong kỳ"), LATE: _("Việc quá hạn"), DUE: _("Việc đến hạn kỳ tới")}
FORMS = {"docx": DOCX, "xlsx": XLSX, "pdf": "application/pdf"}


@require_safe
def briefing(request: HttpRequest) -> HttpResponse:
    require(request.user, "occurrences.hand_in")
    scope = _scope(request)
    found, span = queries.briefing_of(scope), scope.span
    behind = {which: _rows(scope, which) for which in queries.COUNTS}
    context = {
        "span": span,
        "period": period_name(span),
        "scope": scope,
        "found": found,
        "lines": [(line, {which: f"{url}&cua={line.uid}" for which, url in behind.items()}) for line in found.lines],
        "opens": behind,
        "concluded": [(c, words.timing(c.occurrence, scope.cut)) for c in found.concluded],
        "units": queries.units_for(request.user),
        "leaders": queries.leaders_for(request.user, scope.day),
        "before": _here(scope, span.previous),
        "after": _here(scope, span.following),
        "other_kind": _here(scope, span_of("month" if span.kind == "week" else "week", min(span.last, clock.today()))),
        "until": span.following.last,
        "files": [
            (name.upper(), f"{reverse('plans:briefing_file', args=[name])}?{urlencode(_address(scope))}")
            for name in ("pdf", "docx", "xlsx")
        ],
        "conclude": _conclude(scope) if has_any_grant(request.user, "tasks.give") else "",
        "may_urge": may_urge(request.user),
        "now": scope.cut,
    }
    return render(request, "plans/desk/briefing.html", context)


@require_safe
def rows(request: HttpRequest) -> HttpResponseBase:
    """The records behind one number of the page."""
    require(request.user, "occurrences.hand_in")
    scope, which = _scope(request), request.GET.get("so", "")
    if which not in TITLES:
        raise NotFound("Không có trang này.")
    scope = queries.of_line(scope, request.GET.get("cua", ""))
    spec = replace(
        WORK,
        key="briefing_rows",
        title=TITLES[which],
        filters=(),
        search="",
        columns=tuple(
            replace(c, sort=("due_then", "pk")) if scope.past and c.key == "due_at" else c for c in WORK.columns
        ),
        select=lambda shown: fill([queries.as_told(one, scope) for one in shown], scope.cut),
        export_name="giao-ban",
        empty=Empty(title=_("Không có việc nào"), text=_("Trong kỳ này con số là 0.")),
    )
    found = queries.rows_of(which, scope).select_related("task__plan", "task__work_source", "task__parent")
    context: dict[str, object] = {"back": _here(scope, scope.span), "period": period_name(scope.span)}
    return respond(request, spec, found, template="plans/desk/counted_rows.html", context=context)


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The sheet as Word or PDF (one A4), or all of it as a workbook."""
    require(request.user, "occurrences.hand_in")
    if form not in FORMS:
        raise NotFound("Không có trang này.")
    scope = _scope(request)
    found = queries.briefing_of(scope)
    if form == "xlsx":
        content = to_xlsx(*paper.sheets(scope, found))
    else:
        made = paper.official(scope, found, _owner(request, scope), _about(request, scope))
        content = (to_docx if form == "docx" else to_pdf)(made, layout=paper.LAYOUT)
    response = HttpResponse(content, content_type=FORMS[form])
    response["Content-Disposition"] = disposition(f"Bieu-giao-ban-{scope.span.key}.{form}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def period_name(span: Span) -> str:
    """A period as the page calls it."""
    language = spoken()
    dates = f"{formats.short_date(span.first, language)} – {formats.short_date(span.last, language)}"
    if span.kind == "week":
        return gettext("Tuần {week} ({dates})").format(week=span.week, dates=dates)
    return pgettext("period", "Tháng {month}/{year}").format(month=span.first.month, year=span.first.year)


def _scope(request: HttpRequest) -> Scope:
    span = parse(request.GET.get("ky", "")) or span_of("week", clock.today())
    units, leaders = (request.GET.get(name, "") for name in ("don-vi", "lanh-dao"))
    known = {uid for uid, _name in queries.units_for(request.user)}
    return queries.scope_of(request.user, span, unit=units if units in known else "", leader=leaders)


def _address(scope: Scope, span: Span | None = None) -> dict[str, str]:
    given = {"ky": (span or scope.span).key, "don-vi": scope.unit, "lanh-dao": scope.leader}
    return {name: value for name, value in given.items() if value}


def _here(scope: Scope, span: Span) -> str:
    return f"{reverse('plans:briefing')}?{urlencode(_address(scope, span))}"


def _rows(scope: Scope, which: str) -> str:
    """The records behind a count; with `&cua=` and a unit after it those of that unit."""
    return f"{reverse('plans:briefing_rows')}?{urlencode(_address(scope) | {'so': which})}"


def _conclude(scope: Scope) -> str:
    """Giving work, filled in with the meeting."""
    said = paper.title_of(scope.span).split(" (")[0].lower()
    meeting = f"Họp giao ban {said}"
    given = {"kind": "conclusion", "issuer_name": meeting, "title": f"Kết luận {meeting[0].lower()}{meeting[1:]}"}
    return f"{reverse('plans:give')}?{urlencode(given)}"


def _owner(request: HttpRequest, scope: Scope) -> int:
    """The body in whose name the sheet stands: the one for which the user gives work, else the unit itself."""
    mine = may_give(request.user).order_by("pk").values_list("pk", flat=True).first()
    if mine is not None:
        return int(mine)
    found = queries.work_in(scope).order_by("pk").values_list("task__owner", flat=True).first()
    if found is not None:
        return int(found)
    if scope.unit:
        return unit_of(scope.unit).pk
    raise NotFound("Chưa có việc nào để giao ban.")


def _about(request: HttpRequest, scope: Scope) -> str:
    named: list[Any] = [name for uid, name in queries.units_for(request.user) if uid == scope.unit]
    named += [name for uid, name in queries.leaders_for(request.user, scope.day) if uid == scope.leader]
    return "; ".join(named)
