"""What this package keeps in the trail. Pure. Payloads hold references only: never an address, never a text sent."""

from __future__ import annotations

from motcua.kernel.errors import N_

LABELS: dict[str, str] = {
    "wording.drafted": N_("Soạn lời thông báo riêng"),
    "wording.changed": N_("Sửa bản soạn lời thông báo"),
    "wording.approved": N_("Duyệt lời thông báo"),
    "wording.discarded": N_("Bỏ bản soạn lời thông báo"),
    "wording.replaced": N_("Dùng lại lời thông báo của phần mềm"),
    "message.failed": N_("Thông báo không gửi được"),
    "message.resent": N_("Gửi lại thông báo"),
    "dispatch.fell_back": N_("Tin không đến, chuyển sang kênh tiếp theo"),
    "dispatch.lost": N_("Tin không đến được qua kênh nào"),
    "dispatch.unknown": N_("Không rõ tin đã đến hay chưa"),
    "dispatch.resent": N_("Gửi lại tin"),
    "address.given": N_("Ghi địa chỉ nhận thông báo"),
    "address.verified": N_("Xác nhận địa chỉ nhận thông báo"),
    "address.removed": N_("Bỏ địa chỉ nhận thông báo"),
    "preferences.changed": N_("Đổi cách nhận thông báo"),
}

FIELDS: dict[str, str] = {
    "template": N_("Mẫu thông báo"),
    "channel": N_("Kênh"),
    "next": N_("Kênh tiếp theo"),
    "language": N_("Ngôn ngữ"),
    "purposes": N_("Loại thông báo đã đổi"),
}
"""What people read of the fields of payloads that are this package's own; the texts are gettext keys."""
