"""What may be typed into addresses and sent by programs: a page, a refusal in plain words, never a fault."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from pydantic import ValidationError
from tests.factories import procedures as factory

from motcua.procedures.models import PageRemark
from motcua.ui.api import Input

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["cu=²&moi=1", f"cu={'9' * 5000}&moi=1", "cu=-1&moi=1", "cu=&moi=٣"])
def test_versions_that_are_no_numbers_are_as_if_none_was_asked_for(client: Client, asked: str) -> None:
    factory.procedure()

    assert client.get(f"/thu-tuc/1.100001/thay-doi?{asked}").status_code == 200


NUL = "Yêu cầu có ký tự NUL"


@pytest.mark.parametrize("address", ["/thu-tuc/1.100001%00", "/%00", "/thu-tuc/?q=1.100%%0000001", "/thu-tuc/?a%00=1"])
def test_nul_in_an_address_or_query_is_refused_in_plain_words(client: Client, address: str) -> None:
    factory.procedure()
    answer = client.get(address)
    assert (answer.status_code, NUL in answer.content.decode()) == (400, True)


def test_two_figures_and_a_percent_sign_are_no_nul(client: Client) -> None:
    assert client.get("/thu-tuc/?q=%2500").status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/procedures/1.1%00", "/api/v1/procedures?q=%00"])
def test_a_program_is_told_of_nul_as_of_any_problem(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert (answer.json()["detail"][: len(NUL)], answer.json()["code"]) == (NUL, "nul_character")


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/thu-tuc/1.100001/gop-y", {"helpful": "no", "text": "Phí\x00 đã đổi"}),
        ("/thu-tuc/1.100001/gop-y", {"helpful": "no", "text": "Phí", "x\x00": "1"}),
        ("/accounts/login/", {"login": "a\x00", "password": "b"}),
        ("/ui/ngon-ngu/", {"language": "en\x00"}),
    ],
)
@pytest.mark.parametrize("encoding", [MULTIPART_CONTENT, "application/x-www-form-urlencoded"])
def test_nul_in_a_form_is_refused_before_any_page_works_on_it(
    client: Client, path: str, typed: dict[str, str], encoding: str
) -> None:
    factory.procedure()
    data = typed if encoding == MULTIPART_CONTENT else urlencode(typed)
    answer = client.post(path, data, content_type=encoding)
    assert (answer.status_code, NUL in answer.content.decode()) == (400, True)
    assert not PageRemark.objects.exists()


@pytest.mark.parametrize("part", [0, 2, 10**30])
def test_the_site_map_has_no_parts_but_those_of_its_index(client: Client, part: int) -> None:
    factory.procedure()

    assert client.get(f"/sitemap-{part}.xml").status_code == 404


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/thu-tuc/", "q field unit level audience origin cursor"),
        ("/thu-tuc/goi-y", "q"),
        ("/thu-tuc/moi/", "truoc"),
        ("/thu-tuc/1.100001", "on case"),
        ("/thu-tuc/1.100001/thay-doi", "cu moi"),
        ("/api/v1/procedures", "q field unit cursor on"),
    ],
)
def test_nothing_that_is_typed_into_an_address_breaks_a_page(client: Client, path: str, names: str) -> None:
    factory.procedure()

    for odd in ("\ufffd", '"NEAR(* AND', "a" * 10_000, "9999-12-31", "0001-01-01", "😀", "%"):
        for name in names.split():
            assert client.get(path, {name: odd}).status_code < 500, (name, odd[:20])


class Body(Input):
    lines: list[str] = []
    facts: dict[str, Any] = {}


@pytest.mark.parametrize(
    "sent", [{"lines": ["một", "hai\x00"]}, {"facts": {"a": [{"b": "\ud800"}]}}, {"facts": {"a\x00": 1}}]
)
def test_text_that_no_database_keeps_is_refused_wherever_it_stands_in_a_body(sent: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Body(**sent)
    assert Body(lines=["một"], facts={"a": ["hai", 3]}).lines == ["một"]
