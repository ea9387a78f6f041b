"""Flags and levels online on the desk: a procedure's own, many at once, and what could be online and is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.desk.assignments import chosen
from motcua.procedures.desk.bulk import address_of, said_of
from motcua.procedures.desk.frame import frame
from motcua.procedures.desk.registry_columns import BY_FIELD, FIELD, name_to
from motcua.procedures.forms import marks as inputs
from motcua.procedures.forms.fields import ReasonForm
from motcua.procedures.forms.places import EndForm
from motcua.procedures.permissions import may_keep
from motcua.procedures.queries import desk
from motcua.procedures.queries import marks as queries
from motcua.procedures.queries.registry import KIND, public_on
from motcua.procedures.services import bulk
from motcua.procedures.services import marks as services
from motcua.ui.acting import act
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond

KEY = "truc-tuyen"
ACTION = "flags.change"
FLAGS = queries.FLAGS
NO_CHANNEL = _(
    "Mức độ là trực tuyến, nhưng nội dung thủ tục không có kênh trực tuyến: người dân không thấy nơi nộp. Hãy xem lại một trong hai."
)
NOT_ONLINE = Badge(_("Chưa trực tuyến"), Tone.PLAIN)


def level_badge(standing: Any) -> Badge:
    """A level as lists and pages show it; what waits for somebody is marked."""
    if standing is None:
        return NOT_ONLINE
    if standing.earlier:
        return Badge(standing.level.name, Tone.RISK, _("Mức độ theo quy định cũ, cần xác định lại"))
    if standing.unreasoned:
        return Badge(standing.level.name, Tone.LATE, _("Chưa nêu lý do cung cấp một phần"))
    return Badge(
        standing.level.name, Tone.DONE if standing.level.whole else Tone.ACTIVE if standing.level.online else Tone.PLAIN
    )


def _kinds(rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
    today = clock.today()
    sets: dict[str, Any] = {
        "whole": lambda: queries.online(public_on(today), today, whole=True),
        "online": lambda: queries.online(public_on(today), today),
        "eligible": lambda: queries.not_yet_online(today),
        "eligible_whole": lambda: queries.not_yet_online(today, whole=True),
        "anew": lambda: queries.to_decide_anew(today),
        "unreasoned": lambda: queries.without_reason(today),
        "no_channel": lambda: queries.without_channel(today),
    }
    found = Q(pk__in=[])
    for value in values:
        found |= Q(pk__in=sets[value]().values("pk"))
    return rows.filter(found)


def _flagged(rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
    today = clock.today()
    found = Q(pk__in=[])
    for value in values:
        found |= Q(pk__in=queries.flags_on(today).filter(kind=value).values("procedure"))
    return rows.filter(found)


def _fill(rows: Sequence[Any]) -> None:
    today = clock.today()
    desk.fill_versions(rows)
    queries.fill_standings(rows, today)
    held: dict[int, list[str]] = {}
    for pk, kind in queries.flags_on(today).filter(procedure__in=[r.pk for r in rows]).values_list("procedure", "kind"):
        held.setdefault(pk, []).append(str(FLAGS[kind]))
    for row in rows:
        row.flag_names = ", ".join(sorted(held.get(row.pk, ())))


ONLINE = ListSpec(
    key="online_levels",
    title=_("Dịch vụ công trực tuyến, đánh dấu"),
    columns=(
        Column(key="base_code", label=_("Mã"), kind="code", sort=("base_code",)),
        name_to("marks"),
        FIELD,
        Column(key="level", label=_("Mức độ"), value=lambda p: level_badge(p.level_standing)),
        Column(
            key="since",
            label=_("Từ ngày"),
            kind="date",
            value=lambda p: p.level_standing and p.level_standing.row.valid_from,
        ),
        Column(
            key="reason",
            label=_("Lý do một phần"),
            value=lambda p: (p.level_standing and p.level_standing.reason) or None,
        ),
        Column(key="flag_names", label=_("Đánh dấu"), wide=True, value=lambda p: p.flag_names or None),
    ),
    filters=(
        ChoiceFilter(
            key="kind",
            label=_("Trực tuyến"),
            options=(
                Option("whole", _("Toàn trình")),
                Option("online", _("Toàn trình hoặc một phần")),
                Option("eligible", _("Đủ điều kiện, chưa trực tuyến")),
                Option("eligible_whole", _("Đủ điều kiện, chưa toàn trình")),
                Option("anew", _("Mức độ theo quy định cũ, cần xác định lại")),
                Option("unreasoned", _("Một phần, chưa nêu lý do")),
                Option("no_channel", _("Có mức độ trực tuyến, nội dung không có kênh trực tuyến")),
            ),
            apply=_kinds,
        ),
        ChoiceFilter(key="flag", label=_("Đánh dấu"), options=[Option(k, v) for k, v in FLAGS.items()], apply=_flagged),
        BY_FIELD,
    ),
    search=KIND,
    search_label=_("Tìm thủ tục"),
    default_sort="name",
    export_name="muc-do-truc-tuyen",
    select=_fill,
    empty=Empty(
        title=_("Không có thủ tục nào như vậy"), text=_("Bỏ bớt điều kiện lọc, hoặc xác định mức độ cho thủ tục.")
    ),
)


@require_safe
def online(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "procedures.read")
    today = clock.today()
    context = {
        "regime": queries.regime_on(today),
        "no_channel": queries.without_channel(today).count(),
        "may": may_keep(request.user, ACTION),
    }
    rows = queries.with_shown(public_on(clock.today()))
    return respond(request, ONLINE, rows, template="procedures/desk/online.html", context=dict(context))


@require_safe
def marks(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A procedure's level today, its flags, and both over time."""
    found = desk.procedure_for(request.user, uid)
    today = clock.today()
    standing = queries.standing_of(found, today)
    held = queries.flags_of(found, today)
    context = frame(found, KEY) | {
        "regime": queries.regime_on(today),
        "level": standing,
        "badge": level_badge(standing),
        "no_channel": NO_CHANNEL if queries.without_channel(today).filter(pk=found.pk).exists() else "",
        "flags": [(key, label, held.get(key)) for key, label in FLAGS.items()],
        "past_flags": [(FLAGS[f.kind], f, _runs(f, today)) for f in queries.flags_over_time(found)],
        "levels": [
            (queries.level_name(x.regime, x.level), queries.reason_name(x.regime, x.reason), x, _runs(x, today))
            for x in queries.levels_over_time(found)
        ],
        "may": may_keep(request.user, ACTION),
    }
    return render(request, "procedures/desk/marks.html", context)


@require_http_methods(["GET", "POST"])
def set_flag(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _keeping(request, uid)
    form = inputs.FlagForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        initial={"kind": request.GET.get("loai", ""), "valid_from": clock.today()},
    )
    return act(
        request,
        form,
        lambda data: services.set_flag(found, **data, actor=actor_of(request.user)),
        title=_("Đánh dấu thủ tục"),
        back=(found.display_code, reverse("procedures:marks", args=[uid])),
        done=_("Đã đánh dấu."),
        said=found.name,
    )


@require_http_methods(["GET", "POST"])
def set_level(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _keeping(request, uid)
    form = inputs.LevelForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        regime=queries.regime_on(clock.today()),
        initial={"valid_from": clock.today()},
    )

    def run(data: dict[str, Any]) -> None:
        services.set_level([found], **data, actor=actor_of(request.user))
        if queries.without_channel(data["valid_from"]).filter(pk=found.pk).exists():
            messages.warning(request, str(NO_CHANNEL))

    return act(
        request,
        form,
        run,
        title=_("Xác định mức độ trực tuyến"),
        back=(found.display_code, reverse("procedures:marks", args=[uid])),
        done=_("Đã xác định mức độ; mức độ trước đó chấm dứt từ ngày này."),
        said=found.name,
    )


@require_http_methods(["GET", "POST"])
def flag_many(request: HttpRequest) -> HttpResponse:
    """One flag by one decision for many procedures."""
    _may(request)
    form = inputs.ManyFlagsForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        fields=desk.field_choices(),
        initial={"valid_from": clock.today()},
    )
    return act(
        request,
        form,
        lambda data: bulk.flag_many(
            chosen(data),
            kind=data["kind"],
            decision=data["decision"],
            valid_from=data["valid_from"],
            actor=actor_of(request.user),
        ),
        title=_("Đánh dấu nhiều thủ tục"),
        back=(ONLINE.title, reverse("procedures:online")),
        done=said_of,
        to=address_of,
    )


@require_http_methods(["GET", "POST"])
def level_many(request: HttpRequest) -> HttpResponse:
    """One level for many procedures."""
    _may(request)
    form = inputs.ManyLevelsForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        regime=queries.regime_on(clock.today()),
        fields=desk.field_choices(),
        initial={"valid_from": clock.today()},
    )

    def run(data: dict[str, Any]) -> Any:
        asked = {name: data.pop(name) for name in ("procedures", "field")} | {"level": data.pop("performed_at")}
        return bulk.level_many(chosen(asked), **data, actor=actor_of(request.user))

    return act(
        request,
        form,
        run,
        title=_("Xác định mức độ cho nhiều thủ tục"),
        back=(ONLINE.title, reverse("procedures:online")),
        done=said_of,
        hint=_(
            "Thủ tục đã xác định mức độ từ ngày đó hoặc sau, hoặc chưa có hiệu lực, thì để riêng; các thủ tục khác vẫn làm."
        ),
        to=address_of,
    )


@require_http_methods(["GET", "POST"])
def end_mark(request: HttpRequest, uid: UUID, kind: str, mark: UUID) -> HttpResponse:
    """A flag (`dau`) or a level (`muc-do`) from a day on."""
    found = _keeping(request, uid)
    row: Any = queries.flag_for(found, mark) if kind == "dau" else queries.level_for(found, mark)
    service: Any = services.end_flag if kind == "dau" else services.end_level
    return act(
        request,
        EndForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()}),
        lambda data: service(row, on=data["on"], actor=actor_of(request.user)),
        title=_("Chấm dứt"),
        back=(found.display_code, reverse("procedures:marks", args=[uid])),
        done=_("Đã chấm dứt từ ngày đó."),
        said=_named(row),
    )


@require_http_methods(["GET", "POST"])
def void_mark(request: HttpRequest, uid: UUID, kind: str, mark: UUID) -> HttpResponse:
    found = _keeping(request, uid)
    row: Any = queries.flag_for(found, mark) if kind == "dau" else queries.level_for(found, mark)
    service: Any = services.void_flag if kind == "dau" else services.void_level
    return act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda data: service(row, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Hủy mục ghi nhầm"),
        back=(found.display_code, reverse("procedures:marks", args=[uid])),
        done=_voided,
        said=_named(row),
        danger=True,
    )


def _voided(row: Any) -> str:
    """A level that holds on again is told: nobody need look for it."""
    before = None if hasattr(row, "kind") else queries.level_on(row.procedure, row.valid_from)
    if before is None:
        return gettext("Đã hủy; mục vẫn đọc được.")
    told = gettext("Đã hủy; mục vẫn đọc được. Mức độ trước đó giữ hiệu lực như cũ: {level}.")
    return told.format(level=_named(before))


def _named(row: Any) -> str:
    return str(FLAGS[row.kind]) if hasattr(row, "kind") else queries.level_name(row.regime, row.level)


def _runs(row: Any, today: Any) -> bool:
    return row.voided_at is None and (row.valid_to is None or row.valid_to > today)


def _may(request: HttpRequest) -> None:
    if not may_keep(request.user, ACTION):
        raise Forbidden("Chỉ văn phòng, biên tập cấp tỉnh xác định mức độ và đánh dấu thủ tục.")


def _keeping(request: HttpRequest, uid: UUID) -> Any:
    found = desk.procedure_for(request.user, uid, ACTION)
    _may(request)
    return found
