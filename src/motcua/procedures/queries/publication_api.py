"""What programs read of publication, the local layer, units, flags and levels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.kernel import clock, keyset
from motcua.organisations.permissions import has_any_grant
from motcua.organisations.queries.scopes import codes_of
from motcua.organisations.queries.units import names_on
from motcua.procedures.content import Content
from motcua.procedures.content.local import plain_of
from motcua.procedures.models import Procedure, ProcedureKind, PublicationDecision, PublicationItem
from motcua.procedures.permissions import SIGNED
from motcua.procedures.queries import local, marks
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries.publication_lines import lines_of

FIRST_LINES = 200
"""Of a decision's lines so many come with it; the others page by page."""
LINE_ORDER = ("line", "id")
_INTERNAL = Q(procedure__kind=ProcedureKind.INTERNAL) | Q(replaces__kind=ProcedureKind.INTERNAL)


def decisions_for(user: Any) -> QuerySet[PublicationDecision]:
    """What is signed everybody reads, but for internal procedures; officers also what their units prepare."""
    if has_any_grant(user, "procedures.read"):
        return queries.decisions_for(user)
    told = PublicationItem.objects.exclude(_INTERNAL)
    rows = PublicationDecision.objects.filter(Exists(told.filter(decision=OuterRef("pk"))), state__in=SIGNED)
    counted = Count("items", filter=Q(items__in=told))
    return rows.annotate(lines=counted).select_related("document")


def lines_for(user: Any, row: PublicationDecision) -> QuerySet[PublicationItem]:
    """The lines of a decision that a person may read: internal procedures are the officers'."""
    rows = lines_of(row)
    return rows if has_any_grant(user, "procedures.read") else rows.exclude(_INTERNAL)


def detail(user: Any, row: Any) -> dict[str, Any]:
    """One decision: what it rests on, its due dates, its first lines. `row`: one of `decisions_for`."""
    names = ("shortened", "basis_words", "basis_promulgated_on", "basis_effective_on")
    first = keyset.page(lines_for(user, row), order=LINE_ORDER, limit=FIRST_LINES)
    return {
        **decision(row),
        **{name: getattr(row, name) for name in names},
        "return_note": "" if row.state in SIGNED else row.return_note,  # what was said inside the house stays there
        "basis": row.basis.uid if row.basis else None,
        "list_file": row.list_file.uid if row.list_file else None,
        "notes": row.list_notes if has_any_grant(user, "procedures.read") else [],  # of reading, in the house
        "dues": dues(row),
        "items": items(row, first.items),
        "lines_next": first.next,
    }


def decision(row: Any) -> dict[str, Any]:
    codes = codes_of([row.owner_id, row.issuer_id])
    return {
        "id": row.uid,
        "state": row.state,
        "number": row.number,
        "title": row.title,
        "signed_on": row.signed_on,
        "effective_on": queries.effect_of(row),
        "owner": codes.get(row.owner_id, ""),
        "issuer": codes.get(row.issuer_id, ""),
        "document": row.document.uid if row.document else None,
        "lines": row.lines,
    }


def dues(row: PublicationDecision) -> list[dict[str, Any]]:
    """The last day of each duty in each reading, with its basis."""
    return [
        {
            "duty": str(duty),
            "reading": str(reading),
            "due": due.on,
            "counted_from": due.counted_from,
            "amount": due.norm.amount,
            "unit": str(due.norm.unit),
            "article": due.norm.article,
        }
        for duty, readings in queries.dues_of(row).items()
        for reading, due in readings.items()
    ]


def items(row: PublicationDecision, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Lines of a decision with how their duties stand and where each was made public. A few queries, however many lines."""
    public = queries.disclosures_of([item.pk for item in rows])
    units = codes_of([d.unit_id for places in public.values() for told in places.values() for d in told])
    today = clock.today()
    return [_item(item, row, public.get(item.pk, {}), units, today) for item in rows]


def line(item: Any) -> dict[str, Any]:
    """One line as `items` shows it."""
    public = queries.disclosures_of([item.pk]).get(item.pk, {})
    units = codes_of([d.unit_id for told in public.values() for d in told])
    return _item(item, item.decision, public, units, clock.today())


def _item(item: Any, row: PublicationDecision, places: Any, units: Any, today: date) -> dict[str, Any]:
    item.decision = row
    national = places["national"][0].on if "national" in places else None
    return {
        "id": item.uid,
        "line": item.line,
        "action": item.action,
        "code": item.base_code,
        "name": item.name,
        "field": item.field_name,
        "procedure": item.procedure.uid if item.procedure else None,
        "replaces": item.replaces.base_code if item.replaces else None,
        "printed": item.printed,
        "matched": item.matched_by,
        "confirmed": item.confirmed_at is not None,
        "taken": item.taken,
        "duties": [
            {
                "duty": str(j.duty),
                "reading": str(j.reading),
                "due": j.due,
                "done": j.done,
                "verdict": str(j.verdict),
            }
            for j in queries.judged(item, national, today)
        ],
        "disclosures": [
            {
                "id": one.uid,
                "place": one.place,
                "unit": units.get(one.unit_id, ""),
                "on": one.on,
                "url": one.url,
                "note": one.note,
                "proof": one.proof.uid if one.proof else None,
            }
            for told in places.values()
            for one in told
        ],
    }


def provincial(procedure: Procedure, content: Content, on: date) -> dict[str, Any]:
    """What the province adds to a procedure on a day: its decision, its layer, flags and level. Nine queries at most."""
    publication = queries.publication_of(procedure, on)
    layer = local.layer_of(procedure, on)
    effect = local.effective_of(procedure, content, on)
    standing = marks.standing_of(procedure, on)
    return {
        "publication": None
        if publication is None
        else {
            "number": publication.number,
            "signed_on": publication.signed_on,
            "effective_on": publication.effective_on,
            "action": publication.action,
            "issuer": publication.issuer,
        },
        "local": [local.plain(entry) for entry in layer],
        "limits_in_force": [plain_of("limit", pair.used) for pair in effect.limits],
        "fees_in_force": [plain_of("fee", pair.used) for pair in effect.fees],
        "flags": sorted(marks.flags_of(procedure, on)),
        "online_level": None
        if standing is None
        else {
            "level": standing.level.key,
            "regime": standing.row.regime,
            "since": standing.row.valid_from,
            "reason": standing.row.reason,
            "earlier_regime": standing.earlier,
        },
    }


def unit_rows(rows: Sequence[Any], on: date) -> list[dict[str, Any]]:
    """Assignments of a page. Two queries."""
    names = names_on({r.unit_id for r in rows}, on)
    counters = codes_of([r.counter_id for r in rows])
    return [
        {
            "id": r.uid,
            "unit": r.unit.code,
            "name": names.get(r.unit_id, ""),
            "role": r.role,
            "standing": r.standing,
            "counter": counters.get(r.counter_id, ""),
            "decision": r.decision.number if r.decision else "",
            "valid_from": r.valid_from,
            "valid_to": r.valid_to,
        }
        for r in rows
    ]
