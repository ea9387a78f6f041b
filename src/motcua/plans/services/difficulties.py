"""Difficulties (khó khăn, vướng mắc): to the leader in charge at once; the instruction comes back and can become a task."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from motcua.kernel import clock, events, search, workdays
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.rules import rule
from motcua.kernel.text import nfc
from motcua.organisations.queries.calendars import calendar_for
from motcua.organisations.queries.posts import leader_in_charge
from motcua.plans import events as kinds
from motcua.plans.models import Difficulty, Instruction, Occurrence, Task, WorkSource
from motcua.plans.queries.work import difficulty_ref, task_ref
from motcua.plans.services.search_words import difficulty_words
from motcua.plans.services.work import Work, register_source

SEARCH_KIND = "plan_difficulty"
ANSWER_WITHIN = "plans.difficulty_answer"
"""The rule that says within how long a difficulty is to be answered."""


def raise_difficulty(
    task: Task, *, unit: Any, text: str, actor: Actor, proposal: str = "", occurrence: Occurrence | None = None
) -> Difficulty:
    """Raise a difficulty with a task. The leader in charge of the unit is told at once; it waits for their instruction."""
    text = nfc(text).strip()
    if not text:
        raise _wrong("text", N_("Nêu rõ khó khăn, vướng mắc."))
    now, today = clock.now(), clock.today()
    limit = workdays.Limit.parse(str(rule(ANSWER_WITHIN, today).value["limit"]))
    with transaction.atomic():
        made = Difficulty.objects.create(
            task=task,
            occurrence=occurrence,
            owner_id=task.owner_id,
            unit=unit,
            text=text,
            proposal=nfc(proposal).strip(),
            leader=leader_in_charge(unit, today),
            due_at=workdays.due(now, limit, calendar=calendar_for(task.owner_id, today)).due,
            raised_by=str(actor.ref or ""),
            raised_name=actor.name,
            raised_at=now,
        )
        search.index_many(SEARCH_KIND, [difficulty_words(made)])
        payload: dict[str, events.Plain] = {"task": task_ref(task), "unit": unit.code}
        events.append(difficulty_ref(made), kinds.DIFFICULTY_RAISED, actor=actor, payload=payload)
    return made


def instruct(difficulty: Difficulty, *, text: str, actor: Actor) -> Instruction:
    """The leader's word (Cho ý kiến chỉ đạo). The first one answers the difficulty; more may follow until it is settled."""
    text = nfc(text).strip()
    if not text:
        raise _wrong("text", N_("Ghi ý kiến chỉ đạo."))
    with transaction.atomic():
        now = clock.now()
        open_ones = Difficulty.objects.filter(pk=difficulty.pk).exclude(state=Difficulty.State.SETTLED)
        changes: dict[str, Any] = {"state": Difficulty.State.ANSWERED, "version": F("version") + 1}
        if difficulty.answered_at is None:
            changes["answered_at"] = now
        if open_ones.update(**changes) != 1:
            raise Refused("Khó khăn này đã xử lý xong.", code="transition_refused")
        made = Instruction.objects.create(
            difficulty=difficulty,
            text=text,
            given_by=str(actor.ref or ""),
            given_name=actor.name,
            given_role=actor.role,
            given_at=now,
        )
        events.append(difficulty_ref(difficulty), kinds.DIFFICULTY_ANSWERED, actor=actor)
    difficulty.refresh_from_db()
    return made


def settle_difficulty(difficulty: Difficulty, *, actor: Actor, note: str = "") -> Difficulty:
    """The unit tells that the difficulty is over."""
    with transaction.atomic():
        rows = Difficulty.objects.filter(pk=difficulty.pk).exclude(state=Difficulty.State.SETTLED)
        if rows.update(state=Difficulty.State.SETTLED, settled_at=clock.now(), version=F("version") + 1) != 1:
            raise Refused("Khó khăn này đã xử lý xong.", code="transition_refused")
        payload: dict[str, events.Plain] = {"note": nfc(note).strip()[:500]}
        events.append(difficulty_ref(difficulty), kinds.DIFFICULTY_SETTLED, actor=actor, payload=payload)
    difficulty.refresh_from_db()
    return difficulty


def make_task(
    instruction: Instruction, *, leads: Any, due_on: date, actor: Actor, deliverable: str = "", text: str = ""
) -> Task:
    """Turn an instruction into a task with lead and date; its source is the leader's instruction."""
    if instruction.task_id is not None:
        raise Refused("Ý kiến này đã thành nhiệm vụ.", code="already_task")
    difficulty = instruction.difficulty
    with transaction.atomic():
        source = register_source(
            kind=WorkSource.Kind.INSTRUCTION,
            owner=difficulty.owner,
            title=instruction.text,
            issued_on=clock.local(instruction.given_at).date(),
            leader=difficulty.leader,
            actor=actor,
            works=[Work(text or instruction.text, tuple(leads), due_on, deliverable=deliverable)],
        )
        task = source.tasks.get()
        if Instruction.objects.filter(pk=instruction.pk, task__isnull=True).update(task=task) != 1:
            raise Refused("Ý kiến này đã thành nhiệm vụ.", code="already_task")
        payload: dict[str, events.Plain] = {"task": task_ref(task)}
        events.append(difficulty_ref(difficulty), kinds.INSTRUCTION_MADE_TASK, actor=actor, payload=payload)
    instruction.refresh_from_db()
    return task


def _wrong(field: str, text: str) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(FieldError(field, text),))
