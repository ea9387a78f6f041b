"""Who performs what: many units at once, competence that goes over on a day and back, units that lack somebody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import publication as factory
from tests.factories.documents import law
from tests.factories.procedures import procedure
from tests.factories.publication import World

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.organisations.models import Unit
from motcua.procedures.models import Assignment, CompetenceTransfer, Procedure
from motcua.procedures.queries import assignments
from motcua.procedures.queries import matrix as who
from motcua.procedures.queries.registry import public_on, ref_of
from motcua.procedures.services.assignments import assign, end_assignments, move_assignments
from motcua.procedures.services.bulk import reverse_many, transfer_many
from motcua.procedures.services.transfers import plan_transfer

pytestmark = pytest.mark.django_db

SINCE = date(2025, 7, 1)
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)


def decided() -> Any:
    return law("12/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2025, 6, 30))


def give(procedures: list[Procedure], units: list[Unit], on: date = SINCE, role: str = "performing") -> Any:
    return assign(procedures, units, role=role, valid_from=on, actor=SYSTEM)


def held(of: Procedure, on: date, role: str = "performing") -> list[str]:
    rows = assignments.held_on(on).filter(procedure=of, role=role)
    return sorted(rows.values_list("unit__code", flat=True))


def test_a_procedure_goes_to_all_communes_at_once(world: World) -> None:
    found = procedure()

    done = give([found], assignments.communes_on(SINCE))

    assert (done.made, done.there) == (3, 0)
    assert held(found, TODAY) == ["xa-75001", "xa-75002", "xa-75003"]
    (told,) = [e for e in events.history(ref_of(found)) if e.kind == "procedure.assigned"]
    assert (told.payload["count"], told.payload["role"]) == (3, "performing")


def test_what_is_held_already_is_left_as_it_is(world: World) -> None:
    found = [procedure("1.100001"), procedure("1.100002")]
    give(found[:1], list(world.communes[:2]))

    done = give(found, list(world.communes))

    assert (done.made, done.there) == (4, 2)


def test_bulk_assignment_costs_the_same_queries_for_many(world: World) -> None:
    def cost(codes: list[str], units: list[Unit]) -> int:
        found = [procedure(code) for code in codes]
        with CaptureQueriesContext(connection) as told:
            give(found, units)
        return len(told)

    one = cost(["1.100001"], list(world.communes[:1]))
    assert cost(["1.100002", "1.100003", "1.100004"], list(world.communes)) == one


@pytest.mark.parametrize("missing", ["procedures", "units", "role"])
def test_an_assignment_names_procedures_units_and_a_role(world: World, missing: str) -> None:
    with pytest.raises(Invalid) as refusal:
        assign(
            [] if missing == "procedures" else [procedure()],
            [] if missing == "units" else [world.board],
            role="" if missing == "role" else "performing",
            valid_from=SINCE,
            actor=SYSTEM,
        )

    assert [e.field for e in refusal.value.errors] == [missing]


def test_a_unit_that_does_not_exist_on_the_day_gets_nothing(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        give([procedure()], [world.board], on=date(2019, 1, 1))

    assert [e.field for e in refusal.value.errors] == ["units"]


def test_an_assignment_ends_and_one_that_had_not_begun_is_gone(world: World) -> None:
    found = procedure()
    give([found], [world.board])
    give([found], [world.department], on=date(2027, 1, 1))

    assert end_assignments(list(found.assignments.all()), on=TODAY, actor=SYSTEM, reason="Chuyển đơn vị") == 2
    assert held(found, date(2026, 11, 19)) == ["bql"]
    assert held(found, TODAY) == held(found, date(2027, 6, 1)) == []
    with pytest.raises(Refused):
        end_assignments(list(found.assignments.all()), on=TODAY, actor=SYSTEM)


def transferred(world: World, found: list[Procedure], on: date, *to: Unit) -> CompetenceTransfer:
    planned = plan_transfer(world.department, to or world.communes, roles=["performing"], on=on)
    return transfer_many(planned, actor=SYSTEM, decision=decided())


def test_a_transfer_is_seen_before_it_is_carried_out(world: World) -> None:
    found = [procedure("1.100001"), procedure("1.100002")]
    give(found, [world.department])
    give(found[:1], [world.communes[0]])

    planned = plan_transfer(world.department, world.communes, roles=["performing"], on=TODAY)

    assert (planned.procedures, planned.made) == (2, 5)
    assert [[u.code for u in line.there] for line in planned.lines] == [["xa-75001"], []]
    assert held(found[0], TODAY) == ["so", "xa-75001"]
    assert not CompetenceTransfer.objects.exists()


def test_competence_goes_over_on_a_day_as_one_operation(world: World) -> None:
    found = [procedure("1.100001"), procedure("1.100002")]
    give(found, [world.department])
    transfer = transferred(world, found, TODAY)

    for one in found:
        assert held(one, date(2026, 11, 19)) == ["so"]
        assert held(one, TODAY) == ["xa-75001", "xa-75002", "xa-75003"]
    assert [e.kind for e in events.history(assignments.transfer_ref(transfer))] == ["competence.transferred"]
    assert transfer.counts["procedures"] == 2


def test_a_transfer_ahead_is_taken_back_without_a_trace_in_what_holds(world: World) -> None:
    found = [procedure()]
    give(found, [world.department])
    transfer = transferred(world, found, date(2027, 1, 1))
    reverse_many(transfer, reason="Quyết định bị thu hồi", actor=SYSTEM)

    assert held(found[0], date(2027, 6, 1)) == ["so"]
    assert [(a.unit.code, a.valid_to) for a in Assignment.objects.all()] == [("so", None)]
    assert len(transfer.taken_back) == 3
    with pytest.raises(Refused):
        reverse_many(transfer, reason="nữa", actor=SYSTEM)


def test_a_transfer_in_force_is_taken_back_from_today_on(world: World) -> None:
    found = [procedure()]
    give(found, [world.department])
    transfer = transferred(world, found, date(2026, 11, 1), world.board)
    reverse_many(transfer, reason="Quyết định bị thu hồi", actor=SYSTEM)

    assert held(found[0], date(2026, 10, 31)) == ["so"]
    assert held(found[0], date(2026, 11, 19)) == ["bql"]
    assert held(found[0], TODAY) == ["so"]


@pytest.mark.parametrize("first_on", [date(2026, 11, 1), date(2026, 12, 1)])
def test_of_two_transfers_in_a_row_the_last_is_taken_back_first(world: World, first_on: date) -> None:
    found = [procedure()]
    give(found, [world.department])
    first = transferred(world, found, first_on, world.board)
    planned = plan_transfer(world.board, [world.communes[0]], roles=["performing"], on=date(2026, 12, 15))
    second = transfer_many(planned, actor=SYSTEM, decision=law("13/QĐ-UBND", "Ủy ban nhân dân tỉnh", TODAY))
    with pytest.raises(Refused, match="13/QĐ-UBND từ ngày 15/12/2026"):
        reverse_many(first, reason="Nhầm", actor=SYSTEM)
    assert held(found[0], date(2027, 1, 1)) == ["xa-75001"]

    for transfer, left in ((second, "bql"), (first, "so")):
        reverse_many(transfer, reason="Nhầm", actor=SYSTEM)
        assert held(found[0], date(2027, 1, 1)) == [left]


def test_what_came_back_after_its_day_goes_back_further_and_is_counted_once(world: World) -> None:
    found = [procedure()]
    give(found, [world.department])
    first = transferred(world, found, date(2026, 11, 1), world.board)
    planned = plan_transfer(world.board, [world.communes[0]], roles=["performing"], on=date(2026, 11, 10))
    reverse_many(transfer_many(planned, actor=SYSTEM, decision=first.decision), reason="Nhầm", actor=SYSTEM)
    assert held(found[0], TODAY) == ["bql"]
    assert assignments.counts_made(first)["made"] == 1

    reverse_many(first, reason="Nhầm", actor=SYSTEM)
    assert held(found[0], date(2027, 1, 1)) == ["so"]


@pytest.mark.parametrize("wrong", ["to_units", "roles", "from_unit", "decision"])
def test_a_transfer_that_cannot_be_is_refused(world: World, wrong: str) -> None:
    give([procedure()], [world.department])

    def run() -> None:
        planned = plan_transfer(
            world.communes[0] if wrong == "from_unit" else world.department,
            [world.department] if wrong == "to_units" else [world.board],
            roles=[] if wrong == "roles" else ["performing"],
            on=TODAY,
        )
        transfer_many(planned, actor=SYSTEM, decision=None)

    with pytest.raises(Invalid) as refusal:
        run()

    assert [e.field for e in refusal.value.errors] == [wrong]


def test_what_the_unit_no_longer_performs_is_set_aside_not_carried_over(world: World) -> None:
    give([procedure()], [world.department])
    planned = plan_transfer(world.department, [world.board], roles=["performing"], on=TODAY)
    end_assignments(list(Assignment.objects.all()), on=date(2026, 11, 1), actor=SYSTEM)

    transfer = transfer_many(planned, actor=SYSTEM, decision=decided())

    (line,) = transfer.acts.get().lines.all()
    assert (line.state, line.made) == ("aside", 0)
    assert held(line.procedure, TODAY) == []


def test_procedures_that_nobody_performs_are_listed(world: World) -> None:
    found = [procedure("1.100001"), procedure("1.100002")]
    give(found[:1], [world.board])

    assert list(assignments.without_holder("performing", TODAY).values_list("base_code", flat=True)) == ["1.100002"]
    assert assignments.without_holder("receiving", TODAY).count() == public_on(TODAY).count() == 2


def test_the_matrix_tells_which_unit_lacks_a_holder_of_a_role(world: World) -> None:
    found = [procedure("1.100001"), procedure("1.100002")]
    give(found, [world.board])
    give(found[:1], [world.communes[0]])
    for role in ("counter", "specialist", "head", "leader"):
        factory.officer(f"Ông {role}", world.board, role)
    factory.officer("Bà một cửa", world.communes[0], "counter")
    factory.officer("Ông văn thư", world.board, "registry_clerk")

    found = who.matrix(TODAY)

    assert found.heads == ("Bộ phận Một cửa", "Lãnh đạo phòng", "Chuyên viên thụ lý", "Lãnh đạo đơn vị", "Văn thư")
    assert [(r.code, r.procedures, [c.role.name for c in r.roles if c.lacking]) for r in found.rows] == [
        ("xa-75001", 1, ["Lãnh đạo phòng", "Chuyên viên thụ lý", "Lãnh đạo đơn vị", "Văn thư"]),
        ("bql", 2, []),
    ]
    assert (found.lacking, "Mặc định" in found.basis) == (1, True)


def test_the_matrix_costs_the_same_for_many_units(world: World, django_assert_num_queries: Any) -> None:
    found = [procedure()]
    give(found, [world.board])
    with CaptureQueriesContext(connection) as one:
        who.matrix(TODAY)
    give(found, list(world.communes))

    with django_assert_num_queries(len(one)):
        assert len(who.matrix(TODAY).rows) == 4


def test_a_reorganisation_moves_what_a_unit_performs_but_not_twice(world: World) -> None:
    found = [procedure("1.100001"), procedure("1.100002")]
    give(found, [world.department])
    give(found[:1], [world.board])
    refs = assignments.refs_of_unit(world.department.pk)

    assert len(refs) == 2
    assert move_assignments(refs, world.department.pk, world.board.pk) == 1
    assert held(found[0], TODAY) == ["bql", "so"]
    assert held(found[1], TODAY) == ["bql"]
    assert move_assignments(refs, world.board.pk, world.department.pk) == 1


def test_codes_are_found_and_unknown_ones_told(world: World) -> None:
    procedure("1.100001")

    found, unknown = assignments.procedures_named(["1.100001.000.00.00.H19", "9.999999", " "])

    assert ([p.base_code for p in found], unknown) == (["1.100001"], ["9.999999"])
