"""What units are told of reviews: once at each threshold, to who holds the post; nothing of what is done."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime, time

import pytest
from tests.factories.procedures import Office, procedure
from tests.factories.reviews import assessed, items, planned_round, running_round

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.messages.models import Message
from motcua.organisations.models import Officer
from motcua.organisations.services.posts import create_post, seat
from motcua.procedures.models import ReviewRound
from motcua.procedures.services import regulation_asking, regulations, reviews
from motcua.procedures.services.review_notices import remind_regulations, remind_reviews

pytestmark = pytest.mark.django_db


def at(day: date) -> AbstractContextManager[datetime]:
    return clock.frozen(datetime.combine(day, time(9), tzinfo=clock.ZONE))


def told(template: str) -> list[str]:
    rows = Message.objects.filter(template=f"procedures.{template}", channel="in_product").order_by("pk")
    return list(dict.fromkeys(rows.values_list("title", flat=True)))


def due_round(office: Office, due: date, *codes: str) -> ReviewRound:
    found = planned_round(office.province)
    chosen = [procedure(code) for code in codes]
    reviews.add_items(found, chosen, reviews.Planned(office.province, due_on=due), actor=SYSTEM)
    return reviews.start_round(found, number="5/KH", decided_on=date(2026, 11, 20), actor=SYSTEM)


@pytest.mark.parametrize(
    ("today", "near", "late"),
    [
        (date(2026, 11, 23), [], []),
        (date(2026, 11, 24), ["Đến hạn 01/12/2026, còn 2 thủ tục chưa nộp kết quả rà soát"], []),
        (date(2026, 12, 1), ["Đến hạn 01/12/2026, còn 2 thủ tục chưa nộp kết quả rà soát"], []),
        (date(2026, 12, 2), [], ["Quá hạn 01/12/2026, còn 2 thủ tục chưa nộp kết quả rà soát"]),
    ],
)
def test_a_unit_hears_before_and_after_its_day(office: Office, today: date, near: list[str], late: list[str]) -> None:
    due_round(office, date(2026, 12, 1), "1.100001", "1.100002")
    with at(today):
        remind_reviews()
        assert remind_reviews() == 0
    assert (told("review_due"), told("review_late")) == (near, late)


def test_what_is_handed_in_is_not_asked_for(office: Office) -> None:
    found = due_round(office, date(2026, 12, 1), "1.100001", "1.100002")
    assessed(items(found)[0])
    with at(date(2026, 12, 2)):
        remind_reviews()
    assert told("review_late") == ["Quá hạn 01/12/2026, còn 1 thủ tục chưa nộp kết quả rà soát"]


def test_a_procedure_without_a_day_is_due_with_the_report(office: Office) -> None:
    running_round(office.province, procedure("1.100001"))
    with at(date(2026, 9, 14)):
        remind_reviews()
    assert told("review_due") == ["Đến hạn 15/09/2026, còn 1 thủ tục chưa nộp kết quả rà soát"]
    assert told("review_report_due") == ["Hạn 15/09/2026, chưa có báo cáo: Rà soát năm 2026"]


def test_a_plan_is_asked_for_a_month_before_and_when_late_until_it_has_its_number(office: Office) -> None:
    found = planned_round(office.province, procedure("1.100001"))
    with at(date(2025, 12, 31)):
        assert remind_reviews() == 1
        assert remind_reviews() == 0
    with at(date(2026, 1, 31)):
        assert remind_reviews() == 1
    assert told("review_plan_due") == ["Hạn 30/01/2026, chưa ban hành kế hoạch: Rà soát năm 2026"]
    reviews.start_round(found, number="5/KH", decided_on=date(2026, 1, 20), actor=SYSTEM)
    with at(date(2026, 2, 20)):
        remind_reviews()
    assert Message.objects.filter(template="procedures.review_plan_due", dedupe__endswith=":14").count() == 0


def test_a_province_that_has_drawn_up_no_round_is_told_so(office: Office) -> None:
    with at(date(2027, 1, 1)):
        assert remind_reviews() == 0  # nor has it any procedure
    procedure("1.100001")
    with at(date(2026, 12, 31)):
        assert remind_reviews() == 1
    assert told("review_missing") == ["Chưa lập đợt rà soát thủ tục năm 2027, hạn kế hoạch 30/01/2027"]
    reviews.plan_round("Rà soát", year=2027, owner=office.province, actor=SYSTEM)
    with at(date(2027, 1, 31)):
        remind_reviews()
    assert len(told("review_missing")) == 1


def test_whoever_holds_the_post_is_told_and_the_next_holder_after_them(office: Office) -> None:
    head, other = (Officer.objects.get(person__user=office.users[role]) for role in ("leader", "head"))
    start = date(2020, 1, 1)
    post = create_post(office.province, kind="head", title="Chủ tịch", actor=SYSTEM, valid_from=start)
    seat(post, head, actor=SYSTEM, valid_from=start)
    found = due_round(office, date(2026, 12, 1), "1.100001")
    rows = Message.objects.filter(template="procedures.review_assigned", channel="in_product")
    assert [(one.person_id, one.post_id) for one in rows] == [(head.person_id, post.pk)]
    item = assessed(items(found)[0])
    reviews.send_back(item, reason="Chưa tính chi phí", actor=SYSTEM)
    returned = Message.objects.get(template="procedures.review_returned", channel="in_product")
    assert (returned.person_id, "Chưa tính chi phí" in returned.body) == (head.person_id, True)
    assert other.person_id != head.person_id


def test_units_that_were_asked_and_who_owes_the_opinion_hear_before_and_after(office: Office) -> None:
    facts = regulations.Draft("Quyết định về khuyến công", date(2026, 11, 10), opinion_due=date(2026, 12, 1))
    found = regulations.register(facts, owner=office.province, drafter=office.province, actor=SYSTEM)
    regulation_asking.ask_units(found, [office.province], days=2, actor=SYSTEM)
    assert found.comments_due == date(2026, 11, 25)
    for day in (date(2026, 11, 22), date(2026, 11, 26), date(2026, 12, 2)):
        with at(day):
            remind_regulations()
            assert remind_regulations() == 0
    assert told("regulation_due") == ["Đến hạn 25/11/2026, chưa cho ý kiến: Quyết định về khuyến công"]
    assert told("regulation_silent") == ["Quá hạn 25/11/2026, chưa cho ý kiến: Quyết định về khuyến công"]
    assert told("regulation_opinion_due") == ["Hạn 01/12/2026, chưa có văn bản ý kiến: Quyết định về khuyến công"]
