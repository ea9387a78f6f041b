"""The templates of this package itself: the digest, the link that verifies an address, the first word to a new officer, approvals."""

from __future__ import annotations

from datetime import date

from motcua.kernel.errors import N_
from motcua.messages.queries.recipients import DIGEST
from motcua.messages.rules.declarations import PURPOSES, TemplateDeclaration, Variable, declare, purposes
from motcua.messages.services.people import VERIFY

WELCOME = "messages.welcome"
WAITING, RETURNED, ISSUED = "approval.waiting", "approval.returned", "approval.issued"
_TITLE = Variable(N_("trích yếu văn bản"), "Kế hoạch kiểm soát thủ tục hành chính năm 2027")
_STEP = Variable(N_("tên bước"), "Trưởng phòng xem")
OWN = (
    TemplateDeclaration(
        key=DIGEST,
        title=N_("Bản tổng hợp buổi sáng"),
        purpose="account",
        variables={
            "count": Variable(N_("số thông báo"), 3),
            "day": Variable(N_("ngày gửi"), date(2026, 11, 20)),
        },
        subject_vi="Một Cửa ngày {day}: {count} việc cần xem",
        body_vi="Những việc sau đang chờ bạn. Mỗi ngày làm việc chỉ có một thư như thế này.",
        subject_en="Một Cửa on {day}: {count} to look at",
        body_en="The following waits for you. There is one letter like this on a working day.",
    ),
    TemplateDeclaration(
        key=VERIFY,
        title=N_("Xác nhận địa chỉ thư"),
        purpose="account",
        variables={
            "link": Variable(N_("đường dẫn xác nhận"), "https://motcua.example/desk/thong-bao/xac-nhan/…"),
            "hours": Variable(N_("số giờ đường dẫn còn dùng được"), 48),
        },
        subject_vi="Xác nhận địa chỉ nhận thông báo của Một Cửa",
        body_vi=(
            "Có người ghi địa chỉ này để nhận thông báo của Một Cửa.\n\n"
            "Nếu đó là bạn, hãy đăng nhập rồi mở đường dẫn sau trong {hours} giờ:\n"
            "{link}\n\nNếu không phải bạn, hãy bỏ qua thư này; sẽ không có thư nào khác gửi đến."
        ),
        subject_en="Confirm your address for messages of Một Cửa",
        body_en=(
            "Somebody entered this address to get messages of Một Cửa.\n\nIf it was you, sign in and open this link within {hours} hours:"
            "\n{link}\n\nIf it was not you, ignore this letter; no other will come."
        ),
        solicited=True,
    ),
    TemplateDeclaration(
        key=WELCOME,
        title=N_("Lời chào cán bộ mới"),
        purpose="account",
        variables={"username": Variable(N_("tên đăng nhập"), "chuyenvien")},
        subject_vi="Chào mừng bạn đến với Một Cửa",
        body_vi=(
            "Tài khoản {username} của bạn đã sẵn sàng. Nhắc hạn, việc được giao và văn bản chờ duyệt sẽ hiện ở chuông thông báo.\n\n"
            "Muốn nhận cả qua thư điện tử, hãy ghi và xác nhận địa chỉ của bạn ở trang «Cách nhận thông báo»."
        ),
        subject_en="Welcome to Một Cửa",
        body_en=(
            "Your account {username} is ready. Reminders, tasks given to you and documents that wait for approval show at the bell.\n\n"
            "To get them by e-mail too, enter and confirm your address on the page “How I am notified”."
        ),
    ),
    TemplateDeclaration(
        key=WAITING,
        title=N_("Văn bản chờ xử lý"),
        purpose="approval",
        variables={"title": _TITLE, "step": _STEP, "drafter": Variable(N_("người trình"), "Nguyễn Thị Hoa")},
        subject_vi="Chờ bạn xử lý: {title}",
        body_vi="Văn bản “{title}” do {drafter} trình đang ở bước “{step}” và chờ bạn xử lý.",
        subject_en="Waiting for you: {title}",
        body_en="The document “{title}”, submitted by {drafter}, is at the step “{step}” and waits for you.",
    ),
    TemplateDeclaration(
        key=RETURNED,
        title=N_("Văn bản bị trả lại"),
        purpose="approval",
        variables={"title": _TITLE, "step": _STEP},
        subject_vi="Trả lại: {title}",
        body_vi="Văn bản “{title}” bạn trình được trả lại ở bước “{step}”. Mở văn bản để xem ý kiến, sửa rồi trình lại.",
        subject_en="Returned: {title}",
        body_en="The document “{title}” that you submitted was returned at the step “{step}”. Open it to read why, then submit it again.",
    ),
    TemplateDeclaration(
        key=ISSUED,
        title=N_("Văn bản đã ban hành"),
        purpose="approval",
        variables={
            "title": _TITLE,
            "number": Variable(N_("số, ký hiệu"), "145/KH-UBND"),
            "day": Variable(N_("ngày ban hành"), date(2026, 11, 20)),
        },
        subject_vi="Đã ban hành {number}: {title}",
        body_vi="Văn bản “{title}” bạn trình đã được ký và ban hành: số {number}, ngày {day}.",
        subject_en="Issued as {number}: {title}",
        body_en="The document “{title}” that you submitted was signed and issued as {number} on {day}.",
    ),
)


def declare_own() -> None:
    """Called by `apps.py`, before any other package declares its templates."""
    for key, purpose in PURPOSES.items():
        purposes.register(key, purpose)
    for declaration in OWN:
        declare(declaration)
