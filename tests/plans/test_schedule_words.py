"""The day inside a period in words: what the officer sees, and what they may type."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.kernel.errors import Invalid
from motcua.plans.desk.schedule_words import due_words
from motcua.plans.desk.words import slot_reason
from motcua.plans.models import Occurrence
from motcua.plans.reader.schedules import parse_schedule
from motcua.plans.rules.corrections import checked_value

DUE = "/tasks/0/schedule/due"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trước ngày 16 của tháng cuối quý", "16/3, 16/6, 16/9, 16/12 hằng năm"),
        ("Trong tháng đầu quý", "31/1, 30/4, 31/7, 31/10 hằng năm"),
        ("Hằng quý, trước ngày 05 của tháng đầu quý sau", "5/4, 5/7, 5/10, 5/1 năm sau hằng năm"),
        ("Trước ngày 20 hàng tháng", "ngày 20 hằng tháng"),
        ("Hàng tháng (trước ngày 05 của tháng sau)", "ngày 5 tháng sau, hằng tháng"),
        ("Trước ngày 15/6 và 15/12", "15/6/2026, 15/12/2026"),
        ("Thứ Sáu hàng tuần", "thứ Sáu hằng tuần"),
        ("Trước ngày 20 của tháng cuối kỳ báo cáo", "ngày 20 tháng cuối kỳ báo cáo"),
        ("Ngày 05, 15, 25 hằng tháng", "ngày 5, 15, 25 hằng tháng"),
        ("Ngày 25 hằng tháng và ngày 5 tháng sau", "ngày 25 hằng tháng, ngày 5 tháng sau, hằng tháng"),
        ("Ngày 15, 30 tháng cuối quý", "ngày 15, 30 tháng cuối quý"),
        ("Ngày 14 tháng thứ nhất và ngày 14 tháng cuối quý", "ngày 14 tháng thứ 1 của quý, ngày 14 tháng cuối quý"),
        ("Ngày làm việc cuối cùng của tháng", "ngày làm việc cuối cùng hằng tháng"),
        ("Ngày làm việc thứ 3 của tháng đầu quý sau", "ngày làm việc thứ 3 tháng thứ 1 của quý sau"),
        ("Thứ Hai và thứ Năm hằng tuần", "thứ Hai, thứ Năm hằng tuần"),
        ("10/3, 10/6, 10/9, 5/12, 20/12 hằng năm", "10/3, 10/6, 10/9, 5/12, 20/12 hằng năm"),
        ("Cuối mỗi tháng", "ngày cuối cùng hằng tháng"),
        ("Trong quý I", ""),
    ],
)
def test_what_is_shown_is_read_back_the_same(text: str, words: str) -> None:
    found = parse_schedule(text, 2026)

    assert due_words(found.due, found.every) == words
    assert checked_value(DUE, words) == (list(found.due) if found.due else None)


def test_codes_of_programs_are_taken_and_other_words_are_refused_with_an_example() -> None:
    assert checked_value(DUE, ["03-16"]) == ["03-16"]
    assert checked_value(DUE, "W-5") == ["W-5"]
    assert checked_value(DUE, ["01-05+01-15", "01-w00"]) == ["01-05+01-15", "01-w00"]
    with pytest.raises(Invalid) as refused:
        checked_value(DUE, "khi nào xong thì nộp")
    assert "tháng cuối quý" in refused.value.errors[0].template


@pytest.mark.django_db
@pytest.mark.usefixtures("storage")
def test_a_plan_s_day_becomes_the_due_day_of_each_quarter_and_says_why(world: World) -> None:
    text = factory.plan_text().replace("Quý II/2026", "Trước ngày 16 của tháng cuối quý")
    plan = factory.accepted(world, text)

    owed = list(Occurrence.objects.filter(task__plan=plan, task__position=0).order_by("ends_on"))

    assert [o.ends_on for o in owed] == [date(2026, m, 16) for m in (3, 6, 9, 12)]
    assert slot_reason(owed[0]) == (
        "Văn bản ghi ngày trong kỳ: 16/3, 16/6, 16/9, 16/12 hằng năm. "
        "Thời hạn ghi trong văn bản: Trước ngày 16 của tháng cuối quý"
    )
    told = factory.signed_in(world.office).get(f"/api/v1/plans/{plan.uid}/tasks").json()["items"]
    assert [t["schedule"]["due"] for t in told[:3]] == [["03-16"], None, None]


@pytest.mark.django_db
@pytest.mark.usefixtures("storage")
@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ngày 05, 15 hằng tháng", ["2026-01-05", "2026-01-15", "2026-02-05", "2026-02-15"]),
        ("Ngày làm việc cuối cùng của tháng", ["2026-01-30", "2026-02-27", "2026-03-31", "2026-04-29"]),
    ],
)
def test_each_day_of_a_period_is_owed_and_the_last_working_day_is_never_one_of_rest(
    world: World, text: str, days: list[str]
) -> None:
    plan = factory.accepted(world, factory.plan_text().replace("Quý II/2026", text))

    owed = Occurrence.objects.filter(task__plan=plan, task__position=0).order_by("ends_on", "pk")

    assert [o.ends_on.isoformat() for o in owed[: len(days)]] == days
    assert slot_reason(owed[0]).endswith(text)


@pytest.mark.django_db
@pytest.mark.usefixtures("storage")
def test_a_count_of_the_paper_is_a_target_of_the_plan(world: World) -> None:
    text = factory.plan_text().replace("2. Ít nhất 80%", "2. Đăng tối thiểu 24 tin, bài.\n3. Ít nhất 80%")
    plan = factory.accepted(world, text)

    found = plan.targets.order_by("position").values_list("comparator", "value", "unit")

    assert [(sign, int(value), unit) for sign, value, unit in found] == [
        ("=", 100, "%"),
        (">=", 24, "tin, bài"),
        (">=", 80, "%"),
    ]
