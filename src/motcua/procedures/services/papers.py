"""Setting papers from the registry, recording where they hang, noticing that they no longer hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.http import urlencode

from motcua.documents.services.files import attach_file, store_upload
from motcua.kernel import clock, events, jobs
from motcua.kernel.actors import Actor
from motcua.kernel.batches import batch
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, TransitionRefused
from motcua.kernel.text import nfc
from motcua.procedures.events import EventKind
from motcua.procedures.models import Field, PaperKind, PrintedPaper, PrintRun, Procedure, RunManner
from motcua.procedures.queries import layout, papers
from motcua.procedures.writing import Kind, Paper, to_pdf
from motcua.ui.qr import qr_file

JOB = "procedures_paper"
CHECK = "procedures.check_postings"
"""Name of the schedule's work that looks through what hangs."""
PUBLIC = "motcua.procedures.urls"
"""Public addresses are printed, stand at the root and never change: so a process that only sets papers (the sample, a worker) need not
build the whole product's addresses and its API, which takes seconds."""
MOST = 2000
"""Procedures on one paper: about 8,000 pages, which nobody prints."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What belongs on a paper: one procedure, or what the field and the unit leave (all, where neither is said)."""

    procedure: Procedure | None = None
    field: Field | None = None
    unit: Any = None


def order_paper(kind: str, scope: Scope, *, title: str, actor: Actor) -> PrintedPaper:
    """Queue the setting of a paper. Raises Invalid where nothing in force belongs on it, or a leaflet is asked for many procedures."""
    today = clock.today()
    named = nfc(title).strip()
    if not named:
        raise Invalid("Chưa có tên ấn phẩm.", errors=(FieldError("title", "Hãy ghi tên ấn phẩm."),))
    if kind in (PaperKind.LEAFLET, PaperKind.POSTER) and scope.procedure is None:
        raise Invalid(
            "Chưa chọn thủ tục.", errors=(FieldError("procedure", "Tờ rơi, áp phích là của một thủ tục: hãy ghi mã."),)
        )
    paper = PrintedPaper(
        kind=PaperKind(kind),
        title=named[:500],
        procedure=scope.procedure,
        field=scope.field if scope.procedure is None else None,
        unit=scope.unit if scope.procedure is None else None,
        as_of=today,
        made_at=clock.now(),
        by_name=actor.name,
    )
    found = papers.procedures_of(paper, today)
    if not found:
        raise Invalid("Không có thủ tục nào đang có hiệu lực trong phạm vi này.", code="nothing_to_print")
    if len(found) > MOST:
        raise Invalid(
            "Có {count} thủ tục; hãy chọn lĩnh vực hoặc đơn vị để còn tối đa {most}.", count=len(found), most=MOST
        )
    paper.total = len(found)
    with transaction.atomic():
        paper.save()
        job = jobs.enqueue(
            JOB, {"paper": str(paper.uid)}, actor=actor, title=f"Dàn trang: {paper.title}", subject=papers.ref_of(paper)
        )
        PrintedPaper.objects.filter(pk=paper.pk).update(job=str(job.uid))
        payload: dict[str, events.Plain] = {
            "paper_kind": paper.kind,
            "paper_title": paper.title,
            "procedures": paper.total,
        }
        events.append(papers.ref_of(paper), EventKind.PAPER_ORDERED, actor=actor, payload=payload)
        paper.job = str(job.uid)
    return paper


def set_paper(paper: PrintedPaper, *, actor: Actor) -> PrintedPaper:
    """Set it as the registry is on its day and keep the file. Safe to run again: a paper that has its file is left alone."""
    if paper.file_id:
        return paper
    found = papers.procedures_of(paper, paper.as_of)
    data = to_pdf(_laid_out(paper, found), made_on=paper.as_of)
    mark = papers.fingerprint_of(found, paper.as_of)
    with transaction.atomic():
        file = store_upload(data, name=f"{paper.title[:150]}.pdf", actor=actor)
        attach_file(file, papers.ref_of(paper), actor=actor)
        PrintedPaper.objects.filter(pk=paper.pk).update(file=file, fingerprint=mark, total=len(found))
    paper.refresh_from_db()
    return paper


def _laid_out(paper: PrintedPaper, found: list[Procedure]) -> Paper:
    sources = layout.sources_of(found, paper.as_of)
    url = _address(paper)
    if paper.kind == PaperKind.POSTING:
        return layout.posting_of(sources, title=paper.title, address=url, qr=qr_file(url), on=paper.as_of)
    whole = paper.kind != PaperKind.POSTER
    sheets = [layout.sheet_of(source, whole=whole) for source in sources]
    subtitle = layout.count_words(len(sheets))
    return layout.paper_of(
        Kind(paper.kind), sheets, title=paper.title, address=url, qr=qr_file(url), on=paper.as_of, subtitle=subtitle
    )


def _address(paper: PrintedPaper) -> str:
    """The live page of what stands on the paper."""
    if paper.procedure is not None:
        return f"{settings.BASE_URL}{reverse('public_procedure', PUBLIC, args=[paper.procedure.base_code])}"
    asked = {
        k: v for k, v in (("field", paper.field and paper.field.name), ("unit", paper.unit and paper.unit.code)) if v
    }
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{settings.BASE_URL}{reverse('public_list', PUBLIC)}{query}"


def record_print(
    paper: PrintedPaper, *, place: str, quantity: int, placed_on: date, actor: Actor, manner: str = RunManner.POSTED
) -> PrintRun:
    """Copies hang or were handed out. Raises Refused while the paper is not set, Invalid for what is wrong."""
    if not paper.file_id:
        raise Refused("Ấn phẩm chưa dàn trang xong.")
    place, wrong = " ".join(nfc(place).split()), []
    if not place:
        wrong.append(FieldError("place", "Hãy ghi nơi niêm yết hoặc phát."))
    if quantity < 1:
        wrong.append(FieldError("quantity", "Số bản ít nhất là 1."))
    if placed_on > clock.today():
        wrong.append(FieldError("placed_on", "Ngày này chưa tới."))
    if placed_on < paper.as_of:
        wrong.append(
            FieldError(
                "placed_on", "Ấn phẩm lập ngày {day}, không thể có trước đó.", {"day": f"{paper.as_of:%d/%m/%Y}"}
            )
        )
    if wrong:
        raise Invalid("Lần in chưa ghi được.", errors=tuple(wrong))
    with transaction.atomic():
        _not_recorded(paper, RunManner(manner), place, placed_on)
        run = PrintRun.objects.create(
            paper=paper,
            manner=RunManner(manner),
            place=place[:300],
            quantity=quantity,
            placed_on=placed_on,
            by_name=actor.name,
        )
        payload: dict[str, events.Plain] = {"place": run.place, "quantity": quantity, "placed_on": placed_on}
        events.append(papers.ref_of(paper), EventKind.PAPER_PLACED, actor=actor, payload=payload)
    return run


def _not_recorded(paper: PrintedPaper, manner: RunManner, place: str, on: date) -> None:
    """Raises Invalid where the same is recorded of that place and day: a button pressed twice, or two officers."""
    PrintedPaper.objects.filter(pk=paper.pk).update(total=F("total"))  # who records another at once waits here
    there = paper.runs.filter(manner=manner, placed_on=on, removed_on__isnull=True, void_reason="")
    for run in there:
        if papers.place_key(run.place) == papers.place_key(place):
            told = N_("Ngày này đã ghi {n} bản ở nơi này ({who}). Nếu số bản sai, hãy hủy lần đó rồi ghi lại.")
            raise Invalid(
                "Lần in đã được ghi.", errors=(FieldError("place", told, {"n": run.quantity, "who": run.by_name}),)
            )


def take_down(run: PrintRun, *, removed_on: date, actor: Actor) -> PrintRun:
    """Raises Invalid for a day before it hung or not yet come, TransitionRefused where it hangs no longer, or never did."""
    if removed_on < run.placed_on or removed_on > clock.today():
        raise Invalid("Ngày gỡ chưa đúng.", errors=(FieldError("removed_on", "Ngày gỡ từ ngày treo đến hôm nay."),))
    with transaction.atomic():
        hanging = PrintRun.objects.filter(pk=run.pk, manner=RunManner.POSTED, removed_on__isnull=True, void_reason="")
        if hanging.update(removed_on=removed_on) != 1:
            raise TransitionRefused("Bản này không còn treo.")
        payload: dict[str, events.Plain] = {"place": run.place, "removed_on": removed_on}
        events.append(papers.ref_of(run.paper), EventKind.PAPER_REMOVED, actor=actor, payload=payload)
    run.refresh_from_db()
    return run


def void_run(run: PrintRun, *, reason: str, actor: Actor) -> None:
    """Recorded by mistake: it counts nowhere, its reason stays. Raises Invalid without one, TransitionRefused when done before."""
    said = nfc(reason).strip()
    if not said:
        raise Invalid("Chưa ghi lý do.", errors=(FieldError("reason", "Ghi vì sao lần này là ghi nhầm."),))
    with transaction.atomic():
        if PrintRun.objects.filter(pk=run.pk, void_reason="").update(void_reason=said[:500]) != 1:
            raise TransitionRefused("Lần này đã hủy trước đó.")
        payload: dict[str, events.Plain] = {"place": run.place, "quantity": run.quantity, "reason": said[:500]}
        events.append(papers.ref_of(run.paper), EventKind.PAPER_RUN_VOIDED, actor=actor, payload=payload)


def check_postings() -> int:
    """Work of the schedule: mark papers that hang and no longer say what holds, and take the mark off where they do again."""
    today, changed = clock.today(), 0
    for paper in papers.hanging():
        holds = papers.fingerprint_of(papers.procedures_of(paper, today), today) == paper.fingerprint
        since = None if holds else paper.stale_since or today
        if since != paper.stale_since:
            with batch():
                changed += PrintedPaper.objects.filter(pk=paper.pk).update(stale_since=since)
    return changed
