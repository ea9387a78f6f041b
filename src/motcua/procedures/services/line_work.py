"""Acts over the lines of a decision: at once while they are few; when they are very many by a job, in portions that are each done whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from motcua.documents.queries.files import file_by_uid
from motcua.documents.services.files import attach_file
from motcua.kernel import batches, jobs
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Invalid, Refused
from motcua.organisations.queries.units import unit_of
from motcua.procedures.models import PublicationDecision, PublicationItem
from motcua.procedures.queries.publication import LINES_JOB, lines_job_of, ref_of
from motcua.procedures.services.disclosures import Told, disclose, record, refuse_wrong
from motcua.procedures.services.publishing import Published, need_ready, publish_decision
from motcua.procedures.services.sure_lines import Progress, Settled, settle_sure_lines
from motcua.procedures.workflow import PublicationState

if TYPE_CHECKING:
    from motcua.kernel.models import Job

NAMED = 10
"""Lines at fault that the message of a job names."""
AT_ONCE = 100
"""Lines that are done in the request: some 100 ms; 2.000 take 4 to 6 s of a busy machine, most of it comparing and rests (measured)."""
PORTION = 100
PUBLISHED_AT_ONCE = 40
"""Lines that are published in the request: one of the province's own takes some 23 ms, for it writes a version, its events and its index
(measured: 100 lines 2,3 s); 2.000 that tie the decision to national contents 6 s, 12 s where each settles something locally."""


def settle_many(decision: PublicationDecision, *, actor: Actor) -> Settled | Job:
    """`settle_sure_lines`, or the job that does it. Raises Refused while another such act runs."""
    count = decision.items.filter(confirmed_at__isnull=True).count()
    if count <= AT_ONCE:
        return settle_sure_lines(decision, actor=actor)
    return _begin(decision, {"what": "settle"}, f"Xác nhận các dòng đúng tên: {count} dòng", actor)


def disclose_many(
    decision: PublicationDecision, items: Sequence[PublicationItem], told: Told, *, actor: Actor
) -> int | Job:
    """`disclose`, or the job that does it; what is wrong is refused before. Lines that are recorded there already are left."""
    if len(items) <= AT_ONCE:
        return disclose(decision, items, told, actor=actor)
    refuse_wrong(decision, told, count=len(items))
    facts = {
        "what": "disclose",
        "lines": [item.pk for item in items],
        "place": told.place,
        "on": told.on.isoformat(),
        "unit": str(told.unit.uid) if told.unit is not None else "",
        "url": told.url,
        "note": told.note,
        "proof": str(told.proof.uid) if told.proof is not None else "",
    }
    with transaction.atomic():
        if told.proof is not None:
            attach_file(
                told.proof, ref_of(decision), actor=actor
            )  # else it would be tidied away before the job comes to it
        return _begin(decision, facts, f"Ghi công khai: {len(items)} dòng", actor)


def publish_many(decision: PublicationDecision, *, actor: Actor) -> Published | Job:
    """`publish_decision`, or the job that does it, whole or not at all; what can be told at once is refused before. Raises as it does."""
    items, _effect = need_ready(decision)
    if len(items) <= PUBLISHED_AT_ONCE:
        return publish_decision(decision, actor=actor)
    return _begin(decision, {"what": "publish"}, f"Công bố: {len(items)} dòng", actor)


def _publish(decision: PublicationDecision, *, actor: Actor, progress: Progress) -> dict[str, int]:
    """All in one transaction, so that what a reader of the page sees is before or after. Begun again by a second worker it does nothing."""
    if decision.state == PublicationState.PUBLISHED:
        return {}
    count = decision.items.count()
    progress(0, count)
    try:
        done = publish_decision(decision, actor=actor)
    except Invalid as error:  # of a failure a job keeps one message: it names the lines
        named = "; ".join(str(one) for one in error.errors[:NAMED]) + (" …" if len(error.errors) > NAMED else "")
        raise Refused(
            "Chưa công bố được, không dòng nào được làm. {count} dòng phải xử lý: {lines}",
            count=len(error.errors),
            lines=named,
            code="lines_wrong",
        ) from error
    progress(count, count)
    return asdict(done)


def go_through(
    decision: PublicationDecision, facts: Mapping[str, Any], *, actor: Actor, progress: Progress
) -> dict[str, int]:
    """What a job was asked for. Run again it goes on with the lines that are left."""
    if facts["what"] == "publish":
        return _publish(decision, actor=actor, progress=progress)
    if facts["what"] == "settle":
        return asdict(settle_sure_lines(decision, actor=actor, progress=progress))
    told = Told(
        facts["place"],
        date.fromisoformat(facts["on"]),
        unit_of(facts["unit"]) if facts["unit"] else None,
        facts["url"],
        facts["note"],
        file_by_uid(facts["proof"]) if facts["proof"] else None,
    )
    keys, made = facts["lines"], 0
    refuse_wrong(decision, told, count=len(keys))
    for start in range(0, len(keys), PORTION):
        items = decision.items.filter(pk__in=keys[start : start + PORTION]).order_by("line")
        with batches.batch():
            made += record(decision, list(items), told, actor=actor)
        progress(min(start + PORTION, len(keys)), len(keys))
    return {"made": made}


def _begin(decision: PublicationDecision, facts: Mapping[str, Any], title: str, actor: Actor) -> Job:
    with transaction.atomic():
        PublicationDecision.objects.filter(pk=decision.pk).update(state=F("state"))  # who asks at once waits here
        before = lines_job_of(decision)
        if before is not None and before.state in {"queued", "running"}:
            raise Refused(
                "Một việc trên các dòng của quyết định này đang chạy. Hãy đợi xong, hoặc dừng việc đó.", code="busy"
            )
        payload = {"decision": str(decision.uid), **facts}
        return jobs.enqueue(LINES_JOB, payload, actor=actor, title=title, subject=ref_of(decision))
