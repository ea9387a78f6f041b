"""Who performs what: procedure × unit × role × counter over time, transfers of competence, and which unit lacks somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.kernel.refs import Ref
from motcua.kernel.text import sort_key
from motcua.organisations.permissions import has_any_grant, valid_on
from motcua.organisations.queries.units import names_on, on_date
from motcua.procedures.models import Assignment, AssignmentRole, CompetenceTransfer, Procedure
from motcua.procedures.queries.registry import as_uid, narrowed, public_on

TRANSFER = "competence_transfer"
"""Kind of subject."""
HOLDING = "procedure_assignment"
"""Kind of the Refs by which reorganisations name what a unit performs."""
ROLES: dict[str, Any] = dict(AssignmentRole.choices)
"""What a unit may do for a procedure, as people read it."""


def transfer_ref(transfer: CompetenceTransfer) -> Ref:
    return Ref.to(TRANSFER, transfer.uid)


def held_on(on: date) -> QuerySet[Assignment]:
    """Assignments that hold on a day."""
    return Assignment.objects.filter(valid_on(on))


def of_procedure(procedure: Procedure, on: date) -> QuerySet[Any]:
    """Who performs a procedure, who did and who will, for lists: with `standing` on the day, and `place`, `role_place`, `unit_place` by
    which they stand in order: what runs first, by roles, by names. `named` tells the names of a page."""
    names = on_date(on).filter(unit=OuterRef("unit")).order_by().values("sort_key")
    standings = {"running": valid_on(on), "coming": Q(valid_from__gt=on)}
    whens = [When(asked, then=Value(standing)) for standing, asked in standings.items()]
    places = [When(asked, then=Value(place)) for place, asked in enumerate(standings.values())]
    roles = [When(role=role, then=Value(place)) for place, role in enumerate(AssignmentRole.values)]
    rows = procedure.assignments.select_related("procedure", "unit", "counter", "decision")
    told: QuerySet[Any] = rows.annotate(
        standing=Case(*whens, default=Value("ended"), output_field=CharField()),
        place=Case(*places, default=Value(len(places)), output_field=IntegerField()),
        role_place=Case(*roles, output_field=IntegerField()),
        unit_place=Subquery(names[:1]),
    )
    return told


IN_ORDER = ("place", "role_place", "unit_place", "pk")
"""Of `of_procedure`."""


def named(rows: Sequence[Any], on: date) -> None:
    """Put names on rows of a page. One query."""
    keys = {key for row in rows for key in (row.unit_id, row.counter_id) if key}
    names = names_on(keys, on)
    for row in rows:
        row.unit_name = names.get(row.unit_id, "")
        row.counter_name = names.get(row.counter_id, "") if row.counter_id else ""


def assignment_for(procedure: Procedure, uid: UUID | str) -> Assignment:
    found = procedure.assignments.select_related("unit", "procedure").filter(uid=uid).first()
    if found is None:
        raise NotFound("Thủ tục không giao cho đơn vị này.", code="no_assignment")
    return found


def without_holder(role: str, on: date) -> QuerySet[Procedure]:
    """Public procedures in force that no unit holds in a role on a day: nobody would take them in, decide, perform."""
    held = held_on(on).filter(procedure=OuterRef("pk"), role=role)
    return public_on(on).filter(~Exists(held))


def communes_on(on: date) -> list[Any]:
    """Units of all People's Committees of communes on a day: those whose territory is a commune. In official order."""
    rows = (
        on_date(on).filter(type="peoples_committee", territory__level="commune").order_by("position", "sort_key", "pk")
    )
    return [version.unit for version in rows]


def procedures_named(codes: Iterable[str]) -> tuple[list[Procedure], list[str]]:
    """The procedures of codes (base or full) or ids in the order given, and those that nobody knows. One query."""
    wanted = {code.strip(): as_uid(code) or code.strip()[:8] for code in codes if code.strip()}
    uids = {key for key in wanted.values() if isinstance(key, UUID)}
    rows = Procedure.objects.filter(Q(base_code__in=set(wanted.values()) - uids) | Q(uid__in=uids))
    known: dict[UUID | str, Procedure] = {key: p for p in rows for key in (p.base_code, p.uid)}
    found = [known[key] for key in wanted.values() if key in known]
    return list(dict.fromkeys(found)), [code for code, key in wanted.items() if key not in known]


def with_field(chosen: Iterable[Procedure], field: str, level: str, on: date) -> list[Procedure]:
    """Procedures chosen one by one, and all of a field (its name), at a level where one is given; each once."""
    of_field = narrowed(public_on(on), on, field=field, level=level).queryset if field else ()
    return list(dict.fromkeys([*chosen, *of_field]))


def held_by(unit: int, roles: Sequence[str], on: date) -> QuerySet[Assignment]:
    """What a unit holds on the eve of a day and beyond it: what a transfer on that day would end."""
    rows = Assignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lt=on, unit=unit, role__in=list(roles)
    )
    return rows.select_related("procedure", "unit").order_by("procedure__sort_key", "role", "pk")


def transfers() -> QuerySet[CompetenceTransfer]:
    rows = CompetenceTransfer.objects.select_related("from_unit", "decision").defer(
        "taken_back"
    )  # thousands of entries
    return rows.order_by("-on", "-pk")


def transfer_for(user: Any, uid: UUID | str) -> CompetenceTransfer:
    found = transfers().filter(uid=uid).first()
    if found is None or not has_any_grant(user, "procedures.read"):
        raise NotFound("Không có lần chuyển thẩm quyền này.", code="no_transfer")
    return found


def carried_on(transfer: CompetenceTransfer) -> CompetenceTransfer | None:
    """The last transfer that passed on what this one gave, and stands: it has to be taken back first."""
    rows = transfers().filter(reversed_at__isnull=True, ended__transfer=transfer)
    return rows.first()


def from_named(transfers: Sequence[Any], on: date) -> None:
    """Put the name of the unit that gave on transfers of a page. One query."""
    names = names_on({row.from_unit_id for row in transfers}, on)
    for row in transfers:
        row.from_name = names.get(row.from_unit_id, "")


def made_by(transfer: CompetenceTransfer) -> QuerySet[Assignment]:
    """What a transfer made and still stands; of one taken back before its day what it had made is told by `taken_back`. What came back
    to it from a later transfer is not told twice."""
    return transfer.made.filter(valid_from=transfer.on).select_related("procedure", "unit")


def counts_made(transfer: CompetenceTransfer) -> Counter[str]:
    """Role → how many a transfer made; all of them as `made`. One query."""
    rows = made_by(transfer).order_by().values("role").annotate(n=Count("pk")).values_list("role", "n")
    counts = Counter(dict(rows))
    counts["made"] = counts.total()
    return counts


def units_given(transfer: CompetenceTransfer) -> list[tuple[UUID, str]]:
    """The units that a transfer gave something (identifier, name), in order of their names today. Two queries."""
    units = list(transfer.made.order_by().values_list("unit", "unit__uid").distinct())
    names = names_on([unit for unit, _uid in units], clock.today())
    return sorted(((uid, names.get(unit, "")) for unit, uid in units), key=lambda one: sort_key(one[1]))


def titles(uids: Sequence[str]) -> dict[str, str]:
    rows = list(CompetenceTransfer.objects.filter(uid__in=uids))
    names = names_on([t.from_unit_id for t in rows], clock.today())
    return {str(t.uid): f"{names.get(t.from_unit_id, '')} ({t.on:%d/%m/%Y})" for t in rows}


def address(uid: str) -> str:
    return reverse("procedures:transfer", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    return set(uids) if has_any_grant(user, "procedures.read") else set()


def refs_of_unit(unit: int) -> list[str]:
    """What a unit performs from today on, as Refs: for splits and transfers of units."""
    today = clock.today()
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=today)
    rows = Assignment.objects.filter(running, Q(unit=unit) | Q(counter=unit)).order_by("pk")
    return [str(Ref.to(HOLDING, uid)) for uid in rows.values_list("uid", flat=True)]
