"""Letters that urge: the units are told when one is sent, its drafter when a unit answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.plans import events as kinds
from motcua.plans.queries import recipients
from motcua.plans.queries.urging import drafter_of, letter_by_uid, units_of
from motcua.plans.services.notices import say

if TYPE_CHECKING:
    from motcua.kernel.models import Event


def letter_sent(event: Event) -> None:
    """To the head and the focal officer of each unit that it names."""
    letter = letter_by_uid(Ref.parse(event.subject).uid)
    today = clock.today()
    for unit in units_of(letter):
        to = recipients.of_unit(unit.unit, today, "urging.answer")
        context = {"number": letter.number, "day": letter.answer_by, "count": len(unit.lines), "unit": unit.name}
        say("urged", to, Ref.parse(event.subject), dedupe=f"{event.uid}:{unit.uid}", **context)


def letter_answered(event: Event) -> None:
    """To who drafted the letter."""
    letter = letter_by_uid(Ref.parse(event.subject).uid)
    line = letter.lines.filter(unit__code=event.payload["unit"]).first()
    if line is None:
        return
    today = clock.today()
    unit = recipients.name_of(line.unit_id, today)
    note = str(event.payload.get("note", ""))
    to = drafter_of(letter, today)
    say(
        "urging_answered",
        to,
        Ref.parse(event.subject),
        dedupe=str(event.uid),
        number=letter.number,
        unit=unit,
        note=note,
    )


HANDLERS: dict[str, Callable[[Any], None]] = {
    kinds.LETTER_SENT: letter_sent,
    kinds.LETTER_ANSWERED: letter_answered,
}
