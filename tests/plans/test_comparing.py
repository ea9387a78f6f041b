"""What a corrected version of a plan changes."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from motcua.plans import rules


def task(text: str, **values: Any) -> dict[str, Any]:
    return rules.blank_item("tasks", text, 0, len(text)) | values


def plan(*tasks: dict[str, Any], **head: Any) -> dict[str, Any]:
    return {"document": {"number": "1/KH-A", "title": "Một", **head}, "tasks": list(tasks), "targets": []}


A = task("Rà soát quy trình nội bộ giải quyết thủ tục hành chính", no="1", lead="Văn phòng")
B = task("Tập huấn kỹ năng số cho công chức", no="2", lead="Văn phòng")
C = task("Công khai danh mục thủ tục tại nơi tiếp nhận", no="3", lead="Phòng Đầu tư")


def test_the_same_plan_shows_no_change_whatever_the_order_of_its_tasks() -> None:
    assert rules.compared(plan(A, B, C), plan(C, A, B)).empty


def test_added_removed_and_changed_tasks_are_told_apart() -> None:
    reworded = A | {
        "task": "Rà soát quy trình nội bộ, quy trình điện tử giải quyết thủ tục hành chính",
        "lead": "Phòng Đầu tư",
    }
    found = rules.compared(plan(A, B), plan(reworded, C))
    assert [(c.what, c.title) for c in found.tasks] == [
        ("changed", reworded["task"]),
        ("added", C["task"]),
        ("removed", B["task"]),
    ]
    assert {f.name: (f.before, f.after) for f in found.tasks[0].fields}["lead"] == ("Văn phòng", "Phòng Đầu tư")


def test_diacritics_and_case_alone_do_not_make_another_task() -> None:
    found = rules.compared(plan(A), plan(A | {"task": "RA SOAT QUY TRINH NOI BO GIAI QUYET THU TUC HANH CHINH"}))
    assert [c.what for c in found.tasks] == ["changed"]


def test_the_header_is_compared_value_by_value() -> None:
    found = rules.compared(
        plan(A, signer={"name": "Ông A", "capacity": None}), plan(A, number="2/KH-A", signer={"name": "Bà B"})
    )
    assert [(c.name, c.before, c.after) for c in found.header] == [
        ("number", "1/KH-A", "2/KH-A"),
        ("signer", "Ông A", "Bà B"),
    ]


@given(
    old=st.lists(st.text(alphabet="ab c", min_size=1, max_size=12), max_size=8),
    new=st.lists(st.text(alphabet="ab c", min_size=1, max_size=12), max_size=8),
)
def test_every_task_is_accounted_for_once(old: list[str], new: list[str]) -> None:
    found = rules.compared(plan(*map(task, old)), plan(*map(task, new)))
    kinds = [c.what for c in found.tasks]
    assert kinds.count("added") + kinds.count("changed") + found.same_tasks == len(new)
    assert kinds.count("removed") + kinds.count("changed") + found.same_tasks == len(old)
