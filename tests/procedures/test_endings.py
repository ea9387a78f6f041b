"""Procedures end once, by a decision that is named; days of decisions lie within reason; nothing takes its own place."""

from __future__ import annotations

import contextlib
import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.factories import publication as factory
from tests.factories.procedures import content, draft, procedure
from tests.factories.publication import World, signed

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.procedures.content import Content
from motcua.procedures.imports import read_file
from motcua.procedures.models import ImportRun, Procedure, PublicationItem
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries.endings import Ending, ending_of
from motcua.procedures.queries.registry import in_force, ref_of, version_on
from motcua.procedures.services import publications
from motcua.procedures.services.deciding import accept_waiting
from motcua.procedures.services.importing import compare_procedures, import_procedures
from motcua.procedures.services.publication_lists import add_line
from motcua.procedures.services.publishing import abolish, publish_decision
from motcua.procedures.services.versions import publish_version

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
SIGNED_ON = date(2026, 3, 3)


def ended(world: World, found: Procedure, on: date, number: str = "1/QĐ-UBND") -> Any:
    """A decision that ends a procedure on a day, published."""
    number_of_basis = f"{number.partition('/')[0]}/2026/NĐ-CP"
    made = signed(
        world, found, action="abolished", number=number, effective_on=on, basis=factory.basis(number_of_basis)
    )
    publish_decision(queries.decision_by_uid(str(made.uid)), actor=SYSTEM)
    return made


def test_what_has_ended_is_not_ended_again_and_the_refusal_names_day_and_decision(world: World) -> None:
    gone = procedure("1.100001")
    by = ended(world, gone, date(2026, 11, 1))
    gone.refresh_from_db()
    assert ending_of(gone) == Ending(date(2026, 11, 1), "1/QĐ-UBND", SIGNED_ON, by.uid)

    again = factory.decision(world, basis=factory.basis("8/2026/NĐ-CP"))
    for line in ({"action": "abolished", "procedure": gone}, {"action": "new", "code": "9.000001", "replaces": gone}):
        with pytest.raises(Invalid) as refusal:
            add_line(again, name="Một", actor=SYSTEM, **line)
        assert "đã bãi bỏ từ 01/11/2026 theo 1/QĐ-UBND ngày 03/03/2026" in str(refusal.value.errors[0])


def test_a_line_settled_before_its_procedure_ended_is_refused_when_it_is_published(world: World) -> None:
    gone = procedure("1.100001")
    made = signed(world, gone, action="abolished", number="2/QĐ-UBND", effective_on=date(2026, 10, 1))
    ended(world, gone, date(2026, 11, 1))

    with pytest.raises(Invalid) as refusal:
        publish_decision(queries.decision_by_uid(str(made.uid)), actor=SYSTEM)
    assert "đã bãi bỏ từ 01/11/2026 theo 1/QĐ-UBND ngày 03/03/2026" in str(refusal.value.errors[0])
    gone.refresh_from_db()
    assert gone.abolished_on == date(2026, 11, 1)


@pytest.mark.parametrize("moved", [date(2026, 12, 15), date(2027, 2, 1)])
def test_an_end_that_lies_ahead_moves_and_the_trail_says_from_when_and_by_what(world: World, moved: date) -> None:
    leaving = procedure("1.100001")
    ended(world, leaving, date(2027, 1, 1))
    by = ended(world, leaving, moved, "2/QĐ-UBND")

    leaving.refresh_from_db()
    assert leaving.abolished_on == moved
    before, after = (version_on(leaving, day) for day in (moved.replace(day=14, month=12, year=2026), moved))
    assert (before is not None, after) == (True, None)
    assert leaving.versions.get().valid_to == moved
    told = [e.payload for e in events.history(ref_of(leaving)) if e.kind == "procedure.abolished"][-1]
    assert (told["instead_of"], told["document"]) == ("2027-01-01", "1/QĐ-UBND")
    assert ending_of(leaving) == Ending(moved, "2/QĐ-UBND", SIGNED_ON, by.uid)


def test_what_is_published_after_an_abolition_holds_until_the_end_that_was_set(world: World) -> None:
    leaving = procedure("1.100001", origin="own")
    draft(leaving, content("Sửa trước khi bãi bỏ"))
    made = signed(world, leaving, number="2/QĐ-UBND", effective_on=date(2026, 12, 5))
    by = ended(world, leaving, date(2027, 1, 1))

    publish_decision(queries.decision_by_uid(str(made.uid)), actor=SYSTEM)
    assert [(v.valid_from, v.valid_to) for v in leaving.versions.order_by("number")][1:] == [
        (date(2026, 12, 5), date(2027, 1, 1))
    ]
    leaving.refresh_from_db()
    assert version_on(leaving, date(2027, 1, 1)) is None
    assert ending_of(leaving) == Ending(date(2027, 1, 1), "1/QĐ-UBND", SIGNED_ON, by.uid)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["write", "import", "accept", "end"]), st.integers(0, 8)), max_size=7))
@example([("end", 5), ("import", 2), ("write", 2), ("accept", 3)])
@example([("end", 2), ("import", 5), ("accept", 6)])
def test_whatever_comes_when_one_version_at_most_holds_on_a_day_and_none_from_the_end_on(
    world: World, acts: list[tuple[str, int]]
) -> None:
    with transaction.atomic():  # each example begins anew
        own, national = procedure("1.100001", origin="own"), procedure("1.100002", Content("Thủ tục mẫu"))
        decided = factory.decision(world)
        days = [date(2026, 12, 1) + timedelta(days=n) for n in range(10)]
        for number, (act, at) in enumerate(acts, 2):
            told = {"ma_thu_tuc": "1.100002", "ten_thu_tuc": "Thủ tục mẫu", "linh_vuc": f"Lĩnh vực {number}"}
            file = read_file(json.dumps(told, ensure_ascii=False).encode())
            with contextlib.suppress(Refused), transaction.atomic():
                match act:
                    case "write":
                        publish_version(
                            draft(own, content(f"Lần {number}"), 50 + number), valid_from=days[at], actor=SYSTEM
                        )
                    case "import":
                        import_procedures(file, actor=SYSTEM, valid_from=days[at])
                    case "accept":
                        run = compare_procedures(file, actor=SYSTEM, valid_from=days[at])
                        accept_waiting(ImportRun.objects.get(uid=run.run), actor=SYSTEM)
                    case "end":
                        for one in (own, national):
                            abolish(one, on=days[at], actor=SYSTEM, decision=decided)
        for one in (own, national):
            one.refresh_from_db()
            for day in days:
                held = one.versions.filter(in_force(day)).count()
                assert held == (0 if one.abolished_on is not None and one.abolished_on <= day else 1)
            assert not one.versions.filter(state="published", valid_to__lte=F("valid_from")).exists()
        transaction.set_rollback(True)


def test_a_second_decision_for_the_same_day_says_that_it_is_settled(world: World) -> None:
    leaving = procedure("1.100001")
    ended(world, leaving, date(2027, 1, 1))
    with pytest.raises(Invalid) as refusal:
        ended(world, leaving, date(2027, 1, 1), "2/QĐ-UBND")
    assert "theo 1/QĐ-UBND" in str(refusal.value.errors[0])


def test_a_procedure_does_not_take_its_own_place(world: World) -> None:
    found = procedure("1.100001", origin="own")
    made = factory.decision(world)
    with pytest.raises(Invalid) as refusal:
        add_line(made, action="replaced", procedure=found, replaces=found, actor=SYSTEM)

    assert [(e.field, str(e)[:38]) for e in refusal.value.errors] == [
        ("replaces", "Một thủ tục không thay thế chính nó: g")
    ]
    assert not PublicationItem.objects.exists()


@pytest.mark.parametrize("field", ["effective_on", "basis_effective_on", "basis_promulgated_on"])
@pytest.mark.parametrize("year", [1900, 2201])
def test_a_day_that_no_decision_can_be_of_is_refused_where_it_is_written(world: World, field: str, year: int) -> None:
    given = {field: date(year, 1, 1)}
    with pytest.raises(Invalid) as refusal:
        publications.draft_decision(
            publications.Facts("Công bố", **given), owner=world.board, issuer=world.province, actor=SYSTEM
        )
    assert [(e.field, str(e)) for e in refusal.value.errors] == [(field, "Năm phải từ 1945 đến 2200.")]


def test_a_decision_may_take_effect_before_it_was_signed(world: World) -> None:
    """A late decision publishes law that is in force already."""
    gone = procedure("1.100001")
    ended(world, gone, date(2026, 1, 1))
    gone.refresh_from_db()
    assert gone.abolished_on == date(2026, 1, 1)
