"""Indicators as subjects: how the trail and other packages name and open them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from motcua.indicators.permissions import may_read
from motcua.indicators.rules.periods import name_of, parse_period
from motcua.kernel.indicators import indicators
from motcua.ui.language import spoken

CLOSED = "closed_period"
"""A period that was closed, named as periods are written: what the job of a closing is about."""


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {key: str(indicators[key].title) for key in uids if key in indicators}


def address(uid: str) -> str:
    return reverse("indicators:indicator", args=[uid])


def readable(reader: Any, uids: Sequence[str]) -> set[str]:
    return set(uids) if may_read(reader) else set()


def period_titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {uid: name_of(parse_period(uid), spoken()) for uid in uids}


def period_address(uid: str) -> str:
    return f"{reverse('indicators:close')}#ky-{uid}"
