"""What the beginning and the end of a printed line say: whether it opens a paragraph, or goes on with the line before."""

from __future__ import annotations

import re

_DASHES = "-–—‒−"
BULLETS = _DASHES + "+*•●○◦▪▫■□◼◻➢➤►▶✓✔❖◆◇·"

_ITEM = re.compile(
    rf"""(?:
      [{re.escape(BULLETS)}](?:\s|(?=[^\W\d_]))           # - …, + …, • …
    | \(?[0-9]{{1,3}}[.)](?:\s|$|(?=[^\W\d_]))             # 1. …, 1) …, (1) …
    | [0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,4}}[.)]?(?:\s|$)   # 1.2 …, 1.2.3. …
    | [IVXLC]{{1,6}}[.)](?:\s|$|(?=[^\W\d_]))              # IV. …
    | [A-ZĐ][.)](?:\s)                                     # A. …
    | \(?[a-zđ]{{1,2}}\)(?:\s|$|(?=[^\W\d_]))              # a) …, aa) …
    )""",
    re.VERBOSE,
)
_ARTICLE = re.compile(
    r"(?:Điều|Chương|Mục|Phần|Phụ lục|ĐIỀU|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC)\s+[0-9IVXLC]+\b(?!\s*(?:,|và|của|Nghị|Luật|Thông|Quyết))"
)
_LABEL_ALONE = re.compile(
    rf"(?:[{re.escape(BULLETS)}]|\(?[0-9]{{1,3}}[.)]?|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,4}}[.)]?"
    r"|[IVXLC]{1,6}[.)]?|\(?[A-Za-zĐđ][.)])\Z"
)
_ORNAMENT = re.compile(
    rf"(?:[{re.escape(_DASHES)}_=*~\s]{{3,}}(?:o[0o]o)?[{re.escape(_DASHES)}_=*~\s]*|\*)\Z", re.IGNORECASE
)
_LONGEST_RULE = 120
_SENTENCE_END = re.compile(r"(?:[.;:!?…]|\./\.|/\.)[\"”’')\]]*\Z")
_HANGING = re.compile(
    r"(?:[,\-–/(“\"]|\b(?:và|của|các|về|theo|cho|với|từ|đến|tại|trong|hoặc|là|được|có|để|do|trên"
    r"|(?:[Qq]uyết định|[Kk]ế hoạch|[Nn]ghị (?:định|quyết)|[Tt]hông tư|[Cc]hỉ thị|[Cc]ông văn|[Vv]ăn bản|[Tt]ờ trình|[Bb]áo cáo|[Ll]uật) số"
    r"|[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Cc]hương|[Mm]ục|tháng|năm|ngày))\Z"
)


def is_ornament(line: str) -> bool:
    """A rule drawn with characters ("_______", "-----", "---o0o---"): no words."""
    if len(line) > _LONGEST_RULE:
        return not line.strip(_DASHES + "_=*~ ")
    return _ORNAMENT.match(line) is not None


def begins_item(line: str) -> bool:
    """The line opens a list item or a numbered heading."""
    return _ITEM.match(line) is not None


def begins_article(line: str) -> bool:
    """The line may open an article or annex ("Điều 3."); inside a sentence the same words can begin a line too."""
    return _ARTICLE.match(line) is not None


def is_label(text: str) -> bool:
    """Nothing but a list mark or number: what stands before the gap of a hanging indent."""
    return _LABEL_ALONE.match(text) is not None


def ends_sentence(line: str) -> bool:
    return _SENTENCE_END.search(line) is not None


def hangs(line: str) -> bool:
    """The line cannot be the end of a paragraph: it stops at a comma, a dash or a word that wants another."""
    return _HANGING.search(line) is not None


def is_capitals(line: str) -> bool:
    """Letters, and all of them capitals."""
    return line.upper() == line and any(c.isalpha() for c in line)


def begins_small(line: str) -> bool:
    """The first letter is a small one and nothing but quotes, brackets or marks stands before it."""
    for character in line:
        if character.isalpha():
            return character.islower()
        if character not in "\"'“‘(*_":
            return False
    return False


def breaks_between(before: str, after: str) -> bool:
    """Whether a line break that the author set by hand divides two paragraphs.

    In titles a sentence is broken for looks ("Kiểm soát thủ tục hành chính / của Ban Quản lý"), which does not; between
    items, after a full stop, and after a line of capitals (kind of document, capacity of a signer) it does.
    """
    if not before or not after:
        return True
    if begins_item(after) or begins_article(after) or ends_sentence(before):
        return True
    return is_capitals(before) and not hangs(before)
