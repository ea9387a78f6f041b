from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from tests.factories import organisations as factory

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, Stale
from motcua.organisations.models import ApiToken, Grant, Officer, Person, User
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries import people as queries
from motcua.organisations.services import accounts
from motcua.organisations.services.people import (
    Recruit,
    appoint_many,
    appoint_officer,
    create_person,
    end_grant,
    end_officer,
    grant_role,
    officer_ref,
    rename_person,
)
from motcua.organisations.services.tokens import create_token

TODAY = date(2026, 11, 20)


def test_the_first_administrator_is_made_in_one_step(province: factory.Province) -> None:
    made = accounts.create_officer("Trần Thị Hoa", unit=province.committee, role="operator", actor=SYSTEM, on=TODAY)

    assert made.user.username == "tranthihoa"
    assert made.user.must_change_password
    assert authenticate(username="tranthihoa", password=made.password) == made.user
    grant = Grant.objects.get()
    assert (grant.role, grant.unit, grant.below) == ("operator", province.committee, True)


def test_two_people_of_one_name_get_two_user_names(province: factory.Province) -> None:
    for _ in range(3):
        accounts.create_officer("Trần Thị Hoa", unit=province.committee, role="head", actor=SYSTEM, on=TODAY)

    assert set(User.objects.values_list("username", flat=True)) == {"tranthihoa", "tranthihoa2", "tranthihoa3"}
    with pytest.raises(Invalid):
        queries.officer_named("Trần Thị Hoa")
    assert queries.officer_named("tranthihoa2").person.name == "Trần Thị Hoa"


@pytest.mark.parametrize(
    "password", ["ngan", "12345678901", "matkhau2026!", "tranthihoa99", "DongNai@2026", "motcua123456"]
)
def test_weak_passwords_are_refused_with_sentences_and_nobody_is_made(
    province: factory.Province, password: str
) -> None:
    with pytest.raises(Invalid) as invalid:
        accounts.create_officer(
            "Trần Thị Hoa",
            username="tranthihoa",
            unit=province.committee,
            role="head",
            actor=SYSTEM,
            on=TODAY,
            password=password,
        )

    assert invalid.value.errors
    assert not Person.objects.exists()


def test_a_good_password_of_words_is_taken(province: factory.Province) -> None:
    made = accounts.create_officer(
        "Trần Thị Hoa", unit=province.committee, role="head", actor=SYSTEM, on=TODAY, password=factory.PASSWORD
    )

    assert not made.user.must_change_password
    assert made.password == ""


def test_the_trail_holds_no_name_user_name_or_password(province: factory.Province) -> None:
    made = accounts.create_officer("Trần Thị Hoa", unit=province.committee, role="head", actor=SYSTEM, on=TODAY)
    rename_person(made.officer.person.__class__.objects.get(pk=made.officer.person_id), "Trần Thị Hồng", actor=SYSTEM)

    told = str([e.payload for e in events.Event.objects.all()])

    for secret in ("Hoa", "Hồng", "tranthihoa", made.password):
        assert secret not in told


def test_people_are_listed_by_given_name(db: None) -> None:
    for name in ("Nguyễn Văn Bình", "Trần Thị An", "Lê Ân", "Phạm Đức"):
        create_person(name, actor=SYSTEM)

    assert list(Person.objects.order_by("sort_key").values_list("name", flat=True)) == [
        "Trần Thị An",
        "Lê Ân",
        "Nguyễn Văn Bình",
        "Phạm Đức",
    ]


def test_a_person_holds_one_post_in_a_unit_at_a_time(province: factory.Province) -> None:
    person = create_person("Lê An", actor=SYSTEM)
    first = appoint_officer(person, province.board, post="Chuyên viên", valid_from=factory.START, actor=SYSTEM)
    with pytest.raises(Refused):
        appoint_officer(person, province.board, post="Trưởng phòng", valid_from=TODAY, actor=SYSTEM)

    end_officer(first, on=TODAY, actor=SYSTEM)

    assert appoint_officer(person, province.board, post="Trưởng phòng", valid_from=TODAY, actor=SYSTEM).pk
    assert appoint_officer(person, province.office, post="Kiêm nhiệm", valid_from=TODAY, actor=SYSTEM).pk


def test_leaving_a_post_ends_its_grants_and_tokens(province: factory.Province) -> None:
    officer = factory.officer("an1", province.board, "head")
    grant_role(officer, role="editor", unit=province.board, valid_from=date(2027, 1, 1), actor=SYSTEM)
    create_token(officer, actor=SYSTEM)

    end_officer(officer, on=TODAY, actor=SYSTEM)

    assert list(Grant.objects.values_list("role", "valid_to")) == [("head", TODAY)]
    assert ApiToken.objects.get().revoked_at is not None
    with pytest.raises(Refused):
        end_officer(officer, on=TODAY, actor=SYSTEM)


def test_nobody_grants_to_themselves(province: factory.Province) -> None:
    officer = factory.officer("quan", province.committee, "operator")
    actor = actor_of(User.objects.get(username="quan"))

    with pytest.raises(Refused) as refused:
        grant_role(officer, role="leader", unit=province.committee, valid_from=TODAY, actor=actor)

    assert refused.value.code == "own_grant"


def test_a_role_is_given_once_for_a_unit_and_time(province: factory.Province) -> None:
    officer = factory.officer("an1", province.board, "head")

    with pytest.raises(Refused) as refused:
        grant_role(officer, role="head", unit=province.board, valid_from=TODAY, actor=SYSTEM)

    assert refused.value.code == "grant_overlap"


def test_the_last_operator_stays(province: factory.Province) -> None:
    officer = factory.officer("quan", province.committee, "operator")
    user = User.objects.get(username="quan")
    acts = [
        lambda: end_grant(Grant.objects.get(officer=officer), on=TODAY, actor=SYSTEM),
        lambda: end_officer(officer, on=TODAY, actor=SYSTEM),
        lambda: accounts.close_account(user, actor=SYSTEM),
    ]

    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "last_operator"
    assert Officer.objects.get(pk=officer.pk).valid_to is None
    assert User.objects.get(username="quan").is_active

    factory.officer("quan2", province.committee, "operator")
    accounts.close_account(user, actor=SYSTEM)


def test_a_grant_that_never_began_is_taken_back_and_the_trail_keeps_it(province: factory.Province) -> None:
    officer = factory.officer("an1", province.board)
    grant = grant_role(officer, role="head", unit=province.board, valid_from=date(2027, 1, 1), actor=SYSTEM)

    end_grant(grant, on=TODAY, actor=SYSTEM)

    assert not Grant.objects.exists()
    assert [e.kind for e in events.history(officer_ref(officer))][-2:] == ["officer.role_granted", "officer.role_ended"]


def test_closing_an_account_ends_its_sessions_at_once(province: factory.Province, client: Client) -> None:
    user = factory.user("an1", province.board, "head")
    client.force_login(user)
    assert client.session.get("_auth_user_id")

    accounts.close_account(user, actor=SYSTEM)

    assert authenticate(username="an1", password=factory.PASSWORD) is None
    assert client.get("/desk/don-vi/").status_code == 302
    accounts.reopen_account(user, actor=SYSTEM)
    assert authenticate(username="an1", password=factory.PASSWORD) == user


def test_a_new_password_is_told_once_and_signs_out_everywhere(province: factory.Province, client: Client) -> None:
    user = factory.user("an1", province.board, "head")
    client.force_login(user)

    made = accounts.reset_password(user, actor=SYSTEM)

    assert client.get("/desk/don-vi/").status_code == 302
    again = authenticate(username="an1", password=made)
    assert again is not None
    assert User.objects.get(username="an1").must_change_password


def test_two_renames_of_one_reading_do_not_overwrite_each_other(db: None) -> None:
    person = create_person("Lê An", actor=SYSTEM)
    stale = Person.objects.get(pk=person.pk)
    rename_person(person, "Lê Ân", actor=SYSTEM)

    with pytest.raises(Stale):
        rename_person(stale, "Lê Anh", actor=SYSTEM)


def test_an_officer_is_found_by_name_post_and_user_name_with_and_without_diacritics(province: factory.Province) -> None:
    person = create_person("Đặng Hữu Phước", actor=SYSTEM)
    appoint_officer(person, province.board, post="Thanh tra viên", valid_from=factory.START, actor=SYSTEM)
    accounts.create_account(person, "phuocdh", actor=SYSTEM, password=factory.PASSWORD)

    for words in ("dang huu phuoc", "Phước", "thanh tra", "phuocdh"):
        assert queries.search_officers(queries.officers(), words).count() == 1, words


def test_the_staff_of_many_units_begins_in_a_few_statements_and_is_told_as_one_by_one(
    province: factory.Province, django_assert_max_num_queries: Any
) -> None:
    recruits = [Recruit(f"Nguyễn Văn {n}", province.board, "Chuyên viên", ("specialist", "counter")) for n in range(30)]
    with django_assert_max_num_queries(40):
        made = appoint_many(recruits, valid_from=date(2026, 1, 1), actor=SYSTEM)

    one = made[7]
    assert (one.person.name, one.grants.count()) == ("Nguyễn Văn 7", 2)
    assert [e.kind for e in events.history(officer_ref(one))] == [
        "officer.appointed",
        "officer.role_granted",
        "officer.role_granted",
    ]
    assert made[7] in queries.search_officers(queries.officers(), "nguyen van 7")


@pytest.mark.parametrize(("name", "post", "role"), [("", "Văn thư", "head"), ("An", "", "head"), ("An", "x", "vua")])
def test_nobody_of_a_staff_begins_when_one_of_them_cannot(
    province: factory.Province, name: str, post: str, role: str
) -> None:
    before = Officer.objects.count()
    good = Recruit("Trần Thị B", province.board, "Chuyên viên")
    with pytest.raises(Invalid):
        appoint_many([good, Recruit(name, province.board, post, (role,))], valid_from=date(2026, 1, 1), actor=SYSTEM)
    assert Officer.objects.count() == before
