"""Electronic forms on the desk: those of a procedure, one with its preview, its numbers side by side, its file."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import N_, FieldError
from motcua.organisations.permissions import has_any_grant
from motcua.procedures.desk.frame import TABS, Tab, frame
from motcua.procedures.eforms import EForm, Field, Group, check_written, faults
from motcua.procedures.eforms.comparing import Part, form_changes
from motcua.procedures.eforms.conditions import sentence
from motcua.procedures.eforms.kinds import KIND_NAMES, KNOWN_NAMES
from motcua.procedures.eforms.numbers import Unread
from motcua.procedures.eforms.posted import answers_posted, rows_changed
from motcua.procedures.eforms.typed import bound_of, shown
from motcua.procedures.queries import desk
from motcua.procedures.queries import eforms as queries
from motcua.procedures.queries.form_fields import drawn
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.trail import latest

TAB = "to-khai"
STATES = {
    "draft": Badge(_("Đang soạn"), Tone.PLAIN),
    "issued": Badge(_("Đã ban hành"), Tone.DONE),
    "voided": Badge(_("Đã hủy"), Tone.LATE),
}
TABS[TAB] = Tab(_("Tờ khai điện tử"), "procedures:procedure_eforms", lambda p: p.eforms.exclude(state="voided").count())


@require_safe
def procedure_eforms(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All electronic forms of a procedure."""
    found, today = desk.procedure_for(request.user, uid), clock.today()
    rows = queries.eforms_of(found)
    context = frame(found, TAB) | {
        "rows": [(row, STATES[row.state]) for row in rows],
        "used": [queries.eform_on(found, today, case) for case in dict.fromkeys(row.case for row in rows)],
        "may_edit": has_any_grant(request.user, queries.EDIT),
    }
    return render(request, "procedures/desk/procedure_eforms.html", context)


@require_http_methods(["GET", "POST"])
def eform(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One form with its preview. What is tried out in the preview is checked and not kept."""
    found = queries.eform_for(request.user, uid)
    form = queries.form_of(found)
    wrong = fault_texts(form)
    answers: Any = {}
    calculated: Any = {}
    errors: tuple[FieldError, ...] = ()
    tried = request.method == "POST" and not wrong
    if tried:
        answers = answers_posted(form, request.POST)
        more = rows_changed(form, answers, request.POST)
        tried, answers = more is None, answers if more is None else more
        checked = check_written(form, answers)
        errors = checked.errors if tried else ()
        calculated = checked.calculated
    context = {
        "eform": found,
        "form": form,
        "state": STATES[found.state],
        "faults": wrong,
        "sections": drawn(form, answers, errors, calculated=calculated),
        "tried": tried,
        "wrong": [(error.field.replace(".", "-"), text_of(error)) for error in errors],
        "others": [(row, STATES[row.state]) for row in queries.others_of(found)],
        "history": latest(queries.ref_of(found)),
        "may_edit": has_any_grant(request.user, queries.EDIT),
        "may_issue": has_any_grant(request.user, queries.ISSUE),
    }
    return render(request, "procedures/desk/eform.html", context, status=422 if errors else 200)


@require_safe
def eform_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form as a JSON file, to be taken elsewhere or sent back."""
    found = queries.eform_for(request.user, uid)
    data = json.dumps(found.content, ensure_ascii=False, indent=2)
    response = HttpResponse(data, content_type="application/json; charset=utf-8")
    name = f"to-khai-{found.procedure.base_code}-{found.number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def compare(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A form beside another number (`?voi=`); else the one in force, else the one before."""
    found = queries.eform_for(request.user, uid)
    others = [row for row in queries.others_of(found) if row.pk != found.pk]
    asked = request.GET.get("voi", "")
    used = queries.eform_on(found.procedure, clock.today(), found.case)
    other = next((row for row in others if asked == str(row.number)), None) or next(
        (row for row in others if used is not None and row.pk == used.pk), next(iter(others), None)
    )
    changes = form_changes(queries.form_of(other), queries.form_of(found)) if other is not None else ()
    before = queries.form_of(other) if other is not None else queries.form_of(found)
    context = {
        "eform": found,
        "other": other,
        "others": others,
        "rows": [
            (change, part_text(change.old, before), part_text(change.new, queries.form_of(found))) for change in changes
        ],
    }
    return render(request, "procedures/desk/eform_compare.html", context)


def fault_texts(form: EForm) -> list[str]:
    return [text_of(FieldError("form", one.template, dict(one.params))) for one in faults(form)]


def part_text(part: Part | None, form: EForm) -> str:
    """A part in a few words, for lists and differences."""
    if part is None:
        return ""
    words: list[str] = []
    if isinstance(part, Field):
        words = [part.label, gettext(KIND_NAMES[part.kind])]
        words += [gettext("bắt buộc")] if part.required else []
        words += ["; ".join(choice.label for choice in part.choices)] if part.choices else []
        words += [f"= {part.calculation}"] if part.calculation else []
        words += [f"{_bound(part, part.low)} – {_bound(part, part.high)}"] if part.low or part.high else []
        words += [gettext(KNOWN_NAMES[part.known])] if part.known else []
    elif isinstance(part, Group):
        told = gettext(N_("nhóm từ {least} đến {most} dòng"))
        words = [part.label, told.format(least=part.least, most=part.most)]
    else:
        words = [part.title]
    if part.condition is not None:
        fields = form.fields()
        one = fields.get(part.condition.field) or next(
            (field for name, field in fields.items() if name.endswith(f".{part.condition.field}")), None
        )
        if one is not None:
            template, params = sentence(part.condition, one)
            words.append(gettext("nếu {condition}").format(condition=gettext(template).format(**params)))
    return " · ".join([*words, part.help] if part.help else words)


def _bound(part: Field, text: str) -> str:
    """A bound as people write it."""
    try:
        return shown(part, bound_of(part, text)) or "…"
    except Unread:
        return text
