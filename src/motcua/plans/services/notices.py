"""What people are told besides work itself: opinions and amendments, inspections and remedies, assessments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.errors import N_
from motcua.kernel.refs import Ref
from motcua.kernel.rules import rule
from motcua.messages.rules.declarations import Variable, declare
from motcua.messages.rules.reminders import Reminders
from motcua.messages.services.sending import notify
from motcua.plans.models import Finding
from motcua.plans.queries import recipients
from motcua.plans.queries.inspections import finding_ref, remedies_due
from motcua.plans.queries.opinions import asked_ref, silent_on
from motcua.plans.queries.plans import ref_of
from motcua.plans.services.templates import template

_PLAN = Variable(N_("kế hoạch"), "Kiểm soát thủ tục hành chính năm 2027")
_DAY = Variable(N_("hạn"), date(2026, 12, 10))
_UNIT = Variable(N_("đơn vị"), "Phòng Quản lý Đầu tư")
_NUMBER = Variable(N_("số văn bản"), "12/KH-KCNĐN")
_LETTER = Variable(N_("số văn bản"), "15/KCNĐN-VP")
_INSPECTION = Variable(N_("cuộc kiểm tra"), "Kiểm tra kiểm soát thủ tục hành chính quý III")
_TEXT = Variable(N_("việc phải khắc phục"), "Niêm yết lại thủ tục đã thay đổi")
_NOTE = Variable(N_("ý kiến"), "Bổ sung ảnh chụp bảng niêm yết")
_ROUND = Variable(N_("đợt đánh giá"), "Đánh giá năm 2026")
_NAME = Variable(N_("tập thể, cá nhân"), "Phòng Quản lý Đầu tư")


TEMPLATES = (
    template(
        "opinions_asked", N_("Xin ý kiến về dự thảo"), "approval", {"plan": _PLAN, "day": _DAY},
        ("Cho ý kiến trước {day}: {plan}", "Đơn vị bạn được xin ý kiến về dự thảo “{plan}”, trả lời trước hết ngày {day}.",
         "Your opinion by {day}: {plan}", "Your unit is asked for its opinion on the draft “{plan}” by {day}."),
    ),
    template(
        "opinions_due", N_("Nhắc cho ý kiến về dự thảo"), "reminder", {"plan": _PLAN, "day": _DAY},
        ("Chưa cho ý kiến, hạn {day}: {plan}", ("Đơn vị bạn chưa trả lời về dự thảo “{plan}”, hạn ngày {day}. Im lặng không "
         "tính là thống nhất."),
         "No opinion yet, due {day}: {plan}", ("Your unit has not answered about the draft “{plan}”, due on {day}. Silence "
         "does not count as consent.")),
    ),
    template(
        "opinions_silent", N_("Đơn vị chưa cho ý kiến"), "approval", {"plan": _PLAN, "day": _DAY, "units": Variable(N_("số đơn vị"), 3)},
        ("{units} đơn vị chưa cho ý kiến: {plan}", "Đã quá hạn ngày {day}, còn {units} đơn vị chưa trả lời về dự thảo “{plan}”.",
         "{units} units are silent: {plan}", "It is past {day} and {units} units have not answered about the draft “{plan}”."),
    ),
    template(
        "opinion_given", N_("Đơn vị đã cho ý kiến"), "approval", {"plan": _PLAN, "unit": _UNIT, "waiting": Variable(N_("số "
         "đơn vị chưa trả lời"), 2)},
        ("{unit} đã cho ý kiến: {plan}", "{unit} đã trả lời về dự thảo “{plan}”. Còn {waiting} đơn vị chưa trả lời.",
         "{unit} answered: {plan}", "{unit} answered about the draft “{plan}”. {waiting} units have not answered yet."),
        digest=True,
    ),
    template(
        "amendment_submitted", N_("Điều chỉnh kế hoạch đang trình"), "news",
        {"plan": _PLAN, "number": _NUMBER, "changes": Variable(N_("số thay đổi"), 2)},
        ("Sắp điều chỉnh: {plan}", ("Văn bản điều chỉnh kế hoạch {plan} đang trình, có thay đổi nhiệm vụ đơn vị bạn chủ trì "
         "({changes} thay đổi trong cả văn bản). Việc chưa đổi cho đến khi ban hành."),
         "To be amended: {plan}", ("An amendment of {plan} is on its way and changes tasks that your unit leads ({changes} "
         "changes in all). Nothing changes until it is issued.")),
        digest=True,
    ),
    template(
        "amendment_applied", N_("Điều chỉnh kế hoạch đã ban hành"), "assignment",
        {"plan": _PLAN, "number": _NUMBER, "changes": Variable(N_("số thay đổi"), 2)},
        ("Đã điều chỉnh: {plan}", ("Kế hoạch {plan} được điều chỉnh (văn bản số {number}, {changes} thay đổi). Hãy xem lại "
         "hạn và nội dung việc của đơn vị."),
         "Amended: {plan}", ("{plan} was amended (document {number}, {changes} changes). Look at the due dates and tasks of "
         "your unit again.")),
    ),
    template(
        "urged", N_("Văn bản đôn đốc"), "escalation",
        {"number": _LETTER, "day": _DAY, "count": Variable(N_("số nhiệm vụ quá hạn"), 3), "unit": _UNIT},
        ("Đôn đốc {count} nhiệm vụ quá hạn, trả lời trước {day}", ("Văn bản số {number} đôn đốc {unit} hoàn thành {count} "
         "nhiệm vụ quá hạn. Mở từng việc để trả lời trước hết ngày {day}: hẹn ngày hoàn thành, giải trình hoặc nêu khó khăn."),
         "{count} overdue tasks, answer by {day}", ("Letter {number} urges {unit} to complete {count} overdue tasks. Open "
         "each one and answer by {day}: promise a date, explain, or raise a difficulty.")),
    ),
    template(
        "urging_answered", N_("Đơn vị trả lời đôn đốc"), "approval", {"number": _LETTER, "unit": _UNIT, "note": _NOTE},
        ("{unit} trả lời văn bản đôn đốc số {number}", "{unit} đã trả lời văn bản đôn đốc số {number}.\n\n{note}",
         "{unit} answered letter {number}", "{unit} answered letter {number}.\n\n{note}"),
        digest=True,
    ),
    template(
        "inspected", N_("Lịch kiểm tra tại đơn vị"), "assignment",
        {"inspection": _INSPECTION, "number": _NUMBER, "visit": Variable(N_("ngày đến đơn vị"), date(2026, 9, 8)),
         "first": Variable(N_("từ ngày"), date(2026, 9, 7)), "last": Variable(N_("đến ngày"), date(2026, 9, 11))},
        ("Kiểm tra tại đơn vị ngày {visit}", ("{inspection}, theo văn bản số {number}, từ {first} đến {last}. Đoàn làm việc "
         "tại đơn vị bạn ngày {visit}."),
         "Inspection at your unit on {visit}", ("{inspection}, by document {number}, from {first} to {last}. The team comes "
         "to your unit on {visit}.")),
    ),
    template(
        "found", N_("Kết quả kiểm tra đơn vị"), "assignment", {"inspection": _INSPECTION, "faults": Variable(N_("số điều chưa đạt"), 2)},
        ("Kết quả kiểm tra: {faults} điều chưa đạt", "{inspection} đã có kết luận. Tại đơn vị bạn có {faults} điều chưa đạt.",
         "Findings: {faults} faults", "{inspection} is concluded. There are {faults} faults at your unit."),
    ),
    template(
        "remedy_required", N_("Yêu cầu khắc phục"), "assignment", {"text": _TEXT, "day": _DAY},
        ("Khắc phục trước {day}: {text}", "Đơn vị bạn phải khắc phục trước hết ngày {day}: {text}",
         "Put right by {day}: {text}", "Your unit is to put right by {day}: {text}"),
    ),
    template(
        "remedy_late", N_("Khắc phục quá hạn, sắp đến hạn"), "reminder", {"text": _TEXT, "day": _DAY},
        ("Hạn khắc phục {day}: {text}", "Đơn vị bạn chưa báo cáo khắc phục, hạn ngày {day}: {text}",
         "Remedy due {day}: {text}", "Your unit has not reported the remedy due on {day}: {text}"),
    ),
    template(
        "remedy_overdue", N_("Đơn vị chưa khắc phục"), "escalation", {"text": _TEXT, "day": _DAY, "unit": _UNIT},
        ("{unit} chưa khắc phục, hạn {day}", "{unit} chưa báo cáo khắc phục, hạn ngày {day}: {text}",
         "{unit} has not put right what was due {day}", "{unit} has not reported the remedy due on {day}: {text}"),
        digest=True,
    ),
    template(
        "remedy_reported", N_("Báo cáo khắc phục chờ xem xét"), "approval", {"text": _TEXT, "unit": _UNIT},
        ("{unit} báo cáo khắc phục", "{unit} đã báo cáo khắc phục, chờ công nhận: {text}",
         "{unit} reported a remedy", "{unit} reported a remedy that waits to be accepted: {text}"),
    ),
    template(
        "remedy_accepted", N_("Khắc phục được công nhận"), "assignment", {"text": _TEXT, "note": _NOTE},
        ("Đã công nhận khắc phục: {text}", "Việc khắc phục đã được công nhận: {text}\n\n{note}",
         "Remedy accepted: {text}", "The remedy was accepted: {text}\n\n{note}"),
        digest=True,
    ),
    template(
        "remedy_returned", N_("Báo cáo khắc phục bị trả lại"), "assignment", {"text": _TEXT, "note": _NOTE},
        ("Trả lại báo cáo khắc phục: {text}", "Báo cáo khắc phục được trả lại: {text}\n\n{note}",
         "Remedy returned: {text}", "The report of the remedy was returned: {text}\n\n{note}"),
    ),
    template(
        "self_score", N_("Tự chấm điểm"), "assignment", {"round": _ROUND, "name": _NAME},
        ("Tự chấm điểm: {round}", "{round} đã mở. Hãy tự chấm điểm cho {name}.",
         "Score yourself: {round}", "{round} is open. Score {name}."),
    ),
    template(
        "assessed", N_("Kết quả đánh giá"), "assignment",
        {"round": _ROUND, "name": _NAME, "points": Variable(N_("tổng điểm"), Decimal("87.50")), "grade": Variable(N_("xếp "
         "loại"), "Hoàn thành tốt nhiệm vụ")},
        ("Kết quả {round}: {name}", "{name} đạt {points} điểm, xếp loại: {grade}.",
         "Result of {round}: {name}", "{name} has {points} points, grade: {grade}."),
    ),
    template(
        "nomination_granted", N_("Được khen thưởng"), "news",
        {"name": _NAME, "award": Variable(N_("hình thức khen thưởng"), "Giấy khen"), "note": _NUMBER},
        ("Khen thưởng: {name}", "{name} được khen thưởng: {award}, theo quyết định số {note}.",
         "Commended: {name}", "{name} is commended: {award}, by decision {note}."),
    ),
    template(
        "nomination_declined", N_("Đề nghị khen thưởng không được duyệt"), "news",
        {"name": _NAME, "award": Variable(N_("hình thức khen thưởng"), "Giấy khen"), "note": _NOTE},
        ("Đề nghị khen thưởng không được duyệt: {name}", "Đề nghị {award} cho {name} không được duyệt.\n\n{note}",
         "Not commended: {name}", "{award} for {name} was not granted.\n\n{note}"),
    ),
)  # fmt: skip


def declare_notices() -> None:
    """Called by `apps.py`."""
    for one in TEMPLATES:
        declare(one)


def say(template: str, to: Iterable[Any], subject: Ref, *, dedupe: str, **context: object) -> int:
    """Tell officers about a record; how many messages were made."""
    with transaction.atomic():
        return len(notify(f"plans.{template}", to=list(to), subject=subject, context=context, dedupe=dedupe))


def say_of_remedy(
    template: str, finding: Finding, to: Iterable[Any], today: date, *, dedupe: str, **more: object
) -> int:
    """Tell about what is to be put right, and until when."""
    day = clock.local(finding.due_at).date() if finding.due_at is not None else today
    context = {"text": (finding.remedy or finding.text)[:300], "day": day, **more}
    return say(template, to, finding_ref(finding), dedupe=dedupe, **context)


def remind_others() -> int:
    """Remind units of opinions and remedies, and tell those who asked when they stay silent. Run again it tells nothing twice."""
    today = clock.today()
    given = Reminders.of(rule("plans.reminders", today).value)
    ranges = given.due_ranges(today)
    return _remind_of_opinions(given, ranges, today) + _remind_of_remedies(given, ranges, today)


def _remind_of_opinions(given: Reminders, ranges: list[tuple[date, date]], today: date) -> int:
    told, silent = 0, {}
    for asked in silent_on(ranges):
        found = asked.consultation
        stage = given.stage(found.due_on, today)
        dedupe, plan = f"{found.due_on.isoformat()}:{stage}", found.plan.title[:300]
        to = recipients.of_unit(asked.unit_id, today, "plans.give_opinion")
        told += say("opinions_due", to, asked_ref(asked), dedupe=dedupe, plan=plan, day=found.due_on)
        if stage is not None and stage >= given.head_after:
            silent[found.pk] = found
    for found in silent.values():
        count = found.consulted.filter(answer="").count()
        context = {"plan": found.plan.title[:300], "day": found.due_on, "units": count}
        dedupe = f"silent:{found.uid}:{given.stage(found.due_on, today)}"
        told += say("opinions_silent", recipients.askers(found, today), ref_of(found.plan), dedupe=dedupe, **context)
    return told


def _remind_of_remedies(given: Reminders, ranges: list[tuple[date, date]], today: date) -> int:
    told = 0
    for finding in remedies_due(ranges):
        due_on = clock.local(finding.due_at).date() if finding.due_at is not None else today
        stage = given.stage(due_on, today)
        unit, dedupe = finding.inspected.unit_id, f"{due_on.isoformat()}:{stage}"
        to = recipients.of_unit(unit, today, "inspections.remedy")
        told += say_of_remedy("remedy_late", finding, to, today, dedupe=dedupe)
        if stage is not None and stage >= given.leader_after:
            above, name = recipients.inspectors(finding, today), recipients.name_of(unit, today)
            told += say_of_remedy("remedy_overdue", finding, above, today, dedupe=dedupe, unit=name)
    return told
