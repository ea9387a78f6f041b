"""Plans of the genre in other layouts: everything that stands in them is found, and nothing else."""

from __future__ import annotations

import pytest
from tests.factories import genre_plans
from tests.factories.genre_plans import Truth
from tests.factories.read_documents import plan_of

from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import PlanDocument, read_plan
from motcua.plans.reader.plan_document import Task

PLANS = ["PROVINCE_INDEX", "DISTRICT_ALIGNED", "COMPANY_PROGRAMME", "OFFICE_FLATTENED"]


def read(name: str) -> tuple[PlanDocument, Truth]:
    return read_plan(read_plaintext(getattr(genre_plans, name))), getattr(genre_plans, f"{name}_TRUTH")


def when(task: Task) -> tuple[str, str, str]:
    """Kind, interval or end, and the days inside it."""
    schedule = task.schedule
    return schedule.kind, schedule.every or str(schedule.end or ""), " ".join(schedule.due or ())


@pytest.mark.parametrize("name", PLANS)
def test_each_task_is_read_with_its_units_product_and_time(name: str) -> None:
    plan, truth = read(name)

    assert len(plan.tasks) == len(truth.tasks)
    for task, (no, begins, lead, coordinators, deliverable, *time) in zip(plan.tasks, truth.tasks, strict=True):
        assert task.task.casefold().find(begins.casefold()) in range(40)
        assert (task.no, task.lead, task.coordinators, task.deliverable) == (no, lead, coordinators, deliverable)
        assert when(task) == tuple(time), task.schedule_text


@pytest.mark.parametrize("name", PLANS)
def test_head_bases_figures_and_reports_are_read(name: str) -> None:
    plan, truth = read(name)

    head = plan.document
    assert (head.number, head.year, str(head.issued_on), head.place) == truth.head
    assert {base.number for base in plan.bases} == truth.bases
    assert tuple((t.comparator, t.value) for t in plan.targets) == truth.rates
    assert sorted((t.comparator, t.value, t.unit) for t in plan.counts) == sorted(truth.counts)
    assert {duty.period for duty in plan.reporting} == truth.reporting


HEADER = "STT\nNội dung công việc\nSản phẩm\nĐơn vị chủ trì\nThời gian\n"


def test_a_copied_table_without_its_numbers_stays_text() -> None:
    plan = plan_of(f"II. NHIỆM VỤ\n{HEADER}Ban hành kế hoạch\nKế hoạch\nSở Nội vụ\nQuý I\n")

    assert not any(task.deliverable == "Kế hoạch" for task in plan.tasks)


def test_a_cell_that_is_open_in_a_copied_table_moves_no_other() -> None:
    plan = plan_of(
        f"II. NHIỆM VỤ\n{HEADER}1\nBan hành kế hoạch\nKế hoạch\nSở Nội vụ\nQuý I\n2\nHọp giao ban\nVăn phòng Sở\nHằng tháng\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính bố trí kinh phí.\n"
    )

    assert [(t.task, t.deliverable, t.lead, t.schedule_text) for t in plan.tasks] == [
        ("Ban hành kế hoạch", "Kế hoạch", "Sở Nội vụ", "Quý I"),
        ("Họp giao ban", None, "Văn phòng Sở", "Hằng tháng"),
        ("bố trí kinh phí", None, "Sở Tài chính", None),
    ]


@pytest.mark.parametrize(
    ("words", "lead", "schedule"),
    [
        ("Cảnh báo hồ sơ sắp đến hạn (Văn phòng Sở; hằng ngày).", "Văn phòng Sở", "hằng ngày"),
        ("Tập huấn nghiệp vụ (Phòng Nội vụ chủ trì; tháng 8/2024).", "Phòng Nội vụ", "tháng 8/2024"),
        ("Kiện toàn tổ giúp việc. Đơn vị tham mưu: Văn phòng. Hoàn thành trước 20/4/2024.", "Văn phòng", "Hoàn thành trước 20/4/2024"),
        ("Ra quân từ ngày 01/8/2024 đến ngày 30/9/2024.", None, "từ ngày 01/8/2024 đến ngày 30/9/2024"),
        ("Huyện đoàn huy động đoàn viên hỗ trợ người dân; thực hiện thường xuyên.", "Huyện đoàn", "thực hiện thường xuyên"),
        ("Văn phòng hằng tuần, trước 15 giờ thứ Sáu tổng hợp số liệu.", "Văn phòng", "hằng tuần, trước 15 giờ thứ Sáu"),
    ],
)  # fmt: skip
def test_running_text_tells_who_and_when(words: str, lead: str | None, schedule: str) -> None:
    task = plan_of(f"II. NHIỆM VỤ\n1. {words}\n").tasks[0]

    assert (task.lead, task.schedule_text) == (lead, schedule)


def test_the_day_of_a_report_tells_how_often_it_is_made() -> None:
    plan = plan_of("III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ tổng hợp, báo cáo UBND tỉnh trong tuần đầu của tháng sau.\n")

    assert [duty.period for duty in plan.reporting] == ["monthly"]


def test_a_number_whose_figures_ocr_set_apart_is_one_number() -> None:
    text = genre_plans.OFFICE_FLATTENED.replace("Số: 21/KH-VP", "Số : 2 1 /KH-VP")

    assert read_plan(read_plaintext(text)).document.number == "21/KH-VP"
