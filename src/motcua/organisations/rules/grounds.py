"""The document on which a term, a charge, an authority or a delegation rests. Pure."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """Number and symbol, date, and where it is kept when it is kept here (a Ref as text)."""

    document: str = ""
    date: datetime.date | None = None
    ref: str = ""

    def columns(self) -> dict[str, str | datetime.date | None]:
        """As the columns of a row that rests on it."""
        return {"document": self._name, "document_date": self.date, "document_ref": self.ref}

    def payload(self) -> dict[str, str | datetime.date | None]:
        """As the trail tells it."""
        return {"document": self._name, "issued_on": self.date}

    @property
    def _name(self) -> str:
        return unicodedata.normalize("NFC", self.document).strip()


NOTHING = Ground()
