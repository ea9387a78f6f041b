"""Tờ khai of one dossier: filled in later, or put right before it is taken in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.forms.questions import Questions
from motcua.dossiers.queries import answering as queries
from motcua.dossiers.queries.dossiers import dossier_for, ref_of
from motcua.dossiers.services.answering import fill_in
from motcua.kernel.access import record_reading
from motcua.kernel.errors import Invalid, NotFound, Refused
from motcua.organisations.permissions import actor_of
from motcua.ui.acting import posted
from motcua.ui.errors import text_of


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The whole form with what was answered. What is still missing may be kept so; what is wrong is told at its field."""
    found = dossier_for(request.user, uid, "dossiers.take_in")
    eform = queries.form_of_dossier(found)
    if eform is None:
        raise NotFound("Thủ tục này không có tờ khai điện tử.", code="no_eform")
    actor = actor_of(request.user)
    record_reading(actor, ref_of(found), "identity")
    questions = Questions(eform, posted(request), queries.answers_of(found), holder=queries.holder_of(found))
    refused, status = "", 200
    if request.method == "POST" and not questions.more_or_less:
        try:
            fill_in(found, questions.answered, actor=actor)
        except Invalid as error:
            questions.without(error)
            status = error.status
        except Refused as error:
            refused, status = text_of(error), error.status
        else:
            left = len(questions.answered.lacking)
            said = _("Đã lưu tờ khai, còn {n} mục chưa điền.").format(n=left) if left else _("Đã lưu tờ khai đủ mục.")
            messages.success(request, said)
            return redirect("dossiers:dossier", uid=found.uid)
    context = {"dossier": found, "questions": questions, "refused": refused}
    return render(request, "dossiers/desk/fill.html", context, status=status)
