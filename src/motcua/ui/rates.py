"""Rate limits. `Buckets` are held in the process: a read must not take the database's write lock. `Shared` counts for all processes.

A token bucket refills steadily and allows a burst. With several server processes each holds its own buckets, so the limit an address
meets lies between the setting and the setting times the number of processes. Where the number itself guards something (guesses of a
secret) the count is kept in the shared cache.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from motcua.kernel import clock

_MOST_ADDRESSES = 20_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_second` refills a bucket that holds `burst`. Written `50/s:2000`."""

    per_second: float
    burst: int

    @classmethod
    def parse(cls, text: str) -> Rate:
        try:
            rate, burst = text.split(":")
            count, unit = rate.split("/")
            return cls(float(count) / {"s": 1, "m": 60, "h": 3600}[unit], int(burst))
        except (ValueError, KeyError) as error:
            raise ImproperlyConfigured(f"a rate is written like 50/s:2000, not {text!r}") from error


class Buckets:
    """One token bucket per key, the least recently used forgotten first."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str) -> float:
        """0 when allowed, else the seconds to wait."""
        now = time.monotonic()
        with self._lock:
            level, at = self._levels.pop(key, (float(self.rate.burst), now))
            level = min(self.rate.burst, level + (now - at) * self.rate.per_second)
            wait = 0.0 if level >= 1 else (1 - level) / self.rate.per_second
            self._levels[key] = (level - 1 if wait == 0 else level, now)
            if len(self._levels) > _MOST_ADDRESSES:
                self._levels.popitem(last=False)
        return wait


class Shared:
    """At most `most` per key in each window of `seconds`, over all processes: counted in the cache that they share.

    Two that come in the same instant may be counted as one; what is guarded is far from the edge.
    """

    def __init__(self, name: str, *, most: int, seconds: int) -> None:
        self.name, self.most, self.seconds = name, most, seconds

    def take(self, key: str) -> float:
        """0 when allowed, else the seconds until the next window."""
        now = clock.now().timestamp()
        place, window = self._place(key, now)
        # Not `add`, whose insert of a key that is there fails in PostgreSQL's log, nor `incr`, which forgets for how long it counts.
        count = cache.get(place, 0) + 1
        cache.set(place, count, timeout=self.seconds + 60)
        return 0.0 if count <= self.most else (window + 1) * self.seconds - now

    def waiting(self, key: str) -> float:
        """Seconds until the next window where no more is allowed in this one; 0 else. Counts nothing: for what counts failures alone."""
        now = clock.now().timestamp()
        place, window = self._place(key, now)
        return (window + 1) * self.seconds - now if cache.get(place, 0) >= self.most else 0.0

    def _place(self, key: str, now: float) -> tuple[str, int]:
        window = int(now // self.seconds)
        return f"rate:{self.name}:{hashlib.sha256(key.encode()).hexdigest()[:32]}:{window}", window


class RateMiddleware:
    """Answers 429 with `Retry-After` to an address that reads faster than `MOTCUA_RATE_PUBLIC_READ`. Static files are not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.buckets = Buckets(Rate.parse(settings.RATE_PUBLIC_READ))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        wait = self.buckets.take(request.META.get("REMOTE_ADDR", ""))
        return self.get_response(request) if wait == 0 else self._refuse(request, wait)

    def _refuse(self, request: HttpRequest, wait: float) -> HttpResponseBase:
        from django.http import HttpResponse

        from motcua.ui.api import problem

        text = _("Quá nhiều yêu cầu từ địa chỉ này. Hãy thử lại sau ít giây.")
        if request.path_info.startswith("/api/"):
            response = problem(429, "too_many_requests", text)
        else:
            response = HttpResponse(text, status=429, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = str(int(wait) + 1)
        return response
