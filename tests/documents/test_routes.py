"""Routes as data: which are lawful, which one a document takes, what offices may set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.approvals import Board, brought_to, fresh, submitted

from motcua.documents.models import ApprovalRoute
from motcua.documents.queries.approvals import default_routes, open_step_of, route_for, routes_for
from motcua.documents.rules.routes import MOST_STEPS, Act, Place, Route, StepSpec, WhenNobody, faults, fitting
from motcua.documents.services.outgoing import end_route, make_route
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.rules import faults as rule_faults
from motcua.organisations.rules.roles import Role

ROLES = [str(r) for r in Role]
TODAY = date(2026, 11, 20)
SIGN = StepSpec("sign", "Trưởng ban ký", Act.SIGN, Role.LEADER)
ISSUE = StepSpec("issue", "Văn thư phát hành", Act.ISSUE, Role.REGISTRY_CLERK)
REVIEW = StepSpec("review", "Phó ban xem", Act.REVIEW, Role.OFFICE)


def told(*steps: StepSpec) -> list[str]:
    return [str(f) for f in faults(steps, ROLES)]


def test_a_lawful_route_ends_with_signature_and_number() -> None:
    assert told(REVIEW, SIGN, ISSUE) == told(SIGN, ISSUE) == []


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (SIGN,),
        (ISSUE, SIGN),
        (SIGN, REVIEW, ISSUE),
        (SIGN, replace(SIGN, key="again"), ISSUE),
        (REVIEW, REVIEW, SIGN, ISSUE),
        (replace(REVIEW, key="Duyệt"), SIGN, ISSUE),
        (replace(REVIEW, label=" "), SIGN, ISSUE),
        (replace(REVIEW, act="dance"), SIGN, ISSUE),
        (replace(REVIEW, role="king"), SIGN, ISSUE),
        (replace(REVIEW, at="moon"), SIGN, ISSUE),
        (replace(SIGN, when_nobody=WhenNobody.SKIP.value), ISSUE),
        (*(replace(REVIEW, key=f"r{n}") for n in range(MOST_STEPS)), SIGN, ISSUE),
    ],
)
def test_an_unlawful_route_is_told(steps: tuple[StepSpec, ...]) -> None:
    assert told(*steps)


specs = st.builds(
    StepSpec,
    key=st.sampled_from(["a", "b", "sign", "issue", "B"]),
    label=st.sampled_from(["Duyệt", " ", "x" * 121]),
    act=st.sampled_from([a.value for a in Act]),
    role=st.sampled_from(ROLES),
    at=st.sampled_from([p.value for p in Place]),
    when_nobody=st.sampled_from([w.value for w in WhenNobody]),
    again=st.booleans(),
)


@given(st.lists(specs, max_size=4))
def test_a_route_without_faults_can_always_be_walked_to_its_number(steps: list[StepSpec]) -> None:
    if told(*steps):
        return

    acts = [s.act for s in steps]
    assert acts.index(Act.SIGN) == len(acts) - 2
    assert acts[-1] == Act.ISSUE
    assert all(s.when_nobody == WhenNobody.WAIT for s in steps[-2:])
    assert [StepSpec.of_row(s.row()) for s in steps] == steps


def test_a_route_for_a_type_comes_before_the_one_for_all() -> None:
    for_all, for_plans = Route("a", "chung", (), (SIGN, ISSUE)), Route("b", "kế hoạch", ("plan",), (SIGN, ISSUE))

    assert fitting([for_all, for_plans], "plan") == for_plans
    assert fitting([for_all, for_plans], "report") == for_all
    assert fitting([for_plans], "report") is None


@pytest.mark.django_db
def test_the_shipped_routes_are_lawful_and_dated() -> None:
    assert rule_faults() == []
    for route in default_routes(TODAY):
        assert list(faults(route.steps, ROLES)) == []
        assert route.basis
    with pytest.raises(NotFound):
        default_routes(date(2019, 1, 1))


def made(board: Board, **others: Any) -> ApprovalRoute:
    given_ = {
        "name": "Tuyến của Ban",
        "steps": [REVIEW, SIGN, ISSUE],
        "basis": "Quy chế 12/QĐ-KCNĐN",
        "valid_from": TODAY,
    }
    return make_route(others.pop("unit", board.board), actor=board.act("office"), **(given_ | others))


def test_a_body_takes_its_own_route_for_the_type_else_for_all_else_that_of_above_else_the_default(board: Board) -> None:
    below = made(board, unit=board.province, name="Tỉnh", below=True)
    made(board, unit=board.province, name="Chỉ tỉnh", kind="report")
    own, own_plans = made(board), made(board, kind="plan", name="Kế hoạch của Ban")

    def names(unit: Any, kind: str) -> list[str]:
        return [r.name for r in routes_for(unit, kind, TODAY)]

    assert names(board.board, "plan")[:3] == ["Kế hoạch của Ban", "Tuyến của Ban", "Tỉnh"]
    assert names(board.board, "report")[:2] == ["Tuyến của Ban", "Tỉnh"]
    assert names(board.elsewhere, "report")[:2] == ["Tỉnh", "Tuyến trình chung"]
    assert names(board.elsewhere, "leave")[:2] == ["Tỉnh", "Tuyến rút gọn cho giấy tờ, phiếu"]
    assert route_for(board.board, "plan", TODAY).key == str(own_plans.uid)
    assert route_for(board.board, "plan", TODAY, str(own.uid)).name == "Tuyến của Ban"
    assert route_for(board.board, "plan", TODAY, "general").name == "Tuyến trình chung"
    assert route_for(board.board, "plan", TODAY, str(below.uid)).name == "Tỉnh"
    with pytest.raises(NotFound):
        route_for(board.elsewhere, "plan", TODAY, str(own.uid))


def test_a_new_route_ends_the_one_before_and_what_is_on_its_way_keeps_its_own(board: Board) -> None:
    first = made(board)
    on_its_way = submitted(board)
    second = made(board, valid_from=date(2026, 12, 1), steps=[SIGN, ISSUE])

    first.refresh_from_db()
    assert (first.valid_to, second.valid_to) == (date(2026, 12, 1), None)
    assert [s.label for s in on_its_way.steps.order_by("position")] == [
        "Phó ban xem",
        "Trưởng ban ký",
        "Văn thư phát hành",
    ]
    with pytest.raises(Invalid):
        made(board, valid_from=TODAY)


def test_a_route_can_be_ended_and_then_the_default_applies(board: Board) -> None:
    route = made(board, valid_from=date(2026, 1, 1))

    with pytest.raises(Invalid):
        end_route(route, on=TODAY, reason=" ", actor=board.act("office"))
    with pytest.raises(Invalid):
        end_route(route, on=date(2026, 6, 1), reason="cũ", actor=board.act("office"))
    end_route(route, on=TODAY, reason="Theo quy chế mới", actor=board.act("office"))

    assert route_for(board.board, "plan", TODAY).key == "general"
    assert route_for(board.board, "plan", date(2026, 11, 19)).key == str(route.uid)


@pytest.mark.parametrize(
    ("others", "field"),
    [({"name": ""}, "name"), ({"basis": " "}, "basis"), ({"kind": "spell"}, "kind"), ({"steps": [SIGN]}, "steps")],
)
def test_a_route_lacks_nothing(board: Board, others: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        made(board, **others)

    assert field in {e.field for e in refused.value.errors}
    assert not ApprovalRoute.objects.exists()


def test_a_step_may_be_sought_at_another_unit(board: Board) -> None:
    elsewhere = StepSpec("ask", "Sở Nội vụ cho ý kiến", Act.REVIEW, Role.HEAD, of="so-noi-vu")
    made(board, steps=[elsewhere, SIGN, ISSUE])

    approval = submitted(board)

    step = open_step_of(approval)
    assert step is not None
    assert [h.officer.person.name for h in step.holders.all()] == ["Vũ Trưởng Khác"]


def test_where_the_route_says_so_the_same_person_may_approve_two_steps_in_a_row(board: Board) -> None:
    twice = replace(REVIEW, key="second", again=True)
    made(board, steps=[REVIEW, twice, replace(REVIEW, key="third", when_nobody=WhenNobody.SKIP.value), SIGN, ISSUE])

    approval = brought_to(board, Act.SIGN, _approved_twice(board))

    assert [(s.key, s.state) for s in approval.steps.order_by("position")][:3] == [
        ("review", "done"), ("second", "done"), ("third", "skipped"),
    ]  # fmt: skip


def _approved_twice(board: Board) -> Any:
    from motcua.documents.services.approvals import approve

    approval = submitted(board)
    for _ in range(2):
        approve(approval, actor=board.act("office"))
        approval = fresh(approval)
    return approval
