"""Plans over REST: lists, one plan, reading a file; who gets in."""

from __future__ import annotations

import io
import json
from pathlib import Path
from uuid import uuid4

import jsonschema
import pytest
from tests.factories import plans as factory
from tests.factories.plans import World, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
SCHEMA = Path("/work/shared/design/plan-document.schema.json")


def test_plans_are_listed_found_and_shown(world: World) -> None:
    plan = factory.accepted(world)
    client = signed_in(world.office)
    listed = client.get("/api/v1/plans", {"q": "kiem soat", "year": 2026, "state": "issued", "issuer": "bql"}).json()
    assert [(p["number"], p["owner"], p["issuer_unit"]) for p in listed["items"]] == [("18/KH-KCNĐN", "bql", "bql")]
    response = client.get(f"/api/v1/plans/{plan.uid}")
    assert response["ETag"] == f'"{plan.version}"'
    detail = response.json()
    assert (detail["tasks"], detail["signer"]["name"]) == (plan.tasks.count(), "Nguyễn Văn Ký")
    assert any("61/2018" in b["number"] for b in detail["bases"])


def test_tasks_and_targets_come_in_the_order_of_the_paper_page_by_page(world: World) -> None:
    plan = factory.accepted(world)
    client = signed_in(world.office)
    first = client.get(f"/api/v1/plans/{plan.uid}/tasks", {"limit": 2}).json()
    second = client.get(f"/api/v1/plans/{plan.uid}/tasks", {"limit": 2, "cursor": first["next"]}).json()
    assert [t["no"] for t in [*first["items"], *second["items"]]][:3] == ["1", "2", "3"]
    assert first["items"][0]["lead_units"] == [{"code": "bql-vp", "named": "Văn phòng"}]
    led = client.get(f"/api/v1/plans/{plan.uid}/tasks", {"lead": "bql-dt"}).json()
    assert [t["no"] for t in led["items"]] == ["3"]
    targets = client.get(f"/api/v1/plans/{plan.uid}/targets").json()["items"]
    assert {(t["comparator"], float(t["value"]), t["unit"]) for t in targets} >= {(">=", 80.0, "%")}
    assert {(t["bound"], t["judged"]) for t in targets} == {(None, ">=")}


def test_a_file_is_read_without_being_kept(world: World) -> None:
    from motcua.documents.models import StoredFile

    handle = io.BytesIO(factory.plan_text().encode())
    handle.name = "ke-hoach.txt"
    answer = signed_in(world.specialist).post("/api/v1/plans/read", {"file": handle})
    assert answer.status_code == 200, answer.content
    document = answer.json()
    assert document["document"]["number"] == "18/KH-KCNĐN"
    assert not StoredFile.objects.exists()
    if SCHEMA.exists():
        jsonschema.validate(document, json.loads(SCHEMA.read_text()))


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", "TUYỆT MẬT\nKế hoạch\n".encode()])
def test_what_cannot_be_read_is_a_problem_in_words(world: World, content: bytes) -> None:
    handle = io.BytesIO(content)
    handle.name = "a.txt"
    answer = signed_in(world.office).post("/api/v1/plans/read", {"file": handle})
    assert answer.status_code in {409, 422}
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]


@pytest.mark.parametrize("role", ["office", "specialist", "clerk", "leader", "auditor", "stranger"])
def test_who_reads_a_plan_over_rest_reads_it_on_the_desk(world: World, role: str) -> None:
    plan = factory.accepted(world)
    client = signed_in(getattr(world, role))
    expected = 404 if role == "stranger" else 200
    for tail in ("", "/tasks", "/targets"):
        assert client.get(f"/api/v1/plans/{plan.uid}{tail}").status_code == expected
    assert len(client.get("/api/v1/plans").json()["items"]) == (role != "stranger")


def test_nobody_gets_in_without_an_account(world: World) -> None:
    plan = factory.accepted(world)
    for address in ("/api/v1/plans", f"/api/v1/plans/{plan.uid}", f"/api/v1/plans/{plan.uid}/tasks"):
        assert signed_in(None).get(address).status_code == 401
    assert signed_in(None).post("/api/v1/plans/read", {}).status_code in {401, 403}
    assert signed_in(world.office).get(f"/api/v1/plans/{uuid4()}").status_code == 404
