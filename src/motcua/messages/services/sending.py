"""Telling people: `notify` writes what is to be told in the caller's transaction; `services.delivery` carries it out of the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.kernel.text import fold
from motcua.messages.models import Message
from motcua.messages.queries.hours import hours_on
from motcua.messages.queries.recipients import Recipient, addresses, recipients_of, unwanted, wants
from motcua.messages.queries.wordings import Said, said, texts_in_force
from motcua.messages.rules.channels import Channel, channels
from motcua.messages.rules.declarations import TemplateDeclaration, Texts, declarations
from motcua.messages.rules.hours import Hours, Pace
from motcua.messages.workflow import MessageState, Reason

if TYPE_CHECKING:
    from motcua.organisations.models import Officer, Post


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told: of which record, in both languages, under which key, from which moment, at which pace."""

    declaration: TemplateDeclaration
    subject: Ref
    dedupe: str
    words: Mapping[str, Said]
    now: datetime
    wanted_at: datetime
    pace: Pace


def notify(
    template: str,
    *,
    to: Iterable[Officer | Post],
    subject: Ref,
    context: Mapping[str, object],
    dedupe: str,
    at: datetime | None = None,
    urgent: bool = False,
) -> list[Message]:
    """Tell officers about a record, in the caller's transaction. One row for each person and channel.

    `to` names officers, or posts: then whoever holds the post is told, and when it changes hands before a message has gone out, the
    new holder instead. Nobody is told as an officer they no longer are; both are asked again at the moment of sending.

    `dedupe` says what makes a repetition: the same (template, record, person, dedupe) is told once, whatever is run again; the rows
    made now are given back, so an empty list means that all were told before. `context` has exactly the template's variables, plain
    values (text, numbers, dates), nothing personal of applicants. `at` in the future holds everything back until then. Whoever is
    away is told, and so is who stands in for them. An unknown template or context is a programming error (KeyError, ValueError).
    """
    declaration = declarations[template]
    now = clock.now()
    words = worded(declaration, context)
    pace = Pace.URGENT if urgent else Pace.DIGEST if declaration.digest else Pace.WORKING
    telling = Telling(declaration, subject, dedupe, words, now, max(at or now, now), pace)
    return tell(telling, recipients_of(to, clock.local(now).date()))


def hand_on(message: Message, today: date) -> list[Message]:
    """Tell whoever holds the post now what its former holder was to be told."""
    declaration = declarations.get(message.template)
    if message.post is None or declaration is None:
        return []
    words = {"vi": Said(message.title, message.body), "en": Said(message.title_en, message.body_en)}
    telling = Telling(
        declaration,
        Ref.parse(message.subject),
        message.dedupe,
        words,
        clock.now(),
        message.wanted_at,
        Pace(message.pace),
    )
    return tell(telling, recipients_of([message.post], today))


def worded(
    declaration: TemplateDeclaration, context: Mapping[str, object], texts: Texts | None = None
) -> dict[str, Said]:
    """The words in force in both languages. One query, none when the texts are known."""
    texts = texts or texts_in_force([declaration.key])[declaration.key]
    return {language: said(declaration, texts, context, language) for language in ("vi", "en")}


def tell(telling: Telling, recipients: Sequence[Recipient], *, only: str = "") -> list[Message]:
    """Write the rows. `only`: over this channel alone (a link to an address that is not verified yet)."""
    if not recipients:
        return []
    people = [r.person_id for r in recipients]
    off = unwanted(people, telling.declaration.purpose)
    shown_from = _shown_from(telling)
    rows: list[Message] = []
    for channel in channels:
        if only and channel.key != only:
            continue
        reached = None if channel.silent or only else addresses(people, channel.key)
        for recipient in recipients:
            if reached is None or recipient.person_id in reached:
                wanted = wants(telling.declaration, recipient.person_id, channel.key, silent=channel.silent, off=off)
                rows.append(row_of(telling, recipient, channel, shown_from, wanted=wanted))
    return written(rows)


def written(rows: Sequence[Message]) -> list[Message]:
    """Keep messages; given back are those that nobody was told before. Two queries for every two hundred."""
    with transaction.atomic():
        Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
        return list(Message.objects.filter(uid__in=[r.uid for r in rows]).order_by("pk"))


def sending_hours(moment: datetime) -> Hours:
    """The hours that hold on the date of a moment. One query."""
    return hours_on(clock.local(moment).date())


def row_of(telling: Telling, recipient: Recipient, channel: Channel, shown_from: datetime, *, wanted: bool) -> Message:
    """One message, not kept yet: to be carried, shown, or suppressed with the reason."""
    vi, en = telling.words["vi"], telling.words["en"]
    bundled = channel.bundles or channel.silent
    pace = telling.pace if bundled or telling.pace is not Pace.DIGEST else Pace.WORKING
    made = Message(
        template=telling.declaration.key,
        purpose=telling.declaration.purpose,
        subject=str(telling.subject),
        dedupe=telling.dedupe,
        channel=channel.key,
        person_id=recipient.person_id,
        officer=recipient.officer,
        post=recipient.post,
        stands_for=recipient.stands_for,
        title=vi.title,
        body=vi.body,
        title_en=en.title,
        body_en=en.body,
        folded=fold(f"{vi.title}\n{vi.body}\n{en.title}\n{en.body}") if channel.silent else "",
        pace=pace,
        wanted_at=telling.wanted_at,
        next_at=telling.wanted_at,
        created_at=telling.now,
    )
    if (reason := _why_not(recipient, channel, wanted=wanted)) is not None:
        made.state, made.reason = MessageState.SUPPRESSED, reason
    elif channel.silent:
        made.next_at = shown_from
        if shown_from <= telling.now:
            made.state, made.sent_at = MessageState.SENT, telling.now
    return made


def _why_not(recipient: Recipient, channel: Channel, *, wanted: bool) -> Reason | None:
    if not recipient.holds:
        return Reason.FORMER_HOLDER
    if not wanted:
        return Reason.OPTED_OUT
    user = recipient.officer.person.user
    if channel.silent and (user is None or not user.is_active):
        return Reason.NO_ACCOUNT
    return None


def _shown_from(telling: Telling) -> datetime:
    """A notice in the product shows at once outside the quiet hours; what is urgent or was asked for, at any hour."""
    if telling.pace in {Pace.NOW, Pace.URGENT}:
        return telling.wanted_at
    return sending_hours(telling.wanted_at).after_quiet(telling.wanted_at)
