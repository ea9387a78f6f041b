"""Flags and levels online on a day, under the regime of that day; what could be online and is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motcua.kernel import rules
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import valid_on
from motcua.procedures.models import (
    BulkAct,
    BulkKind,
    BulkState,
    FlagKind,
    OnlineLevel,
    Procedure,
    ProcedureFlag,
    ProcedureVersion,
)
from motcua.procedures.queries.registry import public_on

RULE = "procedures.online_levels"
FLAGS: dict[str, Any] = dict(FlagKind.choices)
"""What a decision may say a procedure is, as people read it."""


@dataclass(frozen=True, slots=True)
class LevelRule:
    """A level as its regime names it."""

    key: str
    name: str
    online: bool
    whole: bool
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Regime:
    """The levels that may be set on a day, and the reasons that may be published for less than the whole."""

    key: str
    article: str
    valid_from: date
    levels: tuple[LevelRule, ...]
    reasons: Mapping[str, str]

    def level(self, key: str) -> LevelRule | None:
        return next((level for level in self.levels if level.key == key), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """A procedure's level on a day. `earlier`: it was decided under a regime that no longer holds, so it is to be decided anew;
    `unreasoned`: less than the whole without a published reason, which the regime of the day wants.
    """

    row: OnlineLevel
    level: LevelRule
    reason: str
    earlier: bool
    unreasoned: bool


def regime_on(on: date) -> Regime:
    """Raises NotEstablished for days before the first regime. One query."""
    found = rules.rule(RULE, on)
    return _regime(found.value, found.article, found.valid_from)


def regimes() -> list[Regime]:
    """All that ship, the newest first: the words of levels set under each."""
    return [_regime(v.value, v.article, v.valid_from) for v in reversed(rules.shipped()[RULE].versions)]


def levels_on(on: date) -> QuerySet[OnlineLevel]:
    return OnlineLevel.objects.filter(valid_on(on), voided_at__isnull=True)


def flags_on(on: date) -> QuerySet[ProcedureFlag]:
    return ProcedureFlag.objects.filter(valid_on(on), voided_at__isnull=True)


def standings(procedures: Iterable[int], on: date) -> dict[int, Standing]:
    """The level of each procedure (key) that has one. Two queries."""
    now = regime_on(on)
    known = {regime.key: regime for regime in [*regimes(), now]}
    rows = levels_on(on).filter(procedure__in=list(procedures)).select_related("decision")
    return {row.procedure_id: _standing(row, known.get(row.regime, now), now) for row in rows}


def standing_of(procedure: Procedure, on: date) -> Standing | None:
    return standings([procedure.pk], on).get(procedure.pk)


def flags_of(procedure: Procedure, on: date) -> dict[str, ProcedureFlag]:
    """By kind, those that hold on a day. One query."""
    rows = flags_on(on).filter(procedure=procedure).select_related("decision")
    return {row.kind: row for row in rows}


def flagged(rows: QuerySet[Procedure], kind: str, on: date) -> QuerySet[Procedure]:
    """Of some procedures those that bear a flag on a day."""
    return rows.filter(Exists(flags_on(on).filter(procedure=OuterRef("pk"), kind=kind)))


def online_keys(on: date, *, whole: bool = False) -> list[tuple[str, str]]:
    """(regime, level) of every level that counts as offered online, from end to end where `whole`."""
    now = regime_on(on)
    every = {(r.key, level.key): level for r in [*regimes(), now] for level in r.levels}
    return [key for key, level in every.items() if level.online and (level.whole or not whole)]


def offered(on: date, *, whole: bool = False) -> Q:
    """The condition that a level row counts as offered online (from end to end)."""
    found = Q(pk__in=[])
    for regime, level in online_keys(on, whole=whole):
        found |= Q(regime=regime, level=level)
    return found


def online(rows: QuerySet[Procedure], on: date, *, whole: bool = False) -> QuerySet[Procedure]:
    """Of some procedures those that are offered online on a day."""
    return rows.filter(Exists(levels_on(on).filter(offered(on, whole=whole), procedure=OuterRef("pk"))))


def not_yet_online(on: date, *, whole: bool = False) -> QuerySet[Procedure]:
    """Public procedures in force that were decided to be eligible and are not offered online (not from end to end)."""
    there = levels_on(on).filter(offered(on, whole=whole), procedure=OuterRef("pk"))
    return flagged(public_on(on), FlagKind.ONLINE_ELIGIBLE, on).filter(~Exists(there))


def to_decide_anew(on: date) -> QuerySet[Procedure]:
    """Whose level was set under an earlier regime: no rule carries it over (DOMAIN 4.3)."""
    now = regime_on(on)
    rows = levels_on(on).filter(procedure=OuterRef("pk")).exclude(regime=now.key)
    return public_on(on).filter(Exists(rows))


def without_channel(on: date) -> QuerySet[Procedure]:
    """Offered online by their level, while the content in force that day has no online channel: one of the two is wrong."""
    told = ProcedureVersion.objects.filter(pk=OuterRef("version_on"), online=True)
    return online(public_on(on), on).filter(~Exists(told))


def levelled_without_channel(act: BulkAct) -> QuerySet[Procedure]:
    """Of what an act gave a level those whose content has no online channel on the level's first day."""
    if act.kind != BulkKind.LEVEL:
        return Procedure.objects.none()
    done = act.lines.filter(state=BulkState.DONE).values("procedure")
    return without_channel(date.fromisoformat(act.facts["from"])).filter(pk__in=done).order_by("sort_key", "pk")


def without_reason(on: date) -> QuerySet[Procedure]:
    """Less than the whole, and no reason published, where the regime of the day wants one."""
    asked = [level.key for level in regime_on(on).levels if level.needs_reason]
    rows = levels_on(on).filter(procedure=OuterRef("pk"), regime=regime_on(on).key, level__in=asked, reason="")
    return public_on(on).filter(Exists(rows))


NEWEST_FIRST = ("-valid_from", "-id")


def flags_over_time(procedure: Procedure) -> QuerySet[ProcedureFlag]:
    """All flags of a procedure, also ended and voided ones."""
    return procedure.flags.select_related("decision").order_by(*NEWEST_FIRST)


def levels_over_time(procedure: Procedure) -> QuerySet[OnlineLevel]:
    """All its levels online, also ended and voided ones."""
    return procedure.online_levels.select_related("decision").order_by(*NEWEST_FIRST)


def level_on(procedure: Procedure, on: date) -> OnlineLevel | None:
    return levels_on(on).filter(procedure=procedure).first()


def flag_for(procedure: Procedure, uid: UUID | str) -> ProcedureFlag:
    found = procedure.flags.select_related("procedure").filter(uid=uid).first()
    if found is None:
        raise NotFound("Thủ tục không có dấu này.", code="no_flag")
    return found


def level_for(procedure: Procedure, uid: UUID | str) -> OnlineLevel:
    found = procedure.online_levels.select_related("procedure").filter(uid=uid).first()
    if found is None:
        raise NotFound("Thủ tục không có mức độ này.", code="no_level")
    return found


def level_name(regime: str, level: str) -> str:
    """What a level is called in its regime."""
    found = next((r.level(level) for r in regimes() if r.key == regime), None)
    return found.name if found is not None else level


def reason_name(regime: str, reason: str) -> str:
    return next((r.reasons.get(reason, reason) for r in regimes() if r.key == regime), reason)


def fill_standings(rows: Sequence[Any], on: date) -> None:
    """`row.level_standing` for a page of procedures. Two queries."""
    found = standings([row.pk for row in rows], on)
    for row in rows:
        row.level_standing = found.get(row.pk)


def _regime(value: Mapping[str, Any], article: str, valid_from: date) -> Regime:
    levels = tuple(
        LevelRule(x["key"], x["name"], bool(x["online"]), bool(x["whole"]), bool(x["needs_reason"]))
        for x in value["levels"]
    )
    return Regime(value["regime"], article, valid_from, levels, {x["key"]: x["name"] for x in value["reasons"]})


def _standing(row: OnlineLevel, regime: Regime, now: Regime) -> Standing:
    level = regime.level(row.level) or LevelRule(row.level, row.level, online=False, whole=False, needs_reason=False)
    earlier = row.regime != now.key
    return Standing(
        row,
        level,
        regime.reasons.get(row.reason, "") if row.reason else "",
        earlier,
        unreasoned=not earlier and level.needs_reason and not row.reason,
    )


def with_shown(rows: QuerySet[Procedure]) -> QuerySet[Any]:
    """Rows of `public_on` as `queries.desk` lists take them."""
    return rows.annotate(shown_version=F("version_on"))


def flag_row(flag: ProcedureFlag) -> dict[str, Any]:
    """A flag for programs."""
    return _mark_row(flag) | {"kind": flag.kind}


def level_row(row: OnlineLevel) -> dict[str, Any]:
    """A level for programs."""
    own = {name: getattr(row, name) for name in ("regime", "level", "reason", "reason_words")}
    return _mark_row(row) | own | {"name": level_name(row.regime, row.level)}


def _mark_row(row: ProcedureFlag | OnlineLevel) -> dict[str, Any]:
    return {
        "id": row.uid,
        "decision": row.decision.number if row.decision else "",
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "voided": row.voided_at is not None,
        "void_reason": row.void_reason,
    }
