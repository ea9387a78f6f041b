"""The desk's registry: what the list shows and narrows by, a procedure with its parts, versions and differences."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import procedures as factory
from tests.factories.procedures import Office, content, draft, procedure

from motcua.organisations.models import User
from motcua.procedures.content import Answer, Channel, ChannelKind, Level, Part, Unread

pytestmark = pytest.mark.django_db
REGISTRY = "/desk/thu-tuc/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def page(user: User, address: str, **query: Any) -> str:
    response = signed_in(user).get(address, query)
    assert response.status_code == 200, response.content.decode()[:2000]
    return response.content.decode()


def codes(html: str) -> list[str]:
    return [code for code in ("1.100001", "1.100002", "1.100003", "1.100004") if f">{code}" in html]


def a_registry() -> None:
    procedure("1.100001")
    direct = (Channel(ChannelKind.DIRECT),)
    procedure("1.100002", content("Đăng ký khai sinh", field="Hộ tịch", levels=(Level.COMMUNE,), channels=direct))
    lacking = content("Cấp lại thẻ", limits=(), unread=(Unread(Part.STEPS, "Các bước như sau"),))
    procedure("1.100003", lacking, origin="own", kind="internal")
    draft(procedure("1.100004", content("Sắp có"), since=date(2027, 1, 1)), content("Sắp có"))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, "1234"),
        ({"q": "khai sinh"}, "2"),
        ({"q": "cap lai the"}, "3"),
        ({"field": "ho tich"}, "2"),
        ({"level": "at_commune"}, "2"),
        ({"level": ["at_commune", "at_province"]}, "1234"),
        ({"kind": "internal"}, "3"),
        ({"origin": "own"}, "3"),
        ({"online": "no"}, "2"),
        ({"complete": "no"}, "3"),
        ({"standing": "coming"}, "4"),
        ({"lacks": "limits"}, "3"),
        ({"unread": "steps"}, "3"),
        ({"decision": "none"}, "1234"),
        ({"audience": "for_business"}, "1234"),
    ],
)
def test_the_list_is_searched_and_narrowed_by_its_address(office: Office, query: dict[str, Any], shown: str) -> None:
    a_registry()
    assert codes(page(office.office, REGISTRY, **query)) == [f"1.10000{n}" for n in shown]


def test_the_list_leaves_as_a_workbook_with_what_it_was_narrowed_to(office: Office) -> None:
    a_registry()
    answer = signed_in(office.office).get(REGISTRY, {"export": "xlsx", "field": "ho tich"})
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
    assert [row[0] for row in rows] == ["Mã", "1.100002"]


def test_a_procedure_shows_every_part_what_lacks_and_what_is_still_words(office: Office) -> None:
    words = Unread(Part.CONDITIONS, "Có trụ sở; không nợ thuế")
    made = procedure("1.100001", content(limits=(), unread=(words,), answers={}))
    html = page(office.office, reverse("procedures:procedure", args=[made.uid]))
    for said in ("20 ngày", "Bước 1"):
        assert (said in html) is (said != "20 ngày")
    for said in ("bản sao chứng thực", "CSDLQG về dân cư", "50/2014/QH13", "Có trụ sở; không nợ thuế", "Chưa cấu trúc"):
        assert said in html
    limits = html[html.index('id="phan-limits"') : html.index('id="phan-audiences"')]
    assert "Còn thiếu" in limits


def test_a_part_that_somebody_answered_with_no_says_so(office: Office) -> None:
    made = procedure("1.100001", content(answers={Part.CONDITIONS: Answer.NO}))
    html = page(office.office, reverse("procedures:procedure", args=[made.uid]))
    conditions = html[html.index('id="phan-conditions"') : html.index('id="phan-grounds"')]
    assert "Không có" in conditions


def test_any_two_versions_stand_side_by_side_part_by_part(office: Office) -> None:
    first = content()
    second = replace(first, steps=(*first.steps, replace(first.steps[0], label="Bước 3", text="Nộp lệ phí.")))
    third = replace(second, components=first.components[:1])
    made = procedure("1.100001", first, second, third, since=date(2024, 1, 1))
    address = reverse("procedures:versions", args=[made.uid])
    newest = page(office.office, address)
    assert "Thành phần hồ sơ" in newest and "Nộp lệ phí." not in newest
    both = page(office.office, address, cu=1, moi=3)
    assert "Nộp lệ phí." in both and "Giấy tờ đất" in both
    old = page(office.office, reverse("procedures:procedure", args=[made.uid]), **{"phien-ban": "1"})
    assert "không phải nội dung hiện hành" in old and "Giấy tờ đất" in old


def test_every_officer_reads_the_registry_and_nobody_else(office: Office) -> None:
    made = procedure("1.100001")
    for address in (
        REGISTRY,
        reverse("procedures:procedure", args=[made.uid]),
        reverse("procedures:versions", args=[made.uid]),
    ):
        for user in office.users.values():
            assert signed_in(user).get(address).status_code == 200
        assert Client().get(address).status_code == 302


def test_a_procedure_that_is_only_a_draft_is_found_by_officers_alone(office: Office) -> None:
    made = factory.Procedure.objects.create(base_code="1.100001", name="Mới", sort_key="moi", origin="own")
    draft(made, content("Mới"), number=1)
    assert codes(page(office.office, REGISTRY, standing="draft")) == ["1.100001"]
    assert Client().get("/thu-tuc/1.100001").status_code == 404
