"""Whole lives that are loaded are what their acts would have left: dates, steps, pauses, chains."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from tests.factories import dossiers as factory
from tests.factories.dossiers import ITEM, Counter, act, file, outcome

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.dossiers import ref_of
from motcua.dossiers.services.bulk import Life, load_lives
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import Officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=clock.ZONE)


STEPS = [at(18, 9, 20), at(18, 10), at(20, 14), at(23, 9), at(23, 10), at(23, 11), at(25, 9)]
WHO = ("motcua", "truongphong", "chuyenvien", "truongphong", "lanhdao", "vanthu", "motcua")
TOLD = (
    "state", "channel", "case", "level", "unit_id", "intake_unit_id", "received_at", "limit_value", "limit_unit",
    "counting", "calendar", "promised_at", "due_at", "effective_due_at", "limit_at", "paused_minutes", "extensions",
    "supplements", "ended_at", "returned_at", "negative", "workflow_on",
)  # fmt: skip


def acted(counter: Counter) -> Dossier:
    dossier = act(counter.motcua, file(counter), "accept")
    for moment, name in zip(STEPS[:2], WHO, strict=False):
        with clock.frozen(moment):
            dossier = act(counter.users[name], dossier, "advance")
    with clock.frozen(at(18, 11)):
        dossier = act(counter.chuyenvien, dossier, "request_supplement", items=[ITEM])
    with clock.frozen(at(19, 16)):
        dossier = act(counter.motcua, dossier, "supplement")
    for moment, name in zip(STEPS[2:5], WHO[2:5], strict=True):
        with clock.frozen(moment):
            dossier = act(counter.users[name], dossier, "advance")
    with clock.frozen(STEPS[5]):
        dossier = act(counter.vanthu, dossier, "process", **outcome(counter.vanthu))
    with clock.frozen(STEPS[6]):
        return act(counter.motcua, dossier, "hand_out", collected_by="holder", identity_checked=True)


def loaded(counter: Counter, **others: Any) -> Dossier:
    offer = factory.offer(counter.procedure)
    life = Life(
        offer=offer,
        place=offer.places[0],
        holder={"kind": "person", "name": "Trần Thị Bưởi"},
        submitted_at=factory.NOW,
        limit=(offer.content.limits[0].value, str(offer.content.limits[0].unit)),
        received_at=factory.NOW,
        done=STEPS,
        pauses=[("supplement", at(18, 11), at(19, 16))],
        state="returned",
        ended_at=STEPS[5],
        returned_at=STEPS[6],
        papers=[("01", 1, 0), ("02", 0, 1)],
        **others,
    )
    assert load_lives([life], actor=SYSTEM, officer=Officer.objects.get(person__user=counter.chuyenvien)) == 1
    return Dossier.objects.order_by("-pk")[0]


def test_a_loaded_life_has_the_dates_and_states_of_the_acted_one(counter: Counter) -> None:
    one, other = acted(counter), loaded(counter)

    assert {name: getattr(other, name) for name in TOLD} == {name: getattr(one, name) for name in TOLD}
    steps = ("key", "title", "kind", "action", "unit_id", "state", "opened_at", "due_at", "closed_at", "slack_minutes")
    assert list(other.steps.values(*steps)) == list(one.steps.values(*steps))
    assert list(other.pauses.values("kind", "began_at", "ended_at")) == list(
        one.pauses.values("kind", "began_at", "ended_at")
    )


def test_its_chain_holds_and_says_when_things_happened(counter: Counter) -> None:
    dossier = loaded(counter)
    story = events.history(ref_of(dossier))

    assert events.verify(ref_of(dossier)) is None
    assert {one.kind for one in story} >= {"dossier.submitted", "dossier.accepted", "dossier.returned"}
    assert next(one.at for one in story if one.kind == "dossier.returned") == STEPS[6]


def test_codes_go_on_where_the_counter_stands(counter: Counter) -> None:
    first = file(counter)
    assert loaded(counter).tail == first.tail + 1
    assert file(counter).tail == first.tail + 2


def test_loading_asks_few_queries_for_each(counter: Counter, django_assert_max_num_queries: Any) -> None:
    offer = factory.offer(counter.procedure)
    life = Life(offer=offer, place=offer.places[0], holder={"name": "An"}, submitted_at=factory.NOW)
    with django_assert_max_num_queries(60):
        assert load_lives([life] * 200, actor=SYSTEM) == 200
