"""Search boxes of money, inspections and initiatives forgive missing diacritics and typing errors, like every other list."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.kernel.actors import Actor
from motcua.plans.models import Inspection, Plan
from motcua.plans.services import checklists, funding, initiatives, inspections

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
SOMEBODY = Actor(None, "Ai đó")


def found(world: World, name: str, words: str) -> str:
    return factory.signed_in(world.office).get(reverse(f"plans:{name}"), {"q": words}).content.decode()


def test_funding_and_payments_are_found_without_diacritics(world: World, plan: Plan) -> None:
    line = funding.plan_funding(
        unit=world.division,
        year=2026,
        source=next(iter(funding.sources_on(date(2026, 3, 2)))),
        content="Thuê hội trường tập huấn",
        estimate=20_000_000,
        actor=SOMEBODY,
        plan=plan,
    )
    funding.spend(line, spent_on=date(2026, 3, 2), amount=5_000_000, document="Ủy nhiệm chi 12", actor=SOMEBODY)

    assert "Thuê hội trường tập huấn" in found(world, "funding", "hoi truong tap huan")
    assert "Thuê hội trường tập huấn" not in found(world, "funding", "may tinh")
    assert "Ủy nhiệm chi 12" in found(world, "funding_spent", "uy nhiem chi")


def test_initiatives_are_found_by_other_words_after_a_change(world: World) -> None:
    made = initiatives.write_initiative(
        owner=world.board, kind="model", title="Trả kết quả tại nhà", summary="Bưu tá mang đến", actor=SOMEBODY
    )
    assert "Trả kết quả tại nhà" in found(world, "initiatives", "tra ket qua")

    initiatives.change_initiative(made, kind="model", title="Phòng chờ thân thiện", summary="Ghế, nước", actor=SOMEBODY)
    assert "Phòng chờ thân thiện" in found(world, "initiatives", "phong cho than thien")
    assert "Phòng chờ thân thiện" not in found(world, "initiatives", "tra ket qua")


def test_inspections_are_found_by_title_and_decision(world: World) -> None:
    checklists.issue_checklist(
        owner=world.board,
        kind="reform",
        title="Danh mục",
        items=[("Niêm yết", "")],
        valid_from=date(2026, 1, 1),
        actor=SOMEBODY,
    )
    inspections.plan_inspection(
        owner=world.board,
        kind="reform",
        title="Kiểm tra cải cách hành chính quý I",
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 6),
        units=[world.division],
        decision_number="15/QĐ-BQL",
        decision_on=date(2026, 2, 20),
        actor=SOMEBODY,
    )

    assert Inspection.objects.get().title in found(world, "inspections", "kiem tra cai cach")
    assert Inspection.objects.get().title in found(world, "inspections", "15/QĐ-BQL")
