"""An import that dies midway: what it wrote stays, it is told as broken off, and the next one need not wait long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.procedures import Office
from tests.procedures.conftest import NOW

from motcua.kernel import clock, schedule
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Unavailable
from motcua.kernel.models import Lease
from motcua.procedures.imports import read_file
from motcua.procedures.models import ImportRun, Procedure
from motcua.procedures.queries.imports import IMPORTING, broken_off, jobs_of
from motcua.procedures.services import importing
from motcua.procedures.services.importing import import_procedures

pytestmark = pytest.mark.django_db

NAMES = ("Cấp giấy phép", "Gia hạn giấy phép", "Thu hồi giấy phép")


def file() -> Any:
    lines = [f"1.10000{n},{name}" for n, name in enumerate(NAMES)]
    return read_file("\n".join(["ma_so,ten", *lines]).encode(), name="danh-muc.csv")


class Killed(BaseException):
    """What nothing catches."""


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> ImportRun:
    """Its process was killed after the first of three portions: nothing of it ran any more, its lease stands."""
    monkeypatch.setattr(importing, "PORTION", 1)
    monkeypatch.setattr(importing.schedule, "release", lambda _name, _holder: None)

    def die(done: int, _total: int) -> None:
        if done == 1:
            raise Killed

    with pytest.raises(Killed):
        import_procedures(file(), actor=SYSTEM, progress=die)
    monkeypatch.undo()
    return ImportRun.objects.get()


def broken(run: ImportRun) -> bool:
    return run.pk in broken_off([run], jobs_of([run]))


def test_what_was_written_stays_and_the_same_file_brings_the_rest(killed: ImportRun) -> None:
    assert (Procedure.objects.count(), killed.ended_at, killed.counts) == (1, None, {"rows": 3})

    with clock.frozen(NOW + timedelta(seconds=91)):
        done = import_procedures(file(), actor=SYSTEM)
    assert (done.counts.new, done.counts.same) == (2, 1)


def test_it_counts_as_working_for_a_minute_and_a_half_and_then_as_broken_off(killed: ImportRun) -> None:
    assert not broken(killed)
    with pytest.raises(Unavailable, match="sau 90 giây"):
        import_procedures(file(), actor=SYSTEM)

    with clock.frozen(NOW + timedelta(seconds=91)):
        assert broken(killed)


def test_page_list_and_programs_are_told(killed: ImportRun, office: Office, client: Client) -> None:
    client.force_login(office.office, backend="motcua.organisations.signin.OfficerBackend")
    told = client.get(f"/api/v1/procedure-imports/{killed.uid}").json()
    assert (told["state"], told["ended_at"], told["error"]) == ("running", None, None)
    Lease.objects.all().delete()

    assert "Dừng giữa chừng" in client.get(reverse("procedures:runs")).text
    assert "dừng giữa chừng, chưa đọc hết tệp" in client.get(reverse("procedures:run", args=[killed.uid])).text
    told = client.get(f"/api/v1/procedure-imports/{killed.uid}").json()
    assert (told["state"], told["ended_at"], told["counts"]) == ("failed", None, {"rows": 3})
    assert "dừng giữa chừng" in told["error"]


def test_one_that_has_ended_is_not_broken_off() -> None:
    import_procedures(file(), actor=SYSTEM)

    assert not broken(ImportRun.objects.get())


@pytest.fixture
def another() -> Iterator[str]:
    assert schedule.hold(IMPORTING, "another", 90)
    yield "another"
    schedule.release(IMPORTING, "another")


def test_a_command_waits_for_the_other_one(another: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "sleep", lambda _seconds: schedule.release(IMPORTING, another))

    assert import_procedures(file(), actor=SYSTEM, patience=60).counts.new == 3


def test_one_whose_turn_was_taken_stops_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stood still so long that it was forgotten; both would make the same procedures."""
    monkeypatch.setattr(importing, "PORTION", 1)

    def taken(done: int, _total: int) -> None:
        if done == 1:
            Lease.objects.update(holder="another")

    with pytest.raises(Unavailable):
        import_procedures(file(), actor=SYSTEM, progress=taken)
    assert Procedure.objects.count() == 2
    assert Lease.objects.get().holder == "another"


def test_looking_at_rows_is_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "PORTION", 1)
    signs: list[str] = []
    hold: Callable[..., bool] = schedule.hold

    def counted(name: str, holder: str, seconds: float) -> bool:
        signs.append(holder)
        return hold(name, holder, seconds)

    monkeypatch.setattr(importing.schedule, "hold", counted)
    import_procedures(file(), actor=SYSTEM)
    assert len(signs) == 1 + len(NAMES) + len(NAMES)  # begun, looked at, written
