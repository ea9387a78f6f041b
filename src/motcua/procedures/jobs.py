"""Background entry points: files read (procedures, workflows, annexed lists), rows that wait accepted, papers set, acts over many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from motcua.documents.queries.files import content_of, file_by_uid
from motcua.kernel.jobs import JobContext
from motcua.procedures.imports import read_file
from motcua.procedures.queries.bulk import act_by_uid, states_of
from motcua.procedures.queries.imports import run_by_uid
from motcua.procedures.queries.papers import paper_by_uid
from motcua.procedures.queries.publication import decision_by_uid
from motcua.procedures.queries.workflows import reading_by_uid
from motcua.procedures.services import papers as papers_service
from motcua.procedures.services.annexes import read_now
from motcua.procedures.services.bulk import carry_on
from motcua.procedures.services.deciding import accept_waiting
from motcua.procedures.services.hints import make_hints
from motcua.procedures.services.line_work import go_through
from motcua.procedures.services.publication_lists import annexed_list, keep_list
from motcua.procedures.services.runs import fill_run
from motcua.procedures.services.sure_lines import compare_lines


def read_run(context: JobContext) -> Mapping[str, object] | None:
    """Import or compare one file. Run again after a crash it goes on with the rows that are left."""
    run = run_by_uid(context.payload["run"])
    if run.ended_at is not None or run.file is None:
        return None
    file = read_file(content_of(run.file), name=run.file_name)
    context.progress(0, len(file.rows))
    done = fill_run(run, file, actor=context.actor, progress=context.progress)
    return {"run": str(run.uid), **asdict(done.counts)}


def accept_rows(context: JobContext) -> Mapping[str, object] | None:
    """Accept every row of a comparison that waits."""
    run = run_by_uid(context.payload["run"])
    return {"run": str(run.uid), **asdict(accept_waiting(run, actor=context.actor, progress=context.progress))}


def read_annex(context: JobContext) -> Mapping[str, object] | None:
    """Read one annex of workflows. Run again after a crash it begins anew; one that is read is left alone."""
    reading = reading_by_uid(context.payload["reading"])
    return {"reading": str(reading.uid), "found": read_now(reading, actor=context.actor, progress=context.progress)}


def read_list(context: JobContext) -> Mapping[str, object] | None:
    """Read one list annexed to a decision. Run again after a crash it begins anew; lines that were kept once are not kept again, since a
    person may have dropped some of them meanwhile.
    """
    payload = context.payload
    if not context.notes:
        file = file_by_uid(payload["file"])
        found = annexed_list(file, context.progress)
        context.progress(0, len(found.rows))  # from here on by lines: they are matched, then compared
        with context.batch():
            decision = decision_by_uid(payload["decision"])
            lines = keep_list(decision, file, found, actor=context.actor, action=payload["action"])
            context.checkpoint({"decision": payload["decision"], "lines": lines})
    compare_lines(decision_by_uid(payload["decision"]), context.progress)
    return context.notes


def work_on_lines(context: JobContext) -> Mapping[str, object] | None:
    """Settle or disclose very many lines of a decision. Run again it goes on with those that are left."""
    decision = decision_by_uid(context.payload["decision"])
    done = go_through(decision, context.payload, actor=context.actor, progress=context.progress)
    return {"decision": context.payload["decision"], **done}


def do_bulk(context: JobContext) -> Mapping[str, object] | None:
    """Do what is left of an act over many procedures. Run again after a crash or a stop it goes on where it was."""
    act = act_by_uid(context.payload["act"])
    if act.ended_at is None:
        carry_on(act, actor=context.actor, progress=context.progress)
    return {"act": str(act.uid), **states_of(act)}


def set_paper(context: JobContext) -> Mapping[str, object] | None:
    """Set one paper. Run again after a crash it begins anew; a paper that is set is left alone."""
    made = papers_service.set_paper(paper_by_uid(context.payload["paper"]), actor=context.actor)
    return {"paper": str(made.uid), "file": str(made.file.uid) if made.file else ""}


def look_alike(context: JobContext) -> Mapping[str, object] | None:
    """Reckon anew which procedures look alike and which papers many ask for."""
    return {"made": make_hints(context.progress)}
