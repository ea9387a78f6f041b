"""What a frozen figure keeps: its rows in a compact, canonical form, and the text that its hash covers. Pure."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from statistics import median

from motcua.kernel import clock
from motcua.kernel.indicators import Kind, Row, Side, Value
from motcua.kernel.refs import Ref

_BITS: Mapping[Side, int] = {"numerator": 1, "denominator": 2}


@dataclass(frozen=True, slots=True)
class Kept:
    """One record of a frozen figure: on which sides it stood, and what it brought to a sum or mean."""

    ref: str
    part: str
    unit: str
    sides: int
    at: str = ""
    amount: str = ""

    @property
    def name(self) -> tuple[str, str]:
        return self.ref, self.part

    def on(self, side: Side) -> bool:
        return bool(self.sides & _BITS[side])

    def row(self, title: str = "") -> Row:
        return Row(
            Ref.parse(self.ref),
            title,
            self.unit,
            _moment(self.at),
            self.part,
            Decimal(self.amount) if self.amount else None,
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """What distinguishes two countings of one figure: records that came, that went, and that stand otherwise (side, unit, amount)."""

    before: Value
    after: Value
    came: tuple[Kept, ...] = ()
    went: tuple[Kept, ...] = ()
    changed: tuple[tuple[Kept, Kept], ...] = field(default=())


def kept(sides: Mapping[Side, Iterable[Row]]) -> list[Kept]:
    """The rows of all sides as one sorted list. Raises ValueError for a record that stands twice on one side, or is masked."""
    found: dict[tuple[str, str], Kept] = {}
    for side, rows in sides.items():
        for row in rows:
            if row.ref is None:
                raise ValueError("a masked row cannot be frozen")
            one = Kept(str(row.ref), row.part, row.unit, _BITS[side], _written(row.at), _plain(row.amount))
            other = found.get(one.name)
            if other is not None and other.sides & one.sides:
                raise ValueError(f"{one.ref} {one.part} stands twice on the side of the {side}")
            found[one.name] = one if other is None else _both(other, one)
    return [found[name] for name in sorted(found)]


def packed(rows: Iterable[Kept]) -> tuple[bytes, str, int]:
    """The rows compressed, their digest and how many they are. The digest is over the canonical text, not over the bytes."""
    ordered = list(rows)
    units = sorted({r.unit for r in ordered})
    places = {unit: place for place, unit in enumerate(units)}
    lines = [[r.ref, r.part, places[r.unit], r.sides, r.at, r.amount] for r in ordered]
    text = json.dumps([units, lines], ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(text, 9), hashlib.sha256(text).hexdigest(), len(ordered)


def unpacked(content: bytes) -> list[Kept]:
    units, lines = json.loads(zlib.decompress(content))
    return [Kept(ref, part, units[place], sides, at, amount) for ref, part, place, sides, at, amount in lines]


def is_whole(content: bytes, digest: str) -> bool:
    """Whether stored rows are the ones that were digested."""
    try:
        return hashlib.sha256(zlib.decompress(content)).hexdigest() == digest
    except zlib.error:
        return False


def counted(kind: Kind, rows: Iterable[Kept]) -> tuple[Decimal | None, Decimal | None]:
    """Numerator and denominator that the rows add up to: what every figure must equal."""
    ordered = list(rows)
    over = [r for r in ordered if r.on("denominator")]
    amounts = [Decimal(r.amount) for r in (ordered if kind is Kind.SUM else over) if r.amount]
    match kind:
        case Kind.RATIO:
            return Decimal(sum(r.on("numerator") for r in ordered)), Decimal(len(over))
        case Kind.COUNT:
            return Decimal(len(ordered)), None
        case Kind.SUM:
            return sum(amounts, Decimal(0)), None
        case Kind.MEAN:
            return sum(amounts, Decimal(0)), Decimal(len(over))
        case Kind.MEDIAN:
            return (Decimal(median(amounts)) if amounts else None), Decimal(len(over))


def agrees(value: Value, rows: Iterable[Kept]) -> bool:
    """Whether a figure is what its rows add up to. A figure that is not known has no rows."""
    ordered = list(rows)
    if value.numerator is None and value.denominator is None:
        return not ordered
    numerator, denominator = counted(value.kind, ordered)
    same_top = value.numerator == numerator or (value.numerator is None and not ordered)
    return same_top and (value.denominator or Decimal(0)) == (denominator or Decimal(0))


def difference(before: Value, old: Iterable[Kept], after: Value, new: Iterable[Kept]) -> Difference | None:
    """None when both countings are the same to the unit."""
    was, now = {k.name: k for k in old}, {k.name: k for k in new}
    came = tuple(now[name] for name in sorted(now.keys() - was.keys()))
    went = tuple(was[name] for name in sorted(was.keys() - now.keys()))
    changed = tuple((was[n], now[n]) for n in sorted(was.keys() & now.keys()) if was[n] != now[n])
    same = (before.numerator, before.denominator) == (after.numerator, after.denominator)
    return None if same and not (came or went or changed) else Difference(before, after, came, went, changed)


def canonical(facts: Mapping[str, object]) -> str:
    """The text that an observation's hash covers: keys sorted, no white space; figures and moments in one way of writing."""
    return json.dumps(
        {key: _fact(value) for key, value in facts.items()}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def chained(previous: str, facts: Mapping[str, object]) -> str:
    return hashlib.sha256(f"{previous}\n{canonical(facts)}".encode()).hexdigest()


def digest_of(hashes: Iterable[str]) -> str:
    sha = hashlib.sha256()
    for one in hashes:
        sha.update(f"{one}\n".encode())
    return sha.hexdigest()


def _both(one: Kept, other: Kept) -> Kept:
    return Kept(one.ref, one.part, one.unit, one.sides | other.sides, one.at, one.amount or other.amount)


def _fact(value: object) -> object:
    match value:
        case Decimal():
            return _plain(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case _:
            return value


def _plain(value: Decimal | None) -> str:
    """4 and 4.0000 are the same figure, written the same."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _written(at: datetime | date | None) -> str:
    if isinstance(at, datetime):
        return clock.local(at).astimezone(UTC).isoformat(timespec="microseconds")
    return at.isoformat() if at else ""


def _moment(text: str) -> datetime | date | None:
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def each_side(rows: Iterable[Kept], side: Side) -> Iterator[Kept]:
    return (row for row in rows if row.on(side))
