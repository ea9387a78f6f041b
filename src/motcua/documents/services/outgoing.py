"""Officers' own documents on a route, and the routes that offices make."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.documents.events import EventKind
from motcua.documents.models import Approval, ApprovalRoute, Kind, OutgoingDocument, StoredFile
from motcua.documents.queries.approvals import OUTGOING, ROUTE_KIND
from motcua.documents.queries.holders import officer_acting
from motcua.documents.rules.routes import StepSpec, faults
from motcua.documents.services.approvables import Approvable, Issue
from motcua.documents.services.approvals import submit
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.organisations.permissions import Role, valid_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.organisations.models import Unit


def submit_document(
    *,
    kind: str,
    title: str,
    unit: Unit,
    content: StoredFile,
    actor: Actor,
    route: str | None = None,
    opinion: str = "",
) -> Approval:
    """Trình văn bản: a document of one's own, which is nothing else than its file, goes on a route."""
    officer = officer_acting(actor)
    with transaction.atomic():
        document = OutgoingDocument(kind=kind, title=" ".join(nfc(title).split())[:1000], unit=unit, drafter=officer)
        subject = Ref.to(OUTGOING, document.uid)
        approval = submit(
            subject, kind=kind, title=title, unit=unit, content=content, actor=actor, route=route, opinion=opinion
        )
        document.save(force_insert=True)
    return approval


def _issued(uid: str, issue: Issue) -> None:
    changed = OutgoingDocument.objects.filter(uid=uid, issued_on__isnull=True).update(
        title=issue.title,
        number=issue.number,
        issued_on=issue.issued_on,
        signer=issue.signer,
        capacity=issue.capacity,
        file=issue.file,
    )
    if changed != 1:
        raise Refused("Văn bản này đã ban hành.", code="issued")


OWN_DOCUMENT = Approvable(issued=_issued)


def make_route(
    unit: Unit,
    *,
    name: str,
    steps: Sequence[StepSpec],
    basis: str,
    valid_from: date,
    actor: Actor,
    kind: str = "",
    below: bool = False,
) -> ApprovalRoute:
    """Đặt tuyến: how documents of a body (of a type) go from a date on. The one it had for the same type ends on that date.

    What is on its way keeps the route it was submitted on. Raises Invalid.
    """
    name, basis = " ".join(nfc(name).split()), " ".join(nfc(basis).split())
    errors = [*faults(steps, [str(r) for r in Role])]
    if not name or len(name) > 200:
        errors.append(FieldError("name", N_("Hãy đặt tên tuyến, không quá 200 ký tự.")))
    if not basis or len(basis) > 300:
        errors.append(FieldError("basis", N_("Hãy ghi quy chế hoặc quyết định làm căn cứ, không quá 300 ký tự.")))
    if kind and kind not in Kind.values:
        errors.append(FieldError("kind", "Hãy chọn loại văn bản trong danh sách."))
    if errors:
        raise Invalid("Chưa đặt được tuyến. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    route = ApprovalRoute(
        unit=unit, kind=kind, below=below, name=name, basis=basis, steps=[s.row() for s in steps], valid_from=valid_from
    )
    with transaction.atomic():
        same = ApprovalRoute.objects.filter(unit=unit, kind=kind)
        if same.filter(valid_from__gte=valid_from).exists():
            told = FieldError("valid_from", N_("Đã có tuyến của loại này từ ngày đó hoặc sau đó."))
            raise Invalid("Khoảng ngày trùng với tuyến đã có.", errors=(told,))
        for before in same.filter(valid_on(valid_from)):
            _end(before, valid_from, actor, N_("Thay bằng tuyến mới"))
        route.save(force_insert=True)
        payload: dict[str, Any] = {"unit": unit.code, "kind": kind, "from": valid_from, "count": len(steps)}
        events.append(Ref.to(ROUTE_KIND, route.uid), EventKind.ROUTE_MADE, actor=actor, payload=payload)
    return route


def end_route(route: ApprovalRoute, *, on: date, reason: str, actor: Actor) -> ApprovalRoute:
    """Thôi dùng tuyến: from a date on the next one applies (of what stands above, else the default)."""
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", "Hãy ghi lý do."),))
    if on <= route.valid_from or on < clock.today():
        told = FieldError("on", N_("Ngày thôi dùng phải sau ngày bắt đầu và không ở quá khứ."))
        raise Invalid("Ngày chưa đúng.", errors=(told,))
    with transaction.atomic():
        _end(route, on, actor, reason)
    return route


def _end(route: ApprovalRoute, on: date, actor: Actor, reason: str) -> None:
    rows = ApprovalRoute.objects.filter(pk=route.pk, version=route.version)
    if rows.update(valid_to=on, version=route.version + 1) != 1:
        raise changed_meanwhile(Ref.to(ROUTE_KIND, route.uid), actor=actor)
    route.valid_to, route.version = on, route.version + 1
    payload: dict[str, Any] = {"to": on, "reason": reason}
    events.append(Ref.to(ROUTE_KIND, route.uid), EventKind.ROUTE_ENDED, actor=actor, payload=payload)
