"""What a review and the control of a draft refuse or say, so that papers are true: days, mergers, abolitions, who answers for a unit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.procedures import Office, procedure
from tests.factories.reviews import answers, decided, handed_in_with, items, planned_round, proposed, running_round

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.procedures.models import DraftRegulation, Procedure, Proposal, RegulationComment, ReviewItem
from motcua.procedures.services import proposals, regulation_asking, regulations, reviews
from motcua.procedures.services.regulation_paper import opinion_docx
from motcua.procedures.services.review_changes import change_item

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def in_hand(office: Office, found: Procedure) -> ReviewItem:
    item = items(running_round(office.province, found))[0]
    return reviews.answer(item, answers(), conclusion="Kiến nghị", actor=SYSTEM)


def test_what_a_plan_asks_is_done_in_its_year(office: Office) -> None:
    found, other = planned_round(office.province, procedure("1.100001")), procedure("1.100002")
    for day in (date(2025, 12, 31), date(2027, 1, 1)):
        with pytest.raises(Invalid, match="Chưa ghi được"):
            reviews.add_items(found, [other], reviews.Planned(office.province, due_on=day), actor=SYSTEM)
        with pytest.raises(Invalid):
            change_item(items(found)[0], reviews.Planned(office.province, due_on=day), actor=SYSTEM)
    assert found.items.count() == 1


def test_nothing_is_proposed_before_the_plan(office: Office) -> None:
    item = in_hand(office, procedure("1.100001"))
    with pytest.raises(Invalid):
        proposed(item, on=date(2026, 1, 19))
    assert proposed(item, on=date(2026, 1, 20)).proposed_on == date(2026, 1, 20)


def test_a_merger_names_the_other_procedure(office: Office, client: Client) -> None:
    found, other = procedure("1.100001"), procedure("1.100002")
    item = in_hand(office, found)
    with pytest.raises(Invalid):
        proposed(item, "merge")
    with pytest.raises(Invalid):
        proposed(item, "merge", merged_with=[found])
    client.force_login(office.office)
    address = reverse("procedures:review_item_act", args=[item.uid, "kien-nghi"])
    sent = {"kind": "merge", "text": "Gộp hai thủ tục", "on": "20/11/2026", "merged_with": "1.100002"}
    assert client.post(address, sent).status_code == 302
    shown = client.get(reverse("procedures:review_item", args=[item.uid])).content.decode()
    assert reverse("procedures:procedure", args=[other.uid]) in shown
    told = client.get(f"/api/v1/review-items/{item.uid}").json()["proposals"]
    assert [(one["merged_with"], one["text"]) for one in told] == [(["1.100002"], "Gộp hai thủ tục")]
    assert "Gộp hai thủ tục" in shown


def test_an_abolition_is_not_done_while_the_procedure_is_in_force(office: Office) -> None:
    (item,) = items(running_round(office.province, procedure("1.100001")))
    one = decided(*handed_in_with(item, "abolish"))
    with pytest.raises(Refused, match="vẫn đang hiệu lực"):
        proposals.carry_out(one, on=TODAY, actor=SYSTEM)
    Procedure.objects.filter(pk=item.procedure_id).update(abolished_on=TODAY + timedelta(days=1))
    item.procedure.refresh_from_db()
    with pytest.raises(Refused, match="21/11/2026"):
        proposals.carry_out(one, on=TODAY, actor=SYSTEM)
    Procedure.objects.filter(pk=item.procedure_id).update(abolished_on=TODAY)
    item.procedure.refresh_from_db()
    assert proposals.carry_out(one, on=TODAY, actor=SYSTEM).state == "done"


def registered(office: Office, **others: date) -> DraftRegulation:
    facts = regulations.Draft("Quyết định về khuyến công", date(2026, 11, 10), **others)
    return regulations.register(facts, owner=office.province, drafter=office.province, actor=SYSTEM)


def test_what_a_draft_changes_is_of_the_registry(office: Office) -> None:
    found = registered(office)
    with pytest.raises(Invalid):
        regulations.add_impact(found, action="amended", name="Hỗ trợ", actor=SYSTEM)
    assert regulations.add_impact(found, action="new", name="Hỗ trợ", actor=SYSTEM).procedure is None
    assert regulations.add_impact(found, action="amended", procedure=procedure("1.100001"), actor=SYSTEM).procedure


def test_it_is_not_to_be_issued_before_its_opinion(office: Office) -> None:
    with pytest.raises(Invalid):
        registered(office, opinion_due=date(2026, 12, 10), planned_on=date(2026, 12, 9))
    assert registered(office, opinion_due=date(2026, 12, 10), planned_on=date(2026, 12, 10)).planned_on


def test_who_is_not_of_a_unit_names_its_letter(office: Office, client: Client) -> None:
    found = registered(office)
    regulation_asking.ask_units(found, [office.province], days=3, actor=SYSTEM)
    asked = RegulationComment.objects.get()
    with pytest.raises(Invalid):
        regulation_asking.comment(asked, stand="agrees", text="", stranger=True, actor=SYSTEM)
    regulation_asking.comment(
        asked, stand="agrees", text="", stranger=True, by_letter="12/STP ngày 20/11/2026", actor=SYSTEM
    )
    found.refresh_from_db()
    assert opinion_docx(found)
    client.force_login(office.office)
    shown = client.get(reverse("procedures:regulation", args=[found.uid])).content.decode()
    assert "ghi theo 12/STP ngày 20/11/2026" in shown


def test_an_opinion_says_that_units_still_have_time(office: Office, client: Client) -> None:
    found = registered(office)
    regulation_asking.ask_units(found, [office.province], days=3, actor=SYSTEM)
    client.force_login(office.office)
    form = client.get(reverse("procedures:regulation_act", args=[found.uid, "ghi-y-kien"])).content.decode()
    assert "Còn 1 đơn vị chưa trả lời" in form


def test_a_cost_sheet_is_for_one_case_and_one_way_to_hand_in(office: Office, client: Client) -> None:
    item = items(running_round(office.province, procedure("1.100001")))[0]
    client.force_login(office.office)
    address = reverse("procedures:review_cost", args=[item.uid])
    first = client.get(address).content.decode()
    assert 'name="truong-hop"' in first
    assert 'value="Giấy tờ đất"' not in first
    chosen = client.get(address, {"truong-hop": "Công trình riêng lẻ", "cach-nop": "direct"}).content.decode()
    assert 'value="Giấy tờ đất"' in chosen
    assert 'value="Công trình riêng lẻ; nộp trực tiếp"' in chosen
    sheets = {f"{side}-{key}": "0" for side in ("before", "after") for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    sent = sheets | {"version": item.version, "save": "1", "scope": "Nhà ở riêng lẻ; nộp trực tiếp"}
    assert client.post(address, sent).status_code == 302
    assert (
        "Tính cho: Nhà ở riêng lẻ; nộp trực tiếp."
        in client.get(reverse("procedures:review_item", args=[item.uid])).content.decode()
    )
    assert 'name="truong-hop"' not in client.get(address).content.decode()


def test_the_value_of_a_parameter_is_not_called_optional(office: Office, client: Client) -> None:
    client.force_login(office.office)
    shown = client.get(reverse("procedures:set_cost_parameter")).content.decode()
    assert "Giá trị (đồng)" in shown
    assert "Giá trị (đồng) (không bắt buộc)" not in " ".join(shown.split())


def test_what_has_ended_is_internal_or_is_merged_with_it_already_is_not_merged_with(office: Office) -> None:
    codes = [f"1.10000{n}" for n in range(1, 5)]
    one, other, ended, internal = (procedure(c, kind="internal" if c == codes[3] else "public") for c in codes)
    Procedure.objects.filter(pk=ended.pk).update(abolished_on=date(2026, 1, 1))
    first, second = items(running_round(office.province, one, other))
    for item in (first, second):
        reviews.answer(item, answers(), conclusion="Kiến nghị", actor=SYSTEM)
    said = {"kind": "merge", "text": "Cùng kết quả", "actor": SYSTEM}
    proposals.propose(first, merged_with=[other], **said)
    for item, others in ((second, [one]), (first, [Procedure.objects.get(pk=ended.pk)]), (first, [internal])):
        with pytest.raises(Invalid) as refusal:
            proposals.propose(item, merged_with=others, **said)
        assert [(e.field, others[0].display_code in str(e)) for e in refusal.value.errors] == [("merged_with", True)]
    assert Proposal.objects.count() == 1
