"""What people are told about work: templates, and who is told what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import N_
from motcua.kernel.rules import rule
from motcua.messages.queries.notices import dedupes_of
from motcua.messages.rules.declarations import Variable, declare
from motcua.messages.rules.reminders import Reminders
from motcua.messages.services.sending import notify
from motcua.organisations.queries.units import names_on
from motcua.plans import events as kinds
from motcua.plans.models import Difficulty, Occurrence
from motcua.plans.queries import recipients
from motcua.plans.queries.work import difficulty_ref, occurrence_ref, with_the_lead
from motcua.plans.services.templates import template

BATCH = 500
_TASK = Variable(N_("nội dung nhiệm vụ"), "Rà soát, đơn giản hóa thủ tục hành chính")
_DAY = Variable(N_("hạn"), date(2026, 3, 31))
_UNIT = Variable(N_("đơn vị chủ trì"), "Phòng Quản lý Đầu tư")
_NAME = Variable(N_("người làm"), "Lê Hoàng An")
_TEXT = Variable(N_("khó khăn"), "Chưa có phần mềm")
_NOTE = Variable(N_("ý kiến"), "Bổ sung phụ lục số liệu")


TEMPLATES = (
    template(
        "due_soon", N_("Nhắc việc sắp đến hạn"), "reminder", {"task": _TASK, "day": _DAY},
        ("Sắp đến hạn {day}: {task}", "Việc “{task}” đến hạn ngày {day}.\n\nMở việc để nộp kết quả, xin gia hạn hoặc nêu khó khăn.",
         "Due on {day}: {task}", "“{task}” is due on {day}.\n\nOpen it to hand in the result, ask for more time or raise a difficulty."),
        digest=True,
    ),
    template(
        "late", N_("Nhắc việc quá hạn"), "reminder", {"task": _TASK, "day": _DAY, "days": Variable(N_("số ngày quá hạn"), 7)},
        ("Quá hạn {days} ngày: {task}", "Việc “{task}” đã quá hạn từ ngày {day}.\n\nMở việc để nộp kết quả hoặc nêu khó khăn, vướng mắc.",
         "{days} days overdue: {task}", "“{task}” has been overdue since {day}.\n\nOpen it to hand in the result or raise a difficulty."),
    ),
    template(
        "late_above", N_("Báo cấp trên việc quá hạn"), "escalation",
        {"task": _TASK, "day": _DAY, "days": Variable(N_("số ngày quá hạn"), 7), "unit": _UNIT},
        ("{unit} quá hạn {days} ngày: {task}", "{unit} chưa nộp kết quả việc “{task}”, hạn ngày {day}.",
         "{unit} is {days} days overdue: {task}", "{unit} has not handed in “{task}”, due on {day}."),
        digest=True,
    ),
    template(
        "assigned", N_("Được phân công"), "assignment",
        {"task": _TASK, "day": _DAY, "name": _NAME, "note": _NOTE},
        ("Bạn được giao: {task}", "{name} giao bạn việc “{task}”, hạn ngày {day}.\n\n{note}",
         "Given to you: {task}", "{name} gave you “{task}”, due on {day}.\n\n{note}"),
    ),
    template(
        "prepared", N_("Kết quả chờ nộp"), "approval", {"task": _TASK, "name": _NAME},
        ("Kết quả chờ bạn nộp: {task}", "{name} đã trình kết quả việc “{task}”. Xem và nộp cho đơn vị giao việc.",
         "A result waits for you: {task}", "{name} prepared the result of “{task}”. Look at it and hand it in."),
    ),
    template(
        "handed_in", N_("Kết quả chờ công nhận"), "approval", {"task": _TASK, "unit": _UNIT},
        ("{unit} nộp kết quả: {task}", "{unit} đã nộp kết quả việc “{task}”, chờ công nhận hoàn thành.",
         "{unit} handed in: {task}", "{unit} handed in the result of “{task}”; it waits to be accepted."),
        digest=True,
    ),
    template(
        "accepted", N_("Kết quả được công nhận"), "assignment", {"task": _TASK},
        ("Đã công nhận hoàn thành: {task}", "Kết quả việc “{task}” đã được công nhận hoàn thành.",
         "Accepted: {task}", "The result of “{task}” was accepted."),
        digest=True,
    ),
    template(
        "returned", N_("Kết quả bị trả lại"), "assignment", {"task": _TASK, "note": _NOTE},
        ("Trả lại kết quả: {task}", "Kết quả việc “{task}” được trả lại để sửa:\n\n{note}",
         "Returned: {task}", "The result of “{task}” was returned:\n\n{note}"),
    ),
    template(
        "requested", N_("Đề nghị chờ trả lời"), "approval", {"task": _TASK, "unit": _UNIT, "note": _NOTE},
        ("{unit} đề nghị: {task}", "{unit} xin gia hạn hoặc thôi thực hiện việc “{task}”:\n\n{note}",
         "{unit} asks: {task}", "{unit} asks for more time, or to be let off, for “{task}”:\n\n{note}"),
    ),
    template(
        "decided", N_("Đề nghị đã được trả lời"), "assignment", {"task": _TASK, "note": _NOTE},
        ("Đề nghị đã được trả lời: {task}", "Đề nghị của đơn vị bạn về việc “{task}” đã được trả lời.\n\n{note}",
         "Your request was answered: {task}", "What your unit asked about “{task}” was answered.\n\n{note}"),
    ),
    template(
        "difficulty", N_("Khó khăn, vướng mắc chờ chỉ đạo"), "difficulty", {"text": _TEXT, "unit": _UNIT},
        ("{unit} nêu khó khăn, vướng mắc", "{unit}: {text}",
         "{unit} raised a difficulty", "{unit}: {text}"),
    ),
    template(
        "instruction", N_("Có ý kiến chỉ đạo"), "difficulty", {"text": _TEXT},
        ("Có ý kiến chỉ đạo về khó khăn bạn nêu", "Lãnh đạo đã cho ý kiến về: {text}",
         "Your difficulty was answered", "The leader answered: {text}"),
    ),
    template(
        "satisfied", N_("Tự động công nhận theo số liệu"), "assignment", {"task": _TASK, "unit": _UNIT, "note": _NOTE},
        ("Tự động công nhận theo số liệu: {task}", ("Việc “{task}” của {unit} được ghi hoàn thành theo dữ liệu của hệ "
         "thống:\n\n{note}\n\nĐơn vị giao việc có thể mở việc để trả lại."),
         "Done by the data: {task}", ("“{task}” of {unit} was found done by the system's data:\n\n{note}\n\nThe unit that "
         "gave it may open and return it.")),
        digest=True,
    ),
    template(
        "not_fulfilled", N_("Số liệu chưa đạt điều kiện hoàn thành"), "reminder", {"task": _TASK, "note": _NOTE},
        ("Số liệu chưa đạt: {task}", ("Việc “{task}” chưa được công nhận theo số liệu:\n\n{note}\n\nViệc vẫn mở; hãy nộp kết "
         "quả hoặc nêu khó khăn."),
         "The data fall short: {task}", ("“{task}” is not done by the data:\n\n{note}\n\nIt stays open; hand in a result or "
         "raise a difficulty.")),
    ),
    template(
        "by_post", N_("Việc theo chức vụ"), "assignment", {"task": _TASK, "day": _DAY},
        ("Việc theo chức vụ của bạn: {task}", "Văn bản giao việc “{task}” cho chức vụ bạn đang giữ hoặc phụ trách thay, hạn ngày {day}.",
         "By your post: {task}", "The paper gives “{task}” to the post that you hold or stand in for, due on {day}."),
    ),
    template(
        "raised", N_("Việc đã phát sinh"), "assignment", {"task": _TASK, "day": _DAY, "note": _NOTE},
        ("Việc phát sinh, hạn {day}: {task}", "Đơn vị bạn có việc mới “{task}”, hạn ngày {day}, vì: {note}",
         "Work has come up, due {day}: {task}", "Your unit has new work “{task}”, due on {day}, because: {note}"),
    ),
    template(
        "mentioned", N_("Được nhắc tên"), "discussion", {"task": _TASK, "name": _NAME},
        ("{name} nhắc bạn: {task}", "{name} nhắc tên bạn khi trao đổi về “{task}”.",
         "{name} mentioned you: {task}", "{name} mentioned you in the conversation about “{task}”."),
    ),
)  # fmt: skip


def declare_templates() -> None:
    """Called by `apps.py`."""
    for one in TEMPLATES:
        declare(one)


def tell(
    template: str, occurrence: Occurrence, to: Iterable[Any], *, dedupe: str, urgent: bool = False, **context: object
) -> int:
    """Tell officers about an occurrence; how many messages were made. The context always has the task."""
    words = {"task": occurrence.task.task[:300], **context}
    with transaction.atomic():
        made = notify(
            f"plans.{template}",
            to=list(to),
            subject=occurrence_ref(occurrence),
            context=words,
            dedupe=dedupe,
            urgent=urgent,
        )
    return len(made)


def tell_of_difficulty(
    template: str, difficulty: Difficulty, to: Iterable[Any], *, dedupe: str, **context: object
) -> int:
    with transaction.atomic():
        made = notify(
            f"plans.{template}", to=list(to), subject=difficulty_ref(difficulty), context={"text": difficulty.text[:500], **context},
            dedupe=dedupe, urgent=True,
        )  # fmt: skip
    return len(made)


def remind_all() -> int:
    """Remind who owes what is due soon or late, and tell those above when it stays late. Run again it tells nothing twice.

    Each reminder is an event of the occurrence, so that it stands in its story with the answer to it.
    """
    today = clock.today()
    given = Reminders.of(rule("plans.reminders", today).value)
    near = Occurrence.objects.filter(unit__isnull=False, due_at__lt=_begin(today + timedelta(given.first + 1)))
    pks = list(with_the_lead(near).order_by("pk").values_list("pk", flat=True))
    told = 0
    for start in range(0, len(pks), BATCH):
        some = near.filter(pk__in=pks[start : start + BATCH]).select_related("task", "unit").order_by("pk")
        staged = [(one, *_stage(one, given, today)) for one in some]
        known = dedupes_of(("plans.due_soon", "plans.late"), [str(occurrence_ref(one)) for one, _day, _n in staged])
        for one, due_on, stage in staged:
            if stage is not None and (str(occurrence_ref(one)), _dedupe(due_on, stage)) not in known:
                told += _remind(one, due_on, stage, given, today)
    return told


def _stage(one: Occurrence, given: Reminders, today: date) -> tuple[date, int | None]:
    due_on = clock.local(one.due_at).date()
    return due_on, given.stage(due_on, today)


def _dedupe(due_on: date, stage: int) -> str:
    return f"{due_on.isoformat()}:{stage}"


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.ZONE)


def _remind(one: Occurrence, due_on: date, stage: int, given: Reminders, today: date) -> int:
    dedupe, days = _dedupe(due_on, stage), (today - due_on).days
    with transaction.atomic():
        if stage < 0:
            made = tell("due_soon", one, recipients.doers(one, today), dedupe=dedupe, day=due_on)
        else:
            made = tell("late", one, recipients.doers(one, today), dedupe=dedupe, day=due_on, days=days)
            above = [
                *(recipients.heads(one, today) if stage >= given.head_after else ()),
                *(recipients.leaders(one, today) if stage >= given.leader_after else ()),
            ]
            made += tell("late_above", one, above, dedupe=dedupe, day=due_on, days=days, unit=unit_name(one, today))
        if made:
            payload: dict[str, events.Plain] = {"count": made, "due_on": due_on}
            events.append(occurrence_ref(one), kinds.REMINDED, actor=SYSTEM, payload=payload)
    return made


def unit_name(one: Any, today: date) -> str:
    """What the unit is called today."""
    return names_on([one.unit_id], today).get(one.unit_id, "") if one.unit_id else ""
