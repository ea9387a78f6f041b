"""Numbers of outgoing documents: after signing, in order, never twice, never again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.documents import World, scan, series, signed

from motcua.documents.models import IssuedNumber, NumberSeries
from motcua.documents.permissions import may_cancel_number, may_read_series, may_take_number, readable_series
from motcua.documents.queries.numbers import line_for, number_of, register_of, series_for, series_for_kind
from motcua.documents.services.numbers import (
    Signable,
    SignedDocument,
    cancel_number,
    enter_number,
    open_series,
    roll_over,
    signables,
    take_number,
)
from motcua.documents.workflow import NUMBERS, NumberState
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Forbidden, Invalid, NotFound, Refused, TransitionRefused
from motcua.kernel.refs import Ref

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def plans_that_are_signed() -> Iterator[set[str]]:
    """A higher package whose records "a", "b" … get numbers; those in the set are signed."""
    there: set[str] = set()
    signables._entries["approved_plan"] = Signable(
        lambda uid: signed(ref=Ref("approved_plan", uid)) if uid in there else None
    )
    yield there
    del signables._entries["approved_plan"]


def texts(book: NumberSeries) -> list[str]:
    return list(register_of(book).order_by("pk").values_list("text", flat=True))


def take(book: NumberSeries, **others: Any) -> IssuedNumber:
    number = IssuedNumber.objects.count()
    return take_number(book, actor=SYSTEM, document=signed(scan=scan(f"bản {number}"), **others))


def test_numbers_run_from_01_in_order_and_are_dated_today(world: World) -> None:
    book = series(world.board)

    lines = [take(book) for _ in range(11)]

    assert texts(book)[:2] == ["01/KH-KCNĐN", "02/KH-KCNĐN"]
    assert texts(book)[-2:] == ["10/KH-KCNĐN", "11/KH-KCNĐN"]
    assert {line.issued_on for line in lines} == {date(2026, 11, 20)}


def test_a_shared_book_numbers_all_types_in_one_row_and_letters_bear_the_drafter(world: World) -> None:
    book = series(world.board)

    take(book)
    take(book, kind="decision")
    take(book, kind="letter", drafter="VP")
    take(book, kind="letter")

    assert texts(book) == ["01/KH-KCNĐN", "02/QĐ-KCNĐN", "03/KCNĐN-VP", "04/KCNĐN"]


def test_a_book_of_legal_instruments_has_the_year_in_the_number(world: World) -> None:
    book = series(world.province, body_symbol="UBND", normative=True, kind="decision")

    assert take(book, kind="decision").text == "01/2026/QĐ-UBND"


def test_a_book_that_goes_on_from_another_one_begins_where_that_ended(world: World) -> None:
    book = series(world.board, first=146)

    assert [take(book).number, take(book).number] == [146, 147]


@pytest.mark.parametrize(
    ("document", "code"),
    [(signed(), "not_signed"), (Ref("approved_plan", "a"), "not_signed"), (Ref("unheard_of", "a"), "not_signed")],
)
def test_nothing_gets_a_number_before_it_is_signed(
    world: World, plans_that_are_signed: set[str], document: SignedDocument | Ref, code: str
) -> None:
    book = series(world.board)

    with pytest.raises(Refused) as refused:
        take_number(book, actor=SYSTEM, document=document)

    assert refused.value.code == code
    assert NumberSeries.objects.get().last == 0


def test_a_signed_record_gets_its_number_once_however_often_it_is_asked(
    world: World, plans_that_are_signed: set[str]
) -> None:
    book, plan = series(world.board), Ref("approved_plan", "a")
    plans_that_are_signed.add("a")

    first = take_number(book, actor=SYSTEM, document=plan)
    again = take_number(book, actor=SYSTEM, document=plan)

    assert again.pk == first.pk
    assert number_of(plan) == first
    assert texts(book) == ["01/KH-KCNĐN"]
    assert [e.kind for e in events.history(plan)] == ["number.given"]


def test_the_same_scan_submitted_twice_gets_one_number(world: World) -> None:
    book, paper = series(world.board), scan()

    first = take_number(book, actor=SYSTEM, document=signed(scan=paper))
    again = take_number(book, actor=SYSTEM, document=signed(scan=paper))

    assert (again.pk, NumberSeries.objects.get().last) == (first.pk, 1)


def test_a_cancelled_number_stays_visible_with_its_reason_and_is_not_given_again(
    world: World, plans_that_are_signed: set[str]
) -> None:
    book, plan = series(world.board), Ref("approved_plan", "a")
    plans_that_are_signed.add("a")
    line = take_number(book, actor=SYSTEM, document=plan)

    with pytest.raises(Invalid):
        cancel_number(line, actor=SYSTEM, reason=" ")
    cancel_number(line, actor=SYSTEM, reason="ký nhầm bản")
    fresh = take_number(book, actor=SYSTEM, document=plan)

    kept = IssuedNumber.objects.get(pk=line.pk)
    assert (kept.state, kept.cancel_reason) == ("cancelled", "ký nhầm bản")
    assert texts(book) == ["01/KH-KCNĐN", "02/KH-KCNĐN"]
    assert number_of(plan) == fresh


@pytest.mark.parametrize("state", list(NumberState))
def test_only_an_issued_number_can_be_cancelled(world: World, state: NumberState) -> None:
    line = take(series(world.board))
    reason = "" if state is NumberState.ISSUED else "từ trước"
    IssuedNumber.objects.filter(pk=line.pk).update(state=state, cancel_reason=reason)
    line.refresh_from_db()

    if state in NUMBERS.transitions["cancel"].sources:
        cancel_number(line, actor=SYSTEM, reason="nhầm")
        assert IssuedNumber.objects.get().state == "cancelled"
    else:
        with pytest.raises(TransitionRefused):
            cancel_number(line, actor=SYSTEM, reason="nhầm")


def test_two_who_cancel_at_once_leave_one_reason(world: World) -> None:
    line = take(series(world.board))
    same = IssuedNumber.objects.get(pk=line.pk)
    cancel_number(line, actor=SYSTEM, reason="người thứ nhất")

    with pytest.raises(TransitionRefused):
        cancel_number(same, actor=SYSTEM, reason="người thứ hai")

    assert IssuedNumber.objects.get().cancel_reason == "người thứ nhất"


def test_a_number_is_given_only_in_the_book_of_its_year_of_its_type(world: World) -> None:
    shared, decisions = series(world.board, year=2025), series(world.board, kind="decision")

    for book, code in ((shared, "other_year"), (decisions, "other_kind")):
        with pytest.raises(Refused) as refused:
            take(book)
        assert refused.value.code == code
    assert not IssuedNumber.objects.exists()


def test_on_1_january_the_books_of_the_year_before_open_again_from_01(world: World) -> None:
    series(world.board, first=146)
    series(world.province, kind="decision", body_symbol="UBND", external=True)
    with clock.frozen(datetime(2027, 1, 1, 0, 5, tzinfo=clock.ZONE)):
        opened = roll_over(2027, actor=SYSTEM)
        assert roll_over(2027, actor=SYSTEM) == []
        assert [(s.unit_id, s.kind, s.first, s.last, s.external) for s in opened] == [
            (world.board.pk, "", 1, 0, False),
            (world.province.pk, "decision", 1, 0, True),
        ]
        assert take(opened[0]).text == "01/KH-KCNĐN"


def test_a_number_that_another_system_gave_is_entered_with_date_and_file(world: World) -> None:
    book = series(world.board, external=True)

    line = enter_number(
        book, actor=SYSTEM, document=signed(scan=scan("a")), text=" 145 / KH-KCNĐN ", issued_on=date(2026, 3, 2)
    )

    assert (line.text, line.number, line.issued_on) == ("145/KH-KCNĐN", None, date(2026, 3, 2))
    with pytest.raises(Refused, match="hệ thống khác"):
        take_number(book, actor=SYSTEM, document=signed(scan=scan("b")))
    with pytest.raises(Invalid):
        enter_number(
            book, actor=SYSTEM, document=signed(scan=scan("c")), text="145/KH-KCNĐN", issued_on=date(2026, 3, 3)
        )
    assert texts(book) == ["145/KH-KCNĐN"]


@pytest.mark.parametrize(
    ("others", "field"),
    [
        ({"text": ""}, "text"),
        ({"issued_on": date(2025, 12, 31)}, "issued_on"),
        ({"issued_on": date(2026, 12, 1)}, "issued_on"),
        ({"document": signed()}, "scan"),
    ],
)
def test_an_entered_number_lacks_nothing(world: World, others: dict[str, Any], field: str) -> None:
    given = {"text": "1/KH-KCNĐN", "issued_on": date(2026, 3, 2), "document": signed(scan=scan())} | others

    with pytest.raises(Invalid) as refused:
        enter_number(series(world.board, external=True), actor=SYSTEM, **given)

    assert field in {e.field for e in refused.value.errors}


@pytest.mark.parametrize(
    ("others", "field"),
    [
        ({"kind": "spell"}, "kind"),
        ({"subject": ""}, "subject"),
        ({"subject": "TỐI MẬT: phương án phòng thủ"}, "subject"),
        ({"signer": " "}, "signer"),
        ({"drafter": "văn phòng"}, "drafter"),
    ],
)
def test_a_paper_document_with_wrong_facts_takes_no_number(world: World, others: dict[str, Any], field: str) -> None:
    book = series(world.board)

    with pytest.raises(Invalid) as refused:
        take_number(book, actor=SYSTEM, document=signed(scan=scan(), **others))

    assert [e.field for e in refused.value.errors] == [field]
    assert NumberSeries.objects.get().last == 0


def test_the_same_book_opened_twice_is_one_book_and_a_different_one_is_refused(world: World) -> None:
    book = series(world.board)

    assert series(world.board) == book
    with pytest.raises(Invalid):
        series(world.board, first=5)
    with pytest.raises(Invalid) as refused:
        open_series(unit=world.board.pk, year=1900, body_symbol="kcn đn", first=0, actor=SYSTEM)
    assert {e.field for e in refused.value.errors} == {"year", "body_symbol", "first"}


def test_a_type_has_its_own_book_where_there_is_one(world: World) -> None:
    shared, plans = series(world.board), series(world.board, kind="plan")

    assert series_for_kind(world.board.pk, "plan", date(2026, 5, 1)) == plans
    assert series_for_kind(world.board.pk, "report", date(2026, 5, 1)) == shared
    assert series_for_kind(world.board.pk, "plan", date(2025, 5, 1)) is None


def test_every_role_reads_the_books_of_its_units_and_only_the_clerk_gives_numbers(world: World) -> None:
    series(world.board)
    series(world.elsewhere, body_symbol="SNV")
    line = take(NumberSeries.objects.get(unit=world.board))
    everything = NumberSeries.objects.all()

    for user in (world.clerk, world.office, world.stranger, world.auditor):
        assert set(readable_series(everything, user)) == {s for s in everything if may_read_series(user, s)}
    assert [may_take_number(u, line.series) for u in (world.clerk, world.office, world.auditor)] == [True, False, False]
    assert [may_cancel_number(u, line) for u in (world.clerk, world.office, world.stranger)] == [True, False, False]
    with pytest.raises(Forbidden):
        series_for(world.office, line.series.uid, "numbers.take")
    with pytest.raises(NotFound):
        series_for(world.stranger, line.series.uid)
    with pytest.raises(Forbidden):
        line_for(world.auditor, line.uid, "numbers.cancel")


def test_the_register_costs_one_query_however_long(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    book = series(world.board)
    for count in (1, 3):
        while IssuedNumber.objects.count() < count:
            take(book)
        with django_assert_num_queries(1):
            assert [(n.text, n.file.uid, n.series.year) for n in register_of(book, cancellable=True)]
