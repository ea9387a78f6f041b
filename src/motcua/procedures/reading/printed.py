"""What a decision's list prints of a procedure, beside what the registry says of it. Pure.

A cell is taken apart only where it says one thing; else its words are kept as words.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from motcua.documents.citations import canonical, find_numbers
from motcua.kernel.text import fold
from motcua.kernel.workdays import Unit
from motcua.procedures.content import (
    Agency,
    AgencyRole,
    ChannelKind,
    Content,
    Fee,
    FeeKind,
    Ground,
    Limit,
    Part,
    Unread,
)
from motcua.procedures.reading.amounts import UNIT, money, unit_of
from motcua.procedures.reading.words import denies

E = TypeVar("E", Limit, Fee)
_LIMIT = re.compile(rf"(\d{{1,4}}(?:[.,]\d)?)\s*(?:\([^)]{{1,20}}\)\s*)?({UNIT})", re.IGNORECASE)
_START = re.compile(r"(?:kể )?từ\s+(?:ngày|khi|lúc|thời điểm)[^.;\n]*", re.IGNORECASE)
_MONEY = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{4,9})\s*(?:đồng|đ\b|VNĐ|VND)", re.IGNORECASE)
_PER = re.compile(r"(?:đồng|đ|VNĐ|VND)\s*/\s*([^\W\d_][^\d.,;:()\n]{0,39})", re.IGNORECASE)
_EXEMPT = re.compile(r"\s*\(?\s*(?:được )?miễn, giảm:?\s*(.+?)[.)\s]*$", re.IGNORECASE | re.DOTALL)
_UNPAID = {"mien phi", "mien le phi", "khong thu phi", "khong thu phi, le phi", "khong mat phi"}
_FREE = re.compile(r"\b(?:mien|khong thu|khong mat) phi(?:, le phi)?")
_BULLET = re.compile(r"^\s*[-–+•*]\s+")
_CHANNELS = {
    "truc tiep": ChannelKind.DIRECT,
    "truc tuyen": ChannelKind.ONLINE,
    "buu chinh": ChannelKind.POST,
    "buu chinh cong ich": ChannelKind.POST,
}
_BEFORE_CHANNEL = re.compile(r"^(?:(?:nop|ho so|qua|dich vu|hinh thuc) )+")
_LINES = re.compile(r"\s*(?:\n|;|(?:^|\s)[-–+]\s)\s*")


class Printed(StrEnum):
    """What of a line can differ from the registry, and be taken over."""

    NAME = "name"
    LIMITS = "limits"
    FEES = "fees"
    PLACE = "place"
    GROUNDS = "grounds"


CELLS: Mapping[Printed, str] = {
    Printed.LIMITS: "limit",
    Printed.FEES: "fee",
    Printed.PLACE: "place",
    Printed.GROUNDS: "ground",
}
"""In which cell of a line each stands."""


class Unsure(StrEnum):
    """Why a part is not taken over unless a person says so."""

    UNREAD = "unread"
    """Only the words stand side by side."""
    FEWER = "fewer"
    """The registry tells cases, ways or instruments apart that the list does not print: they would be gone."""
    LONGER = "longer"
    """A local limit may not be longer than the national one."""
    LAYERED = "layered"
    """The province has an entry of its own about it already, by another decision."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that the list prints otherwise than the registry. Where it is `unsure`, `known` and `left` are how many limits, fees or
    grounds the registry has and how many would be left of them.
    """

    part: Printed
    printed: str
    unsure: Unsure | None = None
    known: int = 0
    left: int = 0

    @property
    def sure(self) -> bool:
        return self.unsure is None


def limit_in(text: str) -> Limit | None:
    """The one limit of a cell, with its start event; None where there are several, or none."""
    start = _START.search(text)
    began = " ".join(start[0].split()) if start else ""
    if fold(text).lower().strip(" .").startswith("trong ngay"):
        return Limit(Decimal(1), Unit.SAME_DAY, start=began)
    found = {(m[1].replace(",", "."), unit_of(m[2])) for m in _LIMIT.finditer(text)}
    if len(found) != 1:
        return None
    value, unit = found.pop()
    return Limit(Decimal(value), unit, start=began)


def fee_in(text: str) -> Fee | None:
    """The one amount of a cell; nothing to pay is an amount of zero. None where there are several, or only words."""
    free = _EXEMPT.search(text)
    said = text[: free.start()] if free else text
    exempt = " ".join(free[1].split()) if free else ""
    kind, plain = _fee_kind(fold(said).lower().strip(" ."))
    if denies(said) or plain in _UNPAID:
        return Fee(kind, Decimal(0), exempt=exempt)
    amounts = {money(m[1]) for m in _MONEY.finditer(said)}
    if len(amounts) != 1:
        return None
    per = _PER.search(said)
    return Fee(
        kind,
        amounts.pop(),
        per=" ".join(per[1].split()) if per else "",
        exempt=exempt,
        note=" ".join(said.split()) if len(said) > 40 else "",
    )


def _fee_kind(plain: str) -> tuple[FeeKind, str]:
    """Phí or lệ phí, as the words say; and the words without its name beside them."""
    named = _FREE.sub("", plain)
    charge, fee = "le phi" in named, re.search(r"(?<!le )\bphi\b", named) is not None
    kind = FeeKind.CHARGE if charge and not fee else FeeKind.FEE if fee and not charge else FeeKind.OTHER
    return kind, re.sub(r"^(?:le )?phi\s*:\s*|\s*\((?:le )?phi\)$", "", plain)


def limits_in(text: str, known: Sequence[Limit] = ()) -> tuple[Limit, ...]:
    """The limits of a cell, line by line, each for its channels and its case; () where a line is not one limit for certain.

    A case is one of those of `known`: what else stands before a limit may be a stage of the work.
    """
    return _for_each(text, [limit.case for limit in known], limit_in)


def fees_in(text: str, known: Sequence[Fee] = ()) -> tuple[Fee, ...]:
    """The fees of a cell, as `limits_in`; what does not say its kind has that of the fees it stands for, where they are of one."""
    kinds = {fee.kind for fee in known}
    found = _for_each(text, [fee.case for fee in known], fee_in)
    kind = kinds.pop() if len(kinds) == 1 else FeeKind.OTHER
    return tuple(replace(fee, kind=kind) if fee.kind == FeeKind.OTHER else fee for fee in found)


def _for_each(text: str, cases: Collection[str], read: Callable[[str], E | None]) -> tuple[E, ...]:
    known = {_plain(case): case for case in cases if case}
    told = [_about(line, known) for line in _pieces(text)]
    found: list[E] = []
    for channels, case, rest in told:
        one = None if len(told) > 1 and _unknown_before(rest) else read(rest)
        found += [replace(one, channel=channel, case=case) for channel in channels or (None,)] if one else []
    ways = {(one.channel, one.case, one.kind if isinstance(one, Fee) else "") for one in found}
    if len(ways) == len(found) >= len(told):
        return tuple(found)
    whole = None if any(channels or case for channels, case, _ in told) else read(text)
    return (whole,) if whole else ()


def _pieces(text: str) -> list[str]:
    """Lines; one line is several where each of them names its channel."""
    lines = [_BULLET.sub("", line).strip() for line in text.split("\n") if line.strip()]
    parts = [part.strip() for part in lines[0].split(";") if part.strip()] if len(lines) == 1 else []
    return parts if parts and all(_about(part, {})[0] for part in parts) else lines


def _about(line: str, cases: Mapping[str, str]) -> tuple[tuple[ChannelKind, ...], str, str]:
    """The channels and the case that a line names before what it says, and the rest."""
    channels: tuple[ChannelKind, ...] = ()
    head, colon, rest = line.partition(":")
    named = [_channel(word) for word in re.split(r",| hoặc | và ", head)]
    if colon and all(named):
        channels, line = tuple(kind for kind in named if kind), rest.strip()
    for mark in re.finditer(":", line):
        if (case := cases.get(_plain(line[: mark.start()]))) is not None:
            return channels, case, line[mark.end() :].strip()
    return channels, "", line


def _channel(words: str) -> ChannelKind | None:
    return _CHANNELS.get(_BEFORE_CHANNEL.sub("", _plain(words)))


def _unknown_before(rest: str) -> bool:
    """Whether something that is no channel, case or kind of fee still stands before a line's figure."""
    head, colon, _ = _EXEMPT.sub("", rest).partition(":")
    return bool(colon) and _plain(head) not in ("phi", "le phi", "phi le phi")


def grounds_in(text: str) -> tuple[Ground, ...]:
    """One ground a line that names a number; lines without one are left out."""
    found: dict[str, Ground] = {}
    for line in _LINES.split(text):
        number = next((n.value for n in find_numbers(line)), "")
        if number:
            found.setdefault(canonical(number), Ground(number, " ".join(line.split()).strip(" -–.,")[:500]))
    return tuple(found.values())


def differences(name: str, cells: Mapping[str, str], content: Content) -> tuple[Difference, ...]:
    """Where a line says something else than a content; cells that are empty say nothing."""
    found = [Difference(Printed.NAME, name)] if name and _plain(name) != _plain(content.name) else []
    for part, cell in CELLS.items():
        text = cells.get(cell, "").strip()
        same = _same(part, text, content) if text else True
        if same is not True:
            found.append(_difference(part, text, content, read=same is False))
    return tuple(found)


def _difference(part: Printed, text: str, content: Content, *, read: bool) -> Difference:
    match part:
        case Printed.LIMITS:
            printed: Sequence[object] = (limits := limits_in(text, content.limits))
            known: Sequence[object] = content.limits
            lost = _lost(limits, content.limits, content)
        case Printed.FEES:
            printed, known = (fees := fees_in(text, content.fees)), content.fees
            lost = _lost(fees, content.fees, content)
        case Printed.GROUNDS:
            printed, known = (grounds := grounds_in(text)), content.grounds
            lost = not {canonical(g.number) for g in content.grounds} <= {canonical(g.number) for g in grounds}
        case _:
            printed, known, lost = (), (), False
    unsure = None if read and not lost else Unsure.FEWER if read else Unsure.UNREAD
    return Difference(part, text, unsure, *((len(known), len(printed)) if unsure else ()))


def _lost(printed: Sequence[E], known: Sequence[E], content: Content) -> bool:
    """Whether what is printed leaves out a case or kind of fee that the registry names, or figures that differ by channel."""
    kinds = _kinds(content, printed, known)
    told, had = _over_ways(printed, kinds), _over_ways(known, kinds)
    if not {_about_which(e) for e in known} <= {_about_which(e) for e in printed} or not had.keys() <= told.keys():
        return True
    by_channel = {case for case, _kind in had if len({frozenset(v) for (c, _k), v in had.items() if c == case}) > 1}
    return not by_channel <= {_plain(e.case) for e in printed if e.channel}


def _about_which(entry: Limit | Fee) -> tuple[str, str]:
    return _plain(entry.case), entry.kind if isinstance(entry, Fee) else ""


def _same(part: Printed, text: str, content: Content) -> bool | None:
    """Whether a cell says what the content says; None where that cannot be told."""
    match part:
        case Printed.LIMITS:
            return _same_over_ways(limits_in(text, content.limits), content.limits, content)
        case Printed.FEES:
            return _same_over_ways(fees_in(text, content.fees), content.fees, content)
        case Printed.PLACE:
            known_places = [_plain(words) for words in _places(content)]
            said = _plain(text)
            return any(one in said or said in one for one in known_places) or (None if known_places else False)
        case Printed.GROUNDS:
            printed = {canonical(g.number) for g in grounds_in(text)}
            known = {canonical(g.number) for g in content.grounds if g.number}
            return printed <= known if printed else None
        case _:
            return None


def _places(content: Content) -> list[str]:
    """Where one goes: the agencies that receive, and what the way in person says."""
    received = [a.name for a in content.agencies if a.role == AgencyRole.RECEIVING]
    return received + [c.description for c in content.channels if c.kind == ChannelKind.DIRECT and c.description]


def _same_over_ways(printed: Sequence[E], known: Sequence[E], content: Content) -> bool | None:
    """Whether entries say the same on every channel of every case; what is printed once for all is compared with all of them."""
    if not printed:
        return None
    if len(printed) == 1 and printed[0].channel is None and not printed[0].case:
        figures = {_figure(one) for one in known}
        return figures == {_figure(printed[0])} or (not known and _figure(printed[0]) == (0, ""))
    kinds = _kinds(content, printed, known)
    return _over_ways(printed, kinds) == _over_ways(known, kinds)


def _kinds(content: Content, *entries: Sequence[E]) -> set[ChannelKind | None]:
    """Channels over which entries are compared; None alone where nobody names one."""
    kinds: set[ChannelKind | None] = {c.kind for c in content.channels}
    for some in entries:
        kinds |= {e.channel for e in some if e.channel}
    return kinds or {None}


def _over_ways(
    entries: Sequence[E], kinds: Collection[ChannelKind | None]
) -> dict[tuple[str, ChannelKind | None], set[object]]:
    """What holds for each case on each channel; what names its channel goes before what holds for all."""
    found: dict[tuple[str, ChannelKind | None], set[object]] = {}
    for case in {_plain(e.case) for e in entries}:
        for kind in kinds:
            own = [e for e in entries if _plain(e.case) == case]
            exact = [e for e in own if e.channel == kind] or [e for e in own if e.channel is None]
            if exact:
                found[(case, kind)] = {_figure(e) for e in exact}
    return found


def _figure(entry: Limit | Fee) -> tuple[Decimal, str]:
    return (entry.amount, "") if isinstance(entry, Fee) else (entry.value, str(entry.unit))


def with_printed(content: Content, name: str, cells: Mapping[str, str], parts: Collection[str]) -> Content:
    """A content with the named parts as the list prints them; what cannot be structured stands in `unread`."""
    for part in Printed:
        if part not in parts:
            continue
        if part is Printed.NAME:
            content = replace(content, name=name or content.name)
        elif text := cells.get(CELLS[part], "").strip():
            content = _with(content, part, text)
    return content


def _with(content: Content, part: Printed, text: str) -> Content:
    match part:
        case Printed.LIMITS:
            limits = tuple(
                replace(one, start=one.start or _of_all(k.start for k in content.limits if _stands_for(one, k)))
                for one in limits_in(text, content.limits)
            )
            return _replaced(content, Part.LIMITS, "limits", limits, text)
        case Printed.FEES:
            fees = tuple(
                replace(one, exempt=one.exempt or _of_all(k.exempt for k in content.fees if _stands_for(one, k)))
                for one in fees_in(text, content.fees)
            )
            return _replaced(content, Part.FEES, "fees", fees, text)
        case Printed.GROUNDS:
            return _replaced(content, Part.GROUNDS, "grounds", grounds_in(text), text)
        case _:
            others = tuple(a for a in content.agencies if a.role != AgencyRole.RECEIVING)
            return replace(content, agencies=(*others, Agency(AgencyRole.RECEIVING, " ".join(text.split()))))


def _stands_for(printed: E, known: E) -> bool:
    """Whether a printed entry takes the place of a known one: its start event or who is exempt, which lists seldom print, then stays."""
    return _plain(known.case) == _plain(printed.case) and printed.channel in (None, known.channel)


def _of_all(words: Iterable[str]) -> str:
    found = set(words)
    return found.pop() if len(found) == 1 else ""


def _replaced(content: Content, part: Part, name: str, value: tuple[object, ...], text: str) -> Content:
    unread = tuple(u for u in content.unread if u.part != part)
    if not value:
        unread = (*unread, Unread(part, text))
    return dataclasses.replace(content, **{name: value, "unread": unread})  # type: ignore[arg-type]  # a tuple of the part's own kind


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", fold(text).lower()).split())
