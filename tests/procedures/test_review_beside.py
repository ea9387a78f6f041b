"""Proposals that exclude one another are refused, those beside one another are told."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.procedures import Office, procedure
from tests.factories.reviews import answers, items, running_round

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.procedures.models import ReviewItem
from motcua.procedures.queries.review_beside import said_beside
from motcua.procedures.services import reviews
from motcua.procedures.services.proposals import propose, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(office: Office) -> ReviewItem:
    found = running_round(office.province, procedure("1.100001"), procedure("1.100002"))
    return in_hand(items(found)[0])


def in_hand(item: ReviewItem) -> ReviewItem:
    return reviews.answer(item, answers(), conclusion="Kiến nghị như dưới đây.", actor=SYSTEM)


def proposed(of: ReviewItem, kind: str, **others: Any) -> Any:
    of.refresh_from_db()
    return propose(of, kind=kind, text="Vì chậm", actor=SYSTEM, **others)


@pytest.mark.parametrize(("first", "second"), [("shorten", "abolish"), ("abolish", "shorten"), ("abolish", "abolish")])
def test_what_is_abolished_is_not_also_changed(item: ReviewItem, first: str, second: str) -> None:
    there = proposed(item, first)

    with pytest.raises(Invalid) as refusal:
        proposed(item, second)
    assert [e.field for e in refusal.value.errors] == ["kind"]
    assert str(there.get_kind_display()) in str(refusal.value.errors[0])
    assert item.proposals.count() == 1

    withdraw(there, reason="Đổi ý", actor=SYSTEM)
    assert proposed(item, second).kind == second


def test_one_kind_alone_says_nothing_and_two_kinds_are_told(item: ReviewItem) -> None:
    proposed(item, "shorten")
    proposed(item, "shorten")
    assert said_beside(item) == ""

    proposed(item, "simplify")
    said = said_beside(item)
    assert "Rút ngắn thời hạn" in said and "Đơn giản hóa" in said


def test_an_open_proposal_of_another_round_is_told_with_its_round(office: Office, item: ReviewItem) -> None:
    proposed(item, "shorten")
    later = in_hand(items(running_round(office.province, item.procedure))[0])
    proposed(later, "abolish")

    assert later.round.title in said_beside(item)
    assert "Rút ngắn" in said_beside(later)


def test_a_merger_and_the_abolition_of_what_is_merged_are_told_on_both(office: Office, item: ReviewItem) -> None:
    other = procedure("1.100009")
    theirs = in_hand(items(running_round(office.province, other))[0])
    proposed(item, "merge", merged_with=[other])
    assert said_beside(item) == ""
    proposed(theirs, "abolish")

    assert "(thủ tục 1.100009)" in said_beside(item)
    assert f"Gộp với thủ tục khác (thủ tục {item.procedure.display_code})" in said_beside(theirs)


def test_page_and_rest_tell_it(office: Office, item: ReviewItem) -> None:
    proposed(item, "shorten")
    client = Client()
    client.force_login(office.office, backend="motcua.organisations.signin.OfficerBackend")
    answer = client.post(
        f"/api/v1/review-items/{item.uid}/proposals",
        {"kind": "simplify", "text": "Bớt giấy tờ"},
        content_type="application/json",
    )
    assert answer.status_code == 201, answer.content
    (told,) = answer.json()["warnings"]
    html = client.get(reverse("procedures:review_item", args=[item.uid])).content.decode()
    assert "đi cùng nhau không" in told and "đi cùng nhau không" in html
    refused = client.post(
        f"/api/v1/review-items/{item.uid}/proposals",
        {"kind": "abolish", "text": "Thôi"},
        content_type="application/json",
    )
    assert refused.status_code == 422
