"""Who may do what with files, documents of the library and number series. Each predicate has the query-set filter that says the same.

A grant opens an action for a unit (`organisations.permissions`); a document of the library without an owner unit is everybody's, so any
unit's grant opens it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.documents.models import (
    Access,
    Approval,
    ApprovalHolder,
    ApprovalRoute,
    Citation,
    IssuedNumber,
    LegalDocument,
    NumberSeries,
    StoredFile,
)
from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.kernel.registries import Registry, subjects
from motcua.organisations.permissions import (
    EVERY_ROLE,
    Role,
    actor_of,
    declare,
    has_any_grant,
    has_grant,
    is_officer,
    visible,
)

ACTIONS = declare(
    {
        "legal_documents.read": EVERY_ROLE,
        "legal_documents.change": {Role.OFFICE, Role.REGISTRY_CLERK, Role.EDITOR},
        "citations.review": {Role.OFFICE, Role.HEAD, Role.SPECIALIST, Role.EDITOR},
        "citations.read": EVERY_ROLE,
        "files.upload": EVERY_ROLE - {Role.AUDITOR},
        "numbers.read": EVERY_ROLE,
        "numbers.open": {Role.REGISTRY_CLERK},
        "numbers.take": {Role.REGISTRY_CLERK},
        "numbers.cancel": {Role.REGISTRY_CLERK},
        # approval: besides these, whoever a step waits for may decide it, and the drafter may resubmit and withdraw
        "approvals.submit": EVERY_ROLE - {Role.AUDITOR, Role.OPERATOR},
        "approvals.decide": {Role.HEAD, Role.OFFICE, Role.LEADER},
        "approvals.sign": {Role.LEADER},
        "approvals.record": {Role.OFFICE, Role.REGISTRY_CLERK},
        "approvals.issue": {Role.REGISTRY_CLERK},
        "approvals.steer": {Role.OFFICE},
        "approvals.route": {Role.OFFICE, Role.OPERATOR},
        "approvals.read": {Role.OFFICE, Role.LEADER, Role.REGISTRY_CLERK, Role.AUDITOR},
        "approvals.read_drafts": {Role.HEAD, Role.OFFICE, Role.LEADER, Role.AUDITOR},
        "approvals.read_issued": EVERY_ROLE,
    },
    personal={"approvals.sign", "approvals.route"},
)

Addressees = Callable[[Any, Sequence[str]], set[str]]
addressed: Registry[Addressees] = Registry("addressed")
"""Kind of record → of these uids those whose issued paper goes to the user (a letter to the units it names), though the route is not
theirs to see. Filled in `apps.py` of the packages."""


def may_read_document(user: Any, document: LegalDocument) -> bool:
    if document.access == Access.PUBLIC:
        return True
    if document.access == Access.OFFICERS:
        return is_officer(user)
    return document.owner_unit_id is not None and has_grant(user, "legal_documents.read", document.owner_unit_id)


def readable_documents(rows: QuerySet[LegalDocument], user: Any) -> QuerySet[LegalDocument]:
    """The filter that equals `may_read_document`."""
    if not user.is_authenticated or not is_officer(user):
        return rows.filter(access=Access.PUBLIC)
    of_unit = visible(LegalDocument.objects.filter(access=Access.UNIT), user, "legal_documents.read", "owner_unit")
    return rows.filter(Q(access__in=[Access.PUBLIC, Access.OFFICERS]) | Q(pk__in=of_unit.values("pk")))


def may_change_document(user: Any, document: LegalDocument) -> bool:
    if document.owner_unit_id is None:
        return has_any_grant(user, "legal_documents.change")
    return has_grant(user, "legal_documents.change", document.owner_unit_id)


def changeable_documents(rows: QuerySet[LegalDocument], user: Any) -> QuerySet[LegalDocument]:
    """The filter that equals `may_change_document`."""
    if not has_any_grant(user, "legal_documents.change"):
        return rows.none()
    own = visible(LegalDocument.objects.filter(owner_unit__isnull=False), user, "legal_documents.change", "owner_unit")
    return rows.filter(Q(owner_unit__isnull=True) | Q(pk__in=own.values("pk")))


def may_read_file(user: Any, file: StoredFile) -> bool:
    return file.pk in readable_files(user, [file])


def readable_files(user: Any, files: Sequence[StoredFile]) -> set[int]:
    """Keys of the files that the user may open: those of records they may read, their own uploads that nothing took yet, and papers as
    issued that go to them (`addressed`).

    Queries: those of each kind of owner and of addressed record, and one where approvals own some, however many files.
    """
    if not files:
        return set()
    own = str(actor_of(user).ref) if user.is_authenticated else None
    allowed = {f.pk for f in files if not f.owner and own is not None and f.uploaded_by == own}
    owners = {Ref.parse(f.owner) for f in files if f.owner}
    for kind in sorted({ref.kind for ref in owners}):
        subject = subjects.get(kind)
        if subject is None:
            continue
        readable = subject.readable(user, [ref.uid for ref in owners if ref.kind == kind])
        allowed |= {
            f.pk
            for f in files
            if f.owner and f.owner.partition(":")[0] == kind and f.owner.partition(":")[2] in readable
        }
    return allowed | _addressed_to(
        user, [f.pk for f in files if f.owner.startswith("approval:") and f.pk not in allowed]
    )


def _addressed_to(user: Any, files: Sequence[int]) -> set[int]:
    """Of the files those that are the issued paper of a record whose addressee the user is."""
    kinds = dict(addressed.items())
    if not files or not kinds or not user.is_authenticated:
        return set()
    rows = Approval.objects.filter(state="issued", file__in=files).values_list("file", "subject")
    found = [(file, Ref.parse(subject)) for file, subject in rows if subject.partition(":")[0] in kinds]
    allowed: set[int] = set()
    for kind in sorted({ref.kind for _file, ref in found}):
        uids = kinds[kind](user, [ref.uid for _file, ref in found if ref.kind == kind])
        allowed |= {file for file, ref in found if ref.kind == kind and ref.uid in uids}
    return allowed


def may_read_series(user: Any, series: NumberSeries) -> bool:
    return has_grant(user, "numbers.read", series.unit_id)


def readable_series(rows: QuerySet[NumberSeries], user: Any) -> QuerySet[NumberSeries]:
    """The filter that equals `may_read_series`."""
    return visible(rows, user, "numbers.read", "unit")


def may_take_number(user: Any, series: NumberSeries) -> bool:
    return has_grant(user, "numbers.take", series.unit_id)


def may_cancel_number(user: Any, line: IssuedNumber) -> bool:
    return has_grant(user, "numbers.cancel", line.series.unit_id)


def may_review_citation(user: Any, citation: Citation) -> bool:
    return citation.unit_id is not None and has_grant(user, "citations.review", citation.unit_id)


def reviewable_citations(rows: QuerySet[Citation], user: Any) -> QuerySet[Citation]:
    """The filter that equals `may_review_citation`."""
    return visible(rows, user, "citations.review", "unit")


def own_posts(user: Any, prefix: str) -> Q:
    """The condition that an officer (`prefix`, a relation) is one of the user's: a token acts as one officer only."""
    acting = getattr(user, "acting_officer_id", None)
    return Q(**{prefix: acting}) if acting is not None else Q(**{f"{prefix}__person__user": user.pk})


def stood_in_by(user: Any, prefix: str) -> Q:
    """The condition that the user stands in now for an officer (`prefix`, a relation) who is away."""
    given, moment = f"{prefix}__given_delegations", clock.now()
    standing = Q(**{f"{given}__starts_at__lte": moment, f"{given}__ends_at__gt": moment})
    return standing & own_posts(user, f"{given}__receiver")


def may_read_approval(user: Any, approval: Approval) -> bool:
    return readable_approvals(Approval.objects.filter(pk=approval.pk), user).exists()


def readable_approvals(rows: QuerySet[Approval], user: Any) -> QuerySet[Approval]:
    """What the user drafted, what waits or waited for them or for somebody they stand in for, what they read by their role.

    A draft is not everybody's: those who read by role are the office, leaders, clerks and auditors of the issuing body, and the heads of
    the drafting unit. What was issued is open to every role of the body.
    """
    if not user.is_authenticated:
        return rows.none()
    this = Approval.objects.filter(pk=OuterRef("pk"))
    held = ApprovalHolder.objects.filter(step__approval=OuterRef("pk"))
    return rows.filter(
        own_posts(user, "drafter")
        | Q(Exists(held.filter(own_posts(user, "officer"))))
        | Q(Exists(held.filter(stood_in_by(user, "officer"))))
        | Q(Exists(visible(this, user, "approvals.read", "unit")))
        | Q(Exists(visible(this, user, "approvals.read_drafts", "drafting_unit")))
        | (Q(state="issued") & Q(Exists(visible(this, user, "approvals.read_issued", "unit"))))
    )


def may_change_route(user: Any, route: ApprovalRoute) -> bool:
    return has_grant(user, "approvals.route", route.unit_id)


def readable_routes(rows: QuerySet[ApprovalRoute], user: Any) -> QuerySet[ApprovalRoute]:
    """Routes of the units that the user reads issued documents of: everybody may know the way their drafts go."""
    return visible(rows, user, "approvals.read_issued", "unit")
