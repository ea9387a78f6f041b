"""The channels to people outside the house: text messages and Zalo through providers that speak our HTTP contract, and e-mail.

The contract is in docs/admin/messages.md; whoever sends through a provider with another one puts a small gateway in between.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar

import requests
from django.conf import settings
from django.utils import translation
from requests.auth import AuthBase

from motcua.kernel.errors import N_
from motcua.messages.queries.letters import outward_content
from motcua.messages.queries.wordings import Said
from motcua.messages.rules.channels import EMAIL, CannotDeliver, NoService, TryAgain
from motcua.messages.rules.letters import compose
from motcua.messages.rules.outward import SMS, ZNS, Outward, Parcel
from motcua.messages.rules.short import size_of
from motcua.messages.services.channels import Email

_SECONDS = (5, 20)
"""To connect, and between two pieces of the answer. With `_LONGEST_ANSWER` well below `retry.HELD`."""
_LONGEST_ANSWER = 16_384
_TAKEN = {200, 202}
_TAKEN_BEFORE = 409
_NEVER = {400, 404, 410, 413, 422}
_AFTER = timedelta(minutes=1)
"""How long a provider that limits the rate is left alone when it does not say."""


class OutwardEmail:
    """Letters to people outside the house, through the same mail server as those to officers."""

    key = EMAIL
    label = N_("Thư điện tử")
    available = True
    receipts = False

    @contextmanager
    def session(self) -> Iterator[Outward]:
        with Email().session() as carry:

            def bring(parcel: Parcel, /) -> str:
                with translation.override(parcel.language):
                    content = outward_content(Said(parcel.title, parcel.text))
                carry(replace(compose(parcel.id, parcel.to, content, parcel.language), outward=True))
                return ""

            yield bring


class _Provided:
    """A channel whose provider takes one message with one POST."""

    key: ClassVar[str]

    @property
    def _provider(self) -> Mapping[str, str]:
        found: Mapping[str, str] = settings.MOTCUA_PROVIDERS.get(self.key, {})
        return found

    @property
    def available(self) -> bool:
        return bool(self._provider)

    @property
    def receipts(self) -> bool:
        return bool(self._provider.get("receipt_secret"))

    @contextmanager
    def session(self) -> Iterator[Outward]:
        url, token = self._provider["url"], self._provider["token"]
        with requests.Session() as session:
            session.auth = _Bearer(token)
            yield lambda parcel: _post(session, url, parcel.id, self._body(parcel))

    def _body(self, parcel: Parcel) -> dict[str, Any]:
        raise NotImplementedError


class Sms(_Provided):
    """Text messages."""

    key = SMS
    label = N_("Tin nhắn SMS")

    def _body(self, parcel: Parcel) -> dict[str, Any]:
        size = size_of(parcel.text)
        return {"to": parcel.to, "text": parcel.text, "coding": size.coding.value, "parts": size.parts}


class Zns(_Provided):
    """Zalo's notification service: a text that the provider approved, filled with parameters."""

    key = ZNS
    label = N_("Zalo ZNS")

    def _body(self, parcel: Parcel) -> dict[str, Any]:
        return {"to": parcel.to, "template": parcel.template, "parameters": dict(parcel.parameters)}


@dataclass(frozen=True, slots=True)
class _Bearer(AuthBase):
    """Said as an `auth`, so that a `.netrc` of the account never takes its place."""

    token: str

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


def _post(session: requests.Session, url: str, sending_id: str, body: dict[str, Any]) -> str:
    """The provider's number for the message. Errors name statuses and kinds alone: what a server says may repeat the number."""
    headers = {"Idempotency-Key": sending_id, "Accept": "application/json"}
    try:
        answer = session.post(
            url, json={"id": sending_id, **body}, headers=headers, timeout=_SECONDS, allow_redirects=False, stream=True
        )
        with answer:
            told = _told(answer)
    except requests.RequestException as error:
        raise NoService(type(error).__name__) from None
    status = answer.status_code
    if status in _TAKEN or status == _TAKEN_BEFORE:
        return _number(told, status, sending_id)
    if status == 429:
        raise NoService("HTTP 429", after=_retry_after(answer.headers.get("Retry-After", "")))
    if status in _NEVER:
        raise CannotDeliver(f"HTTP {status}")
    if status == 503 and "Retry-After" in answer.headers:
        raise NoService("HTTP 503", after=_retry_after(answer.headers["Retry-After"]))
    raise NoService(f"HTTP {status}")  # 401, 403: our credentials; 3xx: not the provider; 5xx: for now


def _told(answer: requests.Response) -> Any:
    """The JSON of an answer that is not too long; None for anything else."""
    raw = b""
    for piece in answer.iter_content(4096):
        raw += piece
        if len(raw) > _LONGEST_ANSWER:
            return None
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _number(told: Any, status: int, sending_id: str) -> str:
    """Of an answer that is not about this message nothing is believed: tried again under the same id, it is still sent once."""
    if not isinstance(told, dict) or told.get("id") != sending_id:
        raise TryAgain(f"HTTP {status}, another id")
    number = told.get("provider_id")
    if not isinstance(number, str) or not 0 < len(number) <= 100 or not number.isprintable():
        raise TryAgain(f"HTTP {status}, no provider_id")
    return number


def _retry_after(text: str) -> timedelta:
    """Seconds; a date counts as not said."""
    return timedelta(seconds=int(text)) if text.isascii() and text.isdigit() and len(text) <= 6 else _AFTER
