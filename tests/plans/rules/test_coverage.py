"""What a plan takes up of the plan above it, and which plans that one asks for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.plans.rules.coverage import LOOK, SURE, Item, Match, likeness, matches, state_of
from motcua.plans.rules.owed import asks_units, owed_in_tasks, owed_in_text

SAME = [
    (
        "Rà soát, đơn giản hóa thủ tục hành chính nội bộ",
        "Rà soát và đơn giản hoá các thủ tục hành chính nội bộ năm 2026",
    ),
    (
        "Tập huấn nghiệp vụ kiểm soát thủ tục hành chính cho công chức",
        "Tổ chức tập huấn nghiệp vụ kiểm soát thủ tục hành chính cho cán bộ, công chức",
    ),
    (
        "Công khai thủ tục hành chính trên Cổng dịch vụ công",
        "Công khai thủ tục hành chính trên Cổng dịch vụ công quốc gia và tại Bộ phận Một cửa",
    ),
]
OTHER = [
    ("Rà soát, đơn giản hóa thủ tục hành chính nội bộ", "Số hóa hồ sơ, kết quả giải quyết"),
    ("Tập huấn nghiệp vụ cho công chức", "Kiểm tra công tác tiếp nhận hồ sơ tại Bộ phận Một cửa"),
    ("Phát sóng chuyên mục trên Đài Phát thanh", "Công khai thủ tục hành chính trên Cổng dịch vụ công"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_reworded_tasks_are_taken_as_the_same(one: str, other: str) -> None:
    assert likeness(one, other) >= SURE


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_different_tasks_are_not(one: str, other: str) -> None:
    assert likeness(one, other) < LOOK


@given(st.text(alphabet="abcdđêôơ áạ123", max_size=60), st.text(alphabet="abcdđêôơ áạ123", max_size=60))
def test_likeness_is_symmetric_and_between_nothing_and_all(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(st.lists(st.sampled_from([t for pair in SAME + OTHER for t in pair]), min_size=1, max_size=6))
def test_every_item_is_answered_and_a_copy_is_always_found(texts: list[str]) -> None:
    above = [Item(str(n), t) for n, t in enumerate(texts)]
    found = matches(above, [Item(f"b{n}", t, plan="p") for n, t in enumerate(texts)])
    assert set(found) == {i.key for i in above}
    assert all(m and m[0].score == 1 for m in found.values())


def test_each_plan_answers_with_its_best_item_and_kinds_do_not_mix() -> None:
    above = [Item("1", "Đăng tin trên Cổng thông tin điện tử", kind="portal")]
    below = [
        Item("a", "Đăng tin trên Cổng thông tin", plan="A", kind="portal"),
        Item("b", "Đăng tin trên Cổng thông tin điện tử", plan="A", kind="portal"),
        Item("c", "Đăng tin trên Cổng thông tin điện tử", plan="B", kind="zalo"),
    ]
    assert [(m.plan, m.key) for m in matches(above, below)["1"]] == [("A", "b")]


def test_a_person_s_word_is_stronger_than_the_likeness() -> None:
    sure, look = [Match("A", "1", 0.9)], [Match("A", "1", 0.5)]
    assert state_of(sure, {}) == "likely"
    assert state_of(look, {}) == "possible"
    assert state_of(sure, {"A": False}) == "none"
    assert state_of([], {"A": True}) == "confirmed"


TEXT = """\
III. TỔ CHỨC THỰC HIỆN
1. Các sở, ban, ngành; Ủy ban nhân dân các xã, phường căn cứ Kế hoạch này xây dựng kế hoạch của cơ quan, đơn vị, chậm nhất trong tháng 02/2024.
2. Ban Quản lý các khu công nghiệp:
- Xây dựng kế hoạch chi tiết, gửi Ủy ban nhân dân tỉnh trước ngày 15/3/2024.
3. Văn phòng theo dõi việc thực hiện Kế hoạch này, báo cáo trước ngày 15/12/2024.
4. Sở Nội vụ xây dựng kế hoạch khi cần.
"""


def test_who_owes_a_plan_stands_at_the_beginning_of_the_sentence_or_in_the_heading() -> None:
    found = list(owed_in_text(TEXT, 2024))
    assert [(o.units, o.due_on) for o in found] == [
        ("Các sở, ban, ngành; Ủy ban nhân dân các xã, phường", date(2024, 2, 29)),
        ("Ban Quản lý các khu công nghiệp", date(2024, 3, 15)),
    ]


def test_a_task_that_asks_for_a_plan_is_owed_by_its_lead() -> None:
    tasks = [
        {"uid": "u", "task": "Xây dựng kế hoạch kiểm tra", "lead": "Các sở", "schedule": {"end": "2024-02-29"}},
        {"uid": "v", "task": "Theo dõi thực hiện kế hoạch này", "lead": "Văn phòng", "schedule": {}},
    ]
    assert [(o.units, o.due_on, o.task) for o in owed_in_tasks(tasks, 2024)] == [("Các sở", date(2024, 2, 29), "u")]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        (
            "Xây dựng kế hoạch cải cách hành chính năm 2026 của cơ quan, đơn vị",
            "Các sở, ban, ngành; UBND các xã, phường",
        ),
        ("Ban hành kế hoạch cải cách hành chính năm 2026", "Các sở, ban, ngành"),
        ("Căn cứ Kế hoạch này, xây dựng kế hoạch triển khai thực hiện tại đơn vị", "Sở Y tế"),
        (
            "Xây dựng kế hoạch chi tiết, gửi Ủy ban nhân dân tỉnh trước ngày 15/3/2026",
            "Ban Quản lý các khu công nghiệp",
        ),
        (
            "Xây dựng kế hoạch kiểm soát thủ tục hành chính của phòng trên cơ sở Kế hoạch này",
            "Phòng Quản lý Đầu tư; Phòng Quản lý Doanh nghiệp",
        ),
        (
            "Các cơ quan, đơn vị có trách nhiệm xây dựng và ban hành kế hoạch của cơ quan, đơn vị mình trước ngày 20/01/2026",
            "Các cơ quan, đơn vị",
        ),
        ("Chủ động xây dựng, ban hành kế hoạch thực hiện", "UBND xã An Hòa"),
        ("Lập kế hoạch tuyên truyền của đơn vị, gửi về Sở Nội vụ tổng hợp", "Các phòng chuyên môn"),
        ("Xây dựng kế hoạch và tổ chức thực hiện", "Đơn vị"),
        ("Trên cơ sở chức năng, nhiệm vụ được giao, xây dựng kế hoạch hành động cụ thể của ngành", "Công an tỉnh"),
    ],
)
def test_units_owe_a_plan_of_their_own(words: str, who: str) -> None:
    assert asks_units(words, who, 2026)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Ban hành kế hoạch cải cách hành chính năm 2026 và phổ biến đến các phòng", "Văn phòng"),
        ("Xây dựng kế hoạch kiểm tra cải cách hành chính", "Sở Nội vụ"),
        ("Tham mưu Ủy ban nhân dân tỉnh ban hành kế hoạch kiểm tra năm 2026", "Sở Nội vụ"),
        ("Xây dựng kế hoạch trình Ủy ban nhân dân tỉnh ban hành", "Văn phòng UBND tỉnh"),
        ("Hướng dẫn các đơn vị xây dựng kế hoạch của đơn vị", "Sở Nội vụ"),
        ("Đôn đốc các sở, ngành ban hành kế hoạch thực hiện trước ngày 15/02/2026", "Văn phòng UBND tỉnh"),
        ("Kiểm tra việc xây dựng kế hoạch tại các đơn vị", "Thanh tra tỉnh"),
        ("Xây dựng kế hoạch cải cách hành chính năm 2027 của đơn vị", "Các sở, ban, ngành"),
        ("Lập kế hoạch kinh phí thực hiện", "Các đơn vị"),
        ("Góp ý dự thảo, xây dựng kế hoạch của tỉnh", "Các sở"),
        ("Theo dõi, tổng hợp kết quả thực hiện Kế hoạch này", "Văn phòng"),
        ("Phối hợp xây dựng kế hoạch truyền thông của tỉnh", "Sở Văn hóa"),
        ("Sau khi ban hành kế hoạch, tổ chức quán triệt", "Các đơn vị"),
        ("Xây dựng kế hoạch khảo sát mức độ hài lòng", "Bưu điện tỉnh"),
        ("Tập huấn kỹ năng xây dựng kế hoạch cho công chức", "Các đơn vị"),
        ("Xây dựng kế hoạch này thành chương trình", "Văn phòng"),
        ("Rà soát các đơn vị đã ban hành kế hoạch", "Các đơn vị"),
        ("Xây dựng kế hoạch khắc phục các tồn tại sau kiểm tra", "Các đơn vị"),
        ("Xây dựng kế hoạch công tác, phân công công chức thực hiện", "Các phòng"),
    ],
)
def test_a_plan_that_is_work_of_one_unit_or_another_s_to_issue_is_not_owed(words: str, who: str) -> None:
    assert not asks_units(words, who, 2026)


def test_a_plan_s_own_task_to_issue_it_is_no_duty_of_its_office() -> None:
    tasks = [
        {
            "uid": "u",
            "task": "Ban hành kế hoạch kiểm soát thủ tục hành chính năm 2026",
            "lead": "Văn phòng",
            "deliverable": "Kế hoạch",
            "schedule": {"end": "2026-01-31"},
        },
        {
            "uid": "v",
            "task": "Triển khai tại phòng",
            "lead": "Phòng Quản lý Đầu tư",
            "deliverable": "Kế hoạch của phòng",
            "schedule": {"end": "2026-02-28"},
        },
    ]
    assert [o.task for o in owed_in_tasks(tasks, 2026)] == ["v"]
