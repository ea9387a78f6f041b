"""Role × verb × state of plans and of the documents that amend them, on the desk's pages, reckoned from the declared tables.

What is granted and possible is offered and leads where the workflow says; everything else is refused and changes nothing. Programs have no
such verbs: a plan is made and changed by people, and the way of its paper is walked in tests/documents/test_approval_roles.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from tests.conftest import stored_in
from tests.database import Standing
from tests.factories import documents as office
from tests.factories import plan_boards as factory
from tests.factories.approvals import Board
from tests.factories.plans import signed_in

from motcua.documents.queries.approvals import routes_for
from motcua.kernel import clock
from motcua.organisations.permissions import Role, declared_actions
from motcua.plans.models import Amendment, Plan, PlanDraft
from motcua.plans.queries.contents import content_of
from motcua.plans.services import amending
from motcua.plans.workflow import AMENDMENT, PLAN, AmendmentState, PlanState

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage", "standing_papers")]

PEOPLE: dict[str, tuple[Role, bool]] = {
    # of what role, and whether their grant reaches the board, whose plan it is
    "drafter": (Role.SPECIALIST, False),
    "office": (Role.OFFICE, True),
    "leader": (Role.LEADER, True),
    "clerk": (Role.REGISTRY_CLERK, True),
    "auditor": (Role.AUDITOR, True),
    "stranger": (Role.SPECIALIST, False),
}
READS = {"office", "leader", "clerk", "auditor"}
"""Of a plan without tasks yet, which a division's people would read for being named in them."""


@dataclass(frozen=True)
class Verb:
    """Where it is pressed, with what, whose action it is, from which states it leads where."""

    page: str
    body: Callable[[Any], dict[str, Any]]
    action: str
    sources: tuple[Any, ...]
    target: Any


def _of(workflow: Any, name: str, page: str, body: Callable[[Any], dict[str, Any]]) -> Verb:
    one = workflow.transitions[name]
    return Verb(page, body, one.action, one.sources, one.target)


def _reason(_one: Any) -> dict[str, Any]:
    return {"reason": "Theo chỉ đạo mới"}


def _submitted(one: Any) -> dict[str, Any]:
    plan = Plan.objects.select_related("owner", "issuer").get(pk=one.plan.pk)
    routes = routes_for(plan.issuer or plan.owner, "plan", clock.today())
    return {"version": str(one.version), "route": routes[0].key, "opinion": ""}


PLAN_VERBS: dict[str, Verb] = {
    "submit": _of(PLAN, "submit", "draft_submit", _submitted),
    "withdraw": _of(PLAN, "withdraw", "withdraw", _reason),
    "close": _of(PLAN, "close", "close_plan", _reason),
    "reopen": _of(PLAN, "reopen", "close_plan", _reason),
    "give_number": _of(
        PLAN, "give_number", "give_number", lambda _d: {"number": "7/KH-KCNĐN", "issued_on": "20/11/2026"}
    ),
    "edit": Verb(
        "draft_header",
        lambda d: {"version": str(d.version), "kind": "Kế hoạch", "title": "Trích yếu khác", "year": "2026"},
        "plans.draft",
        (PlanState.DRAFT,),
        PlanState.DRAFT,
    ),
    "amend": Verb(
        "amend",
        lambda _d: {"title": "Điều chỉnh", "reason": "Theo chỉ đạo mới"},
        "plans.draft",
        (PlanState.ISSUED,),
        PlanState.ISSUED,
    ),
}
NOT_PRESSED = {"send_back", "issue", "replace"}
"""What the paper's way does, and taking in the plan that takes its place."""
AMENDMENT_VERBS: dict[str, Verb] = {
    "submit": _of(AMENDMENT, "submit", "amendment_submit", _submitted),
    "withdraw": _of(AMENDMENT, "withdraw", "amendment_withdraw", _reason),
}


def test_the_matrix_knows_every_verb() -> None:
    assert set(PLAN_VERBS) - {"edit", "amend"} == set(PLAN.transitions) - NOT_PRESSED
    assert set(AMENDMENT_VERBS) == set(AMENDMENT.transitions) - NOT_PRESSED - {"correct"}  # of readings, not of papers


@pytest.fixture(scope="module")
def standing_papers(
    standing: Standing, standing_board: Board, tmp_path_factory: pytest.TempPathFactory
) -> tuple[PlanDraft, Amendment]:
    """A draft of the board, and a plan in force with a document that is to amend it."""
    from django.conf import settings
    from django.test import override_settings

    storages = {**settings.STORAGES, "default": stored_in(tmp_path_factory.mktemp("papers"))}
    with standing(), clock.frozen(office.NOW), override_settings(STORAGES=storages):
        board = deepcopy(standing_board)
        draft = factory.drafted(board)
        plan = factory.issued(board)
        made = amending.begin_amendment(plan, title="Điều chỉnh", reason="Mới", actor=board.act("drafter"))
        task = content_of(plan)["tasks"][0]
        amending.change_item(
            made,
            "tasks",
            str(task["uid"]),
            task | {"schedule_text": "Quý I/2027"},
            version=made.version,
            actor=board.act("drafter"),
        )
        return draft, made


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def facts(plan: Any) -> tuple[Any, ...]:
    """What a refused verb must leave as it was."""
    now = Plan.objects.get(pk=plan.pk)
    draft = PlanDraft.objects.filter(plan=plan).values_list("version", "content").first()
    amendments = list(Amendment.objects.filter(plan=plan).order_by("pk").values_list("pk", "state", "version"))
    return now.state, now.number, now.version, draft, amendments


def may(name: str, verb: Verb) -> bool:
    role, reaches = PEOPLE[name]
    return reaches and role in declared_actions()[verb.action]


def pressed(
    client: Any, verb: Verb, uid: Any, given: Any, *, name: str, reads: bool, possible: bool, seen: Callable[[], Any]
) -> None:
    before = seen()
    with undone():
        answer = client.post(reverse(f"plans:{verb.page}", args=[uid]), verb.body(given))
        where = (name, verb.page, answer.status_code)
        if not reads:
            assert answer.status_code == 404, where
        elif not may(name, verb):
            assert answer.status_code == 403, where
        if reads and may(name, verb) and possible:
            assert answer.status_code == 302, where
            assert seen()[0] == verb.target, where
            assert seen() != before, where
        else:
            assert seen() == before, where


@pytest.mark.parametrize("state", list(PlanState))
@pytest.mark.parametrize("name", PEOPLE)
def test_every_verb_of_a_plan_in_every_state_for_every_role(
    board: Board, standing_papers: tuple[PlanDraft, Amendment], name: str, state: PlanState
) -> None:
    draft = PlanDraft.objects.select_related("plan").get(pk=standing_papers[0].pk)
    number = "1/KH-KCNĐN" if state in {PlanState.ISSUED, PlanState.CLOSED, PlanState.REPLACED} else ""
    Plan.objects.filter(pk=draft.plan.pk).update(state=state, number=number)
    client = signed_in(board.people[name])

    turning = {PlanState.ISSUED: "reopen", PlanState.CLOSED: "close"}  # one page does what the state allows of the two
    for verb_name, verb in PLAN_VERBS.items():
        if turning.get(state) == verb_name:
            continue
        pressed(
            client, verb, draft.plan.uid, draft, name=name, reads=name in READS, possible=state in verb.sources,
            seen=lambda: facts(draft.plan),
        )  # fmt: skip

    if name in READS and state not in {PlanState.DRAFT, PlanState.IN_APPROVAL}:
        page = client.get(reverse("plans:plan", args=[draft.plan.uid])).context
        offered = {
            "give_number": "may_number",
            "withdraw": "may_withdraw",
            "close": "may_close",
            "reopen": "may_reopen",
        }
        for verb_name, key in offered.items():
            possible = state in PLAN_VERBS[verb_name].sources
            assert page[key] == (may(name, PLAN_VERBS[verb_name]) and possible), (name, state, verb_name)


@pytest.mark.parametrize("state", list(AmendmentState))
@pytest.mark.parametrize("name", PEOPLE)
def test_every_verb_of_an_amendment_in_every_state_for_every_role(
    board: Board, standing_papers: tuple[PlanDraft, Amendment], name: str, state: AmendmentState
) -> None:
    found = Amendment.objects.select_related("plan").get(pk=standing_papers[1].pk)
    applied: dict[str, Any] = (
        {"kind": "correction", "applied_at": clock.now()} if state == AmendmentState.APPLIED else {}
    )
    Amendment.objects.filter(pk=found.pk).update(state=state, **applied)
    client = signed_in(board.people[name])
    reads = name in READS | {"drafter"}  # whose division the plan names

    def seen() -> tuple[Any, ...]:
        now = Amendment.objects.get(pk=found.pk)
        return now.state, now.version, now.changes

    for verb in AMENDMENT_VERBS.values():
        pressed(client, verb, found.uid, found, name=name, reads=reads, possible=state in verb.sources, seen=seen)

    if reads:
        page = client.get(reverse("plans:amendment", args=[found.uid])).context
        assert page["may_edit"] == (may(name, AMENDMENT_VERBS["submit"]) and state == AmendmentState.DRAFT)
