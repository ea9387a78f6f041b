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
PLAN_CLOSED = "plan.closed"
WORK_OPENED = "plan.work_opened"

SOURCE_REGISTERED = "source.registered"
TASK_GIVEN = "task.given"
TASK_DIVIDED = "task.divided"
LEAD_NAMED = "task.lead_named"
EVENT_RAISED = "task.event_raised"
COMMENTED = "task.commented"

OCCURRENCE_STARTED = "occurrence.started"
OCCURRENCE_ASSIGNED = "occurrence.assigned"
OCCURRENCE_HANDED_OVER = "occurrence.handed_over"
RESULT_PREPARED = "occurrence.prepared"
RESULT_HANDED_IN = "occurrence.handed_in"
RESULT_TAKEN_BACK = "occurrence.taken_back"
RESULT_ACCEPTED = "occurrence.accepted"
RESULT_RETURNED = "occurrence.returned"
OCCURRENCE_SATISFIED = "occurrence.satisfied"
NOTHING_AROSE = "occurrence.nothing_arose"
OCCURRENCE_REOPENED = "occurrence.reopened"
REQUESTED = "occurrence.requested"
REQUEST_GRANTED = "occurrence.request_granted"
REQUEST_REFUSED = "occurrence.request_refused"
REQUEST_DROPPED = "occurrence.request_dropped"
INPUT_ASKED = "occurrence.input_asked"
INPUT_GIVEN = "occurrence.input_given"

DIFFICULTY_RAISED = "difficulty.raised"
DIFFICULTY_ANSWERED = "difficulty.answered"
DIFFICULTY_SETTLED = "difficulty.settled"
INSTRUCTION_MADE_TASK = "difficulty.made_task"

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
    PLAN_CLOSED: N_("Kết thúc kế hoạch"),
    WORK_OPENED: N_("Mở công việc của kế hoạch"),
    SOURCE_REGISTERED: N_("Vào sổ nguồn giao việc"),
    TASK_GIVEN: N_("Giao việc"),
    TASK_DIVIDED: N_("Chia nhỏ nhiệm vụ"),
    LEAD_NAMED: N_("Xác định đơn vị chủ trì"),
    EVENT_RAISED: N_("Việc đã phát sinh"),
    COMMENTED: N_("Trao đổi"),
    OCCURRENCE_STARTED: N_("Bắt đầu thực hiện"),
    OCCURRENCE_ASSIGNED: N_("Phân công"),
    OCCURRENCE_HANDED_OVER: N_("Bàn giao"),
    RESULT_PREPARED: N_("Chuẩn bị kết quả"),
    RESULT_HANDED_IN: N_("Nộp kết quả"),
    RESULT_TAKEN_BACK: N_("Rút kết quả đã nộp"),
    RESULT_ACCEPTED: N_("Công nhận hoàn thành"),
    RESULT_RETURNED: N_("Trả lại kết quả"),
    OCCURRENCE_SATISFIED: N_("Hoàn thành theo số liệu của hệ thống"),
    NOTHING_AROSE: N_("Xác nhận không phát sinh"),
    OCCURRENCE_REOPENED: N_("Mở lại"),
    REQUESTED: N_("Đề nghị với đơn vị giao việc"),
    REQUEST_GRANTED: N_("Đồng ý đề nghị"),
    REQUEST_REFUSED: N_("Không đồng ý đề nghị"),
    REQUEST_DROPPED: N_("Rút đề nghị"),
    INPUT_ASKED: N_("Xin ý kiến phối hợp"),
    INPUT_GIVEN: N_("Cho ý kiến phối hợp"),
    DIFFICULTY_RAISED: N_("Nêu khó khăn, vướng mắc"),
    DIFFICULTY_ANSWERED: N_("Cho ý kiến chỉ đạo"),
    DIFFICULTY_SETTLED: N_("Khó khăn đã xử lý xong"),
    INSTRUCTION_MADE_TASK: N_("Chuyển ý kiến chỉ đạo thành nhiệm vụ"),
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
    "task": N_("Nhiệm vụ"),
    "voided": N_("Số việc bỏ"),
    "due_on": N_("Hạn"),
    "until": N_("Đến ngày"),
    "arose": N_("Việc phát sinh"),
    "note": N_("Ý kiến"),
    "deliverables": N_("Kết quả"),
    "difficulty": N_("Khó khăn, vướng mắc"),
    "leader": N_("Lãnh đạo phụ trách"),
}
"""What people read of the fields of payloads that are this package's own; the texts are gettext keys."""
