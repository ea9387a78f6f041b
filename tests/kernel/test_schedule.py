"""Leases, and periodic work that exactly one worker runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from motcua.kernel import events, schedule
from motcua.kernel.models import Lease, ScheduledRun, Seal
from motcua.kernel.registries import Periodic, periodics

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One piece of periodic work, every minute, which notes that it ran."""
    noted: list[str] = []
    monkeypatch.setattr(periodics, "_entries", {"test.minute": Periodic(lambda: noted.append("ran"), every=60)})
    return noted


def test_one_holder_at_a_time() -> None:
    assert schedule.hold("seal", "a", 30, NOON)
    assert not schedule.hold("seal", "b", 30, after(29))
    assert schedule.hold("seal", "a", 30, after(29))
    assert not schedule.hold("seal", "b", 30, after(31))


def test_a_lease_that_was_not_renewed_goes_to_the_next() -> None:
    schedule.hold("seal", "a", 30, NOON)

    assert schedule.hold("seal", "b", 30, after(31))
    assert not schedule.hold("seal", "a", 30, after(32))


def test_a_lease_given_back_is_free_at_once() -> None:
    schedule.hold("seal", "a", 30, NOON)
    schedule.release("seal", "b")
    assert not schedule.hold("seal", "b", 30, after(1))

    schedule.release("seal", "a")

    assert schedule.hold("seal", "b", 30, after(1))


def test_work_runs_once_in_its_time_whoever_asks(runs: list[str]) -> None:
    for second in range(0, 150, 10):
        schedule.run_due("a", after(second))
        schedule.run_due("b", after(second + 5))

    assert runs == ["ran"] * 3  # at 0, 60 and 120


def test_a_new_worker_does_not_repeat_what_the_old_one_has_done(runs: list[str]) -> None:
    schedule.run_due("a", NOON)
    schedule.release(schedule.LEASE, "a")

    assert schedule.run_due("b", after(30)) == []
    assert schedule.run_due("b", after(60)) == ["test.minute"]
    assert len(runs) == 2


def test_work_missed_while_nothing_ran_is_caught_up_once(runs: list[str]) -> None:
    schedule.run_due("a", NOON)

    schedule.run_due("a", NOON + timedelta(days=3))

    assert len(runs) == 2


def test_a_failing_piece_does_not_stop_the_others_and_is_tried_again(
    runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(periodics._entries, "test.daily", Periodic(lambda: 1 // 0, every=86_400))
    monkeypatch.setitem(periodics._entries, "test.last", Periodic(lambda: runs.append("last"), every=86_400))

    assert schedule.run_due("a", NOON) == ["test.minute", "test.daily", "test.last"]

    failed = ScheduledRun.objects.get(name="test.daily")
    assert (failed.failures, failed.next_at) == (1, after(300))
    assert failed.error.startswith("ZeroDivisionError")
    assert runs == ["ran", "last"]


def test_the_kernel_seals_every_day() -> None:
    daily = periodics["kernel.audit_seal"]
    assert daily.every == 86_400
    from django.db import transaction

    from motcua.kernel.actors import SYSTEM
    from motcua.kernel.refs import Ref

    with transaction.atomic():
        events.append(Ref("plan", "a"), "plan.made", actor=SYSTEM)

    daily.run()

    assert Seal.objects.count() == 1


def test_what_nobody_asks_for_is_forgotten() -> None:
    schedule.forget_old()

    assert not Lease.objects.exists()
