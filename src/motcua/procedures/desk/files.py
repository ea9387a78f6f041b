"""Forms, filled samples and guides of a procedure on the desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.services.files import take_upload
from motcua.kernel import clock
from motcua.organisations.permissions import actor_of
from motcua.procedures.desk.frame import frame
from motcua.procedures.forms.drafts import ReasonForm
from motcua.procedures.forms.files import AddFileForm, EndFileForm
from motcua.procedures.permissions import may_edit
from motcua.procedures.queries import desk
from motcua.procedures.queries import files as queries
from motcua.procedures.services.files import add_file, end_file, void_file
from motcua.ui.acting import act
from motcua.ui.badges import Badge, Tone

EDIT = "procedures.edit"
_HOLDS = Badge(_("Đang dùng"), Tone.DONE)
_COMING = Badge(_("Chưa đến ngày dùng"), Tone.ACTIVE)
_ENDED = Badge(_("Thôi dùng"), Tone.PLAIN)
_VOIDED = Badge(_("Đã gỡ"), Tone.LATE)


@require_safe
def files(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = desk.procedure_for(request.user, uid)
    papers = dict(queries.papers_of(found))
    context = frame(found, "tep") | {
        "rows": [
            {
                "file": one,
                "state": (state := _state(one)),
                "paper": papers.get(one.component, ""),
                "lost": bool(one.component) and one.component not in papers,
                "may_end": state is _HOLDS and one.valid_to is None,
                "may_void": one.voided_at is None,
            }
            for one in queries.all_files(found)
        ],
        "may_edit": may_edit(request.user),
    }
    return render(request, "procedures/desk/files.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = desk.procedure_for(request.user, uid, EDIT)

    def run(data: dict[str, Any]) -> Any:
        file = take_upload(data.pop("file"), field="file", actor=actor_of(request.user))
        return add_file(found, file, actor=actor_of(request.user), **data)

    form = AddFileForm(request.POST or None, request.FILES or None, papers=queries.papers_of(found))
    return act(
        request,
        form,
        run,
        title=_("Thêm biểu mẫu, mẫu đã điền, hướng dẫn"),
        button=_("Thêm tệp"),
        said=found.name,
        back=_back(found),
        done=_("Đã thêm tệp."),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.file_for(request.user, uid)
    return act(
        request,
        EndFileForm(request.POST or None, initial={"on": clock.today()}),
        lambda data: end_file(found, actor=actor_of(request.user), **data),
        title=_("Thôi dùng tệp"),
        said=found.title,
        back=_back(found.procedure),
        done=_("Đã ghi ngày thôi dùng."),
    )


@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.file_for(request.user, uid)
    return act(
        request,
        ReasonForm(request.POST or None, asked=True),
        lambda data: void_file(found, actor=actor_of(request.user), **data),
        title=_("Gỡ tệp đưa nhầm"),
        said=found.title,
        back=_back(found.procedure),
        done=_("Đã gỡ tệp."),
        danger=True,
    )


def _state(one: Any) -> Badge:
    today = clock.today()
    if one.voided_at is not None:
        return _VOIDED
    if one.valid_to is not None and one.valid_to <= today:
        return _ENDED
    return _HOLDS if one.valid_from <= today else _COMING


def _back(found: Any) -> tuple[str, str]:
    return found.display_code, reverse("procedures:files", args=[found.uid])
