"""The trail: chains that link, seals that show what is gone, and a check that names the first broken link."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.events import NewEvent
from motcua.kernel.models import Event, EventHead, Seal, SealedHead
from motcua.kernel.refs import Ref

MINH = Actor(Ref("officer", "0190"), "Trần Thị Minh Thư", "office", "Văn phòng UBND tỉnh")
PLAN, TASK = Ref("plan", "a"), Ref("task", "b")


def tell(subject: Ref, count: int = 1, **payload: int | str) -> list[Event]:
    with transaction.atomic():
        return [events.append(subject, "thing.changed", actor=MINH, payload={"n": n, **payload}) for n in range(count)]


@pytest.mark.django_db(transaction=True)
def test_an_event_belongs_to_the_transaction_of_its_change() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        events.append(PLAN, "plan.made", actor=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_told() -> None:
    tell(PLAN, 2)

    def fail_after_telling() -> None:
        with transaction.atomic():
            events.append(PLAN, "plan.made", actor=SYSTEM)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_telling()

    assert [e.sequence for e in events.history(PLAN)] == [1, 2]
    assert events.verify() is None


@pytest.mark.django_db
def test_each_event_continues_the_one_before() -> None:
    first, second, third = tell(PLAN, 3)

    assert (first.previous_hash, second.previous_hash, third.previous_hash) == ("", first.hash, second.hash)
    head = EventHead.objects.get(subject="plan:a")
    assert (head.sequence, head.hash) == (3, third.hash)


@pytest.mark.django_db
def test_the_actor_is_kept_as_they_were() -> None:
    (event,) = tell(PLAN)

    kept = (event.actor, event.actor_name, event.actor_role, event.actor_unit)
    assert kept == ("officer:0190", "Trần Thị Minh Thư", "office", "Văn phòng UBND tỉnh")


@pytest.mark.django_db
def test_many_at_once_chain_like_one_by_one_and_keep_their_order() -> None:
    tell(TASK)
    wanted = [NewEvent(s, "thing.changed", {"n": n}) for n, s in enumerate([PLAN, TASK, PLAN, Ref("unit", "c"), TASK])]

    with transaction.atomic():
        stored = events.append_many(wanted, actor=MINH)

    assert [e.payload["n"] for e in stored] == [0, 1, 2, 3, 4]
    assert [(e.subject, e.sequence) for e in stored] == [
        ("plan:a", 1), ("task:b", 2), ("plan:a", 2), ("unit:c", 1), ("task:b", 3)
    ]  # fmt: skip
    assert events.verify() is None


@pytest.mark.django_db
def test_an_import_of_new_records_costs_few_statements() -> None:
    new = [NewEvent(Ref("unit", str(n)), "unit.imported") for n in range(300)]

    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        events.append_many(new, actor=SYSTEM)

    statements = [q["sql"] for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(statements) < 10  # which heads are known, the heads, the events, in as many parts as SQLite's limits ask


@pytest.mark.django_db
def test_only_what_both_databases_keep_exactly_goes_into_a_payload() -> None:
    with transaction.atomic():
        event = events.append(
            PLAN,
            "plan.made",
            actor=SYSTEM,
            payload={
                "on": date(2026, 4, 30),
                "of": TASK,
                "nothing": None,
                "list": [1, True, "Đồng Nai"],
                "id": uuid4(),
            },
        )
    event.refresh_from_db()

    assert event.payload["on"] == "2026-04-30"
    assert event.payload["of"] == "task:b"
    assert event.payload["list"] == [1, True, "Đồng Nai"]
    with pytest.raises(TypeError, match="float"), transaction.atomic():
        events.append(PLAN, "plan.made", actor=SYSTEM, payload={"share": 0.1})  # type: ignore[dict-item]  # what is refused


@pytest.mark.django_db
def test_the_hash_is_the_same_after_the_database_has_had_it() -> None:
    odd = datetime(2026, 2, 13, 10, 0, 0, 123, tzinfo=UTC)
    with transaction.atomic():
        told = events.append(PLAN, "plan.made", actor=MINH, payload={"z": 1, "a": {"ư": "“”", "n": 2**53}}, at=odd)

    kept = Event.objects.get(pk=told.pk)

    assert events.digest("", events.canonical(kept)) == told.hash


TAMPERED = {
    "uid": uuid4(),
    "kind": "thing.deleted",
    "at": datetime(2020, 1, 1, tzinfo=UTC),
    "actor": "officer:somebody",
    "actor_name": "Người khác",
    "actor_role": "admin",
    "actor_unit": "Sở khác",
    "payload": {"n": 99},
    "hash": "0" * 64,
}


def test_every_column_of_an_event_but_its_key_is_tampered_with_below() -> None:
    position = {"id", "subject", "sequence", "previous_hash"}  # moving an event breaks its chain: tested apart
    assert {f.attname for f in Event._meta.concrete_fields} == set(TAMPERED) | position


@pytest.mark.django_db
@pytest.mark.parametrize("column", TAMPERED)
def test_a_changed_event_is_named(column: str) -> None:
    tell(PLAN, 2)
    tell(TASK, 3)

    Event.objects.filter(subject="task:b", sequence=2).update(**{column: TAMPERED[column]})

    found = events.verify()
    assert found is not None
    assert (found.subject, found.sequence) == ("task:b", 2)
    assert events.verify(PLAN) is None


@pytest.mark.django_db
def test_an_event_taken_out_of_the_middle_is_missed_at_its_successor() -> None:
    tell(TASK, 3)

    Event.objects.filter(sequence=2).delete()

    assert str(events.verify()) == "task:b #3: thiếu một sự kiện ở ngay trước"


@pytest.mark.django_db
def test_events_that_changed_places_are_named() -> None:
    tell(TASK, 3)
    second, third = Event.objects.get(sequence=2), Event.objects.get(sequence=3)

    Event.objects.filter(pk=second.pk).update(sequence=9)
    Event.objects.filter(pk=third.pk).update(sequence=2)
    Event.objects.filter(pk=second.pk).update(sequence=3)

    assert str(events.verify()) == "task:b #2: không nối tiếp sự kiện ngay trước"


@pytest.mark.django_db
def test_a_tail_that_was_cut_off_is_missed_at_the_head() -> None:
    tell(TASK, 3)

    Event.objects.filter(sequence=3).delete()

    assert str(events.verify()) == "task:b #3: chuỗi không kết thúc ở chỗ mà đầu chuỗi ghi"


@pytest.mark.django_db
def test_an_event_forged_onto_the_end_is_named() -> None:
    tell(TASK, 2)
    last = Event.objects.get(sequence=2)

    forged = Event(
        subject="task:b", sequence=3, kind="thing.changed", at=last.at, actor_name="x", previous_hash=last.hash
    )
    forged.hash = events.digest(last.hash, events.canonical(forged))
    forged.save()

    assert str(events.verify()) == "task:b #3: có sự kiện nằm sau đầu chuỗi"


@pytest.mark.django_db
def test_a_whole_subject_that_was_deleted_shows_by_the_seal() -> None:
    tell(PLAN)
    tell(TASK, 2)
    events.seal()

    Event.objects.filter(subject="task:b").delete()
    EventHead.objects.filter(subject="task:b").delete()

    assert str(events.verify()) == "task:b #2: sự kiện đã niêm phong bị xóa hoặc bị sửa"


@pytest.mark.django_db
def test_a_tail_deleted_together_with_its_head_shows_by_the_seal() -> None:
    tell(TASK, 3)
    events.seal()
    first = Event.objects.get(sequence=1)

    Event.objects.filter(sequence__gt=1).delete()
    EventHead.objects.update(sequence=1, hash=first.hash, sealed_sequence=1)

    assert events._verify_chains(None) is None  # the chain alone looks whole
    assert str(events.verify()) == "task:b #3: sự kiện đã niêm phong bị xóa hoặc bị sửa"


@pytest.mark.django_db
def test_a_rewritten_history_shows_by_the_seal() -> None:
    tell(TASK, 2)
    events.seal()
    Event.objects.all().delete()
    EventHead.objects.all().delete()

    tell(TASK, 2)

    assert str(events.verify(TASK)) == "task:b #2: sự kiện đã niêm phong bị xóa hoặc bị sửa"


@pytest.mark.django_db
def test_a_seal_takes_what_moved_since_the_last_one() -> None:
    tell(PLAN)
    tell(TASK)
    first = events.seal()
    assert events.seal() is None
    assert events.unsealed() == 0

    tell(TASK)
    second = events.seal()

    assert first is not None
    assert second is not None
    assert (first.heads, second.heads) == (2, 1)
    assert second.previous_hash == first.hash
    assert list(SealedHead.objects.filter(seal=second).values_list("subject", "sequence")) == [("task:b", 2)]
    assert events.verify() is None


@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["head changed", "head removed", "seal changed", "seal backdated", "seal removed"])
def test_a_seal_that_was_touched_is_named(harm: str) -> None:
    for _ in range(3):
        tell(PLAN)
        tell(TASK)
        events.seal()
    middle = Seal.objects.order_by("id")[1]

    match harm:
        case "head changed":
            SealedHead.objects.filter(seal=middle, subject="task:b").update(hash="0" * 64)
        case "head removed":
            SealedHead.objects.filter(seal=middle, subject="task:b").delete()
        case "seal changed":
            Seal.objects.filter(pk=middle.pk).update(digest="0" * 64)
        case "seal backdated":
            Seal.objects.filter(pk=middle.pk).update(at=middle.at - timedelta(days=1))
        case "seal removed":
            SealedHead.objects.filter(seal=middle).delete()
            middle.delete()

    found = events.verify()
    assert found is not None
    assert found.subject == "seal"


@pytest.mark.django_db
def test_the_database_lets_the_chain_of_seals_not_fork() -> None:
    tell(PLAN)
    first = events.seal()
    assert first is not None
    tell(PLAN)
    events.seal()

    # what another process would write that had read the chain before our second seal
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(at=first.at, heads=0, digest="", previous_hash=first.hash, hash="1" * 64)
