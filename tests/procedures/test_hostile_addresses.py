"""What may be typed into addresses and sent by programs: a page, a refusal in plain words, never a fault."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pydantic import ValidationError
from tests.factories import procedures as factory

from motcua.ui.api import Input

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["cu=²&moi=1", f"cu={'9' * 5000}&moi=1", "cu=-1&moi=1", "cu=%00&moi=٣"])
def test_versions_that_are_no_numbers_are_as_if_none_was_asked_for(client: Client, asked: str) -> None:
    factory.procedure()

    assert client.get(f"/thu-tuc/1.100001/thay-doi?{asked}").status_code == 200


@pytest.mark.parametrize("address", ["/thu-tuc/%00", "/thu-tuc/1.100001%00", "/api/v1/procedures/1.1%00", "/%00"])
def test_no_page_has_a_nul_in_its_address(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_nul_in_a_query_is_as_if_it_were_not_there(client: Client) -> None:
    factory.procedure()
    assert "1.100001" in client.get("/thu-tuc/?q=1.100%%0000001").content.decode()


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

    for odd in ("\x00", '"NEAR(* AND', "a" * 10_000, "9999-12-31", "0001-01-01", "😀", "%"):
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
