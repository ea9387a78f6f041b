"""Letting the public see an indicator, and no longer."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from motcua.indicators.events import EventKind
from motcua.indicators.models import Release
from motcua.indicators.queries.catalogue import KIND, indicator_named
from motcua.indicators.queries.values import key_of
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.organisations.queries.scopes import codes_of


def release_indicator(key: str, *, unit: int | None, mode: str, actor: Actor) -> Release:
    """Let everybody see the figures of a unit (None: of the province): frozen ones only, or live ones too. The leader is named.

    Raises NotFound for an unknown key, Invalid for an unknown mode, Refused where it is released already or nobody is named.
    """
    indicator, pk = indicator_named(key), key_of(unit)
    if mode not in Release.Mode.values:
        raise Invalid("Chưa công khai.", errors=(FieldError("mode", "Chọn cách công khai."),))
    if actor.ref is None:
        raise Refused("Chỉ lãnh đạo có tên mới công khai số liệu.", code="nobody")
    try:
        with transaction.atomic():
            made = Release.objects.create(
                key=indicator.key,
                unit_id=pk,
                mode=mode,
                released_at=clock.now(),
                released_by=str(actor.ref),
                released_by_name=actor.name,
            )
            payload: dict[str, events.Plain] = {"unit": codes_of([pk])[pk], "mode": mode}
            events.append(Ref(KIND, key), EventKind.RELEASED, actor=actor, payload=payload)
    except IntegrityError as error:
        raise Refused(
            "Chỉ số này đã được công khai. Hãy thôi công khai trước khi đổi cách.", code="released"
        ) from error
    return made


def withdraw_release(release: Release, *, actor: Actor, reason: str) -> None:
    """Show it no longer. Raises Invalid without a reason, Refused for one that has ended."""
    if not reason.strip():
        raise Invalid("Chưa thôi công khai.", errors=(FieldError("reason", "Ghi lý do thôi công khai."),))
    with transaction.atomic():
        ended = {"ended_at": clock.now(), "ended_by_name": actor.name, "reason": reason.strip()[:500]}
        if Release.objects.filter(pk=release.pk, ended_at__isnull=True).update(**ended) != 1:
            raise Refused("Chỉ số này đã thôi công khai.", code="ended")
        payload: dict[str, events.Plain] = {
            "unit": codes_of([release.unit_id])[release.unit_id],
            "reason": reason.strip(),
        }
        events.append(Ref(KIND, release.key), EventKind.WITHDRAWN, actor=actor, payload=payload)
    release.refresh_from_db()
