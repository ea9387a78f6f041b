"""What happens to dossiers, as kinds of events. Payloads hold references and non-personal facts."""

from __future__ import annotations

from motcua.kernel.errors import N_

SUBMITTED = "dossier.submitted"
ACCEPTED = "dossier.accepted"
REFUSED = "dossier.refused"
ADVANCED = "dossier.advanced"
STEP_RETURNED = "dossier.step_returned"
ASSIGNED = "dossier.assigned"
SUPPLEMENT_REQUESTED = "dossier.supplement_requested"
SUPPLEMENTED = "dossier.supplemented"
PAYMENT_REQUESTED = "dossier.payment_requested"
PAYMENT_CONFIRMED = "dossier.payment_confirmed"
OPINION_ASKED = "dossier.opinion_asked"
OPINION_GIVEN = "dossier.opinion_given"
PROPOSED = "dossier.proposed"
EXTENDED = "dossier.extended"
PROCESSED = "dossier.processed"
RETURNED = "dossier.returned"
WITHDRAWN = "dossier.withdrawn"
STOPPED = "dossier.stopped"
VOIDED = "dossier.voided"
CORRECTED = "dossier.corrected"
FORM_MADE = "dossier.form_made"
FORM_PRINTED = "dossier.form_printed"
FORM_FILLED = "dossier.form_filled"
TAKEN_OVER = "dossier.taken_over"

LABELS = {
    SUBMITTED: N_("Nộp hồ sơ"),
    ACCEPTED: N_("Tiếp nhận hồ sơ"),
    REFUSED: N_("Không tiếp nhận hồ sơ"),
    ADVANCED: N_("Chuyển bước"),
    STEP_RETURNED: N_("Trả lại bước trước"),
    ASSIGNED: N_("Phân công thụ lý"),
    SUPPLEMENT_REQUESTED: N_("Yêu cầu bổ sung hồ sơ"),
    SUPPLEMENTED: N_("Đã bổ sung hồ sơ"),
    PAYMENT_REQUESTED: N_("Yêu cầu thực hiện nghĩa vụ tài chính"),
    PAYMENT_CONFIRMED: N_("Đã thực hiện nghĩa vụ tài chính"),
    OPINION_ASKED: N_("Lấy ý kiến về hồ sơ"),
    OPINION_GIVEN: N_("Cho ý kiến về hồ sơ"),
    PROPOSED: N_("Trình ký"),
    EXTENDED: N_("Xin lỗi, hẹn lại ngày trả"),
    PROCESSED: N_("Giải quyết xong hồ sơ"),
    RETURNED: N_("Trả kết quả"),
    WITHDRAWN: N_("Rút hồ sơ"),
    STOPPED: N_("Dừng giải quyết hồ sơ"),
    VOIDED: N_("Hủy tiếp nhận"),
    CORRECTED: N_("Sửa thông tin hồ sơ"),
    FORM_MADE: N_("Lập biểu mẫu hồ sơ"),
    FORM_PRINTED: N_("In biểu mẫu hồ sơ"),
    FORM_FILLED: N_("Điền tờ khai điện tử"),
    TAKEN_OVER: N_("Nhận từ hệ thống trước"),
}

FIELDS = {
    "channel": N_("Kênh nộp"),
    "procedure": N_("Thủ tục"),
    "case": N_("Trường hợp"),
    "promised_at": N_("Hẹn trả"),
    "due_at": N_("Đến hạn"),
    "received_at": N_("Tính từ lúc"),
    "answer_due_at": N_("Trả lời tiếp nhận trước"),
    "step": N_("Bước"),
    "opened": N_("Bước tiếp theo"),
    "officer": N_("Cán bộ"),
    "slack": N_("Còn lại (phút làm việc)"),
    "items": N_("Nội dung phải bổ sung"),
    "article": N_("Điều khoản"),
    "until": N_("Đến ngày"),
    "late": N_("Trễ"),
    "result": N_("Kết quả"),
    "negative": N_("Từ chối giải quyết"),
    "signer": N_("Người ký"),
    "issued_on": N_("Ngày ban hành"),
    "form": N_("Biểu mẫu"),
    "eform": N_("Có tờ khai điện tử"),
    "missing": N_("Giấy tờ còn thiếu"),
    "waived": N_("Được nộp sau hoặc miễn"),
    "amount": N_("Số tiền"),
    "to_step": N_("Về bước"),
    "collected_by": N_("Người nhận"),
    "agency": N_("Cơ quan"),
    "code": N_("Mã hồ sơ"),
    "dated_back": N_("Ghi lùi giờ nhận"),
    "default": N_("Quy trình mặc định"),
    "ended_at": N_("Kết thúc lúc"),
}
