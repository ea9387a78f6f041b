"""The facts that stand on forms, and the forms of a dossier."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from motcua.documents.writing import OfficialDocument
from motcua.dossiers.models import SEALER, Dossier, PrintedForm
from motcua.dossiers.queries.dossiers import components_of
from motcua.dossiers.queries.words import BASES, STATES, limit_words, plain
from motcua.dossiers.writing.forms import form_document
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.queries.units import header_on, names_on

if TYPE_CHECKING:
    from motcua.organisations.models import Officer

FORMS = "dossiers.forms"


def facts_of(dossier: Dossier, key: str, *, at: datetime, officer: Officer | None) -> dict[str, Any]:
    """What a form tells of a dossier as it stands. Forms are Vietnamese papers: so are these words."""
    day = clock.local(at).date()
    private = dossier.holder.opened
    unit = dossier.unit_id or dossier.intake_unit_id or 0
    names = names_on([k for k in (dossier.intake_unit_id, dossier.unit_id) if k], day)
    counter = names.get(dossier.intake_unit_id or unit, "")
    header = header_on(dossier.intake_unit_id or unit, day)
    papers = components_of(dossier)
    signers = [dossier.submitter.name if dossier.submitter else dossier.holder.name]
    signers.append(officer.person.name if officer is not None else "")
    return {
        "header": {"parent": header.parent, "body": header.body, "place": header.place},
        "code": dossier.code,
        "counter": counter,
        "agency": names.get(unit, ""),
        "holder": dossier.holder.name,
        "submitter": dossier.submitter.name if dossier.submitter else "",
        "basis": plain(BASES, dossier.submitter_basis),
        "address": private.get("address", ""),
        "phone": private.get("phone", ""),
        "email": private.get("email", ""),
        "matter": dossier.procedure_version.name,
        "case": dossier.case,
        "components": [
            {"name": p.name, "originals": p.originals, "copies": p.copies, "files": len(p.files)}
            for p in papers
            if p.originals or p.copies or p.files
        ],
        "waived": "; ".join(f"{p.name} ({p.waived})" for p in papers if p.waived),
        "sets": str(dossier.procedure_version.content.get("sets") or 1),
        "limit": limit_words(dossier) if dossier.limit_value else "",
        "received": _said(dossier.received_at),
        "promised": _said(dossier.promised_at),
        "collect_at": counter,
        "track": track_link(dossier) if key == "receipt" else "",
        "receipt_code": dossier.receipt_code if key == "receipt" else "",
        "status": plain(STATES, dossier.state),
        "contact": officer.person.name if officer is not None else counter,
        "signers": signers if key != "apology" else [],
    }


def track_link(dossier: Dossier) -> str:
    """Where whoever holds the receipt follows the dossier: its random token is the second sign."""
    address = reverse("dossiers:track_one", args=[dossier.code])
    return f"{settings.BASE_URL}{address}?{urlencode({'t': dossier.receipt_token})}"


def printed_of(dossier: Dossier) -> list[PrintedForm]:
    return list(dossier.printed_forms.order_by("made_at", "pk"))


def printed_for(dossier: Dossier, uid: str) -> PrintedForm:
    """A form of a dossier that the caller may read. Raises NotFound."""
    found = dossier.printed_forms.select_related("dossier").filter(uid=uid).first()
    if found is None:
        raise NotFound("Hồ sơ không có biểu mẫu này.", code="no_form")
    return found


def document_of(printed: PrintedForm) -> OfficialDocument:
    """The form as it was made out; a print after the first bears which reprint it is."""
    kept = SEALER.open(printed.content)
    on = clock.local(printed.made_at).date()
    return form_document(kept["form"], kept["facts"], number=printed.number, on=on, reprint=reprints(printed))


def reprints(printed: PrintedForm) -> int:
    """How often it was printed again."""
    return max(printed.prints - 1, 0)


def title_of(printed: PrintedForm) -> str:
    return str(SEALER.open(printed.content)["form"]["title"])


def _said(value: datetime | None) -> str:
    """`14 giờ 05 phút, ngày 20 tháng 11 năm 2026`."""
    if value is None:
        return ""
    moment = clock.local(value)
    return f"{moment.hour} giờ {moment.minute:02} phút, ngày {moment.day:02} tháng {moment.month:02} năm {moment.year}"
