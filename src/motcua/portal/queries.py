"""Reads over several packages: running work, the trail, what waits for a person on the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext

from motcua.documents.queries.approvals import waiting_for as signing_steps
from motcua.documents.queries.reviews import review_queue
from motcua.kernel import clock, keyset
from motcua.kernel.delivery import dead_letters
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.models import Event, Job
from motcua.kernel.refs import Ref
from motcua.kernel.registries import event_fields, health_checks, subjects
from motcua.messages.queries.notices import given_up_for
from motcua.organisations.permissions import away_today, has_any_grant
from motcua.organisations.queries.people import officers, search_officers
from motcua.plans.queries.inspections import remedies_of
from motcua.plans.queries.opinions import asked_of
from motcua.plans.queries.readings import OPEN_STATES, open_readings_for
from motcua.plans.queries.work import (
    difficulties_waiting,
    led_by,
    left_to,
    still_open,
    to_accept,
    to_approve,
    with_timings,
)
from motcua.portal.permissions import may_change_job, may_read_trail, visible_jobs
from motcua.procedures.queries.reviews import owed_by
from motcua.ui.formats import short_date
from motcua.ui.trail import actor_in, label_of, role_in

TRAIL_PAGE = 100
_REF = re.compile(r"(?P<kind>[a-z_]+):(?P<uid>[\w.-]+)")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One event as the trail shows it. `target` is None where the reader may not open the record."""

    event: Event
    actor: str
    role: str
    label: str
    subject_title: str
    target: str | None
    facts: tuple[tuple[str, str], ...]


def jobs_for(user: Any) -> QuerySet[Job]:
    """Work the user may see, newest first."""
    return visible_jobs(Job.objects.all(), user).order_by("-id")


def job_for(user: Any, uid: UUID, *, change: bool = False) -> Job:
    """The job, if the user may see it (and, with `change`, cancel or repeat it)."""
    job = visible_jobs(Job.objects.filter(uid=uid), user).first()
    if job is None:
        raise NotFound("Không có việc này, hoặc bạn không được xem.")
    if change and not may_change_job(user, job):
        raise Forbidden("Chỉ người bắt đầu việc này hoặc quản trị viên mới dừng hay chạy lại được.")
    return job


def trail_of(user: Any, subject: Ref, cursor: str | None) -> tuple[list[TrailEntry], keyset.Page[Event]]:
    """What happened to one record, newest first, a page at a time. NotFound where the record may not be opened."""
    if not may_read_trail(user, subject):
        raise NotFound("Không có hồ sơ này, hoặc bạn không được xem nhật ký của nó.")
    page = keyset.page(
        Event.objects.filter(subject=str(subject)), order=("-sequence",), cursor=cursor, limit=TRAIL_PAGE
    )
    return described(user, page.items), page


def office_trail(user: Any) -> QuerySet[Event]:
    """Every event, for auditors and operators."""
    if not has_any_grant(user, "portal.trail"):
        raise Forbidden("Nhật ký toàn cơ quan chỉ dành cho người kiểm tra và quản trị viên.")
    return Event.objects.all()


def search_events(rows: QuerySet[Event], text: str) -> QuerySet[Event]:
    """Events of the officers that the words find, with or without diacritics, or of the record whose reference begins so."""
    acting = [
        str(Ref.to("officer", uid)) for uid in search_officers(officers(), text).values_list("uid", flat=True)[:500]
    ]
    return rows.filter(Q(actor__in=acting) | Q(subject__startswith=text.strip()))


def described(user: Any, events: Iterable[Event]) -> list[TrailEntry]:
    """Events with words and links; two queries for each kind of subject, however many events."""
    rows = list(events)
    named = {ref for e in rows for value in e.payload.values() for ref in _refs_in(value)}
    titles, readable = _subjects_of(user, {Ref.parse(e.subject) for e in rows} | named)
    return [
        TrailEntry(
            event,
            actor_in(event),
            role_in(event),
            label_of(event.kind),
            titles.get(event.subject, event.subject),
            _address(event.subject) if event.subject in readable else None,
            tuple(
                (_field_named(key), _shown(value, titles))
                for key, value in event.payload.items()
                if value not in (None, "", [], {})
            ),
        )
        for event in rows
    ]


def name_subjects(user: Any, rows: Sequence[Any]) -> None:
    """Give each event `subject_shown`: kind and title of its record; no title where the user may not open it."""
    titles, _readable = _subjects_of(user, {Ref.parse(event.subject) for event in rows})
    for event in rows:
        kind = subjects.get(Ref.parse(event.subject).kind)
        title = titles.get(event.subject)
        label = gettext(str(kind.label)) if kind is not None and kind.label else ""
        if title:
            event.subject_shown = f"{label}: {title}" if label else title
        else:
            event.subject_shown = f"{label} {event.subject.partition(':')[2][:8]}…" if label else event.subject


@dataclass(frozen=True, slots=True)
class Waiting:
    """One figure of the desk: how many wait, and where they are."""

    label: str
    count: int
    url: str
    urgency: str = "plain"
    hint: str = ""

    @property
    def tone(self) -> str:
        """Nothing that waits alarms nobody."""
        return self.urgency if self.count else "plain"


def waiting_for(user: Any) -> list[Waiting]:
    """What waits for this person, as figures that open their lists. One query each."""
    today = clock.today()
    mine = still_open(led_by(user))
    found = [
        Waiting(gettext("Quá hạn"), with_timings(mine, ["late"]).count(), work_address("timing=late"), "late"),
        Waiting(
            gettext("Đến hạn trong 7 ngày"),
            with_timings(mine, ["due_soon"]).count(),
            work_address("timing=due_soon"),
            "risk",
        ),
        Waiting(gettext("Chờ bạn nộp"), to_approve(user).count(), work_address("role=approve"), "active"),
        Waiting(gettext("Chờ bạn công nhận"), to_accept(user).count(), work_address("role=accept"), "active"),
        Waiting(gettext("Trình ký chờ bạn"), signing_steps(user).count(), reverse("documents:approvals"), "active"),
        Waiting(
            gettext("Khó khăn chờ chỉ đạo"),
            difficulties_waiting(user).count(),
            f"{reverse('plans:difficulties')}?waiting=1",
            "risk",
        ),
        Waiting(gettext("Dự thảo chờ ý kiến"), asked_of(user).count(), reverse("plans:opinions_waiting"), "active"),
        Waiting(
            gettext("Khắc phục sau kiểm tra"), remedies_of(user).count(), f"{reverse('plans:findings')}?mine=1", "risk"
        ),
        Waiting(
            gettext("Thủ tục đơn vị phải rà soát"), owed_by(user).count(), reverse("procedures:review_work"), "active"
        ),
        Waiting(gettext("Bản đọc chờ bạn"), open_readings_for(user).count(), open_readings_address(), "active"),
        Waiting(
            gettext("Viện dẫn cần rà soát"), review_queue(user, today).count(), reverse("documents:reviews"), "risk"
        ),
    ]
    if away_today(user):
        left = still_open(left_to(user)).count()
        found.insert(4, Waiting(gettext("Nhận thay người vắng"), left, work_address("role=stand_in"), "active"))
    if has_any_grant(user, "messages.operate"):
        address = f"{reverse('messages:sent')}?state=failed"
        found.append(Waiting(gettext("Thông báo không gửi được"), given_up_for(user).count(), address, "late"))
    if has_any_grant(user, "portal.repair"):
        found.append(
            Waiting(gettext("Sự kiện chuyển không được"), dead_letters().count(), reverse("portal:system"), "late")
        )
    return found


def work_address(query: str) -> str:
    """The list of work that holds exactly what a figure counts."""
    return f"{reverse('plans:work')}?{query}"


def open_readings_address() -> str:
    """The list that holds exactly `open_readings_for`."""
    return f"{reverse('plans:readings')}?{urlencode({'state': [str(state) for state in OPEN_STATES]}, doseq=True)}"


def system_state() -> list[tuple[str, str | None]]:
    """(what, fault or None) of every health check."""
    return [(str(check.label), check.check()) for check in health_checks]


def job_titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(uid): title for uid, title in Job.objects.filter(uid__in=uids).values_list("uid", "title")}


def job_address(uid: str) -> str:
    return reverse("portal:job", args=[uid])


def readable_jobs(user: Any, uids: Sequence[str]) -> set[str]:
    return {str(uid) for uid in visible_jobs(Job.objects.filter(uid__in=uids), user).values_list("uid", flat=True)}


def _subjects_of(user: Any, refs: set[Ref]) -> tuple[dict[str, str], set[str]]:
    titles: dict[str, str] = {}
    readable: set[str] = set()
    for name in {ref.kind for ref in refs}:
        kind = subjects.get(name)
        if kind is None:
            continue
        uids = [ref.uid for ref in refs if ref.kind == name]
        allowed = kind.readable(user, uids)
        readable |= {f"{name}:{uid}" for uid in allowed}
        titles |= {f"{name}:{uid}": title for uid, title in kind.titles(list(allowed)).items()}
    return titles, readable


def _address(subject: str) -> str | None:
    ref = Ref.parse(subject)
    kind = subjects.get(ref.kind)
    return kind.address(ref.uid) if kind is not None else None


def _field_named(key: str) -> str:
    return gettext(str(event_fields.get(key) or key))


def _refs_in(value: Any) -> Iterator[Ref]:
    """References among the values of a payload."""
    if isinstance(value, list):
        for one in value:
            yield from _refs_in(one)
    elif isinstance(value, str) and (found := _REF.fullmatch(value)) and found["kind"] in subjects:
        yield Ref(found["kind"], found["uid"])


def _shown(value: Any, titles: Mapping[str, str]) -> str:
    """A payload's value as people read it: what a reference is called, dates in the order of the page's language."""
    if isinstance(value, list):
        more = f" … (+{len(value) - 8})" if len(value) > 8 else ""
        return ", ".join(_shown(v, titles) for v in value[:8]) + more
    if isinstance(value, dict):
        return "; ".join(f"{k}: {_shown(v, titles)}" for k, v in list(value.items())[:8])
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    text = str(value)
    if text in titles:
        return titles[text]
    if _DATE.fullmatch(text):
        return short_date(date.fromisoformat(text), get_language() or "vi")
    return text
