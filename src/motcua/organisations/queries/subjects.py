"""How records of this package are shown and guarded elsewhere: titles, addresses and readers for the subjects registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

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
