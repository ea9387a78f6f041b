"""What happens to plans and readings, as kinds of events. Payloads hold references and non-personal facts."""

from __future__ import annotations

from motcua.kernel.errors import N_

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
    READING_STARTED: N_("Đưa kế hoạch vào đọc"),
    READING_FINISHED: N_("Đọc xong"),
    READING_FAILED: N_("Không đọc được"),
    READING_CORRECTED: N_("Sửa giá trị đọc được"),
    READING_ITEM_ADDED: N_("Thêm mục máy đọc sót"),
    READING_DISCARDED: N_("Bỏ bản đọc"),
    READING_ACCEPTED: N_("Chấp nhận bản đọc"),
    PLAN_ACCEPTED: N_("Đưa kế hoạch vào hệ thống"),
    PLAN_NUMBERED: N_("Ghi số kế hoạch"),
    PLAN_REPLACED: N_("Thay bằng bản khác"),
    PLAN_WITHDRAWN: N_("Thu hồi kế hoạch"),
}
"""What the trail calls them, in Vietnamese (the gettext keys)."""

FIELDS = {
    "tasks": N_("Nhiệm vụ"),
    "targets": N_("Chỉ tiêu"),
    "bases": N_("Căn cứ"),
    "citations": N_("Viện dẫn"),
    "reporting": N_("Chế độ báo cáo"),
    "path": N_("Chỗ được sửa"),
    "plan": N_("Kế hoạch"),
    "reading": N_("Bản đọc"),
    "replaces": N_("Thay cho"),
}
"""What people read of the fields of payloads that are this package's own; the texts are gettext keys."""
