"""Who opens the closing table of a plan, its workbook and the records behind a year: one table."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.factories.plans import World, signed_in

from motcua.plans.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage", "standing_plan")]
TABLE = """
                                    office specialist clerk leader stranger auditor nobody
/desk/ke-hoach/{plan}/tong-ket/     200    200        200   200    404      200     302
/desk/ke-hoach/{plan}/tong-ket/tai  200    200        200   200    404      200     302
/desk/ke-hoach/so-lieu-goc/2026/tai 200    200        200   200    200      200     302
/desk/ke-hoach/so-lieu-goc/1900/tai 404    404        404   404    404      404     302
"""
"""The stranger gets the records of a year too: an empty book, since no row of it is theirs to read."""
HEAD, *ROWS = TABLE.strip("\n").splitlines()


def asked(world: World, role: str, address: str) -> Any:
    return signed_in(getattr(world, role, None)).get(address)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split()[0])
@pytest.mark.parametrize("role", HEAD.split())
def test_each_role_gets_what_the_table_says(world: World, plan: Plan, role: str, row: str) -> None:
    address, *statuses = row.split()

    answer = asked(world, role, address.format(plan=plan.uid))

    assert str(answer.status_code) == statuses[HEAD.split().index(role)]
    if answer.status_code == 302:
        assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(("role", "sees"), [("office", True), ("auditor", True), ("stranger", False)])
def test_the_records_of_a_year_hold_only_what_the_reader_may_open(
    world: World, plan: Plan, role: str, sees: bool
) -> None:
    book = load_workbook(BytesIO(asked(world, role, "/desk/ke-hoach/so-lieu-goc/2026/tai").content))
    cells = {str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None}

    assert any("Rà soát quy trình nội bộ" in cell or str(plan.uid) in cell for cell in cells) is sees
