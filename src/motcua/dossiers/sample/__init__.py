"""The one-stop counters of the sample province: who may work on what, and dossiers in all states."""

from __future__ import annotations

from django.db import transaction

from motcua.dossiers.sample.people import give_rights
from motcua.kernel.registries import SampleRun


def load(run: SampleRun) -> None:  # noqa: ARG001 - every part of the sample takes the run; these people have their accounts
    """Does nothing where it was done."""
    with transaction.atomic():
        give_rights()
