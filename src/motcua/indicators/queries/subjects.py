"""Indicators as subjects: how the trail and other packages name and open them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from motcua.indicators.permissions import may_read
from motcua.kernel.indicators import indicators


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {key: str(indicators[key].title) for key in uids if key in indicators}


def address(uid: str) -> str:
    return reverse("indicators:indicator", args=[uid])


def readable(reader: Any, uids: Sequence[str]) -> set[str]:
    return set(uids) if may_read(reader) else set()
