#!/usr/bin/env python3
"""Build the model of `motcua.documents.repair` from counts of words and word pairs and from a table of confusions.

    train_repair.py COUNTS_FOLDER [--confusions tools/repair_confusions.tsv] [--text FILE]... [--out …/repair/data/model.bin]

COUNTS_FOLDER holds unigrams.tsv and bigrams.tsv (word, [word,] count; <s> and </s> mark the ends of a segment). `--text` adds
running text of our own to the counts, beside tools/repair_text/learn.txt (check.txt there is for measuring: never train on it).
The result is one file: a JSON head and byte arrays, compressed, which `repair/model.py` reads. Standard library and
`motcua.kernel.text` only. The whole way, from nothing:

    garble.py COUNTS pairs.tsv && learn_confusions.py tools/repair_confusions.tsv pairs.tsv && train_repair.py COUNTS
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import re
import sys
from array import array
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from motcua.kernel.text import fold, is_syllable, nfc, plain_tones  # noqa: E402  the path to our sources must be set first

DISCOUNT = 0.7
TEXT_WEIGHT = 4
"""How many times our own text counts: it is of the right kind, and the counted texts left pairs seen once or twice out."""
FAMILY_SHARE = 0.04
"""Share of a letter's readings taken from its relatives (the same letter under other marks): wear differs from page to page."""

PAIR_SHARE = 0.12
"""As in `learn_confusions.py`: the share of two-letter chunks."""
PRIOR_SHARE = 0.06
"""Share of what is known of shapes beside what was learned."""
LOST = 0.0015
"""Least chance that any letter leaves no trace."""

Unigrams = Counter[str]
Bigrams = Counter[tuple[str, str]]


def counted(folder: Path) -> tuple[Unigrams, Bigrams]:
    """The counts, with both schools of placing tone marks made one."""
    words: Unigrams = Counter()
    pairs: Bigrams = Counter()
    for line in (folder / "unigrams.tsv").read_text("utf-8").splitlines():
        word, count = line.split("\t")
        words[plain_tones(nfc(word))] += int(count)
    for line in (folder / "bigrams.tsv").read_text("utf-8").splitlines():
        first, second, count = line.split("\t")
        pairs[plain_tones(nfc(first)), plain_tones(nfc(second))] += int(count)
    return words, pairs


def add_text(path: Path, words: Unigrams, pairs: Bigrams) -> None:
    for line in path.read_text("utf-8").splitlines():
        for segment in re.split(r"[.;:|]", line):
            found = ["<s>", *(plain_tones(w) for w in re.findall(r"[^\W\d_]+", nfc(segment.lower()))), "</s>"]
            if len(found) > 2:
                words.update(dict.fromkeys(found[1:-1], TEXT_WEIGHT))
                for pair in pairwise(found):
                    pairs[pair] += TEXT_WEIGHT


def cost(probability: float) -> int:
    """Tenths of a nat, as one byte."""
    return min(255, max(0, round(-10 * math.log(max(probability, 1e-12)))))


def language(words: Unigrams, pairs: Bigrams) -> tuple[list[str], dict[str, bytes]]:
    """Vocabulary, most frequent word first, and the arrays of an interpolated bigram model with absolute discounting."""
    vocabulary = ["<s>", "</s>", *(w for w, c in sorted(words.items(), key=lambda i: (-i[1], i[0])))]
    ids = {word: i for i, word in enumerate(vocabulary)}
    total = sum(words.values())
    ends = sum(c for (_, second), c in pairs.items() if second == "</s>")
    plain = {w: (c + 0.5) / (total + ends) for w, c in words.items()} | {"</s>": ends / (total + ends), "<s>": 1e-12}
    rows: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for (first, second), count in pairs.items():
        if first in ids and second in ids:
            rows[first].append((ids[second], second, count))
    starts, seconds, costs, backs = array("I", [0]), array("H"), bytearray(), bytearray()
    for word in vocabulary:
        row = sorted(rows.get(word, ()))
        mass = max(sum(c for *_, c in row), words.get(word, 0))
        left = 1.0 - sum(c - DISCOUNT for *_, c in row) / mass if row else 1.0
        left = max(left, 1e-4)
        for second, name, count in row:
            seen = (count - DISCOUNT) / mass + left * plain[name]
            if math.log(seen / (left * plain[name])) > 0.2:  # the back-off says as much: not worth its bytes
                seconds.append(second)
                costs.append(cost(seen))
        starts.append(len(seconds))
        backs.append(cost(left))
    shares = bytes(cost(plain[w]) for w in vocabulary)
    print(f"{len(vocabulary)} words, {len(seconds)} of {len(pairs)} pairs kept", file=sys.stderr)
    return vocabulary, {
        "shares": shares,
        "backs": bytes(backs),
        "starts": starts.tobytes(),
        **seconds_in_planes(seconds),
        "costs": bytes(costs),
    }


def seconds_in_planes(seconds: array[int]) -> dict[str, bytes]:
    """Second words, low and high bytes apart: that compresses best."""
    return {"low": bytes(i & 255 for i in seconds), "high": bytes(i >> 8 for i in seconds)}


def priors(path: Path) -> dict[str, dict[str, float]]:
    """chunk → characters read → probability, likely ones three times the rare."""
    table: dict[str, dict[str, float]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        letters, likely, rare = line.split("\t")
        weights = dict.fromkeys(rare.split(), 1.0) | dict.fromkeys(likely.split(), 3.0)
        total = sum(weights.values())
        for chunk in [letters] if letters.isascii() or (letters[0] in "ưiu" and len(letters) == 2) else letters:
            table[chunk] = {read: weight / total for read, weight in weights.items()}
    return table


def confusions(path: Path, known: Path) -> dict[str, dict[str, int]]:
    """chunk → characters read → cost, each letter smoothed by its relatives."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("# "):
            chunk, read, price = line.split("\t")
            table[chunk][read] = math.exp(-int(price) / 10)
    families: dict[str, list[str]] = defaultdict(list)
    for chunk in table:
        if len(chunk) == 1:
            families[fold(chunk) + ("U" if chunk.isupper() else "")].append(chunk)
    out: dict[str, dict[str, int]] = {chunk: {r: cost(p) for r, p in reads.items()} for chunk, reads in table.items()}
    for members in families.values():
        shared: dict[str, float] = defaultdict(float)
        for member in members:
            for read, p in table[member].items():
                shared[read] += p / len(members)
        for member in members:
            smooth = {read: FAMILY_SHARE * p for read, p in shared.items() if p > 1e-3 and fold(read) != fold(member)}
            mixed = {r: table[member].get(r, 0.0) + smooth.get(r, 0.0) for r in {*table[member], *smooth}}
            out[member] = {read: cost(p) for read, p in mixed.items() if cost(p) <= 100}
            out[member][""] = min(out[member].get("", 255), cost(LOST))
    for chunk, reads in priors(known).items():
        share = PRIOR_SHARE * (PAIR_SHARE if len(chunk) == 2 else 1.0)
        for read, p in reads.items():
            learned = math.exp(-out.setdefault(chunk, {}).get(read, 255) / 10)
            out[chunk][read] = cost(learned + share * p)
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=Path)
    parser.add_argument("--confusions", type=Path, default=ROOT / "tools" / "repair_confusions.tsv")
    parser.add_argument("--priors", type=Path, default=ROOT / "tools" / "repair_priors.tsv")
    parser.add_argument("--text", type=Path, action="append", default=[ROOT / "tools" / "repair_text" / "learn.txt"])
    parser.add_argument("--out", type=Path, default=ROOT / "src/motcua/documents/repair/data/model.bin")
    args = parser.parse_args()
    words, pairs = counted(args.counts)
    for path in args.text:
        add_text(path, words, pairs)
    vocabulary, arrays = language(words, pairs)
    arrays["syllables"] = bytes(is_syllable(word) for word in vocabulary)
    head = {
        "version": 1,
        "words": "\n".join(vocabulary),
        "confusions": confusions(args.confusions, args.priors),
        "sizes": [[name, len(data)] for name, data in arrays.items()],
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    whole = len(text).to_bytes(4, "little") + text + b"".join(arrays.values())
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_bytes(lzma.compress(whole, format=lzma.FORMAT_XZ, filters=filters))
    print(f"{args.out}: {len(whole):,} bytes, {args.out.stat().st_size:,} compressed", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
