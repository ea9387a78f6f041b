"""Models and initiatives: written, approved, published by a leader; never public by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from motcua.kernel import clock, events, search, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.text import nfc, sort_key
from motcua.organisations.queries.people import same_person
from motcua.plans import events as kinds
from motcua.plans.models import Initiative, Task
from motcua.plans.queries.initiatives import KIND, initiative_ref
from motcua.plans.services.search_words import initiative_words
from motcua.plans.workflow import INITIATIVE, InitiativeState

_TEXTS = ("summary", "description", "effect", "spreads_to")


def write_initiative(
    *, owner: Any, kind: str, title: str, actor: Actor, task: Task | None = None, is_sample: bool = False, **texts: str
) -> Initiative:
    """Describe a model, an initiative or an example. `texts`: authors, summary, description, effect, spreads_to."""
    facts = _checked(kind, title, texts)
    with transaction.atomic():
        made = Initiative.objects.create(
            owner=owner,
            task=task,
            is_sample=is_sample,
            written_by=str(actor.ref or ""),
            written_name=actor.name,
            created_at=clock.now(),
            **facts,
        )
        events.append(initiative_ref(made), kinds.INITIATIVE_WRITTEN, actor=actor, payload={"kind": kind})
        search.index_many(KIND, [initiative_words(made)])
    return made


def change_initiative(initiative: Initiative, *, kind: str, title: str, actor: Actor, **texts: str) -> Initiative:
    """Other words while it is a draft."""
    facts = _checked(kind, title, texts)
    changed = [name for name, value in facts.items() if getattr(initiative, name) != value]
    with transaction.atomic():
        rows = Initiative.objects.filter(pk=initiative.pk, state=InitiativeState.DRAFT, version=initiative.version)
        if rows.update(**facts, version=F("version") + 1) != 1:
            if not Initiative.objects.filter(pk=initiative.pk, state=InitiativeState.DRAFT).exists():
                raise Refused("Chỉ sửa được bản nháp.", code="not_draft")
            raise changed_meanwhile(initiative_ref(initiative), actor=actor)
        events.append(initiative_ref(initiative), kinds.INITIATIVE_CHANGED, actor=actor, payload={"fields": changed})
        initiative.refresh_from_db()
        search.index_many(KIND, [initiative_words(initiative)])
    return initiative


def submit(initiative: Initiative, *, actor: Actor) -> Initiative:
    """Lay it before those who approve."""
    with transaction.atomic():
        workflow.move(initiative, INITIATIVE, "submit", return_note="")
        events.append(initiative_ref(initiative), kinds.INITIATIVE_SUBMITTED, actor=actor)
    return initiative


def send_back(initiative: Initiative, *, reason: str, actor: Actor) -> Initiative:
    """Return it with what is missing."""
    reason = nfc(reason).strip()
    if not reason:
        raise _wrong(FieldError("reason", N_("Hãy ghi lý do.")))
    with transaction.atomic():
        workflow.move(initiative, INITIATIVE, "send_back", return_note=reason)
        payload: dict[str, events.Plain] = {"reason": reason[:500]}
        events.append(initiative_ref(initiative), kinds.INITIATIVE_RETURNED, actor=actor, payload=payload)
    return initiative


def approve(initiative: Initiative, *, decision_number: str, decision_on: date, actor: Actor) -> Initiative:
    """Acknowledge it by a decision; not by who wrote it."""
    errors = []
    if not decision_number.strip():
        errors.append(FieldError("decision_number", N_("Ghi số quyết định công nhận.")))
    if decision_on > clock.today():
        errors.append(FieldError("decision_on", N_("Ngày không thể ở tương lai.")))
    if errors:
        raise _wrong(*errors)
    if actor.ref is not None and same_person(str(actor.ref), initiative.written_by):
        raise Refused("Người viết không tự công nhận.", code="own_draft")
    with transaction.atomic():
        number = decision_number.strip()
        by = str(actor.ref or "")
        workflow.move(
            initiative, INITIATIVE, "approve", decision_number=number, decision_on=decision_on, approved_by=by
        )
        payload: dict[str, events.Plain] = {"number": number, "on": decision_on}
        events.append(initiative_ref(initiative), kinds.INITIATIVE_APPROVED, actor=actor, payload=payload)
    return initiative


def publish(initiative: Initiative, *, actor: Actor) -> Initiative:
    """Let everybody read it: a leader's act, named on the trail."""
    with transaction.atomic():
        workflow.move(initiative, INITIATIVE, "publish", published_at=clock.now(), published_name=actor.name)
        events.append(initiative_ref(initiative), kinds.INITIATIVE_PUBLISHED, actor=actor)
    return initiative


def withdraw_publication(initiative: Initiative, *, reason: str, actor: Actor) -> Initiative:
    """Take it from the public again, with the reason."""
    reason = nfc(reason).strip()
    if not reason:
        raise _wrong(FieldError("reason", N_("Hãy ghi lý do.")))
    with transaction.atomic():
        workflow.move(initiative, INITIATIVE, "withdraw_publication", published_at=None, published_name="")
        payload: dict[str, events.Plain] = {"reason": reason[:500]}
        events.append(initiative_ref(initiative), kinds.INITIATIVE_HIDDEN, actor=actor, payload=payload)
    return initiative


def _checked(kind: str, title: str, texts: dict[str, str]) -> dict[str, Any]:
    title = " ".join(nfc(title).split())
    errors = []
    if kind not in Initiative.Kind.values:
        errors.append(FieldError("kind", N_("Chọn loại trong danh sách.")))
    if not title:
        errors.append(FieldError("title", N_("Ghi tên mô hình, sáng kiến.")))
    if not texts.get("summary", "").strip():
        errors.append(FieldError("summary", N_("Ghi tóm tắt.")))
    if errors:
        raise _wrong(*errors)
    facts: dict[str, Any] = {"kind": kind, "title": title[:500], "sort_key": sort_key(title)[:300]}
    facts["authors"] = " ".join(nfc(texts.get("authors", "")).split())[:500]
    return facts | {name: nfc(texts.get(name, "")).strip() for name in _TEXTS}


def _wrong(*errors: FieldError) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=errors)
