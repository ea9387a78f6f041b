"""Acts over very many procedures: small ones at once, large ones by a job in portions; stopped, run again, taken back half way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.documents import NOW, law
from tests.factories.procedures import procedure
from tests.factories.publication import World

from motcua.kernel import clock, events, jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.kernel.models import Job
from motcua.organisations.models import User
from motcua.procedures.desk.bulk import said_of
from motcua.procedures.models import (
    Assignment,
    BulkAct,
    CompetenceTransfer,
    OnlineLevel,
    Procedure,
    ProcedureFlag,
)
from motcua.procedures.queries import bulk as queries
from motcua.procedures.services import bulk
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.marks import set_level
from motcua.procedures.services.transfers import plan_transfer

pytestmark = pytest.mark.django_db

SINCE = date(2025, 7, 1)
TODAY = NOW.date()


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> World:
    with standing(), clock.frozen(NOW):
        world = factory.build_world()
        for n in range(1, 6):
            procedure(f"1.10000{n}")
        law("12/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2025, 6, 30))
        return world


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every act is large, and a portion holds two procedures of three units."""
    monkeypatch.setattr(bulk, "AT_ONCE", 0)
    monkeypatch.setattr(bulk, "PORTION", 46)
    monkeypatch.setattr(bulk, "AIM", 60.0)


def five() -> list[Procedure]:
    return list(Procedure.objects.order_by("base_code"))


def decided() -> Any:
    from motcua.documents.models import LegalDocument

    return LegalDocument.objects.get(number="12/QĐ-UBND")


def given(world: World, units: Any = None) -> BulkAct:
    return bulk.assign_many(five(), units or world.communes, role="performing", valid_from=SINCE, actor=SYSTEM)


def run(act: BulkAct) -> None:
    jobs.run_job.func(act.job)
    act.refresh_from_db()


def stopped_after(act: BulkAct, portions: int) -> None:
    """Somebody stops it after so many portions, as a worker sees it."""

    def progress(done: int, total: int | None) -> None:
        nonlocal portions
        portions -= 1
        if portions == 0:
            raise jobs.Cancelled

    with pytest.raises(jobs.Cancelled):
        bulk.carry_on(act, actor=SYSTEM, progress=progress)
    act.refresh_from_db()


def test_a_small_act_is_done_at_once_and_each_procedure_told(world: World) -> None:
    assign(five()[:2], [world.communes[0]], role="performing", valid_from=SINCE, actor=SYSTEM)
    assign(five()[2:3], world.communes, role="performing", valid_from=SINCE, actor=SYSTEM)

    act = given(world)

    assert (act.job, act.ended_at) == ("", NOW)
    told = {line.procedure.base_code: (line.state, line.made, line.there) for line in queries.lines_of(act)}
    assert told["1.100001"] == ("done", 2, 1)
    assert told["1.100003"] == ("unchanged", 0, 3)
    assert told["1.100005"] == ("done", 3, 0)
    assert Assignment.objects.count() == 15


def test_what_is_abolished_by_then_is_set_aside_and_the_others_given(world: World) -> None:
    Procedure.objects.filter(base_code="1.100002").update(abolished_on=SINCE)

    told = {line.procedure.base_code: (line.state, line.reason) for line in queries.lines_of(given(world))}

    assert told["1.100002"] == ("aside", "Thủ tục đã bãi bỏ vào ngày này.")
    assert told["1.100001"] == ("done", "")
    assert not Assignment.objects.filter(procedure__base_code="1.100002").exists()


@pytest.mark.usefixtures("large")
def test_a_large_act_waits_for_its_job_and_does_the_same(world: World) -> None:
    act = given(world)
    assert (Assignment.objects.count(), queries.states_of(act)) == (0, {"waiting": 5})

    run(act)

    job = Job.objects.get()
    assert (job.state, job.done, job.total, job.result["done"]) == ("done", 5, 5, 5)
    assert (Assignment.objects.count(), act.ended_at is not None) == (15, True)
    assert [e.kind for e in events.history(queries.ref_of(act))] == ["bulk_act.begun"]


@pytest.mark.usefixtures("large")
def test_what_is_stopped_keeps_whole_procedures_and_goes_on_where_it_was(world: World) -> None:
    act = given(world)
    stopped_after(act, 2)
    assert queries.states_of(act) == {"done": 4, "waiting": 1}
    assert (Assignment.objects.count(), act.ended_at) == (12, None)

    run(act)

    assert queries.states_of(act) == {"done": 5}
    assert Assignment.objects.count() == 15


@pytest.mark.usefixtures("large")
def test_what_takes_longer_than_it_should_goes_on_in_smaller_portions(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AIM", 0.0)
    done: list[int] = []
    bulk.carry_on(given(world), actor=SYSTEM, progress=lambda n, _total: done.append(n))
    assert done == [2, 3, 4, 5]


@pytest.mark.usefixtures("large")
def test_the_same_given_twice_at_the_same_time_stands_once(world: World) -> None:
    first, second = given(world), given(world)
    stopped_after(first, 1)
    run(second)
    run(first)

    assert Assignment.objects.count() == 15
    assert [sum(line.made for line in queries.lines_of(act)) for act in (first, second)] == [6, 9]


@pytest.mark.usefixtures("large")
def test_a_portion_that_fails_leaves_no_half_written_procedure(world: World) -> None:
    act = given(world)
    act.facts = act.facts | {"units": [*act.facts["units"], str(world.board.uid)], "from": "2019-01-01"}
    act.save()  # on that day the units did not exist
    run(act)

    assert Job.objects.get().state == "failed"
    assert (Assignment.objects.count(), queries.states_of(act)) == (0, {"waiting": 5})


def test_levels_that_were_determined_later_are_set_aside_and_the_others_done(world: World) -> None:
    set_level(five()[:1], level="whole", valid_from=date(2026, 9, 1), actor=SYSTEM)

    act = bulk.level_many(five(), level="whole", valid_from=date(2026, 8, 1), actor=SYSTEM)

    (aside,) = queries.lines_of(act).filter(state="aside")
    assert (aside.procedure.base_code, "từ ngày này" in aside.reason) == ("1.100001", True)
    assert OnlineLevel.objects.filter(valid_from=date(2026, 8, 1)).count() == 4


def test_flags_that_stand_are_left_and_counted(world: World) -> None:
    facts: dict[str, Any] = {"kind": "public_post", "decision": decided(), "actor": SYSTEM}
    bulk.flag_many(five()[:2], valid_from=date(2026, 1, 1), **facts)

    act = bulk.flag_many(five(), valid_from=date(2026, 2, 1), **facts)

    assert queries.states_of(act) == {"done": 3, "unchanged": 2}
    assert ProcedureFlag.objects.count() == 5


def test_internal_procedures_are_set_aside_where_only_citizens_hand_in(world: World) -> None:
    internal = procedure("9.900001", kind="internal")
    chosen, facts = [*five(), internal], {"decision": decided(), "actor": SYSTEM}
    acts = (
        bulk.flag_many(chosen, kind="boundary_free", valid_from=TODAY, **facts),
        bulk.level_many(chosen, level="whole", valid_from=TODAY, **facts),
        bulk.assign_many(chosen, [world.communes[0]], role="receiving", valid_from=SINCE, **facts),
    )
    for act in acts:
        (reason,) = queries.asides_of(act)
        assert "nội bộ" in reason
        assert queries.states_of(act) == {"done": 5, "aside": 1}
    assert "1 thủ tục để riêng: Thủ tục nội bộ" in str(said_of(acts[0]))
    performed = bulk.assign_many([internal], [world.board], role="performing", valid_from=SINCE, **facts)
    assert queries.states_of(performed) == {"done": 1}
    with pytest.raises(Invalid, match="nội bộ"):
        set_level([internal], level="whole", valid_from=TODAY, actor=SYSTEM)


def test_an_abolished_procedure_alone_is_named_as_abolished(world: World) -> None:
    Procedure.objects.filter(base_code="1.100002").update(abolished_on=SINCE)
    with pytest.raises(Invalid) as refusal:
        bulk.assign_many(five()[1:2], world.communes, role="performing", valid_from=SINCE, actor=SYSTEM)
    (error,) = refusal.value.errors
    assert (error.field, "Đã bãi bỏ" in error.template, "1.100002" in error.params["codes"]) == (
        "procedures",
        True,
        True,
    )


def test_an_assignment_that_rests_on_nothing_is_told_so(world: World) -> None:
    assert queries.is_unfounded(given(world))
    facts: dict[str, Any] = {"role": "receiving", "valid_from": SINCE, "decision": decided(), "actor": SYSTEM}
    assert not queries.is_unfounded(bulk.assign_many(five(), world.communes, **facts))


def moved(world: World) -> CompetenceTransfer:
    assign(five(), [world.department], role="performing", valid_from=SINCE, actor=SYSTEM)
    planned = plan_transfer(world.department, world.communes, roles=["performing"], on=TODAY)
    return bulk.transfer_many(planned, decision=decided(), actor=SYSTEM)


@pytest.mark.usefixtures("large")
def test_a_large_transfer_goes_over_in_portions_and_is_taken_back_in_portions(world: World) -> None:
    transfer = moved(world)
    act = queries.act_of(transfer)
    assert act is not None
    assert Assignment.objects.filter(unit=world.department, valid_to__isnull=True).count() == 5
    with pytest.raises(Refused):
        bulk.reverse_many(transfer, reason="Thu hồi", actor=SYSTEM)

    run(act)
    assert (transfer.made.count(), transfer.ended.count()) == (15, 5)

    bulk.reverse_many(transfer, reason="Thu hồi", actor=SYSTEM)
    back = queries.act_of(transfer)
    assert back is not None
    run(back)
    assert Assignment.objects.filter(unit=world.department, valid_to__isnull=True).count() == 5
    assert len(transfer.taken_back) == 15


@pytest.mark.usefixtures("large")
def test_a_transfer_that_was_stopped_half_way_is_taken_back_and_does_not_go_on(world: World) -> None:
    transfer = moved(world)
    act = queries.act_of(transfer)
    assert act is not None
    stopped_after(act, 1)
    jobs.cancel_job(Job.objects.get(uid=act.job), actor=SYSTEM)
    assert transfer.ended.count() == 2

    bulk.reverse_many(transfer, reason="Thu hồi", actor=SYSTEM)
    back = queries.act_of(transfer)
    assert back is not None
    run(back)
    jobs.retry_job(Job.objects.get(uid=act.job), actor=SYSTEM)
    run(act)

    assert Job.objects.get(uid=act.job).state == "failed"
    today = Assignment.objects.filter(valid_from__lte=TODAY, valid_to__isnull=True)
    assert sorted(today.values_list("unit__code", flat=True)) == ["so"] * 5


def test_what_a_unit_no_longer_holds_is_set_aside(world: World, large: None) -> None:
    transfer = moved(world)
    Assignment.objects.filter(procedure=five()[0]).update(valid_to=date(2026, 1, 1))
    act = queries.act_of(transfer)
    assert act is not None
    run(act)

    assert queries.states_of(act) == {"aside": 1, "done": 4}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


@pytest.mark.usefixtures("large")
def test_the_page_shows_progress_then_what_became_of_each_procedure(world: World) -> None:
    client = signed_in(world.office.office)
    data = {"role": "performing", "whom": "communes", "valid_from": "01/07/2025", "confirm": "on"}
    codes = "1.100001 1.100002 1.100003"
    answer = client.post(reverse("procedures:assign_many"), data | {"procedures": codes, "decision": "12/QĐ-UBND"})
    act = BulkAct.objects.get()
    assert answer.headers["Location"] == reverse("procedures:bulk_act", args=[act.uid])
    waits = client.get(answer.headers["Location"]).content.decode()
    for said in ("Đang chờ", "Dừng việc này", "chạy ở nền", "Chưa làm", "12/QĐ-UBND", "01/07/2025"):
        assert said in waits, said

    run(act)

    shown = client.get(answer.headers["Location"]).content.decode()
    assert "Đang chờ" not in shown
    assert shown.count(">Đã làm<") >= 3
    assert "1.100002" in shown
    assert "1.100002" not in client.get(answer.headers["Location"], {"state": "aside"}).content.decode()
    assert str(act.uid) in client.get(reverse("procedures:bulk_acts")).content.decode()


def test_every_officer_reads_acts_and_nobody_else(world: World) -> None:
    act = given(world)
    for address in (reverse("procedures:bulk_acts"), reverse("procedures:bulk_act", args=[act.uid])):
        assert {signed_in(user).get(address).status_code for user in world.office.users.values()} == {200}
        assert Client().get(address).status_code == 302


def test_the_page_of_an_act_costs_the_same_for_many(world: World, django_assert_max_num_queries: Any) -> None:
    act = given(world)
    client = signed_in(world.office.office)
    address = reverse("procedures:bulk_act", args=[act.uid])
    client.get(address)

    with django_assert_max_num_queries(26):
        client.get(address)
