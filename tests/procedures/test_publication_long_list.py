"""A decision with very many lines: its page lists them as every list of the house, and what is done on a line leads back to its place."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import publication as factory
from tests.factories.procedures import procedure
from tests.factories.publication import World, signed

from motcua.kernel import clock, events, jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.models import Job
from motcua.organisations.models import User
from motcua.procedures.models import Disclosure, PublicationDecision, PublicationItem
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries import publication_lines as lines
from motcua.procedures.reading.annexed import AnnexedList, AnnexedRow, Doubt, Note
from motcua.procedures.services.disclosures import Told, disclose
from motcua.procedures.services.publication_lists import drop_line, keep_list, start_list
from motcua.ui.trail import MOST

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
PAGE_QUERIES = 27
PLACES_QUERIES = 10
NAMES = ("Cấp giấy phép xây dựng", "Đăng ký kết hôn", "Thẩm định thiết kế")


def long_decision(world: World, count: int = 120, **others: Any) -> PublicationDecision:
    """Every third line is settled; every tenth abolishes."""
    made = factory.decision(world, **others)
    PublicationItem.objects.bulk_create(
        PublicationItem(
            decision=made,
            line=n,
            action="abolished" if n % 10 == 0 else "new",
            base_code=f"9.{n:06d}",
            name=f"{NAMES[n % 3]} số {n}",
            confirmed_at=NOW if n % 3 == 0 else None,
            confirmed_by="Lê Thị Phòng" if n % 3 == 0 else "",
        )
        for n in range(1, count + 1)
    )
    return made


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def listed(user: User, made: PublicationDecision, **query: Any) -> Any:
    """What the page draws as its list."""
    response = client_of(user).get(reverse("procedures:publication", args=[made.uid]), query)
    assert response.status_code == 200
    return response.context["list"]


def shown(user: User, made: PublicationDecision, **query: Any) -> list[int]:
    return [item.line for item in listed(user, made, **query).items]


def address(made: PublicationDecision, item: Any, **query: str) -> str:
    """Of a line, as the list leads to it."""
    back = f"?{urlencode({'ve': urlencode(query)})}" if query else ""
    return reverse("procedures:publication_line", args=[made.uid, item.uid]) + back


def test_lines_come_page_by_page_in_the_order_of_the_list(world: World) -> None:
    made = long_decision(world)
    first = listed(world.clerk, made)
    second = client_of(world.clerk).get(first.older_url).context["list"]

    assert [item.line for item in first.items] == list(range(1, 51))
    assert [item.line for item in second.items] == list(range(51, 101))
    assert first.count == 120


def test_a_page_of_many_lines_asks_no_more_of_the_database_than_one_of_few(
    world: World, django_assert_num_queries: Any
) -> None:
    few = long_decision(world, 3)
    many = long_decision(world, 120, basis=factory.basis("8/2026/NĐ-CP"))
    client = client_of(world.clerk)
    at = [reverse("procedures:publication", args=[one.uid]) for one in (few, many)]
    client.get(at[0])

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(at[0])
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(at[1])


@pytest.mark.parametrize(
    ("asked", "lines_shown"),
    [
        ({"state": "open"}, [n for n in range(1, 31) if n % 3]),
        ({"state": "settled"}, [n for n in range(1, 31) if n % 3 == 0]),
        ({"action": "abolished"}, [10, 20, 30]),
        ({"action": "abolished", "state": "open"}, [10, 20]),
        ({"q": "dang ky ket hon"}, [n for n in range(1, 31) if n % 3 == 1]),
        ({"q": "9.000017"}, [17]),
        ({"q": "thẩm định 29"}, [29]),
        ({"q": "không ở đâu cả"}, []),
        ({"look": "unknown"}, list(range(1, 31))),
    ],
)
def test_lines_are_narrowed_by_what_waits_what_is_done_and_by_words(
    world: World, asked: dict[str, str], lines_shown: list[int]
) -> None:
    assert shown(world.clerk, long_decision(world, 30), **asked) == lines_shown


def test_each_count_leads_to_the_lines_that_it_counts(world: World) -> None:
    made = long_decision(world)
    client = client_of(world.clerk)
    figures = client.get(reverse("procedures:publication", args=[made.uid])).context["figures"]

    assert {str(label): count for label, count, _url in figures}["Chờ xác nhận"] == 80
    for _label, count, url in figures:
        assert client.get(url).context["list"].count == count


def test_what_reading_noted_stands_at_its_line_and_is_listed(world: World, storage: Any) -> None:
    made = factory.decision(world)
    rows = tuple(AnnexedRow(n, "new", f"9.{n:06d}", "", f"Thủ tục {n}", "", {}) for n in range(1, 5))
    found = AnnexedList(rows, (Note(Doubt.CODE_TWICE, 3, "9.000003"), Note(Doubt.WITHOUT_NAME, 77, "9.000077")), "")
    keep_list(made, factory.list_file((1, "9.000001", "Một")), found, actor=SYSTEM)
    made.refresh_from_db()

    assert shown(world.clerk, made, look="noted") == [3]
    page = client_of(world.clerk).get(reverse("procedures:publication", args=[made.uid])).content.decode()
    assert "Mã có hai dòng" in page
    assert "Dòng 77: Không có tên. 9.000077" in page  # of a row that made no line
    line = client_of(world.clerk).get(address(made, made.items.get(line=3))).content.decode()
    assert "Mã có hai dòng" in line
    drop_line(made.items.get(line=3), actor=SYSTEM)
    assert lines.counts_of(made)["noted"] == 0


def test_settling_goes_through_what_the_list_asked_for_and_back_to_it(world: World) -> None:
    made = long_decision(world, 30)
    ten, twenty = (made.items.get(line=n) for n in (10, 20))
    for one in (ten, twenty):
        one.procedure = procedure(one.base_code)
        one.save()
    client = client_of(world.clerk)
    asked = {"action": "abolished", "state": "open"}
    at = address(made, ten, **asked)
    assert (
        f'href="{at.replace("&", "&amp;")}"'
        in client.get(reverse("procedures:publication", args=[made.uid]), asked).content.decode()
    )

    on = client.post(at, {"action": "abolished", "procedure": ten.base_code})
    assert on.status_code == 302, on.content.decode()[:3000]
    assert on.url == address(made, twenty, **asked)
    back = client.post(on.url, {"action": "abolished", "procedure": twenty.base_code})
    assert back.url == f"{reverse('procedures:publication', args=[made.uid])}?{urlencode(asked)}"
    assert client.get(at).context["back_url"].endswith("#dong-10")


def test_a_dropped_line_leads_back_to_the_same_page_of_the_list(world: World) -> None:
    made = long_decision(world)
    second = listed(world.clerk, made, state="open").older_url
    client = client_of(world.clerk)
    page = client.get(second)
    item = page.context["list"].items[0]
    line = client.get(item.line_url)

    gone = client.post(line.context["drop_url"])
    assert sorted(parse_qsl(urlsplit(gone.url).query)) == sorted(parse_qsl(urlsplit(second).query))
    assert item.line not in [one.line for one in client.get(gone.url).context["list"].items]


def test_all_sure_lines_are_settled_whatever_the_list_shows(world: World) -> None:
    made = long_decision(world, 60)
    for n in (1, 2, 55):
        item = made.items.get(line=n)
        item.procedure = procedure(item.base_code)
        item.name = item.procedure.name if n != 2 else "Một tên khác hẳn"
        item.save()
    assert shown(world.clerk, made, look="sure") == [1, 55]

    back = urlencode({"ve": "action=abolished"})
    done = client_of(world.clerk).post(f"{reverse('procedures:publication_settle', args=[made.uid])}?{back}")
    assert done.url.endswith("?action=abolished")
    assert made.items.filter(line__in=[1, 2, 55], confirmed_at__isnull=False).count() == 2


@pytest.mark.parametrize("back", ["//evil.example/", "q=%00", "https://evil.example/?a=1", "cursor=%F0%28", "=&&="])
def test_the_way_back_is_always_to_the_decision(world: World, back: str) -> None:
    made = long_decision(world, 3)
    item = made.items.get(line=1)
    to = reverse("procedures:publication_drop", args=[made.uid, item.uid])

    gone = client_of(world.clerk).post(f"{to}?{urlencode({'ve': back})}")
    assert gone.status_code == 302
    assert gone.url.split("?")[0] == reverse("procedures:publication", args=[made.uid])
    assert client_of(world.clerk).get(gone.url).status_code == 200


def test_results_alone_come_with_what_waits_and_its_way_back(world: World) -> None:
    made = long_decision(world)
    asked = reverse("procedures:publication", args=[made.uid]) + "?action=abolished"
    part = client_of(world.clerk).get(asked, headers={"hx-request": "true", "hx-target": "list-results"})
    said = part.content.decode()

    assert "<html" not in said and "figures" not in part.context
    assert "Còn 80 dòng chờ xác nhận." in said
    assert f"/xac-nhan/?{urlencode({'ve': 'action=abolished'})}" in said


def test_lines_are_exported_as_they_are_narrowed(world: World) -> None:
    made = long_decision(world, 30)
    answer = client_of(world.clerk).get(
        reverse("procedures:publication", args=[made.uid]), {"action": "abolished", "export": "csv"}
    )
    rows = b"".join(answer).decode().splitlines()

    assert len(rows) == 4
    assert "9.000010" in rows[1] and "Chờ xác nhận" in rows[1]


def test_an_empty_decision_says_how_lines_come(world: World) -> None:
    made = factory.decision(world)
    said = client_of(world.clerk).get(reverse("procedures:publication", args=[made.uid])).content.decode()

    assert "Chưa có dòng nào" in said
    assert "Tải tệp Word" not in said


def published_lines(world: World, count: int) -> PublicationDecision:
    return signed(world, *(procedure(f"1.{100000 + n}") for n in range(count)))


def test_what_the_list_asks_for_is_made_public_in_one_act(world: World) -> None:
    made = published_lines(world, 3)
    made.items.filter(line__gte=2).update(action="abolished")
    to = reverse("procedures:publication_act", args=[made.uid, "cong-khai"])
    client = client_of(world.clerk)
    asked = f"{to}?{urlencode({'ve': 'action=abolished'})}"
    assert "2 dòng đang lọc trong danh sách" in client.get(asked).content.decode()
    assert "đang lọc" not in client.get(to).content.decode()

    told = {"which": "listed", "place": "notice_board", "unit": "bql", "on": "05/03/2026", "note": "Bảng"}
    done = client.post(asked, told)
    assert done.url.endswith("?action=abolished")
    assert sorted(Disclosure.objects.values_list("item__line", flat=True)) == [2, 3]


def test_of_very_many_lines_none_is_ticked_one_by_one(world: World) -> None:
    made = published_lines(world, 1)
    to = reverse("procedures:publication_act", args=[made.uid, "cong-khai"])
    assert 'type="checkbox"' in client_of(world.clerk).get(to).content.decode()

    PublicationItem.objects.bulk_create(
        PublicationItem(decision=made, line=n, action="new", name=f"Thủ tục {n}") for n in range(2, 103)
    )
    form = client_of(world.clerk).get(to).content.decode()
    assert 'name="items"' not in form
    assert "lọc danh sách dòng ở trang quyết định" in form


def test_a_line_on_many_boards_is_one_figure_that_opens_them(world: World, django_assert_num_queries: Any) -> None:
    made = published_lines(world, 2)
    items = queries.items_of(made)
    for unit in (world.board, *world.communes):
        disclose(made, items, Told("notice_board", date(2026, 3, 5), unit, note="Bảng"), actor=SYSTEM)
    client = client_of(world.clerk)
    said = " ".join(client.get(reverse("procedures:publication", args=[made.uid])).content.decode().split())
    assert "Bảng niêm yết, 05/03/2026 (4 nơi)" in said
    assert "/huy/" not in said

    at = reverse("procedures:publication_places", args=[made.uid])
    assert f"{at}?place=notice_board&amp;q=2" in said
    opened = client.get(at, {"place": "notice_board", "q": "2"})
    assert {row.item.line for row in opened.context["list"].items} == {2}
    assert opened.context["list"].count == 4
    assert opened.content.decode().count("/huy/") == 4
    assert client.get(at, {"q": items[0].base_code}).context["list"].count == 4
    with django_assert_num_queries(PLACES_QUERIES):
        client.get(at)


def test_the_trail_beside_a_record_shows_the_latest_and_leads_to_the_rest(world: World) -> None:
    made = factory.decision(world)
    for n in range(MOST + 5):
        events.append(queries.ref_of(made), "test.done", actor=SYSTEM, payload={"reason": f"lần {n}"})
    page = client_of(world.clerk).get(reverse("procedures:publication", args=[made.uid]))
    history = page.context["history"]

    assert len(history) == MOST + 1
    assert history[0]["text"] == f"lần {MOST + 4}"
    assert client_of(world.clerk).get(history[-1]["url"]).status_code == 200


def test_reading_a_list_tells_how_many_of_its_lines_are_done(
    world: World, storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1, 4):
        procedure(f"1.10000{n}")
    made = factory.decision(world)
    rows = [(n, f"1.10000{n}", "Cấp giấy phép xây dựng công trình", "15 ngày") for n in range(1, 6)]
    start_list(made, factory.list_file(*rows), actor=SYSTEM)
    told: list[tuple[int, int | None]] = []
    keep = jobs.JobContext.progress

    def heard(self: jobs.JobContext, done: int, total: int | None = None, message: str = "") -> None:
        told.append((done, total))
        keep(self, done, total, message)

    monkeypatch.setattr(jobs.JobContext, "progress", heard)
    job = Job.objects.get()
    jobs.run_job.func(str(job.uid))
    assert told == [(0, 5), (2, 5), (5, 5)]
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 5, 5)
