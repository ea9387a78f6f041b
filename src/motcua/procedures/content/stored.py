"""The stored form of a content: plain JSON, read back to an equal value, and the fingerprint by which an import sees a change."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import TypeAdapter

from motcua.procedures.content.parts import Content

_ADAPTER: TypeAdapter[Content] = TypeAdapter(Content)


def as_json(content: Content) -> dict[str, Any]:
    """What is kept in the database; amounts are texts, so that nothing is rounded. Empty values are left out."""
    plain: dict[str, Any] = _ADAPTER.dump_python(content, mode="json", exclude_defaults=True)
    return plain


def from_json(plain: dict[str, Any]) -> Content:
    """The content again. Raises pydantic.ValidationError for anything that is none."""
    return _ADAPTER.validate_python(plain)


def from_outside(plain: dict[str, Any]) -> Content:
    """A content that a program wrote. Raises pydantic.ValidationError also for what no part has a place for, so that nothing is dropped."""
    return _ADAPTER.validate_python(plain, extra="forbid")


def fingerprint(content: Content) -> str:
    """Equal for equal contents, over runs and versions of the code (a new part without a value changes nothing)."""
    canonical = json.dumps(as_json(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
