"""What leaders have released to the public, and figures as the public may read them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from motcua.indicators.models import Observation, Release
from motcua.indicators.queries.values import (
    Figure,
    figure_of,
    frozen_figure,
    latest_observations,
    value_of,
    values_over,
)
from motcua.indicators.rules.periods import last_until, window_of
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.kernel.indicators import Indicator, Span, Window, indicators


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator that is released, of one unit or of the whole province."""

    indicator: Indicator
    release: Release


def released() -> list[Shown]:
    """All that is released now, by title. One query."""
    rows = live_releases().select_related("unit").order_by("key", "pk")
    found = [Shown(one, r) for r in rows if (one := indicators.get(r.key)) is not None]
    return sorted(found, key=lambda s: (str(s.indicator.title), s.release.unit_id or 0))


def released_keys() -> set[str]:
    return set(live_releases().values_list("key", flat=True))


def release_for(key: str, unit: int | None) -> Release:
    """The release of an indicator of a unit. Raises NotFound, as for an indicator that does not exist."""
    found = live_releases().filter(key=key, unit=unit).select_related("unit").first()
    if found is None or key not in indicators:
        raise NotFound("Không có số liệu công khai này.", code="not_released")
    return found


def releases_of(key: str) -> QuerySet[Release]:
    """All releases of an indicator, ended ones too, the latest first."""
    return Release.objects.filter(key=key).select_related("unit").order_by("-pk")


def release_of(uid: UUID | str) -> Release:
    """Raises NotFound."""
    found = Release.objects.filter(uid=uid).select_related("unit").first()
    if found is None:
        raise NotFound("Không có lần công khai này.", code="no_release")
    return found


def live_releases() -> QuerySet[Release]:
    return Release.objects.filter(ended_at__isnull=True)


def public_figure(release: Release, window: Window) -> Figure:
    """The figure as released: live where the leader said so, else frozen only. Raises NotFound for a window that is not closed yet."""
    if release.mode == Release.Mode.LIVE:
        return value_of(release.key, unit=release.unit_id, window=window)
    held = frozen_figure(release.key, unit=release.unit_id, window=window)
    if held is None:
        raise NotFound("Số liệu của kỳ này chưa chốt nên chưa công khai.", code="not_closed")
    return figure_of(held)


def released_of(key: str, unit: str = "") -> tuple[Shown, list[Shown]]:
    """The release of an indicator that an address asks for (by the unit's code, `*` the province; empty: the province, else the first),
    and the others of the same indicator. Raises NotFound for what is not public.
    """
    found = [one for one in released() if one.indicator.key == key]
    wanted = [one for one in found if not unit or _code(one.release) == unit]
    if not wanted:
        raise NotFound("Không có số liệu công khai này.", code="not_released")
    chosen = next((one for one in wanted if one.release.unit_id is None), wanted[0])
    return chosen, [one for one in found if one is not chosen]


def public_trend(shown: Shown, periods: int = 8) -> list[Figure]:
    """The periods of the indicator's usual length that the public may see, oldest first: closed ones, and where live is released the
    open one.
    """
    indicator, release = shown.indicator, shown.release
    points = last_until(clock.today(), default_span(indicator), periods, indicator.rule)
    windows = [window_of(point) for point in points]
    if release.mode == Release.Mode.LIVE:
        return values_over(indicator, release.unit_id, windows)
    held = {(o.window_start, o.window_end): figure_of(o) for o in latest_public(release, 60)}
    return [held[w.start, w.end] for w in windows if (w.start, w.end) in held]


def default_span(indicator: Indicator) -> Span:
    """The length of the current period: quarters where there are any, else the shortest there is."""
    return Span.QUARTER if Span.QUARTER in indicator.spans else next(s for s in Span if s in indicator.spans)


def _code(release: Release) -> str:
    return release.unit.code if release.unit is not None else "*"


def latest_public(release: Release, count: int = 12) -> list[Observation]:
    """The frozen figures of a released indicator, the latest first."""
    rows = latest_observations(release.key).filter(unit=release.unit_id)
    return list(rows.order_by("-window_end", "-window_start")[:count])
