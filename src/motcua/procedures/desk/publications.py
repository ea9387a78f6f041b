"""Publication decisions on the desk: the list, one decision with its lines and dates, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.citations import canonical
from motcua.documents.queries.approvals import approval_of
from motcua.documents.queries.law import of_number
from motcua.kernel import clock
from motcua.organisations.permissions import actor_of, granted_units, has_any_grant, require
from motcua.organisations.queries.units import choices_on, names_on, provinces_committee, unit_of
from motcua.procedures.deadlines import Duty
from motcua.procedures.desk.frame import frame
from motcua.procedures.desk.publication_acts import LIST, facts_of, may, page_of, possible
from motcua.procedures.desk.publication_outlook import MOST_TOLD, hindrances
from motcua.procedures.desk.publication_table import figures_of, list_of_lines, said_of_note, voidable
from motcua.procedures.desk.publication_words import (
    ACTIONS,
    DUTIES,
    LIST_NAME,
    READINGS,
    STATES,
    VERDICTS,
    tabs,
)
from motcua.procedures.desk.review_reports import handed, handed_signed
from motcua.procedures.forms import publication as inputs
from motcua.procedures.permissions import may_do_with_decision
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries import publication_lines as lines
from motcua.procedures.queries.desk import procedure_for
from motcua.procedures.queries.outlook import UNPUBLISHED, open_beside
from motcua.procedures.queries.sure_lines import sure_of
from motcua.procedures.services import publications as services
from motcua.procedures.services.publication_paper import paper_for
from motcua.procedures.workflow import PublicationState
from motcua.ui.acting import act
from motcua.ui.language import spoken
from motcua.ui.lists import Column, DateFilter, Empty, ListSpec, respond, state_column, state_filter
from motcua.ui.progress import under_way
from motcua.ui.trail import latest

MOST_NOTES = 30
"""Shown of what a file held that made no line: a file that is no such list has thousands."""


def _fill(rows: Sequence[Any]) -> None:
    names = names_on({pk for row in rows for pk in (row.owner_id, row.issuer_id)}, clock.today())
    for row in rows:
        row.owner_name, row.issuer_name = names.get(row.owner_id, ""), names.get(row.issuer_id, "")


DECISIONS = ListSpec(
    key="publications",
    title=LIST_NAME,
    columns=(
        Column(key="number", label=_("Số, ký hiệu"), kind="code", value=lambda d: d.number or _("Chưa có số")),
        Column(
            key="title",
            label=_("Trích yếu"),
            link=lambda d: reverse("procedures:publication", args=[d.uid]),
            sort=("sort_key", "pk"),
            wide=True,
        ),
        state_column(STATES),
        Column(key="signed_on", label=_("Ngày ký"), kind="date", sort=("signed_on", "pk")),
        Column(key="effective", label=_("Hiệu lực"), kind="date", value=lambda d: d.effective_on or d.signed_on),
        Column(key="lines", label=_("Số thủ tục"), kind="number"),
        Column(key="owner_name", label=_("Đơn vị soạn"), shown=False),
        Column(key="issuer_name", label=_("Cơ quan ban hành"), shown=False),
        Column(
            key="created_at",
            label=_("Ngày lập"),
            kind="date",
            value=lambda d: clock.local(d.created_at).date(),
            sort=("created_at", "pk"),
        ),
    ),
    filters=(state_filter(STATES), DateFilter(key="signed", label=_("Ngày ký"), field="signed_on")),
    search=queries.KIND,
    search_label=_("Tìm quyết định"),
    search_hint=_("Số, ký hiệu hoặc vài chữ của trích yếu, mã thủ tục"),
    default_sort="-created_at",
    export_name="quyet-dinh-cong-bo",
    select=_fill,
    empty=Empty(
        title=_("Chưa có quyết định công bố nào"),
        text=_("Lập quyết định, đọc danh mục kèm theo từ Word hoặc Excel, đối chiếu với danh mục rồi công bố."),
        action_label=_("Lập quyết định công bố"),
        action_url="/desk/thu-tuc/cong-bo/lap/",
    ),
)


@require_safe
def decisions(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "procedures.read")
    may = has_any_grant(request.user, "publications.draft")
    context = {"tabs": tabs("publications"), "may_draft": may}
    rows = queries.decisions_for(request.user)
    return respond(
        request, DECISIONS.offering(may), rows, template="procedures/desk/publications.html", context=context
    )


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """A new decision: who prepares it, who signs it, what it rests on."""
    require(request.user, "publications.draft")
    units = choices_on(granted_units(request.user, "publications.draft"), clock.today())
    owners = [(str(unit.uid), name) for unit, name in units]
    first = min((unit for unit, _name in units), key=lambda unit: unit.pk, default=None)
    signs = provinces_committee(first.pk, clock.today()) if first else None
    form = inputs.DecisionForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        owners=owners,
        initial={
            **_resting_on(request),
            "issuer": signs.name if signs else "",
            "owner": str(first.uid) if first else "",
        },
    )

    def run(data: dict[str, Any]) -> Any:
        owner = unit_of(data["owner"])
        return services.draft_decision(facts_of(data), owner=owner, issuer=data["issuer"], actor=actor_of(request.user))

    return act(
        request,
        form,
        run,
        title=_("Lập quyết định công bố"),
        back=(LIST_NAME, reverse("procedures:publications")),
        done=_("Đã lập. Bước tiếp: đọc danh mục kèm quyết định, hoặc thêm từng dòng."),
        to=page_of,
    )


def _resting_on(request: HttpRequest) -> dict[str, str]:
    """The instrument that the address names: out of the library, or in words, with its day, while the library does not have it."""
    named = " ".join(request.GET.get("basis", "").split())[:80]
    if not named or of_number(canonical(named)).exists():
        return {"basis": named}
    return {"basis_words": named, "basis_promulgated_on": request.GET.get("ban-hanh", "")[:10]}


@require_safe
def decision(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """One decision: due dates in both readings, where it stands, what comes next; then its lines beside the registry."""
    found = queries.decision_for(request.user, uid)
    editable = services.lines_open(found) and may_do_with_decision(request.user, found, "publications.draft")
    may_record = may(request.user, found, "cong-khai")
    counts = lines.counts_of(found)
    reading = queries.list_job_of(found) if editable else None
    work = under_way(reading, actor_of(request.user))
    lines_job = queries.lines_job_of(found)
    spec = list_of_lines(
        request, found, editable=editable, may_void=voidable(request.user, found, may_record=may_record)
    )
    context = {
        "decision": found,
        "counts": counts,
        "editable": editable,
        "sure": sure_of(found) if editable and counts["open"] else None,
        "record_url": reverse("procedures:publication_act", args=[uid, "cong-khai"]) if may_record else "",
    }

    def around() -> dict[str, object]:
        loose = lines.notes_without_line(found)
        return {
            "work": work,
            "lines_work": under_way(lines_job, actor_of(request.user)),
            "publishing": lines_job is not None and lines_job.payload.get("what") == "publish",
            "list_sent": reading.payload["file"] if reading is not None else "",
            "state": STATES[PublicationState(found.state)],
            "owner": names_on([found.owner_id], clock.today()).get(found.owner_id, ""),
            "issuer": names_on([found.issuer_id], clock.today()).get(found.issuer_id, ""),
            "effective": queries.effect_of(found),
            "dues": shown_dues(found),
            "why_url": reverse("procedures:publication_why", args=[uid]),
            "beside": open_beside(found, MOST_TOLD),
            "hindered": hindrances(found) if found.state in UNPUBLISHED else [],
            "figures": figures_of(counts, page_of(found)),
            "loose": loose,
            "loose_said": [said_of_note(note) for note in loose[:MOST_NOTES]],
            "acts": [
                (one.label, reverse("procedures:publication_act", args=[uid, slug]))
                for slug, one in _wanted(possible(request.user, found, editable=editable), counts)
                if not (slug == LIST and work is not None and work.running)
            ],
            "paper_url": reverse("procedures:publication_paper", args=[uid]) if counts["lines"] else "",
            "approval": approval_of(queries.ref_of(found)),
            "history": latest(queries.ref_of(found)),
        }

    return respond(
        request,
        spec,
        lines.lines_of(found),
        template="procedures/desk/publication.html",
        context=context,
        around=around,
    )


@require_safe
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The decision with its annexed list as it was signed, or would be sent on its route, for Word."""
    return handed(paper_for(queries.decision_for(request.user, uid)))


@require_safe
def signed(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The decision as it was signed and issued on its route."""
    return handed_signed(queries.ref_of(queries.decision_for(request.user, uid)))


@require_safe
def why(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How each last day was counted, with the days that did not count."""
    found = queries.decision_for(request.user, uid)
    said = spoken()
    counts = [
        {
            "duty": DUTIES[duty],
            "reading": READINGS[reading],
            "due": due,
            "rows": [(r.day, r.counted, r.reason(said), r.source) for r in due.ledger],
            "notes": due.explained.notes(said) if due.explained else [],
        }
        for duty, readings in queries.dues_of(found).items()
        for reading, due in readings.items()
    ]
    return render(request, "procedures/desk/publication_why.html", {"decision": found, "counts": counts})


@require_safe
def of_procedure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The decisions about a procedure, with what was due and where it was made public; its trail of publication."""
    found = procedure_for(request.user, uid)
    items = queries.lines_of_procedure(found, request.user)
    today = clock.today()
    public = queries.disclosures_of([item.pk for item in items])
    names = _units_of(public)
    rows = []
    for item in items:
        places = public.get(item.pk, {})
        national = places["national"][0].on if "national" in places else None
        rows.append(
            {
                "item": item,
                "decision": item.decision,
                "state": STATES[PublicationState(item.decision.state)],
                "action": ACTIONS[item.action],
                "judged": [
                    (DUTIES[j.duty], READINGS[j.reading], j.due, j.done, VERDICTS[j.verdict])
                    for j in queries.judged(item, national, today)
                ],
                "places": _shown_places(places, names),
                "lacking": [label for place, label in queries.PLACES.items() if place not in places],
            }
        )
    context = frame(found, "cong-bo") | {
        "rows": rows,
        "backlog": found.kind == "public" and queries.publication_of(found, today) is None,
        "may_draft": has_any_grant(request.user, "publications.draft"),
    }
    return render(request, "procedures/desk/publication_tab.html", context)


def shown_dues(found: Any) -> list[dict[str, Any]]:
    """Each duty in each reading: the last day, when it was done, how that stands. For the decision as a whole."""
    done = {Duty.ISSUE: found.signed_on, Duty.DISCLOSE: None}
    today = clock.today()
    shown = []
    for duty, readings in queries.dues_of(found).items():
        for reading, due in readings.items():
            day = done[duty]
            verdict = None if duty is Duty.DISCLOSE else VERDICTS[queries.verdict(due.on, day, today)]
            shown.append(
                {"duty": DUTIES[duty], "reading": READINGS[reading], "due": due, "done": day, "badge": verdict}
            )
    return shown


def _wanted(acts: list[tuple[str, Any]], counts: Mapping[str, int]) -> list[tuple[str, Any]]:
    """The most wanted first: once every line is settled the decision is to be sent or recorded; a list that was read is not read first."""
    ready = counts["lines"] > 0 and counts["open"] == 0

    def place(slug: str) -> int:
        if ready and slug in ("cong-bo", "trinh", "ghi-so"):
            return 0
        return 2 if counts["lines"] and slug == LIST else 1

    return sorted(acts, key=lambda one: place(one[0]))


def _units_of(public: Mapping[int, Mapping[str, Sequence[Any]]]) -> Mapping[int, str]:
    """Names of the units whose boards, counters and sites are meant. One query."""
    keys = {row.unit_id for places in public.values() for rows in places.values() for row in rows if row.unit_id}
    return names_on(keys, clock.today())


def _shown_places(
    places: Mapping[str, Sequence[Any]], names: Mapping[int, str]
) -> list[tuple[Any, Any, list[tuple[Any, str]]]]:
    """By place: since when, and each row with its unit."""
    return [
        (queries.PLACES[place], rows[0].on, [(row, names.get(row.unit_id or 0, "")) for row in rows])
        for place, rows in places.items()
    ]
