"""Tables of the package, by noun."""

from motcua.organisations.models.aliases import UnitAlias, UnitAliasMember
from motcua.organisations.models.calendars import COUNTRY, Calendar, CalendarDay, CalendarWeek
from motcua.organisations.models.delegations import Delegation
from motcua.organisations.models.people import Grant, Officer, Person, Role, role_name
from motcua.organisations.models.posts import Charge, Founded, Post, SigningAuthority, Tenure
from motcua.organisations.models.territories import EARLIEST, Territory, TerritorySuccession, TerritoryVersion
from motcua.organisations.models.tokens import ApiToken
from motcua.organisations.models.units import (
    MovedHolding,
    Unit,
    UnitClosure,
    UnitEvent,
    UnitEventParty,
    UnitIdentifier,
    UnitType,
    UnitVersion,
)
from motcua.organisations.models.users import User

__all__ = [
    "COUNTRY",
    "EARLIEST",
    "ApiToken",
    "Calendar",
    "CalendarDay",
    "CalendarWeek",
    "Charge",
    "Delegation",
    "Founded",
    "Grant",
    "MovedHolding",
    "Officer",
    "Person",
    "Post",
    "Role",
    "SigningAuthority",
    "Tenure",
    "Territory",
    "TerritorySuccession",
    "TerritoryVersion",
    "Unit",
    "UnitAlias",
    "UnitAliasMember",
    "UnitClosure",
    "UnitEvent",
    "UnitEventParty",
    "UnitIdentifier",
    "UnitType",
    "UnitVersion",
    "User",
    "role_name",
]
