"""One line of a decision's list beside the registry: settled, settled anew, dropped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from motcua.kernel.errors import Invalid, Refused
from motcua.organisations.permissions import actor_of
from motcua.procedures.desk.publication_acts import page_of
from motcua.procedures.desk.publication_table import asked_lines
from motcua.procedures.desk.publication_words import DOUBTS, PARTS, said_of_move, said_of_settled, said_of_unsure
from motcua.procedures.forms.publication import SettleForm
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries import publication_lines as waiting
from motcua.procedures.queries import sure_lines
from motcua.procedures.queries.outlook import moves_of
from motcua.procedures.queries.printed import Coming, coming, registry_words
from motcua.procedures.reading.printed import CELLS, Difference, Printed, Unsure
from motcua.procedures.services import publication_lists as lists
from motcua.procedures.services.line_work import settle_many
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.lists import go_on, return_to


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, uid: UUID, item: UUID) -> HttpResponse:
    """What the list prints, what the registry says, and what a person makes of it."""
    decision = queries.decision_for(request.user, uid, "publications.draft")
    found = queries.item_for(decision, item)
    on = queries.effect_or_today(decision)
    known = coming([found], on).get(found.procedure_id or 0)
    others = {str(d.part): d for d in sure_lines.differences_of(found, known)}
    takeable = sure_lines.takeable(found, others.values())
    form = SettleForm(
        request.POST if request.method == "POST" else None,
        parts=[(str(d.part), PARTS[d.part]) for d in takeable],
        initial={
            "action": found.action,
            "procedure": found.procedure.base_code if found.procedure else "",
            "code": "" if found.procedure else found.base_code,
            "replaces": found.replaces.base_code if found.replaces else "",
            "taken": found.taken if found.confirmed_at else [str(d.part) for d in takeable if d.sure],
            "basis_effective_on": found.basis_effective_on,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            lists.settle_line(found, **{"taken": (), **form.cleaned_data}, actor=actor_of(request.user))
        except Invalid as error:
            add_errors(form, error)
        except Refused as error:
            form.add_error(None, text_of(error))
        else:
            following = waiting.following(asked_lines(request, decision), found.line)
            messages.success(request, gettext("Đã xác nhận dòng {line}.").format(line=found.line))
            back = return_to(request, page_of(decision))  # at its head, where the message and what comes next stand
            return redirect(_line_url(request, decision, following) if following else back)
    context = {
        "decision": decision,
        "item": found,
        "form": form,
        "rows": [_compared(found, part, known, others.get(str(part))) for part in Printed],
        "known": known is not None,
        "drafted": known is not None and known.drafted,
        "notes": [
            (DOUBTS.get(doubt, doubt), words) for doubt, words in waiting.notes_by_line(decision).get(str(item), ())
        ],
        "moves": [said_of_move(move) for _item, move in moves_of(decision, [found], on)],
        "back_url": _back(request, found),
        "drop_url": go_on(request, reverse("procedures:publication_drop", args=[uid, item])),
    }
    status = 422 if form.errors else 200
    return render(request, "procedures/desk/publication_line.html", context, status=status)


@require_POST
def drop(request: HttpRequest, uid: UUID, item: UUID) -> HttpResponse:
    decision = queries.decision_for(request.user, uid, "publications.draft")
    found = queries.item_for(decision, item)
    lists.drop_line(found, actor=actor_of(request.user))
    messages.success(request, gettext("Đã bỏ dòng {line}.").format(line=found.line))
    return redirect(return_to(request, page_of(decision)))


@require_POST
def settle_sure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All lines that nobody need look at, with the parts that their own pages would take."""
    decision = queries.decision_for(request.user, uid, "publications.draft")
    messages.success(request, said_of_settled(settle_many(decision, actor=actor_of(request.user))))
    return redirect(return_to(request, page_of(decision)))


def _compared(found: Any, part: Printed, known: Coming | None, other: Difference | None) -> dict[str, Any]:
    """A part as the list prints it and as the registry has it."""
    return {
        "label": PARTS[part],
        "printed": found.name if part is Printed.NAME else found.printed.get(CELLS[part], ""),
        "registry": registry_words(part, known.content) if known is not None else "",
        "differs": other is not None,
        "sure": other is None or other.sure,
        "unread": other is not None and other.unsure is Unsure.UNREAD,
        "why": said_of_unsure(other) if other is not None else "",
        "compared": part is Printed.NAME or found.action != found.Action.ABOLISHED,
    }


def _line_url(request: HttpRequest, decision: Any, item: Any) -> str:
    """The next line that waits in the list one came from, so that a long list is gone through without going back."""
    return go_on(request, reverse("procedures:publication_line", args=[decision.uid, item.uid]))


def _back(request: HttpRequest, found: Any) -> str:
    """To the place in the list where the line stands."""
    return f"{return_to(request, page_of(found.decision))}#dong-{found.line}"
