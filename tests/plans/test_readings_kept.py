"""What was read becomes a draft, and is put right where it was read wrongly."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.factories import plans as readings

from motcua.organisations.permissions import actor_of
from motcua.plans.models import Plan
from motcua.plans.queries.contents import content_of
from motcua.plans.services import amending, drafts
from motcua.plans.workflow import PlanState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def test_a_reading_becomes_a_draft_with_nothing_in_force(world: readings.World) -> None:
    plan = drafts.draft_from_reading(readings.read(world), actor=actor_of(world.office))
    assert (plan.state, plan.number, plan.tasks.count()) == (PlanState.DRAFT, "", 0)
    assert len(plan.draft.content["tasks"]) >= 3


def test_a_reading_becomes_a_draft_from_its_page(world: readings.World) -> None:
    reading = readings.read(world)
    answer = readings.signed_in(world.office).post(reverse("plans:draft_from_reading", args=[reading.uid]))
    plan = Plan.objects.get(reading=reading)
    assert answer["Location"] == reverse("plans:draft", args=[plan.uid])


def test_an_error_of_reading_is_put_right_without_a_document_and_counted_apart(world: readings.World) -> None:
    plan = readings.accepted(world)
    actor = actor_of(world.office)
    found = amending.begin_amendment(
        plan, title="Sửa lỗi đọc", reason="Máy đọc sai thời hạn", actor=actor, kind="correction"
    )
    task = content_of(plan)["tasks"][0]
    amending.change_item(
        found, "tasks", task["uid"], task | {"task": "Rà soát quy trình nội bộ"}, version=found.version, actor=actor
    )
    amending.correct(found, actor=actor, version=found.version)

    assert plan.tasks.get(uid=task["uid"]).task == "Rà soát quy trình nội bộ"
    assert plan.amendments.filter(kind="correction", state="applied").count() == 1
    assert [v.kind for v in plan.versions.order_by("number")] == ["issued", "corrected"]
