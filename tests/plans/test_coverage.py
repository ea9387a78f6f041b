"""Superior plans: proposals, who owes a plan, coverage with people's words; the indicators of plans and outreach."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import plans as factory
from tests.factories.plans import World
from tests.indicators.contract import check_indicator

from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid, Refused
from motcua.kernel.indicators import Window, indicators
from motcua.organisations.permissions import actor_of
from motcua.plans.models import Channel, Plan, Topic
from motcua.plans.queries.coverage import coverage_of, owed_plans, superior_proposals
from motcua.plans.services.coverage import link_superior, mark_coverage
from motcua.plans.services.outreach import show_outreach, void_outreach
from motcua.plans.services.plans import withdraw_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
ASKS = "1. Các phòng chuyên môn xây dựng kế hoạch thực hiện, chậm nhất trong tháng 3/2026."


def superior_of(world: World) -> Plan:
    text = factory.plan_text("5/KH-KCNĐN").replace("III. TỔ CHỨC THỰC HIỆN\n", f"III. TỔ CHỨC THỰC HIỆN\n{ASKS}\n")
    return factory.accepted(world, text)


def below(world: World, number: str = "9/KH-KCNĐN", *, issued: date = date(2026, 3, 20)) -> Plan:
    text = factory.plan_text(number).replace(
        "Căn cứ Nghị định",
        "Căn cứ Kế hoạch số 5/KH-KCNĐN ngày 05 tháng 02 năm 2026 của Ban Quản lý các khu công nghiệp;\nCăn cứ Nghị định",
    )
    plan = factory.accepted(world, text)
    Plan.objects.filter(pk=plan.pk).update(owner=world.division, issuer=world.division, issued_on=issued)
    plan.refresh_from_db()
    return plan


def test_a_plan_named_among_the_bases_is_proposed_as_superior_and_a_person_confirms(world: World) -> None:
    superior, plan = superior_of(world), below(world)
    assert superior_proposals(plan) == [superior]
    assert plan.superior is None
    link_superior(plan, superior, actor=actor_of(world.office))
    plan.refresh_from_db()
    assert plan.superior == superior


def test_which_unit_owes_a_plan_and_whether_it_is_met(world: World) -> None:
    superior, plan = superior_of(world), below(world)
    states = {o.unit.code: (o.due_on, o.state) for o in owed_plans(superior)}
    assert states["bql-dt"] == (date(2026, 3, 31), "late")
    link_superior(plan, superior, actor=actor_of(world.office))
    assert {o.unit.code: o.state for o in owed_plans(superior)}["bql-dt"] == "met"
    Plan.objects.filter(pk=plan.pk).update(issued_on=date(2026, 4, 20))
    assert {o.unit.code: o.state for o in owed_plans(superior)}["bql-dt"] == "met_late"


def test_coverage_takes_a_person_s_word_over_the_likeness(world: World) -> None:
    superior, plan = superior_of(world), below(world)
    link_superior(plan, superior, actor=actor_of(world.office))
    found = coverage_of(superior, world.office)["task"]
    assert found[0].state == "likely"
    key = found[0].key
    for covered, state in ((False, "none"), (True, "confirmed")):
        mark_coverage(superior, item="task", key=key, subordinate=plan, covered=covered, actor=actor_of(world.office))
        assert next(c for c in coverage_of(superior, world.office)["task"] if c.key == key).state == state


def test_only_what_is_there_can_be_marked(world: World) -> None:
    superior, plan = superior_of(world), below(world)
    given = {"subordinate": plan, "covered": True, "actor": actor_of(world.office)}
    with pytest.raises(Refused):
        mark_coverage(superior, item="task", key=str(superior.tasks.all()[0].uid), **given)  # type: ignore[arg-type]
    link_superior(plan, superior, actor=actor_of(world.office))
    for item, key in (("task", "x"), ("topic", "99"), ("other", "1")):
        with pytest.raises(Invalid):
            mark_coverage(superior, item=item, key=key, **given)  # type: ignore[arg-type]


def outreach_plan(world: World) -> Plan:
    plan = factory.accepted(world)
    shared = {"plan": plan, "audience": "public", "audience_label": "Người dân"}
    for n, text in enumerate(("Dịch vụ công trực tuyến", "Thanh toán trực tuyến")):
        Topic.objects.create(**shared, position=n, text=text)
        Channel.objects.create(**shared, position=n, text=text, channel="zalo")
    return plan


def test_outreach_counts_what_has_evidence_in_the_period(world: World) -> None:
    plan = outreach_plan(world)
    show = {
        "unit": world.division,
        "title": "Đăng bài",
        "actor": actor_of(world.office),
        "address": "https://example.vn/a",
    }
    made = show_outreach(plan, done_on=date(2026, 6, 1), topic=plan.topics.get(position=0), **show)  # type: ignore[arg-type]
    now = clock.now()
    topics, channels = indicators["plans.topics_covered"], indicators["plans.channels_used"]
    assert topics.value(None, YEAR, now).value == 50
    assert channels.value(None, YEAR, now).value == 0
    assert topics.value(None, Window(date(2026, 1, 1), date(2026, 3, 31)), now).value == 0
    void_outreach(made, actor=actor_of(world.office), reason="Nhầm")
    assert topics.value(None, YEAR, clock.now()).value == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"topic": None},
        {"address": ""},
        {"address": "javascript:alert(1)"},
        {"done_on": date(2027, 1, 1)},
        {"title": " "},
    ],
)
def test_evidence_is_about_something_shows_something_and_has_happened(world: World, wrong: dict[str, object]) -> None:
    plan = outreach_plan(world)
    given = {
        "unit": world.division,
        "done_on": date(2026, 6, 1),
        "title": "Đăng bài",
        "topic": plan.topics.get(position=0),
        "address": "https://example.vn",
    }
    with pytest.raises(AppError):
        show_outreach(plan, actor=actor_of(world.office), **(given | wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["plans.topics_covered", "plans.channels_used", "plans.issued_on_time"])
def test_indicators_keep_the_contract(world: World, key: str) -> None:
    superior, plan = superior_of(world), below(world)
    link_superior(plan, superior, actor=actor_of(world.office))
    other = outreach_plan_of(world)
    show_outreach(
        other,
        unit=world.division,
        done_on=date(2026, 6, 1),
        title="Đăng bài",
        topic=other.topics.get(position=0),
        channel=other.channels.get(position=1),
        address="https://example.vn",
        actor=actor_of(world.office),
    )
    check_indicator(
        key,
        window=YEAR,
        units=[world.board.pk, world.division.pk, world.elsewhere.pk],
        readers=[world.office, world.stranger, world.auditor],
    )


def outreach_plan_of(world: World) -> Plan:
    plan = factory.accepted(world, factory.plan_text("30/KH-KCNĐN"))
    shared = {"plan": plan, "audience": "public", "audience_label": "Người dân"}
    for n in range(2):
        Topic.objects.create(**shared, position=n, text=f"Nội dung {n}")
        Channel.objects.create(**shared, position=n, text=f"Hình thức {n}", channel="zalo")
    return plan


def test_a_figure_of_a_past_moment_stays_when_the_plan_is_withdrawn(world: World) -> None:
    plan = outreach_plan_of(world)
    show_outreach(
        plan,
        unit=world.division,
        done_on=date(2026, 6, 1),
        title="Đăng bài",
        topic=plan.topics.get(position=0),
        channel=plan.channels.get(position=1),
        address="https://example.vn",
        actor=actor_of(world.office),
    )
    then = clock.now()
    keys = ("plans.topics_covered", "plans.channels_used")
    assert [indicators[k].value(None, YEAR, then).value for k in keys] == [50, 50]

    with clock.frozen(then + timedelta(days=1)):
        withdraw_plan(plan, actor=actor_of(world.office), reason="Thay bằng kế hoạch khác")
        assert [indicators[k].value(None, YEAR, then).value for k in keys] == [50, 50]
        later = clock.now() + timedelta(minutes=1)
        assert [indicators[k].value(None, YEAR, later).denominator for k in keys] == [0, 0]


def test_a_plan_met_its_duty_only_from_when_it_was_confirmed_under_it(world: World) -> None:
    superior, plan = superior_of(world), below(world)
    unmet = clock.now()
    in_time = indicators["plans.issued_on_time"]
    with clock.frozen(unmet + timedelta(days=1)):
        link_superior(plan, superior, actor=actor_of(world.office))
        met = clock.now() + timedelta(minutes=1)
    with clock.frozen(unmet + timedelta(days=2)):
        link_superior(plan, None, actor=actor_of(world.office))
        moments = (unmet, met, clock.now() + timedelta(minutes=1))
        assert [in_time.value(world.division.pk, YEAR, m).numerator for m in moments] == [0, 1, 0]
        assert [in_time.value(world.division.pk, YEAR, m).denominator for m in moments] == [1, 1, 1]


def test_what_units_owed_is_told_by_the_plans_in_force_then(world: World) -> None:
    superior = superior_of(world)
    then = clock.now()
    in_time = indicators["plans.issued_on_time"]
    owed = in_time.value(None, YEAR, then).denominator
    assert owed
    with clock.frozen(then + timedelta(days=1)):
        withdraw_plan(superior, actor=actor_of(world.office), reason="Thay bằng kế hoạch khác")
        assert in_time.value(None, YEAR, then).denominator == owed
        assert in_time.value(None, YEAR, clock.now() + timedelta(minutes=1)).denominator == 0


def test_more_plans_do_not_make_more_queries(world: World, django_assert_max_num_queries: Any) -> None:
    superior_of(world)
    factory.accepted(world, factory.plan_text("40/KH-KCNĐN"))
    keys = ("plans.topics_covered", "plans.channels_used", "plans.issued_on_time")
    with CaptureQueriesContext(connection) as few:
        for key in keys:
            indicators[key].value(None, YEAR, clock.now())
    for n in range(3):
        factory.accepted(world, factory.plan_text(f"{41 + n}/KH-KCNĐN"))
    with django_assert_max_num_queries(len(few)):
        for key in keys:
            indicators[key].value(None, YEAR, clock.now())
