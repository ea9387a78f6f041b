"""Control of draft regulations: registered, impact assessed, units asked, opinion issued; none is closed without its opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from motcua.documents.queries.approvals import next_round
from motcua.documents.services.approvables import Approvable, Issue
from motcua.documents.services.approvals import submit
from motcua.documents.services.files import store_made
from motcua.kernel import clock, events, workdays, workflow
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc, sort_key
from motcua.messages.services.sending import notify
from motcua.organisations.queries.calendars import calendar_for
from motcua.organisations.queries.units import names_on
from motcua.procedures import formulas
from motcua.procedures.events import EventKind
from motcua.procedures.models import (
    CommentStand,
    DraftRegulation,
    ItemAction,
    Procedure,
    RegulationComment,
    RegulationImpact,
)
from motcua.procedures.queries.concerned import concerned
from motcua.procedures.queries.regulations import KIND, RUNNING, WRITABLE, lacking, ref_of, regulation_by_uid
from motcua.procedures.queries.reviews import criteria_on
from motcua.procedures.services.regulation_paper import opinion_docx
from motcua.procedures.services.review_search import index_regulations
from motcua.procedures.workflow import REGULATION

if TYPE_CHECKING:
    from motcua.documents.models import Approval, StoredFile
    from motcua.organisations.models import Unit

APPROVAL_KIND = "letter"
"""The opinion is an official letter, for routes and numbers."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a draft when it is registered."""

    title: str
    received_on: date
    kind: str = ""
    planned_on: date | None = None
    opinion_due: date | None = None


def register(
    facts: Draft, *, owner: Unit, drafter: Unit, actor: Actor, file: StoredFile | None = None
) -> DraftRegulation:
    """Ghi a draft that sets procedures. Raises Invalid."""
    title = " ".join(nfc(facts.title).split())
    errors = []
    if not title:
        errors.append(FieldError("title", N_("Ghi tên dự thảo.")))
    if facts.received_on > clock.today():
        errors.append(FieldError("received_on", N_("Ngày nhận không thể ở tương lai.")))
    if facts.opinion_due is not None and facts.opinion_due < facts.received_on:
        errors.append(FieldError("opinion_due", N_("Hạn cho ý kiến không thể trước ngày nhận.")))
    earliest = facts.opinion_due or facts.received_on
    if facts.planned_on is not None and facts.planned_on < earliest:
        told = N_("Văn bản chỉ ban hành sau khi có ý kiến: ngày dự kiến không thể trước hạn cho ý kiến, ngày nhận.")
        errors.append(FieldError("planned_on", told))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        made = DraftRegulation.objects.create(
            owner=owner,
            drafter=drafter,
            title=title[:1000],
            sort_key=sort_key(title)[:400],
            kind=facts.kind[:20],
            received_on=facts.received_on,
            planned_on=facts.planned_on,
            opinion_due=facts.opinion_due,
            file=file,
            created_at=clock.now(),
        )
        index_regulations([made.pk])
        payload: dict[str, events.Plain] = {"unit": drafter.code}
        events.append(ref_of(made), EventKind.REGULATION_REGISTERED, actor=actor, payload=payload)
    return made


def add_impact(
    found: DraftRegulation, *, action: str, actor: Actor, procedure: Procedure | None = None, name: str = ""
) -> RegulationImpact:
    """Thêm a procedure that the draft sets, changes or abolishes. Raises Invalid, Refused."""
    name = procedure.name if procedure is not None else " ".join(nfc(name).split())
    errors = []
    if not name:
        errors.append(FieldError("name", N_("Chọn thủ tục, hoặc ghi tên thủ tục mới.")))
    elif procedure is None and action != ItemAction.NEW:
        told = N_(
            "Ghi mã thủ tục trong danh mục mà dự thảo sửa hoặc bãi bỏ; chưa có trong danh mục thì chọn “mới ban hành”."
        )
        errors.append(FieldError("procedure", told))
    if action not in ItemAction.values:
        errors.append(FieldError("action", N_("Chọn việc mà dự thảo làm với thủ tục.")))
    if procedure is not None and found.impacts.filter(procedure=procedure, dropped_at__isnull=True).exists():
        errors.append(FieldError("procedure", N_("Thủ tục này đã có trong dự thảo.")))
    if errors:
        raise Invalid("Chưa thêm được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        _hold(found)
        made = RegulationImpact.objects.create(regulation=found, procedure=procedure, name=name[:2000], action=action)
        _impact_event(found, made, actor)
    return made


def assess_impact(
    impact: RegulationImpact,
    answers: Mapping[str, Mapping[str, str]],
    costing: formulas.Costing | None,
    *,
    actor: Actor,
    version: int | None = None,
) -> RegulationImpact:
    """Ghi the form: every criterion with a verdict and its reasons, and the cost. Raises Invalid naming what lacks, Refused, Stale."""
    criteria = criteria_on(clock.today())[0]
    kept = {
        c.key: {"verdict": one["verdict"], "note": nfc(one.get("note", "")).strip()[:2000]}
        for c in criteria
        if (one := answers.get(c.key)) is not None and one.get("verdict") in ("met", "partly", "not_met")
    }
    complete = len(kept) == len(criteria)
    expected = impact.version if version is None else version
    with transaction.atomic():
        _hold(impact.regulation)
        columns = {"answers": kept, "assessed_at": clock.now() if complete else None}
        if costing is not None:
            columns["costing"] = formulas.as_json(costing)
        rows = RegulationImpact.objects.filter(pk=impact.pk, version=expected, dropped_at__isnull=True)
        if rows.update(version=expected + 1, **columns) != 1:
            raise changed_meanwhile(ref_of(impact.regulation), actor=actor)
        impact.refresh_from_db(fields=["version", *columns])
        _impact_event(impact.regulation, impact, actor)
    return impact


def drop_impact(impact: RegulationImpact, *, actor: Actor) -> None:
    """Bỏ a procedure that the draft does not set after all."""
    with transaction.atomic():
        _hold(impact.regulation)
        rows = RegulationImpact.objects.filter(pk=impact.pk, dropped_at__isnull=True)
        if rows.update(dropped_at=clock.now(), version=F("version") + 1) != 1:
            raise Refused("Thủ tục này đã được bỏ khỏi dự thảo.")
        _impact_event(impact.regulation, impact, actor)


def ask_units(found: DraftRegulation, units: Sequence[Unit], *, days: int, actor: Actor) -> int:
    """Lấy ý kiến units, answered within so many working days of the owner's calendar; they are told. Returns how many are asked anew.

    Raises Invalid, TransitionRefused.
    """
    errors = []
    if not units:
        errors.append(FieldError("units", N_("Ghi ít nhất một đơn vị.")))
    if not 1 <= days <= 250:
        errors.append(FieldError("days", N_("Số ngày làm việc từ 1 đến 250.")))
    if errors:
        raise Invalid("Chưa gửi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    now = clock.now()
    limit = workdays.Limit(days, workdays.Unit.WORKING_DAY)
    due = clock.local(workdays.due(now, limit, calendar=calendar_for(found.owner_id, clock.today())).due).date()
    with transaction.atomic():
        workflow.move(found, REGULATION, "ask", comments_due=due)
        there = set(found.comments.values_list("unit", flat=True))
        fresh = [unit for unit in dict.fromkeys(units) if unit.pk not in there]
        RegulationComment.objects.bulk_create(
            [RegulationComment(regulation=found, unit=unit, asked_at=now, due_on=due) for unit in fresh]
        )
        for unit in fresh:
            notify(
                "procedures.regulation_asked",
                to=concerned(unit.pk, clock.today(), "regulations.comment"),
                subject=ref_of(found),
                context={"title": found.title[:300], "day": due},
                dedupe=f"{unit.pk}",
            )
        payload: dict[str, events.Plain] = {"units": [unit.code for unit in fresh], "day": due}
        events.append(ref_of(found), EventKind.REGULATION_ASKED, actor=actor, payload=payload)
    return len(fresh)


def comment(
    asked: RegulationComment, *, stand: str, text: str, actor: Actor, by_letter: str = "", stranger: bool = False
) -> RegulationComment:
    """Cho ý kiến for a unit; until the opinion is issued it may be given anew. `stranger`: who writes is not of the unit, so the unit's own
    letter is named. Raises Invalid, Refused.
    """
    text, by_letter = nfc(text).strip(), " ".join(nfc(by_letter).split())
    errors = []
    if stand not in CommentStand.values:
        errors.append(FieldError("stand", N_("Chọn ý kiến.")))
    if not text and stand != CommentStand.AGREES:
        errors.append(FieldError("text", N_("Ghi nội dung ý kiến.")))
    if stranger and not by_letter:
        told = N_("Bạn không thuộc đơn vị này: ghi số, ngày văn bản trả lời của đơn vị.")
        errors.append(FieldError("by_letter", told))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        found = asked.regulation
        found.refresh_from_db(fields=["state", "version"])
        if found.state not in WRITABLE:
            raise Refused("Đã có văn bản ý kiến, hoặc dự thảo không còn theo dõi.", code="not_open")
        RegulationComment.objects.filter(pk=asked.pk).update(
            stand=stand, text=text, given_at=clock.now(), given_by=actor.name[:200], by_letter=by_letter[:200]
        )
        asked.refresh_from_db()
        unit = names_on([asked.unit_id], clock.today()).get(asked.unit_id, "")
        payload: dict[str, events.Plain] = {"unit": unit, "stand": stand}
        events.append(ref_of(found), EventKind.REGULATION_COMMENTED, actor=actor, payload=payload)
    return asked


def write_opinion(found: DraftRegulation, text: str, *, actor: Actor) -> DraftRegulation:
    """Soạn ý kiến: kept for the letter; procedures may still be assessed and units answer. Raises Invalid, Refused."""
    text = nfc(text).strip()
    if not text:
        raise Invalid("Chưa ghi được.", errors=(FieldError("text", N_("Ghi nội dung ý kiến.")),))
    with transaction.atomic():
        _hold(found)
        DraftRegulation.objects.filter(pk=found.pk).update(opinion=text)
        found.opinion = text
        events.append(ref_of(found), EventKind.REGULATION_OPINION_WRITTEN, actor=actor)
    return found


def submit_opinion(
    found: DraftRegulation, *, text: str, actor: Actor, content: StoredFile | None = None, route: str | None = None
) -> Approval:
    """Trình the letter that gives the opinion: as made here, or the file given. Raises Invalid, Refused while an impact form lacks."""
    text = _opinion(found, text)
    found.opinion = text
    content = content or _paper(found, actor)
    with transaction.atomic():
        approval = submit(
            ref_of(found),
            kind=APPROVAL_KIND,
            title=f"Ý kiến về thủ tục hành chính trong {found.title}"[:500],
            unit=found.owner,
            content=content,
            actor=actor,
            route=route,
            opinion="",
        )
        found.refresh_from_db()
        DraftRegulation.objects.filter(pk=found.pk).update(opinion=text)
        if found.state in WRITABLE:  # a new round has told us itself
            _on_route(found, actor)
    return approval


def record_opinion(found: DraftRegulation, *, number: str, given_on: date, text: str, actor: Actor) -> DraftRegulation:
    """Ghi the opinion that was signed elsewhere. Raises Invalid, Refused while an impact form lacks, TransitionRefused."""
    number = " ".join(nfc(number).split())
    errors = []
    if not number:
        errors.append(FieldError("number", N_("Ghi số, ký hiệu của văn bản ý kiến.")))
    if given_on > clock.today():
        errors.append(FieldError("given_on", N_("Ngày không thể ở tương lai.")))
    if given_on < found.received_on:
        errors.append(FieldError("given_on", N_("Ngày cho ý kiến không thể trước ngày nhận dự thảo.")))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    text = _opinion(found, text)
    with transaction.atomic():
        workflow.move(found, REGULATION, "record", opinion=text, opinion_number=number[:80], opinion_on=given_on)
        found.opinion_file = _paper(found, actor)
        found.save(update_fields=["opinion_file"])
        _opined(found, actor)
    return found


def close(found: DraftRegulation, *, number: str, issued_on: date, actor: Actor) -> DraftRegulation:
    """Ghi that the instrument was issued: only after its opinion. Raises Invalid, TransitionRefused."""
    number = " ".join(nfc(number).split())
    errors = []
    if not number:
        errors.append(FieldError("number", N_("Ghi số, ký hiệu của văn bản đã ban hành.")))
    if issued_on > clock.today():
        errors.append(FieldError("issued_on", N_("Ngày ban hành không thể ở tương lai.")))
    if found.opinion_on is not None and issued_on < found.opinion_on:
        errors.append(FieldError("issued_on", N_("Văn bản không thể ban hành trước khi có ý kiến.")))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    if found.state in RUNNING:
        raise Refused("Chưa có văn bản ý kiến về dự thảo này, nên chưa kết thúc được.", code="no_opinion")
    with transaction.atomic():
        workflow.move(found, REGULATION, "close", issued_number=number[:80], issued_on=issued_on)
        index_regulations([found.pk])
        payload: dict[str, events.Plain] = {"number": number, "issued_on": issued_on}
        events.append(ref_of(found), EventKind.REGULATION_CLOSED, actor=actor, payload=payload)
    return found


def withdraw(found: DraftRegulation, *, reason: str, actor: Actor) -> DraftRegulation:
    """Thôi theo dõi: the drafter gave the draft up, or it sets no procedure. The reason stays readable."""
    reason = nfc(reason).strip()
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    with transaction.atomic():
        workflow.move(found, REGULATION, "withdraw", note=reason[:1000])
        events.append(ref_of(found), EventKind.REGULATION_WITHDRAWN, actor=actor, payload={"reason": reason[:500]})
    return found


def move_regulations(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """Give what one unit controls to another (a split or transfer of units). Part of the caller's transaction."""
    uids = [ref.uid for ref in map(Ref.parse, refs) if ref.kind == KIND]
    return DraftRegulation.objects.filter(uid__in=uids, owner=unit).update(owner=to_unit, version=F("version") + 1)


def _opinion(found: DraftRegulation, text: str) -> str:
    text = nfc(text).strip()
    if not text:
        raise Invalid("Chưa ghi được.", errors=(FieldError("text", N_("Ghi nội dung ý kiến.")),))
    left = lacking(found)
    if left or not found.impacts.filter(dropped_at__isnull=True).exists():
        raise Refused(
            "Chưa cho ý kiến được: còn {left} thủ tục chưa đánh giá tác động, hoặc chưa ghi thủ tục nào của dự thảo.",
            left=len(left),
            code="impact_missing",
        )
    return text


def _opined(found: DraftRegulation, actor: Actor) -> None:
    index_regulations([found.pk])
    payload: dict[str, events.Plain] = {"number": found.opinion_number, "issued_on": found.opinion_on}
    events.append(ref_of(found), EventKind.REGULATION_OPINED, actor=actor, payload=payload)


def _impact_event(found: DraftRegulation, impact: RegulationImpact, actor: Actor) -> None:
    payload: dict[str, events.Plain] = {"impact": impact.name[:200], "action": impact.action}
    events.append(ref_of(found), EventKind.REGULATION_IMPACT, actor=actor, payload=payload)


def _hold(found: DraftRegulation) -> None:
    """Nobody gives the opinion meanwhile. Raises Refused where it is given."""
    if DraftRegulation.objects.filter(pk=found.pk, state__in=WRITABLE).update(version=F("version") + 1) != 1:
        raise Refused("Dự thảo đã có ý kiến, đang trình ý kiến hoặc không còn theo dõi.", code="not_open")
    found.refresh_from_db(fields=["version", "state"])


def _on_route(found: DraftRegulation, actor: Actor) -> None:
    workflow.move(found, REGULATION, "submit", note="")
    events.append(ref_of(found), EventKind.REGULATION_SUBMITTED, actor=actor)


def _paper(found: DraftRegulation, actor: Actor) -> StoredFile:
    name = f"Y-kien-du-thao-lan-{next_round(ref_of(found))}.docx"
    return store_made(opinion_docx(found), name=name, owner=ref_of(found), actor=actor)


def _issued(uid: str, issue: Issue) -> None:
    found = regulation_by_uid(uid)
    workflow.move(found, REGULATION, "issue", opinion_number=issue.number[:80], opinion_on=issue.issued_on)
    _opined(found, issue.actor)


def _back(uid: str, note: str, actor: Actor) -> None:
    found = regulation_by_uid(uid)
    workflow.move(found, REGULATION, "send_back", note=note[:1000])
    events.append(ref_of(found), EventKind.REGULATION_SENT_BACK, actor=actor, payload={"reason": note[:500]})


def _again(uid: str, _file: StoredFile, actor: Actor) -> None:
    _on_route(regulation_by_uid(uid), actor)


def _render(uid: str) -> StoredFile:
    return _paper(regulation_by_uid(uid), SYSTEM)


APPROVABLE = Approvable(issued=_issued, returned=_back, withdrawn=_back, resubmitted=_again, render=_render)
