"""Working calendars on the desk: days with their decisions, hours of the week, and what a change would move before it is made."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import clock, workdays
from motcua.kernel.errors import AppError
from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects
from motcua.organisations.desk.form_page import form_page, tell
from motcua.organisations.forms import WEEKDAYS, CalendarForm, DayForm, WeekForm
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries import calendars
from motcua.organisations.queries.units import names_on
from motcua.organisations.services import calendars as services
from motcua.ui.trail import latest

CHANGE = "calendars.change"


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    context = {"calendars": calendars.listed(clock.today()), "may_change": has_any_grant(request.user, CHANGE)}
    return render(request, "organisations/desk/calendars.html", context)


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    found = calendars.calendar_row(code)
    today = clock.today()
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and 1900 <= int(asked) <= 2200 else today.year
    built = calendars.built(found, today)
    days, may_change = calendars.shown_days(found, year, today), _may(request, found)
    context = {
        "calendar": found,
        "unit_name": names_on([found.unit_id], today).get(found.unit_id, "") if found.unit_id else "",
        "year": year,
        "years": sorted({*(built.known_years or ()), today.year, today.year + 1, year}),
        "known": built.is_known(year),
        "days": days,
        "week": [
            {"label": label, "sessions": ", ".join(str(s) for s in built.week.get(number, ()))}
            for number, label in enumerate(WEEKDAYS)
        ],
        "chain": calendars.chain_of(found, today)[1:],
        "history": latest(services.calendar_ref(found)),
        "may_change": may_change,
        "may_remove": may_change and any(one.row for one in days),
    }
    return render(request, "organisations/desk/calendar.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE)
    form = CalendarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        require(request.user, CHANGE, form.cleaned_data["unit"])
        try:
            made = services.create_calendar(**form.cleaned_data, actor=actor_of(request.user))
        except AppError as error:
            tell(form, error)
        else:
            return redirect("organisations:calendar", made.code)
    back = reverse("organisations:calendars")
    return form_page(request, form, title=gettext("Thêm lịch của đơn vị"), back=back, button=gettext("Tạo lịch"))


@require_http_methods(["GET", "POST"])
def add_day(request: HttpRequest, code: str) -> HttpResponse:
    """The first post shows which running deadlines move, the second (`confirmed`) sets the day."""
    found = _for(request, code)
    form = DayForm(request.POST or None)
    change: services.Change | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if request.POST.get("confirmed"):
                _set(found, data, request)
                messages.success(request, gettext("Đã ghi vào lịch."))
                return redirect(f"{_address(found)}?nam={data['date'].year}")
            change = services.preview_days(found, {data["date"]: _entry(data)})
        except AppError as error:
            tell(form, error)
    context = {
        "form": form,
        "calendar": found,
        "change": change,
        "moved": _moved(change) if change else [],
        "title": gettext("Thêm ngày vào lịch"),
    }
    return render(request, "organisations/desk/calendar_change.html", context)


@require_POST
def remove_day(request: HttpRequest, code: str, day: date) -> HttpResponse:
    found = _for(request, code)
    change = services.remove_day(calendars.day_of(found, day), actor=actor_of(request.user))
    messages.success(
        request, gettext("Đã bỏ ngày này khỏi lịch; {count} hạn thay đổi.").format(count=len(change.moved))
    )
    return redirect(f"{_address(found)}?nam={day.year}")


@require_http_methods(["GET", "POST"])
def week(request: HttpRequest, code: str) -> HttpResponse:
    found = _for(request, code)
    built = calendars.built(found, clock.today())
    initial: dict[str, Any] = {f"day_{n}": " ".join(str(s) for s in built.week.get(n, ())) for n in range(7)}
    form = WeekForm(request.POST or None, initial=initial | {"valid_from": clock.today()})
    moved: list[dict[str, Any]] | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if request.POST.get("confirmed"):
                services.set_week(
                    found,
                    form.week(),
                    valid_from=data["valid_from"],
                    source=data["source"],
                    actor=actor_of(request.user),
                )
                messages.success(request, gettext("Đã đổi giờ làm việc."))
                return redirect("organisations:calendar", found.code)
            moved = _rows(services.preview_week(found, form.week(), valid_from=data["valid_from"]))
        except AppError as error:
            tell(form, error)
    context = {
        "form": form,
        "calendar": found,
        "change": moved is not None,
        "moved": moved or [],
        "title": gettext("Đổi giờ làm việc trong tuần"),
    }
    return render(request, "organisations/desk/calendar_change.html", context)


def _for(request: HttpRequest, code: str) -> Any:
    found = calendars.calendar_row(code)
    require(request.user, CHANGE, found.unit)
    return found


def _may(request: HttpRequest, found: Any) -> bool:
    try:
        require(request.user, CHANGE, found.unit)
    except AppError:
        return False
    return True


def _entry(data: dict[str, Any]) -> workdays.CalendarDay | calendars.Take:
    if data["kind"] == calendars.Take.ORDINARY.value:
        return calendars.Take.ORDINARY
    return workdays.CalendarDay(
        workdays.DayKind(data["kind"]), data["name"], data["source"], sessions=data["sessions"], pair=data["pair"]
    )


def _set(found: Any, data: dict[str, Any], request: HttpRequest) -> None:
    entry = _entry(data)
    if isinstance(entry, calendars.Take):
        services.make_ordinary(found, data["date"], source=data["source"], actor=actor_of(request.user))
    else:
        services.set_days(found, {data["date"]: entry}, actor=actor_of(request.user))


def _moved(change: services.Change) -> list[dict[str, Any]]:
    return _rows(change.moved)


def _rows(moved: Any) -> list[dict[str, Any]]:
    """Titles of the records whose deadline moves, asked of the subjects registry for all of a kind at once."""
    by_kind: dict[str, list[str]] = {}
    for one in moved:
        ref = Ref.parse(one.ref)
        by_kind.setdefault(ref.kind, []).append(ref.uid)
    titles: dict[str, str] = {}
    for kind, uids in by_kind.items():
        known = subjects.get(kind)
        titles |= {f"{kind}:{uid}": title for uid, title in (known.titles(uids) if known else {}).items()}
    return [{"title": titles.get(m.ref, m.ref), "before": m.before, "after": m.after} for m in moved]


def _address(found: Any) -> str:
    return reverse("organisations:calendar", args=[found.code])
