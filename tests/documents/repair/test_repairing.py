from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.documents.repair import diff, repair_line, repair_text
from motcua.documents.repair.tokens import is_figure

GARBLED = """KE HOACH
Chuyén déi sé va nang cao chat lugng phuc vu ngudi dan nam 2027
Can cit Nghi dinh s6 61/2018/ND-CP ngay 23/4/2018 cia Chinh phu vé thuc hién co ché
mét citfa, m6t cua lién thdng trong giai quyét thi tuc hanh chinh;
- Lam cho moi can bd, dang vién va nguoi dan hiéu rd Igi ich ciia chuyén ddi sé.
1. T6i thiéu 85% hd so thudc tham quyén cia xa dugc tiép nhan tryc tuyén.
- Phat thanh trén hé théng truyén thanh co s6 it nhat hai lan méi tuan; dang tin, bai
trén trang thong tin dién tit va trang mang x4 hdi Zalo, Facebook cta xa.
V. TO CHUC THUC HIEN
Gui y kién vé phuhoa@example.vn, https://phuhoa.example.vn/gop-y hodc 0251.3456.789."""
"""Our own text, printed and read by Tesseract without Vietnamese."""

PRINTED = """KẾ HOẠCH
Chuyển đổi số và nâng cao chất lượng phục vụ người dân năm 2027
Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế
một cửa, một cửa liên thông trong giải quyết thủ tục hành chính;
- Làm cho mọi cán bộ, đảng viên và người dân hiểu rõ lợi ích của chuyển đổi số.
1. Tối thiểu 85% hồ sơ thuộc thẩm quyền của xã được tiếp nhận trực tuyến.
- Phát thanh trên hệ thống truyền thanh cơ sở ít nhất hai lần mỗi tuần; đăng tin, bài
trên trang thông tin điện tử và trang mạng xã hội Zalo, Facebook của xã.
V. TỔ CHỨC THỰC HIỆN
Gửi ý kiến về phuhoa@example.vn, https://phuhoa.example.vn/gop-y hoặc 0251.3456.789."""

GOOD = (
    PRINTED
    + "\nÔng Kim Ngân (Nguyen Van A) dùng email, website, AI; UBND, HĐND, CCHC, tp. HCM, Mr. John Smith, Đắk Lắk."
)


def unmarked(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def wrong_words(right: str, repaired: str) -> list[tuple[str, str]]:
    return [(a, b) for a, b in zip(right.split(), repaired.split(), strict=True) if a != b]


def test_text_that_ocr_garbled_is_put_right() -> None:
    assert len(wrong_words(PRINTED, repair_text(GARBLED).text)) <= 4


def test_text_without_marks_is_put_right() -> None:
    assert len(wrong_words(PRINTED, repair_text(unmarked(PRINTED)).text)) <= 3


def test_good_text_is_returned_as_it_is() -> None:
    assert repair_text(GOOD) == repair_text(GOOD).__class__(GOOD, ())


@pytest.mark.parametrize(
    ("garbled", "right"),
    [
        ("chinh sach mé&i cia Pang va Nha nuéc", "chính sách mới của Đảng và Nhà nước"),
        ("nguoi dimg dau co quan hanh chinh nha nuéc", "người đứng đầu cơ quan hành chính nhà nước"),
        ("chia sé thong tin gifta cac co quan, don vi", "chia sẻ thông tin giữa các cơ quan, đơn vị"),
        ("cac td chire chinh tri - xa hdi", "các tổ chức chính trị - xã hội"),
        ("trach nhiém ctia can b6, cong chite, vién chttc", "trách nhiệm của cán bộ, công chức, viên chức"),
        ("cac Tr ang thong tin dién tir cia tinh", "các Trang thông tin điện tử của tỉnh"),
        ("UY BAN NHAN DAN TINH DONG NAI", "ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI"),
        ("II. POI TUQNG VA NQI DUNG TUYEN TRUYEN", "II. ĐỐI TƯỢNG VÀ NỘI DUNG TUYÊN TRUYỀN"),
        ("cai cich hanh chinh cia tinh ndm 2024 va nam 2025", "cải cách hành chính của tỉnh năm 2024 và năm 2025"),
        ("TM. UBND TINH", "TM. UBND TỈNH"),
        ("Thanh vién cia SO Khoa hoc va Céng nghé", "Thành viên của Sở Khoa học và Công nghệ"),
        ("| Nganh N@i vu | Vin phong UBND tinh |", "| Ngành Nội vụ | Văn phòng UBND tỉnh |"),
        (
            "Ho so dang ky khai sinh cho tre em gom nhung giay to gi?",
            "Hồ sơ đăng ký khai sinh cho trẻ em gồm những giấy tờ gì?",
        ),
        ("Quyét dinh s6 45/QD-UBND ngay 12/01/2022", "Quyết định số 45/QĐ-UBND ngày 12/01/2022"),
    ],
)
def test_confusions_known_from_practice(garbled: str, right: str) -> None:
    assert repair_line(garbled).text == right


@pytest.mark.parametrize(
    "figure",
    [
        "300/KH-UBND",
        "17-NQ/TW",
        "06/KH-KCNN",
        "28/12/2023",
        "01/2024",
        "100%",
        "8,5%",
        "2.000",
        "2021-2025",
        "0251.3456.789",
        "vanphong@dongnai.gov.vn",
        "https://dichvucong.gov.vn/p/home",
        "www.dongnai.gov.vn",
        "A4",
        "H18.01",
        "24h",
        "30km",
        "m2",
        "12",
        "4G",
    ],
)
def test_figures_never_change(figure: str) -> None:
    before = f"Thuc hién Ké hoach {figure} cia Chi tich UBND tinh vé cai céch hanh chinh"

    assert is_figure(figure)
    assert f" {figure} " in repair_line(before).text


def test_only_letters_of_a_symbol_change_and_that_is_shown() -> None:
    text = "Can cit Nghi dinh s6 107/2021/ND-CP ngay 06/12/2021 cia Chinh phu"

    repaired = repair_line(text)

    assert "107/2021/NĐ-CP ngày 06/12/2021" in repaired.text
    assert [(c.before, c.after) for c in repaired.changes if "CP" in c.before] == [("ND-CP", "NĐ-CP")]


@pytest.mark.parametrize("symbol", ["12/HD-UBND", "34/CD-TTg", "56/KH-BCD"])
def test_symbols_that_may_be_right_as_they_stand_stay(symbol: str) -> None:
    assert symbol in repair_line(f"theo s6 {symbol} ctia UBND tinh vé viéc trién khai").text


@pytest.mark.parametrize("text", [GARBLED, unmarked(PRINTED), GOOD, "", "\n\n", "12/3", "đ"])
def test_changes_tell_exactly_how_the_text_became_the_repaired_one(text: str) -> None:
    repaired = repair_text(text)

    assert all(text[c.start : c.end] == c.before != c.after for c in repaired.changes)
    assert all(0.0 <= c.confidence <= 1.0 for c in repaired.changes)
    assert all(a.end <= b.start for a, b in zip(repaired.changes, repaired.changes[1:], strict=False))
    segments = list(diff(text, repaired.changes))
    assert "".join(s.before for s in segments) == text
    assert "".join(s.after for s in segments) == repaired.text


@pytest.mark.parametrize("text", [GARBLED, unmarked(PRINTED), GOOD, "", "\n"])
def test_every_repaired_character_knows_its_place_in_the_original(text: str) -> None:
    repaired = repair_text(text)

    offsets = repaired.offsets()

    assert len(offsets) == len(repaired.text) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(text[place] == shown for place, shown in zip(offsets, repaired.text, strict=False) if shown.isspace())


def test_time_grows_with_length_and_not_with_its_square() -> None:
    short, long = GARBLED + "\n" * 50, (GARBLED + "\n" * 50) * 20
    repair_text(short)

    assert measured(long) < 60 * max(measured(short), 0.002)


def measured(text: str) -> float:
    start = time.process_time()
    repair_text(text)
    return time.process_time() - start


def test_a_sure_change_is_surer_than_a_doubtful_one() -> None:
    changes = {c.before: c for c in repair_text(GARBLED).changes}

    assert changes["quyét"].confidence > 0.9
    assert min(c.confidence for c in changes.values()) < 0.8


def test_spaces_line_ends_and_punctuation_stay() -> None:
    text = "\tKé hoach  nay;\r\n\r\n (cai cach hanh chinh) …  cia tinh:\r\n"

    repaired = repair_text(text).text

    assert repaired == "\tKế hoạch  này;\r\n\r\n (cải cách hành chính) …  của tỉnh:\r\n"


def test_only_the_damaged_part_of_a_text_changes() -> None:
    good = "\n".join([PRINTED] * 2)

    repaired = repair_text(good + "\n\n" + GARBLED + "\n\n" + GARBLED)

    assert repaired.text.startswith(good)
    assert all(c.start >= len(good) for c in repaired.changes)
    assert len(repaired.changes) > 50


def test_words_that_kept_their_marks_stay_within_damaged_text() -> None:
    repaired = repair_text(GARBLED + "\nCan b6 xa Nhơn Nghia cia tinh tham gia déng gop y kién")

    assert repaired.text.endswith("Cán bộ xã Nhơn Nghĩa của tỉnh tham gia đóng góp ý kiến")


def test_foreign_text_with_a_little_vietnamese_stays() -> None:
    text = (
        "The plan of UBND tinh lists every task (nhiem vu), its lead agency and whatever deadline was agreed upon.\n"
        * 4
    )

    assert repair_text(text).changes == ()


def test_other_languages_stay() -> None:
    text = "The quick brown fox jumps over the lazy dog while everyone watches from behind the garden fence.\n" * 3

    assert repair_text(text).text == text


NOISE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyéíóúàớộẻ ABCĐ0146&?'’/.-,;:|@\n\r\t€¥", max_size=120)


@settings(max_examples=60)
@given(NOISE)
def test_any_text_keeps_its_lines_its_digits_and_its_places(text: str) -> None:
    repaired = repair_text(text)

    assert repaired.text.count("\n") == text.count("\n")
    assert "".join(s.before for s in diff(text, repaired.changes)) == text
    for figure in (w for w in text.split() if w.isdigit()):
        assert figure in repaired.text


# Floors of the project, on texts that are not part of this repository.

SHARED = Path(__file__).parents[4] / "shared"


def error_rates(right: list[str], repaired: list[str]) -> tuple[float, float]:
    """CER and WER in per cent, as shared/tools/score_repair.py counts them."""
    totals = [0, 0, 0, 0]
    for a, b in zip(right, repaired, strict=True):
        a, b = (" ".join(unicodedata.normalize("NFC", line).split()) for line in (a, b))
        if a and "⟨?⟩" not in a:
            pairs = (list(a), list(b)), (a.split(), b.split())
            totals = [
                t + n for t, n in zip(totals, [n for x, y in pairs for n in (distance(x, y), len(x))], strict=True)
            ]
    return 100 * totals[0] / totals[1], 100 * totals[2] / totals[3]


def distance(a: list[str], b: list[str]) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not on this machine")
def test_the_garbled_founding_plan_is_repaired_well_beyond_its_floor() -> None:
    right = (SHARED / "plans/truth/004.lines-1-62.restored.txt").read_text("utf-8").split("\n")[:62]
    text = (SHARED / "plans/004.txt").read_text("utf-8")

    cer, wer = error_rates(right, repair_text(text).text.split("\n")[:62])

    assert cer <= 2.0  # floor 4
    assert wer <= 5.0  # floor 10


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not on this machine")
@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_clean_founding_plans_come_back_from_their_letters_and_stay_when_whole(number: str) -> None:
    text = unicodedata.normalize("NFC", (SHARED / f"plans/{number}.txt").read_text("utf-8"))

    restored = repair_text(unmarked(text)).text

    words = [
        (a.lower(), b.lower()) for a, b in zip(text.split(), restored.split(), strict=True) if any(map(str.isalpha, a))
    ]
    assert sum(a == b for a, b in words) >= 0.98 * len(words)  # floor 97 %
    assert repair_text(text).changes == ()
