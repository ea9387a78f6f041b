from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate

from motcua.kernel import clock, events
from motcua.kernel.registries import SampleRun, samples
from motcua.organisations.models import Delegation, Grant, Person, Territory, Unit, UnitVersion
from motcua.organisations.permissions import actor_of, has_grant
from motcua.organisations.queries import posts, territories, units
from motcua.organisations.queries.people import officers_on, sample_accounts, user_named
from motcua.organisations.queries.resolution import resolve_units
from motcua.organisations.sample import load

pytestmark = pytest.mark.django_db

SINCE, TWO_LEVELS, CITY, TODAY = date(2016, 1, 1), date(2025, 7, 1), date(2026, 4, 30), date(2026, 11, 20)
ACCOUNTS = ["admin", "bientap", "chuyenvien", "kiemtra", "lanhdao", "motcua", "truongphong", "vanphong", "vanthu"]


@pytest.fixture
def sample(db: None) -> SampleRun:
    run = SampleRun("mot-mat-khau-mau")
    load(run)
    return run


@pytest.mark.any_database
def test_the_sample_holds_together(sample: SampleRun) -> None:
    """One load, many looks: loading is the costly part."""
    _accounts_sign_in(sample)
    _roles_reach_what_they_should()
    _the_province_has_its_name_of_the_date()
    _districts_live_on_in_communes()
    _departments_were_merged()
    _wordings_of_the_founding_plans_are_units()
    _people_are_marked_as_invented()
    _posts_are_held_charges_given_and_vacancies_told()
    _every_version_of_a_unit_is_found_once_on_any_date()
    assert events.verify() is None


def test_the_sample_is_in_the_registry_first_of_all() -> None:
    assert min(samples, key=lambda part: part.order).load is load


def _accounts_sign_in(sample: SampleRun) -> None:
    assert sorted(name for name, _ in sample_accounts()) == ACCOUNTS
    for name in ACCOUNTS:
        user = authenticate(username=name, password="mot-mat-khau-mau")
        assert user is not None, name
        assert not user.must_change_password  # type: ignore[attr-defined]  # our own user model
    assert actor_of(user_named("chuyenvien")).unit == "Phòng Quản lý Đầu tư"
    assert [o.post for o in posts.officers_of(user_named("lanhdao"), TODAY)] == ["Phó Chủ tịch", "Trưởng ban"]


def _roles_reach_what_they_should() -> None:
    roles = dict(Grant.objects.values_list("officer__person__user__username", "role"))
    assert roles == {
        "admin": "operator",
        "vanphong": "office",
        "chuyenvien": "specialist",
        "truongphong": "head",
        "motcua": "counter",
        "lanhdao": "leader",
        "vanthu": "registry_clerk",
        "bientap": "editor",
        "kiemtra": "auditor",
    }
    board = Unit.objects.get(code="bql-kcn")
    assert has_grant(user_named("admin"), "units.change", board)
    assert has_grant(user_named("vanphong"), "aliases.change", board)
    assert not has_grant(user_named("kiemtra"), "units.change", board)


def _the_province_has_its_name_of_the_date() -> None:
    committee = Unit.objects.get(code="ubnd-dong-nai")
    assert units.header_on(committee, CITY - timedelta(days=1)).body == "UBND tỉnh Đồng Nai"
    assert units.header_on(committee, CITY).body == "UBND thành phố Đồng Nai"
    place = Territory.objects.get(code="75")
    assert territories.place_names([place.pk], CITY)[place.pk] == "Thành phố Đồng Nai"
    assert territories.place_names([place.pk], CITY - timedelta(days=1))[place.pk] == "Tỉnh Đồng Nai"


def _districts_live_on_in_communes() -> None:
    district = Unit.objects.get(code="ubnd-huyen-long-thanh")
    heirs = {u.code for u in units.successors(district, TODAY)}
    assert {"ubnd-xa-long-thanh", "ubnd-xa-phuoc-thai"} <= heirs
    assert units.version_on(district, TODAY) is None
    communes = units.on_date(TODAY).filter(type="peoples_committee", territory__level="commune")
    assert communes.count() == 95
    wards = communes.filter(name__startswith="Ủy ban nhân dân phường").count()
    assert (wards, 95 - wards) == (33, 62)
    before = units.on_date(CITY - timedelta(days=1)).filter(name__startswith="Ủy ban nhân dân phường").count()
    assert before == 23


def _departments_were_merged() -> None:
    assert [u.code for u in units.successors(Unit.objects.get(code="so-ttt"), TODAY)] == ["so-khcn"]
    assert [u.code for u in units.successors(Unit.objects.get(code="ubnd-binh-phuoc"), TWO_LEVELS)] == ["ubnd-dong-nai"]


def _wordings_of_the_founding_plans_are_units() -> None:
    board, office = Unit.objects.get(code="bql-kcn"), Unit.objects.get(code="vp-ubnd")
    understood = {
        (board, "Các phòng chuyên môn", date(2022, 3, 1)): 5,
        (board, "Các phòng, đơn vị", date(2022, 3, 1)): 8,
        (board, "Tổ một cửa tại Trung tâm HCC tỉnh", date(2022, 3, 1)): 1,
        (board, "Sở Thông tin và Truyền thông", date(2022, 3, 1)): 1,
        (office, "Các Phòng, Ban, Trung tâm và Cổng Thông tin điện tử tỉnh", date(2025, 2, 1)): 10,
        (office, "Trung tâm Phục vụ hành chính công", date(2025, 2, 1)): 1,
    }
    for (issuer, wording, on), count in understood.items():
        found = resolve_units(wording, issuer=issuer, on=on)
        assert (len(found.units), found.confident) == (count, True), wording


def _people_are_marked_as_invented() -> None:
    assert Person.objects.exists()
    assert not Person.objects.filter(is_sample=False).exists()
    assert officers_on(TODAY).filter(unit__code="bql-quan-ly-dau-tu").count() == 2


def _posts_are_held_charges_given_and_vacancies_told() -> None:
    board, division, control = (
        Unit.objects.get(code=c) for c in ("bql-kcn", "bql-quan-ly-dau-tu", "vp-kiem-soat-tthc")
    )
    who = {
        "head of the Board": posts.head_of(board, TODAY),
        "head before": posts.head_of(board, date(2025, 6, 30)),
        "focal": posts.focal_of(board, TODAY, "Kiểm soát TTHC"),
        "in charge of the division": posts.leader_in_charge(division, TODAY),
        "in charge of the Board": posts.leader_in_charge(board, TODAY),
        "in charge of control": posts.leader_in_charge(control, TODAY),
        "head of the division": posts.head_of(division, TODAY),
    }
    assert {what: officer.person.name if officer else None for what, officer in who.items()} == {
        "head of the Board": "Võ Thanh Tùng",
        "head before": "Huỳnh Văn Lợi",
        "focal": "Trương Thị Mỹ Duyên",
        "in charge of the division": "Võ Thanh Tùng",
        "in charge of the Board": "Lương Minh Trí",
        "in charge of control": "Võ Thanh Tùng",
        "head of the division": "Phạm Ngọc Bích",
    }
    vacant = {(v.post.title, v.post.unit.code, v.last is not None) for v in posts.vacancies(TODAY)}
    assert vacant == {
        ("Phó Chánh Văn phòng", "vp-ubnd", False),
        ("Trưởng phòng", "vp-hanh-chinh-to-chuc", False),
        ("Phó Trưởng ban", "bql-kcn", False),
        ("Cán bộ đầu mối chuyển đổi số", "bql-kcn", True),
    }
    head = posts.head_of(division, TODAY)
    assert head is not None
    assert [c.code for c in posts.may_sign_as(head, board, TODAY, "CV")] == ["TUQ"]
    away = Delegation.objects.get()
    assert (away.giver, away.receiver.person.user) == (head, user_named("chuyenvien"))
    assert away.starts_at > clock.now()


def _every_version_of_a_unit_is_found_once_on_any_date() -> None:
    for on in (date(2020, 1, 1), TWO_LEVELS - timedelta(days=1), TWO_LEVELS, CITY, TODAY):
        rows = list(units.on_date(on).values_list("unit", flat=True))
        assert len(rows) == len(set(rows))
        assert len(rows) == len(units.tree_on(on))
    assert not UnitVersion.objects.filter(valid_to__lte=SINCE).exists()
