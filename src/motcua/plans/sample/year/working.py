"""How the units do what the plan asks: most in time with a file, some late, some returned, some slow to be accepted, one never."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import partial
from random import Random
from typing import Any

from motcua.kernel import clock
from motcua.plans.queries.work import occurrence_by_uid, open_request
from motcua.plans.rules.slots import SlotKind
from motcua.plans.sample.year import papers, people
from motcua.plans.sample.year.agenda import Agenda, Step
from motcua.plans.services import asking, assigning, results
from motcua.plans.services.results import Proof
from motcua.plans.workflow import WITH_THE_LEAD, OccurrenceState


class Fate(StrEnum):
    """What becomes of one time at which a unit owes a task."""

    IN_TIME = "in_time"
    IN_WORDS = "in_words"
    """One line instead of a file: what recurs and was done as always."""
    LATE = "late"
    RETURNED = "returned"
    SLOW_OWNER = "slow_owner"
    EXTENDED = "extended"
    EXTENDED_AFTER = "extended_after"
    LET_OFF = "let_off"
    NEVER = "never"
    MEASURED = "measured"
    """The system's data show it done at the cut-off; where they do not, the lead says so in words three days later."""
    ELSEWHERE = "elsewhere"
    """Another part of the sample does it."""


_OFTEN = (Fate.IN_TIME,) * 13 + (Fate.IN_WORDS,) * 3 + (Fate.LATE,) * 2 + (Fate.RETURNED, Fate.SLOW_OWNER)
TOLD: dict[int, Fate] = {
    2: Fate.ELSEWHERE,
    4: Fate.ELSEWHERE,
    7: Fate.EXTENDED,
    9: Fate.EXTENDED_AFTER,
    23: Fate.MEASURED,
    24: Fate.LET_OFF,
    25: Fate.RETURNED,
    32: Fate.MEASURED,
    34: Fate.LATE,
    35: Fate.NEVER,
}
"""Tasks of the board's plan with a story of their own."""


class Doing:
    """Plans the steps of each occurrence once. `told` gives fates by the place of a task in the paper; the others are drawn."""

    def __init__(self, agenda: Agenda, random: Random) -> None:
        self._agenda, self._random = agenda, random
        self._seen: set[Any] = set()

    def take_up(self, rows: Iterable[Any], told: Mapping[int, Fate] | None = None) -> None:
        """Plan what becomes of those not planned yet, in their order."""
        for one in rows:
            if one.uid in self._seen:
                continue
            self._seen.add(one.uid)
            fate = (told or {}).get(one.task.position + 1) or self._random.choice(_OFTEN)
            if one.kind == SlotKind.NOTHING_AROSE:
                self._on(clock.local(one.due_at).date() - timedelta(days=6), partial(_nothing_arose, one.uid))
            elif fate not in {Fate.NEVER, Fate.ELSEWHERE}:
                self._plan(one, fate)

    def _plan(self, one: Any, fate: Fate) -> None:
        due, uid = clock.local(one.due_at).date(), one.uid
        if fate is Fate.LET_OFF:
            self._on(due - timedelta(days=20), lambda: _ask_off(uid))
            self._on(due - timedelta(days=16), lambda: _grant(uid))
            return
        if fate is Fate.MEASURED:
            self._hand_in(uid, due + timedelta(days=3), Fate.IN_WORDS, "")
            return
        self._on(max(one.starts_on, due - timedelta(days=25)), lambda: _assign(uid))
        if fate is Fate.EXTENDED:
            self._on(due - timedelta(days=6), lambda: _extend(uid, due + timedelta(days=15)))
            self._on(due - timedelta(days=4), lambda: _grant(uid))
            ready = due + timedelta(days=12)
        elif fate is Fate.EXTENDED_AFTER:
            self._on(due + timedelta(days=3), lambda: _extend(uid, due + timedelta(days=14)))
            self._on(due + timedelta(days=5), lambda: _grant(uid))
            ready = due + timedelta(days=11)
        else:
            ready = due + timedelta(days=self._random.randint(3, 12)) if fate is Fate.LATE else self._before(one, due)
        self._hand_in(uid, ready, fate, self._random.choice(papers.FORMS))

    def _before(self, one: Any, due: date) -> date:
        """A day in good time, never after the due date and not before the work may begin."""
        day = max(one.starts_on, due - timedelta(days=self._random.randint(1, 6)))
        return day if self._agenda.working(day) <= due else due

    def _hand_in(self, uid: Any, ready: date, fate: Fate, form: str) -> None:
        form = "" if fate is Fate.IN_WORDS else form
        accept_on = self._agenda.working(ready) + timedelta(days=15 if fate is Fate.SLOW_OWNER else 2)
        if fate is Fate.RETURNED:
            self._on(ready, lambda: _hand_in(uid, form), hour=10)
            self._on(self._agenda.working(ready) + timedelta(days=1), lambda: _send_back(uid))
            self._on(self._agenda.working(ready) + timedelta(days=4), lambda: _hand_in(uid, form, again=True), hour=10)
            accept_on = self._agenda.working(ready) + timedelta(days=7)
        else:
            self._on(ready, lambda: _hand_in(uid, form), hour=10)
        self._on(accept_on, lambda: _accept(uid), hour=15)

    def _on(self, day: date, step: Step, *, hour: int = 9) -> None:
        """Never before now: what is planned late begins at once."""
        moment = datetime.combine(self._agenda.working(day), time(hour, self._random.randint(0, 59)), clock.ZONE)
        self._agenda.at_moment(max(moment, clock.local(clock.now())), step)


def _with_lead(uid: Any) -> Any | None:
    """The occurrence where its lead may still act; None when it was taken away or is done."""
    one = occurrence_by_uid(str(uid))
    return one if one.voided_at is None and one.state in WITH_THE_LEAD else None


def _assign(uid: Any) -> None:
    one = _with_lead(uid)
    if one is None:
        return
    officer = people.specialist(one.unit)
    if officer is not None:
        note = "Đồng chí chủ trì, báo cáo trước hạn."
        assigning.assign(one, officer, role="lead", actor=people.head(one.unit), note=note)
    else:
        results.start(one, actor=people.head(one.unit))


def _hand_in(uid: Any, form: str, *, again: bool = False) -> None:
    """The specialist prepares, the head hands in; a head without specialists hands in at once."""
    one = _with_lead(uid)
    if one is None:
        return
    head, officer = people.head(one.unit), people.specialist(one.unit)
    maker = people.of(officer) if officer is not None else head
    said = f"{one.task.deliverable or 'Kết quả thực hiện'}{' (đã bổ sung)' if again else ''}"
    words = f"{said}: {one.task.task} {people.named(one.unit)}, ngày {clock.today():%d/%m/%Y}."
    proof = Proof("statement", text=words)
    if form:
        proof = Proof("file", title=said, file=papers.result(form, said, words, actor=maker))
    if officer is None:
        results.hand_in(one, actor=head, proofs=[proof])
        return
    version = results.prepare(one, actor=maker, proofs=[proof], note="Kính trình trưởng phòng.")
    results.hand_in(one, actor=head, prepared=version)


def _accept(uid: Any) -> None:
    one = occurrence_by_uid(str(uid))
    if one.voided_at is None and one.state == OccurrenceState.HANDED_IN:
        results.accept(one, actor=people.account(people.OFFICE))


def _send_back(uid: Any) -> None:
    one = occurrence_by_uid(str(uid))
    results.send_back(one, actor=people.account(people.OFFICE), note="Bổ sung số liệu của từng khu công nghiệp.")


def _nothing_arose(uid: Any) -> None:
    one = _with_lead(uid)
    if one is not None:
        results.confirm_nothing_arose(one, actor=people.head(one.unit), note="Trong năm không phát sinh.")


def _extend(uid: Any, until: date) -> None:
    one = _with_lead(uid)
    if one is not None:
        reason = "Chờ ý kiến của cơ quan phối hợp về thành phần hồ sơ."
        asking.ask_extension(one, actor=people.head(one.unit), until=until, reason=reason)


def _ask_off(uid: Any) -> None:
    one = _with_lead(uid)
    if one is not None:
        reason = "Nền tảng dùng chung của tỉnh đã có chức năng này, làm riêng là trùng."
        asking.ask_to_be_let_off(one, actor=people.head(one.unit), reason=reason)


def _grant(uid: Any) -> None:
    request = open_request(occurrence_by_uid(str(uid)), missing_ok=True)
    if request is not None:
        asking.grant_request(request, actor=people.account(people.OFFICE), note="Đồng ý.")
