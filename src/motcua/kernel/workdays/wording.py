"""The sentences of the ledger, Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

from motcua.kernel.workdays.terms import Count, Limit, Unit

Language: TypeAlias = Literal["vi", "en"]

WEEKDAYS: Mapping[Language, tuple[str, ...]] = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "start": ("Ngày bắt đầu, không tính", "Start date, not counted"),
    "start_hours": ("Ngày bắt đầu, tính từ {at}", "Start date, counted from {at}"),
    "received_outside": (
        "nhận lúc {at}, ngoài giờ làm việc: tính như nhận lúc {moved}",
        "received at {at}, outside working hours: taken as received at {moved}",
    ),
    "weekly_rest": ("{weekday}, ngày nghỉ hằng tuần", "{weekday}, weekly rest"),
    "in_lieu_of": ("bù cho {day}", "in lieu of {day}"),
    "made_up_on": ("làm bù vào {day}", "made up on {day}"),
    "made_up_for": ("làm bù cho {day}", "makes up for {day}"),
    "under": ("theo {source}", "under {source}"),
    "open": ("chỉ làm việc {sessions}", "open {sessions} only"),
    "working_day": ("Ngày làm việc thứ {number}", "Working day {number}"),
    "calendar_day": ("Ngày thứ {number}", "Day {number}"),
    "rest_counts": ("tính cả ngày nghỉ", "rest days count too"),
    "same_day": ("Giải quyết trong ngày", "Due the same day"),
    "too_late": (
        "nhận sau {hour}: chuyển sang ngày làm việc tiếp theo",
        "received after {hour}: due on the next working day",
    ),
    "last_day_rests": (
        "ngày cuối của thời hạn là ngày nghỉ nên hạn chuyển sang ngày làm việc tiếp theo",
        "the last day is a rest day, so the limit ends on the next working day",
    ),
    "moved_from": ("hạn chuyển từ {day} là ngày nghỉ", "the end is moved from {day}, a rest day"),
    "hours": ("tính {duration}", "{duration} counted"),
    "paused": ("Tạm dừng từ {begin} đến {end}", "Paused from {begin} to {end}"),
    "pause_begins": ("tạm dừng từ {at}", "paused from {at}"),
    "pause_ends": ("hết tạm dừng lúc {at}", "pause ends at {at}"),
    "extension": ("Bù thời gian tạm dừng", "Makes up for the pause"),
    "due": ("đến hạn lúc {at}", "due at {at}"),
    "note_moved": (
        "Nhận lúc {at}, ngoài giờ làm việc: tính như nhận lúc {moved}.",
        "Received at {at}, outside working hours: taken as received at {moved}.",
    ),
    "note_years": (
        "Lịch “{calendar}” chưa có quyết định về ngày nghỉ lễ, tết năm {years}: chỉ tính theo tuần làm việc.",
        "Calendar “{calendar}” holds no decision on the holidays of {years}: only the weekly pattern is applied.",
    ),
    "note_pause_before": (
        "Tạm dừng từ {begin} đến {end} không tính: trước khi bắt đầu.",
        "The pause from {begin} to {end} does not count: it lies before the start.",
    ),
    "note_pause_after": (
        "Tạm dừng từ {begin} đến {end} không tính: bắt đầu khi đã đến hạn.",
        "The pause from {begin} to {end} does not count: it begins when the limit is already due.",
    ),
    "head_limit": ("Thời hạn", "Limit"),
    "head_start": ("Bắt đầu", "Start"),
    "head_first": ("Tính từ ngày", "First counted"),
    "head_due": ("Đến hạn", "Due"),
    "head_calendar": ("Lịch", "Calendar"),
    "head_pauses": ("Tạm dừng", "Pauses"),
    "head_notes": ("Ghi chú", "Notes"),
    "column_day": ("Ngày", "Date"),
    "column_counted": ("Tính", "Counts"),
    "column_reason": ("Lý do", "Reason"),
    "added_working_day": ("thêm {number} ngày làm việc", "{number} working days added"),
    "added_minute": ("thêm {duration}", "{duration} added"),
    "limit_hour": ("{number} giờ làm việc", "{number} working hours"),
    "limit_working_day": ("{number} ngày làm việc", "{number} working days"),
    "limit_day": ("{number} ngày", "{number} days"),
    "limit_month": ("{number} tháng", "{number} months"),
    "limit_same_day": ("trong ngày", "same day"),
    "count_end_of_day": ("đến hết giờ làm việc", "to the end of the working day"),
    "count_to_the_minute": ("đến đúng giờ bắt đầu", "to the minute"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A name in both languages; English falls back to Vietnamese."""

    vi: str
    en: str = ""

    def said(self, language: Language) -> str:
        return self.en or self.vi if language == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence of the table with what fills it; dates, moments and names are written in the language asked for."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)

    def said(self, language: Language) -> str:
        template = _SENTENCES[self.key][1 if language == "en" else 0]
        return template.format(**{name: _said(value, language) for name, value in self.params.items()})


Part: TypeAlias = Phrase | Words


def phrase(key: str, **params: object) -> Phrase:
    """Short for `Phrase(key, params)`."""
    return Phrase(key, params)


def _said(value: object, language: Language) -> str:
    match value:
        case Words():
            return value.said(language)
        case datetime():
            return f"{value:%H:%M} {day_said(value.date(), language)}"
        case date():
            return day_said(value, language)
        case _:
            return str(value)


def day_said(day: date, language: Language) -> str:
    """`Thứ Hai 16/02/2026`, in English `Monday 2026-02-16`."""
    return (
        f"{WEEKDAYS[language][day.weekday()]} {day:%d/%m/%Y}"
        if language == "vi"
        else f"{WEEKDAYS['en'][day.weekday()]} {day}"
    )


def duration(minutes: int) -> Words:
    """`5 giờ 30 phút`."""
    hours, rest = divmod(minutes, 60)
    vi = [f"{hours} giờ"] if hours else []
    en = [f"{hours} h"] if hours else []
    if rest or not hours:
        vi.append(f"{rest} phút")
        en.append(f"{rest} min")
    return Words(" ".join(vi), " ".join(en))


def limit_said(limit: Limit, count: Count, language: Language) -> str:
    """`5 ngày làm việc, đến hết giờ làm việc`."""
    said = Phrase(f"limit_{limit.unit}", {"number": limit.amount}).said(language)
    if limit.unit in (Unit.HOUR, Unit.SAME_DAY):
        return said
    return f"{said}, {Phrase(f'count_{count}').said(language)}"


def sentence(parts: tuple[Part, ...], language: Language) -> str:
    """The parts joined, with a capital letter at the front."""
    said = "; ".join(part.said(language) for part in parts)
    return said[:1].upper() + said[1:]
