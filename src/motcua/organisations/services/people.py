"""People, officers and their grants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel import clock, events, search
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.events import NewEvent
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.organisations.models import ApiToken, Grant, Officer, Person, Role, Unit
from motcua.organisations.queries.people import KIND, operators_on, person_key
from motcua.organisations.services.delegations import end_delegations_of
from motcua.organisations.services.posts import end_tenures_of


def officer_ref(officer: Officer) -> Ref:
    return Ref.to(KIND, officer.uid)


def create_person(name: str, *, actor: Actor, is_sample: bool = False) -> Person:
    name = _person_name(name)
    with transaction.atomic():
        person = Person.objects.create(name=name, sort_key=person_key(name), is_sample=is_sample)
        events.append(Ref.to("person", person.uid), "person.created", actor=actor)
    return person


def rename_person(person: Person, name: str, *, actor: Actor) -> None:
    """Another name, or a corrected one. The trail says that it changed, not how: names are personal."""
    name = _person_name(name)
    with transaction.atomic():
        changed = Person.objects.filter(pk=person.pk, version=person.version)
        if changed.update(name=name, sort_key=person_key(name), version=F("version") + 1) != 1:
            raise changed_meanwhile(Ref.to("person", person.uid), actor=actor)
        events.append(Ref.to("person", person.uid), "person.renamed", actor=actor)
        index_officers(Officer.objects.filter(person=person))


def appoint_officer(
    person: Person, unit: Unit, *, post: str, valid_from: date, actor: Actor, valid_to: date | None = None
) -> Officer:
    """Let a person hold a post in a unit. One post per unit at a time: a second overlapping one is refused."""
    post = _post_name(post)
    if valid_to is not None and valid_to <= valid_from:
        raise _wrong("valid_to", N_("Ngày thôi giữ chức vụ phải sau ngày bắt đầu."))
    with transaction.atomic():
        if Officer.objects.filter(_overlapping(valid_from, valid_to), person=person, unit=unit).exists():
            raise Refused("Người này đang giữ một chức vụ ở đơn vị đó trong thời gian này.", code="officer_overlap")
        officer = Officer.objects.create(person=person, unit=unit, post=post, valid_from=valid_from, valid_to=valid_to)
        payload: dict[str, events.Plain] = {"unit": unit.code, "post": post, "from": valid_from, "to": valid_to}
        events.append(officer_ref(officer), "officer.appointed", actor=actor, payload=payload)
        index_officers([officer])
    return officer


@dataclass(frozen=True, slots=True)
class Recruit:
    """Somebody who begins in a unit, with the roles in which they act for it."""

    name: str
    unit: Unit
    post: str
    roles: tuple[str, ...] = ()


def appoint_many(
    recruits: Sequence[Recruit], *, valid_from: date, actor: Actor, is_sample: bool = False
) -> list[Officer]:
    """The staff of many units at once, each a person whom nobody knew before: a few statements, however many. Raises Invalid."""
    names = [_person_name(one.name) for one in recruits]
    posts = [_post_name(one.post) for one in recruits]
    if not {role for one in recruits for role in one.roles} <= set(Role.values):
        raise _wrong("role", N_("Không có vai trò này."))
    with transaction.atomic():
        people = [Person(name=name, sort_key=person_key(name), is_sample=is_sample) for name in names]
        Person.objects.bulk_create(people, batch_size=200)
        officers = [
            Officer(person=person, unit=one.unit, post=post, valid_from=valid_from)
            for person, one, post in zip(people, recruits, posts, strict=True)
        ]
        Officer.objects.bulk_create(officers, batch_size=200)
        grants = [
            Grant(officer=officer, role=role, unit=one.unit, valid_from=valid_from)
            for officer, one in zip(officers, recruits, strict=True)
            for role in one.roles
        ]
        Grant.objects.bulk_create(grants, batch_size=200)
        events.append_many(_begun(people, officers, grants), actor=actor)
        index_officers(officers)
    return officers


def _begun(people: Iterable[Person], officers: Iterable[Officer], grants: Iterable[Grant]) -> Iterator[NewEvent]:
    """The same events as for one person after another."""
    for person in people:
        yield NewEvent(Ref.to("person", person.uid), "person.created", {})
    for one in officers:
        facts: dict[str, events.Plain] = {"unit": one.unit.code, "post": one.post, "from": one.valid_from, "to": None}
        yield NewEvent(officer_ref(one), "officer.appointed", facts)
    for grant in grants:
        told: dict[str, events.Plain] = {
            "grant": grant.uid,
            "role": grant.role,
            "unit": grant.unit.code,
            "below": grant.below,
            "from": grant.valid_from,
            "to": None,
            "ground": "",
        }
        yield NewEvent(officer_ref(grant.officer), "officer.role_granted", told)


def end_officer(officer: Officer, *, on: date, actor: Actor, reason: str = "") -> None:
    """The officer leaves on a date (which is no longer theirs): grants, posts held and delegations end with it, tokens are revoked."""
    with transaction.atomic():
        open_until = Officer.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), pk=officer.pk, valid_from__lt=on
        )
        if open_until.update(valid_to=on, version=F("version") + 1) != 1:
            raise Refused(
                "Cán bộ đã thôi giữ chức vụ này, hoặc ngày thôi không sau ngày bắt đầu.", code="officer_ended"
            )
        operated = Grant.objects.filter(officer=officer, role=Role.OPERATOR).exists()
        later = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), officer=officer)
        later.filter(valid_from__lt=on).update(valid_to=on)
        later.filter(valid_from__gte=on).delete()  # never came into force
        ApiToken.objects.filter(officer=officer, revoked_at__isnull=True).update(revoked_at=clock.now())
        end_tenures_of([officer.pk], on, actor=actor)
        end_delegations_of([officer.pk], on, actor=actor)
        if operated:
            keep_an_operator(on)
        events.append(officer_ref(officer), "officer.ended", actor=actor, payload={"on": on, "reason": reason})


def grant_role(
    officer: Officer,
    *,
    role: str,
    unit: Unit,
    actor: Actor,
    valid_from: date,
    below: bool = False,
    valid_to: date | None = None,
    ground: str = "",
) -> Grant:
    """Let an officer act in a role for a unit (with `below`: and for all under it). Nobody grants to themselves."""
    if role not in Role.values:
        raise _wrong("role", N_("Không có vai trò này."))
    if valid_to is not None and valid_to <= valid_from:
        raise _wrong("valid_to", N_("Ngày kết thúc phải sau ngày bắt đầu."))
    _not_oneself(officer, actor)
    with transaction.atomic():
        same = Grant.objects.filter(_overlapping(valid_from, valid_to), officer=officer, role=role, unit=unit)
        if same.exists():
            raise Refused("Cán bộ đã có vai trò này ở đơn vị đó trong thời gian này.", code="grant_overlap")
        grant = Grant.objects.create(
            officer=officer,
            role=role,
            unit=unit,
            below=below,
            valid_from=valid_from,
            valid_to=valid_to,
            ground=ground.strip(),
        )
        payload: dict[str, events.Plain] = {
            "grant": grant.uid,
            "role": role,
            "unit": unit.code,
            "below": below,
            "from": valid_from,
            "to": valid_to,
            "ground": ground,
        }
        events.append(officer_ref(officer), "officer.role_granted", actor=actor, payload=payload)
    return grant


def end_grant(grant: Grant, *, on: date, actor: Actor) -> None:
    """The role ends on a date. One that has not begun by then never holds: it is removed, the trail keeps it."""
    with transaction.atomic():
        still = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), pk=grant.pk)
        done = still.filter(valid_from__lt=on).update(valid_to=on) or still.filter(valid_from__gte=on).delete()[0]
        if not done:
            raise Refused("Quyền này đã kết thúc.", code="grant_ended")
        if grant.role == Role.OPERATOR:
            keep_an_operator(on)
        payload: dict[str, events.Plain] = {"grant": grant.uid, "role": grant.role, "unit": grant.unit.code, "on": on}
        events.append(officer_ref(grant.officer), "officer.role_ended", actor=actor, payload=payload)


def index_officers(officers: Iterable[Officer]) -> None:
    """Make officers findable by name, post and user name."""
    rows = Officer.objects.filter(pk__in=[o.pk for o in officers]).select_related("person__user")
    search.index_many(KIND, (_entry(officer) for officer in rows))


def _entry(officer: Officer) -> search.Entry:
    username = officer.person.user.username if officer.person.user else ""
    return search.Entry(officer.pk, officer.person.name, [(officer.post, 4), (username, 6)])


def _person_name(name: str) -> str:
    name = " ".join(nfc(name).split())
    if not name or len(name) > 120:
        raise _wrong("name", N_("Ghi họ tên, tối đa 120 ký tự."))
    return name


def _post_name(post: str) -> str:
    post = nfc(post).strip()
    if not post or len(post) > 150:
        raise _wrong("post", N_("Ghi chức vụ, tối đa 150 ký tự."))
    return post


def _overlapping(start: date, end: date | None) -> Q:
    condition = Q(valid_to__isnull=True) | Q(valid_to__gt=start)
    return condition if end is None else condition & Q(valid_from__lt=end)


def _not_oneself(officer: Officer, actor: Actor) -> None:
    if actor.ref is None or actor.ref.kind != KIND:
        return
    if Officer.objects.filter(uid=actor.ref.uid, person=officer.person_id).exists():
        raise Refused("Không ai tự giao quyền cho mình; hãy nhờ một người quản trị khác.", code="own_grant")


def keep_an_operator(on: date) -> None:
    """Raise Refused when nobody could run the installation any more."""
    if not operators_on(on).exists():
        raise Refused("Phải còn ít nhất một người quản trị hệ thống.", code="last_operator")


def _wrong(field: str, text: str) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(FieldError(field, text),))
