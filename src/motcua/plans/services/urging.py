"""Đôn đốc: a letter to the units that are late, on its route to signature and number, sent when issued, answered by the units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.documents.queries.approvals import next_round
from motcua.documents.services.approvals import Approvable, Issue, submit
from motcua.documents.services.files import store_made
from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import nfc, sort_key
from motcua.organisations.queries.posts import leaders_in_charge
from motcua.plans import events as kinds
from motcua.plans.models import Occurrence, UrgedWork, UrgingLetter
from motcua.plans.queries.urging import letter_ref, urged_of
from motcua.plans.queries.work import occurrence_ref, task_ref
from motcua.plans.services.difficulties import raise_difficulty
from motcua.plans.services.urging_paper import letter_docx
from motcua.plans.workflow import LETTER, WITH_THE_LEAD, LetterState

if TYPE_CHECKING:
    from motcua.documents.models import Approval, StoredFile

APPROVAL_KIND = "letter"
MOST = 2000
"""Lines of one letter at most."""


def draft_letter(
    *,
    owner: Any,
    occurrences: Sequence[Occurrence],
    answer_by: date,
    actor: Actor,
    signer: Any = None,
    words: str = "",
    is_sample: bool = False,
) -> UrgingLetter:
    """Lập văn bản đôn đốc: a draft that names late occurrences of tasks of one owner, each as it stands now.

    Raises Invalid (nothing late, the date to answer by has passed), Refused (not late, another body's).
    """
    now, today = clock.now(), clock.today()
    errors = []
    if not occurrences or len(occurrences) > MOST:
        errors.append(FieldError("units", N_("Chọn ít nhất một đơn vị có việc quá hạn.")))
    if answer_by <= today:
        errors.append(FieldError("answer_by", N_("Hạn trả lời phải sau hôm nay.")))
    if errors:
        raise Invalid("Chưa lập được văn bản đôn đốc. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    for one in occurrences:
        if one.task.owner_id != owner.pk:
            raise Refused("Chỉ đôn đốc việc do cơ quan của văn bản giao.", code="another_owner")
        if one.unit_id is None or one.voided_at is not None or one.state not in WITH_THE_LEAD or one.due_at >= now:
            raise Refused("Có việc không còn quá hạn. Hãy tải lại trang.", code="not_late")
    title = f"Đôn đốc thực hiện {len(occurrences)} nhiệm vụ quá hạn tính đến ngày {today:%d/%m/%Y}"
    leaders = leaders_in_charge({o.unit_id for o in occurrences if o.unit_id is not None}, today)
    with transaction.atomic():
        letter = UrgingLetter.objects.create(
            owner=owner,
            title=title,
            sort_key=sort_key(title)[:300],
            words=nfc(words).strip(),
            answer_by=answer_by,
            signer=signer,
            drafted_by=str(actor.ref or ""),
            drafted_name=actor.name,
            is_sample=is_sample,
            created_at=now,
        )
        UrgedWork.objects.bulk_create(
            UrgedWork(
                letter=letter,
                occurrence=one,
                unit=one.unit,
                due_at=one.due_at,
                days_late=(today - clock.local(one.due_at).date()).days,
                leader_name=_named(leaders.get(one.unit_id or 0)),
            )
            for one in occurrences
        )
        payload: dict[str, events.Plain] = {"count": len(occurrences), "due_on": answer_by}
        events.append(letter_ref(letter), kinds.LETTER_DRAFTED, actor=actor, payload=payload)
    return letter


def submit_letter(letter: UrgingLetter, *, actor: Actor, route: str | None = None, opinion: str = "") -> Approval:
    """Trình duyệt: the letter goes on the route of letters of its body. Raises Refused, Invalid."""
    if letter.state != LetterState.DRAFT:
        raise Refused("Văn bản đôn đốc không còn là dự thảo.", code="not_a_draft")
    file = _paper(letter, actor)
    with transaction.atomic():
        approval = submit(
            letter_ref(letter),
            kind=APPROVAL_KIND,
            title=letter.title,
            unit=letter.owner,
            content=file,
            actor=actor,
            route=route,
            opinion=opinion,
        )
        letter.refresh_from_db(fields=["state", "version"])
        if letter.state == LetterState.DRAFT:  # a new round has told us itself
            _on_route(letter, actor)
    return approval


def withdraw_letter(letter: UrgingLetter, *, actor: Actor, reason: str) -> UrgingLetter:
    """Bỏ a draft; it stays readable with its reason."""
    reason = nfc(reason).strip()
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    with transaction.atomic():
        workflow.move(letter, LETTER, "withdraw", return_note=reason[:2000])
        events.append(letter_ref(letter), kinds.LETTER_WITHDRAWN, actor=actor, payload={"reason": reason[:500]})
    return letter


def answer_urging(
    occurrence: Occurrence, *, answer: str, actor: Actor, text: str = "", promised_on: date | None = None
) -> UrgedWork:
    """The unit's answer to the last letter about an occurrence: a promised date, a difficulty (which goes to the leader at once), or why.

    Answered again while the work is still owed: the last answer counts, the trail keeps all. Raises Refused, Invalid.
    """
    text = nfc(text).strip()
    _check_answer(answer, text, promised_on)
    line = next(iter(urged_of(occurrence)), None)
    if line is None:
        raise Refused("Việc này chưa có văn bản đôn đốc nào.", code="not_urged")
    if line.answer and occurrence.state not in WITH_THE_LEAD:
        raise Refused("Đơn vị đã trả lời và đã nộp kết quả.", code="transition_refused")
    promised = promised_on if answer == UrgedWork.Answer.PROMISE else None
    with transaction.atomic():
        rows = UrgedWork.objects.filter(pk=line.pk, version=line.version)
        changed = rows.update(
            answer=answer,
            text=text,
            promised_on=promised,
            answered_by=str(actor.ref or ""),
            answered_name=actor.name,
            answered_at=clock.now(),
            version=line.version + 1,
        )
        if changed != 1:
            raise Refused("Công văn này vừa được trả lời. Hãy tải lại trang.", code="transition_refused")
        if answer == UrgedWork.Answer.DIFFICULTY:
            raise_difficulty(
                occurrence.task, unit=occurrence.unit or line.unit, text=text, actor=actor, occurrence=occurrence
            )
        payload: dict[str, events.Plain] = {"answer": answer, "promised_on": promised, "note": text[:500]}
        told = payload | {"letter": letter_ref(line.letter)}
        events.append(occurrence_ref(occurrence), kinds.URGING_ANSWERED, actor=actor, payload=told)
        events.append(task_ref(occurrence.task), kinds.URGING_ANSWERED, actor=actor, payload=told)
        told = payload | {"unit": line.unit.code, "task": task_ref(occurrence.task)}
        events.append(letter_ref(line.letter), kinds.LETTER_ANSWERED, actor=actor, payload=told)
    line.refresh_from_db()
    return line


def _check_answer(answer: str, text: str, promised_on: date | None) -> None:
    errors = []
    if answer not in UrgedWork.Answer.values:
        errors.append(FieldError("answer", N_("Chọn cách trả lời trong danh sách.")))
    elif answer == UrgedWork.Answer.PROMISE:
        if promised_on is None:
            errors.append(FieldError("promised_on", N_("Ghi ngày hẹn hoàn thành.")))
        elif promised_on < clock.today():
            errors.append(FieldError("promised_on", N_("Ngày hẹn không thể ở quá khứ.")))
    elif not text:
        errors.append(FieldError("text", N_("Ghi nội dung trả lời.")))
    if errors:
        raise Invalid("Chưa gửi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))


def _named(officer: Any) -> str:
    return f"{officer.person.name}, {officer.post}"[:300] if officer is not None else ""


def _on_route(letter: UrgingLetter, actor: Actor) -> None:
    workflow.move(letter, LETTER, "submit", return_note="")
    events.append(letter_ref(letter), kinds.LETTER_SUBMITTED, actor=actor)


def _get(uid: str) -> UrgingLetter:
    return UrgingLetter.objects.select_related("owner", "signer__person").get(uid=uid)


def _issued(uid: str, issue: Issue) -> None:
    """The letter has its number: it is sent, and each work that it names says so. In the transaction of the issue."""
    letter = _get(uid)
    workflow.move(
        letter,
        LETTER,
        "issue",
        number=issue.number,
        issued_on=issue.issued_on,
        signer_name=issue.signer,
        sent_at=clock.now(),
    )
    facts: dict[str, events.Plain] = {"number": issue.number, "issued_on": issue.issued_on}
    lines = list(letter.lines.select_related("occurrence__task").order_by("pk"))
    tasks = {line.occurrence.task_id: line.occurrence.task for line in lines}
    told = facts | {"letter": letter_ref(letter)}
    subjects = [occurrence_ref(line.occurrence) for line in lines] + [task_ref(task) for task in tasks.values()]
    events.append_many([events.NewEvent(subject, kinds.URGED, told) for subject in subjects], actor=issue.actor)
    events.append(letter_ref(letter), kinds.LETTER_SENT, actor=issue.actor, payload=facts | {"count": len(lines)})


def _back(uid: str, note: str, actor: Actor) -> None:
    letter = _get(uid)
    workflow.move(letter, LETTER, "send_back", return_note=note[:2000])
    events.append(letter_ref(letter), kinds.LETTER_SENT_BACK, actor=actor, payload={"note": note[:500]})


def _again(uid: str, _file: StoredFile, actor: Actor) -> None:
    """On a new round, also with a file that the drafter mended by hand: the lines stay what they are."""
    _on_route(_get(uid), actor)


def _render(uid: str) -> StoredFile:
    return _paper(_get(uid), SYSTEM)


def _paper(letter: UrgingLetter, actor: Actor) -> StoredFile:
    name = f"Don-doc-{clock.local(letter.created_at):%Y-%m-%d}-lan-{next_round(letter_ref(letter))}.docx"
    return store_made(letter_docx(letter), name=name, owner=letter_ref(letter), actor=actor)


APPROVABLE = Approvable(issued=_issued, returned=_back, withdrawn=_back, resubmitted=_again, render=_render)
