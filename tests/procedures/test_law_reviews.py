"""A legal document amended, repealed or ended puts the procedures that rest on it into a queue, until somebody looks or rewrites them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.documents import law
from tests.factories.procedures import Office, content, draft, procedure

from motcua.documents.services.law import LawFacts, add_document, add_relation, change_document, void_relation
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, TransitionRefused
from motcua.kernel.models import Event
from motcua.procedures.content import Ground
from motcua.procedures.handlers import HANDLERS
from motcua.procedures.models import CitedGround, LawReview
from motcua.procedures.queries import law_reviews as queries
from motcua.procedures.queries.registry import ref_of
from motcua.procedures.rules.dating import Basis, Written
from motcua.procedures.services.law_reviews import check_grounds, unaffected
from motcua.procedures.services.versions import publish_version

pytestmark = pytest.mark.django_db


def deliver() -> None:
    """What the worker does with the events so far; twice, since delivery is at least once."""
    for _ in range(2):
        for kinds, run in HANDLERS.values():
            for event in Event.objects.filter(kind__in=kinds).order_by("pk"):
                run(event)


def old() -> Any:
    return law("50/2014/QH13", "Quốc hội", date(2014, 6, 18), kind="law")


def new(**others: Any) -> Any:
    return law("12/2026/QH16", "Quốc hội", date(2026, 6, 18), kind="law", **others)


def states() -> list[tuple[str, str, str]]:
    rows = LawReview.objects.order_by("procedure__base_code", "pk")
    return [(r.procedure.base_code, r.cause, r.state) for r in rows.select_related("procedure")]


def test_the_newest_published_version_tells_what_a_procedure_rests_on(office: Office) -> None:
    found = procedure("1.100001")
    assert list(CitedGround.objects.values_list("number", flat=True)) == ["50/2014/QH13"]
    again = draft(
        found, content(grounds=(Ground("118/2025/NĐ-CP"), Ground("Số 118/2025/NĐ-CP", article="Điều 5"), Ground("")))
    )
    publish_version(again, valid_from=clock.today(), actor=SYSTEM)
    assert list(CitedGround.objects.values_list("number", flat=True)) == ["118/2025/ND/CP"]


def test_the_page_of_a_law_lists_the_procedures_that_rest_on_it(office: Office, client: Client) -> None:
    found = old()
    procedure("1.100001")
    procedure("1.100002", content(grounds=(Ground("118/2025/NĐ-CP"),)))
    client.force_login(office.office)
    shown = client.get(reverse("documents:document", args=[found.uid])).content.decode()
    assert "Thủ tục hành chính dựa vào văn bản này (1)" in shown
    assert "1.100001" in shown
    assert "1.100002" not in shown
    assert "Chưa có kế hoạch hay hồ sơ nào viện dẫn" not in shown
    assert client.get(f"/api/v1/legal-documents/{found.uid}").json()["cited_by"] == 1


@pytest.mark.parametrize("kind", ["amends", "replaces", "repeals"])
def test_a_changed_document_queues_what_rests_on_it_once(office: Office, kind: str) -> None:
    procedure("1.100001")
    procedure("1.100002", content(grounds=(Ground("1/2020/NĐ-CP"),)))
    add_relation(new(), kind, old(), actor=SYSTEM)
    deliver()
    assert states() == [("1.100001", kind, "open")]
    assert queries.counted(office.office) == 1


def test_other_relations_change_nothing(office: Office) -> None:
    procedure("1.100001")
    add_relation(new(), "based_on", old(), actor=SYSTEM)
    deliver()
    assert states() == []


def test_a_document_that_ends_by_itself_queues_too(office: Office) -> None:
    procedure("1.100001")
    facts = LawFacts(
        kind="law",
        issuer="Quốc hội",
        subject="Luật Xây dựng",
        number="50/2014/QH13",
        issued_on=date(2014, 6, 18),
        valid_from=date(2015, 1, 1),
        valid_to=date(2027, 1, 1),
    )
    add_document(facts, actor=SYSTEM)
    deliver()
    assert states() == [("1.100001", "ended", "open")]


def test_an_expiry_that_was_corrected_or_cleared_moves_with_what_waits_for_it(office: Office) -> None:
    found = procedure("1.100001")
    document = law("50/2014/QH13", "Quốc hội", date(2014, 6, 18), kind="law")

    def ends(on: date | None) -> None:
        facts = LawFacts(**{field.name: getattr(document, field.name) for field in fields(LawFacts)} | {"valid_to": on})
        change_document(document, facts, actor=SYSTEM)
        deliver()

    ends(date(2026, 11, 20))
    ends(date(2026, 12, 31))
    assert [row.since for row in LawReview.objects.all()] == [date(2026, 12, 31)]
    ends(None)
    assert states() == [("1.100001", "ended", "taken_back")]
    assert "bỏ khỏi kho văn bản" in [*events.history(ref_of(found))][-1].payload["reason"]
    ends(date(2026, 12, 31))
    assert states()[-1] == ("1.100001", "ended", "open")


def test_a_relation_taken_back_takes_its_reviews_back(office: Office) -> None:
    procedure("1.100001")
    relation = add_relation(new(), "amends", old(), actor=SYSTEM)
    deliver()
    void_relation(relation, actor=SYSTEM, reason="Nhầm")
    for kinds, run in HANDLERS.values():
        for event in Event.objects.filter(kind__in=kinds, kind="legal_document.unrelated").order_by("pk"):
            run(event)
    assert states() == [("1.100001", "amends", "taken_back")]


def test_a_person_says_that_nothing_follows_with_the_reason(office: Office) -> None:
    found = procedure("1.100001")
    add_relation(new(), "amends", old(), actor=SYSTEM)
    deliver()
    review = LawReview.objects.get()
    with pytest.raises(Invalid):
        unaffected(review, reason=" ", actor=SYSTEM)
    unaffected(review, reason="Điều được viện dẫn không đổi.", actor=SYSTEM)
    with pytest.raises(TransitionRefused):
        unaffected(review, reason="Lần nữa", actor=SYSTEM)
    deliver()  # once more, as may happen
    assert states() == [("1.100001", "amends", "unaffected")]
    told = [e.kind for e in events.history(ref_of(found))]
    assert told[-2:] == ["procedure.ground_changed", "procedure.ground_reviewed"]


def test_a_version_written_after_the_change_settles_it_an_older_draft_does_not(office: Office) -> None:
    found = procedure("1.100001")
    before = draft(found, content("Tên khác"))
    with clock.frozen(clock.now() + timedelta(days=1)):
        add_relation(new(), "amends", old(), actor=SYSTEM)
        deliver()
        publish_version(before, valid_from=clock.today(), actor=SYSTEM)
        assert states() == [("1.100001", "amends", "open")]
    with clock.frozen(clock.now() + timedelta(days=3)):
        after = draft(found, content("Tên khác nữa"))
        publish_version(after, valid_from=clock.today(), actor=SYSTEM)
    assert states() == [("1.100001", "amends", "renewed")]


def test_what_names_a_document_that_ended_long_ago_is_found(office: Office) -> None:
    add_relation(new(valid_from=date(2026, 7, 1)), "replaces", old(), actor=SYSTEM)
    procedure("1.100001")
    assert check_grounds() == 1
    assert check_grounds() == 0
    assert states() == [("1.100001", "replaces", "open")]
    unaffected(LawReview.objects.get(), reason="Chuyển tiếp", actor=SYSTEM)
    assert check_grounds() == 0


def test_abolished_procedures_are_left_alone(office: Office) -> None:
    found = procedure("1.100001")
    found.abolished_on = date(2026, 1, 1)
    found.save()
    add_relation(new(), "repeals", old(), actor=SYSTEM)
    deliver()
    assert states() == []


def amended(document: Any, by: Any) -> None:
    add_relation(by, "amends", document, actor=SYSTEM)
    deliver()


@pytest.mark.parametrize(
    ("issued", "valid", "queued"),
    [
        (date(2024, 6, 1), None, False),  # before the version
        (date(2024, 12, 1), date(2025, 1, 1), False),  # the version starts with it
        (date(2024, 12, 1), date(2025, 1, 2), True),  # takes effect after it
        (date(2025, 6, 1), date(2024, 1, 1), True),  # decided after it, for earlier days
    ],
)
def test_an_amendment_older_than_the_version_is_no_news_to_it(
    office: Office, issued: date, valid: date | None, queued: bool
) -> None:
    procedure("9.100001", origin="own", since=date(2025, 1, 1))
    by = law("3/2024/NĐ-CP", "Chính phủ", issued, **({"valid_from": valid} if valid else {}))
    amended(old(), by)
    assert states() == ([("9.100001", "amends", "open")] if queued else [])


def test_of_an_import_the_newest_ground_tells_how_old_the_words_are(office: Office) -> None:
    """Its version starts on the day of import, which says nothing of its words."""
    grounds = (Ground("50/2014/QH13"), Ground("5/2023/NĐ-CP", issued_on="15/03/2023"))
    found = procedure("1.100001", content(grounds=grounds))
    bare = procedure("1.100002", content(grounds=(Ground("50/2014/QH13"),)))
    base = old()
    assert queries.written([found.pk])[found.pk].on == date(2023, 3, 15)
    assert queries.written([bare.pk])[bare.pk].on == date(2014, 6, 18)  # by the library

    amended(base, law("4/2022/NĐ-CP", "Chính phủ", date(2022, 5, 1)))
    assert states() == [("1.100002", "amends", "open")]
    amended(base, law("6/2024/NĐ-CP", "Chính phủ", date(2024, 5, 1)))
    assert states() == [("1.100001", "amends", "open"), ("1.100002", "amends", "open"), ("1.100002", "amends", "open")]


def test_what_names_the_amendment_was_written_in_view_of_it(office: Office) -> None:
    procedure("9.100001", content(grounds=(Ground("50/2014/QH13"), Ground("12/2026/QH16"))), origin="own")
    amended(old(), new())
    assert states() == []


def test_an_end_is_looked_at_however_old_it_is(office: Office) -> None:
    procedure("9.100001", origin="own", since=date(2026, 8, 1))
    add_relation(new(valid_from=date(2026, 7, 1)), "replaces", old(), actor=SYSTEM)
    deliver()
    assert states() == [("9.100001", "replaces", "open")]


def test_the_day_of_the_content_is_explained(office: Office) -> None:
    own = procedure("9.100001", origin="own", since=date(2025, 1, 1))
    amended(old(), new())
    (row,) = queries.open_of(own)
    queries.fill_written([row])
    assert row.written_words == "01/01/2025 (ngày phiên bản có hiệu lực)"
    assert queries.written_words(Written()) == "không rõ ngày của nội dung"
    assert queries.written_words(Written(date(2023, 3, 15), Basis.GROUND, "5/2023/NĐ-CP")).endswith("5/2023/NĐ-CP)")
