"""Pages of the desk: the catalogue, a figure that opens to its rows, closing, a frozen figure counted again, release; role by role."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import documents as office
from tests.factories import indicators as factory

from motcua.indicators.models import Observation, Release
from motcua.indicators.queries.goals import Goal, drawn, promises
from motcua.indicators.queries.values import frozen_figure
from motcua.indicators.services.releases import release_indicator
from motcua.indicators.services.snapshots import close_period
from motcua.kernel import jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.indicators import Window
from motcua.kernel.models import Job
from motcua.organisations.models import Unit, User
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.reorganisation import carry_out, merge

pytestmark = pytest.mark.django_db
DESK = "/desk/chi-so/"


def of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def html(client: Client, address: str, status: int = 200, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def words(page: str) -> str:
    """What is read on a page, in one line."""
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", main[0] if main else page)
    return " ".join(text.replace("\xa0", " ").replace("&nbsp;", " ").split())


def test_the_catalogue_shows_each_indicator_with_the_readers_own_figure_now(shelf) -> None:
    shelf.add(shelf.world.board, on=date(2026, 10, 5))
    page = words(html(of(shelf.world.office), DESK))

    assert "5 mục" in page and "Quý IV/2026" in page
    assert page.count("Văn bản là quyết định") == 5
    assert "100 %" in page and "1/1" in page


def test_the_catalogue_is_searched_filtered_and_exported(shelf) -> None:
    client = of(shelf.world.office)
    assert "Không tìm thấy" in words(html(client, f"{DESK}?q=khong+co"))
    assert "5 mục" in words(html(client, f"{DESK}?q=quyet+dinh&package=test&owner=Người thử"))
    assert "<html" not in html(client, DESK, **{"HX-Request": "true", "HX-Target": "list-results"})
    answer = client.get(f"{DESK}?export=csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert lines[0][-1] == "Mã" and {line[-1] for line in lines[1:]} >= {"test.decisions", "test.papers"}


def test_a_figure_prints_its_window_and_both_sides_open_to_their_rows(shelf) -> None:
    client = of(shelf.world.office)
    raw = html(client, f"{DESK}test.decisions/?unit=bql&period=2026-Q3")
    page = words(raw)

    assert "Ban Quản lý các khu công nghiệp, Quý III/2026" in page
    assert "Số liệu từ 01/07/2026 đến 30/09/2026." in page
    assert "66,7 %" in page
    links = re.findall(r'href="(/desk/chi-so/test.decisions/dong/(?:num|den)[^"]+)" aria-label="[^"]+: (\d+)"', raw)
    assert [count for _, count in links] == ["2", "3"]
    for url, count in links:
        rows = html(client, url.replace("&amp;", "&"))
        assert f"{count} mục" in words(rows)
        assert rows.count("data-row") == int(count)


def test_rows_that_one_may_not_open_are_listed_without_title_or_link(shelf) -> None:
    raw = html(of(shelf.world.stranger), f"{DESK}test.decisions/dong/denominator/?unit=bql&period=2026-Q3")

    assert "3 mục" in words(raw)
    assert raw.count("Hồ sơ mà bạn không được giao xem") == 2
    assert str(shelf.papers[0].uid) not in raw and shelf.papers[0].subject not in raw
    assert str(shelf.papers[2].uid) in raw
    assert raw.count("Ban Quản lý các khu công nghiệp") >= 3, "each tells its unit"


def test_rows_are_paged_and_exported_whole_masked_as_on_the_screen(shelf) -> None:
    for n in range(60):
        shelf.add(shelf.world.board, kind="letter", on=date(2026, 7, 1 + n % 28))
    client = of(shelf.world.office)
    address = f"{DESK}test.decisions/dong/denominator/?unit=bql&period=2026-Q3"
    first = html(client, address)
    assert "63 mục" in words(first) and first.count("data-row") == 50
    older = re.search(r'href="([^"]+cursor=[^"]+)"', first)
    assert older is not None
    assert html(client, older[1].replace("&amp;", "&")).count("data-row") == 13
    assert "Vị trí trang không còn hợp lệ" in words(html(client, f"{address}&cursor=xyz"))

    answer = of(shelf.world.stranger).get(f"{address}&export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    titles = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert len(titles) == 63 and titles.count("Hồ sơ mà bạn không được giao xem") == 62


def test_what_is_not_understood_in_an_address_is_told_and_left_out(shelf) -> None:
    client = of(shelf.world.office)
    page = words(html(client, f"{DESK}test.decisions/?unit=khong-co"))
    assert "Không có đơn vị" in page and "Quý IV/2026" in page
    assert "không phải là một kỳ" in words(html(client, f"{DESK}test.decisions/?period=abc"))
    html(client, f"{DESK}no.such/", 404)
    html(client, f"{DESK}test.decisions/dong/both/", 404)
    html(client, f"{DESK}test.decisions/?from=2026-07-05&to=2026-07-20")
    html(client, f"{DESK}test.decisions/?from=0001-01-01&to=9999-12-31")


def test_a_trend_has_its_table_beside_and_says_what_is_frozen(shelf) -> None:
    close_period("2026-Q3", actor=SYSTEM)
    raw = html(of(shelf.world.office), f"{DESK}test.decisions/?unit=bql&period=2026-Q4")

    drawn = re.search(r'<svg[^>]+aria-label="([^"]+)"', raw)
    assert drawn is not None and "Quý III/2026: 66,7" in drawn[1] and "Quý IV/2026: Chưa có số liệu" in drawn[1]
    assert raw.count("ui-chart__column--frozen") == 1 and raw.count("ui-chart__column--live") == 1
    assert raw.count("ui-chart__column--missing") == 6
    assert (
        "Số liệu đã chốt" in words(raw)
        and frozen_figure("test.decisions", unit=shelf.world.board, window=factory.QUARTER).hash[:12] in raw
    )


def test_units_stand_beside_each_other_in_constant_queries(shelf) -> None:
    client = of(shelf.world.auditor)
    address = f"{DESK}test.decisions/?unit=*&period=2026-Q3"
    page = words(html(client, address))
    assert "Các đơn vị trực thuộc" in page and "Sở Nội vụ" in page and "50 %" in page
    with CaptureQueriesContext(connection) as before:
        html(client, address)
    for n in range(6):
        unit = office._unit(f"don-vi-{n}", f"Đơn vị {n}", "department", parent=shelf.world.province)
        shelf.add(unit)
    with CaptureQueriesContext(connection) as after:
        html(client, address)
    assert len(before) == len(after) <= 60


def test_a_figure_is_read_in_the_old_and_in_the_new_structure(shelf) -> None:
    world = shelf.world
    _merge(world.elsewhere, into=world.board)
    client = of(world.auditor)
    new = words(html(client, f"{DESK}test.papers/?unit=bql&period=2026-Q3"))
    old = words(html(client, f"{DESK}test.papers/?unit=bql&period=2026-Q3&structure=2026-09-30"))
    gone = words(html(client, f"{DESK}test.papers/?unit=so-noi-vu&period=2026-Q3&structure=2026-09-30"))

    assert "Các dòng 5 " in new and "Các dòng 3 " in old and "Các dòng 2 " in gone
    assert "Cơ cấu ngày 30/09/2026" in old


def _merge(gone: Unit, *, into: Unit) -> None:
    carry_out(merge([gone, into], into, on=date(2026, 10, 1), document="01/NQ-HĐND"), actor=SYSTEM)


def test_closing_a_period_is_a_job_that_ends_with_frozen_figures(shelf, head_office) -> None:
    client = of(head_office)
    refused = client.post(f"{DESK}chot-so-lieu/", {"period": "2026-Q4"})
    assert "kỳ còn đang mở" in refused.content.decode() and not Job.objects.exists()
    answer = client.post(f"{DESK}chot-so-lieu/", {"period": "quý III/2026", "keys": ["test.papers"]})
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/desk/viec/{job.uid}/"
    jobs.run_job.func(str(job.uid))

    assert set(Observation.objects.values_list("key", flat=True)) == {"test.papers"}
    page = words(html(client, f"{DESK}chot-so-lieu/"))
    assert "Đỗ Văn Phòng Tỉnh chốt theo dữ liệu lúc 09:00 20/11/2026." in page and "Quý III/2026" in page


def test_a_frozen_figure_is_counted_again_and_corrected_on_its_page(shelf, head_office) -> None:
    close_period("2026-Q3", actor=SYSTEM)
    one = frozen_figure("test.decisions", unit=shelf.world.board, window=factory.QUARTER)
    client = of(head_office)
    address = f"{DESK}so-lieu-chot/{one.uid}/"
    page = words(html(client, address))
    assert one.hash in page and "Quyết định chia cho mọi văn bản" in page
    assert words(html(client, f"{address}?tinh-lai=1")).count("Khớp hoàn toàn") == 2

    shelf.add(shelf.world.board)
    page = words(html(client, f"{address}?tinh-lai=1"))
    assert "Đã chốt 2/3, tính lại 3/4." in page and "Thêm vào: 1" in page and shelf.papers[-1].subject not in page
    assert client.post(address, {"reason": ""}).status_code == 200
    answer = client.post(address, {"reason": "Bổ sung hồ sơ gửi chậm"})
    newer = Observation.objects.get(corrects=one)
    assert answer.headers["Location"] == f"{DESK}so-lieu-chot/{newer.uid}/"
    assert "Số liệu này đã được đính chính." in words(html(client, address))
    assert "Lý do: Bổ sung hồ sơ gửi chậm" in words(html(client, answer.headers["Location"]))


def test_a_leader_releases_and_withdraws_in_their_own_name(shelf, leader) -> None:
    client = of(leader)
    address = f"{DESK}test.decisions/"
    assert "Chưa công khai" in words(html(client, address))
    assert client.post(f"{address}cong-khai/", {"unit": "*", "mode": "live"}).status_code == 302
    made = Release.objects.get()
    assert (made.unit, made.released_by_name, made.mode) == (None, "Võ Lãnh Đạo", "live")
    again = client.post(f"{address}cong-khai/", {"unit": "*", "mode": "frozen"})
    assert "đã được công khai" in again.content.decode()
    assert "Võ Lãnh Đạo công khai từ 20/11/2026." in words(html(client, f"{address}?unit=*"))
    assert client.post(f"{DESK}cong-khai/{made.uid}/thoi/", {"reason": "Rà soát"}).status_code == 302
    made.refresh_from_db()
    assert (made.ended_by_name, made.reason) == ("Võ Lãnh Đạo", "Rà soát")


def test_the_public_page_shows_what_is_released_and_no_more(shelf, leader) -> None:
    client = Client()
    html(client, "/so-lieu/test.decisions", 404)
    assert "Chưa có số liệu nào được công khai" in words(html(client, "/so-lieu/"))
    release_indicator("test.decisions", unit=None, mode="live", actor=actor_of(leader))
    release_indicator("test.papers", unit=shelf.world.board.pk, mode="frozen", actor=actor_of(leader))

    page = words(html(client, "/so-lieu/test.decisions"))
    assert "Toàn tỉnh" in page and "Quý IV/2026" in page and "Quyết định chia cho mọi văn bản" in page
    assert "Chưa có kỳ nào đã chốt" in words(html(client, "/so-lieu/test.papers"))
    html(client, "/so-lieu/test.decisions?unit=bql", 404)
    close_period("2026-Q3", actor=SYSTEM)
    frozen = html(client, "/so-lieu/test.papers?unit=bql")
    assert "Quý III/2026: số liệu từ 01/07/2026 đến 30/09/2026. Đã chốt theo dữ liệu ngày 20/11/2026." in words(frozen)
    for paper in shelf.papers:
        assert str(paper.uid) not in frozen and paper.subject not in frozen
    assert words(html(client, "/so-lieu/")).count("Văn bản là quyết định") == 2
    html(client, "/en/so-lieu/test.papers")


ROLES = ("operator", "office", "specialist", "head", "counter", "leader", "registry_clerk", "editor", "auditor")
MAY = {"close": {"office"}, "correct": {"office"}, "release": {"leader"}, "release unit": {"leader"}}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", ["province", "board"])
def test_each_role_may_do_exactly_its_acts_from_the_head_of_the_province(shelf, role: str, place: str) -> None:
    close_period("2026-Q3", actor=SYSTEM, keys=["test.papers"])
    shelf.add(shelf.world.board)
    one = frozen_figure("test.papers", unit=shelf.world.board, window=factory.QUARTER)
    client = of(office._officer("Người Thử Quyền", getattr(shelf.world, place), role))
    head = place == "province"

    for address in ("", "test.papers/", "test.papers/dong/numerator/", "chot-so-lieu/", f"so-lieu-chot/{one.uid}/"):
        assert client.get(DESK + address).status_code == 200
    done = {
        "close": client.post(f"{DESK}chot-so-lieu/", {"period": "2026-Q3"}).status_code,
        "correct": client.post(f"{DESK}so-lieu-chot/{one.uid}/", {"reason": "Thử"}).status_code,
        "release": client.post(f"{DESK}test.papers/cong-khai/", {"unit": "*", "mode": "live"}).status_code,
        "release unit": client.post(f"{DESK}test.papers/cong-khai/", {"unit": "bql", "mode": "live"}).status_code,
    }
    allowed = {act for act, status in done.items() if status == 302}
    expected = {act for act, roles in MAY.items() if role in roles and (head or act == "release unit")}
    assert allowed == expected
    assert {status for act, status in done.items() if act not in expected} <= {403, 200}
    assert Release.objects.count() == len(expected & {"release", "release unit"})
    assert Observation.objects.filter(corrects=one).exists() == ("correct" in expected)


def test_nobody_reads_the_desk_without_a_role(shelf) -> None:
    for address in ("", "test.papers/", "test.papers/dong/numerator/", "chot-so-lieu/"):
        assert Client().get(DESK + address).status_code == 302


def test_a_promised_number_stands_as_a_line_with_its_source_and_how_it_goes(shelf) -> None:
    year = Window(date(2026, 1, 1), date(2026, 12, 31))

    def promised(_user, key, unit, _window):
        board = unit == shelf.world.board.pk and key == "test.decisions"
        return [Goal(">=", Decimal(80), "%", year, "Quyết định", "18/KH-BQL Kế hoạch năm", "/desk/ke-hoach/x/")] * board

    promises.register("test", promised)
    try:
        raw = html(of(shelf.world.office), f"{DESK}test.decisions/?unit=bql&period=2026-Q3")
        other = html(of(shelf.world.office), f"{DESK}test.decisions/?unit=so-noi-vu&period=2026-Q3")
        count = html(of(shelf.world.office), f"{DESK}test.papers/?unit=bql&period=2026-Q3")
    finally:
        del promises._entries["test"]

    assert "ui-chart__goal" in raw and "Chỉ tiêu: ≥ 80" in raw.replace("\xa0", " ")
    page = words(raw)
    assert "18/KH-BQL Kế hoạch năm" in page and "dự báo cuối kỳ 75 %" in page and "Có nguy cơ không đạt" in page
    assert "ui-chart__goal" not in other and "ui-chart__goal" not in count


def test_what_is_promised_of_a_year_is_no_line_for_the_count_of_a_quarter() -> None:
    year, quarter = Window(date(2026, 1, 1), date(2026, 12, 31)), factory.QUARTER
    goal = Goal(">=", Decimal(12), "lớp", year, "Lớp tập huấn", "KH", "/")
    before = Window(date(2025, 10, 1), date(2025, 12, 31))

    assert drawn([goal], factory.count(), [before, quarter]) is None
    assert drawn([goal], factory.count(), [year]) == (goal, 0, 0)
    assert drawn([goal], factory.ratio(), [before, quarter]) == (goal, 1, 1)
