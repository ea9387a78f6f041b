"""Internal workflows over time: written, issued by a decision, one in force on a day; the stated default; who could take the steps."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import publication as factory
from tests.factories.documents import NOW, law
from tests.factories.procedures import content, procedure
from tests.factories.publication import World
from tests.factories.workflows import days, hours, step, table

from motcua.documents.models import LegalDocument
from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, Stale
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Limit
from motcua.procedures.desk.workflow_words import SHIPPED_ROLES
from motcua.procedures.models import InternalWorkflow, LocalEntry, Procedure
from motcua.procedures.queries import holders
from motcua.procedures.queries import workflows as queries
from motcua.procedures.queries.meant import meant
from motcua.procedures.services import workflows as services
from motcua.procedures.services.assignments import assign
from motcua.procedures.workflows import Role, Table

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
THREE_DAYS = content(limits=(Limit(Decimal(3), Unit.WORKING_DAY),))
TWO_CASES = content(
    limits=tuple(Limit(Decimal(3), Unit.WORKING_DAY, case=case) for case in ("Cấp lại", "Cấp mới")),
    fees=(),
    components=(),
)
SHORTER = content(limits=(Limit(Decimal(2), Unit.WORKING_DAY),))
PLAIN = table(
    step("1", "2", time=hours(4), role="counter"), step("2", "3", time=days(2)), step("3", time=hours(4), role="head")
)
SHORT = table(step("1", "2", time=hours(4), role="counter"), step("2", time=days(1)))


def decided(number: str = "12/QĐ-UBND", on: date = date(2026, 1, 5)) -> Any:
    return law(number, "Ủy ban nhân dân tỉnh", on)


def begun(of: Procedure, said: Table = PLAIN, level: str = "province", **others: Any) -> InternalWorkflow:
    return services.begin_workflow(of, level=level, table=said, actor=SYSTEM, **others)


def issued(of: Procedure, since: date, said: Table = PLAIN, by: Any = None, **others: Any) -> InternalWorkflow:
    made = begun(of, said, **others)
    return services.issue_workflow(
        made, decision=by or decided(f"{since:%j}/QĐ-UBND"), valid_from=since, version=made.version, actor=SYSTEM
    )


def test_a_procedure_without_a_workflow_runs_on_the_stated_default() -> None:
    used = queries.in_use(procedure(), "province", TODAY)
    assert used.workflow is None
    assert [role.kind for role in used.table.roles] == [
        "counter",
        "division_head",
        "specialist",
        "head",
        "registry_clerk",
    ]
    assert "mặc định" in used.basis.lower()
    assert [one.code for one in queries.findings_of(used.table, TODAY, None)] == ["no_limit"]


def test_an_issued_workflow_holds_from_its_day_and_ends_the_one_before() -> None:
    found = procedure("1.100001", THREE_DAYS)
    first, second = issued(found, date(2026, 2, 1)), issued(found, date(2026, 6, 1), SHORT)
    first.refresh_from_db()
    assert (first.valid_to, second.valid_to) == (date(2026, 6, 1), None)
    assert queries.workflow_on(found, "province", date(2026, 5, 31)) == first
    assert queries.workflow_on(found, "province", date(2026, 6, 1)) == second
    assert queries.workflow_on(found, "province", date(2026, 1, 31)) is None
    assert queries.workflow_on(found, "commune", date(2026, 6, 1)) is None
    assert [e.kind for e in events.history(queries.ref_of(second))] == ["workflow.begun", "workflow.issued"]


def test_a_workflow_is_for_a_case_that_the_procedure_has() -> None:
    plain, cased = procedure("1.100001", THREE_DAYS), procedure("1.100002", TWO_CASES)
    for found in (plain, cased):
        with pytest.raises(Invalid) as refusal:
            begun(found, case="Không có thật")
        assert [error.field for error in refusal.value.errors] == ["case"]
    made = begun(cased, case="Cấp lại")
    cased.versions.update(content=plain.versions.get().content)
    decision = decided("14/QĐ-UBND")
    with pytest.raises(Invalid) as refusal:
        services.issue_workflow(made, decision=decision, valid_from=TODAY, version=made.version, actor=SYSTEM)
    assert [error.field for error in refusal.value.errors] == ["case"]


def test_a_workflow_of_a_case_comes_before_the_one_for_all() -> None:
    found = procedure("1.100001", TWO_CASES)
    general = issued(found, date(2026, 2, 1))
    special = issued(found, date(2026, 2, 1), SHORT, by=decided("13/QĐ-UBND"), case="Cấp lại")
    assert queries.workflow_on(found, "province", TODAY, "Cấp lại") == special
    assert queries.workflow_on(found, "province", TODAY, "Cấp mới") == general


def test_only_one_draft_is_written_at_a_time() -> None:
    found = procedure()
    begun(found)
    with pytest.raises(Refused) as caught:
        begun(found)
    assert caught.value.code == "draft_there"
    begun(found, level="commune")


def test_none_is_begun_for_what_is_abolished() -> None:
    found = procedure("1.100001", THREE_DAYS)
    Procedure.objects.filter(pk=found.pk).update(abolished_on=TODAY)
    found.refresh_from_db()
    with pytest.raises(Refused, match="đã bãi bỏ"):
        begun(found)


def test_what_is_wrong_keeps_a_workflow_from_being_issued() -> None:
    found = procedure("1.100001", THREE_DAYS)
    long = table(step("1", time=days(4)))
    made = begun(found, long)
    with pytest.raises(Invalid) as caught:
        services.issue_workflow(made, decision=decided(), valid_from=TODAY, version=made.version, actor=SYSTEM)
    assert [str(one) for one in caught.value.errors] == [
        "Đường dài nhất của quy trình vượt thời hạn giải quyết của thủ tục."
    ]
    services.change_workflow(made, table=PLAIN, version=made.version, actor=SYSTEM)
    services.issue_workflow(made, decision=decided("9/QĐ"), valid_from=TODAY, version=made.version, actor=SYSTEM)
    assert made.state == "issued"


def test_the_local_limit_is_what_a_workflow_must_keep() -> None:
    found = procedure("1.100001", THREE_DAYS)
    LocalEntry.objects.create(
        procedure=found, kind="limit", value={"value": "2", "unit": "working_day"}, valid_from=date(2026, 1, 1)
    )
    limit = queries.limit_of(queries.limits_of(found, TODAY), "")
    assert limit is not None
    assert limit.value == 2
    assert [one.code for one in queries.findings_of(PLAIN, TODAY, limit)] == ["over"]


def test_the_limit_of_a_workflow_is_that_of_its_case_else_the_longest() -> None:
    three, five, ten = (Limit(Decimal(n), Unit.WORKING_DAY, case=case) for n, case in ((3, ""), (5, ""), (10, "Lớn")))
    assert queries.limit_of([three, five, ten], "Lớn") == ten
    assert queries.limit_of([three, five, ten], "") == five
    assert queries.limit_of([ten], "Nhỏ") == ten
    assert queries.limit_of([], "") is None


def test_an_issued_workflow_changes_no_more_and_a_stale_page_is_refused() -> None:
    found = procedure("1.100001", THREE_DAYS)
    made = begun(found)
    seen = made.version
    services.change_workflow(made, table=SHORT, version=seen, actor=SYSTEM)
    with pytest.raises(Stale):
        services.change_workflow(made, table=PLAIN, version=seen, actor=SYSTEM)
    services.issue_workflow(made, decision=decided(), valid_from=TODAY, version=made.version, actor=SYSTEM)
    with pytest.raises(Refused):
        services.change_workflow(made, table=PLAIN, version=made.version, actor=SYSTEM)


def test_nothing_is_issued_before_its_decision_or_behind_a_later_one() -> None:
    found = procedure("1.100001", THREE_DAYS)
    issued(found, date(2026, 6, 1))
    made = begun(found, SHORT)
    for start, by in ((date(2026, 5, 1), decided("7/QĐ")), (date(2026, 7, 1), decided("8/QĐ", date(2026, 7, 2)))):
        with pytest.raises(Invalid) as caught:
            services.issue_workflow(made, decision=by, valid_from=start, version=made.version, actor=SYSTEM)
        assert [one.field for one in caught.value.errors] == ["valid_from"]


def test_voiding_what_was_issued_by_mistake_lets_the_one_before_hold_on() -> None:
    found = procedure("1.100001", THREE_DAYS)
    first, second = issued(found, date(2026, 2, 1)), issued(found, date(2026, 6, 1), SHORT)
    services.void_workflow(second, reason="Ban hành nhầm thủ tục", actor=SYSTEM)
    first.refresh_from_db()
    assert first.valid_to is None
    assert queries.workflow_on(found, "province", TODAY) == first
    with pytest.raises(Invalid):
        services.void_workflow(first, reason=" ", actor=SYSTEM)


def test_voiding_one_between_two_or_after_an_end_moves_no_other_end() -> None:
    found = procedure("1.100001", THREE_DAYS)
    first, second, third = (issued(found, date(2026, month, 1)) for month in (2, 4, 6))
    services.void_workflow(second, reason="Nhầm", actor=SYSTEM)
    first.refresh_from_db()
    assert first.valid_to == third.valid_from
    services.end_workflow(third, on=date(2026, 9, 1), reason="Quyết định bị bãi bỏ", actor=SYSTEM)
    services.void_workflow(issued(found, date(2026, 9, 1)), reason="Nhầm", actor=SYSTEM)
    third.refresh_from_db()
    assert third.valid_to == date(2026, 9, 1)


def test_an_ended_workflow_gives_way_to_the_default() -> None:
    found = procedure("1.100001", THREE_DAYS)
    made = issued(found, date(2026, 2, 1))
    services.end_workflow(made, on=date(2026, 9, 1), reason="Quyết định bị bãi bỏ", actor=SYSTEM)
    assert queries.in_use(found, "province", date(2026, 8, 31)).workflow == made
    assert queries.in_use(found, "province", date(2026, 9, 1)).workflow is None


def test_a_workflow_that_its_procedure_has_left_behind_is_to_be_looked_at_again() -> None:
    stays, moves, shortened = (
        procedure("1.100001", THREE_DAYS),
        procedure("1.100002", THREE_DAYS, SHORTER),
        procedure("1.100003", THREE_DAYS),
    )
    rows = [
        issued(one, date(2025, 7, 1 + n), by=decided(f"{n}/QĐ", date(2025, 6, 1)))
        for n, one in enumerate((stays, moves, shortened))
    ]
    LocalEntry.objects.create(
        procedure=shortened, kind="limit", value={"value": "2", "unit": "working_day"}, valid_from=date(2026, 3, 1)
    )
    everything = InternalWorkflow.objects.all()
    assert set(queries.outdated(everything, TODAY)) == set(rows[1:])
    assert set(queries.outdated(everything, date(2025, 12, 31))) == set(rows[1:]), "what is about to change, too"
    assert list(queries.outdated(everything, date(2025, 6, 30))) == []
    assert [queries.changed_since(row, TODAY) for row in rows] == [False, True, True]


def test_every_unit_of_a_level_shares_the_workflow_and_who_lacks_somebody_is_shown(
    world: World, django_assert_max_num_queries: Any
) -> None:
    found = procedure("1.100001", THREE_DAYS)
    assign([found], list(world.communes), role="performing", valid_from=date(2025, 7, 1), actor=SYSTEM)
    assign([found], [world.board], role="performing", valid_from=date(2025, 7, 1), actor=SYSTEM)
    factory.officer("Trần Thị Cửa", world.communes[1], "counter")
    factory.officer("Lý Văn Viên", world.communes[1], "specialist")
    said = Table(
        PLAIN.steps,
        (*PLAIN.roles[:2], Role("head", "Chủ tịch xã", "head"), Role("xa", "Cơ quan thuế", "agency", "Thuế")),
    )
    with django_assert_max_num_queries(14):
        rows = holders.holding_matrix(found, "commune", said, TODAY)
    shown = {row.name: [one.people for one in row.roles] for row in rows}
    assert shown == {
        "Ủy ban nhân dân Phường Ba": [0, 0, 0, None],
        "Ủy ban nhân dân Xã Một": [0, 0, 0, None],
        "Ủy ban nhân dân Xã Hai": [1, 1, 0, None],
    }
    assert [row.lacking for row in rows] == [3, 3, 1]
    assert [row.name for row in holders.holding_matrix(found, "province", said, TODAY)] == [
        "Ban Quản lý các khu công nghiệp"
    ]


def test_leaders_above_are_found_in_the_bodies_above(world: World) -> None:
    said = Table((), (Role("a", "Chủ tịch tỉnh", "leader_above"), Role("b", "Lãnh đạo", "head")))
    (above, here) = holders.holdings(said, {world.board.pk: None}, TODAY)[world.board.pk]
    assert (above.people, here.people) == (1, 0)


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans()), min_size=1, max_size=6))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_two_issued_workflows_ever_hold_on_one_day(
    shared_procedure: Procedure, moves: list[tuple[int, bool]]
) -> None:
    InternalWorkflow.objects.all().delete()
    by = LegalDocument.objects.get(number="55/QĐ-UBND")
    for offset, voided in moves:
        made = begun(shared_procedure, SHORT)
        start = date(2026, 1, 1) + timedelta(offset)
        try:
            services.issue_workflow(made, decision=by, valid_from=start, version=made.version, actor=SYSTEM)
        except Invalid:
            services.void_workflow(made, reason="Bỏ", actor=SYSTEM)
        else:
            if voided:
                services.void_workflow(made, reason="Nhầm", actor=SYSTEM)
    rows = list(shared_procedure.workflows.filter(state="issued").order_by("valid_from"))
    for before, after in pairwise(rows):
        assert before.valid_to is not None
        assert before.valid_to <= after.valid_from


@pytest.fixture
def shared_procedure(db: None) -> Procedure:
    decided("55/QĐ-UBND", date(2025, 12, 1))
    return procedure("1.100009", THREE_DAYS)


def test_a_division_shares_the_clerk_and_the_leaders_of_its_agency_and_of_no_body_above(world: World) -> None:
    division = factory.unit("phong", "Phòng Đầu tư", "division", world.board)
    factory.officer("Vũ Thị Thư", world.board, "registry_clerk")
    said = Table((), (Role("a", "Văn thư", "registry_clerk"), Role("b", "Chuyên viên", "specialist")))
    in_division, in_board = (
        holders.holdings(said, {unit.pk: None}, TODAY)[unit.pk] for unit in (division, world.board)
    )
    assert [one.people for one in in_division] == [one.people for one in in_board] == [1, 0]
    assert [one.people for one in holders.holdings(said, {world.department.pk: None}, TODAY)[world.department.pk]] == [
        0,
        0,
    ]


def test_a_heading_names_a_procedure_by_its_code_or_its_very_name() -> None:
    found = procedure("1.100001", content("Đăng ký khai sinh"))
    procedure("1.100002", content("Đăng ký khai tử"))
    said = (
        ("1.100001.000.00.00.H19", ""),
        ("1.100001", "Đăng ký khai sinh lưu động"),
        ("", "ĐĂNG KÝ KHAI SINH."),
        ("", "Đăng ký khai"),
        ("9.999999", "Đăng ký khai sinh"),
        ("1.100001", "Đăng ký khai tử"),
    )
    assert [one.procedure for one in meant(said)] == [found, found, found, None, None, None]


def test_every_shipped_position_has_a_name_that_is_translated() -> None:
    assert {kind.name for kind in queries.role_kinds(TODAY)} == set(SHIPPED_ROLES)
