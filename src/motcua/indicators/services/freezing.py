"""Writing frozen figures: a figure is counted with its rows, they are checked against each other, and it is appended to its chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import translation

from motcua.indicators.models import FrozenRows, Observation
from motcua.indicators.queries.observations import facts_of
from motcua.indicators.rules.frozen import Kept, agrees, chained, kept, packed
from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refused
from motcua.kernel.indicators import Indicator, Value, Window
from motcua.organisations.queries.scopes import units_over


@dataclass(frozen=True, slots=True)
class Frozen:
    """One figure to be written, with its rows. `unit` None: the whole province."""

    unit: int | None
    code: str
    value: Value
    rows: list[Kept]


def count(indicator: Indicator, unit: int | None, window: Window, as_of: datetime) -> tuple[Value, list[Kept]]:
    """A figure and its rows. Raises Refused when they do not agree: such a figure is never frozen."""
    value = indicator.value(unit, window, as_of)
    try:
        rows = kept({side: indicator.rows(unit, window, as_of, side) for side in indicator.sides})
    except ValueError as error:
        raise Refused(
            "Chỉ số “{key}” khai các dòng chưa đúng nên không chốt được: {fault}.",
            code="bad_rows", key=indicator.key, fault=str(error),
        ) from error  # fmt: skip
    if not agrees(value, rows):
        raise Refused(
            "Chỉ số “{key}” không khớp với các dòng của nó (kỳ {start} đến {end}) nên không chốt được.",
            code="rows_disagree", key=indicator.key, start=f"{window.start:%d/%m/%Y}", end=f"{window.end:%d/%m/%Y}",
        )  # fmt: skip
    return value, rows


def count_many(
    indicator: Indicator, units: Sequence[int | None], window: Window, as_of: datetime
) -> dict[int | None, tuple[Value, list[Kept]]]:
    """`count` of many units. The figures come from `by_unit`, the rows from those of the whole province, shared out by the unit of each
    row: as many queries for three hundred units as for one. A unit whose rows do not add up to its figure is counted by itself.
    """
    asked = [u for u in dict.fromkeys(units) if u is not None]
    if indicator.by_unit is None or len(asked) < 2:
        return {unit: count(indicator, unit, window, as_of) for unit in dict.fromkeys(units)}
    whole = count(indicator, None, window, as_of)
    values = indicator.by_unit(asked, window, as_of)
    shared = _shared(indicator, asked, whole[1], window, as_of)
    found: dict[int | None, tuple[Value, list[Kept]]] = {None: whole} if None in units else {}
    for unit, rows in shared.items():
        fits = agrees(values[unit], rows)
        found[unit] = (values[unit], rows) if fits else count(indicator, unit, window, as_of)
    return found


def _shared(
    indicator: Indicator, units: Sequence[int], rows: Sequence[Kept], window: Window, as_of: datetime
) -> dict[int, list[Kept]]:
    """The rows of each unit: by the unit of each row, or as the indicator tells where a record counts at several."""
    if indicator.belonging is not None:
        theirs = indicator.belonging(units, window, as_of)
        return {unit: [row for row in rows if row.ref in theirs[unit]] for unit in units}
    above = units_over({row.unit for row in rows}, window.structure_on(as_of))
    shared: dict[int, list[Kept]] = {unit: [] for unit in units}
    for row in rows:
        for unit in above[row.unit] & shared.keys():
            shared[unit].append(row)
    return shared


def write(
    frozen: Sequence[Frozen],
    indicator: Indicator,
    period: str,
    window: Window,
    *,
    as_of: datetime,
    actor: Actor,
    corrects: Observation | None = None,
    reason: str = "",
) -> list[Observation]:
    """Append observations to their chains, in the caller's transaction. Raises IntegrityError when another writer was quicker."""
    ends = _ends(indicator.key, [f.unit for f in frozen])
    now, words = clock.now(), definition_of(indicator)
    rows = _stored_rows([f.rows for f in frozen])
    made = []
    for one, kept_rows in zip(frozen, rows, strict=True):
        sequence, previous = ends.get(one.unit, (0, ""))
        observation = Observation(
            key=indicator.key,
            unit_id=one.unit,
            unit_code=one.code,
            period=period,
            window_start=window.start,
            window_end=window.end,
            kind=indicator.kind.value,
            numerator=one.value.numerator,
            denominator=one.value.denominator,
            as_of=as_of,
            closed_at=now,
            closed_by=str(actor.ref or ""),
            closed_by_name=actor.name,
            definition=indicator.version,
            query=words,
            rows=kept_rows,
            corrects=corrects,
            reason=reason,
            sequence=sequence + 1,
            previous_hash=previous,
        )
        observation.hash = chained(previous, facts_of(observation))
        made.append(observation)
    return Observation.objects.bulk_create(made)


def _ends(key: str, units: Sequence[int | None]) -> dict[int | None, tuple[int, str]]:
    """Where the chain of each unit ends: sequence and hash. Two queries."""
    found: dict[int | None, tuple[int, str]] = {}
    later = Observation.objects.filter(key=key, unit=OuterRef("unit"), sequence__gt=OuterRef("sequence"))
    own = Observation.objects.filter(~Exists(later), key=key, unit__in=[u for u in units if u is not None])
    for unit, sequence, link in own.values_list("unit", "sequence", "hash"):
        found[unit] = (sequence, link)
    if None in units:
        whole = Observation.objects.filter(key=key, unit__isnull=True).order_by("-sequence")
        if (end := whole.values_list("sequence", "hash").first()) is not None:
            found[None] = end
    return found


def _stored_rows(lists: Iterable[Sequence[Kept]]) -> list[FrozenRows]:
    """The stored form of each list of rows; equal lists are stored once."""
    contents = [packed(rows) for rows in lists]
    known = {r.digest: r for r in FrozenRows.objects.filter(digest__in={d for _, d, _ in contents}).defer("content")}
    for content, digest, count in contents:
        if digest not in known:
            known[digest] = FrozenRows.objects.create(digest=digest, content=content, count=count)
    return [known[digest] for _, digest, _ in contents]


def definition_of(indicator: Indicator) -> str:
    """The definition in Vietnamese words, as it is kept with a frozen figure."""
    with translation.override("vi"):
        lines = [
            f"{indicator.title} [{indicator.key} {indicator.version}, {indicator.kind.value}, {indicator.rule.value}]",
            str(indicator.formula),
            str(indicator.source),
        ]
    return "\n".join(line for line in lines if line)
