"""The story of an approval as the page tells it: the route as a stepper, with who, when and what note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.documents.queries.approvals import Round, Told
from motcua.documents.workflow import ApprovalState, StepState
from motcua.ui.badges import Badge, Tone
from motcua.ui.formats import short_date

STATES = {
    ApprovalState.ON_ROUTE.value: Badge(_("Đang trình"), Tone.ACTIVE),
    ApprovalState.RETURNED.value: Badge(_("Bị trả lại"), Tone.RISK),
    ApprovalState.SIGNED.value: Badge(_("Đã ký, chờ số"), Tone.ACTIVE),
    ApprovalState.ISSUED.value: Badge(_("Đã ban hành"), Tone.DONE),
    ApprovalState.WITHDRAWN.value: Badge(_("Đã rút"), Tone.PLAIN),
}
_VERBS = {
    "approve": (_("Đồng ý"), "done"),
    "send_back": (_("Trả lại"), "risk"),
    "redirect": (_("Chuyển"), ""),
    "sign": (_("Đã ký"), "done"),
    "issue": (_("Đã xong"), "done"),
}
_STANDS = {
    StepState.WAITING.value: _("Chưa đến"),
    StepState.OPEN.value: _("Đang chờ xử lý"),
    StepState.SKIPPED.value: _("Bỏ qua: không có người giữ vai trò này"),
    StepState.DROPPED.value: _("Không thực hiện"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the stepper: see the component `timeline`."""

    title: str
    moment: datetime | None = None
    actor: str = ""
    text: str = ""
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A round: its number, the version, the stepper, and whether it is the present one."""

    number: int
    version: Any
    entries: list[Entry]
    before: int | None


def shown(rounds: Sequence[Round]) -> list[ShownRound]:
    return [
        ShownRound(
            r.version.round, r.version, [_submitted(r), *_entries(r)], r.version.round - 1 if r.version.round > 1 else None
        )
        for r in rounds
    ]  # fmt: skip


def _submitted(told: Round) -> Entry:
    version = told.version
    title = gettext("Trình") if version.round == 1 else gettext("Trình lại lần {round}").format(round=version.round)
    return Entry(title, version.submitted_at, version.submitted_by.person.name, version.opinion, "done")


def _entries(told: Round) -> Iterator[Entry]:
    for step in told.steps:
        yield from _decided(step)
        if step.step.state in _STANDS:
            yield _standing(step)


def _decided(told: Told) -> Iterator[Entry]:
    for decision in told.decisions:
        word, tone = _VERBS[decision.verb]
        title = f"{told.step.label}: {word}"
        if decision.to is not None:
            title += f" → {decision.to.person.name}"
        if decision.verb == "sign" and told.signature is not None:
            title = f"{told.step.label}: {signed_by(told.signature)}"
        actor = f"{decision.name}, {decision.post}" if decision.post else decision.name
        if decision.verb == "sign":
            actor = gettext("{name} ghi nhận").format(name=actor)
        if decision.instead_of is not None:
            actor += " " + gettext("(xử lý thay {name})").format(name=decision.instead_of.person.name)
        yield Entry(title, decision.at, actor, decision.note, tone)


def signed_by(signature: Any) -> str:
    """`KT. Ngô Thị Thu Hà, Phó Trưởng ban, ký ngày 20/11/2026`."""
    capacity = f"{signature.capacity}. " if signature.capacity else ""
    who = ", ".join(filter(None, (capacity + signature.signer_name, signature.signer_post)))
    return gettext("{who}, ký ngày {day}").format(who=who, day=short_date(signature.signed_on))


def _standing(told: Told) -> Entry:
    step = told.step
    title = f"{step.label}: {_STANDS[step.state]}"
    tone = "" if step.state == StepState.OPEN else "ahead"
    if step.state != StepState.OPEN:
        return Entry(title, tone=tone)
    people = ", ".join(h.officer.person.name for h in told.holders if h.until is None)
    waiting = people or gettext("Chưa có ai giữ vai trò này; văn phòng có thể chuyển cho người khác.")
    return Entry(title, step.opened_at, waiting, tone="" if people else "risk")
