"""Biểu II.06a of a period, and the register whose lines stand behind each of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.documents.writing import XLSX, to_pdf, to_xlsx
from motcua.dossiers.desk.words import STANDING_BADGES, STATE_BADGES
from motcua.dossiers.queries import listing
from motcua.dossiers.queries import summary as queries
from motcua.dossiers.queries.clocks import standing
from motcua.dossiers.queries.words import CHANNELS, COLLECTED
from motcua.dossiers.rules.summary import COLUMNS, GROUPS, Line, broken, total
from motcua.dossiers.writing.summary import summary_paper, summary_sheet
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotFound
from motcua.organisations.permissions import has_any_grant, require
from motcua.organisations.queries.units import header_on
from motcua.ui.downloads import disposition
from motcua.ui.errors import text_of
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond
from motcua.ui.lists.filters import parse_day


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFilter(DateFilter):
    """The days of the form: which dossiers they mean is said by the column that is asked for, so nothing is narrowed here."""

    def _narrow(self, rows: Any, low: date | None, high: date | None) -> Any:  # noqa: ARG002 - the signature of the filter
        return rows


def _told(key: str, label: Any, options: Sequence[Option]) -> ChoiceFilter:
    return ChoiceFilter(key=key, label=label, options=options, apply=lambda rows, _values: rows, control="select")


REGISTER = ListSpec(
    key="dossier-register",
    title=_("Sổ theo dõi hồ sơ"),
    columns=(
        Column(
            key="code",
            label=_("Mã hồ sơ"),
            kind="code",
            link=lambda row: reverse("dossiers:dossier", args=[row.uid]) if row.opens else None,
        ),
        Column(key="procedure", label=_("Thủ tục"), wide=True, value=lambda row: row.procedure.name),
        Column(key="holder_name", label=_("Tổ chức, cá nhân"), kind="name"),
        Column(key="channel", label=_("Kênh nộp"), value=lambda row: str(CHANNELS[row.channel]), shown=False),
        Column(key="unit_name", label=_("Cơ quan chủ trì")),
        Column(key="received_at", label=_("Nhận"), kind="date", sort=("received_at", "pk")),
        Column(key="promised_at", label=_("Hẹn trả"), kind="date", sort=("promised_at", "pk")),
        Column(key="due_at", label=_("Đến hạn"), kind="moment", sort=("due_at", "pk"), shown=False),
        Column(key="ended_at", label=_("Giải quyết xong"), kind="date", sort=("ended_at", "pk")),
        Column(key="returned_at", label=_("Trả kết quả"), kind="moment", sort=("returned_at", "pk"), shown=False),
        Column(
            key="collected",
            label=_("Người nhận"),
            value=lambda row: str(COLLECTED.get(row.collected_by, "")),
            shown=False,
        ),
        Column(
            key="standing",
            label=_("So với hạn"),
            value=lambda row: STANDING_BADGES[standing(row, clock.now())],
            export=lambda row: str(STANDING_BADGES[standing(row, clock.now())]),
        ),
        Column(
            key="state",
            label=_("Trạng thái"),
            value=lambda row: STATE_BADGES[row.state],
            export=lambda row: str(STATE_BADGES[row.state]),
        ),
    ),
    default_sort="received_at",
    export_name="so-theo-doi-ho-so",
    empty=Empty(
        title=_("Không có hồ sơ nào trong sổ"), text=_("Đổi kỳ, đơn vị hoặc cột của biểu để xem các hồ sơ khác.")
    ),
)


@dataclass(frozen=True, slots=True)
class _Asked:
    period: queries.Period
    unit: tuple[int, str, str] | None

    @property
    def address(self) -> dict[str, str]:
        found = {"ky_from": f"{self.period.first:%d/%m/%Y}", "ky_to": f"{self.period.last:%d/%m/%Y}"}
        return found | ({"don_vi": self.unit[1]} if self.unit else {})


@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """The form of a period for a unit and those under it; each number leads to its dossiers."""
    require(request.user, "dossiers.figures")
    units = queries.units_told(request.user)
    wrong, status = "", 200
    try:
        asked = _asked(request, units)
    except Invalid as error:
        wrong, status = text_of(error.errors[0]), error.status
        asked = _Asked(queries.period_of(None, None), None)
    lines, whole = _lines(request, asked)
    address = urlencode(asked.address)
    context = {
        "asked": asked,
        "reads": has_any_grant(request.user, "dossiers.read"),
        "wrong": wrong,
        "units": units,
        "lines": lines,
        "whole": whole,
        "columns": [(n, _(title)) for n, title in COLUMNS.items()],
        "groups": [(_(title), last - first + 1) for title, first, last in GROUPS],
        "broken": list(broken([*lines, whole])),
        "address": address,
        "files": [
            (ending, f"{reverse('dossiers:summary_file', args=[ending])}?{address}") for ending in ("pdf", "xlsx")
        ],
    }
    return render(request, "dossiers/desk/summary.html", context, status=status)


@require_safe
def summary_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The form as PDF or XLSX."""
    require(request.user, "dossiers.figures")
    asked = _asked(request, queries.units_told(request.user))
    lines, whole = _lines(request, asked)
    period, today = asked.period, clock.today()
    unit = asked.unit[2] if asked.unit else gettext("Các đơn vị trong phạm vi được xem")
    if ending == "xlsx":
        body, media = to_xlsx(summary_sheet(lines, whole, first=period.first, last=period.last, unit=unit)), XLSX
    elif ending == "pdf":
        head = header_on(asked.unit[0], today) if asked.unit else None
        header = {"parent": head.parent, "body": head.body, "place": head.place} if head else {"body": unit}
        paper = summary_paper(lines, whole, first=period.first, last=period.last, unit=unit, header=header, on=today)
        body, media = to_pdf(paper), "application/pdf"
    else:
        raise NotFound("Biểu không xuất ra dạng này.", code="no_form")
    response = HttpResponse(body, content_type=media)
    response["Content-Disposition"] = disposition(f"II-06a-{period.first:%Y%m%d}-{period.last:%Y%m%d}.{ending}")
    return response


@require_safe
def register(request: HttpRequest) -> HttpResponseBase:
    """Sổ theo dõi: what was taken in within the period; with a column of the form, the dossiers behind it."""
    require(request.user, "dossiers.figures")
    units = queries.units_told(request.user)
    asked = _asked(request, units)
    lines = queries.summary(request.user, asked.period, unit=asked.unit[0] if asked.unit else None)
    field = next((line.key for line in lines if line.key == request.GET.get("linh_vuc")), "")
    column = next((n for n in COLUMNS if str(n) == request.GET.get("cot")), 0)
    rows = queries.counted(
        request.user, asked.period, unit=asked.unit[0] if asked.unit else None, field=field, column=column
    )
    if not column:
        rows = rows.filter(received_at__gte=asked.period.begins)
    masked, reads = not has_any_grant(request.user, "dossiers.handle"), has_any_grant(request.user, "dossiers.read")

    def fill(found: Sequence[Any]) -> None:
        """Whoever only counts sees codes and procedures, and opens none."""
        listing.fill(found, masked=masked)
        for row in found:
            row.opens = reads

    spec = replace(
        REGISTER,
        filters=(
            PeriodFilter(key="ky", label=_("Kỳ"), field="received_at", moments=True),
            _told("don_vi", _("Đơn vị"), [Option(code, name) for _key, code, name in units]),
            _told("linh_vuc", _("Lĩnh vực"), [Option(line.key, _field(line)) for line in lines]),
            _told(
                "cot", _("Cột của biểu II.06a"), [Option(str(n), f"({n}) {_(title)}") for n, title in COLUMNS.items()]
            ),
        ),
        select=fill,
    )
    return respond(
        request,
        spec,
        rows.select_related("procedure", "holder"),
        template="dossiers/desk/register.html",
        context={"asked": asked, "reads": reads, "address": urlencode(asked.address)},
    )


def _asked(request: HttpRequest, units: Sequence[tuple[int, str, str]]) -> _Asked:
    first, last = (parse_day(request.GET.get(name, "").strip()) for name in ("ky_from", "ky_to"))
    unit = next((one for one in units if one[1] == request.GET.get("don_vi")), None)
    return _Asked(queries.period_of(first, last), unit)


def _lines(request: HttpRequest, asked: _Asked) -> tuple[list[Line], Line]:
    found = queries.summary(request.user, asked.period, unit=asked.unit[0] if asked.unit else None)
    lines = [replace(line, title=_field(line)) for line in found]
    return lines, total(gettext("Tổng số"), lines)


def _field(line: Line) -> str:
    return line.title or gettext("Không ghi lĩnh vực")
