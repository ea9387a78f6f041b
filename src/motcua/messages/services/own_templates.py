"""The templates of this package itself: the digest, the link that verifies an address, the first word to a new officer."""

from __future__ import annotations

from datetime import date

from motcua.kernel.errors import N_
from motcua.messages.queries.recipients import DIGEST
from motcua.messages.rules.declarations import PURPOSES, TemplateDeclaration, Variable, declare, purposes
from motcua.messages.services.people import VERIFY

WELCOME = "messages.welcome"
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
)


def declare_own() -> None:
    """Called by `apps.py`, before any other package declares its templates."""
    for key, purpose in PURPOSES.items():
        purposes.register(key, purpose)
    for declaration in OWN:
        declare(declaration)
