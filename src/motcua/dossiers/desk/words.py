"""Badges of dossiers, and what the desk calls acts and what they need."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.dossiers.queries.words import STANDINGS, STATES
from motcua.dossiers.workflow import DossierState
from motcua.ui.badges import Badge, Tone

S = DossierState

_TONES = {
    S.SUBMITTED: Tone.PLAIN,
    S.ACCEPTED: Tone.ACTIVE,
    S.REFUSED: Tone.PLAIN,
    S.IN_PROCESS: Tone.ACTIVE,
    S.SUPPLEMENT_REQUESTED: Tone.PAUSED,
    S.PAYMENT_REQUESTED: Tone.PAUSED,
    S.WITHDRAWN: Tone.PLAIN,
    S.STOPPED: Tone.PLAIN,
    S.PROCESSED: Tone.DONE,
    S.RETURNED: Tone.DONE,
}
STATE_BADGES = {str(state): Badge(STATES[state], tone) for state, tone in _TONES.items()}
_STANDING_TONES = {
    "early": Tone.DONE,
    "on_time": Tone.DONE,
    "late": Tone.LATE,
    "paused": Tone.PAUSED,
    "running": Tone.ACTIVE,
    "soon": Tone.RISK,
    "ended": Tone.PLAIN,
    "waiting": Tone.PLAIN,
}
STANDING_BADGES = {key: Badge(STANDINGS[key], tone) for key, tone in _STANDING_TONES.items()}

ROUTE_BADGES = {
    "on_route": Badge(_("Đang trình ký"), Tone.ACTIVE),
    "returned": Badge(_("Bị trả lại"), Tone.RISK),
    "signed": Badge(_("Chờ cấp số"), Tone.ACTIVE),
    "issued": Badge(_("Đã ban hành"), Tone.DONE),
    "withdrawn": Badge(_("Đã rút"), Tone.PLAIN),
}
"""Of a paper on its way to signature, by the state of its approval."""

ACTIONS: dict[str, Any] = {
    "accept": _("Tiếp nhận"),
    "refuse": _("Không tiếp nhận"),
    "propose": _("Trình ký kết quả"),
    "advance": _("Chuyển bước tiếp"),
    "process": _("Ghi kết quả đã ký"),
    "hand_out": _("Trả kết quả"),
    "supplement": _("Nhận bổ sung"),
    "confirm_payment": _("Xác nhận đã nộp tiền"),
    "answer": _("Cho ý kiến"),
    "assign": _("Phân công"),
    "request_supplement": _("Yêu cầu bổ sung"),
    "request_payment": _("Yêu cầu nghĩa vụ tài chính"),
    "consult": _("Lấy ý kiến"),
    "return_step": _("Trả lại bước trước"),
    "propose_extension": _("Trình xin lỗi, hẹn lại"),
    "extend": _("Xin lỗi, hẹn lại"),
    "stop": _("Dừng giải quyết"),
    "withdraw": _("Rút hồ sơ"),
    "void": _("Hủy tiếp nhận"),
}
"""In the order in which the page offers them; the first that is possible is the main one."""
DANGEROUS = frozenset({"refuse", "stop", "withdraw", "void"})
DONE: dict[str, Any] = {
    "accept": _("Đã tiếp nhận. Giấy hẹn ở mục Biểu mẫu."),
    "refuse": _("Đã ghi không tiếp nhận. Phiếu ở mục Biểu mẫu."),
    "advance": _("Đã chuyển bước."),
    "propose": _("Đã trình ký. Theo dõi ở mục Trình ký của hồ sơ."),
    "propose_extension": _("Đã trình văn bản xin lỗi; ngày hẹn lại có hiệu lực khi ban hành."),
    "process": _("Đã ghi kết quả; chờ trả cho người nộp."),
    "hand_out": _("Đã trả kết quả."),
    "supplement": _("Đã nhận bổ sung."),
    "confirm_payment": _("Đã ghi nhận; thời hạn chạy tiếp."),
    "answer": _("Đã gửi ý kiến."),
    "assign": _("Đã phân công."),
    "request_supplement": _("Đã lập phiếu yêu cầu bổ sung; thời hạn tạm dừng."),
    "request_payment": _("Đã ghi; thời hạn tạm dừng."),
    "consult": _("Đã gửi lấy ý kiến."),
    "return_step": _("Đã trả lại."),
    "extend": _("Đã ghi hẹn lại. Văn bản ở mục Biểu mẫu."),
    "stop": _("Đã dừng giải quyết."),
    "withdraw": _("Đã ghi rút hồ sơ."),
    "void": _("Đã hủy tiếp nhận."),
}
HINTS: dict[str, Any] = {
    "propose": _(
        "Dự thảo (Word hoặc PDF) đi theo tuyến trình ký của cơ quan: duyệt, ký, cấp số. Ban hành xong thì hồ sơ có kết quả."
    ),
    "request_supplement": _("Yêu cầu đầy đủ trong một lần: mỗi nội dung có lý do, căn cứ và việc người nộp phải làm."),
    "process": _("Ghi kết quả đã ký: số, ngày, người ký và tệp. Từ chối giải quyết thì đánh dấu và ghi điều khoản."),
    "void": _(
        "Chỉ khi chưa ai ở sau quầy xử lý. Mã hồ sơ không dùng lại; hồ sơ không tính vào số liệu nhưng vẫn xem được."
    ),
    "hand_out": _("Xem giấy hẹn; mất giấy thì xem giấy tờ tùy thân, người nhận thay phải có giấy ủy quyền."),
    "extend": _("Ngày hẹn trên giấy hẹn không đổi. Hẹn lại không biến hồ sơ quá hạn thành đúng hạn."),
}
NEEDS: dict[str, Any] = {
    "unit": _("Đơn vị"),
    "case": _("Trường hợp"),
    "limit": _("Thời hạn (ngày làm việc)"),
    "ground": _("Căn cứ nhận khi còn thiếu giấy tờ"),
    "received_at": _("Thời điểm nhận (khi ghi lùi)"),
    "reason": _("Lý do"),
    "article": _("Điều khoản làm căn cứ"),
    "step": _("Bước"),
    "to": pgettext_lazy("next step", "Chuyển đến"),
    "officer": _("Cán bộ"),
    "items": _("Nội dung phải bổ sung"),
    "due_on": _("Bổ sung trước ngày"),
    "amount": _("Số tiền (đồng)"),
    "agency": _("Cơ quan ngoài hệ thống"),
    "question": _("Nội dung xin ý kiến"),
    "due_at": _("Trả lời trước"),
    "letter": _("Số, ngày văn bản"),
    "silence": _("Quá hạn không trả lời thì"),
    "opinion": _("Nội dung được hỏi"),
    "answer": _("Ý kiến"),
    "until": _("Hẹn lại đến"),
    "signer": _("Người ký"),
    "number": _("Số, ký hiệu"),
    "date": _("Ngày ký"),
    "file": _("Tệp"),
    "negative": _("Từ chối giải quyết"),
    "collected_by": _("Người nhận"),
    "identity_checked": _("Đã kiểm tra giấy hẹn hoặc giấy tờ tùy thân"),
    "note": _("Ghi chú"),
}
