"""What people decide about themselves: their address, its language, what reaches them, what they have read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.messages.models import Address, Message, Preference
from motcua.messages.models.people import SEALER
from motcua.messages.queries.notices import notices_for
from motcua.messages.queries.recipients import Recipient, choices_of, may_switch_off
from motcua.messages.rules.channels import EMAIL, channels
from motcua.messages.rules.declarations import declarations, officers_purposes
from motcua.messages.rules.hours import Pace
from motcua.messages.services.sending import Telling, tell, worded
from motcua.organisations.queries.people import officers_on

if TYPE_CHECKING:
    from motcua.organisations.models import Person

VERIFY = "messages.verify_address"
LINK_HOLDS = timedelta(days=2)
LINKS_A_DAY = 5
_SALT = "motcua.messages.address"


def give_address(person: Person, value: str, *, language: str, actor: Actor, verified: bool = False) -> Address:
    """The e-mail address of an officer. A new one gets no letter but the link by which its owner verifies it (and so consents).

    `verified`: of sample people only, whose addresses lead nowhere.
    """
    value = value.strip()
    _check(value, language)
    now = clock.now()
    with transaction.atomic():
        kept = Address.objects.filter(person=person, channel=EMAIL).first()
        if kept is not None and kept.value == value and (kept.verified_at or verified):
            return _relanguaged(kept, language, actor)
        facts = {
            "sealed": SEALER.seal_text(value),
            "language": language,
            "changed_at": now,
            "verified_at": now if verified else None,
        }
        made, fresh = Address.objects.get_or_create(person=person, channel=EMAIL, defaults=facts)
        if not fresh:
            Address.objects.filter(pk=made.pk).update(version=F("version") + 1, **facts)
            made.refresh_from_db()
        events.append(ref_of(person), "address.given", actor=actor, payload={"channel": EMAIL, "language": language})
        if not verified:
            send_link(made)
    return made


def send_link(address: Address) -> None:
    """Send the link that verifies an address; a few a day."""
    today = clock.today()
    again = Address.objects.filter(pk=address.pk, version=address.version)
    if address.links_sent_on == today:
        again = again.filter(links_sent__lt=LINKS_A_DAY)
        done = again.update(links_sent=F("links_sent") + 1, version=F("version") + 1)
    else:
        done = again.update(links_sent=1, links_sent_on=today, version=F("version") + 1)
    if done != 1:
        raise Refused("Hôm nay đã gửi nhiều thư xác nhận. Hãy xem hộp thư (cả mục thư rác), hoặc thử lại ngày mai.",
                      code="links_sent")  # fmt: skip
    address.refresh_from_db()
    officer = officers_on(today).filter(person=address.person_id).order_by("valid_from", "pk").first()
    if officer is None:
        raise Refused("Chỉ cán bộ đang giữ chức vụ mới nhận thông báo qua thư.", code="no_officer")
    token = signing.dumps([str(address.uid), address.version], salt=_SALT)
    link = f"{settings.BASE_URL}{reverse('messages:verify', args=[token])}"
    now = clock.now()
    words = worded(declarations[VERIFY], {"link": link, "hours": int(LINK_HOLDS.total_seconds() // 3600)})
    key = f"{address.uid}:{address.version}"
    telling = Telling(declarations[VERIFY], ref_of(officer.person), key, words, now, now, Pace.NOW)
    tell(telling, [Recipient(officer)], only=address.channel)


def verify_address(person: Person, token: str, *, actor: Actor) -> Address:
    """The person who is signed in followed the link: the address is theirs, and letters may go to it."""
    try:
        uid, version = signing.loads(token, salt=_SALT, max_age=LINK_HOLDS)
    except signing.BadSignature as error:
        raise Refused("Đường dẫn xác nhận đã hết hạn hoặc không đúng. Hãy gửi lại thư xác nhận.",
                      code="bad_link") from error  # fmt: skip
    with transaction.atomic():
        rows = Address.objects.filter(uid=uid, person=person, version=version)
        if rows.filter(verified_at__isnull=True).update(verified_at=clock.now()) == 1:
            events.append(ref_of(person), "address.verified", actor=actor, payload={"channel": EMAIL})
        found = rows.first()
        if found is None:
            raise Refused("Đường dẫn xác nhận đã có đường dẫn mới hơn, hoặc thuộc về người khác.", code="bad_link")
    return found


def remove_address(person: Person, *, actor: Actor) -> None:
    """Take the consent back: the address is deleted, and what waited for it is not sent."""
    with transaction.atomic():
        if Address.objects.filter(person=person, channel=EMAIL).delete()[0]:
            events.append(ref_of(person), "address.removed", actor=actor, payload={"channel": EMAIL})


def choose(person: Person, wanted: Mapping[tuple[str, str], bool], *, actor: Actor) -> None:
    """Which purposes reach the person over which channel. Raises Invalid for what cannot be switched off or does not exist."""
    for (purpose, channel), yes in wanted.items():
        way = channels.get(channel)
        if way is None or purpose not in officers_purposes() or not (yes or may_switch_off(purpose, way.silent)):
            raise Invalid("Loại thông báo này không tắt được trên kênh đó.", code="not_a_choice")
    before = choices_of(person)
    changed = {key: yes for key, yes in wanted.items() if before.get(key, True) != yes}
    if not changed:
        return
    with transaction.atomic():
        for (purpose, channel), yes in changed.items():
            Preference.objects.update_or_create(
                person=person, purpose=purpose, channel=channel, defaults={"wanted": yes}
            )
        told: dict[str, events.Plain] = {f"{p}/{c}": yes for (p, c), yes in sorted(changed.items())}
        events.append(ref_of(person), "preferences.changed", actor=actor, payload={"purposes": told})


def mark_read(message: Message) -> None:
    """The reader has seen the notice. The first time counts."""
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=clock.now())


def mark_all_read(user: Any) -> int:
    return notices_for(user).filter(read_at__isnull=True).order_by().update(read_at=clock.now())


def ref_of(person: Person) -> Ref:
    return Ref.to("person", person.uid)


def _relanguaged(kept: Address, language: str, actor: Actor) -> Address:
    if kept.language != language:
        Address.objects.filter(pk=kept.pk).update(language=language)
        payload: dict[str, events.Plain] = {"channel": EMAIL, "language": language}
        events.append(ref_of(kept.person), "address.given", actor=actor, payload=payload)
        kept.language = language
    return kept


def _check(value: str, language: str) -> None:
    errors = []
    try:
        validate_email(value)
    except ValidationError:
        errors.append(FieldError("email", "Địa chỉ thư chưa đúng, ví dụ: an.nv@dongnai.gov.vn."))
    if not value.isascii() or len(value) > 254:
        errors = [FieldError("email", "Địa chỉ thư chỉ gồm chữ không dấu, tối đa 254 ký tự.")]
    if language not in {"vi", "en"}:
        errors.append(FieldError("language", "Chọn tiếng Việt hoặc tiếng Anh."))
    if errors:
        raise Invalid("Chưa lưu được địa chỉ. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
