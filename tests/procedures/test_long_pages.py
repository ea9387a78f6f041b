"""A long page: the short answer and the papers at once, what is long in folds that a link, a search and paper open."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.factories.procedures import content, procedure

from motcua.procedures.content import Channel, ChannelKind, Component, Condition, Ground, Level, Step
from motcua.procedures.queries.shown import brought_by, cases_of, chosen_cases

pytestmark = pytest.mark.django_db
LONG = "Người nộp hồ sơ kê khai đủ các mục trong tờ khai. " * 30
NOTE = "Người tiếp nhận có trách nhiệm tiếp nhận đúng, đủ hồ sơ theo quy định của pháp luật hộ tịch, không yêu cầu nộp thêm."


def page(client: Client, code: str = "1.100001") -> str:
    return client.get(f"/thu-tuc/{code}").content.decode()


def folds(html: str) -> dict[str, bool]:
    """Each part by the name that links lead to: whether it stands open."""
    found = re.findall(r'<details class="ui-part"( open)?>.*?<div class="ui-part__body" id="([\w-]+)"', html, re.DOTALL)
    return {name: bool(opened) for opened, name in found}


def test_what_is_long_waits_and_what_is_short_stands_open(client: Client) -> None:
    grounds = tuple(
        Ground(f"{n}/2024/NĐ-CP", "Nghị định quy định chi tiết một số điều của Luật Hộ tịch " * 2) for n in range(12)
    )
    procedure("1.100001", content(steps=(Step(LONG),), conditions=(Condition("Đủ 18 tuổi."),), grounds=grounds))

    shown = folds(page(client))

    assert (shown["trinh-tu"], shown["can-cu"]) == (False, False)
    assert shown["dieu-kien"]
    assert shown["lich-su"]


def test_every_link_of_the_page_leads_to_a_part_of_it(client: Client) -> None:
    channels = (Channel(ChannelKind.DIRECT, LONG),)
    procedure("1.100001", content(steps=(Step(LONG),), channels=channels, conditions=(Condition(LONG),)))
    html = page(client)

    wanted = set(re.findall(r'href="#([\w-]+)"', html))
    assert {"trinh-tu", "cach-nop", "dieu-kien", "lich-su"} <= wanted
    assert wanted <= set(re.findall(r' id="([\w-]+)"', html))


def test_prose_keeps_the_lines_and_marks_of_its_source(client: Client) -> None:
    procedure("1.100001", content(steps=(Step("Nộp hồ sơ:\n- tại Trung tâm;\n+ buổi sáng\n\n- qua bưu chính"),)))

    lines = re.findall(r'ui-prose__line( ui-prose__line--\d)?">([^<]+)<', page(client))

    assert [(mark[-1:], text) for mark, text in lines] == [
        ("", "Nộp hồ sơ:"), ("1", "tại Trung tâm;"), ("2", "buổi sáng"), ("1", "qua bưu chính"),
    ]  # fmt: skip


def test_a_paper_told_at_length_shows_its_first_sentence_and_hides_nothing(client: Client) -> None:
    first = "Văn bản ủy quyền có chứng thực theo quy định của pháp luật."
    rest = (
        "Người được ủy quyền là ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột thì văn bản không phải chứng thực; "
        * 3
    )
    procedure("1.100001", content(components=(Component("1", f"{first} {rest}", originals=1),)))
    html = page(client)

    assert re.search(rf'<span lang="vi">{re.escape(first)}</span>', html)
    assert rest.strip()[:-1] in html


def test_many_notes_among_papers_fold_and_a_heading_stays_over_its_papers(client: Client) -> None:
    papers = (
        Component("1", "Tờ khai đăng ký khai sinh", originals=1),
        *(Component(str(n), f"{NOTE} ({n})", originals=0) for n in range(2, 6)),
        Component("6", "Người có yêu cầu xuất trình các giấy tờ sau:", originals=0),
        Component("7", "Thẻ căn cước", originals=1),
        Component("8", "Trường hợp đã có bản điện tử thì được gửi bản điện tử này.", case="* Lưu ý:", originals=0),
    )
    procedure("1.100001", content(components=papers))
    html = page(client)
    listed = re.findall(r'ui-checklist__item.*?<span lang="vi">(.*?)</span>', html, re.DOTALL)

    assert listed[:3] == ["Tờ khai đăng ký khai sinh", "Người có yêu cầu xuất trình các giấy tờ sau:", "Thẻ căn cước"]
    assert "4 lưu ý về giấy tờ" in html
    assert html.count(NOTE) == 4


def test_where_no_agency_is_named_its_level_is_told(client: Client) -> None:
    procedure("1.100001", content(agencies=(), levels=(Level.COMMUNE,)))

    assert re.search(r"<div>Cấp xã <span[^>]*>\(dữ liệu không nêu tên cơ quan\)", page(client))


BIRTH = (
    Component("1", "Tờ khai đăng ký khai sinh", originals=1),
    Component("2", "Trường hợp trẻ em bị bỏ rơi thì phải có biên bản về việc trẻ bị bỏ rơi", originals=1),
    Component("3", "Văn bản ủy quyền trong trường hợp nhờ người khác đi thay", originals=1),
)


def test_papers_that_name_their_case_can_be_chosen_and_count_when_they_are() -> None:
    cases = cases_of(content(components=BIRTH))
    mine = chosen_cases(cases, [cases[1].key])

    assert [(case.name, case.choice) for case in cases] == [
        ("", False), ("Trường hợp trẻ em bị bỏ rơi", True), ("Trường hợp nhờ người khác đi thay", True),
    ]  # fmt: skip
    assert cases[1].papers[0].name == BIRTH[1].name  # its own words stay
    assert brought_by(mine, content(components=BIRTH), ticked=True)[0].papers == 2


def test_where_headings_name_the_cases_papers_keep_their_place() -> None:
    papers = (
        *BIRTH,
        Component("4", "Trích lục", case="Cấp lại", originals=1),
        Component("5", "Đơn", case="Cấp mới", originals=1),
    )

    assert [case.name for case in cases_of(content(components=papers))] == ["", "Cấp lại", "Cấp mới"]


@pytest.mark.parametrize(
    "headings",
    [("Cấp mới",), ("1. Trường hợp ủy quyền:", "2. Đối với trường hợp ủy quyền:")],
    ids=["one for all", "alike"],
)
def test_what_leaves_nothing_to_choose_is_no_choice(headings: tuple[str, ...]) -> None:
    papers = tuple(Component(str(n), f"Đơn {n}", case=case, originals=1) for n, case in enumerate(headings))

    assert [case.choice for case in cases_of(content(components=papers))] == [False] * len(headings)


def test_papers_under_a_heading_that_is_no_case_stay_open_beside_cases(client: Client) -> None:
    shown = Component("9", "Thẻ căn cước", case="Giấy tờ phải xuất trình", originals=1)
    procedure("1.100001", content(components=(*BIRTH, shown)))
    html = page(client)

    assert '<h3 class="govuk-heading-s" lang="vi">Giấy tờ phải xuất trình</h3>' in html
    assert html.count('<details class="ui-fold">') == 2  # the two cases
