"""What records rest on, and the queue of what to review when a document changes."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.documents import World, law

from motcua.documents.models import Citation, CitationReview, RelationKind
from motcua.documents.permissions import may_review_citation, reviewable_citations
from motcua.documents.queries.reviews import citation_for, flagged, grounds_of, of_subject, review_queue
from motcua.documents.services.citations import Cited, cite, mark_reviewed
from motcua.documents.services.law import add_relation, void_relation
from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Forbidden, Invalid, Refused
from motcua.kernel.refs import Ref

pytestmark = pytest.mark.django_db
PLAN = Ref("plan", "0190-a")
TODAY = date(2026, 11, 20)
OLD = Cited("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ", "61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23))
D766 = Cited("Quyết định 766/QĐ-TTg ngày 26/6/2022", "766/QĐ-TTg", "Thủ tướng Chính phủ", date(2022, 6, 26))


def test_a_record_registers_what_it_rests_on_in_its_order_and_learns_what_differs() -> None:
    decree = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    known = law("766/QĐ-TTg", "Thủ tướng Chính phủ", date(2022, 6, 23))

    cite(PLAN, [D766, OLD, Cited("Luật chưa có", "1/2099/QH20")], actor=SYSTEM)

    rows = list(of_subject(PLAN))
    assert [(c.document, c.date_differs) for c in rows] == [(known, True), (decree, False), (None, False)]
    (event,) = events.history(PLAN)
    assert event.payload == {"count": 3, "matched": 2, "differing": [f"legal_document:{known.uid}"]}


def test_registering_anew_keeps_what_stays_with_its_reviews_and_ends_what_is_gone() -> None:
    decree = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    kept = cite(PLAN, [OLD, D766], actor=SYSTEM)[0]
    add_relation(law("118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9)), RelationKind.REPLACES, decree, actor=SYSTEM)
    mark_reviewed(kept, actor=SYSTEM, outcome="đã cập nhật")

    cite(PLAN, [Cited("Kế hoạch mới", "5/KH-UBND"), OLD], actor=SYSTEM)

    rows = list(of_subject(PLAN))
    assert [c.raw for c in rows] == ["Kế hoạch mới", OLD.raw]
    assert rows[1].pk == kept.pk
    assert Citation.objects.filter(ended_at__isnull=False).get().raw == D766.raw
    assert flagged([PLAN], TODAY) == {}


def test_a_citation_waits_for_a_document_that_is_added_later() -> None:
    cite(PLAN, [D766], actor=SYSTEM)

    added = law("766/QĐ-TTg", "Thủ tướng Chính phủ", date(2022, 6, 23))

    row = of_subject(PLAN).get()
    assert (row.document, row.date_differs) == (added, True)


@pytest.mark.parametrize("kind", [RelationKind.AMENDS, RelationKind.REPLACES, RelationKind.REPEALS])
def test_a_record_resting_on_a_changed_document_is_flagged_from_the_day_of_the_change(world: World, kind: str) -> None:
    decree = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    cite(PLAN, [OLD], actor=SYSTEM, unit=world.board.pk)
    assert flagged([PLAN], TODAY) == {}
    new = law("118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9), kind="decree", valid_from=date(2025, 7, 1))

    add_relation(new, kind, decree, actor=SYSTEM)

    assert flagged([PLAN], date(2025, 6, 30)) == {}
    assert flagged([PLAN], date(2025, 7, 1)) == {str(PLAN): 1}
    assert [c.subject for c in review_queue(world.office, TODAY)] == [str(PLAN)]
    assert not review_queue(world.stranger, TODAY)


@pytest.mark.parametrize("kind", [RelationKind.BASED_ON, RelationKind.IMPLEMENTS, RelationKind.CITES])
def test_other_relations_flag_nothing(kind: str) -> None:
    decree = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    cite(PLAN, [OLD], actor=SYSTEM)

    add_relation(law("1/2019/TT-VPCP", "VPCP", date(2019, 1, 1)), kind, decree, actor=SYSTEM)

    assert flagged([PLAN], TODAY) == {}


def test_a_record_that_also_cites_the_amending_document_knows_of_it() -> None:
    decree = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    amending = law("107/2021/NĐ-CP", "Chính phủ", date(2021, 12, 6), kind="decree")
    add_relation(amending, RelationKind.AMENDS, decree, actor=SYSTEM)

    cite(PLAN, [OLD, Cited("Nghị định 107/2021/NĐ-CP", "107/2021/NĐ-CP")], actor=SYSTEM)

    assert flagged([PLAN], TODAY) == {}
    assert grounds_of(list(of_subject(PLAN)), TODAY) == []


def test_a_document_that_ended_by_itself_flags_too() -> None:
    law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree", valid_to=date(2025, 7, 1))
    (row,) = cite(PLAN, [OLD], actor=SYSTEM)

    assert flagged([PLAN], date(2025, 6, 30)) == {}
    (ground,) = grounds_of([row], TODAY)
    assert (ground.relation, ground.expired_on) == (None, date(2025, 7, 1))
    mark_reviewed(row, actor=SYSTEM, outcome="vẫn dùng được")
    assert flagged([PLAN], TODAY) == {}


def test_a_review_closes_what_was_open_and_a_later_change_asks_again() -> None:
    decree = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    (row,) = cite(PLAN, [OLD], actor=SYSTEM)
    add_relation(law("107/2021/NĐ-CP", "Chính phủ", date(2021, 12, 6)), RelationKind.AMENDS, decree, actor=SYSTEM)

    with pytest.raises(Invalid):
        mark_reviewed(row, actor=SYSTEM, outcome="  ")
    mark_reviewed(row, actor=SYSTEM, outcome="vẫn phù hợp")
    with pytest.raises(Refused):
        mark_reviewed(row, actor=SYSTEM, outcome="lần nữa")
    assert flagged([PLAN], TODAY) == {}

    add_relation(law("118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9)), RelationKind.REPLACES, decree, actor=SYSTEM)
    assert flagged([PLAN], TODAY) == {str(PLAN): 1}
    assert CitationReview.objects.count() == 1
    assert [e.kind for e in events.history(PLAN)] == ["citations.registered", "citation.reviewed"]


def test_a_voided_relation_flags_no_longer() -> None:
    decree = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    cite(PLAN, [OLD], actor=SYSTEM)
    made = add_relation(
        law("107/2021/NĐ-CP", "Chính phủ", date(2021, 12, 6)), RelationKind.AMENDS, decree, actor=SYSTEM
    )

    void_relation(made, actor=SYSTEM, reason="nhầm")

    assert flagged([PLAN], TODAY) == {}


def test_who_reviews_is_the_same_by_predicate_and_by_filter(world: World) -> None:
    for unit in (None, world.board.pk, world.elsewhere.pk):
        cite(Ref("plan", f"x{unit}"), [OLD], actor=SYSTEM, unit=unit)
    everything = Citation.objects.all()

    for user in (world.clerk, world.office, world.stranger, world.auditor):
        assert set(reviewable_citations(everything, user)) == {c for c in everything if may_review_citation(user, c)}
    with pytest.raises(Forbidden):
        citation_for(world.clerk, Citation.objects.get(unit=world.board).uid)


def test_queue_and_flags_cost_the_same_for_one_record_and_for_many(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    decree = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    add_relation(law("118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9)), RelationKind.REPLACES, decree, actor=SYSTEM)
    for size in (1, 6):
        refs = [Ref("plan", f"{size}-{i}") for i in range(size)]
        for ref in refs:
            cite(ref, [OLD], actor=SYSTEM, unit=world.board.pk)
        with django_assert_num_queries(1):
            assert len(flagged(refs, TODAY)) == size
        with django_assert_num_queries(1):
            rows = list(review_queue(world.office, TODAY))
        with django_assert_num_queries(3):
            assert len(grounds_of(rows, TODAY)) == len(rows)
