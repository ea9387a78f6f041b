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
PLAN_REOPENED = "plan.reopened"
PLAN_DRAFTED = "plan.drafted"
PLAN_DRAFT_CHANGED = "plan.draft_changed"
PLAN_SUBMITTED = "plan.submitted"
PLAN_SENT_BACK = "plan.sent_back"
PLAN_ISSUED = "plan.issued"
PLAN_AMENDED = "plan.amended"
PLAN_READING_CORRECTED = "plan.reading_corrected"
PLAN_LINKED = "plan.linked"
FEED_OPENED = "officer.calendar_opened"
FEED_ENDED = "officer.calendar_ended"
AMENDMENT_DRAFTED = "amendment.drafted"
AMENDMENT_CHANGED = "amendment.changed"
AMENDMENT_SUBMITTED = "amendment.submitted"
AMENDMENT_SENT_BACK = "amendment.sent_back"
AMENDMENT_APPLIED = "amendment.applied"
AMENDMENT_WITHDRAWN = "amendment.withdrawn"
OPINIONS_ASKED = "plan.opinions_asked"
OPINION_GIVEN = "plan.opinion_given"
OPINION_SETTLED = "plan.opinion_settled"
OPINIONS_CLOSED = "plan.opinions_closed"
COVERAGE_MARKED = "plan.coverage_marked"
OUTREACH_SHOWN = "plan.outreach_shown"
OUTREACH_VOIDED = "plan.outreach_voided"
WORK_OPENED = "plan.work_opened"
TARGET_BOUND = "plan.target_bound"
TARGET_REPORTED = "plan.target_reported"
PLAN_RELEASED = "plan.released"
PLAN_UNRELEASED = "plan.unreleased"

SOURCE_REGISTERED = "source.registered"
TASK_GIVEN = "task.given"
TASK_DIVIDED = "task.divided"
POST_NAMED = "task.post_named"
LEAD_NAMED = "task.lead_named"
EVENT_RAISED = "task.event_raised"
COMMENTED = "task.commented"
MEASURE_BOUND = "task.measure_bound"
MEASURE_REMOVED = "task.measure_removed"
TRIGGER_BOUND = "task.trigger_bound"
TRIGGER_ENDED = "task.trigger_ended"

OCCURRENCE_STARTED = "occurrence.started"
OCCURRENCE_ASSIGNED = "occurrence.assigned"
OCCURRENCE_HANDED_OVER = "occurrence.handed_over"
RESULT_PREPARED = "occurrence.prepared"
RESULT_HANDED_IN = "occurrence.handed_in"
RESULT_TAKEN_BACK = "occurrence.taken_back"
RESULT_ACCEPTED = "occurrence.accepted"
RESULT_RETURNED = "occurrence.returned"
OCCURRENCE_SATISFIED = "occurrence.satisfied"
OCCURRENCE_MEASURED = "occurrence.measured"
HOLDER_CHANGED = "occurrence.holder_changed"
NOTHING_AROSE = "occurrence.nothing_arose"
OCCURRENCE_REOPENED = "occurrence.reopened"
OCCURRENCE_MOVED = "occurrence.moved"
REQUESTED = "occurrence.requested"
REQUEST_GRANTED = "occurrence.request_granted"
REQUEST_REFUSED = "occurrence.request_refused"
REQUEST_DROPPED = "occurrence.request_dropped"
REMINDED = "occurrence.reminded"
INPUT_ASKED = "occurrence.input_asked"
INPUT_GIVEN = "occurrence.input_given"

LETTER_DRAFTED = "urging.drafted"
LETTER_SUBMITTED = "urging.submitted"
LETTER_SENT_BACK = "urging.sent_back"
LETTER_SENT = "urging.sent"
LETTER_WITHDRAWN = "urging.withdrawn"
LETTER_ANSWERED = "urging.answered"
URGED = "task.urged"
URGING_ANSWERED = "task.urging_answered"

DIFFICULTY_RAISED = "difficulty.raised"
DIFFICULTY_ANSWERED = "difficulty.answered"
DIFFICULTY_SETTLED = "difficulty.settled"
INSTRUCTION_MADE_TASK = "difficulty.made_task"

FUNDING_PLANNED = "funding.planned"
FUNDING_CHANGED = "funding.changed"
FUNDING_SPENT = "funding.spent"
SPENDING_VOIDED = "funding.spending_voided"
FUNDING_SETTLED = "funding.settled"
FUNDING_REOPENED = "funding.reopened"
FUNDING_CANCELLED = "funding.cancelled"
CHECKLIST_ISSUED = "inspection.checklist_issued"
INSPECTION_PLANNED = "inspection.planned"
INSPECTION_CHANGED = "inspection.changed"
TEAM_CHANGED = "inspection.team_changed"
INSPECTED_CHANGED = "inspection.units_changed"
INSPECTION_BEGUN = "inspection.begun"
INSPECTION_CONCLUDED = "inspection.concluded"
INSPECTION_RESUMED = "inspection.resumed"
INSPECTION_CLOSED = "inspection.closed"
INSPECTION_CANCELLED = "inspection.cancelled"
INSPECTION_REPORTED = "inspection.reported"
FINDING_RECORDED = "finding.recorded"
REMEDY_REQUIRED = "finding.remedy_required"
REMEDY_LIFTED = "finding.remedy_lifted"
REMEDY_EXTENDED = "finding.remedy_extended"
REMEDY_REPORTED = "finding.remedy_reported"
REMEDY_ACCEPTED = "finding.remedy_accepted"
REMEDY_RETURNED = "finding.remedy_returned"
SCHEME_ISSUED = "assessment.scheme_issued"
ROUND_OPENED = "assessment.round_opened"
ROUND_RECKONED = "assessment.reckoned"
ROUND_REVIEWED = "assessment.reviewing"
ROUND_RETURNED = "assessment.returned"
ROUND_APPROVED = "assessment.approved"
SELF_SCORED = "assessment.self_scored"
SCORED = "assessment.scored"
PLACES_SET = "assessment.places_set"
NOMINATED = "commendation.nominated"
NOMINATION_GRANTED = "commendation.granted"
NOMINATION_DECLINED = "commendation.declined"
NOMINATION_WITHDRAWN = "commendation.withdrawn"
INITIATIVE_WRITTEN = "initiative.written"
INITIATIVE_CHANGED = "initiative.changed"
INITIATIVE_SUBMITTED = "initiative.submitted"
INITIATIVE_RETURNED = "initiative.returned"
INITIATIVE_APPROVED = "initiative.approved"
INITIATIVE_PUBLISHED = "initiative.published"
INITIATIVE_HIDDEN = "initiative.hidden"

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
    PLAN_REOPENED: N_("Mở lại kế hoạch"),
    PLAN_DRAFTED: N_("Lập dự thảo kế hoạch"),
    PLAN_DRAFT_CHANGED: N_("Sửa dự thảo"),
    PLAN_SUBMITTED: N_("Trình duyệt kế hoạch"),
    PLAN_SENT_BACK: N_("Dự thảo trở lại người soạn"),
    PLAN_ISSUED: N_("Ban hành kế hoạch"),
    PLAN_AMENDED: N_("Điều chỉnh, bổ sung kế hoạch"),
    PLAN_READING_CORRECTED: N_("Sửa lỗi đọc của kế hoạch"),
    PLAN_LINKED: N_("Xác nhận kế hoạch cấp trên"),
    AMENDMENT_DRAFTED: N_("Lập văn bản điều chỉnh"),
    AMENDMENT_CHANGED: N_("Sửa văn bản điều chỉnh"),
    AMENDMENT_SUBMITTED: N_("Trình văn bản điều chỉnh"),
    AMENDMENT_SENT_BACK: N_("Văn bản điều chỉnh trở lại người soạn"),
    AMENDMENT_APPLIED: N_("Điều chỉnh có hiệu lực"),
    AMENDMENT_WITHDRAWN: N_("Rút văn bản điều chỉnh"),
    OPINIONS_ASKED: N_("Lấy ý kiến đơn vị"),
    OPINION_GIVEN: N_("Đơn vị cho ý kiến"),
    OPINION_SETTLED: N_("Giải trình, tiếp thu ý kiến"),
    OPINIONS_CLOSED: N_("Kết thúc lấy ý kiến"),
    COVERAGE_MARKED: N_("Xác nhận việc thực hiện kế hoạch cấp trên"),
    OUTREACH_SHOWN: N_("Ghi minh chứng tuyên truyền"),
    OUTREACH_VOIDED: N_("Bỏ minh chứng ghi nhầm"),
    WORK_OPENED: N_("Mở công việc của kế hoạch"),
    TARGET_BOUND: N_("Xác nhận cách đo chỉ tiêu"),
    TARGET_REPORTED: N_("Báo cáo số liệu chỉ tiêu"),
    PLAN_RELEASED: N_("Công khai kế hoạch"),
    PLAN_UNRELEASED: N_("Thôi công khai kế hoạch"),
    SOURCE_REGISTERED: N_("Vào sổ nguồn giao việc"),
    TASK_GIVEN: N_("Giao việc"),
    TASK_DIVIDED: N_("Chia nhỏ nhiệm vụ"),
    POST_NAMED: N_("Ghi chức vụ chủ trì theo văn bản"),
    LEAD_NAMED: N_("Xác định đơn vị chủ trì"),
    EVENT_RAISED: N_("Việc đã phát sinh"),
    COMMENTED: N_("Trao đổi"),
    MEASURE_BOUND: N_("Xác nhận cách đo nhiệm vụ"),
    MEASURE_REMOVED: N_("Bỏ cách đo nhiệm vụ"),
    TRIGGER_BOUND: N_("Gắn nhiệm vụ với sự kiện của hệ thống"),
    TRIGGER_ENDED: N_("Thôi gắn nhiệm vụ với sự kiện của hệ thống"),
    OCCURRENCE_STARTED: N_("Bắt đầu thực hiện"),
    OCCURRENCE_ASSIGNED: N_("Phân công"),
    OCCURRENCE_HANDED_OVER: N_("Bàn giao"),
    RESULT_PREPARED: N_("Chuẩn bị kết quả"),
    RESULT_HANDED_IN: N_("Nộp kết quả"),
    RESULT_TAKEN_BACK: N_("Rút kết quả đã nộp"),
    RESULT_ACCEPTED: N_("Công nhận hoàn thành"),
    RESULT_RETURNED: N_("Trả lại kết quả"),
    OCCURRENCE_SATISFIED: N_("Hoàn thành theo số liệu của hệ thống"),
    OCCURRENCE_MEASURED: N_("Số liệu chưa đạt điều kiện hoàn thành"),
    HOLDER_CHANGED: N_("Việc theo người giữ chức vụ"),
    NOTHING_AROSE: N_("Xác nhận không phát sinh"),
    OCCURRENCE_REOPENED: N_("Mở lại"),
    OCCURRENCE_MOVED: N_("Dời hạn theo văn bản điều chỉnh"),
    REQUESTED: N_("Đề nghị với đơn vị giao việc"),
    REQUEST_GRANTED: N_("Đồng ý đề nghị"),
    REQUEST_REFUSED: N_("Không đồng ý đề nghị"),
    REQUEST_DROPPED: N_("Rút đề nghị"),
    REMINDED: N_("Nhắc hạn"),
    INPUT_ASKED: N_("Xin ý kiến phối hợp"),
    INPUT_GIVEN: N_("Cho ý kiến phối hợp"),
    LETTER_DRAFTED: N_("Lập văn bản đôn đốc"),
    LETTER_SUBMITTED: N_("Trình văn bản đôn đốc"),
    LETTER_SENT_BACK: N_("Văn bản đôn đốc trở lại người soạn"),
    LETTER_SENT: N_("Gửi văn bản đôn đốc"),
    LETTER_WITHDRAWN: N_("Bỏ văn bản đôn đốc"),
    LETTER_ANSWERED: N_("Đơn vị trả lời đôn đốc"),
    URGED: N_("Đã đôn đốc"),
    URGING_ANSWERED: N_("Trả lời đôn đốc"),
    DIFFICULTY_RAISED: N_("Nêu khó khăn, vướng mắc"),
    DIFFICULTY_ANSWERED: N_("Cho ý kiến chỉ đạo"),
    DIFFICULTY_SETTLED: N_("Khó khăn đã xử lý xong"),
    INSTRUCTION_MADE_TASK: N_("Chuyển ý kiến chỉ đạo thành nhiệm vụ"),
    FUNDING_PLANNED: N_("Lập dự toán"),
    FUNDING_CHANGED: N_("Điều chỉnh dự toán"),
    FUNDING_SPENT: N_("Ghi chi"),
    SPENDING_VOIDED: N_("Bỏ khoản chi ghi nhầm"),
    FUNDING_SETTLED: N_("Quyết toán"),
    FUNDING_REOPENED: N_("Mở lại quyết toán"),
    FUNDING_CANCELLED: N_("Bỏ dòng dự toán"),
    CHECKLIST_ISSUED: N_("Ban hành danh mục kiểm tra"),
    INSPECTION_PLANNED: N_("Lập cuộc kiểm tra"),
    INSPECTION_CHANGED: N_("Sửa cuộc kiểm tra"),
    TEAM_CHANGED: N_("Thay đổi đoàn kiểm tra"),
    INSPECTED_CHANGED: N_("Thay đổi đơn vị được kiểm tra"),
    INSPECTION_BEGUN: N_("Bắt đầu kiểm tra"),
    INSPECTION_CONCLUDED: N_("Kết luận kiểm tra"),
    INSPECTION_RESUMED: N_("Kiểm tra tiếp"),
    INSPECTION_CLOSED: N_("Kết thúc theo dõi"),
    INSPECTION_CANCELLED: N_("Bỏ cuộc kiểm tra"),
    INSPECTION_REPORTED: N_("Lập báo cáo kết quả kiểm tra"),
    FINDING_RECORDED: N_("Ghi kết quả kiểm tra"),
    REMEDY_REQUIRED: N_("Yêu cầu khắc phục"),
    REMEDY_LIFTED: N_("Thôi yêu cầu khắc phục"),
    REMEDY_EXTENDED: N_("Gia hạn khắc phục"),
    REMEDY_REPORTED: N_("Báo cáo khắc phục"),
    REMEDY_ACCEPTED: N_("Công nhận đã khắc phục"),
    REMEDY_RETURNED: N_("Trả lại báo cáo khắc phục"),
    SCHEME_ISSUED: N_("Ban hành bộ tiêu chí"),
    ROUND_OPENED: N_("Mở đợt đánh giá"),
    ROUND_RECKONED: N_("Tính điểm từ số liệu"),
    ROUND_REVIEWED: N_("Chuyển sang chấm điểm"),
    ROUND_RETURNED: N_("Trả lại để tự chấm"),
    ROUND_APPROVED: N_("Phê duyệt kết quả đánh giá"),
    SELF_SCORED: N_("Tự chấm điểm"),
    SCORED: N_("Chấm điểm"),
    PLACES_SET: N_("Đặt số lượng khen thưởng"),
    NOMINATED: N_("Đề nghị khen thưởng"),
    NOMINATION_GRANTED: N_("Quyết định khen thưởng"),
    NOMINATION_DECLINED: N_("Không khen thưởng"),
    NOMINATION_WITHDRAWN: N_("Rút đề nghị khen thưởng"),
    INITIATIVE_WRITTEN: N_("Ghi mô hình, sáng kiến"),
    INITIATIVE_CHANGED: N_("Sửa mô hình, sáng kiến"),
    INITIATIVE_SUBMITTED: N_("Trình mô hình, sáng kiến"),
    INITIATIVE_RETURNED: N_("Trả lại mô hình, sáng kiến"),
    INITIATIVE_APPROVED: N_("Công nhận mô hình, sáng kiến"),
    INITIATIVE_PUBLISHED: N_("Công bố ra ngoài"),
    INITIATIVE_HIDDEN: N_("Thôi công bố"),
    FEED_OPENED: N_("Mở địa chỉ lịch"),
    FEED_ENDED: N_("Thu hồi địa chỉ lịch"),
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
    "officer": N_("Cán bộ"),
    "note": N_("Ý kiến"),
    "deliverables": N_("Kết quả"),
    "difficulty": N_("Khó khăn, vướng mắc"),
    "leader": N_("Lãnh đạo phụ trách"),
    "estimate": N_("Dự toán"),
    "amount": N_("Số tiền"),
    "settled": N_("Số quyết toán"),
    "item": N_("Nội dung kiểm tra"),
    "verdict": N_("Kết quả"),
    "officers": N_("Cán bộ"),
    "criterion": N_("Tiêu chí"),
    "points": N_("Điểm"),
    "collectives": N_("Số tập thể"),
    "persons": N_("Số cá nhân"),
    "award": N_("Hình thức khen thưởng"),
    "origin": N_("Cách lập dự thảo"),
    "from_plan": N_("Từ kế hoạch"),
    "edit": N_("Lần sửa"),
    "amendment": N_("Văn bản điều chỉnh"),
    "superior": N_("Kế hoạch cấp trên"),
    "answer": N_("Trả lời"),
    "changes": N_("Số thay đổi"),
    "item_kind": N_("Loại mục"),
    "item_key": N_("Mục"),
    "covered": N_("Có thực hiện"),
    "evidence": N_("Minh chứng"),
    "measured": N_("Số liệu"),
    "days": N_("Số ngày"),
    "nomination": N_("Đề nghị khen thưởng"),
    "feed": N_("Địa chỉ lịch"),
}
"""What people read of the fields of payloads that are this package's own; the texts are gettext keys."""
