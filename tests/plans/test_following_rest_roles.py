"""Money, inspections and what they found through REST: who may do what, one table; and a line and an inspection from begin to end."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from tests.conftest import stored_in
from tests.database import Standing
from tests.factories.documents import NOW
from tests.factories.inspected import inspected
from tests.factories.plans import World
from tests.factories.work import get, post

from motcua.config.api import api
from motcua.documents.services.files import store_upload
from motcua.kernel import clock
from motcua.organisations.models import Officer
from motcua.organisations.permissions import actor_of
from motcua.plans.models import Plan
from motcua.plans.services import funding, inspections, remedies

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage", "standing_plan")]
ROLES = ("office", "specialist", "clerk", "leader", "stranger", "auditor")

TABLE = """
                                       office specialist clerk leader stranger auditor
POST /funding/{line}/estimate          200    403        403   403    404      403
POST /funding/{line}/payments          201    201        403   403    404      403
POST /funding/{line}/payments/{paid}/void 200 200        403   403    404      403
POST /funding/{line}/settle            200    403        403   403    404      403
POST /funding/{settled}/reopen         200    403        403   403    404      403
POST /funding/{settled}/cancel         409    403        403   403    404      403
POST /inspections                      201    403        403   201    403      403
POST /inspections/{begun}/team         200    403        403   200    404      403
POST /inspections/{planned}/begin      200    404        403   200    404      403
POST /inspections/{begun}/verdicts     200    403        200   403    404      403
POST /inspections/{begun}/conclude     200    403        403   200    404      403
POST /inspections/{done}/take-up-again 200    403        403   200    404      403
POST /inspections/{done}/close         409    403        403   409    404      403
POST /inspections/{planned}/cancel     200    404        403   200    404      403
POST /findings/{fault}/require         200    404        200   403    404      403
POST /findings/{open}/extend           200    403        403   200    404      403
POST /findings/{open}/lift             200    403        403   200    404      403
POST /findings/{told}/accept           200    403        403   200    404      403
POST /findings/{told}/send-back        200    403        403   200    404      403
"""
OPERATIONS = [row.split()[:2] for row in TABLE.strip("\n").splitlines()[1:]]


def bodies(ids: dict[str, Any]) -> dict[str, Any]:
    reason = {"reason": "Ghi nhầm"}
    today = clock.today()
    return {
        "/funding/{line}/estimate": {"estimate": 6_000_000, "reason": "QĐ 15"},
        "/funding/{line}/payments": {"spent_on": today, "amount": 100_000, "document": "HĐ 02"},
        "/funding/{line}/payments/{paid}/void": reason,
        "/funding/{line}/settle": {"settled": 900_000, "settled_on": today, "document": "QĐ 16"},
        "/funding/{settled}/reopen": reason,
        "/funding/{settled}/cancel": reason,
        "/inspections": {
            "owner": "bql",
            "kind": "reform",
            "title": "Kiểm tra quý IV",
            "starts_on": today,
            "ends_on": today,
            "units": ["bql-dt"],
        },
        "/inspections/{begun}/team": {"leader": ids["leader"], "conflict_reason": "Lãnh đạo Ban"},
        "/inspections/{planned}/begin": {"decision_number": "9/QĐ", "decision_on": today},
        "/inspections/{begun}/verdicts": {"unit": "bql-dt", "entries": [{"verdict": "fault", "text": "Thiếu bảng"}]},
        "/inspections/{begun}/conclude": {"conclusion": "Còn thiếu sót"},
        "/inspections/{done}/take-up-again": reason,
        "/inspections/{planned}/cancel": reason,
        "/findings/{fault}/require": {"remedy": "Niêm yết lại", "due_on": today + timedelta(days=5)},
        "/findings/{open}/extend": {"due_on": today + timedelta(days=9), "reason": "Chờ in"},
        "/findings/{open}/lift": reason,
        "/findings/{told}/accept": {},
        "/findings/{told}/send-back": {"note": "Thiếu ảnh"},
    }


def made(world: World, plan: Plan) -> dict[str, Any]:
    """Two lines, one of them settled; inspections of the division: planned, under way, concluded with faults to be put right."""
    actor, today = actor_of(world.office), clock.today()
    lines, paid = [], []
    for n in range(2):
        facts = {"unit": world.division, "year": 2026, "source": "thuong-xuyen", "content": f"In tờ rơi {n}"}
        lines.append(funding.plan_funding(plan=plan, estimate=5_000_000, actor=actor, **facts))
        paid.append(funding.spend(lines[n], amount=1_000_000, spent_on=today, document="HĐ 01", actor=actor))
    funding.settle(lines[1], settled=900_000, settled_on=today, document="QĐ 16", actor=actor)
    begun, fault = inspected(world, world.division)
    facts = {"owner": world.board, "kind": "reform", "title": "Kiểm tra", "starts_on": today, "ends_on": today}
    planned = inspections.plan_inspection(**facts, units=[world.division], actor=actor)
    leads = inspections.Member(Officer.objects.get(person__user=world.clerk), leads=True, conflict_reason="Văn thư")
    inspections.set_team(planned, [leads], actor=actor)
    done = inspections.plan_inspection(**facts, units=[world.division], actor=actor)
    inspections.set_team(done, [leads], actor=actor)
    inspections.begin(done, decision_number="10/QĐ", decision_on=today, actor=actor)
    unit = done.units.select_related("inspection__checklist", "unit").get()
    entries = [
        inspections.Verdict(done.checklist.items.get(), "fault", "Bản cũ"),
        inspections.Verdict(None, "fault", "Bụi"),
    ]
    faults = inspections.record(unit, entries, actor=actor)
    for one in faults:
        remedies.require_remedy(one, remedy="Niêm yết lại", due_on=today + timedelta(days=5), actor=actor)
        one.refresh_from_db()
    inspections.conclude(done, conclusion="Còn thiếu sót", recommendation="", actor=actor)
    by = actor_of(world.specialist)
    photo = store_upload(b"x", name="anh.txt", actor=by)
    remedies.report_remedy(faults[1], text="Đã lau", proof=photo, actor=by)
    return {
        "line": lines[0].uid, "settled": lines[1].uid, "paid": paid[0].uid, "begun": begun.uid, "planned": planned.uid,
        "done": done.uid, "fault": fault.uid, "open": faults[0].uid, "told": faults[1].uid,
        "leader": Officer.objects.get(person__user=world.leader).uid,
    }  # fmt: skip


@pytest.fixture(scope="module")
def ids(
    standing: Standing,
    standing_world: World,
    standing_plan: tuple[Plan, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    storages = {**settings.STORAGES, "default": stored_in(tmp_path_factory.mktemp("papers"))}
    with standing(), clock.frozen(NOW), override_settings(STORAGES=storages):
        return made(deepcopy(standing_world), deepcopy(standing_plan[0]))


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=str)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(
    world: World, ids: dict[str, Any], role: str, method: str, path: str
) -> None:
    row = next(r for r in TABLE.splitlines() if r.split()[:2] == [method, path])

    answer = post(getattr(world, role), path.format(**ids), bodies(ids).get(path))

    assert str(answer.status_code) == row.split()[2 + ROLES.index(role)], answer.content.decode()
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"


def test_the_table_names_every_operation() -> None:
    def shape(path: str) -> str:
        return "/".join("*" if "{" in part else part for part in path.removeprefix("/api/v1").split("/"))

    declared = {shape(p) for p, methods in api.get_openapi_schema()["paths"].items() if "post" in methods}
    mine = {p for p in declared if p.startswith(("/funding", "/inspections", "/findings"))}
    assert mine - {"/findings/*/remedy"} == {shape(path) for _method, path in OPERATIONS}


def test_nobody_is_asked_to_sign_in(ids: dict[str, Any]) -> None:
    for _method, path in OPERATIONS:
        assert post(None, path.format(**ids), bodies(ids).get(path)).status_code == 401


def test_a_line_is_for_a_task_of_the_plan_and_a_unit_that_works_on_it(world: World, plan: Plan) -> None:
    task = plan.tasks.get(no="3", deliverable__isnull=False)
    body = {"unit": "bql-dt", "year": 2026, "source": "thuong-xuyen", "content": "Tập huấn", "estimate": 5_000_000}
    answer = post(world.office, f"/plans/{plan.uid}/funding", body | {"task": str(task.uid)})
    assert (answer.status_code, answer.json()["task"], answer.json()["plan"]) == (201, str(task.uid), str(plan.uid))
    line = f"/funding/{answer.json()['id']}"
    for wrong, field in (
        ({"unit": "so-noi-vu"}, "unit"),
        ({"task": str(plan.uid)}, "task"),
        ({"source": "khong-co"}, "source"),
    ):
        refused = post(world.office, f"/plans/{plan.uid}/funding", body | wrong)
        assert (refused.status_code, [e["field"] for e in refused.json()["errors"]]) == (422, [field])

    seen = get(world.office, line)["ETag"]
    pay = {"spent_on": str(clock.today()), "amount": 4_000_000, "document": "HĐ 01"}
    assert post(world.specialist, f"{line}/payments", pay, **{"If-Match": seen}).json()["spent"] == 4_000_000
    assert post(world.specialist, f"{line}/payments", pay, **{"If-Match": seen}).status_code == 412
    beyond = post(world.specialist, f"{line}/payments", pay)
    assert [e["field"] for e in beyond.json()["errors"]] == ["amount"]


def test_verdicts_name_their_entry_and_every_item_has_one_before_the_end(world: World, ids: dict[str, Any]) -> None:
    begun = f"/inspections/{ids['begun']}"
    (item,) = get(world.office, begun).json()["items"]
    entries = [{"item": item["id"], "verdict": "good"}, {"verdict": "fault"}]
    refused = post(world.clerk, f"{begun}/verdicts", {"unit": "bql-dt", "entries": entries})
    assert [e["field"] for e in refused.json()["errors"]] == ["entries.1.text"]
    other = post(world.clerk, f"{begun}/verdicts", {"unit": "bql-vp", "entries": entries[:1]})
    assert [e["field"] for e in other.json()["errors"]] == ["unit"]
    told = post(world.clerk, f"{begun}/verdicts", {"unit": "bql-dt", "entries": entries[:1]})
    assert [u["good"] for u in told.json()["units"]] == [1]
