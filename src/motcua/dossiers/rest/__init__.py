"""The program's face of the one-stop mechanism: filing, acting, reading; tracking is everybody's."""

from ninja import Router

from motcua.dossiers.rest.dossiers import router as dossiers
from motcua.dossiers.rest.summary import router as summary
from motcua.dossiers.rest.track import router as track

OPEN: tuple[Router, ...] = (track,)
SIGNED_IN: tuple[Router, ...] = (dossiers, summary)

__all__ = ["OPEN", "SIGNED_IN"]
