"""Lines that a program broke at the right margin, joined into paragraphs again."""

from __future__ import annotations

import re
from statistics import quantiles

_OPENS = re.compile(
    r"""\s*(
        [-–—+*•●▪o]\s            # a dash or bullet
      | [IVXLC]+[.)/]\s            # Roman number
      | \(?\d{1,2}(\.\d+)*[.)/]\s  # arabic number, also 2.1.
      | \d+(\.\d+)+\s            # 2.1 without a dot behind
      | \(?[a-zđ][.)]\s          # letter
      | (Điều|Chương|Mục|Phần|Phụ\ lục)\s+[\dIVXLC]+
      | Căn\ cứ\s | Nơi\ nhận | Kính\ gửi
      | [|#>]
    )""",
    re.VERBOSE,
)
_ENDS = re.compile(r"[.;:!?|]\s*[\"”’)]?\s*$")


def join_lines(text: str) -> tuple[str, list[int]]:
    """Join hard-wrapped lines; paragraph breaks stay "\\n".

    Returns the joined text and, for each of its characters, its place in `text`, with one more place for the end (the shape
    of `offsets` in `documents.reading.blocks.Text`). A joining space stands where the line break stood. A line that ends in a
    hyphen joins the next without a space ("17-" + "NQ/TW"); a dash after a space keeps it.
    """
    lines = _lines(text)
    width = _width([text[a:b] for a, b in lines])
    value: list[str] = []
    offsets: list[int] = []
    for number, (start, end) in enumerate(lines):
        if number:
            before = text[slice(*lines[number - 1])]
            joint = _joint(before, text[start:end], width)
            value.append(joint)
            offsets.extend([lines[number - 1][1]] * len(joint))
            if joint != "\n":
                start += len(text[start:end]) - len(text[start:end].lstrip())
        value.append(text[start:end])
        offsets.extend(range(start, end))
    offsets.append(len(text))
    return "".join(value), offsets


def _lines(text: str) -> list[tuple[int, int]]:
    """Start and end of each line; a line's trailing white space is left out."""
    out, start = [], 0
    for line in text.splitlines(keepends=True):
        out.append((start, start + len(line.rstrip())))
        start += len(line)
    if not out or text.endswith(("\n", "\r")):
        out.append((len(text), len(text)))
    return out


def _width(lines: list[str]) -> float:
    """Where the right margin seems to be: nine tenths of the lines end before it."""
    lengths = [len(line) for line in lines if line]
    return quantiles(lengths, n=10)[-1] if len(lengths) > 1 else 80.0


def _joint(before: str, line: str, width: float) -> str:
    """What stands between two lines: a line break, a space, or nothing."""
    if not before or not line.strip() or _OPENS.match(line) or before.lstrip()[0] in "|#":
        return "\n"
    if re.search(r"\w-$", before):
        return ""
    if before.endswith((",", " -", " –")):
        return " "
    ended = _ENDS.search(before) is not None
    full = len(before) + len(line.split(maxsplit=1)[0]) >= 0.85 * width
    if line.lstrip()[0].islower():
        return " " if not ended or (full and before.endswith(";")) else "\n"
    heading = before.isupper() and not line.isupper()
    return " " if full and not ended and not heading else "\n"
