"""Freezing a period: once, whole, as of one moment; it recomputes to the unit or says what changed; nothing frozen is changed silently."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.factories import documents as office
from tests.factories import indicators as factory
from tests.factories import organisations as factory_units

from motcua.config import cli
from motcua.indicators.models import ClosedIndicator, Closing, FrozenRows, Observation
from motcua.indicators.queries.observations import broken_links, history, observation_of
from motcua.indicators.queries.values import figure_of, frozen_figure, value_of, values_by_unit
from motcua.indicators.rules.frozen import packed
from motcua.indicators.services.checking import verify_period
from motcua.indicators.services.snapshots import (
    changes_since,
    close_period,
    correct_observation,
    verify_observation,
)
from motcua.kernel import clock, events, jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, NotFound, Refused
from motcua.kernel.indicators import Kind, Rule, Span, Value, Window
from motcua.kernel.models import Event, Job
from motcua.organisations.permissions import actor_of

pytestmark = pytest.mark.django_db
PERIOD = "2026-Q3"


def of(key: str, unit=None) -> Observation:
    found = frozen_figure(key, unit=unit, window=factory.QUARTER)
    assert found is not None
    return found


def test_a_closed_period_keeps_every_figure_with_its_definition_moment_and_rows(shelf, head_office) -> None:
    live = {u: value_of("test.decisions", unit=u, window=factory.QUARTER) for u in (None, shelf.world.board)}

    done = close_period(PERIOD, actor=actor_of(head_office))

    assert (done.made, done.found, len(done.keys), done.faults, done.waiting) == (5 * 4, 0, 5, {}, [])
    for unit, before in live.items():
        kept = of("test.decisions", unit)
        assert figure_of(kept).of == before.of
        assert kept.as_of == done.as_of == clock.now()
        assert kept.closed_by_name == "Đỗ Văn Phòng Tỉnh"
        assert "Quyết định chia cho mọi văn bản" in kept.query and kept.rows.count == before.denominator
    assert value_of("test.decisions", unit=None, window=factory.QUARTER).frozen
    assert not live[None].frozen


def test_closing_twice_gives_the_same_observations(shelf) -> None:
    first = close_period(PERIOD, actor=SYSTEM)
    before = list(Observation.objects.order_by("pk").values_list("uid", "hash"))
    shelf.add(shelf.world.board)

    with clock.frozen(clock.now() + timedelta(days=3)):
        again = close_period(PERIOD, actor=SYSTEM)

    assert (again.made, again.found, again.as_of) == (0, first.made, first.as_of)
    assert list(Observation.objects.order_by("pk").values_list("uid", "hash")) == before
    assert Closing.objects.count() == 1
    assert Event.objects.filter(kind="indicator.closed").count() == 5


def test_a_closed_figure_stays_what_it_was_while_the_data_go_on(shelf) -> None:
    close_period(PERIOD, actor=SYSTEM)
    before = value_of("test.decisions", unit=shelf.world.board, window=factory.QUARTER)

    shelf.add(shelf.world.board)

    assert value_of("test.decisions", unit=shelf.world.board, window=factory.QUARTER) == before
    now = value_of("test.decisions", unit=shelf.world.board, window=factory.QUARTER, as_of=clock.now())
    assert (now.frozen, now.denominator) == (False, before.denominator + 1)
    assert values_by_unit("test.decisions", units=[shelf.world.board.pk], window=factory.QUARTER) == {
        shelf.world.board.pk: before
    }


def test_a_frozen_figure_recomputes_to_the_unit(shelf) -> None:
    close_period(PERIOD, actor=SYSTEM)

    assert [verify_observation(o) for o in Observation.objects.all()] == [None] * 20
    assert verify_period(PERIOD).whole


def test_what_changed_since_is_told_record_by_record(shelf) -> None:
    close_period(PERIOD, actor=SYSTEM)
    came = shelf.add(shelf.world.board)
    went, turned = shelf.papers[0], shelf.papers[1]
    type(went).objects.filter(pk=went.pk).update(issued_on=date(2026, 12, 1))
    type(turned).objects.filter(pk=turned.pk).update(kind="decision")

    found = changes_since(of("test.decisions", shelf.world.board))

    assert found is not None
    assert [k.ref for k in found.came] == [f"legal_document:{came.uid}"]
    assert [k.ref for k in found.went] == [f"legal_document:{went.uid}"]
    assert [(b.ref, b.sides, a.sides) for b, a in found.changed] == [(f"legal_document:{turned.uid}", 2, 3)]
    assert (found.before.numerator, found.after.numerator) == (2, 3)
    report = verify_period(PERIOD, keys=["test.decisions"], now=True)
    assert {o.unit_code for o, _ in report.differing} == {"", "tinh", "bql"}
    assert any("bql 2026-Q3: đã chốt 2/3, tính lại 3/3; thêm 1, bớt 1, đổi 1 dòng" in line for line in report.lines())


def test_a_period_that_goes_on_is_not_closed(shelf) -> None:
    with pytest.raises(Refused, match="kỳ còn đang mở đến hết ngày 31/12/2026"):
        close_period("2026-Q4", actor=SYSTEM)
    with pytest.raises(Refused):
        close_period("2026-11", actor=SYSTEM)
    with pytest.raises(Invalid):
        close_period("2026-Q9", actor=SYSTEM)
    with pytest.raises(NotFound):
        close_period(PERIOD, actor=SYSTEM, keys=["no.such"])
    assert not Closing.objects.exists()


def test_each_indicator_is_frozen_by_its_own_rule_and_for_its_own_periods(shelf) -> None:
    by_report = factory.ratio("test.report", rule=Rule.REPORT)
    yearly = factory.ratio("test.yearly", spans=(Span.YEAR,))
    with factory.declared(factory.ratio(), by_report, yearly):
        done = close_period(PERIOD, actor=SYSTEM)
        with clock.frozen(office.NOW.replace(month=12, day=20)):
            year = close_period("2026", actor=SYSTEM)

    assert done.keys == ["test.decisions", "test.report"]
    windows = Observation.objects.filter(key="test.report", unit=None).order_by("window_end")
    assert [(o.window_start, o.window_end) for o in windows] == [
        (date(2026, 6, 15), date(2026, 9, 14)),
        (date(2025, 12, 15), date(2026, 12, 14)),
    ]
    assert (year.keys, year.waiting) == (["test.report"], ["test.decisions", "test.yearly"])


def test_an_interrupted_closing_goes_on_with_the_same_moment(shelf) -> None:
    class Killed(BaseException):
        pass

    def die(done: int, total: int, message: str) -> None:
        if done >= 400:
            raise Killed

    with pytest.raises(Killed):
        close_period(PERIOD, actor=SYSTEM, progress=die)
    begun = Closing.objects.get()
    half = Observation.objects.count()
    assert 0 < half < 20 and begun.finished_at is None
    shelf.add(shelf.world.board)

    with clock.frozen(clock.now() + timedelta(hours=2)):
        done = close_period(PERIOD, actor=SYSTEM)

    assert done.as_of == begun.as_of and set(Observation.objects.values_list("as_of", flat=True)) == {begun.as_of}
    assert (done.made + done.found, Closing.objects.count()) == (20, 1)
    assert list(broken_links()) == []


def test_an_indicator_declared_later_is_frozen_by_closing_again(shelf) -> None:
    close_period(PERIOD, actor=SYSTEM, keys=["test.papers"])

    with clock.frozen(clock.now() + timedelta(days=1)):
        done = close_period(PERIOD, actor=SYSTEM)

    assert (done.made, done.found) == (16, 4)
    assert Closing.objects.count() == 2


def test_a_figure_that_disagrees_with_its_rows_is_not_frozen_and_does_not_hold_up_the_others(shelf) -> None:
    wrong = factory.ratio("test.wrong", value=lambda u, w, a: Value(Decimal(1), Decimal(1), Kind.RATIO), by_unit=None)
    twice = factory.ratio("test.twice", rows=lambda u, w, a, s: [*factory.RATIO.rows(u, w, a, s)] * 2)
    with factory.declared(wrong, factory.ratio(), twice):
        done = close_period(PERIOD, actor=SYSTEM)
        with pytest.raises(Refused, match="không khớp với các dòng"):
            close_period(PERIOD, actor=SYSTEM, keys=["test.wrong"])

    assert done.keys == ["test.decisions"] and {k: e.code for k, e in done.faults.items()} == {
        "test.wrong": "rows_disagree",
        "test.twice": "bad_rows",
    }
    assert set(Observation.objects.values_list("key", flat=True)) == {"test.decisions"}


def test_a_correction_is_a_new_observation_that_names_the_old_one_and_the_reason(shelf, head_office) -> None:
    close_period(PERIOD, actor=SYSTEM)
    old = of("test.decisions", shelf.world.board)
    with pytest.raises(Refused, match="không có gì để đính chính"):
        correct_observation(old, actor=SYSTEM, reason="Thử")
    shelf.add(shelf.world.board)
    with pytest.raises(Invalid):
        correct_observation(old, actor=SYSTEM, reason="  ")

    with clock.frozen(clock.now() + timedelta(days=1)):
        new = correct_observation(old, actor=actor_of(head_office), reason="Bổ sung quyết định gửi chậm")

    assert (new.corrects, new.reason, new.sequence) == (old, "Bổ sung quyết định gửi chậm", old.sequence + 1)
    assert value_of("test.decisions", unit=shelf.world.board, window=factory.QUARTER).observation == new.uid
    assert [o.uid for o in history("test.decisions", shelf.world.board.pk)] == [new.uid, old.uid]
    assert observation_of(old.uid).numerator == 2  # the old one stands as it was
    event = Event.objects.get(kind="indicator.corrected")
    assert (event.payload["corrects"], event.payload["hash"]) == (str(old.uid), new.hash)
    shelf.add(shelf.world.board)
    with pytest.raises(Refused, match="đã được đính chính"):
        correct_observation(old, actor=SYSTEM, reason="Lần nữa")
    assert close_period(PERIOD, actor=SYSTEM).made == 0
    assert list(broken_links()) == []


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda o: Observation.objects.filter(pk=o.pk).update(numerator=9), "số liệu đã chốt bị sửa"),
        (lambda o: Observation.objects.filter(pk=o.pk).update(closed_by_name="Ai đó"), "số liệu đã chốt bị sửa"),
        (lambda o: Observation.objects.filter(pk=o.pk).update(previous_hash="0" * 64), "không nối tiếp"),
        (lambda o: FrozenRows.objects.filter(pk=o.rows_id).update(content=packed([])[0]), "các dòng đã chốt bị sửa"),
        (lambda o: FrozenRows.objects.filter(pk=o.rows_id).update(content=b"x"), "các dòng đã chốt bị sửa"),
    ],
)
def test_whoever_changes_what_is_frozen_is_found(shelf, tamper, said: str) -> None:
    close_period("2026-Q2", actor=SYSTEM, keys=["test.decisions"])
    close_period(PERIOD, actor=SYSTEM, keys=["test.decisions"])
    assert list(broken_links()) == []

    tamper(of("test.decisions", shelf.world.board))

    assert any(said in str(link) for link in broken_links())


def test_an_observation_taken_out_of_the_middle_is_missed(shelf) -> None:
    for period in ("2026-Q1", "2026-Q2", PERIOD):
        close_period(period, actor=SYSTEM, keys=["test.papers"])
    Observation.objects.filter(key="test.papers", period="2026-Q2", unit=None).delete()

    assert [b.reason for b in broken_links()] == ["thiếu một số liệu chốt ở ngay trước"]


def test_the_closing_of_an_indicator_stands_in_the_sealed_trail(shelf) -> None:
    done = close_period(PERIOD, actor=SYSTEM, keys=["test.papers"])

    closed = ClosedIndicator.objects.get()
    event = Event.objects.get(subject="indicator:test.papers")
    assert (event.payload["hash"], event.payload["count"], event.payload["period"]) == (closed.hash, done.made, PERIOD)
    assert events.verify() is None


def test_equal_rows_are_stored_once(shelf) -> None:
    close_period(PERIOD, actor=SYSTEM, keys=["test.decisions"])

    # the province has the rows of its committee; the department has its own, the board too
    assert Observation.objects.count() == 4 and FrozenRows.objects.count() == 3


def test_only_units_of_the_period_are_observed_and_a_unit_without_records_has_no_data(shelf) -> None:
    office._unit("moi", "Đơn vị mới", "department", parent=shelf.world.province)
    from motcua.organisations.services.units import Facts, establish_unit

    establish_unit("sau", Facts("Đơn vị sau kỳ", "department"), actor=SYSTEM, on=date(2026, 10, 1))
    close_period(PERIOD, actor=SYSTEM, keys=["test.decisions"])

    codes = set(Observation.objects.values_list("unit_code", flat=True))
    assert codes == {"", "tinh", "bql", "so-noi-vu", "moi"}
    empty = figure_of(Observation.objects.get(unit_code="moi"))
    assert (empty.denominator, empty.value) == (0, None)


def test_the_job_closes_a_period_and_tells_how_far_it_is(shelf, head_office) -> None:
    jobs.enqueue("indicators.close", {"period": PERIOD}, actor=actor_of(head_office), title="Chốt số liệu Quý III/2026")
    job = Job.objects.get()
    jobs.run_job.func(str(job.uid))

    job.refresh_from_db()
    assert (job.state, job.result["made"], job.done, job.total) == ("done", 20, 1000, 1000), job.error
    assert set(Observation.objects.values_list("closed_by_name", flat=True)) == {"Đỗ Văn Phòng Tỉnh"}


def test_an_observation_cannot_be_made_without_the_reason_it_needs(shelf) -> None:
    from django.db import IntegrityError

    close_period(PERIOD, actor=SYSTEM, keys=["test.decisions"])
    one = of("test.decisions")
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.filter(pk=one.pk).update(reason="không có gì để đính chính")


def test_another_structure_is_counted_anew_not_read_from_what_is_frozen(shelf) -> None:
    close_period(PERIOD, actor=SYSTEM)
    window = replace(factory.QUARTER, structure=date(2026, 1, 1))

    assert not value_of("test.decisions", unit=None, window=window).frozen


def test_the_command_closes_and_verifies(shelf, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["snapshot", "close", PERIOD, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["period"], told["made"], told["found"]) == (PERIOD, 20, 0)
    assert cli.run(["snapshot", "close", PERIOD]) == 0
    assert capsys.readouterr().out == "Đã chốt 2026-Q3: 5 chỉ số, 0 số liệu mới, 20 đã có từ trước.\n"
    assert cli.run(["snapshot", "verify", PERIOD]) == 0
    assert "20 số liệu chốt tính lại đều khớp" in capsys.readouterr().out

    shelf.add(shelf.world.board)
    assert cli.run(["snapshot", "verify", PERIOD, "--key", "test.papers", "--now", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["ok"] and {d["unit"] for d in told["differing"]} == {None, "tinh", "bql"}
    assert cli.run(["snapshot", "close", "2026-Q4"]) == 1
    assert "kỳ còn đang mở" in capsys.readouterr().err
    assert cli.run(["snapshot", "verify", "2026-Q4"]) == 1


def test_a_window_outside_the_periods_is_live(shelf) -> None:
    close_period(PERIOD, actor=SYSTEM)

    assert not value_of("test.decisions", unit=None, window=Window(date(2026, 7, 2), date(2026, 9, 30))).frozen


def test_closing_and_checking_ask_as_much_for_many_units_as_for_few(shelf) -> None:
    """An indicator that tells all units at once is asked once; what grows with them is the writing, in batches."""

    def reads(period: str) -> tuple[int, int, int]:
        with CaptureQueriesContext(connection) as closing:
            made = close_period(period, actor=SYSTEM, keys=["test.decisions"]).made
        with CaptureQueriesContext(connection) as checking:
            assert verify_period(period, keys=["test.decisions"]).whole
        asked = [q for q in closing.captured_queries if 'FROM "documents_' in q["sql"]]
        return made, len(asked), len(checking)

    few = reads(PERIOD)
    for unit in range(12):
        factory_units.unit(f"phong-{unit}", type="division", parent=shelf.world.board)
    many = reads("2026-Q2")

    assert (few[0], many[0]) == (4, 16)
    assert many[1] <= few[1] and many[2] <= few[2]
