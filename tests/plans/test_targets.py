"""Targets come alive: proposed by words, confirmed by a person, computed from rows, or reported with evidence; public only when released."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.plans import World
from tests.indicators.contract import check_indicator

from motcua.indicators.rules.forecast import Verdict
from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Invalid, Refused
from motcua.kernel.indicators import Window
from motcua.organisations.permissions import actor_of
from motcua.plans.models import Occurrence, Plan, Target, TargetBinding
from motcua.plans.queries.targets import live_targets
from motcua.plans.rules.binding import Words, propose
from motcua.plans.services import difficulties, results
from motcua.plans.services.results import Proof
from motcua.plans.services.targets import Reported, bind_target, end_release, release_plan, report_target

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
SOMEBODY = Actor(None, "Ai đó")
WORDS = {
    "plans.occurrences_on_time": Words("Nhiệm vụ hoàn thành đúng hạn", "nhiệm vụ"),
    "dossiers.on_time": Words("Hồ sơ giải quyết đúng hạn", "hồ sơ"),
    "dossiers.online": Words("Hồ sơ nộp trực tuyến", "hồ sơ"),
}


@pytest.mark.parametrize(
    ("subject", "key"),
    [
        ("Tỷ lệ giải quyết hồ sơ đúng hạn", "dossiers.on_time"),
        ("tỷ lệ nhiệm vụ hoàn thành đúng hạn", "plans.occurrences_on_time"),
        ("Tỷ lệ hồ sơ trực tuyến", "dossiers.online"),
        ("Tỷ lệ hài lòng của người dân", None),
        ("TTHC công khai đúng hạn", None),
    ],
)
def test_an_indicator_is_proposed_only_where_it_counts_what_the_target_names(subject: str, key: str | None) -> None:
    found = propose(subject, WORDS)

    assert (found.key if found else None) == key


def test_on_its_page_a_target_is_bound_to_an_indicator_and_back_to_reports_by_hand(world: World, plan: Plan) -> None:
    target = plan.targets.order_by("position")[0]
    client, address = factory.signed_in(world.office), reverse("plans:bind_target", args=[target.uid])

    client.post(address, {"indicator": "plans.occurrences_on_time"})
    assert TargetBinding.objects.get(target=target).indicator == "plans.occurrences_on_time"
    assert client.post(address, {"indicator": ""}).status_code == 200  # nothing chosen changes nothing
    assert TargetBinding.objects.get(target=target).indicator == "plans.occurrences_on_time"
    client.post(address, {"indicator": "by_hand"})
    assert TargetBinding.objects.get(target=target).indicator == ""
    assert client.get(address).context["form"]["indicator"].value() == "by_hand"


def test_a_bound_target_shows_its_figure_and_opens_to_its_rows(world: World, plan: Plan) -> None:
    target = plan.targets.order_by("position")[0]
    bind_target(target, indicator="plans.occurrences_on_time", actor=actor_of(world.office))
    found = Occurrence.objects.get(task__plan=plan, task__no="3", task__deliverable__isnull=False)
    with clock.frozen(found.due_at - timedelta(days=2)):
        results.hand_in(found, actor=SOMEBODY, proofs=[Proof("statement", text="Đã tập huấn")])

    one = live_targets(plan, clock.today())[0]

    assert one.value is not None
    assert one.value.numerator == 1
    assert one.value.denominator is not None
    assert one.value.denominator > 1
    assert one.verdict in {Verdict.MISSED, Verdict.AT_RISK}
    assert one.rows.startswith("/desk/chi-so/plans.occurrences_on_time")


def test_a_percentage_is_not_measured_by_a_count(world: World, plan: Plan) -> None:
    with pytest.raises(Invalid):
        bind_target(plan.targets.order_by("position")[0], indicator="plans.deliverables_missing", actor=SOMEBODY)


def test_what_nothing_measures_is_reported_by_hand_with_its_evidence(plan: Plan) -> None:
    target = plan.targets.order_by("position")[1]
    with pytest.raises(Invalid):
        report_target(target, Reported(clock.today(), "", value=Decimal(81)), actor=SOMEBODY)
    bind_target(target, actor=SOMEBODY)
    report_target(
        target,
        Reported(clock.today(), "Báo cáo 45/BC", numerator=Decimal(81), denominator=Decimal(100)),
        actor=SOMEBODY,
    )

    one = live_targets(plan, clock.today())[1]

    assert (one.value.value if one.value else None) == Decimal("81.00")
    assert one.verdict == Verdict.ON_COURSE


def test_who_does_more_than_a_bare_number_of_the_plan_keeps_it(world: World, plan: Plan) -> None:
    target = plan.targets.order_by("position")[1]
    Target.objects.filter(pk=target.pk).update(comparator="=", value=10, unit="%")
    bind_target(target, actor=SOMEBODY)
    report = Reported(clock.today(), "Báo cáo 45/BC", numerator=Decimal(12), denominator=Decimal(100))
    report_target(target, report, actor=SOMEBODY)

    page = factory.signed_in(world.office).get(reverse("plans:plan_tab", args=[plan.uid, "chi-tieu"]))

    one, _badge, said = page.context["live"][1]
    assert one.verdict == Verdict.ON_COURSE
    assert (said["level"], said["printed"]) == ("≥ 10\u00a0%", "văn bản ghi “10\u00a0%”")


def test_a_computed_target_takes_no_figure_by_hand(plan: Plan) -> None:
    target = plan.targets.order_by("position")[0]
    bind_target(target, indicator="plans.occurrences_on_time", actor=SOMEBODY)

    with pytest.raises(Refused):
        report_target(target, Reported(clock.today(), "Tự ghi", value=Decimal(100)), actor=SOMEBODY)


def test_a_target_without_figure_has_no_data_and_not_zero(plan: Plan) -> None:
    one = live_targets(plan, clock.today())[1]

    assert (one.value, one.verdict) == (None, Verdict.NO_DATA)


@pytest.mark.parametrize(
    "key", ["plans.occurrences_on_time", "plans.deliverables_missing", "plans.difficulties_answered_in_time"]
)
def test_indicators_of_work_keep_the_contract_of_indicators(world: World, plan: Plan, key: str) -> None:
    found = Occurrence.objects.select_related("task", "unit").get(
        task__plan=plan, task__no="3", task__deliverable__isnull=False
    )
    with clock.frozen(found.due_at - timedelta(days=2)):
        results.hand_in(found, actor=SOMEBODY, proofs=[Proof("statement", text="Đã tập huấn")])
    difficulties.raise_difficulty(found.task, unit=found.unit, text="Thiếu phòng", actor=actor_of(world.specialist))

    check_indicator(
        key,
        window=Window(date(2026, 1, 1), date(2026, 12, 31)),
        unit=world.board.pk,
        units=[world.office_unit.pk, world.division.pk],
        readers=[world.office, world.stranger],
    )


def test_nothing_of_a_plan_is_public_until_a_leader_releases_it(world: World, plan: Plan) -> None:
    address = f"/ke-hoach/{plan.uid}"
    assert Client().get(address).status_code == 404

    release_plan(plan, actor=actor_of(world.leader), text=True, progress=True, targets="live")
    shown = Client().get(address)

    assert shown.status_code == 200
    words = shown.content.decode()
    assert "Tập huấn kỹ năng số" in words
    assert "Phòng Đầu tư" not in words
    assert "Đã xong 0 trong" in words
    end_release(plan, actor=actor_of(world.leader))
    assert Client().get(address).status_code == 404


def test_only_what_was_named_is_public(world: World, plan: Plan) -> None:
    release_plan(plan, actor=actor_of(world.leader), text=False, progress=True, targets="none")

    words = Client().get(f"/ke-hoach/{plan.uid}").content.decode()

    assert "Tập huấn kỹ năng số" not in words
    assert Target.objects.filter(plan=plan).exists()
    assert "Chỉ tiêu" not in words
