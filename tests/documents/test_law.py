"""The library: what is taken in, how it is found, whether it still holds, who may read it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries
from tests.factories.documents import World, law

from motcua.documents.models import Access, LegalDocument, Relation, RelationKind
from motcua.documents.permissions import (
    changeable_documents,
    may_change_document,
    may_read_document,
    readable_documents,
)
from motcua.documents.queries.law import document_for, library, life_of, one_named, state_on, ties_of
from motcua.documents.services.content import subject_errors
from motcua.documents.services.law import LawFacts, add_document, add_relation, change_document, void_relation
from motcua.kernel import events, search
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Forbidden, Invalid, NotFound, Refused, Stale

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def found(text: str) -> set[str]:
    return {d.number for d in search.find(LegalDocument.objects.all(), "legal_document", text).queryset}


def kinds_of(document: LegalDocument) -> list[str]:
    from motcua.documents.queries.law import ref_of

    return [e.kind for e in events.history(ref_of(document))]


@pytest.mark.parametrize("text", ["17-NQ/TW", "17/NQ-TW", "17 NQ TW", "số 17-nq/tw", "17NQTW", "nghi quyet 17"])
def test_a_document_is_found_by_any_way_of_writing_its_number(text: str) -> None:
    law("17-NQ/TW", "Ban Chấp hành Trung ương", date(2007, 8, 1), "Đẩy mạnh cải cách hành chính", kind="resolution")
    law(
        "18-NQ/TW", "Ban Chấp hành Trung ương", date(2017, 10, 25), "Đổi mới, sắp xếp tổ chức bộ máy", kind="resolution"
    )

    assert found(text) == {"17-NQ/TW"}


def test_a_document_is_found_by_words_with_and_without_diacritics() -> None:
    law("766/QĐ-TTg", "Thủ tướng Chính phủ", date(2022, 6, 23), "Bộ chỉ số phục vụ người dân theo thời gian thực")

    assert found("bo chi so phuc vu") == found("Bộ chỉ số phục vụ") == found("766 qd ttg") == {"766/QĐ-TTg"}


def test_the_same_number_issuer_and_year_is_in_the_library_once_however_written() -> None:
    law("17-NQ/TW", "Ban Chấp hành Trung ương", date(2007, 8, 1))

    with pytest.raises(Invalid) as refused:
        law("17/NQ-TW", "BCH Trung ương Đảng (khóa X)", date(2007, 8, 1))

    assert refused.value.code == "exists"
    assert [e.field for e in refused.value.errors] == ["number"]
    assert LegalDocument.objects.count() == 1


def test_numbers_begin_again_every_year_so_another_year_is_another_document() -> None:
    law("404/KH-UBND", "UBND tỉnh Đồng Nai", date(2024, 12, 30))
    law("404/KH-UBND", "UBND tỉnh Đồng Nai", date(2023, 12, 29))
    law("404/KH-UBND", "UBND thành phố Huế", date(2024, 12, 30))

    assert LegalDocument.objects.count() == 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "spell"}, "kind"),
        ({"subject": " "}, "subject"),
        ({"issuer": ""}, "issuer"),
        ({"number": "<script>"}, "number"),
        ({"issued_on": date(2030, 1, 1)}, "issued_on"),
        ({"issued_on": date(1066, 10, 14)}, "issued_on"),
        ({"valid_from": date(2025, 1, 1), "valid_to": date(2025, 1, 1)}, "valid_to"),
        ({"access": "all"}, "access"),
        ({"subject": "MẬT: Kế hoạch phòng thủ"}, "subject"),
    ],
)
def test_wrong_facts_are_refused_with_the_field_and_nothing_is_written(wrong: dict[str, Any], field: str) -> None:
    facts = {"kind": "decree", "number": "118/2025/NĐ-CP", "issuer": "Chính phủ", "subject": "Một cửa"} | wrong

    with pytest.raises(Invalid) as refused:
        add_document(LawFacts(**facts), actor=SYSTEM)

    assert [e.field for e in refused.value.errors] == [field]
    assert not LegalDocument.objects.exists()


@pytest.mark.parametrize(
    ("subject", "refused"),
    [
        ("Kế hoạch A2 (Mật)", True),
        ("MẬT Kế hoạch A2", True),
        ("Kế hoạch A2 TUYỆT MẬT", True),
        ("TỐI MẬT về phòng thủ", True),
        ("Quy chế bảo vệ bí mật nhà nước", False),
        ("QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC", False),
        ("Cấp MẬT KHẨU cho cán bộ", False),
        ("Công tác BẢO MẬT thông tin", False),
        ("Mật độ dân số", False),
    ],
)
def test_a_subject_line_that_bears_a_mark_is_refused_and_one_that_speaks_of_secrecy_is_not(
    subject: str, refused: bool
) -> None:
    assert bool(list(subject_errors(subject))) is refused


def test_each_change_is_one_event_and_an_unchanged_form_is_none() -> None:
    document = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    facts = LawFacts(
        kind="decree", number="61/2018/NĐ-CP", issuer="Chính phủ", subject="Một cửa", issued_on=date(2018, 4, 23)
    )

    change_document(document, facts, actor=SYSTEM)
    change_document(document, facts, actor=SYSTEM)

    assert kinds_of(document) == ["legal_document.added", "legal_document.changed"]
    assert found("một cửa") == {"61/2018/NĐ-CP"}


def test_a_change_over_somebody_elses_is_refused() -> None:
    document = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    facts = LawFacts(kind="decree", number="61/2018/NĐ-CP", issuer="Chính phủ", subject="A")
    seen = document.version
    change_document(document, facts, actor=SYSTEM)

    with pytest.raises(Stale):
        change_document(
            document, LawFacts(kind="decree", number="61/2018/NĐ-CP", issuer="Chính phủ", subject="B"), actor=SYSTEM, version=seen
        )  # fmt: skip

    document.refresh_from_db()
    assert document.subject == "A"


def test_relations_are_shown_both_ways() -> None:
    old = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    new = law("118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9), kind="decree", valid_from=date(2025, 7, 1))
    add_relation(new, RelationKind.REPLACES, old, actor=SYSTEM)

    (from_new,) = ties_of(new, AnonymousUser())
    (from_old,) = ties_of(old, AnonymousUser())

    assert (from_new.other, from_new.outgoing) == (old, True)
    assert (from_old.other, from_old.outgoing) == (new, False)
    assert from_old.relation.on == date(2025, 7, 1)
    assert [(p.what, p.on) for p in life_of(old, [from_old])] == [
        ("issued", date(2018, 4, 23)),
        ("replaces", date(2025, 7, 1)),
    ]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (RelationKind.REPLACES, "in_force", "ended"),
        (RelationKind.REPEALS, "in_force", "ended"),
        (RelationKind.AMENDS, "in_force", "amended"),
        (RelationKind.IMPLEMENTS, "in_force", "in_force"),
        (RelationKind.BASED_ON, "in_force", "in_force"),
        (RelationKind.CITES, "in_force", "in_force"),
    ],
)
def test_validity_follows_from_relations_from_their_day_on(kind: str, before: str, after: str) -> None:
    old = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree", valid_from=date(2018, 6, 21))
    new = law("118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9), kind="decree", valid_from=date(2025, 7, 1))
    made = add_relation(new, kind, old, actor=SYSTEM)

    assert state_on(old, date(2018, 6, 20)) == "not_yet"
    assert state_on(old, date(2025, 6, 30)) == before
    assert state_on(old, date(2025, 7, 1)) == after

    void_relation(made, actor=SYSTEM, reason="ghi nhầm")
    assert state_on(old, TODAY) == "in_force"


def test_a_document_ends_by_itself_on_the_day_it_says() -> None:
    document = law("1/2020/NĐ-CP", "Chính phủ", date(2020, 1, 1), kind="decree", valid_to=date(2026, 1, 1))

    assert state_on(document, date(2025, 12, 31)) == "in_force"
    assert state_on(document, date(2026, 1, 1)) == "ended"


def test_a_relation_is_there_once_not_to_itself_and_not_both_ways() -> None:
    a = law("1/2020/NĐ-CP", "Chính phủ", date(2020, 1, 1), kind="decree")
    b = law("2/2021/NĐ-CP", "Chính phủ", date(2021, 1, 1), kind="decree")
    add_relation(b, RelationKind.REPLACES, a, actor=SYSTEM)

    for source, target in ((b, a), (a, a), (a, b)):
        with pytest.raises(Invalid):
            add_relation(source, RelationKind.REPLACES, target, actor=SYSTEM)

    assert Relation.objects.count() == 1


def test_a_voided_relation_stays_with_its_reason_and_cannot_be_voided_twice() -> None:
    a = law("1/2020/NĐ-CP", "Chính phủ", date(2020, 1, 1), kind="decree")
    b = law("2/2021/NĐ-CP", "Chính phủ", date(2021, 1, 1), kind="decree")
    made = add_relation(b, RelationKind.AMENDS, a, actor=SYSTEM)

    with pytest.raises(Invalid):
        void_relation(made, actor=SYSTEM, reason=" ")
    void_relation(made, actor=SYSTEM, reason="nhầm văn bản")
    with pytest.raises(Refused):
        void_relation(made, actor=SYSTEM, reason="lần nữa")

    assert Relation.objects.get().void_reason == "nhầm văn bản"
    assert kinds_of(b)[-2:] == ["legal_document.related", "legal_document.unrelated"]


def test_a_number_names_one_document_or_says_what_fits() -> None:
    only = law("766/QĐ-TTg", "Thủ tướng Chính phủ", date(2022, 6, 23))
    law("1/KH-UBND", "UBND tỉnh Đồng Nai", date(2024, 1, 5))
    law("1/KH-UBND", "UBND tỉnh Đồng Nai", date(2025, 1, 6))

    assert one_named(AnonymousUser(), "766/QD-TTg") == only
    with pytest.raises(Invalid, match="Nhiều văn bản"):
        one_named(AnonymousUser(), "01/KH-UBND")
    with pytest.raises(Invalid, match="không có văn bản"):
        one_named(AnonymousUser(), "5/KH-UBND")


def test_the_filter_of_readable_and_changeable_documents_equals_the_predicate(world: World) -> None:
    for i, (access, unit) in enumerate(
        (a, u) for a in Access.values for u in (None, world.board.pk, world.elsewhere.pk)
    ):
        law(f"{i + 1}/2024/NĐ-CP", "Chính phủ", date(2024, 1, 1), access=access, owner_unit=unit)
    everything = LegalDocument.objects.all()

    for user in (AnonymousUser(), world.clerk, world.office, world.stranger, world.auditor):
        readable, changeable = set(readable_documents(everything, user)), set(changeable_documents(everything, user))
        assert readable == {d for d in everything if may_read_document(user, d)}
        assert changeable == {d for d in everything if may_change_document(user, d)}
    assert len(readable_documents(everything, AnonymousUser())) == 3
    assert len(readable_documents(everything, world.office)) == 7
    assert len(changeable_documents(everything, world.stranger)) == 0


def test_a_document_of_another_unit_is_unknown_to_a_stranger_and_closed_to_a_reader(world: World) -> None:
    hidden = law("1/CV-KCN", "Ban Quản lý", date(2024, 1, 1), access=Access.UNIT, owner_unit=world.board.pk)
    shown = law("2/CV-KCN", "Ban Quản lý", date(2024, 1, 1), owner_unit=world.board.pk)

    with pytest.raises(NotFound):
        document_for(world.stranger, hidden.uid)
    with pytest.raises(Forbidden):
        document_for(world.stranger, shown.uid, "legal_documents.change")
    assert document_for(world.clerk, hidden.uid, "legal_documents.change") == hidden


def test_the_library_costs_the_same_queries_for_one_document_and_for_many(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def read() -> list[tuple[str, str]]:
        return [(d.number, d.state) for d in library(world.office, TODAY)]

    first = law("1/2020/NĐ-CP", "Chính phủ", date(2020, 1, 1), kind="decree")
    world.office.__dict__.pop("_roles", None)
    with django_assert_num_queries(2):  # the officer's roles, the rows
        read()
    for i in range(2, 6):
        add_relation(law(f"{i}/2021/NĐ-CP", "Chính phủ", date(2021, 1, 1)), RelationKind.AMENDS, first, actor=SYSTEM)
    world.office.__dict__.pop("_roles", None)
    with django_assert_num_queries(2):
        assert ("1/2020/NĐ-CP", "amended") in read()
