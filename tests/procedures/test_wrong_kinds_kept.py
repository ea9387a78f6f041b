"""What stands in a row as another kind of value is never content, whoever accepts the row; a part is emptied only by its name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.calling import call, token, told
from tests.factories.procedures import Office
from tests.procedures.test_deciding import compare, row, take
from tests.procedures.test_import_pages import page, signed_in

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Refused
from motcua.procedures.content import from_json, missing_parts
from motcua.procedures.imports import read_file
from motcua.procedures.models import ImportRow, ProcedureVersion
from motcua.procedures.reading import wrong_kinds
from motcua.procedures.reading.kinds import without_wrong
from motcua.procedures.services.deciding import accept_row, give_code

pytestmark = pytest.mark.django_db
CODE = "1.100002"
WRONG: dict[str, Any] = {"trinh_tu_thuc_hien": 5, "linh_vuc": None, "yeu_cau_dieu_kien": "Có trụ sở"}
STRUCTURED: dict[str, Any] = {
    "thu_tuc_id": CODE,
    "metadata": {"mã_thủ_tục": CODE, "tên_thủ_tục": "Hai", "lĩnh_vực": "Lĩnh vực mẫu"},
    "content": {"trình_tự_thực_hiện": "Bước 1: Nộp hồ sơ.", "mô_tả": ["x"]},
    "tables": {"thanh_phan_ho_so": [{"ten_giay_to": "Đơn", "so_luong": 5}], "can_cu_phap_ly": []},
}


def stood() -> None:
    take(row(CODE, "Hai"), on=date(2026, 1, 1))


def one_row(said: dict[str, Any]) -> ImportRow:
    return compare(said)[1][0]


def newest() -> ProcedureVersion:
    return ProcedureVersion.objects.latest("number")


def test_accepted_whole_such_a_row_leaves_the_part_and_all_it_does_not_say() -> None:
    stood()
    before = newest().content
    one = one_row(row(CODE, "Hai") | WRONG)
    assert (one.state, one.reason) == ("set_aside", "Trường “trinh_tu_thuc_hien” phải là chữ, không phải số.")
    accept_row(one, actor=SYSTEM)
    made = newest()
    assert (made.number, one.taken) == (2, ["conditions"])
    assert (made.content["steps"], made.content["field"]) == (before["steps"], "Lĩnh vực mẫu")
    assert made.source is not None and made.source["steps"] == before["steps"]


def test_a_person_cannot_take_such_a_part_by_its_name_either() -> None:
    stood()
    with pytest.raises(Refused):
        accept_row(one_row(row(CODE, "Hai") | WRONG), actor=SYSTEM, parts=["steps"])


def test_of_a_new_procedure_the_part_is_missing() -> None:
    accept_row(one_row(row(CODE, "Hai") | WRONG), actor=SYSTEM)
    made = from_json(newest().content)
    assert made.steps == () and "steps" in missing_parts(made)


def test_a_code_given_does_not_hide_what_is_wrong() -> None:
    one = one_row(row("sai", "Hai") | WRONG)
    give_code(one, CODE, actor=SYSTEM)
    assert "phải là chữ, không phải số" in one.reason


def test_an_emptied_part_is_taken_only_by_its_name() -> None:
    stood()
    said = row(CODE, "Hai") | {"linh_vuc": None}
    one = one_row(said)
    assert one.parts == ["field"] and [name for name, _ in one.doubts] == ["part_emptied"]
    with pytest.raises(Refused, match="chọn rõ phần ấy"):
        accept_row(one, actor=SYSTEM)
    accept_row(one, actor=SYSTEM, parts=["field"])
    assert "field" not in newest().content


def test_cells_of_tables_are_looked_at_too() -> None:
    assert wrong_kinds(STRUCTURED) == (
        "Trường “content.mô_tả” phải là chữ, không phải danh sách. "
        "Trường “tables.thanh_phan_ho_so.so_luong” phải là chữ, không phải số."
    )
    kept, parts = without_wrong(STRUCTURED)
    assert parts == {"description", "components", "forms"}
    assert kept["content"] == {"trình_tự_thực_hiện": "Bước 1: Nộp hồ sơ."}
    assert kept["tables"] == {"can_cu_phap_ly": []}


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ({"ma_thu_tuc": CODE, "ten_thu_tuc": "Hai", "co_quan_phoi_hop": 5}, {"agencies"}),
        ({"ma_thu_tuc": CODE, "ten_thu_tuc": "Hai", "cach_thuc_thuc_hien": [5]}, {"channels", "limits", "fees"}),
        ({"title": "Hai", "Cách thức thực hiện": [{"Mô tả": 5}]}, {"channels", "limits", "fees"}),
        ({"title": "Hai", "Trình tự thực hiện": {"a": 1}}, {"steps"}),
        (STRUCTURED | {"tables": 5}, {"channels", "limits", "fees", "components", "forms", "grounds", "description"}),
    ],
)
def test_each_field_belongs_to_the_parts_that_it_tells(said: dict[str, Any], parts: set[str]) -> None:
    assert without_wrong(said)[1] == parts


def test_every_field_that_is_read_belongs_to_a_part() -> None:
    for name in (*row(CODE, "Hai"), "ket_qua_xu_ly", "can_cu_phap_ly", "thanh_phan_ho_so", "so_quyet_dinh"):
        assert name == "ma_thu_tuc" or without_wrong({"ma_thu_tuc": CODE, name: 5})[1], name


def test_what_is_whole_is_read_as_it_is() -> None:
    said = row(CODE, "Hai")
    assert without_wrong(said) == (said, frozenset())
    assert read_file(str.encode('{"ma_thu_tuc": "1.100002", "ten_thu_tuc": "Hai", "linh_vuc": null}')).rows


def test_both_faces_say_what_stays_and_take_no_number(office: Office) -> None:
    stood()
    one = one_row(row(CODE, "Hai") | WRONG)
    address, key = reverse("procedures:row", args=[one.uid]), token(office.office)
    shown = told(call("GET", f"/procedure-import-rows/{one.uid}", key))
    assert (shown["untold"], shown["emptied"]) == (["steps"], ["field"])
    assert {d["part"] for d in shown["differences"]} == {"field", "conditions", "answers"}
    html = page(office.office, address)
    assert "Không lấy được từ dòng này: Trình tự thực hiện." in html and "nhận thì phần này trống" in html
    field = html.split('value="field"')[1].split(">")[0]
    assert "checked" not in field and "checked" in html.split('value="conditions"')[1].split(">")[0]
    assert 'value="steps"' not in html
    answer = signed_in(office.office).post(address, {"parts": ["conditions"], "seen": shown["seen"]})
    assert answer.status_code == 302
    public = Client().get(f"/thu-tuc/{CODE}").content.decode()
    assert "Nộp hồ sơ Hai" in public and "Lĩnh vực mẫu" in public
