"""How records of this package are shown and guarded elsewhere: titles, addresses and readers for the subjects registry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from motcua.kernel.registries import subjects
from motcua.organisations.models import Calendar, Officer, Person, Post, Territory, Unit, UnitAlias, User
from motcua.organisations.permissions import is_officer


def everybody(_reader: Any, uids: Sequence[str]) -> set[str]:
    return set(uids)


def officers_only(reader: Any, uids: Sequence[str]) -> set[str]:
    return set(uids) if is_officer(reader) else set()


def unit_address(uid: str) -> str:
    code = Unit.objects.filter(uid=uid).values_list("code", flat=True).first()
    return reverse("organisations:unit", args=[code]) if code else ""


def territory_address(uid: str) -> str:
    code = Territory.objects.filter(uid=uid).values_list("code", flat=True).first()
    return reverse("organisations:territory", args=[code]) if code else ""


def officer_address(uid: str) -> str:
    return reverse("organisations:officer", args=[uid])


def post_address(uid: str) -> str:
    """A post is shown with the posts of its unit."""
    code = Post.objects.filter(uid=uid).values_list("unit__code", flat=True).first()
    return reverse("organisations:unit_posts", args=[code]) if code else ""


def delegation_address(_uid: str) -> str:
    return reverse("organisations:delegations")


def user_address(uid: str) -> str:
    """An account is shown with the officer who has it."""
    user = User.objects.filter(uid=uid).first()
    officer = Officer.objects.filter(person__user=user).order_by("-valid_from").first() if user else None
    return officer_address(str(officer.uid)) if officer else ""


def person_address(uid: str) -> str:
    officer = Officer.objects.filter(person__uid=uid).order_by("-valid_from").first()
    return officer_address(str(officer.uid)) if officer else ""


def person_titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(uid): name for uid, name in Person.objects.filter(uid__in=uids).values_list("uid", "name")}


def alias_titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(uid): text for uid, text in UnitAlias.objects.filter(uid__in=uids).values_list("uid", "text")}


def alias_address(uid: str) -> str:
    return reverse("organisations:alias", args=[uid])


def calendar_titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(uid): name for uid, name in Calendar.objects.filter(uid__in=uids).values_list("uid", "name")}


def calendar_address(uid: str) -> str:
    code = Calendar.objects.filter(uid=uid).values_list("code", flat=True).first()
    return reverse("organisations:calendar", args=[code]) if code else ""


def import_titles(uids: Sequence[str]) -> Mapping[str, str]:
    return dict.fromkeys(uids, "Danh mục địa bàn")


def import_address(_uid: str) -> str:
    return reverse("organisations:territories")


_UID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_DOCUMENTS = ("legal_document", "stored_file", "approval")
"""Kinds of subjects that are documents, where a higher package registered them."""


def ref_in(text: str) -> str:
    """The Ref (as text) of the record whose address, or Ref, somebody pasted: the last uid in it. Empty when no such record exists."""
    uids = _UID.findall(text)
    if not uids:
        return ""
    uid, named = uids[-1].lower(), text.partition(":")[0]
    for kind in sorted(_DOCUMENTS, key=lambda k: k != named):
        subject = subjects.get(kind)
        if subject is not None and subject.titles([uid]):
            return f"{kind}:{uid}"
    return ""


def address_of(ref: str) -> str:
    """The page of a Ref; empty for none and for kinds that nobody registered."""
    kind, _, uid = ref.partition(":")
    subject = subjects.get(kind)
    return subject.address(uid) if subject is not None and uid else ""
