"""Workflows on paper: what is printed as an annex is read back as the same steps."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from tests.factories.procedures import Office, content, procedure
from tests.factories.workflows import days, hours, step, table

from motcua.documents.reading.files import read_file
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.workdays import Unit
from motcua.organisations.models import User
from motcua.procedures.content import Limit
from motcua.procedures.queries import workflows as queries
from motcua.procedures.services.workflows import begin_workflow
from motcua.procedures.workflows import Flow, Join, Split
from motcua.procedures.workflows.annex import read_annex

pytestmark = pytest.mark.django_db
BRANCHED = table(
    step("1", "2", "3", time=hours(4), role="counter", split=Split.ALL),
    step("2", "4", time=days("1.5")),
    step("3", Flow("4", "nhất trí"), Flow("", "không nhất trí"), time=days(1)),
    step("4", time=hours(4), role="head", join=Join.ALL),
)


def got(user: User, address: str) -> bytes:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    response = client.get(address)
    assert response.status_code == 200, response.content.decode()[:1000]
    return bytes(response.content)


def test_drafts_are_printed_as_one_annex_that_reads_back_as_the_same_steps(office: Office) -> None:
    limits = (Limit(Decimal(3), Unit.WORKING_DAY),)
    for code, name in (("1.100001", "Cấp giấy phép mẫu"), ("1.100002", "Đăng ký mẫu")):
        begin_workflow(procedure(code, content(name, limits=limits)), level="province", table=BRANCHED, actor=SYSTEM)
    data = got(office.editor, "/desk/thu-tuc/quy-trinh/ban-soan/province.docx")
    found = read_annex(read_file(data, name="phu-luc.docx"), queries.role_kinds(clock.today()))
    assert [(one.code, one.name, one.limit) for one in found] == [
        ("1.100001", "Cấp giấy phép mẫu", days(3)),
        ("1.100002", "Đăng ký mẫu", days(3)),
    ]
    said = read_file(data, name="phu-luc.docx").text
    assert "Phê duyệt kèm theo Quyết định này 02 quy trình nội bộ" in said
    assert "Nghị định số 118/2025/NĐ-CP" in said
    for one in found:
        assert [(s.key, s.title, s.time) for s in one.table.steps] == [(s.key, s.title, s.time) for s in BRANCHED.steps]
        assert one.table.total == days("2.5")
        assert "branch" in {doubt.code for doubt in one.doubts}
        assert "không nhất trí: kết thúc." in one.table.steps[2].note


def test_one_workflow_is_given_as_word_and_pdf_and_none_where_there_is_none(office: Office) -> None:
    made = begin_workflow(procedure(), level="province", table=BRANCHED, actor=SYSTEM)
    address = f"/desk/thu-tuc/quy-trinh/{made.uid}/bang."
    assert got(office.users["auditor"], f"{address}docx").startswith(b"PK")
    assert got(office.users["auditor"], f"{address}pdf").startswith(b"%PDF")
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(got(office.editor, f"{address}pdf"))).pages)
    assert "Bản soạn, chưa ban hành" in " ".join(said.split())
    assert len(PdfReader(BytesIO(got(office.editor, f"{address}pdf"))).pages) == 1
    client = Client()
    client.force_login(office.editor, backend="motcua.organisations.signin.OfficerBackend")
    for missing in (f"{address}odt", "/desk/thu-tuc/quy-trinh/ban-soan/commune.docx"):
        assert client.get(missing).status_code == 404
