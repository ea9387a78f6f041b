"""Contents of many kilobytes go to the database as plain values."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.procedures import content, procedure

from motcua.procedures.content import as_json
from motcua.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db


def test_many_versions_are_written_without_escaping_their_quotation_marks_in_arrays() -> None:
    held = procedure("1.100001", content("Một"))
    said = as_json(content('Cấp "giấy phép" \\ mẫu'))
    rows = [
        ProcedureVersion(
            procedure=held,
            number=n,
            valid_from=date(2026, 1, 1),
            content=said,
            created_at=held.versions.get(number=1).created_at,
        )
        for n in (2, 3)
    ]
    with CaptureQueriesContext(connection) as queries:
        ProcedureVersion.objects.bulk_create(rows)
    assert "UNNEST" not in queries[-1]["sql"]
    assert list(held.versions.filter(number__gt=1).values_list("content", flat=True)) == [said, said]
