"""Reviewing what was read: source and values side by side, corrections one at a time, then accept or put aside."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.errors import AppError, Invalid, NotFound, Stale
from motcua.organisations.permissions import actor_of, has_grant
from motcua.plans import rules
from motcua.plans.desk import tabs, words
from motcua.plans.desk.items import shown_value
from motcua.plans.desk.source import part_of
from motcua.plans.forms import AcceptForm, ReasonForm
from motcua.plans.queries import plans, readings
from motcua.plans.queries.readings import reading_for
from motcua.plans.queries.understanding import understood_units
from motcua.plans.services.acceptance import accept_reading
from motcua.plans.services.readings import add_item, confirm_places, correct_value, discard_reading
from motcua.plans.workflow import ReadingState
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.lists.filters import parse_whole
from motcua.ui.progress import under_way

DOCUMENT = ReadingState.TO_REVIEW, ReadingState.ACCEPTED, ReadingState.DISCARDED


@require_safe
def reading(request: HttpRequest, uid: UUID, tab: str = "van-ban") -> HttpResponse:
    """The page of one import in whatever state it is: being read, failed, to be reviewed, done with."""
    try:
        found = reading_for(request.user, uid)
    except NotFound:
        return redirect("plans:plan", plans.plan_of_reading(request.user, uid).uid)
    if found.state not in DOCUMENT or not found.current:
        return render(request, "plans/desk/reading_waits.html", _waiting(request, found))
    if tab not in tabs.TABS:
        raise NotFound("Không có mục này trong bản đọc.")
    context = _frame(request, found) | tabs.content(request, found, tab)
    context["part"] = part_of(found.text, found.blocks, tabs.marks_of(found.current))
    return render(request, "plans/desk/review.html", context)


@require_safe
def progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The waiting part alone, asked again while the file is read; sends the browser on when it is done."""
    found = reading_for(request.user, uid)
    if found.state in {ReadingState.QUEUED, ReadingState.READING}:
        return render(request, "plans/desk/reading_progress.html", _waiting(request, found))
    response = HttpResponse(status=204)
    response["HX-Redirect"] = reverse("plans:reading", args=[uid])
    return response


@require_safe
def source(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One part of the document's text: `?khoi=` by block, `?vi-tri=` by character."""
    found = reading_for(request.user, uid)
    at = parse_whole(request.GET.get("vi-tri", ""))
    first = parse_whole(request.GET.get("khoi", "")) or 0
    part = part_of(found.text, found.blocks, tabs.marks_of(found.current or {}), at=at, first=first)
    address = reverse("plans:reading_source", args=[uid])
    return render(request, "plans/desk/source_part.html", {"part": part, "source_url": address, "reading": found})


@require_POST
def correct(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep one value. JSON: `value` and `shown` as kept, `understood` as HTML; on refusal `message`, for a stale one also their value."""
    found = reading_for(request.user, uid)
    path = request.POST.get("path", "")[:200]
    try:
        value = _typed(path, request.POST.get("value", ""))
        seen = json.loads(request.POST.get("seen", "null"))
        correct_value(found, actor=actor_of(request.user), path=path, value=value, seen=seen)
    except Stale as error:
        theirs = rules.value_at(found.current, path)
        body = {"message": text_of(error), "value": theirs, "shown": shown_value(theirs, _control(path))}
        return JsonResponse(body, status=412)
    except Invalid as error:
        told = [text_of(e) for e in error.errors] or [text_of(error)]
        return JsonResponse({"message": " ".join(told)}, status=422)
    except ValueError:
        return JsonResponse({"message": gettext("Yêu cầu chưa đúng. Hãy tải lại trang.")}, status=422)
    except AppError as error:
        return JsonResponse({"message": text_of(error)}, status=error.status)
    kept = rules.value_at(found.current, path)
    body = {
        "value": kept,
        "shown": shown_value(kept, _control(path)),
        "understood": _understood(request, found, path, kept),
    }
    return JsonResponse(body)


@require_POST
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A new item from the selected words; leads to it."""
    found = reading_for(request.user, uid)
    name = request.POST.get("name", "")
    start, end = parse_whole(request.POST.get("start", "")), parse_whole(request.POST.get("end", ""))
    add_item(found, actor=actor_of(request.user), name=name, start=start or 0, end=end or 0)
    place = len((found.current or {})[name]) - 1
    messages.success(request, gettext("Đã thêm mục từ đoạn bạn chọn. Hãy điền tiếp các ô còn thiếu."))
    tab = tabs.OF_LIST[name]
    page = place // tabs.PAGE + 1
    return redirect(f"{reverse('plans:reading_tab', args=[uid, tab])}?trang={page}#m-{name}-{place}")


@require_POST
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Tick an item as looked at, or take the tick off."""
    found = reading_for(request.user, uid)
    path = request.POST.get("path", "")[:200]
    rules.value_at(found.current or {}, path)  # Invalid for what is not there
    confirm_places(found, places=[path], confirmed=request.POST.get("confirmed") == "1", actor=actor_of(request.user))
    return JsonResponse({"left": len(tabs.doubtful_of(found))})


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What will be made, what is missing, and the one button."""
    found = reading_for(request.user, uid, "plans.accept")
    if found.state != ReadingState.TO_REVIEW:
        return redirect("plans:reading", uid)
    known = readings.known_plan_like(found)
    head = (found.current or {}).get("document") or {}
    initial = {"awaiting_number": not head.get("number")}
    form = AcceptForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        replaces = known if known and form.cleaned_data["replaces"] else None
        try:
            plan = accept_reading(
                found,
                actor=actor_of(request.user),
                awaiting_number=form.cleaned_data["awaiting_number"],
                replaces=replaces,
            )
        except Invalid as error:
            add_errors(form, error)
        except AppError as error:
            form.add_error(None, text_of(error))
            found.refresh_from_db()
        else:
            messages.success(request, gettext("Kế hoạch đã vào hệ thống."))
            return redirect("plans:plan", plan.uid)
    context = _frame(request, found) | {"form": form, "summary": tabs.summary_of(found), "head": head, "known": known}
    return render(request, "plans/desk/accept.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = reading_for(request.user, uid)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        discard_reading(found, actor=actor_of(request.user), reason=form.cleaned_data["reason"])
        messages.success(request, gettext("Đã bỏ bản đọc. Tệp và những gì đã đọc vẫn được giữ."))
        return redirect("plans:readings")
    return render(request, "plans/desk/discard.html", {"form": form, "reading": found})


@require_safe
def compare(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What this reading changes in the plan of the same number, or in an earlier reading of the same text (`?voi=` a reading)."""
    found = reading_for(request.user, uid)
    plan = readings.known_plan_like(found)
    if other := request.GET.get("voi", ""):
        before = reading_for(request.user, _uid(other))
    elif plan is not None and plan.reading is not None:
        before = plan.reading
    else:
        raise NotFound("Không có bản nào để so sánh.")
    old, new = rules.without_removed(before.current or {}), rules.without_removed(found.current or {})
    context = {
        "reading": found,
        "before": before,
        "plan": plan if plan is not None and plan.reading_id == before.pk else None,
        "comparison": _drawn(rules.compared(old, new)),
        "may_accept": has_grant(request.user, "plans.accept", found.owner_id),
    }
    return render(request, "plans/desk/compare.html", context)


def _frame(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What every page of a reading shows around its content."""
    open_ = found.state == ReadingState.TO_REVIEW
    twin = readings.same_text_as(found, request.user) if open_ else None
    return {
        "reading": found,
        "state": words.READING_STATES[found.state],
        "open": open_,
        "may_accept": open_ and has_grant(request.user, "plans.accept", found.owner_id),
        "files": readings.files_of(found),
        "twin": twin,
        "known": readings.known_plan_like(found) if open_ else None,
        "plan": plans.plan_made_from(found),
        "source_url": reverse("plans:reading_source", args=[found.uid]),
    }


def _waiting(request: HttpRequest, found: Any) -> dict[str, Any]:
    return {
        "reading": found,
        "state": words.READING_STATES[found.state],
        "work": under_way(readings.job_of(found), actor_of(request.user), asked=False),
        "files": readings.files_of(found),
        "advice": tabs.ADVICE.get(found.error_code, ""),
    }


def _drawn(comparison: rules.Comparison) -> dict[str, Any]:
    """The comparison with the names of its fields as the screen has them."""

    def fields(changes: Any) -> list[dict[str, Any]]:
        return [{"label": words.FIELDS.get(c.name, c.name), "before": c.before, "after": c.after} for c in changes]

    def changes(found: Any) -> list[dict[str, Any]]:
        return [{"what": c.what, "title": c.title, "fields": fields(c.fields)} for c in found]

    return {
        "empty": comparison.empty,
        "header": fields(comparison.header),
        "tasks": changes(comparison.tasks),
        "targets": changes(comparison.targets),
        "same_tasks": comparison.same_tasks,
        "same_targets": comparison.same_targets,
    }


def _typed(path: str, text: str) -> Any:
    """The value as the form sent it: flags are JSON, all else is text that the rules understand."""
    return json.loads(text) if path.endswith("/_removed") else text


def _control(path: str) -> str:
    return "date" if path.endswith(("/issued_on", "/start", "/end")) else "text"


def _understood(request: HttpRequest, found: Any, path: str, kept: Any) -> str:
    """The units a corrected wording means, drawn; empty for other values."""
    if not path.endswith(("/lead", "/coordinators")) or not kept:
        return ""
    wordings = kept if isinstance(kept, list) else [kept]
    meant = understood_units(found, wordings)
    content: str = render(
        request, "plans/desk/understood.html", {"understood": [meant[w] for w in wordings if w in meant]}
    ).content.decode()
    return content


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("Không có bản đọc này, hoặc bạn không được mở.") from None
