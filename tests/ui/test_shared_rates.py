"""A rate that all processes share counts in the database's cache, quietly: no insert that fails stands in the database's log."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from motcua.config.settings import CACHES
from motcua.ui.rates import Shared

YEARS = 10**9
"""Seconds of a window that no test sees the end of."""


@pytest.mark.django_db
def test_what_is_counted_is_inserted_once_and_then_counted_up(settings: Settings) -> None:
    settings.CACHES = CACHES
    rate = Shared("test", most=3, seconds=YEARS)
    assert rate.take("10.0.0.1") == 0

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answers = [rate.take("10.0.0.1") for _ in range(3)]

    assert answers[:2] == [0, 0]
    assert answers[2] > 0
    assert rate.take("10.0.0.2") == 0
    assert not [one["sql"] for one in asked.captured_queries if one["sql"].startswith("INSERT")]
