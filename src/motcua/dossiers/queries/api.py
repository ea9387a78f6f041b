"""Dossiers as programs read them. Names and numbers as far as the reader may see them; each reading of a dossier is logged."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier, Party
from motcua.dossiers.permissions import handles
from motcua.dossiers.queries.actions import actions_of
from motcua.dossiers.queries.answering import answers_told, unanswered
from motcua.dossiers.queries.clocks import deadline_of, standing
from motcua.dossiers.queries.dossiers import components_of, open_request, ref_of, steps_of
from motcua.dossiers.queries.filing import missing_of, offer_on
from motcua.dossiers.queries.printed import printed_of, title_of
from motcua.dossiers.queries.words import STATES
from motcua.dossiers.rules.people import masked_name, masked_number
from motcua.dossiers.workflow import CODES
from motcua.kernel import clock
from motcua.kernel.access import record_reading
from motcua.kernel.errors import NotFound
from motcua.kernel.events import history
from motcua.kernel.registries import event_labels
from motcua.organisations.permissions import actor_of
from motcua.records.queries import result_of
from motcua.ui.language import spoken

CHANNELS = {1: "counter", 2: "online", 3: "post"}


def row_of(dossier: Dossier, *, masked: bool, now: datetime) -> dict[str, Any]:
    """A line of the list."""
    name = dossier.holder.name
    return {
        "id": dossier.uid,
        "code": dossier.code,
        "status": dossier.state,
        "status_code": CODES[dossier.state],
        "procedure": dossier.procedure.base_code,
        "procedure_name": dossier.procedure.name,
        "applicant_name": masked_name(name) if masked else name,
        "unit": dossier.unit.code if dossier.unit else None,
        "intake_unit": dossier.intake_unit.code if dossier.intake_unit else None,
        "channel": CHANNELS[dossier.channel],
        "submitted_at": clock.local(dossier.submitted_at),
        "answer_due_at": _at(dossier.answer_due_at),
        "received_at": _at(dossier.received_at),
        "promised_at": _at(dossier.promised_at),
        "effective_due_at": _at(dossier.effective_due_at),
        "standing": standing(dossier, now),
        "voided": dossier.voided_at is not None,
    }


def told(user: Any, dossier: Dossier, *, reveal: bool = False) -> dict[str, Any]:
    """A dossier whole, with what the reader can do with it now. `reveal`: the identity numbers too, which is noted."""
    sees = handles(user, dossier)
    record_reading(actor_of(user), ref_of(dossier), "identity" if reveal and sees else "read")
    now = clock.now()
    papers = components_of(dossier)
    asked = open_request(dossier)
    deadline = deadline_of(dossier, spoken())
    result = result_of(ref_of(dossier))
    printed = printed_of(dossier)
    receipt = next((form for form in printed if form.form == "receipt"), None)
    return row_of(dossier, masked=not sees, now=now) | {
        "status_name": str(STATES[dossier.state]),
        "case": dossier.case,
        "source": dossier.source,
        "external_code": dossier.external_code,
        "applicant": party_told(dossier.holder, sees=sees, reveal=reveal),
        "submitter": _submitter(dossier, sees=sees, reveal=reveal),
        "form": answers_told(dossier, reveal=reveal) if sees else {},
        "eform": dossier.eform.uid if dossier.eform is not None else None,
        "components": [_component(paper) for paper in papers],
        "missing": _missing(dossier, papers),
        "due_at": _at(dossier.due_at),
        "processed_at": _at(dossier.ended_at) if dossier.state in ("processed", "returned") else None,
        "returned_at": _at(dossier.returned_at),
        "negative": dossier.negative,
        "extensions": dossier.extensions,
        "supplements": dossier.supplements,
        "steps": [_step(step) for step in steps_of(dossier)],
        "supplement": {"items": asked.items, "due_on": asked.due_on, "asked_at": _at(asked.asked_at)}
        if asked
        else None,
        "opinions": [_opinion(one) for one in dossier.opinions.select_related("unit").order_by("asked_at", "pk")],
        "result": None
        if result is None
        else {
            "id": result.uid,
            "number": result.number,
            "issued_on": result.issued_on,
            "signer": result.signer,
            "negative": result.negative,
            "article": result.article,
            "valid_to": result.valid_to,
            "file": result.file.uid if result.file is not None else None,
        },
        "forms": [
            {"id": one.uid, "form": one.form, "title": title_of(one), "number": one.number, "made_at": _at(one.made_at)}
            for one in printed
        ],
        "deadline": deadline,
        "receipt_url": f"/api/v1/dossiers/{dossier.code}/forms/{receipt.uid}" if receipt is not None else None,
        "actions": [action.plain() for action in actions_of(user, dossier)],
    }


def party_told(party: Party, *, sees: bool, reveal: bool) -> dict[str, Any]:
    """Who files, as far as the reader sees: numbers of identity are masked until they are asked for."""
    private = party.opened
    number = private.get("identifier", "")
    return {
        "kind": party.kind,
        "name": party.name if sees else masked_name(party.name),
        "identifier": number if sees and reveal else masked_number(number),
        "phone": private.get("phone", "") if sees else masked_number(private.get("phone", "")),
        "email": private.get("email", "") if sees else "",
        "address": private.get("address", "") if sees else "",
    }


def events_of(dossier: Dossier) -> list[dict[str, Any]]:
    """The trail, oldest first: what happened, when, by whom in which capacity."""
    return [
        {
            "kind": one.kind,
            "title": str(event_labels.get(one.kind) or one.kind),
            "at": clock.local(one.at),
            "actor": one.actor_name,
            "unit": one.actor_unit,
            "payload": one.payload,
        }
        for one in history(ref_of(dossier))
    ]


def _submitter(dossier: Dossier, *, sees: bool, reveal: bool) -> dict[str, Any] | None:
    if dossier.submitter is None:
        return None
    known = party_told(dossier.submitter, sees=sees, reveal=reveal)
    return known | {"basis": dossier.submitter_basis, "scope": dossier.submitter_scope}


def _missing(dossier: Dossier, papers: list[Any]) -> list[str]:
    """Of what is not accepted yet; afterwards nothing is missing."""
    if dossier.state not in ("submitted", "supplement_requested") or dossier.received_at is not None:
        return []
    try:
        offer = offer_on(dossier.procedure, clock.today())
    except NotFound:
        return []
    open_fields = list(dict.fromkeys(error.field for error in unanswered(dossier)))
    return missing_of(offer.required(dossier.case), papers) + open_fields


def _component(paper: Any) -> dict[str, Any]:
    files = [{"id": f.uid, "name": f.name, "size": f.size, "type": f.media_type} for f in paper.files]
    return {
        "code": paper.code,
        "name": paper.name,
        "originals": paper.originals,
        "copies": paper.copies,
        "waived": paper.waived,
        "files": files,
    }


def _step(step: Any) -> dict[str, Any]:
    return {
        "id": step.uid,
        "key": step.key,
        "title": step.title,
        "unit": step.unit.code,
        "agency": step.agency,
        "officer": step.officer.uid if step.officer else None,
        "state": step.state,
        "opened_at": _at(step.opened_at),
        "due_at": _at(step.due_at),
        "closed_at": _at(step.closed_at),
        "slack_minutes": step.slack_minutes,
    }


def _opinion(one: Any) -> dict[str, Any]:
    return {
        "id": one.uid,
        "unit": one.unit.code if one.unit else None,
        "agency": one.agency,
        "question": one.question,
        "asked_at": _at(one.asked_at),
        "due_at": _at(one.due_at),
        "answer": one.answer,
        "answered_at": _at(one.answered_at),
    }


def _at(value: datetime | None) -> datetime | None:
    return clock.local(value) if value is not None else None
