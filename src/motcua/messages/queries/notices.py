"""A person's own notices, what was said about a record, and what became of every message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext

from motcua.kernel import clock
from motcua.kernel.errors import N_, NotFound
from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects
from motcua.kernel.text import fold
from motcua.messages.models import Dispatch, Message
from motcua.messages.permissions import operated, own_notices
from motcua.messages.rules.channels import channels
from motcua.messages.rules.declarations import declarations, purposes
from motcua.messages.workflow import MessageState, Reason
from motcua.organisations.queries.people import officers, search_officers

MOST_COUNTED = 100
"""The bell says «99+» beyond."""
LATE = timedelta(hours=2)
STATES: dict[str, str] = {
    MessageState.QUEUED: N_("Chờ gửi"),
    MessageState.SENT: N_("Đã gửi"),
    MessageState.FAILED: N_("Không gửi được"),
    MessageState.SUPPRESSED: N_("Không gửi"),
}
REASONS: dict[str, str] = {
    Reason.FORMER_HOLDER: N_("người nhận không còn giữ vị trí"),
    Reason.OPTED_OUT: N_("người nhận đã tắt loại thông báo này"),
    Reason.NO_ACCOUNT: N_("người nhận không có tài khoản đang mở"),
    Reason.NO_ADDRESS: N_("người nhận không còn địa chỉ đã xác nhận"),
    Reason.ALREADY_READ: N_("đã đọc trên phần mềm trước khi gửi thư"),
    Reason.NOTHING_LEFT: N_("không còn mục nào để gửi"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One message about a record: to whom, when, over which channel, and what became of it. No text: that is the reader's own."""

    to: str
    stands_for: str
    template: str
    title: str
    channel: str
    channel_label: str
    state: str
    reason: str
    created_at: datetime
    sent_at: datetime | None
    read_at: datetime | None


def notices_for(user: Any) -> QuerySet[Message]:
    """The user's own notices, newest first."""
    return own_notices(Message.objects.all(), user).order_by("-id")


def notice_for(user: Any, uid: UUID) -> Message:
    """Raises NotFound for a notice that is not the user's."""
    found = notices_for(user).select_related("officer", "stands_for__person").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có thông báo này, hoặc thông báo gửi cho người khác.", code="no_notice")
    return found


def unread_count(user: Any) -> int:
    """At most `MOST_COUNTED`. One query."""
    return own_notices(Message.objects.filter(read_at__isnull=True), user).order_by()[:MOST_COUNTED].count()


def search_notices(rows: QuerySet[Message], text: str) -> QuerySet[Message]:
    """Notices that hold every word, with or without diacritics."""
    for word in fold(text).split():
        rows = rows.filter(folded__contains=word)
    return rows


def unread_or_read(rows: QuerySet[Message], values: Sequence[str]) -> QuerySet[Message]:
    wanted = Q(pk__in=[])
    if "unread" in values:
        wanted |= Q(read_at__isnull=True)
    if "read" in values:
        wanted |= Q(read_at__isnull=False)
    return rows.filter(wanted)


def title_of(message: Message) -> str:
    return message.title_en if get_language() == "en" else message.title


def body_of(message: Message) -> str:
    return message.body_en if get_language() == "en" else message.body


def purpose_label(key: str) -> str:
    found = purposes.get(key)
    return gettext(found.label) if found is not None else key


def template_label(key: str) -> str:
    found = declarations.get(key)
    return gettext(found.title) if found is not None else key


def channel_label(key: str) -> str:
    found = channels.get(key)
    return gettext(found.label) if found is not None else key


def address_of_subject(user: Any, message: Message | Dispatch) -> str:
    """The page of the record, empty where the reader may not open it any more. A few queries."""
    ref = Ref.parse(message.subject)
    kind = subjects.get(ref.kind)
    if kind is None or ref.uid not in kind.readable(user, [ref.uid]):
        return ""
    return kind.address(ref.uid)


def messages_about(subject: Ref) -> list[Told]:
    """What was told about a record, newest first: for its page. One query. Digests are not listed, only their lines."""
    return [told for _subject, told in messages_about_all([subject])]


def messages_about_all(subjects_of: Iterable[Ref], most: int = 500) -> list[tuple[str, Told]]:
    """(subject, what was told) of several records, newest first, the newest `most`. One query."""
    rows = Message.objects.filter(subject__in=[str(ref) for ref in subjects_of])
    rows = rows.select_related("officer__person", "stands_for__person")
    return [(m.subject, _told(m)) for m in rows.order_by("-id")[:most]]


def _told(m: Message) -> Told:
    return Told(
        to=m.officer.person.name,
        stands_for=m.stands_for.person.name if m.stands_for else "",
        template=m.template,
        title=title_of(m),
        channel=m.channel,
        channel_label=channel_label(m.channel),
        state=m.state,
        reason=m.reason,
        created_at=m.created_at,
        sent_at=m.sent_at,
        read_at=m.read_at,
    )


def all_messages(user: Any) -> QuerySet[Message]:
    """Every message over every channel, for operators."""
    return operated(Message.objects.select_related("officer__person", "officer__unit"), user)


def message_for(user: Any, uid: UUID) -> Message:
    found = all_messages(user).select_related("digest", "stands_for__person").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có thông báo này, hoặc bạn không được xem.", code="no_message")
    return found


def lines_of(message: Message) -> list[Message]:
    """What a digest joined."""
    return list(Message.objects.filter(digest=message.pk).order_by("id"))


def by_person(rows: QuerySet[Message], text: str) -> QuerySet[Message]:
    """Messages to the people whom the words find, or about the record whose reference begins so."""
    found = search_officers(officers(), text).values_list("person", flat=True)[:500]
    return rows.filter(Q(person__in=list(found)) | Q(subject__startswith=text.strip()))


def failed() -> QuerySet[Message]:
    """What was given up; each by itself, lines of digests with their digest."""
    return Message.objects.filter(state=MessageState.FAILED, digest__isnull=True)


def given_up_for(user: Any) -> QuerySet[Message]:
    """What was given up of the messages that the user may look at: exactly what the list shows with that state, lines of digests too."""
    return all_messages(user).filter(state=MessageState.FAILED)


def counts() -> dict[str, int]:
    """For metrics: what waits and what failed. Sent ones are without number."""
    return {state: Message.objects.filter(state=state).count() for state in (MessageState.QUEUED, MessageState.FAILED)}


def fault() -> str | None:
    """What is wrong with the sending of messages, for the health check: failures, and what should have left long ago."""
    try:
        given_up = failed().count()
        late = Message.objects.filter(state=MessageState.QUEUED, next_at__lt=clock.now() - LATE, digest__isnull=True)
        waiting = late.count()
    except DatabaseError:
        return gettext("không hỏi được cơ sở dữ liệu")
    if given_up:
        return gettext("{count} thông báo không gửi được; xem trang Thông báo đã gửi").format(count=given_up)
    if waiting:
        return gettext("{count} thông báo đến giờ mà chưa gửi quá hai giờ").format(count=waiting)
    return None


def message_titles(uids: Sequence[str]) -> dict[str, str]:
    """For the subjects registry."""
    return {str(m.uid): title_of(m) for m in Message.objects.filter(uid__in=uids)}


def reason_label(reason: str) -> str:
    return gettext(REASONS[reason]) if reason in REASONS else reason


def dedupes_of(templates: Sequence[str], about: Sequence[str]) -> set[tuple[str, str]]:
    """(Ref of the record, dedupe) of what has been told by some templates about records. One query."""
    rows = Message.objects.filter(subject__in=list(about), template__in=list(templates))
    return set(rows.values_list("subject", "dedupe").distinct())
