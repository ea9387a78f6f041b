"""One's own notices for programs."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories import organisations as organisations_factory
from tests.factories.messages import told

from motcua.kernel.actors import SYSTEM
from motcua.messages.models import Message
from motcua.organisations.models import Officer, Unit
from motcua.organisations.services.people import appoint_officer
from motcua.organisations.services.tokens import create_token

pytestmark = pytest.mark.django_db
NOTICES = "/api/v1/notices"


def bearer(officer: Officer, *scopes: str) -> dict[str, str]:
    _row, secret = create_token(officer, name="thử", scopes=list(scopes or ("*:write",)), actor=SYSTEM)
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


def test_notices_are_ones_own_and_can_be_narrowed(an: Officer, binh: Officer) -> None:
    told([an, binh])
    told([an], "test.mention", dedupe="hai")
    client, headers = Client(), bearer(an)

    found = client.get(NOTICES, **headers).json()
    assert [(n["purpose"], n["title"], n["read_at"]) for n in found["items"]] == [
        ("discussion", "Sắp đến hạn: Rà soát quy trình", None),
        ("assignment", "Được giao: Rà soát quy trình", None),
    ]
    assert found["items"][0]["sent_at"] == "2026-11-20T09:00:00+07:00"
    assert len(client.get(f"{NOTICES}?purpose=discussion", **headers).json()["items"]) == 1
    assert len(client.get(f"{NOTICES}?q=duoc+giao", **headers).json()["items"]) == 1
    page = client.get(f"{NOTICES}?limit=1", **headers).json()
    rest = client.get(NOTICES, {"limit": 1, "cursor": page["next"]}, **headers).json()
    assert [page["items"][0]["id"], rest["items"][0]["id"], rest["next"]] == [*(n["id"] for n in found["items"]), None]
    english = client.get(NOTICES, HTTP_ACCEPT_LANGUAGE="en", **headers).json()
    assert english["items"][0]["title"] == "Due soon: Rà soát quy trình"


def test_a_notice_is_marked_as_read_once(an: Officer, binh: Officer) -> None:
    told([an])
    uid = Message.objects.get(channel="in_product").uid
    client = Client()

    first = client.post(f"{NOTICES}/{uid}/read", **bearer(an))
    assert first.status_code == 200 and first.json()["read_at"]
    assert client.post(f"{NOTICES}/{uid}/read", **bearer(an)).json()["read_at"] == first.json()["read_at"]
    assert client.get(f"{NOTICES}?state=unread", **bearer(an)).json()["items"] == []
    assert client.post(f"{NOTICES}/{uid}/read", **bearer(binh)).status_code == 404
    assert client.post(f"{NOTICES}/{uid}/read", **bearer(an, "notices:read")).status_code == 403
    assert client.get(NOTICES, **bearer(an, "units:read")).status_code == 403
    assert client.get(NOTICES).status_code == 401


def test_a_token_sees_the_notices_of_its_one_post(an: Officer, board: Unit) -> None:
    division = organisations_factory.unit("phong", type="division", parent=board)
    other = appoint_officer(an.person, division, post="Tổ trưởng", valid_from=organisations_factory.START, actor=SYSTEM)
    told([an])
    told([other], dedupe="hai")
    assert len(Client().get(NOTICES, **bearer(other)).json()["items"]) == 1
