"""Changes to a round while it is open: before and after, criteria of its own, who reviews what; deleting what holds nothing."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories.procedures import Office, procedure
from tests.factories.reviews import answers, assessed, items, planned_round, running_round

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, Stale
from motcua.kernel.search import find
from motcua.messages.models import Message
from motcua.organisations.services.units import Facts, establish_unit
from motcua.procedures.models import ReviewItem, ReviewRound
from motcua.procedures.queries import reviews as queries
from motcua.procedures.services import reviews
from motcua.procedures.services.review_changes import RoundFacts, change_item, change_round, delete_round

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def test_a_change_leaves_what_was_and_what_is_and_nothing_where_nothing_changed(office: Office) -> None:
    found = planned_round(office.province, procedure("1.100001"))
    change_round(found, RoundFacts("Rà soát đất đai", 2026, result_due=date(2026, 8, 1)), actor=SYSTEM)
    told = events.history(queries.ref_of(found))[-1]
    assert told.kind == "review_round.changed"
    assert told.payload == {
        "before": {"title": "Rà soát năm 2026", "result_due": "2026-09-15"},
        "after": {"title": "Rà soát đất đai", "result_due": "2026-08-01"},
    }
    change_round(found, RoundFacts("Rà soát đất đai", 2026, result_due=date(2026, 8, 1)), actor=SYSTEM)
    assert events.history(queries.ref_of(found))[-1].pk == told.pk
    assert [one.pk for one in find(ReviewRound.objects.all(), queries.ROUND, "dat dai").queryset] == [found.pk]
    with pytest.raises(Stale):
        change_round(found, RoundFacts("Khác", 2026), actor=SYSTEM, version=1)
    with pytest.raises(Invalid):
        change_round(found, RoundFacts(" ", 2026), actor=SYSTEM)


def test_another_year_has_due_days_of_its_own(office: Office) -> None:
    found = planned_round(office.province)
    change_round(found, RoundFacts("Rà soát năm 2027", 2027, result_due=found.result_due), actor=SYSTEM)
    assert (found.plan_due, found.result_due) == (date(2027, 1, 30), date(2027, 9, 15))


def test_the_year_of_a_decided_plan_stays_and_its_days_are_in_order(office: Office) -> None:
    found = running_round(office.province, procedure("1.100001"))
    kept = {"decision_number": "5/KH-BQL", "decision_on": date(2026, 1, 20)}
    change_round(found, RoundFacts("Rà soát", 2030, **kept, sent_on=date(2026, 1, 22)), actor=SYSTEM)
    assert (found.year, found.sent_on) == (2026, date(2026, 1, 22))
    for wrong in (
        kept | {"sent_on": date(2026, 1, 19)},
        kept | {"sent_on": date(2026, 11, 21)},
        kept | {"decision_number": " "},
        kept | {"decision_on": date(2026, 11, 21)},
    ):
        with pytest.raises(Invalid):
            change_round(found, RoundFacts("Rà soát", 2026, **wrong), actor=SYSTEM)


def test_a_round_may_ask_more_than_the_rules_and_then_nothing_is_handed_in_without_it(office: Office) -> None:
    found = planned_round(office.province, procedure("1.100001"))
    facts = RoundFacts("Rà soát", 2026, criteria=("Dữ liệu sẵn có: đã có trong cơ sở dữ liệu chưa", "", "Liên thông"))
    change_round(found, facts, actor=SYSTEM)
    reviews.start_round(found, number="5/KH", decided_on=TODAY, actor=SYSTEM)
    item = items(found)[0]
    reviews.answer(item, answers(), conclusion="Giữ nguyên", actor=SYSTEM)
    with pytest.raises(Refused, match="Dữ liệu sẵn có; Liên thông"):
        reviews.hand_in(item, actor=SYSTEM)
    told = answers() | {"own1": {"verdict": "met"}, "own2": {"verdict": "partly"}}
    reviews.answer(item, told, conclusion="Giữ nguyên", actor=SYSTEM)
    decided = {"decision_number": "5/KH", "decision_on": TODAY}
    with pytest.raises(Invalid):
        change_round(found, RoundFacts("Rà soát", 2026, criteria=("Liên thông",), **decided), actor=SYSTEM)
    more = ("Liên thông", "dữ liệu sẵn có", "Mẫu đơn điện tử")
    change_round(found, RoundFacts("Rà soát", 2026, criteria=more, **decided), actor=SYSTEM)
    assert [one["key"] for one in found.criteria] == ["own2", "own1", "own3"]
    assert len(queries.criteria_of(found)[0]) == len(answers()) + 3


def test_a_round_is_deleted_only_while_nothing_was_written(office: Office) -> None:
    found = planned_round(office.province, procedure("1.100001"))
    ref = queries.ref_of(found)
    delete_round(found, actor=SYSTEM)
    assert not ReviewRound.objects.exists()
    assert not ReviewItem.objects.exists()
    assert events.history(ref)[-1].payload == {"title": "Rà soát năm 2026", "year": 2026, "codes": ["1.100001"]}
    assert not find(ReviewRound.objects.all(), queries.ROUND, "rà soát").queryset
    running = running_round(office.province, procedure("1.100002"))
    with pytest.raises(Refused):
        delete_round(running, actor=SYSTEM)


def test_what_was_taken_out_comes_back_with_what_the_plan_says_now(office: Office) -> None:
    found = running_round(office.province, procedure("1.100001"))
    item = items(found)[0]
    reviews.drop_item(item, reason="Chờ luật mới", actor=SYSTEM)
    planned = reviews.Planned(office.province, "law", due_on=date(2026, 12, 1))
    assert reviews.add_items(found, [item.procedure], planned, actor=SYSTEM) == 1
    assert reviews.add_items(found, [item.procedure], planned, actor=SYSTEM) == 0
    item.refresh_from_db()
    assert (item.state, item.ground, item.due_on, item.note) == ("planned", "law", date(2026, 12, 1), "")
    assert events.history(queries.ref_of(item))[-1].kind == "review_item.restored"


def test_another_unit_is_told_that_a_procedure_is_theirs(office: Office) -> None:
    new = establish_unit(
        "moi", Facts("Sở Mới", "department", parent=office.province), actor=SYSTEM, on=date(2020, 1, 1)
    )
    found = running_round(office.province, procedure("1.100001"))
    item = items(found)[0]
    told = Message.objects.filter(template="procedures.review_assigned", channel="in_product")
    before = told.count()
    change_item(item, reviews.Planned(new, due_on=date(2026, 12, 1)), actor=SYSTEM)
    assert told.count() > before
    assert events.history(queries.ref_of(item))[-1].payload["after"] == {"unit": "Sở Mới", "due_on": "2026-12-01"}
    after = told.count()
    change_item(item, reviews.Planned(new, due_on=date(2026, 12, 2)), actor=SYSTEM)
    assert told.count() == after
    with pytest.raises(Invalid):
        change_item(item, reviews.Planned(new, "beauty"), actor=SYSTEM)
    assessed(item)
    with pytest.raises(Refused):
        change_item(item, reviews.Planned(office.province), actor=SYSTEM)
