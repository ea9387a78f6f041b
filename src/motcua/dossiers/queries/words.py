"""What people read of the codes of a dossier; texts are gettext keys, asked for when a page is made."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.workflow import DossierState
from motcua.kernel.workdays import Unit

S = DossierState

STATES: dict[str, Any] = {
    S.SUBMITTED: _("Mới đăng ký"),
    S.ACCEPTED: _("Được tiếp nhận"),
    S.REFUSED: _("Không được tiếp nhận"),
    S.IN_PROCESS: _("Đang xử lý"),
    S.SUPPLEMENT_REQUESTED: _("Yêu cầu bổ sung giấy tờ"),
    S.PAYMENT_REQUESTED: _("Yêu cầu thực hiện nghĩa vụ tài chính"),
    S.WITHDRAWN: _("Công dân yêu cầu rút hồ sơ"),
    S.STOPPED: _("Dừng xử lý"),
    S.PROCESSED: _("Đã xử lý xong"),
    S.RETURNED: _("Đã trả kết quả"),
}
STANDINGS: dict[str, Any] = {
    "early": _("Trước hạn"),
    "on_time": _("Đúng hạn"),
    "late": _("Quá hạn"),
    "paused": _("Đang dừng tính"),
    "running": _("Trong hạn"),
    "soon": _("Sắp đến hạn"),
    "ended": _("Đã kết thúc"),
    "waiting": _("Chờ tiếp nhận"),
}
CHANNELS: dict[int, Any] = dict(Channel.choices)
SOURCES: dict[str, Any] = {
    "own": _("Hệ thống này"),
    "kiosk": _("Ki-ốt thông minh"),
    "system": _("Hệ thống khác"),
    "dvcqg": _("Cổng Dịch vụ công quốc gia"),
}
BASES: dict[str, Any] = {
    "authorisation": _("Giấy ủy quyền"),
    "introduction": _("Giấy giới thiệu"),
    "household": _("Thành viên hộ gia đình"),
    "post": _("Nhân viên bưu chính"),
    "digital_group": _("Tổ công nghệ số cộng đồng"),
    "other": pgettext_lazy("basis of filing", "Căn cứ khác"),
}
SCOPES: dict[str, Any] = {
    "submit": _("Chỉ nộp"),
    "collect": _("Chỉ nhận kết quả"),
    "both": _("Nộp và nhận kết quả"),
}
COLLECTED: dict[str, Any] = {
    "holder": _("Chủ hồ sơ"),
    "submitter": _("Người nộp thay"),
    "authorised": _("Người được ủy quyền"),
    "post": _("Bưu chính"),
}
_UNITS = {
    Unit.HOUR: "giờ làm việc",
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.DAY: "ngày",
    Unit.MONTH: "tháng",
}


def limit_words(dossier: Dossier) -> str:
    """As a Vietnamese paper says it: `05 ngày làm việc`."""
    if dossier.limit_unit == Unit.SAME_DAY:
        return "trong ngày làm việc"
    return f"{dossier.limit_value or 0:02} {_UNITS[Unit(dossier.limit_unit)]}"


def plain(words: dict[Any, Any], key: Any) -> str:
    """The Vietnamese word, as papers print it whatever the language of the page; the empty text for an unknown key."""
    with override("vi"):
        return str(words.get(key, ""))
