"""Time and queries of the pages of work: 300 units, 3,000 officers, one with 500 grants, 200 plans × 60 tasks × 5 times in five years.

Each page is asked through the whole product (middleware, rights, templates). Beside it stands, in the same run, one indexed SQL query of
the same rows, read by the database's own cursor: without rights, names, search, layout. The ratio is what the product costs above it. The
queries are counted once with a tenth of the rows and once with all of them: they must be equal.

    python benchmarks/work.py [--units 300] [--officers 3000] [--plans 200] [--tasks 60] [--times 5] [--rounds 7] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

START = date(2022, 1, 1)
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ROLES = ("specialist", "head", "office", "leader", "registry_clerk", "auditor")
OPEN = "('not_started', 'in_progress', 'returned', 'handed_in')"  # literal, as the conditions of partial indexes ask
PAGE = 50


@dataclass(frozen=True)
class Line:
    page: str
    milliseconds: float
    queries: int
    queries_of_a_tenth: int
    sql_milliseconds: float
    ratio: float
    kilobytes: float


@dataclass(frozen=True)
class Page:
    name: str
    user: Any
    address: str
    sql: str
    given: list[Any]


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        os.environ["MOTCUA_DATA_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_test")
        import django

        django.setup()
        from django.core.management import call_command

        from motcua.kernel import clock

        call_command("migrate", verbosity=0, interactive=False)
        with clock.frozen(NOW):
            lines = _run(options)
    if options.json:
        print(json.dumps(vars(options) | {"pages": [asdict(line) for line in lines]}, default=str))
    else:
        _print(options, lines)
    return 0 if all(line.queries == line.queries_of_a_tenth for line in lines) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = {"units": 300, "officers": 3000, "plans": 200, "tasks": 60, "times": 5, "rounds": 7}
    for name, default in sizes.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _run(options: argparse.Namespace) -> list[Line]:
    from django.db import connection

    units = _units(options.units)
    people = _people(options.officers, units)
    tenth = max(options.plans // 10, 1)
    plans = _plans(range(tenth), options, units)
    pages = _pages(people, plans[tenth // 2], units)
    few = {page.name: _queries(page) for page in pages}
    _plans(range(tenth, options.plans), options, units)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [_measure(page, options.rounds, few[page.name]) for page in pages]


# Rows: written by the bulk path of the tables ------------------------------------------------------------------------


def _units(count: int) -> list[Any]:
    """A committee, bodies under it, divisions under the first twenty of them."""
    from motcua.kernel.actors import SYSTEM
    from motcua.organisations.services.tree import together
    from motcua.organisations.services.units import Facts, establish_unit

    made = [establish_unit("do", Facts("Ủy ban nhân dân đo thời gian", "peoples_committee"), actor=SYSTEM, on=START)]
    bodies = (count - 1) * 2 // 5
    with together():
        for n in range(count - 1):
            parent = made[0] if n < bodies else made[1 + n % 20]
            facts = Facts(f"Đơn vị số {n}", "department" if n < bodies else "division", parent=parent)
            made.append(establish_unit(f"do-{n}", facts, actor=SYSTEM, on=START))
    return made


def _people(count: int, units: list[Any]) -> dict[str, Any]:
    """Officers spread over the units with one grant each; and those who ask for pages, by what they are."""
    from motcua.kernel.actors import SYSTEM
    from motcua.organisations.models import Grant, Officer, Person
    from motcua.organisations.queries.people import person_key
    from motcua.organisations.services.accounts import create_officer

    names = [f"Nguyễn Văn Đo {n}" for n in range(count)]
    persons = Person.objects.bulk_create([Person(name=name, sort_key=person_key(name)) for name in names])
    officers = Officer.objects.bulk_create(
        [
            Officer(person=person, unit=units[n % len(units)], post="Chuyên viên", valid_from=START)
            for n, person in enumerate(persons)
        ]
    )
    Grant.objects.bulk_create(
        [
            Grant(officer=officer, unit=officer.unit, role=ROLES[n % 3], below=n % 3 > 0, valid_from=START)
            for n, officer in enumerate(officers)
        ]
    )

    def account(name: str, unit: Any, role: str) -> Any:
        return create_officer(name, unit=unit, role=role, actor=SYSTEM, on=START, password="mật khẩu để đo 2026").user

    many = account("Lê Nhiều Quyền", units[0], "specialist")
    mine = Officer.objects.get(person__user=many)
    Grant.objects.bulk_create(
        [
            Grant(officer=mine, unit=units[n % len(units)], role=ROLES[n // len(units)], valid_from=START)
            for n in range(499)
        ]
    )
    return {
        "specialist": account("Vũ Chuyên Viên", units[-1], "specialist"),
        "head": account("Trần Trưởng Đơn Vị", units[1], "head"),
        "office": account("Phạm Văn Phòng", units[0], "office"),
        "500 grants": many,
    }


def _plans(numbers: range, options: argparse.Namespace, units: list[Any]) -> list[Any]:
    from django.db import transaction

    with transaction.atomic():
        return [_plan(n, options, units) for n in numbers]


def _plan(n: int, options: argparse.Namespace, units: list[Any]) -> Any:
    """A plan in force; its tasks are owed as often as asked, over five years; what fell due is done, one in twenty late or not at all."""
    from motcua.kernel import clock
    from motcua.kernel.text import sort_key
    from motcua.plans.models import Plan, Task, TaskUnit

    title = f"Kế hoạch kiểm soát thủ tục hành chính số {n}"
    plan = Plan.objects.create(
        owner=units[0], issuer=units[0], issuer_name="Ủy ban nhân dân", number=f"{n}/KH-DO", canonical_number=f"{n}/kh-do",
        issued_on=START + timedelta(days=n * 7), title=title, sort_key=sort_key(title), year=2022 + n % 5, created_at=clock.now(),
    )  # fmt: skip
    tasks = Task.objects.bulk_create(
        Task(
            plan=plan, owner=units[0], position=t, no=str(t + 1), lead=f"Đơn vị số {t}", coordinators=[], schedule_kind="quarter",
            task=f"Rà soát quy trình thứ {t} của lĩnh vực {n}, đề xuất cắt giảm thời gian giải quyết cho doanh nghiệp",
            deliverable="Báo cáo", schedule_text="Quý II/2026", source={"quote": "Rà soát", "start": 0, "end": 7},
        )
        for t in range(options.tasks)
    )  # fmt: skip
    leads = {task.pk: units[(n * 7 + t) % len(units)] for t, task in enumerate(tasks)}
    TaskUnit.objects.bulk_create(
        TaskUnit(task=task, unit=leads[task.pk], role="lead", named="Đơn vị") for task in tasks
    )
    _occurrences(tasks, leads, options.times)
    return plan


def _occurrences(tasks: list[Any], leads: dict[int, Any], times: int) -> None:
    from motcua.kernel import clock
    from motcua.plans.models import Occurrence

    now = clock.now()
    rows = []
    for i, task in enumerate(tasks):
        for k in range(times):
            due = now - timedelta(days=1700) + timedelta(days=k * 365 + (task.pk * 13) % 365)
            past, slow = due < now, (i + k) % 20 == 0
            missing = past and slow and k == times - 1
            done = past and not missing
            rows.append(
                Occurrence(
                    task=task, unit=leads[task.pk], key=f"t{k}", kind="dated", starts_on=due.date() - timedelta(days=90),
                    ends_on=due.date(), due_at=due, original_due_at=due, created_at=now, satisfied_by="statement" if done else "",
                    state="accepted" if done else "not_started",
                    handed_in_at=due + timedelta(days=2 if slow else -2) if done else None,
                    closed_at=due + timedelta(days=4) if done else None,
                )
            )  # fmt: skip
    Occurrence.objects.bulk_create(rows)


# Pages and the queries beside them ------------------------------------------------------------------------------------


def _pages(people: dict[str, Any], plan: Any, units: list[Any]) -> list[Page]:
    from django.urls import reverse

    work, every = reverse("plans:work"), [unit.pk for unit in units]
    of_units = {"specialist": [], "head": every[1:2], "office": every, "500 grants": every}
    pages = [
        Page(f"my work, {name}", user, work, *_open_rows(of_units[name] or every[-1:])) for name, user in people.items()
    ]
    office = people["office"]
    rows = reverse("indicators:rows", args=["plans.occurrences_on_time", "denominator"])
    quarter = "2026-Q3"
    return [
        *pages,
        Page("first screen, office", office, "/desk/", *_counts(every)),
        Page("board, office", office, reverse("plans:board"), *_by_unit(every)),
        Page("plan page", office, reverse("plans:plan", args=[plan.uid]), *_of_plan(plan)),
        Page("drill-down of a quarter", office, f"{rows}?period={quarter}", *_of_quarter(every)),
        Page("giao ban, last month", office, f"{reverse('plans:briefing')}?ky=2026-10", *_of_month(every)),
        Page("ranking of the year", office, reverse("plans:ranking"), *_by_unit(every)),
        Page("closing table", office, reverse("plans:closing", args=[plan.uid]), *_of_plan(plan)),
    ]


def _stored(moment: datetime) -> str:
    """As SQLite holds it."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _marks(values: list[Any]) -> str:
    return ",".join(["%s"] * len(values))


def _open_rows(units: list[int]) -> tuple[str, list[Any]]:
    sql = f"""SELECT o.uid, t.task, o.state, o.due_at FROM plans_occurrence o JOIN plans_task t ON t.id = o.task_id
              WHERE o.unit_id IN ({_marks(units)}) AND o.state IN {OPEN} AND o.voided_at IS NULL
              ORDER BY o.due_at, o.id LIMIT {PAGE}"""
    return sql, [*units]


def _counts(units: list[int]) -> tuple[str, list[Any]]:
    sql = f"""SELECT o.state, count(*), sum(o.due_at < %s) FROM plans_occurrence o
              WHERE o.unit_id IN ({_marks(units)}) AND o.state IN {OPEN} AND o.voided_at IS NULL GROUP BY o.state"""
    return sql, [_stored(NOW), *units]


def _by_unit(units: list[int]) -> tuple[str, list[Any]]:
    sql = f"""SELECT o.unit_id, count(*), sum(o.due_at < %s), sum(o.handed_in_at <= o.original_due_at) FROM plans_occurrence o
              WHERE o.unit_id IN ({_marks(units)}) AND o.voided_at IS NULL GROUP BY o.unit_id"""
    return sql, [_stored(NOW), *units]


def _of_plan(plan: Any) -> tuple[str, list[Any]]:
    sql = """SELECT t.no, t.task, t.lead, o.state, o.due_at FROM plans_task t JOIN plans_occurrence o ON o.task_id = t.id
             WHERE t.plan_id = %s AND o.voided_at IS NULL ORDER BY t.position, o.due_at"""
    return sql, [plan.pk]


def _of_quarter(units: list[int]) -> tuple[str, list[Any]]:
    sql = f"""SELECT o.uid, t.task, o.state, o.original_due_at FROM plans_occurrence o JOIN plans_task t ON t.id = o.task_id
              WHERE o.unit_id IN ({_marks(units)}) AND o.original_due_at BETWEEN %s AND %s AND o.voided_at IS NULL
              ORDER BY o.original_due_at LIMIT {PAGE}"""
    return sql, [*units, "2026-06-30 17:00:00", "2026-09-30 17:00:00"]


def _of_month(units: list[int]) -> tuple[str, list[Any]]:
    """What was finished in October, and what was due before its end and not handed in by then."""
    start, end = "2026-09-30 17:00:00", "2026-10-31 17:00:00"
    sql = f"""SELECT o.unit_id, sum(o.closed_at >= %s AND o.closed_at < %s), sum(o.due_at < %s AND (o.handed_in_at IS NULL OR
              o.handed_in_at >= %s)) FROM plans_occurrence o WHERE o.unit_id IN ({_marks(units)}) AND o.voided_at IS NULL
              GROUP BY o.unit_id"""
    return sql, [start, end, end, end, *units]


# Measuring ------------------------------------------------------------------------------------------------------------


def _asked(page: Page) -> Iterator[Any]:
    """A caller of the page: each step asks it once and gives the response."""
    from django.test import Client

    client = Client()
    client.force_login(page.user, backend="motcua.organisations.signin.OfficerBackend")
    while True:
        response = client.get(page.address)
        assert response.status_code == 200, (page.name, response.status_code)
        yield response


def _queries(page: Page) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = _asked(page)
    next(asked)  # what a process asks once only
    with CaptureQueriesContext(connection) as found:
        next(asked)
    return len(found)


def _measure(page: Page, rounds: int, few: int) -> Line:
    from django.db import connection

    asked = _asked(page)
    size = len(next(asked).content)

    def by_sql() -> None:
        with connection.cursor() as cursor:
            cursor.execute(page.sql, page.given)
            cursor.fetchall()

    ours, theirs = _median(rounds, lambda: next(asked)), _median(rounds, by_sql)
    return Line(
        page.name, round(ours * 1000, 1), _queries(page), few, round(theirs * 1000, 2), round(ours / theirs, 1), round(size / 1024, 1)
    )  # fmt: skip


def _median(rounds: int, act: Callable[[], object]) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _print(options: argparse.Namespace, lines: list[Line]) -> None:
    print(
        f"{options.units} units, {options.officers} officers, {options.plans} plans × {options.tasks} tasks × {options.times} times"
    )
    print(f"{'page':<26}{'ms':>8}{'queries':>9}{'a tenth':>9}{'SQL ms':>9}{'ratio':>7}{'kB':>7}")
    for x in lines:
        told = f"{x.queries:>9}{x.queries_of_a_tenth:>9}{x.sql_milliseconds:>9}{x.ratio:>7}{x.kilobytes:>7}"
        print(f"{x.page:<26}{x.milliseconds:>8}{told}")


if __name__ == "__main__":
    raise SystemExit(main())
