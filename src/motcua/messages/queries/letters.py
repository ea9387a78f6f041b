"""A message as the letter that leaves the house, and the lines that a digest still has when it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from motcua.messages.models import Address, Message
from motcua.messages.queries.recipients import DIGEST, links_of, standing_reason
from motcua.messages.queries.wordings import Said, said, texts_in_force
from motcua.messages.rules.channels import IN_PRODUCT
from motcua.messages.rules.declarations import declarations
from motcua.messages.rules.letters import Content, Letter, compose
from motcua.messages.workflow import MessageState, Reason


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a digest: those to send, and those that are not, with why."""

    kept: list[Message]
    dropped: list[tuple[Message, Reason]]


def lines_to_send(message: Message, today: date) -> Lines | None:
    """What of a digest may still be sent. None for a message that is no digest."""
    if message.template != DIGEST:
        return None
    twin = Message.objects.filter(
        person=OuterRef("person"),
        template=OuterRef("template"),
        subject=OuterRef("subject"),
        dedupe=OuterRef("dedupe"),
        channel=IN_PRODUCT,
        read_at__isnull=False,
    )
    rows = Message.objects.filter(digest=message.pk, state=MessageState.QUEUED).annotate(seen=Exists(twin))
    found = Lines([], [])
    for line in rows.select_related("officer__person__user", "stands_for", "post", "person").order_by(
        "wanted_at", "id"
    ):
        reason = Reason.ALREADY_READ if line.seen else standing_reason(line, today)
        if reason is None:
            found.kept.append(line)
        else:
            found.dropped.append((line, reason))
    return found


def letter_for(message: Message, lines: Sequence[Message] | None, today: date) -> Letter:
    """The letter to the address that the person has now, in the language they chose for it."""
    address = Address.objects.get(person=message.person_id, channel=message.channel)
    language = address.language
    with translation.override(language):
        if lines is None:
            title, body = (message.title_en, message.body_en) if language == "en" else (message.title, message.body)
            content = content_of(Said(title, body), links_of([message.subject]).get(message.subject, ""))
        else:
            content = _digest(lines, today, language)
    return compose(str(message.uid), address.value, content, language)


def content_of(words: Said, link: str, items: Sequence[tuple[str, str]] = ()) -> Content:
    """The parts of a letter around the words of its template, in the active language. What previews show is made here too."""
    return Content(
        title=words.title,
        body=words.body,
        link=link,
        link_label=gettext("Mở trên Một Cửa"),
        closing=gettext("Thư tự động của hệ thống Một Cửa. Chọn cách nhận thông báo tại:"),
        closing_link=f"{settings.BASE_URL}{reverse('messages:preferences')}",
        items=tuple(items),
    )


def _digest(lines: Sequence[Message], today: date, language: str) -> Content:
    links = links_of([line.subject for line in lines])
    titles = [(line.title_en if language == "en" else line.title, links.get(line.subject, "")) for line in lines]
    texts = texts_in_force([DIGEST])[DIGEST]
    words = said(declarations[DIGEST], texts, {"count": len(lines), "day": today}, language)
    return content_of(words, f"{settings.BASE_URL}{reverse('messages:notices')}", titles)
