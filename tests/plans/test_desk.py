"""The officer's pages: what they show, what they take and refuse, whom they let in, and how often they ask the database."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from itertools import product
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.plans import World, signed_in

from motcua.documents.models import StoredFile
from motcua.organisations.models import User
from motcua.organisations.permissions import actor_of
from motcua.plans.desk import plan_tabs, tabs
from motcua.plans.models import Plan, Reading, Task
from motcua.plans.permissions import may_read_plan, may_read_reading, readable_plans, readable_readings, readable_tasks
from motcua.plans.services.work import Work, register_source
from motcua.plans.workflow import ReadingState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
EVIL = "<script>alert(1)</script>"


def page(user: User | None, address: str, status: int = 200, **query: Any) -> str:
    response = signed_in(user).get(address, query)
    assert response.status_code == status, (response.status_code, response.content.decode()[:600])
    return response.content.decode()


def upload(text: str = "", name: str = "ke-hoach.txt") -> io.BytesIO:
    handle = io.BytesIO((text or factory.plan_text()).encode())
    handle.name = name
    return handle


def correction(reading: Reading, path: str, value: str, seen: Any = None) -> tuple[str, dict[str, str]]:
    return reverse("plans:correct", args=[reading.uid]), {"path": path, "value": value, "seen": json.dumps(seen)}


def test_a_file_is_taken_in_and_waits_for_the_worker(world: World) -> None:
    client = signed_in(world.office)
    response = client.post(reverse("plans:import"), {"unit": str(world.board.uid), "files": [upload()]})
    reading = Reading.objects.get()
    assert response["Location"] == reverse("plans:reading", args=[reading.uid])
    assert (reading.state, reading.owner) == (ReadingState.QUEUED, world.board)
    html = page(world.office, reverse("plans:reading", args=[reading.uid]))
    assert 'hx-trigger="every 2s"' in html
    assert "Chờ đọc" in html


def test_several_files_are_put_in_order_before_they_are_read(world: World) -> None:
    client = signed_in(world.office)
    annex = upload("Phụ lục\n| TT | Nhiệm vụ |\n| 1 | Việc |\n", "phu-luc.txt")
    response = client.post(reverse("plans:import"), {"unit": str(world.board.uid), "files": [annex, upload()]})
    assert not Reading.objects.exists()
    html = client.get(response["Location"]).content.decode()
    assert html.index("phu-luc.txt") < html.index("ke-hoach.txt")
    first, second = StoredFile.objects.order_by("pk")
    order = {"tep": [str(first.uid), str(second.uid)], f"thu-tu-{first.uid}": "2", f"thu-tu-{second.uid}": "1"}
    client.post(reverse("plans:import"), {"unit": str(world.board.uid), "step": "order", **order})
    assert Reading.objects.get().files == [str(second.uid), str(first.uid)]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "rong.txt", "rỗng"),
        (b"PK\x03\x04hong", "hong.docx", ""),
        ("MẬT\nKế hoạch".encode(), "a.txt", "mật"),
        (b"\x7fELF\x00\x01", "a.exe", ""),
    ],
)
def test_a_file_that_is_not_taken_is_named_with_the_reason(world: World, content: bytes, name: str, said: str) -> None:
    handle = io.BytesIO(content)
    handle.name = name
    client = signed_in(world.office)
    response = client.post(reverse("plans:import"), {"unit": str(world.board.uid), "files": [handle]}, follow=True)
    html = response.content.decode()
    assert not Reading.objects.exists()
    assert "ui-notice" in html or "error-summary" in html
    assert said in html.lower()


def test_files_of_others_cannot_be_taken_in(world: World) -> None:
    signed_in(world.stranger).post(
        reverse("plans:import"), {"unit": str(world.elsewhere.uid), "files": [upload(), upload(name="b.txt")]}
    )
    uids = [str(f.uid) for f in StoredFile.objects.all()]
    signed_in(world.office).post(reverse("plans:import"), {"unit": str(world.board.uid), "step": "order", "tep": uids})
    assert not Reading.objects.exists()


def test_a_plan_is_not_taken_in_for_a_unit_beyond_ones_grants(world: World) -> None:
    response = signed_in(world.office).post(
        reverse("plans:import"), {"unit": str(world.elsewhere.uid), "files": [upload()]}
    )
    assert (response.status_code, Reading.objects.count()) == (200, 0)


def test_every_tab_of_a_review_is_drawn(world: World) -> None:
    reading = factory.read(world)
    for tab in tabs.TABS:
        html = page(world.office, reverse("plans:reading_tab", args=[reading.uid, tab]))
        assert "Văn bản nguồn" in html, tab
        assert 'data-s="' in html, tab


def test_values_stand_beside_their_words_and_what_they_will_mean(world: World) -> None:
    reading = factory.read(world)
    html = page(world.office, reverse("plans:reading_tab", args=[reading.uid, "nhiem-vu"]))
    assert 'data-path="/tasks/0/lead"' in html
    start = reading.current["tasks"][0]["sources"]["lead"]["start"]  # type: ignore[index]  # just read
    assert f'data-start="{start}"' in html
    assert "Phòng Đầu tư" in html
    assert "Chưa biết đơn vị" not in html


def test_unknown_units_are_flagged_after_a_correction_too(world: World) -> None:
    reading = factory.read(world)
    address, values = correction(reading, "/tasks/0/lead", "Tổ thần kỳ", "Văn phòng")
    answer = signed_in(world.office).post(address, values)
    assert answer.status_code == 200
    assert "Chưa biết đơn vị" in answer.json()["understood"]


def test_only_the_doubtful_are_shown_when_asked_and_ticks_take_them_away(world: World) -> None:
    reading = factory.read(world)
    address = reverse("plans:reading_tab", args=[reading.uid, "nhiem-vu"])
    before = page(world.office, address, xem="nghi").count("data-review-item")
    client = signed_in(world.office)
    for n in range(len(reading.current["tasks"])):  # type: ignore[index]  # just read
        client.post(reverse("plans:confirm", args=[reading.uid]), {"path": f"/tasks/{n}", "confirmed": "1"})
    assert before >= 1
    assert "Không còn mục nào nên xem" in page(world.office, address, xem="nghi")


def test_a_stale_correction_gives_the_other_persons_value(world: World) -> None:
    reading = factory.read(world)
    client = signed_in(world.office)
    client.post(*correction(reading, "/document/title", "Tên mới", reading.current["document"]["title"]))  # type: ignore[index]  # just read
    answer = client.post(*correction(reading, "/document/title", "Tên khác", "Tên xưa"))
    assert (answer.status_code, answer.json()["value"]) == (412, "Tên mới")


@pytest.mark.parametrize(
    ("path", "value", "seen"),
    [("/document/issued_on", "31/02/2026", "null"), ("/__class__/x", "1", "null"), ("/tasks/99/lead", "A", "null"), ("/document/title", "A", "{"),
     ("/tasks/0/_removed", "{{", "null"), ("../../../etc/passwd", "x", "null"), ("/document/title", "x" * 9000, "null")],
)  # fmt: skip
def test_hostile_corrections_are_refused_in_words(world: World, path: str, value: str, seen: str) -> None:
    reading = factory.read(world)
    answer = signed_in(world.office).post(
        reverse("plans:correct", args=[reading.uid]), {"path": path, "value": value, "seen": seen}
    )
    assert answer.status_code == 422
    assert answer.json()["message"]
    reading.refresh_from_db()
    assert reading.current == reading.found


def test_markup_in_values_and_in_the_document_is_shown_as_words(world: World) -> None:
    text = factory.plan_text().replace("Rà soát quy trình", f"Rà soát {EVIL} quy trình")
    reading = factory.read(world, text)
    signed_in(world.office).post(*correction(reading, "/tasks/1/lead", EVIL, "Văn phòng"))
    for tab in ("nhiem-vu", "lich-su", "van-ban"):
        assert EVIL not in page(world.office, reverse("plans:reading_tab", args=[reading.uid, tab]))
    accept = reverse("plans:accept", args=[reading.uid])
    assert signed_in(world.office).post(accept).status_code == 302
    plan = Plan.objects.get()
    for tab in plan_tabs.TABS:
        assert EVIL not in page(world.office, reverse("plans:plan_tab", args=[plan.uid, tab]))
    assert EVIL not in page(world.office, reverse("plans:list"))
    assert EVIL not in page(world.office, reverse("plans:tasks"))


def test_changes_need_the_token_of_the_page(world: World) -> None:
    reading = factory.read(world)
    client = signed_in(world.office, enforce_csrf_checks=True)
    for name in ("correct", "add_item", "confirm", "accept", "discard"):
        assert client.post(reverse(f"plans:{name}", args=[reading.uid]), {}).status_code == 403


def test_an_item_is_added_from_selected_words_and_shown(world: World) -> None:
    reading = factory.read(world)
    start = reading.text.index("Ban Quản lý ban hành")
    client = signed_in(world.office)
    response = client.post(
        reverse("plans:add_item", args=[reading.uid]), {"name": "tasks", "start": start, "end": start + 20}, follow=True
    )
    assert "Ban Quản lý ban hành" in response.content.decode()
    assert "Người sửa" not in response.content.decode()


def test_acceptance_says_what_is_missing_and_then_makes_the_plan(world: World) -> None:
    reading = factory.read(world, factory.plan_text("        /KH-KCNĐN"))
    address = reverse("plans:accept", args=[reading.uid])
    client = signed_in(world.office)
    assert "checked" in client.get(address).content.decode()
    refused = client.post(address, {})
    assert refused.status_code == 422
    assert "chờ cấp số" in refused.content.decode()
    made = client.post(address, {"awaiting_number": "on"}, follow=True)
    assert "Chờ cấp số" in made.content.decode()
    plan = Plan.objects.get()
    numbered = client.post(
        reverse("plans:give_number", args=[plan.uid]), {"number": "19/KH-KCNĐN", "issued_on": "09/02/2026"}, follow=True
    )
    assert "19/KH-KCNĐN" in numbered.content.decode()


def test_a_corrected_version_shows_what_changed_and_takes_the_old_ones_place(world: World) -> None:
    old = factory.accepted(world)
    reading = factory.read(world, factory.plan_text().replace("Tháng 9/2026", "Tháng 10/2026"))
    assert "So sánh và thay" in page(world.office, reverse("plans:reading", args=[reading.uid]))
    html = page(world.office, reverse("plans:compare", args=[reading.uid]))
    assert "10/2026" in html
    assert "giữ nguyên" in html
    signed_in(world.office).post(reverse("plans:accept", args=[reading.uid]), {"replaces": "on"})
    assert "đã được thay bằng" in page(world.office, reverse("plans:plan", args=[old.uid]))


def test_the_same_text_again_offers_to_compare(world: World) -> None:
    first = factory.read(world)
    second = factory.read(world, name="lan-hai.txt")
    html = page(world.office, reverse("plans:reading", args=[second.uid]))
    assert "từng chữ giống hệt" in html
    assert "Không có gì khác" in page(world.office, reverse("plans:compare", args=[second.uid]), voi=str(first.uid))


def test_every_tab_of_a_plan_is_drawn(world: World) -> None:
    plan = factory.accepted(world)
    for tab in plan_tabs.TABS:
        assert plan.title in page(world.office, reverse("plans:plan_tab", args=[plan.uid, tab])), tab


def test_a_part_that_the_paper_lacks_has_no_tab_but_keeps_its_address(world: World) -> None:
    plan = factory.accepted(world)
    outreach = reverse("plans:plan_tab", args=[plan.uid, "tuyen-truyen"])
    html = page(world.office, reverse("plans:plan", args=[plan.uid]))
    assert f'href="{outreach}"' not in html
    assert f'href="{reverse("plans:plan_tab", args=[plan.uid, "can-cu"])}"' in html
    assert f'href="{outreach}" aria-current="page"' in page(world.office, outreach)


def test_a_long_value_stands_in_an_area_that_grows(world: World) -> None:
    reading = factory.read(world)
    html = page(world.office, reverse("plans:reading_tab", args=[reading.uid, "van-ban"]))
    assert re.search(r'<textarea[^>]* id="f-document-issuer"[^>]*>BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP</textarea>', html)
    assert re.search(r'<input[^>]* id="f-document-place"', html)


def test_empty_lists_offer_to_take_in_a_plan_only_to_those_who_may(world: World) -> None:
    for name in ("list", "tasks", "readings"):
        offered = f'href="{reverse("plans:import")}"'
        assert offered in page(world.office, reverse(f"plans:{name}"))
        assert offered not in page(world.leader, reverse(f"plans:{name}"))


def test_a_long_list_of_coordinators_is_folded_on_screen_and_whole_in_files(world: World) -> None:
    names = [f"Phòng chuyên môn số {n}" for n in range(1, 61)]
    plan = factory.accepted(world, factory.plan_text().replace("Các phòng chuyên môn", "; ".join(names)))
    html = page(world.office, reverse("plans:plan", args=[plan.uid]))
    assert "và 55 đơn vị khác" in html
    assert all(name in html for name in names)
    listed = page(world.office, reverse("plans:tasks"))
    assert names[4] in listed
    assert names[5] not in listed
    assert "và 55 đơn vị khác" in listed
    for address in (reverse("plans:print", args=[plan.uid]), reverse("plans:tasks") + "?export=csv"):
        response = signed_in(world.office).get(address)
        whole = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]  # files stream
        assert all(name in whole.decode() for name in names), address


def test_the_list_of_tasks_holds_what_no_plan_gave_and_leads_to_each_task_and_its_source(world: World) -> None:
    plan = factory.accepted(world)
    work = Work("Báo cáo nhân sự", (world.office_unit,), date(2026, 12, 20))
    given = register_source(
        kind="conclusion",
        owner=world.board,
        title="Kết luận họp",
        issued_on=date(2026, 11, 2),
        actor=actor_of(world.office),
        works=[work],
    )
    html = page(world.office, reverse("plans:tasks"))
    for task in (plan.tasks.order_by("position")[0], given.tasks.get()):
        assert f'href="{reverse("plans:task", args=[task.uid])}"' in html
    assert reverse("plans:source", args=[given.uid]) in html
    assert "Báo cáo nhân sự" in page(world.office, reverse("plans:tasks"), lead=str(world.office_unit.uid))


def test_the_task_table_looks_like_the_paper(world: World) -> None:
    plan = factory.accepted(world)
    html = page(world.office, reverse("plans:plan", args=[plan.uid]))
    assert "II. NHIỆM VỤ" in html
    assert 'rowspan="2"' in html  # the office leads the first two tasks
    html = page(world.office, reverse("plans:plan", args=[plan.uid]), **{"chu-tri": str(world.division.uid)})
    assert "Tập huấn kỹ năng số" in html
    assert "Rà soát quy trình" not in html


def test_marked_words_of_the_source_lead_to_their_rows_though_others_were_left_out(world: World) -> None:
    reading = factory.read(world)
    signed_in(world.office).post(*correction(reading, "/tasks/0/_removed", "true"))
    signed_in(world.office).post(reverse("plans:accept", args=[reading.uid]))
    plan = Plan.objects.get()
    html = page(world.office, reverse("plans:plan_tab", args=[plan.uid, "van-ban-nguon"]))
    found = re.findall(r'<a class="ui-source__found" href="([^"#]*)#([^"]+)"[^>]*>([^<]+)</a>', html)
    drawn: dict[str, str] = {}
    for address, fragment, _words in found:
        if address and address not in drawn:
            drawn[address] = page(world.office, address)
        assert f'id="{fragment}"' in (drawn[address] if address else html)
    training = plan.tasks.get(task__contains="Tập huấn")
    assert {words.strip() for _a, fragment, words in found if fragment == f"nhiem-vu-{training.uid}"} >= {
        "Tập huấn kỹ năng số cho công chức"
    }
    assert not any("Rà soát quy trình" in words for _a, _f, words in found)
    assert plan.targets.count() == sum(fragment.startswith("chi-tieu-") for _a, fragment, _w in found) > 0
    assert any(fragment == "dau-van-ban" for _a, fragment, _w in found)
    assert any(fragment.startswith("can-cu-") for _a, fragment, _w in found)


def test_a_row_opens_the_words_it_stands_on(world: World) -> None:
    plan = factory.accepted(world)
    source = plan.tasks.order_by("position")[0].source
    html = page(world.office, reverse("plans:quote", args=[plan.uid]), tu=source["start"], den=source["end"])
    assert f'<mark class="ui-quote__mark">{source["quote"]}</mark>' in html
    for query in ({"tu": "5", "den": "2"}, {"tu": "-1", "den": "5"}, {"tu": "0", "den": "99999999"}, {}):
        page(world.office, reverse("plans:quote", args=[plan.uid]), 404, **query)


def test_plans_and_tasks_are_found_without_diacritics(world: World) -> None:
    factory.accepted(world)
    assert "18/KH-KCNĐN" in page(world.office, reverse("plans:list"), q="kiem soat thu tuc hanh chinh")
    assert "18/KH-KCNĐN" in page(world.office, reverse("plans:list"), q="18/KH-KCNDN")
    assert "18/KH-KCNĐN" not in page(world.office, reverse("plans:list"), q="zzzz")
    html = page(world.office, reverse("plans:tasks"), q="tap huan ky nang so")
    assert "Tập huấn kỹ năng số" in html
    assert "Công khai thủ tục" not in html


def test_the_task_list_narrows_to_ones_own_unit(world: World) -> None:
    factory.accepted(world)
    lead = page(world.specialist, reverse("plans:tasks"), role="lead")
    assert "Tập huấn kỹ năng số" in lead
    assert "Công khai thủ tục" not in lead
    assert "Công khai thủ tục" in page(world.specialist, reverse("plans:tasks"), role="coordinator")


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_exports_open_and_hold_the_words(world: World, form: str) -> None:
    plan = factory.accepted(world)
    response = signed_in(world.office).get(reverse("plans:download", args=[plan.uid, form]))
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    content = response.content
    if form == "pdf":
        import pypdfium2

        text = " ".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(content))
    elif form == "docx":
        text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    else:
        book = openpyxl.load_workbook(io.BytesIO(content))
        text = " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)
        assert book.sheetnames[:2] == ["Nhiệm vụ", "Chỉ tiêu"]
    for words in ("Tập huấn", "Văn phòng"):
        assert words in " ".join(text.split())


def test_the_print_page_holds_the_whole_plan(world: World) -> None:
    plan = factory.accepted(world)
    html = page(world.office, reverse("plans:print", args=[plan.uid]))
    for words in ("Tập huấn kỹ năng số", "80", "61/2018"):
        assert words in html


# Who may do what. Office of the board may all; its specialist stands in a division below, so the board's plans are not theirs to change.
PLAN_PAGES = {
    "plan": {"office", "clerk", "leader", "auditor", "specialist"},
    "print": {"office", "clerk", "leader", "auditor", "specialist"},
    "give_number": {"office", "clerk"},
    "withdraw": {"office"},
}
READING_PAGES = {
    "reading": {"office"},
    "accept": {"office"},
    "discard": {"office"},
    "reading_source": {"office"},
    "reading_progress": {"office"},
}
ROLES = ("office", "specialist", "clerk", "leader", "stranger", "auditor")


def test_who_may_open_what_of_a_plan(world: World) -> None:
    plan = factory.accepted(world)
    for role, (name, allowed) in product(ROLES, PLAN_PAGES.items()):
        status = signed_in(getattr(world, role)).get(reverse(f"plans:{name}", args=[plan.uid])).status_code
        assert (status == 200) == (role in allowed), (name, role, status)
        assert status in {200, 403, 404}


def test_who_may_open_what_of_a_reading(world: World) -> None:
    reading = factory.read(world)
    for role, (name, allowed) in product(ROLES, READING_PAGES.items()):
        status = signed_in(getattr(world, role)).get(reverse(f"plans:{name}", args=[reading.uid])).status_code
        assert (status in {200, 204}) == (role in allowed), (name, role, status)


def test_the_filters_say_the_same_as_the_predicates(world: World) -> None:
    plan = factory.accepted(world)
    reading = factory.read(world, factory.plan_text("20/KH-KCNĐN"))
    for role in ROLES:
        user = getattr(world, role)
        assert readable_plans(Plan.objects.all(), user).filter(pk=plan.pk).exists() == may_read_plan(user, plan), role
        seen = readable_readings(Reading.objects.all(), user).filter(pk=reading.pk).exists()
        assert seen == may_read_reading(user, reading), role
        assert readable_tasks(Task.objects.all(), user).exists() == may_read_plan(user, plan), role


def test_strangers_without_an_account_are_sent_to_sign_in_and_see_no_plan(world: World) -> None:
    plan = factory.accepted(world)
    assert signed_in(None).get(reverse("plans:plan", args=[plan.uid])).status_code == 302
    assert signed_in(None).get(reverse("plans:public_plan", args=[plan.uid])).status_code == 404
    assert signed_in(world.stranger).get(reverse("plans:public_plan", args=[plan.uid])).status_code == 404
    assert signed_in(world.office).get(reverse("plans:public_plan", args=[plan.uid])).status_code == 302
    assert signed_in(world.office).get(reverse("plans:public_plan", args=[uuid4()])).status_code == 404


def test_the_files_of_a_plan_open_for_whoever_reads_the_plan(world: World) -> None:
    factory.accepted(world)
    file = StoredFile.objects.get()
    opened = signed_in(world.auditor).get(reverse("documents:file", args=[file.uid]))
    assert b"".join(opened.streaming_content) == factory.plan_text().encode()  # type: ignore[arg-type]  # streamed in one thread
    assert signed_in(world.stranger).get(reverse("documents:file", args=[file.uid])).status_code == 404


def queries_of(user: User, address: str) -> int:
    client = signed_in(user)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_lists_ask_the_database_as_often_for_three_plans_as_for_one(world: World) -> None:
    factory.accepted(world)
    addresses = [reverse("plans:list"), reverse("plans:tasks"), reverse("plans:readings")]
    one = [queries_of(world.office, a) for a in addresses]
    factory.accepted(world, factory.plan_text("19/KH-KCNĐN"))
    factory.accepted(world, factory.plan_text("20/KH-KCNĐN"))
    assert [queries_of(world.office, a) for a in addresses] == one


def test_pages_of_a_plan_and_a_review_ask_as_often_for_many_tasks_as_for_few(world: World) -> None:
    few = factory.plan_text()
    row = "| 3 | Tập huấn kỹ năng số cho công chức | Phòng Đầu tư | Văn phòng | Tháng 9/2026 | Lớp tập huấn |\n"
    many = factory.plan_text("19/KH-KCNĐN").replace(
        row, row + "".join(row.replace("| 3 |", f"| {n} |").replace("Tập huấn", f"Việc số {n}") for n in range(4, 14))
    )
    counts = []
    for text in (few, many):
        reading = factory.read(world, text)
        review = queries_of(world.office, reverse("plans:reading_tab", args=[reading.uid, "nhiem-vu"]))
        signed_in(world.office).post(reverse("plans:accept", args=[reading.uid]))
        plan = Plan.objects.get(reading=reading)
        counts.append(
            [review, *(queries_of(world.office, reverse("plans:plan_tab", args=[plan.uid, t])) for t in plan_tabs.TABS)]
        )
    assert counts[0] == counts[1]
