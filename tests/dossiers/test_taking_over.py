"""Cut-over: what comes from an earlier system keeps its code and its date, goes on here, and comes once however often it is sent."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.factories.dossiers import ITEM, NOW, Counter, accepted, act, later, names, outcome

from motcua.config.cli import run
from motcua.dossiers.imports.registers import COLUMNS, read_register
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clocks import deadline_of
from motcua.dossiers.queries.dossiers import ref_of
from motcua.dossiers.queries.summary import period_of, summary
from motcua.dossiers.services.taking_over import take_over
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage")]

LINE = {
    "ma_ho_so": "000.00.17.H19-260901-0007",
    "ma_thu_tuc": "1.000123",
    "don_vi": "ban-ld",
    "quay": "tt-hcc",
    "kenh": "2",
    "chu_ho_so": "Trần Thị Bưởi",
    "so_dinh_danh": "075190001234",
    "dien_thoai": "0901234567",
    "ngay_nop": "09/11/2026 08:10",
    "ngay_nhan": "09/11/2026 09:00",
    "hen_tra": "27/11/2026 16:30",
    "trang_thai": "4",
}


def line(counter: Counter, **others: str) -> dict[str, str]:
    return LINE | {"don_vi": counter.division.code} | others


def as_csv(*lines: dict[str, str]) -> bytes:
    heads = list(dict.fromkeys(head for one in lines for head in one))
    out = io.StringIO()
    writer = csv.DictWriter(out, heads)
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


def taken(*lines: dict[str, str], **others: Any) -> Any:
    return take_over(read_register(as_csv(*lines)), source="truoc", actor=SYSTEM, **others)


def only(counter: Counter, **others: str) -> Dossier:
    done = taken(line(counter, **others))
    assert [one.reasons for one in done.outcomes] == [()]
    return Dossier.objects.get()


def test_code_and_promise_stay_and_the_clock_goes_on_from_there(counter: Counter) -> None:
    dossier = only(counter)

    assert (dossier.code, dossier.source, dossier.channel) == (LINE["ma_ho_so"], "truoc", 2)
    at = datetime(2026, 11, 27, 16, 30, tzinfo=clock.ZONE)
    assert dossier.promised_at == dossier.due_at == dossier.effective_due_at == dossier.limit_at == at
    assert dossier.entered_at == NOW and dossier.state == "in_process"
    told = deadline_of(dossier)
    assert told is not None and told["due"] == "2026-11-27T16:30:00+07:00"
    assert any("hệ thống trước" in note for note in told["notes"])
    assert [event.kind for event in events.history(ref_of(dossier))] == ["dossier.taken_over"]


def test_a_later_pause_moves_it_and_the_promise_stays(counter: Counter) -> None:
    dossier = act(
        counter.motcua, only(counter, trang_thai="2"), "request_supplement", items=[ITEM], due_on=date(2026, 12, 1)
    )
    with clock.frozen(later(days=2)):
        dossier = act(counter.motcua, dossier, "supplement", components=[{"code": "02", "copies": 1}])
    assert dossier.due_at is not None and dossier.promised_at is not None
    assert clock.local(dossier.due_at).date() == date(2026, 12, 1)
    assert clock.local(dossier.promised_at).date() == date(2026, 11, 27)


def test_it_goes_on_to_its_end_by_the_usual_acts(counter: Counter) -> None:
    dossier = only(counter, trang_thai="2")
    for name in ("motcua", "truongphong", "chuyenvien", "truongphong", "lanhdao"):
        user = counter.users[name]
        assert "advance" in names(user, dossier), name
        dossier = act(user, dossier, "advance")
    dossier = act(counter.vanthu, dossier, "process", **outcome(counter.vanthu))
    dossier = act(counter.motcua, dossier, "hand_out", collected_by="holder", identity_checked=True)
    assert dossier.state == "returned"


def test_it_stands_at_the_step_that_is_told(counter: Counter) -> None:
    steps = [step.title for step in accepted(counter).steps.all()]
    assert steps
    done = taken(line(counter, buoc="Không có bước này"))
    assert "Quy trình không có bước" in done.outcomes[0].reasons[0][0]
    assert Dossier.objects.count() == 1


def test_what_was_answered_elsewhere_is_handed_out_here(counter: Counter) -> None:
    ended = {"trang_thai": "9", "ket_thuc": "16/11/2026 10:00", "so_ket_qua": "15/GP", "nguoi_ky": "Lê Văn Ký"}
    dossier = only(counter, **ended)
    assert "hand_out" in names(counter.motcua, dossier)
    assert act(counter.motcua, dossier, "hand_out", collected_by="holder", identity_checked=True).state == "returned"


def test_what_waits_for_the_applicant_is_supplemented_here(counter: Counter) -> None:
    waits = {
        "trang_thai": "5",
        "tam_dung": "bổ sung | 11/11/2026 08:00",
        "can_bo": "chuyenvien",
        "noi_dung_bo_sung": "Nộp lại hộ chiếu",
        "han_bo_sung": "30/11/2026",
    }
    dossier = only(counter, **waits)
    request = dossier.supplement_requests.get()
    assert request.items[0]["what_to_do"] == "Nộp lại hộ chiếu" and request.due_on == date(2026, 11, 30)
    dossier = act(counter.motcua, dossier, "supplement", components=[{"code": "02", "copies": 1}])
    assert dossier.state in ("accepted", "in_process") and dossier.paused_minutes > 0


def test_a_second_run_takes_nothing_and_a_changed_line_is_told(counter: Counter) -> None:
    only(counter)
    assert [one.state for one in taken(line(counter)).outcomes] == ["same"]
    changed = taken(line(counter, hen_tra="30/11/2026"))
    assert changed.outcomes[0].state == "aside" and Dossier.objects.count() == 1
    other = take_over(read_register(as_csv(line(counter))), source="khac", actor=SYSTEM)
    assert other.outcomes[0].state == "aside"


def test_a_dry_run_writes_nothing(counter: Counter) -> None:
    assert taken(line(counter), dry_run=True).count("new") == 1
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ma_ho_so": ""}, "Thiếu “{column}”."),
        ({"ma_thu_tuc": "9.999999"}, "thủ tục"),
        ({"don_vi": "khong-co"}, "đơn vị"),
        ({"trang_thai": "11"}, "không hiểu"),
        ({"trang_thai": "xong"}, "không hiểu"),
        ({"kenh": "fax"}, "không hiểu"),
        ({"hen_tra": ""}, "cần ngày nhận và ngày hẹn trả"),
        ({"hen_tra": "01/11/2026"}, "sớm hơn ngày nhận"),
        ({"hen_tra": "mai"}, "không đọc được thời điểm"),
        ({"ngay_nhan": "31/02/2026"}, "không đọc được thời điểm"),
        ({"ket_thuc": "10/11/2026"}, "chưa kết thúc"),
        ({"trang_thai": "9"}, "cần ngày kết thúc"),
        ({"trang_thai": "10", "ket_thuc": "16/11/2026"}, "cần ngày trả"),
        ({"trang_thai": "5"}, "không khớp"),
        ({"tam_dung": "bổ sung | 11/11/2026"}, "không khớp"),
        ({"tam_dung": "nghỉ | 11/11/2026"}, "viết như"),
        ({"tam_dung": "bổ sung|12/11/2026|11/11/2026"}, "nối tiếp"),
        ({"can_bo": "khong.co.ai"}, "cán bộ"),
        ({"dien_thoai": "12"}, "điện thoại"),
        ({"truong_hop": "Không có"}, "trường hợp"),
    ],
)
def test_a_line_that_cannot_be_taken_is_set_aside_with_its_reason(
    counter: Counter, wrong: dict[str, str], said: str
) -> None:
    good = line(counter, ma_ho_so="H19-1")
    done = taken(line(counter, **wrong), good)
    reasons = " ".join(template for template, _params in done.outcomes[0].reasons)
    assert done.outcomes[0].state == "aside" and said in reasons
    assert [dossier.code for dossier in Dossier.objects.all()] == ["H19-1"]


def test_a_code_twice_in_the_file_comes_once(counter: Counter) -> None:
    done = taken(line(counter), line(counter))
    assert [one.state for one in done.outcomes] == ["new", "aside"]


def test_a_file_without_a_column_is_refused_whole(counter: Counter) -> None:
    with pytest.raises(Invalid):
        read_register(b"ma_ho_so,ma_thu_tuc\n1,2\n")
    with pytest.raises(Invalid):
        read_register(b"PK\x03\x04 no archive")
    with pytest.raises(Invalid):
        read_register(b"")


def test_a_workbook_is_read_like_the_text(counter: Counter) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    nine = datetime(2026, 11, 9, 9)  # noqa: DTZ001 - cells of workbooks have no zone
    given: dict[str, Any] = line(counter) | {"ngay_nhan": nine, "kenh": 2}
    sheet.append([head.replace("_", " ").title() for head in given])
    sheet.append(list(given.values()))
    out = io.BytesIO()
    book.save(out)
    read = read_register(out.getvalue())
    assert read.entries[0].received == datetime(2026, 11, 9, 9, tzinfo=clock.ZONE) and read.unread == ()


def test_every_column_has_one_name() -> None:
    heads = [head for words in COLUMNS.values() for head in words]
    assert len(heads) == len(set(heads))


def test_the_command_tells_and_keeps_what_was_set_aside(
    counter: Counter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, aside = tmp_path / "so.csv", tmp_path / "de-rieng.csv"
    file.write_bytes(as_csv(line(counter), line(counter, ma_ho_so="H19-2", kenh="fax")))
    assert run(["dossiers", "import", str(file), "--dry-run"]) == 0
    assert "Sẽ nhận 1 hồ sơ" in capsys.readouterr().out and not Dossier.objects.exists()
    assert run(["dossiers", "import", str(file), "--aside", str(aside), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["new"], told["same"], told["aside"]) == (1, 0, 1)
    kept = list(csv.DictReader(io.StringIO(aside.read_text("utf-8-sig"))))
    assert kept[0]["ma_ho_so"] == "H19-2" and "fax" in kept[0]["lý do"]
    aside.write_bytes(as_csv(kept[0] | {"kenh": "3"}))
    assert run(["dossiers", "import", str(aside)]) == 0
    assert Dossier.objects.count() == 2


def test_a_cut_over_of_three_thousand_agrees_with_what_was_carried_over(counter: Counter) -> None:
    """«Từ kỳ trước» of form II.06 for the month after is every dossier that was open."""
    lines = []
    for n in range(3000):
        day = date(2026, 10, 1) + timedelta(days=n % 28)
        one = line(
            counter,
            ma_ho_so=f"000.00.17.H19-{day:%y%m%d}-{n:05}",
            ngay_nop=f"{day:%d/%m/%Y} 08:00",
            ngay_nhan=f"{day:%d/%m/%Y} 08:30",
            hen_tra=f"{day + timedelta(days=20):%d/%m/%Y}",
            trang_thai="4",
        )
        if n % 10 == 0:
            one |= {"trang_thai": "6", "tam_dung": f"nghĩa vụ tài chính | {day + timedelta(days=2):%d/%m/%Y}"}
        lines.append(one)
    done = taken(*lines)
    assert done.count("new") == 3000
    found = summary(counter.lanhdao, period_of(date(2026, 11, 1), date(2026, 11, 30)))
    assert sum(one.of(6) for one in found) == 3000 and sum(one.of(11) for one in found) == 3000
    late = sum(one.of(13) for one in found)
    recounted = Dossier.objects.filter(due_at__lt=clock.now()).exclude(state="payment_requested").count()
    assert late == recounted > 0
    assert taken(*lines).count("same") == 3000
