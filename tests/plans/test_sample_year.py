"""The sample province runs a year: once for this file, through the services, the clock moved; then its figures are held against each other."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from tests.conftest import stored_in
from tests.database import Standing
from tests.plans import recount

from motcua.config import cli
from motcua.documents.models import Approval
from motcua.indicators.models import Observation
from motcua.indicators.queries.values import value_of
from motcua.indicators.services.checking import verify_period
from motcua.kernel import clock, events
from motcua.kernel.delivery import dead_letters
from motcua.kernel.errors import Refused
from motcua.kernel.indicators import Window, indicators
from motcua.kernel.models import Delivery, Event
from motcua.kernel.registries import SampleRun, samples
from motcua.messages.models import Message
from motcua.organisations.models import Unit, User
from motcua.plans.models import (
    Amendment,
    Difficulty,
    FundingLine,
    Inspection,
    Nomination,
    Occurrence,
    Plan,
    Raised,
    Request,
    Task,
)
from motcua.plans.queries.closing import plain, table_of
from motcua.plans.queries.coverage import coverage_of, owed_plans
from motcua.plans.queries.released import released_plan
from motcua.plans.queries.sample_year import last_sample_year, plan_by_uid, sample_year_of
from motcua.plans.rules.closing import Outcome
from motcua.plans.sample.year import Ran, run_year
from motcua.plans.workflow import PlanState

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
YEAR = 2025
KEYS = tuple(recount.RULES)
pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("ran"), pytest.mark.long]


@pytest.fixture(scope="module")
def standing_year(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("year")
    storages = {**settings.STORAGES, "default": stored_in(folder)}
    with standing(), clock.frozen(NOW), override_settings(STORAGES=storages):
        for name in ("organisations", "messages"):
            samples[name].load(SampleRun("một mật khẩu để thử 2026"))
        return run_year(YEAR)


@pytest.fixture
def ran(standing_year: Ran, db: None) -> Ran:
    return standing_year


@pytest.fixture
def plan(ran: Ran) -> Plan:
    return plan_by_uid(str(ran.plan.uid))


@pytest.fixture
def auditor() -> User:
    return User.objects.get(username="kiemtra")


@pytest.fixture
def export(auditor: User, client: Client) -> bytes:
    """The year as the product exports it, to somebody who may read all of it."""
    client.force_login(auditor)
    answer = client.get(reverse("plans:year_records", args=[YEAR]))
    assert answer.status_code == 200
    return b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]  # parts of bytes


def test_the_plan_came_through_reading_correction_signature_and_number(plan: Plan) -> None:
    reading = plan.reading
    assert reading is not None
    assert {c.path.rpartition("/")[2] for c in reading.corrections.all()} >= {"deliverable", "unit"}
    approval = Approval.objects.get(subject=f"plan:{plan.uid}")
    assert (approval.number, plan.number) == ("01/KH-KCNĐN", "01/KH-KCNĐN")
    assert plan.signer_name == "Huỳnh Văn Lợi"  # who headed the board in January 2025
    assert (plan.cut_off, plan.report_months) == (14, 3)
    assert plan.state == PlanState.CLOSED


def test_the_paper_has_all_kinds_of_schedules(plan: Plan) -> None:
    tasks = Task.objects.filter(plan=plan, position__lt=35)
    kinds = Counter(tasks.values_list("schedule_kind", flat=True))
    assert tasks.count() == 35
    assert set(kinds) == {"by_date", "quarter", "months", "year", "continuous", "on_event", "periodic"}


def test_everything_that_a_year_brings_has_come(plan: Plan) -> None:
    assert set(Request.objects.values_list("kind", flat=True)) == {"extension", "cannot_be_done"}
    assert Amendment.objects.get(plan=plan).state == "applied"
    assert set(Difficulty.objects.values_list("state", flat=True)) == {"settled", "answered"}
    assert Task.objects.filter(instruction__isnull=False, occurrences__state="accepted").count() == 1
    assert Inspection.objects.filter(state__in=["concluded", "closed"]).count() == 2
    assert FundingLine.objects.filter(plan=plan, state="settled").count() == 1
    assert Nomination.objects.get().state == "granted"
    assert Occurrence.objects.filter(kind="event", voided_at__isnull=True).count() == 5
    assert Event.objects.filter(kind="occurrence.reminded").exists()
    assert Raised.objects.get().kind == "document"  # a ministry's decision came in


def test_posts_that_are_held_satisfy_their_task_each_quarter(plan: Plan) -> None:
    (row,) = [row for row in table_of(plan).rows if row.task.no == "23"]
    assert [t.occurrence.satisfied_by for t in row.times] == ["indicator"] * 4
    assert {t.outcome for t in row.times} == {Outcome.ON_TIME}


def test_the_schedule_ran_each_morning_and_every_event_reached_its_handlers(ran: Ran) -> None:
    assert 240 <= ran.days <= 275
    assert not dead_letters().exists()
    assert not Delivery.objects.filter(
        state=Delivery.State.PENDING, event__at__lt=datetime(2026, 1, 1, tzinfo=clock.ZONE)
    ).exists()
    assert Message.objects.filter(template="plans.late_above", state="sent").exists()


def test_the_trail_of_the_year_is_whole() -> None:
    assert events.verify() is None


def test_the_table_counts_as_the_indicator_does(plan: Plan, ran: Ran) -> None:
    """Of all that fell due in the year, the board's table, the division's and what leaders gave are the whole."""
    tables = [table_of(plan), table_of(plan_by_uid(str(ran.division.uid)))]
    counted = Counter[Outcome]()
    for table in tables:
        counted.update(table.counts)
    given = Occurrence.objects.filter(task__plan__isnull=True)
    figure = value_of(
        "plans.occurrences_on_time", unit=None, window=Window(date(YEAR, 1, 1), date(YEAR, 12, 31)), as_of=NOW
    )
    lacking = value_of(
        "plans.deliverables_missing", unit=None, window=Window(date(YEAR, 1, 1), date(YEAR, 12, 31)), as_of=NOW
    )
    done_given = sum(o.handed_in_at is not None and o.handed_in_at <= o.original_due_at for o in given)
    assert figure.numerator == counted[Outcome.ON_TIME] + counted[Outcome.NOTHING_AROSE] + done_given
    assert figure.denominator == sum(counted.values()) - counted[Outcome.LET_OFF] + given.count()
    assert lacking.numerator == counted[Outcome.MISSING]
    assert all(counted[one] for one in Outcome if one is not Outcome.OPEN)


def test_every_row_of_the_table_says_what_satisfied_it(plan: Plan) -> None:
    shown = plain(table_of(plan))
    times = [t for row in shown["rows"] for t in row["occurrences"]]
    assert len(shown["rows"]) >= 36
    assert all(row["occurrences"] for row in shown["rows"])
    for time in times:
        satisfied = time["proofs"] or time["reason"] or time["satisfied_by"] == "confirmation"
        assert bool(satisfied) == (time["outcome"] != "missing")
    assert {p["kind"] for t in times for p in t["proofs"]} == {"file", "statement", "record"}
    assert {t["satisfied_by"] for t in times} >= {"deliverable", "confirmation", "indicator", "records"}
    assert Counter(t["measure"] for t in shown["targets"]) == {"computed": 4, "by_hand": 3, "nothing": 1}


def test_an_extension_asked_in_time_is_counted_apart_and_one_asked_after_cures_nothing(plan: Plan) -> None:
    rows = {row.task.position + 1: row for row in table_of(plan).rows}
    assert [t.outcome for t in rows[7].times] == [Outcome.EXTENDED]
    assert [t.outcome for t in rows[9].times] == [Outcome.LATE]
    assert rows[9].times[0].extended_to is None


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_exported_year_recomputes_to_every_live_indicator(export: bytes, number: int) -> None:
    data = recount.tables(io.BytesIO(export))  # type: ignore[arg-type]  # openpyxl takes open files too
    found = recount.recount(data, YEAR, number, NOW)
    first, after = recount.quarter(YEAR, number)
    window = Window(first, after - timedelta(days=1))
    units = list(Unit.objects.order_by("pk"))
    for key in KEYS:
        province = value_of(key, unit=None, window=window, as_of=NOW).of
        assert (province.numerator, province.denominator) == _expected(key, found[key], "*"), key
        by_unit = indicators[key].by_unit
        assert by_unit is not None
        for pk, value in by_unit([u.pk for u in units], window, NOW).items():
            code = next(u.code for u in units if u.pk == pk)
            assert (value.numerator, value.denominator) == _expected(key, found[key], code), (key, code)


def test_the_exported_year_recomputes_to_every_frozen_figure(export: bytes) -> None:
    data = recount.tables(io.BytesIO(export))  # type: ignore[arg-type]  # openpyxl takes open files too
    compared = 0
    for number in (1, 2, 3, 4):
        rows = list(Observation.objects.filter(period=f"{YEAR}-Q{number}", key__in=KEYS).select_related("unit"))
        for moment in {o.as_of for o in rows}:
            found = recount.recount(data, YEAR, number, moment)
            for one in (o for o in rows if o.as_of == moment):
                assert (one.numerator, one.denominator) == _expected(one.key, found[one.key], one.unit_code or "*"), (
                    one.key,
                    one.unit_code,
                    number,
                )
                compared += 1
    assert compared > 4 * len(KEYS)


def test_the_script_runs_without_anything_of_ours(export: bytes, tmp_path: Path) -> None:
    path = tmp_path / "nam.xlsx"
    path.write_bytes(export)
    script = Path(recount.__file__)
    command = [sys.executable, "-I", str(script), str(path), "--as-of", NOW.isoformat()]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert set(json.loads(done.stdout)) == {f"{YEAR}-Q{n}" for n in (1, 2, 3, 4)}
    assert "motcua" not in script.read_text(encoding="utf-8").replace("Một Cửa", "")


def test_frozen_figures_recompute_to_the_unit(ran: Ran) -> None:
    assert ran.closed == ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025")
    for period in ran.closed[1:2]:
        assert verify_period(period, keys=KEYS[:3]).whole


def test_the_plan_of_the_division_implements_the_boards(plan: Plan, ran: Ran, auditor: User) -> None:
    states = Counter(c.state for c in coverage_of(plan, auditor)["task"])
    owed = {o.unit.code: o.state for o in owed_plans(plan)}
    assert states["confirmed"] == 4
    assert owed == {"bql-quan-ly-dau-tu": "met", "bql-quan-ly-doanh-nghiep": "late"}
    assert plan_by_uid(str(ran.division.uid)).superior == plan


def test_the_public_reads_the_plan_with_its_frozen_figures_and_no_name(plan: Plan, client: Client) -> None:
    found = released_plan(plan.uid)
    page = client.get(f"/ke-hoach/{plan.uid}").content.decode()
    assert found is not None
    assert found.progress is not None
    assert any(t.value is not None for t in found.targets)
    assert "Phạm Ngọc Bích" not in page
    assert "Bản vẽ phải nộp" not in page


def test_the_page_and_the_workbook_hold_every_row(plan: Plan, auditor: User, client: Client) -> None:
    import openpyxl

    client.force_login(auditor)
    page = client.get(reverse("plans:closing", args=[plan.uid])).content.decode()
    book = client.get(reverse("plans:closing_workbook", args=[plan.uid]))
    table = table_of(plan)
    late = client.get(reverse("plans:closing", args=[plan.uid]) + "?ket-qua=late").content.decode()
    times = [t for row in table.rows for t in row.times]
    assert all(str(t.occurrence.uid) in page for t in times)
    assert {str(t.occurrence.uid) in late for t in times if t.outcome is Outcome.LATE} == {True}
    assert not any(str(t.occurrence.uid) in late for t in times if t.outcome is Outcome.ON_TIME)
    sheets = openpyxl.load_workbook(io.BytesIO(book.content))
    assert sheets.worksheets[0].max_row >= len(times)
    assert sheets.worksheets[1].max_row >= len(table.targets)


def test_a_stranger_gets_neither_the_page_nor_the_records(plan: Plan, client: Client) -> None:
    for address in (reverse("plans:closing", args=[plan.uid]), reverse("plans:year_records", args=[YEAR])):
        assert client.get(address).status_code in {302, 404}


def test_the_page_asks_as_many_questions_however_many_rows(
    plan: Plan, ran: Ran, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(40):
        table_of(plan)


def test_a_year_runs_once_and_never_in_the_future(ran: Ran) -> None:
    with pytest.raises(Refused, match="đã có một năm 2025"):
        run_year(YEAR)
    with pytest.raises(Refused, match="chưa kết thúc"):
        run_year(2026)
    with pytest.raises(Refused, match="từ năm 2023"):
        run_year(2022)
    assert sample_year_of(YEAR) == last_sample_year() == plan_by_uid(str(ran.plan.uid))


def test_the_command_prints_the_table_for_people_and_for_programs(
    plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["sample", "year", "--table", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown == json.loads(json.dumps(plain(table_of(plan))))
    assert cli.run(["sample", "year", "--table"]) == 0
    said = capsys.readouterr().out
    assert all(row["task"] in said for row in shown["rows"])
    assert cli.run(["sample", "year", "--table", "--year", "2024"]) == 1
    assert "chưa có năm nào" in capsys.readouterr().err


def _expected(key: str, figures: dict[str, list[int | None]], unit: str) -> tuple[Decimal, Decimal | None]:
    share = recount.RULES[key][0]
    hits, every = figures.get(unit, [0, 0 if share else None])
    return Decimal(hits or 0), None if every is None else Decimal(every)
