"""What states, kinds and codes of the plans are called on the screen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.plans.desk.schedule_words import due_words
from motcua.plans.queries.work import timing_of
from motcua.plans.rules.slots import SlotKind
from motcua.plans.workflow import HandInState, OccurrenceState, PlanState, ReadingState, RequestState
from motcua.ui.badges import Badge, Tone
from motcua.ui.formats import short_date
from motcua.ui.language import spoken

PLAN_STATES = {
    PlanState.ISSUED: Badge(_("Đã ban hành"), Tone.DONE),
    PlanState.AWAITING_NUMBER: Badge(_("Chờ cấp số"), Tone.RISK),
    PlanState.DRAFT: Badge(_("Dự thảo"), Tone.PLAIN),
    PlanState.IN_APPROVAL: Badge(_("Đang trình"), Tone.ACTIVE),
    PlanState.CLOSED: Badge(_("Đã kết thúc"), Tone.PLAIN),
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
EVERY = {
    "": _("Không nêu"),
    "P1W": _("Hằng tuần"),
    "P2W": _("Hai tuần một lần"),
    "P1M": _("Hằng tháng"),
    "P2M": _("Hai tháng một lần"),
    "P3M": _("Hằng quý"),
    "P4M": _("Bốn tháng một lần"),
    "P6M": _("6 tháng một lần"),
    "P9M": _("9 tháng một lần"),
    "P1Y": _("Hằng năm"),
}
COMPARATORS = {
    ">=": _("từ … trở lên"),
    "<=": _("không quá"),
    "=": _("bằng"),
    ">": _("trên"),
    "<": _("dưới"),
}
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
    "schedule.due": _("Ngày trong kỳ"),
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

OCCURRENCE_STATES = {
    OccurrenceState.NOT_STARTED: Badge(_("Chưa bắt đầu"), Tone.PLAIN),
    OccurrenceState.IN_PROGRESS: Badge(_("Đang thực hiện"), Tone.ACTIVE),
    OccurrenceState.HANDED_IN: Badge(_("Chờ công nhận"), Tone.PAUSED),
    OccurrenceState.ACCEPTED: Badge(_("Hoàn thành"), Tone.DONE),
    OccurrenceState.RETURNED: Badge(_("Bị trả lại"), Tone.RISK),
    OccurrenceState.CANNOT_BE_DONE: Badge(_("Không thực hiện được"), Tone.PLAIN),
    OccurrenceState.NOTHING_AROSE: Badge(_("Không phát sinh"), Tone.DONE),
}
HAND_IN_STATES = {
    HandInState.PREPARED: Badge(_("Chờ thủ trưởng nộp"), Tone.PAUSED),
    HandInState.HANDED_IN: Badge(_("Đã nộp"), Tone.ACTIVE),
    HandInState.TAKEN_BACK: Badge(_("Đã rút"), Tone.PLAIN),
    HandInState.ACCEPTED: Badge(_("Đã công nhận"), Tone.DONE),
    HandInState.RETURNED: Badge(_("Bị trả lại"), Tone.RISK),
}
REQUEST_STATES = {
    RequestState.OPEN: Badge(_("Chờ trả lời"), Tone.PAUSED),
    RequestState.GRANTED: Badge(_("Đồng ý"), Tone.DONE),
    RequestState.REFUSED: Badge(_("Không đồng ý"), Tone.LATE),
    RequestState.DROPPED: Badge(_("Đã rút"), Tone.PLAIN),
}
DIFFICULTY_STATES = {
    "open": Badge(_("Chờ chỉ đạo"), Tone.RISK),
    "answered": Badge(_("Đã có chỉ đạo"), Tone.ACTIVE),
    "settled": Badge(_("Đã xử lý xong"), Tone.DONE),
}
TIMINGS = {
    "late": Badge(_("Quá hạn"), Tone.LATE),
    "due_soon": Badge(_("Sắp đến hạn"), Tone.RISK),
    "running": Badge(_("Trong hạn"), Tone.ACTIVE),
    "waiting": Badge(_("Chưa đến kỳ"), Tone.PLAIN),
    "handed_in": Badge(_("Đã nộp đúng hạn"), Tone.DONE),
    "finished_late": Badge(_("Nộp muộn"), Tone.LATE),
    "on_time": Badge(_("Đúng hạn"), Tone.DONE),
    "closed": Badge(_("Đã kết thúc"), Tone.PLAIN),
}


def timing(occurrence: Any, now: datetime) -> Badge:
    """Where an occurrence stands against its due moment; equals `queries.work.with_timing`."""
    return TIMINGS[timing_of(occurrence, now)]


def slot_name(occurrence: Any) -> str:
    """What an occurrence of a task is called: the quarter, the month, the event."""
    key, kind = occurrence.key, occurrence.kind
    if kind == SlotKind.NOTHING_AROSE:
        return gettext("xác nhận cuối kỳ")
    if kind == SlotKind.EVENT:
        return gettext("lần phát sinh {n}").format(n=key.rpartition("-")[2])
    if kind in (SlotKind.REPORT, SlotKind.MONTH):
        year, _dash, part = key.partition("/")[0].partition("-")
        if part.startswith("Q"):
            return gettext("quý {part}/{year}").format(part=part[1:], year=year)
        if part.startswith("H"):
            return gettext("6 tháng {part}/{year}").format(
                part=gettext("đầu") if part == "H1" else gettext("cuối"), year=year
            )
        return (
            gettext("tháng {part}/{year}").format(part=part, year=year)
            if part
            else gettext("năm {year}").format(year=year)
        )
    if kind == SlotKind.PERIOD:
        return gettext("kỳ từ {day}").format(day=short_date(occurrence.starts_on, spoken()))
    return gettext("một lần")


def slot_reason(occurrence: Any) -> str:
    """From which words of the paper the last day comes."""
    if occurrence.inferred:
        return gettext("Văn bản không ghi ngày; hạn là ngày cuối của kế hoạch.")
    if words := due_words(occurrence.task.due, occurrence.task.every):
        told = gettext("Văn bản ghi ngày trong kỳ: {days}.").format(days=words)
        return f"{told} {_as_written(occurrence)}"
    match occurrence.kind:
        case SlotKind.REPORT:
            return gettext("Nhiệm vụ thường xuyên: mỗi kỳ báo cáo của kế hoạch một lần.")
        case SlotKind.NOTHING_AROSE:
            return gettext("Nhiệm vụ khi có sự việc: cuối kỳ xác nhận không phát sinh.")
        case SlotKind.EVENT:
            return gettext("Hạn được ghi khi sự việc phát sinh: {event}").format(event=occurrence.event)
        case SlotKind.PERIOD:
            return gettext("Nhiệm vụ định kỳ: hết mỗi chu kỳ một lần.")
        case SlotKind.MONTH:
            return gettext("Tháng được nêu tên trong văn bản.")
    return _as_written(occurrence)


def _as_written(occurrence: Any) -> str:
    return gettext("Thời hạn ghi trong văn bản: {text}").format(
        text=occurrence.task.schedule_text or short_date(occurrence.ends_on, spoken())
    )
