"""People with addresses, a template, and a moment in working time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tests.factories import organisations as organisations_factory

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.refs import Ref
from motcua.messages.models import Message
from motcua.messages.rules.declarations import TemplateDeclaration, Variable
from motcua.messages.services.people import give_address
from motcua.messages.services.sending import notify
from motcua.organisations.models import Officer

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
"""In working time."""
NIGHT = datetime(2026, 11, 20, 22, 30, tzinfo=clock.ZONE)
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=clock.ZONE)
"""The first moment of the next working day: its digest."""
TASK = Ref("unit", "01900000-0000-7000-8000-000000000001")


def declaration(key: str, *, digest: bool = False, purpose: str = "reminder", **texts: str) -> TemplateDeclaration:
    given = {
        "subject_vi": "Sắp đến hạn: {task}",
        "body_vi": "Việc {task} đến hạn ngày {due}.",
        "subject_en": "Due soon: {task}",
        "body_en": "The task {task} is due on {due}.",
    } | texts
    variables = {"task": Variable("tên việc", "Rà soát quy trình"), "due": Variable("hạn", FRIDAY.date())}
    return TemplateDeclaration(key, "Nhắc thử", purpose, variables, digest=digest, **given)


REMINDER = declaration("test.reminder", digest=True)
ASSIGNED = declaration("test.assigned", purpose="assignment", subject_vi="Được giao: {task}")
MENTION = declaration("test.mention", purpose="discussion")


def told(
    to: list[Any],
    template: str = "test.assigned",
    *,
    dedupe: str = "một",
    context: Mapping[str, object] | None = None,
    **more: Any,
) -> list[Message]:
    values = context or {"task": "Rà soát quy trình", "due": FRIDAY.date()}
    return notify(template, to=to, subject=more.pop("subject", TASK), context=values, dedupe=dedupe, **more)


def with_address(officer: Officer, value: str = "", language: str = "vi") -> Officer:
    assert officer.person.user is not None
    give_address(
        officer.person,
        value or f"{officer.person.user.username}@coquan.example",
        language=language,
        actor=SYSTEM,
        verified=True,
    )
    return officer


unit = organisations_factory.unit
officer = organisations_factory.officer


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
