"""The shape of the house: import contracts hold, and only services write."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("organisations", "documents", "messages", "plans", "portal")
FACES = ("desk", "public", "rest", "forms", "commands", "queries", "permissions", "handlers", "schemas")
WRITES = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
QUERY_WRITES = {"create", "update"}


def test_import_contracts_are_kept() -> None:
    run = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout


def face_files() -> list[Path]:
    found: list[Path] = []
    for package in PACKAGES:
        for face in FACES:
            base = ROOT / "src/motcua" / package / face
            found += [base.with_suffix(".py")] if base.with_suffix(".py").exists() else sorted(base.rglob("*.py"))
    return found


def writes_in(source: str) -> list[str]:
    """Calls that write rows: `.save()`, `.objects.create(…)`, `.filter(…).update(…)` and their like."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, owner = node.func.attr, ast.unparse(node.func.value)
            if name in WRITES or (
                name in QUERY_WRITES and (".objects" in owner or ".filter(" in owner or ".exclude(" in owner)
            ):
                found.append(f"line {node.lineno}: {owner[:40]}.{name}")
    return found


@pytest.mark.parametrize("path", face_files(), ids=lambda p: str(p.relative_to(ROOT / "src/motcua")))
def test_only_services_write(path: Path) -> None:
    assert writes_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "breach",
    [
        "plan.save()",
        "Plan.objects.create(x=1)",
        "Plan.objects.filter(pk=1).update(x=1)",
        "plan.delete()",
        "Task.objects.bulk_create([])",
    ],
)
def test_the_check_sees_what_it_is_for(breach: str) -> None:
    assert writes_in(breach)


@pytest.mark.parametrize("harmless", ["search.update()", "d = {}; d.update(a=1)", "store_upload(x)", "form.is_valid()"])
def test_the_check_leaves_harmless_calls_alone(harmless: str) -> None:
    assert writes_in(harmless) == []


def test_no_source_file_is_longer_than_four_hundred_lines() -> None:
    long = {
        str(p.relative_to(ROOT)): count
        for p in (ROOT / "src/motcua").rglob("*.py")
        if "migrations" not in p.parts and (count := len(p.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}
