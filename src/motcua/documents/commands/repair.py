"""`motcua text repair FILE`: OCR text put right, one line out for each line in. No database, no Django."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from motcua.documents.repair import Damage, Repaired, diff, looks_damaged, repair_text
from motcua.kernel.command_files import bytes_of
from motcua.kernel.errors import Invalid
from motcua.kernel.text import Decoded, decode


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="tệp văn bản (mọi bảng mã tiếng Việt); “-” là đầu vào chuẩn")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--diff", action="store_true", help="in từng dòng có sửa, chữ cũ và chữ mới")
    form.add_argument("--json", action="store_true", help="in văn bản, mức hư hại và mọi chỗ sửa dưới dạng JSON")


def run(arguments: argparse.Namespace) -> int:
    decoded = decode(_bytes_of(arguments.file))
    damage = looks_damaged(decoded.text)
    repaired = repair_text(decoded.text)
    if arguments.json:
        json.dump(as_json(decoded, damage, repaired), sys.stdout, ensure_ascii=False)
        print()
    elif arguments.diff:
        for line in diff_lines(decoded.text, repaired):
            print(line)
    else:
        sys.stdout.write(repaired.text)
    return 0


def as_json(decoded: Decoded, damage: Damage, repaired: Repaired) -> dict[str, object]:
    """What `--json` prints. Places are characters of the decoded, unrepaired text, half-open."""
    return {
        "text": repaired.text,
        "encoding": decoded.encoding,
        "notes": list(decoded.notes),
        "damage": {"kind": damage.kind.value, "score": damage.score, "why": damage.why},
        "changes": [
            {"start": c.start, "end": c.end, "before": c.before, "after": c.after, "confidence": c.confidence}
            for c in repaired.changes
        ],
    }


def diff_lines(text: str, repaired: Repaired) -> Iterator[str]:
    """ "17  [Ké→Kế] [hoach→hoạch] số 12/KH-UBND": the number of each changed line and what became of it, doubtful changes marked "?"."""
    number, line, changed = 1, [], False
    for segment in diff(text, repaired.changes):
        if segment.change is not None:
            doubt = "?" if segment.change.confidence < 0.6 else ""
            line.append(f"[{segment.before}→{segment.after}{doubt}]")
            changed = True
            continue
        for index, piece in enumerate(segment.after.split("\n")):
            if index:
                if changed:
                    yield f"{number}\t{''.join(line)}"
                number, line, changed = number + 1, [], False
            line.append(piece)
    if changed:
        yield f"{number}\t{''.join(line)}"


def _bytes_of(name: str) -> bytes:
    """The file's bytes; standard input for "-"."""
    data = bytes_of(name)
    if data[:4] in (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise Invalid(
            "Tệp {name} không phải văn bản thuần; dùng “motcua plan read” cho PDF và DOCX.", code="no_text", name=name
        )
    return data
