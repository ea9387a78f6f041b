"""Personal data at rest: encrypted with the data key, found again by a keyed digest.

Each use has a name of its own, from which its keys are derived: what one use sealed, another cannot open. `MOTCUA_DATA_KEY` may hold
several keys divided by commas: the first seals, all of them open, so that a key is changed without a stop.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Sealer:
    """Seals and opens the values of one use."""

    def __init__(self, use: str) -> None:
        self._use = use

    def seal(self, value: Mapping[str, Any]) -> str:
        """A JSON object as it is stored. Nothing in it is nothing: the empty text."""
        if not value:
            return ""
        return self.seal_text(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))

    def open(self, sealed: str) -> dict[str, Any]:
        """What was sealed. Never for logs, events, addresses of pages or the search index."""
        if not sealed:
            return {}
        found: dict[str, Any] = json.loads(self.open_text(sealed))
        return found

    def seal_text(self, plain: str) -> str:
        return _cipher(self._use, settings.MOTCUA_DATA_KEY).encrypt(plain.encode()).decode()

    def open_text(self, sealed: str) -> str:
        return _cipher(self._use, settings.MOTCUA_DATA_KEY).decrypt(sealed.encode()).decode()

    def key_of(self, value: str) -> str:
        """By what an exact value is found again without being readable. 32 letters; the empty text for nothing."""
        if not value:
            return ""
        return hmac.new(_digest_key(self._use, settings.MOTCUA_DATA_KEY), value.encode(), hashlib.sha256).hexdigest()[
            :32
        ]


@cache
def _cipher(use: str, keys: str) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(use, one))) for one in keys.split(",")])


@cache
def _digest_key(use: str, keys: str) -> bytes:
    """Of the first key alone: what is looked up has one digest."""
    return _derived(f"{use}, digest", keys.split(",", maxsplit=1)[0])


def _derived(use: str, key: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"motcua {use}".encode()).derive(key.strip().encode())
