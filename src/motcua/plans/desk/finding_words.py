"""What verdicts and states of findings are called on the screen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.plans.workflow import FindingState
from motcua.ui.badges import Badge, Tone

VERDICTS = {
    "good": Badge(_("Đạt"), Tone.DONE),
    "fault": Badge(_("Chưa đạt"), Tone.LATE),
    "not_applicable": Badge(_("Không áp dụng"), Tone.PLAIN),
}
FINDING_STATES = {
    FindingState.NOTED: Badge(_("Đã ghi"), Tone.PLAIN),
    FindingState.OPEN: Badge(_("Phải khắc phục"), Tone.ACTIVE),
    FindingState.REPORTED: Badge(_("Đã báo cáo khắc phục"), Tone.PAUSED),
    FindingState.RETURNED: Badge(_("Bị trả lại"), Tone.RISK),
    FindingState.CLOSED: Badge(_("Đã khắc phục"), Tone.DONE),
}
TIMINGS = {
    "nothing": Badge(_("Không yêu cầu"), Tone.PLAIN),
    "running": Badge(_("Trong hạn"), Tone.ACTIVE),
    "late": Badge(_("Quá hạn"), Tone.LATE),
    "reported": Badge(_("Chờ công nhận"), Tone.PAUSED),
    "done": Badge(_("Đã khắc phục"), Tone.DONE),
    "done_late": Badge(_("Khắc phục muộn"), Tone.RISK),
}
