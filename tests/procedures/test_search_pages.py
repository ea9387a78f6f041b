"""The boxes people type into, on both front pages; what the desk is told of national pages; the data behind a page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import procedures as factory

from motcua.procedures.content import Content
from motcua.procedures.models import LinkState, NationalLink
from motcua.procedures.queries.search import examples, phrases

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["portal:public_home", "procedures:public_list"])
def test_both_boxes_suggest_while_one_types(client: Client, page: str) -> None:
    shown = client.get(reverse(page)).content.decode()

    assert f'hx-get="{reverse("procedures:public_suggestions")}"' in shown
    assert 'id="goi-y"' in shown
    assert examples("vi") in shown


@pytest.mark.parametrize("page", ["portal:public_home_en", "procedures:public_list_en"])
def test_the_english_boxes_have_english_examples(client: Client, page: str) -> None:
    shown = client.get(reverse(page)).content.decode()

    assert examples("en") in shown
    assert examples("vi") not in shown


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("birth certificate", "Đăng ký khai sinh"),
        ("How do I get a work permit?", "Cấp giấy phép lao động cho người lao động nước ngoài"),
        ("marriage registration", "Đăng ký kết hôn"),
    ],
)
def test_english_words_find_vietnamese_names(client: Client, typed: str, name: str) -> None:
    names = ["Kiểm tra chất lượng muối", "Đăng ký khai sinh", "Đăng ký kết hôn"]
    names.append("Cấp giấy phép lao động cho người lao động nước ngoài")
    for number, one in enumerate(names):
        factory.procedure(f"1.00300{number}", Content(name=one))
    told = client.get("/api/v1/procedures", {"q": typed}).json()

    assert told["items"][0]["name"] == name


def test_every_english_example_is_understood() -> None:
    for one in examples("en").split(", "):
        assert phrases({one}), one


def test_the_page_of_a_procedure_names_the_address_of_its_data(client: Client) -> None:
    factory.procedure("1.003010", Content(name="Đăng ký khai sinh"))
    page = client.get(reverse("procedures:public_procedure", args=["1.003010"])).content.decode()

    assert '<link rel="alternate" type="application/ld+json" href="/api/v1/procedures/1.003010">' in page


def test_the_desk_is_told_which_national_pages_were_looked_at(office: factory.Office, client: Client) -> None:
    client.force_login(office.office)
    address = reverse("procedures:dead_links")
    assert "Chưa kiểm tra trang nào" in client.get(address).content.decode()

    for number, state in enumerate((LinkState.THERE, LinkState.DEAD, LinkState.THERE)):
        one = factory.procedure(f"1.00302{number}", Content(name=f"Thủ tục {number}"))
        at = datetime(2026, 11, 20, 3, number, tzinfo=UTC)
        NationalLink.objects.create(procedure=one, url=f"https://x.vn/{number}", state=state, looked_at=at)
    shown = client.get(address).content.decode()
    gone = client.get(address, {"state": "dead"}).content.decode()

    assert "10:02 20/11/2026" in shown
    assert "Thủ tục 1" in gone
    assert "Thủ tục 0" not in gone
