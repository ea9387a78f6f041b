"""What states, kinds and codes of the plans are called on the screen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.plans.workflow import PlanState, ReadingState
from motcua.ui.badges import Badge, Tone

PLAN_STATES = {
    PlanState.ISSUED: Badge(_("Đã ban hành"), Tone.DONE),
    PlanState.AWAITING_NUMBER: Badge(_("Chờ cấp số"), Tone.RISK),
    PlanState.REPLACED: Badge(_("Đã thay bằng bản khác"), Tone.PLAIN),
    PlanState.WITHDRAWN: Badge(_("Đã thu hồi"), Tone.LATE),
}
READING_STATES = {
    ReadingState.QUEUED: Badge(_("Chờ đọc"), Tone.PLAIN),
    ReadingState.READING: Badge(_("Đang đọc"), Tone.ACTIVE),
    ReadingState.TO_REVIEW: Badge(_("Chờ soát"), Tone.RISK),
    ReadingState.FAILED: Badge(_("Không đọc được"), Tone.LATE),
    ReadingState.ACCEPTED: Badge(_("Đã chấp nhận"), Tone.DONE),
    ReadingState.DISCARDED: Badge(_("Đã bỏ"), Tone.PLAIN),
}
SURENESS = {
    "sure": Badge(_("Chắc chắn"), Tone.DONE),
    "look": Badge(_("Nên xem"), Tone.RISK),
    "guess": Badge(_("Đoán"), Tone.LATE),
    "person": Badge(_("Người sửa"), Tone.ACTIVE),
}
SCHEDULE_KINDS = {
    "by_date": _("Trước một ngày"),
    "quarter": _("Theo quý"),
    "months": _("Theo tháng"),
    "year": _("Trong năm"),
    "continuous": _("Thường xuyên"),
    "on_event": _("Khi có sự kiện"),
    "periodic": _("Định kỳ"),
    "unspecified": _("Chưa rõ"),
}
PERIODS = {
    "monthly": _("Hằng tháng"),
    "quarterly": _("Hằng quý"),
    "6_months": _("6 tháng"),
    "9_months": _("9 tháng"),
    "annual": _("Hằng năm"),
    "ad_hoc": _("Đột xuất"),
    "unspecified": _("Không nêu kỳ"),
}
COMPARATORS = {
    ">=": _("từ … trở lên"),
    "<=": _("không quá"),
    "=": _("bằng"),
    ">": _("trên"),
    "<": _("dưới"),
}
SIGNS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}
CHANNELS = {
    "portal": _("Cổng, trang thông tin điện tử"),
    "national_portal": _("Cổng Dịch vụ công quốc gia"),
    "zalo": _("Zalo"),
    "facebook": _("Facebook"),
    "youtube": _("YouTube"),
    "sms": _("Tin nhắn"),
    "hotline_1022": _("Tổng đài 1022"),
    "radio_tv": _("Phát thanh, truyền hình"),
    "press": _("Báo chí"),
    "poster": _("Pa nô, áp phích, băng rôn"),
    "leaflet": _("Tờ rơi"),
    "booklet": _("Cẩm nang, sổ tay"),
    "notice_board": _("Niêm yết"),
    "kiosk": _("Ki-ốt"),
    "public_screen": _("Màn hình công cộng"),
    "mobile_app": _("Ứng dụng di động"),
    "meeting": _("Hội nghị, cuộc họp"),
    "training": _("Tập huấn"),
    "dialogue": _("Đối thoại"),
    "contest": _("Cuộc thi"),
    "study_visit": _("Tham quan, học tập"),
    "party_union": _("Sinh hoạt chi bộ, đoàn thể"),
    "document_system": _("Hệ thống văn bản điện tử"),
    "other": _("Hình thức khác"),
}
CLASSES = {
    "plan": _("Kế hoạch"),
    "decision_with_plan": _("Quyết định kèm theo kế hoạch"),
    "not_a_plan": _("Không phải kế hoạch"),
}
FIELDS = {
    "kind": _("Loại văn bản"),
    "number": _("Số, ký hiệu"),
    "issuer": _("Cơ quan ban hành"),
    "place": _("Địa danh"),
    "issued_on": _("Ngày ban hành"),
    "title": _("Trích yếu"),
    "year": _("Năm kế hoạch"),
    "class": _("Là văn bản gì"),
    "signer": _("Người ký"),
    "signer.capacity": _("Quyền hạn, chức vụ người ký"),
    "signer.name": _("Họ tên người ký"),
    "recipients": _("Nơi nhận"),
    "no": _("Số thứ tự"),
    "section": _("Thuộc phần"),
    "section_title": _("Tên phần"),
    "goal": _("Mục tiêu"),
    "task": _("Nhiệm vụ"),
    "lead": _("Chủ trì"),
    "coordinators": _("Phối hợp"),
    "deliverable": _("Kết quả, sản phẩm"),
    "schedule_text": _("Thời gian (nguyên văn)"),
    "schedule.kind": _("Kiểu thời hạn"),
    "schedule.start": _("Từ ngày"),
    "schedule.end": _("Đến ngày"),
    "schedule.event": _("Khi nào, sự kiện gì"),
    "schedule.every": _("Chu kỳ"),
    "schedule.months": _("Các tháng"),
    "text": _("Nguyên văn"),
    "subject": _("Nội dung"),
    "comparator": _("So sánh"),
    "value": _("Con số"),
    "unit": _("Đơn vị tính"),
    "task_no": _("Thuộc nhiệm vụ số"),
    "period": _("Kỳ báo cáo"),
    "to": _("Gửi cho"),
    "via": _("Qua, do ai"),
    "due_text": _("Hạn gửi"),
    "name": _("Tên"),
    "label": _("Đối tượng"),
    "channel": _("Loại hình thức"),
}
