"""The registry over REST: who may do what, one table; and a draft, a file and a comparison from begin to end."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.documents import docx_bytes
from tests.factories.procedures import Office, content, procedure

from motcua.documents.services.files import store_upload
from motcua.kernel import clock, jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.workdays import Unit
from motcua.organisations.models import Officer
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.tokens import create_token
from motcua.procedures.content import Answer, Component, Given, Limit, Part, Unread, as_json
from motcua.procedures.imports import read_file
from motcua.procedures.models import ImportRow, ImportRun, Procedure
from motcua.procedures.queries.registry import version_on
from motcua.procedures.services import drafts
from motcua.procedures.services.files import add_file
from motcua.procedures.services.importing import compare_procedures

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage")]

TABLE = """
                                            office editor head leader specialist counter registry_clerk auditor operator nobody
GET /procedures/{own}/files                 200    200    200  200    200        200     200            200     200      200
GET /procedures/{own}/versions              200    200    200  200    200        200     200            200     200      200
GET /procedures/{own}/differences           200    200    200  200    200        200     200            200     200      200
GET /procedure-drafts                       200    200    403  403    403        403     403            403     403      401
GET /procedures/{drafted}/draft             200    200    403  403    403        403     403            403     403      401
POST /procedure-drafts                      201    201    403  403    403        403     403            403     403      401
POST /procedures/{own}/draft                201    201    403  403    403        403     403            403     403      401
PUT /procedures/{drafted}/draft             200    200    403  403    403        403     403            403     403      401
POST /procedures/{drafted}/draft/submit     200    200    403  403    403        403     403            403     403      401
POST /procedures/{waits}/draft/take-back    200    200    403  403    403        403     403            403     403      401
POST /procedures/{drafted}/draft/renew      200    200    403  403    403        403     403            403     403      401
POST /procedures/{waits}/draft/put-in-force 200    403    403  403    403        403     403            403     403      401
POST /procedures/{drafted}/draft/discard    200    200    403  403    403        403     403            403     403      401
POST /procedure-files                       422    422    403  403    403        403     403            403     403      401
POST /procedure-files/{file}/end            200    200    403  403    403        403     403            403     403      401
POST /procedure-files/{file}/void           200    200    403  403    403        403     403            403     403      401
GET /procedure-imports                      200    200    403  403    403        403     403            403     403      401
POST /procedure-imports                     202    202    403  403    403        403     403            403     403      401
GET /procedure-imports/{run}                200    200    403  403    403        403     403            403     403      401
GET /procedure-imports/{run}/rows           200    200    403  403    403        403     403            403     403      401
POST /procedure-imports/{run}/accept        202    202    403  403    403        403     403            403     403      401
POST /procedure-imports/{run}/compare-again 409    409    403  403    403        403     403            403     403      401
GET /procedure-import-rows/{row}            200    200    403  403    403        403     403            403     403      401
POST /procedure-import-rows/{row}/accept    200    200    403  403    403        403     403            403     403      401
POST /procedure-import-rows/{row}/reject    200    200    403  403    403        403     403            403     403      401
POST /procedure-import-rows/{row}/code      200    200    403  403    403        403     403            403     403      401
"""
"""The caller of `POST /procedure-files` has uploaded nothing: 422 is where the rights are there."""
ROWS = TABLE.strip("\n").splitlines()
ROLES = ROWS[0].split()


def token(office: Office, role: str) -> str:
    if role == "nobody":
        return ""
    officer = Officer.objects.get(person__user=office.users[role])
    return create_token(officer, actor=SYSTEM, scopes=["*:write"])[1]


def call(method: str, path: str, key: str, body: Any = None, **headers: str) -> Any:
    told = {**({"Authorization": f"Bearer {key}"} if key else {}), **headers}
    send = getattr(Client(), method.lower())
    if method == "GET":
        return send(f"/api/v1{path}", body or {}, headers=told)
    if body is not None and "file" in body and not isinstance(body["file"], str):
        return send(f"/api/v1{path}", body, headers=told)
    return send(f"/api/v1{path}", json.dumps(body or {}, default=str), content_type="application/json", headers=told)


def upload(*rows: dict[str, str]) -> Any:
    handle = io.BytesIO("\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode())
    handle.name = "du-lieu.jsonl"
    return handle


def national(code: str, name: str) -> dict[str, str]:
    return {
        "ma_thu_tuc": code,
        "ten_thu_tuc": name,
        "trinh_tu_thuc_hien": "Bước 1: Nộp.",
        "co_quan_thuc_hien": "Sở Mẫu",
    }


def world(office: Office) -> dict[str, Any]:
    own = procedure("1.100001", content(), content(sets=2), origin="own", since=date(2025, 1, 1))
    drafted = procedure("1.100002", content("Hai"), since=date(2026, 1, 1))
    waits = procedure("1.100003", content("Ba"), since=date(2026, 1, 1))
    for one in (drafted, waits):
        written = drafts.begin_draft(one, actor=SYSTEM)
        drafts.save_draft(written, content(one.name, sets=2), seen=written.fingerprint, actor=SYSTEM)
    drafts.submit_draft(written, actor=SYSTEM)
    kept = store_upload(docx_bytes("mẫu"), name="mau.docx", actor=SYSTEM)
    one = add_file(own, kept, kind="form", title="Mẫu", valid_from=date(2026, 1, 1), actor=SYSTEM)
    compared = json.dumps(national("1.100009", "Mới"), ensure_ascii=False).encode()
    run = ImportRun.objects.get(uid=compare_procedures(read_file(compared), actor=SYSTEM).run)
    codes = {"own": own.base_code, "drafted": drafted.base_code, "waits": waits.base_code}
    return codes | {"file": one.uid, "run": run.uid, "row": run.rows.get().uid}


def body_of(operation: str) -> Any:
    method, path = operation.split()
    if path == "/procedures/{own}/differences":
        return {"before": 1, "after": 2}
    if method == "GET":
        return None
    return {
        "/procedure-drafts": {"code": "1.100077", "name": "Mới"},
        "/procedures/{drafted}/draft": {"content": as_json(content("Hai", sets=3))},
        "/procedures/{drafted}/draft/discard": {"reason": "Thôi"},
        "/procedure-files": {
            "procedure": "1.100001",
            "file": "01a20000-0000-7000-8000-000000000000",
            "kind": "form",
            "title": "Mẫu",
        },
        "/procedure-files/{file}/end": {"on": date(2026, 12, 1)},
        "/procedure-files/{file}/void": {"reason": "Nhầm"},
        "/procedure-imports": {"file": upload(national("1.100008", "Tám")), "mode": "compare"},
        "/procedure-import-rows/{row}/code": {"code": "1.100010"},
    }.get(path, {})


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_of_each_operation_what_the_table_says(office: Office, role: str) -> None:
    from django.db import transaction

    ids, key = world(office), token(office, role)
    place = ROLES.index(role)
    told, found = {}, {}
    for row in ROWS[1:]:
        method, path, *statuses = row.split()
        told[f"{method} {path}"] = int(statuses[place])
        with transaction.atomic():
            found[f"{method} {path}"] = call(method, path.format(**ids), key, body_of(f"{method} {path}")).status_code
            transaction.set_rollback(True)
    assert found == told


def test_a_draft_is_written_in_sight_of_what_was_read_and_goes_its_way(office: Office) -> None:
    key = token(office, "office")
    made = call(
        "POST", "/procedure-drafts", key, {"code": "1.100001.000.00.00.H19", "name": "Của tỉnh", "kind": "internal"}
    )
    assert (made.status_code, made.json()["state"], made.json()["code"]) == (201, "written", "1.100001.000.00.00.H19")
    assert (
        call("POST", "/procedure-drafts", key, {"code": "1.100001", "name": "Lần nữa"}).json()["errors"][0]["field"]
        == "code"
    )
    read = call("GET", "/procedures/1.100001/draft", key)
    assert "limits" in read.json()["missing"]
    whole = {"content": as_json(content("Của tỉnh"))}
    wrong = {"content": {"name": "A", "steps": [{"khong": 1}]}}
    refused = call("PUT", "/procedures/1.100001/draft", key, wrong)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"].startswith("content.steps.0")
    unknown = {"content": whole["content"] | {"chi_phi": "không"}}
    impossible = {"content": as_json(content("Của tỉnh", limits=(Limit(Decimal(-5), Unit.WORKING_DAY),)))}
    shown = {"content": as_json(content("Của tỉnh", components=(Component("01", "A", given=Given.SHOWN, copies=3),)))}
    denied = {"content": as_json(content("Của tỉnh", answers={Part.FEES: Answer.NO}))}
    for body, place in (
        (unknown, "content.chi_phi"),
        (impossible, "content.limits.0.value"),
        (shown, "content.components.0.copies"),
        (denied, "content.answers.fees"),
    ):
        refused = call("PUT", "/procedures/1.100001/draft", key, body)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, place)
    assert call("PUT", "/procedures/1.100001/draft", key, whole, **{"If-Match": '"khác"'}).status_code == 412
    written = call("PUT", "/procedures/1.100001/draft", key, whole, **{"If-Match": read["ETag"]})
    assert (written.status_code, written.json()["missing"]) == (200, [])
    assert written["ETag"] != read["ETag"]
    assert call("POST", "/procedures/1.100001/draft/submit", key).json()["state"] == "waits"
    assert call("PUT", "/procedures/1.100001/draft", key, whole).status_code in {200, 409}
    assert call("POST", "/procedures/1.100001/draft/put-in-force", key).status_code == 409
    assert [one["code"] for one in call("GET", "/procedure-drafts", key).json()["items"]] == ["1.100001.000.00.00.H19"]


def test_sorted_national_words_come_into_force_and_everybody_reads_what_changed(office: Office) -> None:
    key = token(office, "office")
    source = content(unread=(Unread(Part.CONDITIONS, "có trụ sở"),))
    made = procedure("1.100001", source, since=date(2026, 1, 1))
    assert call("POST", "/procedures/1.100001/draft", key).status_code == 201
    call("PUT", "/procedures/1.100001/draft", key, {"content": as_json(content())})
    assert (
        call("POST", "/procedures/1.100001/draft/put-in-force", key, {"valid_from": "2026-11-20"}).json()["state"]
        == "published"
    )
    version = version_on(made, clock.today())
    assert version is not None
    assert version.number == 2
    told = call("GET", "/procedures/1.100001/differences", "", {"before": 1, "after": 2}).json()["items"]
    assert [one["part"] for one in told] == ["unread"]
    assert call("GET", "/procedures/1.100001/differences", "", {"before": 1, "after": 3}).status_code == 404


def test_a_file_is_put_in_shown_to_everybody_and_taken_away(office: Office) -> None:
    key = token(office, "editor")
    procedure("1.100001")
    kept = store_upload(docx_bytes("đơn"), name="don.docx", actor=actor_of(office.editor))
    told = {
        "procedure": "1.100001",
        "file": str(kept.uid),
        "kind": "sample",
        "title": "Đơn đã điền",
        "component": "TP.01",
    }
    wrong = call("POST", "/procedure-files", key, told | {"component": "TP.99"})
    assert wrong.json()["errors"][0]["field"] == "component"
    made = call("POST", "/procedure-files", key, told)
    assert made.status_code == 201
    shown = call("GET", "/procedures/1.100001/files", "").json()["items"]
    assert [(one["title"], one["component"], one["name"]) for one in shown] == [("Đơn đã điền", "TP.01", "don.docx")]
    call("POST", f"/procedure-files/{made.json()['id']}/void", key, {"reason": "Nhầm"})
    assert call("GET", "/procedures/1.100001/files", "").json()["items"] == []


def test_a_comparison_is_sent_read_and_decided_row_by_row(office: Office) -> None:
    key = token(office, "office")
    procedure("1.100001", content("Một"), since=date(2026, 1, 1))
    begun = call(
        "POST",
        "/procedure-imports",
        key,
        {"file": upload(national("1.100001", "Một đổi"), national("1.100009", "Mới"))},
    )
    assert (begun.status_code, begun.json()["ended_at"]) == (202, None)
    address = f"/procedure-imports/{begun.json()['id']}"
    jobs.run_job.func(ImportRun.objects.get().job)
    assert call("GET", address, key).json()["counts"]["proposed"] == 2
    first, second = call("GET", f"{address}/rows", key, {"state": "proposed"}).json()["items"]
    told = call("GET", f"/procedure-import-rows/{first['id']}", key).json()
    assert ("name", "Một", "Một đổi") in [(d["part"], d["before"], d["after"]) for d in told["differences"]]
    accept = f"/procedure-import-rows/{first['id']}/accept"
    assert call("POST", accept, key, {"parts": ["name"], "seen": "khác"}).status_code == 412
    assert call("POST", accept, key, {"parts": ["name"], "seen": told["seen"]}).json()["taken"] == ["name"]
    assert call("POST", accept, key).status_code == 409
    assert (
        call("POST", f"/procedure-import-rows/{second['id']}/reject", key, {"reason": "Không"}).json()["state"]
        == "rejected"
    )
    assert Procedure.objects.get().name == "Một đổi"
    assert not ImportRow.objects.filter(state="proposed").exists()


def test_a_program_is_told_who_refused_the_same_words_and_asked_about_a_code_of_another_name(office: Office) -> None:
    key = token(office, "office")
    procedure("1.100009", content("Cấp giấy phép xây dựng"), since=date(2026, 1, 1))
    for _ in range(2):
        call("POST", "/procedure-imports", key, {"file": upload(national("1.100001", "Một"))})
        jobs.run_job.func(ImportRun.objects.latest("pk").job)
    first, second = (
        f"/procedure-import-rows/{uid}" for uid in ImportRow.objects.order_by("pk").values_list("uid", flat=True)
    )
    assert call("GET", second, key).json()["refused"] is None
    assert call("POST", f"{first}/reject", key, {"reason": "Không"}).json()["refused"] is None
    told = call("GET", second, key).json()["refused"]
    assert (told["reason"], told["left"]) == ("Không", [])
    asked = call("POST", f"{second}/code", key, {"code": "1.100009"})
    assert (asked.status_code, "tên khác hẳn" in asked.json()["detail"]) == (422, True)
    sure = call("POST", f"{second}/code", key, {"code": "1.100009", "sure": True})
    assert (sure.status_code, sure.json()["doubts"]) == (200, ["name_of_another"])


def test_a_program_is_told_how_far_a_file_is_and_why_it_was_not_read(office: Office) -> None:
    key = token(office, "office")
    broken = io.BytesIO("không phải dữ liệu".encode())
    broken.name = "la.txt"
    begun = call("POST", "/procedure-imports", key, {"file": broken}).json()
    assert (begun["state"], begun["error"]) == ("queued", None)

    jobs.run_job.func(ImportRun.objects.get().job)

    told = call("GET", f"/procedure-imports/{begun['id']}", key).json()
    assert told["state"] == "failed"
    assert "ma_so" in told["error"]
    assert call("GET", "/procedure-imports", key).json()["items"] == [told]


def test_the_list_of_runs_tells_their_work_in_a_constant_number_of_queries(office: Office) -> None:
    key = token(office, "office")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert {one["state"] for one in call("GET", "/procedure-imports", key).json()["items"]} == {"queued"}
        return len(queries)

    call("POST", "/procedure-imports", key, {"file": upload(national("1.100001", "Một"))})
    once = asked()
    for code in ("1.100002", "1.100003", "1.100004"):
        call("POST", "/procedure-imports", key, {"file": upload(national(code, "Một"))})
    assert asked() == once


def test_a_row_of_an_outdated_comparison_is_refused_and_says_that_it_is(office: Office) -> None:
    key = token(office, "office")
    call("POST", "/procedure-imports", key, {"file": upload(national("1.100001", "Một"))})
    run = ImportRun.objects.get()
    jobs.run_job.func(run.job)
    row = f"/procedure-import-rows/{ImportRow.objects.get().uid}"
    assert call("GET", row, key).json()["outdated"] is False
    procedure("1.100001", content("Một"), since=date(2026, 1, 1))
    told = call("GET", row, key).json()
    assert told["outdated"] is True
    refused = call("POST", f"{row}/accept", key, {"seen": told["seen"]})
    assert (refused.status_code, "hãy so sánh lại" in refused.json()["detail"]) == (412, True)
    assert call("POST", f"/procedure-imports/{run.uid}/accept", key).status_code == 202
    run.refresh_from_db()
    jobs.run_job.func(run.job)
    kept = call("GET", row, key).json()
    assert (kept["state"], "hãy so sánh lại" in kept["reason"]) == ("proposed", True)
