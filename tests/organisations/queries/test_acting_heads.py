"""Who acts as head (Q.) gets what the head gets while the post is vacant; the set form of "who is in charge" equals the single one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories import organisations as factory

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import AppError
from motcua.messages.queries.recipients import recipients_of
from motcua.organisations.models import Officer, Post, SigningAuthority, Unit
from motcua.organisations.permissions import covered_today
from motcua.organisations.queries import posts as queries
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.services.charges import assign_charge
from motcua.organisations.services.delegations import delegate
from motcua.organisations.services.people import appoint_officer, create_person
from motcua.organisations.services.posts import create_post, seat, unseat
from motcua.organisations.services.signing import give_signing

TODAY = date(2026, 11, 20)
NOTICE = Ground("10/TB-KCN", date(2026, 1, 5))
pytestmark = pytest.mark.django_db


def post(unit: Unit, kind: str, title: str, **rest: object) -> Post:
    return create_post(unit, kind=kind, title=title, valid_from=factory.START, actor=SYSTEM, **rest)  # type: ignore[arg-type]  # passed on


def held(unit: Unit, kind: str, title: str, username: str, **rest: object) -> tuple[Post, Officer]:
    made, officer = post(unit, kind, title, **rest), factory.officer(username, unit)
    seat(made, officer, valid_from=factory.START, actor=SYSTEM)
    return made, officer


def acting(unit: Unit, by: Post, *, since: date = TODAY, until: date | None = None) -> SigningAuthority:
    return give_signing(unit, by, capacity="Q", valid_from=since, valid_to=until, actor=SYSTEM, ground=NOTICE)


def test_who_acts_as_head_is_the_head_until_somebody_holds_the_post(province: factory.Province) -> None:
    chair = post(province.board, "head", "Trưởng ban")
    _, first = held(province.board, "deputy", "Phó Trưởng ban", "pho1", position=1)
    second, deputy = held(province.board, "deputy", "Phó Trưởng ban", "pho2", position=2)
    assert queries.head_of(province.board, TODAY) is None
    acting(province.board, second, until=TODAY + timedelta(days=90))

    assert queries.head_of(province.board, TODAY) == deputy
    assert queries.seated_head(province.board, TODAY) is None
    assert queries.leaders_of(province.board, TODAY) == [deputy, first]
    assert queries.answering(chair, TODAY) == [deputy]
    assert queries.holders(chair, TODAY) == []
    assert [v.post for v in queries.vacancies(TODAY)] == [chair]
    assert queries.head_of(province.board, TODAY - timedelta(days=1)) is None
    assert queries.head_of(province.board, TODAY + timedelta(days=90)) is None

    new = factory.officer("moi", province.board)
    seat(chair, new, valid_from=TODAY + timedelta(days=1), actor=SYSTEM)
    assert queries.head_of(province.board, TODAY + timedelta(days=1)) == new
    assert queries.answering(chair, TODAY + timedelta(days=1)) == [new]


def test_notices_charges_and_matters_of_units_below_reach_who_acts(province: factory.Province) -> None:
    chair, before = held(province.board, "head", "Trưởng ban", "truong")
    deputy_post, deputy = held(province.board, "deputy", "Phó Trưởng ban", "pho")
    assign_charge(chair, unit=province.board_office, valid_from=factory.START, actor=SYSTEM, ground=NOTICE)
    below = (province.board_office, province.board_division)  # one by the charge, one as of the nearest agency's head
    assert [queries.leader_in_charge(unit, TODAY) for unit in below] == [before, before]
    unseat(chair.tenures.get(), on=TODAY, actor=SYSTEM)
    assert [queries.leader_in_charge(unit, TODAY) for unit in below] == [None, None]
    acting(province.board, deputy_post)

    assert [queries.leader_in_charge(unit, TODAY) for unit in below] == [deputy, deputy]
    assert queries.leaders_in_charge([u.pk for u in below], TODAY) == {u.pk: deputy for u in below}
    assert [r.officer for r in recipients_of([chair], TODAY)] == [deputy]


def test_who_stands_in_covers_the_posts_of_who_is_away(province: factory.Province) -> None:
    _, away = held(province.board, "head", "Trưởng ban", "truong")
    cover = factory.officer("thay", province.board, "head")
    user = cover.person.user
    assert covered_today(user) == [cover.pk]
    now = clock.now()
    delegate(away, cover, starts=now, ends=now + timedelta(days=3), reason="Đi công tác", actor=SYSTEM)

    again = type(user).objects.get(pk=user.pk)
    assert covered_today(again) == [cover.pk, away.pk]
    with clock.frozen(now + timedelta(days=4)):
        assert covered_today(type(user).objects.get(pk=user.pk)) == [cover.pk]


def drawn(dice: Random, units: Sequence[Unit]) -> None:
    """Posts, terms, vacancies, acting heads, charges of units and of fields, absences."""
    made: list[Post] = []
    people: list[Officer] = []
    for n, unit in enumerate(units):
        for kind in ("head", "deputy", "deputy"):
            if dice.random() < 0.7:
                made.append(post(unit, kind, f"{kind} {n}", position=dice.randrange(3)))
                if dice.random() < 0.6:
                    person = create_person(f"Người {n}", actor=SYSTEM)
                    people.append(appoint_officer(person, unit, post=kind, valid_from=factory.START, actor=SYSTEM))
                    seat(made[-1], people[-1], valid_from=TODAY - timedelta(days=dice.randrange(60)), actor=SYSTEM)
    for one in made:
        since = TODAY - timedelta(days=dice.randrange(-5, 30))
        if one.kind == "deputy" and dice.random() < 0.7 and queries.seated_head(one.unit, since) is None:
            acting(one.unit, one, since=since)
        for _ in range(dice.randrange(4)):
            with suppress(AppError):  # another leader has it, or it is the unit's own
                what = dice.choice(["", "", "đất đai"])
                assign_charge(one, unit=dice.choice(units), field=what, valid_from=since, actor=SYSTEM, ground=NOTICE)
    for _ in range(2 if len(people) > 1 else 0):
        away, cover = dice.sample(people, 2)
        with suppress(AppError):
            delegate(away, cover, starts=TODAY, ends=TODAY + timedelta(days=5), actor=SYSTEM)


@pytest.mark.any_database
@pytest.mark.parametrize("seed", range(10))
def test_of_many_units_at_once_is_what_each_alone_is(province: factory.Province, seed: int) -> None:
    dice = Random(seed)
    units = [*Unit.objects.order_by("pk")]
    units.append(factory.unit("phong-moi", "Phòng Mới", type="division", parent=dice.choice(units)))
    drawn(dice, units)

    for on in (TODAY, TODAY - timedelta(days=dice.randrange(1, 40)), TODAY + timedelta(days=6)):
        alone = {u.pk: found for u in units if (found := queries.leader_in_charge(u, on)) is not None}
        assert queries.leaders_in_charge([u.pk for u in units], on) == alone


def test_the_set_form_asks_as_much_for_one_unit_as_for_all(
    province: factory.Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    drawn(Random(3), [*Unit.objects.order_by("pk")])

    for units in ([province.board.pk], [*Unit.objects.values_list("pk", flat=True)]):
        with django_assert_max_num_queries(7):
            queries.leaders_in_charge(units, TODAY)
