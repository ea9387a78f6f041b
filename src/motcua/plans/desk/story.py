"""A task's whole story in one dated list: results, assignments, requests, talk, difficulties, reminders, amendments, letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.plans.desk import words
from motcua.plans.desk.work_shown import names_of
from motcua.plans.queries.story import Story, story_of_task
from motcua.ui import formats
from motcua.ui.badges import Tone
from motcua.ui.language import spoken

FIRST = 20
"""Entries before the reader asks for all."""
KINDS = {
    "ket-qua": _("Kết quả"),
    "phan-cong": _("Phân công"),
    "de-nghi": _("Đề nghị, phối hợp"),
    "trao-doi": _("Trao đổi"),
    "kho-khan": _("Khó khăn, vướng mắc"),
    "nhac": _("Nhắc việc"),
    "don-doc": _("Đôn đốc"),
    "dieu-chinh": _("Điều chỉnh"),
}
DECISIONS = {"accepted": (_("Công nhận hoàn thành"), Tone.DONE), "returned": (_("Trả lại kết quả"), Tone.LATE)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the story, as the component `timeline` draws it. `unit` is the key of the unit whose work it is."""

    kind: str
    moment: datetime
    title: str
    actor: str = ""
    text: str = ""
    url: str = ""
    tone: str = ""
    unit: int | None = None


def content(request: HttpRequest, task: Any) -> dict[str, Any]:
    """`?muc=` a key of `KINDS`, `?cua=` uid of a unit, `?het=1` all entries. Constant queries."""
    kept = story_of_task(task, request.user)
    places = _Places(kept)
    entries = sorted(_entries(kept, places), key=lambda e: e.moment, reverse=True)
    asked = {"muc": request.GET.get("muc", ""), "cua": request.GET.get("cua", "")}
    unit = places.unit_keys.get(asked["cua"])
    of_unit = [e for e in entries if unit is None or e.unit == unit]
    shown = [e for e in of_unit if asked["muc"] not in KINDS or e.kind == asked["muc"]]
    whole = "het" in request.GET
    address = reverse("plans:task", args=[task.uid])

    def to(**changes: str) -> str:
        query = {k: v for k, v in (asked | changes).items() if v}
        return f"{address}?{urlencode(query)}#dien-bien" if query else f"{address}#dien-bien"

    return {
        "entries": shown if whole else shown[:FIRST],
        "story_count": len(shown),
        "story_all_url": "" if whole or len(shown) <= FIRST else to(het="1"),
        "story_kinds": [
            (label, n, to(muc="" if key == asked["muc"] else key), key == asked["muc"])
            for key, label in KINDS.items()
            if (n := sum(1 for e in of_unit if e.kind == key)) or key == asked["muc"]
        ],
        "story_units": [(uid, places.names[pk]) for uid, pk in places.unit_keys.items() if pk in places.names]
        if len(places.unit_keys) > 1
        else [],
        "story_asked": asked,
    }


class _Places:
    """Where an entry belongs: which time, which unit, which page."""

    def __init__(self, kept: Story) -> None:
        self.by_pk = {o.pk: o for o in kept.occurrences}
        self.by_ref = {f"occurrence:{o.uid}": o for o in kept.occurrences}
        wanted = {o.unit_id for o in kept.occurrences if o.unit_id}
        wanted |= {i.unit_id for i in kept.inputs} | {d.unit_id for d in kept.difficulties}
        self.names = names_of(wanted)
        keys = {str(o.unit.uid): o.unit.pk for o in kept.occurrences if o.unit is not None}
        self.unit_keys = dict(sorted(keys.items(), key=lambda k: self.names.get(k[1], "")))
        self.several = len(kept.occurrences) > 1

    def of(self, pk: int | None) -> dict[str, Any]:
        """Unit and address of an occurrence."""
        found = self.by_pk.get(pk or 0)
        if found is None:
            return {}
        return {"unit": found.unit_id, "url": reverse("plans:occurrence", args=[found.uid])}

    def named(self, title: object, pk: int | None) -> str:
        """The title with which time and whose, where there are several."""
        found = self.by_pk.get(pk or 0)
        if found is None or not self.several:
            return str(title)
        return " · ".join(p for p in (str(title), words.slot_name(found), self.names.get(found.unit_id or 0, "")) if p)


def _entries(kept: Story, at: _Places) -> Iterator[Entry]:
    yield from _results(kept, at)
    yield from _given(kept, at)
    yield from _asked(kept, at)
    yield from _difficulties(kept, at)
    for one in kept.comments:
        who = ", ".join(p for p in (one.author_name, one.author_unit) if p)
        yield Entry("trao-doi", one.at, at.named(KINDS["trao-doi"], one.occurrence_id), who, one.text)
    yield from _told(kept, at)
    for change in kept.amendments:
        title = " ".join(p for p in (str(change.get_kind_display()), change.number) if p)
        yield Entry(
            "dieu-chinh",
            change.applied_at or change.created_at,
            title,
            change.signer_name or change.drafted_name,
            change.reason,
            reverse("plans:amendment", args=[change.uid]),
        )


def _results(kept: Story, at: _Places) -> Iterator[Entry]:
    for one in kept.hand_ins:
        place = at.of(one.occurrence_id)
        what = "; ".join(d.title for d in one.deliverables.all())
        text = "\n".join(p for p in (what, one.note) if p)
        if one.handed_in_at is None or one.prepared_name != one.handed_in_name:
            title = gettext("Trình kết quả lần {n}").format(n=one.number)
            own = "" if one.handed_in_at else text
            yield Entry("ket-qua", one.prepared_at, at.named(title, one.occurrence_id), one.prepared_name, own, **place)
        if one.handed_in_at is not None:
            title = gettext("Nộp kết quả lần {n}").format(n=one.number)
            yield Entry(
                "ket-qua", one.handed_in_at, at.named(title, one.occurrence_id), one.handed_in_name, text, **place
            )
        if one.decided_at is not None and one.state in DECISIONS:
            said, tone = DECISIONS[one.state]
            yield Entry(
                "ket-qua",
                one.decided_at,
                at.named(said, one.occurrence_id),
                one.decided_name,
                one.decision_note,
                tone=str(tone),
                **place,
            )


def _given(kept: Story, at: _Places) -> Iterator[Entry]:
    for one in kept.assignees:
        place = at.of(one.occurrence_id)
        title = gettext("Phân công {name} ({role})").format(name=one.officer.person.name, role=one.get_role_display())
        due = (
            gettext("Hạn trong đơn vị: {day}").format(day=formats.short_date(one.due_at, spoken()))
            if one.due_at
            else ""
        )
        text = "\n".join(p for p in (one.note, due) if p)
        yield Entry("phan-cong", one.given_at, at.named(title, one.occurrence_id), one.given_name, text, **place)
        if one.ended_at is not None:
            title = gettext("{name} thôi được phân công").format(name=one.officer.person.name)
            yield Entry("phan-cong", one.ended_at, at.named(title, one.occurrence_id), "", one.end_reason, **place)


def _asked(kept: Story, at: _Places) -> Iterator[Entry]:
    for one in kept.requests:
        place = at.of(one.occurrence_id)
        title = str(one.get_kind_display())
        if one.until:
            title = gettext("{what} đến {day}").format(what=title, day=formats.short_date(one.until, spoken()))
        yield Entry("de-nghi", one.asked_at, at.named(title, one.occurrence_id), one.asked_name, one.reason, **place)
        if one.decided_at is not None:
            state = words.REQUEST_STATES[one.state]  # type: ignore[index]  # the column holds the enum's values
            said = f"{one.get_kind_display()}: {str(state).lower()}"
            yield Entry(
                "de-nghi",
                one.decided_at,
                at.named(said, one.occurrence_id),
                one.decided_name,
                one.decision_note,
                tone=str(state.tone),
                **place,
            )
    for asked in kept.inputs:
        place = at.of(asked.occurrence_id)
        unit = at.names.get(asked.unit_id, "")
        title = gettext("Xin ý kiến {unit}, trả lời trước {day}").format(
            unit=unit, day=formats.short_date(asked.due_at, spoken())
        )
        yield Entry("de-nghi", asked.asked_at, title, asked.asked_name, asked.question, **place)
        if asked.answered_at is not None:
            title = gettext("{unit} cho ý kiến").format(unit=unit)
            yield Entry("de-nghi", asked.answered_at, title, asked.answered_name, asked.answer, **place)


def _difficulties(kept: Story, at: _Places) -> Iterator[Entry]:
    for one in kept.difficulties:
        place: dict[str, Any] = {"unit": one.unit_id, "url": reverse("plans:difficulty", args=[one.uid])}
        title = gettext("Nêu khó khăn, vướng mắc")
        yield Entry(
            "kho-khan",
            one.raised_at,
            at.named(title, one.occurrence_id),
            one.raised_name,
            one.text,
            tone="risk",
            **place,
        )
        for said in one.instructions.all():
            who = ", ".join(p for p in (said.given_name, said.given_role) if p)
            yield Entry("kho-khan", said.given_at, gettext("Ý kiến chỉ đạo"), who, said.text, **place)
        if one.settled_at is not None:
            yield Entry("kho-khan", one.settled_at, gettext("Khó khăn đã xử lý xong"), tone="done", **place)


def _told(kept: Story, at: _Places) -> Iterator[Entry]:
    """Reminders and letters: one line for what went to several people at once, with who has seen it."""
    rounds: dict[tuple[str, str, str, object], list[Any]] = {}
    for subject, told in kept.told:
        rounds.setdefault((subject, told.template, told.title, told.created_at.date()), []).append(told)
    for (subject, _template, title, _day), all_told in rounds.items():
        seen: dict[str, datetime | None] = {}
        for told in all_told:
            seen[told.to] = seen.get(told.to) or told.read_at
        people = [
            gettext("{name} (đã xem {moment})").format(name=name, moment=formats.moment(read, spoken()))
            if read
            else name
            for name, read in seen.items()
        ]
        found = at.by_ref.get(subject)
        place = at.of(found.pk) if found is not None else {}
        text = gettext("Gửi: {people}").format(people="; ".join(people))
        yield Entry("nhac", min(t.created_at for t in all_told), title, "", text, **place)
    for line in kept.urged:
        place = at.of(line.occurrence_id)
        title = gettext("Văn bản đôn đốc số {number}").format(number=line.letter.number)
        text = gettext("Muộn {n} ngày khi đôn đốc.").format(n=line.days_late)
        if line.answered_at is None:
            day = formats.short_date(line.letter.answer_by, spoken())
            text = f"{text} {gettext('Chưa trả lời, hạn {day}.').format(day=day)}"
        sent = line.letter.sent_at or line.letter.created_at
        yield Entry(
            "don-doc",
            sent,
            at.named(title, line.occurrence_id),
            line.letter.signer_name,
            text,
            **(place | {"url": reverse("plans:letter", args=[line.letter.uid])}),
        )
        if line.answered_at is not None:
            said = gettext("Trả lời đôn đốc: {answer}").format(answer=line.get_answer_display())
            if line.promised_on:
                said = f"{said} {formats.short_date(line.promised_on, spoken())}"
            yield Entry(
                "don-doc", line.answered_at, at.named(said, line.occurrence_id), line.answered_name, line.text, **place
            )
