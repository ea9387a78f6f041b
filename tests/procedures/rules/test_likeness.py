"""Where a review might look first: names and papers that procedures of one field have in common."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.rules.likeness import MOST, Said, key_of, pairs, repeated

PAPERS = ("Đơn đề nghị", "Bản vẽ thiết kế", "Giấy tờ về đất")


def test_names_with_most_words_in_common_stand_beside_each_other() -> None:
    found = list(
        pairs(
            [
                Said(1, 7, "Cấp giấy phép xây dựng công trình", ()),
                Said(2, 7, "Cấp lại giấy phép xây dựng công trình", ()),
                Said(3, 7, "Đăng ký khai sinh", ()),
                Said(4, 8, "Cấp giấy phép xây dựng công trình", ()),
            ]
        )
    )
    assert [(p.first, p.second) for p in found] == [(1, 2)]
    assert found[0].score == Decimal("0.88")


def test_three_equal_papers_are_enough_whatever_the_names() -> None:
    found = list(
        pairs([Said(1, 7, "Một việc", PAPERS), Said(2, 7, "Chuyện khác hẳn", tuple(p.upper() for p in PAPERS))])
    )
    assert [(p.first, p.second, len(p.papers)) for p in found] == [(1, 2, 3)]
    assert not list(pairs([Said(1, 7, "Một việc", PAPERS[:2]), Said(2, 7, "Chuyện khác hẳn", PAPERS[:2])]))


def test_a_paper_is_repeated_from_three_procedures_on_counted_once_each() -> None:
    said = [Said(n, 7, f"Việc {n}", ("Căn cước", "căn cước.", f"Giấy {n}")) for n in range(1, 4)]
    found = list(repeated(said))
    assert [(r.name, r.procedures) for r in found] == [("Căn cước", (1, 2, 3))]
    assert not list(repeated(said[:2]))


def test_two_spellings_are_one_name() -> None:
    assert key_of("Đơn  đề nghị (mẫu 01)") == key_of("don de nghi mau 01")


@given(
    st.lists(
        st.builds(Said, st.integers(1, 30), st.integers(1, 2), st.text("ab ", max_size=8), st.just(PAPERS)),
        unique_by=lambda s: s.key,
    )
)
def test_each_pair_is_told_once_and_of_one_field(said: list[Said]) -> None:
    field = {one.key: one.field for one in said}
    found = list(pairs(said))
    assert len({(p.first, p.second) for p in found}) == len(found)
    assert all(p.first < p.second and field[p.first] == field[p.second] == p.field for p in found)


def test_of_one_field_the_likest_are_kept() -> None:
    said = [Said(n, 7, f"Cấp giấy phép xây dựng công trình {n}", ()) for n in range(1, 31)]
    said += [Said(n, 7, "Thu hồi thẻ", PAPERS) for n in (98, 99)]
    found = list(pairs(said))
    assert len(found) == MOST < 30 * 29 // 2
    assert (98, 99) in {(p.first, p.second) for p in found}


def test_a_remark_after_a_name_makes_no_other_paper() -> None:
    plain = ("Giấy khám sức khỏe", "Ảnh màu 4 cm x 6 cm", "Văn bản đề nghị cấp phép", "Bản sao hợp đồng")
    told = (
        "Giấy khám sức khỏe còn giá trị trong 12 tháng",
        "2. Ảnh màu 4 cm x 6 cm, phông trắng",
        "Văn bản đề nghị cấp phép (Mẫu số 11)",
        "Bản sao hợp đồng lao động",
    )
    (found,) = pairs([Said(1, 7, "Một việc", told), Said(2, 7, "Chuyện khác hẳn", plain)])
    assert set(found.papers) == set(plain[:3])


def test_two_remarks_on_one_name_may_be_two_papers() -> None:
    one = ("Tờ khai đăng ký (Mẫu 1)", "Tờ trình dự án (Mẫu 2)", "Đơn xin phép (Mẫu 3)")
    other = ("Tờ khai đăng ký (Mẫu 4)", "Tờ trình dự án (Mẫu 5)", "Đơn xin phép (Mẫu 6)")
    assert not list(pairs([Said(1, 7, "Một việc", one), Said(2, 7, "Chuyện khác hẳn", other)]))
