#!/usr/bin/env python3
"""Learn from pairs of printed and read words (`garble.py`) what becomes of each letter when OCR does not know Vietnamese.

    learn_confusions.py CONFUSIONS.tsv PAIRS.tsv...

A printed word is cut into chunks of one or two letters, each of which is read as none to four characters; no chunk holds
a consonant and a vowel. Which chunk
became which characters is not seen, so expectation and maximisation take turns. Output, one line each: chunk, characters
read, −10 · ln P(characters | chunk); lines that begin with "#" hold how often words are split and joined. Standard library only.
"""

from __future__ import annotations

import argparse
import math
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path

PAIR_SHARE = 0.12
"""Prior share of two-letter chunks: they must explain a reading several times better than two single letters to win."""

Table = dict[str, dict[str, float]]


def fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c)).replace(
        "đ", "d"
    )


def distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def word_pairs(paths: list[Path]) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Counts of (printed, read), and of how words were cut: "whole", "split", "joined", "lost". Lines read too badly are left out."""
    pairs: Counter[tuple[str, str]] = Counter()
    cuts: Counter[str] = Counter()
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            printed, read = (side.split("=") for side in line.split("\t"))
            if len(printed) != len(read):
                continue  # an equals sign was read
            wrong = sum(distance(fold(p), fold(r)) for p, r in zip(printed, read, strict=True))
            if wrong > 0.4 * sum(map(len, printed)):
                continue
            for p, r in zip(printed, read, strict=True):
                p, r = bare(unicodedata.normalize("NFC", p), unicodedata.normalize("NFC", r))
                kind = "lost" if r == "~" else "joined" if " " in p else "split" if "_" in r else "whole"
                cuts[kind] += 1
                if kind == "whole" and p.isalpha() and len(r) <= 2 * len(p) + 2:
                    pairs[p, r] += 1
    return pairs, cuts


def bare(printed: str, read: str) -> tuple[str, str]:
    """Both without the comma behind the printed word, whatever it was read as."""
    if printed.endswith(","):
        return printed[:-1], read[:-1] if read and read[-1] in ",.;:" else read
    return printed, read


def is_vowel(letter: str) -> bool:
    return fold(letter) in "aeiouy"


def first_guess(chunk: str, read: str) -> float:
    if len(chunk) == 2:
        return 0.02 / 30 ** abs(len(read) - 2) if read else 0.0
    if len(read) == 1:
        return 0.6 if read == chunk else 0.2 if fold(read) == fold(chunk) else 0.002
    return (0.003, 0.0, 0.0005, 0.00001)[len(read)]


def expected(pairs: Counter[tuple[str, str]], table: Table | None) -> Table:
    """One round: how often each chunk became each reading, by the present table."""
    counts: Table = defaultdict(lambda: defaultdict(float))
    for (printed, read), times in pairs.items():
        n, m = len(printed), len(read)
        edges = []
        forward = [[0.0] * (m + 1) for _ in range(n + 1)]
        forward[0][0] = 1.0
        for i, j in product(range(n), range(m + 1)):
            if forward[i][j]:
                for a, b in steps(printed, read, i, j):
                    p = chance(table, printed[i:a], read[j:b])
                    edges.append((i, j, a, b, p))
                    forward[a][b] += forward[i][j] * p
        whole = forward[n][m]
        if whole < 1e-30:
            continue
        backward = [[0.0] * (m + 1) for _ in range(n + 1)]
        backward[n][m] = 1.0
        for i, j, a, b, p in reversed(edges):
            backward[i][j] += p * backward[a][b]
            counts[printed[i:a]][read[j:b]] += times * forward[i][j] * p * backward[a][b] / whole
    return counts


def steps(printed: str, read: str, i: int, j: int) -> Iterator[tuple[int, int]]:
    """Where the next chunk and its reading may end. The product searches consonants and vowels apart, so no chunk holds both."""
    for size in (1, 2):
        chunk = printed[i : i + size]
        if len(chunk) < size or is_vowel(chunk[0]) != is_vowel(chunk[-1]):
            return
        for b in range(j + size - 1, min(len(read), j + size + 2) + 1):
            yield i + size, b


def chance(table: Table | None, chunk: str, read: str) -> float:
    share = PAIR_SHARE if len(chunk) == 2 else 1 - PAIR_SHARE
    if table is None:
        return share * first_guess(chunk, read)
    return share * table.get(chunk, {}).get(read, 1e-9 if len(chunk) == len(read) == 1 else 0.0)


def maximised(counts: Table, least: float) -> Table:
    """Probabilities from counts; what was seen less than `least` times is dropped."""
    table: Table = {}
    for chunk, reads in counts.items():
        kept = {read: count for read, count in reads.items() if count >= least}
        total = sum(reads.values()) + 1.0
        if kept:
            table[chunk] = {read: count / total for read, count in kept.items()}
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    pairs, cuts = word_pairs(args.pairs)
    print(f"{sum(pairs.values())} words, {len(pairs)} different pairs; {dict(cuts)}", file=sys.stderr)
    table: Table | None = None
    for number in range(args.rounds):
        table = maximised(expected(pairs, table), 0.05 if number < args.rounds - 1 else 0.7)
        print(f"round {number + 1}: {sum(map(len, table.values()))} confusions", file=sys.stderr)
    assert table is not None
    rows = [f"# {kind}\t{count}" for kind, count in sorted(cuts.items())]
    for chunk in sorted(table):
        share = PAIR_SHARE if len(chunk) == 2 else 1 - PAIR_SHARE
        for read, p in sorted(table[chunk].items(), key=lambda item: -item[1]):
            if p * share > 1e-5:
                rows.append(f"{chunk}\t{read}\t{round(-10 * math.log(p * share))}")
    args.out.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
