"""Reviews and draft regulations written over REST: who may, what is refused and where it is told, asked twice, over what others changed."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.calling import call, token, told, wrong_fields
from tests.factories.procedures import procedure
from tests.factories.publication import World, officer
from tests.factories.reviews import (
    answers,
    assessed,
    decided,
    fees,
    handed_in_with,
    items,
    planned_round,
    proposed,
    running_round,
)

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.organisations.permissions import Role
from motcua.procedures.models import DraftRegulation, ReviewItem, ReviewRound
from motcua.procedures.queries.reviews import criteria_on
from motcua.procedures.services import regulation_asking, regulations, reviews

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
ALL, OFFICE = {str(r) for r in Role}, {"office"}
ASSESS, DECIDE = {"office", "editor", "specialist", "head"}, {"office", "leader"}
SHEET = {
    "lines": [{"row": "fees", "name": "Lệ phí", "fees": 100000}, {"row": "prepare", "hours": "1.5"}],
    "times": 1,
    "people": 10,
}
COST = {"before": SHEET, "after": {"lines": [{"row": "fees", "fees": "50000"}], "times": 1, "people": 10}}
FOUND = {"answers": [{"criterion": "{first}", "verdict": "partly", "note": "Thừa"}], "conclusion": "Bỏ một giấy"}
PLANNED = {"unit": "so", "ground": "feedback", "due_on": "2026-12-31"}
DRAFT = {"title": "Quyết định về khuyến công", "drafter": "so", "owner": "tinh", "received_on": "2026-11-10"}

CALLS: dict[str, tuple[set[str], Any, int]] = {
    # operation: who may, what is sent, what a permitted call answers
    "POST /reviews": (OFFICE, {"title": "Rà soát 2027", "year": 2027, "owner": "tinh"}, 201),
    "PUT /reviews/{planned}": (OFFICE, {"title": "Tên khác", "year": 2026}, 200),
    "DELETE /reviews/{planned}": (OFFICE, None, 204),
    "POST /reviews/{planned}/items": (OFFICE, PLANNED | {"procedures": ["1.100003"]}, 200),
    "POST /reviews/{planned}/start": (OFFICE, {"number": "6/KH", "decided_on": "2026-11-19"}, 200),
    "POST /reviews/{planned}/drop": (OFFICE, {"reason": "Trùng"}, 200),
    "POST /reviews/{planned}/plan/submit": (OFFICE, {"route": "general"}, 200),
    "GET /reviews/{planned}/plan": (ALL, None, 200),
    "GET /reviews/{closing}/report": (ALL, None, 200),
    "POST /reviews/{closing}/report/submit": (OFFICE, {}, 200),
    "POST /reviews/{closing}/close": (OFFICE, {"number": "9/BC", "reported_on": "2026-11-19"}, 200),
    "GET /review-items/{fresh}": (ALL, None, 200),
    "PUT /review-items/{fresh}": (OFFICE, PLANNED, 200),
    "PUT /review-items/{fresh}/findings": (ASSESS, FOUND, 200),
    "PUT /review-items/{fresh}/cost": (ASSESS, COST, 200),
    "POST /review-items/{answered}/hand-in": (ASSESS, None, 200),
    "POST /review-items/{done}/send-back": (OFFICE, {"reason": "Sơ sài"}, 200),
    "POST /review-items/{done}/settle": (DECIDE, None, 200),
    "POST /review-items/{fresh}/drop": (OFFICE, {"reason": "Đã bãi bỏ"}, 200),
    "POST /review-items/{answered}/proposals": (ASSESS, {"kind": "shorten", "text": "Rút còn 10 ngày"}, 201),
    "POST /review-proposals/{proposal}/decide": (
        DECIDE,
        {"accepted": True, "number": "7/QĐ", "decided_on": "2026-11-20"},
        200,
    ),
    "POST /review-proposals/{accepted}/correct": (DECIDE, {"decision": None, "why": "Ghi nhầm"}, 200),
    "POST /review-proposals/{accepted}/carry-out": (DECIDE, {"on": "2026-11-20"}, 200),
    "PUT /review-items/{partly}/granted-cost": (DECIDE, {"dossier": 800, "year": 8000, "note": "Chỉ bỏ bản sao"}, 200),
    "POST /review-proposals/{suggested}/withdraw": (ASSESS, {"reason": "Nhầm"}, 200),
    "GET /draft-regulations/{draft}": (ALL, None, 200),
    "POST /draft-regulations": (ASSESS, DRAFT, 201),
    "PUT /draft-regulations/{draft}": (ASSESS, {name: DRAFT[name] for name in DRAFT if name != "owner"}, 200),
    "POST /draft-regulations/{draft}/procedures": (ASSESS, {"action": "new", "name": "Hỗ trợ khuyến công"}, 201),
    "PUT /draft-regulations/{draft}/procedures/{impact}/findings": (ASSESS, {"answers": FOUND["answers"]}, 200),
    "PUT /draft-regulations/{draft}/procedures/{impact}/cost": (ASSESS, COST, 200),
    "POST /draft-regulations/{draft}/procedures/{impact}/drop": (ASSESS, None, 200),
    "POST /draft-regulations/{draft}/ask": (OFFICE, {"units": ["bql"], "days": 5}, 200),
    "POST /draft-regulations/{draft}/comments/{comment}/answer": (ASSESS, {"stand": "agrees"}, 200),
    "PUT /draft-regulations/{draft}/opinion": (OFFICE, {"text": "Thống nhất"}, 200),
    "GET /draft-regulations/{draft}/opinion": (ALL, None, 200),
    "POST /draft-regulations/{draft}/opinion/submit": (OFFICE, {"text": "Thống nhất", "route": "general"}, 200),
    "POST /draft-regulations/{draft}/opinion/record": (
        OFFICE,
        {"number": "8/CV", "given_on": "2026-11-20", "text": "Thống nhất"},
        200,
    ),
    "POST /draft-regulations/{opined}/close": (OFFICE, {"number": "20/2026/QĐ-UBND", "issued_on": "2026-11-20"}, 200),
    "POST /draft-regulations/{draft}/withdraw": (OFFICE, {"reason": "Không còn thủ tục"}, 200),
}


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
    return dict(standing_world[1])


def ids_of(world: World) -> dict[str, Any]:
    """One record of each kind and state, the province's."""
    found = [procedure(f"1.10000{n}") for n in range(1, 6)]
    planned = planned_round(world.province, found[0])
    running = running_round(world.province, *found)
    fresh, answered, given, done, partly = items(running)
    reviews.reckon_cost(partly, fees(1_000, 500), actor=SYSTEM)
    good, bad = handed_in_with(partly, "simplify", "decentralise")
    decided(good)
    decided(bad, accepted=False)
    reviews.answer(answered, answers(), conclusion="Giữ", actor=SYSTEM)
    assessed(done)
    suggested = proposed(answered)
    accepted, waiting = handed_in_with(given, "simplify", "shorten")
    decided(accepted)
    closing = running_round(world.province, found[0])
    reviews.settle(assessed(items(closing)[0]), actor=SYSTEM)
    ids = {"draft": regulation(world), "opined": regulation(world)}
    opined = DraftRegulation.objects.get(uid=ids["opined"])
    regulations.record_opinion(opined, number="1/CV", given_on=date(2026, 11, 20), text="Được", actor=SYSTEM)
    draft = DraftRegulation.objects.get(uid=ids["draft"])
    regulation_asking.ask_units(draft, [world.province], days=5, actor=SYSTEM)
    return ids | {
        "first": criteria_on(clock.today())[0][0].key,
        "planned": planned.uid,
        "running": running.uid,
        "closing": closing.uid,
        "fresh": fresh.uid,
        "answered": answered.uid,
        "assessed": given.uid,
        "partly": partly.uid,
        "done": done.uid,
        "proposal": waiting.uid,
        "suggested": suggested.uid,
        "accepted": accepted.uid,
        "impact": draft.impacts.get().uid,
        "comment": draft.comments.get().uid,
    }


def regulation(world: World) -> Any:
    facts = regulations.Draft("Quyết định quy định thủ tục khuyến công", date(2026, 11, 10))
    made = regulations.register(facts, owner=world.province, drafter=world.department, actor=SYSTEM)
    impact = regulations.add_impact(made, action="new", name="Hỗ trợ", actor=SYSTEM)
    regulations.assess_impact(impact, answers(), None, actor=SYSTEM)
    return made.uid


def filled(body: Any, ids: dict[str, Any]) -> Any:
    """A body with the key of the first criterion in it."""
    if isinstance(body, dict) and "answers" in body:
        return body | {"answers": [one | {"criterion": one["criterion"].format(**ids)} for one in body["answers"]]}
    return body


@pytest.mark.any_database
@pytest.mark.parametrize("role", ["office", "specialist", "leader", "counter"])
def test_each_role_may_what_the_table_says_and_nothing_else(world: World, ids: dict[str, Any], role: str) -> None:
    key = token(world.office.users[role])
    found, expected = {}, {}
    for operation, (who, body, status) in CALLS.items():
        method, path = operation.split()
        with transaction.atomic():
            found[operation] = call(method, path.format(**ids), key, filled(body, ids)).status_code
            transaction.set_rollback(True)
        expected[operation] = status if role in who else 403
    assert found == expected


def test_nobody_without_a_token(ids: dict[str, Any]) -> None:
    statuses = {o: call(*o.format(**ids).split(), "", body).status_code for o, (_who, body, _status) in CALLS.items()}
    assert set(statuses.values()) == {401}, statuses


def test_what_is_the_provinces_is_not_a_departments(world: World, ids: dict[str, Any]) -> None:
    """The office of a department may all of this at its own unit: it hands the draft that it writes itself to who controls, and keeps the
    impact.
    """
    key = token(world.stranger)
    found = {}
    for operation, (who, body, _status) in CALLS.items():
        method, path = operation.split()
        if who == ALL:
            continue
        with transaction.atomic():
            found[operation] = call(method, path.format(**ids), key, filled(body, ids)).status_code
            transaction.set_rollback(True)
    drafter = {o for o, status in found.items() if status < 400}
    written = {o for o in CALLS if "/draft-regulations/{draft}/procedures" in o}
    assert drafter == written | {"POST /draft-regulations", "PUT /draft-regulations/{draft}"}
    assert {found[o] for o in found if o not in drafter} == {403}
    own = {"title": "Rà soát 2027", "year": 2027, "owner": "so"}
    assert told(call("POST", "/reviews", key, own), 201)["owner"] == "so"


WRONG: list[tuple[str, Any, list[str]]] = [
    ("POST /reviews", {"title": " ", "year": 2027, "owner": "tinh"}, ["title"]),
    ("POST /reviews", {"title": "A", "year": 1999, "owner": "tinh"}, ["year"]),
    ("POST /reviews", {"title": "A", "year": 2027, "owner": "la"}, ["owner"]),
    ("PUT /reviews/{planned}", {"title": "A", "year": 2026, "la": 1}, ["la"]),
    ("PUT /reviews/{running}", {"title": "A", "year": 2026, "decision_on": "2027-01-01"}, ["decision_number", "decision_on"]),
    ("POST /reviews/{planned}/items", {"unit": "la", "procedures": ["1.100002"]}, ["unit"]),
    ("POST /reviews/{planned}/items", {"unit": "so", "procedures": ["1.999999"]}, ["procedures.0"]),
    ("POST /reviews/{planned}/items", {"unit": "so"}, ["procedures"]),
    ("POST /reviews/{planned}/items", {"unit": "so", "field": "Không có"}, ["field"]),
    ("POST /reviews/{planned}/start", {"number": "1/KH", "decided_on": "2027-01-01"}, ["decided_on"]),
    ("POST /reviews/{closing}/close", {"number": "1/BC", "reported_on": "2027-01-01"}, ["reported_on"]),
    ("PUT /review-items/{fresh}/findings", {"answers": [{"criterion": "la", "verdict": "met"}]}, ["answers.0.criterion"]),
    ("PUT /review-items/{fresh}/findings", {"answers": [{"criterion": "la", "verdict": "ok"}]}, ["answers.0.verdict"]),
    ("PUT /review-items/{fresh}/cost", {"before": {"lines": [{"row": "fees", "fees": -1}]}, "after": {}}, ["before.lines.0.fees"]),
    ("PUT /review-items/{fresh}/cost", {"before": {"lines": [{"row": "fees", "fees": 0.1}]}, "after": {}}, ["before.lines.0.fees"]),
    ("POST /review-items/{answered}/proposals", {"kind": "decentralise", "text": "Phân cấp"}, ["to_whom"]),
    ("POST /review-proposals/{proposal}/decide", {"accepted": True, "decided_on": "2026-11-20"}, ["number"]),
    ("POST /review-proposals/{proposal}/decide", {"accepted": False, "decided_on": "2026-11-20"}, ["reason"]),
    ("POST /review-proposals/{accepted}/carry-out", {"on": "2026-11-19"}, ["on"]),
    ("POST /review-proposals/{accepted}/carry-out", {"on": "2026-11-20", "carried_by": "1.100001/9"}, ["carried_by"]),
    ("PUT /review-items/{partly}/granted-cost", {"dossier": 1, "note": "Chỉ bỏ bản sao"}, ["year"]),
    ("POST /review-proposals/{accepted}/correct", {"decision": None, "why": " "}, ["why"]),
    ("POST /draft-regulations", DRAFT | {"kind": "la"}, ["kind"]),
    ("POST /draft-regulations", DRAFT | {"received_on": "2027-01-01"}, ["received_on"]),
    ("POST /draft-regulations/{draft}/procedures", {"action": "amended"}, ["name"]),
    ("POST /draft-regulations/{draft}/procedures", {"action": "amended", "procedure": "1.999999"}, ["procedure"]),
    ("POST /draft-regulations/{draft}/ask", {"units": ["bql", "la"], "days": 5}, ["units.1"]),
    ("POST /draft-regulations/{draft}/comments/{comment}/answer", {"stand": "against"}, ["text"]),
    ("PUT /draft-regulations/{draft}/opinion", {"text": " "}, ["text"]),
]  # fmt: skip


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(world: World, ids: dict[str, Any]) -> None:
    key = token(world.office.office)
    before = (ReviewRound.objects.count(), ReviewItem.objects.count(), DraftRegulation.objects.count())
    found = []
    for operation, body, _fields in WRONG:
        method, path = operation.split()
        found.append((operation, body, wrong_fields(call(method, path.format(**ids), key, body))))
    assert found == WRONG
    assert (ReviewRound.objects.count(), ReviewItem.objects.count(), DraftRegulation.objects.count()) == before


CONFLICTS: dict[str, str] = {
    # what the state of the record does not allow
    "POST /reviews/{running}/close": "items_open",
    "POST /reviews/{running}/start": "transition_refused",
    "DELETE /reviews/{running}": "written",
    "POST /review-items/{fresh}/hand-in": "not_complete",
    "PUT /review-items/{assessed}/findings": "not_open",
    "POST /review-items/{assessed}/send-back": "decided",
    "POST /review-items/{assessed}/settle": "proposals_open",
    "POST /review-proposals/{accepted}/withdraw": "handed_in",
    "POST /draft-regulations/{draft}/close": "no_opinion",
    "PUT /draft-regulations/{opined}/opinion": "not_open",
}


def test_what_the_state_does_not_allow_is_a_conflict_with_its_reason(world: World, ids: dict[str, Any]) -> None:
    key = token(world.office.office)
    bodies = {"start": {"number": "1/KH", "decided_on": "2026-11-20"}, "opinion": {"text": "Được"}, "findings": {}}
    bodies |= {"send-back": {"reason": "Sơ sài"}, "withdraw": {"reason": "Nhầm"}}
    found = {}
    for operation in CONFLICTS:
        method, path = operation.split()
        end = {"number": "1/BC", "reported_on": "2026-11-20"} if "reviews" in path else None
        end = end or {"number": "1/QĐ", "issued_on": "2026-11-20"}
        body = end if path.endswith("close") else bodies.get(path.rsplit("/", 1)[1])
        found[operation] = told(call(method, path.format(**ids), key, body), 409)["code"]
    assert found == CONFLICTS


def test_the_same_key_is_done_once_and_a_stale_change_refused(world: World, ids: dict[str, Any]) -> None:
    key, again = token(world.office.office), {"Idempotency-Key": "k1"}
    new = CALLS["POST /reviews"][1]
    first, second = (call("POST", "/reviews", key, new, **again) for _ in range(2))
    assert told(first, 201) == told(second, 201)
    for path, body in (
        (f"/reviews/{ids['planned']}", {"title": "Tên", "year": 2026}),
        (f"/review-items/{ids['fresh']}", PLANNED),
    ):
        seen = call("GET", path, key)["ETag"]
        changed = call("PUT", path, key, body, **{"If-Match": seen})
        assert changed.status_code == 200
        assert changed["ETag"] != seen
        assert told(call("PUT", path, key, body, **{"If-Match": seen}), 412)["code"] == "stale"


def test_a_round_from_its_plan_to_its_report(world: World) -> None:
    """The office runs it, a specialist of the board assesses what is the board's, the leader decides."""
    office, leader = token(world.office.office), token(world.office.users["leader"])
    board = token(officer("Đỗ Văn Xét", world.board, "specialist"))
    procedure("1.300001")
    made = told(call("POST", "/reviews", office, {"title": "Rà soát", "year": 2026, "owner": "tinh"}), 201)
    at = f"/reviews/{made['id']}"
    facts = {"title": "Rà soát", "year": 2026, "criteria": [{"name": "Dữ liệu", "asks": "đã có chưa"}]}
    asked = [one["key"] for one in told(call("PUT", at, office, facts))["criteria"]]
    assert asked[-1] == "own1"
    assert told(call("POST", f"{at}/items", office, {"unit": "bql", "procedures": ["1.300001"]})) == {
        "review": made["id"],
        "added": 1,
    }
    assert (
        told(call("POST", f"{at}/start", office, {"number": "5/KH", "decided_on": "2026-11-19"}))["state"]
        == "under_way"
    )
    (item,) = told(call("GET", f"{at}/items", office))["items"]
    one = f"/review-items/{item['id']}"
    found = {"answers": [{"criterion": key, "verdict": "met"} for key in asked], "conclusion": "Rút ngắn"}
    assert call("PUT", f"{one}/findings", token(world.stranger), found).status_code == 403
    assert len(told(call("PUT", f"{one}/findings", board, found))["answers"]) == len(asked)
    cost = told(call("PUT", f"{one}/cost", board, {"before": {"lines": [{"row": "fees", "fees": 100000}]},
        "after": {"lines": [{"row": "fees", "fees": 25000}]}}))["costing"]  # fmt: skip
    assert (cost["before"]["dossier"], cost["saving"], cost["saving_percent"]) == ("100000", "75000", "75.00")
    assert cost["before"]["lacks"] == ["times", "people"]
    (proposal,) = told(call("POST", f"{one}/proposals", board, {"kind": "shorten", "text": "Còn 5 ngày"}), 201)[
        "proposals"
    ]
    told(call("POST", f"{one}/hand-in", board))
    decided = {"accepted": True, "number": "7/QĐ", "decided_on": "2026-11-20"}
    assert call("POST", f"/review-proposals/{proposal['id']}/decide", board, decided).status_code == 403
    assert told(call("POST", f"/review-proposals/{proposal['id']}/decide", leader, decided))["state"] == "settled"
    closed = told(call("POST", f"{at}/close", office, {"number": "9/BC", "reported_on": "2026-11-20"}))
    assert (closed["state"], closed["progress"]["settled"]) == ("closed", 1)


def test_a_draft_regulation_from_its_arrival_to_its_opinion(world: World) -> None:
    office, drafter = token(world.office.office), token(officer("Vũ Thị Soạn", world.department, "specialist"))
    board = token(officer("Đỗ Văn Xét", world.board, "specialist"))
    made = told(call("POST", "/draft-regulations", office, DRAFT | {"kind": "decision"}), 201)
    at = f"/draft-regulations/{made['id']}"
    added = told(call("POST", f"{at}/procedures", drafter, {"action": "new", "name": "Hỗ trợ"}), 201)
    (impact,) = added["procedures"]
    early = call("POST", f"{at}/opinion/record", office, {"number": "8/CV", "given_on": "2026-11-20", "text": "Được"})
    assert told(early, 409)["code"] == "impact_missing"
    answered = {"answers": [{"criterion": one["key"], "verdict": "met"} for one in made["criteria"]]}
    told(call("PUT", f"{at}/procedures/{impact['id']}/findings", drafter, answered))
    priced = told(call("PUT", f"{at}/procedures/{impact['id']}/cost", drafter, COST))["procedures"][0]
    assert (priced["assessed"], priced["costing"]["after"]["dossier"]) == (True, "50000")
    told(call("POST", f"{at}/ask", office, {"units": ["bql", "so"], "days": 5}))
    comments = {one["unit"]: one for one in told(call("GET", at, office))["comments"]}
    assert comments["bql"]["due_on"] > "2026-11-26"  # five working days, holidays besides
    mine = f"{at}/comments/{comments['bql']['id']}/answer"
    assert call("POST", mine, drafter, {"stand": "agrees"}).status_code == 403
    assert told(call("POST", mine, board, {"stand": "remarks", "text": "Bỏ một giấy"}))["answered"] == 1
    opined = told(call("POST", f"{at}/opinion/record", office,
        {"number": "8/CV", "given_on": "2026-11-20", "text": "Thống nhất"}))  # fmt: skip
    assert (opined["state"], opined["opinion"]) == ("opined", "Thống nhất")
    assert call("GET", f"{at}/opinion", office).content[:2] == b"PK"
    elsewhere = regulation(world)
    other = call("PUT", f"/draft-regulations/{elsewhere}/procedures/{impact['id']}/cost", office, COST)
    assert told(other, 404)["code"] == "no_impact"
