"""Writing the registry over REST: publication, local layer, units, marks, workflows. Who may, at whose unit, what is refused, asked twice."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.calling import call, token, told, wrong_fields
from tests.factories.documents import docx_bytes, law
from tests.factories.procedures import content, draft, procedure
from tests.factories.publication import World, list_bytes, officer

from motcua.documents.reading.files import read_file
from motcua.documents.services.files import store_upload
from motcua.kernel import clock, jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.models import Job
from motcua.kernel.workdays import Unit
from motcua.organisations.models import User
from motcua.organisations.permissions import Role, actor_of
from motcua.procedures.content import Limit
from motcua.procedures.models import Assignment, Disclosure, InternalWorkflow, LocalEntry, Procedure, ProcedureFlag
from motcua.procedures.queries.registry import version_on
from motcua.procedures.reading.annexed import read_list
from motcua.procedures.services import bulk, marks, publications
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.disclosures import Told, disclose
from motcua.procedures.services.local import add_entry
from motcua.procedures.services.publication_lists import add_line
from motcua.procedures.services.transfers import plan_transfer
from motcua.procedures.services.workflows import begin_workflow
from motcua.procedures.workflows import Role as WorkflowRole
from motcua.procedures.workflows import Step, Table, in_sequence
from motcua.procedures.workflows.bpmn import write_bpmn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()
OFFICE, EDITORS, KEEPERS = {"office"}, {"office", "editor"}, {"office", "editor", "counter"}
TABLE = in_sequence(
    Table(
        (Step("1", "Tiếp nhận", "nhan"), Step("2", "Ký", "ky")),
        (WorkflowRole("nhan", "Một cửa", "counter"), WorkflowRole("ky", "Lãnh đạo", "head")),
    )
)
PLAIN = {
    "roles": [
        {"key": "nhan", "name": "Một cửa", "kind": "counter"},
        {"key": "ky", "name": "Lãnh đạo", "kind": "head"},
    ],
    "steps": [
        {
            "key": "1",
            "title": "Tiếp nhận",
            "role": "nhan",
            "time": {"value": "4", "unit": "hour"},
            "ways": [{"to": "2"}],
        },
        {"key": "2", "title": "Ký", "role": "ky", "time": {"value": "1", "unit": "working_day"}},
    ],
}
LOCAL = {"kind": "limit", "limit": {"value": "15", "unit": "day"}, "decision": "12/NQ-HĐND", "valid_from": "2026-01-01"}
FLAG = {"procedures": ["1.100001"], "kind": "boundary_free", "decision": "12/NQ-HĐND", "valid_from": "2026-04-01"}
MOVE = {"from_unit": "so", "to_units": ["bql"], "on": "2026-12-01"}
GIVE = {"procedures": ["1.100001"], "units": ["bql"], "valid_from": "2026-01-01"}

CALLS: dict[str, tuple[set[str], Any, int]] = {
    # operation: who may, what is sent, what a permitted call answers
    "POST /publications": (EDITORS, {"title": "Công bố", "owner": "tinh"}, 201),
    "PUT /publications/{drafted}": (EDITORS, {"title": "Tên khác"}, 200),
    "POST /publications/{drafted}/list": (EDITORS, {"file": "{list}"}, 202),
    "POST /publications/{drafted}/lines": (EDITORS, {"action": "new", "code": "9.000009", "name": "Mới"}, 201),
    "POST /publications/{drafted}/lines/{line}/settle": (EDITORS, {"action": "new", "procedure": "1.100001"}, 200),
    "POST /publications/{drafted}/lines/{line}/drop": (EDITORS, None, 200),
    "POST /publications/{drafted}/settle": (EDITORS, None, 200),
    "GET /publications/{drafted}/paper": ({str(r) for r in Role}, None, 200),
    "GET /publications/{signed}/lines": ({str(r) for r in Role}, None, 200),
    "GET /publications/{signed}/outlook": ({str(r) for r in Role}, None, 200),
    "POST /publications/{drafted}/submit": (EDITORS, {"route": "general"}, 200),
    "POST /publications/{drafted}/record": (OFFICE, {"number": "9/QĐ-UBND", "signed_on": "2026-03-03"}, 200),
    "POST /publications/{signed}/publish": (OFFICE, None, 200),
    "POST /publications/{signed}/withdraw": (OFFICE, {"reason": "Trùng"}, 200),
    "POST /publications/{signed}/disclosures": (
        KEEPERS,
        {"place": "national", "on": "2026-03-05", "url": "https://csdl.vn/1"},
        201,
    ),
    "POST /publications/{signed}/disclosures/{disclosed}/void": (KEEPERS, {"reason": "Nhầm"}, 200),
    "GET /procedures/1.100001/local": ({str(r) for r in Role}, None, 200),
    "POST /procedures/1.100001/local": (EDITORS, LOCAL | {"kind": "note", "limit": None, "text": "Nhớ"}, 201),
    "POST /procedures/1.100001/local/{entry}/end": (EDITORS, {"on": "2026-12-01"}, 200),
    "POST /procedures/1.100001/local/{entry}/void": (EDITORS, {"reason": "Nhầm"}, 200),
    "POST /procedure-assignments": (OFFICE, GIVE, 200),
    "POST /procedures/1.100001/units/{assigned}/end": (OFFICE, {"on": "2026-12-01"}, 200),
    "POST /competence-transfers/preview": (OFFICE, MOVE, 200),
    "POST /competence-transfers": (OFFICE, MOVE | {"decision": "12/NQ-HĐND"}, 201),
    "GET /competence-transfers": ({str(r) for r in Role}, None, 200),
    "GET /competence-transfers/{moved}": ({str(r) for r in Role}, None, 200),
    "POST /competence-transfers/{moved}/reverse": (OFFICE, {"reason": "Nhầm"}, 200),
    "GET /procedures/1.100001/marks": ({str(r) for r in Role}, None, 200),
    "GET /procedures/1.100001/flags": ({str(r) for r in Role}, None, 200),
    "GET /procedures/1.100001/levels": ({str(r) for r in Role}, None, 200),
    "GET /procedure-levels": ({str(r) for r in Role}, None, 200),
    "GET /bulk-acts/{act}": ({str(r) for r in Role}, None, 200),
    "GET /bulk-acts/{act}/lines": ({str(r) for r in Role}, None, 200),
    "POST /procedure-flags": (EDITORS, FLAG | {"kind": "public_post"}, 200),
    "POST /procedure-levels": (
        EDITORS,
        {"procedures": ["1.100001"], "level": "whole", "valid_from": "2026-11-01"},
        200,
    ),
    "POST /procedures/1.100001/flags/{flag}/end": (EDITORS, {"on": "2026-12-01"}, 200),
    "POST /procedures/1.100001/flags/{flag}/void": (EDITORS, {"reason": "Nhầm"}, 200),
    "POST /procedures/1.100001/levels/{level}/end": (EDITORS, {"on": "2026-12-01"}, 200),
    "POST /procedures/1.100001/levels/{level}/void": (EDITORS, {"reason": "Nhầm"}, 200),
    "GET /procedures/1.100001/workflows": ({str(r) for r in Role}, None, 200),
    "POST /procedures/1.100001/workflows": (EDITORS, {"level": "commune", "table": PLAIN}, 201),
    "POST /procedures/1.100001/workflows/check": ({str(r) for r in Role}, {"table": PLAIN}, 200),
    "GET /workflows/{workflow}": ({str(r) for r in Role}, None, 200),
    "GET /workflows/{workflow}/bpmn": ({str(r) for r in Role}, None, 200),
    "PUT /workflows/{workflow}": (EDITORS, {"table": PLAIN}, 200),
    "POST /workflows/{workflow}/issue": (OFFICE, {"decision": "12/NQ-HĐND", "valid_from": "2026-01-05"}, 200),
    "POST /workflows/{workflow}/void": (EDITORS, {"reason": "Thôi"}, 200),
}
"""`POST /workflows/{id}/end` needs one in force: see the workflow's own story below."""


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> tuple[World, dict[str, Any]]:
    with standing(), clock.frozen(NOW):
        made = factory.build_world()
        return made, ids_of(made)


@pytest.fixture
def world(standing_world: tuple[World, dict[str, Any]], db: None) -> World:
    return deepcopy(standing_world[0])


@pytest.fixture
def ids(standing_world: tuple[World, dict[str, Any]], db: None) -> dict[str, Any]:
    """One record of each kind, prepared by the province."""
    return dict(standing_world[1])


def decision(world: World, number: int, *, owner: Any = None) -> Any:
    facts = publications.Facts(f"Công bố {number}", basis_words="Nghị định", basis_effective_on=date(2026, 3, 9))
    return publications.draft_decision(facts, owner=owner or world.province, issuer=world.province, actor=SYSTEM)


def ids_of(world: World) -> dict[str, Any]:
    """One record of each kind, prepared by the province."""
    found, other = procedure("1.100001"), procedure("1.100002")
    law("12/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 12, 1), kind="resolution")
    drafted, signed = decision(world, 1), decision(world, 2)
    line = add_line(drafted, action="amended", procedure=other, actor=SYSTEM)
    add_line(signed, action="amended", procedure=found, actor=SYSTEM)
    publications.record_signed(signed, number="1/QĐ-UBND", signed_on=date(2026, 3, 3), actor=SYSTEM)
    disclose(signed, list(signed.items.all()), Told("website", date(2026, 3, 4), note="Trang"), actor=SYSTEM)
    rests = {
        "decision": law("13/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 12, 2), kind="resolution"),
        "actor": SYSTEM,
    }
    entry = add_entry(
        found,
        kind="limit",
        value=Limit(Decimal(15), Unit.DAY),
        valid_from=date(2026, 1, 1),
        **rests,
    )
    assign([found], [world.department], role="performing", valid_from=date(2026, 1, 1), **rests)
    marks.set_flags([found], kind="online_payment", valid_from=date(2026, 1, 1), **rests)
    marks.set_level([found], level="whole", valid_from=date(2026, 8, 1), **rests)
    assign([other], [world.board], role="performing", valid_from=date(2026, 1, 1), **rests)
    over = plan_transfer(world.board, [world.department], roles=["performing"], on=date(2026, 2, 1))
    moved = bulk.transfer_many(over, **rests)
    workflow = begin_workflow(found, level="province", table=TABLE, actor=SYSTEM)
    return {
        "drafted": drafted.uid,
        "line": line.uid,
        "signed": signed.uid,
        "disclosed": Disclosure.objects.get().uid,
        "entry": entry.uid,
        "assigned": Assignment.objects.get(procedure=found).uid,
        "moved": moved.uid,
        "act": moved.acts.get().uid,
        "flag": ProcedureFlag.objects.get().uid,
        "level": found.online_levels.get().uid,
        "workflow": workflow.uid,
    }


def sent(body: Any, user: User) -> Any:
    """A body with the file that the caller has sent before."""
    if not isinstance(body, dict) or body.get("file") != "{list}":
        return body
    kept = store_upload(list_bytes((1, "1.100001", "Một")), name="danh-muc.xlsx", actor=actor_of(user))
    return body | {"file": str(kept.uid)}


@pytest.mark.any_database
@pytest.mark.parametrize("role", ["office", "editor", "counter", "head"])
def test_each_role_may_what_the_table_says_and_nothing_else(world: World, ids: dict[str, Any], role: str) -> None:
    """The head stands for all roles that keep nothing of the registry: `docs/permissions.md` has the whole table."""
    user = world.office.users[role]
    key = token(user)
    found, expected = {}, {}
    for operation, (who, body, status) in CALLS.items():
        method, path = operation.split()
        with transaction.atomic():
            found[operation] = call(method, path.format(**ids), key, sent(body, user)).status_code
            transaction.set_rollback(True)
        expected[operation] = status if role in who else 403
    assert found == expected


def test_nobody_writes_and_nobody_reads_what_is_the_officers(ids: dict[str, Any]) -> None:
    statuses = {o: call(*o.format(**ids).split(), "", body).status_code for o, (_who, body, _status) in CALLS.items()}
    assert statuses.pop("GET /publications/{signed}/lines") == 200  # what is signed is everybody's
    assert set(statuses.values()) == {401}, statuses


FOREIGN: dict[str, tuple[int, str]] = {
    # what the office of a department is answered about what is the board's
    "PUT /publications/{drafted}": (404, "no_decision"),
    "POST /publications/{drafted}/lines": (404, "no_decision"),
    "POST /publications/{drafted}/submit": (404, "no_decision"),
    "POST /publications/{signed}/publish": (403, "forbidden"),
    "POST /publications/{signed}/withdraw": (403, "forbidden"),
    "POST /publications/{signed}/disclosures": (403, "forbidden"),
    "POST /publications/{signed}/disclosures/{disclosed}/void": (403, "forbidden"),
    "POST /procedures/1.100001/local": (403, "forbidden"),
    "POST /procedures/1.100001/local/{entry}/end": (403, "forbidden"),
    "POST /procedure-assignments": (403, "forbidden"),
    "POST /procedure-flags": (403, "forbidden"),
    "POST /procedure-levels": (403, "forbidden"),
    "POST /procedures/1.100001/flags/{flag}/end": (403, "forbidden"),
}


def test_what_is_another_units_is_not_touched(world: World, ids: dict[str, Any]) -> None:
    key = token(world.stranger)
    found = {}
    for operation in FOREIGN:
        method, path = operation.split()
        answer = call(method, path.format(**ids), key, CALLS[operation][1])
        found[operation] = (answer.status_code, answer.json()["code"])
    assert found == FOREIGN
    other = call("POST", "/publications", key, {"title": "Công bố", "owner": "bql"})
    assert (other.status_code, other.json()["code"]) == (403, "forbidden")
    assert told(call("POST", "/publications", key, {"title": "Công bố", "owner": "so"}), 201)["owner"] == "so"


WRONG: list[tuple[str, Any, list[str]]] = [
    ("POST /publications", {"title": " ", "owner": "tinh"}, ["title"]),
    ("POST /publications", {"title": "A", "owner": "khong-co"}, ["owner"]),
    ("POST /publications", {"title": "A", "owner": "tinh", "basis": "999/NĐ-CP"}, ["basis"]),
    ("POST /publications", {"title": "A", "owner": "tinh", "la": 1}, ["la"]),
    ("POST /publications/{drafted}/list", {"file": "01a20000-0000-7000-8000-000000000000"}, ["file"]),
    ("POST /publications/{drafted}/lines", {"action": "abolished"}, ["procedure", "code", "name"]),
    ("POST /publications/{drafted}/lines", {"action": "new", "procedure": "1.999999"}, ["procedure"]),
    ("POST /publications/{drafted}/lines/{line}/settle", {"action": "amended", "taken": ["moi"]}, ["taken.0"]),
    ("POST /publications/{drafted}/record", {"number": "9/QĐ-UBND", "signed_on": "2027-01-01"}, ["signed_on"]),
    ("POST /publications/{signed}/disclosures", {"place": "notice_board", "on": "2026-03-05"}, ["unit", "url"]),
    (
        "POST /publications/{signed}/disclosures",
        {"place": "national", "on": "2026-03-05", "url": "javascript:alert(1)"},
        ["url"],
    ),
    (
        "POST /publications/{signed}/disclosures",
        {"place": "national", "on": "2026-03-05", "note": "x", "lines": ["01a20000-0000-7000-8000-000000000000"]},
        ["lines.0"],
    ),
    ("POST /procedures/1.100001/local", LOCAL | {"limit": {"value": "99", "unit": "day"}}, ["limit", "valid_from"]),
    ("POST /procedures/1.100001/local", LOCAL | {"decision": ""}, ["decision", "valid_from"]),
    ("POST /procedures/1.100001/local", LOCAL | {"case": "Không có"}, ["case"]),
    ("POST /procedures/1.100001/local", LOCAL | {"text": "thừa"}, ["text"]),
    ("POST /procedures/1.100001/local", {"kind": "fee", "valid_from": "2026-01-01"}, ["fee"]),
    ("POST /procedures/1.100001/local/{entry}/end", {"on": "2025-01-01"}, ["on"]),
    ("POST /procedure-assignments", GIVE | {"units": ["bql", "khong-co"]}, ["units.1"]),
    ("POST /procedure-assignments", GIVE | {"procedures": ["1.100001", "1.999999"]}, ["procedures.1"]),
    ("POST /procedure-assignments", GIVE | {"procedures": []}, ["procedures"]),
    ("POST /procedure-flags", FLAG | {"decision": "99/NQ-HĐND"}, ["decision"]),
    ("POST /procedure-levels", {"procedures": ["1.100001"], "level": "4", "valid_from": "2026-11-01"}, ["level"]),
    (
        "POST /procedure-levels",
        {"procedures": ["1.100001"], "level": "partial", "valid_from": "2026-11-01"},
        ["reason"],
    ),
    ("POST /procedures/1.100001/workflows", {"level": "commune", "bpmn": "<a/>"}, ["bpmn"]),
    (
        "POST /procedures/1.100001/workflows",
        {"level": "commune", "table": {"steps": [{"key": "1", "title": "Nhận", "role": "ai"}]}},
        ["table.steps.0.role"],
    ),
    ("PUT /workflows/{workflow}", {}, ["table"]),
    ("POST /workflows/{workflow}/issue", {"decision": "99/NQ-HĐND", "valid_from": "2026-01-05"}, ["decision"]),
]


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(world: World, ids: dict[str, Any]) -> None:
    key = token(world.office.office)
    found, rows = [], (LocalEntry.objects.count(), Assignment.objects.count(), Disclosure.objects.count())
    for operation, body, _fields in WRONG:
        method, path = operation.split()
        found.append((operation, body, wrong_fields(call(method, path.format(**ids), key, body))))
    assert found == WRONG
    assert (LocalEntry.objects.count(), Assignment.objects.count(), Disclosure.objects.count()) == rows


@pytest.mark.any_database
def test_the_same_key_and_body_is_done_once_and_answered_again(world: World, ids: dict[str, Any]) -> None:
    user = world.office.office
    key, again = token(user), {"Idempotency-Key": "k1"}
    found = {}
    repeated = {o: one for o, one in CALLS.items() if o.startswith("POST") and not o.endswith(("/check", "/preview"))}
    for operation, (_who, body, status) in repeated.items():
        path, body = operation.split()[1].format(**ids), sent(body, user)
        with transaction.atomic():
            first, second = (call("POST", path, key, body, **again) for _ in range(2))
            other = call("POST", path, key, json.dumps(body or {}, indent=1) + " ", **again).status_code
            transaction.set_rollback(True)
        found[operation] = (first.status_code == status, second.json() == first.json(), other)
    assert found == dict.fromkeys(repeated, (True, True, 409))


def test_a_change_over_what_somebody_else_changed_is_refused(world: World, ids: dict[str, Any]) -> None:
    key = token(world.office.office)
    for path, body in (
        (f"/publications/{ids['drafted']}", {"title": "Tên"}),
        (f"/workflows/{ids['workflow']}", {"table": PLAIN}),
    ):
        seen = call("GET", path, key)["ETag"]
        assert call("PUT", path, key, body, **{"If-Match": seen}).status_code == 200
        assert call("PUT", path, key, body | {"x": 1}, **{"If-Match": seen}).status_code == 422
        stale = call("PUT", path, key, body, **{"If-Match": seen})
        assert (stale.status_code, stale.json()["code"]) == (412, "stale")


def test_a_decision_from_its_draft_to_its_disclosure(world: World) -> None:
    """An own procedure with a draft and a line of a list; what is taken over holds from the decision's day."""
    key = token(world.clerk)
    own, listed = procedure("1.200001", origin="own"), procedure("1.200002", origin="own")
    draft(own, content("Tên đã sửa"))
    law("9/2026/NĐ-CP", "Chính phủ", date(2026, 2, 10), kind="decree", valid_from=date(2026, 3, 9))
    made = told(call("POST", "/publications", key, {"title": "Công bố", "owner": "bql", "basis": "9/2026/nđ-cp"}), 201)
    assert (made["issuer"], made["basis_effective_on"], made["state"]) == ("tinh", "2026-03-09", "draft")
    at = f"/publications/{made['id']}"
    kept = store_upload(
        list_bytes((1, "1.200002", "Cấp giấy phép xây dựng công trình", "15 ngày")),
        name="danh-muc.xlsx",
        actor=actor_of(world.clerk),
    )
    begun = told(call("POST", f"{at}/list", key, {"file": str(kept.uid)}), 202)
    assert (begun["items"], begun["reading"]["state"]) == ([], "queued")
    jobs.run_job.func(str(Job.objects.get(subject__contains=made["id"]).uid))
    done = told(call("GET", at, key))
    assert done["reading"]["state"] == "done"
    (line,) = done["items"]
    assert (line["code"], line["matched"], line["confirmed"], line["printed"]) == (
        "1.200002",
        "code",
        False,
        {"limit": "15 ngày"},
    )
    settled = {"action": "amended", "procedure": "1.200002", "taken": ["limits"]}
    assert told(call("POST", f"{at}/lines/{line['id']}/settle", key, settled))["taken"] == ["limits"]
    told(call("POST", f"{at}/lines", key, {"action": "amended", "procedure": "1.200001"}), 201)
    paper = call("GET", f"{at}/paper", key)
    assert "Quyet-dinh-cong-bo-du-thao" in paper["Content-Disposition"]
    assert {r.code for r in read_list(read_file(paper.content, name="a.docx")).rows} == {"1.200001", "1.200002"}
    told(call("POST", f"{at}/record", key, {"number": "461/QĐ-UBND", "signed_on": "2026-03-03"}))
    assert told(call("POST", f"{at}/publish", key)) == {
        "publication": made["id"],
        "state": "published",
        "versions": 2,
        "tied": 0,
        "abolished": 0,
        "unchanged": 0,
        "lacking": 0,
        "moved": 0,
    }
    names = [version_on(one, date(2026, 3, 3)) for one in (own, listed)]
    assert [(v.name, v.content["limits"][0]["value"]) for v in names if v] == [
        ("Tên đã sửa", "20"),
        ("Cấp giấy phép xây dựng công trình", "15"),
    ]
    proof = store_upload(docx_bytes("Biên bản"), name="bien-ban.docx", actor=actor_of(world.clerk))
    done = told(
        call("POST", f"{at}/disclosures", key, {"place": "national", "on": "2026-03-05", "proof": str(proof.uid)}), 201
    )
    assert [d["proof"] for line in done["items"] for d in line["disclosures"]] == [str(proof.uid)] * 2
    late = call("POST", f"{at}/withdraw", key, {"reason": "Thôi"})
    assert (late.status_code, late.json()["code"]) == (409, "transition_refused")


def test_a_unit_records_what_hangs_on_its_own_board_and_nowhere_else(world: World) -> None:
    """The board published; a commune's counter records its own notice board, and takes only that back."""
    found = procedure("1.200001")
    made = factory.signed(world, found)
    counter = officer("Trần Thị Quầy", world.communes[0], "counter")
    key, at = token(counter), f"/publications/{made.uid}/disclosures"
    here = {"place": "notice_board", "unit": "xa-75001", "on": "2026-03-05", "note": "Bảng"}
    assert call("POST", at, key, here | {"unit": "xa-75002"}).status_code == 403
    assert call("POST", at, key, here | {"place": "national"}).status_code == 403
    recorded = told(call("POST", at, key, here), 201)["items"][0]["disclosures"]
    assert [(d["place"], d["unit"]) for d in recorded] == [("notice_board", "xa-75001")]
    theirs = told(call("POST", at, token(world.clerk), here | {"unit": "bql"}), 201)["items"][0]["disclosures"]
    other = next(d["id"] for d in theirs if d["unit"] == "bql")
    assert call("POST", f"{at}/{other}/void", key, {"reason": "Nhầm"}).status_code == 403
    assert call("POST", f"{at}/{recorded[0]['id']}/void", key, {"reason": "Nhầm"}).status_code == 200
    assert [d.unit for d in Disclosure.objects.filter(voided_at=None, item__decision=made)] == [world.board]


def test_the_local_layer_is_written_ended_and_voided_and_everybody_reads_what_holds(
    world: World, ids: dict[str, Any]
) -> None:
    key = token(world.office.office)
    assert told(call("POST", f"/procedures/1.100001/local/{ids['entry']}/end", key, {"on": "2026-06-01"}))
    fee = {"kind": "fee", "fee": {"kind": "charge", "amount": 90000}, "case": "Công trình riêng lẻ"}
    later = LOCAL | {"limit": {"value": "10", "unit": "day"}, "valid_from": "2026-06-01"}
    told(call("POST", "/procedures/1.100001/local", key, later), 201)
    rows = told(
        call("POST", "/procedures/1.100001/local", key, fee | {"decision": "13/NQ-HĐND", "valid_from": "2026-01-01"}),
        201,
    )["items"]
    assert sorted((r["kind"], r["text"], r["valid_to"]) for r in rows) == [
        ("fee", "Lệ phí: 90.000 đồng (Công trình riêng lẻ)", None),
        ("limit", "10 ngày", None),
        ("limit", "15 ngày", "2026-06-01"),
    ]
    overlap = call("POST", "/procedures/1.100001/local", key, later)
    assert wrong_fields(overlap) == ["valid_from"]
    assert told(call("GET", "/procedures/1.100001", ""))["limits_in_force"][0]["value"] == "10"


def test_a_board_keeps_what_is_its_own_of_layer_and_units(world: World) -> None:
    key = token(world.clerk)
    own = told(call("POST", "/procedures/1.100001/local", key, LOCAL | {"unit": "bql"}), 201)["items"]
    assert [r["unit"] for r in own if r["unit"]] == ["bql"]
    for made, there in ((1, 0), (0, 1)):
        told_now = told(call("POST", "/procedure-assignments", key, GIVE))
        assert (told_now["made"], told_now["there"], told_now["waiting"]) == (made, there, 0)


def test_many_procedures_are_given_to_all_communes_at_once(world: World) -> None:
    key = token(world.office.office)
    for n in range(1, 4):
        procedure(f"1.20000{n}", content(field="Lâm nghiệp"))
    body = {"field": "Lâm nghiệp", "communes": True, "role": "receiving", "valid_from": "2026-01-01"}
    done = told(call("POST", "/procedure-assignments", key, body))
    assert (done["made"], done["there"]) == (9, 0)
    units = told(call("GET", "/procedures/1.200002/units", ""))["items"]
    gone = told(call("POST", f"/procedures/1.200002/units/{units[0]['id']}/end", key, {"on": "2026-11-20"}))["items"]
    assert len(units) - len(gone) == 1


def test_flags_and_levels_are_set_for_many_by_the_rules_of_the_day(world: World) -> None:
    key = token(world.office.editor)
    procedure("1.200001"), procedure("1.200002")
    both = {"procedures": ["1.200001", "1.200002"]}
    for made, there in ((2, 0), (0, 2)):
        flagged = told(call("POST", "/procedure-flags", key, FLAG | both))
        assert (flagged["made"], flagged["there"], flagged["state"]) == (made, there, "done")
    rules = told(call("GET", "/procedure-levels", key))
    asked = next(one["key"] for one in rules["levels"] if one["needs_reason"])
    level = {"level": asked, "reason": rules["reasons"][0]["key"], "valid_from": "2026-11-01"}
    assert told(call("POST", "/procedure-levels", key, level | both))["made"] == 2
    shown = told(call("GET", "/procedures/1.200002/marks", key))
    assert [(f["kind"], f["decision"]) for f in shown["flags"]] == [("boundary_free", "12/NQ-HĐND")]
    assert [(x["level"], x["regime"]) for x in shown["levels"]] == [(asked, rules["regime"])]


def test_very_many_are_done_by_a_job_that_a_program_can_follow(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    key = token(world.office.editor)
    codes = [procedure(f"1.20000{n}").base_code for n in range(1, 4)]
    monkeypatch.setattr(bulk, "AT_ONCE", 0)
    begun = told(call("POST", "/procedure-flags", key, FLAG | {"procedures": codes}), 202)
    assert (begun["state"], begun["made"], begun["waiting"], begun["error"]) == ("queued", 0, 3, None)
    Procedure.objects.filter(base_code=codes[0]).update(abolished_on=date(2026, 1, 1))  # while it waits
    jobs.run_job.func(str(Job.objects.get(kind=bulk.JOB).uid))
    at = f"/bulk-acts/{begun['act']}"
    done = told(call("GET", at, key))
    assert (done["state"], done["made"], done["aside"], done["waiting"]) == ("done", 2, 1, 0)
    (aside,) = told(call("GET", f"{at}/lines?state=aside", key))["items"]
    assert (aside["procedure"], "bãi bỏ" in aside["reason"]) == (codes[0], True)
    assert [one["state"] for one in told(call("GET", f"{at}/lines", key))["items"]] == ["aside", "done", "done"]


def test_a_workflow_from_a_drawing_checked_put_in_force_and_ended(world: World) -> None:
    key = token(world.office.office)
    found = procedure("1.200001")
    doubtful = {"table": PLAIN | {"steps": [PLAIN["steps"][0]]}}
    checked = told(call("POST", "/procedures/1.200001/workflows/check", key, doubtful))
    assert [(f["code"], f["weight"], f["step"]) for f in checked["findings"]] == [("target", "fault", "1")]
    drawing = write_bpmn(TABLE, name="Thử").decode()
    made = told(call("POST", "/procedures/1.200001/workflows", key, {"level": "province", "bpmn": drawing}), 201)
    assert [s["title"] for s in made["steps"]] == ["Tiếp nhận", "Ký"]
    assert call("POST", "/procedures/1.200001/workflows", key, {"level": "province"}).json()["code"] == "draft_there"
    at = f"/workflows/{made['id']}"
    told(call("PUT", at, key, doubtful))
    refused = call("POST", f"{at}/issue", key, {"decision": "12/NQ-HĐND", "valid_from": "2026-01-05"})
    assert (refused.status_code, refused.json()["code"]) == (422, "faults")
    written = told(call("PUT", at, key, {"table": PLAIN}))
    assert written["longest"][0]["hours"] == "12"
    told(call("POST", f"{at}/issue", key, {"decision": "12/NQ-HĐND", "valid_from": "2026-01-05"}))
    assert told(call("GET", "/procedures/1.200001/workflow?level=province", key))["id"] == made["id"]
    read = told(call("GET", at, key))
    again = {"steps": read["steps"], "roles": read["roles"]}
    assert told(call("POST", "/procedures/1.200001/workflows/check", key, {"table": again}))["steps"] == read["steps"]
    assert b"<" in call("GET", f"{at}/bpmn", key).content
    ended = told(call("POST", f"{at}/end", key, {"on": "2026-11-20", "reason": "Thay"}))
    assert ended["valid_to"] == "2026-11-20"
    assert call("PUT", at, key, {"table": PLAIN}).status_code == 409
    assert InternalWorkflow.objects.get(procedure=found).state == "issued"
