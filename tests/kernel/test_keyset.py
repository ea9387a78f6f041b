"""Pages by keyset: forwards and backwards, with nulls and equal values, no row twice and none lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from motcua.kernel import keyset
from motcua.kernel.errors import NotFound
from motcua.kernel.models import Job

START = datetime(2026, 11, 20, tzinfo=UTC)
ORDERS = (
    ("total", "id"),
    ("-total", "id"),
    ("total", "-id"),
    ("-finished_at", "title", "-id"),
    ("title", "-total", "finished_at", "id"),
    ("-uid",),
)
Row = tuple[int | None, int | None, str]
rows = st.lists(
    st.tuples(st.none() | st.integers(0, 3), st.none() | st.integers(0, 3), st.sampled_from(["a", "b", "đ", ""])),
    max_size=14,
)


def make(values: list[Row]) -> list[Job]:
    return Job.objects.bulk_create(
        Job(
            kind="x",
            title=title,
            total=total,
            finished_at=None if hours is None else START + timedelta(hours=hours),
            owner_name="x",
            queued_at=START,
            due_at=START,
        )
        for total, hours, title in values
    )


def forwards(order: tuple[str, ...], limit: int) -> list[list[int]]:
    pages, cursor = [], None
    while True:
        page = keyset.page(Job.objects.all(), order=order, cursor=cursor, limit=limit)
        pages.append([job.pk for job in page.items])
        if page.next is None:
            return pages
        cursor = page.next
        assert len(pages) < 50


class RoundTrip(TestCase):
    """hypothesis' own test case: each example has its transaction."""

    @settings(max_examples=60)
    @given(values=rows, order=st.sampled_from(ORDERS), limit=st.integers(1, 5))
    @example(values=[(None, None, "a")] * 3, order=ORDERS[0], limit=1)
    @example(values=[(1, None, "a"), (None, 1, "a"), (1, None, "a")], order=ORDERS[1], limit=2)
    def test_reading_forwards_and_back_again_gives_every_row_once_in_order(
        self, values: list[Row], order: tuple[str, ...], limit: int
    ) -> None:
        make(values)
        expected = [job.pk for job in keyset.page(Job.objects.all(), order=order, limit=1000).items]

        pages = forwards(order, limit)

        assert [pk for page in pages for pk in page] == expected
        assert len(expected) == len(values)
        cursor = None
        for number, shown in enumerate(pages):
            page = keyset.page(Job.objects.all(), order=order, cursor=cursor, limit=limit)
            if number:
                assert page.previous is not None
                back = keyset.page(Job.objects.all(), order=order, cursor=page.previous, limit=limit)
                assert [job.pk for job in back.items] == pages[number - 1]
                assert (back.previous is None) == (number == 1)
                again = keyset.page(Job.objects.all(), order=order, cursor=back.next, limit=limit)
                assert [job.pk for job in again.items] == shown
            cursor = page.next


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS)
def test_nulls_come_last_in_both_directions(order: tuple[str, ...]) -> None:
    make([(None, None, "a"), (1, 1, "a"), (2, 2, "b")])

    shown = keyset.page(Job.objects.all(), order=order).items

    first = order[0].removeprefix("-")
    values = [getattr(job, first) for job in shown]
    assert [v is None for v in values] == sorted(v is None for v in values)


@pytest.mark.django_db
def test_a_row_added_while_reading_moves_no_other() -> None:
    make([(n, None, "a") for n in range(6)])
    first = keyset.page(Job.objects.all(), order=("total", "id"), limit=3)
    make([(0, None, "new"), (9, None, "new")])

    second = keyset.page(Job.objects.all(), order=("total", "id"), cursor=first.next, limit=10)

    assert [job.total for job in second.items] == [3, 4, 5, 9]


@pytest.mark.django_db
def test_a_page_is_one_query(django_assert_num_queries: object) -> None:
    make([(n, None, "a") for n in range(6)])
    first = keyset.page(Job.objects.all(), order=("total", "id"), limit=2)

    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's context manager
        keyset.page(Job.objects.all(), order=("total", "id"), cursor=first.next, limit=2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor", ["", "x", "WzEsMl0", "bnVsbA", "WzAsWyJ0b3RhbCIsImlkIl0sWzEsImFiYyJdXQ", "é", "W" * 5000]
)
def test_a_cursor_that_is_not_ours_is_refused(cursor: str) -> None:
    if not cursor:
        assert keyset.page(Job.objects.all(), order=("total", "id"), cursor=cursor).items == []
        return
    with pytest.raises(NotFound):
        keyset.page(Job.objects.all(), order=("total", "id"), cursor=cursor)


@pytest.mark.django_db
def test_a_cursor_of_another_order_is_refused() -> None:
    make([(n, None, "a") for n in range(3)])
    cursor = keyset.page(Job.objects.all(), order=("total", "id"), limit=1).next

    with pytest.raises(NotFound):
        keyset.page(Job.objects.all(), order=("-total", "id"), cursor=cursor)
