"""Pages a second of reading plans, and how the cost grows with their size.

The documents are our own test plans, their bodies repeated until they have the number of pages asked for (1,800 characters a page, as a
page of Decree 30/2020 holds): a task table, narrative duties, and outreach by sections. Reading text into blocks and reading blocks into a
plan are timed apart; the memory is the peak of the whole reading. Linear growth shows as the same milliseconds a page in every line.

    python benchmarks/reader.py [--pages 5 50 300] [--rounds 3] [--json]
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the test plans stand beside the tests

from tests.factories import plan_texts

from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import read_plan

PAGE = 1_800
LAYOUTS = {
    "task table": "PROVINCE_ANNEX_TABLE",
    "narrative duties": "DISTRICT_NARRATIVE",
    "outreach": "OUTREACH_SECTIONS",
}


@dataclass(frozen=True)
class Line:
    layout: str
    pages: int
    blocks_ms_per_page: float
    plan_ms_per_page: float
    pages_per_second: float
    peak_megabytes: float
    tasks: int


def main() -> int:
    options = _options()
    lines = [
        measured(layout, name, pages, options.rounds) for layout, name in LAYOUTS.items() for pages in options.pages
    ]
    if options.json:
        print(
            json.dumps(
                {"machine": platform.processor() or platform.machine(), "lines": [asdict(line) for line in lines]},
                indent=1,
            )
        )
        return 0
    print(
        f"{'layout':<18}{'pages':>6}{'blocks ms/page':>16}{'plan ms/page':>14}{'pages/s':>9}{'peak MB':>9}{'tasks':>7}"
    )
    for line in lines:
        print(
            f"{line.layout:<18}{line.pages:>6}{line.blocks_ms_per_page:>16.2f}{line.plan_ms_per_page:>14.2f}"
            f"{line.pages_per_second:>9.0f}{line.peak_megabytes:>9.1f}{line.tasks:>7}"
        )
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[5, 50, 300])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def of_size(name: str, pages: int) -> str:
    """A test plan with what stands behind its opening repeated until it fills so many pages."""
    head, mark, body = getattr(plan_texts, name).partition("như sau:")
    times = max(1, round((pages * PAGE - len(head)) / len(body)))
    return head + mark + body * times


def measured(layout: str, name: str, pages: int, rounds: int) -> Line:
    text = of_size(name, pages)
    document = read_plaintext(text)
    blocks = best(lambda: read_plaintext(text), rounds)
    plan_time = best(lambda: read_plan(document), rounds)
    tracemalloc.start()
    plan = read_plan(read_plaintext(text))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    real = len(text) / PAGE
    return Line(
        layout=layout,
        pages=round(real),
        blocks_ms_per_page=1000 * blocks / real,
        plan_ms_per_page=1000 * plan_time / real,
        pages_per_second=real / (blocks + plan_time),
        peak_megabytes=peak / 1e6,
        tasks=len(plan.tasks),
    )


def best(work: Callable[[], object], rounds: int) -> float:
    """Shortest processor time of several rounds, in seconds."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
