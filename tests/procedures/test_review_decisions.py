"""What is handed in is decided about as it stands: nothing is added or taken away; a decision that was typed wrong is corrected or voided
while the report is not on its way; who comes late is told who was there before.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.procedures import Office, procedure
from tests.factories.reviews import decided, handed_in_with, items, proposed, running_round

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import Invalid, Refused
from motcua.procedures.models import Proposal, ReviewItem
from motcua.procedures.queries import reviews as queries
from motcua.procedures.services import proposals, reviews
from motcua.procedures.services.proposals import Decision

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
LEADER = Actor(None, "Lê Văn Lãnh", "leader")


def given(office: Office, *kinds: str) -> list[Proposal]:
    (item,) = items(running_round(office.province, procedure("1.100001")))
    return handed_in_with(item, *kinds)


def fresh(one: Proposal) -> Proposal:
    return Proposal.objects.select_related("item__round", "item__procedure").get(pk=one.pk)


def shown(office: Office, item: ReviewItem) -> str:
    client = Client()
    client.force_login(office.office)
    return client.get(reverse("procedures:review_item", args=[item.uid])).content.decode()


def test_what_is_handed_in_takes_no_proposal_more_and_gives_none_back(office: Office) -> None:
    (one,) = given(office)
    with pytest.raises(Refused, match="đã nộp"):
        proposed(one.item, "shorten")
    with pytest.raises(Refused, match="đã nộp"):
        proposals.withdraw(one, reason="Nhầm", actor=SYSTEM)
    page = shown(office, one.item)
    assert "Thêm kiến nghị" not in page
    assert "Rút kiến nghị" not in page

    reviews.send_back(one.item, reason="Gộp hai kiến nghị", actor=SYSTEM)
    assert "Rút kiến nghị" in shown(office, one.item)
    proposals.withdraw(one, reason="Gộp", actor=SYSTEM)
    assert proposed(one.item, "shorten").state == "proposed"


def test_a_number_or_an_answer_typed_wrong_is_corrected_and_both_stay_in_the_trail(office: Office) -> None:
    (one,) = given(office)
    decided(one, number="9/QĐ-UBND")
    proposals.correct(fresh(one), Decision(True, "19/QĐ-UBND", TODAY), why="Gõ thiếu chữ số", actor=SYSTEM)
    one = fresh(one)
    assert (one.state, one.decision_number, one.item.state) == ("accepted", "19/QĐ-UBND", "settled")

    proposals.correct(one, Decision(False, "", TODAY, "Chưa đủ người"), why="Ghi ngược", actor=SYSTEM)
    one = fresh(one)
    assert (one.state, one.decision_number, one.reason) == ("refused", "", "Chưa đủ người")
    told = [e.payload for e in events.history(queries.ref_of(one.item)) if e.kind.endswith("proposal_corrected")]
    assert [(e["before"], e["number"], e["reason"]) for e in told] == [
        ("accepted 9/QĐ-UBND 2026-11-20", "19/QĐ-UBND", "Gõ thiếu chữ số"),
        ("accepted 19/QĐ-UBND 2026-11-20", "", "Ghi ngược"),
    ]


def test_a_decision_that_never_was_is_voided_and_the_procedure_waits_again(office: Office) -> None:
    one, other = given(office, "simplify", "decentralise")
    decided(one)
    decided(other, accepted=False)
    proposals.correct(fresh(one), None, why="Ghi cho thủ tục khác", actor=SYSTEM)
    one, other = fresh(one), fresh(other)
    assert (one.state, one.decision_number, one.decided_on) == ("proposed", "", None)
    assert (other.state, one.item.state) == ("refused", "assessed")
    assert decided(one, number="12/QĐ-UBND").item.state == "settled"


def test_what_was_carried_out_stays_so_with_the_number_mended_and_falls_with_its_decision(office: Office) -> None:
    (one,) = given(office)
    proposals.carry_out(decided(one), on=TODAY, note="Đã sửa biểu mẫu", actor=SYSTEM)
    proposals.correct(fresh(one), Decision(True, "19/QĐ-UBND", TODAY), why="Gõ nhầm", actor=SYSTEM)
    one = fresh(one)
    assert (one.state, one.decision_number, one.done_on, one.done_note) == (
        "done", "19/QĐ-UBND", TODAY, "Đã sửa biểu mẫu",
    )  # fmt: skip
    proposals.correct(one, None, why="Chưa có quyết định", actor=SYSTEM)
    one = fresh(one)
    assert (one.state, one.done_on, one.done_note) == ("proposed", None, "")


def test_a_correction_gives_its_reason_and_is_as_right_as_a_decision(office: Office) -> None:
    (one,) = given(office)
    decided(one)
    for decision, why in (
        (None, " "),
        (Decision(True, " ", TODAY), "Nhầm"),
        (Decision(True, "9/QĐ", date(2026, 11, 21)), "Nhầm"),
        (Decision(False, "9/QĐ", TODAY), "Nhầm"),
    ):
        with pytest.raises(Invalid):
            proposals.correct(fresh(one), decision, why=why, actor=SYSTEM)
    assert fresh(one).decision_number == "9/QĐ-UBND"


def test_once_the_report_stands_its_decisions_stand(office: Office) -> None:
    (one,) = given(office)
    decided(one)
    reviews.close_round(fresh(one).item.round, number="7/BC-UBND", reported_on=TODAY, actor=SYSTEM)
    with pytest.raises(Refused, match="7/BC-UBND"):
        proposals.correct(fresh(one), None, why="Nhầm", actor=SYSTEM)
    assert "Sửa quyết định đã ghi" not in shown(office, one.item)


def test_who_decides_late_is_told_who_decided_what_and_when(office: Office) -> None:
    one, other = given(office, "simplify", "shorten")
    late, twice = fresh(one), fresh(other)
    proposals.decide(one, Decision(True, "9/QĐ-UBND", TODAY), actor=LEADER)
    at = f"{clock.local(clock.now()):%H:%M}"
    told = f"Lê Văn Lãnh đã ghi chấp thuận kiến nghị này theo 9/QĐ-UBND lúc {at}"
    for seen in (late, fresh(one)):  # at the same moment; after it
        with pytest.raises(Refused, match=told):
            proposals.decide(seen, Decision(False, "", TODAY, "Chưa đủ"), actor=SYSTEM)
    proposals.decide(other, Decision(False, "", TODAY, "Trái luật"), actor=LEADER)
    with pytest.raises(Refused, match="Bạn đã ghi không chấp thuận kiến nghị này"):
        proposals.decide(twice, Decision(True, "9/QĐ", TODAY), actor=LEADER)


def test_two_who_correct_at_once_do_not_undo_each_other(office: Office) -> None:
    (one,) = given(office)
    decided(one)
    seen = fresh(one).version
    proposals.correct(fresh(one), Decision(True, "10/QĐ", TODAY), why="Nhầm", actor=LEADER)
    with pytest.raises(Refused, match="Lê Văn Lãnh"):
        proposals.correct(fresh(one), Decision(True, "11/QĐ", TODAY), why="Nhầm", actor=SYSTEM, version=seen)
    assert fresh(one).decision_number == "10/QĐ"


def test_the_desk_corrects_what_it_recorded(office: Office, client: Client) -> None:
    (one,) = given(office)
    decided(one)
    client.force_login(office.office)
    address = reverse("procedures:proposal_act", args=[one.uid, "sua-quyet-dinh"])
    form = client.get(address).content.decode()
    assert "9/QĐ-UBND" in form
    sent: dict[str, Any] = {"version": fresh(one).version, "number": "9/QĐ-UBND", "decided_on": "20/11/2026"}
    assert client.post(address, sent | {"outcome": "refuse", "why": "Ghi ngược"}).status_code == 422
    assert client.post(address, sent | {"outcome": "void", "why": "Ghi nhầm thủ tục"}).status_code == 302
    assert (fresh(one).state, fresh(one).item.state) == ("proposed", "assessed")
    assert "Ghi nhầm thủ tục" in shown(office, one.item)
