"""The board of heads and leaders: each unit's late and coming work, difficulties that wait, targets in danger."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.indicators.queries.words import VERDICTS
from motcua.kernel import clock
from motcua.organisations.permissions import has_any_grant, require
from motcua.plans.desk.depth import badge_of, said_of
from motcua.plans.desk.targets import said
from motcua.plans.desk.words import slot_name
from motcua.plans.permissions import may_urge
from motcua.plans.queries.board import UnitLine, board_of, led, targets_in_danger
from motcua.plans.queries.rollups import collective_work
from motcua.plans.queries.work import difficulties_waiting

MANY = 20
"""From so many units on those with nothing to look at stand folded under the others."""


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    require(request.user, "occurrences.hand_in")
    today = clock.today()
    lines = board_of(request.user, today.year)
    busy = [line for line in lines if _busy(line)]
    quiet = [line for line in lines if not _busy(line)] if busy and len(lines) > MANY else []
    work, troubled = reverse("plans:work"), reverse("plans:difficulties")
    context = {
        "today": today,
        "lines": [(line, _opens(work, troubled, line.uid)) for line in (busy if quiet else lines)],
        "quiet": [(line, _opens(work, troubled, line.uid)) for line in quiet],
        "opens": _opens(work, troubled),
        "totals": {
            "late": sum(line.late for line in lines),
            "due_soon": sum(line.due_soon for line in lines),
            "waiting": sum(line.waiting for line in lines),
            "owed": sum(line.owed for line in lines),
            "difficulties": sum(line.difficulties for line in lines),
        },
        "difficulties": difficulties_waiting(request.user).order_by("due_at", "pk")[:8],
        "danger": [(one, VERDICTS[one.verdict], said(one)) for one in targets_in_danger(request.user, today)],
        "collective": collective(request.user, today),
        "may_urge": may_urge(request.user),
        "may_assign": has_any_grant(request.user, "occurrences.assign"),
        "now": clock.now(),
    }
    return render(request, "plans/desk/board.html", context)


def _busy(line: UnitLine) -> bool:
    return bool(line.late or line.due_soon or line.waiting or line.difficulties)


def _opens(work: str, troubled: str, unit: str = "") -> dict[str, str]:
    """Addresses of the rows behind the counts of a unit, or of all units; `work` and `troubled` are those of the lists."""
    owed = f"{work}?role=watch&unit={unit}" if unit else f"{work}?role=watch"
    return {
        "owed": owed,
        "late": f"{owed}&timing=late",
        "due_soon": f"{owed}&timing=due_soon",
        "waiting": f"{owed}&state=handed_in",
        "difficulties": f"{troubled}?unit={unit}&state=open" if unit else f"{troubled}?state=open",
    }


def collective(user: Any, today: date) -> list[dict[str, Any]]:
    """Work that many units owe, still open: each with k of n, which opens to its units."""
    return [
        {
            "task": task,
            "slot": slot_name(one),
            "said": said_of(one.rolled),
            "badge": badge_of(one.rolled),
            "due_at": one.due_at,
        }
        for task, one in collective_work(led(user), today)
    ]
