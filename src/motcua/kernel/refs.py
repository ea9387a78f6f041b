"""`Ref`: how one record points to any other across packages, without importing it. Written `kind:uid`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from motcua.kernel.errors import Invalid

_KIND = re.compile(r"[a-z][a-z_]{1,39}")


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    kind: str
    uid: str

    def __post_init__(self) -> None:
        if not _KIND.fullmatch(self.kind):
            raise ValueError(f"not a kind of subject: {self.kind!r}")

    def __str__(self) -> str:
        return f"{self.kind}:{self.uid}"

    @classmethod
    def to(cls, kind: str, uid: UUID | str) -> Ref:
        return cls(kind, str(uid))

    @classmethod
    def parse(cls, text: str) -> Ref:
        kind, _, uid = text.partition(":")
        if not uid or not _KIND.fullmatch(kind):
            raise Invalid("“{text}” không phải là tham chiếu hợp lệ (dạng loại:mã).", code="bad_ref", text=text)
        return cls(kind, uid)
