"""Who stands in for whom, and so who gets what is meant for an officer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.organisations.models import Delegation, Officer
from motcua.organisations.permissions import has_grant, standing_on, valid_on
from motcua.organisations.queries.people import officers, officers_on

KIND = "delegation"
FOR_OTHERS = "delegations.change"
"""The action of whoever sets up or ends the absence of another."""


def officers_of(user: Any, on: date) -> list[Officer]:
    """The posts that the person of an account holds on a date: the one they act in first, then the longest held; of a token its own."""
    if not user.is_authenticated:
        return []
    rows = officers_on(on).filter(person__user=user.pk)
    token = getattr(user, "acting_officer_id", None)
    rows = rows if token is None else rows.filter(pk=token)
    chosen = getattr(user, "chosen_officer_uid", "")
    return sorted(rows.order_by("valid_from", "pk"), key=lambda o: str(o.uid) != chosen)


def notified(officers: Iterable[Officer], on: date) -> list[Officer]:
    """Each officer who still serves on the date, followed by who stands in for them then. Nobody twice. Two queries."""
    asked = list(dict.fromkeys(o.pk for o in officers))
    covered = stand_ins_of(asked, on)
    wanted = list(dict.fromkeys(pk for officer in asked for pk in (officer, *covered.get(officer, ()))))
    serving = officers_on(on).in_bulk(wanted)
    return [serving[pk] for pk in wanted if pk in serving]


def stand_ins_of(officers: Iterable[int], on: date) -> dict[int, list[int]]:
    """Who does the work of officers on a date, by the absent officer (keys); both still serve. One query."""
    standing = Delegation.objects.filter(
        standing_on(on), valid_on(on, "receiver__"), valid_on(on, "giver__"), giver__in=set(officers)
    )
    covered: dict[int, list[int]] = {}
    for giver, receiver in standing.order_by("starts_at", "pk").values_list("giver", "receiver"):
        covered.setdefault(giver, []).append(receiver)
    return covered


def stands_in_for(officer: Officer, on: date) -> list[Officer]:
    """The officers whose work this one does on a date."""
    standing = Delegation.objects.filter(
        standing_on(on), valid_on(on, "giver__"), valid_on(on, "receiver__"), receiver=officer
    )
    return list(officers().filter(pk__in=standing.values("giver")).order_by("person__sort_key", "pk"))


def delegations() -> QuerySet[Delegation]:
    """All, with both officers, their people and units at hand, the latest first."""
    parts = ("giver__person", "giver__unit", "receiver__person", "receiver__unit")
    return Delegation.objects.select_related(*parts).order_by("-starts_at", "-pk")


def delegation_of(uid: str) -> Delegation:
    """The delegation of a uid. Raises NotFound."""
    found = delegations().filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có lượt ủy quyền này.", code="no_delegation")
    return found


def delegations_of_user(user: Any) -> list[Delegation]:
    """What the person of an account gave or received, over or not."""
    mine = Q(giver__person__user=user.pk) | Q(receiver__person__user=user.pk)
    return list(delegations().filter(mine)[:200])


def shown_to(user: Any, of: str = "") -> QuerySet[Delegation]:
    """`given` or `received` by the person of an account, over or not; `standing`: everybody's at this moment; else all of these."""
    parts = {
        "given": Q(giver__person__user=user.pk),
        "received": Q(receiver__person__user=user.pk),
        "standing": standing_on(clock.today()),
    }
    return delegations().filter(parts[of] if of else parts["given"] | parts["received"] | parts["standing"])


def require_may_end(user: Any, delegation: Delegation) -> None:
    """Raise Forbidden for others than giver, receiver and who may delegate for the giver."""
    if user.pk in {delegation.giver.person.user_id, delegation.receiver.person.user_id}:
        return
    if not has_grant(user, FOR_OTHERS, delegation.giver.unit):
        raise Forbidden("Chỉ người vắng, người làm thay hoặc người phụ trách đơn vị kết thúc được việc này.")


def delegation_titles(uids: Sequence[str]) -> Mapping[str, str]:
    """`giver → receiver` by uid, for the subjects registry."""
    rows = delegations().filter(uid__in=uids)
    return {str(d.uid): f"{d.giver.person.name} → {d.receiver.person.name}" for d in rows}
