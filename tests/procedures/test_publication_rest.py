"""Publication, the local layer, units, flags and levels for programs."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.factories import publication as factory
from tests.factories.documents import law
from tests.factories.plans import signed_in
from tests.factories.procedures import procedure
from tests.factories.publication import World, signed

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Limit
from motcua.procedures.models import Procedure
from motcua.procedures.queries import publication as queries
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.disclosures import Told, disclose
from motcua.procedures.services.local import add_entry
from motcua.procedures.services.marks import set_flags, set_level
from motcua.procedures.services.publication_lists import add_line
from motcua.procedures.services.publications import record_signed
from motcua.procedures.services.publishing import publish_decision

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)


def get(address: str) -> Any:
    response = Client().get(f"/api/v1{address}")
    assert response.status_code == 200, response.content
    return response.json()


def test_a_decision_tells_both_readings_and_what_became_of_each_line(world: World) -> None:
    made = signed(world, procedure("1.100001"))
    disclose(
        queries.decision_by_uid(str(made.uid)),
        queries.items_of(made),
        Told("national", date(2026, 3, 9), url="https://csdl.vn/1"),
        actor=SYSTEM,
    )
    (listed,) = get("/publications")["items"]
    assert (listed["number"], listed["owner"], listed["issuer"], listed["lines"]) == ("461/QĐ-UBND", "bql", "tinh", 1)

    told = get(f"/publications/{made.uid}")
    assert [(d["duty"], d["reading"], d["due"]) for d in told["dues"]] == [
        ("issue", "decree", "2026-03-04"),
        ("issue", "index", "2026-03-02"),
        ("disclose", "decree", "2026-03-10"),
        ("disclose", "index", "2026-03-10"),
    ]
    (line,) = told["items"]
    assert [(d["duty"], d["reading"], d["verdict"]) for d in line["duties"]] == [
        ("issue", "decree", "on_time"),
        ("issue", "index", "late"),
        ("disclose", "decree", "on_time"),
        ("disclose", "index", "on_time"),
    ]
    (disclosed,) = line["disclosures"]
    assert (disclosed["place"], disclosed["unit"], disclosed["on"], disclosed["url"]) == (
        "national",
        "",
        "2026-03-09",
        "https://csdl.vn/1",
    )


def test_what_is_being_prepared_is_nobody_elses(world: World) -> None:
    made = factory.decision(world)

    assert get("/publications")["items"] == []
    assert Client().get(f"/api/v1/publications/{made.uid}").status_code == 404


def test_what_is_signed_of_internal_procedures_is_the_officers(world: World) -> None:
    public, inside, other = (procedure(code) for code in ("1.100001", "1.100002", "1.100003"))
    Procedure.objects.filter(pk__in=[inside.pk, other.pk]).update(kind="internal")
    mixed = signed(world, public, inside)
    internal = signed(world, other, number="9/QĐ-UBND", basis=mixed.basis)
    replacing = factory.decision(world, basis=mixed.basis)
    add_line(replacing, action="replaced", procedure=public, replaces=inside, actor=SYSTEM)
    record_signed(replacing, number="10/QĐ-UBND", signed_on=date(2026, 3, 4), actor=SYSTEM)

    assert [(one["number"], one["lines"]) for one in get("/publications")["items"]] == [("461/QĐ-UBND", 1)]
    assert [line["code"] for line in get(f"/publications/{mixed.uid}")["items"]] == ["1.100001"]
    assert [line["code"] for line in get(f"/publications/{mixed.uid}/lines")["items"]] == ["1.100001"]
    for hidden in (internal, replacing):
        assert Client().get(f"/api/v1/publications/{hidden.uid}").status_code == 404
        assert Client().get(f"/api/v1/publications/{hidden.uid}/lines").status_code == 404
    seen = signed_in(world.clerk).get(f"/api/v1/publications/{internal.uid}")
    assert [line["code"] for line in seen.json()["items"]] == ["1.100003"]


def test_a_procedure_tells_what_the_province_adds(world: World) -> None:
    found = procedure("1.100001")
    before = get("/procedures/1.100001")
    assert (before["publication"], before["local"], before["flags"], before["online_level"]) == (None, [], [], None)
    assert before["limits_in_force"] == before["content"]["limits"]

    publish_decision(queries.decision_by_uid(str(signed(world, found).uid)), actor=SYSTEM)
    decision = law("12/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 12, 1), kind="resolution")
    add_entry(
        found,
        kind="limit",
        value=Limit(Decimal(15), Unit.DAY),
        valid_from=date(2026, 4, 1),
        decision=decision,
        actor=SYSTEM,
    )
    set_flags([found], kind="boundary_free", valid_from=date(2026, 4, 1), decision=decision, actor=SYSTEM)
    set_level([found], level="partial", reason="on_site", valid_from=date(2026, 8, 1), actor=SYSTEM)

    told = get("/procedures/1.100001")
    assert told["publication"]["number"] == "461/QĐ-UBND"
    assert [(e["kind"], e["text"], e["decision"]) for e in told["local"]] == [("limit", "15 ngày", "12/NQ-HĐND")]
    assert told["content"]["limits"][0]["value"] == "20"
    assert told["limits_in_force"][0]["value"] == "15"
    assert told["flags"] == ["boundary_free"]
    assert told["online_level"] == {
        "level": "partial",
        "regime": "decree_224_2026",
        "since": "2026-08-01",
        "reason": "on_site",
        "earlier_regime": False,
    }
    assert get("/procedures/1.100001?on=2026-03-02")["publication"] is None


def test_a_change_of_the_layer_changes_the_etag(world: World) -> None:
    found = procedure("1.100001")
    before = Client().get("/api/v1/procedures/1.100001")["ETag"]
    set_level([found], level="whole", valid_from=date(2026, 8, 1), actor=SYSTEM)

    assert Client().get("/api/v1/procedures/1.100001")["ETag"] != before


def test_units_are_told_by_role_as_of_a_date(world: World) -> None:
    found = procedure("1.100001")
    assign([found], [world.board], role="performing", valid_from=date(2025, 7, 1), actor=SYSTEM)
    assign(
        [found], list(world.communes), role="receiving", counter=world.board, valid_from=date(2026, 1, 1), actor=SYSTEM
    )

    now = get("/procedures/1.100001/units")["items"]
    assert [(u["unit"], u["role"], u["counter"]) for u in now] == [
        ("bql", "performing", ""),
        ("xa-75003", "receiving", "bql"),
        ("xa-75002", "receiving", "bql"),
        ("xa-75001", "receiving", "bql"),
    ]
    assert [u["unit"] for u in get("/procedures/1.100001/units?on=2025-12-31")["items"]] == ["bql"]
