"""Inspections, findings and remedies through REST, and who is told of them: units, inspectors, once and not before they may read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.factories import documents as office
from tests.factories.plans import World

from motcua.documents.services.files import store_upload
from motcua.kernel import clock, delivery
from motcua.kernel.actors import SYSTEM
from motcua.messages.models import Message
from motcua.organisations.models import Officer
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.tokens import create_token
from motcua.plans.models import Finding, Inspection
from motcua.plans.services import inspections, remedies
from motcua.plans.services.checklists import issue_checklist
from motcua.plans.services.inspections import Member, Verdict
from motcua.plans.services.notices import remind_others

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def token_of(unit: Any, role: str, name: str) -> dict[str, str]:
    user = create_officer(name, username=name, unit=unit, role=role, actor=SYSTEM, on=office.START).user
    officer = Officer.objects.get(person__user=user)
    return {"Authorization": f"Bearer {create_token(officer, actor=SYSTEM, scopes=['*:write'])[1]}"}


@pytest.fixture
def case(world: World) -> tuple[Inspection, Finding]:
    """An inspection of the division under way, with one fault and its remedy asked for."""
    actor = actor_of(world.office)
    create_officer("Bùi Trưởng Phòng", unit=world.division, role="head", actor=SYSTEM, on=office.START)
    issue_checklist(
        owner=world.board,
        kind="public_duty",
        title="Kiểm tra công vụ",
        items=(("Niêm yết thủ tục", ""),),
        valid_from=date(2026, 1, 1),
        actor=actor,
    )
    found = inspections.plan_inspection(
        owner=world.board,
        kind="public_duty",
        title="Kiểm tra công vụ đợt 2",
        starts_on=date(2026, 11, 2),
        ends_on=date(2026, 11, 30),
        units=[world.division],
        actor=actor,
    )
    inspections.set_team(found, [Member(Officer.objects.get(person__user=world.office), leads=True)], actor=actor)
    inspections.begin(found, decision_number="88/QĐ-BQL", decision_on=date(2026, 11, 1), actor=actor)
    inspected = found.units.select_related("inspection", "unit").get()
    item = found.checklist.items.get()
    (finding,) = inspections.record(
        inspected, [Verdict(item=item, verdict="fault", text="Niêm yết bản cũ")], actor=actor
    )
    remedies.require_remedy(finding, remedy="Niêm yết lại", due_on=clock.today() + timedelta(days=5), actor=actor)
    return found, finding


def deliver() -> None:
    delivery.deliver_due(limit=500)
    delivery.deliver_due(limit=500)


def told(template: str) -> list[str]:
    rows = Message.objects.filter(template=f"plans.{template}", channel="in_product").select_related("officer__person")
    return sorted(row.officer.person.name for row in rows if row.officer)


def concluded(world: World, found: Inspection) -> None:
    inspections.conclude(found, conclusion="Còn thiếu sót", recommendation="", actor=actor_of(world.office))


def test_the_unit_hears_of_the_inspection_at_once_and_of_findings_only_when_it_may_read_them(
    world: World, case: tuple[Inspection, Finding]
) -> None:
    found, _finding = case
    deliver()
    assert "Bùi Trưởng Phòng" in told("inspected")
    assert told("remedy_required") == []

    concluded(world, found)
    deliver()
    deliver()

    assert told("found").count("Bùi Trưởng Phòng") == 1
    assert told("remedy_required").count("Bùi Trưởng Phòng") == 1


def test_a_remedy_that_is_late_is_told_to_the_unit_then_to_the_inspectors_and_what_became_of_it_comes_back(
    world: World, case: tuple[Inspection, Finding]
) -> None:
    found, finding = case
    concluded(world, found)
    for days in (4, 4, 6, 12, 13):
        with clock.frozen(clock.now() + timedelta(days=days)):
            remind_others()
    assert told("remedy_late").count("Bùi Trưởng Phòng") == 3  # a day before, a day after, a week after
    assert told("remedy_overdue") == ["Lê Văn Phòng"]

    finding.refresh_from_db()
    file = store_upload(b"anh", name="anh.txt", actor=actor_of(world.specialist))
    remedies.report_remedy(finding, text="Đã niêm yết lại", proof=file, actor=actor_of(world.specialist))
    deliver()
    assert told("remedy_reported") == ["Lê Văn Phòng"]
    remedies.accept_remedy(finding, actor=actor_of(world.office))
    deliver()
    assert "Bùi Trưởng Phòng" in told("remedy_accepted")


@pytest.mark.parametrize(
    ("role", "status"), [("head", 422), ("specialist", 422), ("office", 422), ("auditor", 403), ("counter", 403)]
)
def test_who_reports_a_remedy_and_that_its_proof_is_asked_for(
    world: World, case: tuple[Inspection, Finding], role: str, status: int
) -> None:
    found, finding = case
    headers = token_of(world.division, role, "nguoi-bao-cao")
    address = f"/api/v1/findings/{finding.uid}"
    assert Client().get(address, headers=headers).status_code == 404
    concluded(world, found)
    assert Client().get(address, headers=headers).json()["to_put_right"] is True

    answer = Client().post(
        f"{address}/remedy", {"text": "Đã niêm yết"}, content_type="application/json", headers=headers
    )

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_a_program_hands_in_a_remedy_with_its_proof(world: World, case: tuple[Inspection, Finding]) -> None:
    found, _finding = case
    concluded(world, found)
    headers = token_of(world.division, "head", "truong-phong")
    officer = Officer.objects.get(person__user__username="truong-phong")
    file = store_upload(b"anh", name="anh.txt", actor=actor_of(officer.person.user))
    (owed,) = Client().get("/api/v1/findings?mine=true", headers=headers).json()["items"]

    answer = Client().post(
        f"/api/v1/findings/{owed['id']}/remedy",
        {"text": "Đã niêm yết lại", "file": str(file.uid)},
        content_type="application/json",
        headers=headers,
    )

    assert answer.status_code == 200, answer.content
    assert (answer.json()["state"], answer.json()["waiting"]) == ("reported", True)
    assert [r["text"] for r in answer.json()["reports"]] == ["Đã niêm yết lại"]
    one = Client().get(f"/api/v1/inspections/{found.uid}", headers=headers).json()
    assert (one["conclusion"], [u["unit"] for u in one["units"]]) == (None, ["bql-dt"])
