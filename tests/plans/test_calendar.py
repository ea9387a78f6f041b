"""Due dates in a phone's calendar: read back with a parser that is not ours; the address opens nothing else and dies with the post."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM, Actor
from motcua.organisations.models import Officer
from motcua.organisations.services.people import officer_ref
from motcua.organisations.services.tokens import bearer_of
from motcua.plans.desk import calendar
from motcua.plans.models import CalendarFeed, Occurrence, Plan
from motcua.plans.services import assigning, results
from motcua.plans.services.feeds import open_feed
from motcua.plans.services.results import Proof
from motcua.ui.rates import Shared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
SOMEBODY = Actor(None, "Ai đó")


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def one(plan: Plan) -> Occurrence:
    return Occurrence.objects.select_related("task__owner", "unit").get(
        task__plan=plan, task__no="3", task__deliverable__isnull=False
    )


def opened(user: Any, unit: Any = None) -> str:
    _feed, secret = open_feed(user, unit, actor=SOMEBODY)
    return reverse("plans:calendar_feed", args=[secret])


def entries(address: str) -> dict[str, Any]:
    response = Client().get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(e["UID"]): e for e in Calendar.from_ical(response.content).walk("VEVENT")}


def test_a_units_calendar_holds_what_it_owes_on_the_due_day(world: World, one: Occurrence) -> None:
    found = entries(opened(world.office, world.division))

    entry = found[f"{one.uid}@motcua"]
    assert entry["DTSTART"].dt == clock.local(one.due_at).date()
    assert entry["DTEND"].dt - entry["DTSTART"].dt == timedelta(days=1)
    assert "Tập huấn kỹ năng số cho công chức" in str(entry["SUMMARY"])
    assert str(entry["URL"]).endswith(reverse("plans:occurrence", args=[one.uid]))
    owed = Occurrence.objects.filter(unit=world.division.pk, voided_at__isnull=True)
    assert set(found) == {f"{o.uid}@motcua" for o in owed}


def test_lines_are_folded_and_end_as_the_standard_says(world: World, one: Occurrence) -> None:
    one.task.task = "Rà soát; đơn giản hóa, \\ “quy trình”\n" + "thủ tục hành chính " * 40
    one.task.save(update_fields=["task"])

    body = Client().get(opened(world.office, world.division)).content

    assert body.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")
    entry = Calendar.from_ical(body).walk("VEVENT")[0]
    assert str(entry["SUMMARY"]).startswith("Phòng Đầu tư: Rà soát; đơn giản hóa, \\ “quy trình”")
    assert not Calendar.from_ical(body).errors


def test_a_moved_due_date_updates_the_same_entry_and_finished_work_is_marked(world: World, one: Occurrence) -> None:
    address = opened(world.office, world.division)
    uid = f"{one.uid}@motcua"
    before = entries(address)[uid]

    Occurrence.objects.filter(pk=one.pk).update(due_at=one.due_at + timedelta(days=7), version=one.version + 1)
    moved = entries(address)[uid]
    one.refresh_from_db()
    results.hand_in(one, actor=SOMEBODY, proofs=[Proof("statement", text="Đã tập huấn")])
    done = entries(address)[uid]
    Occurrence.objects.filter(pk=one.pk).update(voided_at=clock.now(), void_reason="Bỏ")

    assert moved["DTSTART"].dt - before["DTSTART"].dt == timedelta(days=7)
    assert int(moved["SEQUENCE"]) > int(before["SEQUENCE"])
    assert str(done["SUMMARY"]).startswith("✓ ")
    assert uid not in entries(address)


def test_a_specialists_calendar_holds_what_was_given_to_them_by_its_inner_day(world: World, one: Occurrence) -> None:
    address = opened(world.specialist)
    assert entries(address) == {}

    officer = Officer.objects.get(person__user=world.specialist)
    inner = clock.local(one.due_at).date() - timedelta(days=9)
    assigning.assign(one, officer, role="lead", note="Làm sớm", due_on=inner, actor=SOMEBODY)

    entry = entries(address)[f"{one.uid}@motcua"]
    assert entry["DTSTART"].dt == inner
    assert "Hạn trong đơn vị" in str(entry["DESCRIPTION"])


def test_no_officer_is_named(world: World, one: Occurrence) -> None:
    officer = Officer.objects.get(person__user=world.specialist)
    assigning.assign(one, officer, role="lead", note="Giao anh Chuyên Viên", due_on=None, actor=SOMEBODY)

    body = Client().get(opened(world.office, world.division)).content.replace(b"\r\n ", b"").decode()

    assert "Chuyên Viên" not in body
    assert "Lê Văn Phòng" not in body


def test_an_unchanged_calendar_is_not_sent_again(world: World, one: Occurrence) -> None:
    address = opened(world.office, world.division)
    first = Client().get(address)
    assert Client().get(address).content == first.content

    assert Client().get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert Client().get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        Occurrence.objects.filter(pk=one.pk).update(due_at=one.due_at + timedelta(days=1), version=one.version + 1)
        changed = Client().get(address, headers={"if-modified-since": first["Last-Modified"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_wrong_renewed_or_ended_address_opens_nothing(world: World) -> None:
    old = opened(world.office)
    new = opened(world.office)
    assert [Client().get(a).status_code for a in (old, new)] == [404, 200]
    assert Client().get(reverse("plans:calendar_feed", args=["x" * 43])).status_code == 404

    feed = CalendarFeed.objects.get(ended_at__isnull=True)
    assert factory.signed_in(world.leader).post(reverse("plans:end_calendar", args=[feed.uid])).status_code == 404
    factory.signed_in(world.office).post(reverse("plans:end_calendar", args=[feed.uid]))
    assert Client().get(new).status_code == 404


def test_the_secret_is_kept_as_a_hash_and_opens_nothing_but_the_calendar(world: World) -> None:
    feed, secret = open_feed(world.office, None, actor=SOMEBODY)

    assert secret not in str(vars(feed))
    assert bearer_of(secret) is None
    assert Client().get("/api/v1/occurrences", headers={"authorization": f"Bearer {secret}"}).status_code == 401
    told = events.history(officer_ref(feed.officer))[-1]
    assert (told.kind, secret in str(told.payload)) == ("officer.calendar_opened", False)


def test_it_dies_with_the_post_the_account_and_the_right_to_read(world: World) -> None:
    address = opened(world.office, world.division)
    officer = Officer.objects.get(person__user=world.office)

    officer.grants.update(valid_to=clock.today())
    assert Client().get(address).status_code == 404
    officer.grants.update(valid_to=None)
    assert Client().get(address).status_code == 200
    Officer.objects.filter(pk=officer.pk).update(valid_to=clock.today())
    assert Client().get(address).status_code == 404
    Officer.objects.filter(pk=officer.pk).update(valid_to=None)
    type(world.office).objects.filter(pk=world.office.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_a_unit_that_one_may_not_read_is_not_followed(world: World) -> None:
    page = factory.signed_in(world.stranger)

    assert page.post(reverse("plans:calendar"), {"unit": str(world.division.uid)}).status_code == 403
    assert page.post(reverse("plans:calendar"), {"unit": "x"}).status_code == 404
    assert not CalendarFeed.objects.exists()
    assert factory.signed_in(None).get(reverse("plans:calendar")).status_code == 302


def test_the_page_shows_a_new_address_once(world: World) -> None:
    client = factory.signed_in(world.office)

    made = client.post(reverse("plans:calendar"), {"unit": str(world.division.uid)}).content.decode()
    again = client.get(reverse("plans:calendar")).content.decode()

    assert "/lich/" in made
    assert "webcal://" in made
    assert "webcal://" not in again
    assert "Phòng Đầu tư" in again


def test_too_many_reads_or_guesses_wait_whichever_process_counts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    address = opened(world.office)
    found = []
    for _n in range(3):
        monkeypatch.setattr(calendar, "READS", Shared("reads", most=2, seconds=3600))  # another process
        found.append(Client().get(address).status_code)
    assert found == [200, 200, 429]

    monkeypatch.setattr(calendar, "READS", Shared("calendar-reads", most=60, seconds=3600))
    tries = []
    for n in range(3):
        monkeypatch.setattr(calendar, "WRONG", Shared("wrong", most=2, seconds=3600))
        tries.append(Client().get(reverse("plans:calendar_feed", args=[f"{n}" * 43])))
    assert [t.status_code for t in tries] == [404, 404, 429]
    assert 0 < int(tries[-1]["Retry-After"]) <= 3601
    with clock.frozen(clock.now() + timedelta(hours=1, seconds=1)):
        assert Client().get(reverse("plans:calendar_feed", args=["9" * 43])).status_code == 404


def test_a_unit_is_picked_by_name_or_code_and_what_may_not_be_read_is_told(world: World) -> None:
    client = factory.signed_in(world.office)
    page = client.get(reverse("plans:calendar")).content.decode()
    assert '<option value="Phòng Đầu tư (bql-dt)">' in page
    assert 'list="units-to-follow"' in page

    for words in ("Phòng Đầu tư (bql-dt)", "bql-dt", "Phòng Đầu tư"):
        answer = client.post(reverse("plans:calendar"), {"unit_words": words}).content.decode()
        assert "webcal://" in answer
    assert CalendarFeed.objects.filter(ended_at__isnull=True, unit=world.division.pk).count() == 1
    for words, said in (("so-noi-vu", "không được theo dõi lịch"), ("không có", "Không có đơn vị"), ("", "Ghi tên")):
        answer = client.post(reverse("plans:calendar"), {"unit_words": words}).content.decode()
        assert said in answer
        assert "webcal://" not in answer


def test_the_number_of_queries_does_not_grow_with_the_work(world: World, plan: Plan) -> None:
    address = opened(world.office, world.board)
    Client().get(address)
    with CaptureQueriesContext(connection) as before:
        Client().get(address)
    _more(plan, 20)
    Client().get(address)
    with CaptureQueriesContext(connection) as after:
        Client().get(address)

    assert len(after) == len(before)


def test_old_finished_work_leaves_and_late_work_stays(world: World, one: Occurrence) -> None:
    address = opened(world.office, world.division)
    with clock.frozen(one.due_at + timedelta(days=90)):
        assert f"{one.uid}@motcua" in entries(address)
        results.hand_in(one, actor=SYSTEM, proofs=[Proof("statement", text="Xong")])
        assert f"{one.uid}@motcua" not in entries(address)


def _more(plan: Plan, count: int) -> None:
    first = Occurrence.objects.filter(task__plan=plan, unit__isnull=False)[0]
    for number in range(count):
        first.pk, first.key = None, f"x#{number}"
        first.uid = Occurrence._meta.get_field("uid").get_default()
        first._state.adding = True
        first.due_at = clock.now() + timedelta(days=number)
        first.save()
