"""Checking frozen figures: counted again, and their chains looked through. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from motcua.indicators.models import Observation
from motcua.indicators.queries.catalogue import indicator_named
from motcua.indicators.queries.observations import broken_links
from motcua.indicators.rules.frozen import Difference
from motcua.indicators.rules.periods import parse_period
from motcua.indicators.services.snapshots import verify_many
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.kernel.events import Break
from motcua.kernel.indicators import Value


@dataclass(slots=True)
class Report:
    """What a check found: figures that do not recompute, with what is not the same, and chains that do not hold."""

    checked: int = 0
    differing: list[tuple[Observation, Difference]] = field(default_factory=list)
    broken: list[Break] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.differing and not self.broken

    def lines(self) -> Iterator[str]:
        for one, found in self.differing:
            yield (
                f"{one.key} {one.unit_code or '(toàn tỉnh)'} {one.period}: đã chốt {_said(found.before)}, tính lại {_said(found.after)}; "
                f"thêm {len(found.came)}, bớt {len(found.went)}, đổi {len(found.changed)} dòng"
            )
        for link in self.broken:
            yield f"chuỗi số liệu chốt không nguyên vẹn tại {link}"

    def as_json(self) -> dict[str, object]:
        return {
            "ok": self.whole,
            "checked": self.checked,
            "differing": [
                {
                    "id": str(one.uid),
                    "key": one.key,
                    "unit": one.unit_code or None,
                    "period": one.period,
                    "frozen": _plain(found.before),
                    "recomputed": _plain(found.after),
                    "came": [k.ref for k in found.came],
                    "went": [k.ref for k in found.went],
                    "changed": [k.ref for k, _ in found.changed],
                }
                for one, found in self.differing
            ],
            "broken": [{"subject": b.subject, "sequence": b.sequence, "reason": b.reason} for b in self.broken],
        }


def verify_period(period: str, *, keys: Sequence[str] = (), now: bool = False) -> Report:
    """Count every standing figure of a period again: as of its own moment, or as the data are `now`. NotFound when none is frozen."""
    asked = str(parse_period(period))
    rows = Observation.objects.filter(period=asked, corrected_by__isnull=True).select_related("rows")
    if keys:
        rows = rows.filter(key__in=[indicator_named(k).key for k in keys])
    report = Report()
    moment = clock.now() if now else None
    in_order = rows.order_by("key", "window_start", "window_end", "as_of", "unit_code")
    for _same, group in groupby(
        in_order.iterator(chunk_size=100), lambda o: (o.key, o.window_start, o.window_end, o.as_of)
    ):
        together = list(group)
        report.checked += len(together)
        found = zip(together, verify_many(together, as_of=moment), strict=True)
        report.differing += [(one, difference) for one, difference in found if difference is not None]
    if not report.checked:
        raise NotFound("Kỳ {period} chưa chốt số liệu nào.", code="not_closed", period=asked)
    report.broken += broken_links(keys)
    return report


def _said(value: Value) -> str:
    top = _figure(value.numerator)
    return top if value.denominator is None else f"{top}/{_figure(value.denominator)}"


def _figure(amount: Decimal | None) -> str:
    return "–" if amount is None else f"{amount.normalize():f}"


def _plain(value: Value) -> dict[str, str | None]:
    pair = {"numerator": value.numerator, "denominator": value.denominator}
    return {name: None if amount is None else _figure(amount) for name, amount in pair.items()}
