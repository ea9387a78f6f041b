"""The sample accounts that try out the whole way of a dossier: they help out in the other divisions of the board and in one ward."""

from __future__ import annotations

from datetime import date

from motcua.kernel import clock
from motcua.kernel.actors import SAMPLE
from motcua.organisations.permissions import Role
from motcua.organisations.queries.people import grants_of, officer_named
from motcua.organisations.queries.units import unit_named
from motcua.organisations.services.people import grant_role
from motcua.procedures.queries.assignments import communes_on

SINCE = date(2025, 7, 1)
BOARD, CENTRE = "bql-kcn", "tt-phuc-vu-hcc"


def give_rights() -> None:
    """Specialist and head in all divisions of the board; all five in the first ward; the counter takes in what comes from communes."""
    board = unit_named(BOARD)
    ward = communes_on(clock.today())[0]
    for name, role, units in (
        ("chuyenvien", Role.SPECIALIST, (board, ward)),
        ("truongphong", Role.HEAD, (board, ward)),
        ("motcua", Role.COUNTER, (ward,)),
    ):
        officer = officer_named(name)
        held = {(grant.unit_id, grant.role) for grant in grants_of(officer)}
        for unit in units:
            if (unit.pk, role.value) not in held:
                grant_role(officer, role=role, unit=unit, below=True, valid_from=SINCE, actor=SAMPLE)
