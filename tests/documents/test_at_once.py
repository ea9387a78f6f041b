"""Many at once: equal content is stored once, numbers leave no gap and no double."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories.documents import (
    build_world,
    in_threads,
    scan,
    series,
    signed,
)

from motcua.documents.models import Blob, IssuedNumber, NumberSeries, StoredFile
from motcua.documents.services.files import store_upload
from motcua.documents.services.numbers import (
    take_number,
)
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("storage")]
PLAIN = "Văn bản ngắn.".encode()


def test_the_same_content_uploaded_at_once_is_stored_once(storage: Path) -> None:
    results = in_threads(lambda i: store_upload(PLAIN, name=f"{i}.txt", actor=SYSTEM).pk, 6)

    assert not [r for r in results if isinstance(r, Exception)]
    assert (Blob.objects.count(), StoredFile.objects.count()) == (1, 6)
    assert [p.read_bytes() for p in storage.rglob("*") if p.is_file()] == [PLAIN]


def test_many_clerks_at_once_leave_no_gap_and_no_double() -> None:
    book = series(build_world().board)
    papers = [scan(f"bản {i}") for i in range(12)]

    results = in_threads(
        lambda i: (
            take_number(NumberSeries.objects.get(pk=book.pk), actor=SYSTEM, document=signed(scan=papers[i])).number
        ),
        12,
    )

    assert sorted(results, key=str) == sorted(range(1, 13), key=str)
    assert NumberSeries.objects.get().last == 12


def test_one_paper_submitted_many_times_at_once_gets_one_number_and_leaves_no_gap() -> None:
    book = series(build_world().board)
    paper = scan()

    results = in_threads(
        lambda _: take_number(NumberSeries.objects.get(pk=book.pk), actor=SYSTEM, document=signed(scan=paper)).number, 6
    )

    assert IssuedNumber.objects.count() == 1
    assert NumberSeries.objects.get().last == 1
    assert all(r == 1 or isinstance(r, Refused) for r in results)
