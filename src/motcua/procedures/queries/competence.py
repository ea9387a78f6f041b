"""Which procedures are the province's own to settle: over these its shares are reckoned. What is others' is left out, and can be opened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel import rules
from motcua.procedures.content import Level
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries.assignments import ROLES, held_on
from motcua.procedures.queries.registry import LEVELS

RULE = "procedures.own_catalogue"
LEVEL_WORDS: dict[str, Any] = {
    Level.MINISTRY: _("cấp bộ"),
    Level.PROVINCE: _("cấp tỉnh"),
    Level.COMMUNE: _("cấp xã"),
    Level.VERTICAL: _("cơ quan ngành dọc"),
}


def own(rows: QuerySet[Procedure], on: date, version: str = "version_on") -> QuerySet[Procedure]:
    """Of some procedures (`version`: the column with the key of their version) those of the province, by the rule of the day."""
    return rows.filter(_condition(on, version))


def others(rows: QuerySet[Procedure], on: date, version: str = "version_on") -> QuerySet[Procedure]:
    """Those that shares leave out."""
    return rows.filter(~_condition(on, version))


def outside_by(rows: QuerySet[Procedure], day: date, _as_of: datetime) -> QuerySet[Procedure]:
    """For the indicator."""
    return others(rows, day)


def own_by(rows: QuerySet[Procedure], day: date, _as_of: datetime) -> QuerySet[Procedure]:
    """For the denominators of indicators."""
    return own(rows, day)


def scope_words(on: date) -> str:
    """Which procedures shares count on a day, as a sentence goes on: "do cấp tỉnh, cấp xã giải quyết; …"."""
    value = rules.rule(RULE, on).value
    said = []
    if value["levels"]:
        levels = ", ".join(str(LEVEL_WORDS[level]) for level in value["levels"] if level in LEVEL_WORDS)
        said.append(gettext("do {levels} giải quyết").format(levels=levels))
    if value["roles"]:
        roles = ", ".join(str(ROLES[role]).lower() for role in value["roles"] if role in ROLES)
        said.append(gettext("đã giao cho đơn vị của tỉnh ({roles})").format(roles=roles))
    if value["unstated"]:
        said.append(gettext("chưa ghi cấp thực hiện"))
    return "; ".join(said)


def _condition(on: date, version: str) -> Any:
    value = rules.rule(RULE, on).value
    here = Q(pk__in=[])
    for column in (column for level, column in LEVELS.items() if level in value["levels"]):
        here |= Q(**{column: True})
    if value["unstated"]:
        here |= Q(**dict.fromkeys(LEVELS.values(), False))
    condition: Any = Exists(ProcedureVersion.objects.filter(here, pk=OuterRef(version)))
    if value["roles"]:
        condition |= Exists(held_on(on).filter(role__in=value["roles"], procedure=OuterRef("pk")))
    return condition
