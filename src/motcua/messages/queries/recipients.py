"""Who is told, over which channels, in which language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects
from motcua.messages.models import Address, Message, Preference
from motcua.messages.rules.channels import channels
from motcua.messages.rules.declarations import TemplateDeclaration, declarations, purposes
from motcua.messages.workflow import Reason
from motcua.organisations.queries.people import officers, person_of
from motcua.organisations.queries.posts import answering, notified

DIGEST = "messages.digest"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person told as an officer; `post` where whoever holds a post is told; `stands_for` the absent officer they stand in for."""

    officer: Any
    post: Any = None
    stands_for: Any = None
    holds: bool = True
    """Whether they serve on the date."""

    @property
    def person_id(self) -> int:
        return int(self.officer.person_id)


def recipients_of(to: Iterable[Any], on: date) -> list[Recipient]:
    """Officers, holders of posts, and who stands in for those who are away: each person once, in their own right before another's.

    Three queries for officers, one more for each post, two more for each officer when somebody stands in for one of them.
    """
    told: dict[int, Any] = {}
    for one in to:
        if _is_post(one):
            for officer in answering(one, on):
                told.setdefault(officer.pk, one)
        else:
            told.setdefault(one.pk, None)
    asked = _loaded(list(told))
    found = [Recipient(o, post=told[o.pk], holds=holds_on(o, on)) for o in asked]
    found += _stand_ins(found, on)
    first: dict[int, Recipient] = {}
    for recipient in sorted(found, key=lambda r: (not r.holds, r.stands_for is not None)):
        first.setdefault(recipient.person_id, recipient)
    return list(first.values())


def _is_post(one: Any) -> bool:
    return str(one._meta.model_name) == "post"  # noqa: SLF001 - Django's documented name; the class stands behind another face


def _stand_ins(told: Sequence[Recipient], on: date) -> list[Recipient]:
    own = {r.officer.pk for r in told}
    if own >= {o.pk for o in notified([r.officer for r in told], on)}:
        return []
    found = []
    for recipient in told:
        keys = [o.pk for o in notified([recipient.officer], on) if o.pk != recipient.officer.pk]
        found += [Recipient(o, recipient.post, recipient.officer) for o in _loaded(keys)]
    return found


def holds_on(officer: Any, on: date) -> bool:
    return bool(officer.valid_from <= on and (officer.valid_to is None or on < officer.valid_to))


def _loaded(keys: Sequence[int]) -> list[Any]:
    """Officers with person, account and unit, in the order asked for. One query."""
    rows = {o.pk: o for o in officers().filter(pk__in=set(keys))}
    return [rows[key] for key in dict.fromkeys(keys)]


def addresses(people: Iterable[int], channel: str) -> dict[int, Address]:
    """Verified addresses by person. One query."""
    rows = Address.objects.filter(person__in=set(people), channel=channel, verified_at__isnull=False)
    return {a.person_id: a for a in rows}


def unwanted(people: Iterable[int], purpose: str) -> set[tuple[int, str]]:
    """(person, channel) pairs that the persons switched off for the purpose. One query."""
    rows = Preference.objects.filter(person__in=set(people), purpose=purpose, wanted=False)
    return set(rows.values_list("person_id", "channel"))


def may_switch_off(purpose: str, channel_is_silent: bool) -> bool:
    """Whether people may choose not to get messages of a purpose over such a channel."""
    found = purposes.get(purpose)
    return not (channel_is_silent and found is not None and found.required)


def wants(
    declaration: TemplateDeclaration, person: int, channel: str, *, silent: bool, off: set[tuple[int, str]]
) -> bool:
    if declaration.solicited or not may_switch_off(declaration.purpose, silent):
        return True
    return (person, channel) not in off


def choices_of(person: Any) -> dict[tuple[str, str], bool]:
    """What a person chose, by (purpose, channel)."""
    rows = Preference.objects.filter(person=person)
    return {(purpose, channel): wanted for purpose, channel, wanted in rows.values_list("purpose", "channel", "wanted")}


def address_of(person: Any, channel: str) -> Address | None:
    return Address.objects.filter(person=person, channel=channel).first()


def person_for(user: Any) -> Any:
    return person_of(user)


def links_of(subjects_of: Sequence[str]) -> dict[str, str]:
    """Absolute addresses of records by Ref text, for letters; records without a page have none."""
    found: dict[str, str] = {}
    for text in dict.fromkeys(subjects_of):
        ref = Ref.parse(text)
        kind = subjects.get(ref.kind)
        path = kind.address(ref.uid) if kind is not None else ""
        if path:
            found[text] = f"{settings.BASE_URL}{path}"
    return found


def standing_reason(message: Message, today: date) -> Reason | None:
    """Why a message may not go out any more: asked again at the moment of sending. A few queries; for the worker.

    Of a digest only the address is asked: each of its lines is asked for itself.
    """
    channel = channels[message.channel]
    declaration = declarations.get(message.template)
    if message.template != DIGEST:
        if not _still_told(message, today):
            return Reason.FORMER_HOLDER
        off = unwanted([message.person_id], message.purpose)
        if declaration and not wants(declaration, message.person_id, channel.key, silent=channel.silent, off=off):
            return Reason.OPTED_OUT
    if channel.silent:
        user = message.officer.person.user
        return Reason.NO_ACCOUNT if user is None or not user.is_active else None
    reached = Address.objects.filter(person=message.person_id, channel=channel.key)
    if declaration is None or not declaration.solicited:
        reached = reached.filter(verified_at__isnull=False)
    return None if reached.exists() else Reason.NO_ADDRESS


def _still_told(message: Message, today: date) -> bool:
    """Whether the person still is who was meant: holder of the post, or who stands in for its holder."""
    meant = message.stands_for or message.officer
    if not (holds_on(meant, today) and holds_on(message.officer, today)):
        return False
    if message.post_id is not None and meant.pk not in {o.pk for o in answering(message.post_id, today)}:
        return False
    if message.stands_for is None:
        return True
    return message.officer_id in {o.pk for o in notified([message.stands_for], today)}
