"""What an import prints: each row of a file stands in exactly one figure, whatever the shape, and somebody who watches sees it go on."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.procedures.commands.importing import configure_import, run_import
from motcua.procedures.imports import read_file
from motcua.procedures.models import ImportRow, Procedure
from motcua.procedures.reading import Batch
from motcua.procedures.services.importing import import_procedures, open_run

pytestmark = pytest.mark.django_db


def national(code: str, name: str, step: str = "Nộp hồ sơ.") -> dict[str, Any]:
    return {"ma_thu_tuc": code, "ten_thu_tuc": name, "trinh_tu_thuc_hien": f"Bước 1: {step}", "co_quan_thuc_hien": "Sở"}


def older(name: str) -> dict[str, Any]:
    """The shape of 2021, which has no codes."""
    return {"title": name, "Trình tự thực hiện": "Bước 1: Nộp hồ sơ rồi nhận kết quả."}


THERE = (national("1.100001", "Cấp giấy phép mẫu"), national("1.100002", "Gia hạn giấy phép mẫu"))
NATIONAL = (
    THERE[0],
    national("1.100002", "Gia hạn giấy phép mẫu", "Gửi hồ sơ."),
    national("1.100003", "Cấp lại giấy phép mẫu"),
    national("12", "Mã lạ"),
    THERE[0],
)
OLDER = tuple(map(older, ("Cấp giấy phép mẫu", "Cấp giấy phép mẫu", "Thủ tục không ai biết", "")))
NAMES = "ma_so,ten\n1.100001,Cấp giấy phép mẫu\n1.100009,Thủ tục chỉ có tên\n1.100001,Cấp giấy phép mẫu\n,Không mã\n"
LABELS = ("thủ tục mới", "phiên bản mới", "không đổi", "chờ quyết định", "để riêng")


def lines(rows: tuple[Mapping[str, Any], ...]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def printed(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[int], str]:
    parser = argparse.ArgumentParser()
    configure_import(parser)
    assert run_import(parser.parse_args([str(path), *options])) == 0
    said = capsys.readouterr()
    first = said.out.splitlines()[0]
    figures = [int(found[1]) if (found := re.search(rf"(\d+) {label}", first)) else -1 for label in LABELS]
    total = re.search(r"nhập (\d+) dòng", first)
    assert total is not None
    return int(total[1]), figures, said.err


@pytest.mark.parametrize("dry", [True, False])
@pytest.mark.parametrize(
    ("data", "figures"),
    [
        (lines(NATIONAL), [1, 1, 1, 0, 2]),
        (json.dumps(NATIONAL, ensure_ascii=False).encode(), [1, 1, 1, 0, 2]),
        (lines(OLDER), [0, 0, 0, 2, 2]),
        (NAMES.encode(), [1, 0, 2, 0, 1]),
    ],
    ids=["national", "list", "2021", "csv"],
)
def test_each_row_stands_in_one_printed_figure(
    data: bytes, figures: list[int], dry: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_procedures(read_file(lines(THERE)), actor=SYSTEM)
    path = tmp_path / "tep"
    path.write_bytes(data)

    total, told, _ = printed(path, capsys, *(["--dry-run"] if dry else []))

    assert (total, told) == (sum(figures), figures)


@pytest.mark.parametrize("options", [["--dry-run"], []])
def test_who_watches_sees_how_far_it_is(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tep.jsonl"
    path.write_bytes(lines(NATIONAL))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    _, _, said = printed(path, capsys, *options)

    assert said.endswith("\r5 / 5\n")


def test_a_run_that_was_broken_off_counts_what_it_had_done_too() -> None:
    file = read_file(lines(NATIONAL))
    first = Batch(file.shape, file.rows[1:3], file.sha256, file.name)
    run = open_run(file, actor=SYSTEM)
    import_procedures(first, actor=SYSTEM, run=run)
    assert (Procedure.objects.count(), ImportRow.objects.filter(run=run).count()) == (2, 2)

    done = import_procedures(file, actor=SYSTEM, run=run).counts

    assert (done.rows, done.new, done.changed, done.same, done.set_aside) == (5, 3, 0, 0, 2)
