"""What decides whether messages may still go out, read for a batch of them at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.messages.models import Address, Message, Preference
from motcua.messages.queries.recipients import DIGEST, holds_on, links_of, wants
from motcua.messages.queries.wordings import texts_in_force
from motcua.messages.rules.channels import IN_PRODUCT, channels
from motcua.messages.rules.declarations import Texts, declarations
from motcua.messages.workflow import Reason
from motcua.organisations.queries.posts import answering_each, stand_ins_of


@dataclass(frozen=True, slots=True)
class Facts:
    """Of the people, posts and templates of some messages, on a date."""

    today: date
    off: frozenset[tuple[int, str, str]]
    """(person, purpose, channel) that were switched off."""
    addresses: Mapping[tuple[int, str], Address]
    """By (person, channel); also those not verified yet."""
    seated: Mapping[int, frozenset[int]]
    """Officers who get what is meant for a post."""
    covering: Mapping[int, frozenset[int]]
    """Who stands in for an absent officer."""
    links: Mapping[str, str]
    """Absolute addresses of the records that are told of."""
    digest: Texts | None
    """How digests read; None where there is none."""

    def reason(self, message: Message) -> Reason | None:
        """Why a message may not go out any more. Of a digest only the address is asked: each of its lines is asked for itself."""
        channel = channels[message.channel]
        declaration = declarations.get(message.template)
        if message.template != DIGEST:
            if not self._still_told(message):
                return Reason.FORMER_HOLDER
            off = {(person, way) for person, purpose, way in self.off if purpose == message.purpose}
            if declaration and not wants(declaration, message.person_id, channel.key, silent=channel.silent, off=off):
                return Reason.OPTED_OUT
        if channel.silent:
            user = message.officer.person.user
            return Reason.NO_ACCOUNT if user is None or not user.is_active else None
        address = self.addresses.get((message.person_id, channel.key))
        solicited = declaration is not None and declaration.solicited
        reached = address is not None and (solicited or address.verified_at is not None)
        return None if reached else Reason.NO_ADDRESS

    def _still_told(self, message: Message) -> bool:
        """Whether the person still is who was meant: holder of the post, or who stands in for its holder."""
        meant = message.stands_for or message.officer
        if not (holds_on(meant, self.today) and holds_on(message.officer, self.today)):
            return False
        if message.post_id is not None and meant.pk not in self.seated.get(message.post_id, frozenset()):
            return False
        absent = message.stands_for_id
        return absent is None or message.officer_id in self.covering.get(absent, frozenset())


def facts_of(messages: Sequence[Message], today: date) -> Facts:
    """Eight queries at most, however many messages, and what the records told of need for their addresses.

    Their officers, people and accounts are loaded with them (`letters.WITH`).
    """
    people = {m.person_id for m in messages}
    off = Preference.objects.filter(person__in=people, wanted=False).values_list("person_id", "purpose", "channel")
    posts = {m.post_id for m in messages if m.post_id is not None}
    absent = {m.stands_for_id for m in messages if m.stands_for_id is not None}
    return Facts(
        today,
        frozenset(off),
        {(a.person_id, a.channel): a for a in Address.objects.filter(person__in=people)},
        {post: frozenset(o.pk for o in found) for post, found in answering_each(posts, today).items()} if posts else {},
        {giver: frozenset(found) for giver, found in stand_ins_of(absent, today).items()} if absent else {},
        links_of([m.subject for m in messages if m.template != DIGEST and m.channel != IN_PRODUCT]),
        texts_in_force([DIGEST])[DIGEST] if any(m.template == DIGEST for m in messages) else None,
    )
