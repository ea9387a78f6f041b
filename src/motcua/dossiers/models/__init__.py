"""Tables of the one-stop mechanism, by noun."""

from motcua.dossiers.models.decisions import Decision, DecisionKind
from motcua.dossiers.models.dossiers import Channel, CodeCounter, Dossier, GivenComponent, Participant
from motcua.dossiers.models.parties import SEALER, Party, PartyKind
from motcua.dossiers.models.steps import (
    DossierStep,
    Extension,
    Opinion,
    Pause,
    PauseKind,
    PrintedForm,
    SupplementRequest,
)

__all__ = [
    "SEALER",
    "Channel",
    "CodeCounter",
    "Decision",
    "DecisionKind",
    "Dossier",
    "DossierStep",
    "Extension",
    "GivenComponent",
    "Opinion",
    "Participant",
    "Party",
    "PartyKind",
    "Pause",
    "PauseKind",
    "PrintedForm",
    "SupplementRequest",
]
