"""What a transfer made, on the desk: all of it, page by page; what nobody holds likewise."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.documents import law
from tests.factories.procedures import procedure
from tests.factories.publication import World

from motcua.kernel import clock, jobs
from motcua.kernel.actors import SYSTEM
from motcua.procedures.models import CompetenceTransfer
from motcua.procedures.queries.bulk import act_of
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.bulk import reverse_many, transfer_many
from motcua.procedures.services.transfers import plan_transfer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
CODES = [f"1.1{n:05}" for n in range(1, 10)]
ROLES = ("performing", "receiving")
MADE = 3 * len(ROLES) * len(CODES)
"""Each goes to three communes in two roles: more than a list shows at once."""


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> World:
    with standing(), clock.frozen(NOW):
        world = factory.build_world()
        found = [procedure(code) for code in CODES]
        for role in ROLES:
            assign(found, [world.department], role=role, valid_from=date(2025, 7, 1), actor=SYSTEM)
        decision = law("12/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2026, 11, 1))
        planned = plan_transfer(world.department, list(world.communes), roles=ROLES, on=date(2026, 12, 1))
        assert transfer_many(planned, decision=decision, actor=SYSTEM).made.count() == MADE
        return world


@pytest.fixture
def world(standing_world: World, db: None) -> World:
    return deepcopy(standing_world)


def page(world: World, address: str, **query: Any) -> str:
    client = Client()
    client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(html: str) -> int:
    return len(re.findall(r"<tr[^>]*data-row", html))


def address() -> str:
    return reverse("procedures:transfer", args=[CompetenceTransfer.objects.get().uid])


def test_all_that_a_transfer_made_is_found_page_by_page(world: World) -> None:
    first = page(world, address())
    further = re.search(r'cursor=([^"&]+)', first)
    assert further
    second = page(world, address(), cursor=further[1])

    assert rows(first) + rows(second) == MADE
    assert CODES[0] in first and CODES[-1] in second and CODES[0] not in second


def test_the_figure_at_the_head_opens_all_and_one_unit_can_be_asked_for(world: World) -> None:
    html = page(world, address())
    (told,) = re.findall(rf'href="{re.escape(address())}"[^>]*>\s*(\d+)', html)
    assert int(told) == MADE

    narrowed = page(world, address(), unit=world.communes[0].uid)
    assert rows(narrowed) == len(ROLES) * len(CODES)
    assert rows(page(world, address(), role="receiving")) == len(world.communes) * len(CODES)
    assert rows(page(world, address(), q=CODES[3])) == len(world.communes) * len(ROLES)


def test_of_one_taken_back_before_its_day_the_page_says_that_nothing_stands(world: World) -> None:
    transfer = CompetenceTransfer.objects.get()
    reverse_many(transfer, reason="Quyết định bị thu hồi", actor=SYSTEM)
    back = act_of(transfer)
    assert back is not None
    jobs.run_job.func(back.job)

    html = page(world, address())
    assert rows(html) == 0
    assert "nhật ký giữ những gì đã có" in html


def test_what_nobody_holds_is_a_list_with_its_figures(world: World) -> None:
    found = reverse("procedures:unassigned")

    assert rows(page(world, found)) == 0
    competent = page(world, found, **{"vai-tro": "competent"})
    assert rows(competent) == len(CODES)
    assert f'href="{found}?vai-tro=competent"' in competent
    assert rows(page(world, found, **{"vai-tro": "competent", "q": CODES[3]})) == 1
