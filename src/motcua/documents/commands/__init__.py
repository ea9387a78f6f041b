"""Commands of this package. Imported before Django is set up: services are imported inside the functions."""

from __future__ import annotations

import argparse
import json

from motcua.documents.commands import repair
from motcua.kernel.commands import Command


def _configure_library(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def _load_library(arguments: argparse.Namespace) -> int:
    from motcua.documents.services.instruments import load_instruments
    from motcua.kernel.actors import SYSTEM

    loaded = load_instruments(actor=SYSTEM)
    if arguments.json:
        print(json.dumps({"documents": loaded.documents, "relations": loaded.relations, "known": loaded.known}))
    else:
        print(f"Thêm {loaded.documents} văn bản, {loaded.relations} quan hệ; {loaded.known} văn bản đã có từ trước.")
    return 0


COMMANDS = (
    Command(
        ("text", "repair"),
        "sửa văn bản nhận dạng (OCR) hoặc mất dấu; in ra từng dòng",
        repair.configure,
        repair.run,
        django=False,
    ),
    Command(("library", "load"), "nạp kho văn bản pháp luật đi kèm phần mềm", _configure_library, _load_library),
)
