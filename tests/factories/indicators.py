"""An indicator over real records: the papers of a unit's library, and those of them that are decisions. Both sides are dated and known since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from motcua.documents.models import LegalDocument
from motcua.kernel.indicators import Indicator, Kind, Row, Side, Value, Window, indicators
from motcua.kernel.refs import Ref
from motcua.organisations.queries.counting import Counted
from motcua.organisations.queries.scopes import codes_of, within

QUARTER = Window(date(2026, 7, 1), date(2026, 9, 30))


def _papers(window: Window, _as_of: datetime) -> QuerySet[LegalDocument]:
    return LegalDocument.objects.filter(issued_on__range=(window.start, window.end))


def _decisions(rows: QuerySet[LegalDocument], _window: Window, _as_of: datetime) -> QuerySet[LegalDocument]:
    return rows.filter(kind="decision")


def _rows(found: Sequence[LegalDocument]) -> Iterable[Row]:
    codes = codes_of(d.owner_unit_id for d in found)
    return [Row(Ref.to("legal_document", d.uid), d.subject, codes[d.owner_unit_id], d.issued_on) for d in found]


RATIO: Counted[Any] = Counted(_papers, _rows, _decisions, unit="owner_unit", order=("issued_on", "pk"))
COUNT: Counted[Any] = Counted(_papers, _rows, unit="owner_unit")


def ratio(key: str = "test.decisions", **others: Any) -> Indicator:
    """Decisions of all papers."""
    given: dict[str, Any] = {
        "title": "Văn bản là quyết định",
        "kind": Kind.RATIO,
        "source": "Quy ước của bài thử",
        "formula": "Quyết định chia cho mọi văn bản",
        "owner": "Người thử",
        "measure": "văn bản",
        "value": RATIO.value,
        "rows": RATIO.rows,
        "by_unit": RATIO.by_unit,
        "series": RATIO.series,
    }
    return Indicator(key=key, **(given | others))


def count(key: str = "test.papers", **others: Any) -> Indicator:
    made = ratio(key, kind=Kind.COUNT, value=COUNT.value, rows=COUNT.rows, by_unit=COUNT.by_unit, series=COUNT.series)
    return replace(made, **others) if others else made


def length(key: str, kind: Kind) -> Indicator:
    """Letters of the papers' subjects: their sum, mean or median. Without `by_unit`, as some indicators are."""

    def amounts(unit: int | None, window: Window, as_of: datetime) -> list[tuple[LegalDocument, Decimal]]:
        rows = within(_papers(window, as_of), unit, window.structure_on(as_of), "owner_unit").order_by("pk")
        return [(d, Decimal(len(d.subject))) for d in rows]

    def value(unit: int | None, window: Window, as_of: datetime) -> Value:
        found = sorted(amount for _, amount in amounts(unit, window, as_of))
        number = Decimal(len(found))
        if kind is Kind.MEDIAN:
            half = len(found) // 2
            middle = None if not found else found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2
            return Value(middle, number, kind)
        return Value(sum(found, Decimal(0)), number if kind is Kind.MEAN else None, kind)

    def rows(unit: int | None, window: Window, as_of: datetime, side: Side) -> Iterator[Row]:
        if side == ("numerator" if kind is Kind.SUM else "denominator"):
            codes = codes_of(d.owner_unit_id for d, _ in amounts(unit, window, as_of))
            for d, amount in amounts(unit, window, as_of):
                yield Row(
                    Ref.to("legal_document", d.uid), d.subject, codes[d.owner_unit_id], d.issued_on, amount=amount
                )

    return ratio(key, kind=kind, value=value, rows=rows, by_unit=None, series=None)


@contextmanager
def declared(*entries: Indicator) -> Iterator[None]:
    """These indicators alone are in the catalogue, for the time of a test."""
    before = dict(indicators._entries)
    indicators._entries.clear()
    indicators._entries.update({one.key: one for one in entries})
    try:
        yield
    finally:
        indicators._entries.clear()
        indicators._entries.update(before)
