"""Annexes of decisions: what their tables say is read under any heading; what is unclear stays words and is told."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.factories.annexes import INVESTMENT, LABOUR, Sheet, annex
from tests.factories.workflows import days, hours

import motcua.procedures
from motcua.documents.reading.files import read_file
from motcua.kernel.workdays import Unit
from motcua.procedures.workflows import Flow, RoleKind, kinds_of, recognised
from motcua.procedures.workflows.annex import Found, days_are_working, read_annex, with_days_as

RULES = Path(motcua.procedures.__file__).parent / "data" / "rules" / "workflow_roles.yaml"
KINDS: tuple[RoleKind, ...] = kinds_of(yaml.safe_load(RULES.read_text(encoding="utf-8"))["versions"][-1]["value"])


def found_in(*sheets: Sheet) -> tuple[Found, ...]:
    return read_annex(read_file(annex(*sheets), name="phu-luc.docx"), KINDS)


def test_a_plain_table_is_read_whole() -> None:
    (found,) = found_in(INVESTMENT)
    assert (found.code, found.name) == ("1.009645", "Cấp giấy chứng nhận đăng ký đầu tư")
    assert found.limit == days(3)
    steps = found.table.steps
    assert [s.key for s in steps] == ["1", "2", "3", "4", "5"]
    assert [s.title for s in steps][2] == "Thẩm định hồ sơ"
    assert steps[0].time == hours(4)
    assert steps[2].output == "Tờ trình"
    assert [found.table.role(s.role).kind for s in steps if found.table.role(s.role)] == [  # type: ignore[union-attr]  # asked for
        "counter",
        "division_head",
        "specialist",
        "head",
        "registry_clerk",
    ]
    assert [s.flows for s in steps] == [(Flow("2"),), (Flow("3"),), (Flow("4"),), (Flow("5"),), ()]
    assert found.table.total == days(3)
    assert [d.code for d in found.doubts] == ["days"]


def test_the_word_day_is_settled_by_a_person_and_the_paper_suggests() -> None:
    (found,) = found_in(INVESTMENT)
    assert found.table.steps[2].time is not None
    assert found.table.steps[2].time.unit is Unit.DAY
    assert days_are_working(found)
    assert with_days_as(found.table, Unit.WORKING_DAY).steps[2].time == days(1)


def test_several_procedures_of_one_annex_each_get_their_own_table() -> None:
    first, second = found_in(INVESTMENT, LABOUR)
    assert (first.code, second.code) == ("1.009645", "1.000105")
    assert second.name == "Cấp giấy phép lao động"


def test_headings_of_two_rows_tell_the_unit_and_what_is_unclear_stays_words() -> None:
    (found,) = found_in(LABOUR)
    one, two, three = found.table.steps
    assert (one.time, two.time) == (hours(4), hours(68))
    assert (three.time, three.words) == (None, "Trong ngày")
    assert found.table.total == hours(80)
    told = {(d.code, d.step) for d in found.doubts}
    assert {("branch", "2"), ("time", "3"), ("role", "2")} <= told
    assert two.note == "Trường hợp hồ sơ thiếu thì quay lại bước 1"


def test_a_merged_time_stands_at_the_first_of_its_steps_and_a_merged_number_at_none_twice() -> None:
    sheet = Sheet(
        above=("Quy trình cấp phép mẫu",),
        rows=(
            ("STT", "Nội dung", "Trách nhiệm", "Thời hạn"),
            ("1", "Tiếp nhận", "Một cửa", "01 ngày làm việc"),
            ("", "Chuyển phòng chuyên môn", "Một cửa", ""),
            ("2", "Thẩm định", "Chuyên viên", "02 ngày làm việc"),
        ),
        merged=((1, 0, 2, 0), (1, 3, 2, 3)),
    )
    (found,) = found_in(sheet)
    assert [(s.key, s.time) for s in found.table.steps] == [("1", days(1)), ("1.2", None), ("2", days(2))]
    assert {d.code for d in found.doubts} == {"no_code", "shared_time", "numbers"}
    assert "Quy trình cấp phép mẫu" in found.heading


def test_a_table_that_goes_on_below_is_one_workflow() -> None:
    head, rest = INVESTMENT.rows[:4], INVESTMENT.rows[4:6]
    (found,) = found_in(Sheet(INVESTMENT.above, head), Sheet((), (INVESTMENT.rows[0], *rest)))
    assert [s.key for s in found.table.steps] == ["1", "2", "3", "4", "5"]
    (bare,) = found_in(Sheet(INVESTMENT.above, head), Sheet((), rest))
    assert [s.key for s in bare.table.steps] == ["1", "2", "3", "4", "5"]


def test_a_row_across_the_table_and_a_numbering_row_are_no_steps() -> None:
    sheet = Sheet(
        above=("Thủ tục 1.009645",),
        rows=(
            ("TT", "Công việc", "Người thực hiện", "Thời gian"),
            ("(1)", "(2)", "(3)", "(4)"),
            ("I. Trường hợp cấp mới", "", "", ""),
            ("1", "Tiếp nhận", "Một cửa", "4h"),
        ),
        merged=((2, 0, 2, 3),),
    )
    (found,) = found_in(sheet)
    assert [s.title for s in found.table.steps] == ["Tiếp nhận"]
    assert found.table.unread == ("I. Trường hợp cấp mới",)


def test_a_table_that_is_no_workflow_is_passed_over() -> None:
    assert found_in(Sheet(("Danh mục",), (("TT", "Mã", "Tên thủ tục"), ("1", "1.009645", "Cấp giấy")))) == ()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Chuyên viên Phòng Quản lý đầu tư", "specialist"),
        ("Trưởng phòng", "division_head"),
        ("Lãnh đạo Sở", "head"),
        ("Chủ tịch UBND tỉnh", "leader_above"),
        ("Chủ tịch UBND cấp xã", "head"),
        ("Bộ phận TN&TKQ", "counter"),
        ("Văn thư Ban", "registry_clerk"),
        ("Sở Xây dựng", ""),
        ("", ""),
    ],
)
def test_positions_are_known_by_the_words_of_papers(words: str, kind: str) -> None:
    assert recognised(words, KINDS) == kind


def test_procedures_named_inside_one_table_each_get_their_own_workflow() -> None:
    sheet = Sheet(
        above=("Danh mục quy trình nội bộ",),
        rows=(
            ("TT", "Nội dung công việc", "Trách nhiệm", "Thời gian (giờ)"),
            ("1. Thủ tục: Cấp giấy phép mẫu (1.009645)", "", "", ""),
            ("1", "Tiếp nhận", "Một cửa", "4"),
            ("2", "Thẩm định", "Chuyên viên", "20"),
            ("Tổng cộng", "", "", "24"),
            ("2. Thủ tục: Cấp lại giấy phép mẫu (1.000105)", "", "", ""),
            ("1", "Tiếp nhận", "Một cửa", "2"),
        ),
        merged=((1, 0, 1, 3), (5, 0, 5, 3)),
    )
    first, second = found_in(sheet)
    assert [(one.code, one.name, len(one.table.steps)) for one in (first, second)] == [
        ("1.009645", "Cấp giấy phép mẫu", 2),
        ("1.000105", "Cấp lại giấy phép mẫu", 1),
    ]
    assert (first.table.total, second.table.total) == (hours(24), None)


def test_a_column_of_procedures_begins_a_workflow_at_each_name() -> None:
    sheet = Sheet(
        above=("Phụ lục",),
        rows=(
            ("STT", "Tên thủ tục", "Các bước", "Người thực hiện", "Thời gian", "Địa điểm"),
            ("1", "Cấp thẻ (1.009645)", "Bước 1: Tiếp nhận", "Một cửa", "4h", "Tầng 1"),
            ("", "", "Bước 2: Thẩm định", "Chuyên viên", "1 ngày làm việc", ""),
            ("2", "Cấp lại thẻ (1.000105)", "Bước 1: Tiếp nhận", "Một cửa", "2h", ""),
        ),
        merged=((1, 0, 2, 0), (1, 1, 2, 1)),
    )
    first, second = found_in(sheet)
    assert [(one.code, one.name) for one in (first, second)] == [("1.009645", "Cấp thẻ"), ("1.000105", "Cấp lại thẻ")]
    assert [(s.key, s.title) for s in first.table.steps] == [("1", "Tiếp nhận"), ("2", "Thẩm định")]
    assert first.table.steps[0].note == "Địa điểm: Tầng 1"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Quy trình nội bộ giải quyết thủ tục “Cấp giấy phép mẫu”", "Cấp giấy phép mẫu"),
        ("Quy trình số 12: Cấp giấy phép mẫu", "Cấp giấy phép mẫu"),
        ("III.2. Tên thủ tục hành chính: Cấp giấy phép mẫu - 1.009645", "Cấp giấy phép mẫu"),
        ("4) Cấp giấy phép mẫu (mã 1.009645)", "Cấp giấy phép mẫu"),
    ],
)
def test_the_name_of_a_procedure_is_found_in_its_heading(line: str, name: str) -> None:
    rows = (
        ("Thứ tự công việc", "Đơn vị/người thực hiện", "Nội dung công việc", "Thời gian"),
        ("Bước 1", "Một cửa", "Nhận", "4h"),
    )
    (found,) = found_in(Sheet(("Căn cứ Luật Đầu tư.", line), rows))
    assert found.name == name
    assert (found.table.steps[0].key, found.table.steps[0].title) == ("1", "Nhận")
