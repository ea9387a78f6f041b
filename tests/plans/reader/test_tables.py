"""Task tables: columns in any order and wording, groups, merged cells told or guessed."""

from __future__ import annotations

import pytest
from tests.factories import plan_texts
from tests.factories.read_documents import exact_table, plan_of, plan_with

from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import PlanDocument, read_plan
from motcua.plans.reader.plan_document import Task


def facts(task: Task) -> tuple[str | None, str | None, tuple[str, ...], str | None, str | None]:
    return task.no, task.lead, task.coordinators, task.deliverable, task.schedule_text


def rows(text: str) -> list[Task]:
    return list(plan_of(f"II. NHIỆM VỤ\n{text}\n").tasks)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("STT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tKết quả\tThời gian thực hiện", "1\tRà soát\tSở A\tSở B\tBáo cáo\tQuý I"),
        ("TT\tNội dung công việc\tThời hạn hoàn thành\tSản phẩm dự kiến\tCơ quan chủ trì\tCơ quan phối hợp", "1\tRà soát\tQuý I\tBáo cáo\tSở A\tSở B"),
        ("Số TT\tHoạt động\tBộ phận thực hiện\tPhối hợp\tSản phẩm/Kết quả\tTiến độ\tGhi chú", "1\tRà soát\tSở A\tSở B\tBáo cáo\tQuý I\t"),
        ("STT\tTên nhiệm vụ\tPhân công\tĐơn vị phối hợp thực hiện\tKết quả đạt được\tThời gian\tKinh phí", "1\tRà soát\tSở A\tSở B\tBáo cáo\tQuý I\t5 triệu"),
    ],
)  # fmt: skip
def test_columns_are_found_by_what_they_are_called(header: str, row: str) -> None:
    (task,) = rows(f"{header}\n{row}")

    assert task.task == "Rà soát"
    assert facts(task) == ("1", "Sở A", ("Sở B",), "Báo cáo", "Quý I")


def test_lead_and_coordinators_in_one_cell_are_parted() -> None:
    first, second = rows(
        "STT\tNội dung\tĐơn vị chủ trì, phối hợp\tThời gian\n1\tViệc một\tChủ trì: Sở Nội vụ; phối hợp: các sở, ngành\tQuý I\n"
        "2\tViệc hai\tVăn phòng chủ trì, phối hợp với Công an tỉnh\tQuý II"
    )

    assert (first.lead, first.coordinators) == ("Sở Nội vụ", ("các sở, ngành",))
    assert (second.lead, second.coordinators) == ("Văn phòng", ("Công an tỉnh",))


MERGED = """\
STT\tNội dung thực hiện\t\tĐơn vị chủ trì\tĐơn vị phối hợp\tKết quả\tThời gian
\tMục tiêu\tNhiệm vụ\t\t\t\t
I. Công khai
1.1\t100% thủ tục được công khai\tBan hành danh mục\tVăn phòng\tCác phòng\tQuyết định\tThường xuyên
\t\tCập nhật cổng thông tin\t\tSở B\tDanh mục\t
1.2\tKiện toàn nhân sự\t\tVăn phòng\t\tQuyết định\tQuý I
"""


def test_a_row_without_a_number_takes_from_above_what_it_leaves_open() -> None:
    first, second, _ = rows(MERGED)

    assert facts(second) == ("1.1", "Văn phòng", ("Sở B",), "Danh mục", "Thường xuyên")
    assert second.goal == first.goal == "100% thủ tục được công khai"
    assert (second.confidence or 1) < (first.confidence or 0)


def test_a_row_with_a_number_of_its_own_has_no_more_than_it_says() -> None:
    third = rows(MERGED)[2]

    assert facts(third) == ("1.2", "Văn phòng", (), "Quyết định", "Quý I")


def test_words_in_the_goals_column_alone_are_the_task() -> None:
    third = rows(MERGED)[2]

    assert (third.goal, third.task) == (None, "Kiện toàn nhân sự")


def test_the_group_row_is_the_section_of_its_tasks() -> None:
    assert {(t.section, t.section_title) for t in rows(MERGED)} == {("I", "Công khai")}


def word_table() -> PlanDocument:
    """MERGED as Word tells it: true spans, and an empty cell that is really empty."""
    return plan_with(
        "II. NHIỆM VỤ",
        exact_table(
            [
                [("STT", 2, 1), ("Nội dung thực hiện", 1, 2), None, ("Đơn vị chủ trì", 2, 1), ("Đơn vị phối hợp", 2, 1), ("Kết quả", 2, 1), ("Thời gian", 2, 1)],
                [None, "Mục tiêu", "Nhiệm vụ", None, None, None, None],
                [("I. Công khai", 1, 7), None, None, None, None, None, None],
                [("1.1", 2, 1), ("100% thủ tục được công khai", 2, 1), "Ban hành danh mục", ("Văn phòng", 2, 1), "Các phòng", "Quyết định", ("Thường xuyên", 2, 1)],
                [None, None, "Cập nhật cổng thông tin", None, "", "Danh mục", None],
                ["1.2", ("Kiện toàn nhân sự", 1, 2), None, "Văn phòng", "", "Quyết định", "Quý I"],
            ]
        ),
    )  # fmt: skip


def test_spans_of_a_word_table_are_believed() -> None:
    first, second, third = word_table().tasks

    assert facts(first) == ("1.1", "Văn phòng", ("Các phòng",), "Quyết định", "Thường xuyên")
    assert facts(second) == ("1.1", "Văn phòng", (), "Danh mục", "Thường xuyên")  # no coordinators: that cell is empty
    assert (third.goal, third.task) == (None, "Kiện toàn nhân sự")


def test_a_goal_that_spans_rows_sets_its_target_once() -> None:
    assert [t.text for t in word_table().targets] == ["100% thủ tục được công khai"]


def test_groups_and_numbered_rows_stand_in_the_outline_under_the_section_of_the_table() -> None:
    (section,) = word_table().sections

    assert [(c.label, c.title, [r.label for r in c.children]) for c in section.children] == [
        ("I", "Công khai", ["1.1", "1.2"])
    ]


def test_a_plain_number_heads_a_group_when_rows_are_counted_under_it() -> None:
    tasks = rows(
        "TT\tNhiệm vụ\tChủ trì\tThời gian\n1\tRà soát thủ tục\t\t\n1.1\tLập kế hoạch\tSở A\tQuý I\n1.2\tTổng hợp\tSở A\tQuý II"
    )

    assert [(t.no, t.section, t.section_title) for t in tasks] == [
        ("1.1", "1", "Rà soát thủ tục"),
        ("1.2", "1", "Rà soát thủ tục"),
    ]


def test_an_annex_behind_the_signature_is_read() -> None:
    plan = read_plan(read_plaintext(plan_texts.PROVINCE_ANNEX_TABLE))

    table = [t for t in plan.tasks if t.section in {"I", "II", "III", "2"}]
    assert len(table) == 6
    assert plan.sections[-1].label == "PHỤ LỤC"
    assert [c.label for c in plan.sections[-1].children] == ["I", "II", "III"]


def test_begin_and_end_in_two_columns_are_one_schedule() -> None:
    first, second = (t for t in read_plan(read_plaintext(plan_texts.REVIEW_PLAN)).tasks if t.section == "I")

    assert (str(first.schedule.start), str(first.schedule.end), first.schedule.kind) == (
        "2025-02-01",
        "2025-05-31",
        "months",
    )
    assert (str(second.schedule.start), str(second.schedule.end), second.schedule.kind) == (
        "2025-03-01",
        "2025-06-30",
        "by_date",
    )
    assert first.task == "Cấp giấy phép bán lẻ sản phẩm thuốc lá"


def test_crosses_under_quarters_are_a_schedule() -> None:
    first, second = (t for t in read_plan(read_plaintext(plan_texts.PARTS_AND_MARKS)).tasks if t.section == "Phần II")

    assert first.schedule_text == "Quý II"
    assert (str(second.schedule.start), str(second.schedule.end)) == ("2024-07-01", "2024-12-31")


def test_numbers_inside_the_task_are_its_number_where_there_is_no_column_for_them() -> None:
    first, second = (t for t in read_plan(read_plaintext(plan_texts.TARGET_TABLE)).tasks if t.section == "II")

    assert (first.no, first.task) == ("1", "Nâng cấp Hệ thống thông tin giải quyết thủ tục hành chính")
    assert (second.lead, second.coordinators) == ("Văn phòng", ("Công an thành phố",))


def test_rows_of_column_numbers_and_totals_are_no_tasks() -> None:
    tasks = rows("STT\tNhiệm vụ\tChủ trì\tThời gian\n(1)\t(2)\t(3)\t(4)\n1\tHọp\tSở A\tQuý I\n\tTổng cộng\t\t")

    assert [t.task for t in tasks] == ["Họp"]


def test_a_numbered_row_after_the_parts_of_another_stands_beside_that_one() -> None:
    plan = plan_of(
        "II. NHIỆM VỤ\nSTT\tNhiệm vụ\tChủ trì\tThời gian\nI\tCải cách thủ tục\t\t\n1\tRà soát thủ tục\t\t\n1.1\tLập kế hoạch\tSở A\tQuý I\n"
        "1.2\tTổng hợp kết quả\tSở A\tQuý IV\n2\tCông khai thủ tục\tSở B\tThường xuyên\n"
    )

    assert [(t.section, t.no) for t in plan.tasks] == [("1", "1.1"), ("1", "1.2"), ("I", "2")]
    (group,) = plan.sections[0].children
    assert [(s.label, [c.label for c in s.children]) for s in group.children] == [("1", ["1.1", "1.2"]), ("2", [])]


def test_a_timetable_of_inspected_bodies_is_no_table_of_tasks() -> None:
    plan = plan_of(
        "II. THỜI GIAN KIỂM TRA\nSTT\tĐơn vị được kiểm tra\tThời gian\n1\tPhòng Tư pháp\tNgày 15/3/2023\n2\tUBND xã Phú Hòa\tTháng 5/2023\n"
    )

    assert plan.tasks == ()


def test_columns_called_by_months_hold_marks_of_when() -> None:
    first, second = rows(
        "TT\tNhiệm vụ\tChủ trì\tTháng 3\tTháng 6\tTháng 9\n1\tPhóng sự\tĐài tỉnh\tx\t\tx\n2\tHội thi\tSở Nội vụ\t\tx\t"
    )

    assert [m[-2:] for m in first.schedule.months] == ["03", "09"]
    assert [m[-2:] for m in second.schedule.months] == ["06"]


def test_a_page_number_between_the_parts_of_a_table_parts_it_not() -> None:
    head = "STT\tNhiệm vụ\tChủ trì\tThời gian\n"

    assert [t.no for t in rows(f"{head}1\tHọp giao ban\tSở A\tQuý I\n- 7 -\n{head}2\tTập huấn\tSở B\tQuý II\n")] == [
        "1",
        "2",
    ]


def test_a_numbered_row_after_the_dashes_of_another_stands_beside_that_one() -> None:
    plan = plan_of(
        "II. NHIỆM VỤ\nSTT\tNhiệm vụ\tChủ trì\tThời gian\nI\tCải cách thủ tục\t\t\n1\tCắt giảm giấy tờ:\t\t\n\t- Ngành đất đai\tSở A\tQuý I\n"
        "\t- Ngành y tế\tSở B\tQuý IV\n2\tCông khai thủ tục\tSở B\tThường xuyên\n"
    )

    (group,) = plan.sections[0].children
    assert [s.label for s in group.children] == ["1", "2"]


def test_parts_may_stand_behind_the_units() -> None:
    (task,) = rows(
        "STT\tNhiệm vụ\tĐơn vị thực hiện\tThời gian\n1\tKiểm kê hồ sơ\tVăn phòng chủ trì, các khoa phối hợp\tQuý I"
    )

    assert (task.lead, task.coordinators) == ("Văn phòng", ("các khoa",))


def test_groups_of_criteria_hold_their_rows() -> None:
    plan = plan_of(
        "III. NHIỆM VỤ\nSTT\tLĩnh vực/Tiêu chí\tĐiểm\tGiải pháp\tChủ trì\tThời gian\nI\tCHỈ ĐẠO\t10\t\t\t\n1\tBáo cáo\t2\tNộp đúng hạn\tSở A\tQuý I\n"
    )

    (task,) = plan.tasks
    assert (task.section_title, task.goal, task.task) == ("CHỈ ĐẠO", "Báo cáo", "Nộp đúng hạn")


def test_a_header_whose_cells_no_one_merged_is_read_as_the_paper_shows_it() -> None:
    plan = plan_with(
        "II. NHIỆM VỤ",
        exact_table(
            [
                ["STT", "Nội dung", "", "Đơn vị thực hiện", "", "Thời gian"],
                ["", "Mục tiêu", "Nhiệm vụ", "Chủ trì", "Phối hợp", ""],
                [("I. Công khai", 1, 6), None, None, None, None, None],
                ["1", "Bảng tin đủ thủ tục", "Dán bảng tin", "Văn phòng", "Các khoa", "Quý I"],
                ["", "", "Gỡ bản cũ", "", "", ""],
            ]
        ),
    )

    assert [(t.no, t.goal, t.task, t.lead, t.coordinators, t.schedule_text) for t in plan.tasks] == [
        ("1", "Bảng tin đủ thủ tục", "Dán bảng tin", "Văn phòng", ("Các khoa",), "Quý I"),
        ("1", "Bảng tin đủ thủ tục", "Gỡ bản cũ", "Văn phòng", ("Các khoa",), "Quý I"),
    ]
