"""The lists of a draft as they are shown, and the page on which one item is entered, changed, moved or taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.kernel.errors import AppError, NotFound
from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects
from motcua.organisations.permissions import actor_of
from motcua.plans.desk import words
from motcua.plans.desk.acting import act
from motcua.plans.forms import drafts as inputs
from motcua.plans.queries.drafts import draft_for
from motcua.plans.rules.drafts import item_at, item_given
from motcua.plans.services import drafts as services
from motcua.ui.errors import text_of
from motcua.ui.lists.filters import parse_whole

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """One list: its address, its place in the content, its name, its form, the columns that are shown."""

    slug: str
    path: str
    title: Any
    one: Any
    form: Any
    columns: tuple[tuple[str, Any], ...]


SHAPES = {
    shape.slug: shape
    for shape in (
        Shape(
            "nhiem-vu",
            "/tasks",
            pgettext_lazy("list title", "Nhiệm vụ"),
            _("nhiệm vụ"),
            inputs.TaskForm,
            (
                ("no", _("TT")),
                ("task", pgettext_lazy("list title", "Nhiệm vụ")),
                ("lead", _("Chủ trì")),
                ("coordinators", _("Phối hợp")),
                ("schedule_text", _("Thời gian")),
                ("deliverable", _("Kết quả")),
            ),
        ),
        Shape(
            "chi-tieu",
            "/targets",
            _("Chỉ tiêu"),
            _("chỉ tiêu"),
            inputs.TargetForm,
            (("text", _("Chỉ tiêu")), ("comparator", _("So sánh")), ("value", _("Mức")), ("unit", _("Đơn vị tính"))),
        ),
        Shape(
            "noi-dung-can-bo",
            "/topics/officials",
            _("Nội dung tuyên truyền cho cán bộ, công chức"),
            _("nội dung"),
            inputs.TopicForm,
            (("text", _("Nội dung")),),
        ),
        Shape(
            "hinh-thuc-can-bo",
            "/channels/officials",
            _("Hình thức tuyên truyền cho cán bộ, công chức"),
            _("hình thức"),
            inputs.ChannelForm,
            (("text", _("Hình thức")), ("channel", _("Loại"))),
        ),
        Shape(
            "noi-dung-nguoi-dan",
            "/topics/public",
            _("Nội dung tuyên truyền cho người dân, doanh nghiệp"),
            _("nội dung"),
            inputs.TopicForm,
            (("text", _("Nội dung")),),
        ),
        Shape(
            "hinh-thuc-nguoi-dan",
            "/channels/public",
            _("Hình thức tuyên truyền cho người dân, doanh nghiệp"),
            _("hình thức"),
            inputs.ChannelForm,
            (("text", _("Hình thức")), ("channel", _("Loại"))),
        ),
        Shape("can-cu", "/bases", _("Căn cứ"), _("căn cứ"), inputs.BaseForm, (("words", _("Căn cứ")),)),
        Shape(
            "bao-cao",
            "/reporting",
            _("Chế độ báo cáo"),
            _("chế độ báo cáo"),
            inputs.DutyForm,
            (("text", _("Nội dung")), ("period", _("Kỳ")), ("to", _("Gửi cho")), ("due_text", _("Hạn gửi"))),
        ),
    )
}


def shown_lists(content: Json, uid: UUID, *, may_edit: bool) -> list[dict[str, Any]]:
    """Every list with its rows as words. Lists that are empty and cannot be added to are left out."""
    found = []
    for shape in SHAPES.values():
        rows = [_row(shape, item, n, uid) for n, item in enumerate(items_of(content, shape.path))]
        if rows or may_edit:
            found.append(
                {
                    "shape": shape,
                    "heads": [label for _key, label in shape.columns],
                    "rows": rows,
                    "add_url": reverse("plans:draft_add", args=[uid, shape.slug]),
                }
            )
    return found


def items_of(content: Json, path: str) -> list[Any]:
    """The items of one list of a content."""
    _blank, name, *audience = path.split("/")
    if not audience:
        return list(content.get(name) or [])
    for one in (content.get("outreach") or {}).get("audiences") or []:
        if one["key"] == audience[0]:
            return list(one.get(name) or [])
    return []


def form_for(shape: Shape, data: Any, initial: Json) -> Any:
    """The form of a list with its choices."""
    others: dict[str, Any] = {}
    if shape.form is inputs.DutyForm:
        others["periods"] = list(words.PERIODS.items())
    if shape.form is inputs.ChannelForm:
        others["kinds"] = list(words.CHANNELS.items())
    return shape.form(data, initial=initial, **others)


def initial_of(item: Json) -> dict[str, Any]:
    """An item as its form shows it."""
    return item_given(item) | {"coordinators": "\n".join(item.get("coordinators") or [])}


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    shape = _shape(slug)
    found = draft_for(request.user, uid, "plans.draft")
    form = form_for(shape, request.POST if request.method == "POST" else None, {"version": found.version})
    return act(
        request,
        form,
        lambda data: services.edit_item(
            found, f"{shape.path}/-", data, version=data.pop("version") or 0, actor=actor_of(request.user)
        ),
        title=gettext("Thêm {what}").format(what=shape.one),
        button=_("Lưu"),
        back=(found.plan.title[:60], _address(uid, shape)),
        done=_("Đã lưu."),
    )


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uid: UUID, slug: str, place: int) -> HttpResponse:
    shape = _shape(slug)
    found = draft_for(request.user, uid, "plans.draft")
    path = f"{shape.path}/{place}"
    initial = initial_of(item_at(found.content, path)) | {"version": found.version}
    form = form_for(shape, request.POST if request.method == "POST" else None, initial)
    return act(
        request,
        form,
        lambda data: services.edit_item(
            found, path, data, version=data.pop("version") or 0, actor=actor_of(request.user)
        ),
        title=gettext("Sửa {what}").format(what=shape.one),
        button=_("Lưu"),
        back=(found.plan.title[:60], _address(uid, shape)),
        done=_("Đã lưu."),
    )


@require_POST
def take_out(request: HttpRequest, uid: UUID, slug: str, place: int) -> HttpResponse:
    """Take an item out (`?len` moves it up one place instead)."""
    shape = _shape(slug)
    found = draft_for(request.user, uid, "plans.draft")
    version = request.GET.get("ban", "")
    given: dict[str, Any] = {"version": parse_whole(version) or 0, "actor": actor_of(request.user)}
    try:
        if "len" in request.GET:
            services.move_item(found, f"{shape.path}/{place}", max(place - 1, 0), **given)
        else:
            services.take_out_item(found, f"{shape.path}/{place}", **given)
    except AppError as error:
        messages.error(request, text_of(error))
    return redirect(_address(uid, shape))


def _shape(slug: str) -> Shape:
    if slug not in SHAPES:
        raise NotFound("Không có mục này trong dự thảo.")
    return SHAPES[slug]


def _address(uid: UUID, shape: Shape) -> str:
    return f"{reverse('plans:draft', args=[uid])}#{shape.slug}"


def _row(shape: Shape, item: Json, place: int, uid: UUID) -> dict[str, Any]:
    args = [uid, shape.slug, place]
    cells = [_cell(item, key) for key, _label in shape.columns]
    return {
        "cells": cells,
        "name": next((c for c in cells if len(str(c)) > 3), ""),
        "carried": list(_carried(item)),
        "schedule": item.get("schedule") or {},
        "change_url": reverse("plans:draft_change", args=args),
        "out_url": reverse("plans:draft_out", args=args),
        "first": place == 0,
    }


def _cell(item: Json, key: str) -> Any:
    if key == "words":
        return (item.get("source") or {}).get("quote") or item.get("subject") or ""
    value = item.get(key)
    if key == "channel":
        return words.CHANNELS.get(str(value), value)
    if key == "period":
        return words.PERIODS.get(str(value), value)
    return "; ".join(value) if isinstance(value, list) else ("" if value is None else value)


def _carried(item: Json) -> Iterator[str]:
    """Addresses of the unfinished work that a task goes on with."""
    source = item.get("source")
    for ref in (source.get("carried_from") or []) if isinstance(source, Mapping) else []:
        known = Ref.parse(ref)
        yield subjects[known.kind].address(known.uid)


__all__ = ["SHAPES", "add", "change", "form_for", "initial_of", "items_of", "shown_lists", "take_out"]
