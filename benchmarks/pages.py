"""Time and queries of the plan page and the lists, with 200 plans × 60 tasks × 300 units, against bare Django lists of the same rows.

The rows are made in a database of their own in a temporary folder. Each page is asked through the whole product (middleware, rights,
templates); the bare list beside it is one query of the same number of rows drawn by a template of one line, without rights, search or
layout. The ratio is what our pages cost above that floor.

    python benchmarks/pages.py [--plans 200] [--tasks 60] [--units 300] [--rounds 9] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

START = date(2020, 1, 1)
PASSWORD = "mật khẩu để đo thời gian 2026"


@dataclass(frozen=True)
class Line:
    page: str
    milliseconds: float
    queries: int
    bare_milliseconds: float
    ratio: float
    kilobytes: float


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        os.environ["MOTCUA_DATA_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_test")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        user, plan = _rows(options)
        lines = _measure(options, user, plan)
    _print(options, lines)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("plans", 200), ("tasks", 60), ("units", 300), ("rounds", 9)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _rows(options: argparse.Namespace) -> tuple[Any, Any]:
    """Units under one board, an officer of its office, and the plans, searchable; written by the bulk path of the tables."""
    from django.db import transaction

    from motcua.kernel import clock, search
    from motcua.kernel.actors import SYSTEM
    from motcua.kernel.text import sort_key
    from motcua.organisations.services.accounts import create_officer
    from motcua.organisations.services.tree import together
    from motcua.organisations.services.units import Facts, establish_unit
    from motcua.plans.models import Plan, Target, Task, TaskUnit

    with transaction.atomic():
        board = establish_unit("do", Facts("Ban Quản lý đo thời gian", "zone_board"), actor=SYSTEM, on=START)
        with together():
            units = [
                establish_unit(f"do-{n}", Facts(f"Phòng số {n}", "division", parent=board), actor=SYSTEM, on=START)
                for n in range(options.units)
            ]
        user = create_officer("Người Đo", unit=board, role="office", actor=SYSTEM, on=START, password=PASSWORD).user
    plans = []
    for n in range(options.plans):
        with transaction.atomic():
            title = f"Kế hoạch kiểm soát thủ tục hành chính số {n} của Ban Quản lý"
            plan = Plan.objects.create(
                owner=board, issuer=board, issuer_name="Ban Quản lý", number=f"{n}/KH-DO", canonical_number=f"{n}/kh-do",
                issued_on=START + timedelta(days=n * 7), title=title, sort_key=sort_key(title), year=2026, created_at=clock.now(),
            )  # fmt: skip
            tasks = Task.objects.bulk_create(
                Task(
                    plan=plan, owner_id=plan.owner_id, position=t, no=str(t + 1),
                    section=str(t // 15 + 1), section_title=f"Phần {t // 15 + 1}",
                    task=f"Rà soát quy trình thứ {t} của lĩnh vực {n}, đề xuất cắt giảm thời gian giải quyết cho doanh nghiệp",
                    goal=f"Mục tiêu {t // 3}", lead=f"Phòng số {(n + t) % options.units}", coordinators=["Văn phòng"],
                    deliverable="Báo cáo", schedule_text="Quý II/2026", schedule_kind="quarter", ends_on=START + timedelta(days=t * 9 + n),
                    source={"quote": "Rà soát", "start": 0, "end": 7},
                )
                for t in range(options.tasks)
            )  # fmt: skip
            TaskUnit.objects.bulk_create(
                TaskUnit(task=task, unit=units[(n + t * k) % options.units], role=role, named="Phòng")
                for t, task in enumerate(tasks)
                for k, role in ((1, "lead"), (7, "coordinator"))
            )
            Target.objects.bulk_create(
                Target(plan=plan, position=t, text="98%", subject=f"Tỷ lệ {t}", comparator=">=", value=98, unit="%")
                for t in range(5)
            )
            search.index("plan", plan.pk, title=title, fields=[(plan.number, 8)])
            search.index_many("plan_task", [search.Entry(task.pk, task.task) for task in tasks])
        plans.append(plan)
    return user, plans[len(plans) // 2]


def _measure(options: argparse.Namespace, user: Any, plan: Any) -> list[Line]:
    from django.db import connection
    from django.template import Context, Template
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from motcua.plans.models import Plan, Task

    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    row = Template(
        "{% for r in rows %}<p>{{ r.task }}{{ r.title }} {{ r.lead }} {{ r.ends_on }} {{ r.issued_on }}</p>{% endfor %}"
    )

    def bare(rows: Any) -> Callable[[], object]:
        return lambda: row.render(Context({"rows": rows.all()}))

    pages: list[tuple[str, str, Callable[[], object]]] = [
        ("plan page", reverse("plans:plan", args=[plan.uid]), bare(Task.objects.filter(plan=plan))),
        ("plan list", reverse("plans:list"), bare(Plan.objects.order_by("-issued_on")[:50])),
        (
            "plan list, search",
            reverse("plans:list") + "?q=kiem+soat+so+17",
            bare(Plan.objects.filter(title__icontains="số 17")[:50]),
        ),
        ("task list", reverse("plans:tasks"), bare(Task.objects.order_by("ends_on")[:50])),
        (
            "task list, search",
            reverse("plans:tasks") + "?q=cat+giam+linh+vuc+17",
            bare(Task.objects.filter(task__icontains="vực 17")[:50]),
        ),
        ("task list, by unit", reverse("plans:tasks") + "?role=lead", bare(Task.objects.order_by("ends_on")[:50])),
    ]
    lines = []
    for name, address, floor in pages:
        response = client.get(address)
        assert response.status_code == 200, (name, response.status_code)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        queries = len(asked)  # before the next request empties the log
        ours = _median(options.rounds, lambda address=address: client.get(address))
        theirs = _median(options.rounds, floor)
        lines.append(
            Line(
                name,
                round(ours * 1000, 1),
                queries,
                round(theirs * 1000, 2),
                round(ours / theirs, 1),
                round(len(response.content) / 1024, 1),
            )
        )
    return lines


def _median(rounds: int, act: Callable[[], object]) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _print(options: argparse.Namespace, lines: list[Line]) -> None:
    if options.json:
        print(
            json.dumps(
                {
                    "plans": options.plans,
                    "tasks": options.tasks,
                    "units": options.units,
                    "pages": [asdict(x) for x in lines],
                }
            )
        )
        return
    print(f"{options.plans} plans × {options.tasks} tasks × {options.units} units")
    print(f"{'page':<22}{'ms':>8}{'queries':>9}{'bare ms':>9}{'ratio':>7}{'kB':>7}")
    for x in lines:
        print(f"{x.page:<22}{x.milliseconds:>8}{x.queries:>9}{x.bare_milliseconds:>9}{x.ratio:>7}{x.kilobytes:>7}")


if __name__ == "__main__":
    raise SystemExit(main())
