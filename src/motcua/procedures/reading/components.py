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
_NUMBER = re.compile(r"(?<!\d)(?P<originals>\d+) bản chính(?:,(?P<copies>\d+) bản sao)?(?=$|[^\s).,;:])")
_YEAR = re.compile(r"(.*(?<!\d)(?:19|20)\d\d)(\d{1,2})")
_FILE_TYPES = r"\.(?:docx?|pdf|xlsx?|rtf|odt|zip|rar|png|jpe?g)"
_EXTENSION = re.compile(rf"{_FILE_TYPES}$", re.IGNORECASE)
_BEHIND_FILE = re.compile(
    r"(?<=\.docx)(?=[^\s.])|(?<=\.xlsx)(?=[^\s.])|(?<=\.pdf)(?=[^\s.])|(?<=\.doc)(?=[^\s.x])|(?<=\.xls)(?=[^\s.x])",
    re.IGNORECASE,
)
_LONGEST_FORM = 120
_LETTER = re.compile(r"[^\W\d_]")
_CERTIFIED = re.compile(r"chứng thực|công chứng", re.IGNORECASE)
_COMPARED = re.compile(r"đối chiếu", re.IGNORECASE)
_SHOWN = re.compile(r"\bxuất trình", re.IGNORECASE)
_SENT = re.compile(r"\bnộp\b", re.IGNORECASE)


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
        if text[number.start() - 1 : number.start()].isspace() and len(number["originals"]) < 3:
            continue  # "gồm 01 bản chính" inside a name
        row = text[start : number.start()]
        start = number.end()
        add_component(row, number["originals"], number["copies"], case, into)
    rest = said(text[start:]).strip(" :")
    if last and rest:
        into.leave(Part.COMPONENTS, rest)
    return rest


def add_component(row: str, originals: str, copies: str | None, case: str, into: Gathered) -> None:
    """One paper: `row` is its name with the file of its form run into it, `originals` the digits before "bản chính"."""
    split = _digits(row, originals)
    if split is None:
        words = f"{row}{originals} bản chính".strip()
        into.doubts.append((Doubt.QUANTITY_UNCLEAR, words[-70:]))
        into.leave(Part.COMPONENTS, words)
        return
    row, originals = split[0].strip(), split[1]
    name, forms = form_of(row, into)
    take_component(
        into,
        Component(
            code=f"{len(into.components) + 1:02d}",
            name=name,
            case=case,
            given=given_of(f"{case} {name}", int(originals), int(copies or 0)),
            originals=int(originals),
            copies=int(copies or 0),
            forms=forms,
        ),
    )


def take_component(into: Gathered, component: Component) -> None:
    """The numbers of what is only shown are kept as the source has them, and told."""
    if component.given == Given.SHOWN and (component.originals or component.copies):
        into.doubts.append((Doubt.SHOWN_COUNTED, component.name[-70:]))
    into.components.append(component)


def _digits(row: str, digits: str) -> tuple[str, str] | None:
    """Which of the digits belong to the name: those of a year before the number ("…/20261 bản chính"). None where nobody can tell."""
    if year := _YEAR.fullmatch(digits):
        return row + year[1], year[2]
    if not row or row[-1] in "/-" or row[-1].isspace():
        return None
    return (row, digits) if len(digits) == 1 or (len(digits) == 2 and digits[0] != "0") else None


def form_of(row: str, into: Gathered) -> tuple[str, tuple[str, ...]]:
    """The name and the files of the form behind it. Nothing stands between the two cells; where more than one place could be the seam
    nobody can tell, and the words stay together."""
    if not _EXTENSION.search(row):
        return row, ()
    first, *more = _BEHIND_FILE.split(row)
    seam = _seam(first)
    if seam is None:
        into.doubts.append((Doubt.FORM_NAME_UNCLEAR, row[-70:]))
        into.leave(Part.FORMS, row)
        return row, ()
    return first[:seam].rstrip(), (first[seam:].strip(), *(m.strip() for m in more))


def _seam(row: str) -> int | None:
    """Where the file's name begins. A semicolon with a letter close behind it ends the name whatever else follows."""
    places = [place for place in range(max(1, len(row) - _LONGEST_FORM), len(row) - 4) if _meet(row, place)]
    ended = [place for place in places if row[place - 1] == ";"]
    for found in (ended, places):
        if len(found) == 1:
            return found[0]
    return None


def _meet(row: str, place: int) -> bool:
    """Whether a cell may end before this letter and another begin with it: a word does not grow a capital inside."""
    before, here = row[place - 1], row[place]
    if before.isspace() or here.isspace():
        return False
    if before in ';”"':
        return here.isalnum()
    if before in ".)":
        return here.isupper() and (
            before == ")" or not row[place - 2].isdigit() or row[place - 5 : place - 1].isdigit()
        )
    if not (_LETTER.match(before) and here.isupper()):
        return False
    return before.islower() or row[place + 1 : place + 2].islower()


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
