"""Who is told, over which channels, in which language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects
from motcua.messages.models import Address, Preference
from motcua.messages.rules.declarations import TemplateDeclaration, purposes
from motcua.organisations.queries.people import officers, person_of
from motcua.organisations.queries.posts import answering_each, stand_ins_of

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

    Two queries for officers, four more for posts, one more when somebody stands in for one of them; however many they are.
    """
    told: dict[int, Any] = {}
    given = list(to)
    posts = [one.pk for one in given if _is_post(one)]
    seats = answering_each(posts, on) if posts else {}
    for one in given:
        if _is_post(one):
            for officer in seats[one.pk]:
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
    covered = stand_ins_of([r.officer.pk for r in told], on)
    people = {o.pk: o for o in _loaded([pk for found in covered.values() for pk in found])} if covered else {}
    return [
        Recipient(people[pk], recipient.post, recipient.officer)
        for recipient in told
        for pk in covered.get(recipient.officer.pk, ())
    ]


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
