"""How fast damaged text is repaired, and how the time grows with length: `python benchmarks/repair.py [--lines 2000]`.

The text is made from the words of the model itself, their letters confused as OCR confuses them, so that every run of the
benchmark meets words that it has not seen before as often as a real document does.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from pathlib import Path

from motcua.documents.repair import looks_damaged, repair_text
from motcua.documents.repair.model import Model, load

SOURCES = Path(__file__).resolve().parent.parent / "src"
COLD = (
    "import time; t = time.perf_counter(); from motcua.documents.repair.model import load; m = load(); m.parts; m.tables; "
    "print(time.perf_counter() - t)"
)


def garbled_lines(model: Model, count: int, chance: random.Random) -> list[str]:
    """Lines of twelve words, frequent words as frequent as in real text."""
    words = [w for i, w in enumerate(model.words) if model.syllables[i]][:3000]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    reads = {letters: list(read.items()) for letters, read in model.confusions.items()}
    lines = []
    for _ in range(count):
        chosen = chance.choices(words, weights, k=12)
        lines.append(" ".join("".join(_read(letter, reads, chance) for letter in word) for word in chosen))
    return lines


def _read(letter: str, reads: dict[str, list[tuple[str, int]]], chance: random.Random) -> str:
    ways = reads.get(letter, [(letter, 0)])
    return chance.choices([way for way, _ in ways], [2.718 ** (-cost / 10) for _, cost in ways])[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=1600)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    environment = {"PYTHONPATH": str(SOURCES)}
    started = [
        float(subprocess.run([sys.executable, "-c", COLD], check=True, capture_output=True, env=environment).stdout)
        for _ in range(3)
    ]
    lines = garbled_lines(load(), args.lines, random.Random(7))
    rows: dict[str, float] = {"load_ms": round(1000 * min(started), 1)}
    for share in (8, 4, 2, 1):
        part = lines[: args.lines // share]
        start = time.perf_counter()
        repair_text("\n".join(part))
        rows[f"lines_per_s_{len(part)}"] = round(len(part) / (time.perf_counter() - start), 1)
    start = time.perf_counter()
    looks_damaged("\n".join(lines))
    rows["judged_lines_per_s"] = round(len(lines) / (time.perf_counter() - start))
    print(json.dumps(rows) if args.json else "\n".join(f"{name:24}{value:>12}" for name, value in rows.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
