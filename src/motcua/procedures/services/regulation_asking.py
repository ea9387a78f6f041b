"""Units that are asked about a draft regulation: by when they answer, what they say, and what they said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from motcua.kernel import clock, events, workdays, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, Stale
from motcua.kernel.text import nfc
from motcua.messages.services.sending import notify
from motcua.organisations.queries.calendars import calendar_for
from motcua.organisations.queries.units import names_on
from motcua.procedures.events import EventKind
from motcua.procedures.models import CommentStand, DraftRegulation, EarlierComment, RegulationComment
from motcua.procedures.queries.concerned import concerned
from motcua.procedures.queries.regulations import WRITABLE, ref_of
from motcua.procedures.workflow import REGULATION

if TYPE_CHECKING:
    from motcua.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """How many units were asked anew, how many have another term than before, how many had answered and are left alone."""

    fresh: int
    moved: int
    answered: int
    due: date


def ask_units(found: DraftRegulation, units: Sequence[Unit], *, days: int, actor: Actor) -> Asked:
    """Lấy ý kiến units, answered within so many working days of the owner's calendar; they are told. A unit that was asked before and has
    not answered has the new term from now on. Raises Invalid (also for a term after the opinion's own, while that has not passed),
    TransitionRefused.
    """
    errors = []
    if not units:
        errors.append(FieldError("units", N_("Ghi ít nhất một đơn vị.")))
    if not 1 <= days <= 250:
        errors.append(FieldError("days", N_("Số ngày làm việc từ 1 đến 250.")))
    if errors:
        raise Invalid("Chưa gửi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    now = clock.now()
    due = _due(found, days)
    if found.opinion_due is not None and clock.today() <= found.opinion_due < due:
        words = N_("Đơn vị trả lời đến {day} là sau hạn cho ý kiến {end}. Ghi ít ngày hơn, hoặc sửa hạn cho ý kiến.")
        told = FieldError("days", words, {"day": f"{due:%d/%m/%Y}", "end": f"{found.opinion_due:%d/%m/%Y}"})
        raise Invalid("Chưa gửi được. Hãy sửa các ô được đánh dấu.", errors=(told,))
    with transaction.atomic():
        workflow.move(found, REGULATION, "ask")
        there = {one.unit_id: one for one in found.comments.all()}
        asked = list(dict.fromkeys(units))
        fresh = [unit for unit in asked if unit.pk not in there]
        silent = [unit for unit in asked if unit.pk in there and there[unit.pk].given_at is None]
        moved = [unit for unit in silent if there[unit.pk].due_on != due]
        RegulationComment.objects.bulk_create(
            [RegulationComment(regulation=found, unit=unit, asked_at=now, due_on=due) for unit in fresh]
        )
        found.comments.filter(unit__in=moved, given_at__isnull=True).update(asked_at=now, due_on=due)
        DraftRegulation.objects.filter(pk=found.pk).update(
            comments_due=found.comments.aggregate(last=Max("due_on"))["last"]
        )
        found.refresh_from_db(fields=["comments_due"])
        for unit in (*fresh, *moved):
            notify(
                "procedures.regulation_asked",
                to=concerned(unit.pk, clock.today(), "regulations.comment"),
                subject=ref_of(found),
                context={"title": found.title[:300], "day": due},
                dedupe=f"{unit.pk}:{due}",
            )
        payload: dict[str, events.Plain] = {"units": [unit.code for unit in (*fresh, *moved)], "day": due}
        events.append(ref_of(found), EventKind.REGULATION_ASKED, actor=actor, payload=payload)
    return Asked(len(fresh), len(moved), len(asked) - len(fresh) - len(silent), due)


def comment(
    asked: RegulationComment,
    *,
    stand: str,
    text: str,
    actor: Actor,
    by_letter: str = "",
    stranger: bool = False,
    version: int | None = None,
) -> RegulationComment:
    """Cho ý kiến for a unit; until the opinion is issued it may be given anew, in sight of the last answer (`version`), which stays
    readable. `stranger`: who writes is not of the unit, so the unit's own letter is named. Raises Invalid, Refused, Stale.
    """
    text, by_letter = nfc(text).strip(), " ".join(nfc(by_letter).split())
    errors = []
    if stand not in CommentStand.values:
        errors.append(FieldError("stand", N_("Chọn ý kiến.")))
    if not text and stand != CommentStand.AGREES:
        errors.append(FieldError("text", N_("Ghi nội dung ý kiến.")))
    if stranger and not by_letter:
        told = N_("Bạn không thuộc đơn vị này: ghi số, ngày văn bản trả lời của đơn vị.")
        errors.append(FieldError("by_letter", told))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    expected = asked.version if version is None else version
    with transaction.atomic():
        found = asked.regulation
        found.refresh_from_db(fields=["state", "version"])
        if found.state not in WRITABLE:
            raise Refused("Đã có văn bản ý kiến, hoặc dự thảo không còn theo dõi.", code="not_open")
        rows = RegulationComment.objects.filter(pk=asked.pk, version=expected)
        if rows.update(version=expected + 1) != 1:  # also holds the row until the end
            raise _late(asked)
        asked.refresh_from_db()
        if asked.given_at is not None:
            names = ("stand", "text", "given_at", "given_by", "by_letter")
            EarlierComment.objects.create(comment=asked, **{name: getattr(asked, name) for name in names})
        RegulationComment.objects.filter(pk=asked.pk).update(
            stand=stand, text=text, given_at=clock.now(), given_by=actor.name[:200], by_letter=by_letter[:200]
        )
        asked.refresh_from_db()
        unit = names_on([asked.unit_id], clock.today()).get(asked.unit_id, "")
        payload: dict[str, events.Plain] = {"unit": unit, "stand": stand}
        events.append(ref_of(found), EventKind.REGULATION_COMMENTED, actor=actor, payload=payload)
    return asked


def _late(asked: RegulationComment) -> Stale:
    asked.refresh_from_db()
    at = f"{clock.local(asked.given_at):%H:%M %d/%m/%Y}" if asked.given_at is not None else ""
    return Stale(
        "{who} đã ghi ý kiến của đơn vị lúc {at}: “{stand}”. Hãy mở lại trang, xem ý kiến đó rồi ghi ý kiến mới nếu cần.",
        who=asked.given_by,
        at=at,
        stand=str(asked.get_stand_display()),
    )


def _due(found: DraftRegulation, days: int) -> date:
    limit = workdays.Limit(days, workdays.Unit.WORKING_DAY)
    calendar = calendar_for(found.owner_id, clock.today())
    return clock.local(workdays.due(clock.now(), limit, calendar=calendar).due).date()
