"""Who acts in the sample year: the accounts of the province and the heads of the board's divisions."""

from __future__ import annotations

from typing import Any

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.people import officers_of_unit, user_named
from motcua.organisations.queries.posts import head_of
from motcua.organisations.queries.units import names_on, unit_named

BOARD = "bql-kcn"
DRAFTER, HEAD, OFFICE, CLERK, AUDITOR = "chuyenvien", "truongphong", "vanphong", "vanthu", "kiemtra"
ACCOUNTS = (DRAFTER, HEAD, OFFICE, CLERK, AUDITOR, "lanhdao")


def board() -> Any:
    return unit_named(BOARD)


def account(username: str) -> Actor:
    """Who has an account, in the post they hold at the moment of the clock."""
    return actor_of(user_named(username))


def of(officer: Any) -> Actor:
    """An officer without an account, whose paper and word the office enters for them."""
    return Actor(Ref.to("officer", officer.uid), officer.person.name, officer.post, officer.unit.code)


def leader() -> Any:
    """Who heads the board at the moment of the clock."""
    return head_of(board(), clock.today())


def named(unit: Any) -> str:
    """What a unit is called at the moment of the clock."""
    names = names_on({unit.pk}, clock.today())
    return names.get(unit.pk, "")


def head(unit: Any) -> Actor:
    """Who hands in for a unit."""
    return of(head_of(unit, clock.today()))


def specialist(unit: Any) -> Any | None:
    """An officer of the unit who is not its head; None where the head is alone."""
    today = clock.today()
    first = head_of(unit, today)
    return next((o for o in officers_of_unit(unit, today) if first is None or o.person_id != first.person_id), None)
