"""What somebody can do with a dossier now, and what each act needs: enough for a stranger to fill."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from motcua.dossiers.models import Decision, Dossier, DossierStep, Opinion
from motcua.dossiers.permissions import may_do, may_take_step
from motcua.dossiers.queries.answering import unanswered
from motcua.dossiers.queries.clocks import EXTENSION
from motcua.dossiers.queries.decisions import on_its_way
from motcua.dossiers.queries.dossiers import components_of, open_opinions, open_steps, table_for
from motcua.dossiers.queries.filing import Offer, limit_of, missing_of, offer_on
from motcua.dossiers.queries.words import COLLECTED
from motcua.dossiers.rules import routing
from motcua.dossiers.workflow import ACTIVE, OPEN, DossierState
from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.rules import rule
from motcua.organisations.permissions import covered_today, has_grant
from motcua.organisations.queries.identifiers import code_of
from motcua.organisations.queries.people import officers_granted
from motcua.procedures.workflows import Table

S = DossierState


@dataclass(frozen=True, slots=True)
class Need:
    """One thing an act needs. `type`: text, date, moment, file, boolean, integer, choice, items. `labels`: what choices are called."""

    name: str
    type: str
    required: bool = True
    choices: Sequence[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        told: dict[str, Any] = {"name": self.name, "type": self.type, "required": self.required}
        if self.type == "choice":
            told |= {"choices": list(self.choices), "labels": dict(self.labels)}
        return told


@dataclass(frozen=True, slots=True)
class Action:
    name: str
    needs: tuple[Need, ...] = ()

    def plain(self) -> dict[str, Any]:
        return {"name": self.name, "needs": [need.plain() for need in self.needs]}


class Possible:
    """What one person can do with one dossier. Read once; each part is asked when it is needed."""

    def __init__(self, user: Any, dossier: Dossier) -> None:
        self.user, self.dossier = user, dossier

    @cached_property
    def steps(self) -> list[DossierStep]:
        return open_steps(self.dossier)

    @cached_property
    def own_steps(self) -> list[DossierStep]:
        """Open steps that are the person's to do: granted at their unit, and not given to somebody else (a head may act for all)."""
        if self.on_route is not None:
            return []
        mine = set(covered_today(self.user))
        return [
            step
            for step in self.steps
            if may_take_step(self.user, step)
            and (step.officer_id is None or step.officer_id in mine or self.heads(step))
        ]

    @cached_property
    def on_route(self) -> Decision | None:
        """A result that is on its way to signature: the route does the steps meanwhile."""
        return on_its_way(self.dossier) if self.dossier.state == S.IN_PROCESS else None

    def heads(self, step: DossierStep) -> bool:
        return step.action == "dossiers.appraise" and has_grant(self.user, "dossiers.assign", step.unit_id)

    @cached_property
    def table(self) -> Table:
        return table_for(self.dossier)

    @cached_property
    def last(self) -> frozenset[str]:
        return routing.last_before_return(self.table)

    @cached_property
    def forward(self) -> list[DossierStep]:
        """Of the person's steps those that lead on to others."""
        return [step for step in self.own_steps if step.key not in self.last]

    @cached_property
    def closing(self) -> list[DossierStep]:
        """Those that end with the answer; of a workflow without such a step any."""
        return [step for step in self.own_steps if step.key in self.last or not self.last]

    @cached_property
    def backward(self) -> list[DossierStep]:
        """Those from which it may be sent back."""
        return [step for step in self.own_steps if routing.before(self.table, step.key)]

    @cached_property
    def at_counter(self) -> bool:
        return may_do(self.user, self.dossier, "dossiers.take_in")

    @cached_property
    def offer(self) -> Offer:
        return offer_on(self.dossier.procedure, clock.today())

    def all(self) -> list[Action]:
        """In the order in which people do them. Nothing for a dossier that was voided."""
        if self.dossier.voided_at is not None:
            return []
        return [action for part in _PARTS for action in part(self)]

    def named(self, name: str) -> Action:
        """The act of a name. Raises Forbidden where the person cannot do it now, NotFound where there is none."""
        found = next((action for action in self.all() if action.name == name), None)
        if found is not None:
            return found
        if name not in NAMES:
            raise NotFound("Không có việc “{name}” với hồ sơ.", code="no_action", name=name[:40])
        raise Forbidden(
            "Việc này chưa làm được ở trạng thái hiện tại, hoặc không phải việc của bạn.", code="not_possible"
        )


def actions_of(user: Any, dossier: Dossier) -> list[Action]:
    return Possible(user, dossier).all()


def _intake(one: Possible) -> Iterator[Action]:
    dossier = one.dossier
    if dossier.state != S.SUBMITTED or not one.at_counter:
        return
    yield Action("accept", tuple(_accept_needs(one)))
    yield Action("refuse", (Need("reason", "text"), Need("article", "text")))


def _accept_needs(one: Possible) -> Iterator[Need]:
    dossier, offer = one.dossier, one.offer
    if dossier.unit_id is None:
        places = {place.code: place.name for place in offer.places}
        yield Need("unit", "choice", choices=tuple(places), labels=places)
    undecided = bool(offer.cases) and dossier.case not in offer.cases
    cases = offer.cases if undecided else (dossier.case,)
    if undecided:
        yield Need("case", "choice", choices=offer.cases, labels={case: case or "–" for case in offer.cases})
    if dossier.unit_id is not None:
        code = code_of(dossier.unit_id)
        known = [
            limit_of(offer, case=case, channel=dossier.channel, unit=code, on=clock.today()) is not None
            for case in cases
        ]
        if not all(known):
            yield Need("limit", "integer", required=not any(known))
    elif not offer.content.limits:
        yield Need("limit", "integer")
    given = components_of(dossier)
    unfilled = bool(unanswered(dossier))
    lacking = [unfilled or bool(missing_of(offer.required(case), given)) for case in cases]
    if any(lacking):
        yield Need("ground", "text", required=all(lacking))
    if may_do(one.user, dossier, "dossiers.backdate"):
        yield Need("received_at", "moment", required=False)


def _steps(one: Possible) -> Iterator[Action]:
    if one.dossier.state not in (S.ACCEPTED, S.IN_PROCESS):
        return
    if one.forward:
        yield Action("advance", (*_which(one.forward), *_ways(one, one.forward), *_to_whom(one, one.forward)))
    drafting = [step for step in one.forward if step.action == "dossiers.appraise"]
    if drafting and len(one.steps) == 1:
        refusing = (Need("negative", "boolean", required=False), Need("article", "text", required=False))
        yield Action("propose", (*_which(drafting), Need("file", "file"), *refusing))
    if one.closing and len(one.steps) == 1 and one.dossier.state == S.IN_PROCESS:
        needs = (Need("number", "text"), Need("date", "date"), Need("signer", "text"), Need("file", "file"))
        more = (Need("negative", "boolean", required=False), Need("article", "text", required=False))
        yield Action("process", (*needs, *more))
    if one.backward:
        known = {key: one.table.step(key).title for step in one.backward for key in routing.before(one.table, step.key)}
        to = Need("to", "choice", choices=tuple(known), labels=known)
        yield Action("return_step", (*_which(one.backward), to, Need("reason", "text")))
    given = [step for step in one.steps if one.heads(step)]
    if given:
        yield Action("assign", (*_which(given), _officers(given, required=True)))


def _which(steps: Sequence[DossierStep]) -> Iterator[Need]:
    if len(steps) > 1:
        yield Need("step", "choice", choices=[s.key for s in steps], labels={s.key: s.title for s in steps})


def _ways(one: Possible, steps: Sequence[DossierStep]) -> Iterator[Need]:
    found = {
        flow.to: flow.condition or (one.table.step(flow.to).title if flow.to else "–")
        for step in steps
        if routing.must_choose(one.table, step.key)
        for flow in routing.ways(one.table, step.key)
    }
    if found:
        yield Need("to", "choice", choices=tuple(found), labels=found, required=len(steps) == 1)


def _to_whom(one: Possible, steps: Sequence[DossierStep]) -> Iterator[Need]:
    """A head who assigns says to whom: the people of the unit who can take the next step."""
    if one.dossier.unit_id is None or all(step.action != "dossiers.check" for step in steps):
        return
    yield _officers_at("dossiers.appraise", [one.dossier.unit_id], required=False)


def _officers(steps: Sequence[DossierStep], *, required: bool) -> Need:
    return _officers_at("dossiers.appraise", [step.unit_id for step in steps], required=required)


def _officers_at(action: str, units: Sequence[int], *, required: bool) -> Need:
    today = clock.today()
    people = {str(o.uid): o.person.name for unit in units for o in officers_granted(action, unit, today)}
    return Need("officer", "choice", required=required, choices=tuple(people), labels=people)


def _asking(one: Possible) -> Iterator[Action]:
    dossier = one.dossier
    holds = bool(one.own_steps)
    if (dossier.state == S.SUBMITTED and one.at_counter) or (dossier.state in (S.ACCEPTED, S.IN_PROCESS) and holds):
        again = dossier.supplements >= int(rule("dossiers.supplement", clock.today()).value["most"])
        if not again or (dossier.unit_id is not None and has_grant(one.user, "dossiers.check", dossier.unit_id)):
            reason = (Need("reason", "text"),) if again else ()
            yield Action(
                "request_supplement", (Need("items", "items"), *reason, Need("due_on", "date", required=False))
            )
    if dossier.state in (S.ACCEPTED, S.IN_PROCESS) and holds:
        yield Action("request_payment", (Need("reason", "text"), Need("amount", "integer", required=False)))
        yield Action(
            "consult",
            (
                Need("agency", "text"),
                Need("question", "text"),
                Need("due_at", "moment"),
                Need("unit", "text", required=False),
                Need("letter", "text", required=False),
                Need("silence", "text", required=False),
            ),
        )
    if dossier.state == S.SUPPLEMENT_REQUESTED and one.at_counter:
        yield Action("supplement", (Need("file", "file", required=False),))
    if dossier.state == S.PAYMENT_REQUESTED and (one.at_counter or holds):
        yield Action("confirm_payment")
    mine = answerable(one.user, dossier)
    if mine:
        which = {str(o.uid): o.question[:120] for o in mine}
        choose = (Need("opinion", "choice", choices=tuple(which), labels=which),) if len(mine) > 1 else ()
        yield Action("answer", (*choose, Need("answer", "text"), Need("file", "file", required=False)))


def answerable(user: Any, dossier: Dossier) -> list[Opinion]:
    """Questions that the person may answer: of their unit, or of an agency without accounts, whose answer the settling unit enters."""

    def may(opinion: Opinion) -> bool:
        unit = opinion.unit_id or dossier.unit_id
        return unit is not None and has_grant(user, "dossiers.handle", unit)

    return [opinion for opinion in open_opinions(dossier) if may(opinion)]


def _ending(one: Possible) -> Iterator[Action]:
    dossier = one.dossier
    if dossier.state in ACTIVE and dossier.unit_id is not None and may_do(one.user, dossier, "dossiers.extend"):
        beyond = dossier.extensions >= int(rule(EXTENSION, clock.today()).value["most"])
        needs = (Need("until", "moment"), Need("reason", "text"), Need("letter", "text"), Need("signer", "text"))
        yield Action("extend", (*needs, *((Need("ground", "text"),) if beyond else ())))
    if dossier.state in (S.ACCEPTED, S.IN_PROCESS) and any(s.action == "dossiers.appraise" for s in one.own_steps):
        apology = (Need("until", "moment"), Need("reason", "text"), Need("file", "file"))
        yield Action("propose_extension", (*apology, Need("ground", "text", required=False)))
    if one.at_counter:
        if dossier.state in ACTIVE:
            yield Action("stop", (Need("reason", "text"),))
        if dossier.state in OPEN:
            yield Action("withdraw", (Need("reason", "text"),))
        if dossier.state == S.PROCESSED:
            who = {key: str(word) for key, word in COLLECTED.items()}
            collected = Need("collected_by", "choice", choices=tuple(who), labels=who)
            yield Action("hand_out", (collected, Need("identity_checked", "boolean")))
    if dossier.state in (S.SUBMITTED, S.ACCEPTED) and may_void(one.user, dossier):
        yield Action("void", (Need("reason", "text"),))


def may_void(user: Any, dossier: Dossier) -> bool:
    """The chief of the counter, or of the unit that settles it."""
    units = (dossier.intake_unit_id, dossier.unit_id)
    return any(unit is not None and has_grant(user, "dossiers.void", unit) for unit in units)


_PARTS: tuple[Callable[[Possible], Iterator[Action]], ...] = (_intake, _steps, _asking, _ending)
NAMES = frozenset(
    {
        "accept", "refuse", "advance", "process", "return_step", "assign", "request_supplement", "request_payment", "consult",
        "supplement", "confirm_payment", "answer", "extend", "stop", "withdraw", "hand_out", "void", "propose", "propose_extension",
    }
)  # fmt: skip
