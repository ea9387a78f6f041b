"""Imports: repeatable, a version only where the content changed, bad rows aside with their reason, the local layer untouched."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.kernel import clock, events, schedule
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Unavailable
from motcua.procedures.commands.importing import run_compare, run_import
from motcua.procedures.imports import read_file
from motcua.procedures.models import ImportRow, ImportRun, LocalEntry, LocalKind, Origin, Procedure, ProcedureVersion
from motcua.procedures.queries.registry import in_force, ref_of, version_on
from motcua.procedures.services.deciding import Accepted, accept_row, accept_waiting
from motcua.procedures.services.importing import Imported, compare_procedures, import_procedures

pytestmark = pytest.mark.django_db

HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"


def row(code: str, name: str, days: int = 5, **others: str) -> dict[str, str]:
    """A row of the national portal, our words."""
    return {
        "ma_thu_tuc": code,
        "ten_thu_tuc": name,
        "linh_vuc": "Lĩnh vực mẫu",
        "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
        "doi_tuong_thuc_hien": "Công dân Việt Nam, Doanh nghiệp",
        "trinh_tu_thuc_hien": f"Bước 1: Nộp hồ sơ {name}.\nBước 2: Nhận kết quả.",
        "cach_thuc_thuc_hien": f"{HEAD}Trực tiếp{days} Ngày làm việcMiễn phí",
        "thanh_phan_ho_so": "--Tên giấy tờMẫu đơn, tờ khaiSố lượngTờ khai;Mau 1.docx1 bản chính",
        "ket_qua_xu_ly": "Giấy phép mẫuMã: KQ.G01.000001Từ khóaKhông có thông tinMô tảKhông có thông tinNộp hồ sơ",
        "co_quan_thuc_hien": "Sở Mẫu",
        "yeu_cau_dieu_kien": "Không",
    } | others


def take(
    *rows: Mapping[str, Any] | str, shape: str | None = None, on: date | None = None, dry_run: bool = False
) -> Imported:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows]
    return import_procedures(
        read_file("\n".join(lines).encode(), shape=shape), actor=SYSTEM, valid_from=on, dry_run=dry_run
    )


def test_a_new_row_makes_a_procedure_with_one_version_in_force() -> None:
    done = take(row("1.100001", "Cấp giấy phép mẫu"))
    assert (done.counts.new, done.counts.set_aside) == (1, 0)
    procedure = Procedure.objects.get(base_code="1.100001")
    version = version_on(procedure, clock.today())
    assert version is not None
    assert (version.name, version.at_province, version.at_commune, version.at_ministry) == (
        "Cấp giấy phép mẫu",
        True,
        True,
        False,
    )
    assert (version.for_people, version.for_business, version.online) == (True, True, False)
    assert version.field is not None
    assert [e.kind for e in events.history(ref_of(procedure))] == ["procedure.version_imported"]


def test_the_same_file_again_changes_nothing() -> None:
    rows = [row("1.100001", "Cấp giấy phép mẫu"), row("1.100002", "Gia hạn giấy phép mẫu")]
    take(*rows)
    done = take(*rows)
    assert (done.counts.same, done.counts.new, done.counts.changed) == (2, 0, 0)
    assert ProcedureVersion.objects.count() == 2


def test_a_changed_content_ends_the_version_before_and_names_the_parts() -> None:
    first, second = date(2025, 3, 1), date(2025, 9, 1)
    take(row("1.100001", "Cấp giấy phép mẫu"), on=first)
    done = take(row("1.100001", "Cấp giấy phép mẫu", days=3), on=second)
    assert [line.parts for line in done.lines] == [("limits",)]
    procedure = Procedure.objects.get()
    assert version_on(procedure, date(2025, 8, 31)) != version_on(procedure, second)
    assert [v.valid_to for v in procedure.versions.order_by("number")] == [second, None]
    assert version_on(procedure, date(2025, 2, 28)) is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3)), min_size=1, max_size=6))
def test_no_two_versions_are_in_force_on_one_day(runs: list[tuple[int, int]]) -> None:
    ImportRow.objects.all().delete()
    ProcedureVersion.objects.all().delete()
    start = day = date(2025, 1, 1)
    for days, later in runs:
        take(row("1.100001", "Cấp giấy phép mẫu", days=days), on=day)
        last, day = day, day + timedelta(days=later)
    for offset in range((last - start).days + 3):
        on = start + timedelta(days=offset)
        assert ProcedureVersion.objects.filter(in_force(on)).count() == 1
    newest = version_on(Procedure.objects.get(), last)
    assert newest is not None
    assert newest.content["limits"][0]["value"] == str(runs[-1][0])


def test_bad_rows_are_set_aside_with_their_reason_and_nothing_of_them_is_lost() -> None:
    done = take(
        row("1.100001", "Cấp giấy phép mẫu"),
        "{ không phải JSON",
        row("12", "Mã lạ"),
        {"ten_thu_tuc": "Không có mã"},
        row("1.100003", ""),
    )
    assert (done.counts.new, done.counts.set_aside) == (1, 4)
    kept = list(ImportRow.objects.filter(state="set_aside").order_by("line"))
    assert [r.line for r in kept] == [2, 3, 4, 5]
    assert all(r.reason for r in kept)
    assert [r.raw for r in kept][:1] == ["{ không phải JSON"]
    assert kept[2].raw == {"ten_thu_tuc": "Không có mã"}


def test_rows_that_carry_the_text_of_another_procedure_go_aside_until_the_list_tells_the_right_names() -> None:
    copied = [row("1.100001", "Thủ tục bị chép"), row("1.100002", "Thủ tục bị chép")]
    done = take(*copied)
    assert [line.state for line in done.lines] == ["set_aside", "set_aside"]
    names = (
        "ma_so,ten,linh_vuc,co_quan_thuc_hien\n1.100001,Thủ tục bị chép,Mẫu,Sở Mẫu\n1.100002,Thủ tục khác,Mẫu,Sở Mẫu\n"
    )
    import_procedures(read_file(names.encode()), actor=SYSTEM)
    done = take(*copied)
    assert {line.code: line.state for line in done.lines} == {"1.100001": "changed", "1.100002": "set_aside"}
    assert "Thủ tục khác" in done.lines[1].reason


def test_a_list_never_replaces_a_fuller_content() -> None:
    take(row("1.100001", "Cấp giấy phép mẫu"))
    names = "ma_so,ten,linh_vuc,co_quan_thuc_hien\n1.100001,Cấp giấy phép mẫu (cấp tỉnh),Mẫu,Sở Mẫu\n"
    done = import_procedures(read_file(names.encode()), actor=SYSTEM)
    assert [(line.state, line.code) for line in done.lines] == [("set_aside", "1.100001")]
    assert Procedure.objects.get().name == "Cấp giấy phép mẫu"


LIST = "ma_so,ten,linh_vuc,co_quan_thuc_hien\n"


def waiting(done: Imported) -> list[tuple[str, str]]:
    return [(line.code, line.reason) for line in done.lines if line.state == "proposed"]


def test_a_known_code_with_a_wholly_other_name_waits_for_a_person() -> None:
    take(row("1.100001", "Cấp giấy phép mẫu"), row("1.100002", "Đăng ký khai sinh"))
    other = row("1.100001", "Hỗ trợ phát triển sản xuất cộng đồng")
    done = take(other, row("1.100002", "Đăng ký khai sinh lưu động (cấp xã)"))
    reason = "Tên khác hẳn tên đang có: “Hỗ trợ phát triển sản xuất cộng đồng” thay cho “Cấp giấy phép mẫu”."
    assert waiting(done) == [("1.100001", reason)]
    assert (done.counts.changed, done.counts.proposed) == (1, 1)  # a renaming keeps most of its words
    assert Procedure.objects.get(base_code="1.100001").name == "Cấp giấy phép mẫu"
    kept = ImportRow.objects.get(state="proposed")
    assert [doubt for doubt, _words in kept.doubts] == ["name_of_another"]
    assert accept_waiting(kept.run, actor=SYSTEM) == Accepted(0, 0)  # never with all the others
    assert accept_row(kept, actor=SYSTEM) is not None
    assert take(other).counts.same == 1


def test_a_name_that_the_portals_list_told_gives_way_to_no_other_in_silence() -> None:
    names = f"{LIST}1.100001,Cấp giấy phép mẫu,Lĩnh vực mẫu,Sở Mẫu\n1.100002,Khai tử,Lĩnh vực mẫu,Sở Mẫu\n"
    import_procedures(read_file(names.encode()), actor=SYSTEM)
    done = take(row("1.100001", "Cấp lại giấy phép mẫu"), row("1.100002", "Thủ tục KHAI TỬ"))
    assert [code for code, _reason in waiting(done)] == ["1.100001"]
    assert Procedure.objects.get(base_code="1.100001").name == "Cấp giấy phép mẫu"


def test_what_only_the_portals_list_tells_stays_when_the_fuller_row_comes() -> None:
    names = f"{LIST}1.100001,Cấp giấy phép mẫu,Lĩnh vực mẫu,Sở Mẫu\n"
    import_procedures(read_file(names.encode()), actor=SYSTEM)
    fuller = row("1.100001", "Cấp giấy phép mẫu", co_quan_thuc_hien="")
    done = take(fuller)
    assert (done.counts.changed, done.counts.proposed) == (1, 0)
    version = version_on(Procedure.objects.get(), clock.today())
    assert version is not None
    assert ([a["name"] for a in version.content["agencies"]], len(version.content["steps"])) == (["Sở Mẫu"], 2)
    assert take(fuller).counts.same == 1


@pytest.mark.parametrize("nothing", ["", None, "missing"])
def test_a_row_that_empties_parts_that_stood_waits_and_names_them(nothing: str | None) -> None:
    full = row("1.100001", "Cấp giấy phép mẫu", can_cu_phap_ly="Luật Mẫu38/2019/QH14")
    take(full, row("1.100002", "Không có căn cứ"))
    less = {**full, "can_cu_phap_ly": nothing, "trinh_tu_thuc_hien": nothing}
    if nothing == "missing":
        less = {k: v for k, v in less.items() if v != "missing"}
    done = take(less, row("1.100002", "Không có căn cứ", days=7))
    assert waiting(done) == [("1.100001", "Dữ liệu mới không còn: Trình tự thực hiện, Căn cứ pháp lý.")]
    assert done.counts.changed == 1
    assert Procedure.objects.get(base_code="1.100001").versions.count() == 1
    told = compare_procedures(read_file(json.dumps(less).encode()), actor=SYSTEM, dry_run=True)
    assert [(line.reason, line.parts) for line in told.lines] == [(done.lines[0].reason, done.lines[0].parts)]


@pytest.mark.parametrize("sign", ["x", ".", "Xem file"])
def test_a_sign_where_sentences_stood_is_a_part_that_is_gone(sign: str) -> None:
    long = " ".join(f"Bước {n}: Nộp hồ sơ tại Trung tâm Phục vụ hành chính công rồi chờ kết quả." for n in range(1, 6))
    full = row("1.100001", "Cấp giấy phép mẫu", trinh_tu_thuc_hien=long)
    take(full)
    assert waiting(take(full | {"trinh_tu_thuc_hien": sign})) == [
        ("1.100001", "Dữ liệu mới không còn: Trình tự thực hiện.")
    ]
    assert take(full | {"trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ tại Trung tâm."}).counts.changed == 1


def test_the_command_tells_by_code_and_name_which_row_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "trang-cu.jsonl"
    path.write_text(json.dumps({"title": "Trang cũ"}) + "\n{ hỏng\n" + json.dumps({"title": "Trang khác"}))
    asked = {"file": str(path), "source": None, "valid_from": None, "dry_run": True, "rows": False, "json": False}
    run_import(Namespace(**asked))
    told = capsys.readouterr().out
    assert "dòng 1  (không có mã)  Trang cũ  Để riêng: Nguồn không có mã" in told
    assert "dòng 2  (không có mã)  (không đọc được tên)  Để riêng: Dòng không phải JSON đọc được: “{ hỏng”." in told
    run_compare(Namespace(**asked, keep=False))
    assert "dòng 3  (không có mã)  Trang khác  Nguồn không có mã" in capsys.readouterr().out


def test_what_a_source_says_there_is_none_of_is_no_loss() -> None:
    take(row("1.100001", "Cấp giấy phép mẫu", yeu_cau_dieu_kien="Có trụ sở"))
    assert take(row("1.100001", "Cấp giấy phép mẫu")).counts.changed == 1


@pytest.mark.parametrize("value", [5, ["Bước 1"], {"a": 1}, True])
def test_a_value_of_the_wrong_kind_is_told_by_its_field(value: Any) -> None:
    take(row("1.100001", "Cấp giấy phép mẫu"))
    done = take({**row("1.100001", "Cấp giấy phép mẫu"), "trinh_tu_thuc_hien": value})
    assert [(line.state, line.code, line.name) for line in done.lines] == [
        ("set_aside", "1.100001", "Cấp giấy phép mẫu")
    ]
    assert "“trinh_tu_thuc_hien” phải là chữ, không phải" in done.lines[0].reason
    assert ProcedureVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"metadata": {"tên_thủ_tục": 7, "mã_thủ_tục": "1.100001"}}, "“metadata.tên_thủ_tục” phải là chữ"),
        ({"tables": {"can_cu_phap_ly": "Luật"}}, "“tables.can_cu_phap_ly” phải là danh sách các đối tượng"),
        ({"content": [1]}, "“content” phải là đối tượng, không phải danh sách"),
    ],
)
def test_the_ministries_shape_tells_its_wrong_kinds_too(wrong: dict[str, Any], said: str) -> None:
    good = {"thu_tuc_id": "1.100001", "metadata": {"tên_thủ_tục": "Một", "mã_thủ_tục": "1.100001"}, "content": {}}
    assert said in take({**good, **wrong}, dry_run=True).lines[0].reason
    assert take(good, dry_run=True).counts.new == 1


def test_the_local_layer_is_never_touched() -> None:
    take(row("1.100001", "Cấp giấy phép mẫu"))
    local = LocalEntry.objects.create(
        procedure=Procedure.objects.get(),
        kind=LocalKind.LIMIT,
        value={"value": "3", "unit": "working_day"},
        valid_from=date(2025, 1, 1),
    )
    take(row("1.100001", "Cấp giấy phép mẫu", days=9))
    local.refresh_from_db()
    assert local.value == {"value": "3", "unit": "working_day"}
    assert local.valid_to is None


def test_a_province_keeps_its_own_procedure_against_a_national_row() -> None:
    take(row("1.100001", "Cấp giấy phép mẫu"))
    Procedure.objects.update(origin=Origin.OWN)
    done = take(row("1.100001", "Cấp giấy phép mẫu", days=9))
    assert [line.state for line in done.lines] == ["set_aside"]
    assert ProcedureVersion.objects.count() == 1


def test_a_dry_run_tells_the_same_and_writes_nothing() -> None:
    rows = [row("1.100001", "Cấp giấy phép mẫu"), row("12", "Mã lạ")]
    told = take(*rows, dry_run=True)
    assert not Procedure.objects.exists()
    assert not ImportRun.objects.exists()
    done = take(*rows)
    assert (told.counts, told.lines) == (done.counts, done.lines)


def test_one_import_writes_at_a_time_and_the_other_is_told_to_come_back() -> None:
    assert schedule.hold("procedures.import", "somebody else", 60)
    with pytest.raises(Unavailable, match="Một lần nhập khác"):
        take(row("1.100001", "Một"))
    assert (Procedure.objects.count(), ImportRun.objects.count()) == (0, 0)
    assert take(row("1.100001", "Một"), dry_run=True).counts.new == 1
    schedule.release("procedures.import", "somebody else")

    assert take(row("1.100001", "Một")).counts.new == 1
    assert take(row("1.100001", "Một")).counts.same == 1


def test_of_two_rows_with_one_code_the_last_counts() -> None:
    done = take(row("1.100001", "Cũ"), row("1.100001", "Mới"))
    assert Procedure.objects.get().name == "Mới"
    assert [line.state for line in done.lines] == ["set_aside", "new"]


@pytest.mark.parametrize("data", [b"", b"   ", b"[{]", b'{"a": 1}', b"khong phai bang", b"\xff\xfe\x00"])
def test_a_file_of_no_known_shape_is_refused_whole(data: bytes) -> None:
    with pytest.raises(Invalid):
        read_file(data)


def test_an_import_for_an_earlier_day_does_not_undo_what_came_later() -> None:
    take(row("1.100001", "Cấp giấy phép mẫu"), on=date(2025, 9, 1))
    done = take(row("1.100001", "Cấp giấy phép mẫu", days=9), on=date(2025, 3, 1))
    assert [line.state for line in done.lines] == ["set_aside"]
    assert ProcedureVersion.objects.count() == 1


def test_a_version_says_when_it_was_made() -> None:
    moment = datetime(2025, 3, 1, 9, 0, tzinfo=clock.ZONE)
    with clock.frozen(moment):
        take(row("1.100001", "Cấp giấy phép mẫu"))
    version = ProcedureVersion.objects.get()
    assert (version.created_at, version.valid_from) == (moment, date(2025, 3, 1))
