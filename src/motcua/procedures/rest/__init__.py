"""The program's face, by noun: what is published is everybody's to read; the rest is the officers'."""

from ninja import Router

from motcua.procedures.rest.bulk_acts import router as bulk_acts
from motcua.procedures.rest.drafts import router as drafts
from motcua.procedures.rest.eforms import reading as eforms
from motcua.procedures.rest.eforms import writing as eform_writes
from motcua.procedures.rest.imports import router as imports
from motcua.procedures.rest.life_events import router as life_events
from motcua.procedures.rest.mark_writes import router as mark_writes
from motcua.procedures.rest.place_writes import router as place_writes
from motcua.procedures.rest.procedures import router as procedures
from motcua.procedures.rest.publication import router as publication
from motcua.procedures.rest.publication_lines import router as publication_lines
from motcua.procedures.rest.publication_writes import router as publication_writes
from motcua.procedures.rest.reader_remarks import router as reader_remarks
from motcua.procedures.rest.reading import router as reading
from motcua.procedures.rest.regulations import router as regulations
from motcua.procedures.rest.review_item_writes import reviews
from motcua.procedures.rest.transfers import router as transfers
from motcua.procedures.rest.workflow_writes import router as workflow_writes
from motcua.procedures.rest.workflows import router as workflows

OPEN: tuple[Router, ...] = (procedures, life_events, reading, publication, eforms)
SIGNED_IN: tuple[Router, ...] = (
    workflows,
    drafts,
    imports,
    reviews,
    regulations,
    publication_writes,
    publication_lines,
    place_writes,
    transfers,
    bulk_acts,
    mark_writes,
    workflow_writes,
    eform_writes,
    reader_remarks,
)

__all__ = ["OPEN", "SIGNED_IN"]
