"""Lấy ý kiến: a draft goes to units until a date; they agree or comment; the drafter says of each comment what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, Stale
from motcua.kernel.text import nfc
from motcua.plans import events as kinds
from motcua.plans.models import Consultation, Consulted, Opinion, PlanDraft, PlanVersion
from motcua.plans.queries.contents import words_of
from motcua.plans.queries.plans import ref_of
from motcua.plans.services.drafts import keep_version
from motcua.plans.workflow import CONSULTATION, ConsultationState, PlanState

if TYPE_CHECKING:
    from motcua.organisations.models import Unit


def ask_opinions(
    draft: PlanDraft, *, units: Sequence[Unit], due_on: date, actor: Actor, note: str = ""
) -> Consultation:
    """Send the draft as it stands to units. What they see does not change while the drafter goes on writing."""
    plan = draft.plan
    errors = []
    if not units:
        errors.append(FieldError("units", N_("Ghi ít nhất một đơn vị.")))
    if due_on < clock.today():
        errors.append(FieldError("due_on", N_("Hạn không thể ở quá khứ.")))
    if errors:
        raise Invalid("Chưa gửi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    if plan.state != PlanState.DRAFT:
        raise Refused("Chỉ lấy ý kiến được khi kế hoạch còn là dự thảo.", code="not_a_draft")
    with transaction.atomic():
        shown = keep_version(plan, PlanVersion.Kind.CONSULTED, draft.content, actor=actor)
        try:
            with transaction.atomic():
                made = Consultation.objects.create(
                    plan=plan,
                    shown=shown,
                    due_on=due_on,
                    note=nfc(note).strip(),
                    opened_name=actor.name,
                    opened_at=clock.now(),
                )
        except IntegrityError as error:
            raise Refused("Đang lấy ý kiến dự thảo này. Hãy kết thúc đợt trước.", code="opinions_open") from error
        Consulted.objects.bulk_create(Consulted(consultation=made, unit=unit) for unit in dict.fromkeys(units))
        codes = [unit.code for unit in dict.fromkeys(units)]
        events.append(ref_of(plan), kinds.OPINIONS_ASKED, actor=actor, payload={"units": codes, "due_on": due_on})
    return made


def answer(
    asked: Consulted, *, answer: str, comments: Iterable[tuple[str, str]], version: int, actor: Actor
) -> Consulted:
    """A unit's answer. `comments` are (place, words), the empty place being the whole. A later answer of the same unit replaces it
    while the consultation is open and the drafter has decided nothing about it."""
    given = [(place, nfc(words).strip()) for place, words in comments if words.strip()]
    if answer not in Consulted.Answer.values:
        raise Invalid("Chưa gửi được.", errors=(FieldError("answer", N_("Chọn thống nhất hoặc có ý kiến.")),))
    if answer == Consulted.Answer.COMMENTS and not given:
        raise Invalid("Chưa gửi được.", errors=(FieldError("whole", N_("Ghi ý kiến.")),))
    consultation = asked.consultation
    content = consultation.shown.content
    with transaction.atomic():
        open_ones = Consulted.objects.filter(pk=asked.pk, version=version, consultation__state=ConsultationState.OPEN)
        if asked.opinions.exclude(verdict="").exists():
            raise Refused("Ý kiến của đơn vị đã được giải trình, không sửa được nữa.", code="settled")
        changed = open_ones.update(
            answer=answer, answered_name=actor.name, answered_at=clock.now(), version=version + 1
        )
        if changed != 1:
            now = Consulted.objects.select_related("consultation").get(pk=asked.pk)
            if now.consultation.state != ConsultationState.OPEN:
                raise Refused("Đợt lấy ý kiến đã kết thúc.", code="closed")
            raise Stale("Đơn vị đã trả lời ({who}). Hãy xem bản mới rồi sửa lại.", who=now.answered_name)
        asked.opinions.all().delete()
        Opinion.objects.bulk_create(
            Opinion(consulted=asked, position=n, item=place, item_words=words_of(content, place), text=words)
            for n, (place, words) in enumerate(given)
        )
        asked.refresh_from_db()
        events.append(
            ref_of(consultation.plan),
            kinds.OPINION_GIVEN,
            actor=actor,
            payload={"unit": asked.unit.code, "answer": answer, "count": len(given)},
        )
    return asked


def decide(opinion: Opinion, *, verdict: str, reason: str, version: int, actor: Actor) -> Opinion:
    """Tiếp thu, giải trình: what becomes of one comment. What is not fully taken up says why."""
    reason = nfc(reason).strip()
    if verdict not in Opinion.Verdict.values:
        raise Invalid("Chưa lưu được.", errors=(FieldError("verdict", N_("Chọn cách xử lý.")),))
    if verdict != Opinion.Verdict.TAKEN and not reason:
        raise Invalid("Chưa lưu được.", errors=(FieldError("reason", N_("Giải trình vì sao không tiếp thu hết.")),))
    plan = opinion.consulted.consultation.plan
    if plan.state != PlanState.DRAFT:
        raise Refused("Kế hoạch không còn là dự thảo.", code="not_a_draft")
    with transaction.atomic():
        rows = Opinion.objects.filter(pk=opinion.pk, version=version)
        changed = rows.update(
            verdict=verdict, reason=reason, decided_name=actor.name, decided_at=clock.now(), version=version + 1
        )
        if changed != 1:
            raise Refused("Ý kiến này vừa được giải trình. Hãy tải lại trang.", code="stale")
        opinion.refresh_from_db()
        events.append(
            ref_of(plan),
            kinds.OPINION_SETTLED,
            actor=actor,
            payload={"unit": opinion.consulted.unit.code, "verdict": verdict},
        )
    return opinion


def close_opinions(consultation: Consultation, *, actor: Actor) -> Consultation:
    """Kết thúc lấy ý kiến. Units that said nothing are told as such, never as agreeing."""
    with transaction.atomic():
        workflow.move(consultation, CONSULTATION, "close", closed_at=clock.now())
        silent = consultation.consulted.filter(answer="").count()
        events.append(ref_of(consultation.plan), kinds.OPINIONS_CLOSED, actor=actor, payload={"count": silent})
    return consultation
