"""A small province: a committee with an office, a board with two divisions and a department; three people who act there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.registries import Holdings
from motcua.organisations.models import Officer, Territory, Unit, User
from motcua.organisations.rules.places import Batch, Place
from motcua.organisations.services.accounts import create_account
from motcua.organisations.services.people import appoint_officer, create_person, grant_role
from motcua.organisations.services.territories import import_territories
from motcua.organisations.services.tree import together
from motcua.organisations.services.units import Facts, establish_unit

START = date(2016, 1, 1)
PASSWORD = "núi xanh mây trắng 42"


def unit(code: str, name: str = "", *, type: str = "department", on: date = START, **facts: Any) -> Unit:  # noqa: A002 - the field's word
    """A unit that exists since `on`."""
    return establish_unit(code, Facts(name=name or code, type=type, **facts), actor=SYSTEM, on=on)


def officer(username: str, at: Unit, role: str = "", *, over: Unit | None = None, below: bool = True) -> Officer:
    """Somebody with an account who works `at` a unit; with a role, for that unit or for `over`."""
    person = create_person(f"Nguyễn Văn {username.title()}", actor=SYSTEM)
    create_account(person, username, actor=SYSTEM, password=PASSWORD)
    made = appoint_officer(person, at, post="Chuyên viên", valid_from=START, actor=SYSTEM)
    if role:
        grant_role(made, role=role, unit=over or at, below=below, valid_from=START, actor=SYSTEM)
    return made


def user(username: str, at: Unit, role: str = "", *, over: Unit | None = None, below: bool = True) -> User:
    """The account of such an officer."""
    return User.objects.get(pk=officer(username, at, role, over=over, below=below).person.user_id)


def place(
    code: str, name: str, parent: str = "", *, since: date | None = START, until: date | None = None
) -> Territory:
    """A territory with one name."""
    level = {2: "province", 3: "district", 5: "commune"}[len(code)]
    row = Place(0, code, level, name, name.split(maxsplit=1)[0], parent, since, until)
    import_territories(Batch("own", (row,), (), ()), actor=SYSTEM, source="thử")
    return Territory.objects.get(code=code)


@dataclass(frozen=True)
class Province:
    """`board` stands under `committee`, its divisions under it; `department` beside it. `elsewhere` belongs to nobody here."""

    committee: Unit
    office: Unit
    department: Unit
    board: Unit
    board_office: Unit
    board_division: Unit
    elsewhere: Unit


def province() -> Province:
    with together():
        committee = unit("ubnd", "Ủy ban nhân dân tỉnh Đồng Nai", type="peoples_committee", short_name="UBND tỉnh Đồng Nai",
                         header_body="UBND tỉnh Đồng Nai", place_name="Đồng Nai")  # fmt: skip
        board = unit("ban", "Ban Quản lý các Khu công nghiệp", type="zone_board", parent=committee, position=3)
        return Province(
            committee=committee,
            office=unit("vp", "Văn phòng UBND tỉnh", type="office", parent=committee, position=1),
            department=unit("snv", "Sở Nội vụ", parent=committee, position=2, abbreviation="SNV"),
            board=board,
            board_office=unit("ban-vp", "Văn phòng", type="division", parent=board, position=1),
            board_division=unit("ban-dt", "Phòng Quản lý Đầu tư", type="division", parent=board, position=2),
            elsewhere=unit("tinh-khac", "Ủy ban nhân dân tỉnh Khác", type="peoples_committee"),
        )


def fresh(unit_: Unit) -> Unit:
    """The unit as it is stored now."""
    return Unit.objects.get(pk=unit_.pk)


class Shelf:
    """Records that a higher package would keep for units: what mergers and splits count and move."""

    def __init__(self) -> None:
        self.held: dict[int, list[str]] = {}

    def put(self, unit_: Unit, *refs: str) -> None:
        self.held.setdefault(unit_.pk, []).extend(refs)

    def of(self, unit_: Unit) -> list[str]:
        return sorted(self.held.get(unit_.pk, []))

    def _move(self, refs: Any, unit_id: int, to_unit_id: int) -> int:
        moving = [r for r in refs if r in self.held.get(unit_id, [])]
        for ref in moving:
            self.held[unit_id].remove(ref)
            self.held.setdefault(to_unit_id, []).append(ref)
        return len(moving)

    def holdings(self) -> Holdings:
        return Holdings("Hồ sơ thử", lambda unit_id: list(self.held.get(unit_id, [])), self._move)


def actor(name: str = "Người thử") -> Actor:
    return Actor(None, name)
