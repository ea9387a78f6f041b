"""The shipped library and the sample: loaded once, and again without doubles."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.documents import law

from motcua.documents.citations import Instrument, canonical, instruments
from motcua.documents.citations import Relation as ShippedRelation
from motcua.documents.models import Certainty, LegalDocument, Relation, RelationKind
from motcua.documents.queries.law import state_on
from motcua.documents.queries.matching import match_citation
from motcua.documents.services.instruments import load_instruments
from motcua.documents.services.law import void_relation
from motcua.kernel import events, search
from motcua.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db


def shipped(number: str, *relations: ShippedRelation, certainty: str = "source") -> Instrument:
    return Instrument(
        number, "Nghị định", "Chính phủ", date(2020, 1, 1), "về một việc", certainty, None, relations, None
    )


def test_the_whole_shipped_library_loads_with_every_kind_known() -> None:
    loaded = load_instruments(actor=SYSTEM)

    assert loaded.documents == len({(canonical(i.number), i.issuer) for i in instruments()})
    assert not LegalDocument.objects.filter(kind="other").exists()
    assert loaded.relations == sum(len(i.relations) for i in instruments())
    assert events.verify() is None


def test_loading_again_adds_nothing_and_changes_nothing() -> None:
    load_instruments(actor=SYSTEM)
    before = list(LegalDocument.objects.order_by("pk").values())

    again = load_instruments(actor=SYSTEM)

    assert (again.documents, again.relations) == (0, 0)
    assert list(LegalDocument.objects.order_by("pk").values()) == before


def test_what_an_officer_corrected_or_took_back_stays_so() -> None:
    own = law("63/2010/NĐ-CP", "Chính phủ", date(2010, 6, 8), "do văn phòng nhập", kind="decree")
    load_instruments(actor=SYSTEM)
    relation = Relation.objects.filter(target=own).order_by("pk")[0]
    void_relation(relation, actor=SYSTEM, reason="không đúng")

    load_instruments(actor=SYSTEM)

    own.refresh_from_db()
    assert own.subject == "do văn phòng nhập"
    assert not Relation.objects.filter(
        source=relation.source, target=own, kind=relation.kind, voided_at__isnull=True
    ).exists()


def test_certainty_of_the_file_becomes_that_of_the_library() -> None:
    load_instruments(
        actor=SYSTEM,
        shipped=[
            shipped("1/2020/NĐ-CP"),
            shipped("2/2020/NĐ-CP", certainty="recalled_high"),
            shipped("3/2020/NĐ-CP", certainty="recalled_medium"),
        ],
    )

    assert list(LegalDocument.objects.order_by("number").values_list("certainty", flat=True)) == [
        Certainty.SOURCED,
        Certainty.RECALLED,
        Certainty.UNSURE,
    ]


def test_relations_take_effect_on_their_day_and_unknown_targets_are_left_out() -> None:
    load_instruments(
        actor=SYSTEM,
        shipped=[
            shipped("1/2020/NĐ-CP"),
            shipped(
                "2/2020/NĐ-CP",
                ShippedRelation("replaces", "1/2020/NĐ-CP", date(2025, 7, 1)),
                ShippedRelation("amends", "99/1999/NĐ-CP", None),
            ),
        ],
    )
    old = LegalDocument.objects.get(number="1/2020/NĐ-CP")

    assert Relation.objects.get().kind == RelationKind.REPLACES
    assert (state_on(old, date(2025, 6, 30)), state_on(old, date(2025, 7, 1))) == ("in_force", "ended")


def test_the_wrong_date_of_766_in_two_plans_is_told() -> None:
    load_instruments(actor=SYSTEM)

    match = match_citation("766/QĐ-TTg", "Thủ tướng Chính phủ", date(2022, 6, 26))

    assert match.document is not None
    assert (match.date_differs, match.known_date) == (True, date(2022, 6, 23))


def test_the_loaded_library_is_found_by_words_without_diacritics() -> None:
    load_instruments(actor=SYSTEM)

    rows = search.find(LegalDocument.objects.all(), "legal_document", "nghi dinh 61/2018").queryset

    assert rows.order_by("-search_rank")[0].number == "61/2018/NĐ-CP"


def test_loading_costs_a_constant_number_of_statements() -> None:

    costs = []
    for start, size in ((1, 5), (100, 20)):
        batch = [shipped(f"{n}/2020/NĐ-CP") for n in range(start, start + size)]
        with CaptureQueriesContext(connection) as seen:
            load_instruments(actor=SYSTEM, shipped=batch)
        costs.append(len(seen))
    assert costs[1] <= costs[0] + 2
