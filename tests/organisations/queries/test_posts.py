from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories import organisations as factory

from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import Officer, Post, Unit
from motcua.organisations.queries import posts as queries
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.services.charges import assign_charge
from motcua.organisations.services.people import end_officer
from motcua.organisations.services.posts import create_post, end_post, seat, unseat
from motcua.organisations.services.reorganisation import carry_out, merge

TODAY = date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)
NOTICE = Ground("10/TB-KCN", date(2026, 1, 5))


def post(unit: Unit, kind: str, title: str, **rest: object) -> Post:
    return create_post(unit, kind=kind, title=title, valid_from=factory.START, actor=SYSTEM, **rest)  # type: ignore[arg-type]  # passed on


def held(unit: Unit, kind: str, title: str, username: str, **rest: object) -> tuple[Post, Officer]:
    """A post of a unit and the officer who has held it since the start."""
    made = post(unit, kind, title, **rest)
    officer = factory.officer(username, unit)
    seat(made, officer, valid_from=factory.START, actor=SYSTEM)
    return made, officer


def test_the_head_and_the_deputies_are_who_holds_these_posts_on_the_date(province: factory.Province) -> None:
    second, deputy2 = held(province.board, "deputy", "Phó Trưởng ban", "pho2", position=2)
    _, deputy1 = held(province.board, "deputy", "Phó Trưởng ban", "pho1", position=1)
    _, head = held(province.board, "head", "Trưởng ban", "truong")

    assert queries.head_of(province.board, TODAY) == head
    assert queries.leaders_of(province.board, TODAY) == [head, deputy1, deputy2]
    assert queries.holders(second, TODAY) == [deputy2]
    assert queries.head_of(province.board, factory.START - timedelta(days=1)) is None
    assert queries.head_of(province.office, TODAY) is None


def test_whoever_held_a_post_before_gets_nothing_any_more(province: factory.Province) -> None:
    chair, before = held(province.board, "head", "Trưởng ban", "nguoicu")
    after = factory.officer("moi", province.board)
    unseat(chair.tenures.get(), on=TODAY, actor=SYSTEM)
    assert queries.head_of(province.board, TODAY) is None

    seat(chair, after, valid_from=TODAY, actor=SYSTEM)

    assert queries.head_of(province.board, TODAY) == after
    assert queries.head_of(province.board, TODAY - timedelta(days=1)) == before


def test_a_post_is_vacant_after_its_term_after_its_holder_left_and_before_anybody_came(
    province: factory.Province,
) -> None:
    never = post(province.board_office, "head", "Chánh Văn phòng")
    termed = post(province.board, "focal", "Cán bộ đầu mối", field="Kiểm soát TTHC")
    focal = factory.officer("daumoi", province.board_office)
    seat(termed, focal, valid_from=factory.START, valid_to=TODAY, actor=SYSTEM)
    left, leaver = held(province.department, "head", "Giám đốc", "giamdoc")
    end_officer(leaver, on=date(2026, 5, 1), actor=SYSTEM)
    coming = factory.officer("sapve", province.department)
    seat(left, coming, valid_from=TOMORROW, actor=SYSTEM)

    found = {v.post: (v.since, v.last, v.term_over, v.next_from) for v in queries.vacancies(TODAY)}

    assert found == {
        never: (factory.START, None, False, None),
        termed: (TODAY, focal, True, None),
        left: (date(2026, 5, 1), leaver, True, TOMORROW),
    }
    assert [v.post for v in queries.vacancies(TODAY, Unit.objects.filter(pk=province.board.pk))] == [termed]
    assert termed not in [v.post for v in queries.vacancies(TODAY - timedelta(days=1))]


def test_vacancies_cost_the_same_for_one_and_for_many(
    province: factory.Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post(province.board, "head", "Trưởng ban")
    with django_assert_num_queries(4):
        assert len(queries.vacancies(TODAY)) == 1
    for n in range(6):
        post(province.office, "deputy", f"Phó {n}", position=n)
    with django_assert_num_queries(4):
        assert len(queries.vacancies(TODAY)) == 7


def test_a_focal_officer_is_found_by_field_however_it_is_written(province: factory.Province) -> None:
    general, anybody = held(province.board, "focal", "Đầu mối chung", "chung")
    _, control = held(province.board, "focal", "Đầu mối KSTTHC", "kiemsoat", field="kiểm soát thủ tục hành chính")

    assert queries.focal_of(province.board, TODAY, "Kiểm soát TTHC") == control
    assert queries.focal_of(province.board, TODAY, "chuyển đổi số") == anybody
    assert queries.focal_of(province.board, TODAY) == anybody
    end_post(general, on=TODAY, actor=SYSTEM)
    assert queries.focal_of(province.board, TODAY, "chuyển đổi số") is None
    assert queries.focal_of(province.office, TODAY) is None


def test_who_is_meant_by_an_ended_unit_is_the_leader_of_its_only_successor(province: factory.Province) -> None:
    _, head = held(province.board, "head", "Trưởng ban", "truong")
    held(province.department, "head", "Giám đốc", "giamdoc")
    carry_out(
        merge([factory.fresh(province.department)], factory.fresh(province.board), on=date(2025, 7, 1)), actor=SYSTEM
    )

    assert queries.head_of(province.department, TODAY) == head
    assert queries.leaders_of(province.department, TODAY) == [head]


@pytest.fixture
def leaders(province: factory.Province) -> dict[str, tuple[Post, Officer]]:
    """The province's chair and one deputy; the Board's head and two deputies, a division's head."""
    return {
        "chair": held(province.committee, "head", "Chủ tịch", "chutich"),
        "vice": held(province.committee, "deputy", "Phó Chủ tịch", "phochutich"),
        "head": held(province.board, "head", "Trưởng ban", "truongban"),
        "deputy1": held(province.board, "deputy", "Phó Trưởng ban", "phoban1", position=1),
        "deputy2": held(province.board, "deputy", "Phó Trưởng ban", "phoban2", position=2),
        "division": held(province.board_division, "head", "Trưởng phòng", "truongphong"),
    }


Leaders = dict[str, tuple[Post, Officer]]


def charge(post_: Post, unit: Unit | None = None, field: str = "", start: date = factory.START) -> None:
    assign_charge(post_, unit=unit, field=field, valid_from=start, ground=NOTICE, actor=SYSTEM)


def in_charge(unit: Unit, field: str = "", on: date = TODAY) -> str | None:
    found = queries.leader_in_charge(unit, on, field)
    return found.person.user.username if found and found.person.user else None


def test_without_charges_a_matter_goes_to_the_head_of_the_nearest_agency_above(
    province: factory.Province, leaders: Leaders
) -> None:
    assert in_charge(province.board_division) == "truongban"
    assert in_charge(province.board) == "chutich"
    assert in_charge(province.committee) is None

    unseat(leaders["head"][0].tenures.get(), on=TODAY, actor=SYSTEM)
    assert in_charge(province.board_division) == "chutich"


def test_the_charge_of_the_nearest_unit_decides_and_a_field_asked_for_before_it(
    province: factory.Province, leaders: Leaders
) -> None:
    charge(leaders["vice"][0], province.board)
    assert in_charge(province.board_division) == "phochutich"
    assert in_charge(province.board) == "phochutich"

    charge(leaders["deputy1"][0], province.board_division)
    charge(leaders["deputy2"][0], field="Cải cách hành chính")

    assert in_charge(province.board_division) == "phoban1"
    assert in_charge(province.board_division, "CCHC") == "phoban2"
    assert in_charge(province.board_division, "đất đai") == "phoban1"
    assert in_charge(province.board_office, "CCHC") == "phoban2"
    assert in_charge(province.board_office) == "phochutich"
    assert in_charge(province.elsewhere, "CCHC") is None


def test_a_charge_holds_within_its_dates_and_falls_to_whoever_holds_the_post(
    province: factory.Province, leaders: Leaders
) -> None:
    charge(leaders["deputy1"][0], province.board_division, start=TOMORROW)
    assert in_charge(province.board_division) == "truongban"
    assert in_charge(province.board_division, on=TOMORROW) == "phoban1"

    unseat(leaders["deputy1"][0].tenures.get(), on=TODAY, actor=SYSTEM)
    assert in_charge(province.board_division, on=TOMORROW) == "truongban"
    heir = factory.officer("kenhiem", province.board)
    seat(leaders["deputy1"][0], heir, valid_from=TODAY, actor=SYSTEM)
    assert in_charge(province.board_division, on=TOMORROW) == "kenhiem"


def test_who_is_in_charge_is_told_with_few_queries_however_many_charges(
    province: factory.Province, leaders: Leaders, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    charge(leaders["deputy1"][0], province.board_division)
    with django_assert_num_queries(4):
        assert queries.leader_in_charge(province.board_division, TODAY) == leaders["deputy1"][1]
    for n in range(5):
        charge(leaders["deputy2"][0], field=f"Lĩnh vực {n}")
    charge(leaders["vice"][0], province.board)
    with django_assert_num_queries(4):
        assert queries.leader_in_charge(province.board_division, TODAY) == leaders["deputy1"][1]
