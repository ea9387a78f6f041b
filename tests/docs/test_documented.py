"""The documentation says what is true: settings, commands, actions, workflows, operations, dependencies and links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.docs import PAGES

from motcua.config import cli

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def settings_read() -> set[str]:
    """Names of environment variables that the code reads."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src/motcua").rglob("*.py"))
    named = set(re.findall(r'env\.(?!oidc|provider)\w+\(\s*"([A-Z_]+)"', text)) | set(
        re.findall(r'os\.environ(?:\.get\(|\[)"(MOTCUA_[A-Z_]+)"', text)
    )
    for prefix in re.findall(r'env\.oidc\("([A-Z_]+)"', text):
        named |= {f"{prefix}_{part}" for part in ("SERVER", "CLIENT", "SECRET", "NAME")}
    for prefix in re.findall(r'env\.provider\("([A-Z_]+)"', text):
        named |= {f"{prefix}_{part}" for part in ("URL", "TOKEN", "RECEIPT_SECRET")}
    from_parent_to_child = {name for name in named if name.startswith("MOTCUA_IDENTITY_")}
    return named - from_parent_to_child - {"DJANGO_SETTINGS_MODULE"}


def test_every_setting_that_is_read_is_documented_and_the_other_way_round() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", read("admin/settings.md"), re.MULTILINE))

    assert settings_read() == documented


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_that_is_a_table_of_the_code_is_up_to_date(name: str) -> None:
    assert read(name) == PAGES[name]()


def test_every_command_has_help() -> None:
    assert [c.words for c in cli.all_commands() if not c.help.strip()] == []


def test_every_rest_operation_says_what_it_does() -> None:
    from motcua.config.api import api

    operations = [o for methods in api.get_openapi_schema()["paths"].values() for o in methods.values()]

    assert [o["operationId"] for o in operations if not o.get("summary")] == []


def test_every_dependency_has_its_line() -> None:
    text = read("stack.md").lower()
    names = [
        re.split(r"[\[=<>~ ]", line)[0].lower()
        for line in (ROOT / "requirements/base.in").read_text().splitlines()
        if line and line[0] not in "#-"
    ]

    assert [name for name in names if name not in text] == []


def test_the_map_names_the_packages_of_the_import_contracts() -> None:
    contracts = (ROOT / ".importlinter").read_text(encoding="utf-8")
    stack = re.search(r"\[importlinter:contract:stack\].*?layers =\n((?:    \w+\n)+)", contracts, re.DOTALL)
    assert stack is not None

    packages = re.findall(r"^\| `(\w+)` \|", read("architecture.md"), re.MULTILINE)

    assert packages == list(reversed(stack[1].split()))


def test_links_in_the_documentation_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "README.vi.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []
