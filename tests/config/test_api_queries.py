"""A word of the query that an operation does not know is refused: passed over, it would answer with everything."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from ninja import Schema

from motcua.config.api import api
from motcua.ui.openapi import query_names

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_what_is_known_is_what_the_document_of_the_face_tells() -> None:
    """So no word that `/api/v1/docs` names is refused, under whatever name it is sent (`from`)."""
    paths = api.get_openapi_schema()["paths"]
    told, known = {}, {}
    for router in api._get_bound_routers():  # no public way leads to the operations
        for path, view in router.path_operations.items():
            for operation in view.operations:
                (method,) = operation.methods
                address = "/api/v1" + re.sub(r"{\w+:", "{", path)
                written = paths[address][method.lower()]
                key = f"{method} {address}"
                known[key] = query_names(operation)
                told[key] = {p["name"] for p in written.get("parameters", ()) if p["in"] == "query"}
    assert known == told
    assert any("from" in names for names in known.values())


@pytest.mark.parametrize(
    ("address", "unknown"),
    [
        ("/procedures?source=national", ["source"]),
        ("/procedures?limit=1&Limit=2&q=a&utm_source=x", ["Limit", "utm_source"]),
        ("/units?on=2026-01-01&tat-ca=1", ["tat-ca"]),
    ],
)
def test_unknown_words_are_named(client: Client, address: str, unknown: list[str]) -> None:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 422
    assert [e["field"] for e in response.json()["errors"]] == unknown
    assert all(e["message"] for e in response.json()["errors"])


def test_a_stranger_is_not_told_which_words_there_are(client: Client) -> None:
    assert client.get("/api/v1/reviews?la=1").status_code == 401


def test_known_words_pass(client: Client) -> None:
    answer: Any = client.get("/api/v1/procedures?limit=1&on=2026-01-01")
    assert answer.status_code == 200


def test_no_two_schemas_have_one_name() -> None:
    """The document of the face would tell one for the other."""
    places: dict[str, set[str]] = {}
    waiting = list(Schema.__subclasses__())
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if found.__module__.startswith("motcua."):
            places.setdefault(found.__name__, set()).add(found.__module__)
    assert {name: sorted(modules) for name, modules in places.items() if len(modules) > 1} == {}
    assert len(places) > 300
