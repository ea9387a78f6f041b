"""Frozen figures: their history, their chains, the closings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from motcua.indicators.models import ClosedIndicator, Closing, Observation
from motcua.indicators.rules.frozen import chained, is_whole
from motcua.kernel.errors import N_, NotFound
from motcua.kernel.events import Break
from motcua.kernel.indicators import Window

_FACTS = (
    "key", "unit_code", "period", "window_start", "window_end", "kind", "numerator", "denominator", "as_of", "closed_at",
    "closed_by", "closed_by_name", "definition", "query", "reason", "sequence",
)  # fmt: skip


def facts_of(observation: Observation) -> dict[str, object]:
    """Everything that an observation's hash covers."""
    facts: dict[str, object] = {name: getattr(observation, name) for name in _FACTS}
    corrected = observation.corrects
    return facts | {
        "uid": str(observation.uid),
        "rows": observation.rows.digest,
        "corrects": str(corrected.uid) if corrected is not None else None,
    }


def observation_of(uid: UUID | str) -> Observation:
    """Raises NotFound."""
    found = Observation.objects.select_related("rows", "corrects", "unit").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có số liệu chốt này.", code="no_observation")
    return found


def history(key: str, unit: int | None) -> QuerySet[Observation]:
    """All observations of a figure, corrected ones too, the latest window first."""
    rows = Observation.objects.filter(key=key, unit=unit).select_related("rows", "corrected_by", "corrects")
    return rows.defer("rows__content").order_by("-window_end", "-window_start", "-sequence")


def closings() -> QuerySet[Closing]:
    return Closing.objects.order_by("-pk")


def closed_indicators(closing: Closing) -> QuerySet[ClosedIndicator]:
    return ClosedIndicator.objects.filter(closing=closing).order_by("key")


def closed_of(key: str, window: Window) -> ClosedIndicator | None:
    """When and by whom a window was closed for an indicator; None while it is open."""
    rows = ClosedIndicator.objects.filter(key=key, window_start=window.start, window_end=window.end)
    return rows.select_related("closing").first()


def broken_links(keys: Sequence[str] = ()) -> Iterator[Break]:
    """The first fault of each chain (of these keys, or of all): an observation changed, removed, or with other rows. Streams; one query."""
    rows = Observation.objects.select_related("rows", "corrects").order_by("key", "unit_code", "sequence")
    if keys:
        rows = rows.filter(key__in=keys)
    for name, chain in groupby(rows.iterator(chunk_size=200), key=lambda o: (o.key, o.unit_code)):
        sequence, previous = 0, ""
        for one in chain:
            fault = _fault(one, sequence, previous)
            if fault is not None:
                yield Break(f"indicator:{name[0]} {name[1]}".strip(), one.sequence, fault)
                break
            sequence, previous = one.sequence, one.hash


def _fault(one: Observation, sequence: int, previous: str) -> str | None:
    if one.sequence != sequence + 1:
        return N_("thiếu một số liệu chốt ở ngay trước")
    if one.previous_hash != previous:
        return N_("không nối tiếp số liệu chốt ngay trước")
    if not is_whole(bytes(one.rows.content), one.rows.digest):
        return N_("các dòng đã chốt bị sửa")
    if one.hash != chained(previous, facts_of(one)):
        return N_("số liệu đã chốt bị sửa")
    return None
