"""A part that a person left out of a row stays a difference: every later run says so until somebody takes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.factories.calling import call, token, told
from tests.factories.procedures import Office
from tests.procedures.test_deciding import compare, row, take
from tests.procedures.test_import_pages import page

from motcua.kernel.actors import SYSTEM
from motcua.procedures.models import ImportRow, Procedure, ProcedureVersion
from motcua.procedures.services.deciding import Accepted, accept_row, accept_waiting, reject_row

pytestmark = pytest.mark.django_db
CODE = "1.100002"
SAID = row(CODE, "Hai (sửa)", trinh_tu_thuc_hien="Bước 1: Gửi hồ sơ.")
LEFT = "Đã nhận một phần nội dung này, để lại Tên thủ tục"
KEPT = "Phần đã để lại khi nhận, giữ như danh mục: Tên thủ tục"


@pytest.fixture(autouse=True)
def steps_alone_accepted() -> None:
    take(row(CODE, "Hai"), on=date(2026, 1, 1))
    _, (one,) = compare(SAID)
    assert one.parts == ["name", "steps"]
    accept_row(one, actor=SYSTEM, parts=["steps"])


def newest() -> ProcedureVersion:
    return ProcedureVersion.objects.latest("number")


def test_a_comparison_says_it_again_and_who_left_it_out() -> None:
    done, (again,) = compare(SAID)
    assert (done.counts.same, done.counts.proposed) == (0, 1)
    assert (again.state, again.parts) == ("proposed", ["name"])
    assert LEFT in again.reason and SYSTEM.name in again.reason


def test_an_import_does_not_write_it_and_says_so() -> None:
    done = take(SAID)
    assert (done.counts.same, done.counts.changed, done.counts.proposed) == (0, 0, 1)
    waits = ImportRow.objects.get(run__uid=done.run)
    assert (waits.parts, waits.state) == (["name"], "proposed") and LEFT in waits.reason
    assert newest().number == 2


def test_all_at_once_leaves_it_a_person_takes_it_and_then_nothing_differs() -> None:
    _, (again,) = compare(SAID)
    assert accept_waiting(again.run, actor=SYSTEM) == Accepted(0, 0, 1)
    accept_row(again, actor=SYSTEM)
    assert (Procedure.objects.get().name, newest().source) == ("Hai (sửa)", None)
    assert compare(SAID)[0].counts.same == take(SAID).counts.same == 1


def test_refused_it_is_told_as_refused() -> None:
    _, (again,) = compare(SAID)
    reject_row(again, actor=SYSTEM, reason="Tên cũ đúng")
    done, (once_more,) = compare(SAID)
    assert done.counts.proposed == 1 and "Tên cũ đúng" in once_more.reason


def test_it_stays_left_out_though_the_source_changes_another_part() -> None:
    other = SAID | {"yeu_cau_dieu_kien": "Có nhà xưởng"}
    _, (waits,) = compare(other)
    assert waits.parts == ["name", "conditions"] and KEPT in waits.reason
    assert accept_waiting(waits.run, actor=SYSTEM) == Accepted(0, 0, 1)
    done = take(other)
    assert done.counts.changed == 1 and done.lines[0].reason.startswith(KEPT)
    made = newest()
    assert (made.content["name"], made.content["conditions"]) == ("Hai", [{"text": "Có nhà xưởng"}])
    assert "name" not in done.lines[0].parts
    once_more = take(other)
    assert (once_more.counts.same, once_more.counts.proposed, newest()) == (0, 1, made)
    assert KEPT in once_more.lines[0].reason


def test_another_name_of_the_source_was_never_left_out() -> None:
    done = take(SAID | {"ten_thu_tuc": "Hai (sửa lại)"})
    assert (done.counts.changed, newest().content["name"]) == (1, "Hai (sửa lại)")


def test_what_was_taken_later_is_no_longer_left_out() -> None:
    _, (again,) = compare(SAID)
    accept_row(again, actor=SYSTEM)
    take(SAID | {"ten_thu_tuc": "Hai (khác)"})
    done = take(SAID | {"yeu_cau_dieu_kien": "Có nhà xưởng"})
    assert (done.counts.changed, newest().content["name"]) == (1, "Hai (sửa)")


def test_both_faces_tell_who_left_it_out(office: Office) -> None:
    _, (waits,) = compare(SAID | {"yeu_cau_dieu_kien": "Có nhà xưởng"})
    html = page(office.office, reverse("procedures:row", args=[waits.uid]))
    assert KEPT in html and "để lại: Tên thủ tục" in html
    shown = told(call("GET", f"/procedure-import-rows/{waits.uid}", token(office.office)))
    assert shown["refused"]["left"] == ["name"]


def test_questions_stay_as_many_for_many_rows(django_assert_max_num_queries: Callable[..., Any]) -> None:
    codes = [f"1.2000{n:02d}" for n in range(20)]
    take(*(row(code, f"Thủ tục số {code}") for code in codes), on=date(2026, 1, 1))
    said = [row(code, f"Thủ tục số {code}", 9, yeu_cau_dieu_kien="Có trụ sở") for code in codes]
    for one in compare(*said)[1]:
        accept_row(one, actor=SYSTEM, parts=["limits"])
    with django_assert_max_num_queries(40):
        done, rows = compare(*(one | {"linh_vuc": "Khác"} for one in said))
    assert done.counts.proposed == 20 and all("để lại" in one.reason for one in rows)
