from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.text import decode, nfc, recover, split_tone

SMALL = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
LETTERS = SMALL + SMALL.upper()
PROSE = "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập, tự do, hạnh phúc. Nghị quyết của Đảng được triển khai."

# Our own encoders, written apart from the product's tables: each letter with its bytes.
TCVN3 = dict(
    zip(
        SMALL,
        bytes.fromhex(
            "b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbcccecfd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4abe5e6e7e8e9aceaebecedeeeff1f2f3f4adf5f6f7f8f9fafbfcfdfeae"
        ),
        strict=True,
    )
) | dict(zip("ĂÂÊÔƠƯĐ", range(0xA1, 0xA8), strict=True))
VNI_CIRCUMFLEX = dict(zip(["", *"\u0301\u0300\u0309\u0303\u0323"], "âáàåãä", strict=True))
VNI_BREVE = dict(zip(["", *"\u0301\u0300\u0309\u0303\u0323"], "êéèúüë", strict=True))
VNI_TONE = dict(zip(["", *"\u0301\u0300\u0309\u0303\u0323"], ["", *"ùøûõï"], strict=True))
VNI_I = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def as_tcvn3(text: str) -> bytes:
    """What the fonts of TCVN3 hold: toned capitals are written with the small letter's code."""
    out = bytearray()
    for character in text:
        code = TCVN3.get(character, TCVN3.get(character.lower()))
        out += bytes([code]) if code else character.encode("cp1252")
    return bytes(out)


def as_vni(text: str) -> bytes:
    out = ""
    for character in text:
        letter, tone = split_tone(character.lower())
        if character.lower() in VNI_I:
            coded = VNI_I[character.lower()]
        elif letter in "âêô" and letter:
            coded = {"â": "a", "ê": "e", "ô": "o"}[letter] + VNI_CIRCUMFLEX[tone]
        elif letter == "ă":
            coded = "a" + VNI_BREVE[tone]
        elif letter in "ơư":
            coded = {"ơ": "ô", "ư": "ö"}[letter] + VNI_TONE[tone]
        else:
            coded = letter + VNI_TONE[tone]
        out += coded.upper() if character.isupper() else coded
    return out.encode("latin-1")


def as_windows_1258(text: str) -> bytes:
    out = b""
    for character in text:
        try:
            out += character.encode("cp1258")
        except UnicodeEncodeError:
            letter, tone = split_tone(character)
            out += (letter + tone).encode("cp1258")
    return out


def with_iconv(text: str, encoding: str) -> bytes:
    if shutil.which("iconv") is None:
        pytest.skip("iconv is not on this machine")
    return subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", encoding], input=text.encode(), capture_output=True, check=True
    ).stdout


ENCODERS = {
    "tcvn3": as_tcvn3,
    "vni": as_vni,
    "windows-1258": as_windows_1258,
    "viscii": lambda text: with_iconv(text, "VISCII"),
    "utf-8": str.encode,
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
}


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("letter", SMALL)
def test_every_small_letter_survives_every_encoding(letter: str, encoding: str) -> None:
    text = f"{PROSE} Chữ {letter} này."

    found = decode(ENCODERS[encoding](text))

    assert (found.text, found.encoding, found.confident) == (text, encoding, True)


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("letter", SMALL.upper())
def test_every_capital_survives_every_encoding_and_in_tcvn3_within_words_in_capitals(
    letter: str, encoding: str
) -> None:
    text = f"{PROSE} CỘNG HÒA T{letter}N XÃ HỘI"

    found = decode(ENCODERS[encoding](text))

    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(encoding: str) -> None:
    assert decode(PROSE.encode(encoding)).text == PROSE


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "windows-1258", "viscii"])
@pytest.mark.parametrize("taken_for", ["latin-1", "cp1252"])
def test_text_already_decoded_wrongly_is_recovered(encoding: str, taken_for: str) -> None:
    data = ENCODERS[encoding](PROSE)
    wrong = (
        data.decode("latin-1")
        if taken_for == "latin-1"
        else "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in data)
    )

    assert recover(wrong).text == PROSE
    assert decode(wrong.encode()).encoding == encoding


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("tr\xadëng phßng, Hµ Néi, tØnh §ång Nai", "trưởng phòng, Hà Nội, tỉnh Đồng Nai"),
        ("tr−ëng phßng, Hµ Néi, tØnh §ång Nai", "trưởng phòng, Hà Nội, tỉnh Đồng Nai"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        ("UÛy ban nhaân daân tænh Ñoàng Nai", "Ủy ban nhân dân tỉnh Đồng Nai"),
        ("Cá»™ng hÃ²a xÃ£ há»™i chá»§ nghÄ©a", None),
    ],
)
def test_well_known_samples_of_wrong_letters_come_out_right(wrong: str, right: str | None) -> None:
    right = right or wrong.encode("cp1252").decode("utf-8")

    assert recover(wrong).text == right


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        unicodedata.normalize("NFD", PROSE),
        "plain English, nothing else",
        "Müller fährt nach Österreich; déjà vu, très tôt; São Paulo; på så må",
        "© 2024 · 5 µm · 12 m² «quote» ½",
        "Trà, là, và, cá",
        "",
    ],
)
def test_what_reads_well_as_it_is_stays(text: str) -> None:
    found = recover(text)

    assert found.text == nfc(text)
    assert found.notes == ()


def test_only_the_lines_in_an_old_font_are_converted() -> None:
    assert recover("Số: 12/KH-UBND tỉnh Đồng Nai\nCéng hoµ x· héi chñ nghÜa\n").text == (
        "Số: 12/KH-UBND tỉnh Đồng Nai\nCộng hoà xã hội chủ nghĩa\n"
    )


def test_a_conversion_is_told_to_the_reader_and_plain_utf_8_is_not() -> None:
    assert "TCVN3" in decode(as_tcvn3(PROSE)).notes[0]
    assert decode(PROSE.encode()).notes == ()


def test_utf_8_cut_within_a_letter_stays_utf_8_and_says_so() -> None:
    found = decode(PROSE.encode() + "ệ".encode()[:2])

    assert found.text == PROSE + "�"
    assert not found.confident
    assert found.notes


@given(st.binary(max_size=200))
def test_any_bytes_decode_to_something_in_nfc(data: bytes) -> None:
    text = decode(data).text

    assert text == nfc(text)


@given(st.text(alphabet=LETTERS + "abcghiklmnopqrstuvxy ,.\n", max_size=80))
def test_unicode_text_with_letters_no_old_encoding_yields_is_never_changed(text: str) -> None:
    text = "\n".join(line + " ệ ở" for line in text.splitlines())

    assert recover(text).text == nfc(text)
