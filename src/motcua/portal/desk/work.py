"""«Việc đang chạy»: long work can be left and found again here, cancelled, repeated; its result is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel import jobs
from motcua.kernel.refs import Ref
from motcua.kernel.registries import job_kinds, subjects
from motcua.organisations.permissions import actor_of
from motcua.portal.permissions import may_change_job
from motcua.portal.queries import job_for, jobs_for
from motcua.ui.lists import Column, Empty, ListSpec, respond, state_column, state_filter
from motcua.ui.progress import STATES, Progress, counted, progress_of


def _counts(found: Any) -> str | None:
    if counted(found):
        return f"{found.done}/{found.total}"
    return str(found.done) if found.done else None


WORK = ListSpec(
    key="jobs",
    title=_("Việc đang chạy"),
    columns=(
        Column(key="title", label=_("Việc"), link=lambda job: reverse("portal:job", args=[job.uid]), wide=True),
        state_column(STATES),
        Column(key="progress", label=_("Tiến độ"), value=_counts),
        Column(key="owner_name", label=_("Người bắt đầu")),
        Column(key="queued_at", label=_("Lúc"), kind="moment", sort=("queued_at",)),
    ),
    filters=(state_filter(STATES),),
    search=jobs.SEARCH_KIND,
    default_sort="-queued_at",
    export_name="viec-dang-chay",
    empty=Empty(
        title=_("Chưa có việc nào"),
        text=_("Việc dài (đọc kế hoạch, nhập danh mục, xuất dữ liệu) hiện ở đây; bạn có thể rời trang và quay lại."),
    ),
)


@require_safe
def work(request: HttpRequest) -> Any:
    return respond(request, WORK, jobs_for(request.user))


@require_safe
def job(request: HttpRequest, uid: UUID) -> HttpResponse:
    return render(request, "portal/desk/job.html", _whole(request, job_for(request.user, uid)))


def _whole(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What the page of a job says: its facts follow the run as its progress does, so the page asks for both together."""
    return {
        "job": found,
        "progress": replace(shown(found, request.user), poll_url=""),
        "kind": job_kinds.get(found.kind),
        "may_change": may_change_job(request.user, found),
    }


@require_safe
def progress(request: Any, uid: UUID) -> HttpResponse:
    """The progress part alone, asked again while the job runs; `?tat-ca=1` with the facts and buttons of the job's page."""
    found = job_for(request.user, uid)
    if "tat-ca" in request.GET:
        return render(request, "portal/desk/job_live.html", _whole(request, found))
    response = render(request, "portal/desk/job_progress.html", {"progress": shown(found, request.user)})
    here = str(request.htmx.current_url_abs_path or "").partition("?")[0]
    if found.finished_at and here and here == _record_url(found):
        response["HX-Refresh"] = "true"  # the page of the record itself: it now has the result
    return response


@require_POST
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    jobs.cancel_job(job_for(request.user, uid, change=True), actor=actor_of(request.user))
    messages.success(request, gettext("Đã yêu cầu dừng. Việc dừng ở bước kế tiếp."))
    return redirect("portal:job", uid)


@require_POST
def retry(request: HttpRequest, uid: UUID) -> HttpResponse:
    jobs.retry_job(job_for(request.user, uid, change=True), actor=actor_of(request.user))
    messages.success(request, gettext("Đã xếp việc chạy lại."))
    return redirect("portal:job", uid)


def shown(found: Any, user: Any) -> Progress:
    """A job as the progress component draws it for `user`: it offers to stop only to those who may."""
    progress = progress_of(found, follows=True, may_stop=may_change_job(user, found))
    return replace(progress, result_url=_result_url(found), result_label=gettext("Mở kết quả"))


def _result_url(found: Any) -> str:
    """Where the result is: the file that the job made, else the record it worked on."""
    if found.state != "done":
        return ""
    return _address_of(found.result_file) or _record_url(found)


def _record_url(found: Any) -> str:
    return _address_of(found.subject)


def _address_of(text: str) -> str:
    if not text:
        return ""
    ref = Ref.parse(text)
    kind = subjects.get(ref.kind)
    return kind.address(ref.uid) if kind is not None else ""
