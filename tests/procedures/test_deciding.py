"""Comparisons, and a person's decision about each row: nothing of the registry is written before it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.factories.procedures import content, procedure

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, Stale
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Limit, Part, Unread, as_json, from_json
from motcua.procedures.imports import read_file
from motcua.procedures.models import ImportRow, ImportRun, Origin, Procedure, ProcedureVersion, VersionState
from motcua.procedures.queries.imports import proposal_of, ref_of
from motcua.procedures.queries.registry import version_on
from motcua.procedures.services.deciding import Accepted, accept_row, accept_waiting, give_code, reject_row
from motcua.procedures.services.importing import Imported, compare_procedures, import_procedures

pytestmark = pytest.mark.django_db
HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"


def row(code: str, name: str, days: int = 5, **others: str) -> dict[str, str]:
    return {
        "ma_thu_tuc": code,
        "ten_thu_tuc": name,
        "linh_vuc": "Lĩnh vực mẫu",
        "cap_thuc_hien": "Cấp tỉnh",
        "doi_tuong_thuc_hien": "Công dân Việt Nam",
        "trinh_tu_thuc_hien": f"Bước 1: Nộp hồ sơ {name}.\nBước 2: Nhận kết quả.",
        "cach_thuc_thuc_hien": f"{HEAD}Trực tiếp{days} Ngày làm việcMiễn phí",
        "co_quan_thuc_hien": "Sở Mẫu",
        "yeu_cau_dieu_kien": "Không",
    } | others


def file(*rows: Mapping[str, Any]) -> Any:
    return read_file("\n".join(json.dumps(r, ensure_ascii=False) for r in rows).encode())


def take(*rows: Mapping[str, Any], on: date | None = None) -> Imported:
    return import_procedures(file(*rows), actor=SYSTEM, valid_from=on)


def compare(*rows: Mapping[str, Any]) -> tuple[Imported, list[ImportRow]]:
    done = compare_procedures(file(*rows), actor=SYSTEM)
    return done, list(ImportRow.objects.filter(run__uid=done.run).order_by("line"))


def test_a_comparison_tells_the_parts_that_differ_and_writes_nothing_of_the_registry() -> None:
    take(row("1.100001", "Một"), row("1.100002", "Hai"), row("1.100003", "Ba"), on=date(2026, 1, 1))
    versions = ProcedureVersion.objects.count()
    done, rows = compare(row("1.100001", "Một"), row("1.100002", "Hai", days=9), row("1.100009", "Mới"))
    assert (done.counts.same, done.counts.proposed, done.counts.absent) == (1, 2, 1)
    assert [(r.code, r.state, r.parts) for r in rows] == [
        ("1.100002", "proposed", ["limits"]),
        ("1.100009", "proposed", []),
    ]
    assert ProcedureVersion.objects.count() == versions
    assert [e.kind for e in events.history(ref_of(ImportRun.objects.get(mode="compare")))] == ["procedures.compared"]


def test_an_accepted_row_makes_a_version_and_a_new_procedure_where_there_is_none() -> None:
    take(row("1.100002", "Hai"), on=date(2026, 1, 1))
    _, (changed, new) = compare(row("1.100002", "Hai", days=9), row("1.100009", "Mới"))
    made = accept_row(changed, actor=SYSTEM)
    assert made is not None
    assert (made.number, made.state, made.source, made.content["limits"][0]["value"]) == (2, "published", None, "9")
    assert accept_row(new, actor=SYSTEM) == version_on(Procedure.objects.get(base_code="1.100009"), clock.today())
    assert [r.state for r in ImportRow.objects.filter(run=new.run)] == ["accepted", "accepted"]
    again, _ = compare(row("1.100002", "Hai", days=9), row("1.100009", "Mới"))
    assert again.counts.same == 2


def test_of_a_row_the_named_parts_alone_are_taken_and_the_next_import_does_not_bring_the_others_back() -> None:
    take(row("1.100002", "Hai"), on=date(2026, 1, 1))
    other = row("1.100002", "Hai", days=9, yeu_cau_dieu_kien="Có trụ sở")
    _, (changed,) = compare(other)
    assert changed.parts == ["limits", "conditions"]
    made = accept_row(changed, actor=SYSTEM, parts=["conditions"])
    assert made is not None
    assert (made.content["limits"][0]["value"], made.content["conditions"]) == ("5", [{"text": "Có trụ sở"}])
    assert take(other).counts.proposed == 1  # told, not written
    taken = take(row("1.100002", "Hai", days=9, yeu_cau_dieu_kien="Có nhà xưởng"))
    assert taken.lines[0].parts == ("conditions",)


def test_what_was_decided_is_not_decided_again() -> None:
    _, (one,) = compare(row("1.100009", "Mới"))
    reject_row(one, actor=SYSTEM, reason="Không phải của tỉnh")
    one.refresh_from_db()
    assert (one.state, one.note, Procedure.objects.count()) == ("rejected", "Không phải của tỉnh", 0)
    for again in (
        lambda: accept_row(one, actor=SYSTEM),
        lambda: reject_row(one, actor=SYSTEM),
        lambda: give_code(one, "1.100009", actor=SYSTEM),
    ):
        with pytest.raises(Refused):
            again()


def test_a_decision_over_another_content_than_was_seen_is_stale() -> None:
    take(row("1.100002", "Hai"), on=date(2026, 1, 1))
    _, (one,) = compare(row("1.100002", "Hai", days=9))
    with pytest.raises(Stale):
        accept_row(one, actor=SYSTEM, seen="khác")
    with pytest.raises(Refused):
        accept_row(one, actor=SYSTEM, parts=["steps"])


def test_a_row_is_accepted_only_while_what_it_was_compared_with_holds() -> None:
    take(row("1.100002", "Hai"), on=date(2026, 1, 1))
    _, (old, new) = compare(row("1.100002", "Hai", days=9), row("1.100003", "Ba"))
    take(row("1.100002", "Hai", days=7), row("1.100003", "Ba", days=2))
    now = proposal_of(old)
    assert now is not None
    for one in (old, new):
        for parts, seen in ((None, None), (["limits"], None), (["limits"], now.seen)):
            with pytest.raises(Stale, match="hãy so sánh lại"):
                accept_row(one, actor=SYSTEM, parts=parts, seen=seen)
    assert accept_waiting(old.run, actor=SYSTEM) == Accepted(0, 2)
    assert accept_waiting(old.run, actor=SYSTEM) == Accepted(0, 2)  # once more: the reason stands once
    assert [(r.state, r.reason) for r in old.run.rows.order_by("line")] == [
        ("proposed", "Danh mục đã đổi từ khi so sánh: hãy so sánh lại."),
        ("proposed", "Danh mục đã đổi từ khi so sánh: hãy so sánh lại. Danh mục chưa có thủ tục này."),
    ]
    assert Procedure.objects.get(base_code="1.100002").versions.latest("number").content["limits"][0]["value"] == "7"
    _, (again, _new) = compare(row("1.100002", "Hai", days=9), row("1.100003", "Ba"))
    assert accept_row(again, actor=SYSTEM) is not None


def test_of_two_rows_about_one_procedure_the_second_is_compared_again_after_the_first() -> None:
    take(row("1.100002", "Hai"), on=date(2026, 1, 1))
    (_, (one,)), (_, (other,)) = compare(row("1.100002", "Hai", days=9)), compare(row("1.100002", "Hai", days=8))
    accept_row(one, actor=SYSTEM)
    with pytest.raises(Stale):
        accept_row(other, actor=SYSTEM)
    reject_row(other, actor=SYSTEM)


def test_a_code_given_by_a_person_compares_the_row_with_what_stands_then() -> None:
    take(row("1.100002", "Hai"), on=date(2026, 1, 1))
    one = compare({"title": "Chưa từng có", "Trình tự thực hiện": "Bước 1: Nộp."})[1][0]
    give_code(one, "1.100002", actor=SYSTEM, sure=True)
    take(row("1.100002", "Hai", days=7))
    with pytest.raises(Stale):
        accept_row(one, actor=SYSTEM)
    give_code(one, "1.100002", actor=SYSTEM, sure=True)
    assert accept_row(one, actor=SYSTEM) is not None


def test_a_row_for_the_provinces_own_procedure_becomes_a_draft_that_needs_its_decision() -> None:
    take(row("1.100002", "Hai"), on=date(2026, 1, 1))
    Procedure.objects.update(origin=Origin.OWN)
    _, (one,) = compare(row("1.100002", "Hai", days=9))
    made = accept_row(one, actor=SYSTEM)
    assert made is not None
    assert made.state == VersionState.DRAFT
    assert version_on(made.procedure, clock.today()) != made


def test_a_source_without_codes_waits_beside_the_procedure_of_its_name_and_denies_nothing_it_does_not_mention() -> None:
    made = procedure("1.100001", content("Đăng ký khai sinh"))
    older = {"title": "Đăng ký  khai sinh", "Trình tự thực hiện": "Bước 1: Nộp.", "Cách thức thực hiện": []}
    done, rows = compare(older, {"title": "Chưa từng có", "Trình tự thực hiện": "Bước 1: Nộp."})
    assert [r.state for r in rows] == ["proposed", "set_aside"]
    assert rows[0].procedure == made
    assert rows[0].parts == ["steps"]
    accepted = accept_row(rows[0], actor=SYSTEM, parts=["steps"])
    assert accepted is not None
    said = from_json(accepted.content)
    assert (said.field, said.limits, [s.text for s in said.steps]) == ("Hoạt động xây dựng", content().limits, ["Nộp."])
    assert accepted.source == as_json(replace(content("Đăng ký khai sinh"), steps=said.steps))
    assert done.counts.set_aside == 1


def test_what_was_taken_from_another_source_shows_when_the_national_one_is_compared_and_read_again() -> None:
    national = row("1.100001", "Đăng ký khai sinh")
    take(national, on=date(2026, 1, 1))
    _, (older,) = compare({"title": "Đăng ký khai sinh", "Trình tự thực hiện": "Bước 1: Nộp tại xã."})
    accept_row(older, actor=SYSTEM)

    _, (told,) = compare(national)
    assert (told.code, told.parts) == ("1.100001", ["steps"])
    again = take(national)

    assert (again.counts.changed, [name for name, _ in again.lines[0].doubts]) == (1, [])
    newest = version_on(Procedure.objects.get(), clock.today())
    assert newest is not None
    assert newest.fingerprint == ProcedureVersion.objects.get(number=1).fingerprint
    assert take(national).counts.same == 1


def test_a_person_says_whose_a_set_aside_row_is() -> None:
    rows = [
        *compare({"title": "Chưa từng có", "Trình tự thực hiện": "Bước 1: Nộp."})[1],
        *compare(row("12", "Mã lạ"))[1],
    ]
    with pytest.raises(Refused):
        accept_row(rows[0], actor=SYSTEM)
    with pytest.raises(Invalid):
        give_code(rows[0], "12", actor=SYSTEM)
    for one, code in zip(rows, ("1.100007", "1.100008"), strict=True):
        assert give_code(one, code, actor=SYSTEM).state == "proposed"
        accept_row(one, actor=SYSTEM)
    assert sorted(Procedure.objects.values_list("base_code", "name")) == [
        ("1.100007", "Chưa từng có"),
        ("1.100008", "Mã lạ"),
    ]


def test_a_line_that_is_no_procedure_can_only_be_refused() -> None:
    import_procedures(
        read_file(json.dumps(row("1.100001", "Một"), ensure_ascii=False).encode() + b"\n{ xyz"), actor=SYSTEM
    )
    bad = ImportRow.objects.get(state="set_aside")
    with pytest.raises(Refused):
        give_code(bad, "1.100005", actor=SYSTEM)
    bad.refresh_from_db()
    assert (bad.state, bad.code) == ("set_aside", "")
    reject_row(bad, actor=SYSTEM)


def test_a_list_of_names_is_compared_by_names_and_fields_alone() -> None:
    procedure("1.100001", content("Cấp giấy phép"), since=date(2026, 1, 1))
    names = "ma_so,ten,linh_vuc,co_quan_thuc_hien\n1.100001,Cấp giấy phép (tỉnh),Hoạt động xây dựng,Sở Mẫu\n"
    done = compare_procedures(read_file(names.encode()), actor=SYSTEM)
    one = ImportRow.objects.get(run__uid=done.run)
    assert one.parts == ["name"]
    made = accept_row(one, actor=SYSTEM)
    assert made is not None
    assert from_json(made.content) == content("Cấp giấy phép (tỉnh)")


def test_all_that_waits_is_accepted_at_once_and_what_is_set_aside_stays() -> None:
    _, rows = compare(row("1.100001", "Một"), row("1.100002", "Hai"), row("12", "Mã lạ"))
    assert accept_waiting(rows[0].run, actor=SYSTEM) == Accepted(2, 0)
    assert sorted(r.state for r in ImportRow.objects.all()) == ["accepted", "accepted", "set_aside"]
    assert accept_waiting(rows[0].run, actor=SYSTEM) == Accepted(0, 0)


def test_a_row_that_may_carry_anothers_text_is_not_accepted_with_all() -> None:
    _, rows = compare(row("1.100001", "Một"), row("1.100002", "Hai"))
    run = rows[0].run
    ImportRow.objects.filter(pk=rows[1].pk).update(doubts=[["same_text_as_another", "1.100009"]])

    assert accept_waiting(run, actor=SYSTEM) == Accepted(1, 0)
    assert [r.state for r in run.rows.order_by("line")] == ["accepted", "proposed"]


def test_an_import_keeps_the_words_that_people_sorted_until_the_source_changes_them() -> None:
    take(row("1.100001", "Một"), on=date(2026, 1, 1))
    version = ProcedureVersion.objects.get()
    source = replace(from_json(version.content), unread=(Unread(Part.LIMITS, "20 ngày"),), limits=())
    ours = replace(source, unread=(), limits=(Limit(Decimal(20), Unit.DAY),))
    ProcedureVersion.objects.update(source=as_json(from_json(version.content)), content=as_json(ours))
    assert take(row("1.100001", "Một")).counts.same == 1
    done = take(row("1.100001", "Một", yeu_cau_dieu_kien="Có trụ sở"))
    newest = version_on(Procedure.objects.get(), clock.today())
    assert newest is not None
    assert from_json(newest.content).limits == ours.limits
    assert newest.source is not None
    assert done.lines[0].doubts == ()
    done = take(row("1.100001", "Một", days=9, yeu_cau_dieu_kien="Có trụ sở"))
    assert [name for name, _ in done.lines[0].doubts] == ["sorted_again"]
    newest = version_on(Procedure.objects.get(), clock.today())
    assert newest is not None
    assert (newest.content["limits"][0]["value"], newest.source) == ("9", None)


def test_numbers_go_on_over_drafts() -> None:
    take(row("1.100001", "Một"), on=date(2026, 1, 1))
    made = Procedure.objects.get()
    ProcedureVersion.objects.create(
        procedure=made,
        number=2,
        state="draft",
        valid_from=clock.today(),
        content={"name": "Một"},
        created_at=clock.now(),
    )
    take(row("1.100001", "Một", days=9))
    assert [v.number for v in made.versions.order_by("number")] == [1, 2, 3]
