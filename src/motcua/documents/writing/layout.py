"""The figures and the wording of Decree 30/2020/NĐ-CP, annex I, that both writers follow. Millimetres and points."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from motcua.documents.writing.parts import Annex, OfficialDocument, Paragraph, Part, Words
from motcua.kernel.text import roman

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END_MARK = "./."
ROOM = "\u00a0"
"""Left free for what is written in later, by hand or when the number is given. Does not break over lines."""
FONT_FILE = "Tinos"
"""The typeface we carry: open, with the metrics of Times New Roman and all Vietnamese letters."""
FONT_WORD = "Times New Roman"
"""The name written into DOCX: the norm's own (I.4); a machine without it substitutes a font of the same metrics."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes within the ranges of the norm. A later norm is another value of this type, chosen by the document's date."""

    page: tuple[float, float] = (210, 297)
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    header: float = 10
    """From the page's edge to the page number, inside the top margin (I.7)."""
    country: float = 13
    motto: float = 14
    body_name: float = 13
    number: float = 13
    place: float = 14
    letter_subject: float = 12
    text: float = 14
    annex_word: float = 14
    recipients_word: float = 12
    recipients: float = 11
    page_number: float = 14
    table: float = 12
    drafter: float = 11
    indent: float = 12.7
    spacing: float = 6
    """Points between paragraphs (II.6.e: at least 6)."""
    rule: float = 0.4
    """Length of the rules under issuer and subject, as part of the line above them (II.2.b: 1/3 to 1/2)."""
    left_column: float = 0.40
    """Share of the header's width that the issuer has; the national title needs the rest for one line."""


DECREE_30 = Layout()

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ENDS = re.compile(r"[\s;,.:]*$")


def clean(text: str) -> str:
    """The text without characters that no document format can hold (XML forbids them), Unicode as given."""
    return _CONTROL.sub("", text)


def number_line(number: str, symbol: str) -> str:
    """`Số: 12/KH-UBND`; room for a hand-written or later number when there is none yet (II.3)."""
    given = number or ROOM * 8
    return f"Số: {given}/{symbol}" if symbol else f"Số: {given}"


def date_line(place: str, issued_on: date | None) -> str:
    """`Đồng Nai, ngày 05 tháng 02 năm 2026`: days below 10 and the months 1 and 2 have a leading 0 (II.4.b)."""
    if issued_on is None:
        when = f"ngày{ROOM * 6}tháng{ROOM * 6}năm{ROOM * 8}"
    else:
        when = day_in_words(issued_on)
    return f"{place}, {when}" if place else when


def day_in_words(day: date) -> str:
    return f"ngày {day.day:02} tháng {month(day.month)} năm {day.year}"


def month(value: int) -> str:
    return f"{value:02}" if value < 3 else str(value)


def closed(lines: tuple[str, ...], mark: str = ";", last: str = ".") -> tuple[str, ...]:
    """Lines that each end in `mark`, the last one in `last`, whatever they ended in before (căn cứ, nơi nhận, kính gửi)."""
    bare = [_ENDS.sub("", line) for line in lines if line.strip()]
    return tuple(line + (last if i == len(bare) - 1 else mark) for i, line in enumerate(bare))


def dashed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines of a list with its dash, added where it is missing."""
    return tuple(f"- {line.lstrip(' -–—+')}" for line in lines)


def recipient_lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    return closed(dashed(lines))


def base_lines(bases: tuple[Words, ...]) -> tuple[Words, ...]:
    """Legal grounds: each ends in a semicolon, the last in a full stop (II.6.a). Styled runs are left as they are."""
    last = len(bases) - 1
    return tuple(
        _ENDS.sub("", base) + ("." if i == last else ";") if isinstance(base, str) else base
        for i, base in enumerate(bases)
    )


def ended(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with the end mark `./.` behind the last word of the text. A table is closed by its own
    rule: alone on a line below it, or on a page of its own, the mark would close nothing.
    """
    last = parts[-1] if parts else None
    if not isinstance(last, Paragraph):
        return parts
    text = last.text if isinstance(last.text, str) else "".join(run.text for run in last.text)
    if text.rstrip().endswith(END_MARK):
        return parts
    if isinstance(last.text, str):
        return (*parts[:-1], replace(last, text=_ENDS.sub("", last.text) + END_MARK))
    run = last.text[-1]
    return (*parts[:-1], replace(last, text=(*last.text[:-1], replace(run, text=_ENDS.sub("", run.text) + END_MARK))))


def annex_word(index: int, count: int) -> str:
    """`Phụ lục`, with a Roman number where there are two or more (III.1.a)."""
    return f"Phụ lục {roman(index + 1)}" if count > 1 else "Phụ lục"


def annex_reference(document: OfficialDocument, annex: Annex) -> str:
    """`(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 02 năm 2026 của …)`, with room for what is not known yet (III.1.c)."""
    if annex.reference is not None:
        return annex.reference
    kind = document.kind.capitalize() if document.kind else "Công văn"
    number = number_line(document.number, document.symbol).removeprefix("Số: ")
    by = document.issuer_name or " ".join(document.issuer)
    return f"(Kèm theo {kind} số {number} {date_line('', document.issued_on)} của {by})"
