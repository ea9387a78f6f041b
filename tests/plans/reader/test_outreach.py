"""Who is told what, and over which channels."""

from __future__ import annotations

import pytest
from tests.factories import plan_texts
from tests.factories.read_documents import exact_table, plan_of, plan_with

from motcua.documents.reading.blocks import Text
from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import PlanDocument, read_plan
from motcua.plans.reader.channels import channels_in
from motcua.plans.reader.plan_document import Audience


def audiences(plan: PlanDocument) -> dict[str, Audience]:
    assert plan.outreach is not None
    return {a.key: a for a in plan.outreach.audiences}


def kinds(audience: Audience) -> set[str]:
    return {c.channel for c in audience.channels}


@pytest.mark.parametrize(
    ("bullet", "codes"),
    [
        ("Trên cổng thông tin điện tử của Ban Quản lý các KCN.", ["portal"]),
        ("Thông qua các buổi họp cơ quan, sinh hoạt Đảng.", ["meeting", "party_union"]),
        ("Phối hợp cơ quan báo, đài đăng tin, bài về CCHC.", ["press", "radio_tv"]),
        ("Niêm yết và in cuốn hướng dẫn về bộ TTHC", ["notice_board", "booklet"]),
        ("Đài Phát thanh - Truyền hình, Báo Đồng Nai, các ứng dụng di động, tin nhắn SMS, Tổng đài Dịch vụ công 1022",
         ["radio_tv", "press", "mobile_app", "sms", "hotline_1022"]),
        ("Thông qua các tờ xếp hướng dẫn, pano, băng rôn, áp phích...", ["leaflet", "poster"]),
        ("Thông qua các hội nghị tập huấn để trao đổi", ["training"]),
        ("Tham gia các cuộc thi, tọa đàm về cải cách hành chính, chương trình cổ động về văn hóa công vụ", ["contest", "meeting", "other"]),
        ("Qua hệ thống máy tính đặt tại Trung tâm và qua ứng dụng điện thoại", ["kiosk", "mobile_app"]),
        ("Trên Cổng Dịch vụ công quốc gia", ["national_portal"]),
        ("Trên các màn hình chờ, trên Facebook, Youtube", ["public_screen", "facebook", "youtube"]),
        ("Trao đổi, học tập kinh nghiệm với các địa phương", ["study_visit"]),
        ("Các hình thức tuyên truyền khác phù hợp.", ["other"]),
        ("Xây dựng phóng sự bảo đảm chất lượng, phối hợp kịp thời", ["other"]),
    ],
)  # fmt: skip
def test_a_bullet_names_its_channels(bullet: str, codes: list[str]) -> None:
    assert [code for code, _ in channels_in(Text.at(bullet, 0))] == codes


def test_channels_of_a_table_belong_to_the_audience_whatever_row_they_stand_beside() -> None:
    plan = plan_with(
        "III. NỘI DUNG, HÌNH THỨC TUYÊN TRUYỀN",
        exact_table(
            [
                ["STT", "Nội dung tuyên truyền", "Hình thức tuyên truyền"],
                [("I. Đối với cán bộ, công chức", 1, 3), None, None],
                ["1", "Quy tắc ứng xử", ("- Họp cơ quan.\n- Sinh hoạt chi bộ.", 2, 1)],
                ["2", "Kế hoạch của tỉnh", None],
                [("II. Đối với doanh nghiệp", 1, 3), None, None],
                ["1", "Dịch vụ công", "- Viết tin trên trang thông tin điện tử và các báo, đài."],
            ]
        ),
    )

    found = audiences(plan)
    assert [(t.no, t.text) for t in found["officials"].topics] == [("1", "Quy tắc ứng xử"), ("2", "Kế hoạch của tỉnh")]
    assert kinds(found["officials"]) == {"meeting", "party_union"}
    assert kinds(found["public"]) == {"portal", "press", "radio_tv"}
    assert found["public"].label == "Đối với doanh nghiệp"


def test_a_bullet_cut_by_a_page_break_is_one_bullet() -> None:
    text = (
        "STT\tNội dung tuyên truyền\tHình thức tuyên truyền\nI. Đối với doanh nghiệp\t\t\n1\tA\t- Tin, bài đăng trên trang thông tin điện tử\n2\tB\t\n"
        "3\tC dài hơn\t\n\n\tnữa\tvà các báo, đài. - Tờ rơi.\n"
    )

    found = audiences(plan_of(f"III. NỘI DUNG, HÌNH THỨC TUYÊN TRUYỀN\n{text}"))

    assert [c.channel for c in found["public"].channels] == ["portal", "press", "radio_tv", "leaflet"]
    assert found["public"].topics[-1].text == "C dài hơn nữa"


def test_sections_that_name_their_audience_keep_their_topics_apart() -> None:
    found = audiences(read_plan(read_plaintext(plan_texts.OUTREACH_SECTIONS)))

    assert [t.text for t in found["officials"].topics] == [
        "Quy định mới về thực hiện thủ tục hành chính.",
        "Kỹ năng hướng dẫn người dân.",
    ]
    assert len(found["public"].topics) == 3
    assert kinds(found["officials"]) == {"training", "meeting"}
    assert kinds(found["public"]) == {"radio_tv", "facebook", "zalo", "poster", "leaflet", "notice_board", "kiosk"}


def test_topics_and_channels_for_all_are_given_to_each_audience_that_the_plan_names() -> None:
    plan = plan_of(
        "III. ĐỐI TƯỢNG, NỘI DUNG VÀ HÌNH THỨC TUYÊN TRUYỀN\n1. Đối tượng tuyên truyền\nĐối tượng là cán bộ, công chức và các tổ chức, cá nhân.\n"
        "2. Nội dung tuyên truyền\na) Văn bản mới:\n- Nghị quyết;\n- Nghị định.\nb) Quy tắc ứng xử.\n3. Hình thức tuyên truyền\n- Tờ rơi.\n- Zalo.\n"
    )

    found = audiences(plan)
    assert [t.no for t in found["officials"].topics] == [t.no for t in found["public"].topics] == ["a", "b"]
    assert kinds(found["officials"]) == kinds(found["public"]) == {"leaflet", "zalo"}
    assert found["officials"].label == "cán bộ, công chức"


def test_a_table_of_outreach_work_gives_tasks_as_well() -> None:
    plan = read_plan(read_plaintext(plan_texts.OUTREACH_TABLE))

    assert kinds(audiences(plan)["public"]) == {"portal", "leaflet", "zalo"}
    assert [(t.section, t.no, t.lead) for t in plan.tasks if t.section != "III"] == [
        ("I", "1", "Văn phòng Sở"),
        ("I", "2", "Văn phòng Sở"),
        ("II", "1", "Phòng Hành chính tư pháp"),
    ]


def test_a_plan_without_such_parts_has_no_outreach() -> None:
    assert read_plan(read_plaintext(plan_texts.PROVINCE_ANNEX_TABLE)).outreach is None


def test_headings_of_contents_tell_for_whom_they_are() -> None:
    plan = plan_of(
        "KẾ HOẠCH\nTuyên truyền cải cách hành chính năm 2026\nII. NỘI DUNG TUYÊN TRUYỀN\n1. Nội dung tuyên truyền cho viên chức\n- Quy chế làm việc.\n"
        "2. Nội dung tuyên truyền đến người dân\n- Cách nộp hồ sơ.\nIII. HÌNH THỨC TUYÊN TRUYỀN\n- Họp giao ban.\n"
    )

    assert plan.outreach is not None
    assert {a.key: [t.text for t in a.topics] for a in plan.outreach.audiences} == {
        "officials": ["Quy chế làm việc."],
        "public": ["Cách nộp hồ sơ."],
    }
