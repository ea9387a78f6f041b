"""The table of a plan with its live state leaves as XLSX, DOCX and PDF, with the filters of the address."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.kernel import clock
from motcua.plans.models import Occurrence, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]


def got(world: World, plan: Plan, form: str, query: str = "") -> bytes:
    response = factory.signed_in(world.office).get(reverse("plans:progress_download", args=[plan.uid, form]) + query)
    assert response.status_code == 200
    assert f".{form}" in response["Content-Disposition"]
    return bytes(response.content)


def late(plan: Plan) -> Any:
    first = Occurrence.objects.filter(task__plan=plan, unit__isnull=False).select_related("task").order_by("due_at")[0]
    return clock.frozen(first.due_at + timedelta(days=1))


def test_the_workbook_holds_tasks_occurrences_targets_coverage_and_changes(world: World, plan: Plan) -> None:
    with late(plan):
        book = openpyxl.load_workbook(io.BytesIO(got(world, plan, "xlsx")))

    assert book.sheetnames[:3] == ["Tiến độ", "Từng lần", "Chỉ tiêu"]
    assert {"Phải có kế hoạch", "Nội dung"} <= set(book.sheetnames)
    rows = list(book["Tiến độ"].iter_rows(values_only=True))
    head = next(r for r in rows if r[0] == "TT")
    tasks = [dict(zip(head, r, strict=True)) for r in rows[rows.index(head) + 1 :]]
    assert len(tasks) == plan.tasks.count()
    owed = Occurrence.objects.filter(task__plan=plan, voided_at__isnull=True).count()
    assert sum(t["Số lần"] or 0 for t in tasks) == owed
    assert any("quá hạn" in (t["Tình trạng"] or "") for t in tasks)


def test_the_paper_holds_only_what_the_address_asks_for(world: World, plan: Plan) -> None:
    with late(plan):
        paper = docx.Document(io.BytesIO(got(world, plan, "docx", "?tinh-trang=muon")))
        page = factory.signed_in(world.office).get(reverse("plans:plan", args=[plan.uid]) + "?tinh-trang=muon")

    table = next(t for t in paper.tables if t.cell(0, 0).text == "TT")
    named = {row.cells[1].text for row in table.rows[1:]}
    shown = {row.task.task for g in page.context["groups"] for row in g.rows}
    assert named == shown
    assert 0 < len(named) < plan.tasks.count()


def test_the_pdf_says_the_day_and_the_sums(world: World, plan: Plan) -> None:
    text = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(got(world, plan, "pdf"))).pages)

    assert f"{clock.today():%d/%m/%Y}" in text
    assert "lần thực hiện" in text


def test_another_form_and_a_stranger_get_nothing(world: World, plan: Plan) -> None:
    assert (
        factory.signed_in(world.office).get(reverse("plans:progress_download", args=[plan.uid, "csv"])).status_code
        == 404
    )
    assert (
        factory.signed_in(world.stranger).get(reverse("plans:progress_download", args=[plan.uid, "pdf"])).status_code
        == 404
    )
