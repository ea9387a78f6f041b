"""Counting how often pages are opened: by procedure and day, nothing of who. Nobody's act is told, so there is no event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Sum, Value, When

from motcua.kernel import clock
from motcua.kernel.batches import batch, batches_of
from motcua.kernel.gathered import Gathered
from motcua.procedures.models import PageViews, Procedure
from motcua.procedures.queries.views import DAYS

KEPT_DAYS = 400
"""Days that are kept one by one: enough to set a month beside the same month a year ago."""

Opened = tuple[int, date]
"""A procedure's key and the day on which somebody opened its page."""


def note_view(procedure: Procedure) -> None:
    """Somebody opened its page. Takes no lock of the database: what waits is written together."""
    _views.add((procedure.pk, clock.today()))


def add_views(counted: Mapping[Opened, int]) -> None:
    """Add to what is counted. Two processes at once lose nothing. Three queries and two more for each further day."""
    with transaction.atomic():
        known = set(Procedure.objects.filter(pk__in={pk for pk, _ in counted}).values_list("pk", flat=True))
        for day in sorted({day for _, day in counted}):
            times = {pk: n for (pk, on), n in sorted(counted.items()) if on == day and pk in known}
            rows = [PageViews(procedure_id=pk, on=day) for pk in times]
            PageViews.objects.bulk_create(rows, ignore_conflicts=True)
            more = Case(*(When(procedure_id=pk, then=Value(n)) for pk, n in times.items()), default=Value(0))
            PageViews.objects.filter(on=day, procedure_id__in=times).update(times=F("times") + more)


def reckon_views() -> int:
    """Work of the schedule: how often each page was opened over the last days; what is too old is forgotten. Returns how many changed."""
    today = clock.today()
    opened = PageViews.objects.filter(on__gt=today - timedelta(days=DAYS), on__lte=today).order_by()
    now = dict(opened.values_list("procedure").annotate(Sum("times")))
    was = dict(Procedure.objects.filter(views__gt=0).values_list("pk", "views"))
    changed = sorted(pk for pk in now.keys() | was.keys() if now.get(pk, 0) != was.get(pk, 0))
    for portion in batches_of(changed):
        with batch():
            Procedure.objects.bulk_update([Procedure(pk=pk, views=now.get(pk, 0)) for pk in portion], ["views"])
    with batch():
        PageViews.objects.filter(on__lte=today - timedelta(days=KEPT_DAYS)).delete()
    return len(changed)


def _write(opened: Sequence[Opened]) -> None:
    add_views(Counter(opened))


_views: Gathered[Opened] = Gathered("page views", seconds=lambda: settings.VIEWS_FLUSH_SECONDS, write=_write)


def flush() -> int:
    """Write the views that wait in this process. Returns how many."""
    return _views.flush()
