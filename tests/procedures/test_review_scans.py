"""What was signed on paper: its scan beside the round; and the figures behind a signed report, which stay as they were."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories.documents import pdf_bytes
from tests.factories.procedures import Office, procedure
from tests.factories.reviews import decided, handed_in_with, items, planned_round, running_round

from motcua.documents.services.files import store_upload
from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.procedures.models import ReviewRound
from motcua.procedures.queries.reviews import ref_of
from motcua.procedures.services import proposals, reviews
from motcua.procedures.services.review_scans import close_signed, keep_scan, start_signed
from motcua.procedures.services.review_table import table_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
TODAY = "20/11/2026"


def scan(words: str = "Ke hoach da ky", name: str = "ke-hoach-da-ky.pdf") -> Any:
    return store_upload(pdf_bytes(words), name=name, actor=SYSTEM)


def again(found: ReviewRound) -> ReviewRound:
    return ReviewRound.objects.select_related("owner").get(pk=found.pk)


def client(office: Office, role: str = "office") -> Client:
    made = Client()
    made.force_login(office.users[role], backend="motcua.organisations.signin.OfficerBackend")
    return made


def words_of(content: bytes) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def settled(office: Office) -> ReviewRound:
    """A round whose one procedure has an accepted proposal that waits to be carried out."""
    found = running_round(office.province, procedure("1.100001"))
    decided(*handed_in_with(items(found)[0], "shorten"))
    return again(found)


def test_a_scan_is_recorded_with_the_number_shown_and_read_by_who_may_read_the_round(office: Office) -> None:
    found = planned_round(office.province, procedure())
    page = client(office).post(
        reverse("procedures:review_act", args=[found.uid, "ke-hoach"]),
        {"number": "5/KH-UBND", "decided_on": TODAY, "scan": SimpleUploadedFile("ky.pdf", pdf_bytes("Da ky"))},
        follow=True,
    )

    kept = again(found).plan_scan
    assert kept is not None
    address = reverse("documents:file", args=[kept.uid])
    assert address in page.content.decode()
    handed = client(office, "auditor").get(address)
    assert b"".join(handed.streaming_content).startswith(b"%PDF")
    assert Client().get(address).status_code != 200
    assert "review_round.scan_kept" in [e.kind for e in events.history(ref_of(found))]


def test_what_is_no_pdf_is_refused_and_the_round_does_not_start(office: Office) -> None:
    found = planned_round(office.province, procedure())
    page = client(office).post(
        reverse("procedures:review_act", args=[found.uid, "ke-hoach"]),
        {"number": "5/KH-UBND", "decided_on": TODAY, "scan": SimpleUploadedFile("ky.pdf", b"Chi la chu thuong. " * 20)},
    )

    assert page.status_code == 422
    assert "không phải loại tệp như tên của nó" in page.content.decode()
    assert (again(found).state, again(found).plan_scan) == ("draft", None)


def test_before_the_number_there_is_nothing_to_attach_to(office: Office) -> None:
    found = planned_round(office.province, procedure())
    with pytest.raises(Refused):
        keep_scan(found, "plan", scan(), actor=SYSTEM)
    start_signed(found, number="5/KH-UBND", decided_on=found.created_at.date(), actor=SYSTEM)
    with pytest.raises(Refused):
        keep_scan(found, "report", scan(), actor=SYSTEM)


def test_a_clearer_scan_takes_its_place(office: Office) -> None:
    found = running_round(office.province, procedure())
    first, second = scan("Mo"), scan("Ro hon")
    keep_scan(found, "plan", first, actor=SYSTEM)
    keep_scan(found, "plan", second, actor=SYSTEM)

    assert again(found).plan_scan == second
    told = [e.payload["file"] for e in events.history(ref_of(found)) if e.kind == "review_round.scan_kept"]
    assert set(told) == {str(first.uid), str(second.uid)}


def test_a_file_of_another_record_is_not_taken(office: Office) -> None:
    found, other = running_round(office.province, procedure()), planned_round(office.province)
    paper = scan()
    keep_scan(found, "plan", paper, actor=SYSTEM)
    with pytest.raises(Refused):
        start_signed(other, number="6/KH-UBND", decided_on=other.created_at.date(), scan=paper, actor=SYSTEM)
    assert again(other).state == "draft"


def test_over_rest_a_scan_comes_with_the_report_or_after_it(office: Office) -> None:
    found = settled(office)
    caller = client(office)

    def uploaded(words: str) -> UUID:
        answer = caller.post("/api/v1/files", {"file": SimpleUploadedFile("ky.pdf", pdf_bytes(words))})
        made: UUID = answer.json()["id"]
        return made

    def post(path: str, **body: Any) -> Any:
        return caller.post(f"/api/v1/reviews/{found.uid}/{path}", body, content_type="application/json")

    closed = post("close", number="8/BC-UBND", reported_on="2026-11-20", scan=uploaded("Bao cao"))
    assert closed.status_code == 200, closed.content
    assert closed.json()["report_scan"] == str(again(found).report_scan.uid)
    assert closed.json()["plan_scan"] is None
    later = post("scans", paper="plan", scan=uploaded("Ke hoach"))
    assert later.json()["plan_scan"] is not None
    assert post("scans", paper="plan", scan=str(found.uid)).status_code == 422


def test_after_the_report_the_workbook_says_what_the_report_said(office: Office) -> None:
    found = settled(office)
    live = words_of(table_for(found).content)
    assert "Số liệu ngày 20/11/2026" in live
    close_signed(found, number="8/BC-UBND", reported_on=found.created_at.date(), actor=SYSTEM)
    signed = table_for(again(found)).content

    one = items(found)[0].proposals.get()
    proposals.carry_out(one, on=one.decided_on, actor=SYSTEM)

    assert table_for(again(found)).content == signed
    assert "chưa thực hiện xong" in words_of(signed)
    handed = client(office).get(reverse("procedures:review_xlsx", args=[found.uid]))
    assert handed.content == signed


def test_where_nobody_kept_them_the_workbook_names_the_day_and_the_report_that_counts(office: Office) -> None:
    found = settled(office)
    reviews.close_round(found, number="8/BC-UBND", reported_on=found.created_at.date(), actor=SYSTEM)
    ReviewRound.objects.filter(pk=found.pk).update(report_table=None)

    told = words_of(table_for(again(found)).content)
    assert "Số liệu ngày 20/11/2026" in told
    assert "8/BC-UBND" in told


def test_the_act_is_offered_only_where_a_paper_was_signed_outside(office: Office) -> None:
    draft, running = planned_round(office.province), running_round(office.province, procedure())
    act = [reverse("procedures:review_act", args=[one.uid, "ban-quet"]) for one in (draft, running)]
    pages = [
        client(office).get(reverse("procedures:review", args=[one.uid])).content.decode() for one in (draft, running)
    ]

    assert [address in page for address, page in zip(act, pages, strict=True)] == [False, True]


def test_not_a_pdf_over_the_service_is_invalid(office: Office) -> None:
    found = running_round(office.province, procedure())
    with pytest.raises(Invalid) as refusal:
        keep_scan(found, "plan", store_upload(b"Chu thuong. " * 20, name="a.txt", actor=SYSTEM), actor=SYSTEM)
    assert [e.field for e in refusal.value.errors] == ["scan"]
