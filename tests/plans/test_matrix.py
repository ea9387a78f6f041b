"""Role × verb × state, on the desk's pages and through REST, reckoned from the declared tables: roles of actions, states of workflows.

What is granted and possible is offered on both faces and goes to the state that the workflow names; everything else is refused on both
and changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.database import Standing
from tests.factories import documents as office
from tests.factories.plans import World, signed_in
from tests.factories.work import SOMEBODY

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM, Actor
from motcua.organisations.models import Officer
from motcua.organisations.permissions import Role, declared_actions
from motcua.organisations.services.accounts import create_officer
from motcua.plans.desk.occurrences import PAGES
from motcua.plans.models import Difficulty, InputRequest, Occurrence, Plan, TaskUnit
from motcua.plans.permissions import OF_THE_OWNER
from motcua.plans.queries.verbs import VERBS
from motcua.plans.services import asking, assigning, difficulties, results
from motcua.plans.services.results import Proof
from motcua.plans.workflow import OCCURRENCE, OPEN_OCCURRENCES, WITH_THE_LEAD, OccurrenceState

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.usefixtures("storage", "standing_plan"),
    pytest.mark.long,
]
OTHER = Actor(None, "Người khác")
DONE = [Proof("statement", text="Đã niêm yết")]

PEOPLE: dict[str, tuple[Role, str]] = {
    "office": (Role.OFFICE, "board"),
    "specialist": (Role.SPECIALIST, "division"),
    "head": (Role.HEAD, "division"),
    "leader": (Role.LEADER, "board"),
    "auditor": (Role.AUDITOR, "province"),
    "stranger": (Role.OFFICE, "elsewhere"),
}
"""Who asks, and the unit of their grant. The task is the board's, the division owes it."""
OVER = {
    "division": {"division"},
    "board": {"board", "division"},
    "province": {"board", "division"},
    "elsewhere": set[str](),
}
"""Of the units at stake those that a grant reaches."""

IN_STATES: dict[str, tuple[Any, ...]] = {
    **{name: one.sources for name, one in OCCURRENCE.transitions.items() if name in VERBS},
    "prepare": OCCURRENCE.transitions["hand_in"].sources,
    "assign": OPEN_OCCURRENCES,
    "hand_over": OPEN_OCCURRENCES,
    "ask_extension": WITH_THE_LEAD,
    "ask_to_be_let_off": WITH_THE_LEAD,
    "ask_input": WITH_THE_LEAD,
    "raise_difficulty": tuple(OccurrenceState),
    # what the record at hand has no use for: it has its lead, was not urged, nothing was asked
    "name_lead": (),
    "answer_urging": (),
    "decide": (),
    "drop_request": (),
}
ASKED = {
    "ask_extension": (),
    "ask_to_be_let_off": (),
    "decide": tuple(OccurrenceState),
    "drop_request": tuple(OccurrenceState),
}
"""The same where the lead has asked for more time."""
WAITED = ["not_started", "handed_in", "accepted"]
EVERYWHERE = IN_STATES | {"confirm_nothing_arose": ()}
"""The same for a record that waits for its result."""


def test_the_matrix_knows_every_verb() -> None:
    assert set(IN_STATES) == set(VERBS) == set(PAGES)


def granted(name: str, action: str) -> bool:
    role, place = PEOPLE[name]
    at_stake = "board" if action in OF_THE_OWNER else "division"
    return role in declared_actions()[action] and at_stake in OVER[place]


@pytest.fixture(scope="module")
def standing_one(
    standing: Standing, standing_world: World, standing_plan: tuple[Plan, Path]
) -> tuple[Occurrence, dict[str, Any]]:
    """What the division owes: given to its specialist, with a coordinator; and the people who ask."""
    with standing(), clock.frozen(office.NOW):
        world, plan = deepcopy(standing_world), deepcopy(standing_plan[0])
        one = Occurrence.objects.select_related("task__owner", "unit").get(
            task__plan=plan, task__no="3", task__deliverable__isnull=False
        )
        TaskUnit.objects.get_or_create(task=one.task, unit=world.office_unit, role="coordinator", named="Văn phòng")
        people = {name: getattr(world, name) for name in PEOPLE if hasattr(world, name)}
        for name in PEOPLE.keys() - people.keys():
            role, place = PEOPLE[name]
            unit = getattr(world, place)
            people[name] = create_officer(
                f"Hồ {name}", unit=unit, role=role, actor=SYSTEM, on=office.START, password=office.PASSWORD
            ).user
        assigning.assign(one, _officer(people["specialist"]), role="lead", actor=SOMEBODY)
        return one, people


@pytest.fixture
def one(standing_one: tuple[Occurrence, dict[str, Any]], db: None) -> Occurrence:
    return Occurrence.objects.select_related("task__owner", "task__plan", "unit").get(pk=standing_one[0].pk)


@pytest.fixture
def people(standing_one: tuple[Occurrence, dict[str, Any]]) -> dict[str, Any]:
    return deepcopy(standing_one[1])


def _officer(user: Any) -> Officer:
    return Officer.objects.select_related("person", "unit").get(person__user=user)


def brought_to(one: Occurrence, state: str) -> Occurrence:
    """The occurrence in a state, by the way that leads there."""
    if state == "in_progress":
        results.start(one, actor=SOMEBODY)
    if state in {"handed_in", "accepted", "returned"}:
        results.hand_in(one, actor=SOMEBODY, proofs=DONE)
    if state == "accepted":
        results.accept(one, actor=OTHER)
    if state == "returned":
        results.send_back(one, actor=OTHER, note="Thiếu phụ lục")
    if state == "cannot_be_done":
        asking.grant_request(asking.ask_to_be_let_off(one, actor=SOMEBODY, reason="Không còn"), actor=OTHER)
    if state == "nothing_arose":
        Occurrence.objects.filter(pk=one.pk).update(kind="nothing_arose")
        one.refresh_from_db()
        results.confirm_nothing_arose(one, actor=SOMEBODY)
    assert one.state == state
    return one


def bodies(one: Occurrence, people: dict[str, Any]) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """What each verb needs, for REST and for the page's form."""
    specialist, head = _officer(people["specialist"]), _officer(people["head"])
    after = clock.local(one.due_at).date() + timedelta(days=9)
    soon = clock.today() + timedelta(days=3)
    unit = one.task.units.select_related("unit").get(role="coordinator", unit__code="bql-vp").unit
    held = one.assignees.filter(ended_at__isnull=True).first()
    result = {"note": "Xong", "deliverables": [{"statement": "Đã làm"}]}
    form = {"note": "Xong", "statement": "Đã làm"}
    said = {"note": "Ghi chú"}
    return {
        "hand_in": (result, form),
        "prepare": (result, form),
        "accept": (said, said),
        "send_back": (said, said),
        "decide": ({"decision": "grant"}, {"decision": "grant", "note": ""}),
        "start": ({}, {}),
        "assign": ({"officer": str(head.uid)}, {"officer": str(head.uid), "role": "lead"}),
        "hand_over": (
            {"officer": str(specialist.uid), "to": str(head.uid), "reason": "Nghỉ"},
            {"held": str(held.pk if held else 0), "officer": str(head.uid), "reason": "Nghỉ"},
        ),
        "take_back": ({}, {}),
        "confirm_nothing_arose": (said, said),
        "ask_extension": (
            {"until": after.isoformat(), "reason": "Chờ"},
            {"until": f"{after:%d/%m/%Y}", "reason": "Chờ"},
        ),
        "ask_to_be_let_off": ({"reason": "Không còn"}, {"reason": "Không còn"}),
        "drop_request": ({}, {}),
        "ask_input": (
            {"unit": "bql-vp", "text": "Có phòng không?", "due_on": soon.isoformat()},
            {"unit": str(unit.uid), "question": "Có phòng không?", "due_on": f"{soon:%d/%m/%Y}"},
        ),
        "answer_urging": ({"answer": "other", "text": "Đang làm"}, {"answer": "other", "text": "Đang làm"}),
        "raise_difficulty": ({"text": "Thiếu phòng"}, {"text": "Thiếu phòng"}),
        "name_lead": ({"unit": "bql-vp"}, {"units": "Văn phòng"}),
        "reopen": ({"reason": "Nhầm"}, {"reason": "Nhầm"}),
    }


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def as_json(client: Client, address: str, body: Any) -> Any:
    return client.post(f"/api/v1{address}", data=json.dumps(body), content_type="application/json")


def facts(one: Occurrence) -> tuple[Any, ...]:
    """What a refused verb must leave as it was."""
    row = Occurrence.objects.get(pk=one.pk)
    return (
        row.state, row.version, row.due_at, row.handed_in_at, row.closed_at, one.hand_ins.count(), one.requests.count(),
        one.input_requests.count(), one.difficulties.count(), one.assignees.filter(ended_at__isnull=True).count(),
        list(one.requests.order_by("pk").values_list("state", flat=True)),
    )  # fmt: skip


FACES = ("rest", "page")


def tried(
    client: Client, one: Occurrence, verb: str, given: tuple[Any, Any], faces: tuple[str, ...]
) -> Iterator[tuple[str, int, tuple[Any, ...], bool]]:
    """(face, status, facts afterwards, whether it says that it was done) of the verb on each face, taken back afterwards."""
    for face in faces:
        with undone():
            if face == "rest":
                answer = as_json(client, f"/occurrences/{one.uid}/{verb}", given[0])
            else:
                answer = client.post(reverse("plans:occurrence_verb", args=[one.uid, PAGES[verb].slug]), given[1])
            yield face, answer.status_code, facts(one), answer.status_code == (200 if face == "rest" else 302)


def target(verb: str, state: str) -> str:
    """The state after a verb: the workflow's, else unchanged; to prepare begins what nobody has begun."""
    if verb == "prepare" and state == "not_started":
        return str(OCCURRENCE.transitions["start"].target)
    return str(OCCURRENCE.transitions[verb].target) if verb in OCCURRENCE.transitions else state


Asking = dict[tuple[str, str, str], tuple[str, ...]]


def asking_of(table: dict[str, tuple[Any, ...]], states: list[str]) -> Asking:
    """Which faces are asked for (state, who, verb). What is granted and possible: both, always. What a role may not: both, once, where
    somebody else may. What a state has no room for: one, by turns, and one of those who may asks, by turns.
    """
    asked: Asking = {}
    for n, verb in enumerate(table):
        possible = [state for state in states if state in table[verb]]
        may = [name for name in PEOPLE if granted(name, VERBS[verb].action)]
        for m, name in enumerate(PEOPLE):
            if name in may:
                asked |= {(state, name, verb): FACES for state in possible}
            else:
                asked[(possible or states)[(n + m) % len(possible or states)], name, verb] = FACES
        for m, state in enumerate(states):
            if state not in possible:
                asked[state, may[(n + m) % len(may)], verb] = (FACES[(n + m // len(may)) % 2],)
    return asked


def test_every_verb_is_asked_by_everybody_and_in_every_state() -> None:
    states = [str(state) for state in OccurrenceState]
    asked = asking_of(EVERYWHERE, states)
    assert {(name, verb) for _, name, verb in asked} == set(product(PEOPLE, IN_STATES))
    assert {(state, verb) for state, _, verb in asked} == set(product(states, IN_STATES))
    assert {verb for (_, name, verb), faces in asked.items() if name != "stranger" and faces == FACES} == set(IN_STATES)


def walked(
    one: Occurrence, state: str, people: dict[str, Any], table: dict[str, tuple[Any, ...]], asked: Asking
) -> None:
    """All people before one record: what each asks for is done or refused, and what each is offered is what each may."""
    given = bodies(one, people)
    possible = {verb for verb, states in table.items() if state in states}
    addresses = {verb: reverse("plans:occurrence_verb", args=[one.uid, PAGES[verb].slug]) for verb in table}
    before = facts(one)

    for name in PEOPLE:
        client, may = signed_in(people[name]), {verb for verb in table if granted(name, VERBS[verb].action)}
        reads = PEOPLE[name][1] != "elsewhere"
        for verb in table:
            for face, status, after, done in tried(client, one, verb, given[verb], asked.get((state, name, verb), ())):
                where = (face, name, state, verb, status)
                if not reads:
                    assert status == 404, where
                elif verb not in may:
                    assert status == 403, where
                if verb in may & possible:
                    assert done, where
                    assert after[0] == target(verb, state), where
                    assert after != before or verb in {"assign", "hand_over"}, where
                else:
                    assert not done, where
                    assert status in {200, 403, 404, 409, 422}, where
                    assert after == before, where

        offered = may & possible
        offered -= {"prepare"} if "hand_in" in offered else set()
        story, page = (
            client.get(f"/api/v1/occurrences/{one.uid}"),
            client.get(reverse("plans:occurrence", args=[one.uid])),
        )
        assert (story.status_code, page.status_code) == ((200, 200) if reads else (404, 404)), name
        if reads:
            assert set(story.json()["actions"]) & set(table) == offered, name
            buttons = {url for _label, url in [*page.context["main"], *page.context["more"]]}
            assert {verb for verb, url in addresses.items() if url in buttons} == offered, name


@pytest.mark.parametrize("state", OccurrenceState)
def test_every_verb_in_every_state_for_every_role(one: Occurrence, people: dict[str, Any], state: str) -> None:
    walked(brought_to(one, state), state, people, EVERYWHERE, asking_of(EVERYWHERE, list(OccurrenceState)))


@pytest.mark.parametrize("state", ["not_started", "returned"])
def test_what_waits_for_nothing_arising_is_confirmed_by_the_lead(
    one: Occurrence, people: dict[str, Any], state: str
) -> None:
    Occurrence.objects.filter(pk=one.pk).update(kind="nothing_arose")
    one.refresh_from_db()
    table = {"confirm_nothing_arose": IN_STATES["confirm_nothing_arose"]}
    walked(brought_to(one, state), state, people, table, asking_of(table, ["not_started", "returned"]))


@pytest.mark.parametrize("state", WAITED)
def test_where_more_time_was_asked_the_owner_decides_and_the_lead_may_drop_it(
    one: Occurrence, people: dict[str, Any], state: str
) -> None:
    until = clock.local(one.due_at).date() + timedelta(days=5)
    asking.ask_extension(one, actor=SOMEBODY, until=until, reason="Chờ")
    walked(brought_to(one, state), state, people, ASKED, asking_of(ASKED, WAITED))


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_is_asked_to_sign_in(one: Occurrence, verb: str) -> None:
    answer = as_json(Client(), f"/occurrences/{one.uid}/{verb}", {})
    page = Client().post(reverse("plans:occurrence_verb", args=[one.uid, PAGES[verb].slug]), {})

    assert (answer.status_code, page.status_code) == (401, 302)
    assert page["Location"].startswith("/accounts/login/")


DIFFICULTY_STATES: dict[str, Callable[[Difficulty], object]] = {
    "open": lambda one: None,
    "answered": lambda one: difficulties.instruct(one, text="Dùng hội trường", actor=OTHER),
    "settled": lambda one: difficulties.settle_difficulty(one, actor=OTHER),
}
DIFFICULTY_VERBS: dict[str, tuple[str, set[str], dict[str, Any]]] = {
    # verb: the action, states it is possible in, what it needs
    "instruct": ("difficulties.answer", {"open", "answered"}, {"text": "Điều người"}),
    "settle": ("difficulties.raise", {"open", "answered"}, {}),
}


@pytest.mark.parametrize("state", DIFFICULTY_STATES)
@pytest.mark.parametrize("name", PEOPLE)
def test_every_verb_of_a_difficulty_in_every_state_for_every_role(
    one: Occurrence, people: dict[str, Any], name: str, state: str
) -> None:
    made = difficulties.raise_difficulty(one.task, unit=one.unit, occurrence=one, text="Thiếu phòng", actor=SOMEBODY)
    DIFFICULTY_STATES[state](made)
    client = signed_in(people[name])
    pages = {
        "instruct": reverse("plans:difficulty", args=[made.uid]),
        "settle": reverse("plans:settle_difficulty", args=[made.uid]),
    }
    addresses = {"instruct": f"/difficulties/{made.uid}/instructions", "settle": f"/difficulties/{made.uid}/settle"}
    assert set(DIFFICULTY_STATES) == set(Difficulty.State.values)

    for verb, (action, states, body) in DIFFICULTY_VERBS.items():
        may, possible = granted(name, action), state in states
        for face in ("rest", "page"):
            with undone():
                rest = face == "rest"
                answer = as_json(client, addresses[verb], body) if rest else client.post(pages[verb], body)
                after = Difficulty.objects.get(pk=made.pk)
                where = (face, name, state, verb, answer.status_code)
                if PEOPLE[name][1] == "elsewhere" or not may:
                    assert answer.status_code == (404 if PEOPLE[name][1] == "elsewhere" else 403), where
                    assert after.version == made.version, where
                elif possible:
                    assert answer.status_code == (200 if rest else 302), where
                    assert after.state == {"instruct": "answered", "settle": "settled"}[verb], where
                else:
                    assert answer.status_code == 409 if rest else answer.status_code in {200, 302}, where
                    assert (after.state, after.version) == (made.state, made.version), where


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("name", [*PEOPLE, "asked"])
def test_input_is_answered_once_by_the_unit_asked(
    one: Occurrence, people: dict[str, Any], world: World, name: str, answered: bool
) -> None:
    people["asked"] = create_officer(
        "Tô Phối Hợp",
        unit=world.office_unit,
        role="specialist",
        actor=SYSTEM,
        on=office.START,
        password=office.PASSWORD,
    ).user
    asked = asking.ask_input(
        one, unit=world.office_unit, question="Có phòng không?", due_on=clock.today(), actor=SOMEBODY
    )
    if answered:
        asking.answer_input(asked, answer="Có", actor=OTHER)
    may = name in {"asked", "office"}
    client = signed_in(people[name])
    page = reverse("plans:answer_input", args=[asked.uid])

    for face in ("rest", "page"):
        with undone():
            rest = face == "rest"
            body = {"answer": "Không"}
            answer = as_json(client, f"/inputs/{asked.uid}/answer", body) if rest else client.post(page, body)
            kept = InputRequest.objects.get(pk=asked.pk).answer
            if may and not answered:
                assert (answer.status_code, kept) == (200 if rest else 302, "Không")
            else:
                refused = 404 if name == "stranger" else 403 if not may else 409 if rest else 200
                assert (answer.status_code, kept) == (refused, "Có" if answered else "")
