"""The one place that reads the clock. Read it once per operation and pass the moment on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present moment in UTC, with its zone."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The present date in Việt Nam."""
    return now().astimezone(ZONE).date()


def local(moment: datetime) -> datetime:
    """The same moment as clocks in Việt Nam show it. A moment without zone is taken as Vietnamese already."""
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)


@contextmanager
def frozen(moment: datetime) -> Iterator[datetime]:
    """Hold the clock still, for tests and for replaying sample years."""
    token = _frozen.set(local(moment).astimezone(UTC))
    try:
        yield now()
    finally:
        _frozen.reset(token)
