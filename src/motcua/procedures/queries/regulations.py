"""Draft regulations that set procedures: who may open them, what is owed and late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from motcua.documents.queries.numbers import series_for_kind
from motcua.kernel import clock
from motcua.kernel.errors import N_, FieldError, Forbidden, Invalid, NotFound
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import granted_units, has_any_grant, has_grant, held_today
from motcua.organisations.queries.units import ancestors, stands_below
from motcua.procedures.models import DraftRegulation, EarlierComment, ItemAction, RegulationComment, RegulationImpact
from motcua.procedures.workflow import RegulationState

if TYPE_CHECKING:
    from motcua.organisations.models import Unit

KIND = "draft_regulation"
"""Kind of subject."""
ACTIONS: dict[str, Any] = dict(ItemAction.choices)
"""What a draft does to a procedure, as people read it."""
RUNNING = (RegulationState.REGISTERED, RegulationState.ASKING, RegulationState.IN_APPROVAL)
"""States in which the opinion is still owed."""
WRITABLE = (RegulationState.REGISTERED, RegulationState.ASKING)
"""States in which its procedures are assessed and units answer."""


def ref_of(found: DraftRegulation) -> Ref:
    return Ref.to(KIND, found.uid)


def regulations_for(user: Any) -> QuerySet[Any]:
    """Every officer reads them, with `asked` and `answered`, how many units."""
    if not has_any_grant(user, "procedures.read"):
        return DraftRegulation.objects.none()
    return DraftRegulation.objects.annotate(
        asked=Count("comments", distinct=True),
        answered=Count("comments", filter=Q(comments__given_at__isnull=False), distinct=True),
    )


def late(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Whose opinion is overdue, or that wait for a unit past its day."""
    silent = RegulationComment.objects.filter(regulation=OuterRef("pk"), given_at__isnull=True, due_on__lt=today)
    return rows.filter(Q(opinion_due__lt=today) | Q(Exists(silent)), state__in=RUNNING)


def regulation_for(user: Any, uid: UUID | str, action: str = "procedures.read") -> DraftRegulation:
    """Raises NotFound, Forbidden."""
    found = regulations_for(user).select_related("owner", "drafter", "file").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có dự thảo văn bản này, hoặc bạn không được xem.", code="no_regulation")
    if action != "procedures.read" and not may_do(user, found, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    made: DraftRegulation = found
    return made


def may_do(user: Any, found: DraftRegulation, action: str) -> bool:
    """The drafter's unit writes the impact form, the owner controls; either may write the form."""
    if action == "regulations.register":
        return has_grant(user, action, found.drafter_id) or has_grant(user, action, found.owner_id)
    return has_grant(user, action, found.owner_id)


def owners_for(user: Any) -> list[Unit]:
    """Units that may be named as the controlling one: the user's own for which they register, and those above them."""
    today = clock.today()
    own = list(granted_units(user, "regulations.register").order_by("pk"))
    held = [unit for post in held_today(user) for unit in ancestors(post.unit_id, today)] if own else []
    return list({unit.pk: unit for unit in (*own, *held)}.values())


def usual_owner(units: Sequence[Unit]) -> Unit | None:
    """The first that can number an official letter this year; else the first."""
    today = clock.today()
    numbering = (unit for unit in units if series_for_kind(unit.pk, "letter", today) is not None)
    return next(numbering, units[0] if units else None)


def need_owner(user: Any, owner: Unit, drafter: Unit) -> None:
    """Raises Forbidden for a unit that the user may not name; for one above, unless the user goes on writing for the drafter."""
    if has_grant(user, "regulations.register", owner.pk):
        return
    if owner.pk not in {unit.pk for unit in owners_for(user)}:
        raise Forbidden("Bạn chỉ ghi dự thảo cho đơn vị mình phụ trách.")
    if not has_grant(user, "regulations.register", drafter.pk):
        told = N_(
            "Chỉ giao cho đơn vị kiểm soát cấp trên dự thảo do đơn vị bạn soạn; dự thảo của nơi khác thì để đơn vị đó ghi."
        )
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=(FieldError("owner", told),))


def regulation_by_uid(uid: str) -> DraftRegulation:
    """For the approval that it is on: no person asks."""
    return DraftRegulation.objects.select_related("owner", "drafter").get(uid=uid)


def comments_of(found: DraftRegulation) -> list[RegulationComment]:
    """Each with `before`: what the unit said earlier, the newest first."""
    earlier = Prefetch("earlier", EarlierComment.objects.order_by("-pk"), to_attr="before")
    return list(found.comments.select_related("unit").prefetch_related(earlier).order_by("due_on", "pk"))


def comment_for(user: Any, uid: UUID | str) -> RegulationComment:
    """The question to a unit, for who may answer for it. Raises NotFound, Forbidden."""
    found = RegulationComment.objects.select_related("regulation").filter(uid=uid).first()
    if found is None or not has_any_grant(user, "procedures.read"):
        raise NotFound("Không có lượt xin ý kiến này.", code="no_comment")
    if not has_grant(user, "regulations.comment", found.unit_id):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền trả lời thay đơn vị này.")
    return found


def is_stranger(user: Any, unit: int) -> bool:
    """Whether no post of the user is of the unit or below it: then the user writes its answer in on its behalf."""
    today = clock.today()
    own = {one.unit_id for one in held_today(user)}
    return unit not in own and not any(stands_below(one, unit, today) for one in own)


def waited_for(found: DraftRegulation, on: date) -> list[RegulationComment]:
    """Units that were asked, have not answered and still have time."""
    return [one for one in comments_of(found) if one.given_at is None and one.due_on >= on]


def impacts_of(found: DraftRegulation) -> list[RegulationImpact]:
    return list(found.impacts.filter(dropped_at__isnull=True).select_related("procedure").order_by("pk"))


def impact_for(user: Any, uid: UUID | str, action: str = "procedures.read") -> RegulationImpact:
    rows = RegulationImpact.objects.select_related("regulation__owner", "regulation__drafter", "procedure")
    found = rows.filter(uid=uid, dropped_at__isnull=True).first()
    if found is None or not has_any_grant(user, "procedures.read"):
        raise NotFound("Không có thủ tục này trong dự thảo.", code="no_impact")
    if action != "procedures.read" and not may_do(user, found.regulation, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def lacking(found: DraftRegulation) -> list[RegulationImpact]:
    """Procedures whose impact nobody has assessed."""
    return [one for one in impacts_of(found) if one.assessed_at is None]


def titles(uids: Sequence[str]) -> dict[str, str]:
    return {str(r.uid): r.title for r in DraftRegulation.objects.filter(uid__in=uids)}


def address(uid: str) -> str:
    return reverse("procedures:regulation", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    return {str(uid) for uid in uids} if has_any_grant(user, "procedures.read") else set()


def refs_of_unit(unit: int) -> list[str]:
    rows = DraftRegulation.objects.filter(owner=unit, state__in=RUNNING).order_by("pk")
    return [str(ref_of(row)) for row in rows]
