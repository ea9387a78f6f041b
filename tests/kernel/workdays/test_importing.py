"""Reading the days of a calendar from CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.kernel.errors import Invalid
from motcua.kernel.workdays import CalendarDay, DayKind, Session, shipped_calendar
from motcua.kernel.workdays.importing import read_days

SHARED = Path(__file__).parents[4] / "shared/data/holidays/vn-public-sector-days-2020-2026.csv"

HEAD = "date,kind,name,source\n"


def imported(text: str) -> dict[date, CalendarDay]:
    return dict(read_days(text.encode()).days)


def refusal(data: bytes | str) -> Invalid:
    with pytest.raises(Invalid) as caught:
        read_days(data.encode() if isinstance(data, str) else data)
    return caught.value


def test_each_kind_of_day_is_read_with_its_decision() -> None:
    days = imported(
        HEAD
        + "2027-02-08,holiday,Tết Nguyên đán,Công văn 1/VPCP-KGVX\n"
        + "2027-02-09,compensation,Nghỉ bù,Công văn 1/VPCP-KGVX\n"
        + "2027-04-30,swap_off,Nghỉ hoán đổi (thay cho ngày 08/05/2027),Công văn 2/VPCP-KGVX\n"
        + "2027-05-08,swap_work,Làm bù cho 30/04/2027,Công văn 2/VPCP-KGVX\n"
        + "2027-06-01,local_closure,Di dời trụ sở,Quyết định 5/QĐ-UBND\n"
    )

    assert [entry.kind for entry in days.values()] == list(DayKind)
    assert days[date(2027, 2, 8)] == CalendarDay(DayKind.HOLIDAY, "Tết Nguyên đán", "Công văn 1/VPCP-KGVX")
    assert days[date(2027, 4, 30)].pair == date(2027, 5, 8)
    assert days[date(2027, 5, 8)].pair == date(2027, 4, 30)


def test_off_and_work_are_understood_by_their_words() -> None:
    days = imported(
        "date,kind,name,origin\n"
        "2027-01-01,off,Tết Dương lịch,x\n"
        "2027-01-04,off,Tết Dương lịch (nghỉ bù),x\n"
        "2027-04-30,off,Ngày nghỉ (thay cho ngày 08/05/2027),x\n"
        "2027-05-08,work,Ngày làm bù,x\n"
    )

    assert [entry.kind for entry in days.values()] == [
        DayKind.HOLIDAY,
        DayKind.COMPENSATION,
        DayKind.SWAP_OFF,
        DayKind.SWAP_WORK,
    ]
    assert days[date(2027, 4, 30)].pair == date(2027, 5, 8)


def test_sessions_are_those_worked_on_the_date() -> None:
    days = imported(
        "date,kind,name,source,sessions\n"
        "2027-05-08,work,Làm bù,x,07:30-11:30\n"
        '2027-05-10,local_closure,Nghỉ chiều,x,"07:30-09:00, 09:30-11:30"\n'
        "2027-05-15,work,Làm bù,x,\n"
    )

    assert days[date(2027, 5, 8)].sessions == (Session.parse("07:30-11:30"),)
    assert days[date(2027, 5, 10)].sessions == (Session.parse("07:30-09:00"), Session.parse("09:30-11:30"))
    assert days[date(2027, 5, 15)].sessions is None


def test_columns_may_stand_in_any_order_and_others_are_ignored() -> None:
    days = imported("Ghi chú, NAME ,source,Kind,date\nbỏ qua,Quốc khánh,Bộ luật Lao động,Holiday,02/09/2027\n\n,,,,\n")

    assert days == {date(2027, 9, 2): CalendarDay(DayKind.HOLIDAY, "Quốc khánh", "Bộ luật Lao động")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_encodings_and_delimiters_of_spreadsheets_are_read(encoding: str, delimiter: str) -> None:
    text = (HEAD + "2027-09-02,holiday,Quốc khánh,Bộ luật\r\n").replace(",", delimiter)

    assert list(read_days(text.encode(encoding)).days) == [date(2027, 9, 2)]


def test_every_wrong_line_is_named_with_what_is_wrong() -> None:
    error = refusal(
        HEAD
        + "2027-13-01,holiday,Lễ,x\n"
        + "2027-01-01,feast,Lễ,x\n"
        + "2027-01-02,holiday,,x\n"
        + "2027-01-03,holiday,Lễ,x\n"
        + "2027-01-03,holiday,Lễ,x\n"
    )

    assert [field.field for field in error.errors] == ["2", "3", "4", "6"]
    assert (
        str(error) == "Dòng 2: “2027-13-01” không phải ngày: viết như 2026-02-16 hoặc 16/02/2026 (và 3 dòng sai khác)."
    )
    assert "không có loại ngày “feast”" in str(error.errors[1])
    assert "thiếu tên ngày" in str(error.errors[2])
    assert str(error.errors[3]) == "Dòng 6: ngày 2027-01-03 đã có ở dòng 5"


def test_wrong_sessions_are_named() -> None:
    error = refusal("date,kind,name,source,sessions\n2027-05-08,work,Làm bù,x,sáng\n")

    assert str(error) == "Dòng 2: Không hiểu ca làm việc “sáng”: viết như 07:30-11:30."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("date,kind,name\n2027-01-01,off,Lễ\n", "Tệp thiếu cột: source."),
        ("ngày,loại\n", "Tệp thiếu cột: date, kind, name, source."),
        (HEAD, "Tệp không có ngày nào."),
        ("", "Tệp không có ngày nào."),
        ("Quốc khánh,date".encode("cp1258", "replace") + b"\xe9\xff", "Tệp không phải văn bản UTF-8"),
        (b"\xff\xfea", "Tệp không phải văn bản UTF-8"),
        (HEAD + '2027-01-01,off,"' + "x" * 200_000 + '",y\n', "Dòng 2: không đọc được CSV"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes | str, message: str) -> None:
    assert str(refusal(data)).startswith(message)


def test_swaps_that_do_not_balance_are_noted() -> None:
    notes = read_days((HEAD + "2027-05-08,swap_work,Làm bù,x\n2027-05-10,work,Làm bù,x\n").encode()).notes

    assert notes == (
        "Năm 2027: 0 ngày nghỉ hoán đổi nhưng 2 ngày làm bù.",
        "Thứ Hai 10/05/2027 là ngày làm việc thường, không cần làm bù.",
    )


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the checked list lies outside the repository")
def test_the_checked_list_imports_as_it_is() -> None:
    result = read_days(SHARED.read_bytes())

    shipped = shipped_calendar().exceptions
    assert len(result.days) == 104
    assert result.notes == ()
    for day, entry in shipped.items():
        assert (result.days[day].kind is DayKind.SWAP_WORK) == (entry.kind is DayKind.SWAP_WORK)
