"""Electronic forms of sample procedures, written in the stored form and issued from one day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from motcua.kernel.actors import SAMPLE
from motcua.procedures.eforms import form_from_json
from motcua.procedures.sample.reading import table
from motcua.procedures.services.eforms import begin_eform, issue_eform

if TYPE_CHECKING:
    from motcua.procedures.models import Procedure

TABLE = "to-khai"


def load_eforms(made: Mapping[str, Procedure]) -> None:
    """Drafted and issued by the same verbs as a person's."""
    raw = table(TABLE)
    for one in raw["forms"]:
        draft = begin_eform(made[one["code"]], form=form_from_json(one["form"]), actor=SAMPLE)
        issue_eform(draft, valid_from=raw["since"], version=draft.version, actor=SAMPLE)
