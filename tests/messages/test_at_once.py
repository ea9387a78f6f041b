"""Several workers and writers at the same moment, on the locks of the real database: nobody is told twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from tests.factories import messages as factory
from tests.factories import organisations as organisations_factory
from tests.factories.messages import FRIDAY, told
from tests.factories.threads import at_once

from motcua.kernel import clock
from motcua.messages.models import Message
from motcua.messages.rules.channels import EMAIL, channels
from motcua.messages.rules.letters import Letter
from motcua.messages.rules.retry import HELD
from motcua.messages.services.delivery import send_due
from motcua.messages.workflow import MessageState
from motcua.organisations.models import Officer
from motcua.organisations.models.calendars import COUNTRY, Calendar

pytestmark = pytest.mark.django_db(transaction=True)


class Counter:
    """A channel that counts what it carries; `slow` holds every letter until the other worker had its turn."""

    key, label, silent, bundles = EMAIL, "Đếm", False, True

    def __init__(self, *, slow: bool = False) -> None:
        self.carried: list[str] = []
        self._lock = threading.Lock()
        self._pause = 0.05 if slow else 0.0

    @contextmanager
    def session(self) -> Iterator[Callable[[Letter], None]]:
        yield self._carry

    def _carry(self, letter: Letter) -> None:
        with self._lock:
            self.carried.append(letter.uid)
        threading.Event().wait(self._pause)


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Counter:
    made = Counter(slow=True)
    monkeypatch.setitem(channels._entries, EMAIL, made)
    return made


@pytest.fixture
def people(transactional_db: None) -> list[Officer]:
    Calendar.objects.get_or_create(code=COUNTRY, defaults={"name": "Việt Nam"})  # tests of this kind empty all tables
    unit = organisations_factory.unit("ban", type="zone_board")
    return [factory.with_address(organisations_factory.officer(f"canbo{n}", unit)) for n in range(6)]


def at_friday(work: Callable[[], object]) -> Callable[[], object]:
    """Threads begin without the frozen clock of the test."""

    def run() -> object:
        with clock.frozen(FRIDAY + timedelta(minutes=5)):
            return work()

    return run


def test_two_workers_never_carry_the_same_letter(people: list[Officer], counter: Counter) -> None:
    told(people)

    at_once(*[at_friday(send_due)] * 3)

    assert len(counter.carried) == len(set(counter.carried)) == len(people)
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}


def test_two_who_tell_the_same_thing_at_once_tell_it_once(people: list[Officer]) -> None:
    made = at_once(*[at_friday(lambda: len(told(people)))] * 3)

    assert Message.objects.count() == 2 * len(people)
    assert sum(int(str(n)) for n in made) == 2 * len(people)


def test_two_workers_make_one_digest_for_each_person(people: list[Officer], counter: Counter) -> None:
    with clock.frozen(factory.FRIDAY - timedelta(hours=3)):
        for n in range(4):
            told(people, "test.reminder", dedupe=str(n))

    at_once(*[at_friday(send_due)] * 3)
    at_friday(send_due)()

    assert len(counter.carried) == len(set(counter.carried)) == len(people)
    lines = Message.objects.filter(template="test.reminder", channel=EMAIL)
    assert lines.filter(state=MessageState.SENT, digest__state=MessageState.SENT).count() == 4 * len(people)


def test_what_a_dead_worker_had_claimed_is_carried_again_after_a_while(people: list[Officer], counter: Counter) -> None:
    """The process died after the server took the letter and before that was written down: the one case of a second sending."""
    (message,) = [m for m in told(people[:1]) if m.channel == EMAIL]
    Message.objects.filter(pk=message.pk).update(attempts=1, next_at=FRIDAY + HELD)

    send_due()
    assert counter.carried == []
    with clock.frozen(FRIDAY + HELD):
        send_due()
    assert counter.carried == [str(message.uid)]


def test_a_worker_that_was_too_slow_does_not_overwrite_the_other(
    people: list[Officer], monkeypatch: pytest.MonkeyPatch
) -> None:
    (message,) = [m for m in told(people[:1]) if m.channel == EMAIL]

    class Slow(Counter):
        def _carry(self, letter: Letter) -> None:
            super()._carry(letter)
            Message.objects.filter(pk=message.pk).update(attempts=7, error="của người khác")

    monkeypatch.setitem(channels._entries, EMAIL, Slow())
    send_due()

    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == (MessageState.QUEUED, 7, "của người khác")
