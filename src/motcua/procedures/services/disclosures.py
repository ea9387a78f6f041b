"""Công khai: where and when the lines of a decision were made public, with proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction

from motcua.documents.services.files import attach_file
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import nfc
from motcua.procedures.events import EventKind
from motcua.procedures.models import Disclosure, Place, PublicationDecision, PublicationItem
from motcua.procedures.queries.publication import ref_of
from motcua.procedures.workflow import PublicationState

if TYPE_CHECKING:
    from motcua.documents.models import StoredFile
    from motcua.organisations.models import Unit

_CODE = re.compile(r"(?<!\d)\d\.\d{6}(?!\d)")
_OF_A_UNIT = (Place.NOTICE_BOARD, Place.COUNTER)


@dataclass(frozen=True, slots=True)
class Told:
    """Where and when lines were made public, and what proves it."""

    place: str
    on: date
    unit: Unit | None = None
    url: str = ""
    note: str = ""
    proof: StoredFile | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", self.url.strip()[:500])
        object.__setattr__(self, "note", " ".join(nfc(self.note).split())[:500])


def disclose(decision: PublicationDecision, items: Sequence[PublicationItem], told: Told, *, actor: Actor) -> int:
    """Ghi nhận công khai of some lines at one place on one day; lines recorded there already are left. Returns how many were recorded.

    Raises Invalid: a day before the signature or ahead, no unit for its board or counter, neither address nor file nor words as proof.
    """
    refuse_wrong(decision, told, count=len(items))
    with transaction.atomic():
        count = record(decision, items, told, actor=actor)
        if not count:
            raise Refused("Các thủ tục này đã ghi công khai ở nơi này.", code="there")
    return count


def refuse_wrong(decision: PublicationDecision, told: Told, *, count: int) -> None:
    """Raises Invalid, Refused as `disclose` tells."""
    if decision.state not in (PublicationState.SIGNED, PublicationState.PUBLISHED) or decision.signed_on is None:
        raise Refused("Chỉ ghi công khai cho quyết định đã ký.", code="not_signed")
    errors = []
    if told.place not in Place.values:
        errors.append(FieldError("place", N_("Chọn nơi công khai trong danh sách.")))
    if told.on > clock.today() or told.on < decision.signed_on:
        errors.append(FieldError("on", N_("Ngày công khai từ ngày ký quyết định đến hôm nay.")))
    if told.place in _OF_A_UNIT and told.unit is None:
        errors.append(FieldError("unit", N_("Ghi đơn vị có bảng niêm yết, quầy tiếp nhận.")))
    if not count:
        errors.append(FieldError("items", N_("Chọn ít nhất một thủ tục.")))
    if not (told.url or told.note or told.proof):
        errors.append(FieldError("url", N_("Ghi địa chỉ trang, hoặc đính kèm ảnh, biên bản, hoặc ghi rõ bằng chứng.")))
    errors += _no_proof(told, count)
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))


def _no_proof(told: Told, count: int) -> Iterator[FieldError]:
    """An address that cannot show what it is to prove."""
    if told.place == Place.NATIONAL and told.url and urlsplit(told.url).hostname in _own_hosts():
        yield FieldError(
            "url", N_("Trang của hệ thống này không chứng minh được việc công khai trên cơ sở dữ liệu quốc gia.")
        )
    if count > 1 and (named := _CODE.search(unquote(told.url))):
        words = N_("Địa chỉ này là trang của riêng thủ tục {code}: ghi địa chỉ chung, hoặc ghi công khai từng thủ tục.")
        yield FieldError("url", words, {"code": named[0]})


def _own_hosts() -> set[str | None]:
    return {urlsplit(settings.BASE_URL).hostname, *settings.ALLOWED_HOSTS} - {"*", None}


def record(decision: PublicationDecision, items: Sequence[PublicationItem], told: Told, *, actor: Actor) -> int:
    """Of some lines, in the caller's transaction; those recorded there already are left. How many were recorded."""
    here = None if told.place == Place.NATIONAL else told.unit
    if told.proof is not None:
        attach_file(told.proof, ref_of(decision), actor=actor)
    rows = Disclosure.objects.filter(item__in=items, place=told.place, unit=here, voided_at__isnull=True)
    there = set(rows.values_list("item", flat=True))
    now = clock.now()
    fresh = [
        Disclosure(
            item=item,
            place=told.place,
            unit=here,
            on=told.on,
            url=told.url,
            note=told.note,
            proof=told.proof,
            recorded_at=now,
            recorded_by=actor.name,
        )
        for item in items
        if item.pk not in there
    ]
    Disclosure.objects.bulk_create(fresh, batch_size=500)
    payload: dict[str, events.Plain] = {
        "place": told.place,
        "unit": here.code if here else None,
        "on": told.on,
        "count": len(fresh),
    }
    if fresh:
        events.append(ref_of(decision), EventKind.DISCLOSED, actor=actor, payload=payload)
    return len(fresh)


def void_disclosure(row: Disclosure, *, reason: str, actor: Actor) -> Disclosure:
    """Hủy what was recorded by mistake; it stays readable with its reason."""
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    now = clock.now()
    with transaction.atomic():
        rows = Disclosure.objects.filter(pk=row.pk, voided_at__isnull=True)
        if rows.update(voided_at=now, void_reason=reason) != 1:
            raise Refused("Lần công khai này đã hủy.")
        payload: dict[str, events.Plain] = {"place": row.place, "row": row.item.line, "reason": reason}
        events.append(ref_of(row.item.decision), EventKind.DISCLOSURE_VOIDED, actor=actor, payload=payload)
    row.voided_at, row.void_reason = now, reason
    return row
