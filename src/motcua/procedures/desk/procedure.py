"""One procedure: all its parts as of a version; its versions; two versions side by side; its trail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel.text import without_contacts
from motcua.procedures.content import Content
from motcua.procedures.desk.frame import frame
from motcua.procedures.desk.registry import KINDS, ORIGINS
from motcua.procedures.desk.remarks import state_of
from motcua.procedures.permissions import may_edit, may_settle
from motcua.procedures.queries import comparing, desk, pages, words
from motcua.procedures.queries.registry import content_of, ref_of
from motcua.procedures.queries.sections import sections_of
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.language import spoken
from motcua.ui.lists.filters import parse_whole
from motcua.ui.trail import latest

STATES = {
    "draft": Badge(_("Đang soạn"), Tone.PLAIN),
    "published": Badge(_("Đã công bố"), Tone.DONE),
    "voided": Badge(_("Đã hủy"), Tone.LATE),
}


@require_safe
def procedure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is in force today; with `?phien-ban=` another version."""
    found = desk.procedure_for(request.user, uid)
    context = frame(found, "noi-dung")
    asked = parse_whole(request.GET.get("phien-ban"))
    version = context["shown"] if asked is None else desk.version_for(found, asked)
    content = content_of(version) if version is not None else Content(name=found.name)
    context |= {
        "version": version,
        "version_state": STATES[version.state] if version is not None else None,
        "other": version is not None and context["shown"] is not None and version.pk != context["shown"].pk,
        "content": content,
        "facts": _facts(found, version, content),
        "sections": sections_of(content),
        "may_edit": may_edit(request.user),
        "drafting": desk.is_drafted(found),
        "remarks": [(one, state_of(one), without_contacts(one.text)) for one in pages.newest_remarks(found, 5)]
        if may_settle(request.user)
        else [],
    }
    return render(request, "procedures/desk/procedure.html", context)


@require_safe
def versions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All versions, and the differences between any two of them (`?cu=`, `?moi=`)."""
    found = desk.procedure_for(request.user, uid)
    rows = desk.all_versions(found)
    old, new = _pair(request, [row.number for row in rows])
    context = frame(found, "phien-ban") | {
        "versions": [(row, STATES[row.state]) for row in rows],
        "old": old,
        "new": new,
        "changes": comparing.changes(desk.version_for(found, old), desk.version_for(found, new))
        if old and new
        else None,
        "history": latest(ref_of(found)),
        "ref": ref_of(found),
    }
    return render(request, "procedures/desk/versions.html", context)


def _pair(request: HttpRequest, numbers: list[int]) -> tuple[int | None, int | None]:
    """Which two are compared: as asked, else the two newest; (None, None) where there is one only."""
    asked = [
        n for n in (parse_whole(request.GET.get(name)) for name in ("cu", "moi")) if n is not None and n in numbers
    ]
    if len(asked) == 2:
        return asked[0], asked[1]
    return (numbers[1], numbers[0]) if len(numbers) > 1 else (None, None)


def _facts(found: Any, version: Any, content: Content) -> list[dict[str, Any]]:
    rows: list[tuple[Any, str, bool]] = [
        (_("Mã"), found.display_code, True),
        (_("Loại"), str(KINDS[found.kind]), True),
        (_("Nguồn"), str(ORIGINS[found.origin]), True),
        (_("Lĩnh vực"), content.field, True),
        (_("Cấp thực hiện"), words.listed([words.LEVELS[level] for level in content.levels]), True),
        (_("Tên gọi khác"), "; ".join(content.other_names), False),
        (_("Từ khóa"), "; ".join(content.keywords), False),
        (_("Số bộ hồ sơ"), str(content.sets or ""), False),
        (_("Quyết định công bố"), content.decision, True),
        (_("Hiệu lực"), _span(version), True),
        (_("Thủ tục liên quan"), "; ".join(content.related), False),
        (_("Mô tả"), content.description, False),
    ]
    return [{"label": label, "value": value} for label, value, always in rows if always or value]


def _span(version: Any) -> str:
    if version is None:
        return ""
    start = formats.short_date(version.valid_from, spoken())
    if version.valid_to is None:
        return gettext("từ {start}").format(start=start)
    return gettext("từ {start} đến trước {end}").format(start=start, end=formats.short_date(version.valid_to, spoken()))
