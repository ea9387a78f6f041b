"""Reads of approvals (trình ký): lists, one approval with its story, what somebody may do with it, routes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from motcua.documents.models import (
    Approval,
    ApprovalDecision,
    ApprovalHolder,
    ApprovalRoute,
    ApprovalSignature,
    ApprovalStep,
    ApprovalVersion,
    IssuedNumber,
    NumberSeries,
    OutgoingDocument,
)
from motcua.documents.permissions import may_change_route, own_posts, readable_approvals, readable_routes
from motcua.documents.queries.holders import drafted_by, steps_held_by
from motcua.documents.rules.routes import Act, Route, StepSpec, fitting
from motcua.documents.workflow import ApprovalState, StepState
from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.kernel.rules import rule
from motcua.organisations.permissions import has_any_grant, has_grant, valid_on
from motcua.organisations.queries.people import posts_of
from motcua.organisations.queries.units import ancestors, versions_near

if TYPE_CHECKING:
    from motcua.documents.models import StoredFile
    from motcua.organisations.models import Officer, Unit

KIND = "approval"
"""Kind of subject, and kind in the search index."""
OUTGOING = "outgoing_document"
ROUTE_KIND = "approval_route"

_LIVE = (ApprovalState.ON_ROUTE, ApprovalState.RETURNED, ApprovalState.SIGNED)


@dataclass(frozen=True, slots=True)
class Told:
    """One step of one round with what was decided at it, for the page. `holders` are those it waits or waited for."""

    step: ApprovalStep
    holders: list[ApprovalHolder]
    decisions: list[ApprovalDecision]
    signature: ApprovalSignature | None


@dataclass(frozen=True, slots=True)
class Round:
    """One round: the version it is about, and its steps in order."""

    version: ApprovalVersion
    steps: list[Told]


def ref_of(approval: Approval) -> Ref:
    return Ref.to(KIND, approval.uid)


def approval_of(subject: Ref) -> Approval | None:
    """The approval that a record is or was on: the one that was not withdrawn, else the last. None when it was never submitted."""
    rows = list(_whole(Approval.objects.filter(subject=str(subject))).order_by("-pk"))
    return next((a for a in rows if a.state != ApprovalState.WITHDRAWN), rows[0] if rows else None)


def routed_file(subject: Ref) -> StoredFile | None:
    """The file of a record's last round; None where it was never submitted, came back or was withdrawn."""
    approval = approval_of(subject)
    if approval is None or approval.state in (ApprovalState.RETURNED, ApprovalState.WITHDRAWN):
        return None
    return current_version(approval).file


def next_round(subject: Ref) -> int:
    """The how-manieth time it is that a record is submitted next, over all its approvals: for the name of the file."""
    return sum(Approval.objects.filter(subject=str(subject)).values_list("round", flat=True)) + 1


def approvals_of(subjects: Iterable[Ref]) -> dict[str, Approval]:
    """`approval_of` of many, by subject as text. One query, for lists."""
    found: dict[str, Approval] = {}
    for approval in _whole(Approval.objects.filter(subject__in={str(s) for s in subjects})).order_by("pk"):
        there = found.get(approval.subject)
        if there is None or there.state == ApprovalState.WITHDRAWN:
            found[approval.subject] = approval
    return found


def waiting_for(user: Any) -> QuerySet[ApprovalStep]:
    """Open steps that wait for the user, the longest waiting first; each tells `title`, `subject` and `address`. One query."""
    if not user.is_authenticated:
        return ApprovalStep.objects.none()
    return steps_held_by(user).select_related("approval__unit", "approval__drafter__person").order_by("opened_at", "pk")


def returned_to(user: Any) -> QuerySet[Approval]:
    """What was sent back to the user as its drafter, the longest waiting first."""
    if not user.is_authenticated:
        return Approval.objects.none()
    rows = Approval.objects.filter(own_posts(user, "drafter"), state=ApprovalState.RETURNED)
    return _whole(rows).order_by("moved_at", "pk")


def approvals_for(user: Any) -> QuerySet[Approval]:
    """All that the user may read, with `waits` for those that wait for them."""
    waiting = (
        steps_held_by(user).filter(approval=OuterRef("pk")) if user.is_authenticated else ApprovalStep.objects.none()
    )
    return _whole(readable_approvals(Approval.objects.all(), user)).annotate(waits=Exists(waiting))


def drafted_for(user: Any, rows: QuerySet[Approval]) -> QuerySet[Approval]:
    """Narrowed to what the user drafted."""
    return rows.filter(own_posts(user, "drafter"))


def for_me(user: Any, rows: QuerySet[Approval]) -> QuerySet[Approval]:
    """Narrowed to what the user has to do something with: steps that wait for them, and what came back to them."""
    waiting = steps_held_by(user).filter(approval=OuterRef("pk"))
    return rows.filter(Q(Exists(waiting)) | (own_posts(user, "drafter") & Q(state=ApprovalState.RETURNED)))


def for_me_count(user: Any) -> int:
    """How many that are. One query."""
    return for_me(user, Approval.objects.all()).count()


def with_standing(rows: QuerySet[Approval]) -> QuerySet[Approval]:
    """With `standing`: the name of the open step, None where none is open."""
    step = ApprovalStep.objects.filter(approval=OuterRef("pk"), state=StepState.OPEN)
    return rows.annotate(standing=Subquery(step.values("label")[:1]))


def fill_list(rows: Sequence[Any]) -> None:
    """Put `unit_name` (the short one) on each row of a page. One query for all."""
    versions = versions_near([a.unit_id for a in rows], clock.today())
    for approval in rows:
        version = versions.get(approval.unit_id)
        approval.unit_name = (version.short_name or version.name) if version else ""


def approval_for(user: Any, uid: UUID | str, verb: str = "read") -> Approval:
    """An approval, if the user may do `verb` with it (read, approve, send_back, redirect, sign, issue, resubmit, withdraw).

    Raises NotFound for what may not be seen, Forbidden for what is not theirs to do. That the state does not allow it, services say.
    """
    found = readable_approvals(_whole(Approval.objects.filter(uid=uid)), user).first()
    if found is None:
        raise NotFound("Không có văn bản trình này, hoặc bạn không được xem.", code="no_approval")
    if verb != "read" and verb not in permitted(user, found):
        raise Forbidden("Bước này không chờ bạn xử lý.", code="not_yours")
    return found


def open_step_of(approval: Approval) -> ApprovalStep | None:
    """The step that the approval stands at; None when it waits for its drafter or is over."""
    return ApprovalStep.objects.filter(approval=approval, state=StepState.OPEN).select_related("approval").first()


def permitted(user: Any, approval: Approval) -> frozenset[str]:
    """Which verbs are this person's with this approval, whatever its state: the loader's side of the question."""
    step = open_step_of(approval)
    drafted = own_drafter(user, approval)
    verbs = {"resubmit", "withdraw"} if drafted or _orphaned(user, approval) else set()
    if step is None:
        return frozenset(verbs)
    holds = steps_held_by(user).filter(pk=step.pk).exists()
    clerk = step.act == Act.ISSUE and has_grant(user, "approvals.issue", approval.unit_id)
    if holds or clerk:
        verbs |= {"approve", "send_back", "redirect", "issue"}
    if step.act == Act.SIGN and not drafted and (holds or has_grant(user, "approvals.record", approval.unit_id)):
        verbs.add("sign")
    if not drafted and has_grant(user, "approvals.steer", approval.unit_id):
        verbs.add("redirect")
    return frozenset(verbs)


def verbs_of(user: Any, approval: Approval) -> frozenset[str]:
    """What this person can do with this approval now: what is theirs and what its state allows. For buttons."""
    possible: dict[str, set[str]] = {
        ApprovalState.ON_ROUTE: {"approve", "send_back", "redirect", "sign", "withdraw"},
        ApprovalState.SIGNED: {"send_back", "redirect", "issue"},
        ApprovalState.RETURNED: {"resubmit", "withdraw"},
    }
    verbs = permitted(user, approval) & possible.get(approval.state, set())
    step = open_step_of(approval)
    if step is not None and step.act == Act.SIGN:
        verbs -= {"approve"}
    return frozenset(verbs)


def own_drafter(user: Any, approval: Approval) -> bool:
    """Whether the user is the person who drafted."""
    return any(drafted_by(approval, officer) for officer in posts_of(user))


def story_of(approval: Approval) -> list[Round]:
    """Its rounds, the latest first, each with version and steps. Five queries however many."""
    versions = list(approval.versions.select_related("file", "submitted_by__person").order_by("-round"))
    steps = list(approval.steps.order_by("round", "position"))
    holders = _grouped(
        ApprovalHolder.objects.filter(step__approval=approval)
        .select_related("officer__person", "officer__unit")
        .order_by("pk")
    )
    decisions = _grouped(
        approval.decisions.select_related("officer", "instead_of__person", "to__person").order_by("at", "pk")
    )
    signatures = {s.step_id: s for s in approval.signatures.select_related("file", "signer__person")}
    told = [Told(s, holders.get(s.pk, []), decisions.get(s.pk, []), signatures.get(s.pk)) for s in steps]
    return [Round(v, [t for t in told if t.step.round == v.round]) for v in versions]


def current_version(approval: Approval) -> ApprovalVersion:
    return approval.versions.select_related("file__blob").get(round=approval.round)


def version_of(approval: Approval, number: int) -> ApprovalVersion:
    """The version of a round. Raises NotFound."""
    found = approval.versions.select_related("file__blob").filter(round=number).first()
    if found is None:
        raise NotFound("Không có bản trình này.", code="no_version")
    return found


def signature_of(approval: Approval) -> ApprovalSignature | None:
    """The signature that holds: that of the present round."""
    rows = approval.signatures.select_related("file__blob", "signer__person")
    return rows.filter(step__round=approval.round).first()


def route_for(unit: Unit, kind: str, on: date, key: str | None = None) -> Route:
    """The route of a body's documents of a type on a date: its own, the nearest above that counts below, else the default.

    `key` names one of them (`routes_for`). Raises NotFound.
    """
    offered = routes_for(unit, kind, on)
    if key is None:
        return offered[0]
    found = next((r for r in offered if r.key == key), None)
    if found is None:
        raise NotFound("Không có tuyến trình này cho loại văn bản và cơ quan đã chọn.", code="no_route")
    return found


def routes_for(unit: Unit, kind: str, on: date) -> list[Route]:
    """All routes that a document may take, the one it takes by itself first."""
    above = {u.pk: depth for depth, u in enumerate([unit, *ancestors(unit, on)])}
    rows = ApprovalRoute.objects.filter(
        valid_on(on), Q(unit=unit) | Q(unit__in=above, below=True), kind__in={kind, ""}
    ).order_by("-valid_from", "pk")
    own = sorted(rows, key=lambda r: (above[r.unit_id], r.kind == ""))
    return [*(route_of_row(r) for r in own), *_default_routes(kind, on)]


def routes_offered(bodies: Sequence[Unit], on: date) -> list[Route]:
    """Every route that a document of one of these bodies may take, of whatever type: choices of a form."""
    above = {u.pk for body in bodies for u in ancestors(body, on)}
    mine = Q(unit__in=[b.pk for b in bodies]) | Q(unit__in=above, below=True)
    rows = ApprovalRoute.objects.filter(valid_on(on), mine).order_by("name", "pk")
    return [*(route_of_row(r) for r in rows), *default_routes(on)]


def route_of_row(row: ApprovalRoute) -> Route:
    """A stored route as the steps take it."""
    return Route(
        str(row.uid), row.name, (row.kind,) if row.kind else (), tuple(map(StepSpec.of_row, row.steps)), row.basis
    )


def default_routes(on: date) -> list[Route]:
    """The routes of the rule that holds on a date."""
    found = rule("documents.approval_routes", on)
    return [Route.of_row(r, found.article) for r in found.value["routes"]]


def own_routes(user: Any) -> QuerySet[ApprovalRoute]:
    """Routes that offices made, those in force first, for those who read the units' documents."""
    return readable_routes(ApprovalRoute.objects.select_related("unit"), user).order_by("unit", "kind", "-valid_from")


def own_route_for(user: Any, uid: UUID | str, action: str = "read") -> ApprovalRoute:
    """A route, if the user may read (or `change`) it. Raises NotFound, Forbidden."""
    found = own_routes(user).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có tuyến trình này, hoặc bạn không được xem.", code="no_route")
    if action == "change" and not may_change_route(user, found):
        raise Forbidden("Chỉ văn phòng của cơ quan hoặc quản trị viên đặt tuyến trình.")
    return found


def bodies_for(user: Any, on: date) -> list[Unit]:
    """In whose name the user may submit documents: the units they work in and all above, the nearest first."""
    if not has_any_grant(user, "approvals.submit"):
        return []
    found: dict[int, Unit] = {}
    for officer in posts_of(user):
        for unit in (officer.unit, *ancestors(officer.unit, on)):
            found.setdefault(unit.pk, unit)
    return list(found.values())


def books_for(approval: Approval, on: date) -> list[NumberSeries]:
    """Open books of the year that can number it: the type's own before the shared one."""
    rows = NumberSeries.objects.filter(unit=approval.unit_id, year=on.year, kind__in=[approval.kind, ""])
    return sorted(rows.select_related("unit"), key=lambda s: (s.normative, s.kind == "", s.pk))


def book_for(approval: Approval, uid: UUID | str) -> NumberSeries:
    """One of the books of the body. Raises NotFound."""
    found = NumberSeries.objects.select_related("unit").filter(unit=approval.unit_id, uid=uid).first()
    if found is None:
        raise NotFound("Cơ quan ban hành không có sổ này.", code="no_series")
    return found


def line_of(approval: Approval) -> IssuedNumber | None:
    """Its line in the register, cancelled or not."""
    return (
        IssuedNumber.objects.select_related("series").filter(pk=approval.line_id).first() if approval.line_id else None
    )


def live_approvals(unit_id: int) -> list[str]:
    """Refs of what is on a route for a unit: what a split or transfer of units lists."""
    rows = Approval.objects.filter(unit=unit_id, state__in=_LIVE).order_by("pk")
    return [f"{KIND}:{uid}" for uid in rows.values_list("uid", flat=True)]


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    """For the subjects registry."""
    rows = Approval.objects.filter(uid__in=uids)
    return {str(a.uid): f"{a.get_kind_display()}: {a.title}" for a in rows}


def route_titles(uids: Sequence[str]) -> Mapping[str, str]:
    """For the subjects registry."""
    return {str(r.uid): r.name for r in ApprovalRoute.objects.filter(uid__in=uids)}


def outgoing_titles(uids: Sequence[str]) -> Mapping[str, str]:
    """For the subjects registry: number where it has one, and the words."""
    rows = OutgoingDocument.objects.filter(uid__in=uids)
    return {str(d.uid): " ".join(filter(None, (d.get_kind_display(), d.number))) + f": {d.title}" for d in rows}


def outgoing_address(uid: str) -> str:
    """An own document is shown on the page of its approval. One query."""
    found = approval_of(Ref(OUTGOING, uid))
    return found.address if found else ""


def _whole(rows: QuerySet[Approval]) -> QuerySet[Approval]:
    return rows.select_related("unit", "drafting_unit", "drafter__person", "line", "file")


def _grouped(rows: QuerySet[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.step_id, []).append(row)
    return found


def _default_routes(kind: str, on: date) -> list[Route]:
    routes = default_routes(on)
    first = fitting(routes, kind)
    others = [r for r in routes if r is not first and not r.kinds]
    return [first, *others] if first is not None else others


def _orphaned(user: Any, approval: Approval) -> bool:
    """Whether the drafter serves no more, so that the office acts for them."""
    drafter: Officer = approval.drafter
    gone = drafter.valid_to is not None and drafter.valid_to <= clock.today()
    return gone and has_grant(user, "approvals.steer", approval.unit_id)
