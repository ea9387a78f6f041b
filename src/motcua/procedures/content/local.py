"""What the province adds to the national content: shortened limits, fees by resolution, places, delegations. Both are shown; clocks use the
local limit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from motcua.kernel.errors import Invalid
from motcua.kernel.text import fold
from motcua.kernel.workdays import Unit
from motcua.procedures.content.parts import ChannelKind, Content, Fee, FeeKind, Limit


class Local(StrEnum):
    """What may be settled locally."""

    LIMIT = "limit"
    FEE = "fee"
    PLACE = "place"
    DELEGATED = "delegated"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Words:
    """A place, a delegation or a note: words, and the code of a unit of ours where one is meant."""

    text: str
    unit: str = ""


Value = Limit | Fee | Words
_KINDS: dict[Local, type[Any]] = {
    Local.LIMIT: Limit,
    Local.FEE: Fee,
    Local.PLACE: Words,
    Local.DELEGATED: Words,
    Local.NOTE: Words,
}
WANTED: dict[Local, tuple[str, ...]] = {
    Local.LIMIT: ("limit",),
    Local.FEE: ("fee",),
    Local.PLACE: ("text",),
    Local.DELEGATED: ("agency", "text"),
    Local.NOTE: ("text",),
}
"""What an entry of each kind says, the same on every face: one of these. To whom something is delegated is a unit of ours, else words."""
UNBASED = (Local.NOTE,)
"""Guidance settles nothing (whom to call, where to park); all else rests on a decision."""
_ADAPTERS = {kind: TypeAdapter(value) for kind, value in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the local layer. `unit`: code of the unit at which it holds, "" for the whole province. `decision` is its number."""

    kind: Local
    value: Value
    decision: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    unit: str = ""
    uid: str = ""


@dataclass(frozen=True, slots=True)
class LimitPair:
    """A national limit with the local one that covers it. `used` is what clocks take: never the longer of the two."""

    national: Limit | None
    local: Limit | None
    entry: Entry | None

    @property
    def used(self) -> Limit:
        if self.local is not None and not self.stale:
            return self.local
        return self.national or self.local  # type: ignore[return-value]  # one of the two is there

    @property
    def stale(self) -> bool:
        """The national limit has meanwhile become shorter than the local one, which must not lengthen it."""
        return bool(self.local and self.national and longer(self.local, self.national))

    @property
    def idle(self) -> bool:
        """The local limit is for certain not shorter than the national one: it gives nobody anything."""
        if self.local is None or self.national is None:
            return False
        local, national = _measure(self.local), _measure(self.national)
        return local[0] == national[0] and local[1] >= national[1]


@dataclass(frozen=True, slots=True)
class FeePair:
    """A national fee with the local one that takes its place; `national` None where only a resolution sets it."""

    national: Fee | None
    local: Fee | None
    entry: Entry | None

    @property
    def used(self) -> Fee:
        return self.local or self.national  # type: ignore[return-value]  # one of the two is there


@dataclass(frozen=True, slots=True)
class Effective:
    """A content with its local layer. Limits and fees stand in the order of the content, then what only the province has."""

    limits: tuple[LimitPair, ...]
    fees: tuple[FeePair, ...]
    places: tuple[Entry, ...]
    delegated: tuple[Entry, ...]
    notes: tuple[Entry, ...]


def value_of(kind: str, plain: Any) -> Value:
    """The stored value of an entry. Raises Invalid for anything that is none."""
    try:
        found: Value = _ADAPTERS[Local(kind)].validate_python(plain)
    except (ValidationError, ValueError) as error:
        raise Invalid("Giá trị của mục địa phương chưa đúng.", code="local_value") from error
    return found


def plain_of(kind: str, value: Value) -> dict[str, Any]:
    """The form in which an entry's value is stored."""
    plain: dict[str, Any] = _ADAPTERS[Local(kind)].dump_python(value, mode="json", exclude_defaults=True)
    return plain


def key_of(kind: str, value: Value) -> tuple[str, ...]:
    """What an entry is about: two entries about the same at one unit may not hold on one day."""
    match value:
        case Limit():
            return (kind, str(value.channel or ""), _plain(value.case))
        case Fee():
            return (kind, str(value.kind), str(value.channel or ""), _plain(value.case))
        case Words():
            return (kind, _plain(value.text), value.unit)


def unsaid(kind: str, given: Collection[str]) -> str:
    """The part that an entry still has to say, of those that were `given`; "" where it says what its kind asks."""
    wanted = WANTED[Local(kind)]
    return "" if set(wanted) & set(given) else wanted[-1]


def longer(one: Limit, other: Limit) -> bool:
    """Whether a limit is certainly longer than another; limits in units that a calendar must translate are not compared."""
    left, right = _measure(one), _measure(other)
    return left[0] == right[0] and left[1] > right[1]


def effective(content: Content, entries: Sequence[Entry], *, unit: str = "") -> Effective:
    """What holds at a unit (its code; "" for the province at large): entries of the unit go before those of the whole province."""
    here = [e for e in entries if e.unit in ("", unit)]
    here.sort(key=lambda e: e.unit == "")
    return Effective(
        limits=_limits(content, _of(here, Local.LIMIT)),
        fees=_fees(content, _of(here, Local.FEE)),
        places=tuple(_of(here, Local.PLACE)),
        delegated=tuple(_of(here, Local.DELEGATED)),
        notes=tuple(_of(here, Local.NOTE)),
    )


def idle_limits(content: Content, entries: Sequence[Entry]) -> tuple[LimitPair, ...]:
    """Local limits that are longer than the national one beside them, or that shorten none of those they stand for; at the unit where
    each holds."""
    beside: dict[Entry, list[LimitPair]] = {}
    for unit in dict.fromkeys(e.unit for e in entries):
        for pair in effective(content, entries, unit=unit).limits:
            if pair.entry is not None and pair.entry.unit == unit:
                beside.setdefault(pair.entry, []).append(pair)
    return tuple(
        pair
        for pairs in beside.values()
        for pair in pairs
        if pair.stale or (pair.idle and all(other.idle for other in pairs))
    )


@dataclass(frozen=True, slots=True)
class Repriced:
    """A local fee, and the national fees in its place as they were and as they are; () where there was or is none."""

    entry: Entry
    before: tuple[Fee, ...]
    after: tuple[Fee, ...]


def repriced_fees(before: Content, after: Content, entries: Sequence[Entry]) -> tuple[Repriced, ...]:
    """Local fees whose national fees a content changes, so that somebody should ask whether the resolution still stands."""
    found = []
    for entry in entries:
        if isinstance(value := entry.value, Fee):
            old, new = _replaced_by(value, before), _replaced_by(value, after)
            if {_priced(fee) for fee in old} != {_priced(fee) for fee in new}:
                found.append(Repriced(entry, old, new))
    return tuple(found)


def _replaced_by(value: Fee, content: Content) -> tuple[Fee, ...]:
    return tuple(fee for fee in content.fees if _prices(value, fee, content) and _covers(value, fee.case, fee.channel))


def free_of_all(fee: Fee) -> bool:
    """ "Miễn phí" of a source that does not say of what: neither a phí nor a lệ phí is asked for."""
    return fee.amount == 0 and fee.kind == FeeKind.OTHER


def _prices(local: Fee, national: Fee, content: Content) -> bool:
    """Whether a local fee is the price of what a national one prices: of the same kind; where the nation has none of that kind and says
    only that nothing is asked for, in place of that."""
    if national.kind == local.kind:
        return True
    return free_of_all(national) and all(fee.kind != local.kind for fee in content.fees)


def _priced(fee: Fee) -> tuple[object, ...]:
    return fee.amount, fee.currency, fee.per, fee.channel, _plain(fee.case)


def clock_limit(
    content: Content, entries: Sequence[Entry], *, case: str = "", channel: ChannelKind | None = None, unit: str = ""
) -> Limit | None:
    """The limit that a dossier's clock takes: of its case and channel the nearest, the local one before the national."""
    pairs = effective(content, entries, unit=unit).limits
    asked = _plain(case)
    fitting = [p for p in pairs if _plain(p.used.case) in ("", asked) and p.used.channel in (None, channel)]
    fitting.sort(key=lambda p: (_plain(p.used.case) != asked, p.used.channel != channel))
    return fitting[0].used if fitting else None


def _of(entries: Iterable[Entry], kind: Local) -> list[Entry]:
    return [e for e in entries if e.kind == kind]


def _limits(content: Content, entries: Sequence[Entry]) -> tuple[LimitPair, ...]:
    pairs: list[LimitPair] = []
    used: set[int] = set()
    for limit in content.limits:
        entry = _covering(entries, limit.case, limit.channel)
        used |= {id(entry)} if entry else set()
        local = _for(entry.value, limit) if entry else None
        pairs.append(LimitPair(limit, local, entry))
    pairs += [LimitPair(None, e.value, e) for e in entries if id(e) not in used and isinstance(e.value, Limit)]
    return tuple(pairs)


def _for(value: Value, national: Limit) -> Limit:
    """A local limit as it stands for the case and channel of the national one that it covers."""
    assert isinstance(value, Limit)  # noqa: S101 - entries of this kind hold nothing else
    case, channel, start = value.case or national.case, value.channel or national.channel, value.start or national.start
    return Limit(value.value, value.unit, channel, case, start, value.note)


def _fees(content: Content, entries: Sequence[Entry]) -> tuple[FeePair, ...]:
    pairs: list[FeePair] = []
    used: set[int] = set()
    for fee in content.fees:
        same = [e for e in entries if isinstance(e.value, Fee) and _prices(e.value, fee, content)]
        entry = _covering(same, fee.case, fee.channel)
        used |= {id(entry)} if entry else set()
        local = entry.value if entry and isinstance(entry.value, Fee) else None
        pairs.append(FeePair(fee, local, entry))
    pairs += [FeePair(None, e.value, e) for e in entries if id(e) not in used and isinstance(e.value, Fee)]
    return tuple(pairs)


def _covering(entries: Sequence[Entry], case: str, channel: ChannelKind | None) -> Entry | None:
    """The entry that covers a case and channel: the unit's own first (they come in that order), then the most exact."""
    fitting = [e for e in entries if isinstance(e.value, Limit | Fee) and _covers(e.value, case, channel)]
    return min(fitting, key=lambda e: _rank(e, case, channel), default=None)


def _covers(value: Limit | Fee, case: str, channel: ChannelKind | None) -> bool:
    return (not value.case or _plain(value.case) == _plain(case)) and value.channel in (None, channel)


def _rank(entry: Entry, case: str, channel: ChannelKind | None) -> tuple[bool, bool, bool]:
    value = entry.value
    assert isinstance(value, Limit | Fee)  # noqa: S101 - `_covering` asks for no other
    return (entry.unit == "", bool(case) and not value.case, channel is not None and value.channel is None)


def _measure(limit: Limit) -> tuple[str, float]:
    """In a unit of comparison: working hours for hours and working days (8 a day), else its own."""
    match limit.unit:
        case Unit.HOUR:
            return ("work", float(limit.value))
        case Unit.WORKING_DAY:
            return ("work", float(limit.value) * 8)
        case Unit.SAME_DAY:
            return ("work", 8.0)
        case Unit.DAY:
            return ("days", float(limit.value))
        case Unit.MONTH:
            return ("months", float(limit.value))


def _plain(text: str) -> str:
    return " ".join(fold(text).lower().split())
