"""A task of a plan is worked until it is accepted; a difficulty finds its leader and comes back as work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.factories import plans as factory
from tests.factories.documents import _officer as officer

from motcua.organisations.models import Officer, User
from motcua.organisations.permissions import actor_of
from motcua.plans.models import Difficulty, Occurrence
from motcua.plans.services.assigning import assign
from motcua.ui.fonts import DIST

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (DIST / "desk.js").exists(), reason="static files are not built: make setup"),
    pytest.mark.usefixtures("storage"),
]
WORK = "/desk/cong-viec/"
TASK = "Tập huấn kỹ năng số cho công chức"


def press(page: Page, name: str, *, role: Any = "button") -> None:
    """By keyboard: the control takes the focus and the Enter key."""
    page.get_by_role(role, name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


def officer_of(user: User) -> Officer:
    return Officer.objects.get(person__user=user)


def open_task(page: Page) -> None:
    page.get_by_role("link", name=TASK).first.click()
    expect(page.get_by_role("heading", name=TASK)).to_be_visible()


def test_a_task_is_assigned_prepared_handed_in_and_accepted(
    desk: Any, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    world = factory.build_world()
    head = officer("Bùi Trưởng Phòng", world.division, "head")
    factory.accepted(world, queued=False)
    report = tmp_path / "bao-cao-tap-huan.txt"
    report.write_text("Báo cáo kết quả lớp tập huấn: 40 công chức tham dự")

    page = desk(head, WORK)
    axe(page)
    open_task(page)
    axe(page)
    page.locator("summary", has_text="Việc khác").click()
    page.get_by_role("link", name="Phân công", exact=True).click()
    axe(page)
    page.get_by_label("Giao cho").select_option(value=str(officer_of(world.specialist).uid))
    page.get_by_label("Bút phê").fill("Liên hệ Sở Nội vụ mời giảng viên")
    press(page, "Phân công")
    expect(page.get_by_text("Đã phân công.")).to_be_visible()

    page = desk(world.specialist, WORK, phone=True)
    open_task(page)
    expect(page.get_by_text("Liên hệ Sở Nội vụ mời giảng viên")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Trình kết quả").click()
    press(page, "Trình kết quả")
    expect(page.locator("#error-summary")).to_contain_text("Kèm ít nhất một kết quả")
    axe(page)
    page.get_by_label("Nội dung, kết quả chính").fill("Đã mở lớp, 40 người")
    page.locator("input[type=file]").set_input_files(report)
    press(page, "Trình kết quả")
    expect(page.get_by_role("link", name="bao-cao-tap-huan.txt")).to_be_visible()

    page = desk(head, WORK)
    open_task(page)
    press(page, "Nộp bản trình lần 1")
    expect(page.get_by_text("Đã nộp kết quả.")).to_be_visible()

    page = desk(world.office, "/desk/")
    axe(page)
    page.get_by_role("link", name="Chờ bạn công nhận").first.click()
    open_task(page)
    page.get_by_role("link", name="Công nhận hoàn thành").click()
    page.get_by_label("Ý kiến").fill("Đạt yêu cầu")
    press(page, "Công nhận hoàn thành")
    expect(page.get_by_text("Đã công nhận hoàn thành.")).to_be_visible()
    expect(page.locator(".govuk-caption-l")).to_contain_text("Hoàn thành")
    axe(page)
    assert Occurrence.objects.get(task__task=TASK).state == "accepted"


def test_a_difficulty_reaches_the_leader_and_the_instruction_becomes_a_task(
    desk: Any, axe: Callable[[Page], None]
) -> None:
    world = factory.build_world()
    factory.accepted(world, queued=False)
    owed = Occurrence.objects.get(task__task=TASK)
    assign(owed, officer_of(world.specialist), role="lead", actor=actor_of(world.office))

    page = desk(world.specialist, WORK, phone=True)
    open_task(page)
    page.locator("summary", has_text="Việc khác").click()
    page.get_by_role("link", name="Nêu khó khăn").click()
    axe(page)
    page.get_by_label("Khó khăn, vướng mắc").fill("Chưa có phòng máy cho 40 người")
    page.get_by_label("Đề xuất, kiến nghị").fill("Cho mượn hội trường của Ban")
    press(page, "Nêu khó khăn")
    expect(page.get_by_text("Đã báo lãnh đạo phụ trách.")).to_be_visible()

    page = desk(world.leader, "/desk/kho-khan/")
    axe(page)
    page.get_by_role("link", name="Chưa có phòng máy").first.click()
    axe(page)
    page.get_by_label("Ý kiến chỉ đạo").fill("Văn phòng bố trí hội trường tầng 3")
    press(page, "Cho ý kiến")
    expect(page.get_by_text("Đã gửi ý kiến chỉ đạo.")).to_be_visible()

    page = desk(world.office, "/desk/kho-khan/")
    page.get_by_role("link", name="Chưa có phòng máy").first.click()
    page.get_by_role("link", name="Giao việc từ ý kiến này").click()
    axe(page)
    page.get_by_label("Đơn vị chủ trì").fill("Văn phòng")
    page.get_by_label("Hạn hoàn thành").fill("30/12/2099")
    press(page, "Giao việc")
    page.get_by_role("link", name="Văn phòng bố trí hội trường tầng 3").click()
    expect(page.get_by_role("heading", name="Văn phòng bố trí hội trường tầng 3")).to_be_visible()
    axe(page)

    page = desk(world.specialist, "/desk/kho-khan/", phone=True)
    page.get_by_role("link", name="Chưa có phòng máy").first.click()
    expect(page.get_by_text("Đã thành nhiệm vụ")).to_be_visible()
    made = Difficulty.objects.get().instructions.get().task
    assert made is not None
    assert made.occurrences.get().unit == world.office_unit


def test_a_form_asks_only_for_what_the_chosen_way_needs(desk: Any, axe: Callable[[Page], None]) -> None:
    world = factory.build_world()
    factory.accepted(world, queued=False)
    task = Occurrence.objects.get(task__task=TASK).task
    page = desk(world.office, f"/desk/nhiem-vu/{task.uid}/do-bang/")
    by_hand = page.get_by_label("Báo cáo của đơn vị, kèm minh chứng")
    by_hand.check()
    expect(page.get_by_label("Loại hồ sơ")).to_be_hidden()
    expect(page.get_by_label("Con số")).to_be_hidden()

    by_hand.focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Loại hồ sơ")).to_be_visible()
    expect(page.get_by_label("Con số")).to_be_hidden()
    page.get_by_label("Chỉ số của hệ thống đạt một điều kiện").check()
    press(page, "Xác nhận")
    expect(page.locator("#error-summary")).to_contain_text("Chọn một chỉ số")
    expect(page.get_by_label("Con số")).to_be_visible()
    expect(page.get_by_label("Loại hồ sơ")).to_be_hidden()
    axe(page)
