"""What reviews and changed law add up to: each side, its rows, the borders of periods, what was known when."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.documents import law
from tests.factories.procedures import content, procedure
from tests.factories.publication import World
from tests.factories.reviews import answers, decided, handed_in_with, items, proposed, running_round
from tests.indicators.contract import check_indicator

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.indicators import Window, indicators
from motcua.procedures.content import Ground
from motcua.procedures.models import Procedure, ReviewItem
from motcua.procedures.queries.law_reviews import open_of
from motcua.procedures.services import law_reviews, proposals, reviews
from motcua.procedures.services.assignments import assign

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
FIRST, SECOND = Window(date(2026, 1, 1), date(2026, 6, 30)), Window(date(2026, 7, 1), date(2026, 12, 31))
GROUND = ("1/2024/TT-BTC", "Bộ Tài chính", date(2024, 1, 2))


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> tuple[World, list[Procedure]]:
    """Four procedures in force, the first three the board's, and one that stays inside the apparatus."""
    with standing(), clock.frozen(NOW - timedelta(days=400)):
        world = factory.build_world()
        made = [procedure(f"1.10000{n}", content(f"Thủ tục {n}")) for n in (1, 2, 3, 4)]
        procedure("9.100009", kind="internal")
        assign(made[:3], [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
        return world, made


@pytest.fixture
def world(standing_world: tuple[World, list[Procedure]], db: None) -> World:
    return deepcopy(standing_world[0])


@pytest.fixture
def made(standing_world: tuple[World, list[Procedure]], db: None) -> list[Procedure]:
    return deepcopy(standing_world[1])


def figure(world: World, name: str, window: Window = YEAR) -> tuple[Any, Any]:
    """Of the board."""
    value = indicators[f"procedures.{name}"].value(world.board.pk, window, clock.now())
    return value.numerator, value.denominator


def keeps_the_contract(world: World, name: str) -> tuple[Any, Any]:
    units = [world.province.pk, world.board.pk, world.department.pk]
    value = check_indicator(
        f"procedures.{name}", window=YEAR, unit=world.board.pk, units=units, readers=[world.stranger]
    )
    return value.numerator, value.denominator


def in_hand(owner: Any, *procedures: Procedure) -> list[ReviewItem]:
    """Under review, some criteria answered."""
    found = items(running_round(owner, *procedures))
    for one in found:
        reviews.answer(one, answers(), conclusion="", actor=SYSTEM)
    return found


def province(name: str, window: Window = YEAR, as_of: datetime | None = None) -> tuple[Any, Any]:
    value = indicators[f"procedures.{name}"].value(None, window, as_of or clock.now())
    return value.numerator, value.denominator


def codes(name: str, side: Any = "numerator", window: Window = YEAR) -> list[str]:
    rows = indicators[f"procedures.{name}"].rows(None, window, clock.now(), side)
    return [row.title.split()[0] for row in rows]


def assessed_on(item: ReviewItem, day: date, hour: int = 9) -> None:
    with clock.frozen(datetime(day.year, day.month, day.day, hour, tzinfo=clock.ZONE)):
        reviews.answer(item, answers(), conclusion="Giữ nguyên.", actor=SYSTEM)
        reviews.hand_in(item, actor=SYSTEM)


def test_reviewed_counts_results_handed_in_over_all_procedures_in_force(world: World, made: list[Procedure]) -> None:
    one, other, planned = items(running_round(world.board, made[0], made[3], made[1]))[:3]
    assert figure(world, "reviewed") == (0, 3) and province("reviewed") == (0, 4)

    assessed_on(one, date(2026, 3, 5))
    reviews.answer(other, answers(), conclusion="", actor=SYSTEM)  # in hand is not handed in

    assert keeps_the_contract(world, "reviewed") == (1, 3) and province("reviewed") == (1, 4)
    assert codes("reviewed") == ["1.100001"]
    assert codes("reviewed", "denominator") == [p.base_code for p in made]
    assert planned.state == "planned"


def test_a_year_is_reckoned_from_its_first_day_to_the_last_day_of_the_period(
    world: World, made: list[Procedure]
) -> None:
    first, second = items(running_round(world.board, made[0], made[1]))
    assessed_on(first, date(2026, 6, 30), hour=23)
    assessed_on(second, date(2026, 7, 1), hour=0)

    assert figure(world, "reviewed", FIRST) == (1, 3)
    assert figure(world, "reviewed", SECOND) == (2, 3)  # since January
    assert figure(world, "reviewed", Window(date(2026, 7, 1), date(2026, 7, 1))) == (2, 3)
    assert figure(world, "reviewed", Window(date(2025, 1, 1), date(2025, 12, 31)))[0] == 0
    with clock.frozen(datetime(2027, 1, 4, 9, 0, tzinfo=clock.ZONE)):
        assert province("reviewed", Window(date(2027, 1, 1), date(2027, 12, 31))) == (0, 4)
        assert province("reviewed", YEAR) == (2, 4)


def test_what_was_handed_in_after_the_moment_of_asking_does_not_count_yet(world: World, made: list[Procedure]) -> None:
    (item,) = items(running_round(world.board, made[0]))
    assessed_on(item, date(2026, 3, 5), hour=15)

    assert province("reviewed", as_of=datetime(2026, 3, 5, 14, 0, tzinfo=clock.ZONE)) == (0, 4)
    assert province("reviewed", as_of=datetime(2026, 3, 5, 16, 0, tzinfo=clock.ZONE)) == (1, 4)


def test_sent_back_or_dropped_from_the_round_it_is_not_reviewed(world: World, made: list[Procedure]) -> None:
    back, dropped = in_hand(world.board, made[0], made[1])
    assessed_on(back, date(2026, 3, 5))
    reviews.send_back(back, reason="Chưa rõ", actor=SYSTEM)
    proposed(dropped, on=date(2026, 3, 1))
    assert province("proposed_simplify") == (1, 4)
    reviews.drop_item(dropped, reason="Luật sắp sửa", actor=SYSTEM)

    assert figure(world, "reviewed") == (0, 3)
    assert figure(world, "proposed_simplify") == (0, 3)


def test_a_procedure_counts_once_however_much_is_proposed_and_each_kind_in_its_own_figure(
    world: World, made: list[Procedure]
) -> None:
    one, two, three = in_hand(world.board, made[0], made[1], made[3])
    for kind in ("simplify", "shorten", "merge"):
        proposed(one, kind, date(2026, 2, 10), merged_with=[made[1]])
    proposed(two, "decentralise", date(2026, 2, 10))
    proposed(three, "simplify", date(2026, 2, 10))
    proposed(three, "decentralise", date(2026, 2, 10))

    assert keeps_the_contract(world, "proposed_simplify") == (1, 3) and province("proposed_simplify") == (2, 4)
    assert keeps_the_contract(world, "proposed_decentralise") == (1, 3) and province("proposed_decentralise") == (2, 4)
    assert codes("proposed_simplify") == ["1.100001", "1.100004"]
    assert codes("proposed_decentralise") == ["1.100002", "1.100004"]


def test_a_proposal_counts_from_its_day_and_no_longer_once_withdrawn(world: World, made: list[Procedure]) -> None:
    (item,) = in_hand(world.board, made[0])
    early, late = proposed(item, "simplify", date(2026, 6, 30)), proposed(item, "decentralise", date(2026, 7, 1))

    assert figure(world, "proposed_simplify", FIRST) == (1, 3)
    assert figure(world, "proposed_decentralise", FIRST) == (0, 3)
    assert figure(world, "proposed_decentralise", SECOND) == (1, 3)
    proposals.withdraw(early, reason="Trùng", actor=SYSTEM)
    assert figure(world, "proposed_simplify") == (0, 3)
    assert late.state == "proposed"


def test_a_refused_proposal_was_proposed_all_the_same(world: World, made: list[Procedure]) -> None:
    (item,) = items(running_round(world.board, made[0]))
    decided(*handed_in_with(item, "decentralise", on=date(2026, 2, 10)), accepted=False)

    assert figure(world, "proposed_decentralise") == (1, 3)


def test_internal_procedures_under_review_are_no_part_of_the_catalogue(world: World) -> None:
    internal = Procedure.objects.get(base_code="9.100009")
    (item,) = items(running_round(world.board, internal))
    with clock.frozen(datetime(2026, 3, 5, 9, 0, tzinfo=clock.ZONE)):
        handed_in_with(item)

    assert province("reviewed") == (0, 4)
    assert province("proposed_simplify") == (0, 4)


def test_what_rests_on_changed_law_waits_until_somebody_settles_it(world: World) -> None:
    number, issuer, issued = GROUND
    ground = law(number, issuer, issued, kind="circular")
    changed = law("7/2026/TT-BTC", issuer, date(2026, 5, 4), kind="circular")
    found = [
        procedure(f"1.20000{n}", content(f"Có căn cứ {n}", grounds=(Ground(number, f"Thông tư {number}"),)))
        for n in (1, 2)
    ]
    assign(found[:1], [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
    before = clock.now() - timedelta(hours=1)
    assert figure(world, "on_changed_law") == (0, None)

    law_reviews.queue(ground, "amends", by=changed, since=changed.issued_on)
    assert keeps_the_contract(world, "on_changed_law") == (1, None) and province("on_changed_law") == (2, None)
    assert codes("on_changed_law") == ["1.200001", "1.200002"]
    assert province("on_changed_law", as_of=before) == (0, None)

    with clock.frozen(NOW + timedelta(hours=2)):
        law_reviews.unaffected(open_of(found[0])[0], reason="Không đổi mức thu", actor=SYSTEM)
        assert codes("on_changed_law") == ["1.200002"]
        assert province("on_changed_law", as_of=NOW + timedelta(hours=1)) == (2, None)
