"""`motcua deadline`: one case, a file of cases, and every wrong use answered with one line."""

from __future__ import annotations

import argparse
import io
import json
from datetime import date
from pathlib import Path

import pytest

from motcua.kernel.deadline_command import configure, run
from motcua.kernel.errors import NotFound
from motcua.kernel.workdays import DEFAULT_WEEK, Calendar, CalendarDay, DayKind

ONE = ("--start", "2026-02-13T10:00", "--limit", "5 working_day")


def office(code: str) -> Calendar:
    if code != "chi-nhanh":
        raise NotFound("Không có lịch làm việc “{calendar}”.", calendar=code)
    return Calendar(
        code, "Chi nhánh", DEFAULT_WEEK, {date(2026, 2, 16): CalendarDay(DayKind.LOCAL_CLOSURE, "Đóng cửa")}
    )


def command(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="motcua deadline")
    configure(parser)
    return run(parser.parse_args(words), find_calendar=office)


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert command(*words, "--json") == 0
    out, err = capsys.readouterr()
    assert not err
    shape = json.loads(out)
    assert isinstance(shape, dict)
    return shape


def refused(capsys: pytest.CaptureFixture[str], code: int, *words: str) -> str:
    assert command(*words) == code
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
    return err


def test_one_case_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(*ONE) == 0

    out = capsys.readouterr().out
    assert "Đến hạn       17:00 Thứ Sáu 27/02/2026" in out
    assert "Tết Nguyên đán (mùng 1), theo Công văn 9859/VPCP-KGVX" in out


def test_one_case_prints_one_json_document(capsys: pytest.CaptureFixture[str]) -> None:
    shape = answered(capsys, *ONE)

    assert shape["due"] == "2026-02-27T17:00:00+07:00"
    assert shape["first_counted"] == "2026-02-23"
    assert shape["calendar"] == "vn"


def test_the_count_and_several_pauses_are_taken(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--start", "2026-03-02T10:00", "--limit", "2 working_day", "--count", "to_the_minute")
    pauses = ("--pause", "2026-03-03T08:00/2026-03-03T09:00", "--pause", "2026-03-03T13:30+07:00/2026-03-03T07:00:00Z")

    shape = answered(capsys, *words, *pauses)

    assert shape["due"] == "2026-03-04T11:30:00+07:00"
    assert [pause["added"] for pause in shape["pauses"]] == [60, 30]  # type: ignore[attr-defined]  # JSON


def test_the_language_of_the_ledger_may_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(*ONE, "--language", "en") == 0

    assert "Start date, not counted" in capsys.readouterr().out


def test_a_calendar_is_asked_for_by_its_code_only(capsys: pytest.CaptureFixture[str]) -> None:
    shape = answered(capsys, *ONE, "--calendar", "chi-nhanh")

    assert (shape["calendar"], shape["due"]) == ("chi-nhanh", "2026-02-23T17:00:00+07:00")
    assert "Không có lịch làm việc “x”." in refused(capsys, 1, *ONE, "--calendar", "x")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Thiếu --start"),
        (("--start", "2026-02-13T10:00"), "Thiếu --limit"),
        (("--start", "hôm nay", "--limit", "1 hour"), "Không hiểu thời điểm “hôm nay”"),
        (("--start", "2026-02-13", "--limit", "1 hour"), "Không hiểu thời điểm"),
        (("--start", "2026-02-30T10:00", "--limit", "1 hour"), "Không hiểu thời điểm"),
        (("--start", "0001-01-01T00:00+14:00", "--limit", "1 hour"), "Không hiểu thời điểm"),
        (("--start", "2026-02-13T10:00", "--limit", "năm ngày"), "Không hiểu thời hạn “năm ngày”"),
        (("--start", "2026-02-13T10:00", "--limit", "0 hour"), "từ 1 trở lên"),
        (("--start", "2026-02-13T10:00", "--limit", "-3 day"), "từ 1 trở lên"),
        (("--start", "2026-02-13T10:00", "--limit", "5 week"), "Không có đơn vị “week”"),
        ((*ONE, "--count", "noon"), "Không hiểu cách tính “noon”"),
        ((*ONE, "--pause", "2026-02-23T10:00"), "Không hiểu khoảng tạm dừng"),
        ((*ONE, "--pause", "2026-02-23T10:00/2026-02-22T10:00"), "trước khi bắt đầu"),
        ((*ONE, "--language", "fr"), "Không có ngôn ngữ “fr”"),
        ((*ONE, "--batch", "x.jsonl"), "--start không đi cùng --batch"),
        (("--start", "2026-02-13T10:00", "--limit", "999999999 month"), "9999"),
    ],
)
def test_wrong_use_is_answered_with_one_line(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    assert message in refused(capsys, 2, *words)


def test_a_batch_answers_line_by_line_and_goes_on_after_bad_ones(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    good = {"start": "2026-02-13T10:00", "limit": "5 working_day"}
    paused = {
        "start": "2026-03-02T10:00",
        "limit": "8 hour",
        "count": None,
        "pauses": [["2026-03-02T14:00", "2026-03-02T15:00"]],
    }
    lines = [
        json.dumps(good).encode(),
        b"{not json",
        json.dumps({**good, "limit": "0 hour"}).encode(),
        b"",
        b"[1, 2]",
        b"\xff\xfe",
        b"[" * 100_000,
        json.dumps({**good, "pauses": [["2026-03-02T14:00"]]}).encode(),
        json.dumps({**good, "pauses": "x"}).encode(),
        json.dumps({**good, "start": 5}).encode(),
        json.dumps({**good, "count": "noon"}).encode(),
        json.dumps({**good, "limit": "\ud800 hour"}).encode(),
        json.dumps(paused).encode(),
    ]
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines) + b"\n")

    assert command("--batch", str(file)) == 0

    shapes = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(shapes) == len(lines)
    assert [("error" in shape) for shape in shapes] == [False, *[True] * 11, False]
    assert shapes[0]["due"] == "2026-02-27T17:00:00+07:00"
    assert shapes[-1]["due"] == "2026-03-03T11:00:00+07:00"
    assert shapes[2] == {"error": "Thời hạn phải từ 1 trở lên, không phải 0."}


def test_a_batch_reads_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    case = json.dumps(
        {
            "start": "2026-02-13T10:00",
            "limit": "5 working_day",
            "pauses": [{"from": "2026-02-23T08:00", "to": "2026-02-24T08:00"}],
        }
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(case.encode())))

    assert command("--batch", "-", "--calendar", "chi-nhanh") == 0

    shape = json.loads(capsys.readouterr().out)
    assert (shape["calendar"], shape["due"]) == ("chi-nhanh", "2026-02-24T17:00:00+07:00")


def test_a_batch_file_that_is_not_there_is_a_failure(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "Không có tệp" in refused(capsys, 1, "--batch", str(tmp_path / "none.jsonl"))
    assert "là thư mục" in refused(capsys, 1, "--batch", str(tmp_path))


@pytest.mark.parametrize("unit", ["hour", "working_day", "day", "month"])
def test_a_limit_without_measure_is_told_as_too_far(capsys: pytest.CaptureFixture[str], unit: str) -> None:
    said = refused(capsys, 2, "--start", "2026-02-13T10:00", "--limit", f"1000000000000 {unit}")

    assert "vượt quá năm 9999" in said
