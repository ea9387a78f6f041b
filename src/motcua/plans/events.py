"""What happens to plans and readings, as kinds of events. Payloads hold references and non-personal facts."""

from __future__ import annotations

READING_STARTED = "reading.started"
READING_FINISHED = "reading.finished"
READING_FAILED = "reading.failed"
READING_CORRECTED = "reading.corrected"
READING_ITEM_ADDED = "reading.item_added"
READING_DISCARDED = "reading.discarded"
READING_ACCEPTED = "reading.accepted"

PLAN_ACCEPTED = "plan.accepted"
PLAN_NUMBERED = "plan.numbered"
PLAN_REPLACED = "plan.replaced"
PLAN_WITHDRAWN = "plan.withdrawn"

LABELS = {
    READING_STARTED: "Đưa kế hoạch vào đọc",
    READING_FINISHED: "Đọc xong",
    READING_FAILED: "Không đọc được",
    READING_CORRECTED: "Sửa giá trị đọc được",
    READING_ITEM_ADDED: "Thêm mục máy đọc sót",
    READING_DISCARDED: "Bỏ bản đọc",
    READING_ACCEPTED: "Chấp nhận bản đọc",
    PLAN_ACCEPTED: "Đưa kế hoạch vào hệ thống",
    PLAN_NUMBERED: "Ghi số kế hoạch",
    PLAN_REPLACED: "Thay bằng bản khác",
    PLAN_WITHDRAWN: "Thu hồi kế hoạch",
}
"""What the trail calls them, in Vietnamese (the gettext keys)."""
