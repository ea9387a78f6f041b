"""Habits of offices beyond the founding plans: each rule of the reading held by a few lines of our own."""

from __future__ import annotations

import pytest
from tests.factories.read_documents import plan_of, word_document

from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import read_plan
from motcua.plans.reader.bodies import actor_of, proper_heading, unit_heading
from motcua.plans.reader.labels import label_of
from motcua.plans.reader.plan_document import PlanDocument, Task


def duties(body: str) -> list[Task]:
    return list(plan_of(f"V. TỔ CHỨC THỰC HIỆN\n{body}\n").tasks)


def table(body: str) -> list[Task]:
    return list(plan_of(f"III. NHIỆM VỤ\n{body}\n").tasks)


def whole(tail: str) -> PlanDocument:
    text = "UBND HUYỆN SÔNG LA\nSố: 9/KH-UBND\nKẾ HOẠCH\nTin học hóa năm 2024\nCăn cứ Luật Công nghệ thông tin;\nI. NHIỆM VỤ\n"
    return read_plan(read_plaintext(f"{text}1. Văn phòng theo dõi, tổng hợp chung.\n\n{tail}"))


def test_a_heading_that_ends_in_so_does_not_swallow_the_next_line() -> None:
    (task,) = duties("1. Ban Chỉ đạo chuyển đổi số\nĐiều hành chung việc thực hiện.")

    assert (task.lead, task.task) == ("Ban Chỉ đạo chuyển đổi số", "Điều hành chung việc thực hiện")


@pytest.mark.parametrize(
    "unit", ["Vụ Pháp chế", "Tạp chí Kinh tế số", "Tư pháp - Hộ tịch", "Thôn Trung Hòa", "Kiểm toán nội bộ"]
)
def test_bodies_of_ministries_and_communes_lead_what_stands_under_them(unit: str) -> None:
    assert unit_heading(unit) == (0, len(unit))
    (task,) = duties(f"1. {unit}\na) Theo dõi tiến độ thực hiện kế hoạch.")
    assert task.lead == unit


def test_a_heading_of_proper_names_among_duties_is_a_unit_of_whatever_kind() -> None:
    assert proper_heading("Hợp phần Đối tác - Truyền thông") == (0, 31)
    assert proper_heading("Kinh phí từ Ngân sách Nhà nước") is None
    assert proper_heading("Theo dõi Cổng Thông tin") is None
    (task,) = duties("1. Quân sự Xã Hòa\nBảo đảm an ninh, trật tự trên địa bàn.")
    assert (task.lead, task.task) == ("Quân sự Xã Hòa", "Bảo đảm an ninh, trật tự trên địa bàn")


def test_what_a_duty_is_about_does_not_hide_who_bears_it() -> None:
    (task,) = duties("4. Chế độ báo cáo: Các phòng báo cáo kết quả về UBND xã trước ngày 25 hàng tháng.")

    assert (task.lead, task.schedule.kind, task.schedule.every) == ("Các phòng", "periodic", "P1M")


def test_a_day_of_every_month_is_when_a_duty_is_due() -> None:
    (task,) = duties("1. Công an xã chủ trì triển khai; định kỳ ngày 15 hằng tháng báo cáo UBND huyện.")

    assert (task.schedule_text, task.schedule.every) == ("định kỳ ngày 15 hằng tháng", "P1M")


def test_units_charged_with_something_carry_it_out() -> None:
    actor = actor_of("Các phòng được giao chủ trì tiến hành rà soát theo biểu mẫu.")

    assert actor is not None
    assert "Các phòng được giao chủ trì tiến hành rà soát theo biểu mẫu."[actor.duty :].startswith("tiến hành")


def test_a_heading_described_by_lines_is_one_task_with_their_values() -> None:
    (task,) = table(
        "1. Tập huấn nghiệp vụ\n- Nội dung: Kỹ năng tiếp dân.\n- Đối tượng: Công chức một cửa.\n"
        "- Thời gian: Quý II năm 2024.\n- Cơ quan thực hiện: Văn phòng huyện chủ trì, phối hợp với Phòng Nội vụ."
    )

    assert (task.task, task.lead, task.coordinators) == ("Tập huấn nghiệp vụ", "Văn phòng huyện", ("Phòng Nội vụ",))
    assert task.schedule.kind == "quarter"


def test_size_and_scope_are_no_duties() -> None:
    assert (
        table("1. Phạm vi: 05 phòng và 08 phường.\n2. Cỡ mẫu: 600 phiếu.\n3. Văn phòng tổ chức phát phiếu.")[0].no
        == "3"
    )


def test_what_has_no_letter_or_figure_is_no_duty_and_no_value() -> None:
    assert [t.task for t in duties("1. Văn phòng: …\n2. Văn phòng theo dõi tiến độ thực hiện.")] == [
        "theo dõi tiến độ thực hiện"
    ]
    (task,) = duties("1. Triển khai thực hiện kế hoạch.\n- Đơn vị chủ trì: :\n- Thời gian: /")
    assert (task.lead, task.schedule_text) == (None, None)


def test_a_plan_is_named_not_what_is_done_with_it() -> None:
    (task,) = duties("1. Các xã xây dựng kế hoạch và tổ chức thực hiện.")

    assert task.deliverable is None


HEAD = "STT\tNội dung công việc\tĐơn vị thực hiện\tThời gian\n"


def test_parts_in_brackets_behind_units_tell_lead_and_coordinators() -> None:
    (task,) = table(HEAD + "1\tXây dựng phiếu\tPhòng Nội vụ (chủ trì); Phòng Văn hóa (phối hợp)\tTháng 5/2024\n")

    assert (task.lead, task.coordinators) == ("Phòng Nội vụ", ("Phòng Văn hóa",))


def test_a_row_broken_at_a_dash_in_a_cell_is_one_row() -> None:
    (task,) = table(HEAD + "1\tKhảo sát\t- Chủ trì: Phòng Nội vụ\n- Phối hợp: UBND các xã\tTháng 6/2024\n")

    assert (task.lead, task.coordinators, task.schedule.kind) == ("Phòng Nội vụ", ("UBND các xã",), "months")


@pytest.mark.parametrize("mark", ["Trang 2", "- 2 -", "2", "2/7"])
def test_a_page_number_between_rows_is_neither_row_nor_group(mark: str) -> None:
    tasks = table(f"{HEAD}1\tKhảo sát\tVăn phòng\tQuý I\n{mark}\n2\tCông bố\tVăn phòng\tQuý II\n")

    assert [(t.no, t.section) for t in tasks] == [("1", "III"), ("2", "III")]


def test_a_signature_beside_the_recipients_is_none_of_them() -> None:
    plan = whole("Nơi nhận:                    GIÁM ĐỐC\n- Sở Y tế;\n- Lưu: VT.                    Lê Thị Thu Hà\n")

    assert plan.document.recipients == ("Sở Y tế", "Lưu: VT")
    assert (plan.document.signer.capacity, plan.document.signer.name) == ("GIÁM ĐỐC", "Lê Thị Thu Hà")


def test_a_capacity_with_a_stroke_is_no_recipient() -> None:
    plan = whole("Nơi nhận:\n- Sở Y tế,\n- Lưu VP.\nT/M BAN CHỈ ĐẠO\nTRƯỞNG BAN\nNguyễn Quốc Bảo\n")

    assert plan.document.recipients == ("Sở Y tế", "Lưu VP")
    assert plan.document.signer.capacity == "T/M BAN CHỈ ĐẠO / TRƯỞNG BAN"


def test_whose_site_or_paper_it_is_belongs_to_its_name() -> None:
    plan = plan_of(
        "III. NHIỆM VỤ\n1. Văn phòng đăng tin trên Cổng Thông tin điện tử Bộ Xây dựng, Báo Xây dựng, ứng dụng VssID\n"
    )

    assert [s.name for s in plan.systems] == ["Cổng Thông tin điện tử Bộ Xây dựng", "Báo Xây dựng", "Ứng dụng VssID"]


def test_with_whom_the_work_is_done_is_not_to_whom_is_reported() -> None:
    plan = plan_of(
        "V. TỔ CHỨC THỰC HIỆN\n1. Văn phòng phối hợp với Phòng Y tế theo dõi; tổng hợp báo cáo BHXH Việt Nam hàng quý.\n"
    )

    assert [r.to for r in plan.reporting] == ["BHXH Việt Nam"]


def test_a_row_without_a_letter_or_figure_is_no_task() -> None:
    assert [t.task for t in table(HEAD + "1\t…\tVăn phòng\tQuý I\n2\tCông bố kết quả\tVăn phòng\tQuý II\n")] == [
        "Công bố kết quả"
    ]


def test_a_title_in_small_letters_under_the_type_of_a_word_file_is_the_title() -> None:
    plan = read_plan(
        word_document(
            "UBND XÃ HÒA",
            "Số: 3/KH-UBND",
            "KẾ HOẠCH",
            "triển khai Đề án 06 năm 2025",
            "I. NHIỆM VỤ",
            "1. Công an xã theo dõi chung.",
        )
    )

    assert (plan.document.kind, plan.document.number) == ("Kế hoạch", "3/KH-UBND")
    assert plan.document.title == "triển khai Đề án 06 năm 2025"


def test_a_type_and_a_title_in_one_paragraph_are_two_whatever_the_letters() -> None:
    plan = read_plan(
        read_plaintext(
            "Số: 3/KH-UBND\n\nKẾ HOẠCH triển khai Đề án 06 năm 2025\n\nI. NHIỆM VỤ\n1. Công an xã theo dõi chung."
        )
    )

    assert (plan.document.kind, plan.document.title) == ("Kế hoạch", "triển khai Đề án 06 năm 2025")


def test_a_head_whose_lines_are_in_disorder_still_quotes_what_is_there() -> None:
    text = "Số: 3/KH-UBND\nTỈNH SÔNG LA\tLa, ngày 02 tháng 3 năm 2024\nỦY BAN NHÂN DÂN\tĐộc lập - Tự do - Hạnh phúc\nKẾ HOẠCH\nRà soát năm 2024\nI. NHIỆM VỤ\n1. Công an xã theo dõi chung."
    document = read_plaintext(text)

    for source in read_plan(document).document.sources.values():
        assert source.quote in " ".join(document.text.split())


@pytest.mark.parametrize(
    ("line", "value", "words"),
    [
        ("3. 50% dân số trưởng thành có chữ ký số", "3", "50% dân số trưởng thành có chữ ký số"),
        ("2. 05 phòng chuyên môn được kiểm tra", "2", "05 phòng chuyên môn được kiểm tra"),
        ("1. 99,5 % hồ sơ đúng hạn", "1", "99,5 % hồ sơ đúng hạn"),
    ],
)
def test_an_item_may_begin_with_a_figure(line: str, value: str, words: str) -> None:
    label = label_of(line)

    assert label is not None
    assert (label.value, line[label.end :]) == (value, words)


@pytest.mark.parametrize("line", ["1.000 đồng", "12.5% hồ sơ", "3. 2026", "5,5 điểm"])
def test_a_figure_is_no_label(line: str) -> None:
    assert label_of(line) is None
