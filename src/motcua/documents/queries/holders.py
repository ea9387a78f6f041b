"""Whom a step of a route waits for, and for whom somebody may decide: the one place that knows posts, grants and delegations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motcua.documents.models import Approval, ApprovalHolder, ApprovalStep
from motcua.documents.permissions import own_posts, stood_in_by
from motcua.documents.rules.routes import Act, Place, StepSpec
from motcua.documents.workflow import StepState
from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Forbidden
from motcua.organisations.permissions import Role, roles_for, valid_on
from motcua.organisations.queries.people import officer_of, officers_on
from motcua.organisations.queries.posts import head_of, leaders_of, stands_in_for
from motcua.organisations.queries.units import ancestors, unit_named

if TYPE_CHECKING:
    from motcua.organisations.models import Officer, Unit

_ACTION = {
    Act.REVIEW: "approvals.decide",
    Act.CHECK: "approvals.decide",
    Act.SIGN: "approvals.sign",
    Act.ISSUE: "approvals.issue",
}


def resolve(spec: StepSpec, *, unit: Unit, drafting_unit: Unit, on: date, without: Iterable[int] = ()) -> list[Officer]:
    """Who holds the step on a date, of the nearest unit that has somebody; `without` are people (keys) who may not.

    A signature is given by whoever sits in the body's leading posts, account or not: on paper. Everything else is done here, so it needs
    an account; it comes from grants, and for the drafting unit's head also from the post.
    """
    barred = set(without)
    found = [o for o in _seated(spec, unit, drafting_unit, on) if o.person_id not in barred]
    if found:
        return found
    roots = _roots(spec, unit, drafting_unit, on)
    bound = len(_upwards(drafting_unit, unit, on)) if spec.at == Place.DRAFTER and not spec.of else None
    granted = _granted([spec.role], roots, on, at_most=bound).exclude(person__in=barred)
    rows = list(granted.order_by("person__sort_key", "pk"))
    nearest = min((_depth(o) for o in rows), default=0)
    return _once(o for o in rows if _depth(o) == nearest)


def eligible(step: ApprovalStep, *, on: date, without: Iterable[int] = ()) -> list[Officer]:
    """To whom a step may be redirected: everybody whose role opens its act for the body, near or far, and who does not hold it."""
    approval = step.approval
    roles = {step.role, *roles_for(_ACTION[Act(step.act)])}
    barred = set(without)
    rows = _granted(sorted(roles), (approval.unit, approval.drafting_unit), on).exclude(person__in=barred)
    found = list(rows.order_by("person__sort_key", "pk"))
    if step.act == Act.SIGN:
        found += [o for o in leaders_of(approval.unit, on) if o.person_id not in barred]
    held = {h.officer_id for h in holders_of(step)}
    return [o for o in _once(found) if o.pk not in held]


def holders_of(step: ApprovalStep) -> QuerySet[ApprovalHolder]:
    """Whom the step waits for now: those who still serve."""
    rows = ApprovalHolder.objects.filter(valid_on(clock.today(), "officer__"), step=step, until__isnull=True)
    return rows.select_related("officer__person", "officer__unit").order_by("pk")


def steps_held_by(user: Any) -> QuerySet[ApprovalStep]:
    """Open steps that wait for the user, or for somebody they stand in for (but nobody signs for another)."""
    living = ApprovalHolder.objects.filter(valid_on(clock.today(), "officer__"), until__isnull=True)
    own = living.filter(own_posts(user, "officer"))
    others = living.filter(stood_in_by(user, "officer")).exclude(step__act=Act.SIGN)
    return ApprovalStep.objects.filter(
        Q(pk__in=own.values("step")) | Q(pk__in=others.values("step")), state=StepState.OPEN
    )


def unheld_steps() -> list[ApprovalStep]:
    """Open steps that nobody holds who still serves, oldest first; a thousand at a time."""
    living = ApprovalHolder.objects.filter(valid_on(clock.today(), "officer__"), until__isnull=True)
    rows = ApprovalStep.objects.filter(~Exists(living.filter(step=OuterRef("pk"))), state=StepState.OPEN)
    parts = ("approval__unit", "approval__drafting_unit", "approval__drafter")
    return list(rows.select_related(*parts).order_by("opened_at", "pk")[:1000])


def officer_acting(actor: Actor) -> Officer:
    """The officer who acts. Raises Forbidden for an account without post, and for the system."""
    if actor.ref is None or actor.ref.kind != "officer":
        raise Forbidden("Chỉ cán bộ đang giữ chức vụ mới trình, duyệt văn bản được.")
    return officer_of(actor.ref.uid)


def held_by(step: ApprovalStep, officer: Officer, on: date) -> ApprovalHolder | None:
    """The holder as whom, or for whom, an officer may decide a step; None when it does not wait for them. Nobody signs for another."""
    holders = list(holders_of(step))
    own = next((h for h in holders if h.officer.person_id == officer.person_id), None)
    if own is not None or step.act == Act.SIGN:
        return own
    posts = officers_on(on).filter(person=officer.person_id)
    away = {o.pk for post in posts for o in stands_in_for(post, on)}
    return next((h for h in holders if h.officer_id in away), None)


def drafted_by(approval: Approval, officer: Officer) -> bool:
    """Whether an officer is the person who drafted, in whatever post."""
    return approval.drafter.person_id == officer.person_id


def barred(step: ApprovalStep) -> set[int]:
    """People (keys) who may not hold a step: who drafted, and (unless the route says) who approved just before."""
    without = set() if step.act == Act.ISSUE else {step.approval.drafter.person_id}
    last = last_person(step.approval)
    if last is not None and not step.spec.get("again"):
        without.add(last)
    return without


def last_person(approval: Approval) -> int | None:
    """Who approved last in this round."""
    rows = approval.decisions.filter(version__round=approval.round, verb="approve").order_by("-at", "-pk")
    return rows.values_list("officer__person", flat=True).first()


def signers(step: ApprovalStep, on: date) -> list[Officer]:
    """Who may sign at a step: whom it waits for, then everybody else who signs for the body. For the form that records a signature."""
    without = barred(step)
    held = [h.officer for h in holders_of(step) if h.officer.person_id not in without]
    return _once([*held, *eligible(step, on=on, without=without)])


def _roots(spec: StepSpec, unit: Unit, drafting_unit: Unit, on: date) -> Sequence[Unit]:
    if spec.of:
        return (unit_named(spec.of, on),)
    if spec.at != Place.DRAFTER:
        return (unit,)
    return (drafting_unit,)


def _seated(spec: StepSpec, unit: Unit, drafting_unit: Unit, on: date) -> list[Officer]:
    root = _roots(spec, unit, drafting_unit, on)[0]
    if spec.act == Act.SIGN and spec.role == Role.LEADER:
        return leaders_of(root, on)
    if spec.role == Role.HEAD:
        for candidate in _upwards(root, unit, on):
            head = head_of(candidate, on)
            if head is not None and head.person.user_id is not None:
                return [head]
            if _granted([Role.HEAD], (candidate,), on, at_most=0).exists():
                return []  # a grant on the nearer unit comes before the head of a farther one
    return []


def _upwards(start: Unit, until: Unit, on: date) -> list[Unit]:
    """A unit and those above it, before the issuing body: the body's own head signs, and does not review besides."""
    chain = [start, *ancestors(start, on)]
    keys = [u.pk for u in chain]
    return chain[: keys.index(until.pk)] if until.pk in keys else chain[:1]


def _granted(roles: Sequence[str], roots: Sequence[Unit], on: date, *, at_most: int | None = None) -> QuerySet[Officer]:
    """Officers with an account whose grants of a role reach one of the units, with `depth`: how far above the grant stands. One query."""
    above = "grants__unit__standing_below__"
    rows = officers_on(on).filter(
        valid_on(on, "grants__"),
        valid_on(on, above),
        Q(grants__below=True) | Q(**{f"{above}depth": 0}),
        person__user__is_active=True,
        grants__role__in=roles,
        **{f"{above}descendant__in": [u.pk for u in roots]},
        **({} if at_most is None else {f"{above}depth__lte": at_most}),
    )
    return rows.annotate(depth=F(f"{above}depth"))


def _depth(officer: Officer) -> int:
    """How far above the grant stands that `_granted` found."""
    return int(vars(officer)["depth"])


def _once(found: Iterable[Officer]) -> list[Officer]:
    return list({o.pk: o for o in found}.values())
