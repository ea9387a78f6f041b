"""Money of a plan: estimates, spending within them, settlement; totals that equal their rows; who may do what."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.plans import World, signed_in

from motcua.kernel import events
from motcua.kernel.errors import Invalid, Refused, TransitionRefused
from motcua.organisations.permissions import actor_of
from motcua.plans.models import FundingLine, Plan, Spending
from motcua.plans.permissions import may_read_funding, readable_funding
from motcua.plans.queries import funding as queries
from motcua.plans.services import funding
from motcua.plans.workflow import FUNDING, FundingState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
DAY = date(2026, 5, 4)


def line(world: World, plan: Plan | None = None, **others: Any) -> FundingLine:
    plan = plan or factory.accepted(world)
    facts: dict[str, Any] = {
        "plan": plan,
        "unit": world.office_unit,
        "year": 2026,
        "source": "thuong-xuyen",
        "content": "In tờ rơi",
        "estimate": 10_000_000,
        "actor": actor_of(world.office),
    }
    return funding.plan_funding(**(facts | others))


def spent(world: World, of: FundingLine, amount: int = 4_000_000, **others: Any) -> Spending:
    facts: dict[str, Any] = {"spent_on": DAY, "document": "HĐ 12/2026", "actor": actor_of(world.office)}
    return funding.spend(of, amount=amount, **(facts | others))


def test_a_line_is_planned_spent_and_settled_and_the_trail_tells_it(world: World) -> None:
    one = line(world)
    spent(world, one)
    funding.settle(one, settled=3_900_000, settled_on=DAY, document="25/QĐ-BQL", actor=actor_of(world.office))
    one.refresh_from_db()
    assert (one.state, one.spent, one.settled) == (FundingState.SETTLED, 4_000_000, 3_900_000)
    kinds = [e.kind for e in events.history(queries.funding_ref(one))]
    assert kinds == ["funding.planned", "funding.spent", "funding.settled"]


def test_the_estimate_is_never_overdrawn_and_says_what_is_left(world: World) -> None:
    one = line(world)
    spent(world, one, 9_000_000)
    with pytest.raises(Invalid) as caught:
        spent(world, one, 1_000_001)
    assert "1.000.000 đồng" in str(caught.value.errors[0])
    spent(world, one, 1_000_000)
    assert (one.spent, Spending.objects.count()) == (10_000_000, 2)


def test_an_entry_made_in_error_is_voided_once_and_stays_readable(world: World) -> None:
    one = line(world)
    entry = spent(world, one)
    funding.void_spending(entry, reason="Ghi nhầm số", actor=actor_of(world.office))
    with pytest.raises(Refused):
        funding.void_spending(entry, reason="Lần nữa", actor=actor_of(world.office))
    one.refresh_from_db()
    assert one.spent == 0
    assert [s.void_reason for s in queries.spendings_of(one)] == ["Ghi nhầm số"]


def test_the_estimate_may_change_but_not_below_what_is_spent(world: World) -> None:
    one = line(world)
    spent(world, one)
    with pytest.raises(Invalid):
        funding.change_estimate(one, estimate=3_999_999, reason="QĐ 3", actor=actor_of(world.office))
    funding.change_estimate(one, estimate=4_000_000, reason="QĐ 3", actor=actor_of(world.office))
    assert one.estimate == 4_000_000


@pytest.mark.parametrize(
    "wrong",
    [
        {"estimate": 0},
        {"estimate": -1},
        {"estimate": 10**16},
        {"content": "  "},
        {"year": 1999},
        {"source": "vay"},
    ],
)
def test_a_wrong_line_is_refused_naming_the_field(world: World, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        line(world, **wrong)
    assert [e.field for e in caught.value.errors] == list(wrong)
    assert not FundingLine.objects.exists()


@pytest.mark.parametrize("wrong", [{"amount": 0}, {"amount": -5}, {"document": ""}, {"spent_on": date(2027, 1, 1)}])
def test_a_wrong_payment_is_refused_naming_the_field(world: World, wrong: dict[str, Any]) -> None:
    one = line(world)
    with pytest.raises(Invalid) as caught:
        spent(world, one, **wrong)
    assert [e.field for e in caught.value.errors] == list(wrong)


@pytest.mark.parametrize("state", list(FundingState))
@pytest.mark.parametrize("name", list(FUNDING.transitions))
def test_each_step_is_taken_only_from_its_states(world: World, state: str, name: str) -> None:
    one = line(world)
    actor = actor_of(world.office)
    if state == FundingState.SETTLED:
        funding.settle(one, settled=0, settled_on=DAY, document="QĐ", actor=actor)
    elif state == FundingState.CANCELLED:
        funding.cancel(one, reason="Thôi", actor=actor)
    steps: dict[str, Any] = {
        "settle": lambda: funding.settle(one, settled=0, settled_on=DAY, document="QĐ", actor=actor),
        "reopen": lambda: funding.reopen(one, reason="Sai", actor=actor),
        "cancel": lambda: funding.cancel(one, reason="Thôi", actor=actor),
    }
    if state in FUNDING.transitions[name].sources:
        steps[name]()
        assert one.state == FUNDING.transitions[name].target
    else:
        with pytest.raises(TransitionRefused):
            steps[name]()


def test_nothing_is_spent_on_a_settled_line_until_it_is_opened_again(world: World) -> None:
    one = line(world)
    entry = spent(world, one)
    funding.settle(one, settled=4_000_000, settled_on=DAY, document="QĐ", actor=actor_of(world.office))
    for act in (
        lambda: spent(world, one, 1),
        lambda: funding.void_spending(entry, reason="x", actor=actor_of(world.office)),
        lambda: funding.change_estimate(one, estimate=11_000_000, reason="x", actor=actor_of(world.office)),
    ):
        with pytest.raises(Refused):
            act()
    funding.reopen(one, reason="Bổ sung chứng từ", actor=actor_of(world.office))
    spent(world, one, 1)


def test_totals_by_year_unit_and_source_equal_their_rows(world: World) -> None:
    plan = factory.accepted(world)
    first = line(world, plan)
    line(world, plan, unit=world.division, source="tai-tro", estimate=7, content="Giải thưởng")
    line(world, plan, year=2027, estimate=11)
    gone = line(world, plan, estimate=1_000)
    funding.cancel(gone, reason="Trùng", actor=actor_of(world.office))
    spent(world, first)
    rows = queries.lines_for(world.office)
    whole = queries.total_of(rows)
    assert (whole.lines, whole.estimate, whole.spent) == (3, 10_000_018, 4_000_000)
    for by in ("year", "unit", "source"):
        totals = queries.totals_by(rows, by)  # type: ignore[arg-type]  # one of the three
        assert sum(t.estimate for t in totals) == whole.estimate
        assert sum(t.spent for t in totals) == whole.spent
    client = signed_in(world.office)
    for total in queries.totals_by(rows, "unit"):
        listed = client.get(
            reverse("plans:funding"), {"unit": total.key, "state": ["open", "settled"], "export": "csv"}
        )
        content = b"".join(listed.streaming_content) if listed.streaming else listed.content
        assert content.decode("utf-8-sig").strip().count("\n") == total.lines


def test_every_total_on_the_page_leads_to_as_many_rows_as_it_says(world: World) -> None:
    plan = factory.accepted(world)
    line(world, plan)
    line(world, plan, unit=world.division, source="tai-tro")
    html = signed_in(world.office).get(reverse("plans:funding_totals"), {"nam": "2026"}).content.decode()
    assert "20.000.000" in html
    assert f"{reverse('plans:funding')}?unit={world.division.uid}&amp;year=2026&amp;state=open" in html


def test_the_settlement_of_a_plan_follows_from_its_lines(world: World) -> None:
    plan = factory.accepted(world)
    task = plan.tasks.get(no="3")
    assert queries.totals_of_plan(plan, world.office)[0].settlement == "nothing"
    first, second = line(world, plan), line(world, plan, task=task)
    assert queries.totals_of_plan(plan, world.office)[0].settlement == "none"
    funding.settle(first, settled=0, settled_on=DAY, document="QĐ", actor=actor_of(world.office))
    total, groups = queries.totals_of_plan(plan, world.office)
    assert (total.settlement, [(g[0], g[1].settlement) for g in groups]) == (
        "partly",
        [(None, "whole"), (task, "none")],
    )
    funding.settle(second, settled=0, settled_on=DAY, document="QĐ", actor=actor_of(world.office))
    assert queries.totals_of_plan(plan, world.office)[0].settlement == "whole"


ROLES = {
    "office": {"ghi-chi": 200, "dieu-chinh": 200, "quyet-toan": 200, "bo": 200},
    "specialist": {"ghi-chi": 200, "dieu-chinh": 403, "quyet-toan": 403, "bo": 403},
    "clerk": {"ghi-chi": 403, "dieu-chinh": 403, "quyet-toan": 403, "bo": 403},
    "auditor": {"ghi-chi": 403, "dieu-chinh": 403, "quyet-toan": 403, "bo": 403},
    "stranger": {"ghi-chi": 404, "dieu-chinh": 404, "quyet-toan": 404, "bo": 404},
}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what_with_a_line(world: World, role: str) -> None:
    one = line(world, unit=world.division)
    user = getattr(world, role)
    client = signed_in(user)
    for slug, status in ROLES[role].items():
        assert client.get(reverse("plans:funding_act", args=[one.uid, slug])).status_code == status, slug
    assert may_read_funding(user, one) == readable_funding(FundingLine.objects.all(), user).exists()
    seen = client.get(reverse("plans:funding_line", args=[one.uid])).status_code
    assert seen == (200 if may_read_funding(user, one) else 404)


def test_amounts_typed_on_the_page_are_understood_or_told_in_words(world: World) -> None:
    plan = factory.accepted(world)
    client = signed_in(world.office)
    facts = {"unit": str(world.office_unit.uid), "year": "2026", "source": "khac", "content": "Hội nghị"}
    address = reverse("plans:add_funding", args=[plan.uid])
    html = client.post(address, facts | {"estimate": "-3"}).content.decode()
    assert "không ghi số âm" in html
    assert client.post(address, facts | {"estimate": "1,5 triệu"}).status_code == 302
    assert FundingLine.objects.get().estimate == 1_500_000
    page = client.get(reverse("plans:plan_tab", args=[plan.uid, "kinh-phi"])).content.decode()
    assert "1.500.000" in page


def test_the_workbook_holds_totals_lines_and_payments_as_numbers(world: World) -> None:
    one = line(world)
    spent(world, one)
    answer = signed_in(world.office).get(reverse("plans:funding_workbook"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Theo năm", "Theo đơn vị", "Theo nguồn", "Dự toán", "Đã chi"]
    assert [c.value for c in book["Dự toán"][2]][6:8] == [10_000_000, 4_000_000]


def test_lists_ask_the_database_equally_often_for_one_line_and_for_many(world: World) -> None:
    plan = factory.accepted(world)
    counts = []
    for more in (1, 4):
        for _ in range(more):
            spent(world, line(world, plan))
        for name in ("plans:funding", "plans:funding_spent", "plans:funding_totals"):
            client = signed_in(world.office)
            client.get(reverse(name))
            with CaptureQueriesContext(
                connection,
            ) as seen:
                assert client.get(reverse(name)).status_code == 200
            counts.append(len(seen))
    assert counts[:3] == counts[3:]


def test_rest_gives_lines_payments_and_totals_that_agree_with_the_pages(world: World) -> None:
    plan = factory.accepted(world)
    one = line(world, plan)
    spent(world, one)
    line(world, plan, unit=world.division, source="tai-tro", estimate=7)
    client = signed_in(world.office)
    listed = client.get("/api/v1/funding", {"unit": "bql-vp", "year": 2026}).json()["items"]
    assert [(i["estimate"], i["spent"], i["plan"]) for i in listed] == [(10_000_000, 4_000_000, str(plan.uid))]
    detail = client.get(f"/api/v1/funding/{one.uid}")
    assert detail["ETag"] == f'"{one.version}"'
    assert [s["amount"] for s in detail.json()["spendings"]] == [4_000_000]
    totals = client.get("/api/v1/funding/totals", {"by": "unit"}).json()["items"]
    assert {t["key"]: t["left"] for t in totals} == {"bql-vp": 6_000_000, "bql-dt": 7}
    assert len(client.get(f"/api/v1/plans/{plan.uid}/funding").json()["items"]) == 2
    assert signed_in(world.stranger).get("/api/v1/funding").json()["items"] == []
    assert signed_in(world.stranger).get(f"/api/v1/funding/{one.uid}").status_code == 404
    assert signed_in(None).get("/api/v1/funding").status_code == 401
