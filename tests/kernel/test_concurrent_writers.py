"""Several writers at once, on the locks of the real database: none loses an event, none breaks a chain, none waits for ever."""

from __future__ import annotations

import threading

import pytest
from django.db import transaction
from tests.factories.threads import at_once

from motcua.kernel import events, schedule
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Refused
from motcua.kernel.events import NewEvent
from motcua.kernel.models import Event, EventHead, Lease, Seal
from motcua.kernel.refs import Ref

pytestmark = pytest.mark.django_db(transaction=True)

PLAN, TASK = Ref("plan", "a"), Ref("task", "b")


def test_two_writers_on_one_subject_make_one_chain() -> None:
    def write() -> None:
        for _ in range(25):
            with transaction.atomic():
                events.append(PLAN, "plan.changed", actor=SYSTEM)

    at_once(write, write)

    assert [e.sequence for e in events.history(PLAN)] == list(range(1, 51))
    assert EventHead.objects.get().sequence == 50
    assert events.verify() is None


def test_two_writers_begin_the_same_subjects_at_the_same_time() -> None:
    fresh = [NewEvent(Ref("unit", str(n)), "unit.imported") for n in range(20)]

    def write() -> None:
        with transaction.atomic():
            events.append_many(fresh, actor=SYSTEM)

    at_once(write, write, write)

    assert set(EventHead.objects.values_list("sequence", flat=True)) == {3}
    assert events.verify() is None


def test_writers_that_take_two_subjects_in_opposite_order_do_not_block_each_other() -> None:
    there, back = [NewEvent(PLAN, "x.y"), NewEvent(TASK, "x.y")], [NewEvent(TASK, "x.y"), NewEvent(PLAN, "x.y")]

    def write(entries: list[NewEvent]) -> None:
        for _ in range(20):
            with transaction.atomic():
                events.append_many(entries, actor=SYSTEM)

    at_once(lambda: write(there), lambda: write(back))

    assert Event.objects.count() == 80
    assert events.verify() is None


def test_the_check_finds_nothing_while_others_write() -> None:
    done = threading.Event()

    def write() -> None:
        for n in range(40):
            with transaction.atomic():
                events.append(Ref("plan", str(n % 7)), "plan.changed", actor=SYSTEM)
        done.set()

    def check() -> list[object]:
        found = []
        while not done.is_set():
            found.append(events.verify())
        return found

    _, found = at_once(write, check)

    assert found
    assert set(found) == {None}  # type: ignore[call-overload]  # a list, as check() says


def test_two_seals_at_once_leave_one_chain_of_seals() -> None:
    for n in range(30):
        with transaction.atomic():
            events.append(Ref("plan", str(n)), "plan.made", actor=SYSTEM)

    def seal() -> str:
        try:
            return "sealed" if events.seal() else "nothing new"
        except Refused as error:
            return error.code

    outcomes = at_once(seal, seal)

    assert set(outcomes) <= {"sealed", "nothing new", "busy"}
    assert Seal.objects.count() == 1
    assert events.verify() is None


def test_one_of_many_gets_a_new_lease() -> None:
    taken = at_once(*[lambda n=n: schedule.hold("audit", f"worker {n}", 60) for n in range(6)])  # type: ignore[misc]  # mypy cannot type the bound n

    assert sorted(taken, key=bool) == [False] * 5 + [True]  # type: ignore[arg-type, comparison-overlap]  # booleans
    assert Lease.objects.count() == 1
