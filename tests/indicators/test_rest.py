"""`/indicators` exactly as CONTRACT says: figures, rows, defaults, masks, what is public."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.indicators.services.releases import release_indicator, withdraw_release
from motcua.indicators.services.snapshots import close_period
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import User
from motcua.organisations.permissions import actor_of

pytestmark = pytest.mark.django_db
API = "/api/v1/indicators"
Q3 = "from=2026-07-01&to=2026-09-30"


def get(address: str, user: User | None = None, status: int = 200) -> Any:
    client = Client()
    if user is not None:
        client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    answer = client.get(API + address, headers={"Accept-Language": "vi"})
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_figure_has_the_fields_of_the_contract(shelf) -> None:
    assert get(f"/test.decisions?unit=bql&{Q3}", shelf.world.office) == {
        "key": "test.decisions",
        "kind": "ratio",
        "unit": "bql",
        "numerator": 2,
        "denominator": 3,
        "value": 66.67,
        "window": {"from": "2026-07-01", "to": "2026-09-30"},
        "as_of": "2026-11-20T02:00:00Z",
        "frozen": False,
    }
    assert get("/test.decisions?unit=so-noi-vu&period=2025", shelf.world.office)["value"] is None


def test_the_unit_left_out_is_the_callers_topmost_one_and_the_window_the_current_period(shelf, head_office) -> None:
    own = get("/test.decisions", shelf.world.office)
    assert (own["unit"], own["window"]) == ("bql", {"from": "2026-10-01", "to": "2026-12-31"})
    assert get("/test.decisions", head_office)["unit"] == "tinh"
    assert get("/test.decisions", shelf.world.stranger)["unit"] == "so-noi-vu"


@pytest.mark.parametrize("key", ["test.decisions", "test.papers", "test.mean"])
def test_rows_are_as_many_as_the_figure_says_for_every_caller_masked_or_not(shelf, key: str) -> None:
    world = shelf.world
    for user in (world.office, world.stranger, world.auditor):
        for unit in ("tinh", "bql", "so-noi-vu"):
            figure = get(f"/{key}?unit={unit}&{Q3}", user)
            for side in ("numerator", "denominator"):
                rows = get(f"/{key}/rows?unit={unit}&{Q3}&side={side}&limit=200", user)["items"]
                if (key, side) != ("test.mean", "numerator"):
                    assert len(rows) == (figure[side] or 0)
                for row in rows:
                    assert row["masked"] == (row["ref"] is None)
                    assert not row["masked"] or (row["title"], row["at"]) == (None, None)


def test_a_row_the_caller_may_not_open_tells_its_unit_alone(shelf) -> None:
    rows = get(f"/test.decisions/rows?unit=bql&{Q3}&side=denominator", shelf.world.stranger)["items"]

    shown = {row["ref"] for row in rows if not row["masked"]}
    assert shown == {f"legal_document:{shelf.papers[2].uid}"}  # the public one
    hidden = [row for row in rows if row["masked"]]
    assert (
        hidden
        == [{"ref": None, "masked": True, "unit": "bql", "title": None, "at": None, "part": None, "amount": None}] * 2
    )


def test_rows_come_in_pages_without_a_gap_live_and_frozen(shelf) -> None:
    def walk() -> list[str]:
        found, cursor = [], ""
        while cursor is not None:
            page = get(f"/test.papers/rows?unit=tinh&{Q3}&limit=2{cursor and '&cursor=' + cursor}", shelf.world.auditor)
            assert len(page["items"]) <= 2
            found += [row["ref"] for row in page["items"]]
            cursor = page["next"]
        return found

    live = walk()
    close_period("2026-Q3", actor=SYSTEM)

    assert len(live) == 5 and sorted(live) == sorted(walk())


def test_closed_periods_are_frozen_unless_a_moment_is_asked_for(shelf) -> None:
    close_period("2026-Q3", actor=SYSTEM)
    shelf.add(shelf.world.board)

    frozen = get("/test.papers?unit=bql&period=2026-Q3", shelf.world.office)
    assert (frozen["frozen"], frozen["numerator"]) == (True, 3)
    assert len(get("/test.papers/rows?unit=bql&period=2026-Q3", shelf.world.office)["items"]) == 3
    live = get("/test.papers?unit=bql&period=2026-Q3&as_of=2026-11-20T09:00:00%2B07:00", shelf.world.office)
    assert (live["frozen"], live["numerator"], live["as_of"]) == (False, 4, "2026-11-20T09:00:00+07:00")
    rows = get("/test.papers/rows?unit=bql&period=2026-Q3&as_of=2026-11-20T02:00:00Z", shelf.world.office)["items"]
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-07-01", "to"),
        ("to=2026-07-01", "from"),
        ("from=2026-07-02&to=2026-07-01", "to"),
        ("from=2026-7-1&to=2026-07-01", "from"),
        ("as_of=2026-07-01", "as_of"),
        ("as_of=1780000000", "as_of"),
        ("as_of=2026-07-01T10:00:00", "as_of"),
    ],
)
def test_a_wrong_question_names_the_field(shelf, query: str, field: str) -> None:
    problem = get(f"/test.papers?{query}", shelf.world.office, 422)

    assert [error["field"] for error in problem["errors"]] == [field]


def test_what_is_not_there_is_not_found(shelf) -> None:
    get("/no.such", shelf.world.office, 404)
    get("/test.papers?unit=khong-co", shelf.world.office, 404)
    get("/test.papers/rows?cursor=abc", shelf.world.office, 404)
    get("?cursor=abc", shelf.world.office, 404)
    get("/test.papers?period=2026-Q7", shelf.world.office, 422)
    get("/test.papers/rows?side=both", shelf.world.office, 422)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-12:00"])
def test_moments_at_the_ends_of_time_are_answered(shelf, moment: str) -> None:
    get(f"/test.papers?as_of={moment}&from=0001-01-01&to=9999-12-31", shelf.world.office)


def test_the_catalogue_is_searched_without_diacritics_and_paged(shelf) -> None:
    everything = get("", shelf.world.office)["items"]
    assert {one["key"] for one in everything} == {
        "test.decisions",
        "test.papers",
        "test.sum",
        "test.mean",
        "test.median",
    }
    assert everything[0]["formula"] == "Quyết định chia cho mọi văn bản"
    assert len(get("?q=quyet+dinh&package=test", shelf.world.office)["items"]) == 5
    assert get("?q=khong+co+gi", shelf.world.office)["items"] == []
    first = get("?limit=3", shelf.world.office)
    rest = get(f"?limit=3&cursor={first['next']}", shelf.world.office)
    assert [*first["items"], *rest["items"]] == everything and rest["next"] is None


def test_nothing_is_public_until_a_named_leader_releases_it(shelf, leader) -> None:
    assert get("")["items"] == []
    get(f"/test.decisions?{Q3}", None, 404)
    get(f"/test.decisions/rows?{Q3}", None, 404)

    made = release_indicator("test.decisions", unit=None, mode="live", actor=actor_of(leader))

    assert [one["key"] for one in get("")["items"]] == ["test.decisions"]
    figure = get(f"/test.decisions?{Q3}")
    assert (figure["unit"], figure["denominator"]) == (None, 5)
    rows = get(f"/test.decisions/rows?{Q3}&side=denominator")["items"]
    assert [row["masked"] for row in rows].count(True) == 4 and len(rows) == 5
    get(f"/test.decisions?unit=bql&{Q3}", None, 404)
    get(f"/test.papers?{Q3}", None, 404)
    withdraw_release(made, actor=actor_of(leader), reason="Rà soát lại")
    get(f"/test.decisions?{Q3}", None, 404)


def test_what_is_released_as_frozen_shows_closed_periods_only(shelf, leader) -> None:
    release_indicator("test.papers", unit=shelf.world.board.pk, mode="frozen", actor=actor_of(leader))
    get(f"/test.papers?unit=bql&{Q3}", None, 404)

    close_period("2026-Q2", actor=SYSTEM)
    close_period("2026-Q3", actor=SYSTEM)
    shelf.add(shelf.world.board)

    figure = get("/test.papers?unit=bql")
    assert (figure["window"], figure["numerator"], figure["frozen"]) == (
        {"from": "2026-07-01", "to": "2026-09-30"},
        3,
        True,
    )
    assert len(get("/test.papers/rows?unit=bql")["items"]) == 3
    later = clock.now() + timedelta(days=1)
    assert get(f"/test.papers?unit=bql&as_of={later:%Y-%m-%dT%H:%M:%SZ}")["numerator"] == 3, (
        "the public cannot ask past the release"
    )
    get("/test.papers?unit=bql&period=2026-Q4", None, 404)
    get(f"/test.papers?unit=bql&structure={date(2026, 1, 1)}")


def test_the_number_of_queries_does_not_grow_with_the_rows(shelf) -> None:
    client = Client()
    client.force_login(shelf.world.auditor, backend="motcua.organisations.signin.OfficerBackend")
    addresses = (f"{API}/test.decisions?unit=tinh&{Q3}", f"{API}/test.decisions/rows?unit=tinh&{Q3}&side=denominator")

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    before = [asked(address) for address in addresses]
    for _ in range(4):
        shelf.add(shelf.world.board, kind="letter")

    assert [asked(address) for address in addresses] == before
    assert max(before) <= 12
