"""Whose round it is: a unit that exists today, and can be told from another of the same name."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.procedures import START, Office, procedure

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.organisations.models import Unit, UnitVersion
from motcua.organisations.queries.scopes import offered_units
from motcua.organisations.services.units import Facts, establish_unit
from motcua.procedures.services.reviews import Planned, add_items, plan_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(office: Office) -> Unit:
    """A department that was dissolved."""
    made = establish_unit("so-cu", Facts("Sở Cũ", "department", parent=office.province), actor=SYSTEM, on=START)
    UnitVersion.objects.filter(unit=made).update(valid_to=date(2026, 11, 20))
    return made


def owners(office: Office) -> dict[str, str]:
    client = Client()
    client.force_login(office.office, backend="motcua.organisations.signin.OfficerBackend")
    html = client.get(reverse("procedures:plan_review")).content.decode()
    return dict(re.findall(r'<option value="([0-9a-f-]{36})"[^>]*>([^<]+)<', html))


def test_a_round_is_offered_to_units_of_today_and_names_alike_say_what_is_above(office: Office, gone: Unit) -> None:
    boards = [
        establish_unit(f"ban-{n}", Facts(f"Ban {n}", "department", parent=office.province), actor=SYSTEM, on=START)
        for n in (1, 2)
    ]
    for n, board in enumerate(boards):
        establish_unit(f"vp-{n}", Facts("Văn phòng", "department", parent=board), actor=SYSTEM, on=START)

    offered = owners(office)

    assert str(gone.uid) not in offered
    assert {"Văn phòng (Ban 1)", "Văn phòng (Ban 2)"} <= set(offered.values())
    assert offered_units(office.office, "reviews.plan") == list(offered.items())


def test_a_dissolved_unit_gets_neither_a_round_nor_a_procedure_to_review(office: Office, gone: Unit) -> None:
    with pytest.raises(Invalid) as refusal:
        plan_round("Rà soát năm 2027", year=2027, owner=gone, actor=SYSTEM)
    assert [e.field for e in refusal.value.errors] == ["owner"]

    found = plan_round("Rà soát năm 2027", year=2027, owner=office.province, actor=SYSTEM)
    with pytest.raises(Invalid) as refusal:
        add_items(found, [procedure()], Planned(gone), actor=SYSTEM)
    assert [e.field for e in refusal.value.errors] == ["unit"]
