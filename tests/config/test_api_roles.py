"""Who gets what over REST: each operation of the OpenAPI document, asked by each of the sample's roles, in one table."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django
from django.test import Client, override_settings
from ninja import Schema
from tests.conftest import stored_in
from tests.database import Standing
from tests.factories import documents as library
from tests.factories import plans as factory
from tests.factories.procedures import procedure

from motcua.config.api import api
from motcua.documents.services.files import store_upload
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.refs import Ref
from motcua.messages.services.own_templates import WELCOME
from motcua.messages.services.sending import notify
from motcua.organisations.models import Officer, Unit
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.tokens import create_token
from motcua.plans.models import Occurrence, PlanDraft
from motcua.plans.queries.api import plan_detail
from motcua.plans.services import assessment, drafts, inspections
from motcua.plans.services.amending import begin_amendment
from motcua.plans.services.asking import ask_input
from motcua.plans.services.checklists import issue_checklist
from motcua.plans.services.difficulties import raise_difficulty
from motcua.plans.services.initiatives import write_initiative
from motcua.plans.services.opinions import ask_opinions
from motcua.plans.services.urging import draft_letter
from motcua.plans.services.work import register_source
from motcua.procedures.services.publications import Facts, draft_decision
from motcua.procedures.services.regulations import Draft, register
from motcua.procedures.services.reviews import plan_round

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.long]

# As in the sample: who stands over the province, over one division of the board that owns the plan, and elsewhere. `khac` is the
# office of a body that has no part in the plan; `hep` a token of vanphong for nothing but units.
CALLERS = {
    "admin": ("operator", "province"),
    "vanphong": ("office", "province"),
    "chuyenvien": ("specialist", "division"),
    "truongphong": ("head", "division"),
    "motcua": ("counter", "elsewhere"),
    "lanhdao": ("leader", "province"),
    "vanthu": ("registry_clerk", "province"),
    "bientap": ("editor", "province"),
    "kiemtra": ("auditor", "province"),
    "khac": ("office", "elsewhere"),
}

TABLE = """
                                     admin vanphong chuyenvien truongphong motcua lanhdao vanthu bientap kiemtra khac nobody hep
GET /units                           200   200      200        200         200    200     200    200     200     200  200    200
GET /units/{code}                    200   200      200        200         200    200     200    200     200     200  200    200
GET /units/{code}/posts              200   200      200        200         200    200     200    200     200     200  401    200
GET /delegations                     200   200      200        200         200    200     200    200     200     200  401    403
GET /legal-documents                 200   200      200        200         200    200     200    200     200     200  200    403
GET /legal-documents/{uid} public    200   200      200        200         200    200     200    200     200     200  200    403
GET /legal-documents/{uid} officers  200   200      200        200         200    200     200    200     200     200  404    403
GET /legal-documents/{uid} board     200   200      404        404         404    200     200    200     200     404  404    403
GET /files/{uid} plan                200   200      200        200         404    200     200    200     200     404  404    403
GET /files/{uid}/content plan        200   200      200        200         404    200     200    200     200     404  404    403
GET /files/{uid} another's           404   404      404        404         404    404     404    404     404     404  404    403
GET /files/{uid}/content another's   404   404      404        404         404    404     404    404     404     404  404    403
POST /files                          201   201      201        201         201    201     201    201     403     201  401    403
GET /procedures                      200   200      200        200         200    200     200    200     200     200  200    403
GET /procedures/{code}               200   200      200        200         200    200     200    200     200     200  200    403
GET /procedures/{code}/units         200   200      200        200         200    200     200    200     200     200  200    403
GET /procedures/{code}/workflow      200   200      200        200         200    200     200    200     200     200  401    403
GET /workflow-backlog                200   200      200        200         200    200     200    200     200     200  401    403
GET /life-events                     200   200      200        200         200    200     200    200     200     200  200    403
GET /life-events/{key}               200   200      200        200         200    200     200    200     200     200  200    403
GET /reviews                         200   200      200        200         200    200     200    200     200     200  401    403
GET /reviews/{uid} review            200   200      200        200         200    200     200    200     200     200  401    403
GET /reviews/{uid}/items review      200   200      200        200         200    200     200    200     200     200  401    403
GET /draft-regulations               200   200      200        200         200    200     200    200     200     200  401    403
GET /draft-regulations/{uid} drafted 200   200      200        200         200    200     200    200     200     200  401    403
GET /ground-reviews                  200   200      200        200         200    200     200    200     200     200  401    403
GET /unknown-grounds                 200   200      200        200         200    200     200    200     200     200  401    403
GET /publications                    200   200      200        200         200    200     200    200     200     200  200    403
GET /publications/{uid} publication  200   200      404        404         404    200     200    200     200     404  404    403
GET /indicators                      200   200      200        200         200    200     200    200     200     200  200    403
GET /indicators/{key}                200   200      200        200         200    200     200    200     200     200  404    403
GET /indicators/{key}/rows           200   200      200        200         200    200     200    200     200     200  404    403
GET /indicators/{key}/by/{by}        200   200      200        200         200    200     200    200     200     200  404    403
GET /service-quality                 200   200      200        200         200    200     200    200     200     200  404    403
GET /notices                         200   200      200        200         200    200     200    200     200     200  401    403
POST /notices/{uid}/read notice      404   404      200        404         404    404     404    404     404     404  401    403
GET /occurrences                     4     4        4          4           0      4       4      4       4       0    401    403
GET /occurrences/{uid} occurrence    200   200      200        200         404    200     200    200     200     404  401    403
GET /tasks/{uid} task                200   200      200        200         404    200     200    200     200     404  401    403
GET /tasks                           4     4        4          4           0      4       4      4       4       0    401    403
GET /tasks/{uid}/measure task        200   200      200        200         404    200     200    200     200     404  401    403
GET /tasks/{uid}/triggers task       200   200      200        200         404    200     200    200     200     404  401    403
GET /tasks/{uid}/comments task       200   200      200        200         404    200     200    200     200     404  401    403
GET /targets/{uid} target            200   200      200        200         404    200     200    200     200     404  401    403
GET /inputs                          0     1        1          1           0      0       0      0       0       0    401    403
GET /work-sources                    1     1        0          0           0      1       1      1       1       0    401    403
GET /work-sources/{uid} source       200   200      404        404         404    200     200    200     200     404  401    403
GET /difficulties                    1     1        1          1           0      1       1      1       1       0    401    403
GET /difficulties/{uid} difficulty   200   200      200        200         404    200     200    200     200     404  401    403
GET /funding/totals                  200   200      200        200         200    200     200    200     200     200  401    403
GET /funding                         200   200      200        200         200    200     200    200     200     200  401    403
GET /plans/{uid}/funding             200   200      200        200         404    200     200    200     200     404  401    403
GET /plans                           2     2        1          1           0      2       2      2       2       0    401    403
GET /plans/{uid}                     200   200      200        200         404    200     200    200     200     404  401    403
GET /plans/{uid}/tasks               200   200      200        200         404    200     200    200     200     404  401    403
GET /plans/{uid}/targets             200   200      200        200         404    200     200    200     200     404  401    403
GET /plans/{uid}/draft draft         200   200      404        404         404    200     200    200     200     404  401    403
GET /plans/{uid}/draft/edits draft   200   200      404        404         404    200     200    200     200     404  401    403
GET /plans/{uid}/closing             200   200      200        200         404    200     200    200     200     404  401    403
GET /plans/{uid}/release             200   200      200        200         404    200     200    200     200     404  401    403
GET /plans/{uid}/opinions draft      200   200      404        404         404    200     200    200     200     404  401    403
GET /opinions                        0     1        0          1           0      1       0      0       0       0    401    403
GET /opinions/{uid} asked            404   200      404        200         404    200     404    404     404     404  401    403
GET /amendments                      1     1        1          1           0      1       1      1       1       0    401    403
GET /amendments/{uid} amendment      200   200      200        200         404    200     200    200     200     404  401    403
GET /inspections                     1     1        1          1           0      1       1      1       1       0    401    403
GET /inspections/{uid} inspection    200   200      200        200         404    200     200    200     200     404  401    403
GET /findings                        1     1        1          1           0      1       1      1       1       0    401    403
GET /findings/{uid} finding          200   200      200        200         404    200     200    200     200     404  401    403
GET /assessments                     1     1        1          1           0      1       1      1       1       0    401    403
GET /assessments/{uid} round         200   200      200        200         404    200     200    200     200     404  401    403
GET /assessments/{uid}/results round 200   200      200        200         404    200     200    200     200     404  401    403
GET /initiatives                     1     1        0          0           0      1       1      1       1       0    401    403
GET /initiatives/{uid} initiative    200   200      404        404         404    200     200    200     200     404  401    403
GET /urging-letters                  1     1        0          0           0      1       1      1       1       0    401    403
GET /urging-letters/{uid} letter     200   200      404        404         404    200     200    200     200     404  401    403
POST /plans/read                     200   200      200        200         200    200     200    200     200     200  401    403
"""
"""Statuses; for the lists of `COUNTED`, how many of the world's the caller sees."""
COUNTED = {
    "/plans", "/occurrences", "/difficulties", "/urging-letters", "/opinions", "/amendments", "/inspections", "/findings",
    "/assessments", "/initiatives", "/tasks", "/inputs", "/work-sources",
}  # fmt: skip
ELSEWHERE = {
    "tests/documents/test_approval_roles.py": "/approvals",
    "tests/messages/test_receipts_rest.py": "/messages/receipts/{channel}",
    "tests/plans/test_work_pages.py": "/occurrences/{uid}/{action}",
    "tests/plans/test_funding.py": "/funding/{uid}",
    "tests/plans/test_opinions_rest.py": "/opinions/{uid}/answer",
    "tests/plans/test_remedies_rest.py": "/findings/{uid}/remedy",
    "tests/plans/test_tasks_rest_roles.py": "/tasks /targets /inputs /work-sources /difficulties",
    "tests/organisations/test_delegations_rest_roles.py": "/delegations",
    "tests/plans/test_following_rest_roles.py": "/funding /inspections /findings",
    "tests/plans/test_plans_rest_roles.py": "/plans /consultations /amendments /holdings",
    "tests/procedures/test_registry_rest_roles.py": "/procedures /procedure-drafts /procedure-files /procedure-imports "
    "/procedure-import-rows",
    "tests/procedures/test_registry_writes_rest_roles.py": "/publications /procedure-assignments /procedure-flags /procedure-levels "
    "/bulk-acts /competence-transfers /workflows",
    "tests/procedures/test_eforms_rest_roles.py": "/forms",
    "tests/procedures/test_reviewing_rest_roles.py": "/reviews /review-items /review-proposals /draft-regulations",
    "tests/procedures/test_remarks_rest_roles.py": "/page-remarks",
    "tests/dossiers/test_dossiers_rest_roles.py": "/dossiers",
}
"""Operations whose roles depend on the state of the record, and where their own tables are."""
READ_ELSEWHERE = (
    "GET /holdings", "GET /procedure-", "GET /procedures/{code}/draft", "PUT /procedures/{code}/draft",
    "GET /procedures/{code}/differences", "GET /procedures/{code}/files", "GET /procedures/{code}/local", "GET /procedures/{code}/marks",
    "GET /procedures/{code}/flags", "GET /procedures/{code}/levels", "GET /procedures/{code}/versions",
    "GET /procedures/{code}/workflows", "GET /procedures/{code}/form", "PUT /procedures/{code}/form", "GET /forms/",
    "GET /workflows/", "PUT /workflows/", "GET /publications/{uid}/paper", "GET /publications/{uid}/outlook", "GET /publications/{uid}/lines",
    "PUT /publications/",
    "GET /bulk-acts/", "GET /page-remarks", "GET /competence-transfers", "GET /review-items/", "GET /reviews/{uid}/plan", "GET /reviews/{uid}/report", "PUT /review-items/",
    "PUT /reviews/", "DELETE /reviews/", "GET /draft-regulations/{uid}/opinion", "PUT /draft-regulations/", "GET /plans/{uid}/target-proposals",
    "GET /dossiers", "GET /dossier-summary", "PUT /dossiers", "GET /track",
)  # fmt: skip
"""What else stands in the tables of those files."""


Record = tuple[dict[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def standing_record(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, Path]:
    """The tokens of the callers and the ids of what they ask for; and the folder of the files."""
    folder = tmp_path_factory.mktemp("standing")
    storages = {**django.STORAGES, "default": stored_in(folder)}
    with standing(), clock.frozen(library.NOW), override_settings(STORAGES=storages):
        world = factory.build_world()
        plan = factory.accepted(world)
        own = store_upload(b"x", name="a.txt", actor=actor_of(world.clerk))
        ids = {
            "plan": plan.uid,
            "public": library.law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree").uid,
            "officers": library.law("9/CV-KCN", "Ban Quản lý", date(2024, 1, 1), access="officers").uid,
            "board": library.law("8/CV-KCN", "Ban", date(2024, 1, 1), access="unit", owner_unit=world.board.pk).uid,
            "file": plan_detail(plan)["files"][0],
            "another's": own.uid,
        }
        tokens = {name: _token(getattr(world, place), role, name) for name, (role, place) in CALLERS.items()}
        ids["notice"] = _notice("chuyenvien")
        owed = (
            Occurrence.objects.filter(task__plan=plan, unit=world.division)
            .select_related("task", "unit")
            .order_by("pk")[0]
        )
        raised = raise_difficulty(owed.task, unit=owed.unit, occurrence=owed, text="Thiếu phòng", actor=SYSTEM)
        ids |= {"occurrence": owed.uid, "task": owed.task.uid, "difficulty": raised.uid}
        ids["target"] = plan.targets.order_by("position")[0].uid
        ids |= _given(world, plan)
        procedure("1.100001")
        ids["publication"] = _publication(world)
        ids["review"] = plan_round("Rà soát", year=2026, owner=world.board, actor=SYSTEM).uid
        facts = Draft("Quyết định về khuyến công", clock.today())
        ids["drafted"] = register(facts, owner=world.board, drafter=world.division, actor=SYSTEM).uid
        ids["letter"] = _letter(world, owed)
        ids |= _papers(world, plan) | _inspected(world) | _assessed(world)
        tokens |= {"nobody": "", "hep": _token(world.province, "office", "hep", "units:read")}
        return (tokens, ids), folder


@pytest.fixture
def tokens_and_ids(standing_record: tuple[Record, Path], db: None, storage: Path) -> Iterator[Record]:
    record, folder = standing_record
    shutil.copytree(folder, storage)
    with clock.frozen(library.NOW):
        yield record


def _token(unit: Unit, role: str, name: str, scope: str = "*:write") -> str:
    user = create_officer(name, username=name, unit=unit, role=role, actor=SYSTEM, on=library.START).user
    officer = Officer.objects.get(person__user=user)
    return create_token(officer, actor=SYSTEM, scopes=[scope])[1]


def _notice(reader: str) -> Any:
    """A notice to one of the callers."""
    officer = Officer.objects.get(person__user__username=reader)
    context = {"username": reader}
    told = notify(WELCOME, to=[officer], subject=Ref.to("officer", officer.uid), context=context, dedupe="thử")
    return told[0].uid


def _publication(world: factory.World) -> Any:
    """A decision that is being prepared at the board."""
    return draft_decision(Facts("Công bố thủ tục"), owner=world.board, issuer=world.province, actor=SYSTEM).uid


def _letter(world: factory.World, late: Occurrence) -> Any:
    """A letter that urges the division, not sent yet: its own affair of the board."""
    with clock.frozen(late.due_at + timedelta(days=1)):
        by = clock.today() + timedelta(days=7)
        return draft_letter(owner=world.board, occurrences=[late], answer_by=by, actor=actor_of(world.office)).uid


def _given(world: factory.World, plan: Any) -> dict[str, Any]:
    """A conclusion that has given no work yet, and a question to the division."""
    facts = {"kind": "conclusion", "title": "Kết luận giao ban", "issued_on": clock.today()}
    source = register_source(owner=world.board, actor=SYSTEM, **facts)
    other = Occurrence.objects.filter(task__plan=plan, unit=world.office_unit, task__no="2").select_related("task")
    owed = other.order_by("pk")[0]
    ask_input(owed, unit=world.division, question="Có phòng không?", due_on=clock.today(), actor=SYSTEM)
    return {"source": source.uid}


def _papers(world: factory.World, plan: Any) -> dict[str, Any]:
    """A draft about which the division is asked, and a correction of the plan that was read."""
    actor = actor_of(world.office)
    draft = drafts.begin_draft(world.board, actor=actor, issuer=world.board, title="Kế hoạch năm 2027", year=2027)
    begun = PlanDraft.objects.select_related("plan__owner").get(plan=draft)
    asked = ask_opinions(begun, units=[world.division], due_on=clock.today(), actor=actor).consulted.get()
    amendment = begin_amendment(plan, title="Sửa lỗi đọc", reason="Đọc nhầm", actor=actor, kind="correction")
    return {"draft": draft.uid, "asked": asked.uid, "amendment": amendment.uid}


def _inspected(world: factory.World) -> dict[str, Any]:
    """An inspection of the division, concluded, with one fault."""
    actor, today = actor_of(world.office), clock.today()
    facts = {"owner": world.board, "kind": "reform", "title": "Kiểm tra", "actor": actor}
    issue_checklist(items=(("Niêm yết", ""),), valid_from=today, **facts)
    one = inspections.plan_inspection(starts_on=today, ends_on=today, units=[world.division], **facts)
    team = [inspections.Member(Officer.objects.get(person__user=world.office), leads=True)]
    inspections.set_team(one, team, actor=actor)
    inspections.begin(one, decision_number="8/QĐ", decision_on=today, actor=actor)
    verdict = inspections.Verdict(item=one.checklist.items.get(), verdict="fault", text="Bản cũ")
    (finding,) = inspections.record(one.units.select_related("inspection", "unit").get(), [verdict], actor=actor)
    inspections.conclude(one, conclusion="Còn thiếu sót", recommendation="", actor=actor)
    return {"inspection": one.uid, "finding": finding.uid}


def _assessed(world: factory.World) -> dict[str, Any]:
    """An assessment of the division, and a model of it that nobody has published."""
    actor = actor_of(world.office)
    facts = {"owner": world.board, "assesses": "units", "actor": actor}
    rules = (assessment.Rule("Sáng kiến", Decimal(20), "hand"),)
    assessment.issue_scheme(title="Đánh giá", rules=rules, valid_from=date(2026, 1, 1), **facts)
    one = assessment.open_round(year=2026, units=[world.division], **facts)
    made = write_initiative(
        owner=world.board, kind="model", title="Một cửa lưu động", summary="Đi đến nơi", actor=actor
    )
    return {"round": one.uid, "initiative": made.uid}


def _code(path: str) -> str:
    return "1.100001" if path.startswith("/procedures") else "bql"


def _address(path: str, uid: Any) -> str:
    key = "procedures.complete" if "{by}" in path else "documents.numbers_issued"
    if path.startswith("/life-events"):
        key = "sinh-con"
    return "/api/v1" + path.format(uid=uid, code=_code(path), key=key, by="field")


def _asked(operation: str, token: str, ids: dict[str, Any]) -> str:
    method, path, *which = operation.split()
    uid = ids[which[0].replace("plan", "file")] if which else ids["plan"]
    address = _address(path, uid)
    client, headers = Client(), {"Authorization": f"Bearer {token}"} if token else {}
    if method == "POST":
        file = io.BytesIO(factory.plan_text().encode())
        file.name = "ke-hoach.txt"
        answer = client.post(address, {"file": file}, headers=headers)
    else:
        answer = client.get(address, headers=headers)
    if path in COUNTED and answer.status_code == 200:
        return str(len(answer.json()["items"]))
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json", answer.content
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return str(answer.status_code)


def test_each_role_gets_of_each_operation_what_the_table_says(
    tokens_and_ids: Record,
) -> None:
    tokens, ids = tokens_and_ids
    head, *rows = TABLE.strip("\n").splitlines()
    assert head.split() == list(tokens)
    width = head.index("admin")

    found = []
    for row in rows:
        operation = row[:width].strip()
        statuses = [f"{_asked(operation, token, ids):<{len(name)}}" for name, token in tokens.items()]
        found.append(f"{row[:width]}{' '.join(statuses)}".rstrip())

    assert found == rows


def test_the_table_names_every_operation() -> None:
    in_table = {" ".join(row.split()[:2]) for row in TABLE.strip("\n").splitlines()[1:]}
    declared = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }

    of_their_own = {
        o
        for o in declared
        for file, path in ELSEWHERE.items()
        if not file.endswith("_rest_roles.py") and (o.split()[1] == path or (path == "/approvals" and path in o))
    }
    tables = (areas for file, areas in ELSEWHERE.items() if file.endswith("_rest_roles.py"))
    verbs = tuple(f"POST {area}" for areas in tables for area in areas.split())
    of_their_own |= {o for o in declared if o.startswith((*verbs, *READ_ELSEWHERE))} - {"POST /plans/read"}
    assert in_table == declared - of_their_own


def test_no_two_bodies_have_one_name() -> None:
    """django-ninja would document one of them with the fields of the other."""
    modules: dict[str, set[str]] = {}
    waiting = [Schema]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("motcua."):
                modules.setdefault(one.__name__, set()).add(one.__module__)
    assert {name: where for name, where in modules.items() if len(where) > 1} == {}


@pytest.mark.parametrize("given", ["Bearer", "Bearer ", "Bearer mc_gone", "Basic YTpi", "mc_gone"])
def test_who_is_not_known_is_never_taken_for_anybody(tokens_and_ids: Record, given: str) -> None:
    for address in ("/units", "/plans", "/legal-documents"):
        answer = Client().get(f"/api/v1{address}", headers={"Authorization": given})
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="motcua"')


def test_what_can_be_got_answers_head_with_the_same_headers_and_no_body(
    tokens_and_ids: Record,
) -> None:
    """The headers are compared where they are made in another way: a record, a list, a figure, a file (one of them refused)."""
    tokens, ids = tokens_and_ids
    headers = {"Authorization": f"Bearer {tokens['vanphong']}"}
    compared = {"/units/{code}", "/plans", "/indicators/{key}", "/files/{uid}/content"}
    for row in TABLE.strip("\n").splitlines()[1:]:
        method, path, *which = row.split()[:3]
        if method == "GET":
            uid = ids[which[0].replace("plan", "file")] if which[0] in {*ids, "plan"} else ids["plan"]
            address = _address(path, uid)
            head = Client().head(address, headers=headers)
            assert (head.status_code, head.content) == (404 if which[0] == "another's" else 200, b""), row
            if path in compared:
                got = Client().get(address, headers=headers)
                assert not got.streaming or b"".join(got.streaming_content)
                assert {n: v for n, v in head.items() if n != "Content-Length"} == {
                    n: v for n, v in got.items() if n != "Content-Length"
                }
    assert Client().head("/api/v1/openapi.json").status_code == Client().head("/api/v1/docs").status_code == 200


@pytest.mark.parametrize("method", ["options", "put", "patch", "delete", "trace"])
def test_a_method_that_an_address_does_not_have_is_told_with_those_it_has(method: str, db: None) -> None:
    for address, allowed in (("/units", {"GET", "HEAD"}), ("/files", {"POST"}), ("/plans/read", {"POST"})):
        answer = getattr(Client(), method)(f"/api/v1{address}")
        assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
        assert set(answer["Allow"].split(", ")) == allowed
