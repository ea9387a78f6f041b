"""Posts on the desk: those of a unit with holders, terms and vacancies; the page of a post; seating and unseating."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.organisations.desk.form_page import act
from motcua.organisations.desk.units import asked_date, views
from motcua.organisations.forms import DayReasonForm, EndForm, ExtendForm, NewPostForm, SeatForm
from motcua.organisations.permissions import actor_of, has_grant, require
from motcua.organisations.queries import posts, staffing, units
from motcua.organisations.queries.subjects import address_of
from motcua.organisations.services import posts as services
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond
from motcua.ui.trail import latest

CHANGE, CHARGE, SIGNING = "posts.change", "charges.change", "signing.change"


def _kinds(_request: HttpRequest) -> list[Option]:
    return [Option(key, label) for key, label in staffing.kind_labels().items()]


VACANCIES = ListSpec(
    key="vacancies",
    title=_("Vị trí khuyết"),
    columns=(
        Column(
            key="title",
            label=_("Vị trí"),
            link=lambda p: reverse("organisations:post", args=[p.uid]),
            sort=("title",),
            wide=True,
        ),
        Column(key="kind", label=_("Loại"), value=lambda p: p.get_kind_display()),
        Column(key="field", label=_("Lĩnh vực"), value=lambda p: p.field or None),
        Column(key="unit", label=_("Đơn vị"), value=lambda p: p.unit_name, sort=("unit_sort",), wide=True),
        Column(key="since", label=_("Khuyết từ ngày"), kind="date", value=lambda p: p.vacancy and p.vacancy.since),
        Column(
            key="last",
            label=_("Người giữ gần nhất"),
            value=lambda p: p.vacancy.last.person.name if p.vacancy and p.vacancy.last else None,
        ),
        Column(key="state", label=_("Vì sao"), value=lambda p: why_vacant(p.vacancy)),
    ),
    filters=(ChoiceFilter(key="kind", label=_("Loại"), apply="kind", control="select", options=_kinds),),
    search=staffing.search_vacant,
    search_label=_("Tìm đơn vị"),
    default_sort="unit",
    export_name="vi-tri-khuyet",
    select=staffing.fetch_vacancies,
    empty=Empty(
        title=_("Không có vị trí nào khuyết"),
        text=_("Vị trí đã lập mà chưa có người giữ, hoặc nhiệm kỳ đã hết, sẽ hiện ở đây."),
    ),
)


def why_vacant(vacancy: posts.Vacancy | None) -> Badge:
    """Why nobody sits there, and whether somebody is to come."""
    if vacancy is not None and vacancy.next_from is not None:
        day = formats.short_date(vacancy.next_from)
        return Badge(gettext("Có người từ {day}").format(day=day), Tone.PAUSED)
    if vacancy is not None and vacancy.last is not None:
        return Badge(gettext("Hết nhiệm kỳ") if vacancy.term_over else gettext("Đã thôi giữ"), Tone.LATE)
    return Badge(gettext("Chưa bố trí"), Tone.RISK)


@require_safe
def vacancies(request: HttpRequest) -> HttpResponseBase:
    rows: QuerySet[Any] = staffing.vacant_posts(clock.today())
    context: dict[str, object] = {"tabs": views("vacancies", clock.today())}
    return respond(request, VACANCIES, rows, template="organisations/desk/vacancies.html", context=context)


@require_safe
def unit_posts(request: HttpRequest, code: str) -> HttpResponse:
    """Who sits where in a unit, who of its leaders is in charge of what, who signs how, who is away."""
    on = asked_date(request)
    found = units.unit_named(code, on)
    seats = staffing.seats_of(found, on)
    charges, signing = staffing.charges_of_body(found, on), staffing.authorities_in_name_of(found, on)
    names = units.names_on([pk for c in charges if (pk := c.unit_id)] + [s.post.unit_id for s in signing], on)
    holder = {s.post.pk: ", ".join(h.name for h in s.seated) for s in seats}
    context = {
        "unit": found,
        "version": units.nearest_version(found, on),
        "on": on,
        "seats": [{"seat": s, "state": seat_state(s), "title": s.post.title} for s in seats],
        "charges": [_charge(c, holder.get(c.post_id, ""), names) for c in charges],
        "signing": [
            {"row": s, "unit": names.get(s.post.unit_id, ""), "url": address_of(s.document_ref)} for s in signing
        ],
        "above": posts.leader_in_charge(found, on),
        "away": staffing.away_in_unit(found, on),
        "has_leaders": any(s.post.kind in posts.LEADERS for s in seats),
        "may_change": has_grant(request.user, CHANGE, found),
        "may_charge": has_grant(request.user, CHARGE, found),
    }
    return render(request, "organisations/desk/unit_posts.html", context)


def _charge(charge: Any, holder: str, names: dict[int, str]) -> dict[str, Any]:
    return {
        "charge": charge,
        "holder": holder,
        "unit": names.get(charge.unit_id, "") if charge.unit_id else "",
        "url": address_of(charge.document_ref),
    }


def seat_state(seat: staffing.Seat) -> Badge:
    if seat.vacant:
        return Badge(gettext("Khuyết"), Tone.LATE)
    if any(s.soon for s in seat.seated):
        return Badge(gettext("Sắp hết nhiệm kỳ"), Tone.RISK)
    return Badge(gettext("Có người giữ"), Tone.DONE)


@require_safe
def post(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = posts.post_of(str(uid))
    today = clock.today()
    charges, signing = staffing.charges_of_post(found), staffing.authorities_of_post(found)
    ids = [c.unit_id for c in charges if c.unit_id] + [s.unit_id for s in signing] + [found.unit_id]
    names = units.names_on(ids, today)
    over = found.valid_to is not None and found.valid_to <= today
    [seat] = staffing.seats([found], today)
    context = {
        "post": found,
        "unit_name": names.get(found.unit_id, ""),
        "state": Badge(gettext("Đã bãi bỏ"), Tone.PLAIN) if over else seat_state(seat),
        "over": over,
        "tenures": [_dated(t, today) for t in staffing.tenures_of(found)],
        "charges": [_dated(c, today) | {"unit": names.get(c.unit_id or 0, "")} for c in charges],
        "signing": [_dated(s, today) | {"unit": names.get(s.unit_id, "")} for s in signing],
        "leader": found.kind in posts.LEADERS,
        "history": latest(services.post_ref(found)),
        "may_change": not over and has_grant(request.user, CHANGE, found.unit),
        "may_charge": not over and has_grant(request.user, CHARGE, found.unit),
        "may_sign": not over and has_grant(request.user, SIGNING, found.unit),
    }
    return render(request, "organisations/desk/post.html", context)


def _dated(row: Any, today: date) -> dict[str, Any]:
    """A dated row with what is done to it: it can be ended while it is open, extended when its term has an end."""
    return {"row": row, "open": row.valid_to is None or row.valid_to > today, "url": address_of(row.document_ref)}


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, code: str) -> HttpResponse:
    found = units.unit_named(code)
    require(request.user, CHANGE, found)
    form = NewPostForm(request.POST or None, initial={"valid_from": clock.today(), "kind": request.GET.get("loai", "")})
    return act(
        request,
        form,
        lambda data: services.create_post(found, actor=actor_of(request.user), **data),
        done=gettext("Đã lập vị trí. Ghi người giữ khi đã có văn bản."),
        to=_address,
        back=reverse("organisations:unit_posts", args=[found.code]),
        title=gettext("Thêm vị trí"),
        button=gettext("Lập vị trí"),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    found, actor = _for(request, uid), actor_of(request.user)
    form = DayReasonForm(request.POST or None, initial={"on": clock.today()})
    return act(
        request,
        form,
        lambda data: services.end_post(found, on=data["on"], reason=data["document"], actor=actor),
        done=gettext("Đã bãi bỏ vị trí; nhiệm kỳ, phân công và quyền ký của vị trí kết thúc theo."),
        to=lambda _ended: reverse("organisations:unit_posts", args=[found.unit.code]),
        back=_address(found),
        title=gettext("Bãi bỏ vị trí {title}").format(title=found.title),
        button=gettext("Bãi bỏ vị trí"),
        warning=True,
    )


@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, uid: UUID) -> HttpResponse:
    found, actor = _for(request, uid), actor_of(request.user)
    form = SeatForm(request.POST or None, initial={"valid_from": clock.today()})

    def run(data: dict[str, Any]) -> object:
        term = {"valid_from": data["valid_from"], "valid_to": data["valid_to"]}
        return services.seat(found, data["officer"], ground=form.ground(), actor=actor, **term)

    title = gettext("Người giữ vị trí {title}").format(title=found.title)
    done, button = gettext("Đã ghi người giữ vị trí."), gettext("Ghi người giữ")
    return act(request, form, run, done=done, back=_address(found), title=title, button=button)


@require_http_methods(["GET", "POST"])
def unseat(request: HttpRequest, uid: UUID) -> HttpResponse:
    tenure, actor = _tenure(request, uid), actor_of(request.user)
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    names = {"title": tenure.post.title, "name": tenure.officer.person.name}
    return act(
        request,
        form,
        lambda data: services.unseat(tenure, on=data["on"], ground=form.ground(), actor=actor),
        done=gettext("Đã ghi thôi giữ vị trí."),
        back=_address(tenure.post),
        title=gettext("Thôi giữ vị trí {title}: {name}").format(**names),
        button=gettext("Ghi thôi giữ"),
        warning=True,
    )


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, uid: UUID) -> HttpResponse:
    tenure, actor = _tenure(request, uid), actor_of(request.user)
    form = ExtendForm(request.POST or None)
    names = {"title": tenure.post.title, "name": tenure.officer.person.name}
    return act(
        request,
        form,
        lambda data: services.extend_term(tenure, valid_to=data["valid_to"], ground=form.ground(), actor=actor),
        done=gettext("Đã kéo dài nhiệm kỳ."),
        back=_address(tenure.post),
        title=gettext("Kéo dài nhiệm kỳ {title}: {name}").format(**names),
        button=gettext("Kéo dài nhiệm kỳ"),
    )


def _for(request: HttpRequest, uid: UUID) -> Any:
    found = posts.post_of(str(uid))
    require(request.user, CHANGE, found.unit)
    return found


def _tenure(request: HttpRequest, uid: UUID) -> Any:
    found = staffing.tenure_of(str(uid))
    require(request.user, CHANGE, found.post.unit)
    return found


def _address(found: Any) -> str:
    return reverse("organisations:post", args=[found.uid])
