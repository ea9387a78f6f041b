"""What people refused of a source stays refused: no other run of the same words writes it; only an act on the row itself does."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from tests.factories.procedures import content, procedure
from tests.procedures.test_deciding import compare, file, row

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.procedures.imports import read_file
from motcua.procedures.models import ImportRow, Procedure, ProcedureVersion
from motcua.procedures.queries.refusals import left, refusal_of
from motcua.procedures.services.deciding import Accepted, accept_row, accept_waiting, give_code, reject_row
from motcua.procedures.services.importing import compare_procedures, import_procedures

pytestmark = pytest.mark.django_db
WHY = "Bản 2021 đã cũ"
NEW = row("1.100001", "Một")
OTHER = row("1.100002", "Hai", days=9, yeu_cau_dieu_kien="Có trụ sở")
OLDER = {"title": "Hai", "Trình tự thực hiện": "Bước 1: Nộp tại xã."}
LIST = {"list": "ma_so,ten,linh_vuc,co_quan_thuc_hien\n1.100002,Hai (đổi),Lĩnh vực mẫu,Sở Mẫu\n"}


@pytest.fixture(autouse=True)
def registry() -> None:
    import_procedures(file(row("1.100002", "Hai")), actor=SYSTEM, valid_from=date(2026, 1, 1))


def compared(said: Mapping[str, Any]) -> ImportRow:
    if "list" in said:
        done = compare_procedures(read_file(said["list"].encode()), actor=SYSTEM)
        return ImportRow.objects.get(run__uid=done.run)
    return compare(said)[1][0]


def versions() -> int:
    return ProcedureVersion.objects.count()


EVERY = pytest.mark.parametrize("said", [NEW, OTHER, OLDER, LIST], ids=["new", "changed", "without-code", "list"])


@EVERY
def test_a_run_read_before_the_refusal_does_not_write_what_was_refused(said: Mapping[str, Any]) -> None:
    first, second = compared(said), compared(said)
    assert second.state == "proposed"
    reject_row(first, actor=SYSTEM, reason=WHY)
    before = versions()
    assert accept_waiting(second.run, actor=SYSTEM) == Accepted(0, 0, 1)
    assert accept_waiting(second.run, actor=SYSTEM) == Accepted(0, 0, 1)
    second.refresh_from_db()
    assert (versions(), second.state) == (before, "proposed")
    assert second.reason.count("Đã không nhận nội dung này") == 1
    assert SYSTEM.name in second.reason and WHY in second.reason


@EVERY
def test_a_run_read_after_it_says_at_once_who_refused_and_an_act_on_the_row_takes_it(said: Mapping[str, Any]) -> None:
    reject_row(compared(said), actor=SYSTEM, reason=WHY)
    again = compared(said)
    assert again.state == "proposed" and WHY in again.reason
    before = versions()
    accept_row(again, actor=SYSTEM)
    assert versions() == before + 1
    assert refusal_of(again) is None  # the newest decision counts


@pytest.mark.parametrize("said", [NEW, OTHER], ids=["new", "changed"])
def test_an_import_leaves_what_was_refused_waiting(said: Mapping[str, Any]) -> None:
    reject_row(compared(said), actor=SYSTEM, reason=WHY)
    before = versions()
    done = import_procedures(file(said, row("1.100003", "Ba")), actor=SYSTEM)
    assert (done.counts.new, done.counts.changed, done.counts.proposed) == (1, 0, 1)
    assert versions() == before + 1
    waits = ImportRow.objects.get(run__uid=done.run, state="proposed")
    assert WHY in waits.reason
    assert accept_row(waits, actor=SYSTEM) is not None


def test_what_a_source_says_anew_was_never_refused() -> None:
    reject_row(compared(OTHER), actor=SYSTEM)
    changed = compared(OTHER | {"yeu_cau_dieu_kien": "Có nhà xưởng"})
    assert accept_waiting(changed.run, actor=SYSTEM) == Accepted(1, 0, 0)


def test_parts_that_were_left_out_are_not_taken_by_all_either() -> None:
    said = OLDER | {"Cách thức thực hiện": "Nộp tại xã"}
    first = compared(said)
    accept_row(first, actor=SYSTEM, parts=["steps"])
    again = compared(said)
    assert again.parts == ["channels"]
    assert "để lại Cách thức thực hiện" in again.reason
    assert accept_waiting(again.run, actor=SYSTEM) == Accepted(0, 0, 1)


def test_of_a_row_refused_whole_no_part_was_taken() -> None:
    first, second = compared(OTHER), compared(OTHER)
    reject_row(first, actor=SYSTEM, reason=WHY)
    assert first.parts and left(first) == []
    assert refusal_of(second) == first


def test_a_code_whose_procedure_has_a_wholly_other_name_is_asked_for_twice() -> None:
    held = procedure("9.800003", content("Cấp giấy phép xây dựng nhà ở riêng lẻ"))
    one = compared({"title": "Đăng ký thường trú", "Trình tự thực hiện": "Bước 1: Nộp."})
    assert "không có thủ tục nào mang tên này" in one.reason
    with pytest.raises(Invalid, match="Cấp giấy phép xây dựng"):
        give_code(one, "9.800003", actor=SYSTEM)
    one.refresh_from_db()
    assert (one.state, one.code) == ("set_aside", "")
    give_code(one, "9.800003", actor=SYSTEM, sure=True)
    assert (one.procedure, one.reason) == (held, f"Mã 9.800003 do {SYSTEM.name} cho.")
    assert one.doubts == [["name_of_another", held.name]]
    assert accept_waiting(one.run, actor=SYSTEM) == Accepted(0, 0, 0)
    give_code(one, "1.100009", actor=SYSTEM)
    assert (one.procedure, one.doubts) == (None, [])


def test_questions_stay_as_many_for_many_rows(django_assert_max_num_queries: Callable[..., Any]) -> None:
    rows = [row(f"1.2000{n:02d}", f"Thủ tục số {n} của tỉnh") for n in range(40)]
    for one in compare(*rows)[1]:
        reject_row(one, actor=SYSTEM)
    with django_assert_max_num_queries(40):
        done = import_procedures(read_file("\n".join(map(json.dumps, rows)).encode()), actor=SYSTEM)
    assert (done.counts.proposed, Procedure.objects.filter(base_code__startswith="1.2").count()) == (40, 0)
