"""The one-stop counters of the sample province: who may work on what, and dossiers in all states."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from motcua.dossiers.queries.dossiers import any_there
from motcua.dossiers.sample.lives import lives
from motcua.dossiers.sample.people import give_rights
from motcua.dossiers.services.bulk import load_lives
from motcua.kernel import clock
from motcua.kernel.actors import SAMPLE
from motcua.kernel.registries import SampleRun
from motcua.organisations.queries.people import officer_named

COUNT, DAYS = 1000, 75
"""Dossiers of the base sample, and over how many days before today they came."""


def load(run: SampleRun) -> None:  # noqa: ARG001 - every part of the sample takes the run; these people have their accounts
    """Does nothing where it was done. Some seconds."""
    if any_there():
        return
    today = clock.today()
    with transaction.atomic():
        give_rights()
        asking = officer_named("chuyenvien")
        load_lives(lives(COUNT, first=today - timedelta(days=DAYS), last=today), actor=SAMPLE, officer=asking)
