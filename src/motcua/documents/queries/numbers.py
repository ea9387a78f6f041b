"""Number series and the register of outgoing documents."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.utils.translation import gettext as _

from motcua.documents.models import IssuedNumber, Kind, NumberSeries
from motcua.documents.permissions import may_cancel_number, may_read_series, may_take_number, readable_series
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.kernel.rules import rule

KIND = "number_series"
LINE_KIND = "issued_number"
"""Kind of the register's lines in the search index."""


def ref_of(series: NumberSeries) -> Ref:
    return Ref.to(KIND, series.uid)


def series_of_year(user: Any, year: int) -> QuerySet[NumberSeries]:
    """The series of a year whose units the user reads."""
    return (
        readable_series(NumberSeries.objects.filter(year=year), user)
        .select_related("unit")
        .order_by("unit", "kind", "normative")
    )


def series_for(user: Any, uid: UUID | str, action: str = "numbers.read") -> NumberSeries:
    """A series, if the user may do `action` with it. Raises NotFound, Forbidden."""
    found = NumberSeries.objects.select_related("unit").filter(uid=uid).first()
    if found is None or not may_read_series(user, found):
        raise NotFound("Không có sổ này, hoặc bạn không được xem.", code="no_series")
    if action == "numbers.take" and not may_take_number(user, found):
        raise Forbidden("Chỉ văn thư của đơn vị cấp số vào sổ này.")
    return found


def line_for(user: Any, uid: UUID | str, action: str = "numbers.read") -> IssuedNumber:
    """A line of a register, if the user may do `action` with it. Raises NotFound, Forbidden."""
    found = IssuedNumber.objects.select_related("series__unit", "file").filter(uid=uid).first()
    if found is None or not may_read_series(user, found.series):
        raise NotFound("Không có số này trong sổ, hoặc bạn không được xem.", code="no_number")
    if action == "numbers.cancel" and not may_cancel_number(user, found):
        raise Forbidden("Chỉ văn thư của đơn vị hủy số trong sổ này.")
    return found


def register_of(series: NumberSeries, *, cancellable: bool = False) -> QuerySet[IssuedNumber]:
    """All lines of a register, cancelled ones too, with `may_cancel` for a reader who may (`cancellable`)."""
    live = Case(When(state="issued", then=Value(cancellable)), default=Value(False), output_field=BooleanField())
    return IssuedNumber.objects.filter(series=series).select_related("series", "file").annotate(may_cancel=live)


def years(user: Any) -> list[int]:
    """Years that have books the user reads, newest first."""
    rows = readable_series(NumberSeries.objects.all(), user).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def title_of(series: NumberSeries) -> str:
    """What the book is called: of which documents, of which year."""
    what = Kind(series.kind).label if series.kind else _("mọi loại văn bản")
    title = _("Sổ văn bản đi năm {year}: {what}").format(year=series.year, what=str(what).lower())
    return f"{title} ({_('quy phạm pháp luật')})" if series.normative else title


def number_of(document: Ref) -> IssuedNumber | None:
    """The number a record bears; None when it has none or it was cancelled."""
    return IssuedNumber.objects.filter(document=str(document), state="issued").select_related("series").first()


def series_for_kind(unit: int, kind: str, on: date) -> NumberSeries | None:
    """The series of a unit that numbers documents of a type on a date: its own, else the shared one."""
    rows = NumberSeries.objects.filter(unit=unit, year=on.year, kind__in=[kind, ""], normative=False)
    return max(rows, key=lambda s: s.kind, default=None)


def abbreviation_of(kind: str, on: date) -> str:
    """What a type is abbreviated to in symbols on a date; empty for official letters and types without one."""
    value: dict[str, str] = rule("documents.type_abbreviations", on).value
    return value.get(kind, "")


def numbered_kinds(on: date) -> list[tuple[str, str]]:
    """Types that an office numbers on a date, as (code, name)."""
    value: dict[str, str] = rule("documents.type_abbreviations", on).value
    return [(k.value, str(k.label)) for k in Kind if k.value in value or k is Kind.LETTER]
