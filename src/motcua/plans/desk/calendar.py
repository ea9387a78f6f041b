"""Due dates in the calendar of a phone: the page where addresses are made and taken back, and the feed itself (RFC 5545)."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from icalendar import Calendar, Event

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.units import names_on, unit_of
from motcua.plans.desk import words, year
from motcua.plans.desk.work_shown import source_of_task
from motcua.plans.forms.calendar import FollowForm
from motcua.plans.queries import feeds as queries
from motcua.plans.services import feeds as services
from motcua.plans.workflow import WITH_THE_LEAD
from motcua.ui import formats
from motcua.ui.errors import text_of
from motcua.ui.rates import Shared

MOST_UNITS = 300
"""More units than this are not offered while one types: the person's topmost ones hold them all, and a code names any."""
LONGEST_SUMMARY = 200
READS = Shared("calendar-reads", most=60, seconds=3600)
"""How often one address of a calendar is read. Calendars ask every few hours."""
WRONG = Shared("calendar-wrong", most=20, seconds=3600)
"""How often one machine may come with a secret that is none. Counted over all processes: it guards a secret."""


@never_cache
@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """One's own addresses. A new one is shown in the answer to the form and nowhere else.

    `unit`: the unit of an address that is renewed; `unit_words`: one that is typed; neither: the person's own work.
    """
    made, address = None, ""
    typed = request.method == "POST" and "unit_words" in request.POST
    follow = FollowForm(request.POST if typed else None)
    if request.method == "POST" and (not typed or follow.is_valid()):
        wanted = request.POST.get("unit", "")
        unit = follow.cleaned_data["unit_words"] if typed else unit_of(_uuid(wanted)) if wanted else None
        try:
            made, secret = services.open_feed(request.user, unit, actor=actor_of(request.user))
        except Forbidden as error:
            if not typed:
                raise
            follow.add_error("unit_words", text_of(error))
        else:
            address = request.build_absolute_uri(reverse("plans:calendar_feed", args=[secret]))
            follow = FollowForm()
    feeds = queries.feeds_of(request.user)
    names = names_on({f.unit_id for f in feeds if f.unit_id}, clock.today())
    context = {
        "feeds": [(f, names.get(f.unit_id) if f.unit_id else "") for f in feeds],
        "units": queries.units_to_follow(request.user)[:MOST_UNITS],
        "follow": follow,
        "made": made,
        "made_name": names.get(made.unit_id) if made is not None and made.unit_id else "",
        "address": address,
        "webcal": address.replace("https://", "webcal://").replace("http://", "webcal://"),
        "has_own": any(f.unit_id is None for f in feeds),
    }
    return render(request, "plans/desk/calendar.html", context)


@require_POST
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    services.end_feed(queries.feed_for(request.user, uid), actor=actor_of(request.user))
    messages.success(request, gettext("Đã thu hồi địa chỉ lịch; điện thoại sẽ không nhận thêm gì từ đó."))
    return redirect("plans:calendar")


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of one address, for a program without session: the secret is all it has."""
    wait = READS.take(queries.hash_of(secret))
    if wait:
        return _too_often(wait)
    try:
        found, user = queries.feed_of(secret)
    except NotFound:
        wait = WRONG.take(request.META.get("REMOTE_ADDR", ""))
        if wait:
            return _too_often(wait)
        raise
    with override("vi"):
        body = _written(found, queries.due_in(found, user), request)
    digest = hashlib.sha256(body).hexdigest()
    services.answered(found, digest)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="mot-cua.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    response["ETag"] = f'"{digest}"'
    changed = found.changed_at
    if changed is not None:
        response["Last-Modified"] = changed.strftime("%a, %d %b %Y %H:%M:%S GMT")
    answer = get_conditional_response(
        request, etag=response["ETag"], last_modified=int(changed.timestamp()) if changed else None, response=response
    )
    return answer or response


def _written(found: Any, rows: list[queries.Due], request: HttpRequest) -> bytes:
    """The same bytes as long as nothing changed. Names of officers stand nowhere in it."""
    name = gettext("Việc của tôi")
    if found.unit_id is not None:
        name = names_on([found.unit_id], clock.today()).get(found.unit_id, "")
    shown = Calendar()
    shown.add("prodid", "-//Mot Cua//Lich cong viec//VI")
    shown.add("version", "2.0")
    shown.add("calscale", "GREGORIAN")
    shown.add("method", "PUBLISH")
    shown.add("x-wr-calname", gettext("Hạn công việc: {name}").format(name=name))
    shown.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    shown.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    shown.add("x-published-ttl", "PT6H")
    for row in rows:
        shown.add_component(_entry(row, request))
    return bytes(shown.to_ical())


def _entry(row: queries.Due, request: HttpRequest) -> Event:
    one = row.occurrence
    day = clock.local(row.due_at).date()
    done = one.state not in WITH_THE_LEAD
    state = words.OCCURRENCE_STATES[one.state]  # type: ignore[index]  # the column holds the enum's values
    text = one.task.task if len(one.task.task) <= LONGEST_SUMMARY else f"{one.task.task[: LONGEST_SUMMARY - 1]}…"
    address = request.build_absolute_uri(reverse("plans:occurrence", args=[one.uid]))
    source = source_of_task(one.task)
    lines = [
        f"{source['label']}: {source['title']}",
        gettext("Kỳ, lần: {slot}").format(slot=words.slot_name(one)),
        gettext("Hạn: {moment}").format(moment=formats.moment(one.due_at)),
        gettext("Hạn trong đơn vị: {moment}").format(moment=formats.moment(row.due_at))
        if row.due_at != one.due_at
        else "",
        gettext("Trạng thái: {state}").format(state=state),
        address,
    ]
    entry = Event()
    entry.add("uid", f"{one.uid}@motcua")
    entry.add("sequence", one.version)
    entry.add("dtstamp", max(m for m in (one.created_at, one.handed_in_at, one.closed_at) if m is not None))
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("summary", ": ".join(p for p in ("✓" if done else "", row.unit_name, text) if p).replace("✓: ", "✓ "))
    entry.add("description", "\n".join(line for line in lines if line))
    entry.add("url", address)
    entry.add("categories", [str(year.MARKS[year.key_of(one, clock.now())]) if done else str(state)])
    entry.add("status", "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    return entry


def _too_often(wait: float) -> HttpResponse:
    response = HttpResponse(
        gettext("Quá nhiều yêu cầu từ địa chỉ này. Hãy thử lại sau ít giây."),
        status=429,
        content_type="text/plain; charset=utf-8",
    )
    response["Retry-After"] = str(int(wait) + 1)
    return response


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise NotFound("Không có đơn vị này.", code="no_unit") from error
