"""Readers who come again: what the registry gives to everybody alike is sent anew when it has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition

from motcua.kernel import clock
from motcua.procedures.queries.changed import changed_at, mark_of
from motcua.ui.language import spoken

View = Callable[..., HttpResponseBase]


def _mark(_request: HttpRequest, *_args: Any, **_named: Any) -> str:
    return f'"{mark_of(clock.today())}-{spoken()}"'


def _changed(_request: HttpRequest, *_args: Any, **_named: Any) -> datetime:
    return changed_at(clock.today())


def while_unchanged(view: View) -> View:
    """`view` shows the public registry and nothing of its reader: ETag and Last-Modified by the registry's own mark, 304 without building
    anything. Anybody may keep it, and asks each time whether it still holds.
    """
    return wraps(view)(cache_control(public=True, no_cache=True)(condition(_mark, _changed)(view)))
