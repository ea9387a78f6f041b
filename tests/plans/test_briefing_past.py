"""A giao ban of a period that is over tells what stood then: due moments, states, what was owed; whatever happened since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.plans.models import Occurrence
from motcua.plans.queries import briefing as queries
from motcua.plans.rules.briefing import span_of
from motcua.plans.services import asking, difficulties, results
from motcua.plans.services.results import Proof
from motcua.plans.services.work import Work, close_work, register_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
LEAD, OWNER = Actor(None, "Đơn vị chủ trì"), Actor(None, "Đơn vị giao việc")
WEEK = span_of("week", date(2026, 11, 9))
"""9 to 15 November; the tests' today is Friday 20 November."""


def on(day: int, month: int = 11) -> Any:
    return clock.frozen(datetime.combine(date(2026, month, day), time(9), clock.ZONE))


def given(world: World, *due: int) -> list[Occurrence]:
    """Tasks of the division, given on 1 October, due on these days of November."""
    with on(1, 10):
        source = register_source(
            kind="instruction",
            owner=world.board,
            title="Chỉ đạo đầu quý",
            issued_on=clock.today(),
            actor=OWNER,
            works=[Work(f"Việc {n}", (world.division,), date(2026, 11, day)) for n, day in enumerate(due)],
        )
    rows = Occurrence.objects.filter(task__work_source=source).select_related("task__owner", "unit")
    return list(rows.order_by("task__position"))


def fresh(one: Occurrence) -> Occurrence:
    return Occurrence.objects.select_related("task__owner", "unit").get(pk=one.pk)


def told(user: Any, span: Any = WEEK) -> tuple[int, int, int]:
    """Done, late, due; each number equals its rows."""
    scope = queries.scope_of(user, span)
    total = queries.briefing_of(scope).total
    for which in queries.COUNTS:
        assert getattr(total, which) == queries.rows_of(which, scope).count()
    return (total.done, total.late, total.due)


def extended(one: Occurrence, until: int, *, asked: int, granted: int) -> None:
    with on(asked):
        request = asking.ask_extension(fresh(one), actor=LEAD, until=date(2026, 11, until), reason="Chờ số liệu")
    with on(granted):
        asking.grant_request(request, actor=OWNER)


def handed_in(one: Occurrence, day: int) -> None:
    with on(day):
        results.hand_in(fresh(one), actor=LEAD, proofs=[Proof("statement", text="Xong")])


def accepted(one: Occurrence, day: int) -> None:
    with on(day):
        results.accept(fresh(one), actor=OWNER)


def reopened(one: Occurrence, day: int) -> None:
    with on(day):
        results.reopen(fresh(one), actor=OWNER, reason="Thiếu phụ lục")


def test_an_extension_granted_after_the_cut_leaves_the_work_late_then(world: World) -> None:
    (one,) = given(world, 12)
    extended(one, 27, asked=11, granted=18)

    assert told(world.office) == (0, 1, 0)
    assert told(world.office, WEEK.following) == (0, 0, 1)


def test_an_extension_granted_before_the_cut_holds_then(world: World) -> None:
    (one,) = given(world, 12)
    extended(one, 18, asked=11, granted=12)

    assert told(world.office) == (0, 0, 1)


def test_of_two_extensions_the_one_before_the_cut_counts(world: World) -> None:
    (one,) = given(world, 12)
    extended(one, 18, asked=11, granted=12)
    extended(one, 30, asked=17, granted=18)

    assert told(world.office) == (0, 0, 1)
    assert told(world.office, WEEK.previous) == (0, 0, 1)  # then it was due on 12 November


def test_an_extension_asked_too_late_moved_nothing(world: World) -> None:
    (one,) = given(world, 10)
    extended(one, 27, asked=11, granted=18)

    assert told(world.office) == (0, 1, 0)


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        pytest.param([(handed_in, 11)], (0, 0, 0), id="handed in"),
        pytest.param([(handed_in, 17)], (0, 1, 0), id="handed in since"),
        pytest.param([(handed_in, 11), (accepted, 12)], (1, 0, 0), id="acknowledged"),
        pytest.param([(handed_in, 11), (accepted, 17)], (0, 0, 0), id="acknowledged since"),
        pytest.param([(handed_in, 11), (accepted, 12), (reopened, 17)], (1, 0, 0), id="opened again since"),
        pytest.param([(handed_in, 11), (accepted, 12), (reopened, 13)], (0, 1, 0), id="opened again then"),
        pytest.param(
            [(handed_in, 11), (accepted, 12), (reopened, 17), (handed_in, 18), (accepted, 19)], (1, 0, 0), id="twice"
        ),
    ],
)
def test_a_past_week_tells_the_states_of_then(
    world: World, life: list[tuple[Callable[[Occurrence, int], None], int]], expected: tuple[int, int, int]
) -> None:
    (one,) = given(world, 12)
    for act, day in life:
        act(one, day)

    assert told(world.office) == expected


def test_what_was_returned_or_taken_back_since_lay_with_the_owner_then(world: World) -> None:
    back, returned = given(world, 12, 12)
    for one in (back, returned):
        handed_in(one, 11)
    with on(17):
        results.take_back(fresh(back), actor=LEAD)
        results.send_back(fresh(returned), actor=OWNER, note="Thiếu phụ lục")

    assert told(world.office) == (0, 0, 0)
    assert told(world.office, WEEK.following) == (0, 2, 0)


def test_work_let_off_or_taken_away_since_was_owed_then(world: World) -> None:
    let_off, gone = given(world, 12, 12)
    with on(17):
        asked = asking.ask_to_be_let_off(fresh(let_off), actor=LEAD, reason="Quy định đã bãi bỏ")
        asking.grant_request(asked, actor=OWNER)
        close_work([gone.task], reason="Thay bằng kế hoạch khác")

    assert told(world.office) == (0, 2, 0)
    assert told(world.office, WEEK.following) == (0, 0, 0)


def test_a_task_given_since_was_not_owed_and_a_source_taken_in_late_was(world: World) -> None:
    given(world, 12)
    for issued, title in ((19, "Chỉ đạo mới"), (2, "Chỉ đạo vào sổ muộn")):
        with on(19):
            works = [Work(title, (world.division,), date(2026, 11, 20))]
            register_source(
                kind="instruction",
                owner=world.board,
                title=title,
                issued_on=date(2026, 11, issued),
                actor=OWNER,
                works=works,
            )

    assert told(world.office) == (0, 1, 1)


def test_a_difficulty_settled_since_was_waiting_then(world: World) -> None:
    (one,) = given(world, 30)
    with on(10):
        found = difficulties.raise_difficulty(one.task, unit=one.unit, occurrence=one, text="Thiếu người", actor=LEAD)
    with on(18):
        difficulties.instruct(found, text="Giao Văn phòng", actor=OWNER)

    counts = [
        queries.briefing_of(queries.scope_of(world.office, span)).total.difficulties
        for span in (WEEK.previous, WEEK, WEEK.following)
    ]
    assert counts == [0, 1, 0]


def test_the_page_and_its_list_show_the_due_moment_of_then(world: World) -> None:
    (one,) = given(world, 12)
    extended(one, 27, asked=11, granted=18)
    client = factory.signed_in(world.office)

    page = client.get(reverse("plans:briefing"), {"ky": WEEK.key})
    rows = client.get(page.context["opens"]["late"])

    assert "như đã có đến hết ngày" in page.content.decode()
    (row,) = rows.context["list"].rows
    shown = rows.content.decode()
    assert "12/11/2026" in shown and "27/11/2026" not in shown
    assert "Quá hạn" in shown, row


def test_a_past_week_asks_as_much_for_twice_the_work(world: World, django_assert_max_num_queries: Any) -> None:
    for days in ((12, 13, 18), (11, 12, 13, 18, 19, 20)):
        rows = given(world, *days)
        extended(rows[0], 27, asked=11, granted=18)
        handed_in(rows[1], 12)
        with django_assert_max_num_queries(14):
            queries.briefing_of(queries.scope_of(world.office, WEEK))
