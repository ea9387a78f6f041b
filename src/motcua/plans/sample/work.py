"""What the units of the sample province have done of their plans until today: most in time, some late, some not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from motcua.kernel import clock, events
from motcua.kernel.actors import SAMPLE, Actor
from motcua.kernel.refs import Ref
from motcua.organisations.queries.people import officers_granted
from motcua.organisations.queries.posts import head_of
from motcua.plans.queries.work import of_sample_plans
from motcua.plans.rules.slots import SlotKind
from motcua.plans.services import difficulties, results
from motcua.plans.services.results import Proof
from motcua.plans.services.work import Work, register_source

LATE, FORGOTTEN, WAITING = {4, 9}, {6}, {7}
"""Of every ten that are due: handed in late, not handed in, handed in and not yet looked at."""
MOST = 90


def load_work() -> None:
    """Run the due part of the sample plans through the services, each step at its own moment. Nobody is told of the past."""
    now = clock.now()
    due = of_sample_plans().filter(due_at__lt=now)
    actors: dict[int, Actor] = {}
    with events.untold():
        for n, one in enumerate(due[:MOST]):
            if one.unit_id not in actors:
                actors[one.unit_id or 0] = _actor(one.unit)
            _work(one, n % 10, actors[one.unit_id or 0])
        _given()
        _difficulty()


def _work(one: Any, kind: int, actor: Actor) -> None:
    if kind in FORGOTTEN:
        return
    moment = one.due_at + timedelta(days=3) if kind in LATE else one.due_at - timedelta(days=2)
    with clock.frozen(min(moment, clock.now() - timedelta(hours=1))):
        if one.kind == SlotKind.NOTHING_AROSE:
            results.confirm_nothing_arose(one, actor=actor, note="Dữ liệu mẫu")
            return
        said = f"{one.task.deliverable or 'Kết quả thực hiện'}: đã hoàn thành (dữ liệu mẫu)."
        results.hand_in(one, actor=actor, proofs=[Proof("statement", text=said)])
    if kind not in WAITING:
        with clock.frozen(min(moment + timedelta(days=2), clock.now())):
            results.accept(one, actor=SAMPLE, note="")


def _given() -> None:
    """A meeting's conclusion that became two tasks."""
    found = of_sample_plans().first()
    if found is None or found.unit is None:
        return
    today = clock.today()
    register_source(
        kind="conclusion",
        owner=found.task.owner,
        title="Kết luận họp giao ban doanh nghiệp 6 tháng (văn bản mẫu)",
        number="15/TB-KCNĐN",
        issuer_name="Ban Quản lý các khu công nghiệp",
        issued_on=today - timedelta(days=10),
        actor=SAMPLE,
        is_sample=True,
        works=[
            Work(text, (found.unit,), today + timedelta(days=days), deliverable=deliverable)
            for text, days, deliverable in (
                ("Rà soát quy trình cấp phép xây dựng trong khu công nghiệp", 5, "Báo cáo rà soát"),
                ("Tổng hợp kiến nghị của doanh nghiệp gửi các sở", 20, "Văn bản kiến nghị"),
            )
        ],
    )


def _difficulty() -> None:
    """A difficulty that waits for its instruction."""
    one = of_sample_plans().filter(due_at__gt=clock.now()).first()
    if one is not None:
        difficulties.raise_difficulty(
            one.task,
            unit=one.unit,
            occurrence=one,
            text="Phần mềm chưa cho lọc hồ sơ theo từng khu công nghiệp nên số liệu phải đếm tay (tình huống mẫu).",
            proposal="Đề nghị làm việc với đơn vị cung cấp phần mềm.",
            actor=_actor(one.unit),
        )


def _actor(unit: Any) -> Actor:
    """Who hands in for a unit: its head, else whoever may."""
    today = clock.today()
    officer = head_of(unit, today) or next(iter(officers_granted("occurrences.hand_in", unit, today)), None)
    if officer is None:
        return Actor(None, "Cán bộ mẫu", "", unit.code)
    return Actor(Ref.to("officer", officer.uid), officer.person.name, officer.post, unit.code)
