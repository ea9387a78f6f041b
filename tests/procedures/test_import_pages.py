"""Imports on the desk: send a file, watch it, decide about its rows."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.documents import scan_bytes
from tests.factories.procedures import Office, content, procedure

from motcua.kernel import clock, jobs
from motcua.kernel.models import Job
from motcua.organisations.models import User
from motcua.procedures.models import ImportRow, ImportRun, Procedure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
RUNS = "/desk/thu-tuc/nhap/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def national(code: str, name: str, **others: str) -> dict[str, str]:
    return {
        "ma_thu_tuc": code,
        "ten_thu_tuc": name,
        "linh_vuc": "Lĩnh vực mẫu",
        "cap_thuc_hien": "Cấp tỉnh",
        "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ.",
        "co_quan_thuc_hien": "Sở Mẫu",
    } | others


def sent(user: User, mode: str, *rows: Any, name: str = "du-lieu.jsonl") -> ImportRun:
    """A file through the page and its job."""
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    handle = io.BytesIO("\n".join(lines).encode())
    handle.name = name
    answer = signed_in(user).post(f"{RUNS}moi/", {"file": handle, "mode": mode, "valid_from": ""})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    run = ImportRun.objects.latest("pk")
    assert answer.headers["Location"] == reverse("procedures:run", args=[run.uid])
    jobs.run_job.func(run.job)
    run.refresh_from_db()
    return run


def compared_again(user: User, run: ImportRun) -> ImportRun:
    answer = signed_in(user).post(reverse("procedures:compare_again", args=[run.uid]))
    made = ImportRun.objects.latest("pk")
    assert answer.headers["Location"] == reverse("procedures:run", args=[made.uid])
    jobs.run_job.func(made.job)
    made.refresh_from_db()
    return made


def page(user: User, address: str, **query: Any) -> str:
    response = signed_in(user).get(address, query)
    assert response.status_code == 200, response.content.decode()[:2000]
    return response.content.decode()


def test_a_file_is_sent_read_by_a_job_and_its_rows_stand_on_its_page(office: Office) -> None:
    run = sent(office.office, "import", national("1.100001", "Một"), national("1.100002", "Hai"), "{ hỏng")
    assert (run.source, run.counts["new"], run.counts["set_aside"]) == ("dvcqg", 2, 1)
    html = page(office.office, reverse("procedures:run", args=[run.uid]))
    for said in ("du-lieu.jsonl", "Thủ tục mới", "không phải JSON", "1.100002"):
        assert said in html
    assert "1.100002" not in page(office.office, reverse("procedures:run", args=[run.uid]), state="set_aside")
    assert "du-lieu.jsonl" in page(office.office, RUNS)


def test_a_job_that_runs_again_takes_no_row_twice(office: Office) -> None:
    run = sent(office.office, "import", national("1.100001", "Một"))
    ImportRun.objects.update(ended_at=None)
    Job.objects.update(state="queued")
    jobs.run_job.func(run.job)
    assert (ImportRow.objects.count(), Procedure.objects.get().versions.count()) == (1, 1)


def test_a_file_of_no_known_shape_fails_with_its_reason_on_the_page(office: Office) -> None:
    run = sent(office.office, "import", "không phải dữ liệu", name="la.txt")
    html = page(office.office, reverse("procedures:run", args=[run.uid]))
    assert "ma_so" in html and "Không xong" in html
    assert "Tệp chưa đọc xong" in html and "Mọi dòng của tệp" not in html


def test_what_is_no_text_is_refused_before_it_is_kept(office: Office) -> None:
    picture = io.BytesIO(scan_bytes("thủ tục"))
    picture.name = "anh.png"
    answer = signed_in(office.office).post(f"{RUNS}moi/", {"file": picture, "mode": "import", "valid_from": ""})
    assert answer.status_code == 422
    assert "JSON, JSONL hoặc CSV" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_differences_are_decided_part_by_part_and_one_goes_on_to_the_next_row(office: Office) -> None:
    procedure("1.100001", content("Một"), since=date(2026, 1, 1))
    run = sent(office.office, "compare", national("1.100001", "Một đổi tên"), national("1.100009", "Mới"))
    first, second = ImportRow.objects.filter(run=run).order_by("line")
    address = reverse("procedures:row", args=[first.uid])
    Procedure.objects.filter(base_code=first.code).update(abolished_on=date(2027, 1, 1))
    assert "Thủ tục này bãi bỏ từ 01/01/2027" in page(office.office, address)
    Procedure.objects.filter(base_code=first.code).update(abolished_on=None)
    html = page(office.office, address)
    assert "Nhận phần «Tên thủ tục»" in html and "Nhận phần «Thành phần hồ sơ»" in html
    seen = html.split('name="seen" value="')[1].split('"')[0]
    client = signed_in(office.office)
    stale = client.post(address, {"parts": ["name"], "seen": "khác"})
    assert stale.status_code == 412
    assert client.post(address, {"parts": [], "seen": seen}).status_code == 409
    answer = client.post(address, {"parts": ["name"], "seen": seen})
    assert answer.headers["Location"] == reverse("procedures:row", args=[second.uid])
    made = Procedure.objects.get(base_code="1.100001")
    assert (made.name, made.versions.count()) == ("Một đổi tên", 2)
    decided = page(office.office, address)
    assert "Các phần đã nhận:" in decided and "Nhận các phần đã chọn" not in decided
    new = reverse("procedures:row", args=[second.uid])
    assert "thành thủ tục mới" in page(office.office, new)
    refused = client.post(reverse("procedures:reject_row", args=[second.uid]), {"reason": "Không phải của tỉnh"})
    assert refused.headers["Location"] == reverse("procedures:run", args=[run.uid])
    assert "Không phải của tỉnh" in page(office.office, new)


def test_a_row_without_a_code_gets_one_and_then_waits(office: Office) -> None:
    run = sent(office.office, "compare", {"title": "Chưa từng có", "Trình tự thực hiện": "Bước 1: Nộp."})
    one = ImportRow.objects.get(run=run)
    address = reverse("procedures:give_code", args=[one.uid])
    client = signed_in(office.office)
    html = page(office.office, reverse("procedures:row", args=[one.uid]))
    assert "Cho mã thủ tục" in html and "Trình tự thực hiện" in html
    assert client.post(address, {"code": "12"}).status_code == 422
    assert client.post(address, {"code": "1.100007"}).status_code == 302
    assert client.post(reverse("procedures:row", args=[one.uid]), {"seen": ""}).status_code == 302
    assert Procedure.objects.get().name == "Chưa từng có"


def test_everything_that_waits_is_accepted_by_a_job(office: Office) -> None:
    run = sent(office.office, "compare", national("1.100001", "Một"), national("1.100002", "Hai"))
    address = reverse("procedures:accept_all", args=[run.uid])
    assert "2 dòng đang chờ" in page(office.office, address)
    assert signed_in(office.office).post(address).status_code == 302
    run.refresh_from_db()
    jobs.run_job.func(run.job)
    assert Procedure.objects.count() == 2
    assert signed_in(office.office).post(address).status_code == 409


def test_a_row_of_an_outdated_comparison_says_so_and_cannot_be_accepted(office: Office) -> None:
    sent(office.office, "import", national("1.100001", "Một"))
    made = Procedure.objects.get()
    run = sent(office.office, "compare", national("1.100001", "Một đổi tên"))
    address = reverse("procedures:row", args=[ImportRow.objects.get(run=run).uid])
    seen = page(office.office, address).split('name="seen" value="')[1].split('"')[0]
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        sent(office.office, "import", national("1.100001", "Một lần khác", trinh_tu_thuc_hien="Bước 1: Gửi hồ sơ."))
    versions = made.versions.count()
    html = page(office.office, address)
    assert "danh mục đã đổi từ khi so sánh, lúc 09:05 20/11/2026" in html and "Nhận các phần đã chọn" not in html
    answer = signed_in(office.office).post(address, {"parts": ["name"], "seen": seen})
    assert answer.status_code == 412
    assert "hãy so sánh lại" in answer.content.decode()
    assert made.versions.count() == versions
    old = page(office.office, reverse("procedures:run", args=[run.uid]))
    assert "1 dòng đang chờ chưa nhận được" in old and "So sánh lại tệp này" in old
    compared = compared_again(office.office, run)
    assert [(row.line, row.state) for row in compared.rows.all()] == [(1, "proposed")]
    assert (compared.mode, compared.file_name, compared.file) == ("compare", run.file_name, run.file)
    current = page(office.office, reverse("procedures:row", args=[compared.rows.get().uid]))
    assert "Nhận các phần đã chọn" in current and "So sánh lại" not in current
    for place in (address, reverse("procedures:run", args=[run.uid])):
        assert reverse("procedures:run", args=[compared.uid]) in page(office.office, place)


def test_a_file_is_compared_again_once_at_a_time_and_only_where_it_was_kept(office: Office) -> None:
    run = sent(office.office, "compare", national("1.100001", "Một"))
    address = reverse("procedures:compare_again", args=[run.uid])
    client = signed_in(office.office)
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409
    assert ImportRun.objects.count() == 2
    ImportRun.objects.filter(pk=run.pk).update(file=None)
    assert client.post(address).status_code == 409


def test_imports_are_for_those_who_keep_the_registry(office: Office) -> None:
    run = sent(office.office, "compare", national("1.100001", "Một"))
    one = ImportRow.objects.get(run=run)
    addresses = [
        RUNS,
        f"{RUNS}moi/",
        reverse("procedures:run", args=[run.uid]),
        reverse("procedures:accept_all", args=[run.uid]),
        reverse("procedures:compare_again", args=[run.uid]),
    ]
    addresses += [reverse(f"procedures:{name}", args=[one.uid]) for name in ("row", "reject_row", "give_code")]
    for address in addresses:
        for role, user in office.users.items():
            assert signed_in(user).get(address).status_code == (200 if role in {"office", "editor"} else 403), (
                role,
                address,
            )
        assert Client().get(address).status_code == 302


def test_who_refused_the_same_words_stands_on_the_row_of_the_next_run(office: Office) -> None:
    first, second = (
        ImportRow.objects.get(run=sent(office.office, "compare", national("1.100001", "Một"))) for _ in range(2)
    )
    client = signed_in(office.office)
    client.post(reverse("procedures:reject_row", args=[first.uid]), {"reason": "Bản cũ <b>"})
    html = page(office.office, reverse("procedures:row", args=[second.uid]))
    assert "đã không nhận nội dung này" in html and "Bản cũ &lt;b&gt;" in html
    assert reverse("procedures:row", args=[first.uid]) in html
    client.post(reverse("procedures:accept_all", args=[second.run.uid]))
    second.run.refresh_from_db()
    jobs.run_job.func(second.run.job)
    assert not Procedure.objects.exists()
    assert client.post(reverse("procedures:row", args=[second.uid]), {"seen": ""}).status_code == 302
    assert Procedure.objects.get().name == "Một"


def test_a_second_press_goes_on_and_what_another_decided_is_said(office: Office) -> None:
    run = sent(office.office, "compare", national("1.100001", "Một"), national("1.100002", "Hai"))
    first, second = run.rows.order_by("line")
    client, address = signed_in(office.office), reverse("procedures:row", args=[first.uid])
    answers = [client.post(address, {"seen": ""}) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {reverse("procedures:row", args=[second.uid])}
    assert Procedure.objects.count() == 1
    ImportRow.objects.filter(pk=first.pk).update(decided_by="Người khác")
    late = client.post(address, {"parts": ["name"], "seen": ""})
    assert late.status_code == 409
    assert "Dòng này đã được quyết định: Đã nhận." in late.content.decode()
    assert "Hãy chọn một mục" not in late.content.decode()


def test_a_row_over_the_provinces_own_procedure_says_that_it_is_a_draft(office: Office) -> None:
    procedure("9.800003", content("Một"), since=date(2026, 1, 1))
    Procedure.objects.update(origin="own")
    one = ImportRow.objects.get(run=sent(office.office, "compare", national("9.800003", "Một đổi tên")))
    client, address = signed_in(office.office), reverse("procedures:row", args=[one.uid])
    client.post(address, {"parts": ["name"], "seen": one.against})
    html = page(office.office, address)
    assert "Đã thành bản soạn (phiên bản 2), chưa có hiệu lực" in html
    assert "hiệu lực từ" not in html


def test_a_code_of_another_name_is_given_only_with_a_mark(office: Office) -> None:
    procedure("1.100007", content("Cấp giấy phép xây dựng"), since=date(2026, 1, 1))
    one = ImportRow.objects.get(
        run=sent(office.office, "compare", {"title": "Đăng ký thường trú", "Trình tự thực hiện": "Bước 1: Nộp."})
    )
    client, address = signed_in(office.office), reverse("procedures:give_code", args=[one.uid])
    asked = client.post(address, {"code": "1.100007"})
    assert asked.status_code == 422
    assert "Mã 1.100007 đang mang tên khác hẳn: “Cấp giấy phép xây dựng”" in asked.content.decode()
    assert client.post(address, {"code": "1.100007", "sure": "on"}).status_code == 302
    html = page(office.office, reverse("procedures:row", args=[one.uid]))
    assert "không có thủ tục nào mang tên này" not in html
    assert "Mã 1.100007 do" in html and "Có thể là tên của thủ tục khác" in html
