"""Publication decisions with their lines: who may open them, by when they were due in each reading, what is late, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from motcua.documents.queries.approvals import routed_file
from motcua.kernel import clock, rules, search
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.models import Job
from motcua.kernel.refs import Ref
from motcua.organisations.queries.calendars import calendar_for
from motcua.organisations.queries.units import carried, names_on
from motcua.procedures.deadlines import Anchor, Due, Duty, Reading, due_dates, norms
from motcua.procedures.models import (
    Disclosure,
    ItemAction,
    Origin,
    Place,
    Procedure,
    ProcedureKind,
    PublicationDecision,
    PublicationItem,
)
from motcua.procedures.permissions import SIGNED, may_do_with_decision, may_read_decision, readable_decisions
from motcua.procedures.queries.competence import own
from motcua.procedures.queries.registry import KIND as PROCEDURE
from motcua.procedures.queries.registry import public_on
from motcua.procedures.rules.naming import same_name
from motcua.procedures.workflow import PublicationState

if TYPE_CHECKING:
    from motcua.documents.models import StoredFile

KIND = "publication_decision"
"""Kind of subject."""
LIST_JOB = "procedures_publication_list"
"""The kind of job that reads an annexed list."""
LINES_JOB = "procedures_publication_lines"
"""The kind of job that settles or discloses very many lines."""
RULE = "procedures.publication"
PLACES: dict[str, Any] = dict(Place.choices)
"""Where procedures are made public, as people read it."""
DUE_COLUMNS: Mapping[tuple[Duty, Reading], str] = {
    (Duty.ISSUE, Reading.DECREE): "issue_due",
    (Duty.ISSUE, Reading.INDEX): "issue_due_index",
    (Duty.DISCLOSE, Reading.DECREE): "disclose_due",
    (Duty.DISCLOSE, Reading.INDEX): "disclose_due_index",
}
"""Where the last day of each duty is kept in each reading."""


class Verdict(StrEnum):
    """How a duty stands: done in time, done late, owed and the day has passed, still within its days."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Judged:
    """A duty of one line in one reading: the last day, when it was done, and how it stands."""

    duty: Duty
    reading: Reading
    due: date
    done: date | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Publication:
    """On which decision of the province a procedure rests: for public pages and programs."""

    number: str
    signed_on: date
    effective_on: date
    action: str
    issuer: str
    document: str | None
    """uid of the decision in the library of documents."""


def first_signed_on() -> date | None:
    """The day of the first decision that was signed: before it there is nothing to count. One query."""
    rows = PublicationDecision.objects.filter(state__in=SIGNED, signed_on__isnull=False).order_by("signed_on")
    return rows.values_list("signed_on", flat=True).first()


def ref_of(decision: PublicationDecision) -> Ref:
    return Ref.to(KIND, decision.uid)


def decisions_for(user: Any) -> QuerySet[PublicationDecision]:
    """What the user may read, with `lines`, how many they have."""
    rows = readable_decisions(PublicationDecision.objects.all(), user)
    return rows.annotate(lines=Count("items")).select_related("document")


def decision_for(user: Any, uid: UUID | str, action: str = "procedures.read") -> PublicationDecision:
    """A decision, if the user may do `action` with it. Raises NotFound, Forbidden."""
    rows = PublicationDecision.objects.select_related("owner", "issuer", "document", "basis", "list_file")
    found = rows.filter(uid=uid).first()
    if found is None or not may_read_decision(user, found):
        raise NotFound("Không có quyết định công bố này, hoặc bạn không được xem.", code="no_decision")
    if action != "procedures.read" and not may_do_with_decision(user, found, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def decision_by_uid(uid: str) -> PublicationDecision:
    """For the approval that it is on: no person asks."""
    return PublicationDecision.objects.select_related("owner", "issuer", "document", "basis", "list_file").get(uid=uid)


def list_job_of(decision: PublicationDecision) -> Job | None:
    """The newest reading of an annexed list; None where there was none, or once it was tidied away."""
    return Job.objects.filter(subject=str(ref_of(decision)), kind=LIST_JOB).order_by("-pk").first()


def lines_job_of(decision: PublicationDecision) -> Job | None:
    """The newest act over very many of its lines."""
    return Job.objects.filter(subject=str(ref_of(decision)), kind=LINES_JOB).order_by("-pk").first()


def items_of(decision: PublicationDecision) -> list[PublicationItem]:
    rows = decision.items.select_related("procedure", "replaces", "made").order_by("line")
    return list(rows)


def is_sure(item: PublicationItem) -> bool:
    """Whether nobody need look at an open line to settle it: it has its procedure, and bears that procedure's name."""
    return item.confirmed_at is None and item.procedure is not None and same_name(item.name, item.procedure.name)


def item_for(decision: PublicationDecision, uid: UUID | str) -> PublicationItem:
    rows = decision.items.select_related("procedure", "replaces", "made", "decision")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise NotFound("Quyết định không có dòng này.", code="no_item")
    return found


def effect_of(decision: PublicationDecision) -> date | None:
    """From when its procedures are in force here."""
    return decision.effective_on or decision.signed_on


def effect_or_today(decision: PublicationDecision) -> date:
    """The same; of one that has no day yet, as if it were signed today."""
    return effect_of(decision) or clock.today()


def signed_paper(decision: PublicationDecision) -> StoredFile | None:
    """The file that was signed on its route, where it was written from the lines. They then stand as signed: what is wrong in them another
    decision corrects. None before, and where the signed paper is somebody's own file or was signed elsewhere: there lines follow it.
    """
    if decision.state not in SIGNED:
        return None
    signed = routed_file(ref_of(decision))
    return signed if signed is not None and signed.owner == str(ref_of(decision)) else None


def signing(procedure: Procedure) -> PublicationDecision | None:
    """The decision not published yet whose paper, on its route or signed there, was written from what the procedure's draft says: until it
    comes back, is withdrawn or published, that must stay as the signer reads it. A draft that sorts a national content no decision carries.
    """
    if procedure.origin != Origin.OWN:
        return None
    carried_in = procedure.publication_items.filter(
        decision__state__in=(PublicationState.IN_APPROVAL, PublicationState.SIGNED)
    ).exclude(action=ItemAction.ABOLISHED)
    decisions = [item.decision for item in carried_in.select_related("decision")]
    return next((d for d in decisions if d.state == PublicationState.IN_APPROVAL or signed_paper(d)), None)


def dues_of(decision: PublicationDecision, effect: date | None = None) -> dict[Duty, dict[Reading, Due]]:
    """By when the decision was to be signed and disclosed, in every reading, with the count behind each date.

    `effect`: when the instrument of one line takes effect, where it differs. Empty where no rule is established for its day.
    """
    on = decision.signed_on or clock.today()
    try:
        value = rules.rule(RULE, on).value
    except rules.NotEstablished:
        return {Duty.ISSUE: {}, Duty.DISCLOSE: {}}
    anchors = {
        Anchor.EFFECT: effect or decision.basis_effective_on,
        Anchor.PROMULGATION: decision.basis_promulgated_on,
        Anchor.SIGNED: decision.signed_on,
    }
    calendar = calendar_for(decision.issuer_id, on)
    return {duty: due_dates(norms(value, duty, shortened=decision.shortened), anchors, calendar) for duty in Duty}


def judged(item: PublicationItem, national: date | None, today: date) -> list[Judged]:
    """Each duty of a line in each reading that is reckoned; `national` is when it came into the national database."""
    done = {Duty.ISSUE: item.decision.signed_on, Duty.DISCLOSE: national}
    found = []
    for (duty, reading), column in DUE_COLUMNS.items():
        due = getattr(item, column)
        if due is not None:
            found.append(Judged(duty, reading, due, done[duty], verdict(due, done[duty], today)))
    return found


def disclosures_of(items: Iterable[int]) -> dict[int, dict[str, list[Disclosure]]]:
    """Of lines (keys): where each was made public, by place, the earliest first. One query."""
    rows = Disclosure.objects.filter(item__in=list(items), voided_at__isnull=True).select_related("proof", "unit")
    found: dict[int, dict[str, list[Disclosure]]] = {}
    for row in rows.order_by("on", "pk"):
        found.setdefault(row.item_id, {}).setdefault(row.place, []).append(row)
    return found


def unit_of_place(place: str, unit: Any) -> int | None:
    """Whose board, counter or site is meant (key); the national database is nobody's own."""
    return unit.pk if unit is not None and place != Place.NATIONAL else None


def disclosure_for(decision: PublicationDecision, uid: UUID | str) -> Disclosure:
    rows = Disclosure.objects.select_related("item__decision", "unit")
    found = rows.filter(uid=uid, item__decision=decision).first()
    if found is None:
        raise NotFound("Không có lần công khai này.", code="no_disclosure")
    return found


def published_items() -> QuerySet[PublicationItem]:
    """Lines of decisions that are signed, the latest first."""
    rows = PublicationItem.objects.filter(decision__state__in=SIGNED)
    return rows.select_related("decision", "procedure").order_by("-decision__signed_on", "-pk")


def with_national(rows: QuerySet[PublicationItem]) -> QuerySet[Any]:
    """Lines with `national_on`, when they came into the national database (None: not recorded)."""
    told = Disclosure.objects.filter(item=OuterRef("pk"), place=Place.NATIONAL, voided_at__isnull=True)
    return rows.annotate(national_on=Subquery(told.order_by("on").values("on")[:1]))


def late(duty: Duty, reading: Reading, today: date) -> QuerySet[Any]:
    """Lines whose duty was done after its last day in a reading, or is still owed though that day has passed."""
    column = DUE_COLUMNS[duty, reading]
    rows = with_national(published_items()).filter(**{f"{column}__isnull": False})
    if duty is Duty.ISSUE:
        return rows.filter(decision__signed_on__gt=F(column))
    owed = Q(national_on__isnull=True, **{f"{column}__lt": today})
    return rows.filter(owed | Q(national_on__gt=F(column)))


def undisclosed(place: str) -> QuerySet[Any]:
    """Lines of signed decisions about public procedures that were not made public at a place."""
    told = Disclosure.objects.filter(item=OuterRef("pk"), place=place, voided_at__isnull=True)
    rows = with_national(published_items()).exclude(procedure__kind=ProcedureKind.INTERNAL)
    return rows.filter(~Exists(told))


def backlog(on: date) -> QuerySet[Procedure]:
    """The province's own procedures in force that rest on no decision of it: "theo CSDLQG, chưa gắn quyết định của tỉnh"."""
    rest = PublicationItem.objects.filter(procedure=OuterRef("pk"), decision__state=PublicationState.PUBLISHED).exclude(
        action=ItemAction.ABOLISHED
    )
    return own(public_on(on), on).filter(~Exists(rest))


def with_shown(rows: QuerySet[Procedure]) -> QuerySet[Any]:
    """Rows of `public_on` as `queries.desk` lists take them."""
    return rows.annotate(shown_version=F("version_on"))


def search_lines(rows: QuerySet[Any], text: str) -> search.Found[Any]:
    """Lines whose procedures the words find."""
    return carried(search.find(Procedure.objects.all(), PROCEDURE, text), rows, "procedure")


def publications_of(procedures: Iterable[int], on: date) -> dict[int, Publication]:
    """The province's decision on which each procedure (key) rests on a day; those without one are left out. Two queries."""
    rows = PublicationItem.objects.filter(procedure__in=list(procedures), decision__state=PublicationState.PUBLISHED)
    rows = rows.annotate(effect=Coalesce("decision__effective_on", "decision__signed_on")).filter(effect__lte=on)
    found: dict[int, Any] = {}
    for row in rows.select_related("decision__document").order_by("effect", "decision__signed_on", "pk"):
        if row.procedure_id is not None:
            found[row.procedure_id] = row
    names = names_on([row.decision.issuer_id for row in found.values()], on)
    return {pk: _publication(row, names) for pk, row in found.items()}


def publication_of(procedure: Procedure, on: date) -> Publication | None:
    return publications_of([procedure.pk], on).get(procedure.pk)


def lines_of_procedure(procedure: Procedure, user: Any) -> list[PublicationItem]:
    """All decisions about a procedure that the user may read, the latest first."""
    readable = readable_decisions(PublicationDecision.objects.all(), user)
    rows = PublicationItem.objects.filter(Q(procedure=procedure) | Q(replaces=procedure), decision__in=readable)
    return list(rows.select_related("decision").order_by("-decision__created_at", "-pk"))


def titles(uids: Sequence[str]) -> dict[str, str]:
    rows = PublicationDecision.objects.filter(uid__in=uids)
    return {str(d.uid): f"{d.number} {d.title}".strip() for d in rows}


def address(uid: str) -> str:
    return reverse("procedures:publication", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_decisions(PublicationDecision.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def refs_of_unit(unit: int) -> list[str]:
    """Decisions that a unit still prepares, as Refs: for splits and transfers of units."""
    rows = PublicationDecision.objects.filter(owner=unit).exclude(state=PublicationState.WITHDRAWN).order_by("pk")
    return [str(Ref.to(KIND, uid)) for uid in rows.values_list("uid", flat=True)]


def _publication(row: Any, names: Mapping[int, str]) -> Publication:
    decision = row.decision
    return Publication(
        decision.number,
        decision.signed_on,
        row.effect,
        row.action,
        names.get(decision.issuer_id, ""),
        str(decision.document.uid) if decision.document else None,
    )


def verdict(due: date, done: date | None, today: date) -> Verdict:
    """How a duty stands whose last day is `due`."""
    if done is not None:
        return Verdict.ON_TIME if done <= due else Verdict.LATE
    return Verdict.WAITING if today <= due else Verdict.MISSING
