"""Who may do what with plans, drafts, opinions, amendments and what officers hold through REST: one table, the grants of the desk."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from tests.conftest import stored_in
from tests.database import Standing
from tests.factories import work
from tests.factories.documents import NOW
from tests.factories.plans import World
from tests.factories.work import get, post

from motcua.config.api import api
from motcua.kernel import clock
from motcua.plans.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage", "standing_plan")]
ROLES = ("office", "specialist", "clerk", "leader", "stranger", "auditor")
TASK = {"task": "Rà soát quy trình", "lead": "Văn phòng", "schedule_text": "Quý II/2027"}

TABLE = """
                                                  office specialist clerk leader stranger auditor
POST /plans                                       201    403        403   403    403      403
POST /plans/{plan}/next-year                      201    403        403   403    404      403
POST /plans/{plan}/uncovered-draft                201    403        403   403    404      403
GET /plans/{draft}/draft/edits                    200    404        200   200    404      200
POST /plans/{draft}/draft/header                  200    404        403   403    404      403
POST /plans/{draft}/draft/sections                200    404        403   403    404      403
POST /plans/{draft}/draft/items                   200    404        403   403    404      403
POST /plans/{draft}/draft/items/remove            200    404        403   403    404      403
POST /plans/{draft}/draft/items/move              200    404        403   403    404      403
POST /plans/{draft}/draft/proposals/0             422    404        403   403    404      403
POST /plans/{draft}/draft/replaces                200    404        403   403    404      403
POST /plans/{draft}/draft/submit                  200    404        403   403    404      403
POST /plans/{draft}/draft/opinions                201    404        403   403    404      403
POST /consultations/{asked}/close                 200    404        403   403    404      403
POST /consultations/{asked}/comments/{comment}/verdict 200 404      403   403    404      403
POST /plans/{plan}/amendments                     201    403        403   403    404      403
POST /amendments/{amendment}/add                  200    403        403   403    404      403
POST /amendments/{amendment}/change               200    403        403   403    404      403
POST /amendments/{amendment}/drop                 200    403        403   403    404      403
POST /amendments/{amendment}/take-out             200    403        403   403    404      403
POST /amendments/{amendment}/submit               200    403        403   403    404      403
POST /amendments/{correction}/correct             200    403        403   403    404      403
POST /amendments/{amendment}/withdraw             200    403        403   403    404      403
POST /plans/{plan}/funding                        201    403        403   403    404      403
POST /plans/{plan}/number                         409    403        409   403    404      403
POST /plans/{plan}/withdraw                       200    403        403   403    404      403
GET /plans/{plan}/closing                         200    200        200   200    404      200
POST /plans/{plan}/close                          200    403        403   403    404      403
POST /plans/{plan}/reopen                         409    403        403   403    404      403
GET /plans/{plan}/release                         200    200        200   200    404      200
POST /plans/{plan}/release                        403    403        403   200    404      403
POST /plans/{plan}/release/end                    403    403        403   409    404      403
GET /plans/{plan}/target-proposals                200    200        200   200    404      200
POST /plans/{plan}/target-proposals               200    403        403   403    404      403
GET /holdings                                     200    403        403   200    200      403
GET /holdings/{officer}                           200    403        403   200    404      403
POST /holdings/{officer}/hand-over                200    403        403   200    404      403
"""
OPERATIONS = [row.split()[:2] for row in TABLE.strip("\n").splitlines()[1:]]
AREAS = ("POST /plans", "POST /consultations", "POST /amendments", "POST /holdings", "GET /holdings")


def bodies(ids: dict[str, Any]) -> dict[str, Any]:
    reason = {"reason": "Đã xong"}
    begun = {"owner": "bql", "title": "Cải cách hành chính năm 2027"}
    return {
        "/plans": begun | {"year": 2027},
        "/plans/{plan}/uncovered-draft": begun | {"tasks": [ids["task"]]},
        "/plans/{draft}/draft/header": {"place": "Đồng Nai"},
        "/plans/{draft}/draft/sections": {"text": "I. MỤC ĐÍCH\nLàm tốt hơn"},
        "/plans/{draft}/draft/items": {"place": "/tasks/-", "item": TASK},
        "/plans/{draft}/draft/items/remove": {"place": "/tasks/0"},
        "/plans/{draft}/draft/items/move": {"place": "/tasks/0", "to": 1},
        "/plans/{draft}/draft/proposals/0": {"take": True},
        "/plans/{draft}/draft/replaces": {"plan": ids["plan"]},
        "/plans/{draft}/draft/opinions": {"units": ["bql-dt"], "due_on": clock.today()},
        "/consultations/{asked}/comments/{comment}/verdict": {"verdict": "taken"},
        "/plans/{plan}/amendments": {"kind": "correction", "title": "Sửa lỗi đọc", "reason": "Đọc nhầm"},
        "/amendments/{amendment}/add": {"list": "tasks", "item": TASK},
        "/amendments/{amendment}/change": {"list": "tasks", "uid": ids["task"], "item": {"deliverable": "Sổ"}},
        "/amendments/{amendment}/drop": {"list": "targets", "uid": ids["target"]},
        "/amendments/{amendment}/take-out": {"place": 0},
        "/amendments/{amendment}/withdraw": reason,
        "/plans/{plan}/target-proposals": {"targets": None},
        "/plans/{plan}/funding": {
            "unit": "bql-dt",
            "year": 2026,
            "source": "thuong-xuyen",
            "content": "Tập huấn",
            "estimate": 5_000_000,
        },
        "/plans/{plan}/number": {"number": "9/KH-KCNĐN", "issued_on": clock.today()},
        "/plans/{plan}/withdraw": reason,
        "/plans/{plan}/close": reason,
        "/plans/{plan}/reopen": reason,
        "/plans/{plan}/release": {"text": True, "targets": "live"},
        "/holdings/{officer}/hand-over": {"to": ids["colleague"], "reason": "Chuyển công tác"},
    }


@pytest.fixture(scope="module")
def ids(
    standing: Standing,
    standing_world: World,
    standing_plan: tuple[Plan, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    """Ids of everything that the operations speak of."""
    storages = {**settings.STORAGES, "default": stored_in(tmp_path_factory.mktemp("papers"))}
    with standing(), clock.frozen(NOW), override_settings(STORAGES=storages):
        return work.papers(deepcopy(standing_world), deepcopy(standing_plan[0]))


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=str)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(
    world: World, plan: Plan, ids: dict[str, Any], role: str, method: str, path: str
) -> None:
    address = path.format(**ids)
    row = next(r for r in TABLE.splitlines() if r.split()[:2] == [method, path])
    user = getattr(world, role)

    answer = get(user, address) if method == "GET" else post(user, address, bodies(ids).get(path))

    assert str(answer.status_code) == row.split()[2 + ROLES.index(role)], answer.content.decode()
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"


def test_the_table_names_every_operation_that_changes_plans() -> None:
    shapes = {
        f"{method} {'/'.join('*' if '{' in p or p == '0' else p for p in path.split('/'))}"
        for method, path in OPERATIONS
    }
    declared = {
        f"{method.upper()} {'/'.join('*' if '{' in p else p for p in path.removeprefix('/api/v1').split('/'))}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    mine = {one for one in declared if one.startswith(AREAS)} - {"POST /plans/read"}

    assert mine == {one for one in shapes if one.startswith(AREAS)}


def test_nobody_is_asked_to_sign_in(ids: dict[str, Any]) -> None:
    for method, path in OPERATIONS:
        if method == "POST":
            assert post(None, path.format(**ids), bodies(ids).get(path)).status_code == 401
