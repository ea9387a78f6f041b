"""The REST face at its edges: internal procedures, the local layer whole, levels that do not fit, days outside a procedure's time, transfers."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.calling import call, token, told, wrong_fields
from tests.factories.documents import law
from tests.factories.procedures import content, procedure
from tests.factories.publication import World

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.procedures.content import Level
from motcua.procedures.models import Assignment, Procedure, ProcedureFlag, ProcedureVersion
from motcua.procedures.public import machine
from motcua.procedures.services import bulk
from motcua.procedures.services.assignments import assign

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
CODES = {"province": "1.100001", "commune": "1.100002", "internal": "1.100003", "abolished": "1.100004"}
LOCAL = {"decision": "12/NQ-HĐND", "valid_from": "2026-11-01"}
MOVE = {"from_unit": "bql", "to_units": ["xa-75001"], "on": "2026-12-01"}


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> World:
    with standing(), clock.frozen(NOW):
        made = factory.build_world()
        law("12/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 12, 1), kind="resolution")
        procedure(CODES["province"], content())
        procedure(CODES["commune"], content(levels=(Level.COMMUNE,)))
        procedure(CODES["internal"], content("Thủ tục nội bộ"), kind="internal", origin="own")
        gone = procedure(CODES["abolished"], content())
        Procedure.objects.filter(pk=gone.pk).update(abolished_on=date(2026, 10, 1))
        return made


def named(code: str) -> Procedure:
    return Procedure.objects.get(base_code=CODES[code])


def codes(answer: Any) -> list[str]:
    return [one["code"] for one in told(answer)["items"]]


def test_internal_procedures_are_read_by_officers_and_by_nobody_else(world: World) -> None:
    address, everybody = f"/procedures/{CODES['internal']}", Client()
    for path in (address, f"{address}/files", f"{address}/units", f"{address}/differences?before=1&after=1"):
        assert everybody.get(f"/api/v1{path}").status_code == 404
        for user in (world.office.office, world.office.users["counter"]):
            assert call("GET", path, token(user)).status_code == 200, path
    key = token(world.office.office)
    assert told(call("GET", address, key))["kind"] == "internal"
    for kind, seen in (("internal", []), ("all", [CODES["commune"], CODES["province"]])):
        assert sorted(codes(everybody.get(f"/api/v1/procedures?kind={kind}"))) == sorted(seen)
    assert codes(call("GET", "/procedures?kind=internal", key)) == [CODES["internal"]]
    assert CODES["internal"] not in codes(call("GET", "/procedures", key))
    assert codes(call("GET", "/procedures?kind=all&q=thu tuc noi bo", key))[0] == CODES["internal"]


def test_a_local_fee_says_for_what_and_who_is_exempt(world: World) -> None:
    key, at = token(world.office.office), f"/procedures/{CODES['province']}/local"
    fee = {"kind": "charge", "amount": 50000, "per": "giấy phép", "exempt": "Hộ nghèo"}
    (entry,) = told(call("POST", at, key, LOCAL | {"kind": "fee", "fee": fee}), 201)["items"]
    assert (entry["value"]["per"], entry["value"]["exempt"]) == ("giấy phép", "Hộ nghèo")
    assert "50.000 đồng/giấy phép. Được miễn, giảm: Hộ nghèo." in entry["text"]
    limit = LOCAL | {"kind": "limit", "limit": {"unit": "same_day"}}
    assert "Trong ngày" in [one["text"] for one in told(call("POST", at, key, limit), 201)["items"]]


def test_a_delegation_names_a_unit_and_free_words_only_an_agency_outside(world: World) -> None:
    key, at = token(world.office.office), f"/procedures/{CODES['province']}/local"
    given = LOCAL | {"kind": "delegated"}
    assert wrong_fields(call("POST", at, key, given)) == ["text"]
    assert wrong_fields(call("POST", at, key, given | {"text": "Cục Hàng hải", "decision": ""})) == ["decision"]
    assert wrong_fields(call("POST", at, key, given | {"agency": "so", "valid_from": "1900-01-01"})) == ["valid_from"]
    assert wrong_fields(call("POST", at, key, given | {"agency": "la"})) == ["agency"]
    assert wrong_fields(call("POST", at, key, given | {"text": "sở xây dựng"})) == ["text"]
    assert wrong_fields(call("POST", at, key, LOCAL | {"kind": "note", "text": "x", "agency": "so"})) == ["agency"]
    (ours,) = told(call("POST", at, key, given | {"agency": "so"}), 201)["items"]
    assert ours["value"] == {"text": "Sở Xây dựng", "unit": "so"}
    told(call("POST", f"{at}/{ours['id']}/void", key, {"reason": "Nhầm"}))
    outside = told(call("POST", at, key, given | {"text": "Cục Hàng hải"}), 201)["items"]
    assert [one["value"] for one in outside if not one["voided"]] == [{"text": "Cục Hàng hải"}]


def test_units_get_what_is_not_named_for_their_level_only_by_a_decision_and_seen(world: World) -> None:
    key = token(world.office.office)
    give = {"procedures": [CODES["province"], CODES["commune"]], "units": ["xa-75001"], "valid_from": "2026-11-01"}
    refused = call("POST", "/procedure-assignments", key, give)
    assert (wrong_fields(refused), refused.json()["code"]) == (["decision", "confirm"], "unfit")
    message = refused.json()["errors"][1]["message"]
    assert CODES["province"] in message
    assert CODES["commune"] not in message
    assert wrong_fields(call("POST", "/procedure-assignments", key, give | {"confirm": True})) == ["decision"]
    assert Assignment.objects.count() == 0
    confirmed = give | {"confirm": True, "decision": "12/NQ-HĐND"}
    done = told(call("POST", "/procedure-assignments", key, confirmed))
    assert (done["made"], done["there"], done["waiting"]) == (2, 0, 0)


@pytest.mark.parametrize(
    ("code", "unit", "role", "passes"),
    [
        ("province", "bql", "performing", True),
        ("commune", "xa-75001", "performing", True),
        ("commune", "bql", "performing", False),
        ("commune", "so", "competent", False),
        ("commune", "so", "receiving", True),
        ("province", "xa-75002", "coordinating", True),
        ("province", "xa-75002", "competent", False),
    ],
)
def test_only_who_settles_must_stand_at_the_level(world: World, code: str, unit: str, role: str, passes: bool) -> None:
    give = {"procedures": [CODES[code]], "units": [unit], "role": role, "valid_from": "2026-11-01"}
    answer = call("POST", "/procedure-assignments", token(world.office.office), give)
    assert answer.status_code == (200 if passes else 422), answer.content


def test_a_transfer_is_seen_confirmed_carried_out_and_taken_back(world: World) -> None:
    key = token(world.office.office)
    assign([named("province")], [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
    seen = told(call("POST", "/competence-transfers/preview", key, MOVE))
    assert (seen["procedures"], seen["made"]) == (1, 1)
    assert [one["procedure"] for one in seen["confirm"]] == [CODES["province"]]
    decided = MOVE | {"decision": "12/NQ-HĐND"}
    assert wrong_fields(call("POST", "/competence-transfers", key, decided)) == ["confirm"]
    made = told(call("POST", "/competence-transfers", key, decided | {"confirm": True}), 201)
    assert (made["from_unit"], made["decision"], made["state"], made["progress"]) == (
        "bql",
        "12/NQ-HĐND",
        "done",
        {"done": 1},
    )
    at = f"/competence-transfers/{made['id']}"
    assert [one["id"] for one in told(call("GET", "/competence-transfers", key))["items"]] == [made["id"]]
    back = told(call("POST", f"{at}/reverse", key, {"reason": "Nhầm"}))
    assert (back["reversed_at"] is not None, back["reverse_reason"]) == (True, "Nhầm")
    assert told(call("POST", f"{at}/reverse", key, {"reason": "Nhầm"}), 409)
    assert [(row.unit.code, row.valid_to) for row in Assignment.objects.all()] == [("bql", None)]


def test_competence_goes_over_by_the_provinces_office_alone(world: World) -> None:
    assign([named("province")], [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
    body = MOVE | {"decision": "12/NQ-HĐND", "confirm": True}
    for user in (world.clerk, world.stranger, world.office.users["editor"], world.office.users["leader"]):
        for path in ("/competence-transfers", "/competence-transfers/preview"):
            sent = body if path == "/competence-transfers" else MOVE
            assert call("POST", path, token(user), sent).status_code == 403
    assert call("GET", "/competence-transfers", "").status_code == 401
    key = token(world.office.office)
    wrong = body | {"to_units": ["bql", "la"]}
    assert wrong_fields(call("POST", "/competence-transfers", key, wrong)) == ["to_units.1"]
    assert wrong_fields(call("POST", "/competence-transfers", key, body | {"to_units": ["bql"]})) == ["to_units"]


@pytest.mark.parametrize(("code", "day"), [("province", "2001-01-01"), ("abolished", "2026-10-01")])
def test_nothing_is_marked_outside_the_time_of_a_procedure(world: World, code: str, day: str) -> None:
    key = token(world.office.office)
    flag = {
        "procedures": [CODES["commune"], CODES[code]],
        "kind": "boundary_free",
        "valid_from": day,
        "decision": "12/NQ-HĐND",
    }
    refused = call("POST", "/procedure-flags", key, flag)
    assert wrong_fields(refused) == ["valid_from"]
    assert CODES[code] in refused.json()["errors"][0]["message"]
    level = {"procedures": [CODES[code]], "level": "whole", "valid_from": day if day > "2026" else "2025-11-01"}
    if code == "abolished":
        assert wrong_fields(call("POST", "/procedure-levels", key, level)) == ["valid_from"]
    assert ProcedureFlag.objects.count() == 0


def test_a_step_without_ways_goes_on_below_and_the_last_one_ends(world: World) -> None:
    """As in the desk's form, where a step "goes on" unless it is said to end."""
    key, at = token(world.office.office), f"/procedures/{CODES['province']}/workflows/check"
    steps: list[dict[str, Any]] = [{"key": str(n), "title": f"Bước {n}", "role": "r"} for n in (1, 2, 3)]
    table = {"roles": [{"key": "r", "name": "Một cửa", "kind": "counter"}], "steps": steps}

    def ways() -> list[list[str]]:
        answer = told(call("POST", at, key, {"table": table}))
        return [[way["to"] for way in step["ways"]] for step in answer["steps"]]

    assert ways() == [["2"], ["3"], [""]]
    steps[0]["ways"] = [{"to": "2"}, {"to": "3", "condition": "đơn giản"}]
    steps[1]["ways"] = [{"to": ""}]
    assert ways() == [["2", "3"], [""], [""]]


def test_a_bulk_download_is_whole_while_the_registry_changes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is begun is told to its end: a version replaced and a procedure abolished meanwhile break no line and lose none."""
    monkeypatch.setattr(machine, "_CHUNK", 1)
    for address, head in (("/thu-tuc/tai/thu-tuc.jsonl", 0), ("/thu-tuc/tai/thu-tuc.csv", 1)):
        with transaction.atomic():
            answer: Any = Client().get(address, headers={"Accept": "application/ld+json"})
            assert answer.status_code == 200
            lines = iter(answer.streaming_content)
            first = [next(lines) for _ in range(1 + head)]
            found = named("commune")
            ProcedureVersion.objects.filter(procedure=found).update(valid_to=date(2026, 11, 20))
            procedure("1.100009", content())
            Procedure.objects.filter(pk=found.pk).update(abolished_on=date(2026, 11, 20))
            told_codes = b"".join([*first, *lines]).decode()
            transaction.set_rollback(True)
        assert CODES["province"] in told_codes
        assert all(json.loads(line) for line in told_codes.splitlines() if not head)
        assert Client().get(address).status_code == 200


def test_in_bulk_those_outside_are_set_aside_and_named(world: World) -> None:
    decision = law("13/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 12, 2), kind="resolution")
    both = [named("province"), named("abolished")]
    act = bulk.flag_many(both, kind="public_post", valid_from=date(2026, 11, 1), decision=decision, actor=SYSTEM)
    lines = {line.procedure.base_code: (line.state, bool(line.reason)) for line in act.lines.all()}
    assert lines == {CODES["province"]: ("done", False), CODES["abolished"]: ("aside", True)}


def test_a_mark_does_not_run_on_after_its_procedure(world: World) -> None:
    key = token(world.office.office)
    flag = {
        "procedures": [CODES["abolished"]],
        "kind": "boundary_free",
        "valid_from": "2026-09-01",
        "decision": "12/NQ-HĐND",
    }
    told(call("POST", "/procedure-flags", key, flag))
    at = f"/procedures/{CODES['abolished']}/flags/{ProcedureFlag.objects.get().uid}/end"
    assert wrong_fields(call("POST", at, key, {"on": "2026-11-01"})) == ["on"]
    assert call("POST", at, key, {"on": "2026-10-01"}).status_code == 200


def test_what_a_program_writes_wrong_is_told_in_vietnamese_with_its_field(world: World) -> None:
    key = token(world.office.editor)
    code = CODES["internal"]
    told(call("POST", f"/procedures/{code}/draft", key), 201)
    content = {
        "name": "Tên",
        "nam": "Tên",
        "sets": "hai",
        "limits": [{"value": "x", "unit": "week"}],
        "components": [{"code": "01"}],
    }
    answer = call("PUT", f"/procedures/{code}/draft", key, {"content": content})
    assert (answer.status_code, {one["field"]: one["message"] for one in answer.json()["errors"]}) == (
        422,
        {
            "content.nam": "Không có trường nào tên như vậy.",
            "content.sets": "Cần một số nguyên.",
            "content.limits.0.value": "Cần một số.",
            "content.limits.0.unit": "Cần một trong: 'hour', 'working_day', 'day', 'month', 'same_day'.",
            "content.components.0.name": "Thiếu trường này.",
        },
    )
    broken = Client().put(
        f"/api/v1/procedures/{code}/draft",
        "{",
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert (broken.status_code, broken.json()["detail"]) == (
        400,
        "Nội dung gửi lên không đọc được: cần JSON đúng, mã hóa UTF-8.",
    )
