"""The words in which a time limit is given: an amount and its unit, how days are counted, pauses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.kernel.clock import local
from motcua.kernel.errors import Invalid


class Unit(StrEnum):
    """What a limit counts."""

    HOUR = "hour"
    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    SAME_DAY = "same_day"


class Count(StrEnum):
    """When on its date a limit of days or months ends. Hours do not ask."""

    TO_THE_MINUTE = "to_the_minute"
    END_OF_DAY = "end_of_day"

    @classmethod
    def parse(cls, text: str) -> Count:
        """Raises `Invalid` for anything but the two names."""
        try:
            return cls(text)
        except ValueError:
            raise Invalid(
                "Không hiểu cách tính “{value}”: chọn to_the_minute hoặc end_of_day.", code="count_unknown", value=text
            ) from None


_LIMIT = re.compile(r"\s*(?P<amount>[+-]?[0-9]{1,18})\s+(?P<unit>[a-z_]+)\s*")


@dataclass(frozen=True, slots=True)
class Limit:
    """So many units: `Limit.parse("5 working_day")`. Zero and less are refused for every unit; `same_day` is always one."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise Invalid("Thời hạn phải từ 1 trở lên, không phải {amount}.", code="limit_zero", amount=self.amount)
        if self.unit is Unit.SAME_DAY and self.amount != 1:
            raise Invalid("Giải quyết trong ngày chỉ viết “1 same_day”.", code="limit_same_day")

    @classmethod
    def parse(cls, text: str) -> Limit:
        """Reads an amount and a unit divided by space. Raises `Invalid`."""
        match = _LIMIT.fullmatch(text)
        if match is None:
            raise Invalid(
                "Không hiểu thời hạn “{value}”: viết một số nguyên và một đơn vị, ví dụ “5 working_day”.",
                code="limit_unreadable",
                value=text,
            )
        if match["unit"] not in list(Unit):
            raise Invalid(
                "Không có đơn vị “{value}”: chọn hour, working_day, day, month hoặc same_day.",
                code="unit_unknown",
                value=match["unit"],
            )
        return cls(int(match["amount"]), Unit(match["unit"]))

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"


@dataclass(frozen=True, slots=True)
class Pause:
    """`[begin, end)` in which the clock stands still, with the reason in people's words. An end before the begin is refused."""

    begin: datetime
    end: datetime
    reason: str = ""

    def __post_init__(self) -> None:
        if local(self.end) < local(self.begin):
            raise Invalid(
                "Tạm dừng kết thúc ({end}) trước khi bắt đầu ({begin}).",
                code="pause_reversed",
                begin=self.begin.isoformat(timespec="minutes"),
                end=self.end.isoformat(timespec="minutes"),
            )
