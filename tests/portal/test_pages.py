"""Pages over several packages: whom they let in, what they offer to whom, and that each figure opens the rows it counts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.documents import PASSWORD, START
from tests.factories.plans import World, signed_in

import motcua
from motcua.kernel import clock, events, jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.models import Event, Job
from motcua.kernel.registries import event_fields
from motcua.organisations.models import User
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.accounts import create_officer
from motcua.plans.models import Occurrence
from motcua.plans.queries.readings import ref_of
from motcua.plans.services import results
from motcua.plans.services.plans import withdraw_plan
from motcua.plans.services.results import Proof
from motcua.portal import queries

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 20, 2, tzinfo=UTC)
"""Ten days before the end of two of the three tasks of the sample text."""
FIGURE = re.compile(r'ui-figure__link" href="([^"]+)"[^>]*>([\d.]+)<')


def page(user: User, address: str, status: int = 200) -> str:
    response = signed_in(user).get(address)
    assert response.status_code == status, (response.status_code, response.content.decode()[:600])
    return response.content.decode()


def operator(world: World) -> User:
    return create_officer(
        "Mai Quản Trị", unit=world.province, role="operator", actor=SYSTEM, on=START, password=PASSWORD
    ).user


def figures(html: str) -> dict[str, int]:
    """Address → count of each figure of the home page."""
    return {unescape(address): int(count.replace(".", "")) for address, count in FIGURE.findall(html)}


def told(html: str) -> set[str]:
    """Addresses of all figures, with those of which there is nothing."""
    head = html.partition("</h1>")[2].partition("<h2")[0]
    return {unescape(address) for address in re.findall(r'href="([^"]+)"', head)}


def rows(html: str) -> int:
    """How many rows the list says it has."""
    counted = re.search(r'id="list-count"[^>]*>([\d.]+) mục', html)
    if counted is None:
        assert "ui-empty" in html
        return 0
    return int(counted[1].replace(".", ""))


def running(world: World) -> Job:
    factory.started(world)
    return Job.objects.get()


def cancelled(world: World) -> Job:
    return jobs.cancel_job(running(world), actor=actor_of(world.office))


def test_every_figure_of_the_home_page_opens_exactly_the_rows_it_counts(world: World) -> None:
    plan = factory.accepted(world)
    factory.read(world, factory.plan_text("19/KH-KCNĐN"), name="thu-hai.txt")
    one = Occurrence.objects.filter(task__plan=plan).order_by("due_at")[0]
    results.hand_in(one, actor=SYSTEM, proofs=[Proof("statement", text="Xong")])
    with clock.frozen(JUNE + timedelta(days=6)):
        found = figures(page(world.office, reverse("portal:home")))
        assert found["/desk/cong-viec/?timing=late"] == 0
        assert found["/desk/cong-viec/?role=accept"] == 1
        assert sum(found.values()) > 2
        for address, count in found.items():
            assert rows(page(world.office, address)) == count, address


def test_figures_alarm_only_where_something_waits(world: World) -> None:
    assert not re.search(r"ui-figure--(risk|late|active)", page(operator(world), reverse("portal:home")))
    factory.read(world)
    assert "ui-figure--active" in page(world.office, reverse("portal:home"))


def test_the_office_trail_can_be_searched_and_calls_records_by_their_titles(world: World) -> None:
    plan = factory.accepted(world)
    html = page(world.auditor, reverse("portal:office_trail"))
    assert 'name="q"' in html
    assert f"Kế hoạch: {plan.number} {plan.title}" in unescape(re.sub(r"<[^>]+>", "", html))
    assert f"plan:{plan.uid}" not in re.sub(r"<[^>]+>", "", html)


def test_work_that_is_done_and_counted_nothing_shows_no_count(world: World) -> None:
    job = running(world)
    address = reverse("portal:job", args=[job.uid])
    Job.objects.filter(pk=job.pk).update(state="done", total=4, done=4)
    assert "4 trên 4" in page(world.office, address)
    Job.objects.filter(pk=job.pk).update(state="done", total=1, done=0)
    assert "0 trên 1" not in page(world.office, address)
    assert "0/1</td>" not in page(world.office, reverse("portal:work"))


def test_the_first_screen_shows_what_is_next_the_most_urgent_first(world: World) -> None:
    factory.accepted(world)
    client = factory.signed_in(world.office)
    with clock.frozen(JUNE):
        html = client.get(reverse("plans:next_work"), headers={"HX-Request": "true"}).content.decode()
        without_script = client.get(reverse("plans:next_work"))
    due = [day[6:] + day[3:5] + day[:2] for day in re.findall(r"</span>(\d\d/\d\d/\d{4})</td>", html)]
    assert len(due) > 1
    assert due == sorted(due)
    assert without_script.headers["Location"] == reverse("plans:work")


def test_work_of_a_plan_that_was_withdrawn_is_not_due(world: World) -> None:
    plan = factory.accepted(world)
    august = datetime(2026, 8, 20, 2, tzinfo=UTC)
    with clock.frozen(august):
        assert figures(page(world.office, reverse("portal:home")))["/desk/cong-viec/?timing=late"] > 0
        withdraw_plan(plan, actor=SYSTEM, reason="Ban hành nhầm")
        assert set(figures(page(world.office, reverse("portal:home"))).values()) == {0}


def test_readings_wait_only_for_those_who_may_open_them(world: World) -> None:
    reading = factory.read(world)
    address = reverse("plans:reading", args=[reading.uid])
    assert address in page(world.office, reverse("portal:home"))
    assert address not in page(world.stranger, reverse("portal:home"))


def test_only_those_who_may_take_plans_in_are_offered_to(world: World) -> None:
    address = f'href="{reverse("plans:import")}"'
    assert address in page(world.office, reverse("portal:home"))
    assert address not in page(world.auditor, reverse("portal:home"))


def test_letters_that_could_not_be_delivered_are_counted_for_the_operator_alone(world: World) -> None:
    address = reverse("portal:system")
    assert address in told(page(operator(world), reverse("portal:home")))
    assert address not in told(page(world.office, reverse("portal:home")))


def test_what_nobody_waits_for_is_one_line_under_the_figures(world: World) -> None:
    html = page(world.office, reverse("portal:home"))
    shown = figures(html)
    assert all(shown[address] for address in list(shown)[2:])
    assert reverse("documents:approvals") in told(html) - shown.keys()


def test_the_trail_of_a_record_is_open_to_those_who_may_open_the_record_and_to_auditors(world: World) -> None:
    ref = ref_of(factory.read(world))
    address = reverse("portal:trail", args=[ref.kind, ref.uid])
    assert "Chuỗi nguyên vẹn" in page(world.office, address)
    assert "Chuỗi nguyên vẹn" in page(world.auditor, address)
    assert "Chuỗi" not in page(world.stranger, address, 404)


def test_a_long_trail_comes_page_by_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "TRAIL_PAGE", 3)
    ref = ref_of(factory.read(world))
    for n in range(7):
        events.append(ref, "test.done", actor=SYSTEM, payload={"reason": f"lần {n}"})
    client = signed_in(world.auditor)
    address = reverse("portal:trail", args=[ref.kind, ref.uid])
    first = client.get(address)
    second = client.get(f"{address}?{first.context['older']}")
    said = [[entry.event.payload.get("reason") for entry in one.context["entries"]] for one in (first, second)]

    assert said == [["lần 6", "lần 5", "lần 4"], ["lần 3", "lần 2", "lần 1"]]
    assert client.get(f"{address}?{second.context['newer']}").context["entries"][0].event.payload["reason"] == "lần 6"
    assert client.get(f"{address}?cursor=x").status_code == 404


def test_the_trail_says_where_its_chain_is_broken(world: World) -> None:
    ref = ref_of(factory.read(world))
    first = Event.objects.filter(subject=str(ref)).earliest("sequence")
    Event.objects.filter(pk=first.pk).update(actor_name="Kẻ khác")
    html = page(world.auditor, reverse("portal:trail", args=[ref.kind, ref.uid]))
    assert "Chuỗi bị đứt" in html
    assert "Chuỗi nguyên vẹn" not in html


def test_the_trail_of_the_whole_office_is_for_auditors_and_operators(world: World) -> None:
    address = reverse("portal:office_trail")
    page(world.auditor, address)
    page(operator(world), address)
    page(world.office, address, 403)
    page(world.leader, address, 403)


def test_work_is_seen_by_its_starter_the_unit_s_leader_and_auditors_only(world: World) -> None:
    address = reverse("portal:job", args=[running(world).uid])
    for user in (world.office, world.leader, world.auditor, operator(world)):
        page(user, address)
    page(world.stranger, address, 404)
    page(world.specialist, address, 404)


@pytest.mark.parametrize("act", ["job_cancel", "job_retry"])
def test_only_the_starter_and_the_operator_stop_or_repeat_work(world: World, act: str) -> None:
    job = running(world) if act == "job_cancel" else cancelled(world)
    before, address = job.state, reverse(f"portal:{act}", args=[job.uid])
    for user, status in ((world.leader, 403), (world.auditor, 403), (world.stranger, 404)):
        assert signed_in(user).post(address).status_code == status
        job.refresh_from_db()
        assert job.state == before
    assert signed_in(operator(world)).post(address).status_code == 302
    job.refresh_from_db()
    assert job.state == ("cancelled" if act == "job_cancel" else "queued")


def test_the_starter_stops_the_work_and_repeats_it(world: World) -> None:
    job, client = running(world), signed_in(world.office)
    client.post(reverse("portal:job_cancel", args=[job.uid]))
    job.refresh_from_db()
    assert job.state == "cancelled"
    client.post(reverse("portal:job_retry", args=[job.uid]))
    job.refresh_from_db()
    assert job.state == "queued"


def test_to_stop_or_repeat_is_offered_only_to_those_who_may(world: World) -> None:
    job = running(world)
    address, stop = reverse("portal:job", args=[job.uid]), reverse("portal:job_cancel", args=[job.uid])
    assert stop in page(world.office, address)
    assert stop not in page(world.leader, address)
    assert stop not in page(world.leader, reverse("portal:home"))
    jobs.cancel_job(job, actor=SYSTEM)
    again = reverse("portal:job_retry", args=[job.uid])
    assert again in page(world.office, address)
    assert again not in page(world.leader, address)


def test_the_state_of_the_system_is_for_operators(world: World) -> None:
    address = reverse("portal:system")
    page(operator(world), address)
    for user in (world.office, world.leader, world.auditor):
        page(user, address, 403)


def test_only_the_operator_may_ask_to_send_an_event_again(world: World) -> None:
    factory.read(world)
    address = reverse("portal:resend", args=[Event.objects.earliest("pk").uid])
    assert signed_in(world.office).post(address).status_code == 403
    assert signed_in(operator(world)).post(address).status_code == 404, "it has no failed delivery to send"


@pytest.mark.parametrize("name", ["home", "work", "office_trail", "system"])
def test_who_is_not_signed_in_is_asked_to(db: None, name: str) -> None:
    response = signed_in(None).get(reverse(f"portal:{name}"))
    assert response.status_code == 302
    assert reverse(f"portal:{name}") in response["Location"]


@pytest.mark.usefixtures("storage")
@pytest.mark.parametrize(
    ("name", "found", "missed"),
    [
        ("portal:work", "doc ke hoach", "xyzzy quux"),
        ("plans:readings", "18/kh-kcndn", "xyzzy quux"),
        ("plans:readings", "kiem soat thu tuc", "xyzzy quux"),
        ("portal:office_trail", "le van phong", "xyzzy quux"),
    ],
)
def test_running_work_readings_and_the_trail_are_found_without_diacritics(
    world: World, name: str, found: str, missed: str
) -> None:
    factory.read(world, user=world.office)
    factory.started(world, factory.plan_text("19/KH-KCNĐN"), user=world.office)
    reader = world.auditor if name == "portal:office_trail" else world.office

    assert rows(page(reader, f"{reverse(name)}?q={found}")) > 0
    assert rows(page(reader, f"{reverse(name)}?q={missed}")) == 0


def test_the_details_of_the_trail_are_in_words_and_name_what_they_refer_to(world: World) -> None:
    plan = factory.accepted(world)
    html = page(world.office, reverse("portal:trail", args=["plan", plan.uid]))

    assert "<dt>Bản đọc</dt>" in html
    assert "<dt>reading</dt>" not in html
    assert "plan_reading:" not in html


def test_every_field_of_a_payload_has_a_name_that_people_read() -> None:
    """Of the payloads written out in the code: what a package keeps in the trail, it names in its `events.FIELDS`."""
    source = Path(motcua.__file__).parent
    text = "\n".join(p.read_text(encoding="utf-8") for p in source.rglob("*.py"))
    keys = {key for found in re.findall(r"payload=\{([^}]*)\}", text) for key in re.findall(r'"([a-z_]+)":', found)}

    assert keys
    assert sorted(key for key in keys if key not in event_fields) == []


def test_the_page_of_a_record_is_loaded_again_when_its_job_ends_and_no_other_page(world: World) -> None:
    job = running(world)
    Job.objects.filter(pk=job.pk).update(subject=f"job:{job.uid}")  # any record with a page of its own
    here, asked = reverse("portal:job", args=[job.uid]), reverse("portal:job_progress", args=[job.uid])

    def told(page_shown: str) -> bool:
        headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page_shown}"}
        return "HX-Refresh" in signed_in(world.office).get(asked, headers=headers).headers

    assert not told(here)
    Job.objects.filter(pk=job.pk).update(state="done", finished_at=datetime(2026, 6, 20, 3, 30, tzinfo=UTC))
    assert told(f"{here}?q=x")
    assert not told("/desk/")


def test_the_facts_of_a_job_follow_its_run_with_its_progress(world: World) -> None:
    job = running(world)
    here, live = reverse("portal:job", args=[job.uid]), reverse("portal:job_progress", args=[job.uid]) + "?tat-ca=1"
    assert f'hx-get="{live}"' in page(world.office, here)

    over = datetime(2026, 6, 20, 3, 30, tzinfo=UTC)
    Job.objects.filter(pk=job.pk).update(state="failed", finished_at=over, attempts=3)
    told = page(world.office, live)

    assert "10:30 20/06/2026" in told
    assert reverse("portal:job_retry", args=[job.uid]) in told
    assert "hx-get" not in told
