"""Who may read, import, correct and accept plans. Each predicate has the query-set filter that says the same.

A plan is visible through its owner unit, or through a unit that leads or supports one of its tasks.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.organisations.permissions import EVERY_ROLE, Role, covered_today, declare, has_any_grant, has_grant, visible
from motcua.plans.models import (
    Assessed,
    Difficulty,
    Finding,
    FundingLine,
    Initiative,
    InspectedUnit,
    Inspection,
    InspectionMember,
    Occurrence,
    Plan,
    Reading,
    Round,
    Task,
    TaskUnit,
    UrgedWork,
    UrgingLetter,
)

ACTIONS = declare(
    {
        "plans.read": EVERY_ROLE,
        "plans.import": {Role.OFFICE, Role.HEAD, Role.SPECIALIST},
        "plans.review": {Role.OFFICE, Role.HEAD, Role.SPECIALIST},
        "plans.accept": {Role.OFFICE, Role.HEAD},
        "plans.give_number": {Role.OFFICE, Role.REGISTRY_CLERK},
        "plans.withdraw": {Role.OFFICE},
        "plans.draft": {Role.OFFICE, Role.HEAD, Role.SPECIALIST},
        "plans.close": {Role.OFFICE},
        "plans.correct": {Role.OFFICE},
        "plans.give_opinion": {Role.OFFICE, Role.HEAD, Role.LEADER},
        "plans.link": {Role.OFFICE, Role.HEAD, Role.SPECIALIST},
        "plans.release": {Role.LEADER},
        "targets.bind": {Role.OFFICE},
        "targets.report": {Role.OFFICE, Role.HEAD, Role.SPECIALIST},
        "tasks.give": {Role.OFFICE, Role.LEADER, Role.HEAD},
        "occurrences.work": {Role.SPECIALIST, Role.HEAD, Role.OFFICE},
        "occurrences.assign": {Role.HEAD, Role.OFFICE, Role.LEADER},
        "occurrences.hand_in": {Role.HEAD, Role.OFFICE, Role.LEADER},
        "occurrences.accept": {Role.OFFICE, Role.LEADER},
        "urging.draft": {Role.OFFICE, Role.HEAD},
        "urging.answer": {Role.SPECIALIST, Role.HEAD, Role.OFFICE, Role.LEADER},
        "difficulties.raise": {Role.SPECIALIST, Role.HEAD, Role.OFFICE, Role.COUNTER, Role.LEADER},
        "difficulties.answer": {Role.LEADER},
        "funding.read": EVERY_ROLE,
        "funding.plan": {Role.OFFICE, Role.HEAD},
        "funding.spend": {Role.OFFICE, Role.HEAD, Role.SPECIALIST},
        "funding.settle": {Role.OFFICE},
        "inspections.read": EVERY_ROLE,
        "inspections.manage": {Role.OFFICE, Role.LEADER},
        "inspections.record": {Role.OFFICE},
        "inspections.remedy": {Role.OFFICE, Role.HEAD, Role.SPECIALIST, Role.LEADER},
        "assessments.read": EVERY_ROLE,
        "assessments.oversee": {Role.OFFICE, Role.LEADER, Role.AUDITOR},
        "assessments.manage": {Role.OFFICE},
        "assessments.score_own": {Role.OFFICE, Role.HEAD},
        "assessments.approve": {Role.LEADER},
        "commendations.propose": {Role.OFFICE, Role.HEAD},
        "commendations.decide": {Role.LEADER, Role.OFFICE},
        "initiatives.read": EVERY_ROLE,
        "initiatives.write": {Role.OFFICE, Role.HEAD, Role.SPECIALIST, Role.EDITOR},
        "initiatives.approve": {Role.OFFICE, Role.LEADER},
        "initiatives.publish": {Role.LEADER},
    }
)

OF_THE_HOLDER = frozenset({"occurrences.work", "occurrences.assign", "occurrences.hand_in", "difficulties.raise"})
"""Actions that the holder of the post that the paper names takes personally, without further rights."""
OF_THE_OWNER = frozenset({"occurrences.accept", "tasks.give", "difficulties.answer", "urging.draft"})
"""Actions of the unit that owns the task; the others are the lead unit's."""


def may_read_plan(user: Any, plan: Plan) -> bool:
    if has_grant(user, "plans.read", plan.owner_id):
        return True
    return visible(TaskUnit.objects.filter(task__plan=plan), user, "plans.read").exists()


def readable_plans(rows: QuerySet[Plan], user: Any) -> QuerySet[Plan]:
    """The filter that equals `may_read_plan`."""
    if not user.is_authenticated:
        return rows.none()
    owned = visible(Plan.objects.filter(pk=OuterRef("pk")), user, "plans.read", "owner")
    shared = visible(TaskUnit.objects.filter(task__plan=OuterRef("pk")), user, "plans.read")
    return rows.filter(Q(Exists(owned)) | Q(Exists(shared)))


def may_read_task(user: Any, task: Task) -> bool:
    """Who sees a plan sees all of it; other tasks are seen by their owner and by the units that lead or support them."""
    if task.plan is not None:
        return may_read_plan(user, task.plan)
    if has_grant(user, "plans.read", task.owner_id):
        return True
    return visible(TaskUnit.objects.filter(task=task), user, "plans.read").exists()


def readable_tasks(rows: QuerySet[Task], user: Any) -> QuerySet[Task]:
    """The filter that equals `may_read_task`."""
    if not user.is_authenticated:
        return rows.none()
    owned = visible(Task.objects.filter(pk=OuterRef("pk")), user, "plans.read", "owner")
    shared = visible(TaskUnit.objects.filter(task=OuterRef("pk")), user, "plans.read")
    in_plan = readable_plans(Plan.objects.all(), user)
    return rows.filter(Q(plan__in=in_plan) | Q(Exists(owned), plan__isnull=True) | Q(Exists(shared), plan__isnull=True))


def readable_occurrences(rows: QuerySet[Occurrence], user: Any) -> QuerySet[Occurrence]:
    """Occurrences of readable tasks."""
    return rows.filter(task__in=readable_tasks(Task.objects.all(), user))


def readable_difficulties(rows: QuerySet[Difficulty], user: Any) -> QuerySet[Difficulty]:
    """A difficulty is between the unit that has it and those above who answer: never everybody who sees the plan."""
    if not user.is_authenticated:
        return rows.none()
    own = visible(Difficulty.objects.filter(pk=OuterRef("pk")), user, "plans.read", "unit")
    answering = visible(Difficulty.objects.filter(pk=OuterRef("pk")), user, "plans.read", "owner")
    return rows.filter(Q(Exists(own)) | Q(Exists(answering)))


def may_read_difficulty(user: Any, difficulty: Difficulty) -> bool:
    """The predicate that `readable_difficulties` equals."""
    return has_grant(user, "plans.read", difficulty.unit_id) or has_grant(user, "plans.read", difficulty.owner_id)


def readable_letters(rows: QuerySet[UrgingLetter], user: Any) -> QuerySet[UrgingLetter]:
    """Letters that urge: for the body that writes them; once sent also for the units that they name."""
    if not user.is_authenticated:
        return rows.none()
    own = visible(UrgingLetter.objects.filter(pk=OuterRef("pk")), user, "plans.read", "owner")
    named = named_lines(UrgedWork.objects.filter(letter=OuterRef("pk")), user)
    return rows.filter(Q(Exists(own)) | Q(Exists(named), state="sent"))


def may_read_letter(user: Any, letter: UrgingLetter) -> bool:
    """The predicate that `readable_letters` equals."""
    if has_grant(user, "plans.read", letter.owner_id):
        return True
    return letter.state == "sent" and named_lines(letter.lines.all(), user).exists()


def named_lines(lines: QuerySet[UrgedWork], user: Any) -> QuerySet[UrgedWork]:
    """Lines about the user's units: those named then, and those that owe the work now (after units were split, say)."""
    of_then = visible(UrgedWork.objects.filter(pk=OuterRef("pk")), user, "plans.read")
    of_now = visible(UrgedWork.objects.filter(pk=OuterRef("pk")), user, "plans.read", "occurrence__unit")
    return lines.filter(Q(Exists(of_then)) | Q(Exists(of_now)))


def may_urge(user: Any) -> bool:
    """Whether the user may draft letters that urge, for some body."""
    return has_any_grant(user, "urging.draft")


def may_do_with_occurrence(user: Any, occurrence: Occurrence, action: str) -> bool:
    """What the lead unit does is granted on it, what the owner does on the owner; a specialist works on what was given to them."""
    if action in OF_THE_OWNER:
        return has_grant(user, action, occurrence.task.owner_id)
    if action in OF_THE_HOLDER and occurrence.officer_id is not None and occurrence.officer_id in posts_held(user):
        return True
    return occurrence.unit_id is not None and has_grant(user, action, occurrence.unit_id)


def posts_held(user: Any) -> list[int]:
    """The officers whose posts' work is the user's today: their own, and of those they stand in for. Empty for who is not signed in."""
    return covered_today(user)


def theirs(user: Any, officer: str) -> Q:
    """The condition that an officer (a relation) is the person, in any post they had, or somebody whom they stand in for today."""
    return Q(**{f"{officer}__person__user": user.pk}) | Q(**{f"{officer}__in": posts_held(user)})


def is_leader_of(user: Any, difficulty: Difficulty) -> bool:
    """Whether the person is the leader in charge of a difficulty, or stands in for that leader today."""
    leader = difficulty.leader
    if leader is None or not user.is_authenticated:
        return False
    return leader.person.user_id == user.pk or leader.pk in posts_held(user)


def may_do_with_plan(user: Any, plan: Plan, action: str) -> bool:
    """`plans.give_number`, `plans.withdraw` and the like, for the owner unit."""
    return has_grant(user, action, plan.owner_id)


def may_read_reading(user: Any, reading: Reading) -> bool:
    """A reading is work in progress: those who may review for its owner unit, and auditors."""
    return has_grant(user, "plans.review", reading.owner_id)


def readable_readings(rows: QuerySet[Reading], user: Any) -> QuerySet[Reading]:
    """The filter that equals `may_read_reading`."""
    return visible(rows, user, "plans.review", "owner")


def may_read_funding(user: Any, line: FundingLine) -> bool:
    """Who answers for the line, and who spends it."""
    return has_grant(user, "funding.read", line.owner_id) or has_grant(user, "funding.read", line.unit_id)


def readable_funding(rows: QuerySet[FundingLine], user: Any) -> QuerySet[FundingLine]:
    """The filter that equals `may_read_funding`."""
    if not user.is_authenticated:
        return rows.none()
    own = visible(FundingLine.objects.filter(pk=OuterRef("pk")), user, "funding.read", "owner")
    spends = visible(FundingLine.objects.filter(pk=OuterRef("pk")), user, "funding.read", "unit")
    return rows.filter(Q(Exists(own)) | Q(Exists(spends)))


def may_do_with_funding(user: Any, line: FundingLine, action: str) -> bool:
    """The unit that spends enters what it spent; estimate and settlement are the owner's."""
    if action == "funding.spend" and has_grant(user, action, line.unit_id):
        return True
    return has_grant(user, action, line.owner_id)


def _on_team(user: Any) -> QuerySet[InspectionMember]:
    return InspectionMember.objects.filter(officer__person__user=user.pk)


def readable_inspections(rows: QuerySet[Inspection], user: Any) -> QuerySet[Inspection]:
    """The inspecting unit, the team; the inspected units once the inspection has begun."""
    if not user.is_authenticated:
        return rows.none()
    own = visible(Inspection.objects.filter(pk=OuterRef("pk")), user, "inspections.read", "owner")
    team = _on_team(user).filter(inspection=OuterRef("pk"))
    here = visible(InspectedUnit.objects.filter(inspection=OuterRef("pk")), user, "inspections.read")
    begun = Q(state__in=["under_way", "concluded", "closed"])
    return rows.filter(Q(Exists(own)) | Q(Exists(team)) | (begun & Q(Exists(here))))


def sees_whole_inspection(user: Any, inspection: Inspection) -> bool:
    """Whether all units' findings are shown: an inspected unit sees its own only."""
    return (
        has_grant(user, "inspections.read", inspection.owner_id)
        or _on_team(user).filter(inspection=inspection).exists()
    )


def readable_findings(rows: QuerySet[Finding], user: Any) -> QuerySet[Finding]:
    """Findings of the own inspections; of the own unit once the inspection is concluded."""
    if not user.is_authenticated:
        return rows.none()
    own = visible(Inspection.objects.filter(pk=OuterRef("inspected__inspection")), user, "inspections.read", "owner")
    team = _on_team(user).filter(inspection=OuterRef("inspected__inspection"))
    here = visible(InspectedUnit.objects.filter(pk=OuterRef("inspected")), user, "inspections.read")
    told = Q(inspected__inspection__state__in=["concluded", "closed"])
    return rows.filter(Q(Exists(own)) | Q(Exists(team)) | (told & Q(Exists(here))))


def may_do_with_inspection(user: Any, inspection: Inspection, action: str) -> bool:
    """Who leads or is on the team records what is found, without further rights."""
    if action == "inspections.record" and _on_team(user).filter(inspection=inspection).exists():
        return True
    return has_grant(user, action, inspection.owner_id)


def readable_rounds(rows: QuerySet[Round], user: Any) -> QuerySet[Round]:
    """The assessing agency, and whoever is assessed."""
    if not user.is_authenticated:
        return rows.none()
    own = visible(Round.objects.filter(pk=OuterRef("pk")), user, "assessments.read", "owner")
    there = visible(Assessed.objects.filter(round=OuterRef("pk")), user, "assessments.read")
    return rows.filter(Q(Exists(own)) | Q(Exists(there)))


def readable_assessed(rows: QuerySet[Assessed], user: Any) -> QuerySet[Assessed]:
    """Before approval one's own (an officer: themself, and the head) and those who oversee; after it everybody who reads the round."""
    if not user.is_authenticated:
        return rows.none()
    here = Assessed.objects.filter(pk=OuterRef("pk"))
    oversee = visible(here, user, "assessments.oversee", "round__owner")
    score = visible(here, user, "assessments.score_own")
    unit = visible(here.filter(officer__isnull=True), user, "assessments.read")
    approved = Q(round__state="approved", round__in=readable_rounds(Round.objects.all(), user))
    return rows.filter(
        Q(Exists(oversee)) | Q(Exists(score)) | Q(Exists(unit)) | Q(officer__person__user=user.pk) | approved
    )


def may_score_own(user: Any, assessed: Assessed) -> bool:
    """A unit is scored by its head or office, an officer by themself."""
    if assessed.officer is not None:
        return bool(user.is_authenticated and assessed.officer.person.user_id == user.pk)
    return has_grant(user, "assessments.score_own", assessed.unit_id)


def readable_initiatives(rows: QuerySet[Initiative], user: Any) -> QuerySet[Initiative]:
    """The unit's own; published ones by every officer."""
    if not user.is_authenticated:
        return rows.none()
    own = visible(Initiative.objects.filter(pk=OuterRef("pk")), user, "initiatives.read", "owner")
    return rows.filter(Q(Exists(own)) | Q(state="published"))


def may_hand_in(user: Any) -> bool:
    """Whether the user answers for the work of some unit: for whom the board exists."""
    return has_any_grant(user, "occurrences.hand_in")
