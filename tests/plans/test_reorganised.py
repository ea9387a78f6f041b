"""When units are merged, split or dissolved: open work and urging go to the successor, what was keeps its name, undoing brings all back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories import documents as office
from tests.factories.plans import World

from motcua.documents.services.approvables import Issue
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import Refused
from motcua.organisations.models import Unit
from motcua.organisations.permissions import actor_of
from motcua.organisations.services import reorganisation
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.units import Facts, establish_unit
from motcua.plans.models import Difficulty, Occurrence, Plan, TaskUnit, UrgedWork, UrgingLetter
from motcua.plans.permissions import may_read_letter, readable_letters
from motcua.plans.queries import urging as queries
from motcua.plans.services import urging
from motcua.plans.services.difficulties import raise_difficulty
from motcua.plans.services.results import Proof, accept, hand_in
from motcua.plans.services.work import Work, open_work, register_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
SOMEBODY = Actor(None, "Ai đó")


@pytest.fixture
def heirs(world: World) -> tuple[Unit, Unit]:
    """Two new divisions beside the one that will end, each with a head."""
    on = office.START
    made = [
        establish_unit(code, Facts(name, "division", parent=world.board), actor=SYSTEM, on=on)
        for code, name in (("bql-dt1", "Phòng Đầu tư 1"), ("bql-dt2", "Phòng Đầu tư 2"))
    ]
    for n, unit in enumerate(made):
        create_officer(f"Trưởng Phòng {n}", unit=unit, role="head", actor=SYSTEM, on=on, password=office.PASSWORD)
    return made[0], made[1]


def head(unit: Unit) -> Any:
    return unit.officers.select_related("person__user").get().person.user


@pytest.fixture
def late(world: World) -> list[Occurrence]:
    """Two late tasks of the division from an instruction of last month."""
    with clock.frozen(clock.now() - timedelta(days=30)):
        source = register_source(
            kind="instruction",
            owner=world.board,
            title="Chỉ đạo tháng trước",
            issued_on=clock.today(),
            actor=SOMEBODY,
            works=[Work(f"Việc {n}", (world.division,), clock.today() + timedelta(days=5)) for n in range(2)],
        )
    rows = Occurrence.objects.filter(task__work_source=source).select_related("task__owner", "unit")
    return list(rows.order_by("task__position"))


@pytest.fixture
def sent(world: World, late: list[Occurrence]) -> UrgingLetter:
    """A letter about both, sent; the first was answered."""
    letter = urging.draft_letter(
        owner=world.board, occurrences=late, answer_by=clock.today() + timedelta(days=5), actor=actor_of(world.office)
    )
    UrgingLetter.objects.filter(pk=letter.pk).update(state="in_approval")
    file = urging._paper(letter, SOMEBODY)
    issue = Issue(number="15/KCNĐN-VP", issued_on=clock.today(), signer="Đỗ Lãnh Đạo", capacity="", file=file)
    urging.APPROVABLE.issued(str(letter.uid), issue)
    urging.answer_urging(late[0], answer="promise", promised_on=clock.today() + timedelta(days=3), actor=SOMEBODY)
    return UrgingLetter.objects.get(pk=letter.pk)


def fresh(one: Occurrence) -> Occurrence:
    return Occurrence.objects.select_related("task__owner", "unit").get(pk=one.pk)


def state() -> tuple[object, ...]:
    return (
        sorted(Occurrence.objects.values_list("pk", "unit")),
        sorted(TaskUnit.objects.values_list("task", "unit", "role")),
        sorted(UrgedWork.objects.values_list("pk", "unit", "answer")),
        sorted(UrgingLetter.objects.values_list("pk", "owner")),
        sorted(Difficulty.objects.values_list("pk", "unit")),
    )


def divided(world: World, heirs: tuple[Unit, Unit]) -> reorganisation.Reorganisation:
    """All that the division holds goes to the first heir."""
    moves = {ref: heirs[0] for held in reorganisation.held_by(world.division) for ref in held.refs}
    return reorganisation.split(world.division, heirs, on=clock.today(), moves=moves)


def test_a_split_moves_open_work_and_urging_as_its_report_said_and_comes_back(
    world: World, late: list[Occurrence], sent: UrgingLetter, heirs: tuple[Unit, Unit]
) -> None:
    raise_difficulty(late[1].task, unit=world.division, occurrence=late[1], text="Thiếu người", actor=SOMEBODY)
    before = state()
    owed = Occurrence.objects.filter(unit=world.division).count()
    plan = divided(world, heirs)

    told = {str(label): count for label, _old, _new, count in reorganisation.preview(plan).moved}
    event = reorganisation.carry_out(plan, actor=SYSTEM)

    assert told["Việc đang thực hiện, kèm đôn đốc chưa trả lời"] == owed
    assert not Occurrence.objects.filter(unit=world.division).exists()
    answered, waiting = UrgedWork.objects.order_by("pk")
    assert (answered.unit, waiting.unit) == (world.division, heirs[0])  # who answered keeps their name
    assert Difficulty.objects.get().unit == heirs[0]
    mine, other = head(heirs[0]), head(heirs[1])
    assert may_read_letter(mine, sent) and not may_read_letter(other, sent)
    assert [set(readable_letters(UrgingLetter.objects.all(), user)) for user in (mine, other)] == [{sent}, set()]
    assert len(queries.lines_seen(mine, sent)) == 2
    line = urging.answer_urging(fresh(late[1]), answer="difficulty", text="Vừa nhận việc", actor=actor_of(mine))
    assert (line.unit, Difficulty.objects.latest("pk").unit) == (heirs[0], heirs[0])

    Difficulty.objects.latest("pk").delete()
    UrgedWork.objects.filter(pk=waiting.pk).update(answer="", text="", answered_at=None)
    reorganisation.reverse(event, actor=SYSTEM, reason="Ghi nhầm")
    assert state() == before


def test_a_merger_moves_nothing_and_the_successor_answers_under_the_old_name_of_the_line(
    world: World, late: list[Occurrence], sent: UrgingLetter, heirs: tuple[Unit, Unit]
) -> None:
    before = state()
    plan = reorganisation.merge([world.division, heirs[0]], heirs[0], on=clock.today())
    reorganisation.carry_out(plan, actor=SYSTEM)

    assert state() == before
    mine = head(heirs[0])
    assert may_read_letter(mine, sent)
    assert [unit.name for unit in queries.units_of(sent)] == ["Phòng Đầu tư"]


def test_work_that_the_other_unit_owes_already_is_not_moved(world: World, heirs: tuple[Unit, Unit]) -> None:
    register_source(
        kind="instruction",
        owner=world.board,
        title="Chỉ đạo cho các phòng",
        issued_on=clock.today(),
        actor=SOMEBODY,
        works=[Work("Báo cáo nhân sự", (world.division, heirs[0]), date(2026, 12, 15))],
    )

    with pytest.raises(Refused, match="đã có cùng việc này"):
        reorganisation.carry_out(divided(world, heirs), actor=SYSTEM)


def test_what_the_former_unit_did_is_not_owed_again_after_the_split(
    world: World, plan: Plan, heirs: tuple[Unit, Unit]
) -> None:
    rows = Occurrence.objects.filter(task__plan=plan, unit=world.division).select_related("task__owner", "unit")
    one = rows.order_by("pk")[0]
    hand_in(one, actor=SOMEBODY, proofs=[Proof("statement", text="Xong")])
    accept(fresh(one), actor=Actor(None, "Người khác"))
    TaskUnit.objects.filter(task=one.task, unit=world.division, role="lead").update(unit=heirs[0])

    open_work(plan, actor=SYSTEM)

    assert list(Occurrence.objects.filter(task=one.task, voided_at__isnull=True)) == [one]


def test_a_letter_that_was_not_sent_goes_with_its_body(
    world: World, late: list[Occurrence], heirs: tuple[Unit, Unit]
) -> None:
    letter = urging.draft_letter(
        owner=world.board, occurrences=late, answer_by=clock.today() + timedelta(days=5), actor=actor_of(world.office)
    )
    refs = queries.refs_of_unit(world.board.pk)
    assert refs == [str(queries.letter_ref(letter))]
    plan = reorganisation.transfer(world.board, world.elsewhere, on=clock.today(), moves=refs)

    event = reorganisation.carry_out(plan, actor=SYSTEM)
    assert UrgingLetter.objects.get().owner == world.elsewhere
    reorganisation.reverse(event, actor=SYSTEM, reason="Ghi nhầm")
    assert UrgingLetter.objects.get().owner == world.board
