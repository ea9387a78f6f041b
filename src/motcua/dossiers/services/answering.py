"""Filling in the electronic form of a dossier that is not accepted yet, or of which a supplement is asked."""

from __future__ import annotations

from django.db import transaction

from motcua.dossiers import events as kinds
from motcua.dossiers.models import SEALER, Dossier
from motcua.dossiers.queries.answering import Answered, may_be_filled_in
from motcua.dossiers.queries.dossiers import ref_of
from motcua.dossiers.services.acting import NOT_DONE, officer_of, touched
from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Invalid, Refused


def fill_in(dossier: Dossier, answered: Answered, *, actor: Actor) -> Dossier:
    """Keep answers in place of those before. What is still missing may come later; raises Invalid for what is wrong, Refused."""
    officer_of(actor)
    if not may_be_filled_in(dossier):
        raise Refused("Chỉ điền tờ khai khi hồ sơ chưa tiếp nhận hoặc đang chờ bổ sung.", code="form_closed")
    if answered.wrong:
        raise Invalid(NOT_DONE, errors=answered.wrong)
    with transaction.atomic():
        touched(dossier, eform=answered.eform, answers=SEALER.seal(dict(answered.kept)))
        payload = {"eform": answered.eform is not None, "count": len(answered.lacking)}
        events.append(ref_of(dossier), kinds.FORM_FILLED, actor=actor, payload=payload)
    return dossier
