"""Background entry points: importing places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from motcua.kernel.errors import AppError, NotFound
from motcua.kernel.jobs import Cancelled, JobContext
from motcua.organisations.imports.territories import read_territories
from motcua.organisations.services.territories import drop_queued, import_territories, take_queued


def import_territory_file(context: JobContext) -> Mapping[str, object] | None:
    """Import a queued file, all or nothing. Run again after a crash it finds what was written and adds nothing twice."""
    name, since = str(context.payload["file"]), context.payload["valid_from"]
    try:
        content = take_queued(name)
    except NotFound:
        return None
    try:
        batch = read_territories(content, valid_from=date.fromisoformat(since) if since else None)
        done = import_territories(
            batch, actor=context.actor, source=str(context.payload["source"]), progress=context.progress
        )
    except (AppError, Cancelled):  # over for good; after anything else another attempt needs the file
        drop_queued(name)
        raise
    drop_queued(name)
    return {**asdict(done), "kept": list(done.kept[:200]), "notes": list(done.notes[:200])}
