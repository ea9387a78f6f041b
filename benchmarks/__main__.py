"""All benchmarks one after the other: `make bench`. Prints a table of each, and writes benchmarks/results.json.

Each runs in a process of its own (`python benchmarks/NAME.py --json`), so that none warms or crowds another. One that fails is told, and
the others run all the same; the exit code is 1 then.

    python -m benchmarks [NAME ...]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
RESULTS = FOLDER / "results.json"
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(NAMES)}")
    names = parser.parse_args().names or NAMES
    if unknown := sorted(set(names) - set(NAMES)):
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    results = {
        "machine": {"system": platform.platform(), "cores": os.cpu_count(), "python": platform.python_version()},
        "load_before": round(os.getloadavg()[0], 2),
        "benchmarks": {name: _run(name) for name in names},
    }
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\n{RESULTS.relative_to(FOLDER.parent)} written")
    return 1 if any("failed" in result for result in results["benchmarks"].values()) else 0


def _run(name: str) -> dict[str, Any]:
    """What the benchmark prints as JSON, and how long it took; `failed` holds the end of its errors where it did not end well."""
    print(f"\n== {name}", flush=True)
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(FOLDER / f"{name}.py"), "--json"],
        check=False,
        cwd=FOLDER.parent,
        capture_output=True,
        text=True,
    )
    seconds = round(time.monotonic() - begin, 1)
    if done.returncode:
        print(f"failed after {seconds} s\n{done.stderr[-2000:]}")
        return {"seconds": seconds, "failed": done.stderr[-2000:]}
    found = json.loads(done.stdout)
    for line in _table(_rows(found)):
        print(line)
    print(f"   ({seconds} s)", flush=True)
    return {"seconds": seconds, "results": found}


def _rows(found: Any) -> list[dict[str, Any]]:
    """The lines of a benchmark: a list, the one list of a document, or the document itself as a single line."""
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if lists else [found]
    return [dict(_flat(line)) for line in found]


def _flat(line: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    for key, value in line.items():
        if isinstance(value, dict):
            yield from _flat(value)
        else:
            yield key, value


def _table(rows: list[dict[str, Any]]) -> Iterable[str]:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    texts = [columns, *[[_shown(row.get(c)) for c in columns] for row in rows]]
    widths = [max(len(line[i]) for line in texts) for i in range(len(columns))]
    for line in texts:
        yield "  ".join(
            text.ljust(width) if not text[:1].isdigit() else text.rjust(width)
            for text, width in zip(line, widths, strict=True)
        ).rstrip()


def _shown(value: Any) -> str:
    """A figure short enough for a table; results.json has it whole."""
    return "" if value is None else f"{value:.3g}" if isinstance(value, float) and abs(value) < 1000 else str(value)


if __name__ == "__main__":
    sys.exit(main())
