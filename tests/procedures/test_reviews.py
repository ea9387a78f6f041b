"""Rounds of review over all their states: planned, decided, assessed, settled, closed; proposals; shares; figures with their source."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.factories.procedures import Office, content, procedure
from tests.factories.reviews import answers, assessed, fees, items, planned_round, proposed, running_round

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, Stale, TransitionRefused
from motcua.organisations.services.units import Facts, establish_unit
from motcua.procedures.formulas import CostRow
from motcua.procedures.models import CostParameter, ReviewHint
from motcua.procedures.queries import hints
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.registry import content_of, version_on
from motcua.procedures.services import costs, proposals, reviews
from motcua.procedures.services.hints import make_hints
from motcua.procedures.services.reviews import move_reviews

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
ACCEPTED = proposals.Decision(True, "9/QĐ", TODAY)


def test_a_plan_is_due_before_the_last_day_of_january_and_the_due_days_stay(office: Office) -> None:
    made = planned_round(office.province)
    assert made.plan_due == date(2026, 1, 30)
    assert made.result_due == date(2026, 9, 15)
    assert [e.kind for e in events.history(queries.ref_of(made))] == ["review_round.planned"]


def test_a_procedure_stands_once_in_a_round(office: Office) -> None:
    found = procedure("1.100001")
    made = planned_round(office.province, found)
    assert reviews.add_items(made, [found, procedure("1.100002")], reviews.Planned(office.province), actor=SYSTEM) == 1
    assert made.items.count() == 2


def test_internal_procedures_go_through_the_same_rounds(office: Office) -> None:
    made = planned_round(office.province, procedure("1.100001", kind="internal"), procedure("1.100002"))
    assert queries.internal(made.items.all()).count() == 1


def test_a_round_starts_with_procedures_and_a_number(office: Office) -> None:
    empty = planned_round(office.province)
    with pytest.raises(Refused):
        reviews.start_round(empty, number="5/KH", decided_on=TODAY, actor=SYSTEM)
    made = planned_round(office.province, procedure("1.100001"))
    with pytest.raises(Invalid):
        reviews.start_round(made, number=" ", decided_on=TODAY, actor=SYSTEM)
    with pytest.raises(Invalid):
        reviews.start_round(made, number="5/KH", decided_on=date(2026, 11, 21), actor=SYSTEM)
    assert reviews.start_round(made, number="5/KH", decided_on=TODAY, actor=SYSTEM).state == "under_way"
    with pytest.raises(TransitionRefused):
        reviews.drop_round(made, reason="Nhầm", actor=SYSTEM)


def test_nothing_is_assessed_before_the_plan_is_decided(office: Office) -> None:
    item = items(planned_round(office.province, procedure("1.100001")))[0]
    with pytest.raises(Refused):
        reviews.answer(item, answers(), conclusion="", actor=SYSTEM)


def test_a_result_is_handed_in_when_every_criterion_is_answered(office: Office) -> None:
    item = items(running_round(office.province, procedure("1.100001")))[0]
    some = dict(list(answers().items())[:2])
    reviews.answer(item, some, conclusion="Giữ nguyên", actor=SYSTEM)
    assert item.state == "in_hand"
    with pytest.raises(Refused, match="Chi phí tuân thủ"):
        reviews.hand_in(item, actor=SYSTEM)
    reviews.answer(item, answers(), conclusion="", actor=SYSTEM)
    with pytest.raises(Refused, match="kết luận"):
        reviews.hand_in(item, actor=SYSTEM)
    assert assessed(item).state == "assessed"
    with pytest.raises(Refused):
        reviews.answer(item, answers(), conclusion="Khác", actor=SYSTEM)


def test_unknown_criteria_and_verdicts_are_left_out(office: Office) -> None:
    item = items(running_round(office.province, procedure("1.100001")))[0]
    told = {"necessity": {"verdict": "maybe"}, "beauty": {"verdict": "met"}, "legality": {"verdict": "met"}}
    reviews.answer(item, told, conclusion="", actor=SYSTEM)
    assert set(item.answers) == {"legality"}


def test_who_writes_in_sight_of_an_older_state_is_refused(office: Office) -> None:
    item = items(running_round(office.province, procedure("1.100001")))[0]
    seen = item.version
    reviews.answer(item, answers(), conclusion="Một", actor=SYSTEM, version=seen)
    with pytest.raises(Stale):
        reviews.reckon_cost(item, fees(10, 5), actor=SYSTEM, version=seen)


def test_costs_are_kept_with_what_they_come_to(office: Office) -> None:
    item = items(running_round(office.province, procedure("1.100001")))[0]
    reviews.reckon_cost(item, fees(1_024_000, 231_000), actor=SYSTEM)
    item.refresh_from_db()
    assert (item.dossier_before, item.year_after) == (Decimal(1_024_000), Decimal(2_310_000))


def test_sent_back_it_may_be_written_again(office: Office) -> None:
    item = assessed(items(running_round(office.province, procedure("1.100001")))[0])
    with pytest.raises(Invalid):
        reviews.send_back(item, reason=" ", actor=SYSTEM)
    reviews.send_back(item, reason="Chưa rõ", actor=SYSTEM)
    assert (item.state, item.note) == ("in_hand", "Chưa rõ")
    assert assessed(item).note == ""


def test_a_proposal_is_decided_after_the_result_and_the_last_one_settles(office: Office) -> None:
    item = items(running_round(office.province, procedure("1.100001")))[0]
    reviews.answer(item, answers(), conclusion="Kiến nghị", actor=SYSTEM)
    one, other = proposed(item), proposed(item, "decentralise")
    with pytest.raises(Refused):
        proposals.decide(one, ACCEPTED, actor=SYSTEM)
    item.refresh_from_db()
    reviews.hand_in(item, actor=SYSTEM)
    one.item = other.item = item
    proposals.decide(one, ACCEPTED, actor=SYSTEM)
    with pytest.raises(Refused):
        reviews.settle(item, actor=SYSTEM)
    with pytest.raises(Invalid):
        proposals.decide(other, proposals.Decision(False, "", TODAY), actor=SYSTEM)
    proposals.decide(other, proposals.Decision(False, "", TODAY, "Chưa đủ người"), actor=SYSTEM)
    item.refresh_from_db()
    assert item.state == "settled"
    with pytest.raises(Invalid):
        proposals.carry_out(one, on=date(2026, 11, 19), actor=SYSTEM)
    assert proposals.carry_out(one, on=TODAY, actor=SYSTEM).state == "done"
    with pytest.raises(TransitionRefused):
        proposals.carry_out(other, on=TODAY, actor=SYSTEM)


def test_what_is_withdrawn_counts_nowhere(office: Office) -> None:
    made = running_round(office.province, procedure("1.100001"))
    item = items(made)[0]
    reviews.answer(item, answers(), conclusion="", actor=SYSTEM)
    one = proposed(item)
    assert {s.key: s.count for s in queries.shares(2026, TODAY)}["simplify"] == 1
    proposals.withdraw(one, reason="Nhầm", actor=SYSTEM)
    assert {s.key: s.count for s in queries.shares(2026, TODAY)}["simplify"] == 0
    assert all(n == 0 for _kind, _label, n, _yes in queries.kinds_of(made))


def test_decentralisation_says_to_whom(office: Office) -> None:
    item = items(running_round(office.province, procedure("1.100001")))[0]
    reviews.answer(item, answers(), conclusion="", actor=SYSTEM)
    with pytest.raises(Invalid):
        proposals.propose(item, kind="decentralise", text="Phân cấp", actor=SYSTEM)
    with pytest.raises(Invalid):
        proposals.propose(item, kind="paint", text="Sơn lại", actor=SYSTEM)


def test_shares_are_of_the_catalogue_in_force_and_count_a_procedure_once(office: Office) -> None:
    for n in range(1, 5):
        procedure(f"1.10000{n}")
    inside = procedure("1.100009", kind="internal")
    first = procedure("1.100005")
    made = running_round(office.province, first, inside)
    for item in items(made):
        reviews.answer(item, answers(), conclusion="Xong", actor=SYSTEM)
        proposed(item, "shorten")
        proposed(item, "simplify")
        reviews.hand_in(item, actor=SYSTEM)
    found = {s.key: (s.count, s.whole, s.percent) for s in queries.shares(2026, TODAY)}
    assert found == {
        "reviewed": (1, 5, Decimal(20)),
        "simplify": (1, 5, Decimal(20)),
        "decentralise": (0, 5, Decimal(0)),
    }
    assert [p.base_code for p in queries.shared("simplify", 2026, TODAY)] == ["1.100005"]
    assert queries.shares(2025, TODAY)[1].count == 0


def test_a_round_closes_when_everything_is_settled_or_taken_out(office: Office) -> None:
    made = running_round(office.province, procedure("1.100001"), procedure("1.100002"))
    one, other = items(made)
    with pytest.raises(Refused, match="2"):
        reviews.close_round(made, number="7/BC", reported_on=TODAY, actor=SYSTEM)
    reviews.settle(assessed(one), actor=SYSTEM)
    reviews.drop_item(other, reason="Đã bãi bỏ", actor=SYSTEM)
    made.refresh_from_db()
    assert reviews.close_round(made, number="7/BC", reported_on=TODAY, actor=SYSTEM).state == "closed"
    assert queries.progress_of(made) == {"planned": 0, "in_hand": 0, "assessed": 0, "settled": 1, "dropped": 1}
    with pytest.raises(Refused):
        reviews.add_items(made, [procedure("1.100003")], reviews.Planned(office.province), actor=SYSTEM)


def test_the_work_of_a_unit_goes_over_with_it(office: Office) -> None:
    new = establish_unit(
        "moi", Facts("Sở Mới", "department", parent=office.province), actor=SYSTEM, on=date(2020, 1, 1)
    )
    made = running_round(office.province, procedure("1.100001"), procedure("1.100002"))
    assessed(items(made)[0])
    refs = queries.refs_of_unit(office.province.pk)
    assert len(refs) == 2
    assert move_reviews(refs, office.province.pk, new.pk) == 2
    assert [item.unit_id for item in items(made)] == [office.province.pk, new.pk]


def test_no_figure_ships_and_each_has_a_source(office: Office) -> None:
    assert not CostParameter.objects.exists()
    assert queries.wage_on(TODAY) is None
    with pytest.raises(Invalid):
        costs.set_parameter(kind="wage", value=Decimal(1), source=" ", valid_from=TODAY, actor=SYSTEM)
    first = costs.set_parameter(
        kind="wage", value=Decimal(50_000), source="Niên giám 2025", valid_from=date(2026, 1, 1), actor=SYSTEM
    )
    second = costs.set_parameter(
        kind="wage", value=Decimal(52_000), source="Niên giám 2026", valid_from=TODAY, actor=SYSTEM
    )
    first.refresh_from_db()
    assert first.valid_to == TODAY
    assert queries.wage_on(date(2026, 11, 19)) == first
    assert queries.wage_on(TODAY) == second
    with pytest.raises(Invalid):
        costs.set_parameter(kind="wage", value=Decimal(1), source="X", valid_from=date(2026, 6, 1), actor=SYSTEM)
    costs.void_parameter(second, reason="Nhầm", actor=SYSTEM)
    assert queries.wage_on(TODAY) is None
    with pytest.raises(Refused):
        costs.end_parameter(second, on=date(2026, 12, 1), actor=SYSTEM)


def test_a_sheet_begins_with_what_the_procedure_asks_for_and_guesses_no_figure(office: Office) -> None:
    version = version_on(procedure("1.100001"), TODAY)
    assert version is not None
    said = content_of(version)
    common = [CostRow.PREPARE, CostRow.PREPARE, CostRow.FEES, CostRow.RECEIVE]
    assert [line.row for line in costs.begun(said, TODAY).before.lines] == common
    found = costs.begun(said, TODAY, "Công trình riêng lẻ", "online")
    assert [line.row for line in found.before.lines] == [CostRow.PREPARE, *common[:2], CostRow.SUBMIT, *common[2:]]
    assert [line.name for line in found.before.lines if line.row is CostRow.SUBMIT] == ["Trực tuyến"]
    assert found.scope == "Công trình riêng lẻ; nộp trực tuyến"
    assert [line.fees for line in found.before.lines if line.fees is not None] == [Decimal(150_000)]
    assert found.wage is None
    assert not found.after.lines
    assert costs.begun(said, TODAY, "Trường hợp khác", "fax") == costs.begun(said, TODAY)


def test_hints_are_made_anew_as_a_whole(office: Office) -> None:
    one = procedure("1.100001")
    other = procedure("1.100002", content("Cấp lại giấy phép xây dựng công trình"))
    assert make_hints() > 0
    before = ReviewHint.objects.get(kind="pair")
    assert {before.first_id, before.second_id} == {one.pk, other.pk}
    assert before.papers == ["Căn cước", "Đơn đề nghị", "Giấy tờ đất"]
    make_hints()
    assert ReviewHint.objects.filter(kind="pair").count() == 1
    assert hints.made_at() == clock.now()
