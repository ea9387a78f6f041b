"""Who may do what with tasks, targets, sources and difficulties through REST: one table, the same grants as on the desk."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tests.database import Standing
from tests.factories.documents import NOW
from tests.factories.plans import World
from tests.factories.work import BODIES, everything, get, post

from motcua.kernel import clock
from motcua.plans.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage", "standing_plan")]
ROLES = ("office", "specialist", "clerk", "leader", "stranger", "auditor")

TABLE = """
                                                office specialist clerk leader stranger auditor
GET /tasks/{task}/measure                       200    200        200   200    404      200
POST /tasks/{task}/measure                      200    403        403   403    404      403
POST /tasks/{task}/measure/remove               200    403        403   403    404      403
GET /tasks/{waits}/triggers                     200    200        200   200    404      200
POST /tasks/{waits}/triggers                    201    403        403   201    404      403
POST /tasks/{waits}/triggers/{trigger}/end      200    403        403   200    404      403
POST /tasks/{waits}/events                      201    403        403   201    404      403
POST /tasks/{task}/parts                        201    403        403   201    404      403
GET /tasks/{task}/comments                      200    200        200   200    404      200
POST /tasks/{task}/comments                     201    201        201   201    404      201
POST /inputs/{input}/answer                     200    403        403   403    404      403
GET /targets/{target}                           200    200        200   200    404      200
POST /targets/{target}/binding                  200    403        403   403    404      403
POST /targets/{target}/reports                  201    403        403   403    404      403
POST /difficulties                              201    201        403   201    422      403
POST /difficulties/{difficulty}/instructions    403    403        403   200    404      403
POST /difficulties/{difficulty}/settle          200    200        403   200    404      403
POST /difficulties/{answered}/instructions/{instruction}/task 201 403 403   201    404      403
GET /work-sources/{source}                      200    404        200   200    404      200
POST /work-sources                              201    403        403   201    403      403
POST /work-sources/{source}/tasks               201    404        403   201    404      403
"""
OPERATIONS = [row.split()[:2] for row in TABLE.strip("\n").splitlines()[1:]]


@pytest.fixture(scope="module")
def ids(standing: Standing, standing_world: World, standing_plan: tuple[Plan, Path]) -> dict[str, Any]:
    """Ids of everything that the operations speak of."""
    with standing(), clock.frozen(NOW):
        return everything(deepcopy(standing_world), deepcopy(standing_plan[0]))


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=str)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(
    world: World, ids: dict[str, Any], role: str, method: str, path: str
) -> None:
    address = path.format(**ids)
    row = next(r for r in TABLE.splitlines() if r.split()[:2] == [method, path])
    user = getattr(world, role)

    body = {"occurrence": str(ids["owed"]), "text": "Thiếu phòng"} if path == "/difficulties" else BODIES.get(path)
    answer = get(user, address) if method == "GET" else post(user, address, body)

    assert str(answer.status_code) == row.split()[2 + ROLES.index(role)], answer.content
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "path"), [o for o in OPERATIONS if o[0] == "POST"], ids=str)
def test_nobody_is_asked_to_sign_in(ids: dict[str, Any], method: str, path: str) -> None:
    assert post(None, path.format(**ids), BODIES.get(path)).status_code == 401
