"""Templates and an installation's own wordings: read, drafted with a preview, approved by another person."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.errors import AppError, Forbidden, Invalid
from motcua.messages.forms import ReasonForm, WordingForm
from motcua.messages.queries import notices, previews, wordings
from motcua.messages.rules.declarations import declarations
from motcua.messages.services import templates as verbs
from motcua.messages.workflow import WordingState
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.lists.filters import parse_whole
from motcua.ui.trail import latest

READ, DRAFT, APPROVE = "messages.read_wording", "messages.draft_wording", "messages.approve_wording"


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    require(request.user, READ)
    own = wordings.states_of([key for key, _ in declarations.items()])
    review = set(wordings.to_review())
    rows = [
        {
            "key": key,
            "title": gettext(found.title),
            "purpose": notices.purpose_label(found.purpose),
            "pace": _pace(found),
            "state": _state(own.get(key, set())),
            "review": key in review,
        }
        for key, found in declarations.items()
    ]
    return render(request, "messages/desk/wordings.html", {"rows": sorted(rows, key=lambda r: str(r["title"]))})


@require_safe
def template(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, READ)
    found = wordings.declaration_of(key)
    waiting = wordings.draft_of(key)
    approved = wordings.approved_of(key)
    own_draft = waiting is not None and waiting.drafted_by == str(actor_of(request.user).ref or "")
    context = {
        "key": key,
        "title": gettext(found.title),
        "facts": [
            {"label": gettext("Mã"), "value": key},
            {"label": gettext("Loại"), "value": notices.purpose_label(found.purpose)},
            {"label": gettext("Cách gửi"), "value": _pace(found)},
            {"label": gettext("Lời đang dùng"), "value": _in_use(approved)},
        ],
        "variables": previews.variables_of(found),
        "previews": previews.previews_of(found, (approved.texts if approved else found.texts)),
        "short_previews": previews.short_previews_of(found, (approved.texts if approved else found.texts)),
        "approved": approved,
        "draft": waiting,
        "draft_previews": previews.previews_of(found, waiting.texts) if waiting else [],
        "draft_short_previews": previews.short_previews_of(found, waiting.texts) if waiting else [],
        "review": key in wordings.to_review(),
        "may_draft": has_any_grant(request.user, DRAFT),
        "may_approve": has_any_grant(request.user, APPROVE) and not own_draft,
        "own_draft": own_draft,
        "versions": wordings.wordings_of(key),
        "history": latest(wordings.template_ref(key)),
    }
    return render(request, "messages/desk/template.html", context)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The editor. `preview` shows the words with sample values, as they would be sent, and keeps nothing."""
    require(request.user, DRAFT)
    found = wordings.declaration_of(key)
    waiting = wordings.draft_of(key)
    form = WordingForm(request.POST or None, initial=_initial(found, waiting), outward=found.outward)
    shown: list[Any] = []
    short: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            if "preview" in request.POST:
                shown = previews.checked_previews(found, form.texts())
                short = previews.short_previews_of(found, form.texts())
            else:
                data = form.cleaned_data
                verbs.draft_wording(
                    key, form.texts(), actor=actor_of(request.user), note=data["note"], version=data["version"]
                )
                messages.success(request, gettext("Đã lưu bản soạn. Người khác có quyền duyệt sẽ xem và duyệt."))
                return redirect("messages:template", key)
        except Invalid as error:
            add_errors(form, error)
        except AppError as error:
            form.add_error(None, text_of(error))
    context = {
        "key": key,
        "title": gettext(found.title),
        "form": form,
        "variables": previews.variables_of(found),
        "previews": shown,
        "short_previews": short,
    }
    return render(request, "messages/desk/wording_form.html", context)


@require_POST
def approve(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, APPROVE)
    verbs.approve_wording(_as_read(request, key), actor=actor_of(request.user))
    messages.success(request, gettext("Đã duyệt. Từ nay thông báo dùng lời này."))
    return redirect("messages:template", key)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    if not (has_any_grant(request.user, DRAFT) or has_any_grant(request.user, APPROVE)):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    verbs.discard_draft(_as_read(request, key), actor=actor_of(request.user))
    messages.success(request, gettext("Đã bỏ bản soạn."))
    return redirect("messages:template", key)


@require_http_methods(["GET", "POST"])
def use_shipped(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, APPROVE)
    found = wordings.declaration_of(key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verbs.use_shipped(key, actor=actor_of(request.user), reason=form.cleaned_data["reason"])
        messages.success(request, gettext("Đã dùng lại lời của phần mềm."))
        return redirect("messages:template", key)
    context = {
        "form": form,
        "title": gettext("Dùng lại lời của phần mềm: {title}").format(title=gettext(found.title)),
        "back": reverse("messages:template", args=[key]),
        "button": gettext("Dùng lời của phần mềm"),
    }
    return render(request, "messages/desk/reason.html", context)


def _as_read(request: HttpRequest, key: str) -> Any:
    """The draft in the version that the person saw when they pressed the button."""
    return wordings.draft_as_read(key, parse_whole(request.POST.get("version")) or 0)


def _initial(found: Any, waiting: Any) -> dict[str, Any]:
    texts = waiting.texts if waiting else wordings.texts_in_force([found.key])[found.key]
    return {
        "subject_vi": texts.subject_vi,
        "body_vi": texts.body_vi,
        "subject_en": texts.subject_en,
        "body_en": texts.body_en,
        **asdict(texts.short),
        "sms_marks": "1" if texts.short.sms_marks else "0",
        "note": waiting.note if waiting else "",
        "version": waiting.version if waiting else None,
    }


def _pace(found: Any) -> str:
    if found.outward:
        return gettext("gửi người dân, doanh nghiệp qua kênh đầu tiên đến được")
    if found.solicited:
        return gettext("ngay khi người dùng yêu cầu")
    if found.digest:
        return gettext("thư gộp vào bản tổng hợp buổi sáng")
    return gettext("thư gửi trong giờ làm việc")


def _state(states: set[str]) -> Badge:
    if WordingState.DRAFT in states:
        return Badge(gettext("Có bản soạn chờ duyệt"), Tone.RISK)
    if WordingState.APPROVED in states:
        return Badge(gettext("Lời riêng"), Tone.DONE)
    return Badge(gettext("Lời của phần mềm"), Tone.PLAIN)


def _in_use(approved: Any) -> str:
    if approved is None:
        return gettext("Lời của phần mềm")
    return gettext("Lời riêng, bản {number}, {name} duyệt").format(
        number=approved.number, name=approved.decided_by_name
    )
