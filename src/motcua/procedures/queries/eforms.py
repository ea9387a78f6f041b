"""Electronic forms: the one of a day, those of a procedure, one by its id."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.kernel.errors import NotFound
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import has_any_grant, require
from motcua.procedures.eforms import EForm as Form
from motcua.procedures.eforms import form_from_json
from motcua.procedures.models import EForm, EFormState, Procedure

KIND = "eform"
READ, EDIT, ISSUE = "procedures.read", "eforms.edit", "eforms.issue"


def ref_of(eform: EForm) -> Ref:
    return Ref.to(KIND, eform.uid)


def form_of(eform: EForm) -> Form:
    return form_from_json(eform.content)


def issued_on(on: date) -> Q:
    """The condition that a form is issued and holds on a day."""
    return Q(state=EFormState.ISSUED, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def eform_on(procedure: Procedure, on: date, case: str = "") -> EForm | None:
    """What is asked on a day: the form of the case, else the one for all cases."""
    rows = procedure.eforms.filter(issued_on(on), case__in={case, ""})
    return rows.order_by("-case", "-number").first()


def eform_by_uid(uid: UUID | str) -> EForm:
    """Any form, by whoever keeps its id (what a dossier was filled in under). Raises NotFound."""
    found = EForm.objects.select_related("procedure").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có tờ khai điện tử này.", code="no_eform")
    return found


def eform_for(user: Any, uid: UUID | str, action: str = READ) -> EForm:
    """The form for somebody who may do `action`. Raises Forbidden, NotFound."""
    require(user, action)
    return eform_by_uid(uid)


def draft_of(procedure: Procedure, case: str = "") -> EForm | None:
    return procedure.eforms.filter(case=case, state=EFormState.DRAFT).first()


def draft_for(user: Any, procedure: Procedure, case: str, action: str = EDIT) -> EForm:
    """The draft of a procedure and case for somebody who may do `action`. Raises Forbidden, NotFound."""
    require(user, action)
    found = draft_of(procedure, case)
    if found is None:
        raise NotFound("Thủ tục không có bản soạn tờ khai điện tử.", code="no_draft")
    return found


def eforms_of(procedure: Procedure) -> list[EForm]:
    """All of a procedure: by case, the newest first."""
    return list(procedure.eforms.defer("content").order_by("case", "-number"))


def others_of(eform: EForm) -> list[EForm]:
    """All numbers of the same procedure and case, the newest first."""
    return list(EForm.objects.filter(procedure=eform.procedure_id, case=eform.case).order_by("-number"))


def eforms_for(user: Any) -> QuerySet[EForm]:
    """All forms, for whoever may read the registry."""
    rows = EForm.objects.select_related("procedure").defer("content")
    return rows if has_any_grant(user, READ) else rows.none()


def copied_from(user: Any) -> QuerySet[EForm]:
    """Issued forms that may be begun from, by the names of procedures."""
    return eforms_for(user).filter(state=EFormState.ISSUED).order_by("procedure__sort_key", "case", "-number")
