"""Periodic work. A lease lets exactly one worker run it; when each piece runs next is kept in the database, so a restart repeats nothing.

Clocks of several machines must agree within a few seconds (NTP), as the leases compare moments.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from motcua.kernel import clock, events, idempotency
from motcua.kernel.models import Lease, ScheduledRun, WorkerBeat
from motcua.kernel.registries import Periodic, periodics

logger = logging.getLogger(__name__)

LEASE = "schedule"
LEASE_SECONDS = 30
_RETRY = timedelta(minutes=5)
_TASK_RESULTS_KEPT = timedelta(days=7)


def hold(name: str, holder: str, seconds: float, now: datetime | None = None) -> bool:
    """Take or renew a lease; False while another holds it. Free again when released, or when its time has passed."""
    moment = now or clock.now()
    until = moment + timedelta(seconds=seconds)
    leases = Lease.objects.filter(name=name)
    if leases.filter(holder=holder).update(until=until) == 1:
        return True
    if leases.filter(until__lt=moment).update(holder=holder, until=until) == 1:
        return True
    if leases.exists():
        return False
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, holder=holder, until=until)
    except IntegrityError:
        return False
    return True


def renew(holder: str) -> None:
    """Keep the schedule's lease, if this holder has it, while a long piece of work runs."""
    until = clock.now() + timedelta(seconds=LEASE_SECONDS)
    Lease.objects.filter(name=LEASE, holder=holder).update(until=until)


def release(name: str, holder: str) -> None:
    """Give a lease back, so that the next worker need not wait for its end."""
    Lease.objects.filter(name=name, holder=holder).delete()


def run_due(holder: str, now: datetime | None = None) -> list[str]:
    """Run what is due, if this holder has the lease; the names of what ran. A failing piece is tried again after five minutes at most."""
    moment = now or clock.now()
    if not hold(LEASE, holder, LEASE_SECONDS, moment):
        return []
    return [name for name, periodic in periodics.items() if _run_if_due(name, periodic, moment)]


def _run_if_due(name: str, periodic: Periodic, now: datetime) -> bool:
    """Moving `next_at` is the claim: should the lease have passed on meanwhile, only one of the two runs it."""
    run, _made = ScheduledRun.objects.get_or_create(name=name, defaults={"next_at": now})
    if run.next_at > now:
        return False
    every = timedelta(seconds=periodic.every)
    claimed = ScheduledRun.objects.filter(pk=run.pk, next_at=run.next_at)
    if claimed.update(next_at=now + every, started_at=now, finished_at=None) != 1:
        return False
    try:
        periodic.run()
    except Exception as error:  # the others must run
        logger.exception("periodic work %s failed", name)
        ScheduledRun.objects.filter(pk=run.pk).update(
            next_at=now + min(every, _RETRY),
            failures=run.failures + 1,
            error=f"{type(error).__name__}: {error}"[:500],
        )
    else:
        ScheduledRun.objects.filter(pk=run.pk).update(finished_at=clock.now(), failures=0, error="")
    return True


def run_soon(name: str, seconds: int = 10) -> None:
    """Bring a piece of periodic work forward: what it looks after has changed. Many calls in a row make one run."""
    soon = clock.now() + timedelta(seconds=seconds)
    ScheduledRun.objects.filter(name=name, next_at__gt=soon).update(next_at=soon)


def forget_old() -> None:
    """Remove what nobody asks for any more: answers to repeated requests, silent workers, finished tasks of the task backend."""
    from django.core.management import call_command

    idempotency.forget_old()
    WorkerBeat.objects.filter(beat_at__lt=clock.now() - timedelta(days=1)).delete()
    call_command("prune_db_task_results", min_age_days=_TASK_RESULTS_KEPT.days, verbosity=0)


def register_kernel_work() -> None:
    """The kernel's own periodic work; called by its `apps.py`."""
    periodics.register("kernel.audit_seal", Periodic(events.seal, every=86_400))
    periodics.register("kernel.forget_old", Periodic(forget_old, every=3_600))
