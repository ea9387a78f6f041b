"""Keeping who files: checked, sealed, found again by exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.models import SEALER, Party
from motcua.dossiers.rules.people import cleaned, identifier_key, phone_key

SEALED = ("identifier", "phone", "email", "address")


def new_party(given: Mapping[str, Any]) -> Party:
    """A party that is not saved yet; `given` was checked (`rules.people.errors`)."""
    facts = cleaned(given)
    return Party(
        kind=given.get("kind") or "person",
        name=facts["name"],
        sealed=SEALER.seal({key: facts[key] for key in SEALED if facts[key]}),
        identifier_key=SEALER.key_of(identifier_key(facts["identifier"])),
        phone_key=SEALER.key_of(phone_key(facts["phone"])),
    )
