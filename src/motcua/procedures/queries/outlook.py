"""What publishing a decision will do, told before: what changes nothing, stands incomplete, ends otherwise than another decision said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from motcua.procedures.content import Content, from_json, missing_parts
from motcua.procedures.models import (
    ItemAction,
    Origin,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
    PublicationItem,
    VersionState,
)
from motcua.procedures.queries.endings import Ending, endings_of
from motcua.procedures.queries.publication import effect_or_today, items_of
from motcua.procedures.reading.printed import CELLS, Printed, with_printed
from motcua.procedures.workflow import PublicationState

UNPUBLISHED = tuple(s for s in PublicationState if s not in {PublicationState.PUBLISHED, PublicationState.WITHDRAWN})
_LOCAL = (Printed.LIMITS, Printed.FEES, Printed.PLACE)
"""What of a national procedure a decision settles locally."""


@dataclass(frozen=True, slots=True)
class Move:
    """A procedure whose end another decision has set and this one sets anew."""

    procedure: Procedure
    before: Ending
    after: date


@dataclass(frozen=True, slots=True)
class Later:
    """A procedure (its base code) and when its last version begins."""

    code: str
    begins: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """Lines in their order. `lacking` are new procedures with the number of parts that their page will not have."""

    effect: date
    signed_on: date | None
    versions: tuple[PublicationItem, ...]
    abolished: tuple[PublicationItem, ...]
    """They end a procedure: their own, or the one that theirs replaces."""
    unchanged: tuple[PublicationItem, ...]
    lacking: tuple[tuple[PublicationItem, int], ...]
    moved: tuple[tuple[PublicationItem, Move], ...]
    before_basis: tuple[PublicationItem, ...]
    """What they set would hold before the instrument that sets it."""
    beside: tuple[tuple[PublicationItem, PublicationDecision], ...]
    """Lines whose procedure stands in another decision that is not published yet either."""
    ending: tuple[tuple[PublicationItem, Ending], ...]
    """Lines that write a procedure which another decision ends: what they set holds until then, or not at all."""
    overtaken: tuple[tuple[PublicationItem, Later], ...]
    """Lines that write or end a procedure which has a version that begins later: versions come in the order of their days."""
    unfinished: tuple[PublicationItem, ...]
    """Lines whose draft nobody has handed over to be published."""

    @property
    def before_signing(self) -> bool:
        """It takes effect before it was signed: what it says holds backwards."""
        return self.signed_on is not None and self.effect < self.signed_on


def outlook_of(decision: PublicationDecision) -> Outlook:
    """Of a decision that is not published yet. Nine queries at most, however many lines."""
    items, effect = items_of(decision), effect_or_today(decision)
    own = [item.procedure_id for item in items if item.procedure and item.procedure.origin == Origin.OWN]
    drafts, published, unfinished = _versions(own)
    contents = _contents([key for key, pk in drafts.items() if pk not in published])
    being_written = set(drafts.values())
    kept = [item for item in items if item.action != ItemAction.ABOLISHED]
    renewed, unchanged = [], []
    lacking: list[tuple[PublicationItem, int]] = []
    for item in kept:
        if _makes_version(item, being_written):
            renewed.append(item)
            if item.procedure_id not in published and (parts := _missing(item, contents)):
                lacking.append((item, parts))
        elif item.action == ItemAction.AMENDED and not _settles_locally(item):
            unchanged.append(item)
    return Outlook(
        effect,
        decision.signed_on,
        tuple(renewed),
        tuple(item for item in items if item.action == ItemAction.ABOLISHED or item.replaces_id is not None),
        tuple(unchanged),
        tuple(lacking),
        moves_of(decision, items, effect),
        tuple(item for item in items if effect < (_basis_effect(item, decision) or effect)),
        beside_of(decision, items),
        tuple(ending_lines(decision)),
        tuple(overtaken_lines(decision)),
        tuple(item for item in renewed if item.procedure_id in unfinished),
    )


def outlook_lines(decision: PublicationDecision) -> dict[str, list[int]]:
    """What publishing will do → the lines (keys) that it does so with."""
    found = outlook_of(decision)
    return {
        "versions": [item.pk for item in found.versions],
        "abolished": [item.pk for item in found.abolished],
        "unchanged": [item.pk for item in found.unchanged],
        "lacking": [item.pk for item, _parts in found.lacking],
        "moved": [item.pk for item, _move in found.moved],
        "before_basis": [item.pk for item in found.before_basis],
        "beside": [item.pk for item, _other in found.beside],
        "ending": [item.pk for item, _ending in found.ending],
        "overtaken": [item.pk for item, _later in found.overtaken],
        "unfinished": [item.pk for item in found.unfinished],
    }


def moves_of(
    decision: PublicationDecision, items: Sequence[PublicationItem], effect: date
) -> tuple[tuple[PublicationItem, Move], ...]:
    """Lines that end a procedure on another day than it is to end now. One query, none where nothing has an end."""
    ended = [
        (item, one)
        for item in items
        for one in (item.procedure if item.action == ItemAction.ABOLISHED else None, item.replaces)
        if one is not None
    ]
    ends = endings_of((one for _item, one in ended), but=decision.pk)
    return tuple((item, Move(one, ends[one.pk], effect)) for item, one in ended if one.pk in ends)


def ending_lines(decision: PublicationDecision, most: int | None = None) -> list[tuple[PublicationItem, Ending]]:
    """Lines that write a procedure which another decision ends. Two queries, one where nothing ends."""
    rows = decision.items.filter(procedure__abolished_on__isnull=False).exclude(action=ItemAction.ABOLISHED)
    items = list(rows.select_related("procedure").order_by("line", "pk")[:most])
    ends = endings_of((item.procedure for item in items if item.procedure is not None), but=decision.pk)
    return [(item, ends[item.procedure_id]) for item in items if item.procedure_id in ends]


def overtaken_lines(decision: PublicationDecision, most: int | None = None) -> list[tuple[PublicationItem, Later]]:
    """Lines that write or end a procedure which has a version that begins after this decision's effect. One query."""
    later = ProcedureVersion.objects.filter(
        state=VersionState.PUBLISHED, valid_from__gt=effect_or_today(decision)
    ).order_by("-valid_from")
    drafts = ProcedureVersion.objects.filter(state=VersionState.DRAFT, procedure=OuterRef("procedure"))
    writes = Q(procedure__origin=Origin.OWN) & (~Q(taken=[]) | Exists(drafts))
    rows: Any = decision.items.annotate(
        later=Subquery(later.filter(procedure=OuterRef("procedure")).values("valid_from")[:1]),
        gone=Subquery(later.filter(procedure=OuterRef("replaces")).values("valid_from")[:1]),
    ).filter(Q(writes | Q(action=ItemAction.ABOLISHED), later__isnull=False) | Q(gone__isnull=False))
    return [
        (item, Later(item.replaces.base_code, item.gone) if item.gone else Later(item.base_code, item.later))
        for item in rows.select_related("replaces").order_by("line", "pk")[:most]
    ]


def open_beside(decision: PublicationDecision, most: int) -> list[PublicationDecision]:
    """Decisions that change a procedure of this one while neither is published. One query."""
    if decision.state not in UNPUBLISHED:
        return []
    own = decision.items.filter(procedure__isnull=False).values("procedure")
    rows = PublicationItem.objects.filter(Q(procedure__in=own) | Q(replaces__in=own))
    others = PublicationDecision.objects.filter(pk__in=rows.values("decision"), state__in=UNPUBLISHED)
    return list(others.exclude(pk=decision.pk).order_by("pk")[:most])


def beside_of(
    decision: PublicationDecision, items: Sequence[PublicationItem]
) -> tuple[tuple[PublicationItem, PublicationDecision], ...]:
    """Lines whose procedure another open decision changes too, with that decision. One query."""
    open_ones = PublicationItem.objects.filter(
        Q(procedure__in=[item.procedure_id for item in items if item.procedure_id])
        | Q(replaces__in=[item.procedure_id for item in items if item.procedure_id]),
        decision__state__in=UNPUBLISHED,
    )
    others: dict[int, list[PublicationDecision]] = {}
    for row in open_ones.exclude(decision=decision.pk).select_related("decision").order_by("decision", "line"):
        for key in dict.fromkeys((row.procedure_id, row.replaces_id)):
            if key is not None:
                others.setdefault(key, []).append(row.decision)
    return tuple((item, other) for item in items for other in others.get(item.procedure_id or 0, ()))


def _basis_effect(item: PublicationItem, decision: PublicationDecision) -> date | None:
    return item.basis_effective_on or decision.basis_effective_on


def _versions(own: Sequence[int | None]) -> tuple[dict[int, int], set[int], set[int]]:
    """Of some procedures (keys): the draft's key → its procedure; those published before; those with a draft not handed over. One query."""
    rows = ProcedureVersion.objects.filter(procedure__in=own, state__in=(VersionState.DRAFT, VersionState.PUBLISHED))
    drafts: dict[int, int] = {}
    published: set[int] = set()
    unfinished: set[int] = set()
    for pk, procedure, state, submitted_at in rows.order_by("number").values_list(
        "pk", "procedure", "state", "submitted_at"
    ):
        if state == VersionState.PUBLISHED:
            published.add(procedure)
            continue
        drafts[pk] = procedure
        if submitted_at is None:
            unfinished.add(procedure)
    return drafts, published, unfinished


def _contents(drafts: Sequence[int]) -> dict[int, Content]:
    """Procedure (key) → what its draft says."""
    rows = ProcedureVersion.objects.filter(pk__in=drafts).order_by("number").values_list("procedure", "content")
    return {procedure: from_json(content) for procedure, content in rows}


def _makes_version(item: PublicationItem, being_written: set[int]) -> bool:
    if item.procedure is None:
        return True
    return item.procedure.origin == Origin.OWN and (bool(item.taken) or item.procedure_id in being_written)


def _settles_locally(item: PublicationItem) -> bool:
    if item.procedure is None or item.procedure.origin != Origin.NATIONAL:
        return bool(item.taken)
    return any(part in item.taken and item.printed.get(CELLS[part], "").strip() for part in _LOCAL)


def _missing(item: PublicationItem, contents: Mapping[int, Content]) -> int:
    """How many parts of a new procedure nobody has written."""
    if item.procedure is None:
        said = with_printed(Content(item.name, field=item.field_name), item.name, item.printed, list(Printed))
        return len(missing_parts(said))
    before = contents.get(item.procedure.pk)
    return 0 if before is None else len(missing_parts(with_printed(before, item.name, item.printed, item.taken)))
