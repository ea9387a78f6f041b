"""Making out the forms of the one-stop rules: numbered once by their series, their facts kept as they were, reprints counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F

from motcua.dossiers import events as kinds
from motcua.dossiers.models import SEALER, Dossier, PrintedForm
from motcua.dossiers.queries.dossiers import ref_of
from motcua.dossiers.queries.printed import FORMS, facts_of
from motcua.dossiers.services.codes import running_number
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.rules import rule

if TYPE_CHECKING:
    from motcua.organisations.models import Officer


def make_form(
    dossier: Dossier, key: str, *, actor: Actor, officer: Officer | None, at: datetime, **facts: Any
) -> PrintedForm | None:
    """Make out a form of the day with the next number of its series; None where the rules of the day have no such form."""
    day = clock.local(at).date()
    form: Mapping[str, Any] | None = rule(FORMS, day).value.get(key)
    if form is None:
        return None
    unit = dossier.intake_unit_id or dossier.unit_id or 0
    running = running_number(f"form:{unit}:{form['symbol']}:{day.year}")
    number = f"{running:02}/{form['symbol']}"
    told = facts_of(dossier, key, at=at, officer=officer) | facts
    made = PrintedForm.objects.create(
        dossier=dossier, form=key, number=number, made_at=at, content=SEALER.seal({"form": form, "facts": told})
    )
    events.append(
        ref_of(dossier), kinds.FORM_MADE, actor=actor, payload={"form": form["title"], "number": number}, at=at
    )
    return made


def count_print(printed: PrintedForm, *, actor: Actor) -> int:
    """A print more; the first is the original, the n-th after it "in lại lần n". Returns how many prints there are."""
    PrintedForm.objects.filter(pk=printed.pk).update(prints=F("prints") + 1)
    printed.refresh_from_db(fields=["prints"])
    events.append(
        ref_of(printed.dossier),
        kinds.FORM_PRINTED,
        actor=actor,
        payload={"number": printed.number, "count": printed.prints},
    )
    return printed.prints
