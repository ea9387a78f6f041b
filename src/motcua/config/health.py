"""`/healthz`, `/readyz`, `/metrics`: for probes and for Prometheus. No session, no personal data, nothing cached."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

from django.db import DatabaseError
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from motcua.kernel import clock, events
from motcua.kernel.health import worker_age
from motcua.kernel.models import Delivery, Job
from motcua.kernel.registries import health_checks
from motcua.messages.queries import notices, outward

# With several server processes the values live in files that all of them read (`serve` sets PROMETHEUS_MULTIPROC_DIR).
REQUESTS = Counter("motcua_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "motcua_request_seconds",
    "Seconds from request to answer",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class MetricsMiddleware:
    """Counts and times every answer by its address pattern, never by the address itself: patterns are few and name nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        start = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        route = match.route if match is not None else "-"
        method = request.method if request.method in _METHODS else "other"
        REQUESTS.labels(method, route, str(response.status_code)).inc()
        SECONDS.labels(route).observe(time.perf_counter() - start)
        return response


@never_cache
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 when every critical check is fine, else 503; each check by name, with what is wrong."""
    faults = {name: (check.check(), check.critical) for name, check in health_checks.items()}
    fine = not any(fault and critical for fault, critical in faults.values())
    return JsonResponse(
        {"status": "ok" if fine else "unavailable", "checks": {n: fault or "ok" for n, (fault, _) in faults.items()}},
        status=200 if fine else 503,
    )


@never_cache
@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library's own signature has no types
    else:
        registry.register(_Own())
    registry.register(_Work())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Own(Collector):
    """This process's requests, where it is the only one."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from (m for m in REGISTRY.collect() if m.name.startswith("motcua_"))  # type: ignore[misc]  # all are metrics


class _Work(Collector):
    """Figures of the background work, from the database: the same from whichever process is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("motcua_database_up", "1 when the database answers")
        try:
            families = list(self._counted())
        except DatabaseError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from families

    def _counted(self) -> Iterator[GaugeMetricFamily]:
        jobs = GaugeMetricFamily("motcua_jobs", "Jobs by state", labels=["state"])
        counted = dict(Job.objects.values_list("state").annotate(Count("pk")).order_by())
        for state in Job.State.values:
            jobs.add_metric([state], counted.get(state, 0))
        yield jobs
        letters = GaugeMetricFamily("motcua_deliveries", "Event deliveries not done, by state", labels=["state"])
        for state in (
            Delivery.State.PENDING,
            Delivery.State.DEAD,
        ):  # each has its index; the done ones are without number
            letters.add_metric([state.value], Delivery.objects.filter(state=state).count())
        yield letters
        told = GaugeMetricFamily("motcua_messages", "Messages not sent, by state", labels=["state"])
        for name, count in notices.counts().items():
            told.add_metric([name], count)
        yield told
        outside = GaugeMetricFamily("motcua_outward_messages", "Messages to the public, by state", labels=["state"])
        for name, count in outward.counts().items():
            outside.add_metric([name], count)
        yield outside
        yield _gauge("motcua_deliveries_late_seconds", "Age of the oldest delivery that is due", _oldest_due())
        age = worker_age()
        if age is not None:
            yield _gauge(
                "motcua_worker_beat_seconds", "Seconds since a worker's last sign of life", age.total_seconds()
            )
        yield _gauge("motcua_event_heads_unsealed", "Chains that moved since the last seal", events.unsealed())


def _oldest_due() -> float:
    now = clock.now()
    due = Delivery.objects.filter(state=Delivery.State.PENDING, next_at__lte=now).aggregate(first=Min("next_at"))
    return (now - due["first"]).total_seconds() if due["first"] else 0.0


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)
