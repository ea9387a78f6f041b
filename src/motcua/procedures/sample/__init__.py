"""The registry of the sample province: the zone board's own fields of work, what citizens look for in communes, and internal procedures."""

from __future__ import annotations

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.registries import SampleRun
from motcua.procedures.queries.registry import codes_there
from motcua.procedures.sample.eforms import load_eforms
from motcua.procedures.sample.papers import load_papers
from motcua.procedures.sample.places import load_places
from motcua.procedures.sample.public_pages import load_early_papers, load_public_pages
from motcua.procedures.sample.publishing import left_to_decisions, load_publications, naming_their_decisions
from motcua.procedures.sample.reading import written
from motcua.procedures.sample.registry import load_registry
from motcua.procedures.sample.reviewing import load_reviews
from motcua.procedures.sample.workflows import load_workflows

__all__ = ["load"]


def load(run: SampleRun) -> None:  # noqa: ARG001 - every part of the sample takes the run; this one has no accounts
    """Procedures, who performs them, and what was decided about them. Does nothing where they are already. A few seconds."""
    today = clock.today()
    all_of_them = naming_their_decisions(written(today), today)
    if codes_there([one.code for one in all_of_them]):
        return
    with transaction.atomic():
        made = load_registry(all_of_them, left=left_to_decisions(all_of_them, today))
        load_early_papers(made, today)
        load_publications(all_of_them, made, today)
        load_places(all_of_them, made)
        load_workflows(made)
        load_eforms(made)
        load_papers(made)
        load_reviews(made, today)
        load_public_pages(made, today)
