"""The table of papers with its columns run together: name, file of the form, number ("Đơn đề nghị…;Mau 08.docx1 bản chính").

A row ends with its number, written without a space before and behind it; "01 bản chính" inside a name is not one. Where digits of the name
run into the number ("Mẫu số 011 bản chính"), or nothing marks where a file's name begins, the words stay as they are.
"""

from __future__ import annotations

import re

from motcua.kernel.text import fold
from motcua.procedures.content import Component, Given, Part
from motcua.procedures.reading.found import Doubt, Gathered
from motcua.procedures.reading.words import said

HEADING = re.compile(r"Tên giấy tờ\s*Mẫu đơn, tờ khai\s*Số lượng")
_NUMBER = re.compile(r"(?<=\S)(?P<originals>\d+) bản chính(?:,(?P<copies>\d+) bản sao)?(?=$|[^\s).,;:])")
_YEAR = re.compile(r"(.*(?<!\d)(?:19|20)\d\d)(\d{1,2})")
_EXTENSION = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|odt|zip|rar|png|jpe?g)$", re.I)
_LETTER = re.compile(r"[^\W\d_]")
_CERTIFIED = re.compile(r"chứng thực|công chứng", re.I)
_COMPARED = re.compile(r"đối chiếu", re.I)
_SHOWN = re.compile(r"\bxuất trình", re.I)
_SENT = re.compile(r"\bnộp\b", re.I)


def read_components(text: str, into: Gathered) -> None:
    """The papers, with the case they stand under; what is no table stays as words."""
    groups = HEADING.split(text)
    case = said(groups[0]).strip(" :")
    if len(groups) == 1:
        into.leave(Part.COMPONENTS, said(text))
        return
    for group in groups[1:]:
        last = group is groups[-1]
        case = _read_group(group, case, into, last=last)


def _read_group(text: str, case: str, into: Gathered, *, last: bool) -> str:
    """Read the rows of one table; gives the title of the next one, which stands behind the last row."""
    start = 0
    for number in _NUMBER.finditer(text):
        row = text[start : number.start()]
        start = number.end()
        add_component(row, number["originals"], number["copies"], case, into)
    rest = said(text[start:]).strip(" :")
    if last and rest:
        into.leave(Part.COMPONENTS, rest)
    return rest


def add_component(row: str, originals: str, copies: str | None, case: str, into: Gathered) -> None:
    """One paper: `row` is its name with the file of its form run into it, `originals` the digits before "bản chính"."""
    row = row.strip()
    whole = row + originals
    if row and row[-1].isdigit():
        into.doubts.append((Doubt.QUANTITY_UNCLEAR, f"{whole[-60:]} bản chính"))
        into.leave(Part.COMPONENTS, f"{whole} bản chính")
        return
    if len(originals) > 1:
        split = _digits(row, originals)
        if split is None:
            into.doubts.append((Doubt.QUANTITY_UNCLEAR, f"{whole[-60:]} bản chính"))
            into.leave(Part.COMPONENTS, f"{whole} bản chính")
            return
        row, originals = split
    name, forms = form_of(row, into)
    into.components.append(
        Component(
            code=f"{len(into.components) + 1:02d}",
            name=name,
            case=case,
            given=given_of(f"{case} {name}", int(originals), int(copies or 0)),
            originals=int(originals),
            copies=int(copies or 0),
            forms=forms,
        )
    )


def _digits(row: str, digits: str) -> tuple[str, str] | None:
    """Which of the digits belong to the name: those of a year before the number ("…/20261 bản chính"). None where both readings hold."""
    if year := _YEAR.fullmatch(digits):
        return row + year[1], year[2]
    if not row or row[-1] in " ./-" or not _LETTER.match(row[-1]):
        return None
    return (row, digits) if len(digits) == 2 and digits[0] != "0" else None


def form_of(row: str, into: Gathered) -> tuple[str, tuple[str, ...]]:
    """The name and the files of the form behind it. A file's name begins after a sentence's end, or where a capital stands behind a small
    letter or a sign without a space; else nobody can tell, and the words stay together."""
    if not _EXTENSION.search(row):
        return row, ()
    forms: list[str] = []
    while _EXTENSION.search(row):
        start = _seam(row)
        if start is None:
            into.doubts.append((Doubt.FORM_NAME_UNCLEAR, row[-60:]))
            into.leave(Part.FORMS, row)
            break
        forms.insert(0, row[start:].strip())
        row = row[:start].rstrip()
    return row, tuple(forms)


def _seam(row: str) -> int | None:
    """Where the file's name begins: the last place at which two cells can meet."""
    for place in range(len(row) - 5, 0, -1):
        before, here = row[place - 1], row[place]
        if before.isspace() or here.isspace():
            continue
        if before in ";.)”\"" and (here.isupper() or here.isdigit()) and not (before == "." and row[place - 2 : place - 1].isdigit()):
            return place
        if _LETTER.match(before) and before.islower() and here.isupper():
            return place
    return None


def given_of(words: str, originals: int, copies: int) -> Given:
    """How it is given, by its own words, else by the numbers."""
    if _COMPARED.search(words):
        return Given.COMPARED
    if _CERTIFIED.search(words) and "bản chính hoặc" not in words.lower():
        return Given.CERTIFIED_COPY
    if _SHOWN.search(words) and not _SENT.search(words):
        return Given.SHOWN
    if "ban sao" in fold(words[:24]).lower() or (copies and not originals):
        return Given.COPY
    return Given.ORIGINAL
