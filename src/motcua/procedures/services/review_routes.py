"""Plan and report of a round on their way to signature and number. Approval itself is the documents' mechanism."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.documents.queries.approvals import next_round
from motcua.documents.services.approvables import Approvable, Issue
from motcua.documents.services.approvals import submit
from motcua.documents.services.files import need_paper, store_made
from motcua.kernel import events, workflow
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import Refused
from motcua.kernel.refs import Ref
from motcua.procedures.events import EventKind
from motcua.procedures.models import ReviewRound
from motcua.procedures.queries.reviews import plan_ref, ref_of, report_ref, round_by_uid
from motcua.procedures.services.review_papers import PLAN_KIND, REPORT_KIND, plan_docx
from motcua.procedures.services.review_report import report_docx
from motcua.procedures.services.review_table import keep_table
from motcua.procedures.services.reviews import closed, need_items, need_settled, started
from motcua.procedures.workflow import REVIEW_ROUND

if TYPE_CHECKING:
    from motcua.documents.models import Approval, StoredFile


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a round that is signed: `name` stands in transitions (`submit_plan`), `number` and `day` are what it leaves."""

    name: str
    kind: str
    title: str
    ref: Callable[[ReviewRound], Ref]
    docx: Callable[[ReviewRound], bytes]
    ready: Callable[[ReviewRound], None]
    number: str
    day: str
    submitted: EventKind
    returned: EventKind
    after: Callable[[ReviewRound, Actor], None]


PLAN = Paper(
    "plan", PLAN_KIND, "Rà soát, đánh giá thủ tục hành chính năm {year}", plan_ref, plan_docx, need_items,
    "decision_number", "decision_on", EventKind.REVIEW_PLAN_SUBMITTED, EventKind.REVIEW_PLAN_RETURNED, started,
)  # fmt: skip
REPORT = Paper(
    "report", REPORT_KIND, "Kết quả rà soát, đánh giá thủ tục hành chính năm {year}", report_ref, report_docx, need_settled,
    "report_number", "report_on", EventKind.REVIEW_REPORT_SUBMITTED, EventKind.REVIEW_REPORT_RETURNED, closed,
)  # fmt: skip


def submit_paper(
    found: ReviewRound,
    paper: Paper,
    *,
    actor: Actor,
    content: StoredFile | None = None,
    route: str | None = None,
    opinion: str = "",
) -> Approval:
    """Trình ký the plan or the report: as made from the round now, or the file that somebody mended by hand. While it is on its way the
    round is not changed. After a return it goes on a new round of the route. Raises Refused (another state, nothing to tell), Invalid.
    """
    if found.state not in REVIEW_ROUND.transitions[f"submit_{paper.name}"].sources:
        raise Refused("Đợt rà soát không ở bước trình văn bản này.", code="transition_refused")
    paper.ready(found)
    if content is not None:
        need_paper(content, "content")
    file = content or _made(found, paper, actor)
    with transaction.atomic():
        approval = submit(
            paper.ref(found),
            kind=paper.kind,
            title=paper.title.format(year=found.year),
            unit=found.owner,
            content=file,
            actor=actor,
            route=route,
            opinion=opinion,
        )
        state = found.state
        found.refresh_from_db()
        if found.state == state:  # a new round of the route has told us itself
            _on_route(found, paper, actor)
    return approval


def _on_route(found: ReviewRound, paper: Paper, actor: Actor) -> None:
    paper.ready(found)
    workflow.move(found, REVIEW_ROUND, f"submit_{paper.name}", note="")
    if paper is REPORT:
        keep_table(found, actor)
    events.append(ref_of(found), paper.submitted, actor=actor)


def _made(found: ReviewRound, paper: Paper, actor: Actor) -> StoredFile:
    name = f"{'Ke-hoach' if paper is PLAN else 'Bao-cao'}-ra-soat-{found.year}-lan-{next_round(paper.ref(found))}.docx"
    return store_made(paper.docx(found), name=name, owner=paper.ref(found), actor=actor)


def _approvable(paper: Paper) -> Approvable:
    def issued(uid: str, issue: Issue) -> None:
        found = round_by_uid(uid)
        changes = {paper.number: issue.number[:80], paper.day: issue.issued_on}
        workflow.move(found, REVIEW_ROUND, f"issue_{paper.name}", **changes)
        paper.after(found, issue.actor)

    def back(uid: str, note: str, actor: Actor) -> None:
        found = round_by_uid(uid)
        workflow.move(found, REVIEW_ROUND, f"return_{paper.name}", note=note[:1000])
        events.append(ref_of(found), paper.returned, actor=actor, payload={"reason": note[:500]})

    def again(uid: str, _file: StoredFile, actor: Actor) -> None:
        _on_route(round_by_uid(uid), paper, actor)

    return Approvable(
        issued=issued,
        returned=back,
        withdrawn=back,
        resubmitted=again,
        render=lambda uid: _made(round_by_uid(uid), paper, SYSTEM),
    )


PLAN_APPROVABLE, REPORT_APPROVABLE = _approvable(PLAN), _approvable(REPORT)
