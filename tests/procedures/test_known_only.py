"""The short answer says what is known, and says so where it is not: no figure without its unit, on the page, on paper, over the interface."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from tests.factories import procedures as factory

from motcua.kernel import clock
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Channel, ChannelKind, Component, Content, Fee, FeeKind, Limit, Part, Step, Unread
from motcua.procedures.content.local import Entry, Local, effective, repriced_fees
from motcua.procedures.queries.answering import code_in
from motcua.procedures.queries.layout import posting_of, sheet_of, sources_of
from motcua.procedures.queries.printed import registry_words
from motcua.procedures.queries.registry import public_on
from motcua.procedures.queries.shown import Fact, brought, cases_of, costs_of, limit_texts, times_of, times_told_in
from motcua.procedures.reading.printed import Printed
from motcua.procedures.rules.sure_papers import Bring

WAYS = (Channel(ChannelKind.ONLINE), Channel(ChannelKind.DIRECT))
BARE = (Unread(Part.LIMITS, "Trực tuyến: 1"), Unread(Part.LIMITS, "Trực tiếp: 1"))
UNSAID = "Dữ liệu không ghi đơn vị thời gian"


def text_of(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL))


def birth(**others: object) -> Content:
    return factory.content("Đăng ký khai sinh", **({"channels": WAYS, "limits": (), "unread": BARE} | others))


@pytest.mark.django_db
class TestAFigureWithoutAUnit:
    def test_is_not_given_as_the_time_and_the_page_leads_to_where_the_source_tells_it(self, client: Client) -> None:
        factory.procedure("1.100001", birth(steps=(Step("Giải quyết ngay trong ngày tiếp nhận hồ sơ."),)))

        said = text_of(client, "/thu-tuc/1.100001")

        assert UNSAID in said
        assert "Trực tuyến: 1" not in said
        assert "Xem thời gian nêu trong trình tự thực hiện" in said

    def test_is_on_no_paper(self) -> None:
        factory.procedure("1.100001", birth(steps=(Step("Trong thời hạn 02 ngày làm việc, công chức trình ký."),)))
        day = clock.today()
        sources = sources_of(list(public_on(day)), day)

        leaflet = sheet_of(sources[0]).answer[2]
        poster = sheet_of(sources[0], whole=False).answer[2]
        row = posting_of(sources, title="Niêm yết", address="/", qr="", on=day).rows[0]

        assert [(line.about, line.value, line.note) for line in leaflet.lines] == [
            ("", UNSAID, ""),
            ("", "", "Xem thêm mục: Trình tự thực hiện"),
        ]
        assert poster.lines[1].note == "Quét mã QR để xem thêm mục: Trình tự thực hiện"  # it has no such part itself
        assert row[3] == UNSAID

    def test_is_no_limit_over_the_interface(self, client: Client) -> None:
        factory.procedure("1.100001", birth())

        told = client.get("/api/v1/procedures/1.100001").json()

        assert (told["content"].get("limits", []), told["limits_in_force"]) == ([], [])


def test_a_figure_without_a_unit_is_not_printed_in_the_annex_of_a_decision() -> None:
    known = Limit(Decimal(3), Unit.WORKING_DAY, channel=ChannelKind.ONLINE)

    assert registry_words(Printed.LIMITS, birth(limits=(known,), unread=BARE[1:])) == "Trực tuyến: 3 ngày làm việc"


def test_what_is_known_of_one_channel_stands_beside_what_is_not_of_another() -> None:
    content = birth(limits=(Limit(Decimal(3), Unit.WORKING_DAY, channel=ChannelKind.ONLINE),), unread=BARE[1:])

    assert times_of(content, effective(content, [])) == (
        Fact("Trực tuyến", "3 ngày làm việc"),
        Fact("Trực tiếp", UNSAID, unsaid=True),
    )


def test_a_limit_of_the_province_answers_what_the_source_leaves_open() -> None:
    content = birth()
    here = Entry(Local.LIMIT, Limit(Decimal(1), Unit.WORKING_DAY), "12/QĐ-UBND")

    (fact,) = times_of(content, effective(content, [here]))

    assert (fact.value, fact.note) == ("1 ngày làm việc", "(theo 12/QĐ-UBND)")


def test_other_words_of_limits_stay_and_need_no_way_to_them() -> None:
    content = birth(
        unread=(Unread(Part.LIMITS, "Trực tuyến: Không quy định"),), steps=(Step("Trong 3 ngày làm việc."),)
    )

    assert limit_texts(content) == ("Trực tuyến: Không quy định",)
    assert times_told_in(content) is None


PAPERS = (
    Component("01", "Giấy chứng sinh", originals=1),
    Component("02", "Văn bản ủy quyền nếu cơ quan đăng ký yêu cầu", originals=1),
    Component("03", "Trường hợp đã có bản điện tử Giấy chứng sinh thì không phải nộp bản giấy."),
)


@pytest.mark.django_db
class TestHowManyPapers:
    def test_what_is_not_surely_everybodys_is_not_counted(self, client: Client) -> None:
        factory.procedure("1.100001", birth(components=PAPERS))

        page = client.get("/thu-tuc/1.100001").content.decode()
        said = text_of(client, "/thu-tuc/1.100001")

        assert "Ít nhất 1 giấy tờ và giấy tờ tùy trường hợp" in said
        assert "1 bản chính · tùy trường hợp" in said
        assert page.count("ui-checklist__box--none") == 1  # the sentence is nothing to tick off

    def test_notes_alone_do_not_say_that_nothing_is_brought(self, client: Client) -> None:
        factory.procedure("1.100001", birth(components=PAPERS[2:]))

        said = text_of(client, "/thu-tuc/1.100001")

        assert "0 giấy tờ" not in said
        assert "Xem thành phần hồ sơ" in said

    def test_papers_say_the_same(self) -> None:
        factory.procedure("1.100001", birth(components=PAPERS))
        day = clock.today()

        sheet = sheet_of(sources_of(list(public_on(day)), day)[0])

        assert sheet.answer[0].lines[0].value == "Ít nhất 1 giấy tờ và giấy tờ tùy trường hợp"
        assert [(p.facts, p.brought) for p in sheet.cases[0].papers] == [
            ("1 bản chính", True),
            ("1 bản chính · tùy trường hợp", True),
            ("", False),
        ]

    def test_words_left_unstructured_may_name_more(self) -> None:
        content = birth(components=PAPERS[:1], unread=(Unread(Part.COMPONENTS, "Bản vẽ011 bản chính"),))

        assert brought(cases_of(content), content) == Bring(1, more=True)

    def test_under_a_heading_that_is_nobodys_case_nothing_is_certain(self) -> None:
        below = replace(PAPERS[0], case="Các giấy tờ sau")

        content = birth(components=(PAPERS[0], replace(below, code="04")), unread=())

        assert brought(cases_of(content), content) == Bring(1, more=True)

    def test_no_copy_asked_for_is_no_demand_for_an_original(self) -> None:
        content = birth(components=(Component("01", "Tờ khai hải quan: 02 bản chụp"),))

        (case,) = cases_of(content)

        assert (case.papers[0].number, case.papers[0].perhaps) == ("", True)

    def test_whoever_says_his_case_gets_its_papers_counted(self) -> None:
        mine = Component("04", "Biên bản về việc trẻ bị bỏ rơi", case="Trẻ bị bỏ rơi", originals=1)
        factory.procedure("1.100001", birth(components=(PAPERS[0], mine), unread=()))
        day = clock.today()
        (source,) = sources_of(list(public_on(day)), day)
        key = cases_of(source.content)[1].key

        assert sheet_of(source).answer[0].lines[0].value == "1 giấy tờ và giấy tờ theo trường hợp"
        assert sheet_of(source, cases=[key]).answer[0].lines[0].value == "2 giấy tờ"


FREE = Fee(FeeKind.OTHER, Decimal(0))
OURS = Entry(Local.FEE, Fee(FeeKind.FEE, Decimal(5000)), "9275/QĐ-UBND")


class TestAFeeOfTheProvince:
    def test_beside_a_national_free_of_charge_it_is_said_which_holds(self) -> None:
        content = birth(fees=(FREE,))

        assert costs_of(content, effective(content, [OURS])) == (
            Fact("", "5.000 đồng", "(theo 9275/QĐ-UBND; quy định chung: Miễn phí)"),
        )

    def test_for_one_channel_leaves_the_others_free(self) -> None:
        content = birth(fees=(FREE,))
        online = replace(OURS, value=replace(OURS.value, channel=ChannelKind.ONLINE))

        facts = costs_of(content, effective(content, [online]))

        assert [(fact.about, fact.value) for fact in facts] == [
            ("Trực tiếp", "Miễn phí (phí, lệ phí)"),
            ("Trực tuyến", "5.000 đồng (phí)"),
        ]

    def test_of_a_kind_that_the_nation_prices_too_does_not_touch_a_channel_that_is_free(self) -> None:
        priced = Fee(FeeKind.FEE, Decimal(10000), channel=ChannelKind.DIRECT)
        free = replace(FREE, channel=ChannelKind.ONLINE)

        pairs = effective(birth(fees=(priced, free)), [OURS]).fees

        assert [(pair.national, pair.local) for pair in pairs] == [(priced, OURS.value), (free, None)]

    def test_is_looked_at_again_when_the_nation_no_longer_asks_for_nothing(self) -> None:
        charge = Fee(FeeKind.CHARGE, Decimal(8000))

        (found,) = repriced_fees(birth(fees=(FREE,)), birth(fees=(charge,)), [OURS])

        assert (found.before, found.after) == ((FREE,), ())


@pytest.mark.django_db
class TestVainAddresses:
    def test_a_case_that_there_is_not_is_said_and_leaves_the_list_whole(self, client: Client) -> None:
        mine = Component("04", "Biên bản về việc trẻ bị bỏ rơi", case="Trẻ bị bỏ rơi", originals=1)
        content = birth(components=(PAPERS[0], mine), unread=())
        factory.procedure("1.100001", content)
        key = cases_of(content)[1].key

        strange = client.get(f"/thu-tuc/1.100001?case={key}&case=999").content.decode()

        assert "case=999" in text_of(client, "/thu-tuc/1.100001?case=999")
        assert f'href="?case={key}">' in strange  # the way out keeps what was understood
        assert f"phieu.pdf?case={key}&amp;case=999" not in strange
        assert "phần trang này không hiểu" not in text_of(client, f"/thu-tuc/1.100001?case={key}")

    @pytest.mark.parametrize("typed", ["1100001", "1 100001", "1.100001.000.00.00.H19"])
    def test_a_code_without_its_dot_is_the_code(self, client: Client, typed: str) -> None:
        factory.procedure("1.100001", birth())

        said = text_of(client, f"/thu-tuc/?q={typed}")

        assert "Đăng ký khai sinh" in said
        assert "khớp hẳn" not in said
        assert client.get("/api/v1/procedures", {"q": typed}).json()["fits"] is True


@pytest.mark.parametrize("text", ["11009645", "0.100001", "0100001", "mẫu 1100001", "110001"])
def test_other_figures_are_no_code(text: str) -> None:
    assert code_in(text) == ""
