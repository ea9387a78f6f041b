"""What programs enter into drafts and amendments: one item of a list, whole or only what changes of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from ninja import Field

from motcua.kernel.errors import FieldError, Invalid
from motcua.plans.rules.drafts import item_given
from motcua.ui.api import Input

FIELDS = {
    "tasks": (
        "task", "lead", "coordinators", "schedule_text", "deliverable", "goal", "no", "section", "section_title",
    ),
    "targets": ("text", "comparator", "value", "unit", "task_no"),
    "bases": ("words",),
    "reporting": ("text", "period", "to", "via", "due_text"),
    "topics": ("text",),
    "channels": ("text", "channel"),
}  # fmt: skip
"""What people may enter of an item, by list."""


class ItemIn(Input):
    """Fields of one item; each list knows its own. What is left out stays as it was.

    tasks: `task`, `lead`, `coordinators`, `schedule_text`, `deliverable`, `goal`, `no`, `section`, `section_title`; targets: `text`,
    `comparator`, `value`, `unit`, `task_no`; bases: `words`; reporting: `text`, `period`, `to`, `via`, `due_text`; topics: `text`;
    channels: `text`, `channel`.
    """

    task: str = Field("", max_length=8000)
    lead: str = Field("", max_length=2000, description="As the paper names it: a unit, a post, several units")
    coordinators: list[str] = Field(default_factory=list, max_length=500)
    schedule_text: str = Field("", max_length=1000, description="As on paper: Quý II/2026; Trước ngày 30/6/2026")
    deliverable: str = Field("", max_length=8000)
    goal: str = Field("", max_length=8000)
    no: str = Field("", max_length=40)
    section: str = Field("", max_length=40)
    section_title: str = Field("", max_length=1000)
    text: str = Field("", max_length=8000)
    comparator: Literal[">=", "<=", "=", ">", "<"] = ">="
    value: Decimal | None = Field(None, max_digits=14, decimal_places=4)
    unit: str = Field("", max_length=40)
    task_no: str = Field("", max_length=40)
    words: str = Field("", max_length=1000)
    period: str = Field("", max_length=20)
    to: str = Field("", max_length=1000)
    via: str = Field("", max_length=1000)
    due_text: str = Field("", max_length=1000)
    channel: str = Field("", max_length=20)


def entered(name: str, item: ItemIn, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What is entered of an item of a list, over what stood there. Raises Invalid naming fields that the list does not have."""
    given = item.dict(exclude_unset=True)
    known = FIELDS[name]
    if strangers := [field for field in given if field not in known]:
        told = tuple(FieldError(f"item.{field}", "Danh sách này không có trường đó.") for field in strangers)
        raise Invalid("Yêu cầu có chỗ chưa đúng; xem từng trường.", errors=told)
    stood = item_given(before) if before is not None else {}
    return {field: stood.get(field) for field in known} | given
