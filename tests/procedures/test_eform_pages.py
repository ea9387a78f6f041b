"""Electronic forms on the desk: built without code, tried out in the preview, issued; by role."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories.eforms import household
from tests.factories.procedures import Office, procedure

from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import User
from motcua.procedures.eforms import EForm as Form
from motcua.procedures.eforms import Kind, Section, form_as_json
from motcua.procedures.models import EForm
from motcua.procedures.queries import eforms as queries
from motcua.procedures.services import eforms as services

pytestmark = pytest.mark.django_db

NO_CONDITION = {"when_field": "", "when_op": "equals", "when_values": ""}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def at(name: str, one: Any) -> str:
    return reverse(f"procedures:{name}", args=[one.uid])


def page(user: User, address: str) -> str:
    response = signed_in(user).get(address)
    assert response.status_code == 200, response.content.decode()[:2000]
    return str(response.content.decode())


def posted(user: User, address: str, data: dict[str, Any], status: int = 302) -> Any:
    response = signed_in(user).post(address, data)
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def draft(form: Form | None = None) -> EForm:
    return services.begin_eform(procedure(), form=form or household(), actor=SYSTEM)


def now(one: EForm) -> Form:
    one.refresh_from_db()
    return queries.form_of(one)


def test_a_form_is_built_and_issued_without_code(office: Office) -> None:
    found = procedure()
    user = office.users["office"]
    posted(user, at("eform_begin", found), {"copied": ""})
    one = EForm.objects.get()
    posted(user, at("eform_heading", one), {"title": "Đơn đề nghị", "note": "Khai đủ"})
    posted(user, at("eform_section", one), {"title": "Chi phí", "help": "", **NO_CONDITION})
    field = {
        "label": "Có con nhỏ",
        "kind": "boolean",
        "help": "",
        "choices": "",
        "low": "",
        "high": "",
        "calculation": "",
    }
    posted(user, at("eform_field", one) + "?phan=0", field | NO_CONDITION)
    asked = {"when_field": "co_con_nho", "when_op": "equals", "when_values": "có"}
    more = {"label": "Nơi học", "kind": "choice", "choices": "Công lập\nTư thục", "required": "on"}
    posted(user, at("eform_field", one) + "?phan=0", field | more | asked)
    group = {"label": "Khoản chi", "help": "", "least": "1", "most": "10"} | NO_CONDITION
    posted(user, at("eform_group", one) + "?phan=1", group)
    money = {"label": "Số tiền", "kind": "money", "low": "1.000", "required": "on"}
    posted(user, at("eform_field", one) + "?nhom=khoan_chi", field | money | NO_CONDITION)
    total = {"label": "Tổng", "kind": "money", "calculation": "TỔNG(khoan_chi.so_tien)"}
    posted(user, at("eform_field", one) + "?phan=1", field | total | NO_CONDITION)
    form = now(one)
    assert list(form.fields()) == ["co_con_nho", "noi_hoc", "khoan_chi.so_tien", "tong"]
    choice = form.fields()["noi_hoc"]
    assert [one.key for one in choice.choices] == ["cong_lap", "tu_thuc"]
    assert choice.condition is not None
    assert choice.condition.values == ("true",)
    assert form.fields()["khoan_chi.so_tien"].low == "1000"
    shown = page(user, at("eform", one))
    assert "nếu “Có con nhỏ” là có" in shown
    posted(user, at("eform_issue", one), {"valid_from": "01/12/2026", "version": str(one.version)})
    assert queries.eform_on(found, date(2026, 12, 1)) == one


def test_parts_are_moved_changed_and_removed(office: Office) -> None:
    one, user = draft(), office.users["editor"]
    edit = at("eform_edit", one)
    assert "Họ và tên" in page(user, edit)
    posted(user, edit, {"op": "up:so_dinh_danh", "version": "1"})
    assert next(iter(now(one).fields())) == "so_dinh_danh"
    posted(user, edit, {"op": "remove:thanh_vien.ten", "version": "2"})
    assert "thanh_vien.ten" not in now(one).fields()
    posted(user, edit, {"op": "remove:0", "version": "2"})
    assert len(now(one).sections) == 3, "what somebody else changed meanwhile is not written over"
    page(user, at("eform_field", one) + "?ten=loai_nha")
    page(user, at("eform_group", one) + "?ten=thanh_vien")
    page(user, at("eform_section", one) + "?phan=0")
    assert signed_in(user).get(at("eform_field", one) + "?ten=khong").status_code == 404


def test_a_condition_or_bound_that_makes_no_sense_is_told_in_the_form(office: Office) -> None:
    one, user = draft(), office.users["editor"]
    said = {
        "label": "Tuổi",
        "kind": "integer",
        "low": "x",
        "when_field": "co_nha",
        "when_op": "above",
        "when_values": "1",
    }
    answer = posted(user, at("eform_field", one) + "?phan=0", said, 422).content.decode()
    assert "Ghi một số" in answer
    assert "Không so sánh được" in answer
    assert len(now(one).fields()) == len(household().fields())


def test_the_preview_is_tried_out_and_keeps_nothing(office: Office) -> None:
    one, user = draft(), office.users["specialist"]
    filled = {
        "f.ho_ten": "Bà A",
        "f.so_dinh_danh": "075190000001",
        "f.thanh_vien.0.ten": "Bà A",
        "f.thanh_vien.0.thu_nhap": "3.000.000",
        "f.cam_doan": "on",
    }
    good = posted(user, at("eform", one), filled, 200).content.decode()
    assert "36.000.000" in good
    assert "Ba mươi sáu triệu đồng" in good
    more = posted(user, at("eform", one), filled | {"f-add": "thanh_vien"}, 200).content.decode()
    assert 'name="f.thanh_vien.1.ten"' in more
    wrong = posted(user, at("eform", one), filled | {"f.so_dinh_danh": "1"}, 422).content.decode()
    assert "12 chữ số" in wrong
    assert 'href="#f-so_dinh_danh"' in wrong


def test_a_form_goes_out_as_a_file_and_comes_back(office: Office) -> None:
    one, user = draft(), office.users["office"]
    data = signed_in(user).get(at("eform_file", one)).content
    assert json.loads(data) == form_as_json(household())
    other = services.begin_eform(procedure("1.100002"), form=Form("Trống"), actor=SYSTEM)
    posted(user, at("eform_take_file", other), {"file": SimpleUploadedFile("a.json", data)})
    assert now(other) == household()
    posted(user, at("eform_take_file", other), {"file": SimpleUploadedFile("a.json", b"{}")}, 422)


def test_numbers_are_compared_ended_and_voided(office: Office) -> None:
    one, user = draft(), office.users["office"]
    services.issue_eform(one, valid_from=date(2026, 1, 1), version=one.version, actor=SYSTEM)
    other = services.begin_eform(one.procedure, form=Form("Khác", (Section("Người khai"),)), actor=SYSTEM)
    assert "Bị bỏ" in page(user, at("eform_compare", other))
    assert "Số 1" in page(user, at("procedure_eforms", one.procedure))
    posted(user, at("eform_end", one), {"on": "01/06/2026", "reason": "Thôi"})
    posted(user, at("eform_void", one), {"reason": "Nhầm"})
    one.refresh_from_db()
    assert one.state == "voided"
    assert signed_in(user).get(at("eform_edit", one)).status_code == 409


@pytest.mark.parametrize(
    ("role", "edits", "issues"), [("editor", 200, 403), ("counter", 403, 403), ("office", 200, 200)]
)
def test_who_builds_and_who_issues(office: Office, role: str, edits: int, issues: int) -> None:
    one, client = draft(), signed_in(office.users[role])
    assert client.get(at("eform", one)).status_code == 200
    names = (
        "eform_edit",
        "eform_heading",
        "eform_section",
        "eform_field",
        "eform_group",
        "eform_take_file",
        "eform_void",
    )
    for name in names:
        assert client.get(at(name, one)).status_code == edits, name
    assert client.get(at("eform_begin", one.procedure)).status_code == edits
    assert client.get(at("eform_issue", one)).status_code == issues
    assert client.get(at("eform_end", one)).status_code == issues


def test_each_kind_is_drawn_with_a_control(office: Office) -> None:
    one, user = draft(), office.users["office"]
    for kind in Kind:
        said = {"label": f"Ô {kind}", "kind": kind.value, "choices": "Một\nHai"} | NO_CONDITION
        posted(user, at("eform_field", one) + "?phan=0", said)
    shown = page(user, at("eform", one))
    for kind in Kind:
        assert f"Ô {kind}" in shown
