"""A message as the letter that leaves the house, and the lines that a digest still has when it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from motcua.messages.models import Message
from motcua.messages.queries.facts import Facts
from motcua.messages.queries.recipients import DIGEST
from motcua.messages.queries.wordings import Said, said
from motcua.messages.rules.channels import IN_PRODUCT
from motcua.messages.rules.declarations import declarations
from motcua.messages.rules.letters import Content, Letter, compose
from motcua.messages.workflow import MessageState, Reason

WITH = ("officer__person__user", "stands_for", "post", "person")
"""What is looked at of each message that is to go out."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a digest: those to send, and those that are not, with why."""

    kept: list[Message]
    dropped: list[tuple[Message, Reason]]


def lines_of(messages: Sequence[Message]) -> dict[int, list[Message]]:
    """The lines that wait for the digests among messages, by digest; `seen` on each tells whether it was read in the product. One query
    where there is a digest.
    """
    digests = [m.pk for m in messages if m.template == DIGEST]
    if not digests:
        return {}
    twin = Message.objects.filter(
        person=OuterRef("person"),
        template=OuterRef("template"),
        subject=OuterRef("subject"),
        dedupe=OuterRef("dedupe"),
        channel=IN_PRODUCT,
        read_at__isnull=False,
    )
    rows = Message.objects.filter(digest__in=digests, state=MessageState.QUEUED).annotate(seen=Exists(twin))
    found: dict[int, list[Message]] = {pk: [] for pk in digests}
    for line in rows.select_related(*WITH).order_by("wanted_at", "id"):
        found[line.digest_id or 0].append(line)
    return found


def lines_to_send(lines: Sequence[Message], facts: Facts) -> Lines:
    """What of a digest may still be sent."""
    found = Lines([], [])
    for line in lines:
        seen = getattr(line, "seen", False)  # annotated by `lines_of`
        reason = Reason.ALREADY_READ if seen else facts.reason(line)
        if reason is None:
            found.kept.append(line)
        else:
            found.dropped.append((line, reason))
    return found


def letter_for(message: Message, lines: Sequence[Message] | None, facts: Facts) -> Letter:
    """The letter to the address that the person has, in the language they chose for it. No query."""
    address = facts.addresses[message.person_id, message.channel]
    language = address.language
    with translation.override(language):
        if lines is None:
            title, body = (message.title_en, message.body_en) if language == "en" else (message.title, message.body)
            content = content_of(Said(title, body), facts.links.get(message.subject, ""))
        else:
            content = _digest(lines, facts, language)
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


def outward_content(words: Said) -> Content:
    """The same to somebody outside the house: no link into the desk, no page of choices."""
    closing = gettext("Thư tự động của Bộ phận Một Cửa. Xin không trả lời thư này.")
    return Content(title=words.title, body=words.body, closing=closing)


def _digest(lines: Sequence[Message], facts: Facts, language: str) -> Content:
    titles = [(line.title_en if language == "en" else line.title, facts.links.get(line.subject, "")) for line in lines]
    declaration = declarations[DIGEST]
    texts = facts.digest or declaration.texts
    words = said(declaration, texts, {"count": len(lines), "day": facts.today}, language)
    return content_of(words, f"{settings.BASE_URL}{reverse('messages:notices')}", titles)
