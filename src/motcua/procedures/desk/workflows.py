"""Internal workflows on the desk: the list, the backlog, one workflow with its drawing, its units, its numbers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import has_any_grant, require
from motcua.procedures.content import Level
from motcua.procedures.desk.frame import TABS, Tab, frame
from motcua.procedures.desk.registry_columns import CODE
from motcua.procedures.desk.workflow_words import (
    STANDINGS,
    STATES,
    case_name,
    change_texts,
    lacking_text,
    longest_text,
    of_weight,
    steps_shown,
    time_text,
)
from motcua.procedures.queries import desk, words
from motcua.procedures.queries import workflow_standing as standing
from motcua.procedures.queries import workflows as queries
from motcua.procedures.queries.holders import holding_matrix
from motcua.procedures.queries.registry import KIND
from motcua.procedures.workflows import Table, Weight
from motcua.procedures.workflows.bpmn import write_bpmn
from motcua.procedures.workflows.comparing import step_changes
from motcua.ui import formats
from motcua.ui.language import spoken
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond, state_column, state_filter
from motcua.ui.trail import latest

READ, EDIT, ISSUE = queries.READ, "workflows.edit", "workflows.issue"
TAB = "quy-trinh"
SHOWN_UNITS = 20
_LEVELS = [Option(level.value, words.LEVELS[level]) for level in (Level.PROVINCE, Level.COMMUNE, Level.VERTICAL)]

TABS[TAB] = Tab(
    _("Quy trình nội bộ"), "procedures:procedure_workflows", lambda p: p.workflows.exclude(state="voided").count()
)


def _level(row: Any) -> str:
    return str(words.LEVELS[Level(row.level)])


WORKFLOWS = ListSpec(
    key="workflows",
    title=_("Quy trình nội bộ"),
    columns=(
        Column(
            key="code",
            label=_("Mã"),
            kind="code",
            value=lambda w: w.procedure.display_code,
            sort=("procedure__base_code", "pk"),
        ),
        Column(
            key="name",
            label=_("Thủ tục"),
            kind="name",
            value=lambda w: w.procedure.name,
            link=lambda w: reverse("procedures:workflow", args=[w.uid]),
            sort=("procedure__sort_key", "pk"),
        ),
        Column(key="level", label=_("Cấp thực hiện"), value=_level),
        Column(key="case", label=_("Trường hợp"), value=lambda w: w.case or None, kind="name"),
        Column(key="number", label=_("Số"), kind="number", shown=False),
        state_column(STATES, sort=("state", "pk")),
        Column(key="steps", label=_("Số bước"), kind="number", shown=False),
        Column(key="valid_from", label=_("Hiệu lực từ"), kind="date", sort=("valid_from", "pk")),
        Column(key="valid_to", label=_("Đến trước"), kind="date", shown=False),
        Column(key="decision", label=_("Quyết định"), value=lambda w: w.decision.number if w.decision else None),
    ),
    filters=(
        state_filter(STATES),
        ChoiceFilter(key="level", label=_("Cấp thực hiện"), options=_LEVELS, apply="level"),
    ),
    search=queries.search_workflows,
    search_label=_("Tìm thủ tục"),
    search_hint=_("Mã, tên hoặc vài chữ của tên, có dấu hay không dấu"),
    default_sort="name",
    export_name="quy-trinh-noi-bo",
    empty=Empty(
        title=_("Chưa có quy trình nội bộ nào"),
        text=_("Đọc từ phụ lục của quyết định, hoặc soạn từ trang của từng thủ tục."),
        action_label=_("Đọc phụ lục"),
        action_url="/desk/thu-tuc/quy-trinh/phu-luc/moi/",
    ),
)

OUTDATED = replace(
    WORKFLOWS,
    key="workflows_outdated",
    title=_("Quy trình nội bộ cần xem lại"),
    filters=(ChoiceFilter(key="level", label=_("Cấp thực hiện"), options=_LEVELS, apply="level"),),
    export_name="quy-trinh-can-xem-lai",
    empty=Empty(
        title=_("Không có quy trình nào cần xem lại"),
        text=_("Chưa thủ tục nào đổi nội dung hay thời hạn sau khi có quy trình."),
    ),
)
BACKLOG = ListSpec(
    key="workflow_backlog",
    title=_("Thủ tục chưa có quy trình nội bộ"),
    columns=(
        CODE,
        Column(
            key="name",
            label=_("Thủ tục"),
            wide=True,
            link=lambda p: reverse("procedures:procedure_workflows", args=[p.uid]),
            sort=("sort_key", "id"),
        ),
        Column(
            key="lacks",
            label=_("Còn thiếu"),
            kind="name",
            template="procedures/desk/workflow_cell_lacks.html",
            value=lambda p: lacking_text(p.lacks),
        ),
    ),
    filters=(
        ChoiceFilter(
            key="standing",
            label=_("Mức độ"),
            options=[
                Option(standing.Standing.NONE.value, _("Chưa có quy trình nào")),
                Option(standing.Standing.PART.value, _("Một phần: còn trường hợp chưa có")),
            ],
            apply=lambda rows, values: standing.of_standing(rows, clock.today(), values),
        ),
    ),
    search=KIND,
    search_label=_("Tìm thủ tục"),
    search_hint=_("Mã, tên hoặc vài chữ của tên, có dấu hay không dấu"),
    default_sort="name",
    export_name="thu-tuc-chua-co-quy-trinh",
    empty=Empty(title=_("Mọi thủ tục ở cấp này đã có quy trình nội bộ"), text=_("Không còn thủ tục nào phải làm.")),
)


@require_safe
def workflows(request: HttpRequest) -> HttpResponseBase:
    """All workflows of all procedures."""
    require(request.user, READ)
    context: dict[str, object] = {
        "tabs": list_tabs(request.user, "workflows"),
        "may_edit": has_any_grant(request.user, EDIT),
        "papers": [
            (words.LEVELS[level], level.value) for level in queries.OWN_LEVELS if queries.drafts_of(level).exists()
        ]
        if has_any_grant(request.user, EDIT)
        else [],
    }
    rows = queries.workflows_for(request.user)
    return respond(request, WORKFLOWS, rows, template="procedures/desk/workflow_list.html", context=context)


@require_safe
def outdated(request: HttpRequest) -> HttpResponseBase:
    """Workflows in force that their procedures have left behind."""
    require(request.user, READ)
    rows = queries.outdated(queries.workflows_for(request.user), clock.today())
    context: dict[str, object] = {
        "tabs": list_tabs(request.user, "outdated"),
        "may_edit": has_any_grant(request.user, EDIT),
        "said": _(
            "Nội dung hoặc thời hạn của thủ tục đã đổi, hoặc sắp đổi, sau ngày quy trình có hiệu lực; hoặc thủ tục không còn trường hợp "
            "của quy trình: xem lại quy trình còn đúng không."
        ),
    }
    return respond(request, OUTDATED, rows, template="procedures/desk/workflow_list.html", context=context)


@require_safe
def backlog(request: HttpRequest, level: str) -> HttpResponseBase:
    """Procedures that run on the default at a level."""
    require(request.user, READ)
    if level not in queries.OWN_LEVELS:
        raise NotFound("Không có cấp này.", code="no_level")
    today = clock.today()
    default = queries.default_in_use(today)
    address = reverse("procedures:workflow_backlog", args=[level])
    context: dict[str, object] = {
        "tabs": list_tabs(request.user, level),
        "may_edit": has_any_grant(request.user, EDIT),
        "figures": standing.figures(today, level),
        "half_url": f"{address}?standing={standing.Standing.PART}",
        "none_url": f"{address}?standing={standing.Standing.NONE}",
        "default": default,
        "steps": steps_shown(default.table, queries.role_kinds(today)),
    }

    def fill(rows: Sequence[Any]) -> None:
        lacks = standing.lacks_of([row.pk for row in rows], today, level)
        for row in rows:
            row.lacks = lacks[row.pk]
            row.lacking = [(case_name(case), _to_draw(row, level, case)) for case in row.lacks.lacking]

    spec = replace(BACKLOG, select=fill)
    rows = standing.backlog(today, level)
    return respond(request, spec, rows, template="procedures/desk/workflow_list.html", context=context)


@require_safe
def procedure_workflows(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What a procedure runs on at each level, and all its workflows."""
    found, today = desk.procedure_for(request.user, uid), clock.today()
    rows, context = queries.workflows_of(found), frame(found, TAB)
    shown = context["shown"]
    levels = queries.levels_said(shown)
    levels += [level for level in dict.fromkeys(row.level for row in rows) if level not in levels]
    kinds, hours = queries.role_kinds(today), queries.hours_a_day(today)
    limits, cases = queries.limits_beside(found, shown, today), queries.filed_of(shown)
    asked = (request.GET.get("cap"), request.GET.get("truong-hop"))
    parts = []
    for level in levels:
        own = [row for row in rows if row.level == level]
        running = [row for row in own if row.state == "issued" and _runs(row, today)]
        drafts = {row.case: row for row in own if row.state == "draft"}
        lacks = standing.lacks(cases, {row.case for row in running})
        used = queries.in_use(found, level, today)
        limit = queries.limit_of(limits, "")
        parts.append(
            {
                "level": level,
                "name": words.LEVELS[Level(level)],
                "used": used,
                "state": STANDINGS[lacks.standing],
                "half": lacks.standing is standing.Standing.PART,
                "whole": lacks.standing is standing.Standing.WHOLE,
                "cases": [row for row in running if row.case and row.case in cases],
                "lost": [row for row in running if row.case and row.case not in cases],
                "lacking": [
                    {
                        "name": case_name(case),
                        "begin": to_begin(found, level, case),
                        "draft": drafts.get(case),
                        "asked": (level, case) == asked,
                    }
                    for case in lacks.lacking
                    if lacks.divided
                ],
                "steps": steps_shown(used.table, kinds),
                "longest": longest_text(used.table, hours),
                "limit": words.limit_words(limit) if limit else "",
                "rows": [(row, STATES[row.state]) for row in own],
                "drafting": "" in drafts,
            }
        )
    context |= {"parts": parts, "may_edit": has_any_grant(request.user, EDIT)}
    return render(request, "procedures/desk/procedure_workflows.html", context)


@require_safe
def workflow(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One workflow: what is wrong with it, its table, its drawing, the units that run it, its other numbers."""
    found, today = queries.workflow_for(request.user, uid), clock.today()
    on = max(found.valid_from, today) if found.valid_from and found.state != "draft" else today
    table, kinds, hours = queries.table_of(found), queries.role_kinds(on), queries.hours_a_day(on)
    limit = queries.limit_of(queries.limits_of(found.procedure, on), found.case)
    told_of = queries.findings_of(table, on, limit)
    units = holding_matrix(found.procedure, found.level, table, today)
    context = {
        "workflow": found,
        "state": STATES[found.state],
        "level": words.LEVELS[Level(found.level)],
        "table": table,
        "rows": steps_shown(table, kinds, told_of),
        "facts": _facts(found, table, hours, limit),
        "faults": of_weight(told_of, Weight.FAULT),
        "doubts": of_weight(told_of, Weight.DOUBT),
        "units": units[:SHOWN_UNITS],
        "units_all": len(units),
        "units_lacking": sum(bool(row.lacking) for row in units),
        "roles": table.roles,
        "outdated": queries.changed_since(found, today),
        "serves_nobody": queries.serves_nobody(found, on),
        "begin_url": to_begin(found.procedure, found.level, found.case),
        "others": [(row, STATES[row.state]) for row in queries.others_of(found)],
        "history": latest(queries.ref_of(found)),
        "may_edit": has_any_grant(request.user, EDIT),
        "may_issue": has_any_grant(request.user, ISSUE),
    }
    return render(request, "procedures/desk/workflow.html", context)


@require_safe
def drawing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The workflow as BPMN 2.0: for the page's drawing, with `?tai=1` as a file."""
    found = queries.workflow_for(request.user, uid)
    data = write_bpmn(queries.table_of(found), name=found.procedure.name)
    response = HttpResponse(data, content_type="application/xml; charset=utf-8")
    if request.GET.get("tai"):
        name = f"quy-trinh-{found.procedure.base_code}-{found.level}-{found.number}.bpmn"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def compare(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A workflow beside another number of it (`?voi=`; else the one before)."""
    found = queries.workflow_for(request.user, uid)
    others = [row for row in queries.others_of(found) if row.pk != found.pk]
    asked = request.GET.get("voi", "")
    older = [row for row in others if row.number < found.number]
    other = next((row for row in others if asked == str(row.number)), next(iter(older or others), None))
    changes = step_changes(queries.table_of(other), queries.table_of(found)) if other is not None else ()
    context = {
        "workflow": found,
        "other": other,
        "others": others,
        "rows": [(change, *change_texts(change)) for change in changes],
        "changed": sum(change.changed for change in changes),
    }
    return render(request, "procedures/desk/workflow_compare.html", context)


def list_tabs(user: Any, current: str) -> list[dict[str, Any]]:
    """The list, the backlog of each level, and the annexes for those who read them in."""
    tabs: list[tuple[str, Any, str, int | None]] = [
        ("workflows", _("Quy trình"), reverse("procedures:workflows"), None)
    ]
    for level in queries.OWN_LEVELS:
        label = _("Chưa có, cấp tỉnh") if level == Level.PROVINCE else _("Chưa có, cấp xã")
        tabs.append((level.value, label, reverse("procedures:workflow_backlog", args=[level.value]), None))
    tabs.append(("outdated", _("Cần xem lại"), reverse("procedures:workflows_outdated"), None))
    if has_any_grant(user, EDIT):
        tabs.append(("annexes", _("Đọc từ phụ lục"), reverse("procedures:annexes"), None))
    return [{"label": label, "url": url, "current": key == current, "count": count} for key, label, url, count in tabs]


def _to_draw(row: Any, level: str, case: str) -> str:
    """The tab of a procedure, with one of its cases picked out to be drawn."""
    asked = urlencode({"cap": level, "truong-hop": case})
    return f"{reverse('procedures:procedure_workflows', args=[row.uid])}?{asked}#cap-{level}"


def to_begin(row: Any, level: str, case: str) -> str:
    asked = urlencode({"cap": level} | ({"truong-hop": case} if case else {}))
    return f"{reverse('procedures:workflow_begin', args=[row.uid])}?{asked}"


def _runs(row: Any, on: Any) -> bool:
    return row.valid_from <= on and (row.valid_to is None or row.valid_to > on)


def _facts(found: Any, table: Table, hours: Any, limit: Any) -> list[dict[str, Any]]:
    rows: list[tuple[Any, str]] = [
        (_("Cấp thực hiện"), str(words.LEVELS[Level(found.level)])),
        (_("Trường hợp"), found.case),
        (_("Quyết định phê duyệt"), f"{found.decision.number} – {found.decision.subject}" if found.decision else ""),
        (_("Hiệu lực"), _span(found)),
        (_("Đường dài nhất"), longest_text(table, hours)),
        (_("Tổng thời gian ghi trong quyết định"), time_text(table.total)),
        (_("Thời hạn của thủ tục"), words.limit_words(limit) if limit else ""),
        (_("Lý do hủy"), found.void_reason),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _span(found: Any) -> str:
    if found.valid_from is None:
        return ""
    start = formats.short_date(found.valid_from, spoken())
    if found.valid_to is None:
        return str(_("từ {start}")).format(start=start)
    return str(_("từ {start} đến trước {end}")).format(start=start, end=formats.short_date(found.valid_to, spoken()))
