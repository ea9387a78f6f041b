"""The ledger: every date from the start's to the due one, counted or not, and why (CONTRACT, rule 7)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from tests.kernel.workdays.oracle import normalised, paused_stretches
from tests.kernel.workdays.worlds import World, counts, limits, moments, pauses, worlds

from motcua.kernel.workdays import (
    DEFAULT_WEEK,
    Calendar,
    CalendarDay,
    Count,
    DayKind,
    Limit,
    Pause,
    Result,
    Row,
    RowKind,
    Session,
    Unit,
    due,
    shipped_calendar,
)

VN = shipped_calendar()
MINUTE, END = Count.TO_THE_MINUTE, Count.END_OF_DAY
Between = list[tuple[datetime, datetime]]


def reckon(start: str, limit: str, count: Count = END, *between: str, calendar: Calendar = VN) -> Result:
    stretches = [Pause(*(datetime.fromisoformat(end) for end in pause.split("/")), "chờ bổ sung") for pause in between]
    return due(datetime.fromisoformat(start), Limit.parse(limit), calendar=calendar, count=count, pauses=stretches)


def row(result: Result, day: str) -> Row:
    return next(row for row in result.ledger if row.day == date.fromisoformat(day))


@settings(max_examples=100)
@given(worlds, moments, limits(), counts, pauses)
def test_every_date_from_the_start_to_the_due_one_is_listed_once(
    place: World, start: datetime, limit: Limit, count: Count, between: Between
) -> None:
    result = place.due(start, limit, count, between)

    days = (result.due.date() - start.date()).days
    assert [row.day for row in result.ledger] == [start.date() + timedelta(offset) for offset in range(days + 1)]
    assert all(row.reason(language) for row in result.ledger for language in ("vi", "en"))


@settings(max_examples=100)
@given(worlds, moments, limits([Unit.WORKING_DAY, Unit.DAY, Unit.SAME_DAY]), counts, pauses)
def test_as_many_dates_count_as_the_limit_has_days(
    place: World, start: datetime, limit: Limit, count: Count, between: Between
) -> None:
    at_end = place.due(start, limit, END, between)
    unpaused = place.due(start, limit, count)

    assert sum(row.counted for row in at_end.ledger) == limit.amount
    assert sum(row.counted for row in unpaused.ledger) == limit.amount


@settings(max_examples=100)
@given(worlds, moments, limits(), counts)
def test_the_first_counted_date_is_the_first_that_counts(
    place: World, start: datetime, limit: Limit, count: Count
) -> None:
    result = place.due(start, limit, count)

    assert next(row.day for row in result.ledger if row.counted) == result.first_counted


@settings(max_examples=100)
@given(worlds, moments, limits([Unit.HOUR]), pauses)
def test_the_minutes_of_each_date_are_the_open_ones_outside_pauses(
    place: World, start: datetime, limit: Limit, between: Between
) -> None:
    result = place.due(start, limit, END, between)

    begin, end = normalised(place.office, start), result.due.replace(tzinfo=None)
    paused = paused_stretches(begin, between)
    expected = dict.fromkeys((row.day for row in result.ledger), 0)
    while begin < end:
        if place.office.is_open(begin) and not any(first <= begin < last for first, last in paused):
            expected[begin.date()] += 1
        begin += timedelta(minutes=1)
    assert {row.day: row.minutes or 0 for row in result.ledger} == expected
    assert all(row.counted == bool(row.minutes) for row in result.ledger)


@settings(max_examples=100)
@given(worlds, moments, limits([Unit.WORKING_DAY]), pauses)
def test_working_days_count_where_work_is_done_outside_pauses(
    place: World, start: datetime, limit: Limit, between: Between
) -> None:
    result = place.due(start, limit, END, between)

    begin = normalised(place.office, start)
    paused = [(first.date(), last.date()) for first, last in paused_stretches(begin, between)]
    for entry in result.ledger:
        inside = any(first < entry.day <= last for first, last in paused)
        assert entry.counted == (entry.day > begin.date() and place.office.works(entry.day) and not inside)


def test_holidays_are_named_with_the_decision_they_come_from() -> None:
    result = reckon("2026-02-13T10:00", "5 working_day")

    tet = row(result, "2026-02-17")
    assert (tet.counted, tet.kind) == (False, RowKind.HOLIDAY)
    assert tet.reason() == "Tết Nguyên đán (mùng 1), theo Công văn 9859/VPCP-KGVX ngày 13/10/2025"
    assert tet.reason("en") == "Lunar New Year (first day), under Official letter 9859/VPCP-KGVX of 13/10/2025"
    assert tet.source == "Công văn 9859/VPCP-KGVX ngày 13/10/2025"
    assert row(result, "2026-02-13").reason() == "Ngày bắt đầu, không tính"
    assert row(result, "2026-02-14").reason() == "Thứ Bảy, ngày nghỉ hằng tuần"
    assert row(result, "2026-02-14").source == ""
    assert row(result, "2026-02-23").reason() == "Ngày làm việc thứ 1"
    assert row(result, "2026-02-27").reason() == "Ngày làm việc thứ 5; đến hạn lúc 17:00"
    assert row(result, "2026-02-27").reason("en") == "Working day 5; due at 17:00"


def test_swaps_and_compensations_name_their_other_date() -> None:
    over_august = reckon("2026-08-21T10:00", "8 working_day")
    over_april = reckon("2026-04-24T10:00", "1 working_day")

    worked, off = row(over_august, "2026-08-22"), row(over_august, "2026-08-31")
    assert worked.counted
    assert "làm bù cho Thứ Hai 31/08/2026, theo Công văn 9859" in worked.reason()
    assert (off.counted, off.kind) == (False, RowKind.SWAP_OFF)
    assert "làm bù vào Thứ Bảy 22/08/2026" in off.reason()
    assert "bù cho Chủ nhật 26/04/2026, theo Bộ luật Lao động 2019" in row(over_april, "2026-04-27").reason()
    assert "in lieu of Sunday 2026-04-26" in row(over_april, "2026-04-27").reason("en")


def test_a_start_outside_hours_is_said() -> None:
    result = reckon("2026-03-06T18:05", "1 working_day")

    assert [(entry.day.day, entry.kind) for entry in result.ledger] == [
        (6, RowKind.BEFORE_START),
        (7, RowKind.WEEKLY_REST),
        (8, RowKind.WEEKLY_REST),
        (9, RowKind.START),
        (10, RowKind.COUNTED),
    ]
    said = "Nhận lúc 18:05, ngoài giờ làm việc: tính như nhận lúc 07:30 Thứ Hai 09/03/2026"
    assert result.ledger[0].reason() == said
    assert result.notes() == (f"{said}.",)
    assert (
        row(reckon("2026-03-06T12:00", "1 working_day"), "2026-03-06")
        .reason()
        .startswith("Ngày bắt đầu, không tính; nhận lúc 12:00")
    )


def test_paused_dates_do_not_count_and_say_why() -> None:
    result = reckon("2026-03-02T10:00", "3 working_day", END, "2026-03-03T14:00/2026-03-05T09:00")

    assert row(result, "2026-03-03").reason() == "Ngày làm việc thứ 1; tạm dừng từ 14:00"
    for day in ("2026-03-04", "2026-03-05"):
        assert (row(result, day).counted, row(result, day).kind) == (False, RowKind.PAUSE)
        assert (
            row(result, day).reason() == "Tạm dừng từ 14:00 Thứ Ba 03/03/2026 đến 09:00 Thứ Năm 05/03/2026; chờ bổ sung"
        )
    assert row(result, "2026-03-09").reason() == "Ngày làm việc thứ 3; đến hạn lúc 17:00"


def test_to_the_minute_a_date_paused_in_part_still_counts() -> None:
    result = reckon("2026-03-02T10:00", "1 working_day", MINUTE, "2026-03-03T08:00/2026-03-05T09:00")

    counted = [(entry.day.day, entry.counted) for entry in result.ledger]
    assert counted == [(2, False), (3, True), (4, False), (5, True)]
    assert row(result, "2026-03-05").reason() == "Bù thời gian tạm dừng; hết tạm dừng lúc 09:00; đến hạn lúc 11:00"


def test_calendar_days_count_rest_days_and_say_where_the_end_moved() -> None:
    result = reckon("2026-03-02T10:00", "5 day")

    assert [(entry.day.day, entry.counted) for entry in result.ledger] == [
        (2, False), (3, True), (4, True), (5, True), (6, True), (7, True), (8, False), (9, False)
    ]  # fmt: skip
    assert (
        row(result, "2026-03-07")
        .reason()
        .startswith("Ngày thứ 5; Thứ Bảy, ngày nghỉ hằng tuần; ngày cuối của thời hạn")
    )
    assert row(result, "2026-03-09").kind is RowKind.MOVED
    assert row(result, "2026-03-09").reason() == "Hạn chuyển từ Thứ Bảy 07/03/2026 là ngày nghỉ; đến hạn lúc 17:00"


def test_a_moved_end_is_one_uncounted_date_and_makes_good_for_pauses_after_it() -> None:
    paused_before = reckon("2026-03-04T10:00", "3 day", END, "2026-03-04T11:00/2026-03-06T10:00")
    paused_over = reckon("2026-03-06T10:00", "2 day", END, "2026-03-06T11:00/2026-03-09T09:00")

    assert [(entry.day.day, entry.counted, str(entry.kind)) for entry in paused_before.ledger] == [
        (4, False, "start"),
        (5, False, "pause"),
        (6, False, "pause"),
        (7, True, "weekly_rest"),
        (8, False, "weekly_rest"),
        (9, False, "moved"),
        (10, True, "counted"),
        (11, True, "counted"),
    ]
    assert [(entry.day.day, entry.counted, str(entry.kind)) for entry in paused_over.ledger] == [
        (6, False, "start"),
        (7, True, "weekly_rest"),
        (8, True, "weekly_rest"),
        (9, False, "pause"),
        (10, False, "moved"),
    ]


def test_hours_tell_the_time_of_each_date() -> None:
    result = reckon("2026-03-06T16:15", "2 hour")

    assert row(result, "2026-03-06").reason() == "Ngày bắt đầu, tính từ 16:15; tính 45 phút"
    assert row(result, "2026-03-09").reason() == "Tính 1 giờ 15 phút; đến hạn lúc 08:45"
    assert row(result, "2026-03-09").minutes == 75


def test_same_day_after_the_hour_says_so() -> None:
    late = reckon("2026-03-02T15:30", "1 same_day")

    assert "nhận sau 15:00" in row(late, "2026-03-02").reason()
    assert row(late, "2026-03-03").reason() == "Giải quyết trong ngày; đến hạn lúc 17:00"
    assert [entry.counted for entry in reckon("2026-03-02T14:30", "1 same_day").ledger] == [True]


def test_years_without_decided_holidays_are_noted_not_refused() -> None:
    assert reckon("2026-12-30T10:00", "1 working_day").notes() == ()
    notes = reckon("2026-12-30T10:00", "5 working_day").notes()
    assert notes == ("Lịch “vn” chưa có quyết định về ngày nghỉ lễ, tết năm 2027: chỉ tính theo tuần làm việc.",)
    assert "năm 2017-2019, 2027-2030:" in reckon("2017-12-29T10:00", "150 month").notes()[0]
    assert "no decision" in reckon("2026-12-30T10:00", "5 working_day").notes("en")[0]


def test_pauses_that_do_not_count_are_noted() -> None:
    result = reckon(
        "2026-03-02T10:00",
        "1 working_day",
        END,
        "2026-02-23T08:00/2026-02-24T08:00",
        "2026-03-03T17:00/2026-03-04T08:00",
    )

    before, after = result.notes()
    assert before.endswith("không tính: trước khi bắt đầu.")
    assert after.endswith("không tính: bắt đầu khi đã đến hạn.")


def test_a_date_worked_in_part_says_which_sessions() -> None:
    half = CalendarDay(
        DayKind.LOCAL_CLOSURE, "Nghỉ chiều", "Thông báo 12/TB-UBND", sessions=(Session.parse("07:30-11:30"),)
    )
    calendar = Calendar("thu", "Lịch thử", DEFAULT_WEEK, {date(2026, 3, 3): half}, known_years=[2026])

    entry = row(reckon("2026-03-02T10:00", "1 working_day", calendar=calendar), "2026-03-03")

    assert entry.counted
    assert entry.reason() == (
        "Ngày làm việc thứ 1; Nghỉ chiều, theo Thông báo 12/TB-UBND; chỉ làm việc 07:30-11:30; đến hạn lúc 11:30"
    )


def test_a_local_closure_rests() -> None:
    closed = CalendarDay(DayKind.LOCAL_CLOSURE, "Di dời trụ sở", "Quyết định 5/QĐ-UBND")
    calendar = Calendar("thu", "Lịch thử", DEFAULT_WEEK, {date(2026, 3, 3): closed}, known_years=[2026])

    entry = row(reckon("2026-03-02T10:00", "1 working_day", calendar=calendar), "2026-03-03")

    assert (entry.counted, entry.kind, entry.source) == (False, RowKind.LOCAL_CLOSURE, "Quyết định 5/QĐ-UBND")


def test_json_has_the_shape_of_the_contract() -> None:
    shape = reckon("2026-02-13T10:00", "5 working_day", END, "2026-02-24T08:00/2026-02-25T08:00").as_json()

    assert shape["start"] == "2026-02-13T10:00:00+07:00"
    assert shape["first_counted"] == "2026-02-23"
    assert shape["due"] == "2026-03-02T17:00:00+07:00"
    assert shape["due_without_pauses"] == "2026-02-27T17:00:00+07:00"
    assert shape["pauses"] == [
        {
            "from": "2026-02-24T08:00:00+07:00",
            "to": "2026-02-25T08:00:00+07:00",
            "added": 1,
            "added_unit": "working_day",
            "reason": "chờ bổ sung",
        }
    ]
    ledger = shape["ledger"]
    assert isinstance(ledger, list)
    assert ledger[3] == {
        "date": "2026-02-16",
        "counted": False,
        "reason": "Tết Nguyên đán (29 tháng Chạp), theo Công văn 9859/VPCP-KGVX ngày 13/10/2025",
        "source": "Công văn 9859/VPCP-KGVX ngày 13/10/2025",
        "kind": "holiday",
    }
    assert ledger[1]["source"] is None
    assert shape["limit"] == "5 working_day"
    assert shape["count"] == "end_of_day"


def test_minutes_are_named_as_such_in_json() -> None:
    shape = reckon("2026-03-02T10:00", "8 hour", END, "2026-03-02T14:00/2026-03-02T15:30").as_json("en")

    assert shape["pauses"][0]["added"] == 90  # type: ignore[index]  # the shape is JSON: its members are objects to mypy
    assert shape["pauses"][0]["added_unit"] == "minute"  # type: ignore[index]  # same
    assert shape["count"] is None


def test_the_printed_table_is_aligned_in_both_languages() -> None:
    result = reckon("2026-12-25T18:00", "4 working_day", END, "2026-12-29T08:00/2026-12-30T08:00")

    vietnamese, english = result.as_text().splitlines(), result.as_text("en").splitlines()

    assert vietnamese[0].startswith("Thời hạn")
    assert vietnamese[0].endswith("4 ngày làm việc, đến hết giờ làm việc")
    assert "Đến hạn       17:00 Thứ Hai 04/01/2027" in vietnamese
    table = vietnamese[vietnamese.index("") + 1 :]
    table = table[: table.index("")]
    column = table[0].index("Lý do")
    assert {line[column - 2 : column] for line in table if not line.startswith("─")} == {"  "}
    assert "  08:00 Thứ Ba 29/12/2026 → 08:00 Thứ Tư 30/12/2026: thêm 1 ngày làm việc (chờ bổ sung)" in vietnamese
    assert english[0].endswith("4 working days, to the end of the working day")
    assert any(line.startswith("Notes") for line in english)
