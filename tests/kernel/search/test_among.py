"""A column among many values, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.kernel.models import RuleOverride
from motcua.kernel.search.among import Among, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys() -> dict[str, int]:
    made = {}
    for key in ("đăng ký", "a,b", '{"c"}', "it's 100%"):
        row = RuleOverride.objects.create(
            key=key, valid_from=date(2020, 1, 1), value={}, article="-", reason="-", shipped_hash=""
        )
        made[key] = row.pk
    return made


@pytest.mark.parametrize("wanted", [(), ("đăng ký",), ("a,b", '{"c"}'), ("it's 100%", "nothing like it")])
def test_the_same_rows_as_django_finds_one_by_one(keys: dict[str, int], wanted: tuple[str, ...]) -> None:
    rows = RuleOverride.objects.order_by("pk")

    assert list(rows.filter(Among("key", wanted))) == list(rows.filter(key__in=wanted))
    numbers = [keys.get(key, 0) for key in wanted]
    assert list(rows.filter(Among("pk", numbers))) == list(rows.filter(pk__in=numbers))
    assert rows.filter(Among("key", wanted), pk__gt=0).count() == len([key for key in wanted if key in keys])


def test_a_kind_without_rows_answers_with_none() -> None:
    assert rows_of("nothing", "SELECT object_id FROM kernel_rankedrecord", "object_id", [1, 2]) == []
    assert rows_of("nothing", "SELECT term FROM kernel_rankedlist", "term", []) == []
