"""What gathers around a procedure over the years is read page by page: its local layer, flags, levels and versions."""

from __future__ import annotations

from datetime import date, datetime
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.calling import call, token, told
from tests.factories.documents import law
from tests.factories.procedures import content, draft, procedure
from tests.factories.publication import World

from motcua.kernel import clock
from motcua.procedures.models import LocalEntry, OnlineLevel, ProcedureFlag, VersionState

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
CODE = "1.100001"
AT = f"/procedures/{CODE}"
FACES = [import_module(f"motcua.procedures.rest.{name}") for name in ("mark_writes", "place_writes", "procedures")]
"""By their modules' names: the package calls its routers so."""
YEARS = (2019, 2020, 2021, 2022, 2023)


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> World:
    """Five of each, one after another; the newest version is a draft."""
    with standing(), clock.frozen(NOW):
        made = factory.build_world()
        rests_on = law("12/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2018, 12, 1), kind="resolution")
        found = procedure(CODE, content())
        for year in YEARS:
            runs: dict[str, Any] = {"procedure": found, "decision": rests_on}
            runs |= {"valid_from": date(year, 1, 1), "valid_to": date(year + 1, 1, 1)}
            LocalEntry.objects.create(kind="note", value={"text": f"Năm {year}"}, **runs)
            ProcedureFlag.objects.create(recorded_at=NOW, kind="boundary_free", **runs)
            OnlineLevel.objects.create(recorded_at=NOW, regime="2020-45", level="3", **runs)
        for number in range(2, 6):
            draft(found, content(f"Tên thứ {number}"), number)
        found.versions.filter(number__lt=5).update(state=VersionState.PUBLISHED)
        return made


def walked(path: str, key: str, limit: int) -> list[list[Any]]:
    """All pages, one after another."""
    pages, cursor = [], ""
    while True:
        page = told(call("GET", f"{AT}/{path}?limit={limit}{cursor}", key))
        pages.append(page["items"])
        if page["next"] is None:
            return pages
        cursor = f"&cursor={page['next']}"


@pytest.mark.parametrize("path", ["local", "flags", "levels", "versions"])
def test_pages_give_each_once_the_newest_first_at_a_cost_that_does_not_grow(world: World, path: str) -> None:
    key = token(world.office.office)
    pages = walked(path, key, 2)
    assert [len(page) for page in pages] == [2, 2, 1]
    rows = [row for page in pages for row in page]
    if path == "versions":
        assert [row["number"] for row in rows] == [5, 4, 3, 2, 1]
    else:
        assert [row["valid_from"][:4] for row in rows] == [str(year) for year in reversed(YEARS)]
    with CaptureQueriesContext(connection) as few:
        call("GET", f"{AT}/{path}?limit=1", key)
    with CaptureQueriesContext(connection) as many:
        call("GET", f"{AT}/{path}?limit=5", key)
    assert len(few) == len(many)


def test_a_reader_who_asks_for_no_pages_gets_all_until_there_are_very_many(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = token(world.office.office)
    marks, detail, layer = (told(call("GET", f"{AT}{path}", key)) for path in ("/marks", "", "/local"))
    assert [len(rows) for rows in (marks["flags"], marks["levels"], detail["versions"], layer["items"])] == [5] * 4
    ends = (marks["flags_next"], marks["levels_next"], detail["versions_next"], layer["next"])
    assert ends == (None,) * 4
    for face in FACES:
        monkeypatch.setattr(face, "MOST_ROWS", 3)
    marks, detail = (told(call("GET", f"{AT}{path}", key)) for path in ("/marks", ""))
    for path, first, after in (
        ("flags", marks["flags"], marks["flags_next"]),
        ("levels", marks["levels"], marks["levels_next"]),
        ("versions", detail["versions"], detail["versions_next"]),
    ):
        rest = told(call("GET", f"{AT}/{path}?cursor={after}", key))
        assert (len(first), len(rest["items"]), rest["next"]) == (3, 2, None), path
        assert first + rest["items"] == walked(path, key, 5)[0], path


def test_who_adds_an_entry_finds_it_first_however_many_there_are(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for face in FACES:
        monkeypatch.setattr(face, "MOST_ROWS", 2)
    given = {"kind": "note", "text": "Mới ghi", "decision": "12/NQ-HĐND", "valid_from": "2019-06-01"}
    answer = told(call("POST", f"{AT}/local", token(world.office.office), given), 201)
    assert [row["text"] for row in answer["items"]] == ["Mới ghi", "Năm 2023"]
    rest = told(call("GET", f"{AT}/local?cursor={answer['next']}", token(world.office.office)))
    assert [row["text"] for row in rest["items"]] == ["Năm 2022", "Năm 2021", "Năm 2020", "Năm 2019"]


def test_drafts_are_the_officers_and_pages_of_everybody_are_whole_without_them(world: World) -> None:
    page = Client().get(f"/api/v1{AT}/versions?limit=2").json()
    assert [row["number"] for row in page["items"]] == [4, 3]
    assert page["next"]
    assert Client().get("/api/v1/procedures/9.999999/versions").status_code == 404
    for path in ("versions", "flags", "levels", "local"):
        refused = call("GET", f"{AT}/{path}?cursor=abc", token(world.office.office))
        assert (refused.status_code, refused.json()["code"]) == (404, "bad_cursor"), path
