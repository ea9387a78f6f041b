"""Writes the pages of the documentation that are tables of the code: commands, permissions, workflows, API.

python tools/docs.py          write them
python tools/docs.py check    fail when one is not up to date
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def commands() -> str:
    from motcua.config.cli import all_commands

    rows = [f"| `motcua {' '.join(c.words)}` | {c.help} |" for c in all_commands()]
    return _page(
        "Commands",
        "Every command has `--help`; it exits 0 on success, 2 on wrong usage, 1 on failure with one clear line on stderr.\n"
        "`--json` prints one JSON document and nothing else. `.venv/bin/motcua` and `python -m motcua` are the same.",
        "| command | does |",
        rows,
    )


def permissions() -> str:
    from motcua.organisations.permissions import declared_actions

    rows = [f"| `{name}` | {', '.join(sorted(str(r) for r in roles))} |" for name, roles in declared_actions().items()]
    return _page(
        "Actions and the roles that open them",
        "A grant gives an officer a role on a unit, with or without what stands below it. What is not listed is denied.",
        "| action | roles |",
        rows,
    )


def workflows() -> str:
    from motcua.documents import workflow as documents
    from motcua.kernel import job_states
    from motcua.kernel.workflow import Workflow
    from motcua.messages import workflow as messages
    from motcua.plans import workflow as plans

    parts = ["# Workflows\n\nWhat may happen next. Written by `tools/docs.py` from the tables in the code.\n"]
    for module in (job_states, documents, messages, plans):
        tables = {name: value for name, value in vars(module).items() if isinstance(value, Workflow)}
        parts += [
            f"## {name.removesuffix('_WORKFLOW').replace('_', ' ').capitalize()}\n\n```mermaid\n{table.mermaid()}\n```\n"
            for name, table in tables.items()
        ]
    return "\n".join(parts)


def rest() -> str:
    from motcua.config.api import api

    rows = [
        f"| `{method.upper()} {path}` | {operation.get('summary', '')} |"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    ]
    return _page(
        "REST API",
        "Under `/api/v1`; OpenAPI 3.1 at `/api/v1/openapi.json`, a page for people at `/api/v1/docs`.\n"
        "`Authorization: Bearer TOKEN` (`motcua token create`) or the session. Errors are `application/problem+json`.\n"
        "Lists: `items` and `next` (a cursor or null) with `?cursor=&limit=`.",
        "| operation | what |",
        sorted(rows, key=lambda row: row.split("`")[1].split(" ")[::-1]),
    )


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "permissions.md": permissions,
    "workflows.md": workflows,
    "api.md": rest,
}


def _page(title: str, text: str, head: str, rows: list[str]) -> str:
    table = "\n".join([head, "|---|---|", *rows])
    return f"# {title}\n\n{text}\n\n{table}\n\nWritten by `tools/docs.py` from the code.\n"


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_test")
    import django

    django.setup()
    stale = [
        name
        for name, page in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != page()
    ]
    if arguments == ["check"]:
        for name in stale:
            print(f"docs/{name} is not up to date: run python tools/docs.py")
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"docs/{name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
