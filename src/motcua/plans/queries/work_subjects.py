"""Tasks, occurrences, difficulties, sources and deliverables as subjects: titles, addresses, who may open them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.kernel.registries import Subject
from motcua.plans.models import Deliverable, Difficulty, Occurrence, Task, WorkSource
from motcua.plans.permissions import readable_difficulties, readable_occurrences, readable_tasks
from motcua.plans.queries.work import DIFFICULTY, OCCURRENCE, SOURCE, TASK, sources_for


def task_titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = Task.objects.filter(uid__in=uids).values_list("uid", "no", "task")
    return {str(uid): f"{no or ''} {text}".strip()[:200] for uid, no, text in rows}


def task_address(uid: str) -> str:
    return reverse("plans:task", args=[uid])


def readable_task_uids(user: Any, uids: Sequence[str]) -> set[str]:
    return {str(uid) for uid in readable_tasks(Task.objects.filter(uid__in=uids), user).values_list("uid", flat=True)}


def occurrence_titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = Occurrence.objects.filter(uid__in=uids).values_list("uid", "key", "task__task")
    return {str(uid): f"{text[:180]} ({key})" for uid, key, text in rows}


def occurrence_address(uid: str) -> str:
    return reverse("plans:occurrence", args=[uid])


def readable_occurrence_uids(user: Any, uids: Sequence[str]) -> set[str]:
    # equals `readable_occurrences`, which would first gather all tasks that the user may read
    of = readable_tasks(Task.objects.filter(pk=OuterRef("task")), user)
    rows = Occurrence.objects.filter(Exists(of), uid__in=uids)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def difficulty_titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = Difficulty.objects.filter(uid__in=uids).values_list("uid", "text")
    return {str(uid): text[:120] for uid, text in rows}


def difficulty_address(uid: str) -> str:
    return reverse("plans:difficulty", args=[uid])


def readable_difficulty_uids(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_difficulties(Difficulty.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def source_titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = WorkSource.objects.filter(uid__in=uids).values_list("uid", "number", "title")
    return {str(uid): f"{number} {title}".strip() for uid, number, title in rows}


def source_address(uid: str) -> str:
    return reverse("plans:source", args=[uid])


def readable_source_uids(user: Any, uids: Sequence[str]) -> set[str]:
    return {str(uid) for uid in sources_for(user).filter(uid__in=uids).values_list("uid", flat=True)}


def deliverable_titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(uid): title for uid, title in Deliverable.objects.filter(uid__in=uids).values_list("uid", "title")}


def deliverable_address(uid: str) -> str:
    """The page of the occurrence it was last handed in for."""
    found = Occurrence.objects.filter(hand_ins__deliverables__uid=uid).order_by("-hand_ins__pk").first()
    return occurrence_address(str(found.uid)) if found is not None else reverse("plans:work")


def readable_deliverable_uids(user: Any, uids: Sequence[str]) -> set[str]:
    """Who may read an occurrence may read what was handed in for it."""
    of = readable_occurrences(Occurrence.objects.filter(hand_ins__deliverables=OuterRef("pk")), user)
    rows = Deliverable.objects.filter(Exists(of), uid__in=uids)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


SUBJECTS = {
    TASK: Subject(task_titles, task_address, readable_task_uids, _("Nhiệm vụ")),
    OCCURRENCE: Subject(occurrence_titles, occurrence_address, readable_occurrence_uids, _("Việc")),
    DIFFICULTY: Subject(difficulty_titles, difficulty_address, readable_difficulty_uids, _("Khó khăn, vướng mắc")),
    SOURCE: Subject(source_titles, source_address, readable_source_uids, _("Nguồn giao việc")),
    "deliverable": Subject(deliverable_titles, deliverable_address, readable_deliverable_uids, _("Kết quả")),
}
