"""Handing over all that an officer holds; dividing a task: who may, what moves, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.documents import PASSWORD
from tests.factories.plans import World

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import Refused
from motcua.organisations.models import Officer
from motcua.organisations.services.accounts import create_officer
from motcua.plans import events as kinds
from motcua.plans.models import Assignee, Occurrence, Plan, Task
from motcua.plans.queries.work import occurrence_ref
from motcua.plans.services.assigning import assign
from motcua.plans.services.work import Work, divide_task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
ROLES = ("office", "specialist", "clerk", "leader", "stranger", "auditor")
HEAD = Actor(None, "Trưởng phòng")


def officer_of(user: Any) -> Officer:
    return Officer.objects.select_related("person", "unit").get(person__user=user)


@pytest.fixture
def division_work(world: World, plan: Plan) -> Occurrence:
    return Occurrence.objects.select_related("task__owner", "unit").get(
        task__plan=plan, task__no="3", unit=world.division
    )


@pytest.fixture
def colleague(world: World) -> Officer:
    made = create_officer(
        "Lý Thị Mới", unit=world.division, role="specialist", actor=SYSTEM, on=date(2024, 1, 1), password=PASSWORD
    )
    return officer_of(made.user)


def test_all_that_one_holds_goes_to_a_colleague_with_role_and_reason(
    world: World, division_work: Occurrence, colleague: Officer
) -> None:
    giver = officer_of(world.specialist)
    assign(division_work, giver, role="lead", note="Làm sớm", actor=HEAD)
    client = factory.signed_in(world.leader)
    page = client.get(reverse("plans:hand_over_all"))
    assert [(o.pk, n) for o, n in page.context["givers"]] == [(giver.pk, 1)]
    form = client.get(reverse("plans:hand_over_all"), {"tu": str(giver.uid)}).context["form"]

    response = client.post(
        reverse("plans:hand_over_all"),
        {
            "tu": str(giver.uid),
            "held": form.initial["held"],
            "officer": str(colleague.uid),
            "reason": "Chuyển công tác",
        },
    )

    assert response.status_code == 302, response.content.decode()
    now = Assignee.objects.get(occurrence=division_work, ended_at__isnull=True)
    assert (now.officer_id, now.role, now.note) == (colleague.pk, "lead", "Làm sớm")
    told = [e for e in events.history(occurrence_ref(division_work)) if e.kind == kinds.OCCURRENCE_HANDED_OVER]
    assert [e.payload["reason"] for e in told] == ["Chuyển công tác"]


def test_without_reason_or_receiver_nothing_moves(world: World, division_work: Occurrence, colleague: Officer) -> None:
    giver = officer_of(world.specialist)
    held = assign(division_work, giver, role="lead", actor=HEAD)
    client = factory.signed_in(world.leader)

    for given in ({"officer": str(colleague.uid)}, {"reason": "x"}, {"reason": "x", "officer": str(giver.uid)}):
        response = client.post(reverse("plans:hand_over_all"), {"tu": str(giver.uid), "held": [str(held.pk)], **given})
        assert response.status_code == 200
    assert Assignee.objects.get(ended_at__isnull=True).officer_id == giver.pk


def test_another_bodys_office_sees_nobody(world: World, division_work: Occurrence) -> None:
    giver = officer_of(world.specialist)
    assign(division_work, giver, role="lead", actor=HEAD)

    page = factory.signed_in(world.stranger).get(reverse("plans:hand_over_all"), {"tu": str(giver.uid)})

    assert page.context["givers"] == []


@pytest.mark.parametrize("role", ROLES)
def test_who_may_hand_over_and_divide(world: World, division_work: Occurrence, role: str) -> None:
    client = factory.signed_in(getattr(world, role))
    may = role in {"office", "leader"}

    status = client.get(reverse("plans:hand_over_all")).status_code
    assert status == (200 if may or role == "stranger" else 403)
    status = client.get(reverse("plans:divide", args=[division_work.task.uid])).status_code
    assert status == (200 if may else 404 if role == "stranger" else 403)


def test_a_task_is_divided_and_its_parts_roll_up(world: World, division_work: Occurrence) -> None:
    client = factory.signed_in(world.leader)
    address = reverse("plans:divide", args=[division_work.task.uid])
    assert client.get(address).status_code == 200

    response = client.post(
        address,
        {
            "text": "Soạn tài liệu tập huấn",
            "leads": [str(world.division.uid)],
            "due_on": "01/12/2026",
            "deliverable": "",
        },
    )

    assert response.status_code == 302, response.content.decode()
    part = Task.objects.get(parent=division_work.task)
    assert (part.owner_id, part.task) == (world.division.pk, "Soạn tài liệu tập huấn")
    page = client.get(reverse("plans:task", args=[division_work.task.uid]))
    assert (page.context["parts_all"], page.context["parts_done"]) == (1, 0)
    assert "Soạn tài liệu tập huấn" in page.content.decode()


def test_a_part_goes_only_below_the_unit_that_leads(world: World, division_work: Occurrence) -> None:
    work = Work("Việc của đơn vị khác", (world.elsewhere,), date(2026, 12, 1))
    with pytest.raises(Refused):
        divide_task(division_work.task, work, unit=world.division.pk, actor=HEAD)
    assert not Task.objects.filter(parent=division_work.task).exists()
