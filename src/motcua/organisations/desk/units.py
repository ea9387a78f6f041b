"""Units over time on the desk: tree and list of a date, the page of a unit, and what an operator changes there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.organisations.desk.form_page import form_page, tell
from motcua.organisations.forms import ChangeUnitForm, CorrectUnitForm, DayReasonForm, IdentifierForm, NewUnitForm
from motcua.organisations.permissions import actor_of, has_any_grant, has_grant, require
from motcua.organisations.queries import people, staffing, territories, units
from motcua.organisations.queries.calendars import calendar_code_for, calendar_row, name_of
from motcua.organisations.services import units as services
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond
from motcua.ui.lists.filters import parse_day
from motcua.ui.trail import latest

CHANGE = "units.change"


def _type_options(_request: HttpRequest) -> list[Option]:
    return [Option(key, label) for key, label in units.type_labels().items()]


UNITS = ListSpec(
    key="units",
    title=pgettext_lazy("list title", "Đơn vị"),
    columns=(
        Column(
            key="name",
            label=_("Tên đơn vị"),
            link=lambda v: reverse("organisations:unit", args=[v.unit.code]),
            sort=("sort_key",),
            wide=True,
        ),
        Column(key="abbreviation", label=_("Viết tắt")),
        Column(key="type", label=_("Loại"), value=lambda v: v.get_type_display()),
        Column(key="parent", label=_("Trực thuộc"), value=lambda v: v.parent_name, wide=True),
        Column(key="code", label=_("Mã"), value=lambda v: v.unit.code),
        Column(key="since", label=_("Từ ngày"), kind="date", value=lambda v: v.valid_from, sort=("valid_from",)),
    ),
    filters=(ChoiceFilter(key="type", label=_("Loại"), apply="type", control="select", options=_type_options),),
    search=units.search_units,
    search_label=_("Tìm đơn vị"),
    search_hint=_("Tên hiện nay hoặc tên cũ, tên viết tắt, mã; có dấu hay không dấu đều được"),
    default_sort="name",
    export_name="don-vi",
    empty=Empty(title=_("Chưa có đơn vị nào"), text=_("Quản trị viên nhập đơn vị bằng lệnh «motcua units import».")),
)


def asked_date(request: HttpRequest) -> date:
    """The date of `?ngay=`, today when there is none or it cannot be read."""
    return parse_day(request.GET.get("ngay", "").strip()) or clock.today()


@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """The tree of a date, two levels at a time: from the top, or under one unit (`?duoi=`), which HTMX opens in place."""
    on = asked_date(request)
    below = request.GET.get("duoi", "")
    root = units.unit_named(below, on) if below else None
    nodes = units.tree_on(on, root, depth=2)
    query = "" if on == clock.today() else f"?ngay={on:%d/%m/%Y}"
    context = {
        "on": on,
        "groups": _groups(nodes, root is not None),
        "root": units.nearest_version(root, on) if root is not None else None,
        "tabs": views("tree", on),
        "query": query,
        "more_query": query.replace("?", "&"),
        "may_change": has_any_grant(request.user, CHANGE),
        "notable": _notable_dates(on),
    }
    if getattr(request, "htmx", False) and root is not None:
        return render(request, "organisations/desk/tree.html#branch", context | {"items": nodes[1:]})
    return render(request, "organisations/desk/tree.html", context)


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    on = asked_date(request)
    rows: QuerySet[Any] = units.with_parent_name(units.on_date(on), on)
    context = {"on": on, "tabs": views("list", on), "may_change": has_any_grant(request.user, CHANGE)}
    return respond(request, UNITS, rows, template="organisations/desk/units.html", context=context)


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    on = asked_date(request)
    found = units.unit_named(code, on)
    version = units.nearest_version(found, on)
    heirs = [u for u in units.successors(found, on) if u.pk != found.pk]
    parent = _parent(found, version, on)
    names = units.names_on([u.pk for u in (*heirs, parent) if u is not None], on)
    may_change = has_grant(request.user, CHANGE, found)
    context = {
        "unit": found,
        "version": version,
        "on": on,
        "state": _state(version, on),
        "facts": _facts(found, version, on, parent, names),
        "header": units.header_on(found, on),
        "versions": units.versions_of(found),
        "identifiers": units.identifiers_of(found),
        "events": events_told(units.events_of(found)),
        "heirs": [{"code": u.code, "name": names[u.pk]} for u in heirs],
        "children": list(units.children_on(found, on)[:200]),
        "officers": people.officers_of_unit(found, on)[:200],
        "seats": _seats(found, on),
        "query": "" if on == clock.today() else f"?ngay={on:%d/%m/%Y}",
        "history": latest(services.ref_of(found)),
        "may_change": may_change,
        "may_act": may_change and (version.valid_to is None or version.valid_to > clock.today()),
    }
    return render(request, "organisations/desk/unit.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE)
    form = NewUnitForm(request.POST or None, initial={"parent": request.GET.get("duoi", ""), "on": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        require(request.user, CHANGE, data["parent"])
        try:
            made = services.establish_unit(
                data["code"],
                services.Facts(**form.facts()),
                actor=actor_of(request.user),
                on=data["on"],
                document=data["document"],
            )
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã thêm {name}.").format(name=data["name"]))
            return redirect("organisations:unit", made.code)
    return form_page(
        request, form, title=gettext("Thêm đơn vị"), back=reverse("organisations:units"), button=gettext("Thêm đơn vị")
    )


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Other facts from a date on: a rename, another parent, another head of its documents."""
    found = units.unit_named(code)
    require(request.user, CHANGE, found)
    initial = _initial(units.nearest_version(found, clock.today()))
    form = ChangeUnitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.change_unit(
                found,
                services.Facts(**form.facts()),
                actor=actor_of(request.user),
                on=data["on"],
                document=data["document"],
            )
        except AppError as error:
            tell(form, error)
        else:
            messages.success(
                request, gettext("Đã ghi thay đổi từ ngày {on}.").format(on=formats.short_date(data["on"]))
            )
            return redirect("organisations:unit", found.code)
    return form_page(
        request,
        form,
        title=gettext("Đổi tên, thay đổi từ một ngày"),
        back=_address(found),
        button=gettext("Ghi thay đổi"),
    )


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, code: str, since: date) -> HttpResponse:
    """Mend what was entered wrongly in one version."""
    found = units.unit_named(code)
    require(request.user, CHANGE, found)
    version = units.version_since(found, since)
    form = CorrectUnitForm(request.POST or None, initial=_initial(version))
    if request.method == "POST" and form.is_valid():
        try:
            facts = services.Facts(**form.facts())
            services.correct_version(version, facts, actor=actor_of(request.user), reason=form.cleaned_data["reason"])
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã sửa."))
            return redirect("organisations:unit", found.code)
    title = gettext("Sửa thông tin ghi sai, từ ngày {on}").format(on=formats.short_date(since))
    return form_page(request, form, title=title, back=_address(found), button=gettext("Lưu sửa đổi"))


@require_http_methods(["GET", "POST"])
def identify(request: HttpRequest, code: str) -> HttpResponse:
    found = units.unit_named(code)
    require(request.user, CHANGE, found)
    form = IdentifierForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.give_identifier(found, actor=actor_of(request.user), **form.cleaned_data)
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã cấp mã."))
            return redirect("organisations:unit", found.code)
    return form_page(request, form, title=gettext("Cấp mã định danh"), back=_address(found), button=gettext("Cấp mã"))


@require_http_methods(["GET", "POST"])
def close_identifier(request: HttpRequest, code: str, scheme: str, value: str) -> HttpResponse:
    found = units.unit_named(code)
    require(request.user, CHANGE, found)
    identifier = units.identifier_of(found, scheme, value)
    form = DayReasonForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.close_identifier(identifier, actor=actor_of(request.user), **form.cleaned_data)
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã đóng mã."))
            return redirect("organisations:unit", found.code)
    title = gettext("Đóng mã {value}").format(value=value)
    return form_page(request, form, title=title, back=_address(found), button=gettext("Đóng mã này"), warning=True)


def _seats(found: Any, on: date) -> list[dict[str, Any]]:
    """The unit's posts with their holders; what needs a look is flagged."""
    return [
        {"seat": s, "flag": Badge(gettext("Khuyết"), Tone.LATE) if s.vacant else None}
        for s in staffing.seats_of(found, on)
    ]


def _address(found: Any) -> str:
    return reverse("organisations:unit", args=[found.code])


def _initial(version: Any) -> dict[str, Any]:
    facts = services.Facts.of(version)
    shown = {name: getattr(facts, name) for name in ("name", "short_name", "abbreviation", "type", "position")}
    shown |= {name: getattr(facts, name) for name in ("header_parent", "header_body", "place_name")}
    return shown | {
        "parent": facts.parent.code if facts.parent else "",
        "territory": facts.territory.code if facts.territory else "",
    }


def _state(version: Any, on: date) -> Badge:
    if version.valid_from > on:
        return Badge(gettext("Chưa thành lập vào ngày này"), Tone.PLAIN)
    if units.outside_range(version, on):
        return Badge(gettext("Đã kết thúc hoạt động"), Tone.LATE)
    return Badge(gettext("Đang hoạt động"), Tone.DONE)


def _parent(found: Any, version: Any, on: date) -> Any:
    """The unit above on that day; of a unit that has ended the last one, not that of its heir."""
    if units.outside_range(version, on):
        return version.parent
    return next(iter(units.ancestors(found, on)), None)


def _facts(found: Any, version: Any, on: date, parent: Any, names: dict[int, str]) -> list[dict[str, Any]]:
    place = (
        territories.place_names([version.territory_id], on).get(version.territory_id, "")
        if version.territory_id
        else ""
    )
    calendar = calendar_code_for(found, on)
    rows: list[dict[str, Any]] = [
        {"label": gettext("Loại"), "value": version.get_type_display()},
        {"label": gettext("Tên ngắn"), "value": version.short_name or None},
        {"label": gettext("Viết tắt"), "value": version.abbreviation or None},
        {
            "label": gettext("Trực thuộc"),
            "value": names.get(parent.pk) if parent else None,
            "url": _address(parent) if parent else "",
        },
        {
            "label": gettext("Địa bàn"),
            "value": place or None,
            "url": reverse("organisations:territory", args=[version.territory.code]) if place else "",
        },
        {"label": gettext("Mã"), "value": found.code},
        {
            "label": gettext("Lịch làm việc"),
            "value": name_of(calendar_row(calendar)),
            "url": reverse("organisations:calendar", args=[calendar]),
        },
    ]
    return rows


def events_told(events: Iterable[Any]) -> list[dict[str, Any]]:
    """Events in words: who went into whom, by which document."""
    events = list(events)
    ids = {p.unit_id for e in events for p in e.parties.all()}
    shown = []
    for event in events:
        names = units.names_on(ids, event.on)
        before = [names[p.unit_id] for p in event.parties.all() if p.side == "predecessor"]
        after = [names[p.unit_id] for p in event.parties.all() if p.side == "successor"]
        words = f"{'; '.join(before)} → {'; '.join(after)}" if before and after and before != after else ""
        shown.append(
            {
                "event": event,
                "title": event.get_kind_display(),
                "text": " · ".join(part for part in (words, event.document, event.note) if part),
                "reversible": units.is_reversible(event),
            }
        )
    return shown


def _groups(nodes: Sequence[units.Node], rooted: bool) -> list[dict[str, Any]]:
    """Topmost units with those directly under them; under a chosen root only the latter."""
    groups: list[dict[str, Any]] = []
    for node in nodes:
        if node.depth == 0:
            groups.append({"version": None if rooted else node.version, "items": []})
        else:
            groups[-1]["items"].append(node)
    return groups


def views(current: str, on: date) -> list[dict[str, object]]:
    """The tabs that the pages of units share."""
    query = "" if on == clock.today() else f"?ngay={on:%d/%m/%Y}"
    tabs = (
        ("tree", gettext("Sơ đồ"), reverse("organisations:units") + query),
        ("list", gettext("Danh sách"), reverse("organisations:unit_list") + query),
        ("vacancies", gettext("Vị trí khuyết"), reverse("organisations:vacancies")),
        ("territories", gettext("Địa bàn"), reverse("organisations:territories") + query),
        ("aliases", gettext("Cách gọi trong văn bản"), reverse("organisations:aliases")),
    )
    return [{"label": label, "url": url, "current": key == current} for key, label, url in tabs]


def _notable_dates(on: date) -> Sequence[dict[str, Any]]:
    """Days on which the tree changed: quick ways to look before and after."""
    return [{"day": day, "current": day == on} for day in units.days_of_change()[:8]]
