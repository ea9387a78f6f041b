"""Electronic forms over REST: what is asked is everybody's to read; writing and issuing are the officers'."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from tests.factories import publication as factory
from tests.factories.calling import call, token, told, wrong_fields
from tests.factories.eforms import household
from tests.factories.procedures import procedure
from tests.factories.publication import officer

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.organisations.permissions import Role
from motcua.procedures.eforms import form_as_json
from motcua.procedures.services import eforms as services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
EVERYBODY, OFFICE, EDITORS = {str(role) for role in Role}, {"office"}, {"office", "editor"}
FORM = form_as_json(household())
AT = "/procedures/1.100001"
CALLS: dict[str, tuple[set[str], Any]] = {
    "GET /procedures/1.100001/forms": (EVERYBODY, None),
    "GET /procedures/1.100001/form/draft": (EDITORS, None),
    "PUT /procedures/1.100001/form/draft": (EDITORS, {"form": FORM}),
    "POST /procedures/1.100001/form/draft/issue": (OFFICE, {"valid_from": "2026-12-01"}),
    "GET /forms/{draft}": (EVERYBODY, None),
    "POST /forms/{issued}/end": (OFFICE, {"on": "2026-12-15", "reason": "Thôi"}),
    "POST /forms/{draft}/void": (EDITORS, {"reason": "Thôi"}),
    "POST /forms/{issued}/void": (OFFICE, {"reason": "Nhầm"}),
}


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with clock.frozen(NOW):
        yield


def given() -> dict[str, str]:
    found = procedure("1.100001")
    first = services.begin_eform(found, form=household(), actor=SYSTEM)
    services.issue_eform(first, valid_from=NOW.date(), version=first.version, actor=SYSTEM)
    draft = services.begin_eform(found, form=household(), actor=SYSTEM)
    return {"issued": str(first.uid), "draft": str(draft.uid)}


@pytest.mark.parametrize("asked", list(CALLS))
@pytest.mark.parametrize("role", [str(role) for role in Role])
def test_who_may(asked: str, role: str) -> None:
    world, ids = factory.build_world(), given()
    allowed, body = CALLS[asked]
    method, _, path = asked.partition(" ")
    key = token(officer(f"o-{role}"[:20], world.province, Role(role)))
    got = call(method, path.format(**ids), key, body)
    assert got.status_code == (200 if role in allowed else 403), got.content
    assert call(method, path.format(**ids), "", body).status_code == 401


def test_a_form_is_written_issued_and_then_everybodys_to_read() -> None:
    world = factory.build_world()
    procedure("1.100001")
    key = token(officer("vp", world.province, Role.OFFICE))
    assert call("GET", f"{AT}/form", "").status_code == 404
    made = told(call("PUT", f"{AT}/form/draft", key, {"form": {"title": "Thử"}}), 201)
    assert [one["code"] for one in made["faults"]] == ["empty"]
    refused = call("POST", f"{AT}/form/draft/issue", key, {"valid_from": "2026-11-20"})
    assert (refused.status_code, refused.json()["code"]) == (422, "faults")
    assert told(call("PUT", f"{AT}/form/draft", key, {"form": FORM}))["faults"] == []
    told(call("POST", f"{AT}/form/draft/issue", key, {"valid_from": "2026-11-20"}))
    shown = told(call("GET", f"{AT}/form", ""))
    assert shown["form"] == FORM
    assert call("GET", f"{AT}/form?on=2026-11-19", "").status_code == 404
    assert call("GET", f"{AT}/form/draft", key).status_code == 404


def test_what_is_no_form_is_refused_where_it_does_not_fit() -> None:
    world = factory.build_world()
    procedure("1.100001")
    key = token(officer("vp", world.province, Role.OFFICE))
    got = call("PUT", f"{AT}/form/draft", key, {"form": {"title": "x", "colour": "red"}})
    assert got.status_code == 422
    assert "form" in wrong_fields(got)
    assert call("GET", f"{AT}/forms", key).json()["items"] == []
