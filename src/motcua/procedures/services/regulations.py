"""Control of draft regulations: registered, impact assessed, units asked, opinion issued; none is closed without its opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from motcua.documents.queries.approvals import next_round
from motcua.documents.services.approvables import Approvable, Issue
from motcua.documents.services.approvals import submit
from motcua.documents.services.files import need_paper, store_made
from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc, sort_key
from motcua.organisations.queries.units import names_on
from motcua.procedures import formulas
from motcua.procedures.events import EventKind
from motcua.procedures.models import (
    DraftRegulation,
    ItemAction,
    Procedure,
    RegulationImpact,
)
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
    columns = _columns(facts)
    with transaction.atomic():
        made = DraftRegulation.objects.create(
            owner=owner,
            drafter=drafter,
            sort_key=sort_key(columns["title"])[:400],
            file=file,
            created_at=clock.now(),
            **columns,
        )
        index_regulations([made.pk])
        payload: dict[str, events.Plain] = {"unit": drafter.code}
        events.append(ref_of(made), EventKind.REGULATION_REGISTERED, actor=actor, payload=payload)
    return made


def correct(
    found: DraftRegulation, facts: Draft, *, drafter: Unit, actor: Actor, version: int | None = None
) -> DraftRegulation:
    """Sửa what was registered, until the opinion is on its way; before and after stand in the trail. Raises Invalid, Refused, Stale."""
    columns: dict[str, Any] = _columns(facts) | {"drafter_id": drafter.pk}
    latest = max((one.due_on for one in found.comments.filter(given_at__isnull=True)), default=None)
    if facts.opinion_due is not None and latest is not None and facts.opinion_due < latest:
        told = FieldError("opinion_due", N_("Đang lấy ý kiến đến {day}."), {"day": f"{latest:%d/%m/%Y}"})
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=(told,))
    changed = [name for name, value in columns.items() if getattr(found, name) != value]
    if found.state not in WRITABLE:
        raise Refused("Dự thảo đã có ý kiến, đang trình ý kiến hoặc không còn theo dõi.", code="not_open")
    if not changed:
        return found
    names = names_on({found.drafter_id, drafter.pk}, clock.today())
    before = {name: _told(getattr(found, name), names) for name in changed}
    expected = found.version if version is None else version
    with transaction.atomic():
        rows = DraftRegulation.objects.filter(pk=found.pk, version=expected, state=found.state)
        if rows.update(version=expected + 1, sort_key=sort_key(columns["title"])[:400], **columns) != 1:
            raise changed_meanwhile(ref_of(found), actor=actor)
        found.refresh_from_db()
        index_regulations([found.pk])
        payload: dict[str, events.Plain] = {
            "before": before,
            "after": {name: _told(columns[name], names) for name in changed},
        }
        events.append(ref_of(found), EventKind.REGULATION_CORRECTED, actor=actor, payload=payload)
    return found


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
    if procedure is not None and procedure.abolished_on is not None:
        told = N_("{code} bị bãi bỏ từ {day}: dự thảo không sửa hay bãi bỏ thủ tục này nữa.")
        params: dict[str, object] = {"code": procedure.display_code, "day": f"{procedure.abolished_on:%d/%m/%Y}"}
        errors.append(FieldError("procedure", told, params))
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
    if content is not None:
        need_paper(content, "content")
    content = content or _paper(found, actor)
    with transaction.atomic():
        _hold(found)  # an opinion that was recorded, or given up, is not sent again
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


def _columns(facts: Draft) -> dict[str, Any]:
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
    return asdict(facts) | {"title": title[:1000], "kind": facts.kind[:20]}


def _told(value: Any, names: dict[int, str]) -> str:
    """A column for the trail; the only whole number among them is the unit that drafts."""
    if isinstance(value, int):
        return names.get(value, "")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


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
