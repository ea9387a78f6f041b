"""Internal workflows on the desk and over REST: by role, from the empty draft to the issued table, from an annex to drafts."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.annexes import INVESTMENT, LABOUR, annex
from tests.factories.documents import law
from tests.factories.procedures import Office, content, procedure
from tests.factories.workflows import days, hours, step, table

from motcua.kernel import jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.models import Job
from motcua.kernel.workdays import Unit
from motcua.organisations.models import User
from motcua.procedures.content import Level, Limit
from motcua.procedures.models import FoundWorkflow, InternalWorkflow, Procedure, WorkflowReading
from motcua.procedures.queries import workflows as queries
from motcua.procedures.services import workflows as services
from motcua.procedures.workflows import Flow, Join, Split, Table
from motcua.procedures.workflows.bpmn import write_bpmn

pytestmark = pytest.mark.django_db

THREE_DAYS = content("Cấp giấy chứng nhận đăng ký đầu tư", limits=(Limit(Decimal(3), Unit.WORKING_DAY),))
PLAIN = table(
    step("1", "2", time=hours(4), role="counter"), step("2", "3", time=days(2)), step("3", time=hours(4), role="head")
)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def page(user: User, address: str, **query: Any) -> str:
    response = signed_in(user).get(address, query)
    assert response.status_code == 200, response.content.decode()[:2000]
    return str(response.content.decode())


def posted(user: User, address: str, **data: Any) -> Any:
    return signed_in(user).post(address, data)


def draft(of: Procedure, said: Table = PLAIN) -> InternalWorkflow:
    return services.begin_workflow(of, level="province", table=said, actor=SYSTEM)


def issued(of: Procedure, since: date = date(2026, 2, 1)) -> InternalWorkflow:
    made = draft(of)
    by = law("12/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2026, 1, 5))
    return services.issue_workflow(made, decision=by, valid_from=since, version=made.version, actor=SYSTEM)


def rows(*steps: dict[str, str], total: str = "", version: int = 1, **others: str) -> dict[str, str]:
    """What the form posts."""
    data = {"buoc-TOTAL_FORMS": str(len(steps)), "buoc-INITIAL_FORMS": "0", "total": total, "version": str(version)}
    for n, one in enumerate(steps):
        filled = {"after": "next", "counted": "on"} | one
        data |= {f"buoc-{n}-{name}": value for name, value in filled.items()}
    return data | others


READERS = ["operator", "office", "specialist", "head", "counter", "leader", "registry_clerk", "editor", "auditor"]


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("workflows", READERS),
        ("workflows_outdated", READERS),
        ("procedure_workflows", READERS),
        ("workflow", READERS),
        ("workflow_drawing", READERS),
        ("workflow_compare", READERS),
        ("workflow_begin", ["office", "editor"]),
        ("workflow_edit", ["office", "editor"]),
        ("workflow_redraw", ["office", "editor"]),
        ("workflow_void", ["office", "editor"]),
        ("workflow_issue", ["office"]),
        ("workflow_end", ["office"]),
        ("annexes", ["office", "editor"]),
        ("read_annex", ["office", "editor"]),
    ],
)
def test_each_page_opens_for_its_roles(office: Office, name: str, allowed: list[str]) -> None:
    found = procedure("1.009645", THREE_DAYS)
    made = draft(found)
    uid = {"procedure_workflows": found.uid, "workflow_begin": found.uid}.get(name, made.uid)
    address = reverse(
        f"procedures:{name}", args=[] if name in {"workflows", "workflows_outdated", "annexes", "read_annex"} else [uid]
    )
    opened = [role for role, user in office.users.items() if signed_in(user).get(address).status_code == 200]
    assert sorted(opened) == sorted(allowed)
    assert Client().get(address).status_code == 302


def test_the_list_and_the_backlog_open_to_their_procedures(office: Office) -> None:
    one, two = procedure("1.009645", THREE_DAYS), procedure("1.100002", content("Cấp thẻ", levels=(Level.PROVINCE,)))
    made = issued(one)
    html = page(office.office, "/desk/thu-tuc/quy-trinh/", q="dau tu")
    assert f"/desk/thu-tuc/quy-trinh/{made.uid}/" in html
    assert "12/QĐ-UBND" in html
    left = page(office.office, "/desk/thu-tuc/quy-trinh/chua-co/province/")
    assert str(two.uid) in left
    assert str(one.uid) not in left
    assert signed_in(office.office).get("/desk/thu-tuc/quy-trinh/chua-co/mars/").status_code == 404


def test_a_draft_begins_from_the_default_and_is_filled_in_row_by_row(office: Office) -> None:
    found = procedure("1.009645", THREE_DAYS)
    address = reverse("procedures:workflow_begin", args=[found.uid])
    answer = posted(office.editor, address, level="province", case="")
    made = InternalWorkflow.objects.get()
    assert answer.url == reverse("procedures:workflow_edit", args=[made.uid])
    assert made.steps == 7
    html = page(office.editor, answer.url)
    assert "Tiếp nhận, kiểm tra hồ sơ" in html
    saved = posted(
        office.editor,
        answer.url,
        **rows(
            {
                "key": "1",
                "title": "Tiếp nhận",
                "who": "Một cửa",
                "kind": "counter",
                "time": "4 giờ",
                "after": "all",
                "ways": "2\n2a",
            },
            {"key": "3", "title": "Ký", "kind": "head", "time": "0,5 ngày làm việc", "waits": "on"},
            {
                "key": "2a",
                "title": "Xin ý kiến",
                "who": "Sở Xây dựng",
                "kind": "agency",
                "time": "1 ngày làm việc",
                "after": "one",
                "ways": "3",
            },
            {
                "key": "2",
                "title": "Thẩm định",
                "kind": "specialist",
                "time": "2 ngày làm việc",
                "output": "Tờ trình",
                "after": "one",
                "ways": "bước 3: đạt\n1: trả lại",
            },
            {"key": "", "title": "", "who": ""},
            total="3 ngày làm việc",
            version=made.version,
        ),
    )
    assert saved.status_code == 302, saved.content.decode()[:3000]
    made.refresh_from_db()
    said = queries.table_of(made)
    assert [s.key for s in said.steps] == ["1", "2", "2a", "3"]
    assert (said.steps[0].split, said.steps[3].join) == (Split.ALL, Join.ALL)
    assert said.steps[1].flows == (Flow("3", "đạt"), Flow("1", "trả lại"))
    assert said.steps[2].flows == (Flow("3"),)
    assert said.total == days(3)
    assert [(r.name, r.kind, r.agency) for r in said.roles] == [
        ("Một cửa", "counter", ""),
        ("Chuyên viên thụ lý", "specialist", ""),
        ("Sở Xây dựng", "agency", "Sở Xây dựng"),
        ("Lãnh đạo đơn vị", "head", ""),
    ]


def test_the_form_gives_back_what_it_shows(office: Office) -> None:
    said = table(
        step("1", "2", "3", time=hours(4), role="counter"),
        step("2", "3", "", time=days(2)),
        step("3", role="head"),
        total=days(3),
    )
    made = draft(procedure("1.009645", THREE_DAYS), said)
    client = signed_in(office.editor)
    address = reverse("procedures:workflow_edit", args=[made.uid])
    context = client.get(address).context
    data = {"buoc-TOTAL_FORMS": str(len(list(context["rows"]))), "buoc-INITIAL_FORMS": "3"}
    for form in (context["head"], *context["rows"]):
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                data[field.html_name] = "on" if value is True else str(value)
    assert client.post(address, data).status_code == 302
    made.refresh_from_db()
    assert queries.table_of(made) == said


def test_what_is_wrong_in_a_row_is_said_there_and_nothing_typed_is_lost(office: Office) -> None:
    made = draft(procedure("1.009645", THREE_DAYS))
    address = reverse("procedures:workflow_edit", args=[made.uid])
    wrong = rows(
        {
            "key": "1",
            "title": "Tiếp nhận hồ sơ giấy",
            "kind": "counter",
            "time": "vài hôm",
            "after": "one",
            "ways": "đi tiếp nhé",
        },
        {"key": "x!", "title": "Ký", "kind": "head"},
        version=made.version,
    )
    answer = posted(office.editor, address, **wrong)
    html = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Viết như: 4 giờ", "Không hiểu dòng “đi tiếp nhé”", "Viết số bước như 3, 3a", "Tiếp nhận hồ sơ giấy"):
        assert words in html
    more = posted(office.editor, address, **wrong, more="1")
    assert (more.status_code, "Tiếp nhận hồ sơ giấy" in more.content.decode()) == (200, True)
    assert "buoc-4-title" in more.content.decode()
    stale = posted(
        office.editor, address, **rows({"key": "1", "title": "Ký", "kind": "head"}, version=made.version + 5)
    )
    assert stale.status_code == 412


def test_a_draft_with_faults_is_told_and_cannot_be_issued(office: Office) -> None:
    made = draft(procedure("1.009645", THREE_DAYS), table(step("1", "9", role="head")))
    law("12/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2026, 1, 5))
    html = page(office.office, reverse("procedures:workflow", args=[made.uid]))
    assert "Bước 1 dẫn tới bước “9” không có trong bảng." in html
    assert reverse("procedures:workflow_issue", args=[made.uid]) not in html
    answer = posted(
        office.office,
        reverse("procedures:workflow_issue", args=[made.uid]),
        decision="12/QĐ-UBND",
        valid_from="01/12/2026",
        version=made.version,
    )
    assert answer.status_code == 422
    assert "Bước 1 dẫn tới bước “9”" in answer.content.decode()


def test_a_workflow_is_issued_by_a_decision_of_the_library_and_shown_with_its_table_and_drawing(office: Office) -> None:
    made = draft(procedure("1.009645", THREE_DAYS))
    address = reverse("procedures:workflow_issue", args=[made.uid])
    facts = {"valid_from": "01/12/2026", "version": made.version}
    unknown = posted(office.office, address, decision="99/QĐ-UBND", **facts)
    assert "Kho không có văn bản số" in unknown.content.decode()
    law("12/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2026, 1, 5))
    assert posted(office.office, address, decision="12 / QĐ-UBND", **facts).status_code == 302
    html = page(office.users["auditor"], reverse("procedures:workflow", args=[made.uid]))
    for words in ("12/QĐ-UBND", "3 ngày làm việc", "Việc 2", 'data-bpmn-step="step_2"', "bpmn.js", "Chưa đơn vị nào"):
        assert words in html, words
    for words in ("Sửa các bước", "Hủy quy trình ban hành nhầm"):
        assert words not in html
    drawing = signed_in(office.users["auditor"]).get(
        reverse("procedures:workflow_drawing", args=[made.uid]), {"tai": "1"}
    )
    assert drawing["Content-Disposition"].endswith('quy-trinh-1.009645-province-1.bpmn"')
    assert drawing.content == write_bpmn(PLAIN, name=made.procedure.name)


def test_without_a_limit_no_page_says_that_the_total_equals_it(office: Office) -> None:
    made = draft(procedure("1.009645", content(limits=())))
    page_of_it = page(office.office, reverse("procedures:workflow", args=[made.uid]))
    form = page(office.office, reverse("procedures:workflow_issue", args=[made.uid]))
    for html in (page_of_it, form):
        assert "Thủ tục chưa ghi thời hạn giải quyết nên chưa so được tổng thời gian" in html
    assert "tổng thời gian bằng thời hạn" not in page_of_it


def test_two_numbers_are_compared_step_by_step(office: Office) -> None:
    found = procedure("1.009645", THREE_DAYS)
    old = issued(found)
    new = draft(found, table(step("1", "2", time=hours(2), role="counter"), step("2", time=days(2))))
    html = page(office.office, reverse("procedures:workflow_compare", args=[new.uid]))
    assert "Bước đổi" in html
    assert "Bước bị bỏ" in html
    assert f'value="{old.number}" selected' in html


def test_a_drawing_of_another_tool_takes_the_place_of_a_draft_s_table(office: Office) -> None:
    made = draft(procedure("1.009645", THREE_DAYS))
    address = reverse("procedures:workflow_redraw", args=[made.uid])
    refused = posted(office.editor, address, file=io.BytesIO(b"<html/>"))
    assert "không phải BPMN 2.0" in refused.content.decode()
    said = table(step("1", "2", role="counter"), step("2", role="head"))
    assert posted(office.editor, address, file=io.BytesIO(write_bpmn(said, name="x"))).status_code == 302
    made.refresh_from_db()
    assert queries.table_of(made) == said


def test_an_annex_is_read_confirmed_beside_its_words_and_issued_whole(office: Office, storage: Path) -> None:
    first, second = procedure("1.009645", THREE_DAYS), procedure("1.000105", content("Cấp giấy phép lao động"))
    law("12/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2026, 1, 5))
    upload = io.BytesIO(annex(INVESTMENT, LABOUR))
    upload.name = "phu-luc.docx"
    answer = posted(
        office.office, "/desk/thu-tuc/quy-trinh/phu-luc/moi/", file=upload, level="province", decision="12/QĐ-UBND"
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    reading = WorkflowReading.objects.get()
    waits = page(office.office, reverse("procedures:annex", args=[reading.uid]))
    assert "Đang chờ" in waits and "Dừng việc này" in waits
    assert "Đang đọc" in page(office.office, "/desk/thu-tuc/quy-trinh/phu-luc/")
    jobs.run_job.func(reading.job)
    assert "Đã đọc" in page(office.office, "/desk/thu-tuc/quy-trinh/phu-luc/")
    one, two = FoundWorkflow.objects.order_by("position")
    assert (one.procedure, two.procedure) == (first, second)
    address = reverse("procedures:annex_found", args=[one.uid])
    html = page(office.office, address)
    for words in ("Chữ trong văn bản", "Bộ phận Một cửa", "1/2 ngày", "Chữ “ngày” chưa rõ"):
        assert words in html, words
    client = signed_in(office.office)
    context = client.get(address).context
    data = {"buoc-TOTAL_FORMS": str(len(list(context["rows"]))), "buoc-INITIAL_FORMS": "5"}
    for form in (context["head"], *context["rows"]):
        data |= {
            f.html_name: "on" if f.value() is True else str(f.value())
            for f in form
            if f.value() not in (None, False, "")
        }
    taken = client.post(address, data)
    assert taken.url == reverse("procedures:annex_found", args=[two.uid])
    made = InternalWorkflow.objects.get()
    said = queries.table_of(made)
    assert (made.procedure, said.steps[2].time) == (first, days(1))
    assert client.post(address, data).status_code == 422 or InternalWorkflow.objects.count() == 1
    assert (
        posted(office.office, reverse("procedures:annex_reject", args=[two.uid]), reason="Chưa rõ").status_code == 302
    )
    overview = page(office.office, reverse("procedures:annex", args=[reading.uid]))
    assert "Ban hành 1 bản soạn" in overview
    all_of_it = posted(
        office.office,
        reverse("procedures:annex_issue", args=[reading.uid]),
        decision="12/QĐ-UBND",
        valid_from="01/12/2026",
    )
    assert all_of_it.status_code == 302
    made.refresh_from_db()
    assert (made.state, made.decision and made.decision.number) == ("issued", "12/QĐ-UBND")
    for told in (reverse("procedures:annex", args=[reading.uid]), address):
        assert "Đã ban hành từ 01/12/2026 theo 12/QĐ-UBND" in page(office.office, told)


def sent(office: Office, content: bytes, name: str) -> WorkflowReading:
    """A file through the page and its job."""
    upload = io.BytesIO(content)
    upload.name = name
    address = "/desk/thu-tuc/quy-trinh/phu-luc/moi/"
    answer = posted(office.office, address, file=upload, level="province", decision="")
    assert answer.status_code == 302, answer.content.decode()[:3000]
    reading = WorkflowReading.objects.latest("pk")
    jobs.run_job.func(reading.job)
    return reading


def test_a_heading_with_the_code_of_one_and_the_name_of_another_is_bound_to_neither(
    office: Office, storage: Path
) -> None:
    """One wrong figure in a heading would give a procedure another's workflow."""
    procedure("1.009645", content("Cấp giấy phép lao động"))
    procedure("1.000105", content("Cấp giấy chứng nhận đăng ký đầu tư"))
    sent(office, annex(INVESTMENT), "phu-luc.docx")
    one = FoundWorkflow.objects.get()

    assert (one.code, one.procedure, one.doubts[0]["code"]) == ("1.009645", None, "named_another")
    html = page(office.office, reverse("procedures:annex_found", args=[one.uid]))
    assert "1.009645 Cấp giấy phép lao động; 1.000105 Cấp giấy chứng nhận đăng ký đầu tư" in html
    assert (
        signed_in(office.office).get(reverse("procedures:annex_found", args=[one.uid])).context["head"]["code"].value()
        == ""
    )


def test_a_heading_with_a_name_that_is_nobodys_keeps_its_code_and_is_to_be_looked_at(
    office: Office, storage: Path
) -> None:
    named = procedure("1.009645", content("Cấp giấy phép lao động"))
    sent(office, annex(INVESTMENT), "phu-luc.docx")
    one = FoundWorkflow.objects.get()
    assert (one.procedure, one.doubts[0]["code"]) == (named, "other_name")


def test_a_file_without_a_workflow_says_so_on_its_page_and_keeps_nothing_else(office: Office, storage: Path) -> None:
    reading = sent(office, "Kính gửi các sở".encode(), "thu.txt")
    shown = page(office.office, reverse("procedures:annex", args=[reading.uid]))
    assert "Không thấy bảng quy trình nào trong tệp" in shown
    assert "Gửi tệp khác" in shown
    assert "Không đọc được" in page(office.office, "/desk/thu-tuc/quy-trinh/phu-luc/")
    assert not FoundWorkflow.objects.exists()


def test_an_annex_that_is_read_again_by_its_job_holds_every_workflow_once(office: Office, storage: Path) -> None:
    reading = sent(office, annex(INVESTMENT, LABOUR), "phu-luc.docx")
    Job.objects.update(state="queued")
    jobs.run_job.func(reading.job)
    assert FoundWorkflow.objects.count() == 2


def test_a_file_that_the_upload_refuses_is_told_beside_its_field(office: Office, storage: Path) -> None:
    upload = io.BytesIO(b"")
    upload.name = "rong.docx"
    answer = posted(office.office, "/desk/thu-tuc/quy-trinh/phu-luc/moi/", file=upload, level="province", decision="")
    assert answer.status_code == 422
    assert not WorkflowReading.objects.exists()


def test_the_program_gets_the_workflow_of_a_date_and_the_default_before_it(office: Office) -> None:
    found = procedure("1.009645", THREE_DAYS)
    issued(found)
    client = signed_in(office.users["counter"])
    address = f"/api/v1/procedures/{found.base_code}/workflow"
    now = client.get(address, {"level": "province"}).json()
    assert (now["default"], now["decision"], now["valid_from"]) == (False, "12/QĐ-UBND", "2026-02-01")
    assert [s["key"] for s in now["steps"]] == ["1", "2", "3"]
    assert now["steps"][1]["time"] == {"value": "2", "unit": "working_day"}
    assert now["longest"][0]["way"] == ["1", "2", "3"]
    assert now["findings"] == []
    before = client.get(address, {"level": "province", "on": "2026-01-31"}).json()
    assert (before["default"], len(before["steps"])) == (True, 7)
    assert client.get(address).json()["level"] == "province"
    assert client.get(address, {"level": "village"}).status_code == 422
    assert Client().get(address, {"level": "province"}).status_code == 401
