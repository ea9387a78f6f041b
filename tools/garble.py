#!/usr/bin/env python3
"""Read Vietnamese with the English model of Tesseract, on purpose, and keep what became of every word.

    garble.py COUNTS_FOLDER PAIRS.tsv [--pages 300] [--seed 1] [--sentences FILE]

Renders pages in fonts of official documents, wears them as copying and scanning does, reads them with `tesseract -l eng`
and writes one line a line of print: the words printed, a tab, the words read, aligned by their place on the page
("=" between words, "~" for a word that vanished, "_" for a space inside what was read for one word).
The text is random walks over the counts of word pairs, or the lines of `--sentences`. Needs Pillow, Tesseract and the fonts
Tinos and Liberation 2 (Debian: fonts-croscore, fonts-liberation2). `train_repair.py` learns the confusions of letters from it.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path("/usr/share/fonts/truetype")
FACES = (  # official documents are set in Times New Roman: Tinos and Liberation Serif have its shapes and widths
    ["croscore/Tinos-Regular.ttf"] * 8
    + ["croscore/Tinos-Bold.ttf", "croscore/Tinos-Italic.ttf", "croscore/Tinos-BoldItalic.ttf"]
    + ["liberation2/LiberationSerif-Regular.ttf"] * 2
    + ["croscore/Arimo-Regular.ttf"]
)
WIDTH, LINES = 1240, 26
"""Width of the print in pixels at 200 dots per inch; lines a page."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One word as printed: its place on the page in pixels."""

    word: str
    left: float
    right: float


class Walk:
    """Random sentences over counted word pairs, rarer pairs drawn more often than they occur, so that all letters are seen."""

    def __init__(self, folder: Path, chance: random.Random, flatness: float = 0.6) -> None:
        self.chance = chance
        self.next: dict[str, tuple[list[str], list[float]]] = {}
        known = {line.split("\t")[0] for line in (folder / "unigrams.tsv").read_text("utf-8").splitlines()[:6000]}
        for line in (folder / "bigrams.tsv").read_text("utf-8").splitlines():
            first, second, count = line.split("\t")
            if second in known:
                words, weights = self.next.setdefault(first, ([], []))
                words.append(second)
                weights.append(int(count) ** flatness)

    def words(self) -> Iterator[str]:
        word, position = "<s>", 0
        while True:
            if word not in self.next or position > self.chance.randint(8, 40):
                word, position = "<s>", 0
            words, weights = self.next[word]
            word = self.chance.choices(words, weights)[0]
            shown = word.capitalize() if position == 0 or self.chance.random() < 0.08 else word
            yield shown + ("," if self.chance.random() < 0.07 else "")
            if self.chance.random() < 0.02:
                yield f"{self.chance.randint(1, 400)}/KH-UBND"
            position += 1


def page_of(
    words: Iterator[str], chance: random.Random, dots: int, capitals_share: float
) -> tuple[Image.Image, list[list[Printed]]]:
    """A page in one font, a share of its lines in capitals. A word "\\n" ends its line."""
    scale = dots / 200
    size = round(chance.choice((13, 13, 14, 14, 14, 12)) / 72 * dots)
    font = ImageFont.truetype(str(FONTS / chance.choice(FACES)), size)
    step = round(size * chance.uniform(1.45, 1.8))
    page = Image.new("L", (round((WIDTH + 160) * scale), step * (LINES + 2)), 255)
    pen = ImageDraw.Draw(page)
    lines = []
    for number in range(LINES):
        capitals = chance.random() < capitals_share
        left, line = 80 * scale, list[Printed]()
        while left < WIDTH * scale:
            word = next(words, None)
            if word is None or word == "\n":
                break
            word = word.upper() if capitals else word
            pen.text((left, step * (number + 1)), word, font=font, fill=chance.choice((0, 0, 20, 50)))
            right = left + pen.textlength(word, font=font)
            line.append(Printed(word, left, right))
            left = right + pen.textlength(" ", font=font) * chance.uniform(1.0, 1.5)
        lines.append(line)
    return page, lines


def worn(page: Image.Image, chance: random.Random) -> Image.Image:
    """The page as copiers and scanners leave it, from hardly at all to badly."""
    hard = chance.random()
    if chance.random() < 0.5:
        page = page.rotate(chance.uniform(-0.2, 0.2), Image.Resampling.BICUBIC, fillcolor=255)
    if chance.random() < 0.7:
        page = page.filter(ImageFilter.GaussianBlur(chance.uniform(0.2, 0.6 + hard) * page.width / 1400))
    if chance.random() < 0.5:
        noise = Image.effect_noise(page.size, chance.uniform(10, 80))
        page = Image.blend(page, noise, chance.uniform(0.05, 0.15 + 0.2 * hard))
    if chance.random() < 0.3:
        small = page.resize((round(page.width * 0.7), round(page.height * 0.7)), Image.Resampling.BILINEAR)
        page = small.resize(page.size, Image.Resampling.BILINEAR)
    if chance.random() < 0.6:  # black and white, as fax machines and most office scanners store it
        cut = round(150 + chance.uniform(-70, 70) * (0.4 + hard))
        page = page.point([0 if level < cut else 255 for level in range(256)])
    return page


def read(page: Image.Image, dots: int) -> list[tuple[str, float, float, float]]:
    """(word, left, right, middle height) for every word that Tesseract reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        page.save(path, dpi=(dots, dots))
        done = subprocess.run(
            ["tesseract", str(path), "-", "-l", "eng", "--psm", "6", "tsv"],
            check=True, capture_output=True, text=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    found = []
    for row in done.stdout.splitlines()[1:]:
        cells = row.split("\t")
        if cells[0] == "5" and cells[11].strip():
            left, top, width, height = (int(cell) for cell in cells[6:10])
            found.append((cells[11].strip(), float(left), float(left + width), top + height / 2))
    return found


def matched(lines: list[list[Printed]], found: list[tuple[str, float, float, float]], step: float) -> Iterator[str]:
    """One line of output for each printed line in which words were read."""
    for number, line in enumerate(lines):
        middle = step * (number + 1.55)
        here = sorted((f for f in found if abs(f[3] - middle) < step * 0.45), key=lambda f: f[1])
        if not here:
            continue
        groups: list[tuple[list[str], list[str]]] = [
            ([p.word], []) for p in line
        ]  # (printed words, read words), a group for each printed word at first
        bounds = [(p.left, p.right) for p in line]
        owner: list[int | None] = []
        for _, left, right, _ in here:
            covered = [
                i for i, (a, b) in enumerate(bounds) if min(b, right) - max(a, left) > 0.4 * min(b - a, right - left)
            ]
            owner.append(covered[0] if covered else None)
            for i in covered[1:]:  # one read word over several printed ones: the groups are joined
                groups[covered[0]][0].extend(groups[i][0])
                groups[i] = ([], [])
        for (word, *_), index in zip(here, owner, strict=True):
            if index is not None and groups[index][0]:
                groups[index][1].append(word)
        yield (
            "=".join(" ".join(p) for p, _ in groups if p) + "\t" + "=".join("_".join(r) or "~" for p, r in groups if p)
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sentences", type=Path)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    if args.sentences:
        words = iter(args.sentences.read_text("utf-8").replace("\n", " \n ").split(" "))
    else:
        words = Walk(args.counts, chance).words()
    with args.pairs.open("w", encoding="utf-8") as out:
        for _ in range(args.pages):
            dots = chance.choice((100, 120, 150, 150, 200, 300))
            page, lines = page_of(words, chance, dots, 0 if args.sentences else 0.15)
            if not any(lines):
                break
            step = page.height / (LINES + 2)
            for line in matched(lines, read(worn(page, chance), dots), step):
                out.write(line + "\n")
            out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
