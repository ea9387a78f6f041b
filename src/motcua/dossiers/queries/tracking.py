"""What a citizen learns of a dossier by its code and a second sign that it is theirs. Never another's data."""

from __future__ import annotations

import hmac
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clocks import deadline_of, standing
from motcua.dossiers.queries.dossiers import dossier_named, open_request, open_steps
from motcua.dossiers.queries.words import STANDINGS, STATES
from motcua.dossiers.rules.people import last_four
from motcua.dossiers.workflow import CODES
from motcua.kernel import clock
from motcua.organisations.queries.units import names_on
from motcua.ui.language import spoken
from motcua.ui.rates import Shared

HOUR = 3600
BY_CODE = Shared("track-code", most=5, seconds=HOUR)
"""Wrong tries for a code in an hour before it is locked for the rest of it, whether there is such a code or not."""
BY_ADDRESS = Shared("track-address", most=100, seconds=HOUR)


def locked_for(code: str, address: str) -> float:
    """Seconds until a code may be tried again from an address; 0 when it may now."""
    return max(BY_CODE.waiting(code), BY_ADDRESS.waiting(address))


def count_wrong(code: str, address: str) -> None:
    """A wrong try, counted over all processes."""
    BY_CODE.take(code)
    BY_ADDRESS.take(address)


def tracked(code: str, *, last4: str = "", receipt: str = "", token: str = "") -> Dossier | None:
    """The dossier of a code, if one of the second signs fits: four last digits, the code on the receipt, the token of its QR code."""
    found = dossier_named(code)
    if found is None or found.voided_at is not None or found.code != code.strip():
        return None
    return found if _fits(found, last4=last4.strip(), receipt=receipt.strip().upper(), token=token.strip()) else None


def _fits(dossier: Dossier, *, last4: str, receipt: str, token: str) -> bool:
    if token and hmac.compare_digest(token.encode(), dossier.receipt_token.encode()):
        return True
    if receipt and hmac.compare_digest(receipt.encode(), dossier.receipt_code.encode()):
        return True
    if len(last4) != 4 or not last4.isdigit():
        return False
    numbers: list[str] = []
    for party in (dossier.holder, dossier.submitter):
        if party is not None:
            private = party.opened
            numbers += [private.get("phone", ""), private.get("identifier", "")]
    return last4 in last_four(*numbers)


def story(dossier: Dossier) -> dict[str, Any]:
    """The present step, who has it, the promise with its ledger, what is asked of the applicant, the result. No name, no number."""
    now = clock.now()
    today = clock.local(now).date()
    steps = open_steps(dossier)
    units = {step.unit_id for step in steps} | {key for key in (dossier.unit_id, dossier.intake_unit_id) if key}
    names = names_on(units, today)
    asked = open_request(dossier)
    papers = dict(dossier.components.values_list("code", "name")) if asked else {}
    stands = standing(dossier, now)
    return {
        "code": dossier.code,
        "procedure": dossier.procedure.base_code,
        "procedure_name": dossier.procedure_version.name,
        "status": dossier.state,
        "status_code": CODES[dossier.state],
        "status_name": str(STATES[dossier.state]),
        "standing": stands,
        "standing_name": str(STANDINGS[stands]),
        "submitted_at": clock.local(dossier.submitted_at),
        "answer_due_at": clock.local(dossier.answer_due_at) if dossier.answer_due_at else None,
        "received_at": clock.local(dossier.received_at) if dossier.received_at else None,
        "promised_at": clock.local(dossier.promised_at) if dossier.promised_at else None,
        "effective_due_at": clock.local(dossier.effective_due_at) if dossier.effective_due_at else None,
        "unit": names.get(dossier.unit_id or 0, ""),
        "collect_at": names.get(dossier.intake_unit_id or 0, ""),
        "steps": [{"title": s.title, "unit": s.agency or names.get(s.unit_id, "")} for s in steps],
        "asked": []
        if asked is None
        else [
            {
                "paper": papers.get(item["component"], item["component"]),
                "reason": item["reason"],
                "article": item["article"],
                "what_to_do": item["what_to_do"],
            }
            for item in asked.items
        ],
        "asked_until": asked.due_on if asked is not None else None,
        "processed_at": clock.local(dossier.ended_at) if dossier.ended_at and dossier.state in DONE else None,
        "negative": dossier.negative if dossier.state in DONE else None,
        "returned_at": clock.local(dossier.returned_at) if dossier.returned_at else None,
        "deadline": deadline_of(dossier, spoken()),
    }


DONE = ("processed", "returned")
