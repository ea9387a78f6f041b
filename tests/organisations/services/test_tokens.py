from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories import organisations as factory

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.organisations.models import ApiToken, Officer, User
from motcua.organisations.permissions import actor_of, has_grant
from motcua.organisations.services.accounts import close_account
from motcua.organisations.services.people import appoint_officer, end_officer, grant_role
from motcua.organisations.services.tokens import bearer_of, create_token, revoke_token


def test_a_token_is_told_once_and_kept_as_a_hash_only(province: factory.Province) -> None:
    officer = factory.officer("may", province.board, "specialist")

    token, secret = create_token(officer, actor=SYSTEM, name="Máy chủ")

    stored = str(list(ApiToken.objects.values())) + str([e.payload for e in events.Event.objects.all()])
    assert secret not in stored
    assert secret.startswith(token.prefix)
    assert bearer_of(secret) is not None


def test_a_token_acts_as_its_officer_and_not_as_the_persons_other_posts(province: factory.Province) -> None:
    officer = factory.officer("may", province.board, "operator")
    other = appoint_officer(officer.person, province.office, post="Khác", valid_from=factory.START, actor=SYSTEM)
    grant_role(other, role="operator", unit=province.office, valid_from=factory.START, actor=SYSTEM)
    _, secret = create_token(officer, actor=SYSTEM)

    found = bearer_of(secret)

    assert found is not None
    user, _ = found
    assert has_grant(user, "units.change", province.board)
    assert not has_grant(user, "units.change", province.office)
    assert str(actor_of(user).ref) == f"officer:{officer.uid}"
    assert has_grant(User.objects.get(username="may"), "units.change", province.office)


def test_a_token_opens_nothing_once_it_is_over_revoked_or_its_officer_left(province: factory.Province) -> None:
    factory.officer("giu", province.committee, "operator")
    officer = factory.officer("may", province.board, "operator")
    now = clock.now()
    expired, first = create_token(officer, actor=SYSTEM, days=1)
    revoked, second = create_token(officer, actor=SYSTEM)
    _, third = create_token(officer, actor=SYSTEM)
    _, other = create_token(factory.officer("hai2", province.board), actor=SYSTEM)

    with clock.frozen(now + timedelta(days=1)):
        assert bearer_of(first) is None
    revoke_token(revoked, actor=SYSTEM)
    assert bearer_of(second) is None
    with pytest.raises(Refused):
        revoke_token(revoked, actor=SYSTEM)
    end_officer(officer, on=clock.today(), actor=SYSTEM)
    assert bearer_of(third) is None
    close_account(User.objects.get(username="hai2"), actor=SYSTEM)
    assert bearer_of(other) is None
    assert expired.expires_at == now + timedelta(days=1)


def test_a_token_opens_on_the_days_of_its_officer_as_they_are_here(province: factory.Province) -> None:
    """At half past midnight in Việt Nam it is still the day before in the clock of the database."""
    officer = factory.officer("may", province.board)
    _, secret = create_token(officer, actor=SYSTEM)
    Officer.objects.filter(pk=officer.pk).update(valid_to=date(2026, 11, 23))  # the verb revokes the token as well
    last, over = datetime(2026, 11, 22, 23, 30, tzinfo=clock.ZONE), datetime(2026, 11, 23, 0, 30, tzinfo=clock.ZONE)

    with clock.frozen(last):
        assert bearer_of(secret) is not None
    with clock.frozen(over):
        assert bearer_of(secret) is None


@pytest.mark.parametrize("secret", ["", "mc_", "mc_sai", "Bearer", "mc_" + "x" * 500])
def test_what_is_no_token_opens_nothing(db: None, secret: str) -> None:
    assert bearer_of(secret) is None


def test_the_time_of_use_is_written_once_an_hour(
    province: factory.Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _, secret = create_token(factory.officer("may", province.board), actor=SYSTEM)
    now = datetime(2026, 11, 20, 10, 0, tzinfo=clock.ZONE)

    with clock.frozen(now), django_assert_num_queries(2):
        bearer_of(secret)
    with clock.frozen(now + timedelta(minutes=59)), django_assert_num_queries(1):
        bearer_of(secret)
    with clock.frozen(now + timedelta(minutes=61)), django_assert_num_queries(2):
        bearer_of(secret)


@pytest.mark.parametrize("scopes", [[], ["everything"], ["*:read", "plans:delete"]])
def test_a_wrong_scope_is_refused(province: factory.Province, scopes: list[str]) -> None:
    with pytest.raises(Invalid):
        create_token(factory.officer("may", province.board), actor=SYSTEM, scopes=scopes)
    assert not ApiToken.objects.exists()
