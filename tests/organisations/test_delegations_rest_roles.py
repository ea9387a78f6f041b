"""Standing in for somebody through REST: who sets it up and ends it, what it says, what is refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.factories import organisations as factory

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import Delegation, Officer, User
from motcua.organisations.services.delegations import delegate

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAYS = {"starts_on": "2026-11-23", "ends_on": "2026-11-27"}
OTHERS = [
    ("operator", 201), ("office", 201), ("head", 201), ("leader", 201), ("specialist", 403), ("registry_clerk", 403), ("auditor", 403),
]  # fmt: skip


@pytest.fixture
def away(province: factory.Province) -> Officer:
    return factory.officer("vang", province.board, "specialist")


@pytest.fixture
def colleague(province: factory.Province) -> Officer:
    return factory.officer("thay", province.board, "specialist")


def post(user: User | None, address: str, body: Any = None, **headers: str) -> Any:
    return _client(user).post(f"/api/v1{address}", body or {}, content_type="application/json", headers=headers)


def get(user: User | None, address: str) -> Any:
    return _client(user).get(f"/api/v1{address}")


def _client(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def account(officer: Officer) -> User:
    assert officer.person.user is not None
    return officer.person.user


def test_whoever_is_away_names_who_stands_in(away: Officer, colleague: Officer) -> None:
    body = DAYS | {"receiver": str(colleague.uid), "reason": "đi công tác", "document": "12/GUQ"}
    made = post(account(away), "/delegations", body)
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["giver"], told["receiver_name"], told["stands"]) == (str(away.uid), colleague.person.name, False)
    kept = Delegation.objects.get()
    assert (kept.starts_at, kept.ends_at) == (
        datetime(2026, 11, 23, tzinfo=clock.ZONE),
        datetime(2026, 11, 28, tzinfo=clock.ZONE),
    )
    assert kept.document == "12/GUQ"
    for user, of in ((away, "given"), (colleague, "received")):
        assert [d["id"] for d in get(account(user), f"/delegations?of={of}").json()["items"]] == [told["id"]]
    assert get(account(colleague), "/delegations?of=standing").json()["items"] == []


def test_an_hour_narrows_the_days(away: Officer, colleague: Officer) -> None:
    body = DAYS | {"receiver": str(colleague.uid), "starts_time": "13:30", "ends_time": "09:00"}
    assert post(account(away), "/delegations", body).status_code == 201
    kept = Delegation.objects.get()
    assert kept.starts_at == datetime(2026, 11, 23, 13, 30, tzinfo=clock.ZONE)
    assert kept.ends_at == datetime(2026, 11, 27, 9, 0, tzinfo=clock.ZONE)


@pytest.mark.parametrize(("role", "status"), OTHERS)
def test_for_another_it_is_set_up_by_whoever_may(
    province: factory.Province, away: Officer, colleague: Officer, role: str, status: int
) -> None:
    user = factory.user("ai-do", province.board, role)
    answer = post(user, "/delegations", DAYS | {"giver": str(away.uid), "receiver": str(colleague.uid)})
    assert answer.status_code == status, answer.content
    assert Delegation.objects.exists() is (status == 201)


@pytest.mark.parametrize(("role", "status"), [(role, 200 if status == 201 else status) for role, status in OTHERS])
def test_it_is_ended_by_the_two_or_by_whoever_may(
    province: factory.Province, away: Officer, colleague: Officer, role: str, status: int
) -> None:
    user = factory.user("ai-do", province.board, role)
    made = delegate(away, colleague, starts=clock.today(), ends=clock.today(), actor=SYSTEM)

    assert post(user, f"/delegations/{made.uid}/end").status_code == status
    assert post(account(colleague), f"/delegations/{made.uid}/end").status_code == (409 if status == 200 else 200)
    assert get(account(away), "/delegations").json()["items"][0]["stands"] is False


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"receiver": "01900000-0000-7000-8000-000000000001"}, "receiver"),
        ({"ends_on": "2026-11-20"}, "ends"),
        ({"starts_time": "25:00"}, "starts_time"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(away: Officer, colleague: Officer, change: Any, field: str) -> None:
    answer = post(account(away), "/delegations", DAYS | {"receiver": str(colleague.uid)} | change)
    assert (answer.status_code, [e["field"] for e in answer.json()["errors"]]) == (422, [field])


def test_whoever_saw_it_before_it_changed_is_told(away: Officer, colleague: Officer) -> None:
    made = delegate(away, colleague, starts=clock.today(), ends=clock.today(), actor=SYSTEM)
    stale = post(account(away), f"/delegations/{made.uid}/end", **{"If-Match": '"7"'})
    assert (stale.status_code, stale["Content-Type"]) == (412, "application/problem+json")


def test_nobody_is_asked_to_sign_in(away: Officer, colleague: Officer) -> None:
    assert get(None, "/delegations").status_code == 401
    assert post(None, "/delegations", DAYS | {"receiver": str(colleague.uid)}).status_code == 401
