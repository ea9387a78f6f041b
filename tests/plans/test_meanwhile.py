"""Who was late is told by whom and when; what one saved oneself in another window is told as one's own."""

from __future__ import annotations

from copy import copy

import pytest
from tests.factories.procedures import Office, build_office

from motcua.kernel.errors import Stale
from motcua.organisations.models import Person
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.people import rename_person
from motcua.organisations.services.units import rename_unit
from motcua.plans.services.initiatives import change_initiative, write_initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Office:
    return build_office()


@pytest.mark.parametrize("what", ["person", "initiative"])
def test_one_is_told_of_ones_own_change_and_another_of_whose_it_was(office: Office, what: str) -> None:
    first, second = actor_of(office.office), actor_of(office.editor)
    if what == "person":
        record: object = Person.objects.first()
        late = [copy(record), copy(record)]
        rename_person(record, "Trần Thị Mới", actor=first)  # type: ignore[arg-type]
        tries = [lambda actor, n=n: rename_person(late[n], "Khác", actor=actor) for n in (0, 1)]  # type: ignore[arg-type]
    else:
        made = write_initiative(owner=office.province, kind="model", title="Phòng chờ", summary="Ghế", actor=first)
        late = [copy(made), copy(made)]
        change_initiative(made, kind="model", title="Phòng chờ mới", summary="Ghế", actor=first)
        tries = [
            lambda actor, n=n: change_initiative(late[n], kind="model", title="Khác", summary="Ghế", actor=actor)  # type: ignore[arg-type]
            for n in (0, 1)
        ]

    with pytest.raises(Stale, match="Bạn đã sửa nội dung này ở cửa sổ khác"):
        tries[0](first)
    with pytest.raises(Stale, match=first.name):
        tries[1](second)


def test_a_unit_changed_in_another_window_names_who_changed_it(office: Office) -> None:
    late = copy(office.province)
    on = office.province.versions.get().valid_from.replace(year=2021)
    rename_unit(office.province, "Ủy ban nhân dân tỉnh Mới", actor=actor_of(office.office), on=on)

    with pytest.raises(Stale, match=actor_of(office.office).name):
        rename_unit(late, "Tên khác", actor=actor_of(office.editor), on=on.replace(year=2022))
