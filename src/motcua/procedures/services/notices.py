"""What this package tells people."""

from __future__ import annotations

from datetime import date

from motcua.kernel.errors import N_
from motcua.messages.rules.declarations import TemplateDeclaration, Variable, declare

_TITLE = Variable(N_("dự thảo văn bản"), "Quyết định quy định thủ tục về khuyến công")
_DAY = Variable(N_("hạn"), date(2026, 12, 10))
TEMPLATES = (
    TemplateDeclaration(
        "procedures.regulation_asked",
        N_("Xin ý kiến về thủ tục trong dự thảo văn bản"),
        "approval",
        {"title": _TITLE, "day": _DAY},
        "Cho ý kiến trước {day}: {title}",
        "Đơn vị bạn được xin ý kiến về thủ tục hành chính trong dự thảo “{title}”, trả lời trước hết ngày {day}.",
        "Your opinion by {day}: {title}",
        "Your unit is asked about the procedures that the draft “{title}” sets, by {day}.",
    ),
    TemplateDeclaration(
        "procedures.regulation_silent",
        N_("Đơn vị chưa cho ý kiến về dự thảo văn bản"),
        "reminder",
        {"title": _TITLE, "day": _DAY},
        "Quá hạn {day}, chưa cho ý kiến: {title}",
        "Đơn vị bạn chưa trả lời về dự thảo “{title}”, hạn ngày {day}. Im lặng không tính là thống nhất.",
        "Overdue since {day}: {title}",
        "Your unit has not answered about the draft “{title}”, due on {day}. Silence does not count as consent.",
    ),
)


def declare_notices() -> None:
    """Called by `apps.py`."""
    for one in TEMPLATES:
        declare(one)
