"""Duties in running text: who bears them, one entry each, and what is no duty."""

from __future__ import annotations

import pytest
from tests.factories import plan_texts
from tests.factories.read_documents import plan_of

from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import read_plan
from motcua.plans.reader.plan_document import Task


def duties(body: str) -> list[Task]:
    return list(plan_of(f"IV. TỔ CHỨC THỰC HIỆN\n{body}\n").tasks)


def test_a_numbered_sentence_gives_lead_and_predicate() -> None:
    (task,) = duties("1. Văn phòng làm đầu mối phối hợp các phòng, bộ phận, đơn vị triển khai kế hoạch này.")

    assert (task.no, task.section, task.section_title) == ("1", "IV", "TỔ CHỨC THỰC HIỆN")
    assert (task.lead, task.coordinators) == ("Văn phòng", ("các phòng, bộ phận, đơn vị",))
    assert task.task == "làm đầu mối phối hợp các phòng, bộ phận, đơn vị triển khai kế hoạch này"


def test_a_heading_that_names_a_unit_leads_all_that_stands_under_it() -> None:
    tasks = duties(
        "1. Sở Nội vụ\n- Theo dõi việc thực hiện;\n- Tham mưu khen thưởng.\n2. Công an tỉnh\nBảo đảm an ninh mạng."
    )

    assert [(t.no, t.lead, t.task) for t in tasks] == [
        ("1", "Sở Nội vụ", "Theo dõi việc thực hiện"),
        ("1", "Sở Nội vụ", "Tham mưu khen thưởng"),
        ("2", "Công an tỉnh", "Bảo đảm an ninh mạng"),
    ]


def test_dash_items_with_their_own_units_need_no_numbers() -> None:
    tasks = duties("- Văn phòng Sở: tham mưu triển khai;\n- Các phòng, đơn vị thuộc Sở phối hợp thực hiện.")

    assert [(t.no, t.lead, t.task) for t in tasks] == [
        (None, "Văn phòng Sở", "tham mưu triển khai"),
        (None, "Các phòng, đơn vị thuộc Sở", "phối hợp thực hiện"),
    ]


def test_the_sentence_about_difficulties_is_a_duty_of_its_own_without_a_lead() -> None:
    first, second = duties(
        "3. Văn phòng báo cáo kết quả cho Lãnh đạo Ban. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc phải báo cáo ngay "
        "cho Lãnh đạo Ban để kịp thời giải quyết."
    )

    assert (first.lead, first.task) == ("Văn phòng", "báo cáo kết quả cho Lãnh đạo Ban")
    assert (second.no, second.lead, second.schedule.kind) == ("3", None, "on_event")
    assert second.schedule.event == "nếu có khó khăn, vướng mắc"
    assert second.schedule_text == "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc"


def test_duties_joined_by_semicolons_stay_together() -> None:
    assert len(duties("1. Sở Tài chính\nChủ trì thẩm định kinh phí; đồng thời hướng dẫn thanh quyết toán.")) == 1


def test_a_passive_sentence_about_money_is_no_duty_but_one_with_an_actor_is() -> None:
    plan = plan_of(
        "III. KINH PHÍ\n1. Kinh phí thực hiện được bố trí từ ngân sách hàng năm.\n2. Các Sở, ngành và UBND các cấp bố trí kinh phí thực hiện "
        "nhiệm vụ được giao.\nIV. TỔ CHỨC THỰC HIỆN\n1. Kinh phí tuyên truyền được bố trí theo dự trù.\n"
    )

    assert [(t.section, t.lead) for t in plan.tasks] == [("III", "Các Sở, ngành và UBND các cấp")]


def test_purposes_and_requirements_are_no_duties() -> None:
    assert (
        plan_of(
            "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\n- Nâng cao nhận thức.\n2. Yêu cầu\n- Văn phòng theo dõi kịp thời.\n"
        ).tasks
        == ()
    )


def test_work_listed_without_units_is_read_with_no_lead() -> None:
    tasks = plan_of(
        "II. NHIỆM VỤ\n1. Cải cách thể chế\n- Rà soát văn bản quy phạm pháp luật.\n- Công bố thủ tục mới.\n"
    ).tasks

    assert [(t.section, t.no, t.lead, t.task) for t in tasks] == [
        ("II", "1", None, "Rà soát văn bản quy phạm pháp luật"),
        ("II", "1", None, "Công bố thủ tục mới"),
    ]


def test_attributes_in_brackets_and_behind_the_sentence_belong_to_the_duty() -> None:
    first, second = (
        t for t in read_plan(read_plaintext(plan_texts.DISTRICT_NARRATIVE)).tasks if t.section == "II" and t.no == "1"
    )

    assert (first.task, first.lead, first.coordinators, first.schedule_text) == (
        "Ban hành kế hoạch kiểm tra công vụ năm 2024", "Phòng Nội vụ", ("Thanh tra huyện",), "Quý I/2024",
    )  # fmt: skip
    assert (second.lead, second.schedule.kind) == ("Phòng Nội vụ", "months")


def test_attribute_lines_belong_to_the_item_above_them() -> None:
    first, second = (t for t in read_plan(read_plaintext(plan_texts.DISTRICT_NARRATIVE)).tasks if t.no in {"a", "b"})

    assert (first.lead, first.coordinators, first.deliverable) == (
        "Văn phòng HĐND và UBND huyện", ("UBND các xã, thị trấn",), "Danh mục thủ tục hành chính được niêm yết",
    )  # fmt: skip
    assert (second.lead, second.schedule_text) == ("Các phòng, ban chuyên môn", "Trước ngày 30/9/2024")


def test_attribute_lines_behind_several_items_hold_for_all_of_them() -> None:
    tasks = plan_of(
        "II. NHIỆM VỤ\n1. Cải cách thể chế\n- Rà soát văn bản.\n- Kiểm tra văn bản.\n* Đơn vị chủ trì: Sở Tư pháp.\n* Thời gian: Quý II/2024.\n"
        "2. Cải cách bộ máy\n- Sắp xếp đơn vị.\n* Đơn vị chủ trì: Sở Nội vụ.\n"
    ).tasks

    assert [(t.task, t.lead, t.schedule_text) for t in tasks] == [
        ("Rà soát văn bản", "Sở Tư pháp", "Quý II/2024"),
        ("Kiểm tra văn bản", "Sở Tư pháp", "Quý II/2024"),
        ("Sắp xếp đơn vị", "Sở Nội vụ", None),
    ]


def test_a_plan_that_is_to_be_made_is_the_deliverable() -> None:
    (task,) = duties(
        "1. Thủ trưởng các sở, ban, ngành\n- Chủ động xây dựng Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2024 của cơ quan, đơn vị; "
        "hoàn thành chậm nhất trong tháng 02/2024;"
    )

    assert task.deliverable == "Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2024"
    assert (task.schedule.kind, str(task.schedule.end)) == ("by_date", "2024-02-29")


def test_duties_of_outreach_content_are_topics_and_no_tasks() -> None:
    plan = read_plan(read_plaintext(plan_texts.OUTREACH_SECTIONS))

    assert {t.section for t in plan.tasks} == {"V"}


def test_what_an_inspection_looks_at_is_no_duty_unless_somebody_bears_it() -> None:
    plan = plan_of(
        "II. NỘI DUNG, PHƯƠNG PHÁP KIỂM TRA\n1. Nội dung kiểm tra\na) Việc niêm yết thủ tục tại nơi tiếp nhận.\nb) Việc xin lỗi khi trả kết quả muộn.\n"
        "2. Hình thức kiểm tra\n- Kiểm tra hồ sơ mười ngày một lần (Chủ trì: Phòng Nội vụ; thời gian: Quý II/2026).\n- Hỏi chuyện người dân đang chờ.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ lập đoàn kiểm tra.\n"
    )

    assert [(t.lead, t.task) for t in plan.tasks] == [
        ("Phòng Nội vụ", "Kiểm tra hồ sơ mười ngày một lần"),
        ("Phòng Nội vụ", "lập đoàn kiểm tra"),
    ]


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("Bộ phận hướng dẫn thủ tục", "Bộ phận hướng dẫn thủ tục"),
        ("Trưởng phòng Kế toán, Giám đốc Nhà khách có trách nhiệm:", "Trưởng phòng Kế toán, Giám đốc Nhà khách"),
        ("Các đơn vị cử người tham gia Tổ công tác", "Các đơn vị cử người tham gia Tổ công tác"),
    ],
)
def test_a_heading_names_who_bears_the_duties_under_it(heading: str, lead: str) -> None:
    plan = plan_of(
        f"III. TỔ CHỨC THỰC HIỆN\n1. {heading}\n- Sắp xếp phòng họp cho đoàn.\n- Nộp danh sách trước ngày 3/3/2026.\n"
    )

    assert [t.lead for t in plan.tasks] == [lead, lead]


@pytest.mark.parametrize("when", ["mỗi quý", "ít nhất 02 lần/năm"])
def test_how_often_a_duty_is_done(when: str) -> None:
    (task,) = plan_of(f"III. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ tổ chức đối thoại với người dân {when}.\n").tasks

    assert (task.schedule.kind, task.schedule_text) == ("periodic", when)


@pytest.mark.parametrize(
    ("duty", "text", "kind"),
    [
        ("Chấm điểm các phòng (Quý IV/2026)", "Quý IV/2026", "quarter"),
        ("gửi báo cáo quý I, 6 tháng và năm về Sở Nội vụ", "quý I, 6 tháng và năm", "periodic"),
        ("gửi số liệu định kỳ trước ngày 10/3, 10/9", "định kỳ trước ngày 10/3, 10/9", "periodic"),
    ],
)
def test_when_a_duty_in_running_text_is_due(duty: str, text: str, kind: str) -> None:
    (task,) = plan_of(f"III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở\n- {duty}.\n").tasks

    assert (task.schedule_text, task.schedule.kind) == (text, kind)


@pytest.mark.parametrize(
    ("words", "lead", "task", "when"),
    [
        ("Trên cơ sở Kế hoạch này, các khoa lập lịch làm việc.", "các khoa", "lập lịch làm việc", None),
        ("Hằng quý, các khoa gửi số liệu về Văn phòng.", "các khoa", "gửi số liệu về Văn phòng", "Hằng quý"),
        ("Trước ngày 15/3/2026, Văn phòng lập danh sách.", "Văn phòng", "lập danh sách", "Trước ngày 15/3/2026"),
    ],
)
def test_a_ground_or_a_time_may_stand_before_who_acts(words: str, lead: str, task: str, when: str | None) -> None:
    (found,) = plan_of(f"III. TỔ CHỨC THỰC HIỆN\n1. {words}\n").tasks

    assert (found.lead, found.task, found.schedule_text) == (lead, task, when)


def test_a_year_before_a_colon_is_when_and_a_pointer_to_a_list_is_no_duty() -> None:
    plan = plan_of(
        "II. LỘ TRÌNH\n1. Năm 2026: Tổ chức 02 hội nghị với người dân.\nIII. NHIỆM VỤ\nCác khoa tập trung khắc phục các thiếu sót sau:\n"
        "1. Bổ sung sổ theo dõi hồ sơ tại quầy.\n"
    )

    assert [(t.schedule.kind, t.schedule_text) for t in plan.tasks] == [("year", "Năm 2026"), ("unspecified", None)]


@pytest.mark.parametrize(
    ("words", "lead", "others", "task"),
    [
        ("Cải cách tài chính công: Công chức Kế toán lập dự toán thu.", "Công chức Kế toán", (), "lập dự toán thu"),
        ("Dán mã tra cứu tại quầy (Văn phòng thực hiện).", "Văn phòng", (), "Dán mã tra cứu tại quầy"),
        ("Lập bảng kê (Sở Nội vụ chủ trì, phối hợp với Sở Y tế).", "Sở Nội vụ", ("Sở Y tế",), "Lập bảng kê"),
        ("Đề nghị UBMTTQVN phường giám sát việc xử lý hồ sơ.", "UBMTTQVN phường", (), "giám sát việc xử lý hồ sơ"),
    ],
)
def test_who_bears_a_duty_may_stand_behind_its_topic_or_in_a_bracket(
    words: str, lead: str, others: tuple[str, ...], task: str
) -> None:
    (found,) = plan_of(f"II. NHIỆM VỤ\n1. {words}\n").tasks

    assert (found.lead, found.coordinators, found.task) == (lead, others, task)


def test_reports_each_with_its_day_come_back_every_year() -> None:
    plan = plan_of(
        "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng phường\n- Báo cáo UBND huyện (qua Phòng Nội vụ): Báo cáo quý I trước ngày 10/3, báo cáo 6 tháng trước ngày 10/6.\n"
    )

    (task,) = plan.tasks
    assert (task.schedule.kind, task.schedule.every) == ("periodic", "P3M")
    assert [(r.period, r.to, r.via) for r in plan.reporting] == [
        ("quarterly", "UBND huyện", "Phòng Nội vụ"),
        ("6_months", "UBND huyện", "Phòng Nội vụ"),
    ]
