"""The table of channels with its columns run together: channel, time, fee, description ("Trực tiếp17 Ngày làm việcMiễn phí…").

A row begins where a channel's name is followed at once by a time and a fee; a channel's name inside a description is not. What does not
keep to that shape stays as words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from motcua.procedures.content import Channel, ChannelKind, Fee, FeeKind, Limit, Part
from motcua.procedures.reading.amounts import AMOUNT, CURRENCY, UNIT, belied, currency_of, money, unit_of
from motcua.procedures.reading.found import Doubt, Gathered
from motcua.procedures.reading.words import said

HEADING = re.compile(r"Hình thức nộp\s*Thời gian\s*Phí, lệ phí\s*Mô tả")
CHANNELS = {
    "Trực tiếp": ChannelKind.DIRECT,
    "Trực tuyến": ChannelKind.ONLINE,
    "Dịch vụ bưu chính": ChannelKind.POST,
}
_NAME = "|".join(CHANNELS)
_FREE = r"Miễn phí|Không có thông tin"
_START = re.compile(
    rf"(?P<channel>{_NAME})"
    rf"(?:(?P<value>\d+(?:[.,]\d+)?) ?(?P<unit>{UNIT})|(?P<bare>\d+)(?={_FREE})|"
    rf"(?P<none>Không có thông tin|Không(?: [^.;:\n]{{1,60}}?)?(?={_FREE})))"
    rf"(?P<fee>{_FREE}|(?:{AMOUNT}) ?{CURRENCY})"
)
_NUMBERED = re.compile(r"\((?:[a-zđ]|[ivx]{1,4}|\d{1,2})\)(?=\s)")
_MARK = re.compile(r"(?:^|(?<=\s)|(?<=^\())(?:[a-zđ]|[ivx]{1,4}|\d{1,2})\)(?=\s)")
E = TypeVar("E", Limit, Fee)
_FEE = re.compile(rf"(?P<amount>{AMOUNT}) ?(?P<currency>{CURRENCY})")


def read_channels(text: str, into: Gathered) -> None:
    """Channels, limits and fees of the table; rows that differ only in channel give one limit and one fee for all channels."""
    body = HEADING.sub("", text, count=1).strip()
    starts = list(_START.finditer(body))
    before = body[: starts[0].start()] if starts else body
    if before:
        into.leave(Part.CHANNELS, before)
    ends = [*(s.start() for s in starts[1:]), len(body)] if starts else []
    rows = [_Row(start, body[start.end("fee") : end].strip(), into) for start, end in zip(starts, ends, strict=True)]
    several = len(rows) > len({row.kind for row in rows})
    for kind in dict.fromkeys(row.kind for row in rows):
        words = dict.fromkeys(row.description for row in rows if row.kind == kind and row.description)
        into.channels.append(Channel(kind, "\n".join(words)))
    kinds = {row.kind for row in rows}
    into.limits += shared([limit for row in rows for limit in row.limits(note=several)], kinds)
    into.fees += shared([fee for row in rows for fee in row.fees], kinds)


class _Row:
    """One row: its channel, its limit and its fees; `rest` are the words behind the fee."""

    def __init__(self, start: re.Match[str], rest: str, into: Gathered) -> None:
        self.kind = CHANNELS[start["channel"]]
        self.value, self.unit = start["value"], start["unit"]
        self.fees, self.description = _fees(self.kind, start["fee"], rest, into)
        if start["none"] and said(start["none"]):
            into.leave(Part.LIMITS, f"{start['channel']}: {start['none']}")
        if start["bare"]:
            into.leave(Part.LIMITS, f"{start['channel']}: {start['bare']}")
            into.doubts.append((Doubt.LIMIT_WITHOUT_UNIT, f"{start['channel']}: {start['bare']}"))
        if self.value and Decimal(self.value.replace(",", ".")) == 0:
            into.leave(Part.LIMITS, f"{start['channel']}: {self.value} {self.unit}")
            into.doubts.append((Doubt.LIMIT_OF_ZERO, f"{start['channel']}: {self.value} {self.unit}"))
            self.value = None

    def limits(self, *, note: bool) -> list[Limit]:
        """The description tells the case where a channel has several rows."""
        if not self.value:
            return []
        value = Decimal(self.value.replace(",", "."))
        return [Limit(value, unit_of(self.unit), self.kind, note=self.description if note else "")]


def _fees(kind: ChannelKind, first: str, rest: str, into: Gathered) -> tuple[list[Fee], str]:
    """The fees of a row, each with the note in brackets behind it, and the description that is left."""
    if first == "Không có thông tin":
        return [], rest
    fees: list[Fee] = []
    cell: str | None = first
    while cell is not None:
        note, rest = _bracketed(rest)
        found = _FEE.fullmatch(cell)
        amount = money(found["amount"]) if found else Decimal(0)
        if words := belied(amount, note):
            into.doubts.append((Doubt.FEE_DIFFERS_FROM_NOTE, f"{cell} ({words})"))
            into.leave(Part.FEES, f"{cell} ({note})")
        else:
            currency = currency_of(found["currency"]) if found else "VND"
            fees.append(Fee(_kind_of(note), amount, currency, kind, note=note))
        following = _FEE.match(rest) if found else None
        cell = following[0] if following else None
        rest = rest[following.end() :] if following else rest
    return fees, rest.strip()


def _kind_of(note: str) -> FeeKind:
    """By the word with which the note begins; a note that says neither is "phí, lệ phí" undecided."""
    start = note.strip(" -+*").lower()
    if start.startswith("lệ phí"):
        return FeeKind.CHARGE
    return FeeKind.FEE if start.startswith("phí") else FeeKind.OTHER


def _bracketed(text: str) -> tuple[str, str]:
    """The note in brackets with which the text begins, and what follows. "(i) Trường hợp …" begins no note but an enumeration; of
    "(a) … b) ….)", which is one, the brackets behind letters close nothing."""
    if not text.startswith("("):
        return "", text
    marks = {mark.end() - 1 for mark in _MARK.finditer(text)} if _NUMBERED.match(text) else set()
    depth = 0
    for place, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0) if place not in marks else 0
        if depth == 0:
            note = text[1:place].strip()
            return ("", text) if marks and len(list(_MARK.finditer(note))) < 2 else (note, text[place + 1 :])
    return "", text


def shared(entries: Sequence[E], kinds: set[ChannelKind]) -> list[E]:
    """Entries that every channel has alike, once without a channel."""
    grouped: dict[E, set[ChannelKind | None]] = {}
    for entry in entries:
        grouped.setdefault(replace(entry, channel=None), set()).add(entry.channel)
    if all(of == kinds for of in grouped.values()):
        return list(grouped)
    return list(dict.fromkeys(entries))
