"""What a file brings that was not looked for: a day's second import, hidden letters, keys nobody knows, another procedure's name."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.calling import call, token, told
from tests.factories.procedures import Office

from motcua.kernel.actors import SYSTEM
from motcua.procedures.commands.importing import run_import
from motcua.procedures.imports import read_file
from motcua.procedures.models import ImportRun, Procedure
from motcua.procedures.reading import strange_fields
from motcua.procedures.services.importing import Imported, import_procedures

pytestmark = pytest.mark.django_db


def row(code: str, name: str, **others: Any) -> dict[str, Any]:
    return {
        "ma_thu_tuc": code,
        "ten_thu_tuc": name,
        "linh_vuc": "Lĩnh vực mẫu",
        "cap_thuc_hien": "Cấp tỉnh",
        "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ.",
        "co_quan_thuc_hien": "Sở Mẫu",
    } | others


def take(*rows: dict[str, Any]) -> Imported:
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in rows)
    return import_procedures(read_file(lines.encode()), actor=SYSTEM)


def desk(office: Office, name: str, *args: Any, **query: Any) -> str:
    client = Client()
    client.force_login(office.office, backend="motcua.organisations.signin.OfficerBackend")
    answer = client.get(reverse(f"procedures:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_version_replaced_on_its_first_day_is_told_to_officers_alike_on_both_faces(office: Office) -> None:
    take(row("1.100001", "Cấp giấy phép mẫu"))
    take(row("1.100001", "Cấp giấy phép mẫu", trinh_tu_thuc_hien="Bước 1: Gửi hồ sơ."))
    reason = "Được phiên bản nhập cùng ngày thay thế."
    made, key = Procedure.objects.get(), token(office.users["counter"])
    assert reason in desk(office, "versions", made.uid)
    versions = told(call("GET", "/procedures/1.100001", key))["versions"]
    assert [(v["number"], v["state"], v["void_reason"]) for v in versions] == [
        (2, "published", ""),
        (1, "voided", reason),
    ]
    between = "/procedures/1.100001/differences?before=1&after=2"
    assert [one["after"] for one in told(call("GET", between, key))["items"]] == ["Bước 1 · Gửi hồ sơ."]
    everybody = Client()
    assert [v["number"] for v in everybody.get("/api/v1/procedures/1.100001").json()["versions"]] == [2]
    assert everybody.get(f"/api/v1{between}").status_code == 404


def test_letters_that_nobody_sees_are_dropped_and_the_row_says_so() -> None:
    steps = "Bước 1:\u2066 Nộp\u200d hồ sơ.\u2069"
    done = take(row("1.100001", "Cấp giấy \u202ephép\u200b mẫu\ufeff", trinh_tu_thuc_hien=steps))
    made = Procedure.objects.get()
    assert made.name == "Cấp giấy phép mẫu"
    assert made.versions.get().content["steps"] == [{"text": "Nộp hồ sơ.", "label": "Bước 1"}]
    assert done.lines[0].doubts == (("hidden_dropped", "ten_thu_tuc, trinh_tu_thuc_hien"),)


def test_odd_spaces_are_no_hidden_letters() -> None:
    (line,) = take(row("1.100001", "\ufeffCấp\u00a0giấy\u200bphép mẫu")).lines
    assert (line.name, line.doubts) == ("Cấp giấy phép mẫu", ())


def test_letters_that_nobody_sees_are_dropped_from_drafts_on_both_faces(office: Office) -> None:
    hidden, seen = "Thủ\u202e tục\u200c của\u2067 tỉnh", "Thủ tục của tỉnh"
    given = {"code": "1.100007", "name": hidden, "field": "Mẫu\u2060"}
    draft = told(call("POST", "/procedure-drafts", token(office.office), given), 201)
    assert (draft["content"]["name"], draft["content"]["field"]) == (seen, "Mẫu")
    written = draft["content"] | {"steps": [{"text": hidden}]}
    put = told(call("PUT", "/procedures/1.100007/draft", token(office.office), {"content": written}))
    assert put["content"]["steps"] == [{"text": seen}]
    client = Client()
    client.force_login(office.office, backend="motcua.organisations.signin.OfficerBackend")
    typed = {"code": "1.100008\u200b", "name": hidden, "field": "", "kind": "public"}
    assert client.post(reverse("procedures:create"), typed).status_code == 302
    assert Procedure.objects.get(base_code="1.100008").name == seen


def test_a_field_that_nobody_knows_is_told_once_with_its_rows_on_every_face(
    office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = [
        row("1.100001", "Một", la_truong_moi="x"),
        row("1.100002", "Hai", la_truong_moi=None),
        row("1.100003", "Ba"),
    ]
    path = tmp_path / "la.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in rows))
    run_import(Namespace(file=str(path), source=None, valid_from=None, dry_run=False, rows=False, json=False))
    assert "Trường lạ, không nhận: la_truong_moi (2 dòng)\n" in capsys.readouterr().out
    run = ImportRun.objects.get()
    assert "Trường lạ, không nhận: la_truong_moi (2 dòng)" in desk(office, "run", run.uid)
    (told_run,) = told(call("GET", "/procedure-imports", token(office.office)))["items"]
    assert told_run["strange_fields"] == {"la_truong_moi": 2}


def test_what_the_three_shapes_and_the_list_have_is_not_strange() -> None:
    known = row("1.100001", "Một", thu_tuc_lien_quan="", raw_text="", formality_id="", _source_file="a")
    ministry = {
        "thu_tuc_id": "1.100001",
        "metadata": {"mã_thủ_tục": "1.100001", "tên_thủ_tục": "Một", "loại_thủ_tục": "", "mới": "x"},
        "content": {"mô_tả": ""},
        "tables": {"hinh_thuc_nop": [{"mo_ta": "", "gì_đó": {"x": 1}}], "can_cu_phap_ly": [{"trich_yeu": "y"}]},
    }
    older = {"title": "Một", "_id": {"$oid": "1"}, "Thành phần hồ sơ": [{"Tên giấy tờ": "Đơn", "Bản sao": "1"}]}
    assert strange_fields(known) == set()
    assert strange_fields(ministry) == {"metadata.mới", "tables.hinh_thuc_nop.gì_đó"}
    assert strange_fields(older) == {"Thành phần hồ sơ.Bản sao"}
    assert read_file(b"ma_so,ten,ghi_chu\n1.100001,Mot,x\n1.100002,Hai,\n").strange == {"ghi_chu": 1}


def test_the_name_of_another_procedure_waits_however_near_it_is() -> None:
    take(row("1.100001", "Cấp giấy phép mẫu"), row("1.100002", "Cấp lại giấy phép mẫu"))
    steps = "Bước 1: Gửi hồ sơ."
    done = take(
        row("1.100001", "Cấp lại giấy phép mẫu", trinh_tu_thuc_hien=steps),
        row("1.100002", "Cấp lại giấy phép mẫu (nếu mất)", trinh_tu_thuc_hien=steps),
    )
    assert {line.code: line.state for line in done.lines} == {"1.100001": "proposed", "1.100002": "changed"}
    line = done.lines[0]
    assert "Tên là của thủ tục 1.100002" in line.reason
    assert [doubt for doubt, _ in line.doubts] == ["name_of_another"]
    assert Procedure.objects.get(base_code="1.100001").name == "Cấp giấy phép mẫu"
