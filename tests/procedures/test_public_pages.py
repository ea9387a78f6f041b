"""The pages everybody sees: the short answer, my case, where to file, history, what is said when something is missing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import translation
from tests.factories import procedures as factory

from motcua.kernel import clock
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Component, Fee, FeeKind, Given, Limit, Part, Unread
from motcua.procedures.models import (
    LinkState,
    NationalLink,
    Origin,
    PageRemark,
    Procedure,
    ProcedureKind,
    PublicationDecision,
    PublicationItem,
)
from motcua.procedures.public import browse
from motcua.procedures.queries.layout import sheet_of, sources_of
from motcua.procedures.queries.pages import portal_on
from motcua.procedures.queries.registry import public_on
from motcua.procedures.queries.words import fee_words, start_words

pytestmark = pytest.mark.django_db
NATIONAL = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/019d2bfb-d76d-737f-81b9-69258b07240b"


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return re.sub(
        r"\s+", " ", re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    )


class TestShortAnswer:
    def test_it_tells_what_to_bring_what_it_costs_how_long_and_where(self, client: Client) -> None:
        factory.procedure()

        said = text_of(client, "/thu-tuc/1.100001")

        assert (
            "1 giấy tờ và giấy tờ theo trường hợp" in said
        )  # the other one stands in a database and may not be asked for
        assert "150.000 đồng" in said
        assert "20 ngày" in said
        assert "Ban Quản lý các khu công nghiệp" in said

    def test_a_part_that_is_missing_is_said_to_be(self, client: Client) -> None:
        factory.procedure("1.100001", factory.content(fees=(), limits=(), components=()))

        assert text_of(client, "/thu-tuc/1.100001").count("Chưa có trong dữ liệu") == 3

    def test_words_that_nobody_has_structured_are_shown_as_they_are(self, client: Client) -> None:
        said = factory.content(limits=(), unread=(Unread(Part.LIMITS, "Theo hợp đồng giữa hai bên"),))
        factory.procedure("1.100001", said)

        assert "Theo hợp đồng giữa hai bên" in text_of(client, "/thu-tuc/1.100001")

    def test_channels_with_one_limit_stand_in_one_line(self, client: Client) -> None:
        base = factory.content()
        limits = tuple(Limit(Decimal(7), Unit.WORKING_DAY, channel=c.kind) for c in base.channels)
        factory.procedure("1.100001", replace(base, limits=limits))

        assert text_of(client, "/thu-tuc/1.100001").count("7 ngày làm việc") == 1


class TestNames:
    LONG = "Đăng ký biến động đối với trường hợp " + "thay đổi quyền sử dụng đất, quyền sở hữu tài sản, " * 12

    def test_a_name_that_would_fill_the_screen_is_cut_as_heading_and_whole_in_a_fold(self, client: Client) -> None:
        factory.procedure("1.100001", factory.content(self.LONG.strip(" ,")))

        page = client.get("/thu-tuc/1.100001").content.decode()
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)

        assert heading is not None
        assert len(re.sub(r"<[^>]+>", "", heading[1])) < 200
        assert "Tên đầy đủ của thủ tục" in page
        assert self.LONG.strip(" ,") in page.partition("<main")[2]

    def test_other_names_stand_whole(self, client: Client) -> None:
        factory.procedure()

        assert "Tên đầy đủ của thủ tục" not in client.get("/thu-tuc/1.100001").content.decode()

    @pytest.mark.parametrize(
        ("start", "said"),
        [
            ("Ngày nhận đủ hồ sơ hợp lệ", "kể từ ngày nhận đủ hồ sơ hợp lệ"),
            ("Nhận đủ hồ sơ", "kể từ khi nhận đủ hồ sơ"),
            ("Kể từ ngày tiếp nhận", "Kể từ ngày tiếp nhận"),
            ("UBND xã nhận hồ sơ", "kể từ khi UBND xã nhận hồ sơ"),
        ],
    )
    def test_a_start_event_reads_as_a_sentence(self, start: str, said: str) -> None:
        assert start_words(start) == said


class TestNarrowing:
    @pytest.fixture
    def registry(self) -> None:
        factory.procedure("1.100001", factory.content("Đăng ký khai sinh", field="Hộ tịch"))
        factory.procedure("1.100002", factory.content("Cấp giấy phép lái tàu", field="Hàng hải"))

    def test_each_filter_is_told_and_taken_off_by_its_link(self, registry: None, client: Client) -> None:
        page = client.get("/thu-tuc/?field=Hộ tịch&complete=1&audience=people").content.decode()
        links = [unescape(link) for link in re.findall(r'ui-narrowed__link" href="([^"]*)"', page)]

        assert len(links) == 3
        assert [
            next(iter(set(QueryDict("field=&complete=&audience=")) - set(QueryDict(one[1:])))) for one in links
        ] == [
            "field",
            "audience",
            "complete",
        ]
        assert "1 thủ tục" in text_of(client, "/thu-tuc/?field=Hộ tịch")

    def test_where_nothing_is_found_there_is_another_way(self, registry: None, client: Client) -> None:
        page = client.get("/thu-tuc/?q=qwzx").content.decode()

        assert "Không có thủ tục nào khớp hẳn với" in page
        assert 'href="/thu-tuc/linh-vuc/"' in page

    def test_a_code_leads_to_its_procedure_without_a_reason_made_of_figures(
        self, registry: None, client: Client
    ) -> None:
        page = client.get("/thu-tuc/?q=1.100001").content.decode()

        assert "/thu-tuc/1.100001" in page
        assert "<mark>1</mark>" not in page

    def test_fields_stand_under_their_letters(self, registry: None, client: Client) -> None:
        assert "H Hàng hải 1 Hộ tịch 1" in text_of(client, "/thu-tuc/linh-vuc/")


class TestMyCase:
    def test_a_ticked_case_leaves_its_papers_and_those_for_everybody(self, client: Client) -> None:
        papers = (
            Component("1", "Đơn đề nghị", originals=1),
            Component("2", "Văn bản ủy quyền", case="Nộp thay người khác", originals=1),
            Component("3", "Giấy chứng tử", case="Người đã mất", copies=1, given=Given.COPY),
        )
        factory.procedure("1.100001", factory.content(components=papers))
        page = client.get("/thu-tuc/1.100001").content.decode()
        key = re.search(r'id="case-(\w+)" name="case" value="\1"><label[^>]*>Nộp thay', page)
        assert key is not None

        said = text_of(client, f"/thu-tuc/1.100001?case={key[1]}")

        assert "Đơn đề nghị" in said
        assert "Văn bản ủy quyền" in said
        assert "Giấy chứng tử" not in said

    def test_what_is_only_shown_and_what_is_known_already_says_so(self, client: Client) -> None:
        papers = (
            Component("1", "Căn cước", given=Given.SHOWN),
            Component("2", "Giấy đăng ký kinh doanh", database="Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp"),
        )
        factory.procedure("1.100001", factory.content(components=papers))

        said = text_of(client, "/thu-tuc/1.100001")

        assert "Chỉ xuất trình, không nộp lại." in said
        assert "Không phải nộp: dữ liệu đã có trong Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp." in said
        # What need not be brought has no box to tick, on the page as on paper.
        assert client.get("/thu-tuc/1.100001").content.decode().count("ui-checklist__box--none") == 1
        (source,) = sources_of(list(public_on(clock.today())), clock.today())
        assert [paper.brought for case in sheet_of(source).cases for paper in case.papers] == [True, False]

    def test_papers_tell_where_to_file_online_as_the_page_does(self, client: Client) -> None:
        today = clock.today()
        factory.procedure()
        (source,) = sources_of(list(public_on(today)), today)
        told = [line.value for line in sheet_of(source).answer[3].lines]
        assert told[-1] == portal_on(today)
        assert told[-1] in text_of(client, "/thu-tuc/1.100001")
        nobody = replace(source, content=replace(source.content, channels=()))
        assert portal_on(today) not in [line.value for line in sheet_of(nobody).answer[3].lines]

    def test_an_unknown_case_shows_all_papers(self, client: Client) -> None:
        factory.procedure()

        assert "Giấy tờ đất" in text_of(client, "/thu-tuc/1.100001?case=zzz")


class TestWhereToFile:
    def test_the_link_goes_to_the_procedures_own_national_page(self, client: Client) -> None:
        factory.procedure("1.100001", factory.content(origin=NATIONAL))

        assert f'href="{NATIONAL}"' in client.get("/thu-tuc/1.100001").content.decode()

    @pytest.mark.parametrize(
        "origin",
        [
            "https://dichvucong.gov.vn/",
            "https://dichvucong.gov.vn",
            "https://evil.example/thu-tuc/1",
            "javascript:alert(1)",
            "",
        ],
    )
    def test_never_to_a_home_page_nor_elsewhere(self, client: Client, origin: str) -> None:
        factory.procedure("1.100001", factory.content(origin=origin))

        page = client.get("/thu-tuc/1.100001").content.decode()

        assert "Mở thủ tục này" not in page
        assert "evil.example" not in page.split("<main")[1]

    def test_nor_to_a_page_that_was_found_dead(self, client: Client) -> None:
        made = factory.procedure("1.100001", factory.content(origin=NATIONAL))
        NationalLink.objects.create(procedure=made, url=NATIONAL, state=LinkState.DEAD)

        assert NATIONAL not in client.get("/thu-tuc/1.100001").content.decode().split("<main")[1]


class TestTime:
    def test_an_old_version_is_read_at_its_day_and_says_it_is_old(self, client: Client) -> None:
        factory.procedure("1.100001", factory.content(), factory.content(limits=(Limit(Decimal(15), Unit.DAY),)))

        assert "15 ngày" in text_of(client, "/thu-tuc/1.100001")
        old = text_of(client, "/thu-tuc/1.100001?on=2025-06-01")
        assert "20 ngày" in old
        assert "Bạn đang xem nội dung cũ, áp dụng từ 01/01/2025 đến trước 01/01/2026." in old

    def test_what_changed_stands_part_by_part(self, client: Client) -> None:
        factory.procedure("1.100001", factory.content(), factory.content(limits=(Limit(Decimal(15), Unit.DAY),)))

        said = text_of(client, "/thu-tuc/1.100001/thay-doi")

        assert "Thời hạn giải quyết" in said
        assert "Phí, lệ phí" not in said

    def test_what_will_be_abolished_says_from_when_and_still_where_to_file(self, client: Client) -> None:
        made = factory.procedure()
        before = text_of(client, "/thu-tuc/1.100001")
        Procedure.objects.filter(pk=made.pk).update(abolished_on=date(2099, 3, 1))

        said = text_of(client, "/thu-tuc/1.100001")

        assert "Thủ tục này bãi bỏ từ 01/03/2099" in said
        assert ("Nộp hồ sơ" in before) == ("Nộp hồ sơ" in said)

    def test_an_abolished_procedure_can_be_read_and_says_so(self, client: Client) -> None:
        made = factory.procedure()
        Procedure.objects.filter(pk=made.pk).update(abolished_on=date(2026, 3, 1))

        said = text_of(client, "/thu-tuc/1.100001")

        assert "Thủ tục này đã bãi bỏ từ 01/03/2026" in said
        assert "Mở thủ tục này" not in said

    def test_what_took_its_place_is_led_to(self, client: Client, office: factory.Office) -> None:
        gone = factory.procedure()
        later = factory.procedure("1.100002", factory.content("Cấp phép kiểu mới"))
        Procedure.objects.filter(pk=gone.pk).update(abolished_on=date(2026, 3, 1))
        decision = PublicationDecision.objects.create(
            owner=office.province,
            issuer=office.province,
            title="Công bố",
            sort_key="cong bo",
            state="published",
            number="12/QĐ-UBND",
            signed_on=date(2026, 2, 20),
            effective_on=date(2026, 3, 1),
            created_at=clock.now(),
        )
        PublicationItem.objects.create(
            decision=decision, line=1, action="replaced", name=later.name, procedure=later, replaces=gone
        )

        page = client.get("/thu-tuc/1.100001").content.decode()

        assert "Thủ tục thay thế:" in page
        assert 'href="/thu-tuc/1.100002"' in page

    @pytest.mark.parametrize("day", ["2019-01-01", "hôm qua", "2026-13-45"])
    def test_a_day_without_content_or_no_day_at_all_is_told_plainly(self, client: Client, day: str) -> None:
        factory.procedure()

        response = client.get("/thu-tuc/1.100001", {"on": day})

        assert response.status_code in (404, 422)
        assert "Traceback" not in response.content.decode()

    def test_internal_procedures_are_nobodys_to_see_here(self, client: Client) -> None:
        factory.procedure("1.100001", kind=ProcedureKind.INTERNAL)

        assert client.get("/thu-tuc/1.100001").status_code == 404


class TestRemarks:
    def test_a_remark_is_kept_and_thanked_for(self, client: Client) -> None:
        factory.procedure()

        response = client.post("/thu-tuc/1.100001/gop-y", {"helpful": "no", "text": "Phí đã đổi"})

        assert response.status_code == 302
        kept = PageRemark.objects.get()
        assert (kept.helpful, kept.text) == (False, "Phí đã đổi")

    def test_not_right_without_a_word_is_asked_again_and_nothing_is_kept(self, client: Client) -> None:
        factory.procedure()

        response = client.post("/thu-tuc/1.100001/gop-y", {"helpful": "no", "text": "  "})

        assert response.status_code == 422
        assert "Cho biết chỗ nào chưa đúng" in response.content.decode()
        assert not PageRemark.objects.exists()

    def test_what_is_too_long_is_given_back_as_typed(self, client: Client) -> None:
        factory.procedure()

        response = client.post("/thu-tuc/1.100001/gop-y", {"helpful": "no", "text": "a" * 1001})

        assert response.status_code == 422
        assert "a" * 1001 in response.content.decode()

    def test_one_address_may_not_flood_the_officers(self, client: Client) -> None:
        factory.procedure()
        flood = [
            client.post("/thu-tuc/1.100001/gop-y", {"helpful": "no", "text": "Phí đã đổi"}, REMOTE_ADDR="203.0.113.7")
            for _ in range(31)
        ]

        assert {one.status_code for one in flood[:30]} == {302}
        assert flood[30].status_code == 429
        assert int(flood[30].headers["Retry-After"]) > 0
        assert "Phí" in flood[30].content.decode()
        assert set(PageRemark.objects.values_list("text", flat=True)) == {"Phí đã đổi"}
        assert client.post("/thu-tuc/1.100001/gop-y", {"helpful": "yes"}, REMOTE_ADDR="203.0.113.8").status_code == 302


class TestWaysIn:
    def test_the_first_page_asks_and_leads_on(self, client: Client) -> None:
        factory.procedure()

        said = text_of(client, "/")

        assert "Bạn cần làm gì?" in said
        assert "Sinh con" in said
        assert "Tất cả 1 thủ tục" in said

    def test_a_life_event_leads_to_the_best_hits_of_its_phrases(self, client: Client) -> None:
        factory.procedure("1.100001", factory.content("Đăng ký khai sinh", field="Hộ tịch"))
        factory.procedure("1.100002", factory.content("Cấp giấy phép lái tàu"))

        said = text_of(client, "/thu-tuc/viec/sinh-con/")

        assert "Đăng ký khai sinh" in said
        assert "Cấp giấy phép lái tàu" not in said
        assert client.get("/thu-tuc/viec/khong-co/").status_code == 404

    def test_fields_and_statistics_count_what_their_lists_show(self, client: Client) -> None:
        factory.procedure("1.100001", factory.content(field="Hộ tịch"))
        factory.procedure("1.100002", factory.content("Khác", field="Hộ tịch", channels=()))
        gone = factory.procedure("1.100003", factory.content("Đã bỏ", field="Hộ tịch"))
        Procedure.objects.filter(pk=gone.pk).update(abolished_on=date(2026, 1, 1))

        assert "Hộ tịch 2" in text_of(client, "/thu-tuc/linh-vuc/")
        statistics = text_of(client, "/thu-tuc/thong-ke/")
        assert "2 thủ tục đang có hiệu lực" in statistics
        assert "Nộp được trực tuyến 1 50,0 %" in statistics

    def test_changes_tell_new_amended_and_abolished_but_no_first_national_import(self, client: Client) -> None:
        factory.procedure("1.100001", factory.content("Nhập lần đầu"))
        factory.procedure("1.100002", factory.content("Bản cũ"), factory.content("Bản sửa"))
        factory.procedure("1.100003", factory.content("Do địa phương lập"), origin=Origin.OWN)
        gone = factory.procedure("1.100004", factory.content("Bị bỏ"))
        Procedure.objects.filter(pk=gone.pk).update(abolished_on=date(2026, 2, 1))

        said = text_of(client, "/thu-tuc/moi/")
        feed = client.get("/thu-tuc/moi/rss").content.decode()

        for words in ("Bản sửa Sửa đổi, bổ sung", "Do địa phương lập Mới ban hành", "Bị bỏ Bãi bỏ"):
            assert words in said
        assert "Nhập lần đầu" not in said
        assert feed.count("<entry>") == 3

    def test_a_day_of_many_changes_goes_on_over_pages_and_none_is_lost_or_told_twice(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for n in range(1, 6):
            factory.procedure(f"1.10000{n}", factory.content(f"Thủ tục {n}"), origin=Origin.OWN)
        both = Procedure.objects.get(base_code="1.100003")
        day = both.versions.get().valid_from
        Procedure.objects.filter(pk=both.pk).update(abolished_on=day)
        monkeypatch.setattr(browse, "_CHANGES", 2)

        page, told = client.get("/thu-tuc/moi/"), []
        while True:
            told.append([row[4][-1] for _, rows in page.context["days"] for row in rows])
            if not page.context["more"]:
                break
            page = client.get(f"/thu-tuc/moi/{page.context['more']}")

        assert told == [["1", "2"], ["3", "3"], ["4", "5"]]
        assert "Tiếp ngày" in page.content.decode()
        assert client.get("/thu-tuc/moi/", {"truoc": day.isoformat()}).context["days"] == []
        assert "sau=x" in client.get("/thu-tuc/moi/", {"truoc": day.isoformat(), "sau": "x"}).content.decode()

    @pytest.mark.parametrize(
        "address",
        ["/en/", "/en/thu-tuc/linh-vuc/", "/en/thu-tuc/moi/", "/en/thu-tuc/thong-ke/", "/en/thu-tuc/co-quan/"],
    )
    def test_the_english_face_has_the_same_pages(self, client: Client, address: str) -> None:
        factory.procedure()

        assert '<html lang="en"' in client.get(address).content.decode()

    def test_what_a_fee_is_asked_for_is_told_in_english_where_it_is_a_known_word(self) -> None:
        with translation.override("en"):
            known, own = (fee_words(Fee(FeeKind.FEE, Decimal(5000), per=per)) for per in ("Hồ sơ", "héc-ta"))

        assert known == "5,000 dong/dossier"
        assert own == "5,000 dong/héc-ta"


class TestMachines:
    def test_the_page_carries_a_government_service_that_no_text_can_break_out_of(self, client: Client) -> None:
        factory.procedure("1.100001", factory.content("Cấp giấy </script><script>alert(1)</script>"))

        page = client.get("/thu-tuc/1.100001").content.decode()
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)

        assert block is not None
        told = json.loads(block[1])
        assert told["@type"] == "GovernmentService"
        assert told["name"] == "Cấp giấy </script><script>alert(1)</script>"

    def test_linked_data_follows_cpsv_ap(self, client: Client) -> None:
        factory.procedure(
            "1.100001", factory.content(limits=(Limit(Decimal(20), Unit.DAY), Limit(Decimal(7), Unit.WORKING_DAY)))
        )

        response = client.get("/api/v1/procedures/1.100001", headers={"Accept": "application/ld+json"})

        told = response.json()
        assert response.headers["Content-Type"].startswith("application/ld+json")
        assert told["@type"] == "cpsv:PublicService"
        assert told["dct:identifier"] == "1.100001"
        assert told["cv:processingTime"] == ["P20D"]
        assert [one["cv:value"]["@value"] for one in told["cv:hasCost"]] == ["150000"]
        assert len(told["cpsv:hasInput"]) == 3

    def test_bulk_files_hold_every_procedure_in_force(self, client: Client) -> None:
        factory.procedure("1.100001", factory.content("=HYPERLINK(1)"))
        factory.procedure("1.100002", factory.content("Khác"))

        lines = b"".join(client.get("/thu-tuc/tai/thu-tuc.jsonl")).decode().splitlines()
        table = b"".join(client.get("/thu-tuc/tai/thu-tuc.csv")).decode("utf-8-sig")

        assert [json.loads(line)["base_code"] for line in lines] == ["1.100001", "1.100002"]
        assert len(table.splitlines()) == 3
        assert ",=HYPERLINK" not in table

    def test_catalogue_site_map_and_crawlers(self, client: Client) -> None:
        factory.procedure()

        assert client.get("/catalog.jsonld").json()["@type"] == "dcat:Catalog"
        assert "/sitemap-1.xml" in client.get("/sitemap.xml").content.decode()
        part = b"".join(client.get("/sitemap-1.xml")).decode()
        assert "/en/thu-tuc/1.100001" in part
        assert "Disallow: /desk/" in client.get("/robots.txt").content.decode()


def test_the_page_asks_the_same_number_of_queries_however_much_it_shows(
    client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    base = factory.content()
    many = tuple(replace(base.components[0], code=f"C{n}", case=f"Trường hợp {n}") for n in range(60))
    grounds = tuple(replace(base.grounds[0], number=f"{n}/2014/QH13") for n in range(60))
    factory.procedure("1.100001", replace(base, components=many, grounds=grounds))

    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert client.get("/thu-tuc/1.100001").status_code == 200
