"""Open dossiers of a unit that ends or is divided go to its successor: the same code, the same promise."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.dossiers.models import Dossier, DossierStep, Participant
from motcua.dossiers.queries.dossiers import KIND
from motcua.dossiers.workflow import OPEN, DossierState, StepState
from motcua.kernel.refs import Ref

MOVING = (*OPEN, DossierState.PROCESSED)
"""What is not given back yet: somebody has to go on with it."""


def refs_of_unit(unit: int) -> list[str]:
    """What a unit settles, or has taken in, and is not finished."""
    rows = Dossier.objects.filter(state__in=MOVING, voided_at__isnull=True)
    uids = (rows.filter(unit=unit) | rows.filter(intake_unit=unit)).order_by("pk").values_list("uid", flat=True)
    return [str(Ref.to(KIND, uid)) for uid in uids]


def move_dossiers(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """Give the named dossiers, with their open steps, to another unit. Part of the caller's transaction; returns how many moved."""
    uids = [ref.uid for ref in map(Ref.parse, refs) if ref.kind == KIND]
    rows = Dossier.objects.filter(uid__in=uids)
    keys = list((rows.filter(unit=unit) | rows.filter(intake_unit=unit)).values_list("pk", flat=True))
    Dossier.objects.filter(pk__in=keys, unit=unit).update(unit=to_unit)
    Dossier.objects.filter(pk__in=keys, intake_unit=unit).update(intake_unit=to_unit)
    DossierStep.objects.filter(dossier__in=keys, unit=unit, state=StepState.OPEN).update(unit=to_unit, officer=None)
    Participant.objects.bulk_create(
        [Participant(dossier_id=key, unit_id=to_unit) for key in keys], ignore_conflicts=True
    )
    return len(keys)
