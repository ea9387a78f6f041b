"""A prepared query answers as Django's own does, whatever it is asked, and is built once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from tests.factories import organisations as factory

from motcua.kernel import clock
from motcua.kernel.models import Job
from motcua.kernel.prepared import Prepared
from motcua.organisations.models import Grant

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture
def kept(db: None) -> list[Any]:
    moments = [NOON + timedelta(hours=n) for n in range(4)]
    return [Job.objects.create(kind=f"k{n}", queued_at=at, due_at=at) for n, at in enumerate(moments)]


def asked(*, least: int, until: datetime, besides: int | None = None) -> QuerySet[Any, Any]:
    found = Job.objects.filter(pk__gte=least, queued_at__lt=until, kind__startswith="k")
    return (found if besides is None else found.exclude(pk=besides)).order_by("pk").values_list("pk", "kind")


def test_it_answers_as_the_query_itself_for_every_value(kept: list[Any]) -> None:
    prepared = Prepared(asked)
    for row in kept:
        for hours in range(5):
            given = {"least": row.pk, "until": NOON + timedelta(hours=hours)}
            assert prepared.rows(**given) == list(asked(**given))
            assert prepared.rows(**given, besides=kept[2].pk) == list(asked(**given, besides=kept[2].pk))


def test_values_come_as_django_gives_them_and_a_text_may_be_asked_for(kept: list[Any]) -> None:
    """On SQLite a moment is text and yes is 1, until Django has looked at it."""
    prepared = Prepared(lambda *, kind: Job.objects.filter(kind=kind).values_list("uid", "queued_at", "payload"))
    for row in kept:
        assert prepared.rows(kind=row.kind) == [(row.uid, row.queued_at, row.payload)]
    assert prepared.rows(kind="k' OR 1=1") == []


def test_records_come_whole_with_those_beside_them(db: None, django_assert_num_queries: Any) -> None:
    def grants(*, day: date) -> QuerySet[Grant]:
        return Grant.objects.filter(valid_from__lte=day).select_related("officer__person__user", "unit").order_by("pk")

    province = factory.province()
    made = [factory.officer(name, province.board, "specialist") for name in ("may", "hai")]
    nobody = factory.officer("khong", province.board, "specialist")
    nobody.person.user = None
    nobody.person.save()
    prepared = Prepared(grants)
    with django_assert_num_queries(1):
        found = prepared.records(day=clock.today())
        accounts = [one.officer.person.user for one in found]
    assert found == list(grants(day=clock.today()))
    assert [(one.unit, one.officer) for one in found] == [(province.board, one) for one in (*made, nobody)]
    assert [account and account.username for account in accounts] == ["may", "hai", None]
    assert not found[0]._state.adding
    assert prepared.records(day=date(1990, 1, 1)) == []


def test_values_are_no_records(db: None) -> None:
    with pytest.raises(LookupError, match="values"):
        Prepared(asked).records(least=0, until=NOON)


def test_it_is_built_once_and_asks_once(kept: list[Any], django_assert_num_queries: Any) -> None:
    built = []

    def build(**given: Any) -> QuerySet[Any, Any]:
        built.append(given)
        return asked(**given)

    prepared = Prepared(build)
    with django_assert_num_queries(2):
        first = prepared.rows(least=0, until=NOON + timedelta(days=1))
        second = prepared.rows(least=kept[3].pk, until=NOON + timedelta(days=1))
    assert (len(first), len(second), len(built)) == (4, 1, 1)


def test_what_reckons_with_a_value_is_not_prepared(db: None) -> None:
    reckoned = Prepared(lambda *, day: Job.objects.filter(queued_at__date=day + timedelta(days=1)).values_list("pk"))
    with pytest.raises(LookupError, match="day"):
        reckoned.rows(day=date(2026, 11, 20))
