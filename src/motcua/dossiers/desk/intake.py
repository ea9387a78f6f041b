"""Nhận hồ sơ at the counter: the procedure is chosen, then one page takes everything."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.services.files import take_upload
from motcua.dossiers.forms.intake import IntakeForm
from motcua.dossiers.forms.questions import Questions
from motcua.dossiers.queries.actions import Possible
from motcua.dossiers.queries.answering import Answered, form_of_filing
from motcua.dossiers.queries.dossiers import dossier_for
from motcua.dossiers.queries.filing import Offer, Place, counter_of, national_channel, offer_on, place_for
from motcua.dossiers.services.intake import Filing, Paper, submit
from motcua.dossiers.services.verbs import run
from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, Invalid, Refused
from motcua.organisations.permissions import actor_of, granted_units, has_any_grant, require
from motcua.procedures.queries.assignments import held_on
from motcua.procedures.queries.registry import narrowed, public_on, public_procedure
from motcua.ui.acting import posted, posted_files
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors

SHOWN = 30
"""Procedures of a page of the choice."""
FIELDS = {
    "applicant.name": "name",
    "applicant.phone": "phone",
    "applicant.email": "email",
    "applicant.identifier": "identifier",
    "applicant.address": "address",
    "submitter.name": "submitter_name",
    "submitter.phone": "submitter_phone",
    "submitter.identifier": "submitter_identifier",
    "submitter.basis": "basis",
    "submitter.scope": "scope",
}
"""Fields of a filing as services name them → those of the form."""


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which procedure: those that the person's counter takes in first, by words or code."""
    require(request.user, "dossiers.take_in")
    today = clock.today()
    q = request.GET.get("q", "")[:200]
    rows: Any = narrowed(public_on(today), today, q=q).queryset
    own = granted_units(request.user, "dossiers.take_in").values("pk")
    here = held_on(today).filter(role="performing")
    taken = (here.filter(counter__in=own) | here.filter(unit__in=own, counter__isnull=True)).values("procedure")
    at_counter = rows.filter(pk__in=taken)
    found = list(at_counter[:SHOWN] if q else at_counter.order_by("sort_key")[:SHOWN])
    others = list(rows.exclude(pk__in=taken)[:SHOWN]) if q and len(found) < SHOWN else []
    return render(request, "dossiers/desk/choose.html", {"q": q, "found": found, "others": others})


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    """One page: who files, papers, promise. What is complete is taken in at once; what is not is kept and says what is missing."""
    require(request.user, "dossiers.take_in")
    offer = offer_on(public_procedure(code), clock.today())
    may_date_back = has_any_grant(request.user, "dossiers.backdate")
    case = _case(request, offer)
    if case is None:
        cases = [(f"?case={n}", one or _("Trường hợp khác")) for n, one in enumerate(offer.cases)]
        return render(request, "dossiers/desk/cases.html", {"offer": offer, "name": offer.version.name, "cases": cases})
    form = IntakeForm(posted(request), posted_files(request), offer=offer, case=case, may_date_back=may_date_back)
    known = form.party() if form.is_valid() else {}
    questions = Questions(form_of_filing(offer, case), posted(request), holder=known)
    status = 200
    if request.method == "POST" and not questions.more_or_less:
        status = 422
        if form.is_valid():
            try:
                made = _file(request, form, offer, questions.answered)
            except Invalid as error:
                add_errors(form, questions.without(error), FIELDS)
            except (Refused, Forbidden) as error:
                form.add_error(None, text_of(error))
                status = error.status
            else:
                return redirect(made)
    elif request.method == "POST":
        form = IntakeForm(initial=form.as_written(), offer=offer, case=case, may_date_back=may_date_back)
    context = {
        "form": form,
        "offer": offer,
        "name": offer.version.name,
        "papers": list(form.papers()),
        "questions": questions,
    }
    return render(request, "dossiers/desk/take_in.html", context, status=status)


def _file(request: HttpRequest, form: IntakeForm, offer: Offer, answered: Answered) -> str:
    """File it and, with «Tiếp nhận», take it in. Files are kept before the transaction, since they are read."""
    data = form.cleaned_data
    actor = actor_of(request.user)
    place = _place(request, data, offer)
    filing = Filing(
        offer=offer,
        channel=national_channel(data["channel"], "", clock.today()),
        place=place,
        intake_unit=counter_of(request.user, place),
        case=form.chosen_case,
        holder=form.party(),
        submitter=form.party("submitter_") if data["for_another"] else None,
        basis=data["basis"],
        scope=data["scope"],
        papers=_papers(form, data, actor),
        answered=answered,
    )
    accepting = "accept" in request.POST
    with transaction.atomic():
        dossier = submit(filing, actor=actor)
        if accepting:
            one = Possible(request.user, dossier_for(request.user, dossier.uid))
            given = {key: data[key] for key in ("ground", "limit", "received_at", "reason") if data.get(key)}
            run(request.user, one, one.named("accept"), given)
    said = _("Đã tiếp nhận hồ sơ {code}.") if accepting else _("Đã lưu hồ sơ {code}, chưa tiếp nhận.")
    messages.success(request, said.format(code=dossier.code))
    return reverse("dossiers:dossier", args=[dossier.uid])


def _case(request: HttpRequest, offer: Offer) -> str | None:
    """The case that was chosen; None while it has to be."""
    if len(offer.cases) < 2:
        return offer.cases[0] if offer.cases else ""
    chosen = request.GET.get("case", "")
    return offer.cases[int(chosen)] if chosen.isdecimal() and int(chosen) < len(offer.cases) else None


def _place(request: HttpRequest, data: dict[str, Any], offer: Offer) -> Place | None:
    chosen = data.get("unit")
    if chosen:
        return next((place for place in offer.places if place.code == chosen), None)
    return place_for(request.user, offer.places)


def _papers(form: IntakeForm, data: dict[str, Any], actor: Any) -> list[Paper]:
    found = []
    for n, component in enumerate(form.components):
        originals, copies = data.get(f"originals_{n}") or 0, data.get(f"copies_{n}") or 0
        file = take_upload(data.get(f"file_{n}"), field=f"file_{n}", actor=actor)
        if originals or copies or file is not None:
            found.append(Paper(component.code, originals, copies, [file] if file is not None else []))
    return found
