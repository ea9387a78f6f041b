"""The audit trail: of one record, for whoever may open it; of the whole office, for auditors."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel import events
from motcua.kernel.refs import Ref
from motcua.kernel.registries import event_labels, subjects
from motcua.portal import queries
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond
from motcua.ui.lists.state import CURSOR
from motcua.ui.trail import actor_in, label_of, role_in


def _kinds(_request: HttpRequest) -> list[Option]:
    return [Option(kind, label_of(kind)) for kind, _label in event_labels.items()]


OFFICE = ListSpec(
    key="events",
    title=_("Nhật ký toàn cơ quan"),
    columns=(
        Column(key="at", label=_("Lúc"), kind="moment", sort=("at",)),
        Column(key="kind", label=_("Việc"), value=lambda e: label_of(e.kind)),
        Column(
            key="subject",
            label=_("Hồ sơ"),
            value=lambda e: e.subject_shown,
            link=lambda e: _trail_url(e.subject),
            export=lambda e: e.subject,
            wide=True,
        ),
        Column(key="actor_name", label=_("Người làm"), value=actor_in),
        Column(key="actor_role", label=_("Chức danh"), value=role_in),
        Column(key="actor_unit", label=_("Đơn vị")),
    ),
    filters=(
        ChoiceFilter(key="kind", label=_("Việc"), options=_kinds, apply="kind", control="select"),
        DateFilter(key="at", label=_("Ngày"), field="at__date"),
    ),
    search=queries.search_events,
    search_label=_("Tìm theo người làm hoặc mã hồ sơ"),
    default_sort="-at",
    export_name="nhat-ky",
    empty=Empty(
        title=_("Chưa có sự kiện nào"), text=_("Mỗi thay đổi trong hệ thống ghi một dòng ở đây, không sửa được.")
    ),
)


@require_safe
def office_trail(request: HttpRequest) -> Any:
    named = replace(OFFICE, select=partial(queries.name_subjects, request.user))
    return respond(request, named, queries.office_trail(request.user))


@require_safe
def trail(request: HttpRequest, kind: str, uid: str) -> HttpResponse:
    subject = Ref.parse(f"{kind}:{uid}")
    entries, page = queries.trail_of(request.user, subject, request.GET.get(CURSOR) or None)
    known = subjects.get(kind)
    title = known.titles([uid]).get(uid, str(subject)) if known else str(subject)
    fault = events.verify(subject)
    context = {
        "subject": subject,
        "title": title,
        "label": known.label if known else "",
        "address": known.address(uid) if known and uid in known.readable(request.user, [uid]) else "",
        "entries": entries,
        "newer": urlencode({CURSOR: page.previous}) if page.previous else "",
        "older": urlencode({CURSOR: page.next}) if page.next else "",
        "fault": fault,
    }
    return render(request, "portal/desk/trail.html", context)


def _trail_url(subject: str) -> str:
    ref = Ref.parse(subject)
    return reverse("portal:trail", args=[ref.kind, ref.uid])
