from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.documents.commands import repair
from motcua.kernel.errors import Invalid, NotFound

TEXT = "Ké hoach cai cach hanh chinh\nsố 12/KH-UBND cia tinh vé viéc trién khai thuc hién\n\nciia cac co quan\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    parser = argparse.ArgumentParser()
    repair.configure(parser)
    assert repair.run(parser.parse_args(arguments)) == 0
    return capsys.readouterr().out


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "ocr.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_one_line_comes_out_for_each_line_in(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, file)

    assert out == (
        "Kế hoạch cải cách hành chính\nsố 12/KH-UBND của tỉnh về việc triển khai thực hiện\n\ncủa các cơ quan\n"
    )


def test_the_difference_names_the_line_and_each_change(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = run(capsys, file, "--diff").splitlines()

    assert [line.split("\t")[0] for line in lines] == ["1", "2", "4"]
    assert "[Ké→Kế] [hoach→hoạch]" in lines[0]
    assert "số 12/KH-UBND [cia→của]" in lines[1]


def test_json_holds_text_damage_and_every_change_with_its_place(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, file, "--json"))

    assert found["damage"]["kind"] == "garbled"
    assert all(TEXT[c["start"] : c["end"]] == c["before"] for c in found["changes"])
    assert found["text"].startswith("Kế hoạch")


def test_old_encodings_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Céng hoµ x· héi chñ nghÜa ViÖt Nam\n".encode("cp1252"))

    assert run(capsys, str(path)) == "Cộng hoà xã hội chủ nghĩa Việt Nam\n"


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))

    assert run(capsys, "-").startswith("Kế hoạch")


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"PK\x03\x04abc"])
def test_files_that_are_no_text_are_refused_with_a_hint(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)

    with pytest.raises(Invalid, match="motcua plan read"):
        repair.run(argparse.Namespace(file=str(path), diff=False, json=False))


def test_a_missing_file_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="Không có tệp"):
        repair.run(argparse.Namespace(file=str(tmp_path / "none.txt"), diff=False, json=False))


def test_neither_django_nor_the_model_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, motcua.documents.repair as r; from motcua.documents.repair.model import load\n"
        "assert 'django' not in sys.modules\n"
        "r.repair_text('Kế hoạch cải cách hành chính của tỉnh'); assert load.cache_info().currsize == 0\n"
        "r.repair_text('Ké hoach cai cach hanh chinh cia tinh'); assert load.cache_info().currsize == 1\n"
    )

    sources = Path(repair.__file__).parents[3]
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(sources)})
